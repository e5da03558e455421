cdef struct Entry:
    double time_s
    Py_ssize_t entity
    int order
    int what

cdef class Moment:
    cpdef void happen(self, Py_ssize_t entity) except *

cdef class Dispatcher:
    cdef public list freed
    cpdef void arrive(self, Py_ssize_t row) except *
    cpdef void dispatch(self) except *
    cpdef bint stop(self) except *

cdef class Heap:
    cdef Entry* at
    cdef Py_ssize_t size, room
    cdef int more(self) except -1
    cdef void let_go(self) noexcept
    cdef void pop(self) noexcept

cpdef int heappush(Heap heap, (double, int, Py_ssize_t, int) entry) except -1

cdef class Agenda:
    cdef public double now_s, stopped_s
    cdef public Heap heap
    cdef Heap _later
    cdef list _moments
    cdef double _later_s, _soon_s
    cpdef int enroll(self, Moment moment) except -1
    cpdef double head_s(self) except? -1
    cpdef int plan(self, double time_s, int order, Py_ssize_t entity, int what) except -1
    cdef int _look_ahead(self, double to_s) except -1
