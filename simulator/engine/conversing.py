"""Conversations: agent and customer write in turn, and an agent has several in hand of which one is worked on.

The service gives a conversation to an agent, lets replies be written and customers think, write, or leave because a
reply takes too long. When a conversation becomes inactive and wakes is in `sleeping.py`; what becomes of it when its
agent's shift ends, in `laying_down.py`.

A reply that is sent is followed by the next one at once. Whatever leaves the hand lets the agent look for more first,
and then choose what to answer (`CHOOSES`).
"""

from math import inf, nan

from simulator.demand.later import Later, ordinal_of
from simulator.engine.agenda import CHAT_ENDS, MESSAGE, PATIENCE, Agenda
from simulator.engine.book import Book
from simulator.engine.conversation_moments import ChoosesNext, FallsSilent, GivesUp, Message, ReplyEnds, TimesOut
from simulator.engine.duty import Duty
from simulator.engine.floor import Agent
from simulator.engine.flows import FirstReplies, Flow
from simulator.engine.in_vain import InVain
from simulator.engine.joining import Joining
from simulator.engine.record import Rule
from simulator.engine.silences import Silences
from simulator.engine.slots import DispatchesAgain
from simulator.engine.states import AWAY, BREAK, HELD, IN_HAND, LEAVE
from simulator.engine.threads import Thread, Threads
from simulator.log import EndedBy, SilenceEnd

_ABANDONED, _AGENT = int(EndedBy.ABANDONED), int(EndedBy.AGENT)
_CUSTOMER, _TIME_OUT = int(EndedBy.CUSTOMER), int(EndedBy.TIME_OUT)
_NOTICED, _CLOSED_IN_VAIN = int(SilenceEnd.NOTICED), int(SilenceEnd.CLOSED_IN_VAIN)


