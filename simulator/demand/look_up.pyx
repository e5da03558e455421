"""What turns one uniform into a duration, compiled: `look_up.py` where the table lies. The same tests hold for both."""

from libc.math cimport frexp, rint

from simulator.buffers cimport float64, int8
from simulator.demand.hash_one cimport uniform as _uniform

from functools import lru_cache

import numpy as np

cdef double _SMALLEST = 2.0**-53


cdef class Inverse:
    cpdef double at(self, double uniform) except? -1:
        raise NotImplementedError

    def column(self, uniforms):
        raise NotImplementedError

    cpdef double drawn(
        self, unsigned long long key, unsigned long long purpose, unsigned long long ordinal
    ) except? -1:
        return self.at(_uniform(key, purpose, ordinal))


cdef class LookUp(Inverse):
    def __init__(self, table, double scale):
        self._scale = scale
        # They stay where they are as long as somebody has them.
        self._columns = cubic, crowded, *cells = _columns_of(table)
        self._cubic, self._crowded = float64(cubic), int8(crowded)
        self._low = _cells(cells[:3])
        self._high = _cells(cells[3:])
        self._octave = 1 << table.bits
        self._half = table.cubic.shape[1] // 2

    cpdef double at(self, double uniform) except? -1:
        cdef double v = 1.0 - uniform, along, left, seconds
        cdef Py_ssize_t half = 0, place, cell
        cdef int exponent
        cdef double* c
        cdef Cells cells
        # Whatever is asked for, v is between the smallest and ½: nothing is read beside the table.
        if v > 0.5:
            v = uniform if uniform > _SMALLEST else _SMALLEST
        else:
            half = self._half
            if not v >= _SMALLEST:
                v = _SMALLEST
        along = (frexp(v, &exponent) - 0.5) * <double> (self._octave + self._octave)
        place = <Py_ssize_t> along
        cell = (exponent + 52) * self._octave + place + half
        if self._crowded[cell]:
            cells = self._high if half else self._low
            cell = _before(cells, v)
            left = cells.left[cell]
            along = (v - left) / (cells.right[cell] - left)
            c = cells.cubic + 4 * cell
        else:
            along -= <double> place
            c = self._cubic + 4 * cell
        seconds = (((c[3] * along + c[2]) * along + c[1]) * along + c[0]) * self._scale
        return rint(seconds * 1048576.0) / 1048576.0 if seconds > 0.0 else 0.0


cdef Cells _cells(columns) except *:
    cdef Cells cells
    left, right, cubic = columns
    cells.left, cells.right, cells.cubic, cells.size = float64(left), float64(right), float64(cubic), len(left)
    return cells


cdef Py_ssize_t _before(Cells cells, double v) noexcept:
    """Return the last cell that does not begin after v, which the first one does not."""
    cdef Py_ssize_t low = 0, high = cells.size, middle
    while high - low > 1:
        middle = (low + high) >> 1
        if cells.left[middle] <= v:
            low = middle
        else:
            high = middle
    return low


@lru_cache(maxsize=256)
def _columns_of(table):
    """Return the cubics of the buckets, whether there are several cells in each, and the cells of both halves."""
    cells = [(one.left, one.right, one.cubic.T) for one in (table.low, table.high)]
    numbers = [np.array(column, dtype=np.float64, order="C") for column in (table.cubic.T, *cells[0], *cells[1])]
    return (numbers[0], table.crowded.astype(np.int8), *numbers[1:])
