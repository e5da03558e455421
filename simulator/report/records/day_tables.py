"""What pictures of the day show, as plain records: load and staff, queue, waits, one day's agents.

They are made of the measures and details that a run brought back, so a picture drawn from a stored run is the one that
was drawn right after it. As everywhere, futures come one after the other and in each the points of the grid; missing is
None. The run folder has each as a CSV file with the same columns.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import TYPE_CHECKING, TextIO

import numpy as np

from simulator.log import Columns, State
from simulator.metrics.cells import Cell
from simulator.metrics.sums import Floats
from simulator.metrics.values import Stack
from simulator.metrics.wait_counts import ENDINGS, bucket_ends_s
from simulator.report.records.records import Record
from simulator.report.records.tidy import axis_columns, write_csv

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.metrics.details import Details, Timetable

INTERVALS = (
    "strategy", "future", "of", "interval", "from_s", "to_s",
    "forecast", "expected", "arrived", "work", "scheduled", "present", "busy", "n",
)  # fmt: skip
QUEUE = ("strategy", "future", "of", "from_s", "to_s", "mean", "p10", "p50", "p90", "n")
WAITS = ("strategy", "future", "of", "ended", "above_s", "up_to_s", "contacts", "n")
AGENTS = ("strategy", "future", "group", "agent", "state", "in_hand", "overtime", "from_s", "to_s")
TABLES = {"intervals": INTERVALS, "queue": QUEUE, "waits": WAITS, "agents": AGENTS}
"""The tables by name, each with its columns."""
_SHARES = (0.1, 0.5, 0.9)
_DECIMALS = 4
"""Of contacts and agents on average: more is noise."""
_DECIMALS_S = 3
"""Of the seconds of a span."""
_AT_ONCE = 10_000


def day_records(run: "Compared", table: str) -> Iterator[Record]:
    """Yield the records of one of the `TABLES`; nothing for strategies whose details were not kept."""
    make = {"intervals": _intervals, "queue": _queue, "waits": _waits, "agents": _agents}[table]
    for one in run:
        # One day's agents are a picture of its own: a grid has it at its first point only.
        if table == "agents" and one.point != run.grid.points[0]:
            continue
        for name, stack in one.stacks.items():
            if stack.details is not None:
                head = _head(one, name, bool(run.grid.axes))
                yield from ({**head, **record} for record in make(stack, stack.details))


def write_day_csv(run: "Compared", table: str, file: TextIO) -> None:
    """Write one of the `TABLES` as CSV."""
    stacks = [stack for one in run for stack in one.stacks.values()]
    has_teams = any(stack.details is not None and stack.details.plan.names.teams for stack in stacks)
    teams = ("team",) if table == "agents" and has_teams else ()
    write_csv(file, (*TABLES[table], *teams, *axis_columns(run, "point")), day_records(run, table))


def _head(one: "Comparison", strategy: str, gridded: bool) -> Record:
    return {"strategy": strategy, "future": one.future} | ({"point": dict(one.point)} if gridded else {})


def _intervals(stack: Stack, details: "Details") -> Iterator[Record]:
    """Yield, for everything, each type and each group, what came, what it asked for and who was there."""
    plan, n = details.plan, stack.replications
    length_s = plan.interval_to_s - plan.interval_from_s
    types = [f"type:{name}" for name in plan.names.types]
    arrived = np.array([_per_interval(stack, plan, of, "arrived") for of in types])
    work = arrived * _handle_s(stack, types) / length_s
    customers = {"all": (plan.forecast.sum(axis=0), plan.expected.sum(axis=0), arrived.sum(axis=0), work.sum(axis=0))}
    customers |= {of: (plan.forecast[k], plan.expected[k], arrived[k], work[k]) for k, of in enumerate(types)}
    for of in ("all", *types, *(f"group:{name}" for name in plan.names.groups)):
        came = dict(zip(("forecast", "expected", "arrived", "work"), customers.get(of, ()), strict=False))
        there = _staff(stack, plan, of, length_s)
        for place, label in enumerate(plan.intervals):
            found = {key: _number(values[place]) for key, values in (came | there).items()}
            times = {"from_s": float(plan.interval_from_s[place]), "to_s": float(plan.interval_to_s[place])}
            yield {"of": of, "interval": label, **times, **found, "n": n}


def _staff(stack: Stack, plan: "Timetable", of: str, length_s: Floats) -> dict[str, Floats]:
    """Return how many agents were scheduled, present and busy in each interval; nothing for types."""
    kind, _, name = of.partition(":")
    if kind == "type":
        return {}
    scheduled_s = plan.scheduled_s[plan.names.groups.index(name)] if name else plan.scheduled_s.sum(axis=0)
    seconds = {
        "scheduled": scheduled_s,
        "present": _per_interval(stack, plan, of, "logged_in_s"),
        "busy": _per_interval(stack, plan, of, "busy_s"),
    }
    return {key: value / length_s for key, value in seconds.items()}


def _per_interval(stack: Stack, plan: "Timetable", of: str, measure: str) -> Floats:
    """Return the mean over replications of a measure in each interval."""
    known = set(plan.intervals)
    places = [place for place, cell in enumerate(stack.cells) if cell.of == of and cell.interval in known]
    return stack.mean_of((measure,), np.array(places, dtype=np.intp))


def _handle_s(stack: Stack, types: list[str]) -> Floats:
    """Return the mean handle time of each type over the whole horizon, shape (types, 1); NaN where none was closed."""
    places = np.array([stack.place_of[Cell(of, None)] for of in types], dtype=np.intp)
    seconds, closed = (stack.sum_of((name,), places) for name in ("handle_s", "closed"))
    mean_s: Floats = np.divide(seconds, closed, out=np.full(len(types), np.nan), where=closed > 0)
    return mean_s[:, np.newaxis]


def _queue(stack: Stack, details: "Details") -> Iterator[Record]:
    """Yield the number of waiting contacts in each step: the mean over days, and quantiles of the days."""
    plan, days = details.plan, details.queue.astype(np.float64)
    # The smallest number that a share of the days did not exceed, as for quantiles of waits.
    quantiles = np.quantile(days, _SHARES, axis=0, method="inverted_cdf")
    shown = np.concatenate((days.mean(axis=0)[np.newaxis], quantiles)).round(_DECIMALS)
    for row, of in enumerate(("all", *(f"type:{name}" for name in plan.names.types))):
        numbers = zip(plan.step_from_s.tolist(), plan.step_to_s.tolist(), *shown[:, row].tolist(), strict=True)
        for from_s, to_s, mean, p10, p50, p90 in numbers:
            times = {"from_s": from_s, "to_s": to_s}
            yield {"of": of, **times, "mean": mean, "p10": p10, "p50": p50, "p90": p90, "n": len(days)}


def _waits(stack: Stack, details: "Details") -> Iterator[Record]:
    """Yield how many waited how long, over all days; a bucket nobody fell into is left out."""
    counts = np.concatenate((details.waits.sum(axis=0, keepdims=True), details.waits))
    names = ("all", *(f"type:{name}" for name in details.plan.names.types))
    for row, ending, bucket in np.argwhere(counts).tolist():
        above_s, up_to_s = bucket_ends_s(bucket)
        ends = {"above_s": _number(above_s), "up_to_s": _number(up_to_s)}
        contacts = int(counts[row, ending, bucket])
        yield {"of": names[row], "ended": ENDINGS[ending], **ends, "contacts": contacts, "n": stack.replications}


def _agents(stack: Stack, details: "Details") -> Iterator[Record]:
    """Yield what each agent did from when to when in replication 0."""
    spans, names = details.agents, details.plan.names
    if spans is None:
        return
    keys = ("group", "agent", "state", "in_hand", "overtime", "from_s", "to_s")
    # A week of a large center has a hundred thousand spans, and nobody needs them all at once.
    for first in range(0, len(spans["group"]), _AT_ONCE):
        columns = (spans[key][first : first + _AT_ONCE].tolist() for key in keys)
        teams = _teams(spans, names.teams, first)
        for (group, agent, state, in_hand, overtime, from_s, to_s), team in zip(
            zip(*columns, strict=True), teams, strict=False
        ):
            yield {
                "group": names.groups[group],
                "agent": names.agents[agent] if names.agents else str(agent),
                "state": State(state).name.lower(),
                "in_hand": in_hand,
                "overtime": overtime,
                "from_s": round(from_s, _DECIMALS_S),
                "to_s": round(to_s, _DECIMALS_S),
            } | team


def _teams(spans: Columns, teams: tuple[str, ...], first: int) -> Iterable[Record]:
    """Return what stands behind each row from the ``first`` on; nothing where nobody has a team."""
    if "team" not in spans:
        return repeat({})
    return ({"team": teams[number]} for number in spans["team"][first : first + _AT_ONCE].tolist())


def _number(value: float) -> float | None:
    return round(float(value), _DECIMALS) if math.isfinite(value) else None
