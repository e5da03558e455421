"""Quantiles of waits, over all callers of all replications and over those of each replication.

What statistics need of a pooled quantile is how many callers of each unit (a replication, or a block of some) waited at
most that: a share is a ratio of sums, whose uncertainty is known, and what is known of shares is turned into seconds by
the pooled histogram.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS
from simulator.metrics.cells import Cell
from simulator.metrics.wait_bins import BINS, Floats, Ints, WaitBins, summed, upper_s
from simulator.metrics.wait_layout import NOWHERE, Level, Places, positions

SHARES: tuple[float, ...] = tuple(sorted({metric.quantile for metric in METRICS.values() if metric.quantile}))
"""The shares that metrics ask for, in their order."""
NO_BIN = -1
"""The bin of a quantile of nobody."""
_ROUNDING = 1e-6
"""0.95 × 20 must be 19 whatever the last bit says: what is a whole number but for rounding is not rounded up."""


@dataclass(frozen=True, eq=False)
class Pooled:
    """The callers of some cells, over all replications, and what each unit adds to their quantile."""

    number: Ints
    """Shape (cells,): the bin of the quantile; `NO_BIN` where nobody's wait ended."""
    within: Floats
    """Shape (units, cells): callers who waited at most the quantile."""
    callers: Floats
    """Shape (units, cells): callers whose wait ended."""
    bins_at: Callable[[Floats], Ints]
    """Returns the bins of other quantiles: of one share for each cell, more than 0 and at most 1."""
    within_at: Callable[[Ints], Floats]
    """Returns how many callers of each unit are in other bins, one for each cell, or before them."""


def pooled(waits: WaitBins, share: float, cells: Sequence[Cell]) -> Pooled:
    """Return what is known of the quantile at ``share``, one of `SHARES`, in ``cells``."""
    shape = (waits.units, len(cells))
    within, callers = np.zeros(shape), np.zeros(shape)
    number = np.full(len(cells), NO_BIN, dtype=np.int64)
    places = positions(waits.layout, cells)
    for level, (wanted, numbers) in places.items():
        sums = _sums(waits, level)
        at = SHARES.index(share)
        number[wanted] = sums.quantiles[at][numbers]
        within[:, wanted] = sums.within[:, numbers, at]
        callers[:, wanted] = sums.within[:, numbers, -1]

    def bins_at(shares: Floats) -> Ints:
        found = np.full(len(cells), NO_BIN, dtype=np.int64)
        for level, (wanted, numbers) in places.items():
            found[wanted] = _sums(waits, level).bins_at(numbers, shares[wanted])
        return found

    def within_at(numbers_of_bins: Ints) -> Floats:
        found = np.zeros(shape)
        for level, (wanted, numbers) in places.items():
            found[:, wanted] = _within_at(waits, level, numbers, numbers_of_bins[wanted])
        return found

    return Pooled(number, within, callers, bins_at, within_at)


def by_replication(waits: WaitBins, share: float, cells: Sequence[Cell]) -> Floats:
    """Return the quantile of each replication's callers, shape (replications, cells), seconds; NaN where nobody waited.

    Of the whole horizon, where it has several days, the mean of the days' quantiles. The units are replications.
    """
    found = np.full((waits.units, len(cells)), np.nan)
    days = waits.layout.days
    for level, (wanted, numbers) in positions(waits.layout, cells).items():
        if level[1] == "whole" and days:
            every = (numbers[:, np.newaxis] * len(days) + np.arange(len(days))).ravel()
            values = _of_each(waits, share, (level[0], "day"), every).reshape(-1, len(wanted), len(days))
            known = ~np.isnan(values)
            with np.errstate(invalid="ignore"):
                found[:, wanted] = np.where(known, values, 0.0).sum(axis=2) / known.sum(axis=2)
        else:
            found[:, wanted] = _of_each(waits, share, level, numbers)
    return found


@dataclass(frozen=True, eq=False)
class _Sums:
    """The sums of a level."""

    number: NDArray[np.uint16]
    """The bins of all cells, one cell after the other, each in order; only those that hold somebody."""
    waited: Ints
    """How many there are in this bin and all before it, of all cells."""
    starts: Ints
    """Shape (cells + 1,): where the bins of each cell begin."""
    quantiles: Ints
    """Shape (shares, cells): bins."""
    within: NDArray[np.int32]
    """Shape (units, cells, shares + 1): callers who waited at most that, at the end all."""

    def bins_at(self, cells: Places, shares: Floats) -> Ints:
        """Return the smallest bin that holds a share of the callers of each cell, together with those before it."""
        return _bins_at(self.number, self.waited, self.starts, cells, shares)


