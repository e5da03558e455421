"""How often customers come for one wish and what it takes to solve it. Every log is written by hand.

T is 20 s for orders (voice) and 60 s for returns (chat); half-hours from 00:00 to 01:00. Each number is worked out in
the test; what each test says would come out otherwise if a chain of transfers were taken for attempts, the first
contact for the last, or a wish of which nobody knows how it ends for one that was not solved.
"""

import math
from dataclasses import replace

import numpy as np
import pytest
from hand_log import NAN, Contact, Names, log_of
from test_measure import FIRST, SECOND, value

from simulator.log import Cause, EndedBy, SpanKind
from simulator.metrics import resolution, service, work
from simulator.metrics.frames import contacts_frame
from simulator.metrics.measure import measure
from simulator.metrics.tally import tally
from simulator.metrics.values import stack

FRONT, BACK = 0, 1
DAY = 86400.0
QUEUE, TALK, WRAP_UP, HOLD = SpanKind.QUEUE, SpanKind.TALK, SpanKind.WRAP_UP, SpanKind.HOLD
WISHES = ("attempts_per_case", "repeated_share", "first_contact_resolution", "contacts_per_solved_case", "solved_share")


def found(log, *names, of="all", interval=None):
    """Return the values of measures or metrics."""
    summary = measure(log)
    return [value(summary, name, of, interval) for name in names]


def behind(parent, arrived_s, wait_s=0, ended_by=EndedBy.AGENT, cause=Cause.RETURN, **more):
    """Return another contact of case 0."""
    return Contact(arrived_s, wait_s, ended_by, **{"case": 0, "parent": parent, "cause": cause, "talk_s": 60} | more)


def a_wish_of_three_attempts():
    """Return who gives up, is answered and not helped, and is helped by whom the second agent passes them on to."""
    return [
        Contact(0, 100, EndedBy.ABANDONED, again_s=200),
        behind(0, 200, 10, EndedBy.AGENT, Cause.REDIAL, solved=0, again_s=1000),
        behind(1, 1000, 5, EndedBy.PASSED_ON, solved=0),
        behind(2, 1065, 30, cause=Cause.TRANSFER, type=1, channel=1, group=BACK),
    ]


def test_a_wish_of_three_attempts_and_a_transfer():
    log = log_of([*a_wish_of_three_attempts(), Contact(300, 5, talk_s=60, case=1)])
    # Two cases: three attempts and one; four contacts and one; of the first attempts one was answered, and that solved.
    assert found(log, *WISHES) == [(3 + 1) / 2, 1 / 2, 1 / 1, (4 + 1) / 2, 2 / 2]
    assert found(log, "cases", "cases_repeated", "solved", "would_come_again") == [2, 1, 2, 0]


def test_of_a_case_all_counts_where_and_when_its_first_contact_came():
    log = log_of([*a_wish_of_three_attempts(), behind(3, 2000, 0, type=1, channel=1, cause=Cause.RETURN)])
    for of in ("type:orders", "channel:voice", "all"):
        assert found(log, "attempts_per_case", "contacts_per_solved_case", of=of, interval=FIRST) == [4, 5], of
    for of, interval in (("type:returns", None), ("channel:chat", None), ("all", SECOND)):
        assert all(math.isnan(one) for one in found(log, *WISHES, of=of, interval=interval))
    assert found(log, "cases_repeated", of="all", interval=SECOND) == [0]


def test_a_segment_has_them_and_a_group_has_none():
    names = Names(("orders", "returns"), ("voice", "chat"), ("front", "back"), segments=("vip", "plain"))
    rows = [replace(one, segment=0) for one in a_wish_of_three_attempts()]
    log = log_of([*rows, Contact(300, 5, talk_s=60, segment=1, case=1)], names=names)
    assert found(log, "attempts_per_case", "contacts_per_solved_case", of="segment:vip") == [3, 4]
    assert found(log, "attempts_per_case", "contacts_per_solved_case", of="segment:plain") == [1, 1]
    assert all(math.isnan(one) for one in found(log, *WISHES, of="group:front"))


def test_whoever_came_first_in_the_warm_up_is_in_none():
    rows = a_wish_of_three_attempts()
    log = log_of(rows, reports_from_s=150.0)
    assert found(log, "cases", "cases_repeated", "solved") == [0, 0, 0]
    # And who came first after it is with all that follows, and with what came before closing in another interval.
    late = [replace(one, arrived_s=one.arrived_s + 200, again_s=NAN) for one in rows]
    assert found(log_of(late, reports_from_s=150.0), "cases", "attempts_per_case") == [1, 3]


