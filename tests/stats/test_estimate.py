"""Which statistic fits which metric, on whole summaries."""

import math

import numpy as np
from hotline import waits_of

from simulator.catalogue import METRICS
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES
from simulator.metrics.values import Stack
from simulator.stats.estimate import difference, estimate

CELLS = (Cell("all", None), Cell("all", "08:00-08:30"))


def stacked(**measures: list[list[float]]) -> Stack:
    """Return a stack of measures given as (replications, cells), without waits; the others are unknown."""
    replications = len(next(iter(measures.values())))
    sums = np.full((replications, len(MEASURES), len(CELLS)), np.nan)
    for name, values in measures.items():
        sums[:, MEASURES.index(name)] = values
    return Stack.of(CELLS, sums, waits_of([[]] * replications))


def waiting(*days: list[float]) -> Stack:
    """Return a stack of days with callers who waited so long."""
    return Stack.of(CELLS[:1], np.zeros((len(days), len(MEASURES), 1)), waits_of(days))


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


def test_a_quantile_of_days_is_averaged_over_the_replications_that_have_one():
    interval = estimate(waiting([10, 10], [], [1, 30]), METRICS["wait_s_p90_daily"], np.array([0]), 0.95)
    assert interval.value.tolist() == [20]
    assert interval.n.tolist() == [2]


def test_a_quantile_is_that_of_all_callers_and_not_the_mean_of_days():
    # A quiet day of one caller who waited 2 s, a busy day of nine who waited 10 to 90 s.
    stack = waiting([2], [10, 20, 30, 40, 50, 60, 70, 80, 90])
    assert estimate(stack, METRICS["wait_s_p50"], np.array([0]), 0.95).value.tolist() == [40]
    assert estimate(stack, METRICS["wait_s_p50_daily"], np.array([0]), 0.95).value.tolist() == [(2 + 50) / 2]


def test_a_share_of_days_has_the_exact_interval_when_a_replication_is_a_day():
    stack = stacked(days_met=[[1, 1]] * 10, days_judged=[[1, 1]] * 10)
    interval = estimate(stack, METRICS["days_in_target"], np.array([0]), 0.95)
    # (0.025)^(1/10): of ten good days nobody can say more.
    np.testing.assert_allclose([interval.low[0], interval.value[0], interval.high[0]], [0.6915, 1, 1], rtol=1e-4)


def test_a_difference_is_strategy_minus_baseline_for_every_kind_of_metric():
    more = stacked(answered=[[8, 1], [9, 1]], closed=[[8, 1], [9, 1]], open_s=[[3600, 3600]] * 2)
    less = stacked(answered=[[6, 1], [8, 1]], closed=[[6, 1], [8, 1]], open_s=[[3600, 3600]] * 2)
    cells = np.array([0, 1])
    assert difference(more, less, METRICS["answered"], cells, 0.95).difference.tolist() == [1.5, 0]
    assert difference(more, less, METRICS["closed_per_hour"], cells, 0.95).difference.tolist() == [1.5, 0]
    one, other = waiting([3], [3]), waiting([5], [5])
    for name in ("wait_s_p50", "wait_s_p50_daily"):
        assert difference(one, other, METRICS[name], cells[:1], 0.95).difference.tolist() == [-2]
