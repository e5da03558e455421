"""The simple shapes: their quantiles, and the probabilities of less and of more than a duration.

Quantiles are formulas where there are some; the gamma distribution has a table. A number near 1 has no room for what is
left to 1, so probabilities are given from both sides, each exact near its 0. All take and give arrays of seconds and
shares, of any shape, and nothing is on the time grid yet.

Formulas: Johnson, Kotz, Balakrishnan: Continuous univariate distributions, 2nd ed., 1994.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.demand.quantile_tables import QuantileTable, tabulate
from simulator.scenario.nouns import Sample

Column = NDArray[np.float64]

RESOLUTION = 2.0**-42
"""What is finer than this share of the mean is not tabulated."""


class DurationLaw(Protocol):
    """A distribution of durations; equal ones are the same to whoever keeps what was made of them."""

    def __hash__(self) -> int: ...

    def quantile(self, uniforms: Column) -> Column:
        """Return the smallest duration that a share of ``uniforms``, each in (0, 1), does not exceed: a new array."""
        ...

    def below(self, x: Column) -> Column:
        """Return the probability of less than ``x``, which may be negative."""
        ...

    def above(self, x: Column) -> Column:
        """Return the probability of more than ``x``, which may be negative."""
        ...

    def knots(self) -> Column:
        """Return where the distribution function may jump or bend."""
        ...


@dataclass(frozen=True)
class FixedLaw:
    """Always the same."""

    value_s: float

    def quantile(self, uniforms: Column) -> Column:
        """Return the value."""
        return np.full(uniforms.shape, self.value_s)

    def below(self, x: Column) -> Column:
        """Return 0 up to the value, the value included, then 1."""
        return np.where(x > self.value_s, 1.0, 0.0)

    def above(self, x: Column) -> Column:
        """Return 1 before the value, then 0."""
        return np.where(x < self.value_s, 1.0, 0.0)

    def knots(self) -> Column:
        """Return the value."""
        return np.array([self.value_s])


@dataclass(frozen=True)
class ExponentialLaw:
    """u = 1 − exp(−x / mean)."""

    mean_s: float

    def quantile(self, uniforms: Column) -> Column:
        """Return −mean · ln(1 − u)."""
        seconds: Column = np.log1p(-uniforms)
        seconds *= -self.mean_s
        return seconds

    def below(self, x: Column) -> Column:
        """Return 1 − exp(−x / mean)."""
        return -np.expm1(-np.maximum(x, 0.0) / self.mean_s)

    def above(self, x: Column) -> Column:
        """Return exp(−x / mean)."""
        return np.exp(-np.maximum(x, 0.0) / self.mean_s)

    def knots(self) -> Column:
        """Return 0."""
        return np.zeros(1)


@dataclass(frozen=True)
class LognormalLaw:
    """ln x is normal with mean ln(mean) − σ²/2 and standard deviation σ."""

    mean_s: float
    sigma: float

    def quantile(self, uniforms: Column) -> Column:
        """Return exp(μ + σ z) with z the normal quantile."""
        from scipy.special import ndtri

        seconds: Column = ndtri(uniforms)
        seconds *= self.sigma
        seconds -= self.sigma * self.sigma / 2
        np.exp(seconds, out=seconds)
        seconds *= self.mean_s
        return seconds

    def below(self, x: Column) -> Column:
        """Return Φ((ln x − μ) / σ)."""
        from scipy.special import ndtr

        return np.asarray(ndtr(self._z(x)))

    def above(self, x: Column) -> Column:
        """Return Φ(−(ln x − μ) / σ)."""
        from scipy.special import ndtr

        return np.asarray(ndtr(-self._z(x)))

    def knots(self) -> Column:
        """Return 0."""
        return np.zeros(1)

    def _z(self, x: Column) -> Column:
        with np.errstate(divide="ignore"):
            return np.log(np.maximum(x, 0.0) / self.mean_s) / self.sigma + self.sigma / 2


@dataclass(frozen=True)
class GammaLaw:
    """Density ∝ x^(shape − 1) exp(−x / scale); Erlang when the shape is a whole number."""

    shape: float
    scale_s: float

    def quantile(self, uniforms: Column) -> Column:
        """Return the quantiles, by the table of the shape."""
        seconds = gamma_table(self.shape).quantile(uniforms)
        seconds *= self.scale_s
        return seconds

    def below(self, x: Column) -> Column:
        """Return the regularised incomplete gamma function P."""
        from scipy.special import gammainc

        return np.asarray(gammainc(self.shape, np.maximum(x, 0.0) / self.scale_s))

    def above(self, x: Column) -> Column:
        """Return Q = 1 − P."""
        from scipy.special import gammaincc

        return np.asarray(gammaincc(self.shape, np.maximum(x, 0.0) / self.scale_s))

    def from_below(self, v: Column) -> Column:
        """Return the quantile at v, exactly and slowly."""
        from scipy.special import gammaincinv

        return np.asarray(gammaincinv(self.shape, v) * self.scale_s)

    def from_above(self, v: Column) -> Column:
        """Return the quantile at 1 − v, exactly and slowly."""
        from scipy.special import gammainccinv

        return np.asarray(gammainccinv(self.shape, v) * self.scale_s)

    def knots(self) -> Column:
        """Return 0."""
        return np.zeros(1)


@lru_cache(maxsize=64)
def gamma_table(shape: float) -> QuantileTable:
    """Return the table of a shape, at scale 1; kept, because every replication asks for the same."""
    return tabulate(GammaLaw(shape, 1.0), resolution=shape * RESOLUTION)


@dataclass(frozen=True)
class WeibullLaw:
    """u = 1 − exp(−(x / scale)^shape)."""

    shape: float
    scale_s: float

    def quantile(self, uniforms: Column) -> Column:
        """Return scale · (−ln(1 − u))^(1 / shape)."""
        seconds: Column = np.log1p(-uniforms)
        np.negative(seconds, out=seconds)
        np.power(seconds, 1.0 / self.shape, out=seconds)
        seconds *= self.scale_s
        return seconds

    def below(self, x: Column) -> Column:
        """Return 1 − exp(−(x / scale)^shape)."""
        return -np.expm1(-self._depth(x))

    def above(self, x: Column) -> Column:
        """Return exp(−(x / scale)^shape)."""
        return np.exp(-self._depth(x))

    def knots(self) -> Column:
        """Return 0."""
        return np.zeros(1)

    def _depth(self, x: Column) -> Column:
        with np.errstate(over="ignore"):
            return np.power(np.maximum(x, 0.0) / self.scale_s, self.shape)


@dataclass(frozen=True)
class LogLogisticLaw:
    """u = 1 / (1 + (x / scale)^−shape); the scale is the median."""

    shape: float
    scale_s: float

    def quantile(self, uniforms: Column) -> Column:
        """Return scale · (u / (1 − u))^(1 / shape)."""
        seconds: Column = uniforms / (1.0 - uniforms)
        with np.errstate(over="ignore"):
            np.power(seconds, 1.0 / self.shape, out=seconds)
        seconds *= self.scale_s
        return seconds

    def below(self, x: Column) -> Column:
        """Return odds / (1 + odds)."""
        return 1.0 / (1.0 + self._odds(x, -self.shape))

    def above(self, x: Column) -> Column:
        """Return 1 / (1 + odds)."""
        return 1.0 / (1.0 + self._odds(x, self.shape))

    def knots(self) -> Column:
        """Return 0."""
        return np.zeros(1)

    def _odds(self, x: Column, power: float) -> Column:
        with np.errstate(divide="ignore", over="ignore"):
            return np.power(np.maximum(x, 0.0) / self.scale_s, power)


@dataclass(frozen=True)
class NormalLaw:
    """What is left of a normal distribution beyond its cut at 0; the cut is in its own deviations, from its middle."""

    cut: float
    width_s: float

    def quantile(self, uniforms: Column) -> Column:
        """Return width · (z − cut), with z the normal quantile at Φ(cut) + u Φ(−cut), seen from the nearer end."""
        from scipy.special import ndtr, ndtri

        share = (1.0 - uniforms) * self._left()
        low = uniforms < 0.5 if self.cut < 0 else np.zeros(uniforms.shape, dtype=np.bool_)
        share[low] = uniforms[low] * self._left() + float(ndtr(self.cut))
        seconds: Column = ndtri(share)
        np.negative(seconds, out=seconds, where=~low)
        seconds -= self.cut
        seconds *= self.width_s
        return np.maximum(seconds, 0.0, out=seconds)

    def below(self, x: Column) -> Column:
        """Return 1 − above, without its cancellation where little is cut off."""
        from scipy.special import ndtr

        far = np.maximum(x, 0.0) / self.width_s
        if self.cut < 0:
            return np.asarray(ndtr(self.cut + far) - ndtr(self.cut)) / self._left()
        return np.asarray(self._left() - ndtr(-self.cut - far)) / self._left()

    def above(self, x: Column) -> Column:
        """Return Φ(−cut − x / width) / Φ(−cut)."""
        from scipy.special import ndtr

        return np.asarray(ndtr(-self.cut - np.maximum(x, 0.0) / self.width_s)) / self._left()

    def knots(self) -> Column:
        """Return 0."""
        return np.zeros(1)

    def _left(self) -> float:
        from scipy.special import ndtr

        return float(ndtr(-self.cut))


@dataclass(frozen=True)
class TriangularLaw:
    """Density rising from ``from_s`` to ``mode_s`` and falling to ``to_s``, on straight lines."""

    from_s: float
    mode_s: float
    to_s: float

    def quantile(self, uniforms: Column) -> Column:
        """Return from + √(u · length · rise), or seen from the other end."""
        length, rise = self.to_s - self.from_s, self.mode_s - self.from_s
        rising = self.from_s + np.sqrt(uniforms * (length * rise))
        falling = self.to_s - np.sqrt((1.0 - uniforms) * (length * (length - rise)))
        return np.where(uniforms * length < rise, rising, falling)

    def below(self, x: Column) -> Column:
        """Return the area to the left."""
        return self._area(x - self.from_s, self.to_s - x, self.mode_s - self.from_s)

    def above(self, x: Column) -> Column:
        """Return the area to the right."""
        return self._area(self.to_s - x, x - self.from_s, self.to_s - self.mode_s)

    def knots(self) -> Column:
        """Return the ends and the mode."""
        return np.array([self.from_s, self.mode_s, self.to_s])

    def _area(self, near: Column, far: Column, rise: float) -> Column:
        length = self.to_s - self.from_s
        near, far = np.clip(near, 0.0, length), np.clip(far, 0.0, length)
        with np.errstate(divide="ignore", invalid="ignore"):
            rising, falling = near * near / (length * rise), 1.0 - far * far / (length * (length - rise))
        return np.where(near < rise, rising, np.where(far > 0.0, falling, 1.0))


@dataclass(frozen=True)
class UniformLaw:
    """Density even between two ends."""

    from_s: float
    to_s: float

    def quantile(self, uniforms: Column) -> Column:
        """Return from + u · length."""
        return self.from_s + uniforms * (self.to_s - self.from_s)

    def below(self, x: Column) -> Column:
        """Return the share of the length to the left."""
        return np.clip((x - self.from_s) / (self.to_s - self.from_s), 0.0, 1.0)

    def above(self, x: Column) -> Column:
        """Return the share of the length to the right."""
        return np.clip((self.to_s - x) / (self.to_s - self.from_s), 0.0, 1.0)

    def knots(self) -> Column:
        """Return the ends."""
        return np.array([self.from_s, self.to_s])


@dataclass(frozen=True)
class ObservedLaw:
    """One of the values of a sample: the step function of what was measured."""

    sample: Sample

    def quantile(self, uniforms: Column) -> Column:
        """Return the ⌈n u⌉-th smallest of the n values."""
        values_s = _values_s(self.sample)
        place = np.ceil(uniforms * len(values_s)).astype(np.int64) - 1
        return values_s[np.clip(place, 0, len(values_s) - 1)]

    def below(self, x: Column) -> Column:
        """Return the share of smaller values."""
        return np.searchsorted(_values_s(self.sample), x, side="left") / len(self.sample.values_s)

    def above(self, x: Column) -> Column:
        """Return the share of larger values."""
        return 1.0 - np.searchsorted(_values_s(self.sample), x, side="right") / len(self.sample.values_s)

    def knots(self) -> Column:
        """Return the values."""
        return np.unique(_values_s(self.sample))


@lru_cache(maxsize=16)
def _values_s(sample: Sample) -> Column:
    values_s = np.array(sample.values_s)
    values_s.flags.writeable = False
    return values_s
