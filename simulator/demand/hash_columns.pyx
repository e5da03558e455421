"""The hash of `draws.py` for columns, compiled: `hash_columns.py` as a loop. The same tests hold for both."""

from simulator.buffers cimport uint64, uint64_to_write

import numpy as np

MULTIPLIERS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
cdef unsigned long long _FIRST = MULTIPLIERS[0], _SECOND = MULTIPLIERS[1]
cdef object _F64 = np.dtype(np.float64)


cdef inline unsigned long long _mixed(unsigned long long x, unsigned long long first, unsigned long long second) noexcept:
    x = (x ^ x >> 30) * first
    x = (x ^ x >> 27) * second
    return x ^ x >> 31


def hashed(bits, moves, int rounds):
    cdef Py_ssize_t count = len(bits), number
    cdef unsigned long long first = _FIRST, second = _SECOND, move
    cdef unsigned long long* bit = uint64_to_write(bits)
    cdef unsigned long long* by
    if rounds == 1:
        for number in range(count):
            bit[number] = _mixed(bit[number], first, second)
    elif isinstance(moves, np.ndarray):
        by = uint64(moves)
        if len(moves) < count:
            raise IndexError("columns differ in length")
        for number in range(count):
            bit[number] = _mixed(_mixed(bit[number], first, second) + by[number], first, second)
    else:
        move = moves
        for number in range(count):
            bit[number] = _mixed(_mixed(bit[number], first, second) + move, first, second)
    return bits


def uniforms(bits):
    cdef Py_ssize_t count = len(bits), number
    cdef unsigned long long* bit = uint64_to_write(bits)
    cdef double* to = <double*> bit
    for number in range(count):
        # As an integer it is exact: n · 2⁻⁵² + 2⁻⁵³ is (n + ½) · 2⁻⁵².
        to[number] = <double> <long long> (bit[number] >> 12) * 2.0**-52 + 2.0**-53
    return bits.view(_F64)
