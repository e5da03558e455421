"""The measures of many units, as small as they are exact: only what there is, counts as whole numbers of few bytes.

A unit is a replication or a block of some (`metrics/values.py`). As a table of floating-point numbers most of it would
be nothing: a measure is defined for some kinds of row only, and most of the others count a few contacts. So of every
measure only the cells that are known are kept, in the smallest kind of number that holds all of it exactly:

    known        (measures, cells), whether there is a number
    kinds        of each measure, the kind of number: u0, u1, u2, g5 or f8
    columns      by kind, an array (units, columns): measure by measure, each one's known cells in their order

Of so many bytes are whole numbers (u), times on the grid of 2⁻²⁰ s up to twelve days (g), and all others (f); what is 0
everywhere takes none: much of what may happen never happens in a center. Each kind
holds what those before it hold. Which kind it is depends on the numbers alone and not on how they came together, so
parts that are joined in any sizes give the same bytes.
"""

import math
import mmap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.units import GRID_PER_S

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

KINDS = ("u0", "u1", "u2", "g5", "f8")
"""The kinds of number, the smaller ones first; f8 holds everything."""
NOTHING, STORED = KINDS[0], KINDS[1:]
_DTYPES: dict[str, np.dtype[Any]] = {
    "u1": np.dtype("u1"),
    "u2": np.dtype("<u2"),
    "g5": np.dtype([("low", "<u4"), ("high", "u1")]),
    "f8": np.dtype("<f8"),
}
_MOST = {"u1": 2**8 - 1, "u2": 2**16 - 1}
_GRID_MOST = 2**40
"""So many steps of the grid are in 2²⁰ s."""
_OWN = 2**20
"""An array of so many bytes gets memory of its own, which is given back as soon as the array is gone."""


