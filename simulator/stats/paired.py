"""Differences between two strategies on the same customers.

Replication i of both has the same customers, so what chance does to both cancels: the interval is made of the
differences within replications and is usually much narrower than that of two independent runs.
"""

import math
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Better
from simulator.stats.intervals import Floats, half_width, informative, linearised, moments, variance_of_mean


@dataclass(frozen=True, eq=False)
class Difference:
    """Strategy minus baseline with confidence intervals; every array has shape (cells,)."""

    difference: Floats
    low: Floats
    high: Floats
    n: NDArray[np.intp]
    """How many pairs the difference is made of."""
    half_width_unpaired: Floats
    """Half the width the interval would have if each strategy had had its own customers."""
    enough: NDArray[np.bool_] = field(default_factory=lambda: np.array(True))
    """Whether the pairs carry the difference; shape (cells,), or one for all."""


class Verdict(StrEnum):
    """What a difference amounts to, in a word."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"
    CANNOT_TELL = "cannot tell"


def mean_difference(strategy: Floats, baseline: Floats, confidence: float) -> Difference:
    """Return the mean of ``strategy`` - ``baseline``, both of shape (replications, cells), with a paired t interval.

        mean(d) ± t(confidence, n - 1) · s(d) / √n,    d = strategy - baseline within a replication

    A replication in which either has no value is left out and not counted in ``n``. One pair has no interval.
    Source: the paired-t interval of Law, Simulation Modeling and Analysis, comparing alternative configurations.
    """
    known = ~(np.isnan(strategy) | np.isnan(baseline))
    n, mean, variance = moments(strategy - baseline)
    divisor = np.maximum(n, 1)
    alone = [moments(np.where(known, samples, np.nan))[2] / divisor for samples in (strategy, baseline)]
    return _difference(mean, variance / divisor, n, alone, confidence)


def ratio_difference(strategy: tuple[Floats, Floats], baseline: tuple[Floats, Floats], confidence: float) -> Difference:
    """Return the difference of two ratios of sums, each a (numerator, denominator) of shape (replications, cells).

        D = R_strategy - R_baseline,    D ± t(confidence, n - 1) · s(e) / √n

    where e is the difference, within a replication, of (numerator - R · denominator) / mean denominator. No difference
    where either has nothing in all its denominators; no interval where either has something in fewer than two, unless
    both are equal throughout.
    Source: the delta method on paired residuals.
    """
    (ratio, parts), (ratio_of_baseline, parts_of_baseline) = linearised(*strategy), linearised(*baseline)
    n = np.full(len(ratio), len(parts), dtype=np.intp)
    # The same customers met the same fate in every replication: that is certain, however few they were.
    equal = np.all([(mine == theirs).all(axis=0) for mine, theirs in zip(strategy, baseline, strict=True)], axis=0)
    enough = equal | informative(strategy[1]) & informative(baseline[1])
    together, *alone = (
        np.where(enough, variance_of_mean(residuals), np.nan)
        for residuals in (parts - parts_of_baseline, parts, parts_of_baseline)
    )
    return _difference(ratio - ratio_of_baseline, together, n, alone, confidence)


def verdict(difference: float, low: float, high: float, better: Better, enough: bool = True) -> Verdict:
    """Return whether the strategy is better or worse than the baseline, the same, or whether nobody can tell yet.

    The interval tells when it does not contain 0. *Same* is exactly equal in every replication, not *no difference
    found*. A metric without a better direction is higher or lower. Without an interval nobody can tell, nor of too few
    days (not ``enough``).
    """
    if not enough or math.isnan(low) or math.isnan(high):
        return Verdict.CANNOT_TELL
    if difference == low == high == 0:
        return Verdict.SAME
    if low <= 0 <= high:
        return Verdict.CANNOT_TELL
    if better is Better.NEITHER:
        return Verdict.HIGHER if difference > 0 else Verdict.LOWER
    return Verdict.BETTER if (difference > 0) == (better is Better.HIGHER) else Verdict.WORSE


def replications_needed(difference: float, low: float, high: float, n: int) -> int | None:
    """Return how many replications would probably tell: 2 · n · (width towards 0 / |difference|)², more than ``n``.

    It takes the difference seen so far for the true one. With n · (width / |difference|)² the interval would just
    reach 0, and every other study would still not tell; with twice as many four out of five do, at 95 % confidence
    (the power of the test is Φ((√2 - 1) · 1.96) = 0.79). None when the interval tells already, when there is no
    interval, or when the difference is 0 and no number would do.
    """
    if math.isnan(low) or math.isnan(high) or difference == 0 or not low <= 0 <= high:
        return None
    towards_0 = difference - low if difference > 0 else high - difference
    needed = 2 * n * (towards_0 / abs(difference)) ** 2
    return max(n + 1, math.ceil(needed)) if math.isfinite(needed) else None


def replications_of_nothing(allowed: float, reach: float, n: int, confidence: float) -> int | None:
    """Return how many replications would show what none of ``n`` contradicts; None where no number would.

        f(m) = f(n) · allowed / reach,    f(n) = 1 - ((1 - confidence) / 2)^(1 / n)

    Where all is kept (or nothing happens) the interval ends at the possible, and reaches as far to the other side as
    what is as rare as f(n) may have been missed: about 1 / n and not 1 / √n. ``reach`` is how far that is, ``allowed``
    how far it may be.

    >>> replications_of_nothing(0.1, 0.3085, 10, 0.95), replications_of_nothing(0.0, 0.3085, 10, 0.95)
    (36, None)
    """
    tail = math.log((1 - confidence) / 2)
    share = (1 - math.exp(tail / n)) * allowed / reach
    return max(n + 1, math.ceil(tail / math.log1p(-share))) if 0 < share < 1 else None


def _difference(
    difference: Floats, variance: Floats, n: NDArray[np.intp], alone: list[Floats], confidence: float
) -> Difference:
    half = half_width(variance, n - 1, confidence)
    return Difference(difference, difference - half, difference + half, n, unpaired_half_width(alone, n, confidence))


def unpaired_half_width(alone: list[Floats], n: NDArray[np.intp], confidence: float) -> Floats:
    """Return the half width of two independent samples of ``n``, with the degrees of freedom of Welch."""
    first, second = alone
    with np.errstate(divide="ignore", invalid="ignore"):
        degrees = (first + second) ** 2 / ((first**2 + second**2) / (n - 1))
    # Neither varies: any number of degrees of freedom gives a width of 0.
    degrees = np.where(first + second == 0, n - 1, degrees)
    return half_width(first + second, degrees, confidence)
