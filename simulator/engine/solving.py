"""Whether what a customer wants is solved by the agent who closes the contact: the customer's chance, once an attempt.

It is a draw with a name, so it can be asked during the run, where it decides who comes again, and of all contacts
together when the log is made.
"""

from itertools import groupby
from operator import itemgetter

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

    def solves(self, row: int, case: int, attempt: int, type_: int, skill: int) -> bool:
        """Return whether an agent of ``skill`` solves, by closing ``row`` of ``type_``, what its case wants."""
        if self._shares is None:
            return True
        shares = self._shares[type_]
        share = shares[skill]
        if self._book.solved_with_help:
            share = self._book.solved_with_help.get(row, share)
        return share >= 1.0 or self._book.firsts.uniform(case, _SOLVED, ordinal_of(attempt, 0)) < share

    def solved(
        self,
        type_: NDArray[np.int16],
        closed: NDArray[np.int64],
        agents: NDArray[np.int64],
        talks: NDArray[np.float64],
    ) -> NDArray[np.int8]:
        """Return 1 for each of the rows ``closed`` that was solved by its agent, else 0; ``type_`` is of all rows.

        ``talks`` are from when to when the agents talked.
        """
        assert self._shares is not None
        book = self._book
        cases = len(book.workload)
        births = book.born_later
        case, ordinal = np.arange(len(book)), np.zeros(len(book), dtype=np.int64)
        case[cases:] = [one.case for one in births]
        # As `ordinal_of` says without a hop.
        ordinal[cases:] = [one.attempt - 1 for one in births]
        share = np.array(self._shares)[type_[closed], self._skills(agents, talks)]
        if book.solved_with_help:
            helped = book.solved_with_help
            share = np.array(
                [helped.get(row, usual) for row, usual in zip(closed.tolist(), share.tolist(), strict=True)]
            )
        uniform = u_column(book.workload.key[case[closed]], _SOLVED, ordinal[closed])
        return ((share >= 1.0) | (uniform < share)).astype(np.int8)

    def _skills(self, agents: NDArray[np.int64], talks: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the skills of ``agents`` as talks end; what changes at that instant counts if they began in it."""
        from_s, to_s = talks.T
        at_s = np.where(from_s == to_s, np.nextafter(to_s, np.inf), to_s)
        found: NDArray[np.int64] = self._skill_of[agents]
        for agent, changes in groupby(sorted(self._book.skills), key=itemgetter(0)):
            times_s, skills = np.array([(time_s, skill) for _, time_s, skill in changes]).T
            mine = np.flatnonzero(agents == agent)
            place = np.searchsorted(times_s, at_s[mine], side="left") - 1
            found[mine[place >= 0]] = skills[place[place >= 0]].astype(np.int64)
        return found
