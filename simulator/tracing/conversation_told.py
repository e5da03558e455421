"""The course of a conversation: messages, replies, when it becomes inactive and active again, how it ends.

Who takes it is a decision of the engine, told as of any contact; all else stands in its spans and its messages.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import isnan

from simulator.log import EndedBy, SpanKind
from simulator.tracing.conversations_seen import (
    OneMessage,
    handed_over_by,
    is_conversation,
    laid_down,
    messages_of,
    owed_since,
)
from simulator.tracing.happenings import Happening, What
from simulator.tracing.in_order import InOrder, happening
from simulator.tracing.playback import Playback

_ENDS = {EndedBy.CUSTOMER: What.LEFT_WAITING, EndedBy.TIME_OUT: What.TIMED_OUT}


def course_of(play: Playback, row: int) -> Iterator[InOrder]:
    """Yield what happened in a conversation, in order of time; nothing of any other contact."""
    if not is_conversation(play, row):
        return
    messages = messages_of(play, row)
    for one in messages:
        if one.number > 1:
            told = happening(play, row, one.asked_s, What.MESSAGE, number=one.number)
            yield InOrder(one.asked_s, -0.75, told)
        if not isnan(one.sent_s):
            # Of one instant a reply is sent before anything is decided; one of no length after it was taken.
            place = -1.0 if one.sent_s > play.time("assigned_s", row) else len(play.decisions) + 1.0
            yield InOrder(one.sent_s, place, _sent(play, row, one, messages))
    yield from _asleep(play, row, messages)
    yield from _laid_down(play, row, messages)
    yield from _ended(play, row)


def worked_in_vain(play: Playback, row: int) -> Iterator[InOrder]:
    """Yield for how long agents have written to somebody who was gone, or greeted, each time when it is over."""
    for one in play.spans_of_contact(row):
        if one.kind is SpanKind.IN_VAIN:
            told = happening(
                play, row, one.to_s, What.IN_VAIN, agent=play.agent_name(one.agent), lasts_s=one.to_s - one.from_s
            )
            yield InOrder(one.to_s, -1.0, told)


def _sent(play: Playback, row: int, one: OneMessage, messages: list[OneMessage]) -> Happening:
    is_last = one is messages[-1] and play.number("ended_by", row) == EndedBy.AGENT
    wraps = [each for each in play.spans_of_contact(row) if each.kind is SpanKind.WRAP_UP] if is_last else []
    return happening(
        play, row, one.sent_s, What.LAST_REPLY if is_last else What.REPLY, agent=play.agent_name(one.agent),
        number=one.number, waited_s=one.sent_s - one.asked_s, lasts_s=one.sent_s - one.begun_s,
        wrap_up_s=wraps[0].to_s - wraps[0].from_s if wraps else None,
    )  # fmt: skip


def _asleep(play: Playback, row: int, messages: list[OneMessage]) -> Iterator[InOrder]:
    """Yield when it becomes inactive, and when it is active again; what ends so is told by its end."""
    asleep_s, laid_s = None, {each.at_s for each in laid_down(play, row)}
    for one, following in pairwise([*play.spans_of_contact(row), None]):
        if one is None or one.kind is not SpanKind.INACTIVE:
            continue
        asleep_s = one.from_s if asleep_s is None else asleep_s
        last_s = max(_sent_until(play, row, messages, one.from_s))
        told = happening(play, row, one.from_s, What.INACTIVE, waited_s=one.from_s - last_s)
        yield InOrder(one.from_s, -0.5, told)
        if following is not None and one.to_s not in laid_s:
            asked_s = max(each.asked_s for each in messages if each.asked_s <= one.to_s)
            told = happening(play, row, one.to_s, What.AWAKE, waited_s=one.to_s - asked_s)
            yield InOrder(one.to_s, -0.25, told)


def _sent_until(play: Playback, row: int, messages: list[OneMessage], time_s: float) -> list[float]:
    """Return when agents sent replies of a conversation up to an instant, be it that nobody read them."""
    sent_s = [each.sent_s for each in messages if each.sent_s <= time_s]
    in_vain_s = [one.to_s for one in play.spans_of_contact(row) if one.kind is SpanKind.IN_VAIN]
    return sent_s + [each for each in in_vain_s if each <= time_s]


def _laid_down(play: Playback, row: int, messages: list[OneMessage]) -> Iterator[InOrder]:
    """Yield who handed it over or parked it, when it is back in hand, and who reads before going on with it."""
    for one in laid_down(play, row):
        what = What.PARKED if one.is_parked else What.HANDED_OVER
        asked = [each.number for each in messages if each.asked_s <= one.at_s]
        # Who had left before an agent took the conversation wrote no more than the first message.
        number = max(asked, default=1) if one.is_owed else None
        yield InOrder(
            one.at_s, -0.2, happening(play, row, one.at_s, what, agent=play.agent_name(one.agent), number=number)
        )
    for span in play.spans_of_contact(row):
        if span.kind is SpanKind.QUEUE and span.to_s > span.from_s and handed_over_by(play, row, span.from_s):
            told = happening(play, row, span.from_s, What.WAITS_AGAIN)
            # After who handed it over, or after its message.
            yield InOrder(span.from_s, len(play.decisions) + 0.25, told)
        elif span.kind is SpanKind.READING:
            told = happening(
                play, row, span.from_s, What.READS, agent=play.agent_name(span.agent), lasts_s=span.to_s - span.from_s
            )
            yield InOrder(span.from_s, len(play.decisions) + 0.5, told)
        elif span.kind is SpanKind.PARKED and _is_back(play, row, span.to_s):
            yield InOrder(
                span.to_s, -0.6, happening(play, row, span.to_s, What.BACK, agent=play.agent_name(span.agent))
            )


def _is_back(play: Playback, row: int, time_s: float) -> bool:
    """Return whether a conversation that was parked until an instant lies in the hand of its agent from then on."""
    return any(one.from_s == time_s and one.kind is not SpanKind.PARKED for one in play.spans_of_contact(row))


def _ended(play: Playback, row: int) -> Iterator[InOrder]:
    """Yield how it ended where no decision tells of it."""
    ended_s, what = play.time("ended_s", row), _ENDS.get(EndedBy(play.number("ended_by", row)))
    decided = {play.decisions[place].rule.name for place in play.about.get(row, [])}
    if what is not None and not decided & {what.name, What.SILENT_IN_HAND.name}:
        told = happening(play, row, ended_s, what, waited_s=waited_in_hand(play, row, ended_s))
        yield InOrder(ended_s, len(play.decisions) + 2.0, told)


def waited_in_hand(play: Playback, row: int, time_s: float) -> float | None:
    """Return how long a conversation in hand has waited for a reply at an instant; None where it waits for none."""
    since_s = owed_since(play, row, time_s)
    return None if since_s is None else time_s - since_s
