"""The engine against queueing theory: Erlang B, C, A, finite capacity, Little, and the limit of endless patience."""

import csv
from math import exp, inf
from pathlib import Path

import numpy as np
import pytest
from agreement import assert_agrees
from building import OPENS_S, center, simulated

from simulator.demand.workload import Workload, draw
from simulator.engine.book import Book
from simulator.engine.center import Center
from simulator.engine.clock import Clock
from simulator.engine.headcount import Headcount
from simulator.engine.tables import tables_of
from simulator.log import NOBODY, EndedBy, RunLog, State
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Scenario

CASES = Path(__file__).parent.parent / "cases"
WARM_UP_S = 3 * 3600.0


def rows(name: str) -> list[dict[str, float]]:
    with (CASES / name).open() as file:
        return [{k: _number(v) for k, v in row.items()} for row in csv.DictReader(file)]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return inf


def stationary(n: int, a: float, K: float, hours: int, days: int = 24, **patience: str) -> list[dict[str, float]]:
    """Return measures of independent runs of M/M/n/K+M with mean service 4 min, after a warm-up."""
    scenario = queue_of(n, a, K, hours, **patience)
    return [measures(simulated(scenario, draw(scenario, seed=4, replication=k))) for k in range(days)]


def queue_of(n: int, a: float, K: float, hours: int, **patience: str) -> Scenario:
    kind = {"arrivals": f"{a * 15!r}/h", "talk": {"exponential": {"mean": "4m"}}, "patience": "endless"}
    if patience:
        kind["patience"] = {"exponential": patience}
    if inf > K:
        kind["queue_limit"] = int(K) - n
    return center(n, types={"calls": kind}, to=f"{8 + hours}:00", interval="1h")


def measures(log: RunLog) -> dict[str, float]:
    contacts = log.contacts
    late = contacts["arrived_s"] >= log.facts.interval_starts_s[0] + WARM_UP_S
    admitted = late & (contacts["ended_by"] != EndedBy.BLOCKED)
    wait_s, how = contacts["wait_s"][admitted], contacts["ended_by"][admitted]
    answered, abandoned = how == EndedBy.AGENT, how == EndedBy.ABANDONED
    time, intervals = agent_time(log), len(log.facts.interval_starts_s)
    counted = (time["interval"] >= 3) & (time["interval"] < intervals)
    busy = counted & (time["state"] != State.AVAILABLE)
    open_s = log.facts.closes_s - log.facts.interval_starts_s[0] - WARM_UP_S
    return {
        "P_wait": float((wait_s > 0).mean()),
        "P_abandon": float(abandoned.mean()),
        "P_block": 1 - admitted.sum() / late.sum(),
        "E_wait": float(wait_s.mean()),
        "E_queue": float(wait_s.sum() / open_s),
        "occupancy": time["seconds"][busy].sum() / time["seconds"][counted].sum(),
        "P_served_within_T": float((answered & (wait_s <= T_S)).mean()),
        "P_abandon_within_T": float((abandoned & (wait_s <= T_S)).mean()),
    }


T_S = 20.0
PRECISION = {
    "P_wait": 0.03,
    "P_abandon": 0.012,
    "P_block": 0.012,
    "P_served_within_T": 0.05,
    "P_abandon_within_T": 0.012,
}
"""How noisy a share may be before the test says that it cannot tell."""


def balance(n: int, a: float, theta_over_mu: float, K: int) -> tuple[np.ndarray, float]:
    """Return the state probabilities of M/M/n/K+M by its balance equations, and P(wait > 0 | admitted)."""
    k = np.arange(1, K + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(a / (np.minimum(k, n) + np.maximum(k - n, 0) * theta_over_mu)))])
    p = np.exp(logs - logs.max())
    p /= p.sum()
    return p, p[n:K].sum() / (1 - p[K])


