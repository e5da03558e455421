"""Arrivals are the Poisson process that is written down, and a change of the rate moves nobody it does not concern."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.demand.draws import Purpose, derive, derive_column, u_column
from simulator.demand.poisson import CELL_S, Cases, poisson_cases, poisson_quantile
from simulator.demand.poisson import expected_cases as expected_of_curve
from simulator.scenario.days.curves import steps
from simulator.units import DAY_S, GRID_PER_S, HOUR_S

FROM_S, TO_S = 8 * HOUR_S, 18 * HOUR_S
P_MIN = 1e-4
TINY_TO_HUGE = [1e-12, 1e-3, 0.1, 0.7, 1.0, 3.3, 10.0, 30.0, 99.5, 1000.0, 1e5]


def cases(rate_per_hour: dict[float, float], from_s: float = FROM_S, to_s: float = TO_S, *, key: int = 1) -> Cases:
    return poisson_cases(steps(rate_per_hour, from_s, to_s), derive(key, "source"))


def expected_cases(rate_per_hour: dict[float, float], edges_s) -> np.ndarray:
    return expected_of_curve(steps(rate_per_hour, edges_s[0], edges_s[-1]), edges_s)


def by_key(some: Cases) -> dict[int, float]:
    return dict(zip(some.key.tolist(), some.arrived_s.tolist(), strict=True))


# --- the Poisson quantile ---


@pytest.mark.parametrize("mean", TINY_TO_HUGE)
def test_the_quantile_is_that_of_the_theory(mean):
    uniforms = u_column(derive_column(3, np.arange(20_000)), 1)
    expected = stats.poisson.ppf(uniforms, mean)
    assert (poisson_quantile(uniforms, np.full(len(uniforms), mean)) == expected).all()


@pytest.mark.parametrize("mean", TINY_TO_HUGE)
def test_the_quantile_is_exact_at_the_steps_of_the_distribution(mean):
    around = np.unique(np.maximum(np.floor(mean + np.sqrt(mean) * np.arange(-6, 7)), 0))
    steps = stats.poisson.cdf(around, mean)
    around, steps = around[(steps > 0) & (steps < 1)], steps[(steps > 0) & (steps < 1)]
    assert (poisson_quantile(steps, np.full(len(steps), mean)) == around).all()
    above = np.nextafter(steps, 1)
    inner = (above < 1) & (stats.poisson.cdf(around + 1, mean) > above)
    assert (poisson_quantile(above[inner], np.full(inner.sum(), mean)) == around[inner] + 1).all()


@pytest.mark.parametrize("mean", [0.0, *TINY_TO_HUGE])
def test_the_quantile_survives_the_outermost_uniforms(mean):
    low, high = poisson_quantile(np.array([2.0**-53, 1 - 2.0**-53]), np.array([mean, mean]))
    assert 0 <= low <= mean <= high
    assert stats.poisson.cdf(high, mean) >= 1 - 2.0**-53
    assert low == 0 or stats.poisson.cdf(low - 1, mean) < 2.0**-53
    assert high <= mean + 12 * np.sqrt(mean) + 20


def test_nobody_is_expected_and_nobody_comes():
    assert poisson_quantile(np.array([0.01, 0.999999]), np.zeros(2)).tolist() == [0, 0]
    assert len(cases({FROM_S: 0.0}).key) == 0
    assert len(cases({TO_S: 100.0}).key) == 0
    assert cases({0.0: 0.0}).arrived_s.dtype == np.float64


@settings(derandomize=True)
@given(uniform=st.floats(2.0**-53, 1 - 2.0**-53), low=st.floats(0, 1e4), more=st.floats(0, 1e4))
def test_a_larger_mean_is_never_fewer(uniform, low, more):
    fewer, all_ = poisson_quantile(np.array([uniform, uniform]), np.array([low, low + more]))
    assert fewer <= all_


# --- the process ---


def test_counts_per_interval_are_poisson():
    rate = {0.0: 30.0, 10 * HOUR_S: 12.0, 12.1 * HOUR_S: 50.0}
    edges_s = np.arange(FROM_S, TO_S + 1, 1800.0)
    counts = np.array([np.histogram(cases(rate, key=key).arrived_s, edges_s)[0] for key in range(2000)])
    expected = expected_cases(rate, edges_s)
    for interval, mean in enumerate(expected):
        values = np.arange(int(mean + 6 * np.sqrt(mean)) + 1)
        seen = np.bincount(np.minimum(counts[:, interval], values[-1]), minlength=len(values))
        theory = stats.poisson.pmf(values, mean) * len(counts)
        theory[-1] = stats.poisson.sf(values[-2], mean) * len(counts)
        often = theory >= 5
        seen, theory = np.append(seen[often], seen[~often].sum()), np.append(theory[often], theory[~often].sum())
        assert P_MIN < stats.chisquare(seen, theory).pvalue < 1 - P_MIN, interval
    # Intervals know nothing of each other: what they have in common is chance.
    correlation = np.corrcoef(counts.T)[np.triu_indices(len(expected), 1)]
    assert np.abs(correlation).max() < 4.5 / np.sqrt(len(counts))


def test_gaps_of_a_constant_rate_are_exponential_across_cells():
    gaps_s = np.diff(np.sort(cases({0.0: 400.0}, 0.0, 4 * DAY_S).arrived_s))
    assert len(gaps_s) > 30_000
    assert P_MIN < stats.kstest(gaps_s, stats.expon(scale=9.0).cdf).pvalue < 1 - P_MIN
    assert abs(np.corrcoef(gaps_s[1:], gaps_s[:-1])[0, 1]) < 4 / np.sqrt(len(gaps_s))


@pytest.mark.parametrize(
    ("rate", "from_s", "to_s"),
    [
        ({0.0: 90_000.0}, 28_800.0, 29_700.0),
        ({0.0: 90_000.0}, 28_800.0 + 100, 29_700.0 - 300),
        ({0.0: 90_000.0, 29_000.0: 30_000.0, 29_400.0: 120_000.0}, 28_800.0, 29_700.0),
        ({0.0: 90_000.0, 29_000.0: 0.0, 29_400.0: 120_000.0}, 28_900.0, 29_650.0),
        ({28_950.0: 90_000.0, 29_000.0: 150_000.0, 30_100.0: 60_000.0}, 28_800.0, 31_000.0),
        ({0.0: 1000.0, 29_000.0: 100_000.0, 29_001.0: 1000.0}, 28_800.0, 29_700.0),
    ],
)
def test_places_follow_the_rate_wherever_it_changes_and_the_horizon_cuts(rate, from_s, to_s):
    arrived_s = np.concatenate([cases(rate, from_s, to_s, key=key).arrived_s for key in range(3)])
    assert ((arrived_s >= from_s) & (arrived_s < to_s)).all()
    edges_s = np.array(sorted({from_s, to_s, *np.arange(from_s, to_s, 10.0), *(t for t in rate if from_s < t < to_s)}))
    expected = 3 * expected_cases(rate, edges_s)
    seen = np.histogram(arrived_s, edges_s)[0]
    assert seen[expected == 0].sum() == 0
    often = expected > 0
    # Poisson counts, not shares of a known total: the sum of squares has as many degrees of freedom as there are parts.
    chi_square = ((seen - expected)[often] ** 2 / expected[often]).sum()
    assert P_MIN < stats.chi2.sf(chi_square, often.sum()) < 1 - P_MIN


@pytest.mark.parametrize(
    ("rate", "from_s", "to_s"),
    [
        ({28_800.0: 400.0, 29_100.0: 3_600.0}, 28_800.0, 29_700.0),
        ({28_000.0: 900.0, 28_900.0: 0.0, 29_000.0: 300.0, 29_500.0: 1_200.0}, 28_817.0, 29_683.0),
    ],
)
def test_a_place_is_the_cumulative_rate_of_its_cell_turned_round(rate, from_s, to_s):
    found = cases(rate, from_s, to_s)
    # The cumulative rate at each instant where the rate changes, as written down; in between it is a straight line.
    edges_s = np.array(sorted({from_s, to_s, *(t for t in rate if from_s < t < to_s)}))
    upper = np.append(0.0, np.cumsum(expected_cases(rate, edges_s)))
    wanted_s = np.interp(u_column(found.key, Purpose.ARRIVAL_PLACE) * upper[-1], upper, edges_s)
    assert len(found.key) > 100
    # Down to the grid; shares of the cell are rounded to 2⁻³⁰, which is a microsecond where the rate is low.
    np.testing.assert_allclose(found.arrived_s, wanted_s, rtol=0, atol=1e-5)


def test_places_in_a_cell_are_uniform_and_in_no_order():
    arrived_s = cases({0.0: 40_000.0}, 28_800.0, 29_700.0).arrived_s
    share = (arrived_s - 28_800.0) / CELL_S
    assert P_MIN < stats.kstest(share, "uniform").pvalue < 1 - P_MIN
    assert abs(np.corrcoef(share[1:], share[:-1])[0, 1]) < 4 / np.sqrt(len(share))


@settings(max_examples=100, deadline=None, derandomize=True)
@example(rate={0.0: 5e-324}, from_s=0.0, length_s=1.0, key=0)
@given(
    rate=st.dictionaries(st.integers(0, 100_000).map(float), st.floats(0, 300), min_size=1, max_size=6),
    from_s=st.integers(0, 90_000).map(float),
    length_s=st.integers(1, 30_000).map(float),
    key=st.integers(0, 2**64 - 1),
)
def test_times_are_on_the_grid_inside_the_horizon_and_where_anybody_comes(rate, from_s, length_s, key):
    some = cases(rate, from_s, from_s + length_s, key=key)
    arrived_s = some.arrived_s
    assert ((arrived_s >= from_s) & (arrived_s < from_s + length_s)).all()
    assert (arrived_s * GRID_PER_S == np.floor(arrived_s * GRID_PER_S)).all()
    assert len(set(some.key.tolist())) == len(arrived_s)
    starts = np.array(sorted(rate))
    step = np.searchsorted(starts, arrived_s, side="right") - 1
    assert (step >= 0).all()
    assert all(rate[starts[i]] > 0 for i in step)


def test_the_last_instant_before_closing_is_before_closing(monkeypatch):
    for uniform in (2.0**-53, 1 - 2.0**-53):
        monkeypatch.setattr("simulator.demand.poisson.u_column", lambda keys, purpose, u=uniform: np.full(len(keys), u))
        for from_s, to_s in ((28_800.0, 29_700.0), (28_801.0, 28_802.0), (0.0, 512.0), (600_000.0, 604_800.0)):
            for rate in ({0.0: 5000.0}, {0.0: 5000.0, from_s + 0.5: 7000.0}):
                arrived_s = cases(rate, from_s, to_s).arrived_s
                assert ((arrived_s >= from_s) & (arrived_s < to_s)).all()


# --- what a change of the rate changes ---

RATE = {8 * HOUR_S: 40.0, 10 * HOUR_S: 95.0, 10 * HOUR_S + 400: 20.0, 15 * HOUR_S: 60.0}


@pytest.mark.parametrize("factor", [1.2, 1.5, 2.0, 3.0, 10.0 / 3.0, 20.0])
def test_raising_all_rates_adds_cases_and_keeps_every_earlier_one(factor):
    for key in range(20):
        before = by_key(cases(RATE, key=key))
        after = by_key(cases({time_s: rate * factor for time_s, rate in RATE.items()}, key=key))
        assert before.items() <= after.items()
        assert len(after) > len(before)


def test_lowering_a_rate_takes_cases_away_and_adds_none():
    before = by_key(cases(RATE))
    after = by_key(cases({time_s: rate * 0.8 for time_s, rate in RATE.items()}))
    assert after.items() < before.items()


def test_a_rate_changed_at_noon_moves_nobody_at_nine():
    before, after = by_key(cases(RATE)), by_key(cases({**RATE, 12 * HOUR_S: 77.0, 13 * HOUR_S: 20.0}))
    changed = before.items() ^ after.items()
    assert changed
    assert all(12 * HOUR_S <= arrived_s < 13 * HOUR_S for _, arrived_s in changed)


def test_a_step_that_changes_nothing_moves_nobody():
    assert by_key(cases({**RATE, 9 * HOUR_S + 77: 40.0})) == by_key(cases(RATE))
    assert by_key(cases({0.0: 0.0, **RATE})) == by_key(cases(RATE))


def test_a_longer_day_keeps_the_cases_of_the_shorter():
    assert by_key(cases(RATE)).items() < by_key(cases(RATE, 7 * HOUR_S, 20 * HOUR_S)).items()


def test_another_key_is_another_day():
    assert not by_key(cases(RATE, key=1)).keys() & by_key(cases(RATE, key=2)).keys()


# --- what is expected ---


def test_expected_is_the_integral_of_the_rate():
    # 40/h for an hour; then 95/h for 400 s and 20/h for 3200 s; nobody before 08:00.
    edges_s = [7 * HOUR_S, 8 * HOUR_S, 9 * HOUR_S, 10 * HOUR_S, 11 * HOUR_S]
    assert expected_cases(RATE, edges_s) == pytest.approx([0.0, 40.0, 40.0, 95 * 400 / 3600 + 20 * 3200 / 3600])


def test_expected_adds_up_however_the_day_is_cut():
    fine = expected_cases(RATE, np.arange(FROM_S, TO_S + 1, 300.0))
    assert fine.sum() == pytest.approx(expected_cases(RATE, [FROM_S, TO_S])[0], rel=1e-13)
    assert not fine.flags.writeable