def _sums(waits: WaitBins, level: Level) -> _Sums:
    """Return the sums of a level, which are worked out once."""
    if level not in waits.worked_out:
        waits.worked_out[level] = _summed(waits, level)
    found: _Sums = waits.worked_out[level]
    return found


def _summed(waits: WaitBins, level: Level) -> _Sums:
    table, size = waits.layout.table(level), waits.layout.size(level)
    place, number, count = waits.everyone
    cell = table[place]
    mine = cell != NOWHERE
    keys, counts = summed(cell[mine] * BINS + number[mine], count[mine])
    starts, waited = np.searchsorted(keys, np.arange(size + 1) * BINS), np.cumsum(counts)
    number = (keys % BINS).astype(np.uint16)
    every = np.arange(size)
    quantiles = np.array([_bins_at(number, waited, starts, every, np.full(size, share)) for share in SHARES])
    return _Sums(number, waited, starts, quantiles, _within(waits, table, size, quantiles))


def _within(waits: WaitBins, table: Places, size: int, quantiles: Ints) -> NDArray[np.int32]:
    """Return how many of each unit waited at most each quantile, and how many there are."""
    shares = len(SHARES) + 1
    found = np.zeros((waits.units, size, shares), dtype=np.int32)
    for first, some in waits.some():
        cell = table[some.place]
        mine = np.flatnonzero(cell != NOWHERE)
        cell, number = cell[mine], some.number[mine]
        # One pass for all quantiles: how many of them a caller waited more than.
        key = (some.unit()[mine] * size + cell) * shares
        for quantile in quantiles:
            key += number > quantile[cell]
        shape = (some.units, size, shares)
        sums = np.bincount(key, weights=some.count[mine], minlength=int(np.prod(shape)))
        np.cumsum(sums.astype(np.int32).reshape(shape), axis=2, out=found[first : first + some.units])
    return found


def _within_at(waits: WaitBins, level: Level, cells: Places, numbers: Ints) -> Floats:
    """Return how many callers of each unit and cell are in a bin of its own or before it."""
    size, table = waits.layout.size(level), waits.layout.table(level)
    # The last one is found by `NOWHERE` and holds nobody.
    last = np.full(size + 1, NO_BIN)
    last[cells] = numbers
    found = np.empty((waits.units, len(cells)))
    for first, some in waits.some():
        cell = table[some.place]
        mine = np.flatnonzero(some.number <= last[cell])
        sums = np.bincount(some.unit()[mine] * size + cell[mine], weights=some.count[mine], minlength=some.units * size)
        found[first : first + some.units] = sums.reshape(some.units, size)[:, cells]
    return found


def _of_each(waits: WaitBins, share: float, level: Level, numbers: Places) -> Floats:
    """Return the quantile of each unit in some cells of a level, shape (units, cells)."""
    column = np.full(waits.layout.size(level) + 1, NOWHERE)
    column[numbers] = np.arange(len(numbers))
    # The last one is found by `NOWHERE` and stays what it is.
    table = column[waits.layout.table(level)]
    parts = [_of_some(some, share, table, len(numbers)) for _, some in waits.some()]
    return np.concatenate(parts) if parts else np.empty((0, len(numbers)))


def _of_some(waits: WaitBins, share: float, table: Places, cells: int) -> Floats:
    cell = table[waits.place]
    mine = np.flatnonzero(cell != NOWHERE)
    keys = (waits.unit()[mine] * cells + cell[mine]) * BINS + waits.number[mine]
    keys, counts = summed(keys, waits.count[mine])
    every = np.arange(waits.units * cells)
    starts = np.searchsorted(keys, np.append(every, len(every)) * BINS)
    found = _bins_at(keys % BINS, np.cumsum(counts), starts, every, np.full(len(every), share))
    return np.where(found == NO_BIN, np.nan, upper_s(np.maximum(found, 0))).reshape(waits.units, -1)


def _bins_at(number: NDArray[np.integer[Any]], waited: Ints, starts: Ints, cells: Places, shares: Floats) -> Ints:
    """Return the smallest bin of each cell that, with those before it, holds a share of its callers."""
    before = np.append(0, waited)
    first, last = before[starts[cells]], before[starts[cells + 1]]
    callers = last - first
    ranks = np.clip(np.ceil(shares * callers - _ROUNDING), 1, np.maximum(callers, 1)).astype(np.int64)
    at = np.searchsorted(waited, first + ranks)
    if not len(number):
        return np.full(len(cells), NO_BIN, dtype=np.int64)
    return np.where(callers > 0, number[np.minimum(at, len(number) - 1)].astype(np.int64), NO_BIN)
