"""What is reported and what is not: warm-up before it, the stop behind it, who is still open. Logs written by hand."""

import math

import numpy as np
import pytest
from hand_log import NAN, Contact, log_of
from test_measure import FIRST, SECOND, value

from simulator.log import Cause, EndedBy, LoggedDay, SpanKind
from simulator.metrics.agent_spans import agent_spans
from simulator.metrics.cells import interval_of
from simulator.metrics.measure import MEASURES, measure
from simulator.metrics.queue_length import queue_length, steps_of
from simulator.metrics.wait_counts import wait_counts

WARM = {"reports_from_s": 0.0}
OPEN = EndedBy.STILL_OPEN


def found(log, *names, of="all", interval=None):
    """Return the values of measures or metrics."""
    summary = measure(log)
    return [value(summary, name, of, interval) for name in names]


def test_who_came_in_the_warm_up_is_in_nothing_that_is_counted_by_arrival():
    log = log_of([Contact(-100, 30, talk_s=20), Contact(-50, 5, EndedBy.ABANDONED), Contact(10, 5, talk_s=60)], **WARM)
    assert found(log, "arrived", "answered", "abandoned", "cases", "solved") == [1, 1, 0, 1, 1]
    assert found(log, "asa_s", "wait_s_p50", "served_in_time") == [5, 5, 1]
    assert measure(log).answered_by.tolist() == [[1, 0], [0, 0]]
    assert wait_counts(log).sum() == 1
    assert found(log, "days_judged", "days_met") == [1, 1]


def test_what_is_closed_in_the_time_reported_counts_whenever_it_came():
    log = log_of(
        [Contact(-100, 30, talk_s=20), Contact(-50, 5, talk_s=100, wrap_up_s=5), Contact(10, 5, talk_s=60)], **WARM
    )
    # The first was closed at −50, the second at 60, the third at 75.
    assert found(log, "closed", "aht_s") == [2, (105 + 60) / 2]
    assert found(log, "closed", interval=FIRST) == [2]


def test_without_a_warm_up_what_comes_before_the_first_opening_is_in_the_whole():
    assert found(log_of([Contact(-100, 30, talk_s=20)]), "arrived") == [1]


def test_times_before_the_time_reported_are_in_no_slot():
    log = log_of([], reports_from_s=-10.0)
    assert interval_of(np.array([-11.0, -10.0, 0.0, 3600.0]), log.facts).tolist() == [-1, 2, 0, 2]
    days = (LoggedDay("monday", 0.0, 0), LoggedDay("tuesday", 1800.0, 1))
    log = log_of([], reports_from_s=0.0, days=days)
    assert interval_of(np.array([-1.0, 0.0, 1800.0, 3600.0]), log.facts).tolist() == [-1, 0, 1, 3]


def test_a_case_that_began_in_the_warm_up_is_no_case_and_its_redial_is_a_contact():
    first = Contact(-300, 30, EndedBy.ABANDONED)
    log = log_of(
        [first, Contact(100, 5, talk_s=60, case=0, parent=0, cause=Cause.REDIAL), Contact(50, 90, talk_s=9, case=1)],
        **WARM,
    )
    assert found(log, "arrived", "answered_in_time", "cases", "cases_in_time", "solved") == [2, 1, 1, 0, 1]


def test_who_was_moved_in_the_warm_up_came_then():
    first = Contact(-10, 5, EndedBy.MOVED)
    child = Contact(5, 5, talk_s=60, type=1, channel=1, case=0, parent=0, cause=Cause.OVERFLOW)
    log = log_of([first, child], **WARM)
    assert found(log, "arrived", "answered", "moved", "cases") == [0, 0, 0, 0]
    assert found(log, "closed", of="type:returns") == [1]
    assert wait_counts(log).sum() == 0


def test_agents_time_and_queues_of_the_warm_up_are_not_reported():
    contacts = [Contact(-100, 50, talk_s=20), Contact(-50, 110, talk_s=60)]
    log = log_of(contacts, None, stays=[(0, 0, -1800, 1800)], **WARM)
    assert found(log, "agent_hours", "occupancy") == [0.5, 60 / 1800]
    # Of the second wait, from −50 to 60, a minute is reported.
    assert queue_length(log, steps_of(log.facts))[0].tolist()[:2] == [60 / 300, 0]
    bars = agent_spans(log)
    assert [bars["from_s"].min(), bars["to_s"].max()] == [0, 1800]
    assert (bars["to_s"] - bars["from_s"])[bars["in_hand"] > 0].sum() == 60


