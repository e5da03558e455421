from simulator.engine.agenda cimport Moment
from simulator.engine.shift_pool cimport Planner

cdef class ByTheirTimes(Planner):
    cpdef void begins(self, Py_ssize_t number) except *
    cpdef void ends(self, Py_ssize_t number) except *
    cpdef void wakes(self, Py_ssize_t number) except *
    cpdef void comes_back(self, Py_ssize_t number) except *
    cpdef void shuts(self, Py_ssize_t number) except *
    cpdef void looks(self) except *
    cpdef void closes(self) except *
    cpdef void reopens(self) except *

cdef class PartBegins(Moment):
    cdef ByTheirTimes _shifts
    cpdef void happen(self, Py_ssize_t number) except *

cdef class PartEnds(Moment):
    cdef ByTheirTimes _shifts
    cpdef void happen(self, Py_ssize_t number) except *

cdef class SomethingDue(Moment):
    cdef ByTheirTimes _shifts
    cpdef void happen(self, Py_ssize_t number) except *

cdef class ChannelShuts(Moment):
    cdef ByTheirTimes _shifts
    cpdef void happen(self, Py_ssize_t number) except *

cdef class BreakEnds(Moment):
    cdef ByTheirTimes _shifts
    cpdef void happen(self, Py_ssize_t number) except *

cdef class BreaksLooked(Moment):
    cdef ByTheirTimes _shifts
    cpdef void happen(self, Py_ssize_t _) except *

cdef class ShiftsClose(Moment):
    cdef ByTheirTimes _shifts
    cpdef void happen(self, Py_ssize_t _) except *

cdef class ShiftsReopen(Moment):
    cdef ByTheirTimes _shifts
    cpdef void happen(self, Py_ssize_t _) except *
