"""Waits, row by row, compiled: `wait_rows.py` as loops. The same tests hold for both."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.math cimport ceil
from libc.string cimport memcpy

from simulator.buffers cimport float64, int8, int16, int32, int64

import numpy as np

from simulator.log import NOBODY, EndedBy, SpanKind
from simulator.metrics.outcomes import COUNTS, Outcome
from simulator.metrics.wait_bins import BINS, STEPS

_TALKS = (SpanKind.TALK, SpanKind.IN_HAND, SpanKind.REPLY, SpanKind.READING, SpanKind.IN_VAIN)
IS_TAKEN = np.array([kind in _TALKS for kind in SpanKind])

cdef int _OUTCOMES = len(Outcome), _KINDS = len(SpanKind), _QUEUE = int(SpanKind.QUEUE)
cdef int _OPEN = int(EndedBy.STILL_OPEN), _NOBODY = NOBODY
cdef signed char[64] _WAITED, _TAKEN
cdef int _number
for _number in range(_OUTCOMES):
    _WAITED[_number] = Outcome(_number) in COUNTS["waited"]
for _number in range(_KINDS):
    _TAKEN[_number] = SpanKind(_number) in _TALKS

cdef long long _BINS = BINS, _STEPS = STEPS, _ONE = 1023 * STEPS
"""The first bits of 1.0, exponent and as many of the mantissa as tell `STEPS` apart, are `_ONE`."""
assert STEPS == 2**8
cdef int _SHIFT = 52 - 8
cdef int[65536] _count
cdef unsigned long long[1024] _there
cdef object _empty = np.empty, _zeros = np.zeros, _as = np.ascontiguousarray
cdef object _F64 = np.dtype(np.float64), _I64 = np.dtype(np.int64), _I32 = np.dtype(np.int32)
cdef object _I16 = np.dtype(np.int16), _I8 = np.dtype(np.int8)

cdef extern from *:
    """
    static int first_bit(unsigned long long bits) {
        int place = 0;
        while (!(bits & 1)) { bits >>= 1; place++; }
        return place;
    }
    """
    int first_bit(unsigned long long bits) noexcept


cdef inline long long _bin_of(double wait_s) noexcept:
    cdef long long bits
    if wait_s > 1.0:
        memcpy(&bits, &wait_s, 8)
        return ((bits - 1) >> _SHIFT) - _ONE + (_STEPS + 1)
    return <long long> ceil(wait_s * _STEPS)


def in_bins(
    outcome, wait_s, slot, Py_ssize_t slots, place, Py_ssize_t places, segment, Py_ssize_t segments
):
    cdef Py_ssize_t count = len(outcome), all_ = (places + segments) * slots, row, where, number, entries = 0, first
    cdef Py_ssize_t low, high, word
    cdef signed char* outcomes = int8(outcome)
    cdef double* waits_s = float64(wait_s)
    cdef long long* slot_of = int64(slot)
    cdef long long* place_of = int64(place)
    cdef long long* segment_of = NULL if segment is None else int64(segment)
    cdef Py_ssize_t* start = <Py_ssize_t*> PyMem_Calloc(all_ + 2, sizeof(Py_ssize_t))
    cdef unsigned short* bins = <unsigned short*> PyMem_Malloc(2 * count * sizeof(short) + 8)
    cdef long long* keys = <long long*> PyMem_Malloc(2 * count * sizeof(long long) + 8)
    cdef long long* counts = <long long*> PyMem_Malloc(2 * count * sizeof(long long) + 8)
    cdef long long bin_
    cdef unsigned long long bits
    try:
        if start == NULL or bins == NULL or keys == NULL or counts == NULL:
            raise MemoryError
        if min(len(wait_s), len(slot), len(place), count if segment is None else len(segment)) < count:
            raise IndexError("columns differ in length")
        # How many waits each place has, then where they begin.
        for row in range(count):
            if not 0 <= outcomes[row] < _OUTCOMES:
                raise IndexError("a contact counts as nothing that anybody knows")
            if _WAITED[outcomes[row]] and waits_s[row] == waits_s[row]:
                if not (0 <= slot_of[row] < slots and 0 <= place_of[row] < places):
                    raise IndexError("a contact is in no place")
                start[place_of[row] * slots + slot_of[row] + 2] += 1
                if segment_of != NULL and segment_of[row] < segments:
                    if segment_of[row] < 0:
                        raise IndexError("a contact is in no place")
                    start[(places + segment_of[row]) * slots + slot_of[row] + 2] += 1
        for where in range(all_):
            start[where + 2] += start[where + 1]
        for row in range(count):
            if _WAITED[outcomes[row]] and waits_s[row] == waits_s[row]:
                bin_ = _bin_of(waits_s[row])
                if not 0 <= bin_ < _BINS:
                    raise ValueError("a wait is below 0 s, or longer than any")
                where = place_of[row] * slots + slot_of[row] + 1
                bins[start[where]] = bin_
                start[where] += 1
                if segment_of != NULL and segment_of[row] < segments:
                    where = (places + segment_of[row]) * slots + slot_of[row] + 1
                    bins[start[where]] = bin_
                    start[where] += 1
        for where in range(all_):
            if start[where] == start[where + 1]:
                continue
            low, high = 1023, 0
            for number in range(start[where], start[where + 1]):
                word = bins[number] >> 6
                low, high = min(low, word), max(high, word)
                _there[word] |= (<unsigned long long> 1) << (bins[number] & 63)
                _count[bins[number]] += 1
            for word in range(low, high + 1):
                bits = _there[word]
                _there[word] = 0
                while bits:
                    bin_ = 64 * word + first_bit(bits)
                    bits &= bits - 1
                    keys[entries], counts[entries] = where * _BINS + bin_, _count[bin_]
                    _count[bin_] = 0
                    entries += 1
        found = _empty(entries, _I64), _empty(entries, _I64)
        memcpy(int64(found[0]), keys, entries * sizeof(long long))
        memcpy(int64(found[1]), counts, entries * sizeof(long long))
    finally:
        PyMem_Free(start)
        PyMem_Free(bins)
        PyMem_Free(keys)
        PyMem_Free(counts)
    return found


def in_buckets(outcome, wait_s, kind, Py_ssize_t types, ending_of, Py_ssize_t endings, edges_s):
    cdef Py_ssize_t count = len(outcome), edges = len(edges_s), row, low, high, middle, ending
    cdef signed char* outcomes = int8(outcome)
    cdef double* waits_s = float64(wait_s)
    cdef long long* kind_of = int64(kind)
    cdef long long* ending_of_ = int64(ending_of)
    cdef double* edge_s = float64(edges_s)
    found = _zeros((types, endings, edges + 1), _I64)
    cdef long long* counts = int64(found)
    if min(len(wait_s), len(kind)) < count or len(ending_of) < _OUTCOMES:
        raise IndexError("columns differ in length")
    for row in range(count):
        if not 0 <= outcomes[row] < _OUTCOMES:
            raise IndexError("a contact counts as nothing that anybody knows")
        if _WAITED[outcomes[row]] and waits_s[row] == waits_s[row]:
            ending = ending_of_[outcomes[row]]
            if not (0 <= kind_of[row] < types and 0 <= ending < endings):
                raise IndexError("a contact is of a type that the log does not know")
            # The first edge that is not below the wait; mostly nobody waits.
            low, high = 0, edges if edges and waits_s[row] > edge_s[0] else 0
            while low < high:
                middle = (low + high) >> 1
                if edge_s[middle] < waits_s[row]:
                    low = middle + 1
                else:
                    high = middle
            counts[(kind_of[row] * endings + ending) * (edges + 1) + low] += 1
    return found


def in_queue_s(log, edges_s):
    spans = log.spans
    of_kind, contact = _as(spans["kind"], _I8), _as(spans["contact"], _I64)
    begun, over, type_ = _as(spans["from_s"], _F64), _as(spans["to_s"], _F64), _as(log.contacts["type"], _I16)
    cdef Py_ssize_t count = len(of_kind), contacts = len(type_), types = len(log.names.types), mine = 0, number
    if min(len(contact), len(begun), len(over)) < count:
        raise IndexError("columns differ in length")
    cdef signed char* kind = int8(of_kind)
    cdef long long* contact_of = int64(contact)
    cdef double* from_s = float64(begun)
    cdef double* to_s = float64(over)
    cdef short* type_of = int16(type_)
    cdef long long* rows
    cdef double* starts_s
    cdef double* ends_s
    for number in range(count):
        mine += kind[number] == _QUEUE
    row, starts, ends = _empty(mine, _I64), _empty(mine, _F64), _empty(mine, _F64)
    rows, starts_s, ends_s = int64(row), float64(starts), float64(ends)
    mine = 0
    for number in range(count):
        if kind[number] == _QUEUE:
            if not 0 <= contact_of[number] < contacts:
                raise IndexError("a span is of a contact that the log does not know")
            rows[mine] = type_of[contact_of[number]]
            starts_s[mine], ends_s[mine] = from_s[number], to_s[number]
            mine += 1
    return seconds_in(row, starts, ends, types, edges_s)


def seconds_in(row, from_s, to_s, Py_ssize_t rows, edges_s):
    cdef Py_ssize_t steps = len(edges_s) - 1, count = len(row), number, step, place
    cdef long long* row_of = int64(row)
    cdef double* begun_s = float64(from_s)
    cdef double* over_s = float64(to_s)
    cdef double* edge_s = float64(edges_s)
    if min(len(from_s), len(to_s)) < count or steps < 1:
        raise IndexError("columns differ in length")
    found = _zeros((rows, steps))
    cdef double* seconds = float64(found)
    cdef double since
    cdef double* there = <double*> PyMem_Calloc(rows * steps + 1, sizeof(double))
    try:
        if there == NULL:
            raise MemoryError
        step = 0
        for number in range(count):
            if not 0 <= row_of[number] < rows:
                raise IndexError("a span is in no row")
            step = _step(begun_s[number], edge_s, steps, step, seconds, there, row_of[number], 1.0)
        for number in range(count):
            step = _step(over_s[number], edge_s, steps, step, seconds, there, row_of[number], -1.0)
        for place in range(rows):
            since = there[place * steps]
            for step in range(1, steps):
                seconds[place * steps + step] += since * (edge_s[step + 1] - edge_s[step])
                since += there[place * steps + step]
    finally:
        PyMem_Free(there)
    return found


cdef inline Py_ssize_t _step(
    double time_s, double* edge_s, Py_ssize_t steps, Py_ssize_t near, double* seconds, double* there, long long row,
    double sign
) noexcept:
    """Add what is left, at an instant, of the step it lies in; return which one that is."""
    cdef Py_ssize_t low = near, high, middle
    if time_s < edge_s[0]:
        time_s = edge_s[0]
    if time_s > edge_s[steps]:
        time_s = edge_s[steps]
    if edge_s[low] > time_s or edge_s[low + 1] <= time_s:
        low, high = 0, steps
        while high - low > 1:
            middle = (low + high) >> 1
            if edge_s[middle] <= time_s:
                low = middle
            else:
                high = middle
    seconds[row * steps + low] += sign * (edge_s[low + 1] - time_s)
    there[row * steps + low] += sign
    return low


cdef struct Spans:
    signed char* kind
    long long* contact
    int* agent
    double* from_s
    double* to_s
    Py_ssize_t last


def queued(log, reported):
    contacts, spans, names = log.contacts, log.spans, log.names
    columns = (
        _as(spans["kind"], _I8), _as(spans["contact"], _I64), _as(spans["agent"], _I32), _as(spans["from_s"], _F64),
        _as(spans["to_s"], _F64), _as(spans["group"], _I16),
    )
    of_contacts = (
        _as(contacts["type"], _I16), _as(contacts["segment"], _I16), _as(contacts["ended_by"], _I8),
        _as(contacts["assigned_s"], _F64), _as(contacts["queued_s"], _F64),
    )
    mine = None if reported is None else _as(reported, np.bool_)
    cdef Py_ssize_t count = len(columns[0]), rows = len(of_contacts[0]), number, row, taken, place
    cdef int types = len(names.types), groups = len(names.groups), segments = len(names.segments) + 1
    if min(map(len, columns)) < count or min(map(len, of_contacts)) < rows or (mine is not None and len(mine) < rows):
        raise IndexError("columns differ in length")
    cdef Spans all_
    all_.kind, all_.contact, all_.agent = int8(columns[0]), int64(columns[1]), int32(columns[2])
    all_.from_s, all_.to_s, all_.last = float64(columns[3]), float64(columns[4]), count - 1
    cdef short* group = int16(columns[5])
    cdef short* type_ = int16(of_contacts[0])
    cdef short* segment = int16(of_contacts[1])
    cdef signed char* ended_by = int8(of_contacts[2])
    cdef double* assigned_s = float64(of_contacts[3])
    cdef double* queued_s = float64(of_contacts[4])
    cdef signed char* counts = NULL if mine is None else int8(mine)
    queued_by, queued_in, arrived_in = _zeros((types, groups)), _zeros((types, segments)), _zeros((types, segments))
    cdef double* by = float64(queued_by)
    cdef double* waiting = float64(queued_in)
    cdef double* arrived = float64(arrived_in)
    cdef signed char* waited = <signed char*> PyMem_Calloc(rows + 1, 1)
    try:
        if waited == NULL:
            raise MemoryError
        for row in range(rows):
            if not (0 <= type_[row] < types and -1 <= segment[row] < segments - 1):
                raise IndexError("a contact is of a type or a segment that the log does not know")
            # Who is still in a queue waits, and perhaps just since now; not who is in talk, nor whom an agent took at
            # once and has not written to yet, nor who stands outside a door.
            waited[row] = (
                ended_by[row] == _OPEN and assigned_s[row] != assigned_s[row] and queued_s[row] == queued_s[row]
            )
        for number in range(count):
            if not 0 <= all_.kind[number] < _KINDS:
                raise IndexError("a span is of a kind that nobody knows")
        for number in range(count):
            if all_.kind[number] == _QUEUE and all_.to_s[number] > all_.from_s[number]:
                row = all_.contact[number]
                if not 0 <= row < rows:
                    raise IndexError("a span is of a contact that the log does not know")
                waited[row] = True
                taken = _taken(&all_, number)
                if taken >= 0 and (counts == NULL or counts[row]):
                    if not 0 <= group[taken] < groups:
                        raise IndexError("a span is of a group that the log does not know")
                    by[type_[row] * groups + group[taken]] += 1
        for row in range(rows):
            if counts == NULL or counts[row]:
                place = type_[row] * segments + (segment[row] if segment[row] >= 0 else segments - 1)
                arrived[place] += 1
                waiting[place] += waited[row]
    finally:
        PyMem_Free(waited)
    return queued_by, queued_in, arrived_in


cdef Py_ssize_t _taken(Spans* all_, Py_ssize_t wait) noexcept:
    """Return the span in which a contact was taken out of the queue it waits in; `NOBODY` where it was not.

    Of two who begin to talk at once, the one who had the contact before tells the other one.
    """
    cdef Py_ssize_t found = _talk_from(all_, wait, min(wait + 1, all_.last)), other, talk = wait
    if found < 0 or wait == 0 or all_.contact[wait - 1] != all_.contact[wait]:
        return found
    other = _talk_from(all_, wait, min(found + 1, all_.last))
    if other < 0 or other == found or all_.from_s[other] != all_.from_s[found]:
        return found
    while talk > 0 and not _TAKEN[all_.kind[talk]]:
        talk -= 1
    # Who had it before, if anybody had.
    if _TAKEN[all_.kind[talk]] and all_.contact[talk] == all_.contact[wait]:
        return other if all_.agent[found] == all_.agent[talk] else found
    return other if all_.agent[found] == _NOBODY else found


cdef inline Py_ssize_t _talk_from(Spans* all_, Py_ssize_t wait, Py_ssize_t follows) noexcept:
    """Return the first talk from there on that begins when the wait is over; `NOBODY` where there is none."""
    while all_.contact[follows] == all_.contact[wait]:
        if _TAKEN[all_.kind[follows]] and all_.from_s[follows] >= all_.to_s[wait]:
            return follows
        if follows == all_.last:
            break
        follows += 1
    return _NOBODY


def answered(log, among):
    of_type, of_group = _as(log.contacts["type"], _I16), _as(log.contacts["answered_group"], _I16)
    mine = None if among is None else _as(among, np.bool_)
    cdef Py_ssize_t rows = len(of_type), row
    cdef int types = len(log.names.types), groups = len(log.names.groups)
    if len(of_group) < rows or (mine is not None and len(mine) < rows):
        raise IndexError("columns differ in length")
    cdef short* type_ = int16(of_type)
    cdef short* group = int16(of_group)
    cdef signed char* counts = NULL if mine is None else int8(mine)
    found = _zeros((types, groups))
    cdef double* to = float64(found)
    for row in range(rows):
        if group[row] != _NOBODY and (counts == NULL or counts[row]):
            if not (0 <= type_[row] < types and 0 <= group[row] < groups):
                raise IndexError("a contact is of a type or a group that the log does not know")
            to[type_[row] * groups + group[row]] += 1
    return found


def counted(cell, Py_ssize_t rows, Py_ssize_t columns):
    return np.bincount(cell, minlength=rows * columns).reshape(rows, columns).astype(np.float64)
