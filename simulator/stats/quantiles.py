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
from simulator.stats.intervals import (
    ConfidenceInterval,
    Floats,
    added,
    correlation,
    half_width,
    informative,
    linearised,
    variance_of_mean,
)
from simulator.stats.paired import Difference

_HARDLY_SKEWED = 1e-6
_MANY = 1e9
"""Degrees of freedom with which a t quantile is a normal one."""


def quantile_interval(waits: WaitBins, share: float, cells: Sequence[Cell], confidence: float) -> ConfidenceInterval:
    """Return the wait that ``share`` of all callers did not exceed, in ``cells``, with its interval.

    The value is the upper end of a bin, so at least that share waited at most that. The interval ends where the share
    that was asked for could just be the share within: as far from it, in log odds, as the limits of a share are from
    it. The upper limit counts one caller more, and where it lies beyond all callers there is no interval: too few to
    tell. The lower one is a bin's lower end, so an interval has a width; it is 0 only where
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
    rho = correlation(mine.residuals, theirs.residuals)
    size = mine.interval.value - theirs.interval.value
    (below, above), (below_theirs, above_theirs) = _sides(mine.interval), _sides(theirs.interval)
    step = np.maximum(mine.step, theirs.step)
    down, up = _combined(below, above_theirs, rho, step), _combined(above, below_theirs, rho, step)
    unpaired = (_combined(below, above_theirs, 0.0, step) + _combined(above, below_theirs, 0.0, step)) / 2
    same = mine.same_as(theirs)
    down, up = np.where(same, 0.0, down), np.where(same, 0.0, up)
    enough = same | mine.interval.enough & theirs.interval.enough
    return Difference(size, size - down, size + up, mine.interval.n, unpaired, enough)


class _Estimated(NamedTuple):
    """A quantile, and what a difference needs of it; arrays of shape (cells,) but for the replications' parts."""

    interval: ConfidenceInterval
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
    asked, callers = np.log(share / (1 - share)), added(found.callers)
    below, above = _odds_about(share_within(found.within, found.callers, confidence), callers)
    nobody = found.number == NO_BIN
    value, step = _seconds(found.number, nobody)
    # Shares farther out rest on fewer days and vary more: the upper limit is found again from where it is.
    high = _upper_limit(found, asked, above, callers)
    above = _odds_about(share_within(found.within_at(high), found.callers, confidence), callers)[1]
    high = np.where(high == NO_BIN, NO_BIN, np.maximum(high, _upper_limit(found, asked, above, callers)))
    told = informative(found.callers) & (high != NO_BIN) & ~np.isnan(below)
    first = np.where(told, _share_of(asked - below), share)
    # Bins are found by rounding up: neither limit may pass the value.
    low_s = np.where(told, np.minimum(lower_s(_known(found.bins_at(first))), value), np.nan)
    high_s = np.where(told, np.maximum(upper_s(_known(high)), value), np.nan)
    n = np.full(len(value), len(found.callers), dtype=np.intp)
    residuals = linearised(found.within, found.callers)[1]
    return _Estimated(
        ConfidenceInterval(value, low_s, high_s, n, told | nobody | ~informative(found.callers)),
        residuals,
        step,
        found.within,
        found.callers,
    )


def _upper_limit(found: Pooled, asked: float, above: Floats, callers: Floats) -> NDArray[np.int64]:
    """Return the bin of the share ``above`` the asked one, in log odds, and one caller more; `NO_BIN` beyond all."""
    with np.errstate(divide="ignore", invalid="ignore"):
        last = _share_of(asked + above) + 1 / callers
    told = last <= 1
    return np.where(told, found.bins_at(np.where(told, last, 1.0)), NO_BIN)


