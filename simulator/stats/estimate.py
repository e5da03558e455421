"""Metrics over replications: which of the statistics fits a metric is decided here, once.

A count or a quantile is averaged over replications; a ratio is the ratio of sums.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.metrics.values import Floats, Stack, metric_values, total
from simulator.stats.intervals import Interval, mean_interval, ratio_interval
from simulator.stats.paired import Difference, mean_difference, ratio_difference


def estimate(stack: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float) -> Interval:
    """Return ``metric`` with its interval for the ``cells`` (places in ``stack.cells``); arrays of shape (cells,)."""
    if metric.denominator:
        return ratio_interval(*_fraction(stack, metric, cells), confidence)
    return mean_interval(_samples(stack, metric, cells), confidence)


def difference(
    strategy: Stack, baseline: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float
) -> Difference:
    """Return strategy - baseline of ``metric`` for the ``cells``, paired by replication; arrays of shape (cells,).

    Both stacks have the same cells and their replications the same customers, one by one.
    """
    assert strategy.cells == baseline.cells, "a cell is compared with itself"
    if metric.denominator:
        return ratio_difference(_fraction(strategy, metric, cells), _fraction(baseline, metric, cells), confidence)
    return mean_difference(_samples(strategy, metric, cells), _samples(baseline, metric, cells), confidence)


def _fraction(stack: Stack, metric: Metric, cells: NDArray[np.intp]) -> tuple[Floats, Floats]:
    sums = stack.sums[:, :, cells]
    return metric.scale * total(metric.numerator, sums), total(metric.denominator, sums)


def _samples(stack: Stack, metric: Metric, cells: NDArray[np.intp]) -> Floats:
    return metric_values(metric, stack.sums[:, :, cells], stack.quantiles[:, :, cells])
