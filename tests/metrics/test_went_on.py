"""Contacts that go on: passed on within a type and beyond it, moved, called back. Every log is written by hand.

T is 20 s for orders (voice) and 60 s for returns (chat); half-hours from 00:00 to 01:00. What each test says would come
out otherwise if a contact's last wait, last agent or last ending were taken for its first, or a later contact for one
that came.
"""

import math

import numpy as np
import pytest
from hand_log import NAN, NOBODY, Contact, log_of
from test_measure import FIRST, SECOND, value

from simulator.log import Cause, EndedBy, SpanKind
from simulator.metrics.measure import measure
from simulator.metrics.queue_length import queue_length, steps_of
from simulator.metrics.tally import tally
from simulator.metrics.wait_counts import BUCKETS, ENDINGS, wait_counts

FRONT, BACK = 0, 1
QUEUE, TALK, WRAP_UP = SpanKind.QUEUE, SpanKind.TALK, SpanKind.WRAP_UP


def found(log, *names, of="all", interval=None):
    """Return the values of measures or metrics."""
    summary = measure(log)
    return [value(summary, name, of, interval) for name in names]


def left_in_the_second_wait():
    """Return one who waits 0–10, talks 10–70, is passed on within the type, waits 70–170 and leaves."""
    return Contact(
        0, 10, EndedBy.ABANDONED, answered_s=10, ended_s=170,
        spans=[(QUEUE, FRONT, 0, 10), (TALK, FRONT, 10, 70), (QUEUE, FRONT, 70, 170)],
    )  # fmt: skip


def served_by_two():
    """Return one who waits 0–10, talks 10–70 to the front, waits 70–90, talks 90–120 to the back, wrap-up until 125."""
    return Contact(
        0, 10, answered_s=10, ended_s=120, closed_s=125, group=FRONT, closed_group=BACK,
        spans=[
            (QUEUE, FRONT, 0, 10), (TALK, FRONT, 10, 70), (QUEUE, FRONT, 70, 90), (TALK, BACK, 90, 120),
            (WRAP_UP, BACK, 120, 125),
        ],
    )  # fmt: skip


def test_who_leaves_in_a_second_wait_was_answered_after_the_first_and_is_not_closed():
    log = log_of([left_in_the_second_wait()])
    assert found(log, "answered", "answered_in_time", "asa_s", "closed", "solved") == [1, 1, 10, 0, 0]
    # Abandoned once, and not out of the answered: a service level of two outcomes could exceed 100 %.
    assert found(log, "abandoned", "abandoned_later", "service_level", "served_in_time") == [0, 1, 1, 1]
    assert found(log, "wait_s_mean", "wait_s_p90", of="type:orders") == [10, pytest.approx(10, rel=1 / 256)]
    assert measure(log).answered_by.tolist() == [[1, 0], [0, 0]]


def test_who_was_served_by_two_agents_was_answered_by_the_first_and_closed_by_the_second():
    log = log_of([served_by_two()])
    assert found(log, "answered", "asa_s", "closed", "aht_s") == [1, 10, 1, 60 + 30 + 5]
    assert found(log, "answered", "asa_s", "closed", of="group:front") == [1, 10, 0]
    assert found(log, "answered", "closed", "aht_s", of="group:back") == [0, 1, 95]
    assert measure(log).answered_by.tolist() == [[1, 0], [0, 0]]


def test_two_agents_of_one_contact_both_worked():
    # Each was there for the first half-hour.
    log = log_of([served_by_two()], None, stays=[(FRONT, FRONT, 0, 1800), (BACK, BACK, 0, 1800)])
    assert found(log, "occupancy", "agent_hours", of="group:front") == [60 / 1800, 0.5]
    assert found(log, "occupancy", "agent_hours", of="group:back") == [35 / 1800, 0.5]


