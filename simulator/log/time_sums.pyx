"""Agents' time summed from spans, compiled: `time_sums.py` as loops. The same tests hold for both."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc, PyMem_Realloc
from libc.stdlib cimport qsort
from libc.string cimport memset

from simulator.buffers cimport float64, int8, int16, int32, int64

import numpy as np

from simulator.log import SpanKind, State

cdef int _STATES = len(State)
cdef int _AVAILABLE = int(State.AVAILABLE), _TALK = int(State.TALK), _OFF_PHONE = int(State.OFF_PHONE)
cdef int _HELPING = int(State.HELPING)
cdef int _OVERTIME = int(SpanKind.OVERTIME)
cdef int _ENGAGED = _STATES, _IN_SLOTS = _STATES + 1
cdef object _F64 = np.dtype(np.float64)
cdef object _COLUMNS = (
    ("agent", np.dtype(np.int32)), ("group", np.dtype(np.int16)), ("interval", np.dtype(np.int32)),
    ("state", np.dtype(np.int8)), ("overtime", np.dtype(np.bool_)), ("seconds", _F64), ("slot_seconds", _F64),
)


cdef struct Stretch:
    double from_s
    double to_s


cdef class _Spans:
    """The spans of a log that are of agents, the horizon they are cut by, and room that is given back."""

    cdef object kept
    cdef Py_ssize_t count, parts, groups, channels, kinds, contacts, rows
    cdef signed char* kind
    cdef int* agent
    cdef short* group
    cdef double* from_s
    cdef double* to_s
    cdef long long* contact
    cdef short* channel
    cdef signed char* in_slots
    cdef long long* fills
    cdef long long* state_of
    cdef long long* slots
    cdef long long* filled
    cdef double* edges_s
    cdef double* ends_s
    cdef long long* number_of
    cdef double since_s
    cdef bint hands
    cdef Py_ssize_t near
    cdef int* row
    """Of each span: its row, below 0 none."""

    def __dealloc__(self):
        PyMem_Free(self.row)
        PyMem_Free(self.filled)

    def __init__(self, log, state_of):
        cdef Py_ssize_t number, channel, group, contact
        spans, contacts, facts = log.spans, log.contacts, log.facts
        partition = facts.partition
        columns = (
            _as(spans["kind"], "i1"), _as(spans["agent"], "i4"), _as(spans["group"], "i2"), _as(spans["from_s"], "f8"),
            _as(spans["to_s"], "f8"), _as(spans["contact"], "i8"), _as(contacts["channel"], "i2"),
            _as(facts.in_slots, "?"), _as(facts.fills, "i8"), _as(facts.slots, "i8"), _as(partition.part, "i8"),
            state_of, partition,
        )
        self.kept = columns
        self.kind, self.agent, self.group = int8(columns[0]), int32(columns[1]), int16(columns[2])
        self.from_s, self.to_s, self.contact = float64(columns[3]), float64(columns[4]), int64(columns[5])
        self.channel, self.in_slots, self.fills = int16(columns[6]), int8(columns[7]), int64(columns[8])
        self.slots, self.number_of, self.state_of = int64(columns[9]), int64(columns[10]), int64(state_of)
        self.edges_s, self.ends_s = float64(partition.edges_s), float64(partition.ends_s)
        self.count, self.parts, self.groups = len(columns[0]), len(partition.edges_s), len(log.names.groups)
        self.channels, self.kinds, self.contacts = len(columns[7]), len(state_of), len(columns[6])
        if min(map(len, columns[:6])) < self.count or len(columns[9]) < self.groups:
            raise IndexError("columns of spans differ in length")
        self.since_s = max(self.edges_s[0], facts.reports_from_s)
        self._prepare(len(columns[8]) > 0)

    cdef int _prepare(self, bint fills_differ) except -1:
        """Find the row of each span."""
        cdef Py_ssize_t number, channel, group, place, rows = 0
        cdef long long parts
        self.filled = <long long*> PyMem_Malloc((self.groups * self.channels + 1) * sizeof(long long))
        self.row = <int*> PyMem_Malloc((self.count + 1) * sizeof(int))
        if self.row == NULL or self.filled == NULL:
            raise MemoryError
        for channel in range(self.channels):
            if self.in_slots[channel]:
                self.hands = True
                for group in range(self.groups if fills_differ else 0):
                    # Sorted, each once; there are hardly ever more than two.
                    parts = self.fills[group * self.channels + channel]
                    place = rows
                    while place > 0 and self.filled[place - 1] > parts:
                        place -= 1
                    if place == 0 or self.filled[place - 1] != parts:
                        for number in range(rows, place, -1):
                            self.filled[number] = self.filled[number - 1]
                        self.filled[place] = parts
                        rows += 1
        if rows == 0:
            self.filled[0], rows = 1, 1
        self.rows = _IN_SLOTS + rows if self.hands else _STATES
        for number in range(self.count):
            self.row[number] = self._row_of(number, rows)
            if self.row[number] == -2:
                raise IndexError("a span is of a kind, a group, a contact or a channel that the log does not know")
        return 0

    cdef int _row_of(self, Py_ssize_t number, Py_ssize_t rows) noexcept:
        """Return the row of a span; -1 when it counts for nothing, -2 when it is of what the log does not know."""
        cdef int kind = self.kind[number], group = self.group[number], row, channel
        cdef long long contact = self.contact[number]
        if not 0 <= kind < self.kinds:
            return -2
        row = <int> self.state_of[kind]
        if self.agent[number] < 0 or row < 0 and kind != _OVERTIME:
            return -1
        if not 0 <= group < self.groups:
            return -2
        if row < 0 or not self.hands or contact < 0:
            return row
        if contact >= self.contacts or not 0 <= self.channel[contact] < self.channels:
            return -2
        channel = self.channel[contact]
        if self.in_slots[channel]:
            row = _IN_SLOTS
            if rows > 1:
                while self.filled[row - _IN_SLOTS] != self.fills[group * self.channels + channel]:
                    row += 1
        return row

    cdef inline void _add(self, double* left_s, double* there, double time_s, double sign) noexcept:
        """Add what is left, at an instant, of the part that it lies in."""
        cdef Py_ssize_t low, high, middle, part = self.near
        cdef double* edges_s = self.edges_s
        if time_s < self.since_s:
            time_s = self.since_s
        # One comes soon after the other, mostly.
        if edges_s[part] > time_s or (part + 1 < self.parts and edges_s[part + 1] <= time_s):
            low, high = 0, self.parts
            while high - low > 1:
                middle = (low + high) >> 1
                if edges_s[middle] <= time_s:
                    low = middle
                else:
                    high = middle
            part = self.near = low
        left_s[part] += (self.ends_s[part] - time_s) * sign
        there[part] += sign

    cdef inline void _fill(self, double* left_s, double* there) noexcept:
        """Turn what is left of the parts in which somebody came into the seconds of all parts."""
        cdef Py_ssize_t part
        cdef double since = there[0]
        for part in range(1, self.parts):
            left_s[part] += since * (self.ends_s[part] - self.edges_s[part])
            since += there[part]


def by_group(log, state_of):
    cdef _Spans spans = _Spans(log, state_of)
    cdef Py_ssize_t parts = spans.parts, groups = spans.groups, rows = spans.rows, size = groups * rows * parts
    cdef Py_ssize_t number, group, part, row, slot
    cdef double* left_s = <double*> PyMem_Calloc(2 * size + 1, sizeof(double))
    cdef double* there = left_s + size
    cdef double* cell
    cdef double busy_s, talk_s
    seconds, slot_s = np.empty((parts, groups, _STATES)), np.empty((parts, groups))
    cdef double* to = float64(seconds)
    cdef double* filled_s = float64(slot_s)
    try:
        if left_s == NULL:
            raise MemoryError
        for number in range(spans.count):
            if spans.row[number] >= 0:
                part = (spans.group[number] * rows + spans.row[number]) * parts
                spans._add(left_s + part, there + part, spans.from_s[number], 1.0)
        for number in range(spans.count):
            if spans.row[number] >= 0:
                part = (spans.group[number] * rows + spans.row[number]) * parts
                spans._add(left_s + part, there + part, spans.to_s[number], -1.0)
        if spans.hands:
            _engage_groups(spans, left_s, there)
        for row in range(groups * rows):
            spans._fill(left_s + row * parts, there + row * parts)
        for part in range(parts):
            slot = spans.number_of[part]
            for group in range(groups):
                cell = left_s + group * rows * parts + part
                _by_state(cell, parts, rows, to + (slot * groups + group) * _STATES)
                busy_s = 0.0
                for row in range(_AVAILABLE + 1, _STATES):
                    busy_s += _slot_s(spans, cell, row, group)
                filled_s[slot * groups + group] = busy_s
    finally:
        PyMem_Free(left_s)
    return seconds, slot_s


cdef inline void _by_state(double* cell, Py_ssize_t parts, Py_ssize_t rows, double* to) noexcept:
    """Put the seconds of each state of a cell into ``to``: available is who does nothing."""
    cdef int state
    for state in range(_STATES):
        to[state] = cell[state * parts]
    if rows > _STATES:
        to[_TALK] += cell[_ENGAGED * parts]
    for state in range(_AVAILABLE + 1, _STATES):
        to[_AVAILABLE] -= to[state]


cdef inline double _slot_s(_Spans spans, double* cell, Py_ssize_t state, Py_ssize_t group) noexcept:
    """Return the time of all in hand of a state that is not available: a contact counts as the parts it fills."""
    cdef Py_ssize_t row
    cdef double found = cell[state * spans.parts] * spans.slots[group], shared = 0.0
    if _OFF_PHONE <= state < _HELPING:
        return 0.0
    if state == _TALK and spans.rows > _STATES:
        for row in range(_IN_SLOTS, spans.rows):
            shared += cell[row * spans.parts] * spans.filled[row - _IN_SLOTS]
        found += shared
    return found


cdef int _engage_groups(_Spans spans, double* left_s, double* there) except -1:
    """Add the times in which agents have anything in a slot."""
    cdef _Posts posts = _Posts(spans, _IN_SLOTS)
    cdef Py_ssize_t post, cell, group, number
    cdef Py_ssize_t stretches
    for post in range(posts.count):
        stretches = posts.engaged(post)
        for number in range(stretches):
            cell = (posts.group_of(post) * spans.rows + _ENGAGED) * spans.parts
            spans._add(left_s + cell, there + cell, posts.stretches[number].from_s, 1.0)
            spans._add(left_s + cell, there + cell, posts.stretches[number].to_s, -1.0)
    return 0


cdef class _Posts:
    """Agents as members of groups, sorted by both, with the spans of each, in the log's order."""

    cdef _Spans spans
    cdef Py_ssize_t count, groups
    cdef Py_ssize_t* start
    cdef Py_ssize_t* span
    cdef Stretch* stretches
    cdef object keys
    cdef long long* key

    def __dealloc__(self):
        PyMem_Free(self.start)
        PyMem_Free(self.span)
        PyMem_Free(self.stretches)

    def __init__(self, _Spans spans, int least):
        """Take the spans in rows from ``least`` on; below 0 those that are overtime as well."""
        cdef Py_ssize_t number, mine = 0, most = 0, sum_ = 0, size
        cdef long long place
        cdef long long* place_of
        self.spans, self.groups = spans, spans.groups
        places = np.empty(spans.count, dtype=np.int64)
        place_of = int64(places)
        for number in range(spans.count):
            place_of[number] = -1
            if spans.row[number] >= least if least >= 0 else spans.row[number] >= 0 or _is_overtime(spans, number):
                place_of[number] = spans.agent[number] * self.groups + spans.group[number]
                mine += 1
                if place_of[number] >= most:
                    most = place_of[number] + 1
        if most > 16 * mine + 4096:
            # Numbers of agents far apart: only those that are there get a place.
            self.keys, places = np.unique(places, return_inverse=True)
            places = np.ascontiguousarray(places, dtype=np.int64)
            place_of, most = int64(places), len(self.keys)
            if mine < spans.count:
                places -= 1
                self.keys, most = self.keys[1:].copy(), most - 1
            self.key = int64(self.keys)
        self.count = most
        self.start = <Py_ssize_t*> PyMem_Calloc(most + 2, sizeof(Py_ssize_t))
        self.span = <Py_ssize_t*> PyMem_Malloc((mine + 1) * sizeof(Py_ssize_t))
        self.stretches = <Stretch*> PyMem_Malloc((mine + 1) * sizeof(Stretch))
        if self.start == NULL or self.span == NULL or self.stretches == NULL:
            raise MemoryError
        for number in range(spans.count):
            if place_of[number] >= 0:
                self.start[place_of[number] + 2] += 1
        for number in range(most):
            self.start[number + 2] += self.start[number + 1]
        for number in range(spans.count):
            if place_of[number] >= 0:
                place = place_of[number]
                self.span[self.start[place + 1]] = number
                self.start[place + 1] += 1

    cdef inline Py_ssize_t group_of(self, Py_ssize_t post) noexcept:
        return (post if self.key == NULL else self.key[post]) % self.groups

    cdef inline Py_ssize_t agent_of(self, Py_ssize_t post) noexcept:
        return (post if self.key == NULL else self.key[post]) // self.groups

    cdef Py_ssize_t engaged(self, Py_ssize_t post) noexcept:
        """Put the times in which a post has anything in a slot into ``stretches``, in order; return how many."""
        cdef Py_ssize_t number, found = 0, mine = 0
        cdef _Spans spans = self.spans
        cdef Stretch* all_ = self.stretches
        for number in range(self.start[post], self.start[post + 1]):
            if spans.row[self.span[number]] >= _IN_SLOTS:
                all_[mine].from_s, all_[mine].to_s = spans.from_s[self.span[number]], spans.to_s[self.span[number]]
                mine += 1
        _sort(all_, mine)
        for number in range(mine):
            if found and all_[number].from_s < all_[found - 1].to_s:
                if all_[number].to_s > all_[found - 1].to_s:
                    all_[found - 1].to_s = all_[number].to_s
            else:
                all_[found] = all_[number]
                found += 1
        return found


