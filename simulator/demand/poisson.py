"""Poisson arrivals, exactly, in cells of the clock that know nothing of each other.

A cell is a quarter of an hour of the clock, counted from 00:00. Its number of cases is the Poisson quantile of the
cell's own uniform, and its k-th case has its own key and its own place in the cell. That is exactly a Poisson process
whose rate changes: given their number, the cases of a cell are independent draws from its rate. And a raised rate adds
cases and keeps every earlier one at its instant, a lowered one takes the last ones away, and what changes at noon moves
nobody at nine.
"""

import math
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Purpose, derive, derive_column, u_column
from simulator.scenario.days import curves
from simulator.scenario.days.curves import Curve, Line
from simulator.units import GRID_PER_S

CELL_S = 900.0
"""The length of a cell. For ever: another length would move everybody."""

_FRACTION = 2.0**30
"""Where a rate changes inside a cell, shares of the cell are rounded to 2⁻³⁰, finer than the time grid, so that raising
all its rates alike does not move its cases by a last bit."""

Column = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Cases:
    """Who comes from one source, in no particular order. Both columns have shape (cases,)."""

    key: NDArray[np.uint64]
    arrived_s: Column
    """Seconds since 00:00 of day 0, on the grid, from ≤ arrived_s < to."""


@dataclass(frozen=True)
class Busy:
    """Factors on the rates, by part of the day. Parts begin where cells do; the first also holds before it begins."""

    starts_s: tuple[float, ...]
    factors: Column


@dataclass(frozen=True)
class _RateCells:
    """The cells of a day that expect anybody, cut into pieces on which the rate is a straight line."""

    number: Whole
    expected: Column
    """Shape (cells,): the integral of the rate."""
    end: Whole
    """Shape (pieces,): the share of the cell's cases up to the end of each piece, in 2⁻³⁰, plus 2³⁰ × the cell's
    place."""
    lower: Column
    """Shape (pieces,): the share of the cell's cases before the piece."""
    width: Column
    """Shape (pieces,): the share of the cell's cases in the piece."""
    start: Column
    """Shape (pieces,): where the piece starts, in grid steps."""
    length: Column
    """Shape (pieces,): in grid steps."""
    skew: Column
    """Shape (pieces,): (rate at its end − rate at its beginning) / their sum, from −1 to 1, in 2⁻³⁰."""
    even: bool
    """Whether each cell has one piece, of a constant rate."""


def poisson_cases(curve: Curve, key: int, busy: Busy | None = None) -> Cases:
    """Return the cases of a Poisson process whose rate is ``curve``, per hour, times the factors of ``busy``.

    ``key`` is the source's. Times are on the grid and inside the curve. A larger factor, as a larger rate, adds cases
    and keeps every earlier one.
    """
    return poisson_days(curve, [DayOfCurve(key, busy)])


class DayOfCurve(NamedTuple):
    """A day on which a curve goes: whose chance it is, how busy it is, and when the day begins."""

    key: int
    busy: Busy | None = None
    start_s: float = 0.0


def poisson_days(curve: Curve, days: Sequence[DayOfCurve]) -> Cases:
    """Return the cases of several days that have one ``curve``, each by its own key: the same as day by day, at once.

    Of a year's days most are alike, and a day's columns are so short that asking for each costs more than drawing.
    """
    cells, number = _cells(curve), len(days)
    cell_numbers = np.tile(cells.number, number)
    day_keys = np.array([day.key for day in days], dtype=np.uint64)
    cell_keys = derive_column(np.repeat(day_keys, len(cells.number)), cell_numbers)
    expected = np.concatenate([_busier(cells, day.busy) for day in days])
    counts = poisson_quantile(u_column(cell_keys, Purpose.ARRIVAL_COUNT), expected)
    first = np.cumsum(counts) - counts
    place_in_cell = np.arange(int(counts.sum())) - np.repeat(first, counts)
    keys = derive_column(np.repeat(cell_keys, counts), place_in_cell)
    cell = np.repeat(np.tile(np.arange(len(cells.number)), number), counts)
    arrived_s = _places(cells, cell, u_column(keys, Purpose.ARRIVAL_PLACE))
    arrived_s += np.repeat(np.repeat([day.start_s for day in days], len(cells.number)), counts)
    return Cases(keys, arrived_s)