def share_within(within: Floats, callers: Floats, confidence: float) -> ConfidenceInterval:
    """Return the share of callers who waited at most something, with its interval.

    In log odds, where a share near 1 has no limit to run into; it is at least as unsure as that of independent callers,
    with one pseudo-count each way, and the skewness of days is allowed for. Both arguments have shape (replications,
    cells). Source: Hall, On the removal of skewness by transformation (JRSS B, 1992).
    """
    n = np.full(within.shape[1], len(within), dtype=np.intp)
    share, residuals = linearised(within, callers)
    many = added(callers)
    smoothed = (added(within) + 1) / (many + 2)
    least = smoothed * (1 - smoothed)
    with np.errstate(divide="ignore", invalid="ignore"):
        error, skewness = np.sqrt(variance_of_mean(residuals)), _skewness(residuals)
        t = half_width(np.ones_like(error), n - 1, confidence)
        # The spread of days is estimated from n of them; that of independent callers is known.
        floor = half_width(least / many, np.full(len(n), _MANY), confidence)
        odds = np.log(smoothed / (1 - smoothed))
        # What is far above the truth is taken away from the share, and the other way round.
        down, up = (np.maximum(np.abs(_unskewed(each, skewness, len(within))) * error, floor) for each in (t, -t))
        low, high = _share_of(odds - down / least), _share_of(odds + up / least)
    return ConfidenceInterval(share, low, high, n)


def _skewness(residuals: Floats) -> Floats:
    """Return the skewness over replications; 0 where they do not vary or are fewer than three."""
    n = len(residuals)
    spread = np.sqrt(added(residuals**2) / max(n - 1, 1))
    third = added(residuals**3) / n
    known = (spread > 0) & (n > 2)
    return np.where(known, third / np.where(known, spread, 1.0) ** 3 * np.sqrt(n * (n - 1)) / max(n - 2, 1), 0.0)


def _unskewed(t: Floats, skewness: Floats, n: int) -> Floats:
    """Return the quantile of a studentised mean whose days are skewed, from that of one whose days are not.

    The inverse of g(T) = T + a·T²/3 + a²·T³/27 + a/6, a = skewness / √n, which is nearly a t quantile. It is kept
    within half and twice that: the skewness of few days is itself uncertain, and g may be nearly flat.
    """
    a = skewness / np.sqrt(n)
    small = np.abs(a) < _HARDLY_SKEWED
    safe = np.where(small, 1.0, a)
    size = np.abs(3 * (np.cbrt(1 + safe * (t - safe / 6)) - 1) / safe)
    return np.where(small, t, np.sign(t) * np.clip(size, np.abs(t) / 2, 2 * np.abs(t)))


def _odds_about(share: ConfidenceInterval, callers: Floats) -> tuple[Floats, Floats]:
    """Return how far, in log odds, the asked share may be below and above that of the limits of a quantile.

    A share that may be larger than it looks leaves room for a lower quantile, and one that may be smaller for a higher.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (share.value * callers + 1) / (callers + 2)
        odds, low, high = (np.log(each / (1 - each)) for each in (value, share.low, share.high))
    return np.maximum(high - odds, 0.0), np.maximum(odds - low, 0.0)


def _share_of(odds: Floats) -> Floats:
    with np.errstate(over="ignore"):
        share: Floats = 1 / (1 + np.exp(-odds))
    return share


def _seconds(number: NDArray[np.int64], nobody: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    value, low = upper_s(_known(number)), lower_s(_known(number))
    return np.where(nobody, np.nan, value), value - low


def _known(number: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.maximum(number, 0)


def _sides(interval: ConfidenceInterval) -> tuple[Floats, Floats]:
    return interval.value - interval.low, interval.high - interval.value


def _combined(one: Floats, other: Floats, rho: Floats | float, step: Floats) -> Floats:
    """Return √(one² + other² - 2ρ·one·other), at least ``step`` where either is uncertain at all."""
    size = np.sqrt(np.maximum(one**2 + other**2 - 2 * rho * one * other, 0.0))
    return np.where((one > 0) | (other > 0), np.maximum(size, step), size)
