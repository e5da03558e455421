"""The weighted mean of several metrics, as a goal states it, with its interval and its paired difference.

Each metric varies from replication to replication as its *parts* do: what a replication adds to the error of a ratio,
or its distance from the mean. Weights go through to the parts, so whatever the metrics have to do with each other
within a day is in the interval.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS, Metric, Unit
from simulator.metrics.cells import Cell
from simulator.metrics.sums import Floats
from simulator.metrics.values import Stack, metric_values
from simulator.scenario.judged.goal import Goal
from simulator.stats.estimate import difference, estimate
from simulator.stats.intervals import ConfidenceInterval, around, correlation, half_width, linearised, variance_of_mean
from simulator.stats.paired import Difference, unpaired_half_width

Flags = NDArray[np.bool_]


class Weighed(NamedTuple):
    """A metric of the cell at ``place``, and its weight; the weights of all add up to 1."""

    metric: Metric
    place: int
    weight: float


def weighed_in(goal: Goal, cells: tuple[Cell, ...]) -> list[Weighed]:
    """Return the goal's measures among ``cells``, their weights as shares of 1; none where one is not there."""
    wanted = [Cell(one.of, one.interval) for one in goal.terms]
    whole = sum(one.weight for one in goal.terms)
    if not all(cell in cells for cell in wanted):
        return []
    return [
        Weighed(METRICS[one.metric], cells.index(cell), one.weight / whole)
        for one, cell in zip(goal.terms, wanted, strict=True)
    ]


def weighted_mean(stack: Stack, weighed: Sequence[Weighed], confidence: float) -> ConfidenceInterval:
    """Return the weighted mean of the metrics with its interval; every array has shape (1,).

        V = ∑ w R,    low = V - √(∑ᵢ∑ⱼ ρᵢⱼ dᵢ dⱼ),    d = w (R - low of R);    high with the other sides

    where ρ is the correlation, over replications, of the parts of two metrics' errors. It is at least the t interval of
    the weighted parts, and never outside the possible. NaN where one of them has no value. Sources: the delta method
    for a function of means, as in Law, Simulation Modeling and Analysis; Zou and Donner, Construction of confidence
    limits about effect measures (Statistics in Medicine, 2008).
    """
    n = np.array([stack.replications], dtype=np.intp)
    if not weighed:
        return around(np.full(1, np.nan), np.full(1, np.nan), n)
    value, parts = _combined(stack, weighed)
    alone = [estimate(stack, one.metric, np.array([one.place]), confidence) for one in weighed]
    below, above = (
        _together([one.weight * side for one, side in zip(weighed, sides, strict=True)], parts, confidence)
        for sides in ([each.value - each.low for each in alone], [each.high - each.value for each in alone])
    )
    low, high = np.maximum(value - below, 0.0), np.minimum(value + above, _most(weighed))
    return ConfidenceInterval(value, low, high, n, _all_of([each.enough for each in alone]))


def weighted_difference(
    strategy: tuple[Stack, Sequence[Weighed]], baseline: tuple[Stack, Sequence[Weighed]], confidence: float
) -> Difference:
    """Return the difference of two weighted means, paired by replication; every array has shape (1,).

    Its interval is made of those of the metrics' differences as that of `weighted_mean` is of theirs. Exactly 0 where
    all that goes into both is equal to the bit in every replication.
    """
    n = np.array([strategy[0].replications], dtype=np.intp)
    if not (strategy[1] and baseline[1]):
        unknown = np.full(1, np.nan)
        return Difference(unknown, unknown, unknown, n, unknown)
    mine, theirs = _combined(*strategy), _combined(*baseline)
    alone = [difference(strategy[0], baseline[0], one.metric, np.array([one.place]), confidence) for one in baseline[1]]
    size, parts = mine[0] - theirs[0], [one - other for one, other in zip(mine[1], theirs[1], strict=True)]
    below, above = (
        _together([one.weight * side for one, side in zip(strategy[1], sides, strict=True)], parts, confidence)
        for sides in ([each.difference - each.low for each in alone], [each.high - each.difference for each in alone])
    )
    unpaired = unpaired_half_width([variance_of_mean(_added(each)) for each in (mine[1], theirs[1])], n, confidence)
    if all(map(np.array_equal, _measured(*strategy), _measured(*baseline))):
        below, above = np.zeros(1), np.zeros(1)
    low, high = np.maximum(size - below, -_most(strategy[1])), np.minimum(size + above, _most(strategy[1]))
    return Difference(size, low, high, n, unpaired, _all_of([each.enough for each in alone]))


def _combined(stack: Stack, weighed: Sequence[Weighed]) -> tuple[Floats, list[Floats]]:
    """Return the value, shape (1,), and the weighted parts of each metric's error, each of shape (replications, 1)."""
    found = [_parts(stack, one) for one in weighed]
    value = sum((one.weight * mine[0] for one, mine in zip(weighed, found, strict=True)), start=np.zeros(1))
    return value, [one.weight * mine[1] for one, mine in zip(weighed, found, strict=True)]


def _parts(stack: Stack, one: Weighed) -> tuple[Floats, Floats]:
    if one.metric.denominator:
        return linearised(*_fraction(stack, one))
    samples = metric_values(one.metric, stack, np.array([one.place]))
    mean = samples.mean(axis=0)
    return mean, samples - mean


def _together(sides: Sequence[Floats], parts: Sequence[Floats], confidence: float) -> Floats:
    """Return √(∑ᵢ∑ⱼ ρᵢⱼ dᵢ dⱼ) of the ``sides`` d, at least the half width of the t interval of the ``parts``."""
    square = np.zeros(1)
    for i, j in product(range(len(sides)), repeat=2):
        rho = 1.0 if i == j else correlation(parts[i], parts[j])
        square = square + rho * sides[i] * sides[j]
    half = half_width(variance_of_mean(_added(parts)), np.array([len(parts[0]) - 1]), confidence)
    found: Floats = np.maximum(np.sqrt(np.maximum(square, 0.0)), half)
    return found


def _added(parts: Sequence[Floats]) -> Floats:
    return sum(parts, start=np.zeros((1, 1)))


def _all_of(enough: Sequence[Flags]) -> Flags:
    found: Flags = np.array([bool(np.all(list(map(np.all, enough))))])
    return found


def _most(weighed: Sequence[Weighed]) -> float:
    """Return what a weighted mean is at most: all the metrics have one unit."""
    return 1.0 if weighed[0].metric.unit is Unit.SHARE else np.inf


def _measured(stack: Stack, weighed: Sequence[Weighed]) -> list[Floats]:
    """Return all that goes into the metrics; of a quantile, all measures of its cell."""
    fractions = [_fraction(stack, one) if one.metric.denominator else (_cell(stack, one),) for one in weighed]
    return [column for fraction in fractions for column in fraction]


def _fraction(stack: Stack, one: Weighed) -> tuple[Floats, Floats]:
    units, place = stack.alone(one.place)
    places = np.array([place], dtype=np.intp)
    return one.metric.scale * units.total(one.metric.numerator, places), units.total(one.metric.denominator, places)


def _cell(stack: Stack, one: Weighed) -> Floats:
    units, place = stack.alone(one.place)
    return units.sums.of(range(units.sums.shape[1]), np.array([place], dtype=np.intp))
