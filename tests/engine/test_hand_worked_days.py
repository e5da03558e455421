"""Days that can be checked with a pencil, to the second."""

import numpy as np
from building import OPENS_S, center, day, simulated, spans_of, story, told
from checkers import check

from simulator.engine.record import Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.log import Columns, RunLog, SpanKind, State
from simulator.log.agent_time import agent_time
from simulator.metrics.cells import interval_labels


def test_two_agents_four_calls_one_gives_up():
    # agents 0, 1. 0 s: call A to 0 (idle equally long, lower number) until 100. 10 s: B to 1 until 60.
    # 20 s: C waits, patience 30 -> leaves at 50. 30 s: D waits; 60 s: agent 1 free, takes D until 90.
    # 95 s: E, only agent 1 is free (since 90) -> until 105.
    log = day((0, 100), (10, 50), (20, 40, 30), (30, 30, 100), (95, 10))
    assert story(center(2), log) == [
        ("agent", 0, 100, 0),
        ("agent", 0, 60, 1),
        ("abandoned", 30, 50, None),
        ("agent", 30, 90, 1),
        ("agent", 0, 105, 1),
    ]


def test_wrap_up_holds_the_agent_but_not_the_customer():
    # A talks until 10, wrap-up until 25; B came at 5 and is answered at 25, not at 10.
    assert story(center(1), day((0, 10, 99, 15), (5, 10, 99, 0))) == [("agent", 0, 10, 0), ("agent", 20, 35, 0)]


def test_a_contact_whose_patience_ends_when_an_agent_becomes_free_is_answered():
    assert story(center(1), day((0, 50), (20, 10, 30)))[1] == ("agent", 30, 60, 0)
    assert story(center(1), day((0, 50.001), (20, 10, 30)))[1] == ("abandoned", 30, 50, None)


def test_no_patience_at_all_is_served_by_a_free_agent_and_leaves_otherwise():
    assert story(center(1), day((0, 50, 0), (20, 10, 0))) == [("agent", 0, 50, 0), ("abandoned", 0, 20, None)]


def test_an_arrival_at_the_instant_of_an_end_finds_the_agent_free_but_behind_those_who_wait():
    # 50 s: agent free, takes B who waits since 20; C, arriving at 50, waits until 60.
    assert story(center(1), day((0, 50), (20, 10), (50, 5))) == [
        ("agent", 0, 50, 0),
        ("agent", 30, 60, 0),
        ("agent", 10, 65, 0),
    ]
    assert story(center(1), day((0, 50), (50, 5)))[1] == ("agent", 0, 55, 0)


def test_the_agent_idle_longest_is_chosen():
    # A -> 0 until 30, B -> 1 until 20: at 40 agent 1 is idle longer, at 41 agent 0 is left.
    contacts = day((0, 30), (0, 20), (40, 5), (41, 5))
    assert [agent for *_, agent in story(center(2), contacts)] == [0, 1, 1, 0]


def test_agents_freed_at_one_instant_are_idle_in_the_order_of_their_numbers():
    # Agent 1 started first, both end at 50.
    contacts = day((0, 5), (1, 49), (10, 40), (60, 1), (60, 1))
    assert [agent for *_, agent in story(center(2), contacts)] == [0, 1, 0, 0, 1]


def test_a_call_of_no_length_goes_back_in_idle_order():
    contacts = day((0, 50), (0, 50), (20, 0), (60, 1), (60, 1))
    # At 50 agents 0 and 1 are freed; 0 takes the call of no length and is freed again at 50: order 0, 1.
    assert [agent for *_, agent in story(center(2), contacts)] == [0, 1, 0, 0, 1]


def test_a_full_queue_blocks():
    kinds = {"calls": {"queue_limit": 1}}
    assert [how for how, *_ in story(center(1, types=kinds), day((0, 50), (10, 5), (20, 5), (60, 5)))] == [
        "agent", "agent", "blocked", "agent",
    ]  # fmt: skip


def test_a_queue_limit_of_none_at_all_still_lets_a_free_agent_answer():
    kinds = {"calls": {"queue_limit": 0}}
    assert [how for how, *_ in story(center(1, types=kinds), day((0, 50), (10, 5), (50, 5)))] == [
        "agent", "blocked", "agent",
    ]  # fmt: skip


def test_a_line_is_held_until_the_talk_ends_not_the_wrap_up():
    # 2 lines. A talks until 20 and wraps up until 60; B waits from 5: both lines held. C at 10: blocked.
    # D at 20: A's line is free again at that very instant; he waits behind B.
    contacts = day((0, 20, 99, 40), (5, 10, 99, 0), (10, 10, 99, 0), (20, 10, 99, 0))
    assert story(center(1, lines=2), contacts) == [
        ("agent", 0, 20, 0),
        ("agent", 55, 70, 0),
        ("blocked", None, 10, None),
        ("agent", 50, 80, 0),
    ]


