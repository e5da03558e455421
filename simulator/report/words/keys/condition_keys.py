"""Conditions in words, of rules and of gates: they may be made of conditions again."""

from simulator.report.words.keys.vocabulary import Vocabulary, by_name, key

_BOUNDS: Vocabulary = {"at_least": key("at least"), "at_most": key("at most")}
_OF: Vocabulary = {**_BOUNDS, "of": key("of")}


def conditions() -> Vocabulary:
    """Return the vocabulary of conditions."""
    return {
        "waited": key("has waited", _BOUNDS),
        "waiting": key("contacts waiting", _OF),
        "oldest_wait": key("longest wait now", _OF),
        "expected_wait": key("expected wait", {**_OF, "by": key("predicted by"), "last": key("contacts")}),
        "logged_in": key("agents on duty", _OF),
        "free": key("free agents", _OF),
        "with_room": key("agents with room", {**_OF, "type": key("for contact type")}),
        "busy_share": key("share busy", _OF),
        "service_level": key("service level now", {**_OF, "over": key("over the last")}),
        "hour": key("time of day", {"from": key("from"), "to": key("to")}),
        "all": key("all of", by_name(conditions)),
        "any": key("any of", by_name(conditions)),
        "not": key("not", conditions),
    }


def gate() -> Vocabulary:
    """Return the vocabulary of the conditions while which a group takes contacts."""
    return {**conditions(), "look": key("checked")}
