"""First contacts, compiled: `firsts.py` where the columns lie. The same tests hold for both."""

from simulator.buffers cimport int16, uint64
from simulator.demand.hash_one cimport uniform as _uniform

import numpy as np


cdef class Firsts:
    def __init__(self, workload):
        self._workload = workload
        self._cases = -1

    cdef int _look(self, Py_ssize_t case) except -1:
        """Make sure that there is such a case; the first who asks lets the columns be found."""
        if self._cases < 0:
            load = self._workload
            # They stay where they are as long as somebody has them.
            self._columns = (
                np.ascontiguousarray(load.key, dtype=np.uint64),
                np.ascontiguousarray(load.type, dtype=np.int16),
                np.ascontiguousarray(load.segment, dtype=np.int16),
            )
            key, type_, segment = self._columns
            self._key, self._type, self._segment = uint64(key), int16(type_), int16(segment)
            self._cases = min(len(key), len(type_), len(segment))
        if not 0 <= case < self._cases:
            raise IndexError(f"there is no case {case}")
        return 0

    cpdef unsigned long long key(self, Py_ssize_t case) except? 0:
        self._look(case)
        return self._key[case]

    cpdef Py_ssize_t type(self, Py_ssize_t case) except -2:
        self._look(case)
        return self._type[case]

    cpdef Py_ssize_t segment(self, Py_ssize_t case) except -2:
        self._look(case)
        return self._segment[case]

    cpdef double uniform(self, Py_ssize_t case, unsigned long long purpose, unsigned long long ordinal) except -1:
        self._look(case)
        return _uniform(self._key[case], purpose, ordinal)

    cpdef forget(self):
        """Let go of the columns."""
        self._columns, self._cases = None, 0
