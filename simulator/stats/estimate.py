"""Metrics over replications: which of the statistics fits a metric is decided here, once.

A count is averaged over replications, and so are quantiles of days; a ratio is the ratio of sums; a quantile of all
callers is read from all of them together; a share of days has an interval of its own.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.metrics.cells import Cell
from simulator.metrics.values import Floats, Stack, metric_values, total
from simulator.stats.days import days_interval
from simulator.stats.intervals import Interval, mean_interval, ratio_interval
from simulator.stats.paired import Difference, mean_difference, ratio_difference
from simulator.stats.quantiles import quantile_difference, quantile_interval


def estimate(stack: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float) -> Interval:
    """Return ``metric`` with its interval for the ``cells`` (places in ``stack.cells``); arrays of shape (cells,)."""
    if metric.quantile is not None and not metric.daily:
        return quantile_interval(stack.waits, metric.quantile, _cells(stack, cells), confidence)
    if metric.is_of_days:
        return days_interval(*_fraction(stack, metric, cells), confidence)
    if metric.denominator:
        return ratio_interval(*_fraction(stack, metric, cells), confidence)
    return mean_interval(metric_values(metric, stack, cells), confidence)


def difference(
    strategy: Stack, baseline: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float
) -> Difference:
    """Return strategy - baseline of ``metric`` for the ``cells``, paired by replication; arrays of shape (cells,).

    Both stacks have the same cells and their replications the same customers, one by one.
    """
    assert strategy.cells == baseline.cells, "a cell is compared with itself"
    if metric.quantile is not None and not metric.daily:
        wanted = _cells(baseline, cells)
        return quantile_difference(strategy.waits, baseline.waits, metric.quantile, wanted, confidence)
    if metric.denominator:
        return ratio_difference(_fraction(strategy, metric, cells), _fraction(baseline, metric, cells), confidence)
    mine, theirs = (metric_values(metric, stack, cells) for stack in (strategy, baseline))
    return mean_difference(mine, theirs, confidence)


def _fraction(stack: Stack, metric: Metric, cells: NDArray[np.intp]) -> tuple[Floats, Floats]:
    sums = stack.sums[:, :, cells]
    return metric.scale * total(metric.numerator, sums), total(metric.denominator, sums)


def _cells(stack: Stack, places: NDArray[np.intp]) -> list[Cell]:
    return [stack.cells[place] for place in places.tolist()]
