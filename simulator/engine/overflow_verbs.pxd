cimport cython

from simulator.engine.book cimport Book
from simulator.engine.center cimport Center
from simulator.engine.flows cimport Entering, Flow
from simulator.engine.joining cimport Joining
from simulator.engine.moving cimport Moving
from simulator.engine.overflow_asked cimport OverflowAsked
from simulator.engine.queues cimport Queue
from simulator.engine.tables.overflow_terms cimport OverflowTerms
from simulator.engine.trunks cimport Trunk

cdef int DECLINED, DONE, NOBODY, _SENT_AWAY, _VOICEMAIL
cdef double inf

cdef class OverflowVerbs:
    cdef OverflowAsked _asked
    cdef Center _center
    cdef list _channel_of
    cdef Joining _joining
    cdef Moving _moving
    cpdef Py_ssize_t leads(self, OverflowTerms rule, Py_ssize_t row) except? -1
    cpdef bint is_able(self, OverflowTerms rule, Py_ssize_t queue, Py_ssize_t there) except -1
    @cython.locals(center=Center, flow=Flow, trunk=Trunk)
    cdef bint _has_place(self, Py_ssize_t there, Py_ssize_t type_) except -1
    @cython.locals(flow=Flow, place=Py_ssize_t)
    cpdef double opens_s(self, OverflowTerms rule, double now_s) except? -1
    @cython.locals(center=Center)
    cpdef bint act(self, OverflowTerms rule, Py_ssize_t row) except -1
    @cython.locals(center=Center, flow=Flow)
    cdef void _send_away(self, Py_ssize_t row, OverflowTerms rule) except *
    @cython.locals(center=Center, book=Book, old=Flow, into=Py_ssize_t, new=Flow)
    cdef void _requeue(self, Py_ssize_t row, OverflowTerms rule) except *