@dataclass(eq=False)
class Sums:
    """Measures of some cells in some units. To be read like an array of shape (units, measures, cells), NaN: not known.

    ``sums[unit, measure, cell]`` takes whatever an array takes, and so does assignment; what is read is a copy.
    """

    known: Flags
    kinds: tuple[str, ...]
    columns: dict[str, NDArray[Any]]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return (units, measures, cells)."""
        return len(self), *self.known.shape

    def __len__(self) -> int:
        """Return the number of units."""
        return len(next(iter(self.columns.values())))

    @property
    def nbytes(self) -> int:
        """Return the bytes of the numbers."""
        return sum(array.nbytes for array in self.columns.values())

    @cached_property
    def _first(self) -> list[int]:
        """Where the numbers of each measure begin among those of its kind."""
        ends, first = dict.fromkeys(KINDS, 0), []
        for kind, number in zip(self.kinds, self.known.sum(axis=1).tolist(), strict=True):
            first.append(ends[kind])
            ends[kind] += number
        return first

    @cached_property
    def _column(self) -> dict[int, NDArray[np.int32]]:
        """The columns of the measures that were asked for, of all cells: tables ask for few, again and again."""
        return {}

    def columns_of(self, measure: int, cells: NDArray[np.intp]) -> NDArray[np.int32]:
        """Return the columns of a measure, among those of its kind, in ``cells``; -1 where it is not known."""
        if measure not in self._column:
            known = self.known[measure]
            column = np.where(known, np.cumsum(known) + (self._first[measure] - 1), -1)
            self._column[measure] = column.astype(np.int32)
        return self._column[measure][cells]

    def of(self, measures: Sequence[int], cells: NDArray[np.intp], units: int | None = None) -> Floats:
        """Return the ``measures`` of the ``cells``, by their places, shape (units, measures, cells).

        Of the first ``units``; None: of all.
        """
        found = np.empty((len(self) if units is None else units, len(measures), len(cells)))
        for place, measure in enumerate(measures):
            column, kind = self.columns_of(measure, cells), self.kinds[measure]
            if column.min(initial=0) >= 0:
                found[:, place] = 0.0 if kind == NOTHING else _read(self.columns[kind][:units, column])
                continue
            there = np.flatnonzero(column >= 0)
            found[:, place] = np.nan
            found[:, place, there] = 0.0 if kind == NOTHING else _read(self.columns[kind][:units, column[there]])
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """Return all of it as one array."""
        whole = self.of(range(self.known.shape[0]), np.arange(self.known.shape[1]))
        return whole if dtype is None else whole.astype(dtype)

    def stretch_of(self, measure: int) -> slice:
        """Return the columns of all known cells of a measure, among those of its kind: they stand beside each other."""
        first = self._first[measure]
        return slice(first, first + int(self.known[measure].sum()))

    def __getstate__(self) -> tuple[Any, ...]:
        """Return what is sent: that a cell is known is a bit, and nothing that was worked out is there."""
        return np.packbits(self.known), self.known.shape, self.kinds, self.columns

    def __setstate__(self, sent: tuple[Any, ...]) -> None:
        """Take what was sent."""
        bits, shape, self.kinds, self.columns = sent
        self.known = np.unpackbits(bits, count=math.prod(shape)).reshape(shape).view(np.bool_)

    def __getitem__(self, key: Any) -> Any:
        """Return what an array would."""
        return np.asarray(self)[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        """Set what is set in an array: whoever works out a run by hand."""
        whole = np.asarray(self)
        whole[key] = value
        other = packed(whole)
        self.known, self.kinds, self.columns = other.known, other.kinds, other.columns
        for worked_out in ("_first", "_column"):
            self.__dict__.pop(worked_out, None)


def packed(sums: Floats) -> Sums:
    """Return measures of shape (units, measures, cells) as `Sums`; there is at least one unit."""
    known: Flags = np.asarray(~np.isnan(sums).all(axis=0), dtype=np.bool_)
    # Cells of one measure are one kind: those that are not known count as nothing.
    filled = np.where(known, sums, 0.0)
    kinds = tuple(_kind(filled[:, measure]) for measure in range(filled.shape[1]))
    return Sums(known, kinds, _columns(filled, known, kinds))


def is_packed(sums: Sums) -> bool:
    """Return whether there is a number for everything that is known: what was stored may have been changed."""
    if set(sums.columns) != set(STORED) or len(sums.kinds) != len(sums.known) or not set(sums.kinds) <= set(KINDS):
        return False
    numbers = dict.fromkeys(KINDS, 0)
    for kind, number in zip(sums.kinds, sums.known.sum(axis=1).tolist(), strict=True):
        numbers[kind] += number
    return all(
        column.dtype == _DTYPES[kind] and column.shape == (len(sums), numbers[kind])
        for kind, column in sums.columns.items()
    )


class Filling:
    """Consecutive units of one run, put in their place one part after the other.

    Room for all of them is taken once: parts that are kept until they are joined would leave holes in memory.
    """

    def __init__(self, units: int) -> None:
        """Take how many units there will be."""
        self.units = units
        self.whole: Sums | None = None
        self._there = 0

    def add(self, part: Sums) -> None:
        """Put the next units in their place."""
        if self.whole is None:
            self.whole = _blank(part.known, part.kinds, self.units)
        elif part.kinds != self.whole.kinds or (part.known != self.whole.known).any():
            self.whole = self._wider(self.whole, part)
        _put(self.whole, slice(self._there, self._there + len(part)), part)
        self._there += len(part)

    def _wider(self, had: Sums, part: Sums) -> Sums:
        """Return what there is with room for the numbers of ``part``: it is the same whatever came first."""
        # What is known in some units only is NaN in the others, which no whole number can say.
        partly = (had.known != part.known).any(axis=1)
        kinds = tuple(
            KINDS[-1] if some else max(one, other, key=KINDS.index)
            for some, one, other in zip(partly, had.kinds, part.kinds, strict=True)
        )
        known = had.known | part.known
        if kinds == had.kinds and (known == had.known).all():
            return had
        found = _blank(known, kinds, self.units)
        _put(found, slice(0, self._there), had)
        return found


def joined(parts: Sequence[Sums]) -> Sums:
    """Return consecutive units of one run as one; there is at least one part."""
    filling = Filling(sum(map(len, parts)))
    for part in parts:
        filling.add(part)
    assert filling.whole is not None, "there is a part"
    return filling.whole


def _blank(known: Flags, kinds: tuple[str, ...], units: int) -> Sums:
    numbers = known.sum(axis=1).tolist()
    columns = {
        kind: _zeros(units, sum(number for number, one in zip(numbers, kinds, strict=True) if one == kind), kind)
        for kind in STORED
    }
    return Sums(known, kinds, columns)


def _put(whole: Sums, units: slice, part: Sums) -> None:
    """Put the first units of ``part`` into those of ``whole``, which has room for all its numbers."""
    count = units.stop - units.start
    if part.kinds == whole.kinds and (part.known == whole.known).all():
        for kind in STORED:
            whole.columns[kind][units] = part.columns[kind][:count]
        return
    for measure, kind in enumerate(whole.kinds):
        cells = np.flatnonzero(whole.known[measure])
        if len(cells) and kind != NOTHING:
            numbers = part.of([measure], cells, count)[:, 0]
            whole.columns[kind][units, whole.stretch_of(measure)] = _written(numbers, kind)


def _columns(filled: Floats, known: Flags, kinds: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    columns = {}
    for kind in STORED:
        mine = [filled[:, place][:, known[place]] for place, one in enumerate(kinds) if one == kind]
        columns[kind] = _written(np.concatenate(mine, axis=1) if mine else np.empty((len(filled), 0)), kind)
    return columns


def _zeros(units: int, numbers: int, kind: str) -> NDArray[Any]:
    dtype = _DTYPES[kind]
    if units * numbers * dtype.itemsize < _OWN:
        return np.zeros((units, numbers), dtype)
    # What the system gives to all alike would stay in pieces when an array has to be made again for larger numbers.
    memory = mmap.mmap(-1, units * numbers * dtype.itemsize)
    found: NDArray[Any] = np.frombuffer(memory, dtype).reshape(units, numbers)
    return found


def _written(numbers: Floats, kind: str) -> NDArray[Any]:
    """Return numbers as a kind that holds them."""
    if kind != "g5":
        return numbers.astype(_DTYPES[kind])
    steps = (numbers * GRID_PER_S).astype(np.uint64)
    found = np.empty(numbers.shape, _DTYPES[kind])
    found["low"], found["high"] = steps & 0xFFFFFFFF, steps >> 32
    return found


def _read(numbers: NDArray[Any]) -> Floats:
    if numbers.dtype.names is None:
        return numbers.astype(np.float64)
    read: Floats = (numbers["high"] * 2.0**32 + numbers["low"]) / GRID_PER_S
    return read


def _kind(numbers: Floats) -> str:
    """Return the smallest kind that holds ``numbers`` exactly; a NaN among them needs f8."""
    if not (numbers.size and numbers.any()) and not np.signbit(numbers).any():
        return NOTHING
    least, most = float(numbers.min()), float(numbers.max())
    # Of NaN neither is so. Minus nothing would lose its sign, and with it a bit.
    if not (least >= 0.0 and most * GRID_PER_S < _GRID_MOST) or np.signbit(numbers).any():
        return KINDS[-1]
    if most <= _MOST["u2"] and (numbers == np.floor(numbers)).all():
        return "u1" if most <= _MOST["u1"] else "u2"
    steps = numbers * GRID_PER_S
    return "g5" if (steps == np.floor(steps)).all() else KINDS[-1]
