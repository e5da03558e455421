"""What each contact of a log counts as, compiled: `contact_rows.py` as loops. The same tests hold for both."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from simulator.buffers cimport float64, int8, int16, int64

import numpy as np
from typing import NamedTuple

from simulator.log import EndedBy, SpanKind
from simulator.metrics.case_outcomes import FATE_OF
from simulator.metrics.outcomes import COUNTS, OUTCOME_OF, Outcome
from simulator.metrics.work import HANDLING

cdef int _LATE = int(Outcome.LATE), _ABANDONED_LATE = int(Outcome.ABANDONED_LATE)
cdef int _VOICEMAIL = int(Outcome.VOICEMAIL), _VOICEMAIL_CLOSED = int(Outcome.VOICEMAIL_CLOSED)
cdef int _STILL_OPEN = int(Outcome.STILL_OPEN), _OPEN_LATE = int(Outcome.OPEN_LATE)
cdef int _NOT_YET_DECIDED = int(Outcome.NOT_YET_DECIDED)
cdef int _AGENT = int(EndedBy.AGENT), _OPEN = int(EndedBy.STILL_OPEN)
cdef int _ENDINGS = len(EndedBy), _OUTCOMES = len(Outcome), _KINDS = len(SpanKind)
cdef signed char[64] _OUTCOME, _FATE, _ANSWERED, _HANDLED
cdef int _number
for _number in range(_ENDINGS):
    _OUTCOME[_number] = OUTCOME_OF[_number]
for _number in range(2 * _OUTCOMES):
    _FATE[_number] = FATE_OF[_number]
for _number in range(_OUTCOMES):
    _ANSWERED[_number] = Outcome(_number) in COUNTS["answered"]
for _number in range(_KINDS):
    _HANDLED[_number] = SpanKind(_number) in HANDLING

cdef object _empty = np.empty, _as = np.ascontiguousarray
cdef object _F64 = np.dtype(np.float64), _I64 = np.dtype(np.int64), _I16 = np.dtype(np.int16), _I8 = np.dtype(np.int8)
cdef object _INTP = np.dtype(np.intp)


class Whereabouts(NamedTuple):
    kind: object
    place: object
    segment: object
    group: object
    slot: object
    outcome: object


class Closings(NamedTuple):
    slot: object
    place: object
    segment: object
    group: object
    unsolved: object
    handle_s: object


cdef struct Horizon:
    double* edges_s
    long long* part
    double reports_from_s
    Py_ssize_t parts
    Py_ssize_t intervals
    Py_ssize_t near


cdef Horizon _horizon(facts) except *:
    """Return the horizon of a log, whose partition stays where it is as long as the facts."""
    cdef Horizon found
    partition = facts.partition
    found.edges_s, found.part = float64(partition.edges_s), int64(partition.part)
    found.parts, found.intervals = len(partition.edges_s), len(facts.open_s)
    found.reports_from_s, found.near = facts.reports_from_s, 0
    return found


cdef inline long long _slot_of(double time_s, Horizon* horizon) noexcept:
    """Return the interval of a time, as `interval_of` does; one is mostly soon after the other."""
    cdef Py_ssize_t low = horizon.near, high, middle
    if time_s < horizon.reports_from_s:
        return -1
    if time_s < horizon.edges_s[0]:
        return horizon.intervals
    if time_s != time_s:
        return horizon.part[horizon.parts - 1]
    if horizon.edges_s[low] > time_s or (low + 1 < horizon.parts and horizon.edges_s[low + 1] <= time_s):
        low, high = 0, horizon.parts
        while high - low > 1:
            middle = (low + high) >> 1
            if horizon.edges_s[middle] <= time_s:
                low = middle
            else:
                high = middle
        horizon.near = low
    return horizon.part[low]


def whereabouts(log, rows, last, columns, double decided_s):
    cdef Horizon horizon = _horizon(log.facts)
    contacts, facts, names = log.contacts, log.facts, log.names
    of_kind, of_channel = _as(contacts["type"][rows], _I16), _as(contacts["channel"][rows], _I16)
    of_group = _as(contacts["answered_group"][last], _I16)
    of_segment = _as(contacts["segment"][rows], _I16) if names.segments else None
    arrived, waited = _as(columns["arrived_s"], _F64), _as(columns["wait_s"], _F64)
    answered, ended = _as(columns["answered_s"], _F64), _as(columns["ended_by"], _I8)
    since = _as(columns["queued_s" if "queued_s" in columns else "arrived_s"], _F64)
    cdef Py_ssize_t count = len(of_kind), types = len(names.types), channels = len(names.channels), row
    cdef int groups = len(names.groups), segments = len(names.segments), group, segment, how, found
    if any([
        len(one) < count for one in (of_channel, of_group, arrived, waited, answered, ended, since)
    ]) or len(facts.within_s) < types or len(facts.short_s) < types:
        raise IndexError("columns differ in length")
    kind, place, slot = _empty(count, _INTP), _empty(count, _INTP), _empty(count, _INTP)
    group_, outcome = _empty(count, _INTP), _empty(count, _I8)
    segment_ = _empty(count, _INTP) if segments else None
    cdef long long* kinds = int64(kind)
    cdef long long* places = int64(place)
    cdef long long* slots = int64(slot)
    cdef long long* groups_ = int64(group_)
    cdef long long* segments_ = int64(segment_) if segments else NULL
    cdef signed char* outcomes = int8(outcome)
    cdef short* kind_of = int16(of_kind)
    cdef short* channel_of = int16(of_channel)
    cdef short* group_of = int16(of_group)
    cdef short* segment_of = int16(of_segment) if segments else NULL
    cdef double* arrived_s = float64(arrived)
    cdef double* wait_s = float64(waited)
    cdef double* answered_s = float64(answered)
    cdef double* since_s = float64(since)
    cdef double* within_s = float64(facts.within_s)
    cdef double* short_s = float64(facts.short_s)
    cdef signed char* ended_by = int8(ended)
    for row in range(count):
        how, group = ended_by[row], group_of[row]
        if not (0 <= kind_of[row] < types and 0 <= channel_of[row] < channels and -1 <= group < groups):
            raise IndexError("a contact is of a type, a channel or a group that the log does not know")
        if not 0 <= how < _ENDINGS:
            raise IndexError("a contact ended in a way that nobody knows")
        kinds[row] = kind_of[row]
        places[row] = kind_of[row] * channels + channel_of[row]
        groups_[row] = group if group >= 0 else groups
        if segments:
            segment = segment_of[row]
            if not -1 <= segment < segments:
                raise IndexError("a contact is of a segment that the log does not know")
            segments_[row] = segment if segment >= 0 else segments
        slots[row] = _slot_of(arrived_s[row], &horizon)
        if answered_s[row] == answered_s[row]:
            found = _LATE - (wait_s[row] <= within_s[kinds[row]])
        else:
            found = _OUTCOME[how]
            if found == _ABANDONED_LATE:
                found -= wait_s[row] <= short_s[kinds[row]]
            elif found == _VOICEMAIL:
                if wait_s[row] != wait_s[row]:
                    found = _VOICEMAIL_CLOSED
            elif found == _STILL_OPEN:
                found = _OPEN_LATE if decided_s - since_s[row] >= within_s[kinds[row]] else _NOT_YET_DECIDED
        outcomes[row] = found
    return Whereabouts(kind, place, segment_, group_, slot, outcome)


def closings(log):
    cdef Horizon horizon = _horizon(log.facts)
    contacts, spans, names = log.contacts, log.spans, log.names
    of_kind, of_channel = _as(contacts["type"], _I16), _as(contacts["channel"], _I16)
    of_group, of_segment = _as(contacts["closed_group"], _I16), _as(contacts["segment"], _I16)
    closed, ended, solved = _as(contacts["closed_s"], _F64), _as(contacts["ended_by"], _I8), _as(contacts["solved"], _I8)
    of_contact, of_span = _as(spans["contact"], _I64), _as(spans["kind"], _I8)
    begun, over = _as(spans["from_s"], _F64), _as(spans["to_s"], _F64)
    cdef Py_ssize_t count = len(of_kind), types = len(names.types), channels = len(names.channels), row, number, mine = 0
    cdef int groups = len(names.groups), segments = len(names.segments), group, segment
    cdef Py_ssize_t spans_ = len(of_contact)
    if any([len(one) < count for one in (of_channel, of_group, of_segment, closed, ended, solved)]) or any(
        [len(one) < spans_ for one in (of_span, begun, over)]
    ):
        raise IndexError("columns differ in length")
    cdef short* kind_of = int16(of_kind)
    cdef short* channel_of = int16(of_channel)
    cdef short* group_of = int16(of_group)
    cdef short* segment_of = int16(of_segment)
    cdef double* closed_s = float64(closed)
    cdef signed char* ended_by = int8(ended)
    cdef signed char* solves = int8(solved)
    cdef long long* contact = int64(of_contact)
    cdef signed char* kind = int8(of_span)
    cdef double* from_s = float64(begun)
    cdef double* to_s = float64(over)
    cdef double* handled_s = <double*> PyMem_Calloc(count + 1, sizeof(double))
    cdef long long* slots
    cdef long long* places
    cdef long long* segments_ = NULL
    cdef long long* groups_
    cdef signed char* unsolved_
    cdef double* seconds_s
    try:
        if handled_s == NULL:
            raise MemoryError
        for number in range(spans_):
            if not 0 <= kind[number] < _KINDS:
                raise IndexError("a span is of a kind that nobody knows")
            if _HANDLED[kind[number]]:
                if not 0 <= contact[number] < count:
                    raise IndexError("a span is of a contact that the log does not know")
                handled_s[contact[number]] += to_s[number] - from_s[number]
        for row in range(count):
            mine += ended_by[row] == _AGENT and closed_s[row] == closed_s[row] and (
                closed_s[row] >= horizon.reports_from_s
            )
        slot, place, group__ = _empty(mine, _INTP), _empty(mine, _INTP), _empty(mine, _INTP)
        unsolved, seconds = _empty(mine, _I8), _empty(mine, _F64)
        segment__ = _empty(mine, _INTP) if segments else None
        slots, places, groups_, unsolved_ = int64(slot), int64(place), int64(group__), int8(unsolved)
        seconds_s = float64(seconds)
        if segments:
            segments_ = int64(segment__)
        mine = 0
        for row in range(count):
            if ended_by[row] == _AGENT and closed_s[row] == closed_s[row] and closed_s[row] >= horizon.reports_from_s:
                group, segment = group_of[row], segment_of[row]
                if not (0 <= kind_of[row] < types and 0 <= channel_of[row] < channels and -1 <= group < groups):
                    raise IndexError("a contact is of a type, a channel or a group that the log does not know")
                slots[mine] = _slot_of(closed_s[row], &horizon)
                places[mine] = kind_of[row] * channels + channel_of[row]
                groups_[mine] = group if group >= 0 else groups
                if segments:
                    if not -1 <= segment < segments:
                        raise IndexError("a contact is of a segment that the log does not know")
                    segments_[mine] = segment if segment >= 0 else segments
                unsolved_[mine] = solves[row] == 0
                seconds_s[mine] = handled_s[row]
                mine += 1
    finally:
        PyMem_Free(handled_s)
    return Closings(slot, place, segment__, group__, unsolved, seconds)


def single_cases(outcome, solved, ended_by):
    outcome, solved, ended_by = _as(outcome, _I8), _as(solved, _I8), _as(ended_by, _I8)
    cdef Py_ssize_t count = len(outcome), row
    cdef bint says_nothing = True
    if len(solved) < count or len(ended_by) < count:
        raise IndexError("columns differ in length")
    fate = _empty(count, _I8)
    cdef signed char* fates = int8(fate)
    cdef signed char* outcomes = int8(outcome)
    cdef signed char* solves = int8(solved)
    cdef signed char* endings = int8(ended_by)
    for row in range(count):
        if not 0 <= outcomes[row] < _OUTCOMES:
            raise IndexError("a contact counts as nothing that anybody knows")
        fates[row] = _FATE[2 * outcomes[row] + (solves[row] == 1)]
        if _ANSWERED[outcomes[row]] > (solves[row] == 1) or endings[row] == _OPEN:
            says_nothing = False
    return fate, says_nothing
