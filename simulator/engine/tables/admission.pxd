cimport cython

cdef class AdmissionTerms:
    cdef public tuple from_s, to_s, own
    cdef public str when_closed, at_close
    cdef public object redirect_to
    cdef public double shut_until_s
    cpdef bint is_shut(self, double time_s) except *
    @cython.locals(from_s=double, to_s=double)
    cpdef bint open_by_itself(self, double time_s) except *
    @cython.locals(place=Py_ssize_t)
    cpdef bint open_at(self, double time_s) except *
    cpdef bint serves_late_at(self, double time_s) except *
