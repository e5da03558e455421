"""Agents' time from spans: years of days, blocks of agents, logs that bring sums, against what is added up naively."""

from dataclasses import replace

import numpy as np
import pytest
from both_forms import as_python
from building import center, day, simulated
from swarm import random_center

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import SpanKind, State
from simulator.log.agent_time import _STATE_OF, agent_time, group_time

DAY = 86400


def chats(**horizon):
    return center(
        2,
        types={"chats": {"channel": "chat"}},
        channels={"chat": {"slots": 2, "speed": [1, 0.5]}},
        weekday="monday",
        **horizon,
    )


def test_eight_hundred_days_are_as_exact_as_one():
    # On the first and on the last day two chats begin, each with an agent of its own, a third beside the first: from
    # 30 on at half speed. A step of the grid more is a step more in the sum.
    step = 2.0**-20
    morning = [(10, 100 + step), (20, 50), (30, 5)]
    contacts = [(since_s + number * DAY, talk_s) for number in (0, 799) for since_s, talk_s in morning]
    log = simulated(chats(days=800, to="08:30"), day(*contacts))
    # The third takes 10 s, until 40; of the first 80 s and a step are left at 30, 75 of them at 40: it ends at 115.
    assert (log.contacts["ended_s"][:3] - log.facts.reports_from_s).tolist() == [115 + step, 70, 40]
    seconds, slot_s = group_time(log)
    assert seconds.shape == (2 * 800, 1, len(State))
    for number in (0, 799):
        assert seconds[number, 0].tolist() == [2 * 1800 - 155 - step, 155 + step, 0, 0, 0, 0, 0, 0]
        assert slot_s[number, 0] == 165 + step
    assert seconds[1:799, :, 1:].sum() == seconds[800:].sum() == 0
    assert seconds.sum() == 800 * 2 * 1800


@pytest.mark.parametrize("cells", [1, 50, 500])
def test_agents_looked_at_in_blocks_are_the_same(cells, monkeypatch):
    logs = [simulate(*random_center(seed)) for seed in (2, 3, 5, 8)]
    whole = [agent_time(log) for log in logs]
    # Compiled, there are no blocks: an agent's cells are the only ones at a time.
    module = as_python("simulator.log.time_sums")
    monkeypatch.setattr(module, "_CELLS_MAX", cells)
    for log, before in zip(logs, whole, strict=True):
        for name, column in module.by_agent(log, _STATE_OF).items():
            np.testing.assert_array_equal(column, before[name])
            assert column.dtype == before[name].dtype


