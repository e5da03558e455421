"""How long callers waited, in bins that are the same everywhere and add up: over days, intervals, types, strategies.

A quantile over all callers of all days cannot be made of the days' quantiles, but of their histograms. The bins are
those of floating-point numbers: `STEPS` to each doubling, so a bin is never wider than 0.4 % of the wait (below a
second 4 ms). A bin holds its upper end, and what is read from one is that end: the share of callers who waited at most
what is reported is therefore never less than was asked for. Whole seconds up to 8m32s, and above them the usual
targets (10, 15, 20, 30 minutes and their doubles), are upper ends: *at most 20 s* is a sum of whole bins.

Only bins that hold somebody are kept, so a day is never larger than the list of its callers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.cells import Cell
from simulator.metrics.wait_layout import Layout, Level, layout_of

STEPS = 256
"""Bins to each doubling of the wait."""
BINS = 2**16
"""More than there are: bin numbers fit into two bytes."""

_STEP_BITS, _MANTISSA_BITS = 8, 52
_SHIFT = _MANTISSA_BITS - _STEP_BITS
_ONE = int(np.float64(1.0).view(np.int64)) >> _SHIFT

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def bin_of(wait_s: Floats) -> Ints:
    """Return the bin of each wait: 0 for who did not wait at all, else the one whose upper end is the next.

    >>> bin_of(np.array([0.0, 0.001, 1.0, 20.0])).tolist()
    [0, 1, 256, 1344]
    """
    # The bits of a float are its exponent and then its mantissa, so their first ones count bins; one bit less, and an
    # upper end belongs to its bin.
    above = ((wait_s.view(np.int64) - 1) >> _SHIFT) - _ONE + (STEPS + 1)
    return np.where(wait_s > 1.0, above, np.ceil(wait_s * STEPS).astype(np.int64))


def upper_s(number: NDArray[np.integer[Any]]) -> Floats:
    """Return the upper ends of bins, in seconds.

    >>> upper_s(np.array([0, 1344])).tolist()
    [0.0, 20.0]
    """
    bins: Ints = np.asarray(number, dtype=np.int64)
    ends_s = ((bins - STEPS + _ONE) << _SHIFT).view(np.float64)
    return np.where(bins > STEPS, ends_s, bins / STEPS)


def lower_s(number: NDArray[np.integer[Any]]) -> Floats:
    """Return the lower ends of bins, in seconds; of those who did not wait it is 0 too."""
    bins: Ints = np.asarray(number, dtype=np.int64)
    return upper_s(np.maximum(bins - 1, 0))


@dataclass(frozen=True, eq=False)
class WaitBins:
    """How many waited how long, in each replication, by type and channel, by segment, by interval of arrival.

    The entries of a replication stand in the order of place and bin. Counted are the offered whose wait ended.
    """

    cells: tuple[Cell, ...]
    """All cells of the scenario, which say what the places are."""
    starts: Ints
    """Shape (replications + 1,): where the entries of each replication begin."""
    place: NDArray[np.int32]
    """Shape (entries,): who × slot; see `Layout`."""
    number: NDArray[np.uint16]
    """Shape (entries,): the bin."""
    count: NDArray[np.int32]
    """Shape (entries,): how many."""
    worked_out: dict[Level, Any] = field(default_factory=dict, repr=False)
    """Sums of whole levels that were asked for before; they follow from the rest."""

    @property
    def replications(self) -> int:
        """Return of how many replications they are."""
        return len(self.starts) - 1

    @cached_property
    def layout(self) -> Layout:
        """Return what the places are."""
        return layout_of(self.cells)

    @cached_property
    def replication(self) -> NDArray[np.int32]:
        """Shape (entries,): the replication."""
        return np.repeat(np.arange(self.replications, dtype=np.int32), np.diff(self.starts))

    @cached_property
    def everyone(self) -> tuple[Ints, Ints, Ints]:
        """The entries of all replications together: (place, bin, count), in order of place and bin."""
        keys, counts = summed(self.place.astype(np.int64) * BINS + self.number, self.count)
        return keys // BINS, keys % BINS, counts


def binned(cells: tuple[Cell, ...], places: NDArray[np.intp], wait_s: Floats) -> WaitBins:
    """Return the bins of one replication: of waits, each with its place."""
    keys, counts = np.unique(places * BINS + bin_of(wait_s), return_counts=True)
    return WaitBins(
        cells,
        np.array([0, len(keys)], dtype=np.int64),
        (keys // BINS).astype(np.int32),
        (keys % BINS).astype(np.uint16),
        counts.astype(np.int32),
    )


def joined(parts: Sequence[WaitBins]) -> WaitBins:
    """Return consecutive replications of one scenario as one; there is at least one."""
    if len(parts) == 1:
        return parts[0]
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    return WaitBins(
        parts[0].cells,
        np.append(0, np.cumsum(sizes)),
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.number for part in parts]),
        np.concatenate([part.count for part in parts]),
    )


def summed(keys: Ints, counts: NDArray[np.integer[Any]]) -> tuple[Ints, Ints]:
    """Return the different ``keys`` in their order, and the sum of the counts of each."""
    if not len(keys):
        return keys, counts.astype(np.int64)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[first], np.add.reduceat(counts[order].astype(np.int64), first)
