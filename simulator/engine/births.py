"""Births: a contact that comes into being inside a run, at an instant, of another one: a new row of the book.

Whoever lets one be born says of whom, of which type, why and when; what it brings is drawn by its case's key, attempt
and hop, so it is the same in every strategy. Whether it arrives, waits or is talked to then is not said here.
"""

from simulator.engine.book import Book, birth
from simulator.engine.joining import Joining
from simulator.engine.tables import Tables
from simulator.log import Context

_NO_CONTEXT = int(Context.NONE)


class Births:
    """Lets contacts be born in one run."""

    __slots__ = ("_book", "_joining", "_later")

    def __init__(self, tables: Tables, book: Book) -> None:
        self._joining, self._later, self._book = Joining(tables.eligibility), tables.later, book

    def bear(
        self,
        parent: int,
        type_: int,
        cause: int,
        attempt: int,
        hop: int,
        at_s: float,
        context: int = _NO_CONTEXT,
    ) -> int:
        """Let a contact of ``type_`` be born at ``at_s`` that follows from ``parent``; return its row.

        ``attempt`` is of the case and counts from 1, ``hop`` from 0 within the attempt. Case and segment are the
        parent's, who is the same customer. ``cause`` and ``context`` are the numbers of a `Cause` and a `Context`.
        """
        book = self._book
        case, segment = book.case_of(parent), book.segment_of(parent)
        talk_s, wrap_up_s, patience_s = self._later.drawn(book.key_of(case), segment, type_, attempt, hop, at_s)
        born = birth(case, parent, cause, attempt, hop, type_, segment, context)
        return book.born(born, self._joining.queue_of(type_, segment), at_s, talk_s, wrap_up_s, patience_s)
