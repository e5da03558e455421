"""Shapes put together: shifted, with some zeros, mixed. Each takes one uniform, as the simple ones do.

One, because what a strategy changes in one part must not change whose duration is whose: the quantile of the whole
mixture is taken, and the larger uniform is the longer duration.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simulator.demand.laws import Column, DurationLaw
from simulator.demand.quantile_tables import TOLERANCE, QuantileTable, tabulate
from simulator.units import GRID_PER_S

RESOLUTION_S = 1 / 4 / GRID_PER_S
_SMALLEST, _LARGEST = 2.0**-53, 1.0 - 2.0**-53
_HUGE_S = 2.0**900
"""Nothing is longer; log-logistic durations may be too long for a number."""
_FINE_S = 2.0**-34
"""Where a bisection ends: far finer than the time grid."""
_TABLE, _NARROW = 4 * TOLERANCE, 4e-9
"""The quantiles of parts may come from tables, exact to so much in probability: relatively, and absolutely."""


@dataclass(frozen=True)
class ShiftedLaw:
    """A fixed duration and something on top."""

    by_s: float
    of: DurationLaw

    def quantile(self, uniforms: Column) -> Column:
        """Return what is on top, later."""
        seconds = self.of.quantile(uniforms)
        seconds += self.by_s
        return seconds

    def below(self, x: Column) -> Column:
        """Return the probability of less than ``x`` − by on top."""
        return self.of.below(x - self.by_s)

    def above(self, x: Column) -> Column:
        """Return the probability of more than ``x`` − by on top."""
        return self.of.above(x - self.by_s)

    def knots(self) -> Column:
        """Return those of what is on top, later."""
        return self.of.knots() + self.by_s


@dataclass(frozen=True)
class WithZeros:
    """Nothing for a share, something for the others."""

    share: float
    of: DurationLaw

    def quantile(self, uniforms: Column) -> Column:
        """Return 0 for the smallest uniforms; the others are spread over (0, 1) again."""
        rest = 1.0 - self.share
        if rest <= 0.0:
            return np.zeros(uniforms.shape)
        # From both ends, so that neither loses the digits that say how near it is.
        spread = np.where(uniforms < 0.5, (uniforms - self.share) / rest, 1.0 - (1.0 - uniforms) / rest)
        seconds = self.of.quantile(np.clip(spread, _SMALLEST, _LARGEST))
        seconds[uniforms <= self.share] = 0.0
        return seconds

    def below(self, x: Column) -> Column:
        """Return the share of zeros and, of the others, those below."""
        return np.where(x > 0.0, self.share + (1.0 - self.share) * self.of.below(x), 0.0)

    def above(self, x: Column) -> Column:
        """Return those of the others that are above."""
        return np.where(x < 0.0, 1.0, (1.0 - self.share) * self.of.above(x))

    def knots(self) -> Column:
        """Return 0 and those of the others."""
        return np.append(self.of.knots(), 0.0)


@dataclass(frozen=True)
class Mixture:
    """Now one, now another; the shares add up to 1, and none is 0."""

    parts: tuple[tuple[float, DurationLaw], ...]

    def quantile(self, uniforms: Column) -> Column:
        """Return the quantiles of the whole, by its table."""
        return np.maximum(mixture_table(self).quantile(uniforms), 0.0)

    def below(self, x: Column) -> Column:
        """Return the mean of the parts' probabilities."""
        return np.asarray(sum(share * of.below(x) for share, of in self.parts))

    def above(self, x: Column) -> Column:
        """Return the mean of the parts' probabilities."""
        return np.asarray(sum(share * of.above(x) for share, of in self.parts))

    def knots(self) -> Column:
        """Return those of all parts."""
        return np.unique(np.concatenate([of.knots() for _, of in self.parts]))

    def from_below(self, v: Column) -> Column:
        """Return the smallest x with a probability of at least ``v`` below it or at it, by bisection."""
        low, high = self._between(v * (1 - _TABLE) - _NARROW, v * (1 + _TABLE) + _NARROW)
        while True:
            middle = (low + high) / 2
            enough = self.below(middle) >= v
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
            if _met(low, high):
                return high

    def from_above(self, v: Column) -> Column:
        """Return the smallest x with a probability of at most ``v`` above it, by bisection."""
        low, high = self._between(1.0 - v * (1 + _TABLE) - _NARROW, 1.0 - v * (1 - _TABLE) + _NARROW)
        while True:
            middle = (low + high) / 2
            enough = self.above(middle) <= v
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
            if _met(low, high):
                return high

    def _between(self, least: Column, most: Column) -> tuple[Column, Column]:
        """Return the smallest quantile of any part at ``least``, and the largest at ``most``, both shape of ``most``.

        The quantile of the whole is between: nothing else is left for it.
        """
        ends = [np.clip(one.ravel(), _SMALLEST, _LARGEST) for one in (least, most)]
        low = np.minimum.reduce([of.quantile(ends[0]) for _, of in self.parts]) - _FINE_S
        high = np.maximum.reduce([of.quantile(ends[1]) for _, of in self.parts]) + _FINE_S
        low, high = np.minimum(low, _HUGE_S), np.minimum(high, _HUGE_S)
        return low.reshape(most.shape), high.reshape(most.shape)


def _met(low: Column, high: Column) -> bool:
    return bool((high - low <= np.maximum(_FINE_S, 1e-15 * high)).all())


@lru_cache(maxsize=64)
def mixture_table(mixture: Mixture) -> QuantileTable:
    """Return the table of a mixture; kept, because every replication asks for the same."""
    return tabulate(mixture, resolution=RESOLUTION_S, bits=4)
