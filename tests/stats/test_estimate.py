"""Which statistic fits which metric, on whole summaries."""

import math

import numpy as np

from simulator.catalogue import METRICS
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES, QUANTILES
from simulator.metrics.values import Stack
from simulator.stats.estimate import difference, estimate

CELLS = (Cell("all", None), Cell("all", "08:00-08:30"))


def stacked(**measures: list[list[float]]) -> Stack:
    """Return a stack of measures and quantiles given as (replications, cells); the others are unknown."""
    replications = len(next(iter(measures.values())))
    sums = np.full((replications, len(MEASURES), len(CELLS)), np.nan)
    quantiles = np.full((replications, len(QUANTILES), len(CELLS)), np.nan)
    for name, values in measures.items():
        table, names = (quantiles, QUANTILES) if name in QUANTILES else (sums, MEASURES)
        table[:, names.index(name)] = values
    return Stack(CELLS, sums, quantiles)


def test_a_share_is_the_ratio_of_sums_over_replications():
    stack = stacked(abandoned=[[1, 0], [9, 0]], offered=[[10, 0], [20, 0]])
    interval = estimate(stack, METRICS["abandonment_rate"], np.array([0, 1]), 0.95)
    assert interval.value[0] == 10 / 30
    assert interval.low[0] < interval.value[0] < interval.high[0]
    assert math.isnan(interval.value[1])


def test_a_metric_per_hour_is_scaled_with_its_interval():
    # The same contacts in half the time are twice as many per hour, and so are the ends of the interval.
    stack = stacked(closed=[[10, 10], [14, 14], [9, 9]], open_s=[[3600, 1800]] * 3, handle_s=[[900, 900]] * 3)
    interval = estimate(stack, METRICS["closed_per_hour"], np.array([0, 1]), 0.95)
    assert interval.value.tolist() == [11, 22]
    np.testing.assert_allclose([interval.low[1], interval.high[1]], [2 * interval.low[0], 2 * interval.high[0]])


def test_a_count_is_averaged():
    interval = estimate(stacked(arrived=[[10, 1], [20, 2]]), METRICS["arrived"], np.array([0]), 0.95)
    assert interval.value[0] == 15


def test_a_quantile_is_averaged_over_the_replications_that_have_one():
    stack = stacked(wait_s_p90=[[10, math.nan], [20, 5], [60, math.nan]])
    interval = estimate(stack, METRICS["wait_s_p90"], np.array([0, 1]), 0.95)
    assert interval.value.tolist() == [30, 5]
    assert interval.n.tolist() == [3, 1]


def test_a_difference_is_strategy_minus_baseline_for_every_kind_of_metric():
    more = stacked(
        answered=[[8, 1], [9, 1]], closed=[[8, 1], [9, 1]], open_s=[[3600, 3600]] * 2, wait_s_p50=[[3, 1]] * 2
    )
    less = stacked(
        answered=[[6, 1], [8, 1]], closed=[[6, 1], [8, 1]], open_s=[[3600, 3600]] * 2, wait_s_p50=[[5, 1]] * 2
    )
    cells = np.array([0, 1])
    assert difference(more, less, METRICS["answered"], cells, 0.95).difference.tolist() == [1.5, 0]
    assert difference(more, less, METRICS["closed_per_hour"], cells, 0.95).difference.tolist() == [1.5, 0]
    assert difference(more, less, METRICS["wait_s_p50"], cells, 0.95).difference.tolist() == [-2, 0]
