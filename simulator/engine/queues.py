"""A queue: contacts of one type that wait, in the order of their place."""

from collections import deque
from collections.abc import Iterator

from simulator.engine.book import Book, wait_record


class Room:
    """The waiting room of the center: how many wait, in whatever queue."""

    __slots__ = ("book", "count")

    def __init__(self, book: Book) -> None:
        self.book = book
        self.count = 0


class Queue:
    """Contacts waiting, longest first.

    Leaving from the middle is lazy: a row that no longer waits is skipped when it comes to the head.
    """

    __slots__ = ("_room", "_rows", "_waited", "_waiting", "head_start_s", "length", "places_s", "since_s")

    def __init__(self, head_start_s: float, room: Room) -> None:
        self.head_start_s = head_start_s
        """What is taken off a place when contacts of different queues are compared."""
        self.length = 0
        self._room = room
        self.places_s = room.book.place_s
        """By row: what its place in line goes by."""
        self.since_s = room.book.since_s
        """By row: since when it waits, while it does."""
        self._waiting = room.book.waiting
        self._waited = room.book.waits.frombytes
        """As `Book.waited`, looked up once: a step less for every wait."""
        self._rows: deque[int] = deque()

    def put(self, row: int, now_s: float) -> None:
        """Append ``row``, which waits from now on; its place is not earlier than that of the last one."""
        self._waiting[row] = 1
        self.since_s[row] = now_s
        self.length += 1
        self._room.count += 1
        self._rows.append(row)

    def head(self) -> int:
        """Return the row that stands first; there must be one (``length > 0``)."""
        rows, waiting = self._rows, self._waiting
        while not waiting[rows[0]]:
            rows.popleft()
        return rows[0]

    def take(self, row: int, now_s: float) -> None:
        """Write that ``row`` no longer waits."""
        self._waiting[row] = 0
        self._waited(wait_record(row, self.since_s[row], now_s))
        self.length -= 1
        self._room.count -= 1
        rows = self._rows
        if rows[0] == row:
            rows.popleft()

    def __iter__(self) -> Iterator[int]:
        """Yield the rows that wait, longest first."""
        return (row for row in self._rows if self._waiting[row])
