"""Routing tests in words: who waits, who is free, and what is expected."""

from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

_GIVEN: Vocabulary = {
    "type": key("contact type"),
    "segment": key("segment"),
    "waited": key("has waited"),
    "patience": key("patience"),
}
_FREE: Vocabulary = {
    "group": key("agent group"),
    "agents": key("agents"),
    "idle": key("free for"),
    "in_hand": key("in hand", by_name()),
}
_EXPECTED: Vocabulary = {"to": key("goes to"), "as": key("as contact type"), "by": key("by rule")}
_EXPECT: Vocabulary = {"takes": key("takes", by_name()), "by": key("by rule"), **by_name(_EXPECTED)}
_TEST: Vocabulary = {
    "given": key("given", by_name(_GIVEN)),
    "free": key("agents", by_name(_FREE)),
    "expect": key("expected", _EXPECT),
    **words("at", "day", "strategies"),
}


def routing_test_said(path: Path) -> list[str] | None:
    """Return a routing test's key in words."""
    return told(path, by_name(_TEST))
