"""A group whose agents share themselves: several contacts of slot channels in hand, or one exclusive contact.

Who has how many in hand is kept in buckets, each in the order in which a rule wants them, so that nobody is searched.
"""

from bisect import bisect_left, insort

from simulator.engine.floor import Agent, Group, Lanes
from simulator.engine.tables.channels import SlotTerms
from simulator.log import NOBODY

Place = tuple[float, int, Agent]
"""When last assigned, number, agent: the order within a bucket."""


class SlotGroup(Group):
    """Agents with up to ``capacity`` contacts of slot channels in hand.

    An agent is in a bucket of `by_load` while he may take another contact; among the ``idle`` as well with nothing in
    hand. In neither are those with an exclusive contact, a full hand, who is told to leave, and who was freed and not
    dispatched yet.
    """

    __slots__ = ("_capacity", "_lanes_at", "_present", "by_load", "empty")

    def __init__(self, name: str, numbers: range, capacity: int) -> None:
        super().__init__(name, numbers)
        self.shares = self.special = True
        self._capacity = capacity
        self.by_load: list[list[Place]] = [[] for _ in range(capacity)]
        """By the number in hand: who may take another contact, longest since the last one first."""
        self.empty = 0
        """Agents with nothing in hand, freed ones among them."""
        self._present: dict[int, Agent] = {}
        self._lanes_at: list[Lanes] = []

    def serve(self, lanes: Lanes) -> None:
        """Take ``lanes`` as the queues to serve; with contacts in hand, only those with a slot left."""
        super().serve(lanes)
        self.keeps = any(lane.keep_empty for tier in lanes for lane in tier)
        self._lanes_at = [
            tuple(tuple(lane for lane in tier if lane.slots > load) for tier in lanes)
            for load in range(self._capacity + 1)
        ]

    def lanes_for(self, agent: Agent, now_s: float) -> Lanes:
        """Return the queues ``agent``, who is freed, may take a contact from now."""
        if agent.contact != NOBODY:
            return ()
        if agent.leaving_since_s is not None:
            return () if agent.hand else self._lanes_late(now_s)
        if self.closed_s is not None:
            # Nobody comes any more for whom he could be kept empty.
            load = len(agent.hand)
            return tuple(tuple(lane for lane in tier if not load or lane.slots > load) for tier in self._lanes_closed)
        if agent.hand:
            return self._lanes_at[len(agent.hand)]
        return tuple(tuple(lane for lane in tier if lane.keep_empty < self.empty) for tier in self.lanes)

    def with_slot(self, slots: SlotTerms | None) -> list[Agent]:
        """Return who may take a contact of a channel with these ``slots``; None for exclusive ones."""
        if slots is None:
            return list(self.idle)
        first = 0 if len(self.by_load[0]) > slots.keep_empty else 1
        return [agent for load in range(first, slots.slots) for _, _, agent in self.by_load[load]]

    def rest(self, agent: Agent) -> None:
        """Put ``agent``, who found nothing (more) to take, where the next contact looks for him; or send him home."""
        if agent.contact != NOBODY:
            return
        if not agent.hand:
            if self._goes_home(agent):
                return
            super().rest(agent)
        if agent.leaving_since_s is None:
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
        self._withdraw(agent)
        if not agent.hand:
            self.empty -= 1

    def _withdraw(self, agent: Agent) -> None:
        """Take ``agent`` from where the next contact looks for him."""
        self._unfile(agent, len(agent.hand))
        if not agent.hand:
            self.idle.remove(agent)

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
            agent.idle_since_s = now_s
            self.emptied(agent, now_s, freed)

    def emptied(self, agent: Agent, now_s: float, freed: list[Agent]) -> None:
        """Note that ``agent``, who is in no bucket, has nothing in hand any more: freed, or gone."""
        self.empty += 1
        super().emptied(agent, now_s, freed)

    def leave(self, agent: Agent, now_s: float, overtime_since_s: float) -> None:
        """Send ``agent``, who has nothing in hand and is in no bucket, off duty."""
        super().leave(agent, now_s, overtime_since_s)
        self.empty -= 1
        del self._present[agent.id]

    def call_in(self, now_s: float) -> Agent:
        """Return the agent with the lowest roster number off duty, logged in now."""
        agent = super().call_in(now_s)
        self.empty += 1
        self._present[agent.id] = agent
        return agent

    def fall(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let ``people`` go, those with the fewest in hand first, ties by the highest number.

        Who has nothing in hand leaves now; the others take nothing new and leave when their hand is empty. So nobody
        has to finish several contacts by chance at once.
        """
        staying = [agent for agent in self._present.values() if agent.leaving_since_s is None]
        staying.sort(key=lambda agent: (_in_hand(agent), -agent.id))
        stays = self._anybody_late(now_s)
        for agent in staying[:people]:
            if not _in_hand(agent):
                self._dismiss(agent, now_s, freed, stays)
                continue
            if agent in freed:
                freed.remove(agent)
            elif agent.contact == NOBODY:
                self._withdraw(agent)
            self._tell(agent, now_s)

    def _dismiss(self, agent: Agent, now_s: float, freed: list[Agent], stays: bool) -> None:
        if agent not in freed:
            self._withdraw(agent)
            freed.append(agent)
        super()._dismiss(agent, now_s, freed, stays)

    def _still_here(self, freed: list[Agent]) -> list[Agent]:
        return sorted(self._present.values(), key=lambda agent: agent.id)

    def reopen(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let the next day begin with ``people``; who stayed with a slot left looks at who waits since yesterday."""
        super().reopen(people, now_s, freed)
        for agent in self._present.values():
            if agent.leaving_since_s is None and agent.contact == NOBODY and agent not in freed:
                self._withdraw(agent)
                freed.append(agent)

    def close(self, now_s: float, freed: list[Agent]) -> None:
        """Let the idle look for a contact once more: those kept empty may take what waits. Then they go home."""
        self.closed_s = now_s
        freed.extend(self.idle)
        self.idle.clear()
        self.by_load[0].clear()


def _in_hand(agent: Agent) -> int:
    return len(agent.hand) if agent.contact == NOBODY else 1
