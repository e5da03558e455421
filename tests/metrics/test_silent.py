"""Silent customers measured: an hour that a pencil can follow, of conversations and of chats without replies."""

import math

import pytest
from hand_log import Contact, log_of

from simulator.catalogue import METRICS
from simulator.log import NOBODY, Cause, EndedBy, Names, SilenceEnd, SpanKind
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES, measure
from simulator.metrics.values import metric_values, stack

QUEUE, UNNOTICED, IN_VAIN, IN_HAND, WRAP_UP = (
    SpanKind.QUEUE, SpanKind.UNNOTICED, SpanKind.IN_VAIN, SpanKind.IN_HAND, SpanKind.WRAP_UP,
)  # fmt: skip
TWO = Names(("messages", "chats"), ("messaging", "chat"), ("writers", "talkers"))
WRITERS, TALKERS = 0, 1
NAN = math.nan


def values(log, *names, of="all", interval=None):
    summary = measure(log)
    place = summary.cells.index(Cell(of, interval))
    return [float(metric_values(METRICS[name], stack([summary]), [place])[0, 0]) for name in names]


@pytest.fixture(scope="module")
def log():
    """An hour in two halves. T is 60 s for messages (conversations), 20 s for chats.

    | row | arrived | left silently | taken | written to | over                  |
    | 0   | 0       |               | 0     | 40         | answered, closed 100  | nobody silent
    | 1   | 10      | 40            | 50    | 60         | 360, noticed          | seems answered after 50 s: in time
    | 2   | 20      | 50            | 70    | 90         | 390, noticed          | seems answered after 70 s: late
    | 3   | 30      | 60            |       |            | 1800, sent away       |
    | 4   | 100     |               | 100   | 110        | abandoned, 700        | openly, in the queue
    | 5   | 3590    | 3595          |       |            |                       | still there, T not over
    | 6   | 0       | 900           | 0     | 1000       | 1030, closed in vain  | left after the first reply
    | 7   | 1900    | 1910          | 1915  | 1915       | 2095, noticed         | a chat: seems answered after 15 s
    | 8   | 1950    | 1960          | 1990  | 2000       | 2170, noticed         | a chat: seems answered after 40 s
    """
    w = {"type": 0, "channel": 0, "group": WRITERS}
    t = {"type": 1, "channel": 1, "group": TALKERS}
    gone = EndedBy.ABANDONED
    contacts = [
        Contact(0, 40, talk_s=60, assigned_s=0, **w, spans=[
            (SpanKind.REPLY, WRITERS, 0, 40), (IN_HAND, WRITERS, 40, 100)]),
        Contact(10, 30, gone, **w, spans=[
            (QUEUE, WRITERS, 10, 40), (UNNOTICED, WRITERS, 40, 50), (IN_VAIN, WRITERS, 50, 60),
            (IN_HAND, WRITERS, 60, 360)]),
        Contact(20, 30, gone, **w, spans=[
            (QUEUE, WRITERS, 20, 50), (UNNOTICED, WRITERS, 50, 70), (IN_VAIN, WRITERS, 70, 90),
            (IN_HAND, WRITERS, 90, 390)]),
        Contact(30, 30, gone, **w, spans=[(QUEUE, WRITERS, 30, 60), (UNNOTICED, WRITERS, 60, 1800)]),
        Contact(100, 600, gone, **w, spans=[(QUEUE, WRITERS, 100, 700)]),
        Contact(3590, 5, gone, **w, spans=[(QUEUE, WRITERS, 3590, 3595), (UNNOTICED, WRITERS, 3595, 3600)]),
        Contact(0, 30, EndedBy.CUSTOMER, talk_s=870, assigned_s=0, solved=0, **w, spans=[
            (SpanKind.REPLY, WRITERS, 0, 30), (IN_HAND, WRITERS, 30, 800), (SpanKind.REPLY, WRITERS, 800, 900),
            (IN_VAIN, WRITERS, 900, 1000), (WRAP_UP, WRITERS, 1000, 1030)]),
        Contact(1900, 10, gone, **t, spans=[
            (QUEUE, TALKERS, 1900, 1910), (UNNOTICED, TALKERS, 1910, 1915), (IN_HAND, TALKERS, 1915, 2095)]),
        Contact(1950, 10, gone, **t, spans=[
            (QUEUE, TALKERS, 1950, 1960), (UNNOTICED, TALKERS, 1960, 1990), (IN_VAIN, TALKERS, 1990, 2000),
            (IN_HAND, TALKERS, 2000, 2170)]),
    ]  # fmt: skip
    replies = [
        (0, 1, WRITERS, WRITERS, 0.0, 0.0, 40.0), (6, 1, WRITERS, WRITERS, 0.0, 0.0, 30.0),
        (6, 2, WRITERS, WRITERS, 700.0, 800.0, NAN),
    ]  # fmt: skip
    noticed, away, vain = (int(one) for one in (SilenceEnd.NOTICED, SilenceEnd.SENT_AWAY, SilenceEnd.CLOSED_IN_VAIN))
    silences = [
        (1, 40.0, WRITERS, 50.0, 60.0, 360.0, noticed), (2, 50.0, WRITERS, 70.0, 90.0, 390.0, noticed),
        (3, 60.0, NOBODY, NAN, NAN, 1800.0, away), (6, 900.0, WRITERS, 0.0, 1000.0, 1030.0, vain),
        (7, 1910.0, TALKERS, 1915.0, 1915.0, 2095.0, noticed), (8, 1960.0, TALKERS, 1990.0, 2000.0, 2170.0, noticed),
        (5, 3595.0, NOBODY, NAN, NAN, NAN, int(SilenceEnd.NOT_YET)),
    ]  # fmt: skip
    stays = [(0, WRITERS, 0.0, 3600.0), (1, TALKERS, 0.0, 3600.0)]
    return log_of(
        contacts, None, names=TWO, within_s=(60.0, 20.0), replies=replies, silences=silences, stays=stays,
        slots=(3, 4), in_slots=(True, True), by_replies=(True, False), fills=((1, 1), (1, 2)),
    )  # fmt: skip


