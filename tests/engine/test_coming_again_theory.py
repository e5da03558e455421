"""Coming again and being passed on against theory: an orbit of redials, two stages, and traffic equations.

What is expected is worked out here from the rules alone.
"""

from collections.abc import Callable, Iterator
from math import factorial
from typing import Any, NamedTuple

import numpy as np
import pytest
from agreement import assert_agrees
from building import OPENS_S, center
from markov import stationary

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import Cause, EndedBy, RunLog, SpanKind
from simulator.metrics.measure import MEASURES, measure
from simulator.scenario.nouns import Scenario

HOUR_S = 3600.0
DAYS = 400
SETTLED_S = OPENS_S + 4 * HOUR_S
"""From then on a day is looked at, that began with nobody."""
CLOSES = "20:00"
LOOKED_AT_H = 8.0

Run = Callable[..., RunLog]


def exponential(per_hour: float) -> dict[str, Any]:
    return {"exponential": {"mean": f"{3600 / per_hour}s"}}


def day_logs(scenario: Scenario, days: int = DAYS, run: Run = simulate) -> Iterator[RunLog]:
    """Yield the logs of independent days."""
    for replication in range(days):
        yield run(scenario, draw(scenario, 7, replication))


# An orbit of customers who will dial again


class Redials(NamedTuple):
    """Rates per hour."""

    come: float
    end: float
    give_up: float
    back: float
    share: float
    agents: int
    places: int
    """In the queue."""


ORBIT = 40
"""More are so rare that they do not matter, which is checked."""


def redial_rates(case: Redials) -> tuple[float, float, float]:
    """Return how many contacts an hour come, are blocked, give up: first ones and redials."""

    def moves(now: tuple[int, int]) -> Iterator[tuple[tuple[int, int], float]]:
        there, orbit = now
        again = min(orbit + 1, ORBIT)
        if there < case.agents + case.places:
            yield (there + 1, orbit), case.come
            yield (there + 1, orbit - 1), orbit * case.back
        else:
            yield (there, again), case.come * case.share
            yield (there, orbit - 1), orbit * case.back * (1 - case.share)
        waiting = max(0, there - case.agents)
        yield (there - 1, orbit), min(there, case.agents) * case.end + waiting * case.give_up * (1 - case.share)
        yield (there - 1, again), waiting * case.give_up * case.share

    shares = stationary(moves, (0, 0))
    assert sum(share for (_, orbit), share in shares.items() if orbit == ORBIT) < 1e-6
    coming = {now: case.come + now[1] * case.back for now in shares}
    full = case.agents + case.places
    blocked = sum(share * coming[now] for now, share in shares.items() if now[0] == full)
    given_up = sum(share * max(0, now[0] - case.agents) * case.give_up for now, share in shares.items())
    return sum(share * coming[now] for now, share in shares.items()), blocked, given_up


@pytest.mark.long
@pytest.mark.parametrize(
    "case",
    [
        Redials(come=30, end=12, give_up=30, back=6, share=0.7, agents=2, places=1),
        Redials(come=40, end=10, give_up=20, back=4, share=0.5, agents=4, places=0),
    ],
)
def test_redials_are_those_of_the_chain_with_an_orbit(case):
    redials_follow_the_chain(case)


def redials_follow_the_chain(case: Redials, days: int = DAYS, run: Run = simulate, relative: float = 0.1) -> None:
    """Check contacts an hour, and how many of them are blocked and give up."""
    kind = {
        "arrivals": f"{case.come}/h",
        "talk": exponential(case.end),
        "patience": exponential(case.give_up),
        "queue_limit": case.places,
    }
    rule = {
        "of": "calls",
        "when": {"ended": ["abandoned", "blocked"]},
        "share": f"{100 * case.share}%",
        "after": exponential(case.back),
    }
    scenario = center(case.agents, types={"calls": kind}, follow_ups={"redial": rule}, to=CLOSES)
    found = []
    for log in day_logs(scenario, days, run):
        contacts = log.contacts
        mine = (contacts["arrived_s"] >= SETTLED_S) & (contacts["arrived_s"] < SETTLED_S + LOOKED_AT_H * HOUR_S)
        how = contacts["ended_by"][mine]
        found.append([mine.sum(), (how == EndedBy.BLOCKED).sum(), (how == EndedBy.ABANDONED).sum()])
    names = ("contacts an hour", "blocked an hour", "abandoned an hour")
    for samples, expected, what in zip(np.array(found).T / LOOKED_AT_H, redial_rates(case), names, strict=True):
        if expected:
            assert_agrees(samples, expected, relative=relative, what=what)


