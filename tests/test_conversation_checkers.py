"""Every checker of conversations can fail, each on a good log in which one thing was spoiled."""

from functools import cache

import pytest
from building import OPENS_S
from checkers import check
from conversation_checkers import conversations_hold
from conversation_days import calls, day, says, writers
from spoiled_logs import each, is_found
from test_checkers import span

from simulator.engine.simulate import simulate
from simulator.log import EndedBy, SpanKind

NAN = float("nan")


@cache
def talked():
    """One agent with two slots. 0 is asleep from 120 to 210, 1 gives up a later reply, 2 the first; 3 is timed out.

    0: replies 0-20 and 210-240; 1: reply 20-50, message at 60, gone at 75, for the agent writes to 3 from 50 to 150.
    """
    scenario = writers(slots=4, inactive={"after": "100s"}, auto_close="5m", call={})
    workload = day(
        says(0, 20, (190, 30), wrap=10), says(5, 30, (10, 5, 15)), says(6, 5, patience=30), says(7, 100, (400, 5))
    )
    return scenario, workload, simulate(scenario, workload)


def test_a_good_log_passes():
    _, _, log = talked()
    check(*talked())
    assert log.contacts["ended_by"].tolist() == [EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.ABANDONED, EndedBy.TIME_OUT]


def reply(contact, number, column, value):
    """Return what writes ``value`` into a message, seconds counted from the opening."""

    def spoil(log):
        mine = (log.replies["contact"] == contact) & (log.replies["number"] == number)
        log.replies[column][mine] = value + OPENS_S if column.endswith("_s") else value

    return spoil


def contact(row, column, value):
    def spoil(log):
        log.contacts[column][row] = value + OPENS_S if column.endswith("_s") else value

    return spoil


def without_a_message(log):
    for name in log.replies:
        log.replies[name] = log.replies[name][1:]


@each(
    [
        (conversations_hold, "", reply(0, 1, "number", 3), "misses a message|not in order"),
        (conversations_hold, "", reply(0, 1, "asked_s", 1), "comes with another message"),
        (conversations_hold, "", reply(0, 2, "agent", 5), "several agents|no agent|somebody"),
        (conversations_hold, "", reply(0, 2, "begun_s", 209), "replied to before it asks"),
        (conversations_hold, "", reply(0, 2, "sent_s", 205), "sent, but was not begun|before it"),
        (conversations_hold, "", reply(0, 1, "sent_s", 215), "before the reply|answered"),
        (conversations_hold, "", reply(0, 2, "sent_s", 239), "last reply|than drawn"),
        (conversations_hold, "", reply(0, 2, "asked_s", 209), "another time than was drawn"),
        (conversations_hold, "", contact(0, "answered_s", 19), "answered"),
        (conversations_hold, "", contact(0, "closed_s", 251), "wrap-up of contact 0"),
        (conversations_hold, "", contact(1, "closed_s", 90), "closed, but not by an agent"),
        (conversations_hold, "", contact(1, "ended_by", EndedBy.ABANDONED), "leaves as another one"),
        (conversations_hold, "", contact(1, "ended_s", 76), "leaves at another time|does not end with it"),
        (conversations_hold, "", contact(3, "ended_s", 451), "closed at another time|does not end with it"),
        (conversations_hold, "", contact(3, "ended_by", EndedBy.STILL_OPEN), "open, but the run was not stopped"),
        (conversations_hold, "", span(SpanKind.INACTIVE, "from_s", OPENS_S + 119, contact=0), "nowhere|too early"),
        (conversations_hold, "", span(SpanKind.INACTIVE, "to_s", OPENS_S + 211, contact=0), "nowhere|sleeps on"),
        (conversations_hold, "", span(SpanKind.INACTIVE, "kind", SpanKind.IN_HAND, contact=0), "is not asleep"),
        (conversations_hold, "", span(SpanKind.IN_HAND, "kind", SpanKind.PAUSED, contact=0), "is PAUSED while"),
        (conversations_hold, "", span(SpanKind.REPLY, "kind", SpanKind.IN_HAND, contact=0), "not its spans"),
        (conversations_hold, "", span(SpanKind.REPLY, "agent", 1, contact=0), "with somebody else"),
        (conversations_hold, "", without_a_message, "misses a message|comes with another|has no message"),
    ]
)
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(talked(), checker, spoil, message)


def test_calls_are_no_conversations():
    scenario = writers(call={})
    workload = day(calls(0, 50))
    log = simulate(scenario, workload)
    check(scenario, workload, log)
    assert not log.replies


def test_too_much_in_a_hand_is_found():
    """Two conversations at once of one slot: the good log has room for both, the scenario asked for has not."""
    _, workload, log = talked()
    narrow = writers(slots=1, inactive={"after": "100s"}, auto_close="5m", call={})
    with pytest.raises(AssertionError, match=r"in one hand|too much in hand"):
        conversations_hold(narrow, workload, log)
