"""Moving: a contact that waits, or has found no agent, becomes another one of another type.

It ends, and its child arrives within the instant, in the class of arrivals: with the line of the channel that it has,
and with those that another channel or its own type needs, taken for it at once. It looks for an agent, is asked the
rules of its own type, and waits.
"""

from math import inf

from simulator.engine.agenda import ARRIVAL, Moment
from simulator.engine.births import Births
from simulator.engine.center import Center
from simulator.engine.flows import Flow
from simulator.engine.record import Rule
from simulator.engine.tables import Tables
from simulator.engine.tables.overflow_terms import OverflowTerms
from simulator.log import NOBODY, Cause, Context, EndedBy

_MOVED, _OVERFLOW, _LOST = int(EndedBy.MOVED), int(Cause.OVERFLOW), int(Context.LOST)


class Moving(Moment):
    """Moves contacts, and lets their children arrive."""

    __slots__ = ("_births", "_center", "_channel_of", "_number")

    def __init__(self, tables: Tables, center: Center) -> None:
        self._center, self._births = center, Births(tables, center.book)
        self._channel_of: list[int] = tables.channels.of_type.tolist()
        self._number = center.agenda.enroll(self)

    def move(self, row: int, rule: OverflowTerms) -> None:
        """Let ``row``, which waits or arrives, go on as a contact of the type that ``rule`` leads to."""
        center, now_s = self._center, self._center.agenda.now_s
        book = center.book
        is_asked = rule.context != NOBODY
        waited_s = now_s - book.since_s[row] if book.waiting[row] else 0.0
        self.leave(row)
        center.end_without_agent(row, _MOVED, Rule.MOVED_ON, (rule.number,))
        context = rule.context if is_asked else book.context_of(row)
        # As transfers count: who was passed on and stayed the same contact had a hop for it.
        hop = book.hops_of(row) + 1
        child = self._births.bear(row, rule.to, _OVERFLOW, book.attempt_of(row), hop, now_s, context)
        if not is_asked:
            book.patience_s[child] = inf if book.patience_s[row] == inf else book.patience_s[row] - waited_s
        if rule.keeps_place:
            book.place_s[child] = book.place_s[row]
        self._tells_again(row, child, rule)
        self._change_lines(row, child)
        center.agenda.plan(now_s, ARRIVAL, child, self._number)

    def leave(self, row: int) -> None:
        """Let ``row`` out of its queue, if it waits, and keep its line."""
        center = self._center
        if center.book.waiting[row]:
            flow: Flow = center.flows[center.book.queue[row]]
            flow.queue.take(row, center.agenda.now_s)

    def _tells_again(self, row: int, child: int, rule: OverflowTerms) -> None:
        """Let ``child`` bring what its customer has to tell again; as with follow-ups, nothing where it is kept."""
        to_tell = self._center.book.to_tell
        still_s = to_tell.pop(row, None)
        if rule.context == _LOST:
            to_tell[child] = max(rule.story_s, still_s or 0.0)
        elif rule.context == NOBODY and still_s is not None:
            to_tell[child] = still_s

    def _change_lines(self, row: int, child: int) -> None:
        """Give back the lines of ``row`` and take those of ``child``; on one channel its line goes on."""
        center = self._center
        old: Flow = center.flows[center.book.queue[row]]
        new: Flow = center.flows[center.book.queue[child]]
        goes_on = self._channel_of[old.type] == self._channel_of[new.type]
        given = old.type_trunk if goes_on else old.trunk
        taken = new.type_trunk if goes_on else new.trunk
        if given is not None:
            given.give_back()
        if taken is not None:
            is_there = taken.take()
            assert is_there, "a rule that moves contacts has looked for a line"

    def happen(self, row: int) -> None:
        """Let ``row``, which has a line and a place in the queue, look for an agent, or wait."""
        center = self._center
        flow: Flow | None = center.flows[center.book.queue[row]]
        assert flow is not None
        if center.find_agent(row, flow, Rule.FREE_AGENT):
            return
        if flow.entering is not None:
            flow = flow.entering.comes(row, flow)
        if flow is not None:
            center.join_queue(row, flow)
