"""Plans that are meant to be equal and are not: told before a run by the plan, and after it by what was realised."""

from collections.abc import Collection, Iterator, Mapping
from math import isnan

from simulator.errors import Problem
from simulator.scenario.judged.equal_plans import EqualPlans
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import problem
from simulator.work.planned_hours import planned_hours

KIND = "unequal_plans"


def unequal_plans(study: Study, strategies: Collection[str] | None, future: str | None) -> Iterator[Problem]:
    """Yield a warning for each set of plans that are meant to be equal and differ by more than is stated.

    Only those are looked at of which all ``strategies`` are asked for, None: all.
    """
    for one in study.equal_plans:
        if strategies is None or set(one.of) <= set(strategies):
            scenarios = {name: study.resolve(name, future) for name in one.of}
            planned = {name: _planned(one, scenario) for name, scenario in scenarios.items()}
            said = differing(one, planned, scenarios[one.of[0]])
            if said:
                hint = "Change them, or state what they may differ by: within."
                yield problem(one.mark, one.where, f"by the plan, {said}", hint, KIND)


def _planned(one: EqualPlans, scenario: Scenario) -> float:
    found = planned_hours(scenario)
    return found.paid if one.measure == "paid_hours" else found.cost


def differing(one: EqualPlans, values: Mapping[str, float], scenario: Scenario) -> str:
    """Return in words that plans differ by more than is stated, with the figures; empty where they do not."""
    first = values[one.of[0]]
    if any(isnan(value) for value in values.values()):
        return ""
    apart = [abs(value - first) > one.within * abs(first) + 1e-9 for value in values.values()]
    if not any(apart):
        return ""
    hours = one.measure == "paid_hours"
    what, digits = ("paid hours", 1) if hours else (f"staff cost, {scenario.currency}", 0)
    figures = [
        f"{name} {value:,.{digits}f}{f' ({(value / first - 1) * 100:+.1f} %)' if name != one.of[0] and first else ''}"
        for name, value in values.items()
    ]
    period = scenario.horizon.period
    return f"they differ by more than {one.within * 100:g} % ({what} {period}): {', '.join(figures)}."
