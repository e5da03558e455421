# cython: boundscheck=False, wraparound=False
"""The agenda, compiled: `agenda.py` in C numbers. The same tests hold for both."""

from cpython.exc cimport PyErr_CheckSignals
from cpython.mem cimport PyMem_Free, PyMem_Realloc
from libc.math cimport INFINITY

from simulator.buffers cimport float64

import numpy as np

BESIDE, STEP = 0, 5
SERVICE_ENDS, CHAT_ENDS, HOURS_END, STAFF_ENDS, STAFF_STARTS, CLOSING, STOP = 10, 11, 12, 13, 14, 15, 16
DISPATCH, HOURS_BEGIN, ARRIVAL, COMES_AGAIN, TIMER, VOICEMAIL, PATIENCE = 20, 25, 30, 32, 40, 45, 50
HELP, BREAKS, WAKE, CHOOSES, HAND_OVER, MESSAGE = 18, 21, 22, 23, 24, 31
WAKE_LATE, CONDITIONS, INTERVENTIONS, LAST = 41, 42, 44, 90
LATER_S = 900.0
cdef double _LATER_S = LATER_S
cdef enum:
    _STOP = 16
    _DISPATCH = 20
    _ARRIVAL = 30
    # Events from one look up to the next, less one: a power of two less one.
    _LOOKS_UP = 4095


cdef class Moment:
    cpdef void happen(self, Py_ssize_t entity) except *:
        raise NotImplementedError


cdef class Dispatcher:
    cpdef void arrive(self, Py_ssize_t row) except *:
        raise NotImplementedError

    cpdef void dispatch(self) except *:
        raise NotImplementedError

    cpdef bint stop(self) except *:
        raise NotImplementedError


cdef inline bint _before(Entry* one, Entry* other) noexcept:
    # Mostly the times differ. Then nothing is branched at: which of two is first, no processor could foresee.
    if one.time_s == other.time_s:
        return _before_at_once(one, other)
    return one.time_s < other.time_s


cdef bint _before_at_once(Entry* one, Entry* other) noexcept:
    if one.order != other.order:
        return one.order < other.order
    if one.entity != other.entity:
        return one.entity < other.entity
    return one.what < other.what


cdef inline void _rise(Entry* heap, Py_ssize_t place, Entry* entry) noexcept:
    """Put ``entry`` into an empty place, or above those it comes before."""
    cdef Py_ssize_t parent
    while place:
        parent = (place - 1) >> 1
        if not _before(entry, heap + parent):
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = entry[0]


cdef class Heap:
    """Entries, the first one at the top."""

    def __dealloc__(self):
        PyMem_Free(self.at)

    def __len__(self):
        return self.size

    def __getitem__(self, Py_ssize_t place):
        if not 0 <= place < self.size:
            raise IndexError("nothing is planned there")
        cdef Entry* entry = self.at + place
        return entry.time_s, entry.order, entry.entity, entry.what

    def clear(self):
        self.size = 0

    cdef void let_go(self) noexcept:
        """Give back the room of what is over."""
        if not self.size:
            PyMem_Free(self.at)
            self.at, self.room = NULL, 0

    cdef int more(self) except -1:
        """Make room for one more."""
        cdef Entry* at
        if self.size == self.room:
            at = <Entry*> PyMem_Realloc(self.at, (self.room * 2 + 64) * sizeof(Entry))
            if at == NULL:
                raise MemoryError
            self.at, self.room = at, self.room * 2 + 64
        self.size += 1
        return 0

    cdef void pop(self) noexcept:
        """Take the first entry off."""
        cdef Entry* heap = self.at
        cdef Entry last
        cdef Py_ssize_t place = 0, child = 1, size
        self.size -= 1
        size = self.size
        last = heap[size]
        # The gap goes down to the bottom, where the last one mostly belongs: half as much is compared.
        while child + 1 < size:
            child += _before(heap + child + 1, heap + child)
            heap[place] = heap[child]
            place = child
            child = 2 * place + 1
        if child < size:
            heap[place] = heap[child]
            place = child
        _rise(heap, place, &last)


