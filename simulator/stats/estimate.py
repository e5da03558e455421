"""Metrics over replications: which of the statistics fits a metric is decided here, once.

A count or a quantile is averaged over replications; a ratio is the ratio of sums. What is missing or infinite stays so
without a word.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.metrics.values import Stack
from simulator.stats.honest import honest_interval
from simulator.stats.honest_paired import honest_difference
from simulator.stats.intervals import Interval
from simulator.stats.paired import Difference
from simulator.stats.sample import pair_of, sample_of


def estimate(stack: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float) -> Interval:
    """Return ``metric`` with its interval for the ``cells`` (places in ``stack.cells``); arrays of shape (cells,)."""
    with np.errstate(all="ignore"):
        return honest_interval(sample_of(stack, metric, cells), confidence)


def difference(
    strategy: Stack, baseline: Stack, metric: Metric, cells: NDArray[np.intp], confidence: float
) -> Difference:
    """Return strategy - baseline of ``metric`` for the ``cells``, paired by replication; arrays of shape (cells,).

    Both stacks have the same cells and their replications the same customers, one by one.
    """
    assert strategy.cells == baseline.cells, "a cell is compared with itself"
    with np.errstate(all="ignore"):
        return honest_difference(pair_of(strategy, baseline, metric, cells), confidence)
