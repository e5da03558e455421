"""Silent customers against what must be so, contact by contact: waits by recursion, days that they leave alone."""

from heapq import heapreplace
from typing import Any

import numpy as np
import pytest
from building import OPENS_S, center
from checkers import check
from conversation_days import conversation

from simulator.demand.workload import NO_SEGMENT, Workload
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, RunLog, SilenceEnd, SpanKind, State
from simulator.log.agent_time import agent_time
from simulator.metrics.agent_spans import agent_spans
from simulator.scenario.nouns import Scenario

CHAT = {"chat": {"slots": 1}}
MESSAGING = {"messaging": {"behaviour": "conversation", "slots": 1}}


def random_day(seed: int, count: int = 300) -> Workload:
    """Return three hours of contacts, of which many would not wait for long."""
    dice = np.random.default_rng(seed)
    return Workload(
        key=dice.integers(0, 2**63, count, dtype=np.uint64),
        source=np.zeros(count, dtype=np.int16),
        type=np.zeros(count, dtype=np.int16),
        arrived_s=np.sort(on_grid(dice.random(count) * 3 * 3600)) + OPENS_S,
        talk_s=on_grid(dice.exponential(100, count)),
        wrap_up_s=on_grid(dice.exponential(20, count)),
        patience_s=np.where(dice.random(count) < 0.1, np.inf, on_grid(dice.exponential(150, count))),
        segment=np.full(count, NO_SEGMENT, dtype=np.int16),
        expected=np.full((1, 1), np.nan),
        forecast=np.full((1, 1), np.nan),
        seed=0,
        replication=0,
    )  # fmt: skip


def on_grid(times_s: np.ndarray) -> np.ndarray:
    return np.round(times_s * 2**20) / 2**20


def chats(agents: int, silent: dict[str, Any] | None, **kind: Any) -> Scenario:
    """Return a center whose agents have one chat at a time."""
    types = {"chats": {"channel": "chat", **({"silent": silent} if silent else {}), **kind}}
    groups = {"front": {"agents": agents, "serves": {"chats": {}}}}
    return center(types=types, groups=groups, channels=CHAT, to="14:00")


def writers(agents: int, silent: dict[str, Any] | None) -> Scenario:
    """Return a center whose agents have one conversation at a time, of one reply."""
    types = {"wa": conversation(**({"silent": silent} if silent else {}))}
    groups = {"front": {"agents": agents, "serves": {"wa": {}}}}
    return center(types=types, groups=groups, channels=MESSAGING, to="14:00")


def simulated(scenario: Scenario, workload: Workload) -> RunLog:
    log = simulate(scenario, workload)
    check(scenario, workload, log)
    return log


def recursion(workload: Workload, agents: int, in_vain_s: float) -> tuple[np.ndarray, np.ndarray]:
    """Return when each contact is taken, and whether its customer has left by then; who comes first is taken first.

    Whoever has left takes an agent for ``in_vain_s``, whoever is there for talk and wrap-up.
    """
    free_s, taken_s, gone = [-np.inf] * agents, [], []
    for arrived_s, talk_s, wrap_up_s, patience_s in zip(
        workload.arrived_s, workload.talk_s, workload.wrap_up_s, workload.patience_s, strict=True
    ):
        at_s = max(arrived_s, free_s[0])
        gone.append(at_s - arrived_s > patience_s)
        heapreplace(free_s, at_s + (in_vain_s if gone[-1] else talk_s + wrap_up_s))
        taken_s.append(at_s)
    return np.array(taken_s), np.array(gone)


def taken_in(log: RunLog) -> np.ndarray:
    """Return when an agent took each contact, be it in vain."""
    taken_s = np.asarray(log.contacts["assigned_s"], dtype=np.float64).copy()
    taken_s[log.silences["contact"]] = log.silences["taken_s"]
    return taken_s


@pytest.mark.parametrize("agents", [1, 3])
@pytest.mark.parametrize("greeting_s", [None, 25.0])
def test_waits_of_chats_follow_from_each_other(agents, greeting_s):
    """Agents serve in turn; to whoever has left they greet, and wait for 90 s."""
    silent = {"share": "100%", "noticed": "90s", **({"greeting": f"{greeting_s}s"} if greeting_s else {})}
    for seed in range(5):
        workload = random_day(seed, 100 * agents)
        log = simulated(chats(agents, silent), workload)
        taken_s, gone = recursion(workload, agents, 90.0 + (greeting_s or 0.0))
        assert gone.sum() > 10
        assert taken_in(log).tolist() == taken_s.tolist()
        assert sorted(log.silences["contact"].tolist()) == np.flatnonzero(gone).tolist()
        assert set(log.silences["how"].tolist()) == {int(SilenceEnd.NOTICED)}


