"""Doors: types with hours of their own. Who comes while his type is closed, and what its opening and closing do.

Stands between the clock and the center, and only where some type has hours: everybody else never meets it. Whoever
waited outside goes in at the opening, one after the other in the order of place, before those who come then, and each
looks for a line, an agent and a place in the queue like an arrival.
"""

from collections import defaultdict, deque
from typing import NamedTuple

from simulator.engine.agenda import ARRIVAL, HOURS_BEGIN, HOURS_END
from simulator.engine.births import Births
from simulator.engine.center import Center
from simulator.engine.record import Rule
from simulator.engine.tables import Tables
from simulator.engine.tables.admission import AdmissionTerms
from simulator.log import Cause, EndedBy

_MOVED, _REFUSED, _VOICEMAIL = int(EndedBy.MOVED), int(EndedBy.REFUSED), int(EndedBy.VOICEMAIL)
_OPENING = -1
"""The entity of an opening: before all who go in then, which are numbered from 0."""


class Door(NamedTuple):
    """Of one type: its terms, and who waits outside."""

    type: int
    terms: AdmissionTerms
    outside: list[int]


class Doors:
    """What the clock tells of arrivals where types have hours: a dispatcher before the center."""

    __slots__ = ("_again", "_births", "_center", "_ends", "_entering", "_in", "_of_queue", "_opens", "freed")

    def __init__(self, tables: Tables, center: Center) -> None:
        self._births = Births(tables, center.book)
        self._center = center
        self.freed = center.freed
        doors = [Door(number, terms, []) for number, terms in enumerate(tables.admission)]
        self._of_queue = [doors[queue.type] for queue in tables.eligibility.queues]
        self._opens: defaultdict[float, list[Door]] = defaultdict(list)
        self._ends: defaultdict[float, list[Door]] = defaultdict(list)
        for door in doors:
            if door.terms.when_closed == "wait":
                for from_s in door.terms.from_s or ():
                    self._opens[from_s].append(door)
            if door.terms.at_close == "clear":
                for to_s in door.terms.to_s:
                    self._ends[to_s].append(door)
        self._entering: deque[int] = deque()
        """Who goes in at this instant, first in line first."""
        agenda = center.agenda
        self._in, self._again = agenda.enroll(_GoingIn(self)), agenda.enroll(_Arrival(self))

    def plan(self) -> None:
        """Plan all openings and closings that do something."""
        agenda = self._center.agenda
        opens, ends = agenda.enroll(_HoursBegin(self)), agenda.enroll(_HoursEnd(self))
        for time_s in self._opens:
            agenda.plan(time_s, HOURS_BEGIN, _OPENING, opens)
        for time_s in self._ends:
            agenda.plan(time_s, HOURS_END, 0, ends)

    def arrive(self, row: int) -> None:
        """Take contact ``row``, which arrives now, or let it meet a closed door."""
        center = self._center
        door, now_s = self._of_queue[center.book.queue[row]], center.agenda.now_s
        if door.terms.open_at(now_s):
            center.arrive(row)
        elif door.terms.when_closed == "wait":
            door.outside.append(row)
            center.tell(Rule.OUTSIDE, row)
        elif door.terms.when_closed == "voicemail":
            center.end_without_agent(row, _VOICEMAIL, Rule.CLOSED_VOICEMAIL)
        elif door.terms.redirect_to is not None:
            center.end_without_agent(row, _MOVED, Rule.REDIRECTED)
            self._redirect(row, door.terms.redirect_to, now_s)
        else:
            center.end_without_agent(row, _REFUSED, Rule.REFUSED)

    def dispatch(self) -> None:
        """Give everybody freed a contact or put them among the idle."""
        self._center.dispatch()

    def stop(self) -> bool:
        """Leave everything as it is; return whether anything is still open."""
        outside = sorted({row for door in self._of_queue for row in door.outside})
        for row in outside:
            self._center.tell(Rule.STILL_OPEN, row)
        return self._center.stop() or bool(outside)

    def _redirect(self, row: int, type_: int, now_s: float) -> None:
        """Let a contact of another type arrive at this instant, after all that were born before."""
        book = self._center.book
        child = self._births.bear(row, type_, Cause.REDIRECT, book.attempt_of(row), book.hop_of(row) + 1, now_s)
        self._center.agenda.plan(now_s, ARRIVAL, child, self._again)

    def open(self) -> None:
        """Let those who waited outside go in, each by an event of its own: what ends at once, ends in between."""
        center = self._center
        now_s, book = center.agenda.now_s, center.book
        rows = [row for door in self._opens[now_s] for row in door.outside]
        for door in self._opens[now_s]:
            door.outside.clear()
        self._entering.extend(sorted(rows, key=lambda row: (book.place_s[row], row)))
        for number in range(len(rows)):
            center.agenda.plan(now_s, HOURS_BEGIN, number, self._in)

    def go_in(self) -> None:
        """Let the first of those who wait for it go in."""
        row = self._entering.popleft()
        self._center.tell(Rule.OPENED, row)
        self._center.arrive(row)

    def end(self) -> None:
        """Send away who waits for types that are closed now and clear their queues."""
        for door in self._ends[self._center.agenda.now_s]:
            self._center.clear(door.type)


def any_hours(tables: Tables) -> bool:
    """Return whether some type has hours of its own."""
    return any(terms.from_s is not None for terms in tables.admission)


class _HoursBegin:
    """The beginning of hours."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._doors.open()


class _HoursEnd:
    """The end of hours."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._doors.end()


class _GoingIn:
    """That somebody who waited outside goes in."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._doors.go_in()


class _Arrival:
    """The arrival of a contact that was born during the run."""

    __slots__ = ("_doors",)

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def happen(self, row: int) -> None:
        """Let it happen."""
        self._doors.arrive(row)
