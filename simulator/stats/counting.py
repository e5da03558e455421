"""Intervals of what is counted, from the number of events that the replications are worth.

Between days that differ, a thousand contacts tell less than a thousand independent ones would. They are worth as many
as would give the variance seen, but never more than there are. Of that number the exact intervals of counting are
taken: those of Clopper and Pearson for a share, of Garwood for a count. They are never empty, never outside the
possible, and where much was counted they are the t interval. Source: Korn and Graubard, Confidence intervals for
proportions with small expected number of positive counts estimated from survey data (Survey Methodology, 1998), with
days as clusters; Fay and Feuer, Confidence intervals for directly standardized rates (Statistics in Medicine, 1997).
"""

import numpy as np
from numpy.typing import NDArray

from simulator.stats.intervals import Floats, normal_quantile, t_quantile

MANY = 1e4
"""From so many events on, the exact interval is the t interval but for a percent of its half width or so."""

Bounds = tuple[Floats, Floats]


def share_bounds(value: Floats, variance: Floats, at_most: Floats, n: NDArray[np.intp], confidence: float) -> Bounds:
    """Return the interval of a share whose replications are worth ``at_most`` contacts, by its variance fewer.

        m = min(R · (1 - R) / variance, at most) · (z / t)²
        Beta(confidence, R · m, m - R · m + 1)  to  Beta(confidence, R · m + 1, m - R · m)

    z / t makes it wider where the variance itself is known from few replications only.
    """
    t, z = t_quantile(n - 1, confidence), normal_quantile(confidence)
    varies = value * (1 - value)
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = np.where((variance > 0) & (varies > 0), varies / variance, np.inf)
        worth = np.minimum(worth, at_most)
        half = t * np.sqrt(varies / worth)
        worth = worth * (z / t) ** 2
        events = value * worth
        exact = np.isfinite(worth) & (worth > 0) & (np.minimum(events, worth - events) < MANY)
    low, high = np.maximum(value - half, 0.0), np.minimum(value + half, 1.0)
    low[exact], high[exact] = _beta(events[exact], worth[exact], confidence)
    return _known(low, t, variance), _known(high, t, variance)


def amount_bounds(value: Floats, variance: Floats, step: Floats, n: NDArray[np.intp], confidence: float) -> Bounds:
    """Return the interval of what is at least 0, known to ``variance``; ``step`` is what one event more would change.

        m = R² / variance · (z / t)²
        Gamma(confidence, m) · R / m  to  Gamma(confidence, m + 1) · R / m

    Where there was nothing, it ends at what none of so many replications would have shown.
    """
    t, z = t_quantile(n - 1, confidence), normal_quantile(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        events = np.where(variance > 0, value**2 / variance, np.inf) * (z / t) ** 2
        half = t * np.sqrt(variance)
    low, high = np.maximum(value - half, 0.0), value + half
    exact = (events < MANY) & (events > 0)
    low[exact], high[exact] = _gamma(value[exact], events[exact], confidence)
    nothing = value == 0
    high[nothing] = (-np.log((1 - confidence) / 2) * step * (t / z) ** 2)[nothing]
    return _known(low, t, variance), _known(high, t, variance)


def _beta(events: Floats, worth: Floats, confidence: float) -> Bounds:
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    tiny = np.finfo(np.float64).tiny
    others = worth - events
    low = np.where(events > 0, betaincinv(np.maximum(events, tiny), others + 1, tail), 0.0)
    high = np.where(others > 0, betaincinv(events + 1, np.maximum(others, tiny), 1 - tail), 1.0)
    return low, high


def _gamma(value: Floats, events: Floats, confidence: float) -> Bounds:
    from scipy.special import gammaincinv

    tail = (1 - confidence) / 2
    return value * gammaincinv(events, tail) / events, value * gammaincinv(events + 1, 1 - tail) / events


def _known(bound: Floats, t: Floats, variance: Floats) -> Floats:
    known: Floats = np.where(np.isnan(t) | np.isnan(variance), np.nan, bound)
    return known
