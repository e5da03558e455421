from simulator.demand.look_up cimport Inverse, LookUp

cdef class Always(Inverse):
    cdef double _value_s
    cpdef double at(self, double uniform) except? -1
    cpdef double drawn(
        self, unsigned long long key, unsigned long long purpose, unsigned long long ordinal
    ) except? -1

cdef class OneOfThem(Inverse):
    cdef object _law
    cdef list _values_s
    cpdef double at(self, double uniform) except? -1

cdef class OfTable(LookUp):
    cdef object _table
    cdef double _times