def test_an_abandonment_gives_its_line_back():
    contacts = day((0, 100), (10, 5, 20), (29, 5), (30, 5))
    # B leaves at 30, after the arrival of D at the same instant: both C and D are blocked.
    assert [how for how, *_ in story(center(1, lines=2), contacts)] == ["agent", "abandoned", "blocked", "blocked"]
    contacts = day((0, 100), (10, 5, 20), (31, 5))
    assert [how for how, *_ in story(center(1, lines=2), contacts)] == ["agent", "abandoned", "agent"]


def test_when_the_headcount_falls_the_idle_leave_first_and_nobody_is_cut_off():
    # 3 agents until 08:10, then 1. At 600 s agent 2 is idle and leaves; 0 and 1 are busy until 650 and 700:
    # who finishes first (0 at 650) leaves, so the call waiting since 610 gets agent 1 at 700.
    scenario = center({"08:00": 3, "08:10": 1})
    contacts = day((0, 650), (0, 700), (610, 10))
    assert story(scenario, contacts) == [("agent", 0, 650, 0), ("agent", 0, 700, 1), ("agent", 90, 710, 1)]


def test_an_agent_whose_service_and_duty_end_together_takes_no_new_contact():
    contacts = day((0, 600), (10, 20, 1000))
    assert story(center({"08:00": 1, "08:10": 0}), contacts)[1] == ("abandoned", 1000, 1010, None)


def test_staff_coming_back_finds_those_who_were_about_to_leave():
    # At 600 s one too many, but the agent is busy until 800; at 700 s one more is wanted: he simply stays.
    scenario = center({"08:00": 1, "08:10": 0, "08:11:40": 1})
    log = simulated(scenario, day((0, 800), (10, 20)))
    assert told(log)[1] == ("agent", 790, 820, 0)
    assert not agent_time(log)["overtime"].any()


def test_staff_called_in_takes_who_waits_longest():
    scenario = center({"08:00": 1, "08:01:40": 2})
    assert story(scenario, day((0, 500), (10, 20), (20, 20))) == [
        ("agent", 0, 500, 0),
        ("agent", 90, 120, 1),
        ("agent", 100, 140, 1),
    ]


def test_a_step_of_the_headcount_at_closing_comes_too_late():
    # Closing at 3600 s. B waits since 3500; who would come at 09:00 does not, and A's agent takes him at 3700.
    assert story(center({"08:00": 1, "09:00": 5}, to="09:00"), day((3400, 300), (3500, 30))) == [
        ("agent", 0, 3700, 0),
        ("agent", 200, 3730, 0),
    ]


def test_who_finishes_first_stayed_since_the_headcount_fell_first():
    # One too many since 600 s, two since 700 s. Agent 0 finishes at 800 and stayed 200 s, agent 1 at 950 and 250 s.
    scenario = center({"08:00": 2, "08:10": 1, "08:11:40": 0})
    assert overtime(simulated(scenario, day((0, 800), (0, 950)))) == {0: 200, 1: 250}
    # At 750 s one more is wanted again: that takes back the fall at 700 s, not the one at 600 s.
    scenario = center({"08:00": 2, "08:10": 1, "08:11:40": 0, "08:12:30": 1})
    assert overtime(simulated(scenario, day((0, 800), (0, 950)))) == {0: 200}


def test_who_is_called_in_while_others_stay_late_is_not_late():
    # The lowest number off duty comes back: agent 0 leaves at 600 s, comes back at 700 s and is there to the end.
    log = simulated(center({"08:00": 1, "08:10": 0, "08:11:40": 1}, to="09:00"), day((0, 10), (750, 20), (3590, 30)))
    assert told(log) == [("agent", 0, 10, 0), ("agent", 0, 770, 0), ("agent", 0, 3620, 0)]
    assert overtime(log) == {0: 20}
    assert agent_time(log)["seconds"].sum() == 600 + 2900 + 20


def overtime(log: RunLog) -> dict[int, float]:
    """Return the seconds of overtime of each agent who has any."""
    late, seconds = agent_time(log)["overtime"], agent_time(log)["seconds"]
    agents = agent_time(log)["agent"]
    return {agent: seconds[late & (agents == agent)].sum() for agent in sorted(set(agents[late].tolist()))}


