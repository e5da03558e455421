"""Contacts that overflow rules moved, asked or sent away, and announced waits; every log is written by hand.

T is 20 s for orders (voice) and 60 s for returns (chat); half-hours from 00:00 to 01:00.
"""

import math

import numpy as np
import pytest
from hand_log import NAN, NOBODY, Contact, log_of, random_log
from test_measure import FIRST, SECOND, value

from simulator.log import Cause, EndedBy, SpanKind
from simulator.metrics import announced, overflowed, service
from simulator.metrics.frames import contacts_frame, overflow_frame
from simulator.metrics.measure import measure
from simulator.metrics.own_metrics import to_read
from simulator.metrics.sent_on import further_waits
from simulator.metrics.used import added, used
from simulator.metrics.wait_counts import ENDINGS, wait_counts

LEFT_OUT, DECLINED, DONE = -1, 0, 1


def found(log, *names, of="all", interval=None):
    summary = measure(log)
    return [value(summary, name, of, interval) for name in names]


def moved(child=None, **of_parent):
    """Return an order that waits 0–15 and becomes a return then, which waits until 50 and is answered."""
    parent = {"wait_s": 15, "ended_by": EndedBy.MOVED} | of_parent
    heir = {
        "wait_s": 35, "type": 1, "channel": 1, "case": 0, "parent": 0, "cause": Cause.OVERFLOW, "talk_s": 60, "group": 1
    }  # fmt: skip
    return [Contact(0, **parent), Contact(15, **(heir | (child or {})))]


def test_a_moved_contact_counts_once_where_it_came_with_its_whole_wait():
    log = log_of(moved())
    assert found(log, "arrived", "cases", "answered", "moved", "overflowed", of="type:orders") == [1, 1, 1, 1, 1]
    # 15 s as an order and 35 s as a return: late for an order, whose time is 20 s, and in no service level of returns.
    assert found(log, "asa_s", "answered_in_time", "service_level", of="type:orders") == [50, 0, 0]
    assert found(log, "arrived", "answered", "cases", of="type:returns") == [0, 0, 0]
    assert math.isnan(found(log, "service_level", of="type:returns")[0])
    assert found(log, "arrived", "answered", "cases", "served_in_time", "solved") == [1, 1, 1, 0, 1]
    # The work is where it was done.
    assert found(log, "closed", of="type:orders") + found(log, "closed", of="type:returns") == [0, 1]


def test_a_move_before_t_leaves_time_for_an_answer_in_time():
    log = log_of(moved({"wait_s": 5, "answered_s": 20}))
    assert found(log, "asa_s", "service_level", of="type:orders") == [20, 1]


def test_the_wait_after_a_move_is_a_further_wait_by_the_time_of_the_other_type():
    log = log_of(moved())
    assert found(log, "further_waits", "further_wait_s_mean", "further_service_level", of="type:returns") == [1, 35, 1]
    assert found(log, "further_waits", of="type:orders") == [0]


def test_a_contact_that_is_moved_on_while_it_waits_again_has_one_further_wait():
    on = [*moved({"ended_by": EndedBy.MOVED, "answered_s": NAN, "ended_s": 50, "talk_s": 0})]
    on.append(Contact(50, 30, type=0, case=0, parent=1, cause=Cause.OVERFLOW))
    log = log_of(on)
    assert found(log, "further_waits", "further_wait_s_mean", of="type:returns") == [1, 65]
    # As a return it waited for more than 60 s, whatever it was in the end.
    assert found(log, "further_service_level", of="type:returns") == [0]
    assert found(log, "further_waits", of="type:orders") == [0]
    assert found(log, "moved", "overflowed", "asa_s") == [1, 2, 80]
    assert found(log, "overflowed", of="type:returns") == [1]


