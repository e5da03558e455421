"""Announcing: who begins to wait hears which wait to expect, and leaves, loses patience sooner or stays longer."""

from math import ceil, inf

from simulator.demand.later import ordinal_of
from simulator.engine.book import Book
from simulator.engine.flows import Announces
from simulator.engine.predicted import Predicted
from simulator.engine.tables.read import AnnouncementTerms
from simulator.time_grid import on_grid


class Announcing(Announces):
    """Of one type."""

    __slots__ = ("_book", "_leave", "_longer", "_predicted", "_purpose", "_shorter", "_step_s")

    def __init__(self, terms: AnnouncementTerms, predicted: Predicted, book: Book) -> None:
        self._predicted, self._book = predicted, book
        self._purpose, self._leave = terms.purpose, terms.leave
        self._step_s, self._longer, self._shorter = terms.step_s, terms.longer, terms.shorter

    def makes_leave(self, row: int, now_s: float) -> bool:
        """Tell ``row``, which is about to wait; return whether it leaves at once."""
        book, said_s = self._book, self._rounded_s(self._predicted.wait_s(now_s))
        book.announced_s[row] = said_s
        patience_s = book.patience_s[row]
        is_longer = said_s > patience_s
        if is_longer and self._leave:
            ordinal = ordinal_of(book.attempt_of(row), book.hop_of(row))
            if book.firsts.uniform(book.case_of(row), self._purpose, ordinal) < self._leave:
                return True
        times = self._longer if is_longer else self._shorter
        if times != 1.0 and patience_s < inf:
            book.patience_s[row] = book.first_patience_s[row] = on_grid(patience_s * times)
        return False

    def _rounded_s(self, wait_s: float) -> float:
        if not self._step_s or wait_s == inf:
            return wait_s
        return ceil(wait_s / self._step_s) * self._step_s
