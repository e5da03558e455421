"""Doors: types with hours of their own. Who comes while his type is closed, and what its opening and closing do.

Stands between the clock and the center, and only where some type has hours: everybody else never meets it. Whoever
waited outside goes in at the opening, one after the other in the order of place, before those who come then, and each
looks for a line, an agent and a place in the queue like an arrival.
"""

from collections import defaultdict, deque

from simulator.engine.agenda import ARRIVAL, HOURS_BEGIN, HOURS_END, Moment
from simulator.engine.births import Births
from simulator.engine.center import Beyond, Center
from simulator.engine.flows import Passing
from simulator.engine.record import Rule
from simulator.engine.tables import Tables
from simulator.engine.tables.admission import AdmissionTerms
from simulator.log import Cause, EndedBy

_MOVED, _REFUSED, _VOICEMAIL = int(EndedBy.MOVED), int(EndedBy.REFUSED), int(EndedBy.VOICEMAIL)
_SENT_AWAY = int(EndedBy.SENT_AWAY)
_REDIRECT = int(Cause.REDIRECT)
_OPENING = -1
"""The entity of an opening: before all who go in then, which are numbered from 0."""


class Door:
    """Of one type: its terms, and who waits outside."""

    __slots__ = ("outside", "terms", "type")

    def __init__(self, type: int, terms: AdmissionTerms) -> None:
        self.type, self.terms = type, terms
        self.outside: list[int] = []


class Entrance(Passing):
    """Who takes those in whom an agent passed on to another type."""

    __slots__ = ()

    def enter(self, row: int) -> None:
        """Let ``row`` come in."""
        raise NotImplementedError

    def any_coming(self) -> bool:
        """Return whether anybody was passed on who has not come in yet."""
        raise NotImplementedError

    def comes(self, row: int) -> bool:
        """Return whether ``row`` was passed on and has not come in yet."""
        raise NotImplementedError

    def shut_out(self, row: int, waits: bool) -> None:
        """``row`` was passed on to a type that is closed, and ``waits`` for it or not."""
        raise NotImplementedError

    def becomes(self, row: int, child: int, is_passed: bool) -> None:
        """``row`` is redirected and goes on as ``child``; ``is_passed`` says whether an agent passed it on."""
        raise NotImplementedError


