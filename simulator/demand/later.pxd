cimport cython

from simulator.demand.look_up cimport Inverse
from simulator.demand.replies_drawn cimport RepliesDrawn

cdef int _HOP, _LOOK, _TALK, _WRAP_UP, _PATIENCE
cdef double DAY_S

cdef class _Inverses:
    cdef Inverse talk, wrap_up, patience

cdef class Later:
    cdef list _kinds, _steps_s, _made, _replies
    @cython.locals(ordinal=Py_ssize_t, made=_Inverses, talk=Inverse, wrap_up=Inverse, patience=Inverse)
    cpdef (double, double, double) drawn(
        self, unsigned long long key, Py_ssize_t segment, Py_ssize_t type_, Py_ssize_t attempt, Py_ssize_t hop,
        double arrived_s
    ) except *
    @cython.locals(place=Py_ssize_t, of_type=list, found=RepliesDrawn)
    cpdef RepliesDrawn replies_of(self, Py_ssize_t type_, Py_ssize_t segment, double arrived_s)
    @cython.locals(steps=Py_ssize_t, step=Py_ssize_t)
    cdef Py_ssize_t _place(self, Py_ssize_t type_, Py_ssize_t segment, double arrived_s) except -1
    @cython.locals(place=Py_ssize_t, of_type=list, found=_Inverses)
    cdef _Inverses _inverses(self, Py_ssize_t type_, Py_ssize_t segment, double arrived_s)

cpdef Py_ssize_t ordinal_of(Py_ssize_t attempt, Py_ssize_t hop, Py_ssize_t look=*) except -1
