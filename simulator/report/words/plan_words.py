"""The hours and costs of plans in a few lines of text, before anything is run."""

from collections.abc import Iterator, Mapping
from math import isnan

from simulator.report.words.numbers import shorten
from simulator.scenario.nouns import Scenario
from simulator.work.planned_hours import hours_on_call, planned_hours

_NAME_MAX = 30


def plans_said(scenarios: Mapping[str, Scenario]) -> Iterator[str]:
    """Yield a table of the plans of strategies: hours scheduled, paid and on call, and the cost where it is known."""
    first = next(iter(scenarios.values()))
    planned = {name: planned_hours(scenario) for name, scenario in scenarios.items()}
    rows = [[f"by the plan, {first.horizon.period}", "scheduled", "paid"]]
    rows += [
        [shorten(name, _NAME_MAX), f"{one.scheduled:,.1f} h", f"{one.paid:,.1f} h"] for name, one in planned.items()
    ]
    on_call = [hours_on_call(scenario) for scenario in scenarios.values()]
    if any(on_call):
        hours = [f"{one:,.1f} h" for one in on_call]
        rows = [[*row, more] for row, more in zip(rows, ["on call", *hours], strict=True)]
    if not all(isnan(one.cost) for one in planned.values()):
        currency = next(scenario.currency for scenario in scenarios.values() if scenario.currency)
        costs = ["unknown" if isnan(one.cost) else f"{one.cost:,.0f} {currency}" for one in planned.values()]
        rows = [[*row, cost] for row, cost in zip(rows, ["cost", *costs], strict=True)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        right = (one.rjust(wide) for one, wide in zip(figures, widths[1:], strict=True))
        yield "  ".join((name.ljust(widths[0]), *right))
