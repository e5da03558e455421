"""Whether what a customer wants is solved by the agent who closes the contact: the customer's chance, once an attempt.

It is a draw with a name, so it can be asked during the run, where it decides who comes again, and of all contacts
together when the log is made.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.draws import Purpose, u_column
from simulator.demand.later import ordinal_of
from simulator.engine.book import Book
from simulator.engine.tables import Tables

_SOLVED = int(Purpose.SOLVED)


class Solving:
    """Says it of the contacts of one run."""

    __slots__ = ("_book", "_shares", "_skill_of")

    def __init__(self, tables: Tables, book: Book) -> None:
        self._book, self._shares = book, tables.rules.solved
        self._skill_of = np.repeat(np.arange(len(tables.staff.roster)), [len(one) for one in tables.staff.roster])
        for planned in tables.staff.by_person:
            # Being new changes how long people take and not what they solve, so any of their shifts says it.
            self._skill_of[planned.agent] = planned.skill

    def solves(self, case: int, attempt: int, type_: int, skill: int) -> bool:
        """Return whether an agent of ``skill`` solves, by closing a contact of ``type_``, what a case wants."""
        if self._shares is None:
            return True
        shares = self._shares[type_]
        share = shares[skill]
        return share >= 1.0 or self._book.firsts.uniform(case, _SOLVED, ordinal_of(attempt, 0)) < share

    def solved(
        self, type_: NDArray[np.int16], closed: NDArray[np.int64], agents: NDArray[np.int64]
    ) -> NDArray[np.int8]:
        """Return 1 for each of the rows ``closed`` that was solved by its agent, else 0; ``type_`` is of all rows."""
        assert self._shares is not None
        book = self._book
        cases = len(book.workload)
        births = book.born_later
        case, ordinal = np.arange(len(book)), np.zeros(len(book), dtype=np.int64)
        case[cases:] = [one.case for one in births]
        # As `ordinal_of` says without a hop.
        ordinal[cases:] = [one.attempt - 1 for one in births]
        share = np.array(self._shares)[type_[closed], self._skill_of[agents]]
        uniform = u_column(book.workload.key[case[closed]], _SOLVED, ordinal[closed])
        return ((share >= 1.0) | (uniform < share)).astype(np.int8)
