"""Conversations measured: an hour that a pencil can follow, beside calls, and what functions for a table say of it."""

import math

import numpy as np
import pytest
from hand_log import Contact, log_of

from simulator.catalogue import METRICS
from simulator.log import EndedBy, SpanKind
from simulator.metrics import conversations_held, conversed, replied
from simulator.metrics.agent_spans import agent_spans
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES, Summary, measure
from simulator.metrics.used import used
from simulator.metrics.values import metric_values, stack

QUEUE, REPLY, IN_HAND, INACTIVE = SpanKind.QUEUE, SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.INACTIVE
FRONT, BACK = 0, 1
NAN = math.nan


@pytest.fixture(scope="module")
def log():
    """An hour in two halves; back office has conversations (returns, chat, T 60 s), front calls (orders, voice).

    | row | arrived | taken | first reply | ended              | closed |
    | 0   | 0       | 0     | 40          | agent, 700         | 720    | asleep 300-600; the second message at 600
    | 1   | 20      | 50    | 1000        | customer, 1500     |        | asked again at 1200
    | 2   | 100     | 120   |             | abandoned, 200     |        |
    | 3   | 100     |       |             | abandoned, 150     |        | in the queue
    | 4   | 1800    | 1800  | 1830        | time-out, 3000     |        | asleep from 2000
    | 5   | 3500    | 3510  |             | still open         |        | the first reply begun at 3520
    | 6   | 10      | 10    | 10          | agent, 110         | 110    | a call
    """
    chat = {"type": 1, "channel": 1, "group": BACK}
    contacts = [
        Contact(0, 40, talk_s=660, wrap_up_s=20, assigned_s=0, **chat, spans=[
            (REPLY, BACK, 0, 40), (IN_HAND, BACK, 40, 300), (INACTIVE, BACK, 300, 600), (IN_HAND, BACK, 600, 650),
            (REPLY, BACK, 650, 700), (SpanKind.WRAP_UP, BACK, 700, 720)]),
        Contact(20, 980, EndedBy.CUSTOMER, talk_s=500, assigned_s=50, solved=0, **chat, spans=[
            (QUEUE, BACK, 20, 50), (IN_HAND, BACK, 50, 900), (REPLY, BACK, 900, 1000), (IN_HAND, BACK, 1000, 1500)]),
        Contact(100, 100, EndedBy.ABANDONED, assigned_s=120, **chat, spans=[
            (QUEUE, BACK, 100, 120), (IN_HAND, BACK, 120, 200)]),
        Contact(100, 50, EndedBy.ABANDONED, **chat, spans=[(QUEUE, BACK, 100, 150)]),
        Contact(1800, 30, EndedBy.TIME_OUT, talk_s=1170, assigned_s=1800, solved=0, **chat, spans=[
            (REPLY, BACK, 1800, 1830), (IN_HAND, BACK, 1830, 2000), (INACTIVE, BACK, 2000, 3000)]),
        Contact(3500, NAN, EndedBy.STILL_OPEN, queued_s=3500, assigned_s=3510, **chat, spans=[
            (QUEUE, BACK, 3500, 3510), (IN_HAND, BACK, 3510, 3520), (REPLY, BACK, 3520, 3600)]),
        Contact(10, 0, talk_s=100, group=FRONT),
    ]  # fmt: skip
    agent = 1
    replies = [
        (0, 1, agent, BACK, 0.0, 0.0, 40.0), (0, 2, agent, BACK, 600.0, 650.0, 700.0),
        (1, 1, agent, BACK, 20.0, 900.0, 1000.0), (1, 2, agent, BACK, 1200.0, NAN, NAN),
        (2, 1, agent, BACK, 100.0, NAN, NAN), (4, 1, agent, BACK, 1800.0, 1800.0, 1830.0),
        (5, 1, agent, BACK, 3500.0, 3520.0, NAN),
    ]  # fmt: skip
    stays = [(0, FRONT, 0.0, 3600.0), (agent, BACK, 0.0, 3600.0)]
    return log_of(
        contacts, None, replies=replies, stays=stays, slots=(1, 5), in_slots=(False, True), stops_s=3600.0
    )  # fmt: skip


