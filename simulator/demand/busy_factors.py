"""Busyness: factors with mean 1 on the rates of a day, alike between sources and between parts of the day as stated.

A factor is the quantile of a normal number that its source has for the day: a Gaussian copula. The normal numbers are
keyed draws, so every strategy has the same days, another spread leaves their order as it is, and a source more changes
no other's.
"""

import math

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Purpose, derive, u_column
from simulator.demand.poisson import Busy, Column
from simulator.scenario.nouns import BusyDays, Busyness, Scenario


def busy_of(scenario: Scenario, name: str, seed: int, replication: int, source_key: int) -> Busy | None:
    """Return the factors of a source on the day of ``scenario``, None when every day is alike."""
    days, own, day = scenario.busyness, scenario.sources[name].busyness, scenario.horizon.number
    factors = np.ones(len(days.part_starts_s))
    if days.common is not None:
        factors = factors * factors_of(days.common, _by_part(days, _key(seed, replication, "common", day)))
    if own is not None:
        mine = _by_part(days, derive(source_key, "busyness"))
        if days.between_sources > 0.0:
            shared = _by_part(days, _key(seed, replication, "between sources", day))
            mine = math.sqrt(days.between_sources) * shared + math.sqrt(1.0 - days.between_sources) * mine
        factors = factors * factors_of(own, mine)
    return Busy(days.part_starts_s, factors) if (factors != 1.0).any() else None


def factors_of(busyness: Busyness, normal: Column) -> Column:
    """Return the quantiles of a distribution with mean 1 where the standard normal distribution has ``normal``.

    Gamma with shape 1/cv² and scale cv²; lognormal exp(σ z − σ²/2) with σ² = ln(1 + cv²).
    """
    from scipy.special import gammainccinv, gammaincinv, ndtr

    if busyness.cv == 0.0:
        return np.ones_like(normal)
    if busyness.lognormal is not None:
        variance = math.log1p(busyness.cv**2)
        lognormal: Column = np.exp(math.sqrt(variance) * normal - variance / 2)
        return lognormal
    shape = 1.0 / busyness.cv**2
    # Each from its own side, where the probability is small and has all its digits.
    low = gammaincinv(shape, ndtr(np.minimum(normal, 0.0)))
    high = gammainccinv(shape, ndtr(-np.maximum(normal, 0.0)))
    gamma: Column = np.where(normal < 0.0, low, high) / shape
    return gamma


def levels_of(busyness: Busyness, count: int) -> tuple[float, ...]:
    """Return so many equally likely factors that stand for all days; their mean is 1."""
    from scipy.special import ndtri

    levels = factors_of(busyness, ndtri((np.arange(count) + 0.5) / count))
    return tuple((levels / levels.mean()).tolist())


def _key(seed: int, replication: int, what: str, day: int) -> int:
    """Return the key of a day's busyness that belongs to no source."""
    return derive(seed, replication, "busyness", what, day)


def _by_part(days: BusyDays, key: int) -> Column:
    """Return a standard normal number for each part of the day, each correlated with its neighbours.

    z₁ = e₁, zₖ = ρ zₖ₋₁ + √(1 − ρ²) eₖ: two apart, the correlation is ρ².
    """
    from scipy.special import ndtri

    parts = np.arange(len(days.part_starts_s))
    keys: NDArray[np.uint64] = np.full(len(parts), key, dtype=np.uint64)
    normal: Column = ndtri(u_column(keys, Purpose.BUSYNESS, parts))
    between = days.between_parts or 0.0
    for part in parts[1:]:
        normal[part] = between * normal[part - 1] + math.sqrt(1.0 - between**2) * normal[part]
    return normal
