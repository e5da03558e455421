"""The log's tables, row by row, compiled: `log_rows.py` as loops. The same tests hold for both."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from libc.math cimport NAN
from libc.stdlib cimport qsort

from simulator.buffers cimport (
    float64, float64_to_write, int8, int8_to_write, int16, int32, int32_to_write, int64
)
from simulator.engine.book cimport Birth

import numpy as np

from simulator.log import NOBODY, EndedBy, SpanKind

cdef int _NOBODY = NOBODY
cdef int _AGENT = int(EndedBy.AGENT)
cdef int _DUTY = int(SpanKind.DUTY), _OVERTIME = int(SpanKind.OVERTIME)
cdef int _QUEUE = int(SpanKind.QUEUE), _TALK = int(SpanKind.TALK), _WRAP_UP = int(SpanKind.WRAP_UP)
cdef object _empty = np.empty
cdef object _F64 = np.dtype(np.float64), _I64 = np.dtype(np.int64), _I32 = np.dtype(np.int32)
cdef object _I16 = np.dtype(np.int16), _I8 = np.dtype(np.int8)


cdef inline Py_ssize_t _below(double number, Py_ssize_t count) except -1:
    """Return a number that counts among so many."""
    if not 0 <= number < count:
        raise IndexError(f"there is no number {number:.0f} among {count}")
    return <Py_ssize_t> number


def born(list births):
    cdef Py_ssize_t number, count = len(births)
    cdef Birth one
    made = _empty((count, 8), _I64)
    cdef long long* to = int64(made)
    for number in range(count):
        one = births[number]
        to[0], to[1], to[2], to[3] = one.case, one.parent, one.cause, one.attempt
        to[4], to[5], to[6], to[7] = one.hop, one.type, one.segment, one.context
        to += 8
    return made


def fates(
    closings, type_, arrived_s, queued_s, answered_s, answered_by, ended_s, ended_by, solved, channel_of, group_of
):
    cdef Py_ssize_t count = len(type_), agents = len(group_of), types = len(channel_of), number, row
    if {len(one) for one in (arrived_s, queued_s, answered_s, answered_by, ended_s, ended_by, solved)} != {count}:
        raise ValueError("columns differ in length")
    made = (
        _empty(count, _I16), _empty(count, _F64), _empty(count, _F64), _empty(count, _F64), _empty(count, _I16),
        _empty(count, _I32), _empty(count, _I16),
    )
    channel, closed_s, wait_s, since_arrival_s, answered_group, closed_by, closed_group = made
    cdef short* channels = int16(channel)
    cdef double* closed = float64(closed_s)
    cdef double* wait = float64(wait_s)
    cdef double* since = float64(since_arrival_s)
    cdef short* answering = int16(answered_group)
    cdef int* closing = int32(closed_by)
    cdef short* closers = int16(closed_group)
    cdef double* record = float64(closings)
    cdef short* kind = int16(type_)
    cdef double* arrived = float64(arrived_s)
    cdef double* queued = float64_to_write(queued_s)
    cdef double* answered = float64_to_write(answered_s)
    cdef int* by = int32_to_write(answered_by)
    cdef double* ended = float64_to_write(ended_s)
    cdef signed char* how = int8_to_write(ended_by)
    cdef signed char* solves = int8_to_write(solved)
    cdef short* of_type = int16(channel_of)
    cdef short* of_agent = int16(group_of)
    cdef int agent
    for row in range(count):
        closed[row] = NAN
        closing[row] = _NOBODY
    for number in range(len(closings)):
        row, agent = _below(record[0], count), <int> record[1]
        if by[row] < 0:
            by[row] = agent
            answered[row] = record[2]
        ended[row], closed[row], closing[row] = record[3], record[4], agent
        how[row], solves[row] = _AGENT, 1
        record += 5
    for row in range(count):
        channels[row] = of_type[_below(kind[row], types)]
        if queued[row] != queued[row]:
            queued[row] = answered[row]
        wait[row] = (ended[row] if by[row] < 0 else answered[row]) - queued[row]
        since[row] = wait[row] + (queued[row] - arrived[row])
        answering[row] = of_agent[_below(by[row] if by[row] >= 0 else agents - 1, agents)]
        closers[row] = of_agent[_below(closing[row] if closing[row] >= 0 else agents - 1, agents)]
    return {
        "channel": channel,
        "queued_s": queued_s,
        "closed_s": closed_s,
        "wait_s": wait_s,
        "since_arrival_s": since_arrival_s,
        "answered_group": answered_group,
        "closed_by": closed_by,
        "closed_group": closed_group,
    }


cdef struct Columns:
    long long* contact
    signed char* kind
    short* group
    int* agent
    double* from_s
    double* to_s


def agents_own(list stays, others):
    cdef Py_ssize_t number
    made = _empty((2 * len(stays) + len(others), 4), _F64)
    cdef double* first = float64(made)
    cdef double* to = first
    cdef double* other = float64(others)
    cdef double agent, in_s, out_s, since_s
    for number in range(len(stays)):
        agent, in_s, out_s, since_s = <tuple> stays[number]
        to[0], to[1], to[2], to[3] = agent, in_s, _DUTY, out_s
        to += 4
        if since_s < in_s:
            since_s = in_s
        if since_s < out_s:
            to[0], to[1], to[2], to[3] = agent, since_s, _OVERTIME, out_s
            to += 4
    for number in range(len(others)):
        to[0], to[1], to[2], to[3] = other[2], other[3], other[1], other[4]
        to, other = to + 4, other + 5
    number = (to - first) // 4
    qsort(first, number, 4 * sizeof(double), &_compared)
    return made[:number]


cdef int _compared(const void* one, const void* other) noexcept nogil:
    """Return whether four numbers come before four others (below 0), or after them (above 0)."""
    cdef const double* mine = <const double*> one
    cdef const double* theirs = <const double*> other
    cdef Py_ssize_t place
    for place in range(4):
        if mine[place] != theirs[place]:
            return -1 if mine[place] < theirs[place] else 1
    return 0


def spans(waits, closings, services, others, own, Py_ssize_t contacts, group_of):
    cdef Py_ssize_t of_contacts, number, count = len(waits) + len(closings) + len(services) + len(others)
    cdef double* talk
    cdef double* mine = float64(own)
    for talks in (closings, services):
        talk = float64(talks)
        for number in range(len(talks)):
            count += talk[4] > talk[3]
            talk += 5
    of_contacts = count
    count += len(own)
    made = (
        _empty(count, _I64), _empty(count, _I8), _empty(count, _I16), _empty(count, _I32), _empty(count, _F64),
        _empty(count, _F64),
    )
    cdef Columns to
    to.contact, to.kind, to.group = int64(made[0]), int8(made[1]), int16(made[2])
    to.agent, to.from_s, to.to_s = int32(made[3]), float64(made[4]), float64(made[5])
    cdef Py_ssize_t* start = <Py_ssize_t*> PyMem_Calloc(contacts + 1, sizeof(Py_ssize_t))
    cdef unsigned char* seen = <unsigned char*> PyMem_Calloc(contacts + 1, 1)
    try:
        if start == NULL or seen == NULL:
            raise MemoryError
        _put(to, start, seen, waits, closings, services, others, contacts)
    finally:
        PyMem_Free(start)
        PyMem_Free(seen)
    for number in range(of_contacts, count):
        _set(to, number, _NOBODY, <int> mine[2], <int> mine[0], mine[1], mine[3])
        mine += 4
    cdef short* of_agent = int16(group_of)
    cdef Py_ssize_t agents = len(group_of)
    for number in range(count):
        to.group[number] = of_agent[_below(to.agent[number] if to.agent[number] >= 0 else agents - 1, agents)]
    return {
        "contact": made[0], "kind": made[1], "group": made[2], "agent": made[3], "from_s": made[4], "to_s": made[5]
    }


cdef int _put(
    Columns to, Py_ssize_t* start, unsigned char* seen, waits, closings, services, others, Py_ssize_t contacts
) except -1:
    """Put spans of contacts in their places: those of each contact together, then by time, where they are not yet."""
    cdef Py_ssize_t number, row, place, next_, sum_ = 0, of_this
    cdef double* wait = float64(waits)
    cdef double* other = float64(others)
    cdef double* talk
    cdef bint sorted_ = len(others) == 0
    # How many spans each has. Whoever does more than wait, talk and be wrapped up, once each, makes all be sorted.
    for number in range(len(waits)):
        row = _below(wait[3 * number], contacts)
        start[row] += 1
        if seen[row] & 1:
            sorted_ = False
        seen[row] |= 1
    for talks in (closings, services):
        talk = float64(talks)
        for number in range(len(talks)):
            row = _below(talk[5 * number], contacts)
            start[row] += 1 + (talk[5 * number + 4] > talk[5 * number + 3])
            if seen[row] & 2:
                sorted_ = False
            seen[row] |= 2
    for number in range(len(others)):
        start[_below(other[5 * number], contacts)] += 1
    for row in range(contacts):
        of_this = start[row]
        start[row] = sum_
        sum_ += of_this
    start[contacts] = sum_
    for number in range(len(waits)):
        row = <Py_ssize_t> wait[3 * number]
        _set(to, start[row], row, _QUEUE, _NOBODY, wait[3 * number + 1], wait[3 * number + 2])
        start[row] += 1
    for talks in (closings, services):
        talk = float64(talks)
        for number in range(len(talks)):
            row = <Py_ssize_t> talk[0]
            _set(to, start[row], row, _TALK, <int> talk[1], talk[2], talk[3])
            start[row] += 1
            talk += 5
    for talks in (closings, services):
        talk = float64(talks)
        for number in range(len(talks)):
            if talk[4] > talk[3]:
                row = <Py_ssize_t> talk[0]
                _set(to, start[row], row, _WRAP_UP, <int> talk[1], talk[3], talk[4])
                start[row] += 1
            talk += 5
    for number in range(len(others)):
        row = <Py_ssize_t> other[0]
        _set(to, start[row], row, <int> other[1], <int> other[2], other[3], other[4])
        start[row] += 1
        other += 5
    if sorted_ and len(services):
        for place in range(1, sum_):
            if to.contact[place] == to.contact[place - 1] and to.from_s[place] < to.from_s[place - 1]:
                sorted_ = False
                break
    if not sorted_:
        # Of one instant, what was over at once was begun first.
        for place in range(1, sum_):
            next_ = place
            while next_ > 0 and _is_before(to, next_):
                _swap(to, next_)
                next_ -= 1
    return 0


cdef inline void _set(
    Columns to, Py_ssize_t place, long long contact, int kind, int agent, double from_s, double to_s
) noexcept:
    to.contact[place], to.kind[place], to.agent[place] = contact, kind, agent
    to.from_s[place], to.to_s[place] = from_s, to_s


cdef inline bint _is_before(Columns to, Py_ssize_t place) noexcept:
    """Return whether a span belongs before the one that stands before it."""
    if to.contact[place] != to.contact[place - 1]:
        return False
    if to.from_s[place] != to.from_s[place - 1]:
        return to.from_s[place] < to.from_s[place - 1]
    return to.to_s[place] < to.to_s[place - 1]


cdef inline void _swap(Columns to, Py_ssize_t place) noexcept:
    """Let a span and the one before it change places."""
    to.kind[place], to.kind[place - 1] = to.kind[place - 1], to.kind[place]
    to.agent[place], to.agent[place - 1] = to.agent[place - 1], to.agent[place]
    to.from_s[place], to.from_s[place - 1] = to.from_s[place - 1], to.from_s[place]
    to.to_s[place], to.to_s[place - 1] = to.to_s[place - 1], to.to_s[place]
