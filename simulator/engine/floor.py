"""The floor: agents as individuals, what they have in hand, and the groups they work in."""

from collections import deque
from heapq import heappop, heappush
from math import inf
from typing import Protocol

from simulator.engine.queues import Queue
from simulator.log import NOBODY


class Takes(Protocol):
    """How contacts are given to agents who were freed: part of a service."""

    def assign(self, row: int, agent: "Agent") -> None:
        """Give ``row`` to ``agent``, who was freed and looked for a contact."""


class Lane:
    """That a group takes contacts of a queue once they have waited ``after_s``."""

    __slots__ = ("after_s", "assign", "keep_empty", "queue", "slots")

    def __init__(self, queue: Queue, after_s: float, service: Takes, slots: int, keep_empty: int) -> None:
        self.queue = queue
        self.after_s = after_s
        self.assign = service.assign
        """Looked up once: a step less for every contact."""
        self.slots = slots
        """An agent with fewer in hand may take a contact; 0 for exclusive ones, which need an empty hand."""
        self.keep_empty = keep_empty
        """An agent with nothing in hand leaves the contact alone when fewer such agents would be left."""


Lanes = tuple[tuple[Lane, ...], ...]


class Agent:
    """One person. ``contact`` is the exclusive contact in hand or NOBODY; times are seconds."""

    __slots__ = (
        "assigned_s", "contact", "group", "hand", "id", "idle_since_s", "leaving_since_s", "logged_in_s", "talk_to_s",
    )  # fmt: skip

    def __init__(self, number: int, group: "Group") -> None:
        self.id = number
        self.group = group
        self.contact = NOBODY
        self.hand: list[Chat] = []
        """The contacts of slot channels in hand."""
        self.idle_since_s = 0.0
        self.logged_in_s = 0.0
        self.assigned_s = 0.0
        """When a contact was last assigned; an exclusive one is answered then. Before the first, when logged in."""
        self.talk_to_s = 0.0
        """End of the exclusive talk in hand."""
        self.leaving_since_s: float | None = None
        """Since when he takes nothing new and leaves when his hand is empty; only where several fit in a hand."""


class Chat:
    """A contact in a slot: what is left of its talk, then of its wrap-up, going on at which speed since when."""

    __slots__ = ("agent", "answered_s", "due_s", "left_s", "rate", "row", "since_s", "speed", "talk_to_s", "talks")

    def __init__(self, row: int, agent: Agent, speed: tuple[float, ...], talk_s: float, now_s: float) -> None:
        self.row = row
        self.agent = agent
        self.speed = speed
        """By the number in hand."""
        self.answered_s = self.since_s = now_s
        self.left_s = talk_s
        self.rate = 1.0
        self.due_s = -inf
        """When the budget ends as things stand; not planned yet."""
        self.talks = True
        self.talk_to_s = 0.0