def test_serve_out_keeps_agents_until_the_queue_is_empty():
    # Closing at 3600 s. A until 3700, B waits since 3500 and is served until 3730.
    log = simulated(center(1, to="09:00"), day((3400, 300), (3500, 30)))
    assert told(log) == [("agent", 0, 3700, 0), ("agent", 200, 3730, 0)]
    late = agent_time(log)["seconds"][agent_time(log)["overtime"]]
    assert late.sum() == 130


def test_clear_sends_the_waiting_away_at_closing_and_finishes_what_is_in_hand():
    scenario = center(1, to="09:00", at_close="clear")
    assert story(scenario, day((3400, 300), (3500, 30))) == [("agent", 0, 3700, 0), ("cleared", 100, 3600, None)]
    # An agent freed at the closing instant finds nobody: the queue was cleared first.
    assert story(scenario, day((3400, 200), (3500, 30)))[1] == ("cleared", 100, 3600, None)


def test_without_anybody_to_serve_them_the_patient_stay_open():
    assert story(center({"08:00": 1, "08:10": 0}), day((0, 10), (700, 5))) == [
        ("agent", 0, 10, 0), ("still_open", None, None, None),
    ]  # fmt: skip


TWO = {
    "orders": {"ranks": {"experts": 1, "everybody": 2}},
    "returns": {},
}
TEAMS = {
    "everybody": {"agents": 1, "serves": {"orders": {"priority": 2}, "returns": {"priority": 1}}},
    "experts": {"agents": 1, "serves": {"orders": {}}},
}


def test_a_type_tries_its_groups_in_order():
    # Agents: everybody 0, experts 1. Orders prefer experts; the second order gets everybody; the third waits.
    scenario = center(types=TWO, groups=TEAMS)
    assert [agent for *_, agent in story(scenario, day((0, 50), (1, 50), (2, 9)))] == [1, 0, 1]


def test_a_freed_agent_takes_the_best_priority_then_the_longest_wait():
    # Agent 0 (everybody) is freed at 100; orders waits since 10, returns since 20 and has priority 1 there.
    # Agent 1 (experts) is freed at 200 and takes the order.
    scenario = center(types=TWO, groups=TEAMS)
    contacts = day((0, 200), (0, 100), (10, 5), (20, 5), types=[0, 0, 0, 1])
    assert story(scenario, contacts)[2:] == [("agent", 95, 110, 0), ("agent", 80, 105, 0)]


def test_equal_priorities_go_by_the_longest_wait_across_types():
    kinds = {"orders": {}, "returns": {}}
    contacts = day((0, 100), (10, 5), (5, 5), types=[0, 0, 1])
    order = np.argsort(contacts.arrived_s, kind="stable")
    assert order.tolist() == [0, 2, 1]
    contacts = day((0, 100), (5, 5), (10, 5), types=[0, 1, 0])
    assert [wait for _, wait, *_ in story(center(1, types=kinds), contacts)] == [0, 95, 95]


def test_groups_a_type_does_not_rank_are_equal_and_the_longest_idle_of_all_is_chosen():
    teams = {
        "east": {"agents": 1, "serves": {"calls": {}}},
        "west": {"agents": 1, "serves": {"calls": {}}},
    }
    assert [agent for *_, agent in story(center(groups=teams), day((0, 10), (1, 2), (20, 1), (21, 1)))] == [0, 1, 1, 0]


def test_decisions_are_recorded_with_their_reasons_and_change_nothing():
    scenario, contacts = center(1, types={"calls": {"queue_limit": 1}}), day((0, 50), (10, 5, 20), (20, 5), (60, 5))
    decisions = Decisions()
    log = check(scenario, contacts, simulate(scenario, contacts, record=decisions))
    assert [(row.time_s - OPENS_S, row.rule, row.contact, row.agent) for row in decisions.rows] == [
        (0, Rule.FREE_AGENT, 0, 0),
        (10, Rule.QUEUED, 1, None),
        (20, Rule.QUEUE_FULL, 2, None),
        (30, Rule.PATIENCE, 1, None),
        (60, Rule.FREE_AGENT, 3, 0),
    ]
    assert decisions.rows[0].candidates == (0,)
    silent = simulated(scenario, contacts)
    for name, column in log.contacts.items():
        np.testing.assert_array_equal(column, silent.contacts[name])


def test_agent_time_is_cut_at_intervals_and_splits_into_states():
    # One agent, intervals of 30 min. Talk 1700-1900 s, wrap-up 1900-1960 s.
    log = simulated(center(1, to="09:00"), day((1700, 200, 99, 60)))
    assert rows_of(agent_time(log), "interval", "state", "seconds") == [
        (0, State.AVAILABLE, 1700.0),
        (0, State.TALK, 100.0),
        (1, State.AVAILABLE, 1640.0),
        (1, State.TALK, 100.0),
        (1, State.WRAP_UP, 60.0),
    ]


