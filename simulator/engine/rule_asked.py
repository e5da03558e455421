"""One overflow rule that is asked of those who wait: who is armed, or due."""

from simulator.engine.armed import Armed
from simulator.engine.book import Book
from simulator.engine.reading import Reading
from simulator.engine.tables.overflow_terms import OverflowTerms


class RuleAsked:
    """Of one rule."""

    __slots__ = ("_book", "armed", "due", "passed", "readings", "rule", "waits_s")

    def __init__(self, rule: OverflowTerms, due: Armed, book: Book) -> None:
        self.rule, self._book = rule, book
        self.readings: dict[int, Reading] = {}
        """By type."""
        self.due = due
        """Of a rule that is asked at some instants only: of whom it is asked at this one."""
        self.passed: list[tuple[int, float]] = []
        """Of a rule that is asked after some waits: who has waited so long and is not due yet, and since when."""
        self.armed: dict[tuple[int, int, int], Armed] = {}
        """Of a rule that is asked whenever something changes: by queue, part of the wait, and the queue it leads to."""
        self.waits_s: dict[int, list[float]] = {}
        """By type: the waits at which contacts are due, or where one part of the wait ends and the next begins."""

    def read(self, type_: int, reading: Reading) -> None:
        """Let ``reading`` say what holds for contacts of a type."""
        self.readings[type_] = reading
        self.waits_s[type_] = list(reading.waits_s) if self.rule.on_change() else list(self.rule.waits_s)

    def gather(self) -> None:
        """Let those be due who have waited so long, once each, and still wait as they did: hours may have passed."""
        if not self.passed:
            return
        book = self._book
        for row, since_s in dict.fromkeys(self.passed):
            if book.waiting[row] and book.since_s[row] == since_s:
                self.due.add(row)
        self.passed.clear()