# Two stages


def wait_behind(per_hour: float, end: float, agents: int) -> float:
    """Return the mean wait in seconds by Erlang C.

    What leaves a first stage for a second comes there by chance alone (Burke).
    """
    load = per_hour / end
    last = load**agents / factorial(agents) * agents / (agents - load)
    waits = last / (sum(load**k / factorial(k) for k in range(agents)) + last)
    return waits / (agents * end - per_hour) * HOUR_S


def two_stages() -> Scenario:
    """Return 40 calls an hour at three agents, 40 % of which are passed on to two others."""
    types = {
        "calls": {"arrivals": "40/h", "talk": exponential(20)},
        "advice": {"arrivals": None, "talk": exponential(12)},
    }
    groups = {
        "front": {"agents": 3, "serves": {"calls": {}}},
        "experts": {"agents": 2, "serves": {"advice": {}}},
    }
    rule = {"of": "calls", "share": "40%", "pass": {"type": "advice"}}
    return center(types=types, groups=groups, transfers={"on": rule}, to=CLOSES)


@pytest.mark.long
def test_a_second_stage_is_met_as_by_chance():
    a_second_stage_waits_as_by_chance(days=4 * DAYS)


def a_second_stage_waits_as_by_chance(days: int = DAYS, run: Run = simulate, relative: float = 0.15) -> None:
    """Check the mean waits of both stages: 40 an hour at three agents, 40 % of them then at two."""
    found = []
    for log in day_logs(two_stages(), days, run):
        contacts = log.contacts
        mine = (contacts["arrived_s"] >= SETTLED_S) & (contacts["arrived_s"] < SETTLED_S + LOOKED_AT_H * HOUR_S)
        found.append([contacts["wait_s"][mine & (contacts["type"] == kind)].sum() for kind in (0, 1)])
    for kind, (per_hour, end, agents) in enumerate(((40, 20, 3), (16, 12, 2))):
        expected = wait_behind(per_hour, end, agents) * per_hour * LOOKED_AT_H
        assert_agrees(np.array(found)[:, kind], expected, relative=relative, what=f"time waited in stage {kind + 1}")


@pytest.mark.long
def test_the_metric_of_further_waits_is_the_wait_of_the_second_stage():
    further_waits_are_those_of_a_queue_alone(days=4 * DAYS)


def further_waits_are_those_of_a_queue_alone(days: int = DAYS, relative: float = 0.12) -> None:
    """Check the further waits of the second of two stages, by Burke those of a queue of its own, and how many."""
    found = []
    for log in day_logs(two_stages(), days):
        summary = measure(log)
        cells = [
            place for place, cell in enumerate(summary.cells)
            if cell.of == "type:advice" and cell.is_interval and "12:00" <= (cell.interval or "") < "20:00"
        ]  # fmt: skip
        waits, ended = (summary.sums[MEASURES.index(name), cells].sum() for name in ("further_wait_s", "further_ended"))
        found.append([waits / LOOKED_AT_H, ended / LOOKED_AT_H])
    for samples, expected, what in zip(
        np.array(found).T, (wait_behind(16, 12, 2) * 16, 16.0), ("seconds waited an hour", "waits an hour"), strict=True
    ):
        assert_agrees(samples, expected, relative=relative, what=what)


# Who stays with a customer blocks the first stage


class Stages(NamedTuple):
    """Rates per hour; one agent in each of two stages, and nobody waits but who is passed on."""

    come: tuple[float, float]
    end: tuple[float, float]
    share: float


def held_shares(case: Stages) -> tuple[float, float, float]:
    """Return the shares of time in which the first agent is not idle, holds, and the second is busy."""

    def moves(now: tuple[str, bool]) -> Iterator[tuple[tuple[str, bool], float]]:
        first, busy = now
        if first == "idle":
            yield ("talk", busy), case.come[0]
        if first == "talk":
            yield ("idle", busy), case.end[0] * (1 - case.share)
            yield ("hold" if busy else "idle", True), case.end[0] * case.share
        if not busy:
            yield (first, True), case.come[1]
        else:
            yield ("idle" if first == "hold" else first, first == "hold"), case.end[1]

    shares = stationary(moves, ("idle", False))
    return (
        sum(share for (first, _), share in shares.items() if first != "idle"),
        sum(share for (first, _), share in shares.items() if first == "hold"),
        sum(share for (_, busy), share in shares.items() if busy),
    )


