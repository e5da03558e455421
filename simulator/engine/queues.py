"""A queue: contacts of one type that wait, in the order of their place."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any


class Room:
    """The waiting room of the center: who waits, in whatever queue, and how many they are."""

    __slots__ = ("count", "waiting")

    def __init__(self, contacts: int) -> None:
        self.count = 0
        self.waiting = bytearray(contacts)
        """A flag per contact row."""


class Queue:
    """Contacts waiting, longest first.

    Leaving from the middle is lazy: a row that no longer waits is skipped when it comes to the head.
    ``places`` is the time that orders a row (when it was queued).
    """

    __slots__ = ("_room", "_rows", "head_start_s", "length", "places", "waiting")

    def __init__(self, head_start_s: float, room: Room, places: list[float]) -> None:
        self.head_start_s = head_start_s
        """What is taken off a place when contacts of different queues are compared."""
        self.length = 0
        self.waiting = room.waiting
        self._room = room
        self.places = places
        self._rows: deque[int] = deque()

    def put(self, row: int) -> None:
        """Append ``row``; its place is not earlier than that of the last one."""
        self.waiting[row] = 1
        self.length += 1
        self._room.count += 1
        self._rows.append(row)

    def head(self) -> int:
        """Return the row that waits longest; there must be one (``length > 0``)."""
        rows, waiting = self._rows, self.waiting
        while not waiting[rows[0]]:
            rows.popleft()
        return rows[0]

    def take(self, row: int) -> None:
        """Note that ``row`` no longer waits."""
        self.waiting[row] = 0
        self.length -= 1
        self._room.count -= 1
        rows = self._rows
        if rows[0] == row:
            rows.popleft()

    def __iter__(self) -> Iterator[int]:
        """Yield the rows that wait, longest first."""
        return (row for row in self._rows if self.waiting[row])


class Lane:
    """That a group takes contacts of a queue once they have waited ``after_s``."""

    __slots__ = ("after_s", "assign", "keep_empty", "queue", "slots")

    def __init__(
        self, queue: Queue, after_s: float, assign: Callable[[int, Any], None], slots: int, keep_empty: int
    ) -> None:
        self.queue = queue
        self.after_s = after_s
        self.assign = assign
        """Gives a contact of the queue to a freed agent."""
        self.slots = slots
        """An agent with fewer in hand may take a contact; 0 for exclusive ones, which need an empty hand."""
        self.keep_empty = keep_empty
        """An agent with nothing in hand leaves the contact alone when fewer such agents would be left."""
