"""Quantile tables: an inverse that costs microseconds is solved once at some places, and interpolated for the draws.

The places are dense where quantiles bend, at both ends down to the smallest uniform there is: the grid is that of
floating-point numbers themselves. Let v be the distance of a uniform from the nearer end, 0 or 1. Each octave of v
(0.25 to 0.5, 0.125 to 0.25, …) is cut into equal *buckets*, so that the exponent and the first bits of v name its
bucket: finding it needs no search, no logarithm and no branch. In each bucket stands a cubic through four exact points.

Where that is not exact enough, or not monotone, the bucket is halved into *cells* again and again, and a draw there
needs a search. Cells also begin and end wherever the distribution function jumps or bends, so that a jump is a jump.
The error is measured when a table is made: in probability, relative to v, at most ``TOLERANCE``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Whole = NDArray[np.int64]

TOLERANCE = 5e-7
"""Largest error in probability, as a share of the distance from the nearer end; at most half of it absolutely."""

SMALLEST = 2.0**-53
"""The smallest uniform."""
_OCTAVES = 52
_NARROW = 1e-9
"""Cells that hold less probability than this are not halved any more."""
_AT_ONCE = 2**16
"""More cells than this are not halved together: whatever they are of, it has no shape that a table could show."""
_LAST_BITS = 2.0**-50
_INWARD = 1e-9
"""The ends of a cell are taken so much of its width further inside, so that a jump at its edge is not in it."""
_POINTS = np.array([_INWARD, 1 / 3, 2 / 3, 1 - _INWARD])
_BETWEEN = np.array([1 / 12, 1 / 6, 1 / 2, 5 / 6, 11 / 12])
_BLOCK = 16384
"""Draws looked up at a time: they and their scratch space stay in the processor's cache."""

_CUBIC = np.array([[2, 0, 0, 0], [-11, 18, -9, 2], [18, -45, 36, -9], [-9, 27, -27, 9]]) / 2.0
"""The cubic through 0, 1/3, 2/3, 1: its four coefficients from the four values."""


class Tabulated(Protocol):
    """What a table is made of: exact, slow answers, each for an array of any shape.

    ``from_below`` is the quantile at v, ``from_above`` at 1 − v: a number near 1 has no room for a small v. ``below``
    and ``above`` are the probabilities of less and of more than x.
    """

    def from_below(self, v: Column) -> Column:
        """Return the smallest x that at least a share ``v`` does not exceed."""
        ...

    def from_above(self, v: Column) -> Column:
        """Return the smallest x that at most a share ``v`` exceeds."""
        ...

    def below(self, x: Column) -> Column:
        """Return the probability of less than ``x``."""
        ...

    def above(self, x: Column) -> Column:
        """Return the probability of more than ``x``."""
        ...

    def knots(self) -> Column:
        """Return where the distribution function may jump or bend."""
        ...


@dataclass(frozen=True, eq=False)
class HalfCells:
    """The cells of one half, in order of v."""

    left: Column
    right: Column
    cubic: Column
    """Shape (4, cells): x = c0 + c1 t + c2 t² + c3 t³ with t from 0 to 1."""

    def at(self, v: Column) -> Column:
        """Return x at each v, by search."""
        cell = np.searchsorted(self.left, v, side="right") - 1
        left, right = self.left[cell], self.right[cell]
        return _value(self.cubic, cell, (v - left) / (right - left))


