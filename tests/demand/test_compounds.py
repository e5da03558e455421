"""Shapes put together have the distribution of the whole, from one uniform: jumps, gaps and plateaus included."""

import math

import numpy as np
import pytest
from demand_scenarios import a_distribution
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.demand import compounds
from simulator.demand.distributions import durations_s, quantile, shape_of
from simulator.demand.draws import Purpose, derive_column, u_column
from simulator.units import GRID_PER_S

STEP_S = 1 / GRID_PER_S
KEYS = derive_column(12, np.arange(100_000))
U = u_column(KEYS, Purpose.TALK)
EVEN = (np.arange(1_000_000) + 0.5) / 1_000_000
NEAR = np.unique(np.concatenate([10.0 ** -np.arange(1, 12, 0.25), np.linspace(1e-3, 0.5, 1500)]))

EXPONENTIAL = {"exponential": {"mean": "20s"}}
WIDE = {"lognormal": {"mean": "10m", "sd": "3m"}}
STEEP = {"gamma": {"mean": "20s", "cv": 2}}


def mixed(**parts):
    """Return a mixture: name = (share in percent, distribution)."""
    return {"mixture": {name: {"share": f"{share}%", "of": of} for name, (share, of) in parts.items()}}


MIXTURES = {
    "two exponentials": mixed(quick=(80, EXPONENTIAL), slow=(20, {"exponential": {"mean": "5m"}})),
    "two fixed": mixed(short=(30, "1m"), long=(70, "3m")),
    "a fixed and a spread": mixed(a=(50, EXPONENTIAL), b=(50, "3m")),
    "far apart": mixed(a=(60, {"normal": {"mean": "30s", "sd": "3s"}}), b=(40, {"normal": {"mean": "1h", "sd": "1m"}})),
    "a gap": mixed(a=(50, {"uniform": {"from": "0s", "to": "1m"}}), b=(50, {"uniform": {"from": "10m", "to": "11m"}})),
    "corners": mixed(a=(25, {"triangular": {"from": "1m", "mode": "2m", "to": "2m"}}), b=(75, WIDE)),
    "steep at 0": mixed(a=(50, STEEP), b=(50, WIDE)),
    "three": mixed(a=(10, EXPONENTIAL), b=(20, {"weibull": {"mean": "1m", "cv": 0.5}}), c=(70, WIDE)),
    "rare": mixed(a=(99.9, EXPONENTIAL), b=(0.1, "2h")),
    "inside one another": mixed(
        a=(50, mixed(x=(50, EXPONENTIAL), y=(50, STEEP))),
        b=(50, {"zero": {"share": "20%", "of": {"shifted": {"by": "10s", "of": {"gamma": {"mean": "4m", "cv": 1}}}}}}),
    ),
}
OTHERS = {
    "shifted": {"shifted": {"by": "10s", "of": EXPONENTIAL}},
    "some zeros": {"zero": {"share": "10%", "of": {"exponential": {"mean": "5m"}}}},
    "nearly all zeros": {"zero": {"share": "99.9%", "of": WIDE}},
    "shifted zeros": {"shifted": {"by": "10s", "of": {"zero": {"share": "10%", "of": STEEP}}}},
}
every_one = pytest.mark.parametrize("tree", [*MIXTURES.values(), *OTHERS.values()], ids=[*MIXTURES, *OTHERS])
every_mixture = pytest.mark.parametrize("tree", MIXTURES.values(), ids=MIXTURES)


@every_one
def test_quantiles_are_exact_to_a_millionth_in_probability_or_to_the_grid(tree):
    distribution = a_distribution(tree)
    shape = shape_of(distribution)
    room = 1e-6 * NEAR + 1e-14
    low, high = quantile(distribution, NEAR), quantile(distribution, 1 - NEAR)
    assert (shape.below(low - STEP_S) <= NEAR + room).all()
    assert (1 - shape.above(low + STEP_S) >= NEAR - room).all()
    assert (shape.above(high + STEP_S) <= NEAR + room).all()
    assert (1 - shape.below(high - STEP_S) >= NEAR - room).all()


