"""Sums by cell, compiled: `cell_sums.py` as loops. The same tests hold for both."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from simulator.buffers cimport float64, int8, int64

import numpy as np

ROUNDING = 1e-6
cdef double _ROUNDING = ROUNDING
cdef object _empty = np.empty, _zeros = np.zeros


def by_cell(slot, member, Py_ssize_t slots, Py_ssize_t members, code, counted, weight=None, weighed=None):
    cdef Py_ssize_t codes = len(counted), cells = slots * members, rows = len(slot), row, cell, number, measure
    cdef Py_ssize_t counts = counted.shape[1], weights = 0 if weight is None else weighed.shape[1]
    cdef long long* slot_of = int64(slot)
    cdef long long* member_of = int64(member)
    cdef signed char* code_of = int8(code)
    cdef double* adds = float64(counted)
    cdef double* adds_weight = NULL if weight is None else float64(weighed)
    cdef double* weight_of = NULL if weight is None else float64(weight)
    found = _zeros((cells, counts + weights))
    cdef double* to = float64(found)
    cdef long long* number_of
    cdef double* sum_of = NULL
    cdef double amount
    if len(member) < rows or len(code) < rows or (weight is not None and len(weight) < rows):
        raise IndexError("columns differ in length")
    number_of = <long long*> PyMem_Calloc(cells * codes + 1, sizeof(long long))
    try:
        if number_of == NULL:
            raise MemoryError
        if weights:
            sum_of = <double*> PyMem_Calloc(cells * codes + 1, sizeof(double))
            if sum_of == NULL:
                raise MemoryError
        for row in range(rows):
            if not (0 <= slot_of[row] < slots and 0 <= member_of[row] < members and 0 <= code_of[row] < codes):
                raise IndexError("a row is in no cell")
            cell = (slot_of[row] * members + member_of[row]) * codes + code_of[row]
            number_of[cell] += 1
            if weights:
                sum_of[cell] += weight_of[row]
        for cell in range(cells):
            for number in range(codes):
                if number_of[cell * codes + number]:
                    amount = <double> number_of[cell * codes + number]
                    for measure in range(counts):
                        to[measure] += amount * adds[number * counts + measure]
                    if weights:
                        amount = sum_of[cell * codes + number]
                        for measure in range(weights):
                            to[counts + measure] += amount * adds_weight[number * weights + measure]
            to += counts + weights
    finally:
        PyMem_Free(number_of)
        PyMem_Free(sum_of)
    return found


def put(
    sums, Py_ssize_t first, Py_ssize_t measures, Py_ssize_t row, Py_ssize_t rows, amounts, Py_ssize_t column,
    day_of_slot, Py_ssize_t days, Py_ssize_t intervals
):
    cdef Py_ssize_t all_rows = sums.shape[1], times = sums.shape[2], slots, members, columns, slot, number, measure
    slots, members, columns = amounts.shape
    if first + measures > len(sums) or row + rows > all_rows or column + measures > columns or (
        members < rows and members > 1
    ) or slots < intervals or times < 1 + days + intervals or len(day_of_slot) < slots:
        raise IndexError("amounts do not fit into the sheet")
    cdef double* amount = float64(amounts)
    cdef double* to
    cdef double* whole = float64(sums) + (first * all_rows + row) * times
    cdef long long* day_of = int64(day_of_slot)
    cdef double one
    for measure in range(measures):
        for number in range(rows):
            to = whole + (measure * all_rows + number) * times
            for slot in range(1 + days):
                to[slot] = 0.0
    for slot in range(slots):
        for number in range(rows):
            for measure in range(measures):
                one = amount[(slot * members + (number if members > 1 else 0)) * columns + column + measure]
                to = whole + (measure * all_rows + number) * times
                to[0] += one
                if days:
                    to[1 + day_of[slot]] += one
                if slot < intervals:
                    to[1 + days + slot] = one


def by_place(amounts, Py_ssize_t slots, Py_ssize_t types, Py_ssize_t channels):
    cdef Py_ssize_t measures = amounts.shape[1], rows = 1 + types + channels, slot, kind, channel, measure
    if len(amounts) < slots * types * channels:
        raise IndexError("there are fewer amounts than places")
    found = _zeros((slots, rows, measures))
    cdef double* of_all = float64(found)
    cdef double* of_type
    cdef double* of_channel
    cdef double* amount = float64(amounts)
    for slot in range(slots):
        for kind in range(types):
            of_type = of_all + (1 + kind) * measures
            for channel in range(channels):
                of_channel = of_all + (1 + types + channel) * measures
                for measure in range(measures):
                    of_type[measure] += amount[measure]
                    of_channel[measure] += amount[measure]
                amount += measures
            for measure in range(measures):
                of_all[measure] += of_type[measure]
        of_all += rows * measures
    return found


def days_met(
    amounts, judged_by, share, Py_ssize_t channels, day_of_slot, Py_ssize_t named_days, Py_ssize_t intervals
):
    cdef Py_ssize_t slots = len(day_of_slot), types = len(share), measures = amounts.shape[1], places = types * channels
    cdef Py_ssize_t rows = 1 + types + channels, days = named_days if named_days else 1, times = 1 + named_days + intervals
    cdef Py_ssize_t slot, place, measure, day, row, time
    if len(amounts) < slots * places or len(judged_by) < measures or slots < intervals + days:
        raise IndexError("there are fewer amounts than places")
    cdef double* amount = float64(amounts)
    cdef double* adds = float64(judged_by)
    cdef double* wanted = float64(share)
    cdef long long* day_of = int64(day_of_slot)
    found = _zeros((3, rows, times))
    cdef double* judged = float64(found)
    cdef double* met = judged + rows * times
    cdef double* throughout = met + rows * times
    cdef double* of_slot = <double*> PyMem_Calloc(2 * places * (days + 1), sizeof(double))
    cdef signed char* flags = <signed char*> PyMem_Calloc(rows * (2 * days + 2), 1)
    cdef double* of_day
    cdef signed char* in_any
    try:
        if of_slot == NULL or flags == NULL:
            raise MemoryError
        for slot in range(slots):
            day = day_of[slot] if named_days else 0
            of_day = of_slot + 2 * places * (1 + day)
            for place in range(places):
                of_slot[2 * place] = of_slot[2 * place + 1] = 0.0
                for measure in range(measures):
                    of_slot[2 * place] += amount[measure] * adds[2 * measure]
                    of_slot[2 * place + 1] += amount[measure] * adds[2 * measure + 1]
                of_day[2 * place] += of_slot[2 * place]
                of_day[2 * place + 1] += of_slot[2 * place + 1]
                amount += measures
            if slot < intervals:
                _judge(of_slot, wanted, types, channels, flags)
                in_any = flags + 2 * rows * (1 + day)
                time = 1 + named_days + slot
                for row in range(rows):
                    judged[row * times + time] = flags[2 * row]
                    met[row * times + time] = throughout[row * times + time] = flags[2 * row] and not flags[2 * row + 1]
                    in_any[2 * row] |= flags[2 * row]
                    in_any[2 * row + 1] |= flags[2 * row + 1]
        for day in range(days):
            _judge(of_slot + 2 * places * (1 + day), wanted, types, channels, flags)
            in_any = flags + 2 * rows * (1 + day)
            for row in range(rows):
                # Who came after closing only is judged by the day as a whole.
                if flags[2 * row]:
                    judged[row * times] += 1
                    met[row * times] += not flags[2 * row + 1]
                    throughout[row * times] += not in_any[2 * row + 1] and (in_any[2 * row] or not flags[2 * row + 1])
                if named_days:
                    judged[row * times + 1 + day] = flags[2 * row]
                    met[row * times + 1 + day] = flags[2 * row] and not flags[2 * row + 1]
                    throughout[row * times + 1 + day] = flags[2 * row] and not in_any[2 * row + 1] and (
                        in_any[2 * row] or not flags[2 * row + 1]
                    )
    finally:
        PyMem_Free(of_slot)
        PyMem_Free(flags)
    return found


cdef void _judge(
    double* sums, double* share, Py_ssize_t types, Py_ssize_t channels, signed char* flags
) noexcept:
    """Say of everything, types and channels whether anybody was judged, and whether a target was missed."""
    cdef Py_ssize_t kind, channel, row
    cdef double numerator, denominator, above, below
    for row in range(2 * (1 + types + channels)):
        flags[row] = 0
    for kind in range(types):
        above = below = 0.0
        for channel in range(channels):
            numerator, denominator = sums[0], sums[1]
            above += numerator
            below += denominator
            row = 2 * (1 + types + channel)
            flags[row] |= denominator > 0
            flags[row + 1] |= numerator < share[kind] * denominator - _ROUNDING
            sums += 2
        row = 2 * (1 + kind)
        flags[row] = below > 0
        flags[row + 1] = above < share[kind] * below - _ROUNDING
        flags[0] |= flags[row]
        flags[1] |= flags[row + 1]