# First contact resolution


@pytest.mark.parametrize(
    ("rows", "first", "by_transfer"),
    [
        ([Contact(0, 5, talk_s=60)], 1, 0),
        ([Contact(0, 5, talk_s=60, solved=0)], 0, 0),
        # Solved later is not solved at first.
        ([Contact(0, 5, talk_s=60, solved=0), behind(0, 500)], 0, 0),
        # Came again although it was solved: it was.
        ([Contact(0, 5, talk_s=60), behind(0, 500)], 1, 0),
        # By whom another agent passed them on to, as another contact or as the same one.
        ([Contact(0, 5, EndedBy.PASSED_ON, talk_s=60, solved=0), behind(0, 65, cause=Cause.TRANSFER)], 0, 1),
        ([Contact(0, 5, talk_s=60, passes=1)], 0, 1),
        ([Contact(0, 5, talk_s=60, passes=2, solved=0)], 0, 0),
        # Passed on and left.
        (
            [
                Contact(0, 5, EndedBy.PASSED_ON, talk_s=60, solved=0),
                behind(0, 65, 9, EndedBy.ABANDONED, Cause.TRANSFER),
            ],
            0,
            0,
        ),
        # Redirected before anybody answered: that does not matter.
        ([Contact(0, NAN, EndedBy.MOVED, queued_s=NAN, ended_s=0), behind(0, 0, 5, cause=Cause.REDIRECT)], 1, 0),
    ],
)
def test_first_contact_resolution_is_solved_at_the_first_attempt_by_one_agent(rows, first, by_transfer):
    log = log_of([*rows, Contact(900, 5, talk_s=60, case=len(rows)), Contact(950, 9, EndedBy.ABANDONED)])
    # Beside it one case that was solved, and one that nobody answered, which is in neither.
    assert found(log, "first_contact_resolution", "resolution_by_transfer") == [(first + 1) / 2, by_transfer / 2]


def test_who_was_not_answered_at_the_first_attempt_or_is_still_open_in_it_is_in_no_first_contact_resolution():
    log = log_of([Contact(0, 90, EndedBy.ABANDONED), behind(0, 500, cause=Cause.REDIAL)])
    assert math.isnan(found(log, "first_contact_resolution")[0])
    talking = Contact(0, 5, EndedBy.STILL_OPEN, answered_s=5)
    waits_again = Contact(0, 5, EndedBy.PASSED_ON, talk_s=60, solved=0)
    for rows in ([talking], [waits_again, behind(0, 65, NAN, EndedBy.STILL_OPEN, Cause.TRANSFER)]):
        assert math.isnan(found(log_of(rows), "first_contact_resolution")[0])


# Who would come again after the end


def test_of_who_would_come_again_after_the_end_nobody_knows_whether_they_were_helped():
    gone = Contact(0, 90, EndedBy.ABANDONED, again_s=9999)
    unsolved = Contact(10, 5, talk_s=60, solved=0, again_s=9999)
    # Solved, and would come again all the same.
    solved = Contact(20, 5, talk_s=60, again_s=9999)
    here = Contact(30, 5, talk_s=60)
    lost = Contact(40, 90, EndedBy.ABANDONED)
    log = log_of([gone, unsolved, solved, here, lost])
    assert found(log, "cases", "would_come_again", "solved", "solved_share") == [5, 3, 1, 1 / 2]
    # Two contacts of the two cases of which it is known, and one solved.
    assert found(log, "contacts_per_solved_case") == [2]
    # At the first attempt everything is known of them.
    assert found(log, "first_contact_resolution") == [2 / 3]


def test_who_came_again_would_not_any_more():
    rows = [Contact(0, 90, EndedBy.ABANDONED, again_s=500), behind(0, 500, cause=Cause.REDIAL)]
    assert found(log_of(rows), "would_come_again", "solved", "contacts_per_solved_case") == [0, 1, 2]
    last = replace(rows[1], ended_by=EndedBy.ABANDONED, wait_s=9, again_s=9999)
    assert found(log_of([rows[0], last]), "would_come_again", "solved", "attempts_per_case") == [1, 0, 2]
    # The attempt ended in the second contact of a chain.
    chain = [
        Contact(0, 5, EndedBy.PASSED_ON, talk_s=60, solved=0),
        behind(0, 65, 9, EndedBy.ABANDONED, Cause.TRANSFER, again_s=9999),
    ]
    assert found(log_of(chain), "would_come_again") == [1]