def value(summary: Summary, name: str, of: str = "all", interval: str | None = None) -> float:
    place = summary.cells.index(Cell(of, interval))
    if name in METRICS:
        return float(metric_values(METRICS[name], stack([summary]), np.array([place]))[0, 0])
    return float(summary.sums[MEASURES.index(name), place])


def values(log, *names, of="all", interval=None):
    summary = measure(log)
    return [value(summary, name, of, interval) for name in names]


def test_answered_is_the_first_reply_and_abandoned_who_left_before_it(log):
    names = ("arrived", "offered", "answered", "abandoned", "still_open", "asa_s", "answered_in_time")
    # The wait ends with the first reply: 40, 980 and 30 s; T is 60 s.
    assert values(log, *names, of="type:returns") == [6, 6, 3, 2, 1, 1050 / 3, 2]
    # In the service level: three answered, two abandoned; the one still open for 100 s is late.
    assert values(log, "service_level", of="type:returns") == [2 / 6]
    assert values(log, "closed", "aht_s", of="type:returns") == [1, 40 + 50 + 20]


def test_what_became_of_conversations_adds_up(log):
    for of in ("all", "type:returns", "channel:chat", "group:back"):
        names = ("resolved", "left_waiting", "timed_out", "abandoned_in_hand", "open_conversations", "conversations")
        assert values(log, *names, of=of) == [1, 1, 1, 1, 1, 5], of
        assert values(log, "left_waiting_share", "timed_out_share", of=of) == [0.2, 0.2]
        # Taken after 0, 30, 20, 0 and 10 s.
        assert values(log, "assigned_s_mean", "resolution_s_mean", of=of) == [12, 700]
    assert values(log, "conversations", of="group:front") == [0]
    assert values(log, "conversations", "timed_out", of="type:returns", interval="00:30-01:00") == [2, 1]
    assert values(log, "conversations_per_hour", "conversations_per_agent_hour") == [5, 2.5]
    assert values(log, "conversations_per_agent_hour", of="group:back") == [5]


def test_times_to_a_reply_and_which_were_in_time(log):
    assert values(log, "replies", "reply_s_mean") == [4, (40 + 100 + 980 + 30) / 4]
    summary = measure(log)
    assert value(summary, "reply_s_p50") == 40
    assert value(summary, "reply_s_p90") == pytest.approx(980, rel=0.004)
    assert value(summary, "reply_s_p90", "type:returns", "00:30-01:00") == 30
    assert math.isnan(value(summary, "reply_s_p50", "type:orders"))
    # In time are 40 and 30 s; of seven messages the last one is open for 100 s, so it is late.
    assert value(summary, "replied_in_time") == 2 / 7
    # First replies after 40, 980 and 30 s.
    assert value(summary, "first_reply_after_15min") == 1 / 3


def test_a_message_that_has_not_waited_for_long_is_not_yet_decided(log):
    table = {name: log.replies[name] for name in ("number", "asked_s", "sent_s")}
    assert replied.replied_in_time(table, 60, 3600) == 2 / 7
    assert replied.replied_in_time(table, 120, 3600) == 3 / 6


def test_agents_are_engaged_active_and_in_focus(log):
    # In hand, active: row 0 0-300 and 600-720; row 1 50-1500; row 2 120-200; row 4 1800-2000; row 5 3510-3600.
    active_s, inactive_s = 420 + 1450 + 80 + 200 + 90, 300 + 1000
    engaged_s = 1500 + 200 + 90
    focus_s = 40 + 50 + 20 + 100 + 30 + 80
    assert values(log, "active_s", "inactive_s", "busy_s", "focus_s", "slot_s", of="group:back") == [
        active_s, inactive_s, engaged_s, focus_s, active_s
    ]  # fmt: skip
    names = ("active_mean", "inactive_mean", "open_mean", "occupancy", "occupancy_in_focus", "slot_load")
    assert values(log, *names, of="group:back") == [
        active_s / 3600, inactive_s / 3600, (active_s + inactive_s) / 3600, engaged_s / 3600, focus_s / 3600,
        active_s / 3600 / 5,
    ]  # fmt: skip
    assert values(log, "active_mean", "occupancy_in_focus", of="group:front") == [0, 100 / 3600]
    assert values(log, "active_mean") == [active_s / 7200]


