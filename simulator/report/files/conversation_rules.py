"""Conversations in words: which message is next, what is inactive or closed, ends of shifts, targets, who is silent."""

from collections.abc import Iterator

from simulator.report.words.promised_words import targets_said
from simulator.report.words.shift_end_words import shift_end_said
from simulator.report.words.silent_words import silent_said
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel, Inactive, clock_of
from simulator.units import format_duration

ORDERS = {
    "oldest_message": "the oldest",
    "first_replies": "those of new conversations first, then the oldest",
    "shortest": "the one whose reply takes the least work; a tie to the oldest",
}


def conversation_rules_said(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield what rules of conversations, ends of shifts and silent customers are about, and what they say."""
    for name, one in scenario.channels.items():
        if isinstance(one, ConversationChannel):
            yield from _conversations_said(name, one)
        if said := " ".join(shift_end_said(one)):
            yield f"end of shift, {name}", said
    for name, kind in scenario.contact_types.items():
        if kind.silent is not None:
            yield f"silent customers, {name}", silent_said(kind.silent, kind.replies is not None)
        if kind.targets.stated:
            yield f"targets, {name}", targets_said(kind.targets, clock_of(scenario.channels[kind.channel]))


def _conversations_said(name: str, one: ConversationChannel) -> Iterator[tuple[str, str]]:
    order = ORDERS[one.order]
    yield f"message order, {name}", f"An agent answers, of the messages in hand, {order}; one at a time."
    if one.inactive is not None:
        yield f"inactive, {name}", _inactive_said(one.inactive)
    if one.auto_close_s is not None:
        after = format_duration(one.auto_close_s)
        yield (
            f"auto-close, {name}",
            f"A conversation is closed {after} after the agent's last reply if the customer does not write.",
        )


def _inactive_said(given: Inactive) -> str:
    after = format_duration(given.after_s)
    fills = "fills nothing" if given.slots is None else f"fills 1/{given.slots} of the agent"
    most = "" if given.at_most is None else f", at most {given.at_most} per agent"
    wakes = {
        "over": "A message makes it active at once, even beyond the slots.",
        "wait": "Its message waits until the agent has a free slot.",
    }
    return (
        f"A conversation is inactive {after} after the agent's last reply if the customer has not written, and then "
        f"{fills}{most}. {wakes[given.on_waking]}"
    )
