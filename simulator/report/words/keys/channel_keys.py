"""Channels in words."""

from simulator.report.words.keys.door_keys import DOOR
from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

_KEYS: Vocabulary = {
    "behaviour": key("behaviour"),
    "lines": key("lines", words("per_agent")),
    "queue_limit": key("queue limit", words("per_agent")),
    "slots": key("slots"),
    "speed": key("speed by contacts in hand"),
    "exclusive": key("exclusive"),
    "inactive": key("inactive conversations", {**words("after", "slots", "at_most"), "on_waking": key("when woken")}),
    "order": key("order of messages"),
    "auto_close": key("closed after"),
    "at_shift_end": key("at the end of a shift"),
    "handed_over": key("handed over", words("place", "reading")),
    "no_new": key("nothing new before the end of a shift for"),
    "clock": key("time that targets count"),
    "agent": key("agent rule"),
    "keep_empty": key("agents kept empty", by_name()),
    **DOOR,
    "title": key("title"),
    "note": key("note"),
}


def channel_said(path: Path) -> list[str] | None:
    """Return a channel's key in words."""
    return told(path, by_name(_KEYS))
