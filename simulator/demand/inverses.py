"""Inverses: what turns a uniform into a duration for whom the run itself gives birth, one at a time or as a column.

A column of formulas is quick, one formula through numpy is not, and its logarithms may differ in the last bit from
those of the math module or of a compiled loop. So of every law there is a table here (`quantile_tables.py`): to look
one up takes additions, multiplications and a division, whose results IEEE 754 fixes to the bit, and the exact
arithmetic of exponents. One draw and a column of them give the same bits, on any machine and in any language that does
not contract a multiplication and an addition into one.

Laws that differ in a scale alone share a table. Whatever is asked for is on the time grid.
"""

from dataclasses import replace
from functools import lru_cache
from math import ceil, inf

import numpy as np

from simulator.demand.compounds import RESOLUTION_S, Mixture, mixture_table
from simulator.demand.distributions import shape_of
from simulator.demand.laws import (
    RESOLUTION,
    Column,
    DurationLaw,
    ExponentialLaw,
    FixedLaw,
    GammaLaw,
    LogLogisticLaw,
    LognormalLaw,
    NormalLaw,
    ObservedLaw,
    WeibullLaw,
    gamma_table,
)
from simulator.demand.look_up import Inverse, LookUp
from simulator.demand.quantile_tables import QuantileTable, tabulate
from simulator.scenario.nouns import Distribution
from simulator.units import GRID_PER_S, on_grid

_BITS = 4
"""An octave of a table made here has 2⁴ buckets, as one of a mixture."""
_SCALE: dict[type[DurationLaw], str] = {
    ExponentialLaw: "mean_s",
    LognormalLaw: "mean_s",
    GammaLaw: "scale_s",
    WeibullLaw: "scale_s",
    LogLogisticLaw: "scale_s",
    NormalLaw: "width_s",
}
"""What durations of these laws are proportional to: the table is that of the law at 1."""


def inverse_of(distribution: Distribution | None) -> Inverse:
    """Return the inverse of a distribution, None standing for endless; its table is made once for each law.

    Accurate to 10⁻⁶ in probability. Raises ScenarioError when a file of durations cannot be used.
    """
    return Always(inf) if distribution is None else _inverse_of(shape_of(distribution))


@lru_cache(maxsize=256)
def _inverse_of(law: DurationLaw) -> Inverse:
    if isinstance(law, FixedLaw):
        return Always(on_grid(law.value_s))
    if isinstance(law, ObservedLaw):
        return OneOfThem(law)
    scale = _SCALE.get(type(law))
    if scale is None:
        return OfTable(_table(law), 1.0)
    at_1: DurationLaw = replace(law, **{scale: 1.0})  # type: ignore[type-var]
    return OfTable(_table(at_1), getattr(law, scale))


@lru_cache(maxsize=256)
def _table(law: DurationLaw) -> QuantileTable:
    """Return the table of a law: its own where it has one, else made by bisection, as of a mixture with one part."""
    if isinstance(law, GammaLaw):
        return gamma_table(law.shape)
    if isinstance(law, Mixture):
        return mixture_table(law)
    resolution = RESOLUTION if type(law) in _SCALE else RESOLUTION_S
    return tabulate(Mixture(((1.0, law),)), resolution=resolution, bits=_BITS)


class Always(Inverse):
    """Always the same."""

    __slots__ = ("_value_s",)

    def __init__(self, value_s: float) -> None:
        self._value_s = value_s

    def at(self, uniform: float) -> float:
        """Return the value."""
        return self._value_s

    def column(self, uniforms: Column) -> Column:
        """Return the value for each."""
        return np.full(len(uniforms), self._value_s)

    def drawn(self, key: int, purpose: int, ordinal: int) -> float:
        """Return the value."""
        return self._value_s


class OneOfThem(Inverse):
    """One of the values that were observed: the ⌈n u⌉-th smallest of n."""

    __slots__ = ("_law", "_values_s")

    def __init__(self, law: ObservedLaw) -> None:
        self._law = law
        self._values_s = [on_grid(value_s) for value_s in law.sample.values_s]

    def at(self, uniform: float) -> float:
        """Return the value whose place the uniform names."""
        places = len(self._values_s)
        return self._values_s[min(max(ceil(uniform * places), 1), places) - 1]

    def column(self, uniforms: Column) -> Column:
        """Return the value for each uniform."""
        return _on_grid(self._law.quantile(uniforms))


class OfTable(LookUp):
    """What a table says, times a scale."""

    __slots__ = ("_table", "_times")

    def __init__(self, table: QuantileTable, scale: float) -> None:
        LookUp.__init__(self, table, scale)
        self._table, self._times = table, scale

    def column(self, uniforms: Column) -> Column:
        """Return what the table says of each uniform."""
        seconds = self._table.quantile(np.ascontiguousarray(uniforms, dtype=np.float64))
        seconds *= self._times
        return _on_grid(np.where(seconds > 0.0, seconds, 0.0))


def _on_grid(seconds: Column) -> Column:
    seconds = seconds * GRID_PER_S
    np.rint(seconds, out=seconds)
    seconds /= GRID_PER_S
    return seconds