@pytest.mark.parametrize("agents", [1, 3])
def test_waits_of_conversations_follow_from_each_other(agents):
    """An agent who greets is through with somebody who is gone after greeting and waiting; talk includes a greeting.

    Here everybody is gone before the greeting is over, or not at all before the reply: the others are left out.
    """
    silent = {"share": "100%", "noticed": "90s", "greeting": "1s"}
    for seed in range(5):
        workload = random_day(seed, 100 * agents)
        taken_s, gone = recursion(workload, agents, 91.0)
        stays = ~gone & (taken_s - workload.arrived_s + workload.talk_s > workload.patience_s)
        workload.patience_s[stays] = np.inf
        workload.talk_s[gone] = 50.0
        log = simulated(writers(agents, silent), workload)
        assert gone.sum() > 10
        assert taken_in(log).tolist() == taken_s.tolist()
        assert sorted(log.silences["contact"].tolist()) == np.flatnonzero(gone).tolist()


def test_without_greeting_who_gets_one_reply_is_served_as_if_they_were_there():
    for seed in range(5):
        workload = random_day(seed)
        log = simulated(writers(2, {"share": "100%", "noticed": "90s"}), workload)
        patient = random_day(seed)
        patient.patience_s[:] = np.inf
        served = simulated(writers(2, None), patient)
        assert taken_in(log).tolist() == served.contacts["assigned_s"].tolist()
        ended_by = log.contacts["ended_by"]
        assert ((ended_by == EndedBy.ABANDONED) == np.isin(log.contacts["contact"], log.silences["contact"])).all()
        assert set(log.silences["how"].tolist()) == {int(SilenceEnd.CLOSED_IN_VAIN)}
        in_time = served.contacts["answered_s"] - workload.arrived_s <= workload.patience_s
        assert ((ended_by == EndedBy.AGENT) == in_time).all()


def test_who_takes_no_time_changes_nothing_for_others():
    """Noticed at once and without a greeting, silent customers leave the day of all others as it is.

    But for who serves them: whoever took such a contact was not idle all the time.
    """
    for seed in range(5):
        workload = random_day(seed)
        silent = simulated(chats(2, {"share": "100%", "noticed": "0s"}), workload)
        open_ = simulated(chats(2, None), workload)
        assert len(silent.silences["contact"]) > 10
        for name, column in open_.contacts.items():
            if name in ("answered_by", "closed_by"):
                continue
            assert np.array_equal(column, silent.contacts[name], equal_nan=column.dtype.kind == "f"), name


@pytest.mark.parametrize("make", [chats, writers])
def test_a_share_of_nobody_is_as_without_it(make):
    workload = random_day(1)
    without, with_nobody = (simulated(make(2, silent), workload) for silent in (None, {"share": "0%", "noticed": "5m"}))
    for table in ("contacts", "spans", "replies"):
        columns, others = getattr(without, table), getattr(with_nobody, table)
        assert columns.keys() == others.keys()
        assert all(
            np.array_equal(columns[name], others[name], equal_nan=columns[name].dtype.kind == "f") for name in columns
        )
    assert not with_nobody.silences


@pytest.mark.parametrize("make", [chats, writers])
def test_who_works_in_vain_is_not_said_to_be_available(make):
    log = simulated(make(2, {"share": "100%", "noticed": "90s", "greeting": "20s"}), random_day(2))
    assert len(log.silences["contact"]) > 10
    bars, time = agent_spans(log), agent_time(log)
    bar_s = (bars["to_s"] - bars["from_s"])[bars["state"] == State.AVAILABLE].sum()
    assert bar_s == time["seconds"][time["state"] == State.AVAILABLE].sum()


def test_the_share_is_that_of_those_who_leave():
    found = left = 0
    for seed in range(20):
        log = simulated(chats(1, {"share": "30%", "noticed": "20s"}), random_day(seed, 100))
        found += len(log.silences["contact"]) if log.silences else 0
        left += int((log.contacts["ended_by"] == EndedBy.ABANDONED).sum())
    assert left > 500
    assert abs(found / left - 0.3) < 4 * (0.3 * 0.7 / left) ** 0.5


def test_who_leaves_silently_waits_on_in_the_queue():
    """Their wait ends with the patience; what goes on is a span of nobody's, up to the agent who takes it."""
    log = simulated(chats(1, {"share": "100%", "noticed": "90s"}), random_day(3, 100))
    spans = log.spans
    for row, left_s, taken_s in zip(
        *(log.silences[name].tolist() for name in ("contact", "left_s", "taken_s")), strict=True
    ):
        mine = spans["contact"] == row
        kinds = list(
            zip(spans["kind"][mine].tolist(), spans["from_s"][mine].tolist(), spans["to_s"][mine].tolist(), strict=True)
        )
        came_s = float(log.contacts["arrived_s"][row])
        assert kinds[0] == (int(SpanKind.QUEUE), came_s, left_s)
        assert kinds[1] == (int(SpanKind.UNNOTICED), left_s, taken_s)
        assert kinds[2] == (int(SpanKind.IN_HAND), taken_s, taken_s + 90.0)
