"""Who has heard what customers had to say, compiled: `heard.py` as a column. The same tests hold for both."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from simulator.log import NOBODY

cdef int _NOBODY = NOBODY


cdef class Heard:
    """By case; attempts count from 1, so 0 says that nobody has."""

    def __init__(self, Py_ssize_t cases):
        self._cases = cases

    def __dealloc__(self):
        PyMem_Free(self._last)

    cdef int _look(self, Py_ssize_t case) except -1:
        """Make sure that there is such a case; the first who is asked for lets the column be made."""
        if not 0 <= case < self._cases:
            raise IndexError(f"there is no case {case}")
        if self._last == NULL:
            self._last = <Answer*> PyMem_Calloc(self._cases, sizeof(Answer))
            if self._last == NULL:
                raise MemoryError
        return 0

    cpdef void note(self, Py_ssize_t case, Py_ssize_t attempt, Py_ssize_t group) except *:
        self._look(case)
        self._last[case].attempt, self._last[case].group = <int> attempt, <int> group

    cpdef Py_ssize_t by_in(self, Py_ssize_t case, Py_ssize_t attempt) except? -1:
        self._look(case)
        return self._last[case].group if self._last[case].attempt == attempt else _NOBODY

    cpdef bint ever(self, Py_ssize_t case) except *:
        self._look(case)
        return self._last[case].attempt > 0

    cpdef forget(self):
        PyMem_Free(self._last)
        self._last, self._cases = NULL, 0
