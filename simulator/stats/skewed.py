"""Where days are skewed, the t interval misses on one side: a sample without a bad day is both too good and too sure.

Hall's transformation takes the skewness out, so the interval reaches further to the side of the long tail. The other
side is left as it is.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.stats.intervals import Floats, added, t_quantile

SHORTEST = 6
"""Fewer replications do not show a skewness: what looks like one is chance, and t is long already."""
FARTHEST = 2.5
"""The tail reaches at most so many times as far as t: beyond, the transformation grows faster than what it is worth."""


def reach(parts: Floats, n: NDArray[np.intp], confidence: float) -> tuple[Floats, Floats]:
    """Return how far below and above the value the interval reaches, where ``parts`` (mean 0) are skewed, else 0.

        a = skewness / √n,    T(x) = 3 / a · ((1 + a · (x - a / 6))^⅓ - 1)
        above: error · min(-T(-t), 2.5 · t) where a > 0;   below the same where a < 0, with the signs turned

    t is the `cautious_t`. A skewness that a normal sample would show as well in two cases of three (one standard error)
    is left alone. Source: Hall, On the removal of skewness by transformation (JRSS B, 1992).
    """
    count = np.maximum(n, SHORTEST).astype(np.float64)
    squares = parts * parts
    square, cube = (added(powers) / count for powers in (squares, squares * parts))
    with np.errstate(divide="ignore", invalid="ignore"):
        skewness = np.where(square > 0, cube / square**1.5, 0.0) * np.sqrt(count * (count - 1)) / (count - 2)
    by_chance = np.sqrt(6 * count * (count - 1) / ((count - 2) * (count + 1) * (count + 3)))
    a = np.where((np.abs(skewness) > by_chance) & (n >= SHORTEST), skewness, 0.0) / np.sqrt(count)
    t = cautious_t(parts, n, confidence)
    error = np.sqrt(square / (count - 1))
    far = error * np.minimum(_untransformed(t, np.abs(a)), FARTHEST * t)
    return np.where(a < 0, far, 0.0), np.where(a > 0, far, 0.0)


def cautious_t(parts: Floats, n: NDArray[np.intp], confidence: float) -> Floats:
    """Return t with the degrees of freedom that ``parts`` (mean 0) leave to their variance.

        2 / (2 / (n - 1) + (kurtosis - 3) / n),   never more than n - 1

    Where a few days make up most of the variance, it is known as badly as from a few days. NaN of fewer than two.
    Source: O'Neill, Some useful moment results in sampling problems (The American Statistician, 2014).
    """
    count = np.maximum(n, 2).astype(np.float64)
    squares = parts * parts
    square, fourth = added(squares) / count, added(squares * squares) / count
    with np.errstate(divide="ignore", invalid="ignore"):
        kurtosis = np.where(square > 0, fourth / square**2, 3.0)
    degrees = 2 / (2 / (count - 1) + np.maximum(kurtosis - 3, 0) / count)
    return t_quantile(np.where(n > 1, degrees, 0.0), confidence)


def _untransformed(t: Floats, a: Floats) -> Floats:
    """Return -T(-t) for a skewness to the right; t where there is none."""
    safe = np.where(a == 0, 1.0, a)
    found: Floats = np.where(a == 0, t, 3 / safe * (1 - np.cbrt(1 - safe * (t + safe / 6))))
    return found
