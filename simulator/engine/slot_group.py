"""A group whose agents share themselves: several contacts of slot channels in hand, or one exclusive contact.

Who has how many in hand is kept in buckets, each in the order in which a rule wants them, so that nobody is searched.
"""

from bisect import bisect_left, insort
from math import inf

from simulator.engine.floor import Agent, Group, Lanes
from simulator.engine.tables.channels import SlotTerms
from simulator.log import NOBODY

Place = tuple[float, int, Agent]
"""When last assigned, number, agent: the order within a bucket."""


class SlotGroup(Group):
    """Agents with up to ``capacity`` contacts of slot channels in hand.

    An agent is in a bucket of `by_load` while he may take another contact; among the ``idle`` as well with nothing in
    hand. In neither are those with an exclusive contact, a full hand, who is about to leave, and who was freed and not
    dispatched yet.
    """

    __slots__ = ("_capacity", "_lanes_at", "_leaving", "_present", "by_load", "empty", "keeps")

    def __init__(self, name: str, numbers: range, capacity: int) -> None:
        super().__init__(name, numbers)
        self.shares = True
        self._capacity = capacity
        self.by_load: list[list[Place]] = [[] for _ in range(capacity)]
        """By the number in hand: who may take another contact, longest since the last one first."""
        self.keeps = False
        """Whether agents are kept empty."""
        self.empty = 0
        """Agents with nothing in hand, freed ones among them."""
        self._present: dict[int, Agent] = {}
        self._leaving: list[Agent] = []
        """Who leaves when his hand is empty, in the order of being told so."""
        self._lanes_at: list[Lanes] = []

    def serve(self, lanes: Lanes) -> None:
        """Take ``lanes`` as the queues to serve; with contacts in hand, only those with a slot left."""
        self.lanes = lanes
        self.keeps = any(lane.keep_empty for tier in lanes for lane in tier)
        self._lanes_at = [
            tuple(tuple(lane for lane in tier if lane.slots > load) for tier in lanes)
            for load in range(self._capacity + 1)
        ]

    def lanes_for(self, agent: Agent) -> Lanes:
        """Return the queues ``agent``, who is freed, may take a contact from now."""
        if agent.contact != NOBODY:
            return ()
        if agent.hand:
            return self._lanes_at[len(agent.hand)]
        if self.closed_s is not None:
            # Nobody comes any more for whom he could be kept empty.
            return self.lanes
        return tuple(tuple(lane for lane in tier if lane.keep_empty < self.empty) for tier in self.lanes)

    def with_slot(self, slots: SlotTerms) -> list[Agent]:
        """Return who may take a contact of a channel with these ``slots``."""
        first = 0 if len(self.by_load[0]) > slots.keep_empty else 1
        return [agent for load in range(first, slots.slots) for _, _, agent in self.by_load[load]]

    def rest(self, agent: Agent) -> None:
        """Put ``agent``, who found nothing (more) to take, where the next contact looks for him; or send him home."""
        if agent.contact != NOBODY:
            return
        if not agent.hand:
            if self.closed_s is not None:
                self.leave(agent, max(agent.idle_since_s, self.closed_s), self.closed_s)
                return
            super().rest(agent)
        self.file(agent)

    def file(self, agent: Agent) -> None:
        """Put ``agent`` into the bucket of his number in hand; into none when it is full."""
        load = len(agent.hand)
        if load < self._capacity:
            insort(self.by_load[load], (agent.assigned_s, agent.id, agent))

    def _unfile(self, agent: Agent, load: int) -> None:
        """Take ``agent``, who has, or had until now, ``load`` in hand, out of the bucket."""
        if load < self._capacity:
            bucket = self.by_load[load]
            place = bisect_left(bucket, (agent.assigned_s, agent.id))
            assert bucket[place][2] is agent, "an agent is where his number in hand says"
            del bucket[place]

    def pick(self, agent: Agent) -> None:
        """Take ``agent``, who is about to get a contact, from among those who may take one."""
        load = len(agent.hand)
        self._unfile(agent, load)
        if not load:
            self.idle.remove(agent)
            self.empty -= 1

    def engage(self, agent: Agent) -> None:
        """Note that ``agent``, who is freed, is about to get a contact."""
        if not agent.hand:
            self.empty -= 1

    def slot_left(self, agent: Agent, now_s: float, freed: list[Agent]) -> None:
        """Note that a contact left the hand of ``agent``: he looks for another, if he does not leave."""
        if agent.leaving_since_s is None and agent not in freed:
            self._unfile(agent, len(agent.hand) + 1)
            freed.append(agent)
        if not agent.hand:
            self.empty_handed(agent, now_s, freed)

    def empty_handed(self, agent: Agent, now_s: float, freed: list[Agent]) -> None:
        """Note that ``agent``, who is in no bucket, has nothing in hand any more: freed, or gone."""
        agent.idle_since_s = now_s
        self.empty += 1
        if agent.leaving_since_s is not None:
            self._leaving.remove(agent)
            self.leave(agent, now_s, agent.leaving_since_s)
        elif agent not in freed:
            freed.append(agent)

    def leave(self, agent: Agent, now_s: float, overtime_since_s: float) -> None:
        """Send ``agent``, who has nothing in hand and is in no bucket, off duty."""
        super().leave(agent, now_s, overtime_since_s)
        agent.leaving_since_s = None
        self.empty -= 1
        del self._present[agent.id]

    def call_in(self, now_s: float) -> Agent:
        """Return the agent with the lowest roster number off duty, logged in now."""
        agent = super().call_in(now_s)
        agent.assigned_s = now_s
        self.empty += 1
        self._present[agent.id] = agent
        return agent

    def fall(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let ``people`` go, those with the fewest in hand first, ties by the highest number.

        Who has nothing in hand leaves now; the others take nothing new and leave when their hand is empty.
        """
        staying = [agent for agent in self._present.values() if agent.leaving_since_s is None]
        staying.sort(key=lambda agent: (_in_hand(agent), -agent.id))
        for agent in staying[:people]:
            self._out_of_reach(agent, freed)
            if _in_hand(agent):
                agent.leaving_since_s = now_s
                self._leaving.append(agent)
            else:
                self.leave(agent, now_s, now_s)

    def _out_of_reach(self, agent: Agent, freed: list[Agent]) -> None:
        if agent in freed:
            freed.remove(agent)
        elif agent.contact == NOBODY:
            self._unfile(agent, len(agent.hand))
            if not agent.hand:
                self.idle.remove(agent)

    def rise(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let ``people`` more work: who was told last to leave stays first, then the lowest numbers come."""
        staying = min(people, len(self._leaving))
        for _ in range(staying):
            agent = self._leaving.pop()
            agent.leaving_since_s = None
            if agent.contact == NOBODY:
                freed.append(agent)
        freed.extend(self.call_in(now_s) for _ in range(people - staying))

    def _still_here(self, freed: list[Agent]) -> list[Agent]:
        return sorted(self._present.values(), key=lambda agent: agent.id)

    def _overtime_since_s(self, agent: Agent) -> float:
        if agent.leaving_since_s is not None:
            return agent.leaving_since_s
        return inf if self.closed_s is None else self.closed_s

    def stay(self, late: list[Agent], freed: list[Agent]) -> None:
        """Let those who are still busy from the day before stay; who was to leave may take something new again."""
        self._leaving.clear()
        for agent in late:
            if agent.leaving_since_s is not None:
                agent.leaving_since_s = None
                if agent.contact == NOBODY:
                    freed.append(agent)

    def close(self, now_s: float, freed: list[Agent]) -> None:
        """Let the idle look for a contact once more: those kept empty may take what waits. Then they go home."""
        self.closed_s = now_s
        freed.extend(self.idle)
        self.idle.clear()
        self.by_load[0].clear()


def _in_hand(agent: Agent) -> int:
    return len(agent.hand) if agent.contact == NOBODY else 1
