"""How long customers waited: means and quantiles, for the log's contacts or an export of a real center."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.outcomes import COUNTS, Table
from simulator.metrics.tally import request_outcomes, tally


def average_speed_of_answer(contacts: Table) -> float:
    """Return the mean wait of the answered, in seconds.

        waits of the answered / answered

    Abandoned contacts are left out, so the value improves when customers lose patience; it is never a target.
    Without answered contacts: NaN.

    >>> average_speed_of_answer({"wait_s": [10.0, 30.0, 99.0], "ended_by": ["agent", "agent", "abandoned"]})
    20.0
    """
    sums = tally(contacts)
    return sums["wait_s_answered"] / sums["answered"] if sums["answered"] else math.nan


def mean_wait(contacts: Table) -> float:
    """Return the mean wait of the offered contacts whose wait ended, in seconds.

        waits of the offered, by any outcome / offered whose wait ended

    Blocked and contained contacts were not offered; contacts that still wait are left out.
    Without waits that ended: NaN.

    >>> mean_wait({"wait_s": [10.0, 30.0, 95.0], "ended_by": ["agent", "agent", "abandoned"]})
    45.0
    """
    sums = tally(contacts)
    return sums["wait_s"] / sums["waited"] if sums["waited"] else math.nan


def wait_quantile(contacts: Table, p: float) -> float:
    """Return the smallest wait, in seconds, that a share ``p`` of the offered did not exceed, however their wait ended.

        the smallest w with (waits <= w) / (waits that ended) >= p

    Blocked and contained contacts were not offered; contacts that still wait are left out. Without waits that ended:
    NaN. Source: the inverse of the empirical distribution function (definition 1 of Hyndman and Fan, 1996): the value
    is a wait that occurred, and at least the share ``p`` waited at most that long.

    >>> wait_quantile({"wait_s": [0.0, 5.0, 20.0, 90.0], "ended_by": ["agent"] * 4}, 0.5)
    5.0
    """
    _, wait_s, outcome = request_outcomes(contacts, math.inf, math.inf)
    wait_s = np.sort(wait_s[is_waited(outcome, wait_s)])
    return float(quantiles_of_sorted(wait_s, np.array([0, len(wait_s)]), [p])[0, 0])


def is_waited(outcome: NDArray[np.int8], wait_s: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return who was offered and has a wait that ended, shape (contacts,)."""
    return _WAITED[outcome] & ~np.isnan(wait_s)


def quantiles_of_sorted(
    wait_s: NDArray[np.float64], edges: NDArray[np.intp], shares: Sequence[float]
) -> NDArray[np.float64]:
    """Return the quantiles of the slices ``wait_s[edges[i]:edges[i + 1]]``, each of them sorted.

    Shape (shares, slices); NaN where a slice is empty.
    """
    sizes = edges[1:] - edges[:-1]
    # 0.95 × 20 must be 19 whatever the last bit says: what is a whole number but for rounding is not rounded up.
    ranks = np.ceil(np.asarray(shares)[:, np.newaxis] * sizes - 1e-6).astype(np.intp)
    places = edges[:-1] + np.maximum(ranks, 1) - 1
    if not len(wait_s):
        return np.full(places.shape, math.nan)
    return np.where(sizes > 0, wait_s[np.minimum(places, len(wait_s) - 1)], math.nan)


_WAITED = np.array([number in COUNTS["waited"] for number in COUNTS["arrived"]])
