"""Durations by inversion: a distribution turns the uniform of a draw into seconds.

Inversion, because a strategy that changes a mean must not change the chance: the same uniform gives the same customer a
longer talk, never another customer's. What the analyst states becomes a shape here (`demand/laws.py`,
`demand/compounds.py`). Durations are rounded to the time grid when they are made.
"""

import math
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from simulator.demand import laws
from simulator.demand.compounds import Mixture, ShiftedLaw, WithZeros
from simulator.demand.draws import u, u_column
from simulator.demand.laws import Column, DurationLaw
from simulator.scenario.nouns import Distribution
from simulator.units import DAY_S, GRID_PER_S, on_grid


def durations_s(distribution: Distribution | None, keys: NDArray[np.uint64], purpose: int, ordinal: int = 0) -> Column:
    """Return the duration of each key, shape (keys,), in seconds on the grid; infinite when there is no distribution.

    What is the same for everybody is not drawn. Raises ScenarioError when a file of durations cannot be used.
    """
    constant_s = _constant_s(distribution)
    if constant_s is not None:
        return np.full(len(keys), constant_s)
    assert distribution is not None
    return quantile(distribution, u_column(keys, purpose, ordinal))


def duration_s(distribution: Distribution | None, key: int, purpose: int, ordinal: int = 0) -> float:
    """Return the duration of one key: the same bits as ``durations_s``, and slow; for many one by one `inverses.py`."""
    constant_s = _constant_s(distribution)
    if constant_s is not None:
        return constant_s
    assert distribution is not None
    # Through numpy, because its logarithms and those of the math module may differ in the last bit.
    return float(quantile(distribution, np.array([u(key, purpose, ordinal)]))[0])


def quantile(distribution: Distribution | None, uniforms: Column) -> Column:
    """Return the quantiles at ``uniforms``, each in the open interval (0, 1): seconds on the grid, never negative.

    The smallest duration that a share of ``uniforms`` does not exceed, to half a grid step; for gamma distributions and
    mixtures accurate to 10⁻⁶ in probability. No distribution stands for endless: infinite. Raises ScenarioError when a
    file of durations cannot be used.
    """
    constant_s = _constant_s(distribution)
    if constant_s is not None:
        return np.full(uniforms.shape, constant_s)
    assert distribution is not None
    # Contiguous, so that numpy takes the same path for every column and a value never depends on its neighbours.
    seconds = shape_of(distribution).quantile(np.ascontiguousarray(uniforms, dtype=np.float64))
    seconds *= GRID_PER_S
    np.rint(seconds, out=seconds)
    seconds /= GRID_PER_S
    return seconds


def steps_at(steps: Collection[float], times_s: Column) -> NDArray[np.intp]:
    """Return the place of the step of a day that goes at each time, in s since 00:00 of any day; shape (times,)."""
    return (np.searchsorted(list(steps), times_s % DAY_S, side="right") - 1) % len(steps)


def shape_of(distribution: Distribution) -> DurationLaw:
    """Return the shape that a distribution states. Raises ScenarioError when a file of durations cannot be used."""
    if distribution.mixture is not None:
        parts = [(part.share, shape_of(part.of)) for part in distribution.mixture.values() if part.share > 0]
        return parts[0][1] if len(parts) == 1 else Mixture(tuple(parts))
    if distribution.shifted is not None:
        return ShiftedLaw(distribution.shifted.by_s, shape_of(distribution.shifted.of))
    if distribution.zero is not None:
        return WithZeros(distribution.zero.share, shape_of(distribution.zero.of))
    if distribution.empirical is not None:
        return laws.ObservedLaw(distribution.empirical.sample)
    return _simple(distribution)


def _simple(of: Distribution) -> DurationLaw:
    """Return the shape of a distribution that is not put together from others."""
    if of.exponential is not None:
        return laws.ExponentialLaw(of.exponential.mean_s)
    if of.lognormal is not None:
        fixed = of.lognormal.spread == 0
        return laws.FixedLaw(of.lognormal.mean_s) if fixed else laws.LognormalLaw(*of.lognormal.parameters)
    if of.gamma is not None:
        return laws.GammaLaw(*of.gamma.parameters)
    if of.erlang is not None:
        return laws.GammaLaw(float(of.erlang.phases), of.erlang.mean_s / of.erlang.phases)
    if of.weibull is not None:
        return laws.WeibullLaw(*of.weibull.parameters)
    if of.log_logistic is not None:
        return laws.LogLogisticLaw(*of.log_logistic.parameters)
    if of.normal is not None:
        return laws.NormalLaw(*of.normal.parameters)
    if of.uniform is not None:
        return laws.UniformLaw(of.uniform.from_s, of.uniform.to_s)
    if of.triangular is not None:
        return laws.TriangularLaw(of.triangular.from_s, of.triangular.mode_s, of.triangular.to_s)
    assert of.deterministic is not None, "a distribution has exactly one shape"
    return laws.FixedLaw(of.deterministic)


def _constant_s(distribution: Distribution | None) -> float | None:
    """Return the one value a duration can have, None when it differs from draw to draw."""
    if distribution is None:
        return math.inf
    return None if distribution.deterministic is None else on_grid(distribution.deterministic)
