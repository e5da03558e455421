"""Silent customers: who leaves without a sign when the patience ends, and what the center makes of it.

What becomes of the contact is what becomes of whoever leaves openly, at the same instant. But it stays where it was, in
the queue or in a hand, and all that the center does with it from then on is in vain.
"""

from math import nan

from simulator.demand.draws import Purpose
from simulator.demand.later import ordinal_of
from simulator.engine.book import Book
from simulator.engine.tables.silent_terms import SilentTerms
from simulator.log import NOBODY, SilenceEnd

_SILENT, _NOT_YET = int(Purpose.SILENT), int(SilenceEnd.NOT_YET)


class Silence:
    """A contact whose customer has left silently."""

    __slots__ = ("agent", "how", "left_s", "over_s", "taken_s", "told_s")

    def __init__(self, left_s: float, agent: int, taken_s: float) -> None:
        self.left_s = left_s
        self.agent = agent
        """Who had it in hand last; NOBODY: nobody ever."""
        self.taken_s = taken_s
        """When an agent had it in hand first; NaN: never."""
        self.told_s = self.over_s = nan
        """When somebody first wrote to nobody, and when the center was through with it; NaN: not yet."""
        self.how = _NOT_YET
        """The number of a `SilenceEnd`."""


class Silences:
    """All of a run, by row."""

    __slots__ = ("_book", "of")

    def __init__(self, book: Book) -> None:
        self._book = book
        self.of: dict[int, Silence] = {}

    def leaves(self, row: int, terms: SilentTerms, now_s: float, agent: int = NOBODY, taken_s: float = nan) -> bool:
        """Return whether the customer of ``row``, whose patience ends now, leaves silently; it is written down then.

        ``agent`` is who had it in hand last, since ``taken_s`` first.
        """
        book = self._book
        ordinal = ordinal_of(book.attempt_of(row), book.hop_of(row))
        if book.firsts.uniform(book.case_of(row), _SILENT, ordinal) >= terms.share:
            return False
        self.of[row] = Silence(now_s, agent, taken_s)
        # Nothing that an overflow rule offers is heard.
        book.unasked.add(row)
        return True

    def is_gone(self, row: int) -> bool:
        """Return whether the customer of ``row`` has left silently."""
        return row in self.of

    def left_s(self, row: int) -> float:
        """Return when the customer of ``row`` has left silently."""
        silence = self.of[row]
        return silence.left_s

    def taken(self, row: int, agent: int, now_s: float) -> None:
        """Write that ``agent`` has ``row`` in hand from now on, whose customer has left."""
        silence = self.of[row]
        silence.agent = agent
        if silence.taken_s != silence.taken_s:
            silence.taken_s = now_s

    def told(self, row: int, now_s: float) -> None:
        """Write that an agent has written to the customer of ``row``, who has left."""
        silence = self.of[row]
        if silence.told_s != silence.told_s:
            silence.told_s = now_s

    def over(self, row: int, how: int, now_s: float) -> None:
        """Write that the center is through with ``row``; ``how`` is the number of a `SilenceEnd`."""
        silence = self.of[row]
        silence.over_s, silence.how = now_s, how
