"""What a strategy costs against the baseline, and what it gives for it: points per agent hour, money per point.

Agent hours are said of every strategy, money where the scenario states what agents cost. Two strategies of different
sizes cannot be compared by their gain alone; what an hour more buys, or an hour less loses, can. It is said only where
the gain is told and goes with the hours.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
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
    """Return how many points by the goal an agent hour more brings, or an agent hour less loses."""
    points = _points(comparison, name)
    hours = comparison.delta(name, "agent_hours").difference
    return f"{points / hours:.1f}" if abs(hours) >= SOME_HOURS and points * hours > 0 else ""


def money_per_point(comparison: "Comparison", name: str) -> str:
    """Return what a point by the goal costs, or saves where points are given up."""
    points = _points(comparison, name)
    money = comparison.delta(name, "staff_cost").difference
    if math.isnan(money) or abs(money) < SOME_MONEY or points * money <= 0:
        return ""
    each = money / points
    return f"{each:,.0f}" if each >= 100 else f"{each:.2f}"


def _points(comparison: "Comparison", name: str) -> float:
    """Return what is gained by the goal in points; 0 where it is not told, not earned, or the goal is no share."""
    if comparison.goal.metric.unit is not Unit.SHARE or name in comparison.customers_differ:
        return 0.0
    delta = comparison.goal_delta(name)
    gain = 100 * comparison.goal.sense * delta.difference
    return gain if delta.verdict in (Verdict.BETTER, Verdict.WORSE) else 0.0


def cost(comparison: "Comparison", name: str, among: Sequence[str] = ()) -> str:
    """Return what the strategy costs against the baseline, as a part of a sentence; nothing where several are meant."""
    if len(among) > 1:
        return ""
    more = more_hours(comparison, name)
    hours = (
        f"{'for' if more > 0 else 'with'} {hours_text(more)} {comparison.period}"
        if more
        else "with the same agent hours"
    )
    return f", {hours}{_money(comparison, name)}"


def hours_text(more: float) -> str:
    """Return so many agent hours more (less than 0: fewer) in words.

    >>> hours_text(8.0), hours_text(-1.5)
    ('8.0 more agent hours', '1.5 fewer agent hours')
    """
    return f"{abs(more):,.1f} {'more' if more > 0 else 'fewer'} agent hours"


def more_hours(comparison: "Comparison", name: str) -> float:
    """Return the agent hours a day the strategy needs more than the baseline, as they are shown: to a tenth."""
    return round(agent_hours(comparison, name) - agent_hours(comparison, comparison.baseline), 1)


def agent_hours(comparison: "Comparison", name: str) -> float:
    """Return the agent hours a day of a strategy."""
    return comparison.row(name, "agent_hours").value


def _money(comparison: "Comparison", name: str) -> str:
    """Return what that is in money, where it is known and something."""
    more = comparison.delta(name, "staff_cost").difference
    if math.isnan(more) or abs(more) < SOME_MONEY:
        return ""
    currency = comparison.scenarios[comparison.baseline].currency
    return f" ({abs(more):,.0f} {currency} {'more' if more > 0 else 'less'})"
