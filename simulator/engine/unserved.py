"""Contacts that end without an agent: who gives up, leaves a voicemail, is sent away or finds no line.

Who leaves silently ends as well, but stays in the queue, since nobody notices (`silences.py`). When such a contact is
sent away or leaves a hand, the center is through with it, and its end stays what it was.
"""

from simulator.engine.conversing import Conversing
from simulator.engine.flows import Flow
from simulator.engine.record import Recorder, Rule
from simulator.engine.silences import Silences
from simulator.engine.waiting_again import WaitingAgain
from simulator.log import NOBODY, EndedBy, SilenceEnd

# To a running loop a plain number is several times as fast as a member of an enum.
_ABANDONED, _BLOCKED = int(EndedBy.ABANDONED), int(EndedBy.BLOCKED)
_CLEARED, _VOICEMAIL = int(EndedBy.CLEARED), int(EndedBy.VOICEMAIL)
_PATIENCE = Rule.PATIENCE
_SENT_AWAY = int(SilenceEnd.SENT_AWAY)


class Unserved(WaitingAgain):
    """The center, as far as they are concerned."""

    __slots__ = ("conversing", "record", "silences")

    record: Recorder | None
    conversing: Conversing | None
    silences: Silences | None
    """None where everybody who leaves is noticed."""

    def lose_patience(self, row: int) -> None:
        """Contact ``row``, which waits, leaves."""
        if self.silences is not None and self._leaves_silently(row, self.silences):
            return
        self.leave_queue(row)
        self.end_without_agent(row, _ABANDONED, _PATIENCE)

    def _leaves_silently(self, row: int, silences: Silences) -> bool:
        """Let the customer of ``row``, which waits, leave silently; return whether that is how they leave."""
        if silences.is_gone(row):
            return True
        flow = self.flows[self.book.queue[row]]
        terms, passing = flow.silent, flow.passing
        # Who was passed on is known to somebody, who would notice.
        if terms is None or row in self.book.passes or (passing is not None and passing.holds(row)):
            return False
        if not silences.leaves(row, terms, self.agenda.now_s):
            return False
        self.end_unnoticed(row, _ABANDONED, Rule.LEFT_SILENTLY, NOBODY)
        return True

    def leave_voicemail(self, row: int) -> None:
        """Contact ``row``, which waits, leaves a voicemail and is gone, if no agent waits with it."""
        passing = self.flows[self.book.queue[row]].passing
        if (passing is not None and passing.holds(row)) or self.is_gone(row):
            return
        self.leave_queue(row)
        self.end_without_agent(row, _VOICEMAIL, Rule.VOICEMAIL)

    def is_gone(self, row: int) -> bool:
        """Return whether the customer of ``row`` has left silently."""
        return self.silences is not None and self.silences.is_gone(row)

    def clear(self, type_: int) -> None:
        """Send away everybody of a type who waits, because it has closed."""
        self.send_away(type_, _CLEARED)

    def send_away(self, type_: int, how: int) -> None:
        """Send away everybody of a type who waits; they end as an `EndedBy` of number ``how``."""
        for flow in self.flows:
            if flow.type == type_:
                for row in flow.queue.rows():
                    if self.conversing is not None and self.conversing.is_kept(row):
                        continue
                    self.leave_queue(row)
                    if self.silences is not None and self.silences.is_gone(row):
                        self.silences.over(row, _SENT_AWAY, self.agenda.now_s)
                        self.tell(Rule.CLEARED, row)
                    else:
                        self.end_without_agent(row, how, Rule.CLEARED)

    def leave_queue(self, row: int) -> None:
        """Take ``row``, which gives up or is sent away, out of its queue and off its line."""
        flow = self.flows[self.book.queue[row]]
        flow.queue.take(row, self.agenda.now_s)
        if flow.trunk is not None:
            flow.trunk.give_back()

    def end_without_line(self, row: int, flow: Flow) -> None:
        """Write that ``row`` ends now because no line is free: of its type, or else of its channel."""
        mine = flow.type_trunk
        of_type = mine is not None and mine.is_busy()
        self.end_without_agent(row, _BLOCKED, Rule.NO_TYPE_LINE if of_type else Rule.NO_LINE)

    def end_without_agent(self, row: int, how: int, rule: Rule, by: tuple[int, ...] = (), skill: int = NOBODY) -> None:
        """Write that ``row`` ends now, as an `EndedBy` of number ``how``, because of ``rule``; ``by`` as in `tell`."""
        now_s = self.agenda.now_s
        self.book.ended(row, how, now_s)
        if self.record is not None:
            self.tell(rule, row, by)
        flow = self.flows[self.book.queue[row]]
        if flow.passing is not None:
            flow.passing.gone(row, how)
        if flow.endings is not None:
            flow.endings.ended(row, how, now_s, skill)

    def end_unnoticed(self, row: int, how: int, rule: Rule, skill: int) -> None:
        """Write that ``row`` ends now, as an `EndedBy` of number ``how``, and that nobody notices."""
        now_s = self.agenda.now_s
        self.book.ended(row, how, now_s)
        if self.record is not None:
            self.tell(rule, row)
        flow = self.flows[self.book.queue[row]]
        if flow.endings is not None:
            flow.endings.ended_unnoticed(row, how, now_s, skill)

    def tell(self, rule: Rule, row: int, by: tuple[int, ...] = ()) -> None:
        """Tell whoever wants to know what was decided about ``row``; ``by`` is the number of an overflow rule."""
        if self.record is not None:
            self.record.decided(self.agenda.now_s, rule, row, None, by)
