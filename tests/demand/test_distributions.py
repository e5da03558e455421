"""Durations have the distribution that is written down, lie on the grid, and do not depend on who else is drawn."""

import numpy as np
import pytest
from demand_scenarios import a_distribution
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from simulator.demand.distributions import duration_s, durations_s, quantile
from simulator.demand.draws import Purpose, derive_column, u_column
from simulator.units import GRID_PER_S

HALF_STEP_S = 0.5 / GRID_PER_S
KEYS = derive_column(5, np.arange(200_000))
U = u_column(KEYS, Purpose.TALK)
EXTREMES = np.array([2.0**-53, 1e-12, 1e-6, 0.5, 1 - 1e-6, 1 - 1e-12, 1 - 2.0**-53])


def lognormal(mean_s: float, sd_s: float):
    sigma = np.sqrt(np.log(1 + (sd_s / mean_s) ** 2))
    return stats.lognorm(s=sigma, scale=mean_s * np.exp(-sigma * sigma / 2))


CASES = [
    ({"exponential": {"mean": "4m"}}, stats.expon(scale=240.0)),
    ({"exponential": {"mean": "250ms"}}, stats.expon(scale=0.25)),
    ({"lognormal": {"mean": "4m", "sd": "3m"}}, lognormal(240.0, 180.0)),
    ({"lognormal": {"mean": "4m", "cv": "90%"}}, lognormal(240.0, 216.0)),
    ({"lognormal": {"mean": "10s", "cv": 2.5}}, lognormal(10.0, 25.0)),
]
OTHERS = [
    {"gamma": {"mean": "4m", "cv": 1.3}},
    {"erlang": {"mean": "4m", "phases": 3}},
    {"weibull": {"mean": "3m", "cv": "130%"}},
    {"log_logistic": {"p50": "2m", "p90": "10m"}},
    {"normal": {"mean": "4m", "sd": "2m"}},
    {"uniform": {"from": "20s", "to": "1m"}},
    {"triangular": {"from": "1m", "mode": "3m", "to": "10m"}},
    {"shifted": {"by": "10s", "of": {"gamma": {"mean": "4m", "cv": 0.8}}}},
    {"zero": {"share": "10%", "of": {"exponential": {"mean": "5m"}}}},
    {
        "mixture": {
            "a": {"share": "70%", "of": {"normal": {"mean": "2m", "sd": "1m"}}},
            "b": {"share": "30%", "of": "9m"},
        }
    },
]
SHAPES = [*(case[0] for case in CASES), *OTHERS]


@pytest.mark.parametrize(("tree", "theory"), CASES)
def test_quantiles_are_those_of_the_theory(tree, theory):
    at = np.concatenate([EXTREMES, np.linspace(0.001, 0.999, 999)])
    np.testing.assert_allclose(quantile(a_distribution(tree), at), theory.ppf(at), rtol=1e-12, atol=HALF_STEP_S * 1.001)


def test_the_first_shapes_are_drawn_as_ever():
    # The formulas as they were first written: a case that was drawn once is drawn so for ever.
    exponential = np.log1p(-U) * -240.0
    sigma = np.sqrt(np.log1p(0.75**2))
    normal = special.ndtri(U) * sigma - sigma * sigma / 2
    for tree, seconds in (
        ({"exponential": {"mean": "4m"}}, exponential),
        ({"lognormal": {"mean": "4m", "sd": "3m"}}, np.exp(normal) * 240.0),
        ({"lognormal": {"mean": "4m", "cv": "75%"}}, np.exp(normal) * 240.0),
        ({"deterministic": "4m"}, np.full(len(U), 240.0)),
    ):
        assert (quantile(a_distribution(tree), U) == np.rint(seconds * GRID_PER_S) / GRID_PER_S).all()


@pytest.mark.parametrize(("tree", "theory"), CASES)
def test_mean_and_spread_are_stated_exactly(tree, theory):
    distribution = a_distribution(tree)
    assert distribution.mean_s == pytest.approx(theory.mean(), rel=1e-12)
    assert distribution.sd_s == pytest.approx(theory.std(), rel=1e-12)