@every_one
def test_the_mean_and_the_spread_are_exact(tree):
    distribution = a_distribution(tree)
    seconds = quantile(distribution, EVEN)
    # No chance in it: the midpoint rule misses only the last part of a tail.
    assert seconds.mean() == pytest.approx(distribution.mean_s, rel=2e-4)
    assert seconds.std() == pytest.approx(distribution.sd_s, rel=5e-3)


@every_one
def test_a_larger_uniform_is_never_a_shorter_duration(tree):
    at = np.sort(np.concatenate([U, NEAR, 1 - NEAR, [2.0**-53, 1 - 2.0**-53]]))
    assert (np.diff(quantile(a_distribution(tree), at)) >= 0).all()


@every_mixture
def test_a_mixture_is_as_if_one_of_its_parts_were_drawn(tree):
    parts = tree["mixture"].values()
    drawn = durations_s(a_distribution(tree), KEYS, Purpose.TALK)
    which = np.searchsorted(np.cumsum([float(part["share"][:-1]) / 100 for part in parts])[:-1], U, side="right")
    each = [durations_s(a_distribution(part["of"]), KEYS, Purpose.WRAP_UP) for part in parts]
    assert stats.ks_2samp(drawn, np.choose(which, each)).pvalue > 1e-4


def test_the_mixed_distribution_function_is_the_mean_of_its_parts():
    tree = MIXTURES["two exponentials"]
    seconds = quantile(a_distribution(tree), NEAR)
    np.testing.assert_allclose(
        0.8 * -np.expm1(-seconds / 20) + 0.2 * -np.expm1(-seconds / 300), NEAR, rtol=2e-6, atol=1e-7
    )


def test_fixed_parts_come_exactly_as_often_as_they_should():
    seconds = quantile(a_distribution(MIXTURES["two fixed"]), EVEN)
    values, counts = np.unique(seconds, return_counts=True)
    assert dict(zip(values.tolist(), counts.tolist(), strict=True)) == {60.0: 300_000, 180.0: 700_000}
    assert quantile(a_distribution(MIXTURES["a fixed and a spread"]), EVEN).tolist().count(180.0) == 500_000


def test_nothing_is_drawn_that_no_part_can_be():
    seconds = quantile(a_distribution(MIXTURES["a gap"]), np.concatenate([EVEN, 0.5 + (U - 0.5) * 1e-9]))
    assert ((seconds <= 60) | (seconds >= 600)).all()
    assert seconds.max() <= 660


def test_the_order_and_the_names_of_the_parts_do_not_matter():
    one, other = (quantile(a_distribution(mixed(**parts)), U) for parts in (
        {"a": (70, EXPONENTIAL), "b": (30, WIDE)}, {"x": (30, WIDE), "y": (70, EXPONENTIAL)}
    ))  # fmt: skip
    np.testing.assert_allclose(one, other, atol=STEP_S)


def test_a_part_that_never_comes_is_as_if_it_were_not_there():
    alone = quantile(a_distribution(EXPONENTIAL), U)
    assert (quantile(a_distribution(mixed(a=(100, EXPONENTIAL), b=(0, WIDE))), U) == alone).all()


def test_parts_that_are_alike_are_as_one():
    both = quantile(a_distribution(mixed(a=(40, EXPONENTIAL), b=(60, EXPONENTIAL))), U)
    alone = quantile(a_distribution(EXPONENTIAL), U)
    np.testing.assert_allclose(np.exp(-both / 20), np.exp(-alone / 20), atol=1e-6)


def test_a_longer_part_makes_nobody_shorter():
    short, long = (quantile(a_distribution(mixed(a=(70, EXPONENTIAL), b=(30, of))), U) for of in ("2m", "3m"))
    # Both tables are exact to a millionth in probability, which is less than a tenth of a millisecond per second here.
    assert (long >= short * (1 - 1e-4)).all()
    assert (long > short).any()


def test_the_table_of_a_mixture_is_made_once():
    compounds.mixture_table.cache_clear()
    for _ in range(3):
        quantile(a_distribution(MIXTURES["three"]), U)
    assert compounds.mixture_table.cache_info().misses == 1