cdef inline bint _is_overtime(_Spans spans, Py_ssize_t number) noexcept:
    return spans.kind[number] == _OVERTIME and spans.agent[number] >= 0


cdef void _sort(Stretch* all_, Py_ssize_t count) noexcept:
    """Sort stretches by where they begin. Mostly they nearly are; where not, whoever sorts well takes over."""
    cdef Py_ssize_t number, place, moves = 8 * count + 64
    cdef Stretch one
    for number in range(1, count):
        one, place = all_[number], number
        while place > 0 and all_[place - 1].from_s > one.from_s:
            all_[place] = all_[place - 1]
            place -= 1
            moves -= 1
        all_[place] = one
        if moves < 0:
            qsort(all_, count, sizeof(Stretch), _compared)
            return


cdef int _compared(const void* one, const void* other) noexcept nogil:
    cdef double mine = (<Stretch*> one).from_s, theirs = (<Stretch*> other).from_s
    return (mine > theirs) - (mine < theirs)


cdef struct Sum:
    double seconds
    double slot_seconds
    int agent
    int interval
    short group
    signed char state
    signed char overtime


def by_agent(log, state_of):
    cdef _Spans spans = _Spans(log, state_of)
    cdef _Posts posts = _Posts(spans, -1)
    cdef _Sums sums = _Sums(spans, posts)
    cdef Py_ssize_t post
    for post in range(posts.count):
        if posts.start[post + 1] > posts.start[post]:
            sums.add(post)
    return sums.columns()


