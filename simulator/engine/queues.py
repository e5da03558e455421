"""A queue: contacts that wait, in the order of their place, linked through their rows.

Joining at either end and leaving anywhere cost the same however long it is, and nobody who left stays behind in it: a
contact may come again, into this queue or another. Whoever comes with an earlier place walks past those behind it.
"""

from collections.abc import Iterator

from simulator.engine.book import Book, wait_record
from simulator.log import NOBODY


class Room:
    """The waiting room of the center: how many wait, in whatever queue."""

    __slots__ = ("book", "count")

    def __init__(self, book: Book) -> None:
        self.book = book
        self.count = 0


class Queue:
    """Contacts waiting: the earliest place first, ties by row."""

    __slots__ = (
        "_ahead", "_behind", "_room", "_tail", "_waiting", "_waits", "head", "head_start_s", "length", "places_s",
        "since_s",
    )  # fmt: skip

    def __init__(self, head_start_s: float, room: Room) -> None:
        self.head_start_s = head_start_s
        """What is taken off a place when contacts of different queues are compared."""
        self.length = 0
        self.head = self._tail = NOBODY
        """The row that stands first, and the last one."""
        self._room = room
        book = room.book
        self._waits = book.waits
        self.places_s = book.place_s
        """By row: what its place in line goes by."""
        self.since_s = book.since_s
        """By row: since when it waits, while it does."""
        self._waiting = book.waiting
        self._ahead, self._behind = book.ahead, book.behind
        """By row, while it waits: who stands next to it in its queue; NOBODY at the ends."""

    def put(self, row: int, now_s: float) -> None:
        """Let ``row`` wait from now on, at its place."""
        self._waiting[row] = 1
        self.since_s[row] = now_s
        self._room.count += 1
        last = self._tail
        if last >= 0 and self.places_s[last] < self.places_s[row]:
            # Nearly always: a step less for every wait.
            self._ahead[row], self._behind[row] = last, NOBODY
            self._behind[last] = self._tail = row
            self.length += 1
        else:
            self._join(row)

    def take(self, row: int, now_s: float) -> None:
        """Let ``row`` out, which no longer waits, and write down its wait."""
        self._waiting[row] = 0
        self._waits.frombytes(wait_record(row, self.since_s[row], now_s))
        self._room.count -= 1
        if row == self.head and row != self._tail:
            self.head = after = self._behind[row]
            self._ahead[after] = NOBODY
            self.length -= 1
        else:
            self._part(row)

    def move(self, row: int, to: "Queue") -> None:
        """Let ``row`` go on waiting in the queue ``to``: since when it waits and its place stay what they are."""
        self._part(row)
        to._join(row)

    def _join(self, row: int) -> None:
        self.length += 1
        ahead, behind, places_s = self._ahead, self._behind, self.places_s
        before, after = self._tail, NOBODY
        first = self.head
        if first >= 0 and (places_s[row], row) < (places_s[first], first):
            # Whoever is put in front passes nobody either.
            before, after = NOBODY, first
        # Mostly the last in line has the latest place, and nobody is passed.
        while before >= 0 and (places_s[before], before) > (places_s[row], row):
            before, after = ahead[before], before
        ahead[row], behind[row] = before, after
        if before < 0:
            self.head = row
        else:
            behind[before] = row
        if after < 0:
            self._tail = row
        else:
            ahead[after] = row

    def _part(self, row: int) -> None:
        self.length -= 1
        before, after = self._ahead[row], self._behind[row]
        if before < 0:
            self.head = after
        else:
            self._behind[before] = after
        if after < 0:
            self._tail = before
        else:
            self._ahead[after] = before

    def __iter__(self) -> Iterator[int]:
        """Yield the rows that wait, first in line first; the one at hand may leave meanwhile."""
        row = self.head
        while row >= 0:
            after = self._behind[row]
            yield row
            row = after