def test_the_table_of_erlang_b_and_c_follows_from_the_balance_equations():
    for row in rows("erlang_bc.csv"):
        n, a = int(row["n"]), row["a"]
        assert balance(n, a, 0.0, n)[0][n] == pytest.approx(row["erlang_b"], rel=1e-9)
        assert balance(n, a, 0.0, n + 40 * n)[1] == pytest.approx(row["erlang_c"], rel=1e-6)
        wait = row["erlang_c"] / (n - a)
        assert wait == pytest.approx(row["ASA_over_AHT"], rel=1e-9)
        assert 1 - row["erlang_c"] * exp(-(n - a) / 9) == pytest.approx(row["SL(T/AHT=1/9)"], rel=1e-9)


def test_the_table_of_erlang_a_follows_from_the_balance_equations():
    for row in rows("erlang_a.csv"):
        if row["model"] == inf and row["theta"] < 1e-6:
            continue
        n, a, K = int(row["n"]), row["offered_load"], row["K_total"]
        p, waits = balance(n, a, row["theta"] / row["mu"], int(K) if inf > K else n + 3000)
        assert waits == pytest.approx(row["P_wait"], rel=1e-6)
        queue = sum(max(k - n, 0) * x for k, x in enumerate(p))
        assert queue == pytest.approx(row["E_queue"], rel=1e-6)
        assert queue * row["theta"] / row["lambda"] / (1 - p[-1]) == pytest.approx(row["P_abandon"], rel=1e-5)


def holds_for_erlang_c(n: int, a: float, hours: int = 90) -> None:
    row = next(row for row in rows("erlang_bc.csv") if row["n"] == n and row["a"] == a)
    runs = stationary(n, a, inf, hours)
    what = f"M/M/{n}, {a} erlangs: "
    assert_agrees([run["P_wait"] for run in runs], row["erlang_c"], relative=0.2, what=what + "P(wait)")
    assert_agrees([run["E_wait"] / 240 for run in runs], row["ASA_over_AHT"], relative=0.3, what=what + "ASA")
    assert_agrees([run["occupancy"] for run in runs], a / n, relative=0.05, what=what + "occupancy")


def holds_for_erlang_b(n: int, a: float, hours: int = 90) -> None:
    row = next(row for row in rows("erlang_bc.csv") if row["n"] == n and row["a"] == a)
    runs = stationary(n, a, n, hours)
    what = f"M/M/{n}/{n}, {a} erlangs: "
    assert_agrees([run["P_block"] for run in runs], row["erlang_b"], relative=0.12, what=what + "blocked")
    assert_agrees(
        [run["occupancy"] for run in runs], a * (1 - row["erlang_b"]) / n, relative=0.05, what=what + "occupancy"
    )
    assert {run["P_wait"] for run in runs} == {0.0}


def holds_for_erlang_a(row: dict[str, float]) -> None:
    n, a, K = int(row["n"]), row["offered_load"], row["K_total"]
    patience = {"mean": f"{row['mu'] / row['theta'] * 240!r}s"} if row["theta"] > 1e-6 else {}
    # The engine's mean service is 4 min: T is scaled to the same multiple of the service time.
    global T_S
    T_S = row["T"] * row["mu"] * 240
    try:
        runs = stationary(n, a, K, hours=22 if n > 1000 else 66 if n > 30 else 90, **patience)
    finally:
        T_S = 20.0
    what = f"M/M/{n}/{K}+M, {a} erlangs, theta {row['theta']}: "
    for name, absolute in PRECISION.items():
        assert_agrees([run[name] for run in runs], row[name], relative=0.05, absolute=absolute, what=what + name)
    wait_s = row["E_wait_all_admitted"] * row["mu"] * 240
    assert_agrees([run["E_wait"] for run in runs], wait_s, relative=0.2, absolute=0.1, what=what + "wait")
    assert_agrees([run["E_queue"] for run in runs], row["E_queue"], relative=0.2, absolute=0.02, what=what + "queue")
    assert_agrees([run["occupancy"] for run in runs], row["occupancy"], absolute=1e-2, what=what + "occupancy")


@pytest.mark.long
@pytest.mark.parametrize(("n", "a"), [(5, 4)])
def test_endless_patience_gives_erlang_c(n, a):
    holds_for_erlang_c(n, a, hours=50)


