"""What overflow rules do: contacts go on waiting in another queue, become another contact, or are gone.

Whether a rule is able to is asked here as well. Who asks has looked at everything else.
"""

from bisect import bisect_right
from math import inf

from simulator.engine.center import Center
from simulator.engine.flows import Flow
from simulator.engine.joining import Joining
from simulator.engine.moving import Moving
from simulator.engine.overflow_asked import DECLINED, DONE, OverflowAsked
from simulator.engine.record import Rule
from simulator.engine.tables import Tables
from simulator.engine.tables.overflow_terms import OverflowTerms
from simulator.log import NOBODY, EndedBy

_SENT_AWAY, _VOICEMAIL = int(EndedBy.SENT_AWAY), int(EndedBy.VOICEMAIL)


class OverflowVerbs:
    """Carries out what rules say."""

    __slots__ = ("_asked", "_center", "_channel_of", "_joining", "_moving")

    def __init__(self, tables: Tables, center: Center, asked: OverflowAsked, moving: Moving) -> None:
        self._center, self._asked, self._moving = center, asked, moving
        self._joining = Joining(tables.eligibility)
        self._channel_of: list[int] = tables.channels.of_type.tolist()

    def leads(self, rule: OverflowTerms, row: int) -> int:
        """Return the queue that ``row`` would join as what ``rule`` makes of it; NOBODY: it stays what it is."""
        return NOBODY if rule.to == NOBODY else self._joining.queue_of(rule.to, self._center.book.segment_of(row))

    def is_able(self, rule: OverflowTerms, queue: int, there: int) -> bool:
        """Return whether ``rule`` could change contacts of a queue, which it ``leads`` there, as things stand."""
        if there != NOBODY:
            return self._has_place(there, self._center.flows[queue].type)
        return not rule.requeues() or rule.into[queue] != NOBODY

    def _has_place(self, there: int, type_: int) -> bool:
        """Return whether a contact of a type may join the queue ``there``: it is open, with a line and a place."""
        center = self._center
        flow: Flow = center.flows[there]
        if not flow.terms.open_at(center.agenda.now_s) or flow.is_full():
            return False
        stays = self._channel_of[flow.type] == self._channel_of[type_]
        trunk = flow.type_trunk if stays else flow.trunk
        return trunk is None or not trunk.is_busy()

    def opens_s(self, rule: OverflowTerms, now_s: float) -> float:
        """Return when the type that contacts become by ``rule`` opens next; infinite: it does not, or need not."""
        if rule.to == NOBODY:
            return inf
        flow: Flow = self._center.flows[self._joining.queue_of(rule.to, NOBODY)]
        from_s = flow.terms.from_s or ()
        place = bisect_right(from_s, now_s)
        return from_s[place] if place < len(from_s) else inf

    def act(self, rule: OverflowTerms, row: int) -> bool:
        """Carry out ``rule`` for ``row``, which waits or arrives; return whether it goes on as what it is.

        Whoever goes on in another queue may look for an agent then, which is not done here.
        """
        center = self._center
        if rule.verb == "offer" and not self._asked.accepts(rule, row):
            self._asked.write(rule, row, DECLINED)
            center.tell(Rule.DECLINED, row, (rule.number,))
            return True
        self._asked.write(rule, row, DONE)
        if rule.to != NOBODY:
            self._moving.move(row, rule)
            return False
        if not rule.requeues():
            self._send_away(row, rule)
            return False
        self._requeue(row, rule)
        return True

    def _send_away(self, row: int, rule: OverflowTerms) -> None:
        center = self._center
        self._moving.leave(row)
        flow: Flow = center.flows[center.book.queue[row]]
        if flow.trunk is not None:
            flow.trunk.give_back()
        if rule.verb == "message":
            center.end_without_agent(row, _VOICEMAIL, Rule.MESSAGE_LEFT, (rule.number,))
        else:
            center.end_without_agent(row, _SENT_AWAY, Rule.SENT_AWAY, (rule.number,))

    def _requeue(self, row: int, rule: OverflowTerms) -> None:
        """Let ``row`` belong to another queue; if it waits, it goes on waiting there."""
        center = self._center
        book = center.book
        old: Flow = center.flows[book.queue[row]]
        book.queue[row] = into = rule.into[book.queue[row]]
        new: Flow = center.flows[into]
        if old.may_wait_again():
            book.changed.setdefault(row, []).append(rule.into)
        center.tell(Rule.WIDENED if rule.widens() else Rule.RAISED, row, (rule.number,))
        if book.waiting[row]:
            old.queue.move(row, new.queue)
            assert new.entering is not None
            new.entering.goes_on(row)
