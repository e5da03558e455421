"""From replications to a value and how sure we are of it: t intervals of means and of ratios.

Replications are independent days; within a day nothing is assumed. All functions work on many cells at once. These are
the textbook's intervals, right where there is much of everything; `honest` takes care of the rest.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.stats.student import student_quantile

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ConfidenceInterval:
    """Estimates with their confidence intervals; every array has shape (cells,)."""

    value: Floats
    low: Floats
    high: Floats
    n: NDArray[np.intp]
    """How many replications the value is made of."""
    enough: NDArray[np.bool_] = field(default_factory=lambda: np.array(True))
    """Whether they carry the value; shape (cells,), or one for all."""


def mean_interval(samples: Floats, confidence: float) -> ConfidenceInterval:
    """Return the mean of ``samples``, shape (replications, cells), with a t interval.

        mean ± t(confidence, n - 1) · s / √n

    A replication without a value (NaN: the quantile of an empty day) is left out and not counted in ``n``. One value
    has no interval, none has no mean: NaN. Source: Law, Simulation Modeling and Analysis
    (confidence interval of a mean).
    """
    n, mean, variance = moments(samples)
    return around(mean, half_width(variance / np.maximum(n, 1), n - 1, confidence), n)


def ratio_interval(numerator: Floats, denominator: Floats, confidence: float) -> ConfidenceInterval:
    """Return the ratio of sums over replications, both of shape (replications, cells), with a t interval.

        R = ∑ numerator / ∑ denominator
        R ± t(confidence, n - 1) · s(numerator - R · denominator) / (√n · mean denominator)

    It is the share over all contacts, not the mean of daily shares: a busy day weighs more. NaN where all denominators
    are 0; no interval where fewer than two replications have a denominator, for one says nothing of the spread.
    Source: the delta method for a ratio of means, as in Law's regenerative estimator; Cochran, Sampling Techniques.
    """
    n = np.full(numerator.shape[1], len(numerator), dtype=np.intp)
    ratio, residuals = linearised(numerator, denominator)
    half = half_width(variance_of_mean(residuals), n - 1, confidence)
    return around(ratio, np.where(informative(denominator), half, np.nan), n)


def together(confidence: float, count: int) -> float:
    """Return the confidence each of ``count`` intervals needs so that all of them hold together with ``confidence``.

        1 - (1 - confidence) / count

    Whatever the intervals have to do with each other: the probabilities of missing at most add up. Source: Bonferroni's
    inequality, as in Law, Simulation Modeling and Analysis (comparing several configurations).

    >>> together(0.95, 1), round(together(0.95, 5), 3)
    (0.95, 0.99)
    """
    return confidence if count <= 1 else 1 - (1 - confidence) / count


def linearised(numerator: Floats, denominator: Floats) -> tuple[Floats, Floats]:
    """Return the ratio of sums, shape (cells,), and each replication's part in its error, shape (replications, cells).

        (numerator - R · denominator) / mean denominator

    The parts have mean 0; to first order the ratio varies as their mean does.
    """
    sum_of_denominators = added(denominator)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(sum_of_denominators != 0, added(numerator) / sum_of_denominators, np.nan)
        residuals = (numerator - ratio * denominator) / (sum_of_denominators / len(denominator))
    return ratio, residuals


def variance_of_mean(residuals: Floats) -> Floats:
    """Return the variance of the mean of ``residuals`` whose mean is 0 by construction; shape (cells,)."""
    n = len(residuals)
    return added(residuals**2) / max(n - 1, 1) / n


def added(samples: Floats) -> Floats:
    """Return the sum over replications, shape (cells,), the same to the bit whatever other cells are beside it.

    numpy adds in another order when the layout in memory is another; a row per cell leaves it no choice.
    """
    rows: Floats = np.ascontiguousarray(samples.T).sum(axis=-1)
    return rows


def correlation(first: Floats, second: Floats) -> Floats:
    """Return the correlation over replications of what has mean 0, shape (cells,); 0 where one does not vary."""
    scale = np.sqrt(added(first**2)) * np.sqrt(added(second**2))
    found: Floats = np.clip(
        np.where(scale > 0, added(first * second) / np.where(scale > 0, scale, 1.0), 0.0), -1.0, 1.0
    )
    return found


def informative(denominator: Floats) -> NDArray[np.bool_]:
    """Return for which cells at least two replications have a denominator; shape (cells,)."""
    enough: NDArray[np.bool_] = (denominator != 0).sum(axis=0) >= 2
    return enough


def moments(samples: Floats) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Return n, mean and sample variance over replications without NaN, each of shape (cells,); NaN where undefined."""
    known = ~np.isnan(samples)
    n = known.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(n > 0, added(np.where(known, samples, 0.0)) / n, np.nan)
        squares = np.where(known, samples - mean, 0.0) ** 2
        variance = np.where(n > 1, added(squares) / (n - 1), np.nan)
    return n, mean, variance


def half_width(variance_of_estimate: Floats, degrees: NDArray[np.generic], confidence: float) -> Floats:
    """Return t · √variance, shape (cells,); NaN without a degree of freedom."""
    half: Floats = t_quantile(degrees, confidence) * np.sqrt(variance_of_estimate)
    return half


def t_quantile(degrees: NDArray[np.generic], confidence: float) -> Floats:
    """Return the t that ``confidence`` of Student's distribution lies within; NaN without a degree of freedom."""
    each = np.asarray(degrees, dtype=np.float64)
    known = each > 0
    # Mostly all cells have the same.
    some = each[:1] if (each == each[:1]).all() else each
    t: Floats = np.where(known, student_quantile(np.where(some > 0, some, 1.0), (1 - confidence) / 2), np.nan)
    return t


def normal_quantile(confidence: float) -> float:
    """Return the z that ``confidence`` of the normal distribution lies within."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + confidence / 2))


def around(value: Floats, half: Floats, n: NDArray[np.intp]) -> ConfidenceInterval:
    """Return the interval ``value`` ± ``half``."""
    return ConfidenceInterval(value, value - half, value + half, n)