@pytest.mark.parametrize(("n", "a"), [(5, 4)])
def test_no_place_to_wait_gives_erlang_b(n, a):
    holds_for_erlang_b(n, a, hours=50)


@pytest.mark.long
@pytest.mark.parametrize(
    ("n", "a"),
    [(1, 0.5), (2, 1.5), (5, 4), (10, 5), (10, 8), (12, 8.4), (14, 10), (25, 20), (50, 45), (100, 90), (200, 180)],
)
def test_the_whole_table_of_erlang_c(n, a):
    holds_for_erlang_c(n, a, hours=90 if n < 50 else 50)


@pytest.mark.long
@pytest.mark.parametrize(("n", "a"), [(1, 0.5), (2, 1.5), (10, 8), (12, 8.4), (25, 20), (50, 45), (100, 90)])
def test_the_whole_table_of_erlang_b(n, a):
    holds_for_erlang_b(n, a, hours=90 if n < 50 else 45)


OF_MANY_AGENTS = 31
"""The row that takes minutes."""


@pytest.mark.long
@pytest.mark.parametrize(
    "number", [pytest.param(one, marks=pytest.mark.slowest) if one == OF_MANY_AGENTS else one for one in range(34)]
)
def test_the_whole_table_of_erlang_a(number):
    holds_for_erlang_a(rows("erlang_a.csv")[number])


def test_what_an_observer_sees_is_littles_law():
    # L = λ W, of the queue and of the agents' hands: the left sides are seen by a process of its own that looks at the
    # center every 30 s; the right sides are the log's.
    queue, hands = [], []
    for replication in range(12):
        scenario = center(
            10, types={"calls": {"arrivals": "120/h", "talk": {"exponential": {"mean": "4m"}}}}, to="58:00"
        )
        workload = draw(scenario, 5, replication)
        seen, log = watched(scenario, workload)
        contacts, closes_s = log.contacts, log.facts.closes_s
        # What is in hand at closing is seen until then, and so is what waits.
        waits_s = np.minimum(contacts["queued_s"] + contacts["wait_s"], closes_s) - contacts["queued_s"]
        talks_s = np.minimum(contacts["ended_s"], closes_s) - np.minimum(contacts["answered_s"], closes_s)
        queue.append(seen[:, 0].mean() - waits_s.sum() / (50 * 3600))
        hands.append(seen[:, 1].mean() - talks_s.sum() / (50 * 3600))
    # There are about 1.6 in the queue and 8 in hand.
    assert_agrees(queue, 0.0, absolute=0.1, what="in the queue less λ W")
    assert_agrees(hands, 0.0, absolute=0.1, what="in hand less λ S")


def watched(scenario: Scenario, workload: Workload) -> tuple[np.ndarray, RunLog]:
    """Return (waiting, in hand) every 30 s while the center is open, shape (looks, 2), and the log of the same day."""
    tables, clock = tables_of(scenario), Clock(OPENS_S)
    book = Book(workload, tables.eligibility.of_segment)
    room = Center(tables, book, clock.agenda, None)
    Headcount(tables, room).open()
    seen = []

    def observer():
        while clock.now < scenario.horizon.to_s:
            seen.append((room.flows[0].queue.length, sum(agent.contact != NOBODY for agent in room.agents)))
            yield clock.timeout(30)

    clock.process(observer())
    clock.run_day(book.arrivals_s(), room)
    return np.array(seen), simulated(scenario, workload)


@pytest.mark.long
def test_longer_and_longer_patience_tends_to_erlang_c():
    exact = next(row for row in rows("erlang_bc.csv") if row["n"] == 10 and row["a"] == 8)["erlang_c"]
    waits = [
        np.mean([run["P_wait"] for run in stationary(10, 8, inf, 60, days=6, mean=mean)])
        for mean in ("1m", "10m", "20h")
    ]
    assert waits == sorted(waits)
    assert abs(waits[0] - exact) > 0.1
    assert abs(waits[2] - exact) < 0.02
