"""Conversations in vain: the customer has left silently, and the agent goes on as if somebody were there.

What was owed stays owed. Once something is written that nobody reads, the agent waits for an answer for as long as the
type says, or wraps up after the last reply. An agent who begins with a greeting writes no more than that to somebody
who has left.
"""

from math import inf, nan

from simulator.engine.agenda import CHAT_ENDS, Agenda
from simulator.engine.book import Book
from simulator.engine.duty import Duty
from simulator.engine.flows import Flow
from simulator.engine.joining import Joining
from simulator.engine.laying_down import LayingDown
from simulator.engine.record import Rule
from simulator.engine.silences import Silences
from simulator.engine.slots import DispatchesAgain
from simulator.engine.threads import Thread, Threads
from simulator.log import EndedBy, SpanKind

_ABANDONED, _CUSTOMER = int(EndedBy.ABANDONED), int(EndedBy.CUSTOMER)
_IN_VAIN = int(SpanKind.IN_VAIN)


class InVain(LayingDown):
    """That part of the service of conversations."""

    __slots__ = ("_end", "_falls_silent", "_silences", "_times_out")

    def __init__(
        self, agenda: Agenda, book: Book, duty: Duty, choice: int, flows: list[Flow], center: DispatchesAgain,
        joining: Joining, silences: Silences | None,
    ) -> None:  # fmt: skip
        LayingDown.__init__(self, agenda, book, duty, choice, flows, center, joining)
        self._silences = silences
        """None where everybody who leaves is noticed."""
        self._end = self._falls_silent = self._times_out = 0
        """What stands for these moments on the agenda."""

    def _leaves_silently(self, thread: Thread, silences: Silences, now_s: float) -> bool:
        """Let a customer who still waits for a reply leave silently; return whether that is how they leave."""
        row, silent, agent = thread.row, thread.flow.silent, thread.agent
        if silent is None or not silences.leaves(row, silent, now_s, agent.id):
            return False
        begun_s = thread.begun_s if thread.begun_s <= now_s else nan
        self._book.replied(row, agent.id, thread.asked_s, begun_s, nan)
        thread.in_vain, thread.gives_up_s = True, inf
        if thread.number == 1:
            self._center.end_unnoticed(row, _ABANDONED, Rule.LEFT_SILENTLY, thread.skill)
        else:
            self._center.end_unnoticed(row, _CUSTOMER, Rule.SILENT_IN_HAND, thread.skill)
        desk: Threads = agent.desk  # type: ignore[assignment]
        if desk.focus is thread:
            due_s = thread.begun_s + self._lasts_in_vain_s(thread)
            # Who leaves at the very end of a greeting was there for it, as for a reply.
            if thread.greets and due_s > now_s:
                thread.due_s = due_s
                self._agenda.plan(due_s, CHAT_ENDS, row, self._end)
            else:
                thread.greets = False
        return True

    def _lasts_in_vain_s(self, thread: Thread) -> float:
        """Return how long an agent writes to somebody who has left: no more than the greeting, where there is one."""
        silent = thread.flow.silent
        if thread.number == 1 and silent is not None and silent.greeting_s < inf:
            greeting_s = silent.greeting_s
            if thread.flow.factors:
                greeting_s = thread.flow.talk_lasts_s(greeting_s, thread.agent)
            if greeting_s < thread.left_s:
                thread.greets = True
                return greeting_s
        return thread.left_s

    def _notes_in_vain(self, thread: Thread, to_s: float) -> None:
        """Write down for how long an agent has written to somebody who has left, up to an instant."""
        silences = self._silences
        assert silences is not None
        from_s = max(thread.begun_s, silences.left_s(thread.row))
        if from_s < to_s:
            self._book.span(thread.row, _IN_VAIN, thread.agent.id, from_s, to_s)

    def cut(self, to_s: float) -> None:
        """Write down what is in nobody's hand, as far as it went up to an instant: nothing happens any more.

        Whoever left silently later waited until then.
        """
        for thread in self._threads.values():
            left_s = self._silences.left_s(thread.row) if thread.in_vain and self._silences is not None else to_s
            self._notes_end(thread, max(to_s, left_s))
        self._threads.clear()

    def _is_through(self, thread: Thread, how: int, rule: Rule, now_s: float) -> None:
        """Write that the center is through with a conversation whose customer has left; ``how`` as in the log."""
        self._silences.over(thread.row, how, now_s)  # type: ignore[union-attr]
        self._center.tell(rule, thread.row)

    def _waits_in_vain(self, thread: Thread, now_s: float) -> None:
        """Let an agent, who has written in vain, wait for an answer."""
        terms, agenda, row, silent = thread.terms, self._agenda, thread.row, thread.flow.silent
        assert silent is not None
        closes_s, sleeps_s = now_s + min(silent.noticed_s, terms.closes_s), now_s + terms.after_s
        thread.asks_s = thread.sleeps_s = inf
        thread.closes_s = closes_s
        agenda.plan(closes_s, CHAT_ENDS, row, self._times_out)
        if sleeps_s < closes_s:
            thread.sleeps_s = sleeps_s
            agenda.plan(sleeps_s, CHAT_ENDS, row, self._falls_silent)
