"""The end of agents' shifts in words: what becomes of conversations in hand, and how long before it none come."""

from collections.abc import Iterator

from simulator.scenario.nouns import Channel
from simulator.scenario.nouns.conversation_channel import ConversationChannel, HandedOver
from simulator.units import format_duration

PLACES = {
    "front": "before all others of their type",
    "kept": "in the place they had when they first came",
    "back": "behind all that wait already",
}


def shift_end_said(channel: Channel) -> Iterator[str]:
    """Yield what a channel says of the end of an agent's shift, a sentence or more each; nothing where it says nothing.

    That agents finish what they have in hand is said of conversations alone, where it may take hours.
    """
    if isinstance(channel, ConversationChannel):
        yield _at_the_end(channel)
    if channel.nothing_new_s:
        what = "conversations" if isinstance(channel, ConversationChannel) else "contacts"
        before = format_duration(channel.nothing_new_s)
        yield f"Agents take no new {what} in the last {before} of their own shift."


def _at_the_end(channel: ConversationChannel) -> str:
    if channel.at_the_end == "finish":
        return "Agents who are to leave take nothing new and stay until all their conversations have ended."
    leaves = "Agents whose shift ends send the reply in hand and leave."
    if channel.at_the_end == "park":
        return f"{leaves} Their conversations wait for their next shift."
    return f"{leaves} {_handed_over(channel.handed_over)}"


def _handed_over(given: HandedOver) -> str:
    reads = f" Whoever takes one reads for {format_duration(given.reading_s)} first." if given.reading_s else ""
    return (
        "Others go on with their conversations, at once if the customer waits for a reply, else when the customer "
        f"writes; they wait {PLACES[given.place]}.{reads}"
    )
