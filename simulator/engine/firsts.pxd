cdef class Firsts:
    cdef object _workload
    cdef tuple _columns
    cdef unsigned long long* _key
    cdef short* _type
    cdef short* _segment
    cdef Py_ssize_t _cases
    cdef int _look(self, Py_ssize_t case) except -1
    cpdef unsigned long long key(self, Py_ssize_t case) except? 0
    cpdef Py_ssize_t type(self, Py_ssize_t case) except -2
    cpdef Py_ssize_t segment(self, Py_ssize_t case) except -2
    cpdef double uniform(self, Py_ssize_t case, unsigned long long purpose, unsigned long long ordinal) except -1
    cpdef forget(self)
