"""Metrics over replications: which of the statistics fits a metric is decided here, once.

A count is averaged over replications, and so are quantiles of days; a ratio is the ratio of sums; a quantile of all
callers is read from all of them together; a share of days has an interval of its own. What is missing or infinite stays
so without a word.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.metrics.cells import Cell
from simulator.metrics.values import Floats, Stack, total
from simulator.stats.days import days_interval
from simulator.stats.honest import honest_interval
from simulator.stats.honest_paired import honest_difference
from simulator.stats.intervals import ConfidenceInterval
from simulator.stats.paired import Difference
from simulator.stats.quantiles import quantile_difference, quantile_interval
from simulator.stats.sample import pair_of, sample_of


def estimate(stack: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float) -> ConfidenceInterval:
    """Return ``metric`` with its interval for the ``cells`` (places in ``stack.cells``); arrays of shape (cells,)."""
    if metric.quantile is not None and not metric.daily:
        return quantile_interval(stack.waits, metric.quantile, _cells(stack, cells), confidence)
    if metric.is_of_days:
        return days_interval(*_fraction(stack, metric, cells), confidence)
    with np.errstate(all="ignore"):
        return honest_interval(sample_of(stack, metric, cells), confidence)


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
    with np.errstate(all="ignore"):
        return honest_difference(pair_of(strategy, baseline, metric, cells), confidence)


def _fraction(stack: Stack, metric: Metric, cells: NDArray[np.intp]) -> tuple[Floats, Floats]:
    sums = stack.sums[:, :, cells]
    return total(metric.numerator, sums), total(metric.denominator, sums)


def _cells(stack: Stack, places: NDArray[np.intp]) -> list[Cell]:
    return [stack.cells[place] for place in places.tolist()]