@pytest.mark.long
def test_who_holds_is_not_there_for_others():
    holds_follow_the_chain(Stages(come=(12, 6), end=(10, 8), share=0.5))


def holds_follow_the_chain(case: Stages, days: int = DAYS, run: Run = simulate, relative: float = 0.1) -> None:
    """Check who is blocked in both stages, and how long the first agent holds."""
    types = {
        "calls": {"arrivals": f"{case.come[0]}/h", "talk": exponential(case.end[0]), "queue_limit": 0},
        "advice": {"arrivals": None, "talk": exponential(case.end[1])},
        "mails": {"arrivals": f"{case.come[1]}/h", "talk": exponential(case.end[1]), "queue_limit": 0},
    }
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "experts": {"agents": 1, "serves": {"advice": {}, "mails": {}}},
    }
    rule = {"of": "calls", "share": f"{100 * case.share}%", "pass": {"type": "advice", "warm": "0s"}}
    scenario = center(types=types, groups=groups, transfers={"on": rule}, to=CLOSES)
    found = []
    until_s = SETTLED_S + LOOKED_AT_H * HOUR_S
    for log in day_logs(scenario, days, run):
        contacts, spans = log.contacts, log.spans
        mine = (contacts["arrived_s"] >= SETTLED_S) & (contacts["arrived_s"] < until_s)
        blocked = mine & (contacts["ended_by"] == EndedBy.BLOCKED)
        holds = spans["kind"] == SpanKind.HOLD
        held_s = np.clip(spans["to_s"][holds], SETTLED_S, until_s) - np.clip(spans["from_s"][holds], SETTLED_S, until_s)
        found.append(
            [
                (blocked & (contacts["type"] == 0)).sum() / case.come[0] / LOOKED_AT_H,
                held_s.sum() / HOUR_S / LOOKED_AT_H,
                (blocked & (contacts["type"] == 2)).sum() / case.come[1] / LOOKED_AT_H,
            ]
        )
    names = ("blocked in the first stage", "time on hold", "blocked in the second stage")
    for samples, expected, what in zip(np.array(found).T, held_shares(case), names, strict=True):
        assert_agrees(samples, expected, relative=relative, what=what)


# Traffic equations


def contacts_per_call() -> np.ndarray:
    """Return how many contacts of calls and of advice there are for each who comes for calls.

    Of calls 20 % are passed on as advice. Of the others 70 % are solved, and half of the rest call again; of advice
    half is solved, and 60 % of the rest call again.
    """
    leads = np.array([[0.8 * 0.3 * 0.5, 0.2], [0.5 * 0.6, 0.0]])
    return np.linalg.solve(np.eye(2) - leads.T, np.array([1.0, 0.0]))


@pytest.mark.long
def test_contacts_are_those_of_the_traffic_equations():
    traffic_adds_up()


def traffic_adds_up(days: int = DAYS, run: Run = simulate, relative: float = 0.03) -> None:
    """Check how many contacts of each type there are, where calls come until noon and nobody waits."""
    types = {
        "calls": {"arrivals": {"rate": {"08:00": "60/h", "12:00": "0/h"}}, "talk": exponential(20)},
        "advice": {"arrivals": None, "talk": exponential(12)},
    }
    groups = {
        "front": {"agents": 40, "serves": {"calls": {"solved": "70%"}}},
        "experts": {"agents": 40, "serves": {"advice": {"solved": "50%"}}},
    }
    when = {"solved": False}
    follow_ups = {
        "calls_again": {"of": "calls", "when": when, "share": "50%", "after": exponential(12)},
        "advice_again": {
            "of": "advice",
            "when": when,
            "share": "60%",
            "after": exponential(6),
            "come": {"type": "calls"},
        },
    }
    transfers = {"expert": {"of": "calls", "share": "20%", "at": "50%", "pass": {"type": "advice"}}}
    scenario = center(types=types, groups=groups, follow_ups=follow_ups, transfers=transfers, to=CLOSES)
    found = []
    for log in day_logs(scenario, days, run):
        contacts = log.contacts
        cases = (contacts["cause"] == Cause.FIRST).sum()
        found.append([(contacts["type"] == kind).sum() / cases for kind in (0, 1)])
    for kind, expected in enumerate(contacts_per_call()):
        assert_agrees(np.array(found)[:, kind], expected, relative=relative, what=f"contacts of type {kind} a case")
