"""Student's quantiles are ours: right to the last digits but a few, and the same alone as among others."""

import math

import numpy as np
import pytest
from scipy.special import stdtr

from simulator.stats.intervals import t_quantile
from simulator.stats.student import EDGES, FEW, student_quantile

TAILS = (0.25, 0.05, 0.025, 0.005, 0.0005, 1e-5)
DEGREES = np.concatenate((np.arange(1.0, 400.0), np.linspace(1, 60, 901), [1 / one for one in EDGES[1:]], [1e4, 1e6]))


@pytest.mark.parametrize("tail", TAILS)
def test_one_two_and_four_degrees_are_the_formulas(tail):
    # Source: Student's distribution with few degrees has quantiles in closed form (Shaw, Journal of Computational
    # Finance, 2006).
    alpha = 4 * tail * (1 - tail)
    four = 2 * math.sqrt(math.cos(math.acos(math.sqrt(alpha)) / 3) / math.sqrt(alpha) - 1)
    expected = [1 / math.tan(math.pi * tail), (1 - 2 * tail) / math.sqrt(2 * tail * (1 - tail)), four]
    np.testing.assert_allclose(student_quantile(np.array([1.0, 2.0, 4.0]), tail), expected, rtol=1e-13)


@pytest.mark.parametrize("tail", TAILS)
def test_the_distribution_of_a_quantile_is_what_was_asked(tail):
    # Older versions of SciPy know the distribution far better than its quantiles.
    found = student_quantile(DEGREES, tail)
    np.testing.assert_allclose(stdtr(DEGREES, -found), tail, rtol=2e-12)


@pytest.mark.parametrize("tail", TAILS)
def test_many_have_the_same_bits_as_each_alone(tail):
    assert len(DEGREES) > FEW
    alone = [student_quantile(np.array([one]), tail)[0] for one in DEGREES]
    assert student_quantile(DEGREES, tail).tolist() == alone


def test_with_many_degrees_it_is_the_normal_quantile():
    assert student_quantile(np.array([1e12]), 0.025)[0] == pytest.approx(1.959963984540054, rel=1e-9)


def test_less_than_one_degree_is_solved_for():
    many = np.full(FEW + 1, 0.5)
    assert stdtr(0.5, -student_quantile(many[:1], 0.025)[0]) == pytest.approx(0.025, rel=1e-9)
    assert len({*student_quantile(many, 0.025).tolist(), student_quantile(many[:1], 0.025)[0]}) == 1


def test_known_values_of_tables():
    # Source: any table of Student's distribution.
    found = t_quantile(np.array([9, 29, 49, 0]), 0.95)
    assert found[:3] == pytest.approx([2.2622, 2.0452, 2.0096], abs=5e-5)
    assert math.isnan(found[3])
