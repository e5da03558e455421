"""Joining: which queue a contact goes to that is born or passed on inside a run, by numbers alone."""

from simulator.engine.book import Book
from simulator.engine.tables.eligibility import Eligibility
from simulator.log import NOBODY


class Joining:
    """What `Eligibility` says of it, looked up once."""

    __slots__ = ("_alone", "_eligibility", "_usual")

    def __init__(self, eligibility: Eligibility) -> None:
        self._eligibility = eligibility
        of_segment = eligibility.of_segment
        self._usual: list[list[int]] | None = None if of_segment is None else of_segment.tolist()
        """By type and segment, those in none last; None where types are queues."""
        self._alone: dict[tuple[int, int], int] = {}
        """By usual queue and group: where those stand who were passed to that group alone."""

    def queue_of(self, type_: int, segment: int) -> int:
        """Return the queue that a contact joins."""
        if self._usual is None:
            return type_
        of_type = self._usual[type_]
        return of_type[segment]

    def own_queue(self, book: Book, row: int, type_: int, segment: int) -> int:
        """Return the queue of ``row``, which waits anew: what overflow rules changed of it before stays so."""
        queue = self.queue_of(type_, segment)
        for into in book.changed.get(row, ()):
            queue = queue if into[queue] == NOBODY else into[queue]
        return queue

    def queue_to(self, type_: int, segment: int, group: int) -> int:
        """Return the queue that a contact joins which is passed to one group."""
        name = (self.queue_of(type_, segment), group)
        queue = self._alone.get(name)
        if queue is None:
            queue = self._alone[name] = self._eligibility.queue_to(type_, segment, group)
        return queue
