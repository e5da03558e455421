"""Crossing: contacts that will have waited so long that a rule may hold for them, the first to do so first.

Whoever begins to wait last will have waited so long last. So one event is planned at a time, for the first who still
waits; and none at all while something else than the wait keeps the rule from holding.
"""

from collections import deque
from math import inf

from simulator.engine.book import Book
from simulator.engine.columns import Line
from simulator.engine.reading import Reading


class Crossing:
    """Of one rule, type and wait."""

    __slots__ = ("_book", "_by_time", "_line", "_reading", "number", "planned_s", "type", "wait_s")

    def __init__(self, book: Book, reading: Reading, type_: int, wait_s: float) -> None:
        self._book, self._reading = book, reading
        self._by_time = reading.by_time()
        self.type, self.wait_s = type_, wait_s
        self._line: Line[tuple[float, int]] = deque()
        self.number = 0
        """Among all crossings."""
        self.planned_s = -inf
        """When the last event that was planned is due."""

    def add(self, row: int, since_s: float) -> None:
        """Let ``row`` be one of them, which waits since this instant."""
        self._line.append((since_s, row))

    def matters(self, now_s: float) -> bool:
        """Return whether the rule may hold, as things stand, for whoever has waited so long."""
        return self._by_time or self._reading.holds(now_s, self.wait_s)

    def take(self, now_s: float) -> list[int]:
        """Take out who has waited so long by now; return those of them who still wait as they did."""
        book, line, rows = self._book, self._line, list[int]()
        while line:
            since_s, row = line[0]
            if since_s + self.wait_s > now_s:
                break
            line.popleft()
            if book.waiting[row] and book.since_s[row] == since_s:
                rows.append(row)
        return rows

    def next_s(self) -> float:
        """Return when the first who still waits will have waited so long; infinite: nobody."""
        book, line = self._book, self._line
        while line:
            since_s, row = line[0]
            if book.waiting[row] and book.since_s[row] == since_s:
                return since_s + self.wait_s
            line.popleft()
        return inf
