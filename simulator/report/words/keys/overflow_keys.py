"""Overflow rules and announcements in words."""

from simulator.report.words.keys.condition_keys import conditions
from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told

_WHOM: Vocabulary = {
    "type": key("contact type"),
    "channel": key("channel"),
    "group": key("agent group"),
    "segment": key("segment"),
}
_OFFER: Vocabulary = {
    "type": key("contact type"),
    "accept": key("accepted by"),
    "context": key("context"),
    "repeat_story": key("repeated story, for"),
}
_OVERFLOW: Vocabulary = {
    "of": key("of", _WHOM),
    "when": key("when", conditions),
    "look": key("checked", {"waited": key("after waits of")}),
    "share": key("share"),
    "also": key("also", by_name()),
    "only": key("only", by_name()),
    "flatten": key("equal ranks"),
    "move": key("move", {"type": key("to contact type"), "place": key("place")}),
    "offer": key("offer", _OFFER),
    "message": key("voicemail"),
    "raise": key("raise", {"priority": key("priority"), "age_credit": key("head start")}),
    "end": key("send away"),
}
ANNOUNCEMENT: Vocabulary = {
    "by": key("predicted by"),
    "last": key("contacts"),
    "rounded_up_to": key("rounded up to"),
    "longer": key("longer than patience", {"leave": key("hang up"), "patience": key("patience, times")}),
    "shorter": key("within patience", {"patience": key("patience, times")}),
}


def overflow_said(path: Path) -> list[str] | None:
    """Return an overflow rule's key in words."""
    return told(path, by_name(_OVERFLOW))
