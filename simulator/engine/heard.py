"""Who has heard what customers had to say: whose agent answered last in an attempt."""

from simulator.engine.book import Book
from simulator.log import NOBODY


class Heard:
    """Known of the cases that somebody answered and that went on from there."""

    __slots__ = ("_book", "_last")

    def __init__(self, book: Book) -> None:
        self._book = book
        self._last: dict[int, tuple[int, int]] = {}
        """By case: the attempt in which it was answered last, and the pool that did."""

    def note(self, row: int, attempt: int, pool: int) -> None:
        """Note that an agent of ``pool`` has answered contact ``row`` in an attempt."""
        self._last[self._book.case_of(row)] = (attempt, pool)

    def by_in(self, row: int, attempt: int) -> int:
        """Return the pool that answered the case of ``row`` last in an attempt, NOBODY where none has."""
        last = self._last.get(self._book.case_of(row))
        return NOBODY if last is None or last[0] != attempt else last[1]

    def ever(self, row: int) -> bool:
        """Return whether anybody has answered the case of ``row``."""
        return self._book.case_of(row) in self._last