def test_spans_follow_a_contact_from_the_queue_to_the_end_of_the_wrap_up():
    # A talks until 10 and wraps up until 25. B waits since 5, has nothing to say and is wrapped up until 32.
    # C waits since 6, is answered at 32 and needs no wrap-up. D leaves at 12.
    log = simulated(center(1), day((0, 10, 99, 15), (5, 0, 99, 7), (6, 3, 99, 0), (8, 1, 4)))
    assert spans_of(log, SpanKind.QUEUE, SpanKind.TALK, SpanKind.WRAP_UP) == [
        (0, SpanKind.TALK, 0, 0, 10),
        (0, SpanKind.WRAP_UP, 0, 10, 25),
        (1, SpanKind.QUEUE, None, 5, 25),
        (1, SpanKind.TALK, 0, 25, 25),
        (1, SpanKind.WRAP_UP, 0, 25, 32),
        (2, SpanKind.QUEUE, None, 6, 32),
        (2, SpanKind.TALK, 0, 32, 35),
        (3, SpanKind.QUEUE, None, 8, 12),
    ]


def test_a_talk_longer_than_an_interval_counts_in_each_it_meets():
    # One agent, half-hours. Talk 1000-4000 s, wrap-up 4000-5600 s; contacts of no length at both ends of an interval.
    log = simulated(center(1), day((0, 0), (1000, 3000, 99, 1600), (5700, 0), (7190, 20)))
    assert rows_of(agent_time(log), "interval", "state", "overtime", "seconds") == [
        (0, State.AVAILABLE, False, 1000),
        (0, State.TALK, False, 800),
        (1, State.TALK, False, 1800),
        (2, State.TALK, False, 400),
        (2, State.WRAP_UP, False, 1400),
        (3, State.AVAILABLE, False, 1590),
        (3, State.TALK, False, 10),
        (3, State.WRAP_UP, False, 200),
        (4, State.TALK, True, 10),
    ]


def test_a_night_goes_over_midnight_and_ends_with_a_shorter_interval():
    # From 22:10 to 26:00 in hours: 22:10, 23:10, 24:10, 25:10-26:00. Agents 1, from 25:00 on 2. Seconds after 22:10.
    scenario = center({"22:10": 1, "25:00": 2}, to="26:00", **{"from": "22:10"}, interval="1h")
    late = (22 * 60 + 10) * 60 - OPENS_S
    log = simulated(scenario, day((late + 6590, 20), (late + 10190, 620), (late + 10200, 30)))
    # The first talks over midnight (6600 s). At 25:00 (10200 s) the second agent comes, for the third at that instant.
    assert [(how, wait, agent) for how, wait, _, agent in told(log)] == [
        ("agent", 0, 0), ("agent", 0, 0), ("agent", 0, 1),
    ]  # fmt: skip
    assert log.facts.open_s.tolist() == [3600, 3600, 3600, 3000]
    assert log.facts.scheduled_s.tolist() == [[3600, 3600, 4200, 6000]]
    assert interval_labels(log.facts) == ("22:10-23:10", "23:10-24:10", "24:10-25:10", "25:10-26:00")
    assert rows_of(agent_time(log), "agent", "interval", "state", "seconds") == [
        (0, 0, State.AVAILABLE, 3600),
        (0, 1, State.AVAILABLE, 3580),
        (0, 1, State.TALK, 20),
        (0, 2, State.AVAILABLE, 2990),
        (0, 2, State.TALK, 610),
        (0, 3, State.AVAILABLE, 2990),
        (0, 3, State.TALK, 10),
        (1, 2, State.AVAILABLE, 570),
        (1, 2, State.TALK, 30),
        (1, 3, State.AVAILABLE, 3000),
    ]


def rows_of(table: Columns, *names: str) -> list[tuple[float, ...]]:
    """Return these columns of a table row by row."""
    return list(zip(*(table[name].tolist() for name in names), strict=True))


def test_overtime_after_a_fall_of_the_headcount_begins_when_it_falls():
    log = simulated(center({"08:00": 1, "08:10": 0}), day((500, 250)))
    late = agent_time(log)["overtime"]
    assert agent_time(log)["seconds"][late].tolist() == [150.0]
    assert agent_time(log)["seconds"][~late].tolist() == [500.0, 100.0]


def test_a_day_without_anybody_is_a_log_without_rows():
    log = simulated(center(2), day())
    assert len(log.contacts["contact"]) == 0
    assert agent_time(log)["seconds"].sum() == 2 * 7200
