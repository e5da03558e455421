"""Armed: contacts of which a rule may be asked, the first in line first.

Nobody is taken out who left or was asked meanwhile: whoever comes to the front and is not meant any more is dropped
then, once. So a long line of contacts that were asked is not walked again and again.
"""

from heapq import heappop, heappush
from math import inf

from simulator.engine.book import Book
from simulator.engine.overflow_asked import OverflowAsked
from simulator.engine.reading import Reading
from simulator.engine.tables.overflow_terms import OverflowTerms
from simulator.log import NOBODY

Place = tuple[float, int, float]
"""The place in line of a contact, its row, and since when it waits."""


class Armed:
    """Contacts that wait in one queue for so long, of whom one rule may be asked; or all that it may be asked of."""

    __slots__ = ("_asked", "_book", "_heap", "_rule", "_wait_to_s", "queue", "reading", "there", "wait_from_s")

    def __init__(
        self,
        rule: OverflowTerms,
        book: Book,
        asked: OverflowAsked,
        queue: int = NOBODY,
        wait_from_s: float = 0.0,
        wait_to_s: float = inf,
    ) -> None:
        self._rule, self._book, self._asked = rule, book, asked
        self.queue = queue
        """NOBODY: any."""
        self.there = NOBODY
        """The queue that they join by the rule; NOBODY: they stay what they are."""
        self.wait_from_s, self._wait_to_s = wait_from_s, wait_to_s
        """How long they wait: from the one to below the other."""
        self._heap: list[Place] = []
        self.reading: Reading
        """What has to hold for them, of a rule that is asked whenever something changes."""

    def add(self, row: int) -> None:
        """Let ``row``, which waits, be one of them."""
        book, heap = self._book, self._heap
        # Whoever has left at the front goes first, so that a line of whom nobody is asked does not grow.
        while heap:
            _, first, since_s = heap[0]
            if book.waiting[first] and book.since_s[first] == since_s:
                break
            heappop(heap)
        heappush(heap, (book.place_s[row], row, book.since_s[row]))

    def any(self) -> bool:
        """Return whether there may be anybody."""
        return bool(self._heap)

    def first(self, now_s: float) -> Place | None:
        """Return the first in line of them, None where nobody is left."""
        heap = self._heap
        while heap:
            _, row, since_s = heap[0]
            if self._is_meant(row, since_s, now_s):
                return heap[0]
            heappop(heap)
        return None

    def pop(self) -> Place:
        """Take out the first of them."""
        return heappop(self._heap)

    def put_back(self, place: Place) -> None:
        """Let who was taken out be one of them again."""
        heappush(self._heap, place)

    def clear(self) -> None:
        """Take all out."""
        self._heap.clear()

    def _is_meant(self, row: int, since_s: float, now_s: float) -> bool:
        book = self._book
        if not book.waiting[row] or book.since_s[row] != since_s:
            return False
        if self.queue != NOBODY and book.queue[row] != self.queue:
            return False
        if not self.wait_from_s <= now_s - since_s < self._wait_to_s:
            return False
        return not self._asked.was(self._rule, row)


def first_of(lines: list[Armed], now_s: float) -> Armed | None:
    """Return the line in which the first of all stands, None where nobody does."""
    found, first = None, (inf, 0, 0.0)
    for line in lines:
        one = line.first(now_s)
        if one is not None and one < first:
            found, first = line, one
    return found