cdef class _Sums:
    """The sums of agents, one post after the other."""

    cdef _Spans spans
    cdef _Posts posts
    cdef Sum* found
    cdef Py_ssize_t count, room, size
    cdef double* left_s
    """Of all time, then of overtime: shape (2, rows, parts); behind it, as large, who is there."""
    cdef Stretch* late
    cdef Py_ssize_t lates, late_room
    cdef object kept
    cdef long long* order

    def __dealloc__(self):
        PyMem_Free(self.found)
        PyMem_Free(self.left_s)
        PyMem_Free(self.late)

    def __init__(self, _Spans spans, _Posts posts):
        self.spans, self.posts = spans, posts
        self.size = spans.rows * spans.parts
        # Where parts stand in another order than their numbers, which of them has each number.
        self.kept = np.argsort(spans.kept[10])
        self.order = int64(self.kept)
        self.left_s = <double*> PyMem_Malloc((4 * self.size + 1) * sizeof(double))
        if self.left_s == NULL:
            raise MemoryError

    cdef int add(self, Py_ssize_t post) except -1:
        """Add the sums of a post."""
        cdef _Spans spans = self.spans
        cdef _Posts posts = self.posts
        cdef Py_ssize_t number, at, first = posts.start[post], last = posts.start[post + 1], cell, stretches
        memset(self.left_s, 0, 4 * self.size * sizeof(double))
        self._find_overtime(first, last)
        for number in range(first, last):
            at = posts.span[number]
            if spans.row[at] >= 0:
                self._span(spans.row[at], spans.from_s[at], spans.to_s[at])
        if spans.hands:
            stretches = posts.engaged(post)
            for number in range(stretches):
                self._span(_ENGAGED, posts.stretches[number].from_s, posts.stretches[number].to_s)
        for number in range(2 * spans.rows):
            cell = number * spans.parts
            spans._fill(self.left_s + cell, self.left_s + 2 * self.size + cell)
        for number in range(self.size):
            self.left_s[number] -= self.left_s[self.size + number]
        return self._tell(posts.agent_of(post), posts.group_of(post))

    cdef int _find_overtime(self, Py_ssize_t first, Py_ssize_t last) except -1:
        cdef Py_ssize_t number, at
        cdef void* room
        self.lates = 0
        for number in range(first, last):
            at = self.posts.span[number]
            if _is_overtime(self.spans, at):
                if self.lates == self.late_room:
                    room = PyMem_Realloc(self.late, (2 * self.late_room + 8) * sizeof(Stretch))
                    if room == NULL:
                        raise MemoryError
                    self.late, self.late_room = <Stretch*> room, 2 * self.late_room + 8
                self.late[self.lates].from_s, self.late[self.lates].to_s = self.spans.from_s[at], self.spans.to_s[at]
                self.lates += 1
        _sort(self.late, self.lates)
        return 0

    cdef void _span(self, Py_ssize_t row, double from_s, double to_s) noexcept:
        """Add a span, and once more the part of it that is overtime."""
        cdef double* left_s = self.left_s + row * self.spans.parts
        cdef double* there = left_s + 2 * self.size
        cdef Py_ssize_t low = 0, high = self.lates, middle
        cdef Stretch late
        self.spans._add(left_s, there, from_s, 1.0)
        self.spans._add(left_s, there, to_s, -1.0)
        # The first overtime that ends later than the span begins.
        while low < high:
            middle = (low + high) >> 1
            if self.late[middle].to_s <= from_s:
                low = middle + 1
            else:
                high = middle
        left_s, there = left_s + self.size, there + self.size
        while low < self.lates and self.late[low].from_s < to_s:
            late = self.late[low]
            self.spans._add(left_s, there, late.from_s if late.from_s > from_s else from_s, 1.0)
            self.spans._add(left_s, there, late.to_s if late.to_s < to_s else to_s, -1.0)
            low += 1

    cdef int _tell(self, int agent, int group) except -1:
        """Write down what is above 0 s."""
        cdef _Spans spans = self.spans
        cdef Py_ssize_t part, number, late, state
        cdef double[8] seconds
        cdef double* cell
        cdef Sum* one
        cdef void* room
        if self.room - self.count < 2 * spans.parts * _STATES:
            number = 2 * self.room + 2 * spans.parts * _STATES
            room = PyMem_Realloc(self.found, number * sizeof(Sum))
            if room == NULL:
                raise MemoryError
            self.found, self.room = <Sum*> room, number
        for number in range(spans.parts):
            part = self.order[number]
            for late in range(2):
                cell = self.left_s + late * self.size + part
                _by_state(cell, spans.parts, spans.rows, seconds)
                for state in range(_STATES):
                    if seconds[state] != 0.0:
                        one = &self.found[self.count]
                        one.agent, one.group, one.interval = agent, group, number
                        one.state, one.overtime, one.seconds = state, late, seconds[state]
                        one.slot_seconds = 0.0 if state == _AVAILABLE else _slot_s(spans, cell, state, group)
                        self.count += 1
        return 0

    cdef object columns(self):
        cdef Py_ssize_t number
        cdef Sum* one = self.found
        made = {name: np.empty(self.count, dtype) for name, dtype in _COLUMNS}
        cdef int* agent = int32(made["agent"])
        cdef short* group = int16(made["group"])
        cdef int* interval = int32(made["interval"])
        cdef signed char* state = int8(made["state"])
        cdef signed char* overtime = int8(made["overtime"])
        cdef double* seconds = float64(made["seconds"])
        cdef double* slot_seconds = float64(made["slot_seconds"])
        for number in range(self.count):
            agent[number], group[number], interval[number] = one.agent, one.group, one.interval
            state[number], overtime[number] = one.state, one.overtime
            seconds[number], slot_seconds[number] = one.seconds, one.slot_seconds
            one += 1
        return made


def _as(column, kind):
    """Return a column of the log as numbers of a kind, in one piece; mostly it is."""
    return np.ascontiguousarray(column, dtype=kind)
