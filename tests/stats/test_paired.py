"""Paired differences: by hand, against scipy.stats, the gain of pairing, exact zeros, verdicts in words."""

import math

import numpy as np
import pytest
from scipy import stats

from simulator.catalogue import Better
from simulator.stats.days import days_needed, exact_share
from simulator.stats.paired import (
    mean_difference,
    ratio_difference,
    replications_needed,
    replications_of_nothing,
    verdict,
)

NAN = math.nan


def column(*values: float) -> np.ndarray:
    """Return one cell's replications."""
    return np.array(values, dtype=float)[:, np.newaxis]


def test_a_paired_difference_of_means_by_hand():
    found = mean_difference(column(11, 22, 36), column(10, 20, 33), 0.95)
    # Differences 1, 2, 3: mean 2, s 1, t(0.975, 2) = 4.302653.
    assert found.difference[0] == 2
    assert found.high[0] - 2 == pytest.approx(4.302653 / math.sqrt(3), rel=1e-6)
    assert found.n[0] == 3


def test_paired_and_unpaired_widths_agree_with_scipy():
    generator = np.random.default_rng(1)
    baseline = generator.normal(100, 20, (25, 3))
    strategy = baseline + generator.normal(2, 5, (25, 3))
    found = mean_difference(strategy, baseline, 0.9)
    for cell in range(3):
        mine, theirs = strategy[:, cell], baseline[:, cell]
        paired = stats.ttest_rel(mine, theirs).confidence_interval(0.9)
        assert (found.low[cell], found.high[cell]) == (pytest.approx(paired.low), pytest.approx(paired.high))
        alone = stats.ttest_ind(mine, theirs, equal_var=False).confidence_interval(0.9)
        assert found.half_width_unpaired[cell] == pytest.approx((alone.high - alone.low) / 2)
    assert (found.half_width_unpaired > 2 * (found.high - found.low) / 2).all()


def test_a_paired_difference_of_ratios_by_hand():
    strategy = (column(9, 18, 33), column(10, 20, 30))
    baseline = (column(8, 15, 31), column(10, 20, 30))
    found = ratio_difference(strategy, baseline, 0.95)
    # Residuals: R = 1: -1, -2, 3; R = 0.9: -1, -3, 4. Their differences 0, 1, -1, over the mean denominator 20.
    half = 4.302653 * math.sqrt(((1 + 1) / 2) / 3) / 20
    assert found.difference[0] == pytest.approx(0.1)
    assert found.high[0] - found.difference[0] == pytest.approx(half, rel=1e-6)
    alone = (14 / 2 / 3 + 26 / 2 / 3) / 400
    welch = alone**2 / ((14 / 6 / 400) ** 2 / 2 + (26 / 6 / 400) ** 2 / 2)
    assert found.half_width_unpaired[0] == pytest.approx(stats.t.ppf(0.975, welch) * math.sqrt(alone))


def test_ratios_over_the_same_denominators_differ_as_means_do():
    generator = np.random.default_rng(2)
    first, second = generator.normal(50, 5, (30, 2)), generator.normal(52, 5, (30, 2))
    four = np.full((30, 2), 4.0)
    ratios = ratio_difference((first, four), (second, four), 0.9)
    means = mean_difference(first / 4, second / 4, 0.9)
    for name in ("difference", "low", "high", "half_width_unpaired"):
        np.testing.assert_allclose(getattr(ratios, name), getattr(means, name))


def test_a_strategy_equal_to_the_baseline_differs_by_exactly_nothing():
    generator = np.random.default_rng(3)
    # Numbers whose sums round: equal must stay equal all the same.
    numerator, denominator = generator.random((7, 5)) / 3, generator.random((7, 5)) / 7
    # A cell with one replication that has a denominator, which otherwise has no interval.
    numerator[1:, 4] = denominator[1:, 4] = 0
    same = (numerator.copy(), denominator.copy())
    for found in (ratio_difference((numerator, denominator), same, 0.95), mean_difference(numerator, same[0], 0.95)):
        for name in ("difference", "low", "high"):
            assert (getattr(found, name) == 0).all(), name
        assert verdict(found.difference[0], found.low[0], found.high[0], Better.HIGHER) == "same"


def test_pairs_without_a_value_on_either_side_are_left_out():
    found = mean_difference(column(5, NAN, 7, 9), column(4, 1, NAN, 6), 0.95)
    assert found.n[0] == 2
    assert found.difference[0] == 2
    # What the widths are compared with is made of the same pairs.
    complete = mean_difference(column(5, 9), column(4, 6), 0.95)
    assert found.half_width_unpaired[0] == complete.half_width_unpaired[0]
    empty = mean_difference(column(NAN, 1), column(1, NAN), 0.95)
    assert empty.n[0] == 0
    assert math.isnan(empty.difference[0])


def test_what_never_varies_has_intervals_without_width():
    found = mean_difference(column(5, 5, 5), column(4, 4, 4), 0.95)
    assert (found.low[0], found.high[0], found.half_width_unpaired[0]) == (1, 1, 0)


def test_one_pair_has_a_difference_and_no_interval():
    one = (column(3), column(4))
    for found in (mean_difference(*one, 0.95), ratio_difference(one, (column(1), column(4)), 0.95)):
        assert not math.isnan(found.difference[0])
        for number in (found.low, found.high, found.half_width_unpaired):
            assert math.isnan(number[0])


def test_a_ratio_of_nothing_differs_from_nothing():
    nothing, something = (column(0, 0), column(0, 0)), (column(1, 2), column(4, 4))
    for found in (ratio_difference(nothing, something, 0.95), ratio_difference(something, nothing, 0.95)):
        assert math.isnan(found.difference[0])
        assert math.isnan(found.low[0])


