"""A table finds the bucket of every uniform, meets its exact values, and says a jump where there is one."""

import numpy as np
import pytest
from scipy import stats

from simulator.demand import quantile_tables
from simulator.demand.laws import ExponentialLaw, FixedLaw, GammaLaw
from simulator.demand.quantile_tables import TOLERANCE, tabulate


class Exact:
    """An exponential of mean 1 as what a table is made of, with places that count what they were asked."""

    def __init__(self):
        self.asked = 0

    def from_below(self, v):
        self.asked += v.size
        return -np.log1p(-v)

    def from_above(self, v):
        self.asked += v.size
        return -np.log(v)

    def below(self, x):
        return ExponentialLaw(1.0).below(x)

    def above(self, x):
        return ExponentialLaw(1.0).above(x)

    def knots(self):
        return np.zeros(1)


class Steps(Exact):
    """Half of them 1, the others 3 to 4: a jump at ½ and another knot at 3."""

    def from_below(self, v):
        return np.where(v <= 0.3, 1.0, 3.0 + (v - 0.3) / 0.7)

    def from_above(self, v):
        return np.where(v >= 0.7, 1.0, 4.0 - v / 0.7)

    def below(self, x):
        return np.where(x <= 1, 0.0, 0.3 + 0.7 * np.clip(x - 3, 0, 1))

    def above(self, x):
        return np.where(x < 1, 1.0, 0.7 * np.clip(4 - x, 0, 1))

    def knots(self):
        return np.array([1.0, 3.0, 4.0])


UNIFORMS = np.concatenate(
    [[2.0**-53, 1 - 2.0**-53, 0.5, np.nextafter(0.5, 0), np.nextafter(0.5, 1)], 2.0 ** -np.arange(2.0, 53),
     1 - 2.0 ** -np.arange(2.0, 53), (np.arange(100_000) + 0.5) / 100_000]
)  # fmt: skip


@pytest.mark.parametrize("bits", [3, 4, 5, 6])
def test_values_between_the_places_are_as_exact_as_promised(bits):
    found = tabulate(Exact(), 2.0**-60, bits).quantile(UNIFORMS)
    v = np.minimum(UNIFORMS, 1 - UNIFORMS)
    # An exp may be wrong by one in its last place, which near 1 is more than the tables are.
    room = 1.1 * TOLERANCE * v + 2.0**-53
    assert (np.abs(-np.expm1(-found) - UNIFORMS) <= room).all()
    assert (np.abs(np.exp(-found) - (1 - UNIFORMS)) <= room).all()


def test_a_jump_is_a_jump_and_a_plateau_is_flat():
    found = tabulate(Steps(), 2.0**-60).quantile(UNIFORMS)
    assert (found[UNIFORMS < 0.3] == 1.0).all()
    np.testing.assert_allclose(found[UNIFORMS > 0.3], 3 + (UNIFORMS[UNIFORMS > 0.3] - 0.3) / 0.7, rtol=1e-9)


def test_what_is_always_the_same_is_the_same_in_every_bucket():
    class Same(Exact):
        fixed = FixedLaw(7.0)
        below, above, knots = fixed.below, fixed.above, fixed.knots

        def from_below(self, v):
            return np.full(v.shape, 7.0)

        from_above = from_below

    assert set(tabulate(Same(), 2.0**-60).quantile(UNIFORMS)) == {7.0}


def test_what_no_table_can_show_does_not_fill_the_memory():
    class Wild(Exact):
        def below(self, x):
            return np.full(x.shape, 2.0)

    table = tabulate(Wild(), 2.0**-60)
    assert table.cells < 300_000
    assert np.isfinite(table.quantile(UNIFORMS)).all()


def test_a_smooth_distribution_needs_no_search():
    assert not tabulate(GammaLaw(2.0, 1.0), 2.0**-40).crowded.any()


def test_what_bends_sharply_gets_more_cells_and_stays_exact():
    steep = GammaLaw(0.01, 1.0)
    table = tabulate(steep, 2.0**-60)
    assert table.crowded.any()
    theory = stats.gamma(0.01)
    found = table.quantile(UNIFORMS)
    assert (theory.cdf(found - 2.0**-60) <= UNIFORMS + 1e-6).all()
    assert (theory.cdf(found + 2.0**-60) >= UNIFORMS - 1e-6).all()


def test_a_table_is_made_of_few_exact_values():
    exact = Exact()
    tabulate(exact, 2.0**-60)
    assert exact.asked < 20_000


def test_a_value_does_not_depend_on_its_place():
    table = tabulate(GammaLaw(0.5, 1.0), 2.0**-40)
    found = table.quantile(UNIFORMS)
    for start in (1, 7, quantile_tables._BLOCK - 1, quantile_tables._BLOCK + 1):
        assert (table.quantile(UNIFORMS[start:]) == found[start:]).all()
    assert table.quantile(np.empty(0)).shape == (0,)
