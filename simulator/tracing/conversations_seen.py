"""Conversations in a replication: their messages and replies, and what lies in an agent's hand."""

from dataclasses import dataclass
from math import isnan

from simulator.log import SpanKind
from simulator.tracing.playback import OneSpan, Playback

ACTIVE = (SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.PAUSED)
"""What goes on with a conversation in hand that is active, but for its wrap-up."""
OPEN = (*ACTIVE, SpanKind.INACTIVE)


@dataclass(frozen=True)
class OneMessage:
    """A row of the log's table ``replies``."""

    number: int
    agent: int
    asked_s: float
    begun_s: float
    sent_s: float


def messages_of(play: Playback, row: int) -> list[OneMessage]:
    """Return the messages of a conversation that an agent took, in order; nothing of any other contact."""
    if not play.log.replies:
        return []
    mine = play.log.replies["contact"] == row
    columns = (play.log.replies[name][mine].tolist() for name in ("number", "agent", "asked_s", "begun_s", "sent_s"))
    return [OneMessage(*one) for one in zip(*columns, strict=True)]


def is_conversation(play: Playback, row: int) -> bool:
    """Return whether a contact is a conversation that an agent took."""
    return bool(messages_of(play, row))


@dataclass(frozen=True)
class LaidDown:
    """A row of the log's table ``hand_overs``."""

    agent: int
    at_s: float
    is_parked: bool
    is_owed: bool


def laid_down(play: Playback, row: int) -> list[LaidDown]:
    """Return how often, and by whom, a conversation was handed over or parked, in order of time."""
    if not play.log.hand_overs:
        return []
    mine = play.log.hand_overs["contact"] == row
    columns = (play.log.hand_overs[name][mine].tolist() for name in ("agent", "at_s", "parked", "owed"))
    return [
        LaidDown(agent, at_s, bool(is_parked), bool(is_owed))
        for agent, at_s, is_parked, is_owed in zip(*columns, strict=True)
    ]


def owed_since(play: Playback, row: int, time_s: float) -> float | None:
    """Return since when a conversation in hand waits for a reply at an instant; None where it waits for none.

    Of a reply that is sent, or given up, at the instant it is the wait that ends then. For the first reply a customer
    waits from where the wait began.
    """
    for one in messages_of(play, row):
        if one.asked_s <= time_s and (isnan(one.sent_s) or one.sent_s >= time_s):
            queued_s = play.time("queued_s", row)
            return queued_s if one.number == 1 and not isnan(queued_s) else one.asked_s
    return None


def conversed_by(play: Playback, agent: int, time_s: float) -> tuple[list[float], list[float]]:
    """Return when an agent was assigned conversations up to an instant, and when they sent replies.

    A reply that takes no time, and all that does, is in no span.
    """
    if not play.log.replies:
        return [], []
    mine = play.log.replies["agent"] == agent
    sent_s = play.log.replies["sent_s"][mine]
    rows = play.log.replies["contact"][mine & (play.log.replies["number"] == 1)]
    assigned_s = play.log.contacts["assigned_s"][rows]
    return assigned_s[assigned_s <= time_s].tolist(), sent_s[sent_s <= time_s].tolist()


def units_asleep(play: Playback, span: OneSpan) -> int:
    """Return how much of a hand an inactive conversation fills, in the engine's units."""
    slots = play.tables.channels.slots[play.number("channel", span.contact)]
    return 0 if slots is None or slots.by_replies is None else slots.by_replies.asleep