class Group:
    """Agents who can do the same and have one contact in hand; who is idle, off duty or about to leave."""

    __slots__ = ("closed_s", "duties", "idle", "lanes", "members", "name", "off_duty", "shares", "surplus_since_s")

    def __init__(self, name: str, numbers: range) -> None:
        self.name = name
        self.shares = False
        """Whether several contacts may be in an agent's hand."""
        self.lanes: Lanes = ()
        """The queues it serves by its own priority, best first."""
        self.idle: deque[Agent] = deque()
        """Who has nothing in hand: longest idle first, ties by roster number."""
        self.members = [Agent(number, self) for number in numbers]
        self.off_duty = [(agent.id, agent) for agent in self.members]
        """A heap by roster number: the lowest is called in first."""
        self.surplus_since_s: deque[float] = deque()
        """Since when how many are too many: that many leave when they finish what they have in hand."""
        self.closed_s: float | None = None
        """When it closed; from then on whoever finds nothing to do goes home."""
        self.duties: list[tuple[int, float, float, float]] = []
        """(agent, logged in, left, overtime since) of everybody who left."""

    def serve(self, lanes: Lanes) -> None:
        """Take ``lanes`` as the queues to serve."""
        self.lanes = lanes

    def rest(self, agent: Agent) -> None:
        """Put ``agent``, just freed, among the idle, keeping their order; after closing, send him home."""
        idle = self.idle
        if self.closed_s is not None:
            self.leave(agent, agent.idle_since_s, self.closed_s)
            return
        if not idle or idle[-1].idle_since_s < agent.idle_since_s:
            idle.append(agent)
            return
        place = len(idle)
        # Others became idle at this very instant: the roster number decides.
        while place and (idle[place - 1].idle_since_s, idle[place - 1].id) > (agent.idle_since_s, agent.id):
            place -= 1
        idle.insert(place, agent)

    def leave(self, agent: Agent, now_s: float, overtime_since_s: float) -> None:
        """Send ``agent``, who has nothing in hand and is not among the idle, off duty."""
        self.duties.append((agent.id, agent.logged_in_s, now_s, overtime_since_s))
        heappush(self.off_duty, (agent.id, agent))

    def call_in(self, now_s: float) -> Agent:
        """Return the agent with the lowest roster number off duty, logged in now."""
        _, agent = heappop(self.off_duty)
        agent.logged_in_s = agent.idle_since_s = now_s
        return agent

    def fall(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let ``people`` go: the idle with the highest numbers now, the others as they finish what they have in hand.

        ``freed`` are the agents who became free at this instant, of all groups; who goes is taken out.
        """
        here = sorted([*self.idle, *(agent for agent in freed if agent.group is self)], key=lambda agent: agent.id)
        leaving = here[-people:]
        for agent in leaving:
            self.leave(agent, now_s, now_s)
        gone = {agent.id for agent in leaving}
        self.idle = deque(agent for agent in self.idle if agent.id not in gone)
        freed[:] = [agent for agent in freed if agent.id not in gone]
        self.surplus_since_s.extend([now_s] * (people - len(here)))

    def rise(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let ``people`` more work: those about to leave stay, then the lowest numbers come and join the ``freed``."""
        staying = min(people, len(self.surplus_since_s))
        for _ in range(staying):
            self.surplus_since_s.pop()
        freed.extend(self.call_in(now_s) for _ in range(people - staying))

    def reopen(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let the next day begin with ``people``: who is still busy stays, then the lowest numbers come.

        Those join the ``freed``. Nobody is idle: after closing they went home.
        """
        late = self._still_here(freed)
        for agent in late:
            self.duties.append((agent.id, agent.logged_in_s, now_s, self._overtime_since_s(agent)))
            agent.logged_in_s = now_s
        self.closed_s = None
        self.surplus_since_s.clear()
        self.stay(late, freed)
        if people < len(late):
            self.fall(len(late) - people, now_s, freed)
        freed.extend(self.call_in(now_s) for _ in range(people - len(late)))

    def _still_here(self, freed: list[Agent]) -> list[Agent]:
        """Return who did not go home since closing, those among them who were ``freed`` at this instant."""
        return [agent for agent in self.members if agent.contact != NOBODY or agent in freed]

    def _overtime_since_s(self, agent: Agent) -> float:
        """Return since when ``agent``, who is busy, works overtime: who are too many, by number, since then."""
        if self.surplus_since_s:
            return self.surplus_since_s.popleft()
        return inf if self.closed_s is None else self.closed_s

    def stay(self, late: list[Agent], freed: list[Agent]) -> None:
        """Let those who are still busy from the day before stay."""

    def close(self, now_s: float, freed: list[Agent]) -> None:
        """Send the idle home; whoever is freed from now on goes when there is nothing to do."""
        self.closed_s = now_s
        for agent in self.idle:
            self.leave(agent, now_s, now_s)
        self.idle.clear()

    def stop(self, now_s: float) -> None:
        """Write down the stay of everybody who is on duty, as far as it went: the run is stopped."""
        gone = {number for number, _ in self.off_duty}
        for agent in self.members:
            if agent.id not in gone:
                busy = agent.contact != NOBODY or bool(agent.hand)
                self.duties.append((agent.id, agent.logged_in_s, now_s, self._overtime_since_s(agent) if busy else inf))
