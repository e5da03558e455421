"""What a strategy costs over several futures or points: where interventions decide who works, it differs with the day.

Without interventions that is decided before any future comes, so the first of them stands for all.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.report.words.cost import SOME_MONEY, cost, more_hours

if TYPE_CHECKING:
    from simulator.compared import Compared


def reacts(run: "Compared") -> bool:
    """Return whether a strategy has interventions anywhere."""
    return any(scenario.interventions for one in run for scenario in one.scenarios.values())


def cost_across(run: "Compared", name: str) -> str:
    """Return what a strategy costs against the baseline, as a part of a sentence, from the least to the most."""
    hours = [more_hours(one, name) for one in run]
    if not reacts(run) or min(hours) == max(hours):
        return cost(run.first, name)
    said = span_said(hours, 1, ("more", "fewer"))
    start = "for" if min(hours) >= 0 else "with"
    return f", {start} {said} agent hours {run.first.period}{_money(run, name)}"


def span_said(differences: Sequence[float], decimals: int, words: tuple[str, str]) -> str:
    """Return from where to where differences go, with the words for more and for less.

    >>> span_said([8.0, 2.5], 1, ("more", "fewer")), span_said([-8.0, -2.5], 1, ("more", "fewer"))
    ('2.5 to 8.0 more', '2.5 to 8.0 fewer')
    >>> span_said([-8.0, 2.5], 1, ("more", "fewer"))
    '8.0 fewer to 2.5 more'
    """
    more, less = words
    low, high = min(differences), max(differences)
    if low < 0 < high:
        return f"{-low:,.{decimals}f} {less} to {high:,.{decimals}f} {more}"
    sizes = dict.fromkeys(f"{size:,.{decimals}f}" for size in sorted((abs(low), abs(high))))
    return f"{' to '.join(sizes)} {more if low >= 0 else less}"


def _money(run: "Compared", name: str) -> str:
    """Return what that is in money, where it is known everywhere and something anywhere."""
    money = [one.delta(name, "staff_cost").difference for one in run]
    if any(map(math.isnan, money)) or max(map(abs, money)) < SOME_MONEY:
        return ""
    currency = run.first.scenarios[run.baseline].currency
    span, _, word = span_said(money, 0, ("more", "less")).rpartition(" ")
    return f" ({span} {currency} {word})"
