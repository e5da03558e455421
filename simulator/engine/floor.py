"""The floor: agents as individuals, what they have in hand, and the groups they work in."""

from collections import deque
from heapq import heappop, heappush
from math import inf
from typing import Protocol

from simulator.engine.queues import Queue
from simulator.engine.tables.admission import AdmissionTerms
from simulator.engine.tables.channels import SlotTerms
from simulator.log import NOBODY


class Takes(Protocol):
    """How contacts are given to agents who were freed: part of a service."""

    def assign(self, row: int, agent: "Agent") -> None:
        """Give ``row`` to ``agent``, who was freed and looked for a contact."""


class Lane:
    """That a group takes contacts of a queue once they have waited ``after_s``."""

    __slots__ = ("after_s", "keep_empty", "queue", "service", "slots", "terms")

    def __init__(
        self, queue: Queue, after_s: float, service: Takes, terms: AdmissionTerms, slots: int = 0, keep_empty: int = 0
    ) -> None:
        self.queue = queue
        self.after_s = after_s
        self.service = service
        self.terms = terms
        """The hours of the type."""
        self.slots = slots
        """An agent with fewer in hand may take a contact; 0 for exclusive ones, which need an empty hand."""
        self.keep_empty = keep_empty
        """An agent with nothing in hand leaves the contact alone when fewer such agents would be left."""

    def calls_late(self, now_s: float) -> bool:
        """Return whether somebody waits here who may be taken now and is served on although the hours are over."""
        queue = self.queue
        if not queue.length or not self.terms.serves_late_at(now_s):
            return False
        return not self.after_s or now_s - queue.since_s[queue.head] >= self.after_s


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
        """Since when he is told to leave: with an empty hand he serves who waits of closed types, or is gone."""


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
    """Agents who can do the same and have one contact in hand; who is idle, off duty or about to leave.

    A falling headcount says how many, not who. Whoever has nothing in hand is told to leave at once, the others as they
    finish. Who is told serves first whoever of a closed type is served on, and is gone when there is nobody.
    """

    __slots__ = (
        "_lanes_closed", "closed_s", "duties", "idle", "keeps", "lanes", "members", "name", "off_duty", "shares",
        "special", "surplus_since_s", "told",
    )  # fmt: skip

    def __init__(self, name: str, numbers: range) -> None:
        self.name = name
        self.shares = False
        """Whether several contacts may be in an agent's hand."""
        self.keeps = False
        """Whether agents are kept empty."""
        self.special = False
        """Whether a freed agent must be asked what he may do; mostly he is just free. See `_note`."""
        self.lanes: Lanes = ()
        """The queues it serves by its own priority, best first."""
        self._lanes_closed: Lanes = ()
        """Those for which agents stay after closing."""
        self.idle: deque[Agent] = deque()
        """Who has nothing in hand: longest idle first, ties by roster number."""
        self.members = [Agent(number, self) for number in numbers]
        self.off_duty = [(agent.id, agent) for agent in self.members]
        """A heap by roster number: the lowest is called in first."""
        self.surplus_since_s: deque[float] = deque()
        """Since when how many are too many: that many are told to leave when they finish what they have in hand."""
        self.told: list[Agent] = []
        """Who is told to leave, in the order of being told."""
        self.closed_s: float | None = None
        """When it closed; from then on whoever finds nothing to do goes home."""
        self.duties: list[tuple[int, float, float, float]] = []
        """(agent, logged in, left, overtime since) of everybody who left."""

    def serve(self, lanes: Lanes) -> None:
        """Take ``lanes`` as the queues to serve."""
        self.lanes = lanes
        self._lanes_closed = tuple(tuple(lane for lane in tier if lane.terms.at_close != "keep") for tier in lanes)

    def lanes_for(self, agent: Agent, now_s: float) -> Lanes:
        """Return the queues ``agent``, who is freed, may take a contact from now."""
        if agent.leaving_since_s is not None:
            return self._lanes_late(now_s)
        return self.lanes if self.closed_s is None else self._lanes_closed

    def _lanes_late(self, now_s: float) -> Lanes:
        """Return the queues whose contacts are served on although their hours are over."""
        if self.closed_s is not None:
            return ()
        return tuple(tuple(lane for lane in tier if lane.calls_late(now_s)) for tier in self.lanes)

    def with_slot(self, slots: SlotTerms | None) -> list[Agent]:
        """Return who may take a contact of a channel with these ``slots``; None for exclusive ones."""
        return list(self.idle)

    def pick(self, agent: Agent) -> None:
        """Take ``agent``, who is about to get a contact, from among those who may take one."""
        self.idle.remove(agent)

    def engage(self, agent: Agent) -> None:
        """Note that ``agent``, who is freed, is about to get a contact."""

    def file(self, agent: Agent) -> None:
        """Put ``agent``, who has something in hand, where the next contact looks for him; here nobody looks."""

    def rest(self, agent: Agent) -> None:
        """Put ``agent``, just freed, among the idle, keeping their order; or send him home."""
        idle = self.idle
        if self.special and self._goes_home(agent):
            return
        if not idle or idle[-1].idle_since_s < agent.idle_since_s:
            idle.append(agent)
            return
        place = len(idle)
        # Others became idle at this very instant: the roster number decides.
        while place and (idle[place - 1].idle_since_s, idle[place - 1].id) > (agent.idle_since_s, agent.id):
            place -= 1
        idle.insert(place, agent)

    def _goes_home(self, agent: Agent) -> bool:
        """Send ``agent``, who found nothing to do, home if he is told to leave or it has closed; return whether."""
        since_s = self.closed_s if agent.leaving_since_s is None else agent.leaving_since_s
        if since_s is None:
            return False
        self.leave(agent, max(agent.idle_since_s, since_s), since_s)
        return True

    def leave(self, agent: Agent, now_s: float, overtime_since_s: float) -> None:
        """Send ``agent``, who has nothing in hand and is not among the idle, off duty."""
        self.duties.append((agent.id, agent.logged_in_s, now_s, overtime_since_s))
        heappush(self.off_duty, (agent.id, agent))
        if agent.leaving_since_s is not None:
            self._let_stay(agent)

    def call_in(self, now_s: float) -> Agent:
        """Return the agent with the lowest roster number off duty, logged in now."""
        _, agent = heappop(self.off_duty)
        agent.logged_in_s = agent.idle_since_s = agent.assigned_s = now_s
        return agent

    def emptied(self, agent: Agent, now_s: float, freed: list[Agent]) -> None:
        """Note that ``agent`` has nothing in hand any more: freed, or gone."""
        if agent.leaving_since_s is None and self.surplus_since_s:
            self._tell(agent, self.surplus_since_s.popleft())
        if agent.leaving_since_s is not None and not self._anybody_late(now_s):
            self.leave(agent, now_s, agent.leaving_since_s)
        elif agent not in freed:
            freed.append(agent)

    def slot_left(self, agent: Agent, now_s: float, freed: list[Agent]) -> None:
        """Note that a contact left the hand of ``agent``."""
        self.emptied(agent, now_s, freed)

    def fall(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let ``people`` go: those with nothing in hand and the highest numbers now, the others as they finish.

        ``freed`` are the agents who became free at this instant, of all groups; who goes is taken out.
        """
        here = [*self.idle, *(agent for agent in freed if agent.group is self)]
        here = sorted((agent for agent in here if agent.leaving_since_s is None), key=lambda agent: agent.id)
        stays = self._anybody_late(now_s)
        for agent in here[: -people - 1 : -1]:
            self._dismiss(agent, now_s, freed, stays)
        self.surplus_since_s.extend([now_s] * (people - len(here)))
        self._note()

    def _dismiss(self, agent: Agent, now_s: float, freed: list[Agent], stays: bool) -> None:
        """Send ``agent``, who has nothing in hand, home; or tell him, when he stays for somebody."""
        if agent not in freed:
            self.pick(agent)
            freed.append(agent)
        if stays:
            self._tell(agent, now_s)
        else:
            freed.remove(agent)
            self.leave(agent, now_s, now_s)

    def rise(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let ``people`` more work: those about to leave stay, the last told first; then the lowest numbers come.

        Who comes joins the ``freed``.
        """
        for _ in range(people):
            if self.surplus_since_s:
                self.surplus_since_s.pop()
            elif self.told:
                agent = self.told[-1]
                self._let_stay(agent)
                if agent.contact == NOBODY and agent not in freed:
                    freed.append(agent)
            else:
                freed.append(self.call_in(now_s))
        self._note()

    def _tell(self, agent: Agent, since_s: float) -> None:
        agent.leaving_since_s = since_s
        self.told.append(agent)
        self._note()

    def _let_stay(self, agent: Agent) -> None:
        agent.leaving_since_s = None
        self.told.remove(agent)
        self._note()

    def _anybody_late(self, now_s: float) -> bool:
        """Return whether somebody waits for whom agents stay who are told to leave."""
        return self.closed_s is None and any(lane.calls_late(now_s) for tier in self.lanes for lane in tier)

    def _note(self) -> None:
        """Work out anew whether a freed agent is more than just free."""
        self.special = self.shares or bool(self.told or self.surplus_since_s) or self.closed_s is not None

    def reopen(self, people: int, now_s: float, freed: list[Agent]) -> None:
        """Let the next day begin with ``people``: who is still busy stays, then the lowest numbers come.

        Those join the ``freed``. Nobody is idle: after closing they went home. Who was told to leave is not any more.
        """
        late = self._still_here(freed)
        for agent in late:
            self.duties.append((agent.id, agent.logged_in_s, now_s, self._overtime_since_s(agent)))
            agent.logged_in_s = now_s
        self.closed_s = None
        self.surplus_since_s.clear()
        for agent in list(self.told):
            self._let_stay(agent)
            if agent.contact == NOBODY and agent not in freed:
                freed.append(agent)
        self._note()
        if people < len(late):
            self.fall(len(late) - people, now_s, freed)
        freed.extend(self.call_in(now_s) for _ in range(people - len(late)))

    def _still_here(self, freed: list[Agent]) -> list[Agent]:
        """Return who did not go home since closing, those among them who were ``freed`` at this instant."""
        return [agent for agent in self.members if agent.contact != NOBODY or agent in freed]

    def _overtime_since_s(self, agent: Agent) -> float:
        """Return since when ``agent`` works overtime: told to leave, or of those too many, by number."""
        if agent.leaving_since_s is not None:
            return agent.leaving_since_s
        if self.surplus_since_s:
            return self.surplus_since_s.popleft()
        return inf if self.closed_s is None else self.closed_s

    def close(self, now_s: float, freed: list[Agent]) -> None:
        """Send the idle home; whoever is freed from now on goes when there is nothing to do."""
        self.closed_s = now_s
        self._note()
        for agent in self.idle:
            self.leave(agent, now_s, now_s)
        self.idle.clear()

    def stop(self, now_s: float) -> None:
        """Write down the stay of everybody who is on duty, as far as it went: the run is stopped."""
        gone = {number for number, _ in self.off_duty}
        for agent in self.members:
            if agent.id not in gone:
                self.duties.append((agent.id, agent.logged_in_s, now_s, self._overtime_since_s(agent)))
