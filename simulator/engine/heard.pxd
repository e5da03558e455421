cdef int NOBODY

cdef class Heard:
    cdef dict _last
    cpdef void note(self, Py_ssize_t case, Py_ssize_t attempt, Py_ssize_t pool) except *
    cpdef Py_ssize_t by_in(self, Py_ssize_t case, Py_ssize_t attempt) except? -1
    cpdef bint ever(self, Py_ssize_t case) except *
