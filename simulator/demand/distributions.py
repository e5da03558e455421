"""Durations by inversion: a distribution turns the uniform of a draw into seconds.

Inversion, because a strategy that changes a mean must not change the chance: the same uniform gives the same customer a
longer talk, never another customer's. A shape is one entry in ``_SHAPES``: its quantile function at mean 1 s and its
standard deviation. Durations are rounded to the time grid when they are made.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import u, u_column
from simulator.scenario.nouns import Distribution, Exponential, Lognormal
from simulator.units import GRID_PER_S, on_grid

Column = NDArray[np.float64]


@dataclass(frozen=True)
class _Shape:
    """What a shape is: its quantiles for uniforms in (0, 1) in seconds, not yet on the grid, and its exact spread."""

    quantile: Callable[[Any, Column], Column]
    sd_s: Callable[[Any], float]


def durations_s(distribution: Distribution | None, keys: NDArray[np.uint64], purpose: int, ordinal: int = 0) -> Column:
    """Return the duration of each key, shape (keys,), in seconds on the grid; infinite when there is no distribution.

    What is the same for everybody is not drawn.
    """
    constant_s = _constant_s(distribution)
    if constant_s is not None:
        return np.full(len(keys), constant_s)
    assert distribution is not None
    return quantile(distribution, u_column(keys, purpose, ordinal))


def duration_s(distribution: Distribution | None, key: int, purpose: int, ordinal: int = 0) -> float:
    """Return the duration of one key: the same bits as ``durations_s``, for what is only known when it happens."""
    constant_s = _constant_s(distribution)
    if constant_s is not None:
        return constant_s
    assert distribution is not None
    # Through numpy, because its logarithms and those of the math module may differ in the last bit.
    return float(quantile(distribution, np.array([u(key, purpose, ordinal)]))[0])


def quantile(distribution: Distribution | None, uniforms: Column) -> Column:
    """Return the quantiles at ``uniforms``, each in the open interval (0, 1): seconds on the grid, never negative.

    The smallest duration that a share of ``uniforms`` does not exceed, to half a grid step. No distribution stands for
    endless: infinite.
    """
    constant_s = _constant_s(distribution)
    if constant_s is not None:
        return np.full(uniforms.shape, constant_s)
    assert distribution is not None
    shape, of = _shape(distribution)
    # Contiguous, so that numpy takes the same path for every column and a value never depends on its neighbours.
    seconds = shape.quantile(of, np.ascontiguousarray(uniforms, dtype=np.float64))
    seconds *= GRID_PER_S
    np.rint(seconds, out=seconds)
    seconds /= GRID_PER_S
    return seconds


def sd_s(distribution: Distribution) -> float:
    """Return the exact standard deviation in seconds; the mean is ``distribution.mean_s``."""
    shape, of = _shape(distribution)
    return shape.sd_s(of)


def _exponential(of: Exponential, uniforms: Column) -> Column:
    """−mean · ln(1 − u)."""
    seconds: Column = np.log1p(-uniforms)
    seconds *= -of.mean_s
    return seconds


def _lognormal(of: Lognormal, uniforms: Column) -> Column:
    """exp(μ + σ z) with z the normal quantile, σ² = ln(1 + cv²), μ = ln(mean) − σ²/2."""
    from scipy.special import ndtri

    sigma = _sigma(of)
    seconds: Column = ndtri(uniforms)
    seconds *= sigma
    seconds -= sigma * sigma / 2
    np.exp(seconds, out=seconds)
    seconds *= of.mean_s
    return seconds


def _sigma(of: Lognormal) -> float:
    return math.sqrt(math.log1p(of.spread**2))


_SHAPES: dict[str, _Shape] = {
    "exponential": _Shape(_exponential, lambda of: of.mean_s),
    "lognormal": _Shape(_lognormal, lambda of: of.mean_s * of.spread),
    "deterministic": _Shape(lambda of, uniforms: np.full(uniforms.shape, of), lambda of: 0.0),
}


def _shape(distribution: Distribution) -> tuple[_Shape, Any]:
    """Return the shape of a distribution and its parameters."""
    for name, shape in _SHAPES.items():
        of = getattr(distribution, name)
        if of is not None:
            return shape, of
    raise AssertionError("a distribution has exactly one shape")


def _constant_s(distribution: Distribution | None) -> float | None:
    """Return the one value a duration can have, None when it differs from draw to draw."""
    if distribution is None:
        return math.inf
    return None if distribution.deterministic is None else on_grid(distribution.deterministic)