def test_one_that_is_moved_on_arrival_has_its_further_wait_where_it_ends_up():
    never = {"ended_by": EndedBy.MOVED, "wait_s": NAN, "queued_s": NAN, "ended_s": 15, "answered_s": NAN, "talk_s": 0}
    log = log_of([*moved(never), Contact(15, 30, type=0, case=0, parent=1, cause=Cause.OVERFLOW)])
    assert found(log, "further_waits", "further_wait_s_mean", of="type:orders") == [1, 30]
    assert found(log, "further_waits", of="type:returns") == [0]


def test_who_is_moved_after_an_answer_stays_answered_and_goes_on_with_the_further_wait():
    # Answered at 5, passed on within the type at 20, moved at 40, answered as a return at 70.
    spans = [(SpanKind.QUEUE, 0, 0, 5), (SpanKind.TALK, 0, 5, 20), (SpanKind.QUEUE, 0, 20, 40)]
    first = {"wait_s": 5, "answered_s": 5, "ended_s": 40, "passes": 1, "spans": spans}
    log = log_of(moved({"queued_s": 40, "wait_s": 30}, **first), passed=[(0, NOBODY, 20, NAN)])
    assert found(log, "answered", "asa_s", "service_level", of="type:orders") == [1, 5, 1]
    # Not moved before an answer, but by a rule all the same.
    assert found(log, "moved", "overflowed") == [0, 1]
    assert found(log, "further_waits", "further_wait_s_mean", "further_service_level", of="type:orders") == [1, 50, 0]
    assert found(log, "further_waits", of="type:returns") == [0]
    assert further_waits(log.contacts, log.passed).wait_s.tolist() == [50]


def test_who_leaves_after_a_move_has_abandoned_where_they_came():
    log = log_of(moved({"ended_by": EndedBy.ABANDONED, "talk_s": 0}))
    assert found(log, "abandoned", "moved", "service_level", of="type:orders") == [1, 1, 0]
    assert found(log, "abandoned", of="type:returns") == [0]
    assert found(log, "further_abandonment_rate", of="type:returns") == [1]


@pytest.mark.parametrize("wait_s", [0, 40, NAN])
def test_who_is_sent_away_by_a_rule_was_offered_and_not_served(wait_s):
    log = log_of([Contact(0, 9), Contact(5, wait_s, EndedBy.SENT_AWAY)])
    assert found(log, "arrived", "offered", "answered", "sent_away", "sent_away_share") == [2, 2, 1, 1, 0.5]
    assert found(log, "abandoned", "cleared", "voicemail", "blocked", "came_closed") == [0, 0, 0, 0, 0]
    # A center that ends its waiting contacts must not look better by it.
    assert found(log, "service_level", "served_in_time", "service_level_without_short") == [0.5, 0.5, 0.5]
    assert found(log, "service_level_short_met", "days_in_target", of="type:orders") == [0.5, 0]
    assert service.service_level(log.contacts, 20) == 0.5


def test_cleared_contacts_are_in_no_service_level_and_not_sent_away_by_a_rule():
    log = log_of([Contact(0, 9), Contact(5, 40, EndedBy.CLEARED)])
    assert found(log, "sent_away", "service_level", "served_in_time") == [0, 1, 0.5]


def test_who_is_sent_away_after_an_answer_was_answered():
    log = log_of([Contact(0, 9, EndedBy.SENT_AWAY, answered_s=9, ended_s=90, passes=1)], passed=[(0, NOBODY, 60, NAN)])
    assert found(log, "answered", "sent_away", "service_level") == [1, 0, 1]
    assert found(log, "further_waits", "further_service_level", "further_abandonment_rate") == [1, 0, 0]


def test_who_is_sent_away_after_a_move_is_sent_away_where_they_came():
    log = log_of(moved({"ended_by": EndedBy.SENT_AWAY, "talk_s": 0}))
    assert found(log, "sent_away", "moved", of="type:orders") == [1, 1]
    assert found(log, "sent_away", of="type:returns") == [0]
    assert found(log, "further_service_level", of="type:returns") == [0]