def test_what_is_shifted_is_later_by_just_that():
    shifted = quantile(a_distribution(OTHERS["shifted"]), U)
    np.testing.assert_allclose(shifted, quantile(a_distribution(EXPONENTIAL), U) + 10, atol=STEP_S)
    assert shifted.min() >= 10
    assert a_distribution(OTHERS["shifted"]).sd_s == 20


def test_the_smallest_uniforms_are_zero_and_the_others_all_of_the_rest():
    distribution = a_distribution(OTHERS["some zeros"])
    seconds = quantile(distribution, EVEN)
    assert (seconds == 0).sum() == 100_000
    assert (seconds[:100_000] == 0).all()
    rest = quantile(a_distribution({"exponential": {"mean": "5m"}}), (EVEN[100_000:] - 0.1) / 0.9)
    np.testing.assert_allclose(seconds[100_000:], rest, rtol=1e-9, atol=STEP_S)
    assert distribution.mean_s == pytest.approx(270)
    assert distribution.sd_s == pytest.approx(math.sqrt(0.9 * 2 * 300**2 - 270**2))


def test_all_or_none_may_be_zero():
    assert not quantile(a_distribution({"zero": {"share": "100%", "of": EXPONENTIAL}}), U).any()
    none = quantile(a_distribution({"zero": {"share": "0%", "of": EXPONENTIAL}}), U)
    np.testing.assert_allclose(none, quantile(a_distribution(EXPONENTIAL), U), rtol=1e-12, atol=STEP_S)
    assert a_distribution({"zero": {"share": "100%", "of": EXPONENTIAL}}).mean_s == 0


def test_a_fixed_duration_may_be_shifted_or_have_zeros():
    assert set(quantile(a_distribution({"shifted": {"by": "10s", "of": "20s"}}), U)) == {30.0}
    assert set(quantile(a_distribution({"zero": {"share": "50%", "of": "20s"}}), U)) == {0.0, 20.0}


def test_a_mixture_without_a_mean_says_so_and_can_be_drawn():
    endless = {"log_logistic": {"p50": "2m", "p90": "1h"}}
    for tree in (
        mixed(a=(50, "1m"), b=(50, endless)),
        {"shifted": {"by": "1s", "of": endless}},
        {"zero": {"share": "5%", "of": endless}},
    ):
        distribution = a_distribution(tree)
        assert not distribution.has_mean
        assert distribution.mean_s == distribution.sd_s == math.inf
        assert np.isfinite(quantile(distribution, U)).all()
    assert a_distribution(mixed(a=(100, "1m"), b=(0, endless))).has_mean


part = st.one_of(
    st.floats(1, 600).map(lambda mean: {"exponential": {"mean": f"{mean:.3f}s"}}),
    st.tuples(st.floats(1, 600), st.floats(0.05, 3)).map(lambda a: {"gamma": {"mean": f"{a[0]:.3f}s", "cv": a[1]}}),
    st.tuples(st.floats(1, 600), st.floats(0.05, 3)).map(lambda a: {"lognormal": {"mean": f"{a[0]:.3f}s", "cv": a[1]}}),
    st.tuples(st.floats(0, 60), st.floats(1, 60)).map(
        lambda a: {"uniform": {"from": f"{a[0]:.3f}s", "to": f"{a[0] + a[1]:.3f}s"}}
    ),
    st.floats(0, 600).map(lambda value: f"{value:.3f}s"),
)


@pytest.mark.long
@settings(derandomize=True, max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 100), part), min_size=2, max_size=4))
def test_any_mixture_is_exact(parts):
    total = sum(weight for weight, _ in parts)
    shares = [weight * 100 / total for weight, _ in parts]
    tree = mixed(
        **{f"p{n}": (f"{share:.12f}", of) for n, (share, (_, of)) in enumerate(zip(shares, parts, strict=True))}
    )
    distribution = a_distribution(tree)
    shape = shape_of(distribution)
    at = np.array([1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999, 1 - 1e-9])
    seconds = quantile(distribution, at)
    assert (np.diff(seconds) >= 0).all()
    assert (shape.below(seconds - STEP_S) <= at + 1e-6).all()
    assert (1 - shape.above(seconds + STEP_S) >= at - 1e-6).all()
