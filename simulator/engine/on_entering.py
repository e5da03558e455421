"""Entering: the rules that are asked of contacts that have found no agent, before they meet the queue's limit.

One after the other, in the order of the file; the first that lets a contact be something else, or nothing, is the last.
"""

from simulator.engine.center import Center
from simulator.engine.flows import Entering, Flow
from simulator.engine.overflow_asked import OverflowAsked
from simulator.engine.overflow_turns import OverflowTurns
from simulator.engine.overflow_verbs import OverflowVerbs
from simulator.engine.reading import Reading
from simulator.engine.record import Rule
from simulator.engine.tables.overflow_terms import OverflowTerms

AskedOnEntering = list[tuple[OverflowTerms, Reading]]


class OnEntering(Entering):
    """Asks them of the contacts of one type."""

    __slots__ = ("_any", "_asked", "_center", "_of_segment", "_turns", "_verbs")

    def __init__(
        self,
        center: Center,
        asked: OverflowAsked,
        verbs: OverflowVerbs,
        turns: OverflowTurns,
        of_segment: list[AskedOnEntering],
    ) -> None:
        self._center, self._asked, self._verbs, self._turns = center, asked, verbs, turns
        self._of_segment = of_segment
        """By segment, those in none last."""
        self._any = any(of_segment)

    def comes(self, row: int, flow: Flow) -> Flow | None:
        """Ask the rules of ``row``; return the flow it belongs to now, None where it does not go on here."""
        center = self._center
        book, now_s = center.book, center.agenda.now_s
        if not self._any or center.is_closed():
            return flow
        for rule, reading in self._of_segment[book.segment_of(row)]:
            if self._asked.was(rule, row) or not reading.holds(now_s, 0.0):
                continue
            if not self._verbs.is_able(rule, book.queue[row], self._verbs.leads(rule, row)) or not self._asked.applies(
                rule, row
            ):
                continue
            if not self._verbs.act(rule, row):
                return None
            going_on: Flow = center.flows[book.queue[row]]
            if rule.widens() and center.find_agent(row, going_on, Rule.FREE_AGENT):
                return None
            flow = going_on
        return flow

    def begins(self, row: int) -> None:
        """``row`` begins to wait at this instant."""
        self._turns.begins(row)

    def goes_on(self, row: int) -> None:
        """``row`` goes on waiting in another queue."""
        self._turns.goes_on(row)
