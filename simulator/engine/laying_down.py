"""The end of a shift: what becomes of the conversations in the hand of an agent who is to leave.

Once nothing is worked on, they are laid down. Those that are handed over wait in their queue again where the customer
waits for a reply, and are nobody's where the customer is to write; parked ones stay with the agent, who is not there,
until their next shift. All clocks of customers run on.
"""

from math import inf, nan
from operator import attrgetter

from simulator.engine.agenda import HAND_OVER, Agenda
from simulator.engine.book import Book
from simulator.engine.conversation_moments import LooksForAgent
from simulator.engine.duty import Duty
from simulator.engine.flows import Flow
from simulator.engine.in_front import InFront
from simulator.engine.joining import Joining
from simulator.engine.record import Rule
from simulator.engine.shift_pool import ShiftPool
from simulator.engine.sleeping import Sleeping
from simulator.engine.slots import DispatchesAgain
from simulator.engine.states import HELD, IN_HAND, NOBODYS, PARKED
from simulator.engine.tables.conversation_terms import FINISH, PARK
from simulator.engine.threads import Thread, Threads
from simulator.log import SpanKind

_PARKED, _READING = int(SpanKind.PARKED), int(SpanKind.READING)
_BY_ROW = attrgetter("row")


class LayingDown(Sleeping):
    """That part of the service of conversations."""

    __slots__ = ("_center", "_flows", "_in_front", "_joining", "_looks", "_threads")

    def __init__(
        self, agenda: Agenda, book: Book, duty: Duty, choice: int, flows: list[Flow], center: DispatchesAgain,
        joining: Joining,
    ) -> None:  # fmt: skip
        Sleeping.__init__(self, agenda, book, duty, choice)
        self._flows, self._center, self._joining = flows, center, joining
        self._threads: dict[int, Thread] = {}
        """By row: those in hand, those that are parked, and those that nobody has."""
        self._in_front = InFront(book)
        self._looks = agenda.enroll(LooksForAgent(self))

    # Going

    def lays_down(self, desk: Threads, now_s: float) -> bool:
        """Let go of what need not be finished, unless something is worked on; return whether there was anything."""
        agent = desk.agent
        if desk.focus is not None or agent.contact >= 0:
            return False
        held: list[Thread] = agent.hand  # type: ignore[assignment]
        laid = [thread for thread in held if self._is_laid_down(thread)]
        if not laid:
            return False
        # Only of people with shifts is anything laid down.
        pool: ShiftPool = agent.pool  # type: ignore[assignment]
        if pool.goes_on_here(agent, now_s):
            return False
        if agent.filed:
            pool.pick(agent)
        for thread in sorted(laid, key=_BY_ROW):
            self._lets_go(desk, thread, now_s)
        pool.changed()
        return True

    def _is_laid_down(self, thread: Thread) -> bool:
        """Return whether a conversation need not be finished; who waits for a reply at the end of the hours gets it."""
        if thread.terms.at_end.how == FINISH:
            return False
        return not thread.owed or thread.flow.terms.at_close == "keep" or not self._center.ends_now(thread.flow)

    def _lets_go(self, desk: Threads, thread: Thread, now_s: float) -> None:
        """Let a conversation leave the hand of an agent who goes."""
        agent, book = desk.agent, self._book
        is_parked = thread.terms.at_end.how == PARK
        book.laid_down(thread.row, agent.id, now_s, is_parked, thread.owed)
        book.left_hand(thread.row, agent.id, thread.answered_s, now_s, now_s)
        if thread.asleep:
            self._notes_sleep(thread, now_s)
        desk.drop(thread)
        agent.hand.remove(thread)
        agent.pool.fill(agent, -thread.units())
        if is_parked:
            thread.where, thread.parked_s = PARKED, now_s
            desk.parked.append(thread)
        else:
            thread.where, thread.asleep, thread.sleeps_s = NOBODYS, False, inf
            thread.reading_s = thread.terms.at_end.reading_s
            if thread.owed:
                self._stands(thread, now_s)
                self._center.wait_again(thread.row)
                self._agenda.plan(now_s, HAND_OVER, thread.row, self._looks)

    # Nobody's

    def _stands(self, thread: Thread, now_s: float) -> None:
        """Say where a conversation stands that nobody has and in which a reply is owed."""
        book, row, flow = self._book, thread.row, thread.flow
        kept_s = book.first_place_s.setdefault(row, book.place_s[row])
        book.unasked.add(row)
        book.queue[row] = self._joining.own_queue(book, row, flow.type, book.segment_of(row))
        flow = self._flows[book.queue[row]]
        self._in_front.stand(row, flow, thread.terms.at_end.place, kept_s, now_s, now_s)

    def _has_message(self, thread: Thread, now_s: float) -> None:
        """The customer of a conversation that is in nobody's hand has written: a reply is owed."""
        if thread.where == NOBODYS:
            self._stands(thread, now_s)
            if not self._center.find_again(thread.row):
                self._center.wait_again(thread.row)

    def looks(self, row: int) -> None:
        """Let a conversation that was handed over look for an agent, if it still waits."""
        thread = self._threads.get(row)
        if thread is not None and thread.where == NOBODYS and self._book.waiting[row]:
            self._center.find_again(row)

    def is_kept(self, row: int) -> bool:
        """Return whether ``row``, which waits, goes on waiting although all others are sent away; else forget it."""
        thread = self._threads.get(row)
        if thread is None:
            return False
        if thread.number > 1:
            return True
        self._forgets(thread, self._agenda.now_s)
        return False

    def _ends_alone(self, thread: Thread, how: int, rule: Rule, now_s: float) -> None:
        """End a conversation that is in nobody's hand."""
        self._forgets(thread, now_s)
        self._center.end_again(thread.row, how, rule, thread.skill)

    def _forgets(self, thread: Thread, now_s: float) -> None:
        """Let go of a conversation that is in nobody's hand."""
        self._notes_end(thread, now_s)
        if thread.where == PARKED:
            desk: Threads = thread.agent.desk  # type: ignore[assignment]
            desk.parked.remove(thread)
        del self._threads[thread.row]

    def _notes_end(self, thread: Thread, now_s: float) -> None:
        """Write down what is not finished of a conversation that is in nobody's hand."""
        if thread.owed and not thread.in_vain:
            self._book.replied(thread.row, thread.agent.id, thread.asked_s, nan, nan)
        if thread.where == PARKED:
            self._notes_parked(thread, now_s)

    def _notes_parked(self, thread: Thread, now_s: float) -> None:
        """Write down that a conversation was parked until now."""
        if thread.parked_s < now_s:
            self._book.span(thread.row, _PARKED, thread.agent.id, thread.parked_s, now_s)

    # Coming back

    def _takes(self, thread: Thread) -> None:
        """Work out how long the agent who has ``thread`` in hand from now on works on it."""
        book, flow, agent = self._book, thread.flow, thread.agent
        work_s = book.talk_s[thread.row] if thread.number == 1 else self._work_s(thread)
        wrap_up_s, reading_s = book.wrap_up_s[thread.row], thread.reading_s
        if flow.factors:
            work_s, wrap_up_s = flow.talk_lasts_s(work_s, agent), flow.wrap_up_lasts_s(wrap_up_s, agent)
            if reading_s:
                reading_s = flow.talk_lasts_s(reading_s, agent)
        thread.left_s, thread.wrap_up_s, thread.reading_s = work_s, wrap_up_s, reading_s

    def _notes_reading(self, thread: Thread, to_s: float) -> None:
        """Write down that the agent has read, up to an instant at most."""
        from_s = thread.begun_s - thread.reading_s
        self._book.span(thread.row, _READING, thread.agent.id, from_s, min(thread.begun_s, to_s))
        thread.reading_s = 0.0

    def comes_back(self, desk: Threads, now_s: float) -> None:
        """Let what was parked be in the hand of its agent, who comes on duty, again."""
        if not desk.parked:
            return
        agent = desk.agent
        parked, desk.parked = desk.parked, []
        still_asleep: list[tuple[float, int, Thread]] = []
        silent: list[tuple[float, int, Thread]] = []
        for thread in parked:
            self._notes_parked(thread, now_s)
            thread.where, thread.answered_s = HELD, now_s
            self._takes(thread)
            agent.hand.append(thread)
            if not thread.owed:
                thread.asleep = False
                if thread.sleeps_s <= now_s:
                    silent.append((thread.sleeps_s, thread.row, thread))
            elif not thread.asleep or thread.terms.over:
                thread.asleep = False
                desk.owed.append(thread)
            else:
                still_asleep.append((thread.asked_s, thread.row, thread))
                thread.asleep_s = now_s
        for _, _, thread in sorted(still_asleep):
            desk.waking.append(thread)
        for _, _, thread in sorted(silent):
            most = thread.terms.at_most
            if most and desk.asleep_of(thread.terms) >= most:
                desk.sleepy.append(thread)
            else:
                thread.asleep, thread.asleep_s = True, now_s
        units = 0
        for thread in parked:
            units += thread.units()
        agent.duty = IN_HAND
        agent.pool.fill(agent, units)
        self.goes_on(desk, now_s)
