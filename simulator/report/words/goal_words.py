"""The goal in words: what a strategy is at, and by how much it differs from another one.

A sentence about another goal than the usual one is built of that goal's own words: seconds are no points, and a cost
is not served.
"""

from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, METRICS, Unit
from simulator.report.words.numbers import format_difference, format_row, format_value
from simulator.report.words.signs import Sign, sign
from simulator.report.words.titled import label

if TYPE_CHECKING:
    from simulator.answers import Delta
    from simulator.comparison import Comparison
    from simulator.scenario.judged.goal import Term

ALL_SERVED = METRICS[HEADLINE].title
"""What the headline is called where nothing beside it says of whom it is: *served in time, all contacts*."""
SERVED = ALL_SERVED.partition(",")[0]
"""What it is called of something that is named beside it."""
SERVED_ALL = f"{SERVED} (all)"
"""What it is called in rows and sentences, which are narrow, like *served in time (orders)*."""
_NOUNS = {Unit.PER_HOUR: " per hour", Unit.CONTACTS: " contacts"}
"""What must stand behind a bare number in a sentence; hours, seconds and points stand there already."""
_OTHER_NOUNS = {
    "cases": " cases",
    "solved": " cases",
    "cases_repeated": " cases",
    "would_come_again": " cases",
    "stories_repeated": " stories",
    "replies": " replies",
    "further_waits": " further waits",
    **dict.fromkeys(
        ("conversations", "left_waiting", "timed_out", "abandoned_in_hand", "open_conversations"), " conversations"
    ),
}
"""Where it is no contact that is counted."""
_POSSESSIVE = {"it": "its", "each": "their"}


def goal_label(comparison: "Comparison") -> str:
    """Return what the goal is called at the head of a row: *served in time (all)*, *staff cost*."""
    goal = comparison.goal
    if goal.is_usual:
        return SERVED_ALL
    if goal.alone:
        return measure_words(comparison, goal.alone)
    return ", ".join(f"{measure_words(comparison, term)} × {term.weight:g}" for term in goal.terms)


def measure_words(comparison: "Comparison", term: "Term") -> str:
    """Return a measure in words: *served in time (orders)*, *staff cost*."""
    title = SERVED if term.metric == HEADLINE else METRICS[term.metric].title
    name = "all" if term.metric == HEADLINE and term.of == "all" else label(comparison, term.of)
    whose = f"({name})" if term.metric == HEADLINE else f"of {name}"
    return " ".join(part for part in (title, name and whose, term.interval and f"in {term.interval}") if part)


def serves(comparison: "Comparison", name: str, level: str = "", subject: str = "it") -> str:
    """Return what a strategy is at, as a clause: *it serves 86.7 % of all contacts in time*, *its staff cost is …*.

    ``level`` stands for the value where more is to be said of it; ``subject`` is *it*, *each*, or a name.
    """
    level = level or goal_level(comparison, name)
    term = comparison.goal.alone
    if term is None or term.metric != HEADLINE or term.interval:
        what = goal_label(comparison) if term else f"goal ({goal_label(comparison)})"
        whose = _POSSESSIVE.get(subject, f"{subject}'s")
        return f"{whose} {what} is {level}"
    who = "all contacts" if term.of == "all" else label(comparison, term.of)
    return f"{subject} serves {level} of {who} in time"


def goal_level(comparison: "Comparison", name: str, sure: bool = False) -> str:
    """Return the value by the goal, ``sure`` with its interval, with what it is in where the number does not say so."""
    row, unit = comparison.goal_row(name), comparison.goal.metric.unit
    text = format_row(row.value, row.low, row.high, unit, enough=row.enough) if sure else format_value(row.value, unit)
    return _with_noun(text, comparison)


def goal_size(comparison: "Comparison", difference: float) -> str:
    """Return the size of a difference by the goal, without its sign: *3.0 points*, *40.0 s*, *120 EUR*."""
    unit = comparison.goal.metric.unit
    if unit is Unit.SHARE:
        points = 100 * abs(difference)
        return f"{points:.{1 if points >= 0.1 else 2}f} points"
    return _with_noun(format_difference(abs(difference), unit).removeprefix("+"), comparison)


def more_or_less(comparison: "Comparison", difference: float) -> str:
    """Return *more* or *fewer* where people are served, else *higher* or *lower*."""
    term = comparison.goal.alone
    people = term is not None and term.metric == HEADLINE and not term.interval
    return ("more" if people else "higher") if difference > 0 else ("fewer" if people else "lower")


def goal_sure(comparison: "Comparison", delta: "Delta") -> str:
    """Return the interval of a difference that is told, as sizes: *95 % confidence: 2.9 to 3.1*."""
    confidence = f"{comparison.confidence * 100:g} % confidence"
    if comparison.goal.metric.unit is not Unit.SHARE:
        low, high = sorted((abs(delta.low), abs(delta.high)))
        return f"{confidence}: {goal_size(comparison, low)} to {goal_size(comparison, high)}"
    low, high = sorted((abs(delta.low) * 100, abs(delta.high) * 100))
    decimals = 1 if high - low >= 0.2 else 2
    return f"{confidence}: {low:.{decimals}f} to {high:.{decimals}f}"


def is_level(comparison: "Comparison", delta: "Delta") -> bool:
    """Return whether two strategies certainly differ by too little to matter: where a table shows ≈ or =."""
    return sign(delta, comparison.goal_row(delta.baseline).value) in (Sign.CLOSE, Sign.SAME)


def _with_noun(text: str, comparison: "Comparison") -> str:
    unit = comparison.goal.metric.unit
    if unit is Unit.MONEY:
        currency = next((one.currency for one in comparison.scenarios.values() if one.currency), None)
        return f"{text} {currency}" if currency else text
    if unit is Unit.HOURS and not text.endswith(" h"):
        return f"{text} h"
    return text + _OTHER_NOUNS.get(comparison.goal.metric.name, _NOUNS.get(unit, ""))
