"""Intervals that hold where things are rare, small or skewed: which of the ways fits which kind of metric.

Where there is much of everything and days are alike, all of this is the t interval. `docs/intervals.md` says what each
step is for and shows how often the intervals hold.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.stats.counting import Bounds, amount_bounds, share_bounds
from simulator.stats.intervals import ConfidenceInterval, Floats, added
from simulator.stats.number_kinds import NumberKind
from simulator.stats.sample import MetricSample
from simulator.stats.skewed import reach

UNSEEN = 0.1
"""The share of its contacts that a bad day loses, or lets wait, of which the replications may just have had none."""
FEW = 3
"""What rests on fewer days than this may be of another kind on the days not seen."""
DIFFER = 0.2
"""Days differ when the contacts of a day vary by more than this share of their mean, beyond chance."""
DAYS_TO_REST_ON = 10
MOST_DAYS = 0.7
"""Where days differ, a value that rests on fewer days than that, and on fewer than this share of those seen, is not
carried by them."""


def honest_interval(sample: MetricSample, confidence: float) -> ConfidenceInterval:
    """Return the interval of a metric, and whether there are enough replications to say anything."""
    low, high = counted_bounds(sample, confidence)
    below, above = reach(sample.parts, sample.n, confidence)
    low, high = np.fmin(low, sample.value - below), np.fmax(high, sample.value + above)
    low, high = _with_the_unseen(sample, low, high, confidence)
    low, high = np.maximum(low, 0.0), np.minimum(high, upper_limit(sample.kind))
    known = ~np.isnan(sample.variance)
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    return ConfidenceInterval(sample.value, low, high, sample.replications, ~known | _enough(sample))


def counted_bounds(sample: MetricSample, confidence: float) -> Bounds:
    """Return the interval as if days were not skewed, by how many events the replications are worth."""
    match sample.kind:
        case NumberKind.SHARE_OF_CONTACTS:
            return share_bounds(sample.value, sample.variance, sample.contacts, sample.n, confidence)
        case NumberKind.SHARE_OF_TIME:
            with np.errstate(divide="ignore"):
                at_most = np.where((sample.value > 0) & (sample.value < 1), np.inf, 1 / sample.step)
            return share_bounds(sample.value, least_variance(sample), at_most, sample.n, confidence)
        case _:
            return amount_bounds(sample.value, least_variance(sample), sample.step, sample.n, confidence)


def least_variance(sample: MetricSample) -> Floats:
    """Return the variance of the value, at least that of the events it is made of.

    Of a count out of so many who came, the binomial one; of anything else, what one contact would change. A fact that
    is the same in every replication has none.
    """
    if sample.kind is NumberKind.FACT:
        return np.where(sample.variance > 0, np.maximum(sample.variance, sample.step**2), sample.variance)
    if sample.kind is not NumberKind.COUNT:
        return np.maximum(sample.variance, sample.step**2)
    events, contacts = added(sample.lost), sample.contacts
    with np.errstate(divide="ignore", invalid="ignore"):
        binomial = np.fmax(events * (1 - events / contacts), 1.0) * sample.step**2
    return np.maximum(sample.variance, binomial)


def upper_limit(kind: NumberKind) -> float:
    """Return what a metric of this kind is at most."""
    return 1.0 if kind in (NumberKind.SHARE_OF_CONTACTS, NumberKind.SHARE_OF_TIME) else np.inf


def _with_the_unseen(sample: MetricSample, low: Floats, high: Floats, confidence: float) -> Bounds:
    """Return the bounds with room for a bad day, where what was lost rests on so few days that none may have been seen.

    Days as frequent as 1 - ((1 - confidence) / 2)^(1 / n) are missing in n replications with half of what is left of
    the confidence.
    """
    if sample.kind not in (NumberKind.SHARE_OF_CONTACTS, NumberKind.COUNT, NumberKind.WAIT):
        return low, high
    few = _days_it_rests_on(sample) < FEW
    frequency = 1 - ((1 - confidence) / 2) ** (1 / np.maximum(sample.replications, 1))
    room = UNSEEN * frequency
    if sample.kind is NumberKind.SHARE_OF_CONTACTS:
        low = np.where(few & (sample.value > 0.5), np.minimum(low, 1 - room), low)
        return low, np.where(few & (sample.value <= 0.5), np.maximum(high, room), high)
    if sample.kind is NumberKind.WAIT:
        return low, np.where(few, np.maximum(high, room * sample.handle_s), high)
    # Contacts of a group are not known to be out of a number that came; they are not lost either.
    came = sample.contacts / np.maximum(sample.replications, 1)
    return low, np.where(few & (sample.value <= came / 2), np.fmax(high, room * came), high)


def _enough(sample: MetricSample) -> NDArray[np.bool_]:
    """Return whether the replications carry the value."""
    if sample.kind not in (NumberKind.SHARE_OF_CONTACTS, NumberKind.COUNT, NumberKind.WAIT):
        return np.ones(len(sample.n), dtype=np.bool_)
    days = _days_it_rests_on(sample)
    few = (days > 0) & (days < np.minimum(MOST_DAYS * sample.n, DAYS_TO_REST_ON))
    carried: NDArray[np.bool_] = ~(few & _days_differ(sample.among, sample.sizes))
    return carried


def _days_it_rests_on(sample: MetricSample) -> Floats:
    """Return on how many days, alike in it, what was lost would vary as it does: (∑ lost)² / ∑ lost²; 0 of nothing."""
    squares = added(sample.lost**2)
    return np.where(squares > 0, added(sample.lost) ** 2 / np.where(squares > 0, squares, 1.0), 0.0)


def _days_differ(contacts: Floats, sizes: Floats) -> NDArray[np.bool_]:
    """Return whether the number of contacts varies from day to day by more than `DIFFER`, and more than chance may.

    Of Poisson days alike, the variance over the mean exceeds 1 + 4.5 · √(2 / (n - 1)) about once in 2,000 studies. Of
    blocks of days (``sizes`` of shape (units, 1)) it does so too, and what days differ by is the more of their mean the
    more days are in one.
    """
    n = len(contacts)
    if n < 2:
        return np.zeros(contacts.shape[1], dtype=np.bool_)
    mean = added(contacts) / n
    size = float(sizes.mean())
    variance = added((contacts - mean * (sizes / size)) ** 2) / (n - 1)
    with np.errstate(invalid="ignore"):
        by_chance = variance > (1 + 4.5 * np.sqrt(2 / (n - 1))) * mean
        found: NDArray[np.bool_] = by_chance & (size * (variance - mean) > (DIFFER * mean) ** 2)
    return found
