"""What turns one uniform into a duration: the base of all inverses, and a look into a table.

This file exists twice: compiled, the table is where it lies in memory (`look_up.pyx`), and the same tests hold for
both: to look one up takes additions, multiplications, a division and the exact arithmetic of exponents, whose results
leave no choice.
"""

from bisect import bisect_right
from functools import lru_cache
from math import frexp

from simulator.demand.hash_one import u
from simulator.demand.quantile_tables import SMALLEST, Column, HalfCells, QuantileTable
from simulator.units import GRID_PER_S


class Inverse:
    """From uniforms, each in (0, 1), to seconds on the grid: never negative, infinite when endless."""

    __slots__ = ()

    def at(self, uniform: float) -> float:
        """Return the duration at one uniform: the same bits as in a column."""
        raise NotImplementedError

    def column(self, uniforms: Column) -> Column:
        """Return the duration at each uniform, shape (n,)."""
        raise NotImplementedError

    def drawn(self, key: int, purpose: int, ordinal: int) -> float:
        """Return the duration that ``key`` draws for ``purpose``; what is the same for everybody is not drawn."""
        return self.at(u(key, purpose, ordinal))


class LookUp(Inverse):
    """What a table says, times a scale, of one uniform at a time."""

    __slots__ = ("_cubics", "_half", "_high", "_low", "_octave", "_scale")

    def __init__(self, table: QuantileTable, scale: float) -> None:
        self._scale = scale
        self._cubics, self._low, self._high = _plain(table)
        self._octave = 1 << table.bits
        self._half = table.cubic.shape[1] // 2

    def at(self, uniform: float) -> float:
        """Return what `QuantileTable.quantile` says of one, in plain numbers: bucket, cubic, scale, grid."""
        v = 1.0 - uniform
        if v > 0.5:
            v = uniform if uniform > SMALLEST else SMALLEST
            half = 0
        else:
            half = self._half
            if v < SMALLEST:
                v = SMALLEST
        # v = fraction · 2^exponent with a fraction in [½, 1): the smallest v is in octave 0. All of this is exact.
        fraction, exponent = frexp(v)
        octave = self._octave
        along = (fraction - 0.5) * (octave + octave)
        place = int(along)
        cubic = self._cubics[(exponent + 52) * octave + place + half]
        if cubic is None:
            cells = self._high if half else self._low
            cell, along = cells.find(v)
            c0, c1, c2, c3 = cells.cubics[cell]
        else:
            along -= place
            c0, c1, c2, c3 = cubic
        seconds = (((c3 * along + c2) * along + c1) * along + c0) * self._scale
        return round(seconds * GRID_PER_S) / GRID_PER_S if seconds > 0.0 else 0.0


Cubic = tuple[float, float, float, float]


class _Cells:
    """The cells of one half of a table, for a search in plain Python."""

    __slots__ = ("cubics", "left", "right")

    def __init__(self, cells: HalfCells) -> None:
        self.left: list[float] = cells.left.tolist()
        self.right: list[float] = cells.right.tolist()
        self.cubics: list[Cubic] = [(c0, c1, c2, c3) for c0, c1, c2, c3 in cells.cubic.T.tolist()]

    def find(self, v: float) -> tuple[int, float]:
        """Return the cell of v, and where in it, from 0 to 1."""
        cell = bisect_right(self.left, v) - 1
        left = self.left[cell]
        return cell, (v - left) / (self.right[cell] - left)


@lru_cache(maxsize=256)
def _plain(table: QuantileTable) -> tuple[list[Cubic | None], _Cells, _Cells]:
    """Return the cubics of the buckets, None where there are several cells, and the cells of both halves."""
    cubics: list[Cubic | None] = [
        None if crowded else (c0, c1, c2, c3)
        for (c0, c1, c2, c3), crowded in zip(table.cubic.T.tolist(), table.crowded.tolist(), strict=True)
    ]
    return cubics, _Cells(table.low), _Cells(table.high)