def test_both_waits_are_in_the_queue_and_only_the_first_is_a_wait():
    log = log_of([served_by_two(), left_in_the_second_wait()])
    # Steps of five minutes: 10 + 20 s and 10 + 100 s in the first.
    assert queue_length(log, steps_of(log.facts))[0, 0] == (30 + 110) / 300
    counts = wait_counts(log)
    assert counts.shape == (2, len(ENDINGS), BUCKETS)
    assert counts[0, ENDINGS.index("answered")].nonzero()[0].tolist() == [10]
    assert counts.sum() == 2


def moved(*later, **first):
    """Return an order that waits from 1790 on and is moved after 15 s, and the contacts behind it."""
    root = {"queued_s": 1790, "ended_s": 1805} | first
    return [Contact(1790, 15, EndedBy.MOVED, **root), *later]


def as_return(**more):
    """Return the contact that the order is moved to: a return that waits from 1805 on, of case 0."""
    return Contact(
        **{"arrived_s": 1805, "type": 1, "channel": 1, "group": BACK, "case": 0, "parent": 0, "cause": Cause.OVERFLOW}
        | more
    )


def test_who_is_moved_comes_once_where_they_came_and_is_answered_where_they_went():
    log = log_of(moved(as_return(wait_s=4, talk_s=100, wrap_up_s=10)))
    counts = ("arrived", "offered", "moved", "answered", "answered_in_time", "cases", "solved")
    assert found(log, *counts) == [1] * 7
    assert found(log, *counts, of="type:orders", interval=FIRST) == [1] * 7
    assert found(log, *counts, of="channel:chat") == [0] * 7
    assert found(log, *counts, of="all", interval=SECOND) == [0] * 7
    # Waited from 1790 to 1809: by the 20 s of orders, not from 1805 by the 60 s of returns.
    assert found(log, "asa_s", "service_level", of="type:orders") == [19, 1]
    assert found(log, "answered", "asa_s", of="group:back") == [1, 19]
    assert measure(log).answered_by.tolist() == [[0, 1], [0, 0]]


def test_what_a_moved_contact_costs_counts_where_it_was_done():
    log = log_of(moved(as_return(wait_s=4, talk_s=100, wrap_up_s=10)))
    assert found(log, "closed", "aht_s", of="type:returns", interval=SECOND) == [1, 110]
    assert found(log, "closed", "aht_s", of="group:back") == [1, 110]
    assert found(log, "closed", of="type:orders") == [0]
    assert found(log, "closed", "aht_s") == [1, 110]


def test_the_service_level_of_a_moved_contact_is_that_of_where_it_came():
    # 21 s after it came to orders, 6 s after it came to returns.
    log = log_of(moved(as_return(wait_s=6, talk_s=100)))
    assert found(log, "service_level", "served_in_time") == [0, 0]
    assert math.isnan(found(log, "service_level", of="type:returns")[0])


def test_a_wait_that_began_before_the_move_is_one_wait_in_buckets_and_bins():
    log = log_of(moved(as_return(wait_s=4, talk_s=100)))
    counts = wait_counts(log)
    assert counts[0, ENDINGS.index("answered")].nonzero()[0].tolist() == [19]
    assert counts.sum() == 1
    assert found(log, "wait_s_p50", of="type:orders") == [19]
    assert math.isnan(found(log, "wait_s_p50", of="type:returns")[0])


@pytest.mark.parametrize(
    ("how", "counted", "wait_s"),
    [
        ({"wait_s": 3, "ended_by": EndedBy.ABANDONED}, "abandoned", 18),
        ({"wait_s": 90, "ended_by": EndedBy.CLEARED}, "cleared", 105),
        ({"wait_s": 60, "ended_by": EndedBy.VOICEMAIL}, "voicemail", 75),
        ({"ended_by": EndedBy.BLOCKED}, "blocked", None),
        ({"ended_by": EndedBy.REFUSED}, "refused", None),
        ({"ended_by": EndedBy.STILL_OPEN}, "still_open", None),
    ],
)
def test_what_becomes_of_a_moved_contact_is_what_became_of_it_where_it_went(how, counted, wait_s):
    log = log_of(moved(as_return(**how)))
    assert found(log, counted, "arrived", "answered", "closed", of="type:orders") == [1, 1, 0, 0]
    assert found(log, counted, "arrived", of="type:returns") == [0, 0]
    if wait_s is not None:
        assert found(log, "wait_s_mean", of="type:orders") == [wait_s]
    # Of all that may become of one, only one did.
    names = ("answered", "abandoned", "cleared", "voicemail", "blocked", "refused", "still_open")
    assert sum(found(log, *names)) == 1


