"""A queue: contacts that wait, in the order of their place, linked through their rows.

Joining at either end and leaving anywhere cost the same however long it is, and nobody who left stays behind in it: a
contact may come again, into this queue or another. Whoever comes with an earlier place walks past those behind it.
"""

from math import inf

from simulator.engine.book import Book
from simulator.engine.columns import wait_record
from simulator.log import NOBODY
from simulator.routing.protocol import WaitingQueue


class Room:
    """The waiting room of the center: how many wait, in whatever queue."""

    __slots__ = ("book", "count")

    def __init__(self, book: Book) -> None:
        self.book = book
        self.count = 0


class Queue(WaitingQueue):
    """Contacts waiting: the earliest place first, ties by row."""

    __slots__ = ("_book", "_room", "_tail", "_waits")

    def __init__(
        self, head_start_s: float, room: Room, age_rate: float = 1.0, age_cap_s: float = inf, target_s: float = 0.0
    ) -> None:
        self.head_start_s = head_start_s
        self.age_rate, self.age_cap_s, self.target_s = age_rate, age_cap_s, target_s
        self.length = 0
        self.head = self._tail = NOBODY
        """The row that stands first, and the last one."""
        self._room = room
        self._book = book = room.book
        self._waits = book.waits

    def head_place_s(self) -> float:
        """Return what the place of the first contact goes by, less the head start."""
        return self._book.place_s[self.head] - self.head_start_s

    def head_age_s(self, now_s: float) -> float:
        """Return for how long the first contact has had its place, the head start left out."""
        return now_s - self._book.place_s[self.head]

    def put(self, row: int, now_s: float) -> None:
        """Let ``row`` wait from now on, at its place."""
        book = self._book
        book.waiting[row] = 1
        book.since_s[row] = now_s
        self._room.count += 1
        last = self._tail
        if last >= 0 and book.place_s[last] < book.place_s[row]:
            # Nearly always: a step less for every wait.
            book.ahead[row] = last
            book.behind[row] = NOBODY
            book.behind[last] = self._tail = row
            self.length += 1
        else:
            self._join(row)

    def take(self, row: int, now_s: float) -> None:
        """Let ``row`` out, which no longer waits, and write down its wait."""
        book = self._book
        book.waiting[row] = 0
        self._waits.frombytes(wait_record(row, book.since_s[row], now_s))
        self._room.count -= 1
        if row == self.head and row != self._tail:
            self.head = after = book.behind[row]
            book.ahead[after] = NOBODY
            self.length -= 1
        else:
            self._part(row)

    def move(self, row: int, to: "Queue") -> None:
        """Let ``row`` go on waiting in the queue ``to``: since when it waits and its place stay what they are."""
        self._part(row)
        to._join(row)

    def _join(self, row: int) -> None:
        self.length += 1
        book = self._book
        place_s = book.place_s[row]
        before, after = self._tail, NOBODY
        first = self.head
        if first >= 0 and _is_before(place_s, row, book.place_s[first], first):
            # Whoever is put in front passes nobody either.
            before, after = NOBODY, first
        # Mostly the last in line has the latest place, and nobody is passed.
        while before >= 0 and _is_before(place_s, row, book.place_s[before], before):
            after = before
            before = book.ahead[before]
        book.ahead[row] = before
        book.behind[row] = after
        if before < 0:
            self.head = row
        else:
            book.behind[before] = row
        if after < 0:
            self._tail = row
        else:
            book.ahead[after] = row

    def _part(self, row: int) -> None:
        self.length -= 1
        book = self._book
        before, after = book.ahead[row], book.behind[row]
        if before < 0:
            self.head = after
        else:
            book.behind[before] = after
        if after < 0:
            self._tail = before
        else:
            book.ahead[after] = before

    def after(self, row: int) -> int:
        """Return who stands behind ``row``, which waits here; NOBODY at the end."""
        return self._book.behind[row]

    def rows(self) -> list[int]:
        """Return the rows that wait, first in line first."""
        rows, row = [], self.head
        while row >= 0:
            rows.append(row)
            row = self._book.behind[row]
        return rows


def _is_before(place_s: float, row: int, other_s: float, other: int) -> bool:
    """Return whether a place is before another one; ties by row."""
    return place_s < other_s or (place_s == other_s and row < other)
