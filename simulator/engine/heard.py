"""Who has heard what customers had to say: whose agent answered last in an attempt."""

from simulator.engine.book import Book
from simulator.log import NOBODY

_BITS = 24
_POOLS = 1 << _BITS
"""More than there are of pools."""


class Heard:
    """Known of the cases that somebody answered and that went on from there."""

    __slots__ = ("_last",)

    def __init__(self, book: Book) -> None:
        self._last = book.heard
        """By case: the attempt in which it was answered last, and the pool that did, in one number."""

    def note(self, case: int, attempt: int, pool: int) -> None:
        """Note that an agent of ``pool`` has answered a contact of a case in an attempt."""
        self._last[case] = (attempt << _BITS) + pool

    def by_in(self, case: int, attempt: int) -> int:
        """Return the pool that answered a case last in an attempt, NOBODY where none has."""
        pool = self._last.get(case, NOBODY) - (attempt << _BITS)
        return pool if 0 <= pool < _POOLS else NOBODY

    def ever(self, case: int) -> bool:
        """Return whether anybody has answered a case."""
        return case in self._last
