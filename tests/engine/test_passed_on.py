"""What a contact can go through that no rule of a scenario causes yet: passed on, a second wait, a queue of its own.

Doubles pass contacts on (`seams.py`); what happens then is the engine's.
"""

import pytest
from building import OPENS_S, center, day, spans_of, told
from seams import Part, Passes, Running

from simulator.engine.tables import tables_of
from simulator.engine.tables.eligibility import eligibility_of
from simulator.log import EndedBy, SpanKind
from simulator.scenario.nouns import Scenario

QUEUE, TALK, HOLD, WRAP_UP = SpanKind.QUEUE, SpanKind.TALK, SpanKind.HOLD, SpanKind.WRAP_UP


def two(**more: object) -> Scenario:
    """Return a center of two agents of two groups; calls ask the first one first."""
    groups = {name: {"agents": 1, "serves": {"calls": {}}} for name in ("first", "second")}
    return center(types={"calls": {"ranks": {"first": 1, "second": 2}} | more}, groups=groups)


def test_passed_on_it_looks_for_an_agent_at_once_and_the_first_one_wraps_up():
    # Agent 0 talks 0-20 of 60 and wraps up 10; agent 1 goes on 20-60 and closes it at 70. One row, one answer.
    running = Running(tables_of(two()), day((0, 60, 99, 10)))
    passes = Passes(running, {0: [Part(20, 40)]})
    log = running.log()
    assert told(log) == [("agent", 0, 60, 0)]
    assert spans_of(log, QUEUE, TALK, WRAP_UP) == [
        (0, TALK, 0, 0, 20), (0, WRAP_UP, 0, 20, 30), (0, TALK, 1, 20, 60), (0, WRAP_UP, 1, 60, 70),
    ]  # fmt: skip
    assert (log.contacts["closed_by"][0], log.contacts["closed_s"][0] - OPENS_S) == (1, 70)
    # Of its endings only the last is one, at the end of the talk.
    assert passes.endings == [(0, EndedBy.AGENT, OPENS_S + 60)]


def test_who_became_free_in_the_instant_chooses_first():
    # Agent 1 is free at 20, as call 0 is passed on: he takes call 2, who waits since 5. Call 0 waits for agent 0, until
    # his wrap-up is done at 30: the new talk is 40 s.
    running = Running(tables_of(two()), day((0, 60, 99, 10), (0, 20), (5, 100)))
    Passes(running, {0: [Part(20, 40)]})
    assert spans_of(running.log(), QUEUE, TALK) == [
        (0, TALK, 0, 0, 20), (0, QUEUE, None, 20, 30), (0, TALK, 0, 30, 70),
        (1, TALK, 1, 0, 20), (2, QUEUE, None, 5, 20), (2, TALK, 1, 20, 120),
    ]  # fmt: skip


def test_a_second_wait_has_a_patience_of_its_own_and_the_timer_of_the_first_one_is_stale():
    # One agent. Call 0 until 50; call 1 waits from 10, would leave at 110, talks 50-60 and is passed on: it would wait
    # 70 s more, until 130, behind call 2, who talks 60-200. At 110 nothing happens; at 130 it leaves, answered.
    running = Running(tables_of(center(1)), day((0, 50), (10, 100, 100), (20, 140)))
    passes = Passes(running, {1: [Part(10, 90, 70, place_s=OPENS_S + 60)]})
    log = running.log()
    assert spans_of(log, QUEUE, TALK)[1:] == [
        (1, QUEUE, None, 10, 50), (1, TALK, 0, 50, 60), (1, QUEUE, None, 60, 130),
        (2, QUEUE, None, 20, 60), (2, TALK, 0, 60, 200),
    ]  # fmt: skip
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT, EndedBy.ABANDONED, EndedBy.AGENT]
    assert (log.contacts["answered_by"][1], log.contacts["wait_s"][1]) == (0, 40)
    assert (1, EndedBy.ABANDONED, OPENS_S + 130) in passes.endings


def test_the_limit_of_a_voicemail_counts_from_the_second_wait_too():
    # Limit 60 s. Call 1 waits 10-50, talks until 55, waits again: at 70 the first limit is stale, at 115 it is the
    # second's.
    kind = {"voicemail_after": "60s"}
    running = Running(tables_of(center(types={"calls": kind})), day((0, 50), (10, 100), (20, 140)))
    Passes(running, {1: [Part(5, 90, place_s=OPENS_S + 55)]})
    log = running.log()
    assert log.contacts["ended_by"][1] == EndedBy.VOICEMAIL
    assert spans_of(log, QUEUE)[1:2] == [(1, QUEUE, None, 55, 115)]


