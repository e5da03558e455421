"""The floor: agents as individuals, and the groups they work in."""

from collections import deque
from heapq import heappop, heappush

from simulator.engine.queues import Lane
from simulator.log import NOBODY


class Agent:
    """One person. ``contact`` is the row in hand or NOBODY; times are seconds."""

    __slots__ = ("answered_s", "contact", "group", "id", "idle_since_s", "logged_in_s", "talk_to_s")

    def __init__(self, number: int, group: "Group") -> None:
        self.id = number
        self.group = group
        self.contact = NOBODY
        self.idle_since_s = 0.0
        self.logged_in_s = 0.0
        self.answered_s = 0.0
        self.talk_to_s = 0.0
        """Start and end of the talk in hand."""


class Group:
    """Agents who can do the same, and who of them is idle, off duty or about to leave."""

    __slots__ = ("closed_s", "idle", "lanes", "name", "off_duty", "presences", "surplus_since_s")

    def __init__(self, name: str, numbers: range) -> None:
        self.name = name
        self.lanes: tuple[tuple[Lane, ...], ...] = ()
        """The queues it serves by its own priority, best first."""
        self.idle: deque[Agent] = deque()
        """Longest idle first, ties by roster number."""
        self.off_duty = [(number, Agent(number, self)) for number in numbers]
        """A heap by roster number: the lowest is called in first."""
        self.surplus_since_s: deque[float] = deque()
        """Since when how many are too many: that many leave when they finish what they have in hand."""
        self.closed_s: float | None = None
        """When it closed; from then on whoever finds nothing to do goes home."""
        self.presences: list[tuple[int, float, float, float]] = []
        """(agent, logged in, left, overtime since) of everybody who left."""

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
        self.presences.append((agent.id, agent.logged_in_s, now_s, overtime_since_s))
        heappush(self.off_duty, (agent.id, agent))

    def call_in(self, now_s: float) -> Agent:
        """Return the agent with the lowest roster number off duty, logged in now."""
        _, agent = heappop(self.off_duty)
        agent.logged_in_s = agent.idle_since_s = now_s
        return agent
