"""Who waits, of one type: counted, and since when the first of them does; only of types that some condition reads.

A queue that is watched tells of whoever joins and leaves it. Everybody joins now, so those who join stand in the order
of since when they wait; who has left since is passed over when somebody asks.
"""

from collections import deque
from math import inf

from simulator.engine.book import Book
from simulator.engine.columns import Line
from simulator.engine.queues import Queue, Room
from simulator.engine.watched import Watched
from simulator.log import NOBODY


class Joins(Watched):
    """Of one type."""

    __slots__ = ("_book", "_joined", "is_ordered", "left_row", "left_wait_s", "moved", "waiting")

    def __init__(self, book: Book) -> None:
        Watched.__init__(self)
        self._book = book
        self._joined: Line[tuple[float, int]] = deque()
        self.is_ordered = False
        """Whether anybody asks who has waited longest."""
        self.moved = Watched()
        """Tells of whoever goes on waiting in another queue of the type."""
        self.waiting = 0
        self.left_row = NOBODY
        """Who left last, until somebody asks after which wait."""
        self.left_wait_s = 0.0

    def joined(self, row: int, now_s: float) -> None:
        """Count ``row``, which waits from now on."""
        self.waiting += 1
        if self.is_ordered:
            self._joined.append((now_s, row))
        self.tell()

    def left(self, row: int, now_s: float) -> None:
        """Count ``row`` no more."""
        self.waiting -= 1
        self.left_row = row
        self.left_wait_s = now_s - self._book.since_s[row]
        if self.is_ordered and not self.waiting:
            self._joined.clear()
        self.tell()

    def oldest_since_s(self) -> float:
        """Return since when whoever has waited longest does; infinite where nobody waits."""
        book, joined = self._book, self._joined
        while joined:
            since_s, row = joined[0]
            if book.waiting[row] and book.since_s[row] == since_s:
                return since_s
            joined.popleft()
        return inf

    def wait_of(self, row: int) -> float:
        """Return for how long ``row`` waited, which an agent takes now; 0 where it did not."""
        if self.left_row != row:
            return 0.0
        self.left_row = NOBODY
        return self.left_wait_s


class WatchedQueue(Queue):
    """A queue that tells of whoever joins and leaves it."""

    __slots__ = ("_joins",)

    def __init__(
        self, head_start_s: float, room: Room, age_rate: float, age_cap_s: float, target_s: float, joins: Joins
    ) -> None:
        Queue.__init__(self, head_start_s, room, age_rate, age_cap_s, target_s)
        self._joins = joins

    def put(self, row: int, now_s: float) -> None:
        """Let ``row`` wait from now on, at its place."""
        Queue.put(self, row, now_s)
        self._joins.joined(row, now_s)

    def take(self, row: int, now_s: float) -> None:
        """Let ``row`` out, which no longer waits, and write down its wait."""
        Queue.take(self, row, now_s)
        self._joins.left(row, now_s)

    def move(self, row: int, to: Queue) -> None:
        """Let ``row`` go on waiting in the queue ``to``: since when it waits and its place stay what they are."""
        Queue.move(self, row, to)
        self._joins.moved.tell()
