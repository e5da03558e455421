"""Metrics over replications: which of the statistics fits a metric is decided here, once.

A count is averaged over replications, and so are quantiles of days; a ratio is the ratio of sums; a quantile of all
callers is read from all of them together; a share of days has an interval of its own. What is missing or infinite stays
so without a word. What was kept in several parts (`metrics/values.py`) is worked out part by part.
"""

from dataclasses import fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.metrics.cells import Cell
from simulator.metrics.values import Stack, Units
from simulator.stats.days import days_interval
from simulator.stats.honest import honest_interval
from simulator.stats.honest_paired import honest_difference
from simulator.stats.intervals import ConfidenceInterval
from simulator.stats.paired import Difference
from simulator.stats.quantiles import quantile_difference, quantile_interval
from simulator.stats.sample import pair_of, sample_of

Result = TypeVar("Result", ConfidenceInterval, Difference)


def estimate(stack: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float) -> ConfidenceInterval:
    """Return ``metric`` with its interval for the ``cells`` (places in ``stack.cells``); arrays of shape (cells,)."""
    found = [
        (mine, _of_units(stack.parts[number], metric, there, confidence))
        for number, mine, there in stack.by_part(cells)
    ]
    return found[0][1] if len(found) == 1 else _all(ConfidenceInterval, found, len(cells))


def difference(
    strategy: Stack, baseline: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float
) -> Difference:
    """Return strategy - baseline of ``metric`` for the ``cells``, paired by unit; arrays of shape (cells,).

    The cells are places in those of the baseline; the strategy has them too. Replications of both have the same
    customers, one by one.
    """
    of_strategy = cells
    if strategy.cells != baseline.cells:
        of_strategy = np.array([strategy.place_of[cell] for cell in _cells(baseline.cells, cells)], dtype=np.intp)
    sides = [list(each.by_part(places)) for each, places in ((strategy, of_strategy), (baseline, cells))]
    found = []
    for (number, mine, there), (theirs, same, there_of_baseline) in zip(*sides, strict=True):
        assert number == theirs, "what was kept is the same for all strategies"
        assert (mine == same).all(), "what was kept is the same for all strategies"
        pair = (strategy.parts[number], there), (baseline.parts[number], there_of_baseline)
        found.append((mine, _of_pair(*pair, metric, confidence)))
    return found[0][1] if len(found) == 1 else _all(Difference, found, len(cells))


def _of_units(units: Units, metric: Metric, cells: NDArray[np.intp], confidence: float) -> ConfidenceInterval:
    if metric.quantile is not None and not metric.daily:
        wanted = _cells(units.cells, cells)
        return _told(quantile_interval(units.waits_of(metric), metric.quantile, wanted, confidence), units)
    if metric.is_of_days:
        fraction = units.total(metric.numerator, cells), units.total(metric.denominator, cells)
        return days_interval(*fraction, confidence, units.sizes)
    with np.errstate(all="ignore"):
        return honest_interval(sample_of(units, metric, cells), confidence)


def _of_pair(
    strategy: tuple[Units, NDArray[np.intp]],
    baseline: tuple[Units, NDArray[np.intp]],
    metric: Metric,
    confidence: float,
) -> Difference:
    units, cells = baseline
    if metric.quantile is not None and not metric.daily:
        wanted = _cells(units.cells, cells)
        both = strategy[0].waits_of(metric), units.waits_of(metric)
        found = _told(quantile_difference(*both, metric.quantile, wanted, confidence), units)
        return _not_the_same(found, units)
    with np.errstate(all="ignore"):
        return _not_the_same(honest_difference(pair_of(strategy, baseline, metric), confidence), units)


def _not_the_same(found: Difference, units: Units) -> Difference:
    """Return a difference of blocks so that it is never *the same*: what adds up to the same may differ within."""
    if units.sizes is None:
        return found
    return replace(found, enough=found.enough & ~((found.low == 0) & (found.high == 0)))


def _cells(cells: tuple[Cell, ...], places: NDArray[np.intp]) -> list[Cell]:
    return [cells[place] for place in places.tolist()]


def _told(found: Result, units: Units) -> Result:
    """Return what was found of units, with the number of replications."""
    return found if units.sizes is None else replace(found, n=np.full_like(found.n, units.replications))


def _all(kind: type[Result], found: list[tuple[NDArray[np.intp], Result]], cells: int) -> Result:
    """Return what was found of some of the ``cells`` each, of all of them."""
    columns = {field.name: np.full(cells, np.nan) for field in fields(kind)}
    columns |= {"n": np.zeros(cells, dtype=np.intp), "enough": np.ones(cells, dtype=np.bool_)}
    for mine, one in found:
        for name, column in columns.items():
            column[mine] = getattr(one, name)
    return kind(**columns)
