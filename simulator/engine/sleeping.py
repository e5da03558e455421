"""How conversations become inactive and wake: what they fill of a hand changes, and what follows from that.

A conversation of which the customer has not written for a while is inactive and fills little of a hand or nothing. When
the customer writes, it is active at once, even beyond what fits; or it waits until it fits, as the channel says.
"""

from simulator.engine.agenda import CHOOSES, Agenda
from simulator.engine.book import Book
from simulator.engine.chance_of_replies import ChanceOfReplies
from simulator.engine.duty import Duty
from simulator.engine.floor import Agent
from simulator.engine.states import IN_HAND
from simulator.engine.tables.conversation_terms import ConversationTerms
from simulator.engine.threads import Thread, Threads
from simulator.log import SpanKind

_INACTIVE = int(SpanKind.INACTIVE)


class Sleeping(ChanceOfReplies):
    """That part of the service of conversations."""

    __slots__ = ("_agenda", "_choice", "_duty")

    def __init__(self, agenda: Agenda, book: Book, duty: Duty, choice: int) -> None:
        ChanceOfReplies.__init__(self, book)
        self._agenda, self._duty = agenda, duty
        self._choice = choice
        """What stands for the choice of an agent on the agenda."""

    def _would_sleep(self, thread: Thread) -> None:
        """Let ``thread`` be inactive, or as soon as fewer are."""
        desk: Threads = thread.agent.desk  # type: ignore[assignment]
        most = thread.terms.at_most
        if most and desk.asleep_of(thread.terms) >= most:
            desk.sleepy.append(thread)
        else:
            self._sleeps(desk, thread, self._agenda.now_s)

    def _sleeps(self, desk: Threads, thread: Thread, now_s: float) -> None:
        agent = desk.agent
        pool = agent.pool
        if agent.filed:
            pool.pick(agent)
        thread.asleep, thread.asleep_s = True, now_s
        pool.fill(agent, thread.terms.asleep - thread.slots.weight)
        if agent.contact >= 0 or agent.duty != IN_HAND:
            pool.changed()
            return
        if not agent.used:
            agent.idle_since_s = now_s
        if self._wakes_those_who_wait(desk, now_s):
            self._plans_choice(desk, now_s)
        if agent.order:
            pool.changed()
        elif agent not in self._duty.freed:
            self._duty.freed.append(agent)

    def _one_may_sleep(self, desk: Threads, terms: ConversationTerms, now_s: float) -> None:
        """There is one inactive conversation of a channel less: let the one be inactive that is silent longest."""
        for thread in desk.sleepy:
            if thread.terms is terms:
                desk.sleepy.remove(thread)
                self._sleeps(desk, thread, now_s)
                return

    def _wakes(self, desk: Threads, thread: Thread, now_s: float) -> None:
        """Let an inactive conversation be active."""
        agent = desk.agent
        self._notes_sleep(thread, now_s)
        thread.asleep = False
        self._refill(agent, thread.slots.weight - thread.terms.asleep)
        self._one_may_sleep(desk, thread.terms, now_s)

    def _notes_sleep(self, thread: Thread, now_s: float) -> None:
        """Write down that a conversation was inactive until now."""
        self._book.span(thread.row, _INACTIVE, thread.agent.id, thread.asleep_s, now_s)

    def _refill(self, agent: Agent, units: int) -> None:
        """Note that so many units more are in the hand of ``agent``, who may be among those whom contacts find."""
        pool, is_filed, was_empty = agent.pool, agent.filed, not agent.used
        if is_filed:
            pool.pick(agent)
        pool.fill(agent, units)
        if is_filed and was_empty and pool.keeps:
            # What waits because he was kept empty need not wait any more.
            self._duty.freed.append(agent)
        elif is_filed:
            pool.rest(agent)
        else:
            pool.changed()

    def goes_on(self, desk: Threads, now_s: float) -> None:
        """There may be room in a hand: let those be active for which there is, and then the agent choose."""
        self._wakes_those_who_wait(desk, now_s)
        self._plans_choice(desk, now_s)

    def _wakes_those_who_wait(self, desk: Threads, now_s: float) -> bool:
        """Let those be active whose message waits and for which there is room; return whether there were any."""
        any_woken = False
        while desk.waking and desk.fits(desk.waking[0]):
            thread = desk.waking.pop(0)
            self._wakes(desk, thread, now_s)
            desk.owed.append(thread)
            any_woken = True
        return any_woken

    def _plans_choice(self, desk: Threads, now_s: float) -> None:
        if not desk.chooses and desk.focus is None:
            desk.chooses = True
            self._agenda.plan(now_s, CHOOSES, desk.agent.id, self._choice)
