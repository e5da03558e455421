"""What is kept of all replications of a run, and how measures become metrics.

Statistics work on *units* that are independent and alike: replications, or blocks of some that were added up. A `Stack`
has one or two parts:

    1. units of one replication each, for the whole horizon, the days and every interval that a check or the goal names;
    2. units of several replications each (their sizes differ by one at most), for all intervals.

Mostly there is no second part, and the first holds all cells. Where a run is large (many intervals, rows,
replications), intervals are most of it, and nobody looks at an interval of a single replication: there blocks are as
large as they have to be (`execution/needs.py`). Every cell is looked up in the first part that has it.

What a part holds is small as well: `Sums` keep what there is, in the smallest exact numbers, waits only bins that hold
somebody. What is asked of each day by all its intervals is counted while these are there (`promised`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Grain, Metric
from simulator.metrics.cells import Cell
from simulator.metrics.day_question import DayQuestion
from simulator.metrics.details import Details
from simulator.metrics.measure import MEASURES, Summary
from simulator.metrics.pooled import by_replication
from simulator.metrics.sums import Floats, Sums, packed
from simulator.metrics.wait_bins import WaitBins, joined, joined_by_grain, no_bins

Places = NDArray[np.intp]
Sizes = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Units:
    """The summaries of units that are alike: replications, or blocks of some."""

    cells: tuple[Cell, ...]
    sums: Sums
    """Shape (units, measures, cells)."""
    waits: WaitBins
    """What quantiles are made of, of the same units."""
    sizes: Sizes | None = None
    """Shape (units,): how many replications are in each; None: one."""
    beside: Mapping[Grain, WaitBins] = field(default_factory=dict)
    """What quantiles of further waits, and of times to a reply, are made of; only where there were any."""

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self.sums)

    @property
    def replications(self) -> int:
        """Return of how many replications they are."""
        return len(self.sums) if self.sizes is None else int(self.sizes.sum())

    def waits_of(self, metric: Metric) -> WaitBins:
        """Return what a quantile is made of: first waits, further ones, or times to a reply."""
        return waits_of(metric, self.waits, self.beside)

    def total(self, measures: tuple[str, ...], places: Places) -> Floats:
        """Return the sum of the measures in each unit, shape (units, cells)."""
        added: Floats = self.sums.of([MEASURES.index(name) for name in measures], places).sum(axis=1)
        return added


@dataclass(frozen=True, eq=False)
class Stack:
    """All that is kept of the replications of one strategy in one future."""

    cells: tuple[Cell, ...]
    """All there are, in the order of reports."""
    parts: tuple[Units, ...]
    """Those of the first are replications; the last has every cell that the first has not."""
    details: Details | None = None
    """What pictures need beside; None where it was not kept."""
    answered_by: Floats | None = None
    """Shape (replications, types, groups): contacts of the type that the group answered; None where it was not kept."""
    promised: Mapping[DayQuestion, NDArray[np.uint16]] = field(default_factory=dict)
    """Shape (replications, 2): days that keep what is asked of each interval, and days that have a value."""
    own: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    """Shape (replications,): what each function of whoever asked says (`metrics/own_metrics.py`); NaN: no value."""

    @classmethod
    def of(cls, cells: tuple[Cell, ...], sums: Floats, waits: WaitBins) -> "Stack":
        """Return replications with just these measures, shape (replications, measures, cells)."""
        return cls(cells, (Units(cells, packed(sums), waits),))

    @property
    def nbytes(self) -> int:
        """Return the bytes of all that grows with the number of replications."""
        kept = sum(part.sums.nbytes + part.waits.nbytes for part in self.parts)
        kept += sum(bins.nbytes for part in self.parts for bins in part.beside.values())
        others = (
            self.answered_by,
            self.details.queue if self.details else None,
            *self.promised.values(),
            *self.own.values(),
        )
        return kept + sum(array.nbytes for array in others if array is not None)

    @property
    def replications(self) -> int:
        """Return how many there are."""
        return len(self.parts[0])

    @property
    def sums(self) -> Sums:
        """Return the measures of every replication, where all of them are kept of each."""
        assert len(self.parts) == 1, "of intervals, blocks of replications are kept"
        return self.parts[0].sums

    @property
    def waits(self) -> WaitBins:
        """Return the waits of every replication, where all of them are kept of each."""
        assert len(self.parts) == 1, "of intervals, blocks of replications are kept"
        return self.parts[0].waits

    @cached_property
    def place_of(self) -> dict[Cell, int]:
        """The place of each cell among all."""
        return {cell: place for place, cell in enumerate(self.cells)}

    def by_part(self, places: Places) -> Iterator[tuple[int, Places, Places]]:
        """Yield (number of a part, which of ``places`` it has, where it has them) for all parts that have any."""
        if len(self.parts) == 1:
            yield 0, np.arange(len(places)), np.asarray(places, dtype=np.intp)
            return
        part, there = self._found
        for number in range(len(self.parts)):
            mine = np.flatnonzero(part[places] == number)
            if len(mine):
                yield number, mine, there[places[mine]]

    def alone(self, place: int) -> tuple[Units, int]:
        """Return the part that has the cell at ``place``, and where."""
        number, _, there = next(self.by_part(np.array([place], dtype=np.intp)))
        return self.parts[number], int(there[0])

    def are_replications(self, places: Places) -> bool:
        """Return whether every replication was kept of the cells at ``places``."""
        return all(number == 0 for number, _, _ in self.by_part(places))

    def inside(self, places: Places) -> Places:
        """Return where the first part has the cells at ``places``, which are its."""
        return np.concatenate([there for number, _, there in self.by_part(places) if number == 0])

    def mean_of(self, measures: tuple[str, ...], places: Places) -> Floats:
        """Return the sum of the measures per replication, shape (cells,)."""
        found = np.empty(len(places))
        for number, mine, there in self.by_part(places):
            units = self.parts[number]
            added = units.total(measures, there)
            found[mine] = added.mean(axis=0) if units.sizes is None else added.sum(axis=0) / units.replications
        return found

    def sum_of(self, measures: tuple[str, ...], places: Places) -> Floats:
        """Return the sum of the measures over all replications, shape (cells,)."""
        found = np.empty(len(places))
        for number, mine, there in self.by_part(places):
            found[mine] = self.parts[number].total(measures, there).sum(axis=0)
        return found

    @cached_property
    def _found(self) -> tuple[Places, Places]:
        part, there = np.full(len(self.cells), -1, dtype=np.intp), np.zeros(len(self.cells), dtype=np.intp)
        for number, units in reversed(list(enumerate(self.parts))):
            places = np.array([self.place_of[cell] for cell in units.cells], dtype=np.intp)
            part[places], there[places] = number, np.arange(len(places))
        assert (part >= 0).all(), "every cell is in a part"
        return part, there


def stack(summaries: Sequence[Summary]) -> Stack:
    """Return the replications' summaries, in the order given, as one `Stack`; there is at least one."""
    cells = summaries[0].cells
    assert all(summary.cells == cells for summary in summaries), "replications of one scenario have the same cells"
    sums = packed(np.stack([summary.sums for summary in summaries]))
    beside = joined_by_grain([(summary.beside, 1) for summary in summaries])
    return Stack(
        cells,
        (Units(cells, sums, joined([summary.waits for summary in summaries]), beside=beside),),
        answered_by=np.stack([summary.answered_by for summary in summaries]),
    )