def test_functions_for_a_table_say_the_same(log):
    mine = np.arange(6)
    table = {name: log.contacts[name][mine] for name in log.contacts}
    summary = measure(log)
    for name, function in (
        ("conversations", conversed.conversations),
        ("assigned_s_mean", conversed.mean_wait_until_assigned),
        ("resolution_s_mean", conversed.mean_time_to_resolution),
        ("left_waiting", conversed.left_waiting),
        ("left_waiting_share", conversed.left_waiting_share),
        ("timed_out", conversed.timed_out),
        ("timed_out_share", conversed.timed_out_share),
        ("abandoned_in_hand", conversed.abandoned_in_hand),
        ("open_conversations", conversed.open_conversations),
    ):
        assert function(table) == value(summary, name, "type:returns"), name
    assert conversed.conversations_per_hour(table, 2.0) == value(summary, "conversations_per_agent_hour")
    assert replied.reply_quantile(log.replies, 0.5) == value(summary, "reply_s_p50")
    assert replied.first_reply_after_15min(log.replies) == value(summary, "first_reply_after_15min")
    spans = {name: column[log.spans["contact"] != 6] for name, column in log.spans.items()}
    assert conversations_held.mean_in_hand(spans, 3600.0) == value(summary, "active_mean", "group:back")
    assert conversations_held.mean_in_hand(spans, 3600.0, (INACTIVE,)) == value(summary, "inactive_mean", "group:back")


def test_who_had_to_wait_is_who_was_not_assigned_at_once(log):
    found = used(log)
    assert found.queued_in[:, 0].tolist() == [0, 4]
    assert found.queued_by[1].tolist() == [0, 3]
    assert found.served_by[1].tolist() == [0, 3]


def test_the_agents_picture_knows_how_many_are_active(log):
    spans = agent_spans(log)
    mine = spans["agent"] == 1
    seen = [(spans["from_s"][i], spans["state"][i], spans["in_hand"][i]) for i in np.flatnonzero(mine)]
    assert seen[:4] == [(0, 1, 1), (40, 1, 1), (50, 1, 2), (120, 1, 3)]
    assert (1500, 0, 0) in seen
    assert (2000, 0, 0) in seen


def test_what_was_handed_over_and_parked_counts_when_the_agent_left_and_reading_where_it_begins():
    chat = {"type": 1, "channel": 1, "group": BACK}
    spans = [
        (REPLY, BACK, 0, 40), (IN_HAND, BACK, 40, 600), (QUEUE, BACK, 600, 1750), (SpanKind.READING, BACK, 1750, 1840),
        (REPLY, BACK, 1840, 1900), (SpanKind.PARKED, BACK, 2400, 3600),
    ]  # fmt: skip
    log = log_of(
        [Contact(0, 40, EndedBy.STILL_OPEN, assigned_s=0, spans=spans, **chat)], None,
        replies=[(0, 1, 1, BACK, 0.0, 0.0, 40.0), (0, 2, 1, BACK, 500.0, 1840.0, 1900.0)],
        hand_overs=[(0, 1, BACK, 300.0, 0, 0), (0, 1, BACK, 600.0, 0, 1), (0, 1, BACK, 2400.0, 1, 1)],
        stays=[(0, FRONT, 0.0, 3600.0), (1, BACK, 0.0, 3600.0)], slots=(1, 5), in_slots=(False, True), stops_s=3600.0,
    )  # fmt: skip
    names = ("handed_over", "handed_over_waiting_share", "parked", "reading_hours")
    for of in ("all", "type:returns", "channel:chat", "group:back"):
        assert values(log, *names, of=of) == [2, 0.5, 1, 90 / 3600], of
    assert values(log, *names[:1], *names[2:], of="group:front") == [0, 0, 0]
    assert values(log, *names, of="group:back", interval="00:00-00:30") == [2, 0.5, 0, 90 / 3600]
    assert values(log, "handed_over", "parked", of="all", interval="00:30-01:00") == [0, 1]
    # Reading is work on an active conversation, parked is neither active nor inactive.
    assert values(log, "active_mean", "inactive_mean", of="group:back") == [(600 + 150) / 3600, 0]
