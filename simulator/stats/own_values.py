"""Intervals of metrics of whoever asks: one number a replication, of which nothing else is known.

The value is the mean of the replications' numbers, and not a ratio of sums: a busy day weighs as much as a quiet one.
Where the numbers are skewed an interval reaches further on that side, as for every other metric (docs/intervals.md).
"""

import numpy as np

from simulator.stats.honest import FEW
from simulator.stats.intervals import ConfidenceInterval, Floats, mean_interval
from simulator.stats.paired import Difference, mean_difference
from simulator.stats.skewed import cautious_t, reach


def own_interval(values: Floats, confidence: float) -> ConfidenceInterval:
    """Return the mean of ``values``, shape (replications,), with its interval; arrays of shape (1,).

    A replication without a value (NaN) is left out and not counted in ``n``.
    """
    known = values[~np.isnan(values)]
    found = mean_interval(known[:, np.newaxis], confidence)
    low, high = _reached(known, found.value, found.low, found.high, confidence)
    return ConfidenceInterval(found.value, low, high, found.n)


def own_difference(strategy: Floats, baseline: Floats, confidence: float) -> Difference:
    """Return the mean of ``strategy`` - ``baseline``, both of shape (replications,); arrays of shape (1,).

    A replication in which either has no value is left out, and with it the pair. What differs in fewer than `FEW`
    replications is too little to tell.
    """
    known = ~(np.isnan(strategy) | np.isnan(baseline))
    mine, theirs = strategy[known], baseline[known]
    found = mean_difference(mine[:, np.newaxis], theirs[:, np.newaxis], confidence)
    low, high = _reached(mine - theirs, found.difference, found.low, found.high, confidence)
    differs = int((mine != theirs).sum())
    enough = np.array([differs == 0 or differs >= min(FEW, len(mine))])
    return Difference(found.difference, low, high, found.n, found.half_width_unpaired, enough)


def _reached(numbers: Floats, mean: Floats, low: Floats, high: Floats, confidence: float) -> tuple[Floats, Floats]:
    if len(numbers) < 2 or (numbers == numbers[0]).all():
        return low, high
    parts, n = (numbers - mean)[:, np.newaxis], np.array([len(numbers)], dtype=np.intp)
    with np.errstate(all="ignore"):
        half = cautious_t(parts, n, confidence) * np.sqrt((parts**2).sum(axis=0) / (n - 1) / n)
        below, above = (np.fmax(half, tail) for tail in reach(parts, n, confidence))
    return np.fmin(low, mean - below), np.fmax(high, mean + above)