cpdef int heappush(Heap heap, (double, int, Py_ssize_t, int) entry) except -1:
    cdef Entry new
    new.time_s, new.order, new.entity, new.what = entry
    heap.more()
    _rise(heap.at, heap.size - 1, &new)
    return 0


cdef class Agenda:
    def __init__(self, double from_s):
        self.now_s = self._soon_s = from_s
        self.stopped_s = self._later_s = INFINITY
        self.heap, self._later = Heap(), Heap()
        self._moments = []

    cpdef int enroll(self, Moment moment) except -1:
        self._moments.append(moment)
        return <int> len(self._moments) - 1

    cpdef int plan(self, double time_s, int order, Py_ssize_t entity, int what) except -1:
        cdef Heap later = self._later
        cdef Entry* new
        if time_s < self._soon_s:
            return heappush(self.heap, (time_s, order, entity, what))
        later.more()
        new = later.at + later.size - 1
        new.time_s, new.order, new.entity, new.what = time_s, order, entity, what
        self._later_s = min(self._later_s, time_s)
        return 0

    cdef int _look_ahead(self, double to_s) except -1:
        cdef Heap later = self._later, heap = self.heap
        cdef double soon_s = to_s + _LATER_S, later_s = INFINITY
        cdef Py_ssize_t place, left = 0
        cdef Entry* entry
        for place in range(later.size):
            entry = later.at + place
            if entry.time_s < soon_s:
                heap.more()
                _rise(heap.at, heap.size - 1, entry)
            else:
                later.at[left] = entry[0]
                later_s = min(later_s, entry.time_s)
                left += 1
        later.size = left
        self._soon_s, self._later_s = soon_s, later_s
        return 0

    cpdef double head_s(self) except? -1:
        cdef double head_s = self.heap.at[0].time_s if self.heap.size else INFINITY
        return min(head_s, self._later_s)

    def clear(self):
        self.heap.clear()
        self._later.clear()
        self._later_s = INFINITY

    def run_day(self, arrivals_s, Dispatcher center not None, double until_s):
        coming_s = np.asarray(arrivals_s, dtype=np.float64)
        coming_s = np.append(coming_s[: coming_s.searchsorted(until_s)], INFINITY)
        cdef double* arrived_s = float64(coming_s)
        cdef Py_ssize_t row, last = len(coming_s) - 1
        cdef Heap heap = self.heap
        cdef list moments = self._moments, freed = center.freed
        cdef double next_s, now_s
        cdef Entry* first
        cdef int what
        cdef Py_ssize_t entity
        cdef unsigned int events = 0
        if until_s < INFINITY:
            self.plan(until_s, _STOP, 0, self.enroll(_EndOfRun(self, center)))
        for row in range(last + 1):
            next_s = arrived_s[row]
            if next_s >= self._soon_s:
                self._look_ahead(next_s)
            while heap.size:
                first = heap.at
                now_s = first.time_s
                if not (
                    now_s < next_s
                    or (
                        now_s == next_s
                        and (first.order < _ARRIVAL or (first.order == _ARRIVAL and first.entity < row))
                    )
                ):
                    break
                entity, what = first.entity, first.what
                heap.pop()
                self.now_s = now_s
                events += 1
                if not events & _LOOKS_UP:
                    _look_up()
                (<Moment> moments[what]).happen(entity)
                if freed and not (heap.size and heap.at.time_s == now_s and heap.at.order < _DISPATCH):
                    center.dispatch()
            if row < last:
                self.now_s = next_s
                events += 1
                if not events & _LOOKS_UP:
                    _look_up()
                center.arrive(row)
        heap.let_go()
        self._later.let_go()


cdef int _look_up() except -1:
    """Let whoever pressed Ctrl-C be heard, and other threads work: the interpreter does so by itself."""
    PyErr_CheckSignals()
    with nogil:
        pass
    return 0


cdef class _EndOfRun(Moment):
    cdef Agenda _agenda
    cdef Dispatcher _center

    def __init__(self, Agenda agenda, Dispatcher center):
        self._agenda, self._center = agenda, center

    cpdef void happen(self, Py_ssize_t _) except *:
        cdef Agenda agenda = self._agenda
        agenda.stopped_s = agenda.now_s if self._center.stop() else INFINITY
        agenda.clear()
