"""Segments in the queue, worked out by hand: priority and credit of their own, limits that stay the type's."""

import numpy as np
from building import center, day, simulated, story

from simulator.engine.record import Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.engine.tables import tables_of

VIP, NEW, NONE = 0, 1, -1


def calls(segments, **more):
    """Return the types: only `calls`, with these segments."""
    return {"calls": {"segments": {name: {"share": "10%", **one} for name, one in segments.items()}, **more}}


def test_a_vip_is_taken_before_who_has_waited_longer():
    # One agent, busy until 100. Waiting then: usual since 10, vip since 50, usual since 60: 50, 10, 60.
    scenario = center(1, types=calls({"vip": {"priority": 1}}))
    contacts = day((0, 100), (10, 5), (50, 5), (60, 5), segments=[NONE, NONE, VIP, NONE])
    assert story(scenario, contacts)[1:] == [("agent", 95, 110, 0), ("agent", 50, 105, 0), ("agent", 50, 115, 0)]


def test_nobody_is_put_off_the_line_by_a_vip():
    # The agent is free at 100 and takes the usual one; the vip comes at 101 and waits for the end of that talk.
    scenario = center(1, types=calls({"vip": {"priority": 1}}))
    contacts = day((0, 100), (10, 50), (101, 5), segments=[NONE, NONE, VIP])
    assert story(scenario, contacts)[1:] == [("agent", 90, 150, 0), ("agent", 49, 155, 0)]


def test_who_says_nothing_stands_with_those_in_no_segment_and_3_stands_behind_them():
    scenario = center(1, types=calls({"vip": {}, "new": {"priority": 3}}))
    contacts = day((0, 100), (10, 5), (20, 5), (30, 5), segments=[NONE, NEW, NONE, VIP])
    assert [wait for _, wait, *_ in story(scenario, contacts)[1:]] == [100, 80, 75]


def test_within_a_segment_it_is_first_come_first_served():
    scenario = center(1, types=calls({"vip": {"priority": 1}, "new": {"priority": 1}}))
    contacts = day((0, 100), (10, 5), (20, 5), (30, 5), segments=[NONE, VIP, NEW, VIP])
    assert [wait for _, wait, *_ in story(scenario, contacts)[1:]] == [90, 85, 80]


def test_the_agents_own_priority_of_the_type_comes_before_the_segments():
    # The agent prefers orders: a usual order before a vip with a question.
    types = {"orders": {}, "questions": {"segments": {"vip": {"share": "10%", "priority": 1}}}}
    groups = {"front": {"agents": 1, "serves": {"orders": {"priority": 1}, "questions": {"priority": 2}}}}
    contacts = day((0, 100), (10, 5), (20, 5), types=[0, 1, 0], segments=[NONE, VIP, NONE])
    assert [wait for _, wait, *_ in story(center(types=types, groups=groups), contacts)[1:]] == [95, 80]
    # Where she has no preference, the vip goes first.
    groups["front"]["serves"] = {"orders": {}, "questions": {}}
    contacts = day((0, 100), (10, 5), (20, 5), types=[0, 0, 1], segments=[NONE, NONE, VIP])
    assert [wait for _, wait, *_ in story(center(types=types, groups=groups), contacts)[1:]] == [95, 80]


def test_a_vip_of_one_type_comes_before_usual_ones_of_another():
    types = {"orders": {"segments": {"vip": {"share": "10%", "priority": 1}}}, "questions": {"age_credit": "10m"}}
    contacts = day((0, 100), (10, 5), (20, 5), types=[0, 1, 0], segments=[NONE, NONE, VIP])
    # Priority is not age: no credit gets the question ahead of the vip.
    assert [wait for _, wait, *_ in story(center(1, types=types), contacts)[1:]] == [95, 80]


def test_a_segments_credit_takes_the_place_of_its_types():
    # Calls have 20 s, vips 90 s, new ones none. At 100: 10 - 20 = -10, 70 - 90 = -20, 5 - 0 = 5.
    scenario = center(1, types=calls({"vip": {"age_credit": "90s"}, "new": {"age_credit": "0s"}}, age_credit="20s"))
    contacts = day((0, 100), (5, 5), (10, 5), (70, 5), segments=[NONE, NEW, NONE, VIP])
    assert [wait for _, wait, *_ in story(scenario, contacts)[1:]] == [105, 95, 30]


