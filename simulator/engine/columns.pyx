# cython: boundscheck=False, wraparound=False
"""Columns, compiled: `columns.py` in C numbers. The same tests hold for both."""

from cpython.mem cimport PyMem_Free, PyMem_Realloc
from libc.math cimport NAN
from libc.string cimport memset

from simulator.buffers cimport float64, int8, int32

from typing import NamedTuple

import numpy as np

cdef extern from *:
    """
    // How much more than is needed is taken at once: nothing where every access is watched (tests/memory_checked.py).
    #ifdef CCSIM_WATCHED
    #define CCSIM_SPARE(count) 0
    #else
    #define CCSIM_SPARE(count) (count)
    #endif
    """
    Py_ssize_t CCSIM_SPARE(Py_ssize_t count) noexcept

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
        cdef Py_ssize_t room
        if self.size + width > self.room:
            if self.views:
                raise BufferError("somebody reads these records")
            room = self.size + width + CCSIM_SPARE(self.room + 64 * width)
            at = <double*> PyMem_Realloc(self.at, room * sizeof(double))
            if at == NULL:
                raise MemoryError
            self.at, self.room = at, room
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


cdef object _empty = np.empty, _zeros = np.zeros
cdef object _F64 = np.dtype(np.float64), _I32 = np.dtype(np.int32), _I8 = np.dtype(np.int8)


cdef object _floats(values):
    """Return a column of numbers as one of ours, in memory of its own."""
    return np.array(values, dtype=_F64, order="C")


cdef object _unknown(Py_ssize_t rows):
    made = _empty(rows, _F64)
    cdef double* to = float64(made)
    cdef Py_ssize_t row
    for row in range(rows):
        to[row] = NAN
    return made


cdef object _nobody(Py_ssize_t rows):
    made = _empty(rows, _I32)
    memset(int32(made), 0xFF, rows * sizeof(int))
    return made


def in_order(numbers):
    cdef Py_ssize_t number, count = len(numbers)
    column = np.ascontiguousarray(numbers, dtype=_F64)
    cdef double* one = float64(column)
    for number in range(1, count):
        # As numbers that are none compare.
        if not one[number] >= one[number - 1]:
            return False
    return True


cdef list _LET_GO = [_empty(0, kind) for kind in (
    _F64, _F64, _F64, _I8, _I32, _I32, _I32, _F64, _F64, _F64, _F64, _F64, _I32, _F64, _I8, _I8,
)]
"""Columns of nobody."""
cdef tuple _NAMES = (
    "arrived_s", "place_s", "since_s", "waiting", "ahead", "behind", "queue", "talk_s", "wrap_up_s", "patience_s",
    "queued_s", "answered_s", "answered_by", "ended_s", "ended_by", "solved",
)


cdef class Column:
    """What Python sees of a column: rules, processes and tests read it, the engine reads memory."""

    cdef Columns _of
    cdef Py_ssize_t _number

    def __len__(self):
        return self._of.rows

    def __getitem__(self, row):
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(self._of.rows))]
        return self._of._arrays[self._number].item(self._checked(row))

    def __setitem__(self, Py_ssize_t row, number):
        self._of._arrays[self._number][self._checked(row)] = number

    cdef Py_ssize_t _checked(self, Py_ssize_t row) except -1:
        if row < 0:
            row += self._of.rows
        if not 0 <= row < self._of.rows:
            raise IndexError(f"there is no such row in {_NAMES[self._number]}")
        return row


cdef class Columns:
    def __getattr__(self, name):
        # Asked only from Python, and only where nothing else has that name.
        if name not in _NAMES:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        cdef Column column = Column.__new__(Column)
        column._of, column._number = self, _NAMES.index(name)
        return column

    def __init__(self, arrived_s, queue, talk_s, wrap_up_s, patience_s):
        cdef Py_ssize_t cases = len(arrived_s)
        unsolved = _empty(cases, _I8)
        memset(int8(unsolved), 0xFF, cases)
        self.cases = self.rows = self.room = cases
        self._arrivals_s = arrived_s
        self._arrays = [
            _floats(arrived_s), _floats(arrived_s), _zeros(cases, _F64), _zeros(cases, _I8), _nobody(cases),
            _nobody(cases), np.array(queue, dtype=_I32, order="C"), _floats(talk_s), _floats(wrap_up_s),
            _floats(patience_s), _unknown(cases), _unknown(cases), _nobody(cases), _unknown(cases),
            _zeros(cases, _I8), unsolved,
        ]
        if not len(queue) == len(talk_s) == len(wrap_up_s) == len(patience_s) == cases:
            raise ValueError("columns differ in length")
        self._point()

    def __len__(self):
        return self.rows

    cdef int _point(self) except -1:
        """Note where the columns are."""
        arrays = self._arrays
        self.arrived_s = float64(arrays[0])
        self.place_s = float64(arrays[1])
        self.since_s = float64(arrays[2])
        self.waiting = int8(arrays[3])
        self.ahead = int32(arrays[4])
        self.behind = int32(arrays[5])
        self.queue = int32(arrays[6])
        self.talk_s = float64(arrays[7])
        self.wrap_up_s = float64(arrays[8])
        self.patience_s = float64(arrays[9])
        self.queued_s = float64(arrays[10])
        self.answered_s = float64(arrays[11])
        self.answered_by = int32(arrays[12])
        self.ended_s = float64(arrays[13])
        self.ended_by = int8(arrays[14])
        self.solved = int8(arrays[15])
        return 0

    cpdef Py_ssize_t add_row(
        self, int queue, double arrived_s, double talk_s, double wrap_up_s, double patience_s
    ) except -1:
        cdef Py_ssize_t row = self.rows, room
        if row == self.room:
            room = row + 1 + CCSIM_SPARE(row // 2 + 64)
            try:
                # Nobody else has them: who looks at one from outside has a `Column`.
                for column in self._arrays:
                    column.resize(room, refcheck=False)
                self.room = room
            finally:
                # Some have moved, even where there was no memory for all.
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
        rows, cases = self.rows, self.cases
        arrays = self._arrays if rows == self.room else [column[:rows] for column in self._arrays]
        return Written(
            place_s=arrays[1],
            queued_s=arrays[10],
            answered_s=arrays[11],
            answered_by=arrays[12],
            ended_s=arrays[13],
            ended_by=arrays[14],
            solved=arrays[15],
            late_arrived_s=arrays[0][cases:].copy(),
            late_patience_s=arrays[9][cases:].copy(),
        )

    def let_go(self):
        # Nobody reads or writes a row from now on.
        self.rows = self.room = self.cases = 0
        self._arrays = _LET_GO
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
        cdef Py_ssize_t place
        # As a list would, which asks each whether it is equal.
        for place in range(self._first, len(self._all)):
            if self._all[place] is one:
                del self._all[place]
                return
        raise ValueError("not there")

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
