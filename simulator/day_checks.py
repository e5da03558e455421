"""Promises about days and about every interval: the values they are judged by.

A mean over days can be in target while hardly a day is. ``days(…) >= 90%`` asks each day by its own value; the share
of days has an exact interval. ``every interval`` asks each reporting interval; of one day, or of all days' values.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS
from simulator.comparison import Comparison, Row
from simulator.errors import Problem, UsageError
from simulator.metrics.cells import Cell
from simulator.metrics.values import Stack, metric_values
from simulator.scenario.judged.checks import EVERY_INTERVAL, HOLDS, Check, parse_check
from simulator.scenario.text.nodes import problem
from simulator.stats.days import days_interval, days_needed

if TYPE_CHECKING:
    from simulator.scenario.nouns import Scenario
    from simulator.scenario.resolved.study import Study

Counts = NDArray[np.float64]


def row_of_days(promise: Check, run: Comparison, strategy: str) -> Row:
    """Return the share of days on which ``promise.on_days`` is kept, with its interval; ``n`` counts the days.

    A day without a value, because there was nobody to judge, counts in neither. Raises `UsageError` when the strategy
    has nothing of what is asked for.
    """
    assert promise.on_days is not None
    kept, judged = days_kept(promise.on_days, run.stacks[strategy])
    found = days_interval(kept[:, np.newaxis], judged[:, np.newaxis], run.confidence)
    share, low, high = (float(each[0]) for each in (found.value, found.low, found.high))
    what = (strategy, run.future, promise.metric, promise.of, promise.interval)
    return Row(*what, share, low, high, int(judged.sum()), run.point)


def days_kept(asked: Check, stack: Stack) -> tuple[Counts, Counts]:
    """Return on how many days of each replication ``asked`` is kept, and how many have a value; shape (replications,).

    Asked of every interval, a day keeps it when each of its intervals that has a value does. Raises `UsageError` when
    there are no such cells.
    """
    days = list(_cells_by_day(asked, stack.cells))
    if not days:
        raise UsageError(f"there is no {asked.metric} of {asked.of}.")
    kept, judged = np.zeros(len(stack.sums)), np.zeros(len(stack.sums))
    for places in days:
        values = metric_values(METRICS[asked.metric], stack, places)
        known = ~np.isnan(values)
        anybody = known.any(axis=1)
        # Whatever compares with NaN is false, and here it does not count.
        judged += anybody
        kept += anybody & (HOLDS[asked.comparison](values, asked.limit) | ~known).all(axis=1)
    return kept, judged


def rows_of_intervals(promise: Check, run: Comparison, strategy: str) -> list[Row]:
    """Return the value of each reporting interval that has one, in their order; not of those that are about nobody."""
    cells = [cell for cell in run.stacks[strategy].cells if cell.of == promise.of and cell.is_interval]
    rows = [run.row(strategy, promise.metric, *cell) for cell in cells if run.anybody(strategy, promise.metric, *cell)]
    return [row for row in rows if not np.isnan(row.value)]


def too_few_replications(
    study: "Study", scenarios: "Sequence[Scenario]", replications: int | None = None
) -> tuple[Problem, ...]:
    """Return a warning for every check of days that ``replications`` (None: the scenario's) can never show to hold.

    Where one replication is several days there is no such number, because days of one replication may hang together.
    """
    found: list[Problem] = []
    for number, (text, mark) in enumerate(study.checks, start=1):
        for scenario in scenarios:
            promise = parse_check(text, scenario)
            if isinstance(promise, Check) and promise.on_days:
                planned = replications or scenario.run.replications
                said = _too_few(promise, scenario, planned, "there are" if replications else "run.replications is")
                found += [problem(mark, f"checks[{number}]", said)] if said else []
    return tuple(dict.fromkeys(found))


def _too_few(promise: Check, scenario: "Scenario", planned: int, words: str) -> str:
    """Return what is to be said when no outcome of so many replications could show that the promise holds."""
    at_least = promise.comparison in (">=", ">")
    if len(scenario.horizon.open_days) > 1 and promise.interval in (None, EVERY_INTERVAL):
        return ""
    needed = days_needed(promise.limit, scenario.run.confidence, at_least)
    shown = f"days(…) {promise.comparison} {promise.limit * 100:.10g}%"
    even = "every day" if at_least else "no day"
    if needed is None:
        return f"{shown}: even if {even} kept it, no number of replications could show it."
    if needed <= planned:
        return ""
    return f"{shown}: even if {even} kept it, {needed} replications are needed to show it; {words} {planned}."


def _cells_by_day(asked: Check, cells: tuple[Cell, ...]) -> Iterator[NDArray[np.intp]]:
    """Yield the places of the cells a day is judged by, day by day; of an interval or a day there is just one."""
    mine = [(place, cell) for place, cell in enumerate(cells) if cell.of == asked.of]
    days = [cell.interval for _, cell in mine if cell.is_day]
    if asked.interval == EVERY_INTERVAL:
        for day in days or [None]:
            of_day = [place for place, cell in mine if cell.is_interval and (day is None or _is_in(cell, day))]
            yield np.array(of_day, dtype=np.intp)
        return
    wanted = days if days and asked.interval is None else [asked.interval]
    for interval in wanted:
        found = [place for place, cell in mine if cell.interval == interval]
        if found:
            yield np.array(found, dtype=np.intp)


def _is_in(cell: Cell, day: str) -> bool:
    return cell.interval is not None and cell.interval.rpartition(" ")[0] == day
