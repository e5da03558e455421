from simulator.engine.agenda cimport Moment
from simulator.engine.threads cimport ThreadWork

cdef class WorkInTime(ThreadWork):
    cpdef void ends(self, Py_ssize_t row) except *
    cpdef void writes(self, Py_ssize_t row) except *
    cpdef void silent(self, Py_ssize_t row) except *
    cpdef void times_out(self, Py_ssize_t row) except *
    cpdef void gives_up(self, Py_ssize_t row) except *
    cpdef void looks(self, Py_ssize_t row) except *
    cpdef void choose(self, Py_ssize_t number) except *

cdef class ReplyEnds(Moment):
    cdef WorkInTime _service
    cpdef void happen(self, Py_ssize_t row) except *

cdef class Message(Moment):
    cdef WorkInTime _service
    cpdef void happen(self, Py_ssize_t row) except *

cdef class FallsSilent(Moment):
    cdef WorkInTime _service
    cpdef void happen(self, Py_ssize_t row) except *

cdef class TimesOut(Moment):
    cdef WorkInTime _service
    cpdef void happen(self, Py_ssize_t row) except *

cdef class GivesUp(Moment):
    cdef WorkInTime _service
    cpdef void happen(self, Py_ssize_t row) except *

cdef class LooksForAgent(Moment):
    cdef WorkInTime _service
    cpdef void happen(self, Py_ssize_t row) except *

cdef class ChoosesNext(Moment):
    cdef WorkInTime _service
    cpdef void happen(self, Py_ssize_t number) except *
