"""Each invariant of conversations catches a log in which one thing was spoiled."""

from dataclasses import replace

import numpy as np
import pytest
from conversation_checkers import conversations_hold
from conversation_days import calls, day, says, writers

from simulator.engine.simulate import simulate
from simulator.log import EndedBy, SpanKind

SLEEPY = {"after": "30s"}
CENTER = writers(call={}, inactive=SLEEPY, auto_close="10m")
DAY = day(
    says(0, 10, (100, 20), wrap=5),
    says(5, 30, (20, 10, 200)),
    calls(400, 50),
    says(500, 10, (900, 5)),
    says(1200, 60, patience=20),
)


def spoiled(table, where, column, value):
    """Return the log of the day with one number of a table changed."""
    log = simulate(CENTER, DAY)
    columns = dict(getattr(log, table))
    changed = columns[column].astype(float if column.endswith("_s") else columns[column].dtype)
    changed[where(log)] = value if not callable(value) else value(changed[where(log)])
    return replace(log, **{table: columns | {column: changed}})


def message(row, number):
    return lambda log: np.flatnonzero((log.replies["contact"] == row) & (log.replies["number"] == number))


def span(row, kind):
    return lambda log: np.flatnonzero((log.spans["contact"] == row) & (log.spans["kind"] == kind))[:1]


def contact(row):
    return lambda _: row


def later(by_s):
    return lambda time_s: time_s + by_s


def test_the_good_log_holds():
    log = simulate(CENTER, DAY)
    conversations_hold(CENTER, DAY, log)
    ends = [EndedBy.AGENT, EndedBy.AGENT, EndedBy.AGENT, EndedBy.TIME_OUT, EndedBy.ABANDONED]
    assert log.contacts["ended_by"].tolist() == ends


@pytest.mark.parametrize(
    ("table", "where", "column", "value", "says_so"),
    [
        ("replies", message(0, 2), "number", 3, "misses a message"),
        ("replies", message(0, 1), "asked_s", later(1), "comes with another message"),
        ("replies", message(0, 2), "begun_s", later(-500), "replied to before it asks"),
        ("replies", message(0, 2), "sent_s", later(-50), "but was not begun"),
        ("replies", message(0, 1), "sent_s", later(500), "writes once more before the reply"),
        ("contacts", contact(0), "answered_s", later(1), "answered at another time than the first reply is sent"),
        ("contacts", contact(0), "answered_by", 7, "answered by somebody else"),
        ("contacts", contact(0), "ended_s", later(1), "does not end with its last reply"),
        ("contacts", contact(0), "closed_s", later(1), "the wrap-up of contact 0 is not as drawn"),
        ("contacts", contact(3), "ended_s", later(1), "closed at another time"),
        ("contacts", contact(3), "ended_by", EndedBy.CUSTOMER, "leaves, but was replied to"),
        ("contacts", contact(4), "ended_by", EndedBy.CUSTOMER, "leaves as another one"),
        ("contacts", contact(4), "ended_s", later(1), "leaves at another time than it would"),
        ("replies", message(0, 2), "asked_s", later(-1), "writes at another time than was drawn"),
        ("spans", span(0, SpanKind.REPLY), "to_s", later(-1), "is nowhere for a while"),
        ("spans", span(0, SpanKind.INACTIVE), "kind", SpanKind.IN_HAND, "contact 0 is not asleep"),
        ("spans", span(0, SpanKind.INACTIVE), "kind", SpanKind.TALK, "but something else is done"),
        ("spans", span(1, SpanKind.IN_HAND), "kind", SpanKind.PAUSED, "is PAUSED while"),
        ("spans", span(1, SpanKind.IN_HAND), "kind", SpanKind.REPLY, "replies are not its spans"),
        ("spans", span(0, SpanKind.REPLY), "agent", 3, "is with somebody else"),
    ],
)
def test_a_spoiled_log_is_caught(table, where, column, value, says_so):
    with pytest.raises(AssertionError, match=says_so):
        conversations_hold(CENTER, DAY, spoiled(table, where, column, value))


def test_hands_that_are_too_full_are_caught():
    log = simulate(CENTER, DAY)
    smaller = writers(call={}, slots=1, inactive=SLEEPY, auto_close="10m")
    with pytest.raises(AssertionError, match="too much in hand"):
        conversations_hold(smaller, DAY, log)
