"""Conversations in sentences: replies, work and thinking on average, targets, and what happens when shifts end."""

from collections.abc import Iterator

from simulator.catalogue import Unit
from simulator.describing.description import ConversationFound, Description
from simulator.report.words.numbers import format_value
from simulator.report.words.promised_words import targets_said
from simulator.report.words.shift_end_words import shift_end_said
from simulator.report.words.silent_words import silent_said
from simulator.report.words.titled import called


def told_of_conversations(one: Description) -> Iterator[str]:
    """Yield sentences of kinds of customers who write, of who leaves silently, of targets, and of ends of shifts."""
    titles = called(one.titles, "contact_types", list(dict.fromkeys(each.type for each in one.conversations)))
    for each in one.conversations:
        name = f"{titles[each.type]}: {each.segment}" if each.segment else titles[each.type]
        yield f"{name}: {_replies(each)}, {_range(each.work_s)} of work in all{_thinking(each)}."
    silent = called(one.titles, "contact_types", list(one.silent))
    for name, (stated, by_replies) in one.silent.items():
        yield f"{silent[name]}: {silent_said(stated, by_replies)}"
    for found in one.targets:
        yield f"{titles.get(found.type, found.type)}: {targets_said(found.targets, found.clock)}"
    channels = called(one.titles, "channels", list(one.slotted))
    for name, channel in one.slotted.items():
        if said := " ".join(shift_end_said(channel)):
            yield f"{channels[name]}: {said}"


def _replies(each: ConversationFound) -> str:
    replies = f"{each.replies:.3g} {'reply' if each.replies == 1.0 else 'replies'}"
    if each.always:
        return f"{replies} in each conversation"
    drawn = "" if each.replies_drawn != each.replies_drawn else f" ({each.replies_drawn:.3g} drawn)"
    return f"{replies} on average{drawn}"


def _thinking(each: ConversationFound) -> str:
    if not any(each.thinking_s):
        return ""
    slower = ", longer where 'awake' is below 100 %" if each.slower else ""
    return f"; customers think for {_range(each.thinking_s)} in all{slower}"


def _range(seconds: tuple[float, ...]) -> str:
    """Return a mean, or between which it is by time of day."""
    least, most = (format_value(pick(seconds), Unit.SECONDS) for pick in (min, max))
    return least if least == most else f"{least} to {most}"