def test_who_is_still_open_is_in_no_share_of_what_is_solved_and_their_contacts_count():
    rows = [Contact(0, NAN, EndedBy.STILL_OPEN), Contact(10, 5, talk_s=60), Contact(20, 90, EndedBy.ABANDONED)]
    assert found(log_of(rows), "solved_share", "contacts_per_solved_case") == [1 / 2, 3]


# As centers measure it


def over_days(*contacts, days=20, **more):
    """Return a log of so many days."""
    return log_of(contacts, starts_s=[day * DAY for day in range(days)], closes_s=days * DAY, **more)


def test_first_contact_resolution_as_measured_looks_at_who_comes_back_within_a_week():
    log = over_days(
        # Back after six days, for a wish that was solved: measured as not.
        Contact(0, 5, talk_s=60), behind(0, 6 * DAY),
        # Not solved, and never back: measured as solved.
        Contact(20, 5, talk_s=60, solved=0, case=2),
        # Back a week after the answer, to the second, and a second later.
        Contact(30, 0, talk_s=60, case=3), behind(3, 30 + 7 * DAY, case=3),
        Contact(40, 0, talk_s=60, case=5), behind(5, 41 + 7 * DAY, case=5),
        # Back after a day, and nobody answers.
        Contact(50, 5, talk_s=60, case=7), behind(7, DAY, 90, EndedBy.ABANDONED, case=7),
        # Not answered at first: watched from the redial on.
        Contact(60, 90, EndedBy.ABANDONED, case=9), behind(9, 300, cause=Cause.REDIAL, case=9),
        # Passed on at once is no further attempt.
        Contact(70, 5, EndedBy.PASSED_ON, talk_s=60, case=11), behind(11, 135, cause=Cause.TRANSFER, case=11),
        # Answered a week before the end and later: not watched.
        Contact(13 * DAY, 0, talk_s=60, case=13), Contact(15 * DAY, 0, talk_s=60, case=14),
    )  # fmt: skip
    # Cases 2, 5, 9 and 11 of 0, 2, 3, 5, 7, 9 and 11.
    assert found(log, "fcr_measured", "cases_back", "cases_not_back") == [4 / 7, 3, 4]
    table = dict(log.contacts)
    assert resolution.fcr_measured(table, ends_s=20 * DAY) == 4 / 7
    # Within five days only two come back; those of day 13 and 15 but one are watched, too.
    assert resolution.fcr_measured(table, ends_s=20 * DAY, days=5) == 7 / 8


def test_each_case_is_watched_for_as_long_as_the_type_of_its_first_contact_says():
    # Orders for a week, returns for three days; the end is after 20 days.
    log = over_days(
        # An order that comes back after four days as a return: within the week of orders.
        Contact(0, 0, talk_s=60), behind(0, 4 * DAY, type=1, channel=1),
        # A return that comes back after four days as an order: later than three days.
        Contact(10, 0, talk_s=60, type=1, channel=1, case=2), behind(2, 10 + 4 * DAY, case=2),
        # Answered six days before the end: of an order nobody knows, of a return it is known.
        Contact(14 * DAY, 0, talk_s=60, case=4), Contact(14 * DAY, 0, talk_s=60, type=1, channel=1, case=5),
        # Three days before the end to the second, which is not enough; four days before, and back after two.
        Contact(17 * DAY, 0, talk_s=60, type=1, channel=1, case=6),
        Contact(16 * DAY, 0, talk_s=60, type=1, channel=1, case=7),
        behind(7, 18 * DAY, type=1, channel=1, case=7),
        # Six days before, and back after two: it did come back, but is not watched, or the end would be all failures.
        Contact(14 * DAY, 0, talk_s=60, case=9), behind(9, 16 * DAY, case=9),
        fcr_window_s=[7 * DAY, 3 * DAY],
    )  # fmt: skip
    assert found(log, "cases_back", "cases_not_back", of="type:orders") == [1, 0]
    assert found(log, "cases_back", "cases_not_back", of="channel:chat") == [1, 2]
    assert found(log, "fcr_measured") == [2 / 4]
    days = np.where(log.contacts["type"] == 0, 7.0, 3.0)
    assert resolution.fcr_measured(dict(log.contacts), ends_s=20 * DAY, days=days) == 2 / 4