class Conversing(InVain):
    """The service of conversations, of all their channels."""

    __slots__ = (
        "_agents", "_answers", "_gives_up", "_later", "_message",
    )  # fmt: skip

    def __init__(
        self,
        later: Later,
        agenda: Agenda,
        book: Book,
        flows: list[Flow],
        agents: list[Agent],
        duty: Duty,
        center: DispatchesAgain,
        joining: Joining,
        silences: Silences | None,
    ) -> None:
        InVain.__init__(self, agenda, book, duty, agenda.enroll(ChoosesNext(self)), flows, center, joining, silences)
        self._later, self._agents = later, agents
        self._answers: list[FirstReplies | None] = []
        """By type, where somebody has to know of first replies; empty where nobody has."""
        self._end, self._message = agenda.enroll(ReplyEnds(self)), agenda.enroll(Message(self))
        self._falls_silent, self._times_out = agenda.enroll(FallsSilent(self)), agenda.enroll(TimesOut(self))
        self._gives_up = agenda.enroll(GivesUp(self))

    def tells(self, answers: list[FirstReplies | None]) -> None:
        """Let somebody know of first replies, by type."""
        self._answers = answers

    # Taking

    def take(self, row: int, agent: Agent) -> None:
        """Give ``row``, which looked for an agent, to ``agent``, in whose hand there was room; there may be more."""
        pool, was_empty = agent.pool, not agent.used
        pool.pick(agent)
        self._begin(row, agent)
        if was_empty and pool.keeps:
            self._duty.freed.append(agent)
            self._center.dispatch()
        else:
            pool.rest(agent)

    def assign(self, row: int, agent: Agent) -> None:
        """Give ``row`` to ``agent``, who was freed and may take another when all others have looked."""
        self._begin(row, agent)
        self._center.again.append(agent)

    def _begin(self, row: int, agent: Agent) -> None:
        """Let ``agent`` have ``row`` in hand from now on, and owe its customer a reply, mostly the first."""
        book, now_s = self._book, self._agenda.now_s
        agent.duty = IN_HAND
        agent.assigned_s = now_s
        begun = self._threads.get(row)
        if begun is not None:
            self._goes_on_with(begun, agent, now_s)
            return
        flow: Flow = self._flows[book.queue[row]]
        since_s = now_s
        if book.queued_s[row] == book.queued_s[row]:
            since_s = book.since_s[row]
        else:
            book.queued(row, now_s)
        assert flow.slots is not None
        thread = Thread(row, agent, flow.slots, now_s, flow)
        thread.asked_s = book.arrived_s[row]
        thread.drawn = self._later.replies_of(flow.type, book.segment_of(row), thread.asked_s)
        thread.key, thread.ordinal = book.key_of(row), ordinal_of(book.attempt_of(row), book.hop_of(row))
        thread.replies = self._number_of(thread)
        self._threads[row] = thread
        self._takes(thread)
        if self._silences is not None and self._silences.is_gone(row):
            thread.in_vain = True
            self._silences.taken(row, agent.id, now_s)
            self._puts_in_hand(thread, inf, now_s)
        else:
            self._puts_in_hand(thread, since_s + book.patience_s[row], now_s)

    def _goes_on_with(self, thread: Thread, agent: Agent, now_s: float) -> None:
        """Let ``agent`` have a conversation in hand that somebody else has begun, and owe its customer a reply."""
        thread.where, thread.agent, thread.answered_s = HELD, agent, now_s
        if thread.in_vain:
            self._silences.taken(thread.row, agent.id, now_s)  # type: ignore[union-attr]
        self._takes(thread)
        self._puts_in_hand(thread, thread.gives_up_s, now_s)

    def _puts_in_hand(self, thread: Thread, gives_up_s: float, now_s: float) -> None:
        agent = thread.agent
        agent.hand.append(thread)
        agent.pool.fill(agent, thread.slots.weight)
        desk: Threads = agent.desk  # type: ignore[assignment]
        self._owes(desk, thread, gives_up_s, now_s)

    # Replies

    def _owes(self, desk: Threads, thread: Thread, gives_up_s: float, now_s: float) -> None:
        """Let the agent answer a message of an active conversation as soon as possible, or the customer leave."""
        agent = desk.agent
        thread.owed, thread.gives_up_s = True, gives_up_s
        if desk.focus is None and not desk.chooses and agent.contact < 0 and agent.duty != AWAY:
            self._opens(desk, thread, now_s)
            if thread.due_s <= gives_up_s:
                return
        else:
            desk.owed.append(thread)
        self._plans_leaving(thread)

    def _plans_leaving(self, thread: Thread) -> None:
        if thread.gives_up_s < inf:
            self._agenda.plan(thread.gives_up_s, PATIENCE, thread.row, self._gives_up)

    def _opens(self, desk: Threads, thread: Thread, now_s: float) -> None:
        """Let the agent write the reply of a conversation."""
        desk.focus = thread
        thread.begun_s = now_s + thread.reading_s
        thread.due_s = thread.begun_s + (self._lasts_in_vain_s(thread) if thread.in_vain else thread.left_s)
        self._agenda.plan(thread.due_s, CHAT_ENDS, thread.row, self._end)

    def _opens_next(self, desk: Threads, now_s: float) -> None:
        """Let the agent answer the next message."""
        thread = desk.next_one()
        desk.owed.remove(thread)
        self._opens(desk, thread, now_s)

    def ends(self, row: int) -> None:
        """The agent is through with a reply, or with the wrap-up after the last one, if it is still due now."""
        thread, now_s = self._threads.get(row), self._agenda.now_s
        if thread is None or thread.due_s != now_s:
            return
        if thread.talks:
            self._sends(thread, now_s)
        else:
            self._closes(thread, now_s)

    def _sends(self, thread: Thread, now_s: float) -> None:
        """Send the reply."""
        book, agent, flow = self._book, thread.agent, thread.flow
        desk: Threads = agent.desk  # type: ignore[assignment]
        thread.owed, thread.due_s, thread.skill = False, -inf, agent.skill
        if thread.reading_s:
            self._notes_reading(thread, now_s)
        if thread.in_vain:
            self._notes_in_vain(thread, now_s)
            self._silences.told(thread.row, now_s)  # type: ignore[union-attr]
        else:
            book.replied(thread.row, agent.id, thread.asked_s, thread.begun_s, now_s)
        thread.begun_s = inf
        if thread.number == 1:
            if not thread.in_vain:
                book.answered(thread.row, agent.id, now_s)
            if self._answers:
                self._tells(thread)
        if thread.number < thread.replies or thread.greets:
            desk.focus = None
            if thread.in_vain:
                self._waits_in_vain(thread, now_s)
            else:
                self._thinks(thread, now_s)
            self._goes_on_writing(desk, now_s)
            return
        thread.talks, thread.talk_to_s = False, now_s
        if flow.trunk is not None:
            flow.trunk.give_back()
        if flow.endings is not None and not thread.in_vain:
            flow.endings.ended(thread.row, _AGENT, now_s, agent.skill)
        if thread.wrap_up_s:
            thread.due_s = now_s + thread.wrap_up_s
            self._agenda.plan(thread.due_s, CHAT_ENDS, thread.row, self._end)
        else:
            self._closes(thread, now_s)

    def _tells(self, thread: Thread) -> None:
        answers: FirstReplies | None = self._answers[thread.flow.type]
        if answers is not None:
            answers.replied(thread.row)

    def _goes_on_writing(self, desk: Threads, now_s: float) -> None:
        """Let the agent, who has sent a reply that was not the last, go on with the next message; or have a break."""
        agent = desk.agent
        if agent.order == BREAK and self._duty.stops(agent, now_s):
            return
        if (agent.order == LEAVE or agent.pool.is_closed) and self.lays_down(desk, now_s):
            self._duty.released(agent, now_s)
            return
        if desk.chooses:
            return
        if desk.owed:
            self._opens_next(desk, now_s)
        else:
            agent.pool.eases(agent)

    def _closes(self, thread: Thread, now_s: float) -> None:
        if thread.in_vain:
            self._is_through(thread, _CLOSED_IN_VAIN, Rule.CLOSED_IN_VAIN, now_s)
            self._ends_unfinished(thread, now_s)
        else:
            self._book.conversed(thread.row, thread.agent.id, thread.answered_s, thread.talk_to_s, now_s)
        self._leaves(thread, now_s)

    # Customers

    def _thinks(self, thread: Thread, now_s: float) -> None:
        """Plan what comes next of a conversation whose customer has got a reply."""
        terms, agenda, row = thread.terms, self._agenda, thread.row
        thread.number += 1
        asks_s = self._asks_s(thread, now_s)
        closes_s, sleeps_s = now_s + terms.closes_s, now_s + terms.after_s
        thread.asks_s = thread.closes_s = thread.sleeps_s = inf
        if closes_s <= asks_s:
            thread.closes_s = closes_s
            agenda.plan(closes_s, CHAT_ENDS, row, self._times_out)
        else:
            thread.asks_s = asks_s
            agenda.plan(asks_s, MESSAGE, row, self._message)
        if sleeps_s <= asks_s and sleeps_s < closes_s:
            thread.sleeps_s = sleeps_s
            agenda.plan(sleeps_s, CHAT_ENDS, row, self._falls_silent)

    def writes(self, row: int) -> None:
        """The customer of a conversation writes, if it is still expected now."""
        thread, now_s = self._threads.get(row), self._agenda.now_s
        if thread is None or thread.asks_s != now_s:
            return
        agent = thread.agent
        desk: Threads = agent.desk  # type: ignore[assignment]
        thread.asks_s = thread.sleeps_s = inf
        thread.asked_s = now_s
        work_s = self._work_s(thread)
        thread.left_s = thread.flow.talk_lasts_s(work_s, agent) if thread.flow.factors else work_s
        gives_up_s = now_s + self._patience_s(thread)
        if thread.where != HELD:
            thread.owed, thread.gives_up_s = True, gives_up_s
            self._plans_leaving(thread)
            self._has_message(thread, now_s)
            return
        if not thread.asleep:
            if thread in desk.sleepy:
                desk.sleepy.remove(thread)
        elif thread.terms.over or desk.fits(thread):
            self._wakes(desk, thread, now_s)
        else:
            thread.owed, thread.gives_up_s = True, gives_up_s
            desk.waking.append(thread)
            self._plans_leaving(thread)
            return
        self._owes(desk, thread, gives_up_s, now_s)

    def silent(self, row: int) -> None:
        """A conversation becomes inactive, if its customer is still silent."""
        thread = self._threads.get(row)
        if thread is not None and thread.sleeps_s == self._agenda.now_s and thread.where == HELD:
            self._would_sleep(thread)

    def times_out(self, row: int) -> None:
        """A conversation whose customer is silent is closed, if it still is to be."""
        thread, now_s = self._threads.get(row), self._agenda.now_s
        if thread is None or thread.closes_s != now_s:
            return
        if thread.in_vain:
            self._notices(thread, now_s)
        else:
            self._gone(thread, _TIME_OUT, Rule.TIMED_OUT, now_s)

    def gives_up(self, row: int) -> None:
        """A customer leaves who still waits for a reply."""
        thread, now_s = self._threads.get(row), self._agenda.now_s
        if thread is None or not thread.owed or thread.gives_up_s != now_s:
            return
        if self._silences is not None and self._leaves_silently(thread, self._silences, now_s):
            return
        if thread.number == 1:
            self._gone(thread, _ABANDONED, Rule.PATIENCE, now_s)
        else:
            self._gone(thread, _CUSTOMER, Rule.LEFT_WAITING, now_s)

    def _notices(self, thread: Thread, now_s: float) -> None:
        """Let the center be through with a conversation because nobody has answered."""
        self._is_through(thread, _NOTICED, Rule.NOTICED, now_s)
        trunk = thread.flow.trunk
        if trunk is not None:
            trunk.give_back()
        if thread.where != HELD:
            self._forgets(thread, now_s)
            return
        self._ends_unfinished(thread, now_s)
        self._leaves(thread, now_s)

    def _gone(self, thread: Thread, how: int, rule: Rule, now_s: float) -> None:
        """End a conversation without its last reply."""
        if thread.where != HELD:
            self._ends_alone(thread, how, rule, now_s)
            return
        trunk = thread.flow.trunk
        if trunk is not None:
            trunk.give_back()
        self._ends_unfinished(thread, now_s)
        self._center.end_without_agent(thread.row, how, rule, (), thread.skill)
        self._leaves(thread, now_s)

    def _ends_unfinished(self, thread: Thread, to_s: float) -> None:
        """Write down what is not finished of a conversation, as far as it went."""
        book, row, agent = self._book, thread.row, thread.agent
        if thread.owed:
            begun_s = thread.begun_s if thread.begun_s <= to_s else nan
            if thread.reading_s and thread.begun_s < inf:
                self._notes_reading(thread, to_s)
            if thread.in_vain:
                self._notes_in_vain(thread, to_s)
            else:
                book.replied(row, agent.id, thread.asked_s, begun_s, nan)
        talk_to_s = to_s if thread.talks else thread.talk_to_s
        book.left_hand(row, agent.id, thread.answered_s, talk_to_s, to_s)

    def _leaves(self, thread: Thread, now_s: float) -> None:
        """Take a conversation that has ended out of the agent's hand, who may have room for another one."""
        agent = thread.agent
        desk: Threads = agent.desk  # type: ignore[assignment]
        pool = agent.pool
        del self._threads[thread.row]
        if agent.filed:
            pool.pick(agent)
        was_idle, idle_since_s = not agent.used and agent.contact < 0, agent.idle_since_s
        desk.drop(thread)
        agent.hand.remove(thread)
        pool.fill(agent, -thread.units())
        if agent.contact < 0 and agent.duty != AWAY:
            self._duty.released(agent, now_s)
            if was_idle and (agent.hand or pool.closed_s is None):
                # What fills nothing of a hand keeps nobody from being idle.
                agent.idle_since_s = idle_since_s
        else:
            pool.changed()
        if thread.asleep:
            self._notes_sleep(thread, now_s)
            self._one_may_sleep(desk, thread.terms, now_s)

    def choose(self, number: int) -> None:
        """Agent ``number`` chooses what to answer next, unless there is something else to do."""
        agent: Agent = self._agents[number]
        desk: Threads = agent.desk  # type: ignore[assignment]
        desk.chooses = False
        if desk.focus is not None or agent.contact >= 0 or agent.duty != IN_HAND:
            return
        if desk.owed:
            self._opens_next(desk, self._agenda.now_s)
        else:
            agent.pool.eases(agent)

    def settle(self, now_s: float) -> bool:
        """Write down what is in hand, as far as it went: the run is stopped. Return whether there is anything."""
        book = self._book
        for thread in self._threads.values():
            if thread.where != HELD:
                self._notes_end(thread, now_s)
                continue
            self._ends_unfinished(thread, now_s)
            if thread.asleep:
                self._notes_sleep(thread, now_s)
            if not (thread.talks or thread.in_vain):
                book.talk_over(thread.row, thread.agent.id, thread.answered_s, thread.talk_to_s)
        any_open = bool(self._threads)
        self._threads.clear()
        return any_open
