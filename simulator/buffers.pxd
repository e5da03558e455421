"""Columns of numpy as what they are in memory, for typed loops: a pointer, after a look at what kind of numbers it is.

Memory of a typed view would do the same with thousands of lines of C in every module. A pointer is good as long as the
column is there and nobody lets it grow, so it never leaves the function that asked for it.
"""

from cpython.buffer cimport PyBUF_C_CONTIGUOUS, PyBUF_FORMAT, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer


cdef inline void* numbers(object column, Py_ssize_t size, const char* kinds, int more=0) except? NULL:
    """Return where the numbers of a column stand, each of one of these kinds and of ``size`` bytes, in one piece.

    What is to be written is asked for as such (``PyBUF_WRITABLE``), or a column that nobody may write would be.
    """
    cdef Py_buffer view
    cdef void* found
    cdef const char* kind = kinds
    PyObject_GetBuffer(column, &view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | more)
    while kind[0] and kind[0] != view.format[0]:
        kind += 1
    found = view.buf
    if not kind[0] or view.itemsize != size:
        PyBuffer_Release(&view)
        raise TypeError(f"expected a column of numbers of {size} bytes, one of {kinds.decode()}")
    PyBuffer_Release(&view)
    return found


cdef inline double* float64(object column) except? NULL:
    return <double*> numbers(column, 8, b"d")


cdef inline long long* int64(object column) except? NULL:
    return <long long*> numbers(column, 8, b"lq")


cdef inline unsigned long long* uint64(object column) except? NULL:
    return <unsigned long long*> numbers(column, 8, b"LQ")


cdef inline int* int32(object column) except? NULL:
    return <int*> numbers(column, 4, b"il")


cdef inline short* int16(object column) except? NULL:
    return <short*> numbers(column, 2, b"h")


cdef inline signed char* int8(object column) except? NULL:
    return <signed char*> numbers(column, 1, b"b?")


cdef inline double* float64_to_write(object column) except? NULL:
    return <double*> numbers(column, 8, b"d", PyBUF_WRITABLE)


cdef inline unsigned long long* uint64_to_write(object column) except? NULL:
    return <unsigned long long*> numbers(column, 8, b"LQ", PyBUF_WRITABLE)


cdef inline int* int32_to_write(object column) except? NULL:
    return <int*> numbers(column, 4, b"il", PyBUF_WRITABLE)


cdef inline signed char* int8_to_write(object column) except? NULL:
    return <signed char*> numbers(column, 1, b"b?", PyBUF_WRITABLE)
