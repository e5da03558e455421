cimport cython

from simulator.time_grid cimport on_grid

cdef double DAY_S, inf

cdef class Awake:
    cdef bint _always
    cdef list _from_s, _speed
    @cython.locals(
        day_s=double, step=Py_ssize_t, now_s=double, left_s=double, speed=double, next_s=double, until_s=double
    )
    cpdef double until(self, double from_s, double thinking_s) except? -1