def test_a_log_from_elsewhere_may_bring_only_sums():
    scenario = chats(days=2)
    log = simulate(scenario, draw(scenario, 1, 1))
    own = group_time(log)
    sums = agent_time(log)
    no_spans = {name: column[:0] for name, column in log.spans.items()}
    other = replace(log, spans=no_spans, agent_sums=sums)
    assert agent_time(other) is sums
    for mine, theirs in zip(own, group_time(other), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_what_lies_before_reporting_begins_is_nobodys_time():
    scenario = center(1, interval="2h")
    log = simulated(scenario, day((0, 600), (1000, 100)))
    later = replace(log, facts=replace(log.facts, reports_from_s=log.facts.reports_from_s + 1050))
    assert group_time(later).seconds[0, 0].tolist() == [7200 - 1050 - 50, 50, 0, 0, 0, 0, 0, 0]
    assert agent_time(later)["seconds"].tolist() == [7200 - 1050 - 50, 50]


def test_who_changes_the_group_works_where_the_span_says():
    # Agent 0 is in the first group until 1000 and then in the second; what is done counts where it is done.
    groups = {name: {"agents": 1, "serves": {"calls": {}}} for name in ("first", "second")}
    log = simulated(center(types={"calls": {}}, groups=groups, interval="2h"), day((0, 600), (1500, 100)))
    opens_s = log.facts.reports_from_s
    spans = {
        "contact": np.array([0, 1, -1, -1]),
        "kind": np.array([SpanKind.TALK, SpanKind.TALK, SpanKind.DUTY, SpanKind.DUTY], dtype=np.int8),
        "group": np.array([0, 1, 0, 1], dtype=np.int16),
        "agent": np.zeros(4, dtype=np.int32),
        "from_s": opens_s + np.array([0.0, 1500, 0, 1000]),
        "to_s": opens_s + np.array([600.0, 1600, 1000, 7200]),
    }
    other = replace(log, spans=spans)
    assert group_time(other).seconds[0].tolist() == [[400, 600, 0, 0, 0, 0, 0, 0], [6100, 100, 0, 0, 0, 0, 0, 0]]
    time = agent_time(other)
    assert time["agent"].tolist() == [0, 0, 0, 0]
    assert time["group"].tolist() == [0, 0, 1, 1]
    assert time["seconds"].tolist() == [400, 600, 6100, 100]


def test_time_off_the_phone_is_paid_and_nothing_is_in_hand():
    log = simulated(chats(to="10:00"), day((0, 600)))
    off = {"contact": -1, "kind": SpanKind.OFF_PHONE, "group": 0, "agent": 1, "from_s": 100.0, "to_s": 400.0}
    opens_s = log.facts.reports_from_s
    spans = {
        name: np.append(column, off[name] + opens_s if name.endswith("_s") else off[name]).astype(column.dtype)
        for name, column in log.spans.items()
    }
    before, after = group_time(log), group_time(replace(log, spans=spans))
    assert (after.seconds - before.seconds)[0, 0].tolist() == [-300, 0, 0, 300, 0, 0, 0, 0]
    np.testing.assert_array_equal(after.slot_s, before.slot_s)
    time = agent_time(replace(log, spans=spans))
    there = time["state"] == State.OFF_PHONE
    assert (time["seconds"][there].sum(), time["slot_seconds"][there].sum()) == (300, 0)


def test_an_active_conversation_is_talk_and_one_that_is_inactive_or_paused_is_nothing():
    # One agent, on duty for 1,000 s. A conversation: written to 0-10, in hand 10-300 but for a break 100-150, asleep
    # 300-700, awake 700-900 but for helping 750-800. Meanwhile another one in hand 200-250.
    log = simulated(chats(days=1, to="08:30"), day((0, 10), (5, 10), (10, 10)))
    since_s = float(log.facts.interval_starts_s[0])
    rows = [
        (0, SpanKind.REPLY, 0, 10), (0, SpanKind.IN_HAND, 10, 100), (0, SpanKind.PAUSED, 100, 150),
        (0, SpanKind.IN_HAND, 150, 300), (0, SpanKind.INACTIVE, 300, 700), (0, SpanKind.IN_HAND, 700, 750),
        (0, SpanKind.PAUSED, 750, 800), (0, SpanKind.IN_HAND, 800, 900), (1, SpanKind.IN_HAND, 200, 250),
        (-1, SpanKind.BREAK, 100, 150), (-1, SpanKind.HELPING, 750, 800), (-1, SpanKind.DUTY, 0, 1000),
    ]  # fmt: skip
    contact, kind, from_s, to_s = (np.array(column) for column in zip(*rows, strict=True))
    spans = {
        "contact": contact.astype(np.int64), "kind": kind.astype(np.int8), "group": np.zeros(len(rows), dtype=np.int16),
        "agent": np.zeros(len(rows), dtype=np.int32), "from_s": since_s + from_s.astype(np.float64),
        "to_s": since_s + to_s.astype(np.float64),
    }  # fmt: skip
    seconds, slot_s = group_time(replace(log, spans=spans))
    talk_s = 100 + 150 + 50 + 100
    assert seconds[0, 0].tolist() == [500, talk_s, 0, 0, 50, 0, 0, 50]
    # Two slots: each active conversation fills one, whoever helps both.
    assert slot_s[0, 0] == 250 + 150 + 50 + 2 * 50
    assert agent_time(replace(log, spans=spans))["seconds"].tolist() == [500, talk_s, 50, 50]
