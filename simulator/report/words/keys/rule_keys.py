"""Rules in words: who is passed on, who comes again, and when agents call for help."""

from simulator.report.words.keys.duration_keys import durations
from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told

_CONTEXT: Vocabulary = {"context": key("context"), "repeat_story": key("repeated story, for")}
_OF: Vocabulary = {
    "type": key("contact type"),
    "channel": key("channel"),
    "group": key("agent group"),
    "segment": key("segment"),
}
_FOLLOW_UP: Vocabulary = {
    "of": key("of", _OF),
    "when": key("when", {"ended": key("ended"), "solved": key("solved")}),
    "share": key("share"),
    "after": key("after", durations),
    "attempts": key("attempts at most"),
    "come": key("come again", {"type": key("as contact type"), **_CONTEXT}),
}
_PASS: Vocabulary = {
    "type": key("to contact type"),
    "group": key("to group"),
    "warm": key("warm, for"),
    "place": key("place"),
    **_CONTEXT,
}
_TRANSFER: Vocabulary = {
    "of": key("of", _OF),
    "share": key("share"),
    "at": key("after a part of the talk"),
    "pass": key("pass on", _PASS),
}


_HELP: Vocabulary = {
    "of": key("of", _OF),
    "after": key("after"),
    "share": key("share"),
    "help": key(
        "help",
        {
            "by": key("by"),
            "talk": key("talk factor"),
            "wrap_up": key("wrap-up factor"),
            "solved": key("solved"),
            "ready": key("ready after"),
        },
    ),
}


def help_said(path: Path) -> list[str] | None:
    """Return a key of a rule of help in words."""
    return told(path, by_name(_HELP))


def follow_up_said(path: Path) -> list[str] | None:
    """Return a follow-up's key in words."""
    return told(path, by_name(_FOLLOW_UP))


def transfer_said(path: Path) -> list[str] | None:
    """Return a transfer's key in words."""
    return told(path, by_name(_TRANSFER))
