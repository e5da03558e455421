"""From one replication after the other to a `Stack`: what is kept of each, and what only of a block of some.

Where the logs are, a `Gatherer` measures one after the other and makes a `Piece` of them; pieces are small, can be sent
and put together in their order (`Collector`). A block of replications is added up by one gatherer, in order, so that
sums are the same to the bit however the work was cut: pieces begin where blocks begin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial, reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS, Grain
from simulator.log import RunLog
from simulator.metrics.cells import Cell
from simulator.metrics.day_question import DayQuestion, days_that_keep
from simulator.metrics.details import Details, details, together
from simulator.metrics.measure import Summary, measure
from simulator.metrics.own_metrics import NO_OWN, OwnMetrics
from simulator.metrics.pooled import by_replication
from simulator.metrics.sums import Filling, Floats, Sums, packed
from simulator.metrics.values import Stack, Units, divided, total, waits_of
from simulator.metrics.wait_bins import WaitBins, added, joined_by_grain
from simulator.metrics.wait_bins import joined as joined_waits
from simulator.metrics.wait_layout import coarse_places

Places = NDArray[np.intp]
Alike = dict[tuple[Cell, ...], tuple[Cell, ...]]
"""Cells that are there, each once."""
AT_ONCE = 64
"""So many pieces are put together as soon as they are there."""


def block_starts(block: int, replications: int, blocks: int) -> int:
    """Return the first replication of a block, of so many blocks: their sizes differ by one at most."""
    return block * replications // blocks


@dataclass(frozen=True)
class Keep:
    """What is kept of a run. It decides how small the results are, and is decided before anything is run."""

    blocks: int | None = None
    """Into how many blocks the replications are divided, in which intervals are added up; None: every one is kept."""
    intervals: frozenset[str] = frozenset()
    """The labels of intervals that are kept of every replication all the same."""
    questions: tuple[DayQuestion, ...] = ()
    """What is asked of each day by all its intervals, and so is counted while they are there."""
    queues: int | None = None
    """Of how many replications, the first ones, the length of the queue is kept; None: of all."""
    own: OwnMetrics = field(default=NO_OWN, compare=False)
    """What whoever asks wants to know of every replication beside."""


class Piece(NamedTuple):
    """What is kept of some consecutive replications of a run."""

    first: int
    cells: tuple[Cell, ...] | None
    """None in all pieces but that of replication 0: they are the same."""
    parts: tuple[Units, ...]
    details: Details
    answered_by: Floats
    promised: dict[DayQuestion, NDArray[np.uint16]]
    own: Floats
    """Shape (replications, own metrics)."""


class Gatherer:
    """Measures consecutive replications of a run, block by block."""

    def __init__(self, keep: Keep, first: int) -> None:
        """Take what is to be kept and the number of the first replication, which is the first of a block."""
        self.keep, self.first = keep, first
        self._summaries: list[Summary] = []
        self._details: list[Details] = []
        self._block: _Block | None = None
        self._blocks: list[_Block] = []
        self._promised: dict[DayQuestion, list[tuple[float, float]]] = {one: [] for one in keep.questions}
        self._own: list[Floats] = []

    def add(self, log: RunLog) -> None:
        """Measure the next replication."""
        summary, kept = measure(log), details(log)
        self._own.append(self.keep.own.of(log))
        if self.keep.queues is not None and log.facts.replication >= self.keep.queues:
            kept = replace(kept, queue=kept.queue[:0])
        self._details.append(kept)
        for question, answers in self._promised.items():
            found = days_that_keep(question, summary.cells, partial(_values, question, summary))
            if found is not None:
                answers.append((found[0].item(), found[1].item()))
        if self.keep.blocks is None:
            self._summaries.append(summary)
            return
        if self._block is None:
            self._block = _Block(np.zeros(()), [], 0)
            self._blocks.append(self._block)
        self._block.add(summary)
        self._summaries.append(_of_replication(summary, _coarse(summary.cells, self.keep.intervals)))

    def end_block(self) -> None:
        """Learn that the replication that was added last is the last of its block."""
        self._block = None

    def piece(self, with_cells: bool) -> Piece:
        """Return what is kept of all that were added; at least one was."""
        ones, cells = self._summaries, self._summaries[0].cells
        sums = packed(np.stack([one.sums for one in ones]))
        beside = joined_by_grain([(one.beside, 1) for one in ones])
        parts = [Units(cells, sums, joined_waits([one.waits for one in ones]), beside=beside)]
        if self._blocks:
            cells = self._blocks[0].cells
            parts.append(_blocks(self._blocks))
        if not with_cells:
            parts = [_without_cells(part) for part in parts]
        return Piece(
            self.first,
            cells if with_cells else None,
            tuple(parts),
            together(self._details),
            np.stack([one.answered_by for one in ones]),
            {one: np.array(answers, dtype=np.uint16) for one, answers in self._promised.items() if answers},
            np.stack(self._own),
        )


Beside = Mapping[Grain, WaitBins]


def _without_cells(part: Units) -> Units:
    return replace(part, cells=(), waits=replace(part.waits, cells=()), beside=_with_cells(part.beside, ()))


def _with_cells(beside: Beside, cells: tuple[Cell, ...]) -> Beside:
    return {grain: replace(bins, cells=cells) for grain, bins in beside.items()}


@dataclass
class _Block:
    """Consecutive replications that are added up."""

    sums: Floats
    """Of intervals only, shape (measures, cells)."""
    waits: list[WaitBins]
    size: int
    cells: tuple[Cell, ...] = ()
    """All there are."""
    beside: dict[Grain, list[WaitBins]] = field(default_factory=dict)
    """Of those in which there were any further waits, or replies."""

    def add(self, summary: Summary) -> None:
        places = _intervals(summary.cells)
        self.sums = self.sums + summary.sums[:, places]
        self.waits.append(summary.waits)
        for grain, bins in summary.beside.items():
            self.beside.setdefault(grain, []).append(bins)
        self.cells, self.size = summary.cells, self.size + 1


def _blocks(blocks: list[_Block]) -> Units:
    cells = blocks[0].cells
    of_intervals = tuple(cells[place] for place in _intervals(cells).tolist())
    waits = joined_waits([added(block.waits, cells) for block in blocks])
    sizes = np.array([block.size for block in blocks], dtype=np.int64)
    beside = joined_by_grain(
        [({grain: added(bins, cells) for grain, bins in block.beside.items()}, 1) for block in blocks]
    )
    return Units(of_intervals, packed(np.stack([block.sums for block in blocks])), waits, sizes, beside)


class _Coarse(NamedTuple):
    """The whole horizon, the days and some intervals among all cells."""

    cells: tuple[Cell, ...]
    places: Places
    place_of: NDArray[np.int64]
    """Where the waits of each place are found."""


def _of_replication(summary: Summary, coarse: _Coarse) -> Summary:
    """Return what is kept of every replication."""
    waits = added([summary.waits], coarse.cells, coarse.place_of)
    beside = {grain: added([bins], coarse.cells, coarse.place_of) for grain, bins in summary.beside.items()}
    return Summary(coarse.cells, summary.sums[:, coarse.places], waits, summary.answered_by, beside)


# Every replication of a run asks for the same.
@lru_cache(maxsize=32)
def _coarse(cells: tuple[Cell, ...], intervals: frozenset[str]) -> _Coarse:
    places = [place for place, cell in enumerate(cells) if not cell.is_interval or cell.interval in intervals]
    kept = tuple(cells[place] for place in places)
    return _Coarse(kept, np.array(places, dtype=np.intp), coarse_places(cells, kept))


@lru_cache(maxsize=32)
def _intervals(cells: tuple[Cell, ...]) -> Places:
    return np.array([place for place, cell in enumerate(cells) if cell.is_interval], dtype=np.intp)


def _values(question: DayQuestion, summary: Summary, places: Places) -> Floats:
    """Return the metric of a question in a replication, shape (1, places)."""
    metric = METRICS[question.metric]
    if metric.quantile is not None:
        cells = [summary.cells[place] for place in places.tolist()]
        return by_replication(waits_of(metric, summary.waits, summary.beside), metric.quantile, cells)
    sums = summary.sums[np.newaxis, :, places]
    numerator = metric.scale * total(metric.numerator, sums)
    return divided(numerator, total(metric.denominator, sums)) if metric.denominator else numerator


class Collector:
    """Puts the pieces of a run together, in their order."""

    def __init__(self, keep: Keep, replications: int, alike: Alike) -> None:
        """Take what is kept, of how many replications, and the cells that are there already, mostly the same."""
        self._units = (replications, keep.blocks or 0)
        self._alike = alike
        self._cells: tuple[Cell, ...] = ()
        self._of_parts: tuple[tuple[tuple[Cell, ...], tuple[Cell, ...]], ...] = ()
        """The cells of each part, and those of its waits."""
        self._sums: list[Filling] = []
        self._waits: list[list[WaitBins]] = []
        self._beside: list[list[tuple[Beside, int]]] = []
        """By part, of pieces: their further waits and replies, and of how many units."""
        self._sizes: list[list[NDArray[np.int64]]] = []
        self._rests: list[tuple[int, Details]] = []
        """With the number of replications up to the end of each; those that are settled are one."""
        self._ends: list[int] = []
        self._queues: list[NDArray[np.float32]] = []
        self._answered_by: list[Floats] = []
        self._promised: dict[DayQuestion, list[NDArray[np.uint16]]] = {}
        self._own_names = keep.own.names
        self._own: list[Floats] = []
        self._pieces = 0
        self.done = 0
        """How many replications there are already."""

    def add(self, piece: Piece) -> None:
        """Take the next replications."""
        if piece.cells is not None:
            self._cells = self._once(piece.cells)
            self._of_parts = tuple((self._once(one.cells), self._once(one.waits.cells)) for one in piece.parts)
            self._sums = [Filling(units) for units, _ in zip(self._units, piece.parts, strict=False)]
            self._waits = [[] for _ in piece.parts]
            self._beside = [[] for _ in piece.parts]
            self._sizes = [[] for _ in piece.parts]
        assert piece.first == self.done, "pieces come in their order"
        self.done += piece.parts[0].replications
        self._pieces += 1
        for number, (units, (_, of_waits)) in enumerate(zip(piece.parts, self._of_parts, strict=True)):
            self._sums[number].add(units.sums)
            self._waits[number].append(replace(units.waits, cells=of_waits))
            if units.sizes is not None:
                self._sizes[number].append(units.sizes)
            self._beside[number].append((_with_cells(units.beside, of_waits), len(units)))
            if self._pieces % AT_ONCE == 0:
                # Thousands of small arrays take more room than what is in them.
                self._waits[number][-AT_ONCE:] = [joined_waits(self._waits[number][-AT_ONCE:])]
                mine = self._beside[number][-AT_ONCE:]
                self._beside[number][-AT_ONCE:] = [(joined_by_grain(mine), sum(units for _, units in mine))]
        self._queues.append(piece.details.queue)
        rest = replace(piece.details, queue=piece.details.queue[:0])
        self._rests.append((self.done, rest))
        self._answered_by.append(piece.answered_by)
        self._own.append(piece.own)
        for question, answers in piece.promised.items():
            self._promised.setdefault(question, []).append(answers)
        # Last: an interrupt may come between any two steps, and only what is all there may be asked for.
        self._ends.append(self.done)

    def _once(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return self._alike.setdefault(cells, cells)

    @property
    def ends(self) -> Sequence[int]:
        """Return after how many replications each piece ended."""
        return self._ends

    def settle(self, replications: int) -> None:
        """Learn that nobody will ask for fewer replications than these: what is added up need not be kept apart."""
        settled = [end for end, _ in self._rests if end <= replications]
        if len(settled) > 1:
            # In one step: an interrupt may come between any two, and nothing may be added up twice.
            self._rests = [(settled[-1], self._added_up(replications)), *self._rests[len(settled) :]]

    def _added_up(self, replications: int) -> Details:
        mine = [rest for end, rest in self._rests if end <= replications]
        return reduce(lambda one, other: together([one, other]), mine)

    def stack(self) -> Stack:
        """Return all of it; the collector is empty afterwards."""
        found = self.first(self.done)
        # The next run's are put together while this one's would still be here twice.
        self._rests, self._queues, self._answered_by, self._sums = [], [], [], []
        self._waits, self._beside, self._own = [], [], []
        return found

    def first(self, replications: int) -> Stack:
        """Return the first replications, up to the end of a piece, at least what is settled."""
        parts = []
        for number, (cells, _) in enumerate(self._of_parts):
            sums, waits = self._sums[number].whole, joined_waits(self._waits[number])
            assert sums is not None, "there is a replication"
            beside = joined_by_grain(self._beside[number])
            self._waits[number] = [waits]
            sizes = np.concatenate(self._sizes[number]) if self._sizes[number] else None
            units = replications if sizes is None else int(np.searchsorted(sizes.cumsum(), replications)) + 1
            parts.append(_first(Units(cells, sums, waits, sizes, beside), units))
        promised = {question: np.concatenate(answers)[:replications] for question, answers in self._promised.items()}
        kept = replace(self._added_up(replications), queue=np.concatenate(self._queues)[:replications])
        own_values = np.ascontiguousarray(np.concatenate(self._own)[:replications].T)
        own = dict(zip(self._own_names, own_values, strict=True))
        by = np.concatenate(self._answered_by)[:replications]
        return Stack(self._cells, tuple(parts), kept, by, promised, own)


def _first(part: Units, units: int) -> Units:
    """Return the first units of some."""
    if units == len(part):
        return part
    waits, beside = part.waits.first(units), {grain: bins.first(units) for grain, bins in part.beside.items()}
    sums = Sums(part.sums.known, part.sums.kinds, {kind: one[:units] for kind, one in part.sums.columns.items()})
    return Units(part.cells, sums, waits, None if part.sizes is None else part.sizes[:units], beside)
