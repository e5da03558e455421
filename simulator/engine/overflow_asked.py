"""Of whom an overflow rule was asked already, what chance says, and what is written of it.

A rule is asked once in an attempt of a case, of whichever of its contacts; chance is the case's own, so no rule moves
the chance of another.
"""

from simulator.engine.agenda import Agenda
from simulator.engine.book import Book
from simulator.engine.columns import service_record
from simulator.engine.tables.overflow_terms import OverflowTerms

DONE, DECLINED, LEFT_OUT = 1, 0, -1
"""What became of it, as `RunLog.overflow` says it."""
_ATTEMPTS = 1 << 20
"""More than there are attempts of a case."""


class OverflowAsked:
    """What is known of it in one run."""

    __slots__ = ("_agenda", "_asked", "_book")

    def __init__(self, agenda: Agenda, book: Book, rules: int) -> None:
        self._agenda, self._book = agenda, book
        self._asked: list[set[int]] = [set() for _ in range(rules)]
        """By rule: the attempts of cases."""

    def was(self, rule: OverflowTerms, row: int) -> bool:
        """Return whether ``rule`` was asked of the attempt that ``row`` belongs to."""
        book, asked = self._book, self._asked[rule.number]
        # Mostly nobody was, of a rule that seldom applies.
        return bool(asked) and book.case_of(row) * _ATTEMPTS + book.attempt_of(row) in asked

    def applies(self, rule: OverflowTerms, row: int) -> bool:
        """Ask ``rule`` of ``row``, which it is able to change: return whether it applies."""
        book = self._book
        case, attempt = book.case_of(row), book.attempt_of(row)
        self._asked[rule.number].add(case * _ATTEMPTS + attempt)
        if book.firsts.uniform(case, rule.share_purpose, attempt - 1) < rule.share_of(attempt):
            return True
        self.write(rule, row, LEFT_OUT)
        return False

    def accepts(self, rule: OverflowTerms, row: int) -> bool:
        """Return whether the customer of ``row`` accepts what ``rule`` offers."""
        book = self._book
        ordinal = book.attempt_of(row) - 1
        return book.firsts.uniform(book.case_of(row), rule.accept_purpose, ordinal) < rule.accept

    def write(self, rule: OverflowTerms, row: int, did: int) -> None:
        """Write down what became of it."""
        self._book.overflow.frombytes(service_record(row, rule.number, self._agenda.now_s, did, 0.0))
