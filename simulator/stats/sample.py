"""A metric over the units, as the intervals need it: value, what each unit adds to its error, and what a contact is.

A unit is a replication, or a block of some that were added up. Units are independent and alike but for their size, so
what is known of ratios holds for both: of blocks everything is a ratio, a count one of replications. Everything here is
arrays of shape (cells,) or (units, cells), and the same to the bit whatever cells are beside.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.metrics.sums import Floats
from simulator.metrics.values import Units, values_in
from simulator.stats.intervals import added, informative, linearised, moments
from simulator.stats.number_kinds import NumberKind, is_time, kind_of


@dataclass(frozen=True, eq=False)
class MetricSample:
    """A metric over the units, by cell."""

    kind: NumberKind
    value: Floats
    parts: Floats
    """What each unit adds to the error of the value, (units, cells); their mean is 0."""
    n: NDArray[np.intp]
    """How many units it is made of: as many are independent."""
    replications: NDArray[np.intp]
    """How many replications are in these; the same where every unit is one."""
    sizes: Floats
    """Shape (units, 1): how many replications are in each."""
    variance: Floats
    """Of the value, as the units show it; NaN where they cannot."""
    lost: Floats
    """What is rare of it in each unit: who was lost, or served where most are lost; (units, cells)."""
    among: Floats
    """Out of how many contacts, (units, cells); NaN where that is not known."""
    handle_s: Floats
    """The mean time to handle a contact; 0 where none was handled."""
    step: Floats
    """By how much one contact more or less moves the value."""

    @property
    def contacts(self) -> Floats:
        """Return out of how many contacts, all units together."""
        return added(self.among)


class Pair(NamedTuple):
    """A metric of two strategies on the same customers."""

    strategy: MetricSample
    baseline: MetricSample
    differs: NDArray[np.bool_]
    """In which units, (units, cells)."""
    equal: NDArray[np.bool_]
    """Whether it is certain that they do not differ: the same in every unit, to the bit."""


class _Taken(NamedTuple):
    """The measures of some cells, each taken out when it is asked for: most metrics are made of few of them."""

    units: Units
    cells: NDArray[np.intp]

    def total(self, measures: tuple[str, ...]) -> Floats:
        """Return the sum of the measures, shape (units, cells)."""
        return self.units.total(measures, self.cells)

    @property
    def each(self) -> bool:
        """Return whether units are replications: of blocks it is never certain that two are the same."""
        return self.units.sizes is None

    @property
    def sizes(self) -> Floats:
        """Return how many replications are in each unit, shape (units, 1)."""
        sizes = self.units.sizes
        return np.ones((len(self.units), 1)) if sizes is None else sizes[:, np.newaxis].astype(np.float64)


def sample_of(units: Units, metric: Metric, cells: NDArray[np.intp]) -> MetricSample:
    """Return ``metric`` of the ``cells``, places in the units', over the ``units``."""
    taken = _Taken(units, cells)
    if metric.denominator:
        return _of_ratio(metric, taken, *_fraction(metric, taken))
    return _of_amounts(metric, taken, _samples(metric, taken))


def pair_of(strategy: tuple[Units, NDArray[np.intp]], baseline: tuple[Units, NDArray[np.intp]], metric: Metric) -> Pair:
    """Return ``metric`` of two strategies, each with the places of the cells; one where either is unknown is left out.

    Units of both are of the same replications.
    """
    both = _Taken(*strategy), _Taken(*baseline)
    if metric.denominator:
        return _pair_of_ratios(metric, *both)
    first, second = (_samples(metric, taken) for taken in both)
    known = ~(np.isnan(first) | np.isnan(second))
    mine, theirs = (
        _of_amounts(metric, taken, np.where(known, values, np.nan))
        for taken, values in zip(both, (first, second), strict=True)
    )
    differs = known & (first != second)
    return Pair(mine, theirs, differs, ~differs.any(axis=0) & (mine.n > 1) & both[0].each)


def _pair_of_ratios(metric: Metric, taken: _Taken, taken_of_baseline: _Taken) -> Pair:
    top, bottom = _fraction(metric, taken)
    top_of_baseline, bottom_of_baseline = _fraction(metric, taken_of_baseline)
    mine = _of_ratio(metric, taken, top, bottom)
    theirs = _of_ratio(metric, taken_of_baseline, top_of_baseline, bottom_of_baseline)
    equal = ((top == top_of_baseline) & (bottom == bottom_of_baseline)).all(axis=0)
    # Nobody at all, or everybody, in every replication of both: that is equal too, of however many.
    equal |= ((top == 0) & (top_of_baseline == 0)).all(axis=0)
    if mine.kind is NumberKind.SHARE_OF_CONTACTS:
        equal |= ((top == bottom) & (top_of_baseline == bottom_of_baseline)).all(axis=0)
    equal &= ~np.isnan(mine.value - theirs.value) & taken.each
    return Pair(mine, theirs, top * bottom_of_baseline != top_of_baseline * bottom, equal)