def test_windows_of_an_hour_are_watched_within_a_day():
    log = log_of([Contact(0, 5, talk_s=60), behind(0, 900), Contact(10, 5, talk_s=60, case=2)], fcr_window_s=[900, 900])
    # The first comes back 895 s after the answer, the other does not.
    assert found(log, "cases_back", "cases_not_back", "fcr_measured") == [1, 1, 1 / 2]
    # Nobody comes back at all, and still somebody is watched.
    alone = log_of([Contact(0, 5, talk_s=60)], fcr_window_s=[900, 900])
    assert found(alone, "cases_back", "cases_not_back", "fcr_measured") == [0, 1, 1]


def test_a_horizon_of_less_than_a_week_has_none():
    assert math.isnan(found(log_of([Contact(0, 5, talk_s=60), behind(0, 900)]), "fcr_measured")[0])
    table = {"ended_by": ["agent"], "wait_s": [1.0], "arrived_s": [0.0], "answered_s": [1.0]}
    assert math.isnan(resolution.fcr_measured(table, 3600.0))


def test_single_contacts_that_are_watched_for_a_week_did_not_come_back():
    log = over_days(Contact(0, 5, talk_s=60), Contact(15 * DAY, 5, talk_s=60))
    assert found(log, "cases_back", "cases_not_back", "first_contact_resolution") == [0, 1, 1]


# What is passed on, and what is told again


def test_passed_on_is_of_the_talks_of_agents_with_customers():
    log = log_of(
        [
            Contact(0, 5, talk_s=60),
            # One agent's talk, and the contact becomes another one, which a second agent closes.
            Contact(10, 5, EndedBy.PASSED_ON, talk_s=60, solved=0),
            behind(1, 75, 5, cause=Cause.TRANSFER, type=1, channel=1, case=1),
            # Three agents' talks in one contact; two, and left in the third wait; one, and waits when all ends.
            Contact(30, 5, talk_s=60, passes=2, case=3),
            Contact(40, 5, EndedBy.ABANDONED, answered_s=45, ended_s=500, passes=2, case=4),
            Contact(50, 5, EndedBy.STILL_OPEN, answered_s=55, passes=1, case=5),
            Contact(60, 90, EndedBy.ABANDONED, case=6),
        ]
    )
    assert found(log, "passed_on", "services", "passed_on_share") == [6, 9, 6 / 9]
    assert found(log, "passed_on", "services", of="type:returns") == [0, 1]
    assert found(log, "passed_on", "services", of="type:orders", interval=FIRST) == [6, 8]
    assert found(log, "abandoned", "abandoned_later", "answered") == [1, 1, 5]
    assert math.isnan(found(log, "passed_on", of="group:front")[0])


def test_where_nobody_is_passed_on_everybody_who_is_answered_is_served():
    log = log_of([Contact(0, 5, talk_s=60), Contact(10, 90, EndedBy.ABANDONED), Contact(20, 5, type=1, channel=1)])
    for of, count in (("all", 2), ("type:orders", 1), ("channel:chat", 1)):
        assert found(log, "services", "passed_on", "passed_on_share", of=of) == [count, 0, 0]
    assert math.isnan(found(log, "services", of="group:front")[0])


def test_stories_are_counted_with_the_contact_in_which_they_are_told():
    rows = [
        Contact(0, 5, talk_s=60, stories=2, repeated_s=150),
        Contact(1900, 5, talk_s=60, stories=1, repeated_s=30),
        Contact(1950, 5, type=1, channel=1, stories=1),
    ]
    log = log_of(rows)
    assert found(log, "stories_repeated", "story_hours") == [4, 180 / 3600]
    assert found(log, "stories_repeated", "repeated_s", of="type:orders", interval=SECOND) == [1, 30]
    assert found(log_of([Contact(0, 5)]), "stories_repeated", "story_hours") == [0, 0]


# What is closed and not solved


def test_what_is_closed_and_not_solved_is_of_who_closed_it():
    rows = [
        Contact(0, 5, talk_s=60, group=FRONT, solved=0),
        Contact(10, 5, talk_s=60, group=FRONT),
        Contact(1790, 5, talk_s=60, group=FRONT, closed_group=BACK, solved=0),
        Contact(30, 5, talk_s=60, group=BACK),
        # Left while waiting, and not solved: nobody closed it.
        Contact(40, 5, EndedBy.ABANDONED),
    ]
    log = log_of(rows)
    assert found(log, "closed_unsolved", "closed", "unsolved_share") == [2, 4, 1 / 2]
    assert found(log, "closed_unsolved", "unsolved_share", of="group:front") == [1, 1 / 2]
    assert found(log, "closed_unsolved", "unsolved_share", of="group:back") == [1, 1 / 2]
    assert found(log, "closed_unsolved", of="type:orders", interval=SECOND) == [1]
    assert work.unsolved_share(dict(log.contacts)) == 1 / 2


