"""A small hotline with strategies as a file and as a study, and comparisons built by hand, for the upper layers."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from simulator.comparison import Comparison
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES
from simulator.metrics.values import Stack
from simulator.metrics.wait_bins import WaitBins, binned, joined
from simulator.scenario.judged.goal import Goal
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import Study, load_text

TEXT = """\
version: 1
name: Hotline
question: Does a third person pay?
horizon: {from: "08:00", to: "10:00", interval: 1h}
channels:
  voice: {lines: 6}
sources:
  shoppers: {arrivals: 40/h}
contact_types:
  orders:
    {from: shoppers, share: 60%, channel: voice, talk: {exponential: {mean: 3m}}, patience: {exponential: {mean: 3m}}}
  returns:
    {from: shoppers, share: 40%, channel: voice, talk: {exponential: {mean: 3m}}, patience: {exponential: {mean: 3m}}}
agent_groups:
  front: {agents: 2, serves: {orders: {}, returns: {}}}
  back: {agents: 0, serves: {orders: {}}}
strategies:
  as_today: {}
  three: {agent_groups: {front: {agents: 3}}}
  twin: {name: Hotline}
  two_lines: {channels: {voice: {lines: 2}}}
  fewer_customers: {sources: {shoppers: {arrivals: 20/h}}}
futures:
  busy: {sources: {shoppers: {arrivals: 80/h}}}
run: {replications: 12, seed: 3}
"""


@cache
def study(more: str = "", settings: tuple[str, ...] = ()) -> Study:
    """Return the hotline's study, with ``more`` lines at the end of its file; read once, for nobody changes it."""
    return load_text(TEXT + more, settings=settings)


def write(folder: Path, more: str = "") -> str:
    """Write the hotline's file and return its path."""
    path = folder / "hotline.yaml"
    path.write_text(TEXT + more, encoding="utf-8")
    return str(path)


def waits_of(days: Sequence[Sequence[float]]) -> WaitBins:
    """Return the waits of days with one contact type, whose callers waited so many seconds."""
    cells = (Cell("all", None), Cell("type:orders", None), Cell("channel:voice", None))
    return joined([binned(cells, np.zeros(len(day), dtype=np.int64), np.array(day, dtype=np.float64)) for day in days])


def by_hand(
    served: dict[str, list[float]],
    agent_hours: dict[str, float] | None = None,
    blocked: dict[str, float] | None = None,
    customers_differ: tuple[str, ...] = (),
) -> Comparison:
    """Return a comparison of strategies whose days served these many of 1000 in time; the first is the baseline."""
    stacks = {}
    for name, days in served.items():
        sums = np.zeros((len(days), len(MEASURES), 1))
        for measure, amount in (
            ("arrived", 1000.0),
            ("cases", 1000.0),
            ("cases_decided", 1000.0),
            ("cases_decided_while_open", 1000.0),
            ("offered", 1000.0),
            ("answered", 1000.0),
            ("waited", 1000.0),
            ("blocked", (blocked or {}).get(name, 0.0)),
            ("logged_in_s", 3600.0 * (agent_hours or {}).get(name, 40.0)),
            ("open_s", 36000.0),
            ("cost", np.nan),
        ):
            sums[:, MEASURES.index(measure), 0] = amount
        for measure in ("answered_in_time", "cases_in_time"):
            sums[:, MEASURES.index(measure), 0] = days
        stacks[name] = Stack.of((Cell("all", None),), sums, waits_of([[0.0] * 1000 for _ in days]))
    baseline, days = next(iter(served.items()))
    scenarios: dict[str, Scenario] = dict.fromkeys(served, study().resolve("as_today"))
    return Comparison(
        "By hand", "", "by_hand.yaml", baseline, None, 1, len(days), 0.95, stacks, scenarios, customers_differ
    )


def with_money(comparison: Comparison, a_day: dict[str, float]) -> Comparison:
    """Return a comparison built by hand whose strategies cost so much a day, in EUR."""
    priced = study(settings=("agent_groups.front.cost=14 EUR/h", "agent_groups.back.cost=14 EUR/h")).resolve("as_today")
    for name, stack in comparison.stacks.items():
        comparison.scenarios[name] = priced
        stack.sums[:, MEASURES.index("cost"), 0] = a_day.get(name, np.nan)
    # What a comparison answered once it answers again; a copy has answered nothing yet.
    return replace(comparison)


def by_goal(comparison: Comparison, goal: Goal, **measures: dict[str, list[float]]) -> Comparison:
    """Return a comparison built by hand that is judged by ``goal``, with other ``measures`` by strategy and day."""
    for measure, by_strategy in measures.items():
        for name, days in by_strategy.items():
            comparison.stacks[name].sums[:, MEASURES.index(measure), 0] = days
    return replace(comparison, goal=goal)
