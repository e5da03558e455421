from simulator.engine.book cimport Book

cdef class PassedPart:
    cdef public double wrap_up_s, passed_s, held_to_s, over_s
    cpdef void write(self, Book book, Py_ssize_t row, Py_ssize_t agent, double from_s, double to_s) except *
