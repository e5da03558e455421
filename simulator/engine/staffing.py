"""Staffing: how many are on duty when, and what opening and closing do.

Headcount says how many, not who. When it falls, idle agents leave first, the highest roster number first, then whoever
finishes first; nobody is cut off. When it rises, those who were about to leave stay before anybody is called in. Where
agents have several contacts in hand, who leaves is told so at once and takes nothing new (`slot_group.py`).

Every day begins afresh: with the lowest numbers, all idle since the opening. Only who is still busy with a contact of
the day before stays, as one of today's: his overtime ends, a new presence begins.
"""

from collections import deque

from simulator.engine.agenda import CLOSING, STAFF_ENDS, STAFF_STARTS
from simulator.engine.center import Center
from simulator.engine.tables import Tables


class Staffing:
    """Openings, changes of headcount and closings."""

    __slots__ = ("_center", "_coming", "_stretches", "_tables")

    def __init__(self, tables: Tables, center: Center) -> None:
        self._tables = tables
        self._center = center
        self._stretches = deque(tables.staff.stretches)
        self._coming: list[deque[tuple[float, int]]] = [
            deque(change for stretch in tables.staff.stretches for change in stretch.changes[number])
            for number in range(len(center.groups))
        ]

    def open(self) -> None:
        """Log in those on duty at the first opening and plan everything that follows."""
        stretches, center = self._tables.staff.stretches, self._center
        agenda = center.agenda
        change, close, reopen = (agenda.enroll(kind(self)) for kind in (_Change, _Close, _Reopen))
        first, *later = stretches
        for group, people in zip(center.groups, first.agents, strict=True):
            for _ in range(people):
                group.rest(group.call_in(first.from_s))
        for stretch in later:
            agenda.plan(stretch.from_s, STAFF_STARTS, 0, reopen)
        for stretch in stretches:
            for number, changes in enumerate(stretch.changes):
                for time_s, more in changes:
                    agenda.plan(time_s, STAFF_STARTS if more > 0 else STAFF_ENDS, number, change)
            agenda.plan(stretch.to_s, CLOSING, 0, close)

    def change(self, number: int) -> None:
        """Change the headcount of group ``number``."""
        _, more = self._coming[number].popleft()
        group = self._center.groups[number]
        now_s, freed = self._center.agenda.now_s, self._center.freed
        if more < 0:
            group.fall(-more, now_s, freed)
        else:
            group.rise(more, now_s, freed)

    def reopen(self) -> None:
        """Let the next stretch of time begin in which the center is open."""
        self._stretches.popleft()
        now_s, freed = self._center.agenda.now_s, self._center.freed
        for group, people in zip(self._center.groups, self._stretches[0].agents, strict=True):
            group.reopen(people, now_s, freed)

    def close(self) -> None:
        """Let the center close."""
        center = self._center
        for number, terms in enumerate(self._tables.admission):
            if terms.at_close == "clear":
                center.clear(number)
        for group in center.groups:
            group.close(center.agenda.now_s, center.freed)


class _Change:
    """A change of headcount."""

    __slots__ = ("_staffing",)

    def __init__(self, staffing: Staffing) -> None:
        self._staffing = staffing

    def happen(self, number: int) -> None:
        """Let it happen."""
        self._staffing.change(number)


class _Close:
    """A closing."""

    __slots__ = ("_staffing",)

    def __init__(self, staffing: Staffing) -> None:
        self._staffing = staffing

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._staffing.close()


class _Reopen:
    """An opening but the first."""

    __slots__ = ("_staffing",)

    def __init__(self, staffing: Staffing) -> None:
        self._staffing = staffing

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._staffing.reopen()
