"""One overflow rule that is asked of those who wait: who is armed, or due."""

from bisect import bisect_right
from math import inf

from simulator.engine.armed import Armed
from simulator.engine.book import Book
from simulator.engine.crossing import Crossing
from simulator.engine.overflow_asked import OverflowAsked
from simulator.engine.reading import Reading
from simulator.engine.tables.overflow_terms import OverflowTerms

_MANY = 1 << 20
"""More than there are queues, or parts of a wait."""


class RuleAsked:
    """Of one rule."""

    __slots__ = (
        "_asked", "_book", "_may", "all_crossings", "armed", "by_time", "crossings", "due", "lines", "on_change",
        "passed", "readings", "rule", "waits_s",
    )  # fmt: skip

    def __init__(self, rule: OverflowTerms, book: Book, asked: OverflowAsked) -> None:
        self.rule, self._book, self._asked = rule, book, asked
        self.on_change = rule.on_change()
        self.by_time = False
        """Whether time alone may change what it asks for, the contact's own wait aside."""
        self.readings: dict[int, Reading] = {}
        """By type."""
        self.due = Armed(rule, book, asked)
        """Of a rule that is asked at some instants only: of whom it is asked at this one."""
        self.passed: list[tuple[int, float]] = []
        """Of a rule that is asked after some waits: who has waited so long and is not due yet, and since when."""
        self._may: dict[int, list[bool]] = {}
        """By type and part of the wait: whether it may hold."""
        self.armed: dict[int, Armed] = {}
        """Of a rule that is asked whenever something changes: by queue, part of the wait, and the queue it leads to."""
        self.lines: list[Armed] = []
        """The same as a list."""
        self.crossings: dict[int, list[Crossing]] = {}
        """By type: of each wait from which on it may hold; none where it is asked at some instants only."""
        self.all_crossings: list[Crossing] = []
        self.waits_s: dict[int, list[float]] = {}
        """By type: the waits at which contacts are due, or where one part of the wait ends and the next begins."""

    def read(self, type_: int, reading: Reading) -> None:
        """Let ``reading`` say what holds for contacts of a type."""
        self.readings[type_] = reading
        self.crossings[type_] = []
        if not self.on_change:
            self.waits_s[type_] = list(self.rule.waits_s)
            return
        self.waits_s[type_] = list(reading.waits_s)
        self._may[type_] = [reading.may_hold(wait_s) for wait_s in (0.0, *reading.waits_s)]
        self.by_time = self.by_time or reading.by_time()
        self.crossings[type_] = [
            Crossing(self._book, reading, type_, wait_s) for wait_s in reading.waits_s if reading.may_hold(wait_s)
        ]
        self.all_crossings += self.crossings[type_]

    def line_of(self, queue: int, type_: int, wait_s: float, there: int) -> Armed | None:
        """Return the line of those in a queue who have waited so long, and join the queue ``there`` by the rule.

        None where it cannot hold for them, however things stand.
        """
        waits_s = self.waits_s[type_]
        part = bisect_right(waits_s, wait_s) if waits_s else 0
        if not self._may[type_][part]:
            return None
        key = (queue * _MANY + there + 1) * _MANY + part
        armed = self.armed.get(key)
        if armed is None:
            from_s, to_s = ([0.0, *waits_s][part], [*waits_s, inf][part])
            armed = Armed(self.rule, self._book, self._asked, queue, from_s, to_s)
            armed.reading, armed.there = self.readings[type_], there
            self.armed[key] = armed
            self.lines.append(armed)
        return armed

    def any_holds(self, now_s: float) -> bool:
        """Return whether what it asks for holds for anybody of whom it may be asked."""
        found = False
        for armed in self.lines:
            found = found or (armed.any() and armed.reading.holds(now_s, armed.wait_from_s))
        return found

    def any_armed(self) -> bool:
        """Return whether there may be anybody of whom it may be asked."""
        found = False
        for armed in self.lines:
            found = found or armed.any()
        return found

    def gather(self) -> None:
        """Let those be due who have waited so long, once each, and still wait as they did: hours may have passed."""
        if not self.passed:
            return
        book = self._book
        for row, since_s in dict.fromkeys(self.passed):
            if book.waiting[row] and book.since_s[row] == since_s:
                self.due.add(row)
        self.passed.clear()
