"""Quantiles of all callers: their intervals have a width, stay possible, hold the truth, and differ by pairs."""

import math
from functools import cache

import numpy as np
import pytest
from hotline import waits_of

from simulator.metrics.cells import Cell
from simulator.metrics.wait_bins import BINS, WaitBins, bin_of, upper_s
from simulator.stats.quantiles import quantile_difference, quantile_interval

EVERYTHING = [Cell("all", None)]


def of(days, share=0.9, confidence=0.95):
    """Return (value, low, high) of one quantile."""
    found = quantile_interval(waits_of(days), share, EVERYTHING, confidence)
    return tuple(float(each[0]) for each in (found.value, found.low, found.high))


def differ(mine, theirs, share=0.9):
    """Return (difference, low, high)."""
    found = quantile_difference(waits_of(mine), waits_of(theirs), share, EVERYTHING, 0.95)
    return tuple(float(each[0]) for each in (found.difference, found.low, found.high))


def random_days(seed, days, callers, spread=0.2, longer=1.0):
    """Return days of callers of whom a half wait, longer on busier days; the same customers for any ``longer``."""
    generator = np.random.default_rng(seed)
    loads = generator.gamma(1 / spread**2, spread**2, days)
    found = []
    for load in loads:
        size = generator.poisson(callers * load)
        waits = generator.random(size) < np.clip(0.5 * load, 0, 0.95)
        found.append(np.where(waits, generator.exponential(30 * load**2 * longer, size), 0.0))
    return found


def test_the_interval_lies_about_the_value():
    value, low, high = of(random_days(1, 100, 200))
    assert 0 < low < value < high < 2 * value


def test_an_interval_has_a_width_even_where_all_callers_waited_alike():
    value, low, high = of([[60.0] * 100] * 20)
    assert (value, high) == (60, 60)
    assert 59 < low < 60


def test_nobody_waited_is_certain_only_where_the_upper_limit_says_so_too():
    assert of([[0.0] * 100] * 20) == (0, 0, 0)
    # 91 % did not wait: the quantile is 0, but that may be chance.
    value, low, high = of([[0.0] * 91 + [30.0] * 9] * 4)
    assert (value, low) == (0, 0)
    assert high == 30


def test_a_quantile_beyond_what_so_few_can_show_has_no_interval():
    value, low, high = of([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], share=0.95)
    assert value == 6
    assert math.isnan(low)
    assert math.isnan(high)


def test_one_day_with_callers_has_no_interval_and_nobody_has_no_value():
    assert math.isnan(of([[5.0] * 500, [], []])[1])
    assert all(math.isnan(each) for each in of([[], []]))


@pytest.mark.parametrize("share", [0.5, 0.9, 0.95])
def test_no_limit_is_below_nothing_or_beyond_the_longest_wait(share):
    for seed in range(20):
        days = random_days(seed, 10, 30)
        _, low, high = of(days, share)
        if not math.isnan(low):
            assert 0 <= low <= high <= 1.01 * max(day.max() for day in days if len(day))


def test_what_is_the_same_in_every_replication_differs_by_nothing():
    days = random_days(1, 10, 200)
    assert differ(days, days) == (0, 0, 0)


def test_equal_quantiles_of_different_days_are_not_certain_to_be_equal():
    other = [np.append(day[:-1], 500.0) for day in random_days(1, 10, 200)]
    difference, low, high = differ(random_days(1, 10, 200), other)
    assert low <= difference <= high
    assert low < high


def test_pairs_of_days_tell_more_than_their_intervals():
    shorter, longer = random_days(3, 100, 200, longer=0.7), random_days(3, 100, 200)
    found = quantile_difference(waits_of(shorter), waits_of(longer), 0.9, EVERYTHING, 0.95)
    assert found.high[0] < 0
    assert (found.high[0] - found.low[0]) / 2 < 0.7 * found.half_width_unpaired[0]


def test_no_interval_of_either_is_no_interval_of_the_difference():
    assert math.isnan(differ([[1.0, 2.0], [3.0]], [[1.0, 2.0], [3.0]][::-1])[1])


CENTERS = {
    "ordinary": (400, 0.1, 2, 0.6),
    "small": (20, 0.1, 2, 0.6),
    "rarely a wait": (40, 0.2, 2, 0.85),
    "busy days": (400, 0.3, 3, 0.6),
}
"""Callers a day, how days differ (cv), how waits grow with the load (a power), the share who do not wait."""


def studied(generator, days, center):
    """Return the waits of some days under two strategies, same customers, as (day, waits, waits)."""
    callers, spread, power, at_once = center
    load = generator.gamma(1 / spread**2, spread**2, days)
    day = np.repeat(np.arange(days), generator.poisson(callers * load))
    who, long = generator.random(len(day)), generator.exponential(30, len(day)) * load[day] ** power
    served = np.clip(1 - (1 - at_once) * load[day], 0.05, 1)
    return day, np.where(who < served, 0.0, long), np.where(who < 1.1 * served, 0.0, 0.9 * long)


def bins(day, wait_s, days):
    keys, counts = np.unique(day * BINS + bin_of(wait_s), return_counts=True)
    cells = (Cell("all", None), Cell("type:orders", None), Cell("channel:voice", None))
    starts, place = np.searchsorted(keys, np.arange(days + 1) * BINS), np.zeros(len(keys), dtype=np.int32)
    return WaitBins(cells, starts, place, (keys % BINS).astype(np.uint16), counts.astype(np.int32))


@cache
def truth_s(center, share):
    """Return the quantiles of so many callers that chance hardly matters."""
    truth = np.zeros((2, BINS))
    for seed in range(10):
        _, *sides = studied(np.random.default_rng([1, seed]), 2_000_000 // CENTERS[center][0], CENTERS[center])
        truth += [np.bincount(bin_of(side), minlength=BINS) for side in sides]
    return upper_s(np.array([np.searchsorted(np.cumsum(side), share * side.sum()) for side in truth]))


@pytest.mark.long
@pytest.mark.parametrize("center", CENTERS)
@pytest.mark.parametrize(("days", "at_least"), [(10, 0.90), (30, 0.93), (100, 0.93)])
def test_intervals_hold_the_truth_as_often_as_they_say(center, days, at_least):
    studies, share = 300, 0.9
    true_s = truth_s(center, share)
    held: dict[str, list[bool]] = {"value": [], "difference": []}
    for seed in range(studies):
        day, mine, theirs = studied(np.random.default_rng([2, days, seed]), days, CENTERS[center])
        sides = [bins(day, side, days) for side in (mine, theirs)]
        found = quantile_interval(sides[0], share, EVERYTHING, 0.95)
        delta = quantile_difference(sides[0], sides[1], share, EVERYTHING, 0.95)
        for name, one, exact_s in (("value", found, true_s[0]), ("difference", delta, true_s[0] - true_s[1])):
            if not math.isnan(one.low[0]):
                held[name].append(bool(one.low[0] <= exact_s <= one.high[0]))
    for name, each in held.items():
        assert len(each) >= 0.6 * studies, f"{name}: only {len(each)} of {studies} have an interval"
        assert np.mean(each) >= at_least, f"{name}: {np.mean(each):.1%} of {len(each)}"
