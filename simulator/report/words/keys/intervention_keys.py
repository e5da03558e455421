"""Interventions in words."""

from simulator.report.words.keys.condition_keys import conditions
from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told

_PEOPLE: Vocabulary = {
    "number": key("agents"),
    "to": key("to group"),
    "ready": key("ready after"),
    "for": key("for"),
}
_INTERVENTION: Vocabulary = {
    "when": key("when", conditions),
    "look": key("checked"),
    "again": key("again after"),
    "move_people": key("move agents", {**_PEOPLE, "from": key("from group"), "leave": key("at least stay")}),
    "call_in": key("call in", _PEOPLE),
    "open": key("open"),
    "close": key("close"),
    "extend": key("extend", {"of": key("of"), "by": key("by")}),
}


def intervention_said(path: Path) -> list[str] | None:
    """Return an intervention's key in words."""
    return told(path, by_name(_INTERVENTION))
