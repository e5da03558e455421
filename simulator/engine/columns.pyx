# cython: boundscheck=False, wraparound=False
"""Columns, compiled: `columns.py` in C numbers. The same tests hold for both."""

from cpython.array cimport array, clone, resize_smart
from cpython.mem cimport PyMem_Free, PyMem_Realloc
from libc.math cimport NAN
from libc.string cimport memcpy, memset

from array import array as _array
from typing import NamedTuple

import numpy as np

WAIT, PASSING, SERVICE = 3, 3, 5


cpdef WaitRecord wait_record(double row, double from_s, double to_s) noexcept:
    return (row, from_s, to_s)


cpdef ServiceRecord service_record(double row, double one, double two, double three, double four) noexcept:
    return (row, one, two, three, four)


cdef class Records:
    """Numbers one behind the other; numpy reads them where they are (`memoryview`)."""

    def __dealloc__(self):
        PyMem_Free(self.at)

    def __len__(self):
        return self.size

    cdef double* _more(self, Py_ssize_t width) except NULL:
        """Return where the next record goes."""
        cdef double* at
        if self.size + width > self.room:
            if self.views:
                raise BufferError("somebody reads these records")
            at = <double*> PyMem_Realloc(self.at, (self.room * 2 + 64 * width) * sizeof(double))
            if at == NULL:
                raise MemoryError
            self.at, self.room = at, self.room * 2 + 64 * width
        self.size += width
        return self.at + self.size - width

    def __getbuffer__(self, Py_buffer* buffer, int flags):
        # A view of nothing needs an address as well.
        if self.at == NULL:
            self._more(1)
            self.size = 0
        self.views += 1
        buffer.buf = self.at
        buffer.obj = self
        buffer.len = self.size * sizeof(double)
        buffer.itemsize = sizeof(double)
        buffer.readonly = 0
        buffer.ndim = 1
        buffer.format = "d"
        buffer.shape = &self.size
        buffer.strides = &buffer.itemsize
        buffer.suboffsets = NULL
        buffer.internal = NULL

    def __releasebuffer__(self, Py_buffer* buffer):
        self.views -= 1

    def tolist(self):
        cdef Py_ssize_t number
        return [self.at[number] for number in range(self.size)]


cdef class WaitRecords(Records):
    cdef int frombytes(self, WaitRecord record) except -1:
        cdef double* place = self._more(3)
        place[0], place[1], place[2] = record
        return 0


cdef class ServiceRecords(Records):
    cdef int frombytes(self, ServiceRecord record) except -1:
        cdef double* place = self._more(5)
        place[0], place[1], place[2], place[3], place[4] = record
        return 0


cpdef WaitRecords waits():
    return WaitRecords()


cpdef ServiceRecords services():
    return ServiceRecords()


def numbers_of(records, int width):
    return np.frombuffer(records, dtype=np.float64).reshape(-1, width)


cpdef empty(Records records):
    if not records.views:
        PyMem_Free(records.at)
        records.at = NULL
        records.size = records.room = 0


class Written(NamedTuple):
    place_s: object
    queued_s: object
    answered_s: object
    answered_by: object
    ended_s: object
    ended_by: object
    solved: object
    late_arrived_s: object
    late_patience_s: object


cdef array _NUMBERS = _array("d")
cdef array _WHOLE = _array("i")
cdef array _SMALL = _array("b")


cdef array _floats(values):
    """Return a column of numbers as one of ours."""
    cdef const double[::1] numbers = np.ascontiguousarray(values, dtype=np.float64)
    cdef array made = clone(_NUMBERS, numbers.shape[0], zero=False)
    if numbers.shape[0]:
        memcpy(made.data.as_doubles, &numbers[0], numbers.shape[0] * sizeof(double))
    return made


cdef array _integers(values):
    cdef const int[::1] numbers = np.ascontiguousarray(values, dtype=np.int32)
    cdef array made = clone(_WHOLE, numbers.shape[0], zero=False)
    if numbers.shape[0]:
        memcpy(made.data.as_ints, &numbers[0], numbers.shape[0] * sizeof(int))
    return made


cdef array _unknown(Py_ssize_t rows):
    cdef array made = clone(_NUMBERS, rows, zero=False)
    cdef Py_ssize_t row
    for row in range(rows):
        made.data.as_doubles[row] = NAN
    return made


cdef array _nobody(Py_ssize_t rows):
    cdef array made = clone(_WHOLE, rows, zero=False)
    memset(made.data.as_ints, 0xFF, rows * sizeof(int))
    return made