def test_help_after_a_wait_counts_from_the_second_wait_too():
    # The helper takes who has waited 30 s. Call 1 waits 10-20, is passed on at 25, behind call 2; at 40 the first
    # wait's timer is stale, at 55 the helper takes it.
    groups = {
        "first": {"agents": 1, "serves": {"calls": {}}},
        "helpers": {"agents": 1, "serves": {"calls": {"after": "30s"}}},
    }
    scenario = center(types={"calls": {}}, groups=groups)
    running = Running(tables_of(scenario), day((0, 20), (10, 100), (20, 140)))
    Passes(running, {1: [Part(5, 90, place_s=OPENS_S + 25)]})
    assert spans_of(running.log(), QUEUE, TALK)[1:5] == [
        (1, QUEUE, None, 10, 20), (1, TALK, 0, 20, 25), (1, QUEUE, None, 25, 55), (1, TALK, 1, 55, 145),
    ]  # fmt: skip


def test_an_earlier_place_stands_before_who_came_later():
    # Call 0 talks until 30 and comes back with its first place, before call 1; with a new one, behind it. The agent has
    # 5 s of wrap-up, so both wait for him.
    for place_s, order in ((0, [35, 90]), (30, [85, 35])):
        running = Running(tables_of(center(1)), day((0, 80, 999, 5), (10, 50)))
        Passes(running, {0: [Part(30, 50, place_s=OPENS_S + place_s)]})
        talks = [(row, from_s) for row, _, _, from_s, _ in spans_of(running.log(), TALK)]
        assert [from_s for row, from_s in sorted(talks) if row < 2][1:] == order, place_s


def test_who_is_passed_to_one_pool_is_taken_by_nobody_else_and_needs_no_further_wait():
    # Agent 0 passes call 0 to the second pool at 20, which takes calls only after 60 s: not this one. Agent 1 has a
    # call of his own kind until 40; agent 0, free from 30 on, does not take it.
    groups = {
        "first": {"agents": 1, "serves": {"calls": {}}},
        "second": {"agents": 1, "serves": {"calls": {"after": "60s"}, "advice": {}}},
    }
    scenario = center(types={"calls": {}, "advice": {}}, groups=groups)
    tables = tables_of(scenario)
    object.__setattr__(tables, "eligibility", eligibility_of(scenario, passed_to=[(0, 1)]))
    running = Running(tables, day((0, 60, 99, 10), (5, 35), types=[0, 1]))
    Passes(running, {0: [Part(20, 40, pool=1)]})
    assert spans_of(running.log(), QUEUE, TALK) == [
        (0, TALK, 0, 0, 20), (0, QUEUE, None, 20, 40), (0, TALK, 1, 40, 80), (1, TALK, 1, 5, 40),
    ]  # fmt: skip


def test_the_line_is_held_until_the_last_talk_ends():
    # Two lines. Call 0 is passed on at 20 and has its line until 60: the call of 30 has the other one, that of 40 none.
    groups = {name: {"agents": 1, "serves": {"calls": {}}} for name in ("first", "second")}
    scenario = center(types={"calls": {"ranks": {"first": 1, "second": 2}}}, groups=groups, lines=2)
    running = Running(tables_of(scenario), day((0, 60), (30, 20), (40, 10), (61, 5)))
    Passes(running, {0: [Part(20, 40)]})
    assert [how for how, *_ in told(running.log())] == ["agent", "agent", "blocked", "agent"]