def test_a_ratio_seen_in_one_replication_only_has_no_interval():
    rare, often = (column(0, 1, 0), column(0, 2, 0)), (column(1, 2, 3), column(4, 4, 4))
    found = ratio_difference(rare, often, 0.95)
    assert found.difference[0] == 0
    assert math.isnan(found.low[0])


def test_cells_do_not_know_of_each_other():
    generator = np.random.default_rng(4)
    tables = [generator.poisson(20, (12, 6)) + 1.0 for _ in range(4)]
    order = generator.permutation(6)
    moved = [table[:, order] for table in tables]
    found = ratio_difference((tables[0], tables[1]), (tables[2], tables[3]), 0.95)
    again = ratio_difference((moved[0], moved[1]), (moved[2], moved[3]), 0.95)
    for name in ("difference", "low", "high", "n", "half_width_unpaired"):
        np.testing.assert_array_equal(getattr(found, name)[order], getattr(again, name))
    alone = ratio_difference((tables[0][:, :1], tables[1][:, :1]), (tables[2][:, :1], tables[3][:, :1]), 0.95)
    assert (alone.difference[0], alone.low[0]) == (found.difference[0], found.low[0])


def test_the_interval_of_a_paired_difference_covers_the_truth_as_often_as_it_says():
    # The same customers on both sides; the strategy serves five in a hundred more of them.
    studies, days = 4000, 30
    generator = np.random.default_rng(12)
    came = generator.poisson(generator.gamma(30, 5, (days, studies)))
    day = np.clip(generator.normal(0.8, 0.04, came.shape), 0, 0.94)
    served = generator.binomial(came, day)
    more = served + generator.binomial(came - served, 0.05 / (1 - day))
    total = came.astype(float)
    found = ratio_difference((more.astype(float), total), (served.astype(float), total), 0.95)
    covered = ((found.low <= 0.05) & (found.high >= 0.05)).mean()
    assert abs(covered - 0.95) <= 4 * math.sqrt(0.95 * 0.05 / studies) + 0.01, covered
    half = (found.high - found.low) / 2
    assert np.median(found.half_width_unpaired / half) > 2


def test_independent_strategies_gain_nothing_from_pairing():
    generator = np.random.default_rng(13)
    tables = [generator.normal(100, 10, (400, 50)) for _ in range(2)]
    found = mean_difference(*tables, 0.95)
    gain = found.half_width_unpaired / ((found.high - found.low) / 2)
    assert np.mean(gain) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("difference", "low", "high", "better", "word"),
    [
        (2, 1, 3, Better.HIGHER, "better"),
        (2, 1, 3, Better.LOWER, "worse"),
        (2, 1, 3, Better.NEITHER, "higher"),
        (-2, -3, -1, Better.HIGHER, "worse"),
        (-2, -3, -1, Better.LOWER, "better"),
        (-2, -3, -1, Better.NEITHER, "lower"),
        (2, -1, 5, Better.HIGHER, "cannot tell"),
        (2, 0, 4, Better.LOWER, "cannot tell"),
        (2, -1, 5, Better.NEITHER, "cannot tell"),
        (0, 0, 0, Better.HIGHER, "same"),
        (0, 0, 0, Better.NEITHER, "same"),
        (0, -1, 1, Better.HIGHER, "cannot tell"),
        (2, NAN, NAN, Better.HIGHER, "cannot tell"),
        (0, NAN, NAN, Better.HIGHER, "cannot tell"),
        (NAN, NAN, NAN, Better.LOWER, "cannot tell"),
        (2, 2, 2, Better.HIGHER, "better"),
    ],
)
def test_a_verdict_is_one_word(difference, low, high, better, word):
    assert verdict(difference, low, high, better) == word


@pytest.mark.parametrize(
    ("difference", "low", "high", "n", "needed"),
    [
        (1.0, -1.0, 3.0, 10, 80),
        (-1.0, -4.0, 2.0, 10, 180),
        (1.0, -0.01, 2.01, 10, 21),
        (1.0, 0.0, 2.0, 10, 20),
        (0.1, -0.21, 0.41, 50, 961),
        (2.0, 1.0, 3.0, 10, None),
        (0.0, -1.0, 1.0, 10, None),
        (0.0, 0.0, 0.0, 10, None),
        (1.0, NAN, NAN, 1, None),
        (NAN, NAN, NAN, 1, None),
        (5e-324, -1.0, 1.0, 10, None),
    ],
)
def test_how_many_replications_would_tell(difference, low, high, n, needed):
    assert replications_needed(difference, low, high, n) == needed


def test_that_many_replications_do_tell_four_times_out_of_five():
    # A true difference of 1 with a spread of 10: 50 pairs rarely tell, as many as asked for probably do.
    generator = np.random.default_rng(14)
    needed = replications_needed(1.0, 1.0 - 10 * 1.96 / math.sqrt(50), 1.0 + 10 * 1.96 / math.sqrt(50), 50)
    assert needed == pytest.approx(2 * (1.96 * 10) ** 2, abs=1)
    found = mean_difference(generator.normal(1, 10, (needed, 1000)), np.zeros((needed, 1000)), 0.95)
    assert 0.75 < (found.low > 0).mean() < 0.85


@pytest.mark.parametrize("share", [0.9, 0.95, 0.99])
def test_so_many_days_without_one_that_fails_show_what_fewer_left_open(share):
    reach = 1 - float(exact_share(np.array([10.0]), np.array([10.0]), 0.95)[0][0])
    assert replications_of_nothing(1 - share, reach, 10, 0.95) == days_needed(share, 0.95)