def test_who_is_open_when_the_run_is_stopped_is_told_by_then():
    # Came ten seconds before closing at 3600; T is 20 s.
    young = Contact(3590, ended_by=OPEN)
    assert found(log_of([young]), "not_yet_decided", "open_late", "still_open") == [1, 0, 1]
    assert found(log_of([young], stops_s=3609.0), "not_yet_decided", "open_late") == [1, 0]
    stopped = log_of([young], stops_s=3610.0)
    assert found(stopped, "not_yet_decided", "open_late", "still_open") == [0, 1, 1]
    assert found(stopped, "served_in_time", "service_level") == [0, 0]


def test_who_still_waits_for_an_opening_is_not_yet_decided():
    log = log_of([Contact(100, ended_by=OPEN, queued_s=NAN)])
    assert found(log, "still_open", "not_yet_decided", "arrived") == [1, 1, 1]
    assert math.isnan(found(log, "served_in_time")[0])


def test_who_waited_for_an_opening_is_open_since_then():
    # Came at 100, the type opened at 3585: at closing it has waited for 15 of its 20 s.
    assert found(log_of([Contact(100, ended_by=OPEN, queued_s=3585.0)]), "not_yet_decided") == [1]
    assert found(log_of([Contact(100, ended_by=OPEN, queued_s=3580.0)]), "not_yet_decided", "open_late") == [0, 1]


def test_who_was_moved_and_is_still_open_waits_since_the_first_queue():
    # Waits since 3570 and was moved at 3590: 30 s at closing.
    first = Contact(3570, 20, EndedBy.MOVED)
    child = Contact(3590, ended_by=OPEN, case=0, parent=0, cause=Cause.OVERFLOW)
    assert found(log_of([first, child]), "open_late", "not_yet_decided", "arrived") == [1, 0, 1]


def test_who_was_answered_and_is_open_at_the_stop_was_answered():
    # Waits again since 170, and for ever.
    contact = Contact(0, 10, OPEN, answered_s=10.0, spans=[(SpanKind.QUEUE, 0, 0, 10), (SpanKind.TALK, 0, 10, 170)])
    log = log_of([contact], stops_s=4000.0)
    assert found(log, "answered", "still_open", "closed", "solved", "served_in_time") == [1, 0, 0, 0, 1]


def test_a_wrap_up_that_the_stop_cut_off_is_not_closed_and_solved():
    contact = Contact(3500, 10, talk_s=60, closed_s=NAN, solved=1)
    assert found(log_of([contact], stops_s=3600.0), "answered", "closed", "solved") == [1, 0, 1]


@pytest.mark.parametrize("of", ["all", "type:orders", "group:front"])
def test_the_warm_up_alone_leaves_a_sheet_of_nothing(of):
    log = log_of([Contact(-100, 30, talk_s=20)], None, stays=[(0, 0, -1800, 0)], **WARM)
    summary = measure(log)
    place = [cell.of for cell in summary.cells].index(of)
    sums = dict(zip(MEASURES, summary.sums[:, place].tolist(), strict=True))
    assert not {name: amount for name, amount in sums.items() if name != "open_s" and amount > 0}


def test_replies_count_where_they_were_asked_for():
    contacts = [Contact(0, 5, type=1, channel=1, talk_s=3000)]
    replies = [
        (0, 1, 4, 1, 10.0, 20.0, 40.0), (0, 2, 4, 1, 1790.0, 1800.0, 1840.0), (0, 3, 4, 1, 3000.0, NAN, NAN),
        (0, 0, 4, 1, -5.0, 0.0, 10.0),
    ]  # fmt: skip
    log = log_of(contacts, replies=replies, **WARM)
    assert found(log, "replies", "reply_s_mean") == [2, (30 + 50) / 2]
    assert found(log, "replies", of="type:returns", interval=FIRST) == [2]
    assert found(log, "replies", of="all", interval=SECOND) == [0]
    assert found(log, "replies", "reply_s_mean", of="group:back") == [2, 40]
    assert found(log, "replies", of="group:front") == [0]
    assert found(log_of(contacts), "replies", of="group:back") == [0]
