cimport cython

from simulator.engine.columns cimport ServiceRecords, service_record, services
from simulator.engine.time_off cimport Due, PartOfShift

cdef int OFF_PHONE_NEXT
cdef double nan

cdef class BreaksDue:
    cdef ServiceRecords _rows
    cpdef void note_had(self, PartOfShift part, Due due, double now_s) except *
    cpdef void note_missed(self, PartOfShift part, Due due) except *
    @cython.locals(due=Due)
    cpdef void note_left(self, PartOfShift part, double now_s) except *
    @cython.locals(off_phone=double)
    cdef void _note(self, PartOfShift part, Due due, double due_s, double begun_s) except *