# Warm transfers, agents' time


def warm():
    """Return an order that the front holds from 70 to 90 for the back, tells it until 120, and closes at 125 itself."""
    return Contact(
        0, 10, answered_s=10, ended_s=180, closed_s=190, group=FRONT, closed_group=BACK, passes=1,
        spans=[
            (QUEUE, FRONT, 0, 10), (TALK, FRONT, 10, 70), (QUEUE, FRONT, 70, 90), (HOLD, FRONT, 70, 90),
            (TALK, FRONT, 90, 120), (TALK, BACK, 90, 180), (WRAP_UP, FRONT, 120, 125), (WRAP_UP, BACK, 180, 190),
        ],
    )  # fmt: skip


def test_who_stays_with_the_customer_until_the_next_agent_answers_is_busy():
    log = log_of([warm()], None, stays=[(FRONT, FRONT, 0, 1800), (BACK, BACK, 0, 1800)])
    # 10 to 125 and 90 to 190.
    assert found(log, "occupancy", of="group:front") == [115 / 1800]
    assert found(log, "occupancy", of="group:back") == [100 / 1800]
    # Handle time is all that agents did for it, twice where there were two.
    assert found(log, "aht_s", "closed", "passed_on", "services") == [115 + 100, 1, 1, 2]


# Tables of elsewhere, frames, sums


def test_a_table_says_the_same_as_the_measures_in_any_order_and_without_attempts():
    log = log_of([*a_wish_of_three_attempts(), Contact(300, 5, talk_s=60, solved=0, again_s=9999, case=4)])
    wanted = found(log, *WISHES, "would_come_again", "passed_on_share")
    functions = [getattr(resolution, name) for name in WISHES]
    for order in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]):
        table = {name: column[order] for name, column in log.contacts.items()}
        without = {name: column for name, column in table.items() if name != "attempt"}
        for one in (table, without):
            told = [*(each(one) for each in functions), service.count(one, "would_come_again")]
            assert [*told, resolution.passed_on_share(one)] == wanted


def test_a_table_with_cases_alone_counts_each_contact_as_an_attempt():
    table = {"ended_by": ["agent", "abandoned", "agent"], "wait_s": [5.0, 9.0, 5.0], "case": ["b", "a", "a"]}
    assert [resolution.attempts_per_case(table), resolution.first_contact_resolution(table)] == [1.5, 1]
    nothing = {"ended_by": [], "wait_s": []}
    assert all(math.isnan(getattr(resolution, name)(nothing)) for name in WISHES)
    assert math.isnan(work.unsolved_share(nothing))


def test_frames_have_the_columns_that_a_log_has():
    frame = contacts_frame(log_of([*a_wish_of_three_attempts(), Contact(300, 5, passes=1, stories=1, repeated_s=60)]))
    assert frame["again_s"].isna().tolist() == [False, False, True, True, True]
    assert frame[["passes", "stories", "repeated_s"]].iloc[-1].tolist() == [1, 1, 60]
    assert resolution.attempts_per_case(frame) == 2
    assert "passes" not in contacts_frame(log_of([Contact(0, 5)])).columns


def test_they_add_up_over_replications():
    logs = [log_of(a_wish_of_three_attempts()), log_of([Contact(0, 5, talk_s=60), Contact(9, 5, passes=1)])]
    both = stack([measure(log) for log in logs])
    place = np.array([0])
    # Three attempts of one case and two of two; four contacts of one solved case and two of two.
    for measures, total in (
        (("cases", "further_attempts"), 3 + 2),
        (("solved", "cases_unsolved", "cases_unfinished", "further_contacts"), 4 + 2),
        (("solved",), 1 + 2),
        (("cases_solved_first", "cases_solved_passed", "cases_failed_first"), 0 + 2),
        (("services",), 3 + 3),
    ):
        assert both.sum_of(measures, place).tolist() == [total], measures


def test_an_empty_log_has_nothing_of_it():
    log = log_of([])
    assert found(log, "cases_repeated", "would_come_again", "passed_on", "closed_unsolved") == [0, 0, 0, 0]
    assert all(math.isnan(one) for one in found(log, *WISHES))
    assert tally({"ended_by": [], "wait_s": []})["cases_back"] == 0
