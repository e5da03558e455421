cdef class Inverse:
    cpdef double at(self, double uniform) except? -1
    cpdef double drawn(
        self, unsigned long long key, unsigned long long purpose, unsigned long long ordinal
    ) except? -1

cdef struct Cells:
    double* left
    double* right
    double* cubic
    Py_ssize_t size

cdef class LookUp(Inverse):
    cdef double _scale
    cdef Py_ssize_t _half, _octave
    cdef double* _cubic
    cdef signed char* _crowded
    cdef Cells _low, _high
    cdef tuple _columns