def test_by_due_time_a_segments_credit_is_taken_off_too():
    # Due at 70 and, with 50 s of credit, 60 + 60 - 50 = 70: a tie, by number; with 51 s the vip is first.
    def waits(credit):
        types = calls({"vip": {"age_credit": credit}}, service_level="80% in 60s")
        scenario = center(1, types=types, routing={"contact": "due_time"})
        contacts = day((0, 100), (10, 5), (60, 5), segments=[NONE, NONE, VIP])
        return [wait for _, wait, *_ in story(scenario, contacts)[1:]]

    assert waits("50s") == [90, 45]
    assert waits("51s") == [95, 40]


def test_the_limit_of_the_queue_counts_all_customers_of_the_type():
    # One waits, and no more fit, whoever comes: the vip is blocked; when the first has left, the next vip fits.
    scenario = center(1, types=calls({"vip": {"priority": 1}}, queue_limit=1))
    contacts = day((0, 100), (10, 5, 20), (20, 5), (40, 5), (50, 5), segments=[NONE, NONE, VIP, VIP, NONE])
    assert [how for how, *_ in story(scenario, contacts)] == ["agent", "abandoned", "blocked", "agent", "blocked"]


def test_after_filters_before_the_segment_is_looked_at():
    # The helper may take calls that waited 30 s. At 60 the vip has waited 10 s only: the usual one goes.
    groups = {
        "front": {"agents": 1, "serves": {"calls": {}}},
        "helpers": {"agents": 1, "serves": {"calls": {"after": "30s"}}},
    }
    scenario = center(types=calls({"vip": {"priority": 1}}), groups=groups)
    contacts = day((0, 500), (1, 29), (20, 5), (50, 5), segments=[NONE, NONE, NONE, VIP])
    # The helper has the second from 31 to 60, then the third until 65, then the vip at 80.
    assert story(scenario, contacts)[1:] == [("agent", 30, 60, 1), ("agent", 40, 65, 1), ("agent", 30, 85, 1)]


def test_a_vip_takes_the_next_slot():
    chat = {"chat": {"behaviour": "live", "slots": 2}}
    scenario = center(1, types=calls({"vip": {"priority": 1}}, channel="chat"), channels=chat)
    contacts = day((0, 100), (0, 200), (10, 5), (20, 5), segments=[NONE, NONE, NONE, VIP])
    assert [wait for _, wait, *_ in story(scenario, contacts)] == [0, 0, 95, 80]


def test_everybody_who_waits_is_cleared_whatever_the_segment():
    scenario = center(1, types=calls({"vip": {"priority": 1}}), to="08:30", at_close="clear")
    contacts = day((0, 3000), (10, 5), (20, 5), segments=[NONE, NONE, VIP])
    assert [(how, end) for how, _, end, _ in story(scenario, contacts)[1:]] == [("cleared", 1800), ("cleared", 1800)]


def test_the_record_names_the_heads_of_the_queues_the_agent_chose_among():
    # Two of one priority and different credits are candidates; the one of a later priority is not.
    scenario = center(1, types=calls({"vip": {"age_credit": "5m"}, "new": {"priority": 3}}))
    record = Decisions()
    simulate(scenario, day((0, 100), (1, 5), (2, 5), (3, 5), segments=[NONE, NEW, NONE, VIP]), record=record)
    taken = [decision for decision in record.rows if decision.rule is Rule.FREED_AGENT]
    assert [(one.contact, one.candidates) for one in taken] == [(3, (2, 3)), (2, (2,)), (1, (1,))]


def test_a_type_without_such_segments_has_one_queue():
    assert (
        len(tables_of(center(1, types=calls({"vip": {"patience": "1m"}, "new": {"talk": "9m"}}))).eligibility.queues)
        == 1
    )
    assert (
        len(tables_of(center(1, types=calls({"vip": {"priority": 1}, "new": {"priority": 1}}))).eligibility.queues) == 2
    )


def test_a_priority_that_changes_nothing_gives_the_same_log_to_the_bit():
    usual, named = (center(2, types=calls({"vip": one})) for one in ({}, {"priority": 2, "age_credit": "0s"}))
    contacts = day(*((k, 300, 90) for k in range(0, 600, 40)), segments=[VIP, NONE, NONE] * 5)
    first, second = simulated(usual, contacts), simulated(named, contacts)
    for name in first.contacts:
        np.testing.assert_array_equal(first.contacts[name], second.contacts[name])
