"""How sure we are of a share of days: each day is one case, kept or not, and nothing is assumed of how days are spread.

With one day to a replication the number of days that kept something is binomial, and its exact interval is known; days
of one replication may hang together, and then the replications are what is independent.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.stats.counting import share_bounds
from simulator.stats.intervals import ConfidenceInterval, Floats, added, informative, linearised, variance_of_mean
from simulator.stats.skewed import reach

MOST_REPLICATIONS = 1_000_000
"""More than this nobody runs to show anything."""


def days_interval(
    kept: Floats, judged: Floats, confidence: float, sizes: NDArray[np.int64] | None = None
) -> ConfidenceInterval:
    """Return the share of days that kept something, of those judged, both of shape (units, cells).

    A unit is a replication, or a block of so many as ``sizes`` says. Where every replication has at most one day it is
    the exact interval of Clopper and Pearson (Biometrika, 1934): all
    shares for which what was seen, or anything farther away, is not less likely than (1 - confidence) / 2. Else it is
    that of as many days as give the variance between replications, and never more than there are. NaN where no day was
    judged.
    """
    most = np.ones((len(judged), 1)) if sizes is None else sizes[:, np.newaxis]
    if (judged > most).any():
        return _in_clusters(kept, judged, confidence)
    days, successes = judged.sum(axis=0), kept.sum(axis=0)
    low, high = exact_share(successes, days, confidence)
    with np.errstate(invalid="ignore"):
        return ConfidenceInterval(successes / np.where(days > 0, days, np.nan), low, high, days.astype(np.intp))


def _in_clusters(kept: Floats, judged: Floats, confidence: float) -> ConfidenceInterval:
    n = np.full(kept.shape[1], len(kept), dtype=np.intp)
    share, parts = linearised(kept, judged)
    variance = np.where(informative(judged), variance_of_mean(parts), np.nan)
    low, high = share_bounds(share, variance, added(judged), n, confidence)
    below, above = reach(np.nan_to_num(parts), n, confidence)
    return ConfidenceInterval(
        share, np.maximum(np.minimum(low, share - below), 0.0), np.minimum(np.maximum(high, share + above), 1.0), n
    )


def exact_share(successes: Floats, cases: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return the exact confidence limits of a binomial share, shape (cells,); NaN of no cases.

    >>> [round(float(limit[0]), 3) for limit in exact_share(np.array([10.0]), np.array([10.0]), 0.95)]
    [0.692, 1.0]
    """
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    failures = cases - successes
    low = np.where(successes > 0, betaincinv(np.maximum(successes, 1), failures + 1, tail), 0.0)
    high = np.where(failures > 0, betaincinv(successes + 1, np.maximum(failures, 1), 1 - tail), 1.0)
    return np.where(cases > 0, low, np.nan), np.where(cases > 0, high, np.nan)


def days_needed(share: float, confidence: float, at_least: bool = True) -> int | None:
    """Return the fewest days that can show a share to be at least (or at most) ``share``; None where none can.

    That is, when every single day keeps what is asked (or none does).

    >>> days_needed(0.9, 0.95), days_needed(1.0, 0.95)
    (36, None)
    """
    if not at_least:
        return days_needed(1 - share, confidence)
    if share >= 1:
        return None
    few, many = 0, MOST_REPLICATIONS
    while many - few > 1:
        middle = np.array([float((few + many) // 2)])
        shown = exact_share(middle, middle, confidence)[0][0] >= share
        few, many = (few, int(middle[0])) if shown else (int(middle[0]), many)
    return many if many < MOST_REPLICATIONS else None