def metric_values(metric: Metric, stack: Stack, places: NDArray[np.intp]) -> Floats:
    """Return the value of ``metric`` in each replication, shape (replications, cells), for ``places`` in its cells.

    A ratio without anything in its denominator is NaN, and so is the quantile of nobody and a cell the metric is not
    defined for. Of all cells every replication must have been kept.
    """
    found = list(stack.by_part(places))
    assert all(number == 0 for number, _, _ in found), "of these cells, blocks of replications are kept"
    return values_in(metric, stack.parts[0], found[0][2]) if found else np.empty((stack.replications, 0))


def values_in(metric: Metric, units: Units, places: NDArray[np.intp]) -> Floats:
    """Return the value of ``metric`` in each of the ``units``, as `metric_values` does; ``places`` are theirs."""
    if metric.quantile is not None:
        cells = [units.cells[place] for place in places.tolist()]
        return by_replication(units.waits_of(metric), metric.quantile, cells)
    numerator = metric.scale * units.total(metric.numerator, places)
    if not metric.denominator:
        return numerator
    return divided(numerator, units.total(metric.denominator, places))


def waits_of(metric: Metric, waits: WaitBins, beside: Mapping[Grain, WaitBins]) -> WaitBins:
    """Return which bins a quantile is made of."""
    if metric.grain not in (Grain.WAIT, Grain.REPLY):
        return waits
    return beside.get(metric.grain) or no_bins(waits.cells, waits.units)


def divided(numerator: Floats, denominator: Floats) -> Floats:
    """Return the ratio; NaN where there is nothing in the denominator."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator != 0, numerator / denominator, np.nan)


def total(measures: tuple[str, ...], sums: Floats) -> Floats:
    """Return the sum of the named measures, shape (…, cells), of sums (…, measures, cells)."""
    places = [MEASURES.index(name) for name in measures]
    added: Floats = sums[..., places, :].sum(axis=-2)
    return added
