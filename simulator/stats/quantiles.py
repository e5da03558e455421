"""How sure we are of a quantile of all callers: what is known of a share of them, turned into seconds.

The share of callers who waited at most q is a ratio of sums over replications, and its uncertainty between days is
known. Of the shares that the asked one may well be, the histogram of all callers tells the waits. Source: Woodruff,
Confidence intervals for medians and other position measures (JASA, 1952); for clusters, Särndal, Swensson and Wretman,
Model Assisted Survey Sampling, 5.11.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.cells import Cell
from simulator.metrics.pooled import NO_BIN, Pooled, pooled
from simulator.metrics.wait_bins import WaitBins, lower_s, upper_s
from simulator.stats.intervals import Floats, Interval, added, half_width, informative, linearised, variance_of_mean
from simulator.stats.paired import Difference


def quantile_interval(waits: WaitBins, share: float, cells: Sequence[Cell], confidence: float) -> Interval:
    """Return the wait that ``share`` of all callers did not exceed, in ``cells``, with its interval.

    The value is the upper end of a bin, so at least that share waited at most that. The interval ends where the share
    that was asked for could just be the share within: its limits in log odds, as far from it as those of the share
    within the value are from that. The upper limit counts one caller more, and where it lies beyond all callers there
    is no interval: too few to tell. The lower one is a bin's lower end, so an interval has a width; it is 0 only where
    nobody waited within the upper limit either. NaN where nobody's wait ended; no interval of fewer than two
    replications with callers.
    """
    return _estimated(pooled(waits, share, cells), share, confidence).interval


def quantile_difference(
    strategy: WaitBins, baseline: WaitBins, share: float, cells: Sequence[Cell], confidence: float
) -> Difference:
    """Return the difference of two quantiles of all callers, paired by replication.

        low  = D - √(a² + b² - 2ρ·a·b),    a = q - low of the strategy,  b = high - q of the baseline
        high = D + √(a² + b² - 2ρ·a·b),    a = high - q of the strategy, b = q - low of the baseline

    ρ is the correlation, over replications, of what each adds to the error of the two shares. To first order it is the
    t interval of the linearised quantiles with Woodruff's slopes, one for each side; it is never narrower than a bin.
    What is the same in every replication differs by exactly 0. Source: Zou and Donner, Construction of confidence
    limits about effect measures (Statistics in Medicine, 2008).
    """
    mine, theirs = (_estimated(pooled(waits, share, cells), share, confidence) for waits in (strategy, baseline))
    rho = _correlation(mine.residuals, theirs.residuals)
    size = mine.interval.value - theirs.interval.value
    (below, above), (below_theirs, above_theirs) = _sides(mine.interval), _sides(theirs.interval)
    step = np.maximum(mine.step, theirs.step)
    down, up = _combined(below, above_theirs, rho, step), _combined(above, below_theirs, rho, step)
    unpaired = (_combined(below, above_theirs, 0.0, step) + _combined(above, below_theirs, 0.0, step)) / 2
    same = mine.same_as(theirs)
    down, up = np.where(same, 0.0, down), np.where(same, 0.0, up)
    return Difference(size, size - down, size + up, mine.interval.n, unpaired)


class _Estimated(NamedTuple):
    """A quantile, and what a difference needs of it; arrays of shape (cells,) but for the replications' parts."""

    interval: Interval
    residuals: Floats
    """Shape (replications, cells): what each replication adds to the error of the share."""
    step: Floats
    """How wide the value's bin is, in seconds."""
    within: Floats
    callers: Floats

    def same_as(self, other: "_Estimated") -> NDArray[np.bool_]:
        """Return where as many of as many callers waited at most the same in every replication."""
        alike = [
            (mine == theirs).all(axis=0)
            for mine, theirs in ((self.within, other.within), (self.callers, other.callers))
        ]
        same: NDArray[np.bool_] = alike[0] & alike[1] & (self.interval.value == other.interval.value)
        return same


def _estimated(found: Pooled, share: float, confidence: float) -> _Estimated:
    below, above = _odds_ratios(share_within(found.within, found.callers, confidence), found.callers)
    asked, callers = np.log(share / (1 - share)), added(found.callers)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = 1 / (1 + np.exp(below - asked))
        last = 1 / (1 + np.exp(-above - asked)) + 1 / callers
    told = informative(found.callers) & ~np.isnan(first) & (last <= 1)
    low = lower_s(_known(found.bins_at(np.where(told, first, share))))
    high = upper_s(_known(found.bins_at(np.where(told, last, share))))
    nobody = found.number == NO_BIN
    value, step = _seconds(found.number, nobody)
    n = np.full(len(value), len(found.callers), dtype=np.intp)
    # The bins of both limits are found by rounding up: the lower one may not pass the value.
    low = np.minimum(low, value)
    interval = Interval(value, np.where(told, low, np.nan), np.where(told, np.maximum(high, value), np.nan), n)
    return _Estimated(interval, linearised(found.within, found.callers)[1], step, found.within, found.callers)


def share_within(within: Floats, callers: Floats, confidence: float) -> Interval:
    """Return the share of callers who waited at most something, with its interval.

    In log odds, where a share near 1 has no limit to run into; its variance is at least that of independent callers,
    with one pseudo-count each way. Both arguments have shape (replications, cells).
    """
    n = np.full(within.shape[1], len(within), dtype=np.intp)
    share, residuals = linearised(within, callers)
    many = added(callers)
    smoothed = (added(within) + 1) / (many + 2)
    least = smoothed * (1 - smoothed)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum(variance_of_mean(residuals), least / many)
        half = half_width(variance, n - 1, confidence) / least
        odds = np.log(smoothed / (1 - smoothed))
        low, high = (1 / (1 + np.exp(-(odds + sign * half))) for sign in (-1, 1))
    return Interval(share, low, high, n)


def _odds_ratios(share: Interval, callers: Floats) -> tuple[Floats, Floats]:
    """Return how far, in log odds, the limits lie from the share: below and above it, the other way round.

    A wait whose share is overestimated lies too low, so what may be missing below is what may be wanted above.
    """
    many = added(callers)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (share.value * many + 1) / (many + 2)
        odds, low, high = (np.log(each / (1 - each)) for each in (value, share.low, share.high))
    return np.maximum(high - odds, 0.0), np.maximum(odds - low, 0.0)


def _seconds(number: NDArray[np.int64], nobody: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    value, low = upper_s(_known(number)), lower_s(_known(number))
    return np.where(nobody, np.nan, value), value - low


def _known(number: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.maximum(number, 0)


def _sides(interval: Interval) -> tuple[Floats, Floats]:
    return interval.value - interval.low, interval.high - interval.value


def _combined(one: Floats, other: Floats, rho: Floats | float, step: Floats) -> Floats:
    """Return √(one² + other² - 2ρ·one·other), at least ``step`` where either is uncertain at all."""
    size = np.sqrt(np.maximum(one**2 + other**2 - 2 * rho * one * other, 0.0))
    return np.where((one > 0) | (other > 0), np.maximum(size, step), size)


def _correlation(one: Floats, other: Floats) -> Floats:
    """Return the correlation over replications, shape (cells,); 0 where either does not vary."""
    product = added(one * other)
    spread = np.sqrt(added(one**2) * added(other**2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(spread > 0, np.clip(product / spread, -1.0, 1.0), 0.0)
