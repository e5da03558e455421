ctypedef (double, double, double) WaitRecord
ctypedef (double, double, double, double, double) ServiceRecord

cpdef WaitRecord wait_record(double row, double from_s, double to_s) noexcept
cpdef ServiceRecord service_record(double row, double one, double two, double three, double four) noexcept

cdef class Records:
    cdef double* at
    cdef Py_ssize_t size, room, views
    cdef double* _more(self, Py_ssize_t width) except NULL

cdef class WaitRecords(Records):
    cdef int frombytes(self, WaitRecord record) except -1

cdef class ServiceRecords(Records):
    cdef int frombytes(self, ServiceRecord record) except -1

cpdef WaitRecords waits()
cpdef ServiceRecords services()
cpdef empty(Records records)

cdef class Columns:
    cdef public Py_ssize_t cases
    cdef Py_ssize_t rows, room
    cdef double* arrived_s
    cdef double* place_s
    cdef double* since_s
    cdef signed char* waiting
    cdef int* ahead
    cdef int* behind
    cdef int* queue
    cdef double* talk_s
    cdef double* wrap_up_s
    cdef double* patience_s
    cdef double* queued_s
    cdef double* answered_s
    cdef int* answered_by
    cdef double* ended_s
    cdef signed char* ended_by
    cdef signed char* solved
    cdef list _arrays
    cdef object _arrivals_s
    cdef int _point(self) except -1
    cpdef Py_ssize_t add_row(
        self, int queue, double arrived_s, double talk_s, double wrap_up_s, double patience_s
    ) except -1

cdef class Line:
    cdef list _all
    cdef Py_ssize_t _first
    cpdef popleft(self)
    cpdef append(self, one)
    cpdef insert(self, Py_ssize_t place, one)