def _busier(cells: _RateCells, busy: Busy | None) -> Column:
    """Return how many each cell expects on a day that is so busy."""
    if busy is None:
        return cells.expected
    part = np.searchsorted(np.array(busy.starts_s[1:]), cells.number * CELL_S, side="right")
    return cells.expected * busy.factors[part]


def fixed_cases(curve: Curve, number: int, key: int) -> Cases:
    """Return exactly ``number`` cases, each an independent draw from ``curve``; one case more moves none of the others.

    In order of time they are the order statistics of the curve: a Poisson process of which the day's number is known.
    A curve on which nobody comes gives nobody.
    """
    cells = _one_cell(curve)
    counts = np.array([number] * len(cells.number), dtype=np.int64)
    keys = derive_column(derive(key, "fixed"), np.arange(int(counts.sum())))
    cell = np.repeat(np.arange(len(counts)), counts)
    return Cases(keys, _places(cells, cell, u_column(keys, Purpose.ARRIVAL_PLACE)))


def expected_cases(curve: Curve, edges_s: Sequence[float]) -> Column:
    """Return how many cases are expected between each two neighbours of ``edges_s``, shape (edges − 1,), read-only."""
    return _expected(curve, tuple(edges_s))


def cells_drawn(curve: Curve, as_one: bool = False) -> tuple[bytes, ...]:
    """Return all that the cases of ``curve`` are drawn from beside chance, to compare; empty where nobody comes.

    ``as_one`` for cases whose number is known for the day.
    """
    cells = _one_cell(curve) if as_one else _cells(curve)
    columns = (cells.number, cells.expected, cells.end, cells.lower, cells.width, cells.start, cells.length, cells.skew)
    return tuple(column.tobytes() for column in columns) if len(cells.number) else ()


def poisson_quantile(uniforms: Column, expected: Column) -> NDArray[np.int64]:
    """Return the smallest k with P(N ≤ k) ≥ u for N Poisson with mean ``expected``; both shapes (n,).

    The guess is the Cornish-Fisher expansion (Abramowitz and Stegun 26.2.49, to the second term), rarely wrong by more
    than one; the answer is decided by the distribution function P(N ≤ k) = Q(k + 1, mean) (the same, 26.4.21).
    """
    from scipy.special import gammaincc, ndtri

    z = ndtri(uniforms)
    k = np.maximum(np.floor(expected + np.sqrt(expected) * z + (z * z - 1.0) / 6.0), 0.0)
    k[expected == 0.0] = 0.0
    while (below := gammaincc(k + 1.0, expected) < uniforms).any():
        k += below
    while (above := (k > 0.0) & (gammaincc(np.maximum(k, 1.0), expected) >= uniforms)).any():
        k -= above
    return k.astype(np.int64)


def _places(cells: _RateCells, cell: Whole, uniforms: Column) -> Column:
    """Return the arrival time of each case of a ``cell``: its cumulative rate inverted at the uniform, on the grid."""
    if cells.even:
        start, length = cells.start[cell], cells.length[cell]
        within = np.floor(uniforms * length)
    else:
        # Whole numbers, so that a case at the edge of two pieces is in one of them and never beside it.
        piece = np.searchsorted(cells.end, (cell << 30) + (uniforms * _FRACTION).astype(np.int64), side="right")
        share = (uniforms - cells.lower[piece]) / cells.width[piece]
        length, start = cells.length[piece], cells.start[piece]
        # The rate's integral is (1 − q) x + q x² on a piece of length 1; solved without taking away what is alike.
        skew = cells.skew[piece]
        flat = 1.0 - skew
        share = 2.0 * share / (flat + np.sqrt(flat * flat + 4.0 * skew * share))
        within = np.minimum(np.floor(share * length), length - 1.0)
    # share < 1, and share · length rounded is still below length: the floor stays inside the piece.
    arrived_s: Column = (start + within) / GRID_PER_S
    return arrived_s


