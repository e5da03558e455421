"""Rates over the day: what is written is the integral, whatever is cut, moved, multiplied or bent."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator

from simulator.scenario.days import curves
from simulator.scenario.days.curves import Line
from simulator.units import HOUR_S

FROM_S, TO_S = 8 * HOUR_S, 18 * HOUR_S
POINTS = ((8 * HOUR_S, 40.0), (10 * HOUR_S, 95.0), (12.3 * HOUR_S, 95.0), (13 * HOUR_S, 20.0), (18 * HOUR_S, 0.0))
PROFILE = {8 * HOUR_S: 0.2, 10 * HOUR_S: 0.5, 13 * HOUR_S: 0.3}


def between(curve, from_s, to_s):
    return curves.total(curves.cut(curve, from_s, to_s))


def test_steps_hold_until_the_next_and_nobody_comes_before_the_first():
    curve = curves.steps({9 * HOUR_S: 40.0, 12 * HOUR_S: 0.0, 13 * HOUR_S: 60.0}, FROM_S, TO_S)
    assert [curves.at(curve, hour * HOUR_S) for hour in (8, 9, 11.99, 12, 13, 17.99, 18)] == [0, 40, 40, 0, 60, 60, 0]
    assert curves.total(curve) == 3 * 40 + 5 * 60
    assert curves.steps({}, FROM_S, TO_S) == ()


def test_a_step_that_changes_nothing_is_no_step():
    with_it = curves.steps({FROM_S: 40.0, 9 * HOUR_S: 40.0, 12 * HOUR_S: 20.0}, FROM_S, TO_S)
    assert with_it == curves.steps({FROM_S: 40.0, 12 * HOUR_S: 20.0}, FROM_S, TO_S)


def test_straight_lines_have_the_areas_of_trapezoids():
    curve = curves.straight(((FROM_S, 40.0), (10 * HOUR_S, 95.0), (12 * HOUR_S, 0.0)), FROM_S, TO_S)
    assert curves.at(curve, 9 * HOUR_S) == 67.5
    assert between(curve, FROM_S, 9 * HOUR_S) == pytest.approx((40 + 67.5) / 2)
    assert curves.total(curve) == pytest.approx((40 + 95) / 2 * 2 + 95)
    # After the last point its value holds on; before the first nobody comes.
    held = curves.straight(((9 * HOUR_S, 10.0), (10 * HOUR_S, 20.0)), FROM_S, TO_S)
    assert [curves.at(held, hour * HOUR_S) for hour in (8.5, 9, 10, 17)] == [0, 10, 20, 20]


def test_a_smooth_curve_is_the_monotone_interpolation():
    curve = curves.smooth(POINTS, FROM_S, TO_S)
    theory = PchipInterpolator(*zip(*POINTS, strict=True))
    minutes_s = np.arange(FROM_S, TO_S, 60.0)
    assert [curves.at(curve, time_s) for time_s in minutes_s.tolist()] == pytest.approx(theory(minutes_s), abs=1e-9)
    for from_s in range(int(FROM_S), int(TO_S), 1800):
        area = theory.integrate(from_s, from_s + 1800) / HOUR_S
        assert between(curve, from_s, from_s + 1800) == pytest.approx(area, rel=1e-3, abs=1e-3)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 500), min_size=2, max_size=8), st.integers(1, 90))
def test_a_smooth_curve_never_runs_beyond_its_neighbours(values, minutes):
    points = tuple((FROM_S + k * minutes * 60.0, value) for k, value in enumerate(values))
    for line in curves.smooth(points, FROM_S, points[-1][0]):
        k = int((line.from_s - FROM_S) // (minutes * 60))
        low, high = sorted(values[k : k + 2])
        assert low - 1e-9 <= min(line.begins, line.ends) <= max(line.begins, line.ends) <= high + 1e-9


@pytest.mark.parametrize("bent", [False, True])
def test_a_profile_gives_each_span_its_share(bent):
    curve = curves.spread(PROFILE, bent, FROM_S, TO_S)
    edges_s = [*PROFILE, TO_S]
    shares = [between(curve, a, b) for a, b in pairwise(edges_s)]
    assert shares == pytest.approx(list(PROFILE.values()), rel=1e-12)


def test_a_bent_profile_has_no_jumps_and_an_even_one_has():
    def largest_jump(curve):
        return max(abs(a.ends - b.begins) for a, b in pairwise(curve))

    assert largest_jump(curves.spread(PROFILE, True, FROM_S, TO_S)) < 1e-4
    assert largest_jump(curves.spread(PROFILE, False, FROM_S, TO_S)) > 0.06


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any))
def test_a_bent_profile_takes_nobody_away(weights):
    shares = {FROM_S + k * 3600.0: weight / sum(weights) for k, weight in enumerate(weights)}
    curve = curves.spread(shares, True, FROM_S, FROM_S + len(weights) * 3600.0)
    assert min(min(line.begins, line.ends) for line in curve) >= 0.0
    assert [between(curve, time_s, time_s + 3600.0) for time_s in shares] == pytest.approx(list(shares.values()))


def test_a_last_share_of_nothing_ends_the_day():
    curve = curves.spread({FROM_S: 1.0, 12 * HOUR_S: 0.0}, False, FROM_S, TO_S)
    assert curves.total(curve) == pytest.approx(1.0)
    assert curves.at(curve, 13 * HOUR_S) == 0.0


def test_no_profile_is_evenly_over_the_day():
    assert curves.spread(None, False, FROM_S, TO_S) == (Line(FROM_S, TO_S, 0.1, 0.1),)


def test_a_day_that_is_moved_keeps_its_number_and_its_peak_comes_later():
    curve = curves.straight(((FROM_S, 10.0), (11 * HOUR_S, 100.0), (TO_S, 20.0)), FROM_S, TO_S)
    for later_s, peak_h in ((3600.0, 12.0), (-1800.0, 10.5)):
        moved = curves.moved(curve, later_s, FROM_S, TO_S)
        assert curves.total(moved) == pytest.approx(curves.total(curve), rel=1e-12)
        assert max(moved, key=lambda line: line.begins).from_s == peak_h * HOUR_S
        assert moved[0].from_s == FROM_S
        assert moved[-1].to_s == TO_S
    later = curves.moved(curve, 3600.0, FROM_S, TO_S)
    # What is at opening holds until the day begins as it was planned, and all are raised alike.
    assert later[0].begins == later[0].ends == later[1].begins


def test_a_product_is_the_product_at_every_minute():
    one = curves.straight(((FROM_S, 10.0), (TO_S, 60.0)), FROM_S, TO_S)
    other = curves.fading(10 * HOUR_S, 1800.0, TO_S)
    both = curves.product(one, other)
    for time_s in (10 * HOUR_S, 10.5 * HOUR_S, 12 * HOUR_S):
        assert curves.at(both, time_s) == pytest.approx(curves.at(one, time_s) * curves.at(other, time_s))
    assert curves.at(both, 9 * HOUR_S) == 0.0


def test_fading_halves_and_ends():
    curve = curves.fading(FROM_S, 1800.0, TO_S)
    assert [curves.at(curve, FROM_S + k * 1800.0) for k in range(4)] == pytest.approx([1, 0.5, 0.25, 0.125])
    # The area under 2^(−t / half-life) is half-life / ln 2.
    assert curves.total(curve) == pytest.approx(0.5 / np.log(2), rel=1e-3)
    assert curve[-1].to_s < FROM_S + 14 * 1800