def test_a_chain_of_moves_is_followed_to_its_end():
    again = as_return(arrived_s=1807, wait_s=2, talk_s=30, parent=1, type=0, channel=0, group=FRONT)
    log = log_of(moved(as_return(wait_s=2, ended_by=EndedBy.MOVED), again))
    assert found(log, "arrived", "moved", "answered", "asa_s", of="type:orders") == [1, 1, 1, 19]
    assert found(log, "closed", of="type:orders") == [1]
    assert found(log, "arrived", "moved", of="type:returns") == [0, 0]


def test_who_is_redirected_at_a_closed_door_waits_from_the_first_queue_on():
    # Came at 1790 and was sent on at once to a type that opens at 2000.
    door = Contact(1790, NAN, EndedBy.MOVED, queued_s=NAN, ended_s=1790)
    child = as_return(arrived_s=1790, wait_s=7, queued_s=2000, answered_s=2007, talk_s=10, cause=Cause.REDIRECT)
    log = log_of([door, child])
    assert found(log, "asa_s", "answered_in_time", "arrived", of="type:orders") == [7, 1, 1]


def test_who_was_moved_and_taken_at_once_did_not_wait():
    door = Contact(1790, NAN, EndedBy.MOVED, queued_s=NAN, ended_s=1790)
    log = log_of([door, as_return(arrived_s=1790, wait_s=0, talk_s=10, cause=Cause.REDIRECT)])
    assert found(log, "asa_s", "wait_s_p90", "served_in_time") == [0, 0, 1]


def test_a_promised_call_back_is_answered_when_the_customer_is():
    # Promised after 15 s; called at 1830, not reached; called again at 1900, reached.
    promise = as_return(arrived_s=1805, wait_s=25, ended_by=EndedBy.CALL_BACK, type=0, channel=0, cause=Cause.CALL_BACK)
    reached = as_return(arrived_s=1890, wait_s=10, talk_s=60, type=0, channel=0, parent=1, cause=Cause.CALL_BACK)
    log = log_of([Contact(1790, 15, EndedBy.CALL_BACK), promise, reached])
    assert found(log, "arrived", "answered", "asa_s", "closed", "moved", "abandoned") == [1, 1, 110, 1, 0, 0]


def passed_on(**second):
    """Return an order answered after 5 s and passed on after 60 s of talk, and the return behind it, from 65 on."""
    first = Contact(0, 5, EndedBy.PASSED_ON, talk_s=60, group=FRONT)
    return [first, as_return(**{"arrived_s": 65, "cause": Cause.TRANSFER} | second)]


def test_who_is_passed_on_was_answered_and_only_the_last_of_the_chain_closes():
    log = log_of(passed_on(wait_s=300, talk_s=120, wrap_up_s=20))
    counts = ("arrived", "answered", "answered_in_time", "passed_on")
    assert found(log, *counts, "asa_s", "closed", of="type:orders") == [1, 1, 1, 1, 5, 0]
    # The second wait of five minutes is in no service level.
    assert found(log, *counts, "closed", "aht_s", of="type:returns") == [0, 0, 0, 0, 1, 140]
    assert found(log, "service_level", "served_in_time", "cases", "solved") == [1, 1, 1, 1]
    assert found(log, "answered", "closed", of="group:front") == [1, 0]
    assert found(log, "answered", "closed", of="group:back") == [0, 1]