_LATELY: OrderedDict[int, tuple[Curve, _RateCells]] = OrderedDict()
_LATELY_MAX = 1024


def _cells(curve: Curve) -> _RateCells:
    """Return the cells of a curve; kept, because every replication asks for the same."""
    # A curve has hundreds of lines: the very same one is known by its number, and only another one is compared.
    found = _LATELY.get(id(curve))
    if found is None:
        found = _LATELY[id(curve)] = (curve, _cells_of(curve))
        while len(_LATELY) > _LATELY_MAX:
            _LATELY.popitem(last=False)
    return found[1]


@lru_cache(maxsize=512)
def _cells_of(curve: Curve) -> _RateCells:
    pieces = (piece for line in curve for piece in _cut_at_cells(line))
    return _made_of([(number, [*mine]) for number, mine in groupby(pieces, key=_cell_of)])


@lru_cache(maxsize=512)
def _one_cell(curve: Curve) -> _RateCells:
    """Return the whole curve as a single cell, for cases whose number is known for the day."""
    return _made_of([(0, [*curve])] if curve else [])


def _cell_of(piece: Line) -> int:
    return math.floor(piece.from_s / CELL_S)


def _cut_at_cells(line: Line) -> Iterable[Line]:
    first, last = math.floor(line.from_s / CELL_S) + 1, math.ceil(line.to_s / CELL_S)
    ends_s = [line.from_s, *(number * CELL_S for number in range(first, last)), line.to_s]
    for from_s, to_s in pairwise(ends_s):
        yield from curves.cut((line,), from_s, to_s)


def _made_of(cells: list[tuple[int, list[Line]]]) -> _RateCells:
    """Return (number, pieces) of each cell as columns; a cell that expects nobody is left out."""
    expected = [curves.total(tuple(mine)) for _, mine in cells]
    there = [(number, mine, all_) for (number, mine), all_ in zip(cells, expected, strict=True) if all_ > 0.0]
    rows: list[tuple[float, float, float, float, float]] = []
    ends: list[int] = []
    for place, (_, mine, all_) in enumerate(there):
        so_far, lower = 0.0, 0.0
        for line in mine:
            so_far += line.total
            upper = 1.0 if line is mine[-1] else round(so_far / all_ * _FRACTION) / _FRACTION
            start, end = round(line.from_s * GRID_PER_S), round(line.to_s * GRID_PER_S)
            skew = round((line.ends - line.begins) / (line.ends + line.begins) * _FRACTION) / _FRACTION
            rows.append((lower, upper - lower, start, end - start, skew))
            ends.append((place << 30) + round(upper * _FRACTION))
            lower = upper
    lowers, width, start_, length, skews = np.array(rows, dtype=np.float64).reshape(-1, 5).T.copy()
    return _RateCells(
        number=np.array([number for number, _, _ in there], dtype=np.int64),
        expected=np.array([all_ for _, _, all_ in there], dtype=np.float64),
        end=np.array(ends, dtype=np.int64),
        lower=lowers,
        width=width,
        start=start_,
        length=length,
        skew=skews,
        even=len(rows) == len(there) and not skews.any(),
    )


@lru_cache(maxsize=1024)
def _expected(curve: Curve, edges_s: tuple[float, ...]) -> Column:
    expected: Column = np.array(
        [curves.total(curves.cut(curve, from_s, to_s)) for from_s, to_s in pairwise(edges_s)], dtype=np.float64
    )
    expected.flags.writeable = False
    return expected