class Doors(Beyond):
    """What the clock tells of arrivals where types have hours: a dispatcher before the center."""

    __slots__ = (
        "_again", "_births", "_center", "_doors", "_ended", "_ends", "_entering", "_in", "_of_queue", "_opens",
        "_stretches", "_transfers", "passed",
    )  # fmt: skip

    def __init__(self, tables: Tables, center: Center, transfers: Entrance | None = None) -> None:
        self._births = Births(tables, center.book)
        self._center, self._transfers = center, transfers
        center.beyond = self
        self._stretches = tables.staff.stretches
        self.freed = center.freed
        doors = [Door(number, terms) for number, terms in enumerate(tables.admission)]
        self._doors = doors
        self._of_queue = [doors[queue.type] for queue in tables.eligibility.queues]
        self._opens: defaultdict[float, list[Door]] = defaultdict(list)
        self._ends: defaultdict[float, list[Door]] = defaultdict(list)
        for door in doors:
            if door.terms.when_closed == "wait":
                for from_s in {*self._opening_times(door), *tables.may_turn_s(door.type)}:
                    self._opens[from_s].append(door)
            if door.terms.at_close == "clear":
                for to_s in tables.may_end_s(door.type):
                    self._ends[to_s].append(door)
        self._entering: deque[int] = deque()
        """Who goes in at this instant, first in line first."""
        agenda = center.agenda
        self._ended = 0
        self._in, self._again = agenda.enroll(_GoingIn(self)), agenda.enroll(_Arrival(self))
        self.passed = agenda.enroll(_PassedOn(self))
        """What stands for the arrival of a contact that an agent passed on to another type."""

    def plan(self) -> None:
        """Plan all openings and closings that do something."""
        agenda = self._center.agenda
        opens, ends = agenda.enroll(_HoursBegin(self)), agenda.enroll(_HoursEnd(self))
        self._ended = ends
        for time_s in self._opens:
            agenda.plan(time_s, HOURS_BEGIN, _OPENING, opens)
        for time_s in self._ends:
            agenda.plan(time_s, HOURS_END, 0, ends)

    def _opening_times(self, door: Door) -> tuple[float, ...]:
        """Return when a type opens whose contacts wait for it; without hours only those wait who come at night."""
        if door.terms.from_s is None and self._transfers is not None:
            return tuple(stretch.from_s for stretch in self._stretches)
        return door.terms.from_s or ()

    def arrive(self, row: int) -> None:
        """Take contact ``row``, which arrives now while the center is open, or let it meet a closed door."""
        center = self._center
        door = self._of_queue[center.book.queue[row]]
        if door.terms.open_at(center.agenda.now_s):
            center.arrive(row)
        else:
            self._turn_away(row, door, self._again)

    def arrive_later(self, row: int) -> None:
        """Take contact ``row``, born at this instant, which may be one at which the center is closed."""
        center = self._center
        if center.is_closed():
            self._turn_away(row, self._of_queue[center.book.queue[row]], self._again)
        else:
            self.arrive(row)

    def arrive_passed_on(self, row: int) -> None:
        """Take contact ``row``, passed on at this instant: it meets the hours of its type, not the center's closing."""
        transfers, center = self._transfers, self._center
        assert transfers is not None
        door = self._of_queue[center.book.queue[row]]
        if door.terms.open_by_itself(center.agenda.now_s):
            transfers.enter(row)
        else:
            transfers.shut_out(row, door.terms.when_closed == "wait")
            self._turn_away(row, door, self.passed)

    def _turn_away(self, row: int, door: Door, again: int) -> None:
        """Let ``row`` meet a closed door; ``again`` stands for the arrival of who is redirected from there."""
        center, now_s = self._center, self._center.agenda.now_s
        if door.terms.when_closed == "wait":
            door.outside.append(row)
            center.tell(Rule.OUTSIDE, row)
        elif door.terms.when_closed == "voicemail":
            center.end_without_agent(row, _VOICEMAIL, Rule.CLOSED_VOICEMAIL)
        elif door.terms.redirect_to is not None:
            center.end_without_agent(row, _MOVED, Rule.REDIRECTED)
            self._redirect(row, door.terms.redirect_to, now_s, again)
        else:
            how = _SENT_AWAY if door.terms.is_shut(now_s) else _REFUSED
            center.end_without_agent(row, how, Rule.REFUSED)

    def dispatch(self) -> None:
        """Give everybody freed a contact or put them among the idle."""
        self._center.dispatch()

    def stop(self) -> bool:
        """Leave everything as it is; return whether anything is still open."""
        return self._center.stop()

    def still_open(self) -> bool:
        """Tell of whoever waits outside; return whether anybody does, or was passed on and has not come in yet."""
        outside = sorted({row for door in self._of_queue for row in door.outside})
        for row in outside:
            self._center.tell(Rule.STILL_OPEN, row)
        on_the_way = self._transfers is not None and self._transfers.any_coming()
        return bool(outside) or on_the_way

    def _redirect(self, row: int, type_: int, now_s: float, again: int) -> None:
        """Let a contact of another type arrive at this instant, after all that were born before."""
        book = self._center.book
        attempt, hop = book.attempt_of(row), book.hop_of(row) + 1
        child = self._births.bear(row, type_, _REDIRECT, attempt, hop, now_s, book.context_of(row))
        if self._transfers is not None:
            self._transfers.becomes(row, child, again == self.passed)
        self._center.agenda.plan(now_s, ARRIVAL, child, again)

    def open(self) -> None:
        """Let those who waited outside go in, each by an event of its own: what ends at once, ends in between."""
        now_s = self._center.agenda.now_s
        self._let_in([door for door in self._opens[now_s] if door.terms.open_at(now_s)])

    def _let_in(self, doors: list[Door]) -> None:
        center = self._center
        now_s, book = center.agenda.now_s, center.book
        rows = [row for door in doors for row in door.outside]
        for door in doors:
            door.outside.clear()
        # Of one instant, whoever was let in before and has not gone in yet is among them.
        self._entering = deque(sorted([*self._entering, *rows], key=lambda row: (book.place_s[row], row)))
        for number in range(len(rows)):
            center.agenda.plan(now_s, HOURS_BEGIN, number, self._in)

    def go_in(self) -> None:
        """Let the first of those who wait for it go in."""
        row = self._entering.popleft()
        door = self._of_queue[self._center.book.queue[row]]
        if not door.terms.open_at(self._center.agenda.now_s):
            # It was closed again at the same instant.
            door.outside.append(row)
            return
        self._center.tell(Rule.OPENED, row)
        if self._transfers is not None and self._transfers.comes(row):
            self._transfers.enter(row)
        else:
            self._center.arrive(row)

    def let_in(self, type_: int) -> None:
        """Let those go in who waited outside for a type, which opens at this instant."""
        self._let_in([door for door in self._doors if door.type == type_])

    def end(self) -> None:
        """Send away who waits for types that are closed now and clear their queues."""
        now_s = self._center.agenda.now_s
        for door in self._ends[now_s]:
            # Its hours may have been extended meanwhile.
            if not door.terms.open_at(now_s):
                self._center.clear(door.type)

    def end_later(self, type_: int, to_s: float) -> None:
        """Let the hours of a type, which clears its queue then, end at an instant as well."""
        door = self._doors[type_]
        if door.terms.at_close == "clear":
            self._ends[to_s].append(door)
            self._center.agenda.plan(to_s, HOURS_END, 0, self._ended)


def any_hours(tables: Tables) -> bool:
    """Return whether some type has hours of its own."""
    return any(terms.from_s is not None for terms in tables.admission)


class _HoursBegin(Moment):
    """The beginning of hours."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._doors.open()


class _HoursEnd(Moment):
    """The end of hours."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._doors.end()


class _GoingIn(Moment):
    """That somebody who waited outside goes in."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._doors.go_in()


class _Arrival(Moment):
    """The arrival of a contact that was born during the run."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, row: int) -> None:
        """Let it happen."""
        self._doors.arrive_later(row)


class _PassedOn(Moment):
    """The arrival of a contact that an agent passed on to another type."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, row: int) -> None:
        """Let it happen."""
        self._doors.arrive_passed_on(row)