def test_who_leaves_after_being_passed_on_abandoned_later_and_where_they_waited():
    log = log_of(passed_on(wait_s=300, ended_by=EndedBy.ABANDONED))
    assert found(log, "answered", "abandoned", "abandoned_later", "solved") == [1, 0, 1, 0]
    assert found(log, "abandoned_later", of="type:returns") == [1]
    assert found(log, "abandoned_later", of="type:orders") == [0]
    assert found(log, "served_in_time") == [1]


def test_who_is_passed_on_and_moved_and_leaves_abandoned_once():
    later = [
        Contact(0, 5, EndedBy.PASSED_ON, talk_s=60),
        as_return(arrived_s=65, wait_s=10, ended_by=EndedBy.MOVED, cause=Cause.TRANSFER),
        as_return(arrived_s=75, wait_s=10, ended_by=EndedBy.ABANDONED, parent=1, type=0, channel=0),
    ]
    log = log_of(later)
    assert found(log, "arrived", "answered", "abandoned", "abandoned_later", "moved") == [1, 1, 0, 1, 0]


def test_whom_a_machine_hands_over_asks_for_a_human_where_they_wait():
    # A machine had the order for 30 s and never answered as a human would; the return waits 50 s of its 60.
    first = Contact(0, NAN, EndedBy.PASSED_ON, queued_s=NAN, answered_s=NAN, ended_s=30, spans=[])
    log = log_of([first, as_return(arrived_s=30, wait_s=50, talk_s=60, cause=Cause.TRANSFER)])
    assert found(log, "arrived", "offered", "answered", of="type:orders") == [1, 0, 0]
    assert found(log, "arrived", "offered", "answered_in_time", of="type:returns") == [1, 1, 1]
    # The case came as an order, and its request for a human was in time.
    assert found(log, "cases", "served_in_time", of="type:orders") == [1, 1]
    assert found(log, "cases", of="type:returns") == [0]


def test_a_table_says_the_same_as_the_measures_and_in_any_order():
    log = log_of([*moved(as_return(wait_s=4, talk_s=100)), Contact(2000, 30, EndedBy.ABANDONED, case=2)])
    within_s = log.facts.within_s[log.contacts["type"]]
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2]):
        table = {name: column[order] for name, column in log.contacts.items()}
        sums = tally(table, within_s[order])
        assert [sums[name] for name in ("arrived", "answered_in_time", "moved", "wait_s_answered")] == [2, 1, 1, 19]
        assert [sums[name] for name in ("cases", "cases_in_time", "solved")] == [2, 1, 1]


def test_who_was_moved_out_of_a_table_is_elsewhere_and_who_came_into_it_does_not_count():
    log = log_of(moved(as_return(wait_s=4, talk_s=100)))
    first, second = ({name: column[[row]] for name, column in log.contacts.items()} for row in (0, 1))
    assert [tally(first)[name] for name in ("arrived", "answered", "abandoned")] == [1, 0, 0]
    assert [tally(second)[name] for name in ("arrived", "answered", "cases")] == [0, 0, 0]


def test_a_circle_of_parents_in_a_table_of_elsewhere_ends():
    table = {
        "contact": [0, 1, 2], "parent": [1, 2, 0], "cause": ["overflow"] * 3, "ended_by": ["moved"] * 3,
        "wait_s": [1.0] * 3, "answered_s": [NAN] * 3, "arrived_s": [0.0] * 3, "ended_s": [1.0] * 3,
    }  # fmt: skip
    assert tally(table)["arrived"] == 0


def test_a_parent_may_be_missing_in_every_way_a_table_has():
    import pandas as pd

    log = log_of(moved(as_return(wait_s=4, talk_s=100)))
    for missing in (pd.array([None, 0], dtype="Int64"), [NAN, 0.0], [None, 0], np.array([NOBODY, 0])):
        assert tally(dict(log.contacts) | {"parent": missing})["answered"] == 1
