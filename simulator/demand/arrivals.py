"""Poisson arrivals, exactly, in cells of the clock that know nothing of each other.

A cell is a quarter of an hour of the clock, counted from 00:00. Its number of cases is the Poisson quantile of the
cell's own uniform, and its k-th case has its own key and its own place in the cell. That is exactly a Poisson process
whose rate changes: given their number, the cases of a cell are independent draws from its rate. And a raised rate adds
cases and keeps every earlier one at its instant, a lowered one takes the last ones away, and what changes at noon moves
nobody at nine.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Purpose, derive_column, u_column
from simulator.units import GRID_PER_S, HOUR_S

CELL_S = 900.0
"""The length of a cell. For ever: another length would move everybody."""

_FRACTION = 2.0**30
"""Where a rate changes inside a cell, shares of the cell are rounded to 2⁻³⁰, finer than the time grid, so that raising
all its rates alike does not move its cases by a last bit."""

Column = NDArray[np.float64]
Steps = tuple[tuple[float, float], ...]
Piece = tuple[float, float, float]


@dataclass(frozen=True)
class Cases:
    """Who comes from one source, in no particular order. Both columns have shape (cases,)."""

    key: NDArray[np.uint64]
    arrived_s: Column
    """Seconds since 00:00 of day 0, on the grid, from ≤ arrived_s < to."""


@dataclass(frozen=True)
class _Cells:
    """The cells of a day that expect anybody, cut into pieces of constant rate; padding comes behind the last piece."""

    number: NDArray[np.int64]
    expected: Column
    """Shape (cells,): the integral of the rate."""
    upper: Column
    """Shape (cells, pieces): the share of the cell's cases up to the end of each piece."""
    start: Column
    """Shape (cells, pieces): where the piece starts, in grid steps."""
    length: Column
    """Shape (cells, pieces): in grid steps."""


def poisson_cases(rate_per_hour: Mapping[float, float], from_s: float, to_s: float, key: int) -> Cases:
    """Return the cases with arrivals in [from_s, to_s) at a rate given as {second of the day: per hour}.

    Each rate holds until the next; before the first nobody comes. ``key`` is the source's. Times are on the grid.
    """
    cells = _cells(_steps(rate_per_hour), from_s, to_s)
    cell_keys = derive_column(key, cells.number)
    counts = poisson_quantile(u_column(cell_keys, Purpose.ARRIVAL_COUNT), cells.expected)
    first = np.cumsum(counts) - counts
    place_in_cell = np.arange(int(counts.sum())) - np.repeat(first, counts)
    keys = derive_column(np.repeat(cell_keys, counts), place_in_cell)
    return Cases(keys, _places(cells, counts, u_column(keys, Purpose.ARRIVAL_PLACE)))


def expected_cases(rate_per_hour: Mapping[float, float], edges_s: Sequence[float]) -> Column:
    """Return how many cases are expected between each two neighbours of ``edges_s``, shape (edges − 1,), read-only."""
    return _expected(_steps(rate_per_hour), tuple(edges_s))


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


def _places(cells: _Cells, counts: NDArray[np.int64], uniforms: Column) -> Column:
    """Return the arrival time of each case: the cell's cumulative rate inverted at the case's uniform, on the grid."""
    pieces = cells.upper.shape[1]
    if pieces == 1:
        start, length = np.repeat(cells.start[:, 0], counts), np.repeat(cells.length[:, 0], counts)
        share = uniforms
    else:
        cell = np.repeat(np.arange(len(counts)), counts)
        piece = np.zeros(len(cell), dtype=np.int64)
        for column in range(pieces - 1):
            piece += uniforms >= cells.upper[cell, column]
        start, length = cells.start[cell, piece], cells.length[cell, piece]
        lower = np.where(piece > 0, cells.upper[cell, piece - 1], 0.0)
        share = (uniforms - lower) / (cells.upper[cell, piece] - lower)
    # share < 1, and share · length rounded is still below length: the floor stays inside the piece.
    arrived_s: Column = start + np.floor(share * length)
    arrived_s /= GRID_PER_S
    return arrived_s


def _steps(rate_per_hour: Mapping[float, float]) -> Steps:
    """Return the rate in order of time, without steps that change nothing, so that writing one more moves nobody."""
    steps: list[tuple[float, float]] = []
    for start_s, rate in sorted(rate_per_hour.items()):
        if not steps or steps[-1][1] != rate:
            steps.append((start_s, rate))
    return tuple(steps)


@lru_cache(maxsize=64)
def _cells(steps: Steps, from_s: float, to_s: float) -> _Cells:
    """Return the cells between two instants; kept, because every replication asks for the same."""
    numbers, expected, pieces = [], [], []
    for number in range(math.floor(from_s / CELL_S), math.ceil(to_s / CELL_S)):
        mine = _pieces(steps, max(from_s, number * CELL_S), min(to_s, (number + 1) * CELL_S))
        total = _total(mine)
        if total > 0.0:
            numbers.append(number)
            expected.append(total)
            pieces.append(mine)
    upper = np.ones((len(numbers), max(map(len, pieces), default=1)))
    start, length = np.zeros(upper.shape), np.zeros(upper.shape)
    for cell, mine in enumerate(pieces):
        so_far = 0.0
        for piece, (start_s, end_s, rate) in enumerate(mine):
            so_far += rate * (end_s - start_s) / HOUR_S
            upper[cell, piece] = round(so_far / expected[cell] * _FRACTION) / _FRACTION
            start[cell, piece] = round(start_s * GRID_PER_S)
            length[cell, piece] = round((end_s - start_s) * GRID_PER_S)
        upper[cell, len(mine) - 1 :] = 1.0
    return _Cells(np.array(numbers, dtype=np.int64), np.array(expected), upper, start, length)


def _pieces(steps: Steps, from_s: float, to_s: float) -> list[Piece]:
    """Return (start, end, rate per hour) of each part of [from_s, to_s) in which anybody comes."""
    ends = [time_s for time_s, _ in steps[1:]] + [math.inf]
    cut = ((max(start_s, from_s), min(end_s, to_s), rate) for (start_s, rate), end_s in zip(steps, ends, strict=True))
    return [(start_s, end_s, rate) for start_s, end_s, rate in cut if rate > 0.0 and start_s < end_s]


def _total(pieces: list[Piece]) -> float:
    """Return the expected number of cases of all pieces."""
    return math.fsum(rate * (end_s - start_s) / HOUR_S for start_s, end_s, rate in pieces)


@lru_cache(maxsize=64)
def _expected(steps: Steps, edges_s: tuple[float, ...]) -> Column:
    expected: Column = np.array([_total(_pieces(steps, from_s, to_s)) for from_s, to_s in pairwise(edges_s)])
    expected.flags.writeable = False
    return expected
