cimport cython

from simulator.time_grid cimport on_grid

cdef double DAY_S, inf

cdef class Awake:
    cdef bint _always
    cdef double _day_s
    cdef list _from_s, _speed, _used_s
    @cython.locals(clock_s=double, left_s=double, at_s=double, until_s=double, step=Py_ssize_t, begins_s=double, used_s=double, speed=double)
    cpdef double until(self, double from_s, double thinking_s) except? -1