@dataclass(frozen=True, eq=False)
class QuantileTable:
    """A cubic for each bucket, those near 0 first, then those near 1; ½ is a bucket of its own in either half."""

    bits: int
    """An octave has 2^bits buckets."""
    cubic: Column
    """Shape (4, 2 × buckets)."""
    crowded: NDArray[np.bool_]
    """Shape (2 × buckets,): whether a bucket has several cells."""
    low: HalfCells
    high: HalfCells

    @property
    def cells(self) -> int:
        """Return how many cells there are."""
        return len(self.low.left) + len(self.high.left)

    def quantile(self, uniforms: Column) -> Column:
        """Return x at each uniform in (0, 1), shape (n,)."""
        found = np.empty(len(uniforms))
        any_crowded = bool(self.crowded.any())
        for start in range(0, len(uniforms), _BLOCK):
            self._look_up(uniforms[start : start + _BLOCK], found[start : start + _BLOCK], any_crowded)
        return found

    def _look_up(self, uniforms: Column, found: Column, any_crowded: bool) -> None:
        v = 1.0 - uniforms
        near_one = v <= 0.5
        np.minimum(v, uniforms, out=v)
        np.maximum(v, SMALLEST, out=v)
        bucket = _bucket(v, self.bits)
        bucket += near_one * np.int64(self.cubic.shape[1] // 2)
        found[:] = _value(self.cubic, bucket, _along(v, self.bits))
        if any_crowded:
            rows = np.flatnonzero(self.crowded.take(bucket))
            side = near_one[rows]
            found[rows[side]] = self.high.at(v[rows[side]])
            found[rows[~side]] = self.low.at(v[rows[~side]])


def _value(cubic: Column, cell: Whole, t: Column) -> Column:
    """Return the cubics of the cells at t."""
    x: Column = cubic[3].take(cell)
    for power in (2, 1, 0):
        x *= t
        x += cubic[power].take(cell)
    return x


@dataclass(frozen=True)
class _Half:
    """One half of a distribution, seen from its end; probabilities grow with v, x grows or (``sign`` −1) falls."""

    quantile: Callable[[Column], Column]
    share: Callable[[Column], Column]
    sign: float
    resolution: float

    def accepts(self, x: Column, v: Column) -> NDArray[np.bool_]:
        """Return whether ``x`` is the quantile at ``v``, to the resolution or the tolerance."""
        room, far = TOLERANCE * v, self.sign * (self.resolution + _LAST_BITS * np.abs(x))
        good: NDArray[np.bool_] = (self.share(x - far) <= v + room) & (self.share(x + far) >= v - room)
        return good


def tabulate(exact: Tabulated, resolution: float, bits: int = 5) -> QuantileTable:
    """Return the table of what is ``exact``, in values that need not be finer than ``resolution``."""
    grid = _grid(bits)
    knots = exact.knots()
    at_most, at_least = 1.0 - exact.above(knots), 1.0 - exact.below(knots)
    low = _fitted(_Half(exact.from_below, exact.below, 1.0, resolution), _edges(grid, at_most, exact.below(knots)))
    high = _fitted(_Half(exact.from_above, exact.above, -1.0, resolution), _edges(grid, at_least, exact.above(knots)))
    halves = [_buckets(half, grid) for half in (low, high)]
    cubic, crowded = (np.concatenate(each, axis=-1) for each in zip(*halves, strict=True))
    return QuantileTable(bits=bits, cubic=cubic, crowded=crowded, low=low, high=high)


def _buckets(cells: HalfCells, grid: Column) -> tuple[Column, NDArray[np.bool_]]:
    """Return the first cubic of each bucket, and whether it has more; the last is ½, where the last cell ends."""
    first = np.searchsorted(cells.left, grid[:-1], side="right") - 1
    behind = np.searchsorted(cells.left, grid[1:], side="left")
    end = np.array([cells.cubic[:, -1].sum(), 0.0, 0.0, 0.0])
    return np.column_stack([cells.cubic[:, first], end]), np.append(behind - first > 1, False)


def _grid(bits: int) -> Column:
    """Return where the buckets begin, and ½, where the last one ends."""
    octaves = SMALLEST * 2.0 ** np.arange(_OCTAVES)
    begins = (octaves[:, None] * (1.0 + np.arange(2**bits) / 2**bits)).ravel()
    return np.append(begins, 0.5)


def _bucket(v: Column, bits: int) -> Whole:
    """Return the place in the grid: the exponent and the first bits of the fraction, counted from the smallest v."""
    shift = np.int64(52 - bits)
    places: Whole = v.view(np.int64) >> shift
    places -= np.float64(SMALLEST).view(np.int64) >> shift
    return places


def _along(v: Column, bits: int) -> Column:
    """Return where in its bucket each v is, from 0 to 1: the rest of its fraction, made one of its own."""
    rest = v.view(np.int64) << np.int64(bits)
    rest &= np.int64(2**52 - 1)
    rest |= np.int64(0x3FF0000000000000)
    along = rest.view(np.float64)
    along -= 1.0
    return along


def _edges(grid: Column, *knots: Column) -> Column:
    inside = [each[(each > grid[0]) & (each < grid[-1])] for each in knots]
    return np.unique(np.concatenate([grid, *inside]))


def _fitted(half: _Half, edges: Column) -> HalfCells:
    """Return cells between the ``edges``, halved until each is exact enough or holds next to nothing."""
    left, right = edges[:-1], edges[1:]
    done: list[tuple[Column, Column, Column]] = []
    while len(left):
        cubic = _cubics(half, left, right)
        width = right - left
        x = np.polynomial.polynomial.polyval(_BETWEEN, cubic)
        good = half.accepts(x, left[:, None] + width[:, None] * _BETWEEN).all(axis=1) | (width <= _NARROW)
        good |= len(left) > _AT_ONCE + len(edges)
        done.append((left[good], right[good], cubic[:, good]))
        left, right = left[~good], right[~good]
        middle = (left + right) / 2
        left, right = np.concatenate([left, middle]), np.concatenate([middle, right])
    lefts, rights, cubics = (np.concatenate(each, axis=-1) for each in zip(*done, strict=True))
    order = np.argsort(lefts)
    return HalfCells(lefts[order], rights[order], np.ascontiguousarray(cubics[:, order]))


def _cubics(half: _Half, left: Column, right: Column) -> Column:
    """Return the coefficients for each cell, shape (4, cells): a line where a cubic would not be monotone."""
    x = half.quantile(left[:, None] + (right - left)[:, None] * _POINTS)
    cubic = _CUBIC @ x.T
    line = np.zeros_like(cubic)
    line[0], line[1] = x[:, 0], x[:, 3] - x[:, 0]
    return np.where(_monotone(half.sign * cubic), cubic, line)


def _monotone(cubic: Column) -> NDArray[np.bool_]:
    """Return whether cubics rise all the way from 0 to 1: their slopes at both ends and where those are least."""
    _, c1, c2, c3 = cubic
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.clip(np.nan_to_num(-c2 / (3 * c3)), 0.0, 1.0)
    slopes = [c1 + t * (2 * c2 + t * 3 * c3) for t in (0.0, 1.0, least)]
    rises: NDArray[np.bool_] = np.minimum.reduce(np.broadcast_arrays(*slopes)) > 0
    return rises
