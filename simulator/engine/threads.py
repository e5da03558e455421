"""Threads: conversations in an agent's hand, and what the agent has of them.

A thread is active, or inactive when its customer has not written for a while. Of an active one either the customer is
to write, or the agent owes a reply. The agent works on one at a time, the focus; which is next, the channel says.
"""

from math import inf

from simulator.demand.replies_drawn import RepliesDrawn
from simulator.engine.floor import Agent, Chat, Desk, Service
from simulator.engine.flows import Flow
from simulator.engine.states import AWAY, HELD
from simulator.engine.tables.conversation_terms import FIRST_REPLIES, SHORTEST, ConversationTerms
from simulator.engine.tables.slot_terms import SlotTerms
from simulator.log import NOBODY


class Thread(Chat):
    """A conversation in hand. What is left of the budget is the work of the reply that is owed."""

    __slots__ = (
        "asked_s", "asks_s", "asleep_s", "begun_s", "closes_s", "drawn", "flow", "gives_up_s", "greets", "in_vain",
        "key", "number", "ordinal", "owed", "parked_s", "reading_s", "replies", "skill", "sleeps_s", "terms", "where",
    )  # fmt: skip

    drawn: RepliesDrawn

    def __init__(self, row: int, agent: Agent, slots: SlotTerms, now_s: float, flow: Flow) -> None:
        Chat.__init__(self, row, agent, slots, 0.0, 0.0, now_s)
        assert slots.by_replies is not None
        self.flow, self.terms = flow, slots.by_replies
        self.key = self.ordinal = 0
        """Of its case, and which of the case's draws are its own."""
        self.number = self.replies = 1
        """Which reply the customer waits for, or will ask for next; and how many there are to be."""
        self.owed = False
        """Whether the customer waits for a reply."""
        self.asked_s = self.begun_s = inf
        """When its message came, and when the agent began to answer; infinite: not yet."""
        self.gives_up_s = inf
        """When the customer leaves unless the reply is sent."""
        self.asks_s = self.closes_s = self.sleeps_s = inf
        """When the customer writes, when it is closed and when it becomes inactive unless he does."""
        self.asleep_s = inf
        """Since when it is inactive."""
        self.skill = NOBODY
        """Of the agent who has sent the last reply; NOBODY: none was sent."""
        self.in_vain = False
        """Whether its customer has left silently."""
        self.greets = False
        """Whether the agent writes a greeting only, since the customer has left."""
        self.where = HELD
        """In nobody's hand, its agent is who had it last."""
        self.parked_s = inf
        """Since when it is parked."""
        self.reading_s = 0.0
        """How long its agent reads before the next reply."""

    def units(self) -> int:
        """Return how much of a hand it fills."""
        return self.terms.asleep if self.asleep else self.slots.weight

    def is_before(self, other: "Thread") -> bool:
        """Return whether its message is older than another one's; ties by row."""
        if self.asked_s != other.asked_s:
            return self.asked_s < other.asked_s
        return self.row < other.row


class ThreadWork(Service):
    """Who goes on with the work on conversations; see `Conversing`."""

    __slots__ = ()

    def goes_on(self, desk: "Threads", now_s: float) -> None:
        """The agent of ``desk`` may work on what is in hand again, or there is room in it."""
        raise NotImplementedError

    def lays_down(self, desk: "Threads", now_s: float) -> bool:
        """Let go of what need not be finished, unless something is worked on; return whether there was anything."""
        raise NotImplementedError

    def comes_back(self, desk: "Threads", now_s: float) -> None:
        """Let what was parked be in the hand of its agent, who comes on duty, again."""
        raise NotImplementedError


class Threads(Desk):
    """What one agent has of conversations."""

    __slots__ = ("_order", "_work", "agent", "chooses", "parked", "sleepy", "waking")

    def __init__(self, agent: Agent, work: ThreadWork, order: int) -> None:
        self.agent, self._work, self._order = agent, work, order
        self.focus = None
        self.owed = []
        self.waking: list[Thread] = []
        """Inactive ones whose customer has written, for which there is no room: the oldest message first."""
        self.sleepy: list[Thread] = []
        """Active ones that would be inactive, were there not as many as there may be: the longest silent first."""
        self.parked: list[Thread] = []
        """Those that wait for the agent's next shift."""
        self.chooses = False
        """Whether the next message to answer is chosen later in this instant."""

    def goes_on(self, now_s: float) -> None:
        """The agent may work on what is in hand again, or there is room in it."""
        self._work.goes_on(self, now_s)

    def lays_down(self, now_s: float) -> bool:
        """The agent is to leave: what need not be finished leaves the hand; see `Desk`."""
        return self._work.lays_down(self, now_s)

    def comes_back(self, now_s: float) -> None:
        """The agent comes on duty: what was parked is in hand again."""
        self._work.comes_back(self, now_s)

    def next_one(self) -> Thread:
        """Return the conversation in which the agent answers next."""
        best: Thread = self.owed[0]  # type: ignore[assignment]
        for other in self.owed:
            if other is not best and self._comes_before(other, best):  # type: ignore[arg-type]
                best = other  # type: ignore[assignment]
        return best

    def _comes_before(self, one: Thread, other: Thread) -> bool:
        if self._order == FIRST_REPLIES and (one.number == 1) != (other.number == 1):
            return one.number == 1
        if self._order == SHORTEST and one.left_s != other.left_s:
            return one.left_s < other.left_s
        return one.is_before(other)

    def asleep_of(self, terms: ConversationTerms) -> int:
        """Return how many conversations of a channel are inactive."""
        number = 0
        for chat in self.agent.hand:
            if chat.asleep and chat.slots.by_replies is terms:
                number += 1
        return number

    def fits(self, thread: Thread) -> bool:
        """Return whether an inactive one may become active: there is room, and the agent is there for it."""
        agent = self.agent
        if agent.contact >= 0 or agent.duty == AWAY:
            return False
        room = agent.pool.capacity - agent.used + thread.terms.asleep
        return thread.slots.weight <= room and thread.slots.channel not in agent.pool.limited(agent)

    def drop(self, thread: Thread) -> None:
        """Forget what was to be done for a conversation that leaves the hand."""
        if self.focus is thread:
            self.focus = None
        for some in (self.owed, self.waking, self.sleepy):
            if thread in some:
                some.remove(thread)
