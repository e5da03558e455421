"""Intervals of means and ratios: by hand, against scipy.stats, by their coverage, and where there is nothing to say."""

import math

import numpy as np
import pytest
from scipy import stats

from simulator.stats.intervals import mean_interval, ratio_interval, together


def column(*values: float) -> np.ndarray:
    """Return one cell's replications."""
    return np.array(values, dtype=float)[:, np.newaxis]


def test_a_mean_interval_by_hand():
    interval = mean_interval(column(1, 2, 3), 0.95)
    # s = 1, √3 of it, t(0.975, 2) = 4.302653.
    assert interval.value[0] == 2
    assert interval.n[0] == 3
    assert interval.high[0] - 2 == pytest.approx(4.302653 / math.sqrt(3), rel=1e-6)
    assert 2 - interval.low[0] == pytest.approx(interval.high[0] - 2)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
@pytest.mark.parametrize("replications", [2, 10, 400])
def test_a_mean_interval_agrees_with_scipy(confidence, replications):
    samples = np.random.default_rng(1).gamma(2.0, 5.0, (replications, 4))
    interval = mean_interval(samples, confidence)
    for cell in range(4):
        mine = samples[:, cell]
        low, high = stats.t.interval(confidence, replications - 1, mine.mean(), stats.sem(mine))
        assert (interval.low[cell], interval.high[cell]) == (pytest.approx(low), pytest.approx(high))


def test_a_replication_without_a_value_is_left_out_and_not_counted():
    nan = math.nan
    interval = mean_interval(np.array([[1.0, nan, nan], [nan, nan, nan], [3.0, nan, 7.0]]), 0.95)
    assert interval.n.tolist() == [2, 0, 1]
    np.testing.assert_array_equal(interval.value, [2, nan, 7])
    assert (interval.low[0], interval.high[0]) == (pytest.approx(2 - 12.7062, rel=1e-4), pytest.approx(14.7062))
    assert np.isnan(interval.low[1:]).all()
    assert np.isnan(interval.high[1:]).all()


def test_a_ratio_is_the_ratio_of_sums_and_not_the_mean_of_ratios():
    interval = ratio_interval(column(9, 50), column(10, 100), 0.95)
    assert interval.value[0] == 59 / 110


def test_a_ratio_interval_by_hand():
    interval = ratio_interval(column(8, 15, 31), column(10, 20, 30), 0.95)
    # R = 54/60 = 0.9; residuals -1, -3, 4; their variance 26/2 = 13; error √(13/3)/20; t(0.975, 2) = 4.302653.
    half = 4.302653 * math.sqrt(13 / 3) / 20
    assert interval.value[0] == 0.9
    assert interval.low[0] == pytest.approx(0.9 - half, rel=1e-6)
    assert interval.high[0] == pytest.approx(0.9 + half, rel=1e-6)


def test_a_ratio_over_the_same_denominator_is_a_mean():
    numerator = np.random.default_rng(2).normal(50, 5, (30, 2))
    ratio, mean = ratio_interval(numerator, np.full((30, 2), 4.0), 0.9), mean_interval(numerator / 4, 0.9)
    np.testing.assert_allclose([ratio.value, ratio.low, ratio.high], [mean.value, mean.low, mean.high])


def test_one_replication_has_a_value_and_no_interval():
    for interval in (mean_interval(column(3), 0.95), ratio_interval(column(3), column(4), 0.95)):
        assert interval.value[0] in (3, 0.75)
        assert interval.n[0] == 1
        assert math.isnan(interval.low[0])
        assert math.isnan(interval.high[0])


def test_a_ratio_of_nothing_is_unknown():
    interval = ratio_interval(column(0, 0), column(0, 0), 0.95)
    assert all(math.isnan(number[0]) for number in (interval.value, interval.low, interval.high))


def test_one_replication_with_a_denominator_says_nothing_of_the_spread():
    interval = ratio_interval(column(0, 1, 0), column(0, 2, 0), 0.95)
    assert interval.value[0] == 0.5
    assert math.isnan(interval.low[0])
    assert not math.isnan(ratio_interval(column(0, 1, 1), column(0, 2, 1), 0.95).low[0])


def test_cells_do_not_know_of_each_other():
    generator = np.random.default_rng(3)
    numerator, denominator = generator.poisson(8, (20, 6)).astype(float), generator.poisson(10, (20, 6)) + 1.0
    order = generator.permutation(6)
    for interval, shuffled in (
        (
            ratio_interval(numerator, denominator, 0.95),
            ratio_interval(numerator[:, order], denominator[:, order], 0.95),
        ),
        (mean_interval(numerator, 0.95), mean_interval(numerator[:, order], 0.95)),
    ):
        for name in ("value", "low", "high", "n"):
            np.testing.assert_array_equal(getattr(interval, name)[order], getattr(shuffled, name))


def test_a_ratio_interval_covers_the_truth_as_often_as_it_says():
    # 4000 studies of 40 busy and quiet days; a busy day is served worse, so numerator and denominator are tied.
    studies, days = 4000, 40
    generator = np.random.default_rng(11)
    came = generator.poisson(generator.gamma(40, 5, (days, studies))).astype(float)
    share = 0.9 - 0.001 * (came - 200)
    served = generator.binomial(came.astype(int), np.clip(share, 0, 1)).astype(float)
    # E[N (0.9 - 0.001 (N - 200))] / E[N] with E N = 200 and Var N = 200 + 40·25.
    truth = 0.9 - 0.001 * 1200 / 200
    interval = ratio_interval(served, came, 0.95)
    assert_covers(interval.low, interval.high, truth, 0.95)
    # The mean of daily shares estimates something else, and an interval that ignores the tie is wrong by far.
    assert abs((served / came).mean() - truth) > 0.003


def assert_covers(low: np.ndarray, high: np.ndarray, truth: float, confidence: float) -> None:
    """Assert that the share of intervals holding ``truth`` is ``confidence``, within 4 binomial errors and 1 %."""
    covered = ((low <= truth) & (truth <= high)).mean()
    error = 4 * math.sqrt(confidence * (1 - confidence) / len(low)) + 0.01
    assert abs(covered - confidence) <= error, f"{covered:.4f} of the intervals hold {truth:.4f}"


def missed_anywhere(confidence):
    """Return in how many of 4000 studies some of five intervals of means, all with the truth 0, miss it."""
    samples = np.random.default_rng(7).normal(size=(5, 12, 4000))
    # One strategy is in all differences, so the intervals depend on one another, as they do in a comparison.
    samples[1:] -= samples[0]
    intervals = [mean_interval(each, confidence) for each in samples]
    return np.mean(np.any([(one.low > 0) | (one.high < 0) for one in intervals], axis=0))


def test_intervals_that_hold_together_miss_anything_as_seldom_as_they_say():
    assert missed_anywhere(0.95) > 0.12
    assert 0.02 < missed_anywhere(together(0.95, 5)) < 0.055


def test_one_interval_holds_together_with_itself():
    assert together(0.9, 1) == 0.9
    assert together(0.95, 2) == pytest.approx(0.975)
