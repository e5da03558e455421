"""Means and quantiles of waits: who is in them, and what a quantile of few is."""

import math

import numpy as np
import pytest

from simulator.metrics.waits import average_speed_of_answer, mean_wait, wait_quantile

ENDED = ["agent", "abandoned", "cleared", "blocked", "still_open"]
WAIT_S = [10.0, 40.0, 100.0, 7.0, 900.0]


def test_speed_of_answer_is_of_the_answered_only():
    assert average_speed_of_answer({"wait_s": WAIT_S, "ended_by": ENDED}) == 10


def test_the_mean_wait_is_of_all_whose_wait_ended():
    assert mean_wait({"wait_s": WAIT_S, "ended_by": ENDED}) == 50


def test_a_wait_that_nobody_measured_is_left_out_of_the_mean():
    assert mean_wait({"wait_s": [4.0, math.nan], "ended_by": ["agent", "abandoned"]}) == 4


@pytest.mark.parametrize("value", [average_speed_of_answer, mean_wait, lambda contacts: wait_quantile(contacts, 0.9)])
def test_nobody_has_no_wait(value):
    assert math.isnan(value({"wait_s": [], "ended_by": []}))
    assert math.isnan(value({"wait_s": [5.0], "ended_by": ["blocked"]}))


def test_quantiles_leave_out_who_was_not_offered_and_who_still_waits():
    contacts = {"wait_s": WAIT_S, "ended_by": ENDED}
    assert [wait_quantile(contacts, p) for p in (0.33, 0.5, 0.67, 1.0)] == [10, 40, 100, 100]


@pytest.mark.parametrize("people", [1, 2, 3, 10, 20, 30, 99, 100, 101, 1000])
@pytest.mark.parametrize("percent", [1, 5, 7, 50, 55, 90, 95, 99])
def test_a_quantile_is_the_smallest_wait_that_enough_did_not_exceed(people, percent):
    # Among them 0.07 × 100 and 0.55 × 100, which come out a little above 7 and 55.
    waits = list(range(people))
    found = wait_quantile({"wait_s": [float(w) for w in waits], "ended_by": ["agent"] * people}, percent / 100)
    # In whole numbers, so that no rounding can help: at least percent of them do not exceed it, and it is the first.
    assert 100 * (found + 1) >= percent * people
    assert 100 * found < percent * people


def test_a_quantile_agrees_with_the_inverted_distribution_of_numpy():
    waits = np.random.default_rng(5).exponential(30, 777)
    for p in (0.5, 0.9, 0.95):
        found = wait_quantile({"wait_s": waits, "ended_by": ["agent"] * len(waits)}, p)
        assert found == np.quantile(waits, p, method="inverted_cdf")
