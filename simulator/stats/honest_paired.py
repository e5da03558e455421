"""Differences that hold where things are rare, small or skewed, paired by replication."""

import numpy as np
from numpy.typing import NDArray

from simulator.stats.honest import FEW, counted_bounds, upper_limit
from simulator.stats.intervals import Floats, added, correlation, t_quantile
from simulator.stats.number_kinds import NumberKind
from simulator.stats.paired import Difference
from simulator.stats.sample import MetricSample, Pair
from simulator.stats.skewed import cautious_t, reach


def honest_difference(pair: Pair, confidence: float) -> Difference:
    """Return strategy - baseline, paired by replication.

        half = √(h₁² + h₂² - 2ρ · h₁ · h₂), at least that of the paired t interval (`cautious_t`) and of one contact

    h₁ and h₂ are the half widths of the two by their events, ρ is the correlation of their errors from day to day. So
    what cancels within a day is gone, and what is rare is not taken for certain. On the side of a long tail it reaches
    as far as `reach` says. What is ``equal`` differs by exactly 0; what ``differs`` in fewer than `FEW` replications is
    too little to tell. Sources: Zou and Donner, Construction of confidence limits about effect measures (Statistics in
    Medicine, 2008); Newcombe, Improved confidence intervals for the difference between binomial proportions based on
    paired data (Statistics in Medicine, 1998).
    """
    strategy, baseline, differs, equal = pair
    n, parts = strategy.n, strategy.parts - baseline.parts
    mine, theirs = _half(strategy, confidence), _half(baseline, confidence)
    rho = correlation(strategy.parts, baseline.parts)
    variance = _variance(parts, n)
    half = np.sqrt(np.maximum(mine**2 + theirs**2 - 2 * rho * mine * theirs, 0.0))
    half = np.maximum(half, cautious_t(parts, n, confidence) * np.sqrt(variance))
    half = np.maximum(half, _of_a_contact(strategy, baseline, variance, confidence))
    known = ~(np.isnan(strategy.variance) | np.isnan(baseline.variance))
    size, half = strategy.value - baseline.value, np.where(known, half, np.nan)
    size, half = np.where(equal, 0.0, size), np.where(equal, 0.0, half)
    below, above = (
        np.where(equal | np.isnan(half), half, np.maximum(half, tail)) for tail in reach(parts, n, confidence)
    )
    limit = upper_limit(strategy.kind)
    low, high = np.maximum(size - below, -limit), np.minimum(size + above, limit)
    unpaired = np.where(known, np.sqrt(mine**2 + theirs**2), np.nan)
    enough = equal | np.isnan(half) | (differs.sum(axis=0) >= np.minimum(FEW, n))
    return Difference(size, low, high, strategy.replications, unpaired, enough)


def _half(sample: MetricSample, confidence: float) -> Floats:
    low, high = counted_bounds(sample, confidence)
    return (high - low) / 2


def _variance(parts: Floats, n: NDArray[np.intp]) -> Floats:
    """Return the variance of the mean of ``parts``, whose mean is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        variance: Floats = added(parts**2) / (n - 1) / n
    return variance


def _of_a_contact(strategy: MetricSample, baseline: MetricSample, variance: Floats, confidence: float) -> Floats:
    """Return how far one contact more or less reaches; a fact that differs by the same every day does so exactly."""
    step = np.fmax(strategy.step, baseline.step)
    reaches = np.where(variance > 0, step, 0.0) if strategy.kind is NumberKind.FACT else step
    found: Floats = t_quantile(strategy.n - 1, confidence) * reaches
    return found