def test_who_leaves_a_voicemail_by_a_rule_on_arrival_met_no_closed_door():
    contacts = [Contact(0, 9), Contact(5, NAN, EndedBy.VOICEMAIL, queued_s=NAN)]
    by_rule = log_of(contacts, overflow=[(1, "beep", 5, DONE)])
    assert found(by_rule, "voicemail", "offered", "came_closed", "served_in_time_while_open") == [1, 2, 0, 0.5]
    # Neither is it a wait of no time.
    assert found(by_rule, "wait_s_mean") == [9]
    for others in ([], [(1, "beep", 5, LEFT_OUT)], [(0, "beep", 5, DONE)]):
        at_the_door = log_of(contacts, overflow=others)
        assert found(at_the_door, "voicemail", "offered", "came_closed", "served_in_time_while_open") == [1, 1, 1, 1]


def test_who_leaves_a_voicemail_by_a_rule_after_a_move_met_no_closed_door():
    child = {"ended_by": EndedBy.VOICEMAIL, "talk_s": 0, "wait_s": NAN, "queued_s": NAN}
    log = log_of(moved(child, queued_s=NAN, wait_s=NAN, ended_s=15), overflow=[(1, "beep", 15, DONE)])
    assert found(log, "voicemail", "offered", "came_closed", of="type:orders") == [1, 1, 0]


def test_waits_of_those_who_are_sent_away_end_otherwise_and_count_as_waits():
    log = log_of([Contact(5, 40, EndedBy.SENT_AWAY)])
    assert wait_counts(log).sum(axis=(0, 2)).tolist() == [0, 0, 1]
    assert ENDINGS[2] == "otherwise"
    assert found(log, "wait_s_mean") == [40]


@pytest.mark.parametrize(
    ("channel", "cause", "rows", "changes"),
    [
        (1, Cause.OVERFLOW, [(0, "move_on", 15, DONE)], 1),
        (0, Cause.OVERFLOW, [(0, "move_on", 15, DONE)], 0),
        (1, Cause.OVERFLOW, [(0, "ask", 15, DONE)], 0),
        # Declined once, and moved by another rule afterwards.
        (1, Cause.OVERFLOW, [(0, "ask", 5, DECLINED), (0, "move_on", 15, DONE)], 1),
        (1, Cause.REDIRECT, [], 1),
        (0, Cause.REDIRECT, [], 0),
    ],
)
def test_a_change_of_channel_is_forced_unless_the_customer_accepted_it(channel, cause, rows, changes):
    log = log_of(moved({"channel": channel, "cause": cause}), overflow=rows)
    assert found(log, "channel_changes", of="type:orders") == [changes]
    assert found(log, "channel_changes", of="type:returns") == [0]
    assert found(log, "overflowed") == [cause == Cause.OVERFLOW]


def test_offers_count_where_something_was_offered():
    contacts = [*moved(), Contact(1000, 9), Contact(1900, 9)]
    rows = [(0, "ask", 10, DONE), (2, "ask", 1000, DECLINED), (3, "ask", 1900, LEFT_OUT), (3, "move_on", 1900, DONE)]
    log = log_of(contacts, overflow=rows)
    assert found(log, "offers", "offers_accepted", of="type:orders", interval=FIRST) == [2, 1]
    assert found(log, "offers", "offers_accepted", interval=SECOND) == [0, 0]
    assert math.isnan(found(log, "offers", of="group:front")[0])


def test_what_rules_did_in_the_warm_up_is_not_reported():
    contacts = [Contact(-60, 9), Contact(5, 9)]
    log = log_of(contacts, overflow=[(0, "ask", -60, DONE), (1, "ask", 5, DECLINED)], reports_from_s=0.0)
    assert found(log, "offers", "offers_accepted") == [1, 0]
    assert used(log).overflow.tolist() == [[0, 0, 0], [1, 1, 0], [0, 0, 0], [0, 0, 0]]


