"""Places of contacts that wait again: in front of their type, where they stood before, or behind."""

from math import inf

from simulator.engine.book import Book
from simulator.engine.flows import Flow
from simulator.units import GRID_PER_S

_STEP_S = 1 / GRID_PER_S


class InFront:
    """Who was put in front when the last wait began."""

    __slots__ = ("_book", "_rows")

    def __init__(self, book: Book) -> None:
        self._book = book
        self._rows: set[int] = set()

    def stand(self, row: int, flow: Flow, place: str, kept_s: float, came_s: float, now_s: float) -> None:
        """Say where ``row`` stands from now on: in front; by the place that is ``kept_s``; or by when it came."""
        book = self._book
        self._rows.discard(row)
        if place == "front":
            first_s = self._first_s(flow)
            book.place_s[row] = now_s if first_s == inf else first_s - _STEP_S
            self._rows.add(row)
        else:
            book.place_s[row] = kept_s if place == "kept" else came_s

    def _first_s(self, flow: Flow) -> float:
        """Return the place of the first of the type who was not put in front; infinite where there is nobody."""
        book, first_s = self._book, inf
        for queue in flow.beside:
            row = queue.head
            while row >= 0 and row in self._rows:
                row = queue.after(row)
            if row >= 0 and book.place_s[row] < first_s:
                first_s = book.place_s[row]
        return first_s