cdef class Columns:
    def __init__(self, arrived_s, queue, talk_s, wrap_up_s, patience_s):
        cdef Py_ssize_t cases = len(arrived_s)
        cdef array unsolved = clone(_SMALL, cases, zero=False)
        memset(unsolved.data.as_schars, 0xFF, cases)
        self.cases = self.rows = self.room = cases
        self._arrivals_s = arrived_s
        self._arrays = [
            _floats(arrived_s), _floats(arrived_s), clone(_NUMBERS, cases, zero=True), clone(_SMALL, cases, zero=True),
            _nobody(cases), _nobody(cases), _integers(queue), _floats(talk_s), _floats(wrap_up_s), _floats(patience_s),
            _unknown(cases), _unknown(cases), _nobody(cases), _unknown(cases), clone(_SMALL, cases, zero=True), unsolved,
        ]
        self._point()

    def __len__(self):
        return self.rows

    cdef int _point(self) except -1:
        """Note where the columns are."""
        arrays = self._arrays
        self.arrived_s = (<array> arrays[0]).data.as_doubles
        self.place_s = (<array> arrays[1]).data.as_doubles
        self.since_s = (<array> arrays[2]).data.as_doubles
        self.waiting = (<array> arrays[3]).data.as_schars
        self.ahead = (<array> arrays[4]).data.as_ints
        self.behind = (<array> arrays[5]).data.as_ints
        self.queue = (<array> arrays[6]).data.as_ints
        self.talk_s = (<array> arrays[7]).data.as_doubles
        self.wrap_up_s = (<array> arrays[8]).data.as_doubles
        self.patience_s = (<array> arrays[9]).data.as_doubles
        self.queued_s = (<array> arrays[10]).data.as_doubles
        self.answered_s = (<array> arrays[11]).data.as_doubles
        self.answered_by = (<array> arrays[12]).data.as_ints
        self.ended_s = (<array> arrays[13]).data.as_doubles
        self.ended_by = (<array> arrays[14]).data.as_schars
        self.solved = (<array> arrays[15]).data.as_schars
        return 0

    cpdef Py_ssize_t add_row(
        self, int queue, double arrived_s, double talk_s, double wrap_up_s, double patience_s
    ) except -1:
        cdef Py_ssize_t row = self.rows
        if row == self.room:
            self.room += self.room // 2 + 64
            for column in self._arrays:
                resize_smart(<array> column, self.room)
            self._point()
        self.rows += 1
        self.arrived_s[row] = self.place_s[row] = arrived_s
        self.since_s[row] = 0.0
        self.queue[row] = queue
        self.talk_s[row], self.wrap_up_s[row], self.patience_s[row] = talk_s, wrap_up_s, patience_s
        self.queued_s[row] = self.answered_s[row] = self.ended_s[row] = NAN
        self.answered_by[row] = self.ahead[row] = self.behind[row] = -1
        self.solved[row] = -1
        self.waiting[row] = self.ended_by[row] = 0
        return row

    def arrivals_s(self):
        return self._arrivals_s

    def written(self):
        arrays, rows, cases = self._arrays, self.rows, self.cases
        place_s, queued_s, answered_s, ended_s, arrived_s, patience_s = (
            np.frombuffer(arrays[number], dtype=np.float64)[:rows] for number in (1, 10, 11, 13, 0, 9)
        )
        return Written(
            place_s=place_s,
            queued_s=queued_s,
            answered_s=answered_s,
            answered_by=np.frombuffer(arrays[12], dtype=np.int32)[:rows],
            ended_s=ended_s,
            ended_by=np.frombuffer(arrays[14], dtype=np.int8)[:rows],
            solved=np.frombuffer(arrays[15], dtype=np.int8)[:rows],
            late_arrived_s=arrived_s[cases:].copy(),
            late_patience_s=patience_s[cases:].copy(),
        )

    def let_go(self):
        cdef Py_ssize_t number
        # Nobody reads or writes a row from now on.
        self.rows = self.room = self.cases = 0
        self._arrays = [clone(_NUMBERS, 0, zero=False) for number in range(16)]
        self._arrivals_s = None
        self._point()


cdef class Line:
    """People in an order that changes at its ends, seldom between."""

    def __init__(self, people=()):
        self._all = list(people)

    cpdef popleft(self):
        if self._first == len(self._all):
            raise IndexError("nobody")
        one = self._all[self._first]
        self._all[self._first] = None
        self._first += 1
        if self._first > 32 and 2 * self._first > len(self._all):
            del self._all[: self._first]
            self._first = 0
        return one

    cpdef append(self, one):
        self._all.append(one)

    cpdef insert(self, Py_ssize_t place, one):
        self._all.insert(self._first + place, one)

    def remove(self, one):
        del self._all[self._all.index(one, self._first)]

    def clear(self):
        self._all.clear()
        self._first = 0

    def __getitem__(self, Py_ssize_t place):
        cdef Py_ssize_t number = len(self._all) - self._first
        if place < 0:
            place += number
        if not 0 <= place < number:
            raise IndexError("nobody")
        return self._all[self._first + place]

    def __len__(self):
        return len(self._all) - self._first

    def __bool__(self):
        return len(self._all) != self._first

    def __iter__(self):
        return iter(self._all[self._first :])
