"""What a mean and a spread, or two percentiles, stand for is what scipy says of the shape they give."""

import math

import pytest
from scipy import special, stats

from simulator.scenario.nouns import parameters as p

SPREADS = [0.001, 0.003, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0]
PAIRS = [(0.25, 0.5), (0.5, 0.9), (0.25, 0.95), (0.9, 0.95)]


def points(theory, shares):
    return tuple((share, float(theory.ppf(share))) for share in shares)


@pytest.mark.parametrize("spread", SPREADS)
def test_a_weibull_shape_has_its_spread(spread):
    shape = p.weibull_shape(spread)
    first, second = special.gammaln(1 + 1 / shape), special.gammaln(1 + 2 / shape)
    assert math.expm1(second - 2 * first) == pytest.approx(spread**2, rel=1e-9, abs=1e-14)
    assert p.weibull_spread(shape) == pytest.approx(spread, rel=1e-10)


@pytest.mark.parametrize("spread", SPREADS)
def test_a_log_logistic_shape_has_its_spread(spread):
    shape = p.log_logistic_shape(spread)
    angle = math.pi / shape
    assert math.tan(angle) / angle - 1 == pytest.approx(spread**2, rel=1e-8, abs=1e-14)
    assert p.log_logistic_spread(shape) == pytest.approx(spread, rel=1e-10)


@pytest.mark.parametrize("shape", [1.01, 1.5, 2.5, 20])
def test_a_log_logistic_mean_is_that_of_the_theory(shape):
    assert p.log_logistic_mean(shape, 3.0) == pytest.approx(stats.fisk(shape, scale=3).mean(), rel=1e-12)
    assert p.log_logistic_spread(shape) == pytest.approx(
        stats.fisk(shape).std() / stats.fisk(shape).mean() if shape > 2 else math.inf, rel=1e-9
    )


def test_a_log_logistic_of_a_small_shape_has_no_mean():
    assert p.log_logistic_mean(1.0, 3.0) == p.log_logistic_mean(0.5, 3.0) == math.inf


@pytest.mark.parametrize("spread", [0.001, 0.01, 0.2, 0.5, 0.8, 0.95, 0.99])
def test_what_is_left_of_a_cut_normal_has_its_spread(spread):
    cut = p.normal_cut(spread)
    left = stats.truncnorm(cut, math.inf)
    assert left.std() / (left.mean() - cut) == pytest.approx(spread, rel=1e-8)
    assert p.normal_mean(cut) == pytest.approx(left.mean() - cut, rel=1e-9)


@pytest.mark.parametrize("shares", PAIRS)
@pytest.mark.parametrize("parameter", [0.2, 1.0, 4.0, 60.0])
def test_the_shape_through_two_points_is_the_one_they_came_from(shares, parameter):
    for theory, through in (
        (stats.weibull_min(parameter, scale=70), p.weibull_between),
        (stats.fisk(parameter, scale=70), p.log_logistic_between),
        (stats.gamma(parameter, scale=70), p.gamma_between),
    ):
        assert through(*points(theory, shares)) == pytest.approx((parameter, 70.0), rel=1e-8)
    assert p.lognormal_between(*points(stats.lognorm(parameter / 10, scale=70), shares)) == pytest.approx(
        (70.0, parameter / 10), rel=1e-9
    )


@pytest.mark.parametrize("shares", PAIRS)
@pytest.mark.parametrize("cut", [-50.0, -3.0, 0.0, 2.0, 9.0])
def test_the_cut_normal_through_two_points_is_the_one_they_came_from(shares, cut):
    theory = stats.truncnorm(cut, math.inf, loc=-cut * 5, scale=5)
    assert p.normal_between(*points(theory, shares)) == pytest.approx((cut, 5.0), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("shape", [5000.0, 400_000.0])
def test_a_very_narrow_gamma_keeps_its_digits(shape):
    found = p.gamma_between(*points(stats.gamma(shape), (0.5, 0.9)))
    assert found == pytest.approx((shape, 1.0), rel=1e-8)


@pytest.mark.parametrize(("through", "ratio"), [(p.gamma_between, 1.0001), (p.gamma_between, 1e40)])
def test_points_that_are_too_near_or_too_far_for_a_gamma_are_refused(through, ratio):
    with pytest.raises(ValueError, match="no such shape"):
        through((0.5, 1.0), (0.9, ratio))


@pytest.mark.parametrize("ratio", [1.0001, 3.4])
def test_points_that_no_cut_normal_goes_through_are_refused(ratio):
    with pytest.raises(ValueError, match="no such cut"):
        p.normal_between((0.5, 1.0), (0.9, ratio))
