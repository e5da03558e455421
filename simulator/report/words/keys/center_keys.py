"""What is about the whole center in words: its horizon, how routing chooses, busy days, how often it is run."""

from simulator.report.words.keys.door_keys import HOURS
from simulator.report.words.keys.source_keys import BUSYNESS
from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

_HORIZON: Vocabulary = {
    **words("from", "to", "days", "interval", "date", "weekday"),
    "hours": key("hours on", HOURS),
    "at_close": key("at closing"),
    "warm_up": key("warm-up"),
    "run_on": key("goes on after the last closing for"),
}
_ROUTING: Vocabulary = {"agent": key("agent rule"), "contact": key("contact rule")}
_BUSYNESS: Vocabulary = {
    "common": key("common to all sources", BUSYNESS),
    "between_sources": key("correlation between sources"),
    "parts": key("part of the day", by_name()),
    "between_parts": key("correlation between parts"),
}


def horizon_said(path: Path) -> list[str] | None:
    """Return a key of the horizon in words."""
    return told(path, _HORIZON)


def routing_said(path: Path) -> list[str] | None:
    """Return a key of routing in words."""
    return told(path, _ROUTING)


def busyness_said(path: Path) -> list[str] | None:
    """Return a key of the center's busyness in words."""
    return told(path, _BUSYNESS)


def run_said(path: Path) -> list[str] | None:
    """Return a key of how it is run in words."""
    return told(path, words("replications", "seed", "confidence"))


def nothing_below(path: Path) -> list[str] | None:
    """Return the words below a key that has only a value."""
    return None if path else []
