"""The weighted mean of several metrics, as a goal states it, with its interval and its paired difference.

Each metric varies from replication to replication as its *parts* do: what a replication adds to the error of a ratio,
or its distance from the mean. Weights go through to the parts, so whatever the metrics have to do with each other
within a day is in the interval.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS, Metric
from simulator.metrics.cells import Cell
from simulator.metrics.values import Floats, Stack, metric_values, total
from simulator.scenario.goal import Goal
from simulator.stats.intervals import Interval, around, half_width, informative, linearised, variance_of_mean
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


def weighted_mean(stack: Stack, weighed: Sequence[Weighed], confidence: float) -> Interval:
    """Return the weighted mean of the metrics with a t interval; every array has shape (1,).

        V = ∑ w R,    V ± t(confidence, n - 1) · s(∑ w e) / √n

    where e are the parts of each metric's error. NaN where one of them has no value. Source: the delta method for a
    function of means, as in Law, Simulation Modeling and Analysis.
    """
    value, parts, enough = _combined(stack, weighed)
    n = np.array([len(parts)], dtype=np.intp)
    half = half_width(np.where(enough, variance_of_mean(parts), np.nan), n - 1, confidence)
    return around(value, half, n)


def weighted_difference(
    strategy: tuple[Stack, Sequence[Weighed]], baseline: tuple[Stack, Sequence[Weighed]], confidence: float
) -> Difference:
    """Return the difference of two weighted means, paired by replication; every array has shape (1,).

    Exactly 0 where all that goes into both is equal to the bit in every replication.
    """
    mine, theirs = _combined(*strategy), _combined(*baseline)
    n = np.array([len(mine[1])], dtype=np.intp)
    equal = bool(strategy[1]) and all(map(np.array_equal, _measured(*strategy), _measured(*baseline)))
    enough = np.array([equal]) | mine[2] & theirs[2]
    variances = [
        np.where(enough, variance_of_mean(parts), np.nan) for parts in (mine[1] - theirs[1], mine[1], theirs[1])
    ]
    difference, half = mine[0] - theirs[0], half_width(variances[0], n - 1, confidence)
    unpaired = unpaired_half_width(variances[1:], n, confidence)
    return Difference(difference, difference - half, difference + half, n, unpaired)


def _combined(stack: Stack, weighed: Sequence[Weighed]) -> tuple[Floats, Floats, Flags]:
    """Return the value, shape (1,), its parts, shape (replications, 1), and whether they say how much it varies."""
    if not weighed:
        return np.full(1, np.nan), np.full((len(stack.sums), 1), np.nan), np.array([False])
    found = [_parts(stack, one) for one in weighed]
    value = sum((one.weight * mine[0] for one, mine in zip(weighed, found, strict=True)), start=np.zeros(1))
    parts = sum((one.weight * mine[1] for one, mine in zip(weighed, found, strict=True)), start=np.zeros((1, 1)))
    return value, parts, np.all([mine[2] for mine in found], axis=0)


def _parts(stack: Stack, one: Weighed) -> tuple[Floats, Floats, Flags]:
    if one.metric.denominator:
        numerator, denominator = _fraction(stack, one)
        return *linearised(numerator, denominator), informative(denominator)
    samples = metric_values(one.metric, stack, np.array([one.place]))
    mean = samples.mean(axis=0)
    return mean, samples - mean, np.array([len(samples) > 1])


def _measured(stack: Stack, weighed: Sequence[Weighed]) -> list[Floats]:
    """Return all that goes into the metrics."""
    fractions = [_fraction(stack, one) if one.metric.denominator else (_cells(stack, one),) for one in weighed]
    return [column for fraction in fractions for column in fraction]


def _fraction(stack: Stack, one: Weighed) -> tuple[Floats, Floats]:
    sums = _cells(stack, one)
    return one.metric.scale * total(one.metric.numerator, sums), total(one.metric.denominator, sums)


def _cells(stack: Stack, one: Weighed) -> Floats:
    return stack.sums[:, :, [one.place]]
