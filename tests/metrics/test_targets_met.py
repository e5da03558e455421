"""Functions for a table say of targets of conversations what the measures of a log say, by the clock and by hours."""

import math

import numpy as np
import pytest
from hand_log import Contact, log_of

from simulator.log import Cause, EndedBy
from simulator.log.reply_targets import ConversationTargets
from simulator.metrics.measure import MEASURES, measure
from simulator.metrics.targets_met import first_reply_in_target, reply_in_target, solved_in_target
from simulator.metrics.time_in_hours import between

CHAT = {"type": 1, "channel": 1, "group": 1}
NAN = math.nan
HOURS = [(0.0, 100.0), (500.0, 3600.0)]


def logs(within_s: float, hours, counts_all: bool):
    """Return a log of conversations of one type, perhaps with hours.

    | row | arrived | first reply | later                    | ended           |
    | 0   | 0       | 60          | asked 600, sent 640      | agent, 640      |
    | 1   | 20      | 90          |                          | agent, unsolved |
    | 2   | 40      |             |                          | abandoned       |
    | 3   | 50      | 520         | asked 600, never answered| customer        |
    | 4   | 3550    |             |                          | still open      |
    | 5   | 700     | moved to 6                                              |
    | 6   | 700     | 760         |                          | agent, 760      |
    | 7   | 900     |             |                          | blocked         |
    """
    contacts = [
        Contact(0, 60, talk_s=580, **CHAT),
        Contact(20, 70, talk_s=0, solved=0, **CHAT),
        Contact(40, 30, EndedBy.ABANDONED, **CHAT),
        Contact(50, 470, EndedBy.CUSTOMER, talk_s=200, solved=0, **CHAT),
        Contact(3550, NAN, EndedBy.STILL_OPEN, queued_s=3550, **CHAT),
        Contact(700, 0, EndedBy.MOVED, **CHAT),
        Contact(700, 60, talk_s=0, parent=5, cause=Cause.OVERFLOW, case=5, **CHAT),
        Contact(900, NAN, EndedBy.BLOCKED, **CHAT),
    ]
    replies = [
        (0, 1, 1, 1, 0.0, 0.0, 60.0), (0, 2, 1, 1, 600.0, 600.0, 640.0), (1, 1, 1, 1, 20.0, 60.0, 90.0),
        (3, 1, 1, 1, 50.0, 500.0, 520.0), (3, 2, 1, 1, 600.0, NAN, NAN), (4, 1, 1, 1, 3550.0, NAN, NAN),
        (6, 1, 1, 1, 700.0, 700.0, 760.0),
    ]  # fmt: skip
    log = log_of(contacts, None, replies=replies, stays=[(1, 1, 0.0, 3600.0)], stops_s=3600.0)
    times = np.array([NAN, within_s])
    which = (None, None if hours is None else np.array(hours))
    vars(log.facts)["targets"] = ConversationTargets(times, times, times, np.array([False, counts_all]), which)
    return log


def measured(log, what):
    sums = {name: measure(log).sums[MEASURES.index(f"{what}_{name}"), 0] for name in ("met", "judged")}
    return sums["met"] / sums["judged"] if sums["judged"] else NAN


@pytest.mark.parametrize("hours", [None, HOURS])
@pytest.mark.parametrize("within_s", [10.0, 40.0, 50.0, 60.0, 70.0, 100.0, 120.0, 640.0, 1e6])
@pytest.mark.parametrize("counts", ["owed", "open"])
def test_functions_for_a_table_say_the_same(hours, within_s, counts):
    log = logs(within_s, hours, counts == "open")
    contacts, replies = log.contacts, log.replies
    asked = (within_s, 3600.0, hours)
    assert first_reply_in_target(contacts, *asked) == measured(log, "first_replies")
    assert solved_in_target(contacts, replies, *asked, counts=counts) == measured(log, "solved")
    # A message is of the contact that it is in then; what is open is known to the log alone.
    closed = {name: column[replies["contact"] != 3] for name, column in replies.items()}
    # Seven messages, of which one is open for 50 s; of the two of contact 3 the first was answered.
    judged, answered = 6 + (within_s < 50), within_s >= between(50, 520, hours)
    expected = reply_in_target(closed, *asked) * (judged - 2) + answered
    assert measured(log, "replies") * judged == pytest.approx(expected)


def test_what_is_counted_by_hand():
    table = logs(60.0, None, False)
    # 60, 70 and 470 s, 60 s of the moved one; one left, one open for 50 s, one blocked.
    assert first_reply_in_target(table.contacts, 60, 3600) == 2 / 5
    assert first_reply_in_target(table.contacts, 49, 3600) == 0 / 6
    # Solved after 60 + 40 s, and after 60 s; one unsolved, one left, one left waiting.
    assert solved_in_target(table.contacts, table.replies, 60, 3600) == 1 / 5
    assert solved_in_target(table.contacts, table.replies, 100, 3600) == 2 / 5
    assert solved_in_target(table.contacts, table.replies, 639, 3600, counts="open") == 1 / 5
    assert solved_in_target(table.contacts, table.replies, 640, 3600, counts="open") == 2 / 5
    # Of 470 s, 50 and 20 were inside the hours.
    assert first_reply_in_target(table.contacts, 70, 3600, HOURS) == 4 / 5


def test_without_answers_a_table_says_when_they_were_by_the_wait():
    table = {"ended_by": ["agent", "abandoned"], "arrived_s": [0.0, 0.0], "wait_s": [60.0, 5.0], "ended_s": [60.0, 5.0]}
    messages = {"contact": [0], "number": [1], "asked_s": [0.0], "sent_s": [60.0]}
    assert first_reply_in_target(table, 60) == 0.5
    assert solved_in_target(table, messages, 60) == 0.5
    assert solved_in_target(table, messages, 59) == 0.0


def test_time_between_instants_inside_hours():
    hours = [(10.0, 20.0), (30.0, 40.0), (50.0, 60.0)]
    for from_s, to_s, found in (
        (0, 5, 0), (0, 10, 0), (0, 15, 5), (12, 15, 3), (10, 20, 10), (15, 35, 10), (20, 30, 0), (25, 100, 20),
        (0, 100, 30), (60, 70, 0), (39, 51, 2),
    ):  # fmt: skip
        assert between(float(from_s), float(to_s), hours) == found, (from_s, to_s)
    assert between(0.0, 5.0, []) == 0
    assert np.isnan(between(np.array([np.nan]), np.array([5.0]), hours)).all()
