"""A metric over the replications, as the intervals need it: value, what each replication adds, and what a contact is.

Everything here is arrays of shape (cells,) or (replications, cells), and the same to the bit whatever cells are beside.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.metrics.measure import MEASURES
from simulator.metrics.values import Floats, Stack, metric_values
from simulator.stats.intervals import added, informative, linearised, moments
from simulator.stats.number_kinds import NumberKind, is_time, kind_of


@dataclass(frozen=True, eq=False)
class MetricSample:
    """A metric over the replications, by cell."""

    kind: NumberKind
    value: Floats
    parts: Floats
    """What each replication adds to the error of the value, (replications, cells); their mean is 0."""
    n: NDArray[np.intp]
    """How many replications it is made of."""
    variance: Floats
    """Of the value, as the replications show it; NaN where they cannot."""
    lost: Floats
    """What is rare of it in each replication: who was lost, or served where most are lost; (replications, cells)."""
    among: Floats
    """Out of how many contacts, (replications, cells); NaN where that is not known."""
    handle_s: Floats
    """The mean time to handle a contact; 0 where none was handled."""
    step: Floats
    """By how much one contact more or less moves the value."""

    @property
    def contacts(self) -> Floats:
        """Return out of how many contacts, all replications together."""
        return added(self.among)


class Pair(NamedTuple):
    """A metric of two strategies on the same customers."""

    strategy: MetricSample
    baseline: MetricSample
    differs: NDArray[np.bool_]
    """In which replications, (replications, cells)."""
    equal: NDArray[np.bool_]
    """Whether it is certain that they do not differ: the same in every replication, to the bit."""


class _Taken(NamedTuple):
    """The measures of some cells, each taken out when it is asked for: most metrics are made of few of them."""

    stack: Stack
    cells: NDArray[np.intp]

    def total(self, measures: tuple[str, ...]) -> Floats:
        """Return the sum of the measures, shape (replications, cells)."""
        places = np.array([MEASURES.index(name) for name in measures], dtype=np.intp)
        replications = np.arange(len(self.stack.sums))
        summed: Floats = self.stack.sums[np.ix_(replications, places, self.cells)].sum(axis=1)
        return summed


def sample_of(stack: Stack, metric: Metric, cells: NDArray[np.intp]) -> MetricSample:
    """Return ``metric`` of the ``cells`` over the replications of ``stack``."""
    taken = _Taken(stack, cells)
    if metric.denominator:
        return _of_ratio(metric, taken, *_fraction(metric, taken))
    return _of_samples(metric, taken, _samples(metric, taken))


def pair_of(strategy: Stack, baseline: Stack, metric: Metric, cells: NDArray[np.intp]) -> Pair:
    """Return ``metric`` of the ``cells`` in both stacks; a replication in which either has no value is left out."""
    both = _Taken(strategy, cells), _Taken(baseline, cells)
    if metric.denominator:
        return _pair_of_ratios(metric, *both)
    first, second = (_samples(metric, taken) for taken in both)
    known = ~(np.isnan(first) | np.isnan(second))
    mine, theirs = (
        _of_samples(metric, taken, np.where(known, values, np.nan))
        for taken, values in zip(both, (first, second), strict=True)
    )
    differs = known & (first != second)
    return Pair(mine, theirs, differs, ~differs.any(axis=0) & (mine.n > 1))


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
    equal &= ~np.isnan(mine.value - theirs.value)
    return Pair(mine, theirs, top * bottom_of_baseline != top_of_baseline * bottom, equal)


def _fraction(metric: Metric, taken: _Taken) -> tuple[Floats, Floats]:
    return metric.scale * taken.total(metric.numerator), taken.total(metric.denominator)


def _samples(metric: Metric, taken: _Taken) -> Floats:
    if metric.quantile is None:
        return metric.scale * taken.total(metric.numerator)
    return metric_values(metric, taken.stack, taken.cells)


def _of_ratio(metric: Metric, taken: _Taken, numerator: Floats, denominator: Floats) -> MetricSample:
    kind, handle_s = kind_of(metric), _handle_s(taken)
    value, parts = linearised(numerator, denominator)
    n = np.full(len(value), len(parts), dtype=np.intp)
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
    return MetricSample(kind, value, np.nan_to_num(parts), n, variance, lost, among, handle_s, step)


def _of_samples(metric: Metric, taken: _Taken, samples: Floats) -> MetricSample:
    handle_s = _handle_s(taken)
    step = _step_of_numerator(metric, taken, handle_s)
    arrived = taken.total(("arrived",))
    n, mean, variance = moments(samples)
    parts = np.where(np.isnan(samples), 0.0, samples - mean)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_mean, step = variance / n, step / n
    return MetricSample(kind_of(metric), mean, parts, n, of_mean, np.nan_to_num(samples), arrived, handle_s, step)


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
