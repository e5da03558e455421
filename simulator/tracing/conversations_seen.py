"""Conversations in a replication: their messages and replies, and what lies in an agent's hand."""

from dataclasses import dataclass
from math import isnan

import numpy as np

from simulator.log import SpanKind
from simulator.metrics.outcomes import floats
from simulator.tracing.playback import OneSpan, Playback
from simulator.tracing.silences_seen import was_taken_in_vain, was_told_at

ACTIVE = (SpanKind.READING, SpanKind.REPLY, SpanKind.IN_VAIN, SpanKind.IN_HAND, SpanKind.PAUSED)
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
    """Return whether a contact is a conversation that an agent took, be it that its customer had left before."""
    by_replies = play.log.facts.by_replies
    return bool(messages_of(play, row)) or (
        was_taken_in_vain(play, row) and bool(by_replies[play.number("channel", row)])
    )


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


def handed_over_by(play: Playback, row: int, time_s: float) -> LaidDown | None:
    """Return who handed over a conversation that waits for an agent again at an instant, or is taken over then.

    None where nobody did, or it has been in a hand since.
    """
    before = [one for one in laid_down(play, row) if one.at_s <= time_s]
    if not before or before[-1].is_parked or _was_in_hand(play, row, before[-1].at_s, time_s, whole=False):
        return None
    return before[-1]


@dataclass(frozen=True)
class InNoHand:
    """A conversation that lies in no hand at an instant and does not wait in a queue."""

    row: int
    laid: LaidDown
    owed_since_s: float | None
    """Since when a message waits for a reply; None: the customer is to write."""


def in_no_hand(play: Playback, time_s: float) -> list[InNoHand]:
    """Return what is parked at an instant, or belongs to nobody until the customer writes, by the contact's number."""
    log = play.log
    if not log.hand_overs or time_s >= log.facts.stops_s:
        return []
    rows = np.unique(log.hand_overs["contact"][floats(log.hand_overs["at_s"]) <= time_s]).tolist()
    waits = {one.contact for one in play.at(time_s) if one.kind is SpanKind.QUEUE}
    found = []
    for row in rows:
        last = [one for one in laid_down(play, row) if one.at_s <= time_s][-1]
        if row in waits or play.time("ended_s", row) <= time_s or _was_in_hand(play, row, last.at_s, time_s):
            continue
        owed_s = [one.asked_s for one in messages_of(play, row) if one.asked_s <= time_s and not one.sent_s <= time_s]
        found.append(InNoHand(row, last, max(owed_s, default=None)))
    return found


def _was_in_hand(play: Playback, row: int, laid_s: float, time_s: float, *, whole: bool = True) -> bool:
    """Return whether somebody had a conversation in hand between two instants, the last one included if ``whole``."""
    return any(
        one.kind not in (SpanKind.QUEUE, SpanKind.PARKED)
        and one.to_s > laid_s
        and (one.from_s <= time_s if whole else one.from_s < time_s)
        for one in play.spans_of_contact(row)
    )


def owed_since(play: Playback, row: int, time_s: float) -> float | None:
    """Return since when a conversation in hand waits for a reply at an instant; None where it waits for none.

    Of a reply that is sent, or given up, at the instant it is the wait that ends then. For the first reply a customer
    waits from where the wait began.
    """
    if was_told_at(play, row, time_s):
        return None
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
    # Who takes over what was handed over is assigned it, too.
    taken_s = [one.time_s for one in play.taken_by.get(agent, ()) if one.time_s <= time_s]
    return taken_s, sent_s[sent_s <= time_s].tolist()


def units_asleep(play: Playback, span: OneSpan) -> int:
    """Return how much of a hand an inactive conversation fills, in the engine's units."""
    slots = play.tables.channels.slots[play.number("channel", span.contact)]
    return 0 if slots is None or slots.by_replies is None else slots.by_replies.asleep