def test_what_each_rule_did_is_counted_and_adds_up():
    rows = [(0, "ask", 10, LEFT_OUT), (1, "ask", 10, DECLINED), (2, "ask", 10, DONE), (2, "enough", 11, DONE)]
    log = log_of([Contact(0, 9)] * 3, overflow=rows)
    assert used(log).overflow.tolist() == [[0, 0, 0], [3, 2, 1], [1, 1, 1], [0, 0, 0]]
    assert added([used(log), used(log)]).overflow.tolist() == [[0, 0, 0], [6, 4, 2], [2, 2, 2], [0, 0, 0]]
    assert used(log_of([Contact(0, 9)])).overflow.shape == (0, 3)


def test_announced_waits_are_held_against_the_waits_of_the_answered():
    contacts = [
        Contact(0, 30, announced_s=60),
        Contact(0, 70, announced_s=50),
        # Nobody knows how long who left would have waited, nor can a wait be held against no end in sight.
        Contact(0, 300, EndedBy.ABANDONED, announced_s=60),
        Contact(0, 40, announced_s=math.inf),
        Contact(0, 9),
    ]
    log = log_of(contacts)
    assert found(log, "announced", "announced_answered") == [4, 2]
    assert found(log, "announced_error_s", "announced_bias_s") == [25, 5]
    assert found(log, "announced", interval=SECOND) == [0]
    assert math.isnan(found(log, "announced_error_s", interval=SECOND)[0])


def test_announced_waits_that_are_too_short_have_a_negative_bias():
    assert found(log_of([Contact(0, 90, announced_s=60)]), "announced_error_s", "announced_bias_s") == [30, -30]


def test_an_announced_wait_of_a_moved_contact_ends_where_it_was_answered():
    log = log_of(moved(announced_s=60))
    assert found(log, "announced_answered", "announced_bias_s", of="type:orders") == [1, 10]
    assert found(log, "announced", of="type:returns") == [0]


def test_what_is_announced_after_a_redirect_counts_as_what_the_contact_is_then():
    never = {"wait_s": NAN, "queued_s": NAN, "ended_s": 15}
    log = log_of(moved({"cause": Cause.REDIRECT, "announced_s": 60}, **never))
    assert found(log, "announced", of="type:orders") == [0]
    assert found(log, "announced", "announced_bias_s", of="type:returns") == [1, 25]


@pytest.mark.parametrize("seed", range(3))
def test_the_functions_for_a_table_say_the_same_of_a_frame(seed):
    log = random_log(seed, 800, types=3, channels=2, later=True)
    contacts, rules = contacts_frame(log), overflow_frame(log)
    told = {
        "overflowed": overflowed.overflowed(contacts),
        "channel_changes": overflowed.channel_changes(contacts, rules),
        "offers": overflowed.offers(rules),
        "offers_accepted": overflowed.offers_accepted(rules),
        "announced": announced.announced_count(contacts),
        "announced_answered": announced.announced_answered(contacts),
        "announced_error_s": announced.announced_error(contacts),
        "announced_bias_s": announced.announced_bias(contacts),
        "sent_away": service.count(contacts, "sent_away"),
    }
    assert list(told.values()) == pytest.approx(found(log, *told))
    assert min(told[name] for name in ("overflowed", "channel_changes", "offers_accepted", "sent_away")) > 0
    # Without who accepted, every change of channel looks forced.
    assert overflowed.channel_changes(contacts) > told["channel_changes"]


def test_a_center_without_rules_counts_nothing():
    log = log_of([Contact(0, 9)])
    assert found(log, *overflowed.OVERFLOWED, *announced.ANNOUNCED[:2], "sent_away") == [0] * 7
    assert np.isnan(found(log, "announced_error_s", "announced_bias_s")).all()


def test_a_metric_of_ones_own_cannot_write_into_what_overflow_rules_did():
    log = log_of([Contact(0, 9)], overflow=[(0, "ask", 5, DECLINED)])
    locked = to_read(log)
    assert locked.overflow["did"].tolist() == [DECLINED]
    assert not locked.overflow["did"].flags.writeable
    assert log.overflow["did"].flags.writeable