def test_who_left_silently_has_left_all_the_same(log):
    names = ("silent", "silent_share", "abandoned", "left_waiting", "abandonment_rate", "closed_in_vain")
    assert values(log, *names) == [7, 7 / 8, 7, 1, 7 / 9, 1]
    assert values(log, *names, of="type:messages") == [5, 5 / 6, 5, 1, 5 / 7, 1]
    assert values(log, "silent", of="channel:chat") == [2]
    assert values(log, "silent", "silent_share", interval="00:30-01:00") == [3, 1]


def test_the_center_sees_some_answered_in_time_and_does_not_judge_others(log):
    # Of messages: 0 and 6 in time of seven; without the one sent away and the one still open, and with 1 in time.
    assert values(log, "service_level", "apparent_service_level", of="type:messages") == [2 / 7, 3 / 5]
    # Of chats an agent's taking it answers: 7 after 15 s, 8 after 40 s.
    assert values(log, "service_level", "apparent_service_level", of="type:chats") == [0, 1 / 2]
    assert values(log, "apparent_service_level") == [4 / 7]
    # It sees one leave.
    assert values(log, "apparent_abandonment_rate", "abandonment_rate") == [1 / 9, 7 / 9]


def test_work_and_slots_go_to_who_is_not_there(log):
    writers_s, talkers_s = 10 + 20 + 100 + 30, 10
    assert values(log, "in_vain_hours", of="group:writers") == [writers_s / 3600]
    assert values(log, "in_vain_hours", of="group:talkers") == [talkers_s / 3600]
    in_hand_s = 310 + 320 + 130
    assert values(log, "silent_slot_hours", of="group:writers") == [in_hand_s / 3600]
    assert values(log, "silent_slot_hours") == [(in_hand_s + 180 + 180) / 3600]
    assert values(log, "silent_slot_hours", interval="00:30-01:00") == [360 / 3600]
    # What talkers have in hand fills twice as much of it.
    assert values(log, "silent_slot_share", of="group:talkers") == [1]
    assert values(log, "silent_slot_share", of="group:writers") == [in_hand_s / (in_hand_s + 100 + 900)]
    assert values(log, "silent_slot_share") == [(in_hand_s + 2 * 360) / (in_hand_s + 100 + 900 + 2 * 360)]


def test_without_silent_customers_what_seems_to_be_is_what_is():
    log = log_of([Contact(0, 10, talk_s=60), Contact(5, 90, EndedBy.ABANDONED), Contact(9, 30, talk_s=5)], None)
    assert values(log, "apparent_service_level", "apparent_abandonment_rate") == [1 / 3, 1 / 3]
    assert values(log, "silent", "closed_in_vain", "in_vain_hours", "silent_slot_hours") == [0, 0, 0, 0]
    assert math.isnan(values(log, "silent_share", of="type:returns")[0])


def test_who_was_moved_counts_as_what_they_came_as():
    """Somebody moved from messages to chats, after 100 s, who leaves silently and is taken 10 s later."""
    contacts = [
        Contact(0, 100, EndedBy.MOVED, ended_s=100, type=0, channel=0, spans=[(QUEUE, WRITERS, 0, 100)]),
        Contact(100, 20, EndedBy.ABANDONED, type=1, channel=1, case=0, parent=0, cause=Cause.OVERFLOW, spans=[
            (QUEUE, TALKERS, 100, 120), (UNNOTICED, TALKERS, 120, 130), (IN_HAND, TALKERS, 130, 310)]),
    ]  # fmt: skip
    silences = [(1, 120.0, TALKERS, 130.0, 130.0, 310.0, int(SilenceEnd.NOTICED))]

    def day(within_s):
        return log_of(
            contacts, None, names=TWO, within_s=(within_s, 20.0), silences=silences,
            in_slots=(True, True), by_replies=(True, False),
        )  # fmt: skip

    assert values(day(130.0), "service_level", "apparent_service_level", of="type:messages") == [0, 1]
    assert values(day(129.0), "apparent_service_level", of="type:messages") == [0]
    assert math.isnan(values(day(130.0), "apparent_service_level", of="type:chats")[0])
    assert values(day(130.0), "silent", of="type:chats") == [1]
    assert {"silent", "apparent_in_time"} <= set(MEASURES)