@pytest.mark.parametrize("way", ["calls", "chats"])
def test_who_holds_a_contact_has_it_in_hand_until_it_is_let_go(way):
    # Agent 0 passes on at 20 and stays until 50; then he wraps up 10. The call of 55 waits for him until 60.
    groups = {name: {"agents": 1, "serves": {"calls": {}}} for name in ("first", "second")}
    kind = {"ranks": {"first": 1, "second": 2}, **({"channel": "chat"} if way == "chats" else {})}
    channels = {"chat": {"slots": 1}} if way == "chats" else {}
    scenario = center(types={"calls": kind}, groups=groups, channels=channels)
    running = Running(tables_of(scenario), day((0, 100, 99, 10), (55, 5)))
    Passes(running, {0: [Part(20, 80, hold_s=30)]})
    assert spans_of(running.log(), QUEUE, TALK, HOLD, WRAP_UP) == [
        (0, TALK, 0, 0, 20), (0, HOLD, 0, 20, 50), (0, TALK, 1, 20, 100), (0, WRAP_UP, 0, 50, 60),
        (0, WRAP_UP, 1, 100, 110),
        (1, QUEUE, None, 55, 60), (1, TALK, 0, 60, 65),
    ]  # fmt: skip


def test_a_contact_that_is_held_fills_its_slot_but_nobody_works_on_it():
    # Two slots at half speed. Agent 0 has chats 0 and 1: at 20 chat 0 has had 10 s of work and is passed on, agent 0
    # holds it until 50. Meanwhile chat 1 goes on at full speed, from 20 to 50; then at half speed beside the wrap-up
    # of 5 s, which takes until 60. Chat 1 of 100 s: 10 by 20, 40 by 50, 45 by 60, the other 55 by 115.
    groups = {name: {"agents": 1, "serves": {"calls": {}}} for name in ("first", "second")}
    kind = {"ranks": {"first": 1, "second": 2}, "channel": "chat"}
    scenario = center(types={"calls": kind}, groups=groups, channels={"chat": {"slots": 2, "speed": [1, 0.5]}})
    running = Running(tables_of(scenario), day((0, 60, 99, 5), (0, 100), (30, 10)))
    Passes(running, {0: [Part(10, 50, hold_s=30)]})
    log = running.log()
    # The chat of 30 finds no room in the hand of agent 0; agent 1 has chat 0 since 20, and a slot left: both at half
    # speed from 30 to 50: chat 0 did 10 by 30 and 20 by 50, the rest of 30 s until 80.
    assert spans_of(log, TALK, HOLD, WRAP_UP) == [
        (0, TALK, 0, 0, 20), (0, HOLD, 0, 20, 50), (0, TALK, 1, 20, 80), (0, WRAP_UP, 0, 50, 60),
        (0, WRAP_UP, 1, 80, 85),
        (1, TALK, 0, 0, 115), (2, TALK, 1, 30, 50),
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["calls", "chats"])
def test_what_is_passed_on_is_still_open_when_the_run_stops(way):
    # The run stops at closing, 7200. Call 0 was passed on at 7150 and is held; nobody answers it any more.
    kind = {"channel": "chat"} if way == "chats" else {}
    channels = {"chat": {"slots": 1}} if way == "chats" else {}
    scenario = center(1, types={"calls": kind}, channels=channels, run_on="0s")
    running = Running(tables_of(scenario), day((7100, 100)))
    Passes(running, {0: [Part(50, 50, hold_s=500)]})
    log = running.log()
    assert log.contacts["ended_by"].tolist() == [EndedBy.STILL_OPEN]
    assert spans_of(log, QUEUE, TALK, HOLD) == [
        (0, TALK, 0, 7100, 7150), (0, QUEUE, None, 7150, 7200), (0, HOLD, 0, 7150, 7200),
    ]  # fmt: skip


def test_endings_without_an_agent_are_told_and_leave_a_service_whole():
    # Blocked, abandoned, answered: only the ends of talks are not listened to.
    running = Running(tables_of(center(1, lines=2)), day((0, 50), (10, 5, 20), (15, 5)))
    passes = Passes(running, {})
    for flow in running.center.flows:
        flow.attach(passes.told, None, talks=False)
        assert not flow.whole, "lines notice the end of a talk"
    running.log()
    assert passes.endings == [
        (2, EndedBy.BLOCKED, OPENS_S + 15), (1, EndedBy.ABANDONED, OPENS_S + 30), (0, EndedBy.AGENT, OPENS_S + 50),
    ]  # fmt: skip
    running = Running(tables_of(center(1)), day((0, 50), (10, 5, 20)))
    passes = Passes(running, {})
    for flow in running.center.flows:
        flow.attach(passes.told, None, talks=False)
        assert flow.whole
    running.log()
    assert passes.endings == [(1, EndedBy.ABANDONED, OPENS_S + 30)]