def _fraction(metric: Metric, taken: _Taken) -> tuple[Floats, Floats]:
    return metric.scale * taken.total(metric.numerator), taken.total(metric.denominator)


def _samples(metric: Metric, taken: _Taken) -> Floats:
    if metric.quantile is None:
        return metric.scale * taken.total(metric.numerator)
    return values_in(metric, taken.units, taken.cells)


def _of_ratio(metric: Metric, taken: _Taken, numerator: Floats, denominator: Floats) -> MetricSample:
    kind, handle_s = kind_of(metric), _handle_s(taken)
    value, parts = linearised(numerator, denominator)
    n, sizes = np.full(len(value), len(parts), dtype=np.intp), taken.sizes
    replications = np.full(len(value), taken.units.replications, dtype=np.intp)
    variance = np.where(informative(denominator), added(parts**2) / np.maximum(n - 1, 1) / n, np.nan)
    shares = kind is NumberKind.SHARE_OF_CONTACTS
    lost = np.where(value > 0.5, denominator - numerator, numerator) if shares else numerator
    counted = not is_time(metric.denominator)
    among = denominator if counted else np.full_like(denominator, np.nan)
    of_numerator = metric.scale * (handle_s if is_time(metric.numerator) else 1.0)
    if metric.numerator == ("cost",):
        of_numerator = np.zeros_like(handle_s)
    # A share's numerator is in its denominator already; elsewhere a contact more moves that too.
    of_denominator = np.where(np.isnan(value), 0.0, value) if counted and not shares else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.sqrt(of_numerator**2 + of_denominator**2) / added(denominator)
    what = (replications, sizes, variance, lost, among, handle_s, step)
    return MetricSample(kind, value, np.nan_to_num(parts), n, *what)


def _of_amounts(metric: Metric, taken: _Taken, amounts: Floats) -> MetricSample:
    """Return the mean over replications of the ``amounts`` that units have."""
    if taken.units.sizes is None:
        return _of_samples(metric, taken, amounts)
    handle_s, sizes = _handle_s(taken), taken.sizes
    value, parts = linearised(amounts, np.broadcast_to(sizes, amounts.shape))
    n = np.full(len(value), len(parts), dtype=np.intp)
    replications = np.full(len(value), taken.units.replications, dtype=np.intp)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(n > 1, added(parts**2) / np.maximum(n - 1, 1) / n, np.nan)
    # Without a value it is known nowhere: what a stretch costs is not known of some of its days only.
    n = np.where(np.isnan(value), 0, n)
    step = _step_of_numerator(metric, taken, handle_s) / taken.units.replications
    what = (np.where(n > 0, replications, 0), sizes, variance, np.nan_to_num(amounts), taken.total(("arrived",)))
    return MetricSample(kind_of(metric), value, np.nan_to_num(parts), n, *what, handle_s, step)


def _of_samples(metric: Metric, taken: _Taken, samples: Floats) -> MetricSample:
    handle_s = _handle_s(taken)
    step = _step_of_numerator(metric, taken, handle_s)
    arrived = taken.total(("arrived",))
    n, mean, variance = moments(samples)
    parts = np.where(np.isnan(samples), 0.0, samples - mean)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_mean, step = variance / n, step / n
    what = (n, taken.sizes, of_mean, np.nan_to_num(samples), arrived, handle_s, step)
    return MetricSample(kind_of(metric), mean, parts, n, *what)


def _step_of_numerator(metric: Metric, taken: _Taken, handle_s: Floats) -> Floats:
    if metric.quantile is not None:
        return np.zeros_like(handle_s)
    if metric.numerator == ("cost",):
        with np.errstate(divide="ignore", invalid="ignore"):
            per_s = added(taken.total(("cost",))) / added(taken.total(("paid_s",)))
        return np.nan_to_num(per_s * handle_s)
    return metric.scale * (handle_s if is_time(metric.numerator) else np.ones_like(handle_s))


def _handle_s(taken: _Taken) -> Floats:
    closed = added(taken.total(("closed",)))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Floats = np.where(closed > 0, added(taken.total(("handle_s",))) / closed, 0.0)
    return mean