@pytest.mark.parametrize(("tree", "theory"), CASES)
def test_draws_follow_the_distribution(tree, theory):
    seconds = durations_s(a_distribution(tree), KEYS, Purpose.TALK)
    assert 1e-4 < stats.kstest(seconds, theory.cdf).pvalue < 1 - 1e-4
    error_s = theory.std() / np.sqrt(len(KEYS))
    assert abs(seconds.mean() - theory.mean()) < 4 * error_s


@pytest.mark.parametrize(("tree", "theory"), CASES[:4])
def test_the_mean_over_even_uniforms_is_the_mean(tree, theory):
    # No chance in it: the midpoint rule misses only the last part of the tail.
    n = 1_000_000
    seconds = quantile(a_distribution(tree), (np.arange(n) + 0.5) / n)
    assert seconds.mean() == pytest.approx(theory.mean(), rel=1e-4)
    assert seconds.std() == pytest.approx(theory.std(), rel=5e-3)


@pytest.mark.parametrize("tree", [*SHAPES, "3m30s"])
def test_durations_are_on_the_grid_and_never_negative(tree):
    seconds = quantile(a_distribution(tree), np.concatenate([EXTREMES, U]))
    assert (seconds * GRID_PER_S == np.rint(seconds * GRID_PER_S)).all()
    assert (seconds >= 0).all()
    assert not np.signbit(seconds).any()
    assert np.isfinite(seconds).all()


@pytest.mark.parametrize("tree", SHAPES)
def test_a_larger_uniform_is_never_a_shorter_duration(tree):
    assert (np.diff(quantile(a_distribution(tree), np.sort(U))) >= 0).all()


@pytest.mark.parametrize("tree", [*SHAPES, "90s"])
@pytest.mark.parametrize("ordinal", [0, 1, 2**40])
def test_a_duration_asked_by_key_is_the_one_of_the_column(tree, ordinal):
    distribution = a_distribution(tree)
    column = durations_s(distribution, KEYS[:500], Purpose.PATIENCE, ordinal)
    assert column.tolist() == [duration_s(distribution, int(key), Purpose.PATIENCE, ordinal) for key in KEYS[:500]]


@pytest.mark.parametrize("tree", SHAPES)
def test_a_duration_does_not_depend_on_its_place_in_the_column(tree):
    distribution = a_distribution(tree)
    column = quantile(distribution, U)
    assert (quantile(distribution, U[::-1])[::-1] == column).all()
    for start in range(1, 20):
        assert (quantile(distribution, U[start:]) == column[start:]).all()
        assert (quantile(distribution, U[start::7]) == column[start::7]).all()


def test_no_spread_is_the_mean_exactly():
    assert set(quantile(a_distribution({"lognormal": {"mean": "4m", "sd": "0s"}}), U[:100])) == {240.0}


def test_a_fixed_duration_is_always_the_same():
    fixed = a_distribution("3m30s")
    assert quantile(fixed, U[:3]).tolist() == durations_s(fixed, KEYS[:3], Purpose.TALK).tolist() == [210.0] * 3
    assert duration_s(fixed, 1, Purpose.TALK) == 210.0
    assert fixed.sd_s == 0.0


def test_nothing_is_drawn_for_what_is_the_same_for_everybody(monkeypatch):
    monkeypatch.setattr("simulator.demand.distributions.u_column", None)
    monkeypatch.setattr("simulator.demand.distributions.u", None)
    for same in (None, a_distribution("20s")):
        durations_s(same, KEYS[:3], Purpose.PATIENCE)
        duration_s(same, 1, Purpose.PATIENCE)


def test_endless_is_infinite():
    assert quantile(None, U[:3]).tolist() == durations_s(None, KEYS[:3], Purpose.PATIENCE).tolist() == [np.inf] * 3
    assert duration_s(None, 1, Purpose.PATIENCE) == np.inf


def test_the_uniforms_are_left_as_they_were():
    mine = U[:100].copy()
    for tree in [*SHAPES, "1s"]:
        quantile(a_distribution(tree), mine)
    assert (mine == U[:100]).all()


@settings(derandomize=True)
@given(factor=st.floats(0.1, 10.0))
def test_another_mean_keeps_who_talks_longer_than_whom(factor):
    shorter = quantile(a_distribution({"exponential": {"mean": "100s"}}), U[:200])
    longer = quantile(a_distribution({"exponential": {"mean": f"{100 * factor:.6f}s"}}), U[:200])
    np.testing.assert_allclose(longer, shorter * factor, rtol=1e-4, atol=1e-4)
