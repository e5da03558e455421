"""How long callers waited, in bins that are the same everywhere and add up: over days, intervals, types, strategies.

A quantile over all callers of all days cannot be made of the days' quantiles, but of their histograms. The bins are
those of floating-point numbers: `STEPS` to each doubling, so a bin is never wider than 0.4 % of the wait (below a
second 4 ms). A bin holds its upper end, and what is read from one is that end: the share of callers who waited at most
what is reported is therefore never less than was asked for. Whole seconds up to 8m32s, and above them the usual
targets (10, 15, 20, 30 minutes and their doubles), are upper ends: *at most 20 s* is a sum of whole bins.

Only bins that hold somebody are kept, so a day is never larger than the list of its callers. They are kept for each
*unit*: a replication, or a block of some that were added up (`metrics/values.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Grain
from simulator.metrics.cells import Cell
from simulator.metrics.wait_layout import Layout, Level, layout_of

STEPS = 256
"""Bins to each doubling of the wait."""
BINS = 2**16
"""More than there are: bin numbers fit into two bytes."""
AT_ONCE = 200_000
"""Entries that are worked on at once: enough to be quick, few enough to be small."""

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
    """How many waited how long, in each unit, by type and channel, by segment, by interval of arrival.

    The entries of a unit stand in the order of place and bin. Counted are the offered whose wait ended.
    """

    cells: tuple[Cell, ...]
    """The cells that say what the places are."""
    starts: Ints
    """Shape (units + 1,): where the entries of each unit begin."""
    place: NDArray[np.unsignedinteger[Any]]
    """Shape (entries,): who × slot; see `Layout`."""
    number: NDArray[np.uint16]
    """Shape (entries,): the bin."""
    count: NDArray[np.unsignedinteger[Any]]
    """Shape (entries,): how many; the smallest kind of number that holds all of them."""
    worked_out: dict[Level, Any] = field(default_factory=dict, repr=False)
    """Sums of whole levels that were asked for before; they follow from the rest."""

    @property
    def units(self) -> int:
        """Return of how many units they are."""
        return len(self.starts) - 1

    @property
    def nbytes(self) -> int:
        """Return the bytes of the entries."""
        return sum(array.nbytes for array in (self.starts, self.place, self.number, self.count))

    @cached_property
    def layout(self) -> Layout:
        """Return what the places are."""
        return layout_of(self.cells)

    def first(self, units: int) -> "WaitBins":
        """Return the first units."""
        entries = slice(int(self.starts[units]))
        starts = self.starts[: units + 1]
        return WaitBins(self.cells, starts, self.place[entries], self.number[entries], self.count[entries])

    def some(self) -> Iterator[tuple[int, "WaitBins"]]:
        """Yield (number of its first unit, some consecutive units): all of them, few enough to be worked on at once."""
        first = 0
        while first < self.units:
            last = int(np.searchsorted(self.starts, self.starts[first] + AT_ONCE, side="right")) - 1
            last = min(max(last, first + 1), self.units)
            entries = slice(self.starts[first], self.starts[last])
            starts = self.starts[first : last + 1] - self.starts[first]
            yield first, WaitBins(self.cells, starts, self.place[entries], self.number[entries], self.count[entries])
            first = last

    def unit(self) -> Ints:
        """Return the unit of each entry, shape (entries,)."""
        return np.repeat(np.arange(self.units), np.diff(self.starts))

    @cached_property
    def everyone(self) -> tuple[NDArray[np.int32], NDArray[np.uint16], Ints]:
        """The entries of all units together: (place, bin, count), in order of place and bin."""
        keys, counts = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        for _, some in self.some():
            mine = some.place.astype(np.int64) * BINS + some.number
            keys, counts = summed(np.concatenate((keys, mine)), np.concatenate((counts, some.count)))
        return (keys // BINS).astype(np.int32), (keys % BINS).astype(np.uint16), counts


def binned(cells: tuple[Cell, ...], places: NDArray[np.intp], wait_s: Floats) -> WaitBins:
    """Return the bins of one replication: of waits, each with its place."""
    keys, counts = np.unique(places * BINS + bin_of(wait_s), return_counts=True)
    return of_keys(cells, keys, counts, layout_of(cells).places)


def added(parts: Sequence[WaitBins], cells: tuple[Cell, ...], place_of: Ints | None = None) -> WaitBins:
    """Return all units of ``parts`` as a single one; ``place_of`` says which place of ``cells`` each place becomes."""
    places = [part.place.astype(np.int64) if place_of is None else place_of[part.place] for part in parts]
    keys = [place * BINS + part.number for place, part in zip(places, parts, strict=True)]
    found, counts = summed(np.concatenate(keys), np.concatenate([part.count for part in parts]))
    return of_keys(cells, found, counts, layout_of(cells).places)


def joined(parts: Sequence[WaitBins]) -> WaitBins:
    """Return consecutive units of one scenario as one; there is at least one."""
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


def joined_where_any(parts: Sequence[tuple[WaitBins | None, int]]) -> WaitBins | None:
    """Return consecutive units as one: (bins or None where nobody waited, how many units they are); None: nobody did.

    What hardly any center has takes no room where it is not.
    """
    some = next((part for part, _ in parts if part is not None), None)
    if some is None:
        return None
    return joined([no_bins(some.cells, units) if part is None else part for part, units in parts])


def joined_by_grain(parts: Sequence[tuple[Mapping[Grain, WaitBins], int]]) -> dict[Grain, WaitBins]:
    """Return the same of several kinds of wait: consecutive units as one, by grain; only what is in any of them."""
    found = {grain: joined_where_any([(part.get(grain), units) for part, units in parts]) for grain in Grain}
    return {grain: bins for grain, bins in found.items() if bins is not None}


def no_bins(cells: tuple[Cell, ...], units: int) -> WaitBins:
    """Return the bins of so many units in which nobody waited."""
    nothing = np.empty(0, dtype=np.uint8)
    return WaitBins(cells, np.zeros(units + 1, dtype=np.int64), nothing, np.empty(0, dtype=np.uint16), nothing)


def of_keys(cells: tuple[Cell, ...], keys: Ints, counts: Ints, places: int) -> WaitBins:
    """Return the bins of a single unit: keys, sorted, as place × `BINS` + bin; there are so many ``places``."""
    most = int(counts.max(initial=0))
    return WaitBins(
        cells,
        np.array([0, len(keys)], dtype=np.int64),
        (keys // BINS).astype(np.min_scalar_type(max(places - 1, 0))),
        (keys % BINS).astype(np.uint16),
        counts.astype(np.min_scalar_type(most)),
    )


def summed(keys: Ints, counts: NDArray[np.integer[Any]]) -> tuple[Ints, Ints]:
    """Return the different ``keys`` in their order, and the sum of the counts of each."""
    if not len(keys):
        return keys, counts.astype(np.int64)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[first], np.add.reduceat(counts[order].astype(np.int64), first)
