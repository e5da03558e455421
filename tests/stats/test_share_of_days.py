"""Shares of days: the exact interval, and how many days a promise about days needs."""

import math

import numpy as np
import pytest
from scipy.stats import binom

from simulator.stats.days import days_interval, days_needed, exact_share


@pytest.mark.parametrize(("kept", "days"), [(0, 10), (3, 10), (9, 10), (29, 30), (50, 100)])
def test_the_limits_are_the_shares_that_leave_what_was_seen_a_fortieth(kept, days):
    low, high = (float(each[0]) for each in exact_share(np.array([float(kept)]), np.array([float(days)]), 0.95))
    if kept:
        assert binom.sf(kept - 1, days, low) == pytest.approx(0.025)
    if kept < days:
        assert binom.cdf(kept, days, high) == pytest.approx(0.025)
    assert 0 <= low < kept / days + 1e-12
    assert kept / days - 1e-12 < high <= 1


def test_days_that_all_kept_it_still_leave_a_doubt():
    found = days_interval(np.ones((20, 1)), np.ones((20, 1)), 0.95)
    assert (found.value[0], found.high[0], found.n[0]) == (1, 1, 20)
    assert found.low[0] == pytest.approx(0.025 ** (1 / 20))


def test_a_day_that_was_not_judged_counts_in_neither():
    kept, judged = np.array([[1.0], [0.0], [0.0]]), np.array([[1.0], [0.0], [1.0]])
    found = days_interval(kept, judged, 0.95)
    assert (found.value[0], found.n[0]) == (0.5, 2)
    assert math.isnan(days_interval(np.zeros((3, 1)), np.zeros((3, 1)), 0.95).value[0])


def test_days_of_one_replication_may_hang_together():
    # Either all five days are good or none is: ten replications, not fifty independent days.
    kept = np.array([[5.0], [0.0]] * 5)
    together = days_interval(kept, np.full((10, 1), 5.0), 0.95)
    alone = days_interval(np.array([[1.0], [0.0]] * 25), np.ones((50, 1)), 0.95)
    assert together.high[0] - together.low[0] > 1.5 * (alone.high[0] - alone.low[0])


@pytest.mark.parametrize(
    ("share", "at_least", "days"), [(0.9, True, 36), (0.1, False, 36), (0.5, True, 6), (0.0, True, 1)]
)
def test_so_many_good_days_are_needed_to_show_a_share(share, at_least, days):
    assert days_needed(share, 0.95, at_least) == days


def test_no_number_of_days_shows_that_every_day_is_good():
    assert days_needed(1.0, 0.95) is None
    assert days_needed(0.0, 0.95, at_least=False) is None


@pytest.mark.parametrize(("kept", "low", "high"), [(3.0, 0.85, 1.0), (0.0, 0.0, 0.15)])
def test_where_every_day_of_all_weeks_kept_it_the_interval_ends_there(kept, low, high):
    found = days_interval(np.full((12, 1), kept), np.full((12, 1), 3.0), 0.95)
    assert found.low.item() <= kept / 3 <= found.high.item()
    assert (found.low.item() >= low, found.high.item() <= high, found.low.item() < found.high.item()) == (True,) * 3


def test_days_of_a_week_that_fail_together_are_worth_fewer():
    together, apart = np.full((12, 1), 3.0), np.full((12, 1), 3.0)
    together[0], apart[:3] = 0.0, 2.0
    wide, narrow = (days_interval(each, np.full((12, 1), 3.0), 0.95) for each in (together, apart))
    assert wide.value == narrow.value
    assert wide.low < narrow.low
