"""What a strategy gives for what it costs: points of the headline per agent hour, money per point.

Two strategies of different sizes cannot be compared by their gain alone; what an hour more buys, or an hour less
loses, can. It is said only where the gain is told and goes with the hours.
"""

import math
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.comparison import Comparison

SOME_HOURS = 0.5
"""Fewer agent hours a day than this, more or less, are overtime and no decision."""
SOME_MONEY = 1.0


def prices(comparison: "Comparison") -> dict[str, dict[str, str]]:
    """Return by label and strategy what an agent hour buys and what a point costs; empty where that says nothing."""
    currency = comparison.scenarios[comparison.baseline].currency
    return {
        "points per agent hour": {name: points_per_hour(comparison, name) for name in comparison.others},
        f"{currency} per point": {name: money_per_point(comparison, name) for name in comparison.others},
    }


def points_per_hour(comparison: "Comparison", name: str) -> str:
    """Return how many points of the headline an agent hour more brings, or an agent hour less loses."""
    points = _points(comparison, name)
    hours = comparison.delta(name, "agent_hours").difference
    return f"{points / hours:.1f}" if abs(hours) >= SOME_HOURS and points * hours > 0 else ""


def money_per_point(comparison: "Comparison", name: str) -> str:
    """Return what a point of the headline costs, or saves where points are given up."""
    points = _points(comparison, name)
    money = comparison.delta(name, "staff_cost").difference
    if math.isnan(money) or abs(money) < SOME_MONEY or points * money <= 0:
        return ""
    each = money / points
    return f"{each:,.0f}" if each >= 100 else f"{each:.2f}"


def _points(comparison: "Comparison", name: str) -> float:
    """Return the difference of the headline in points; 0 where it is not told, or not earned."""
    delta = comparison.delta(name, HEADLINE)
    told = delta.verdict in (Verdict.BETTER, Verdict.WORSE) and name not in comparison.customers_differ
    return 100 * delta.difference if told else 0.0
