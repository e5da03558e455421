"""Cases: what a customer came for, however often. Logs written by hand; T is 20 s for orders, 60 s for returns."""

import math

import pytest
from hand_log import NAN, Contact, log_of
from test_measure import FIRST, SECOND, value

from simulator.log import Cause, EndedBy
from simulator.metrics.measure import measure

CASES = ("cases", "cases_decided", "cases_in_time", "solved")


def found(log, *names, of="all", interval=None):
    """Return the values of measures or metrics."""
    summary = measure(log)
    return [value(summary, name, of, interval) for name in names]


def again(arrived_s, wait_s=NAN, ended_by=EndedBy.AGENT, **more):
    """Return another contact of case 0."""
    return Contact(arrived_s, wait_s, ended_by, **{"case": 0, "parent": 0, "cause": Cause.REDIAL} | more)


def test_a_redial_that_is_answered_at_once_repairs_nothing():
    log = log_of([Contact(0, 100, EndedBy.ABANDONED), again(1900, 5, talk_s=60)])
    assert found(log, *CASES, "served_in_time") == [1, 1, 0, 1, 0]
    # Of contacts, one of two was answered in time.
    assert found(log, "arrived", "answered_in_time", "service_level") == [2, 1, 1 / 2]


def test_a_redial_that_fails_spoils_nothing():
    log = log_of([Contact(0, 5, talk_s=60, solved=0), again(1900, 90, EndedBy.ABANDONED, cause=Cause.RETURN)])
    assert found(log, *CASES, "served_in_time") == [1, 1, 1, 0, 1]


def test_a_case_counts_where_and_when_its_first_contact_came():
    log = log_of([Contact(0, 100, EndedBy.ABANDONED), again(1900, 5, talk_s=60, type=1, channel=1)])
    assert found(log, *CASES, of="type:orders", interval=FIRST) == [1, 1, 0, 1]
    assert found(log, *CASES, of="type:returns") == [0, 0, 0, 0]
    assert found(log, *CASES, of="all", interval=SECOND) == [0, 0, 0, 0]
    # The contact counts where it came.
    assert found(log, "arrived", "answered", of="type:returns", interval=SECOND) == [1, 1]


def test_more_redials_do_not_make_a_center_look_better():
    first = Contact(0, 100, EndedBy.ABANDONED)
    often = [first, *(again(100 + 200 * n, 0, EndedBy.BLOCKED, parent=n) for n in range(5)), again(1900, 0, talk_s=9)]
    assert found(log_of(often), "served_in_time") == found(log_of([first]), "served_in_time") == [0]


def test_solved_is_what_the_last_contact_says():
    # Closed, but not solved; the customer returns and is helped. Another one is not.
    log = log_of(
        [
            Contact(0, 5, talk_s=60, solved=0),
            Contact(10, 5, talk_s=60, solved=0, case=1),
            again(1900, 5, talk_s=60, cause=Cause.RETURN, solved=1),
        ]
    )
    assert found(log, "cases", "solved", "closed") == [2, 1, 3]


def test_who_is_still_open_is_not_solved_yet():
    log = log_of([Contact(0, 5, talk_s=60, solved=0), again(3000, ended_by=EndedBy.STILL_OPEN)])
    assert found(log, "cases", "solved", "cases_decided") == [1, 0, 1]


def test_a_machine_that_solves_a_wish_alone_served_it_in_time():
    log = log_of([Contact(0, NAN, EndedBy.CONTAINED)])
    assert found(log, *CASES, "served_in_time") == [1, 1, 1, 1, 1]
    assert math.isnan(found(log, "service_level")[0])
    assert found(log, "offered") == [0]


def test_a_machine_that_could_not_help_did_not():
    assert found(log_of([Contact(0, NAN, EndedBy.CONTAINED, solved=0)]), *CASES) == [1, 1, 0, 0]


@pytest.mark.parametrize(("wait_s", "in_time"), [(20, 1), (21, 0)])
def test_who_comes_back_from_a_machine_is_judged_by_the_first_request_for_a_human(wait_s, in_time):
    log = log_of([Contact(0, NAN, EndedBy.CONTAINED, solved=0), again(300, wait_s, talk_s=60, cause=Cause.RETURN)])
    assert found(log, *CASES) == [1, 1, in_time, 1]


def test_of_several_cases_each_is_judged_by_its_own_first_request():
    log = log_of(
        [
            Contact(0, 100, EndedBy.ABANDONED),
            Contact(10, 5, talk_s=60),
            Contact(20, NAN, EndedBy.BLOCKED),
            again(1900, 0, talk_s=9),
            again(1950, 0, talk_s=9, case=2, parent=2),
        ]
    )
    assert found(log, *CASES, "served_in_time") == [3, 3, 1, 3, 1 / 3]


def test_a_segment_has_cases_and_a_group_has_none():
    from hand_log import Names

    names = Names(("orders", "returns"), ("voice", "chat"), ("front", "back"), segments=("vip",))
    log = log_of([Contact(0, 5, talk_s=60, segment=0), Contact(9, 5, talk_s=60)], names=names)
    assert found(log, *CASES, of="segment:vip") == [1, 1, 1, 1]
    assert all(math.isnan(each) for each in found(log, *CASES, of="group:front"))


def test_a_closed_door_is_told_apart():
    contacts = [
        Contact(0, 5, talk_s=60),
        Contact(10, 90, talk_s=60),
        Contact(20, NAN, EndedBy.REFUSED),
        Contact(30, NAN, EndedBy.VOICEMAIL, queued_s=NAN),
        Contact(40, 120, EndedBy.VOICEMAIL),
    ]
    log = log_of(contacts)
    assert found(log, "arrived", "refused", "voicemail", "came_closed") == [5, 1, 2, 2]
    # Whoever waited before leaving a message was offered; at a closed door nobody is.
    assert found(log, "offered", "waited", "wait_s_mean") == [3, 3, (5 + 90 + 120) / 3]
    assert found(log, "service_level", "served_in_time", "served_in_time_while_open") == [1 / 2, 1 / 5, 1 / 3]
    assert found(log, "abandonment_rate") == [0]


def test_a_center_whose_doors_are_never_closed_has_one_number():
    log = log_of([Contact(0, 5, talk_s=60), Contact(10, 90, talk_s=60)])
    assert found(log, "served_in_time") == found(log, "served_in_time_while_open") == [1 / 2]


def test_who_comes_back_after_a_closed_door_came_while_closed():
    log = log_of([Contact(0, NAN, EndedBy.REFUSED), again(1900, 0, talk_s=60)])
    assert found(log, *CASES, "served_in_time") == [1, 1, 0, 1, 0]
    assert math.isnan(found(log, "served_in_time_while_open")[0])
