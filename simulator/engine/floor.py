"""The floor: agents as individuals, what they have in hand, and the pools in which routing looks for them."""

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from operator import attrgetter

from simulator.engine.columns import Line
from simulator.engine.passed_part import PassedPart
from simulator.engine.queues import Queue
from simulator.engine.standing_first import place_by_assigned, place_by_idle
from simulator.engine.states import AWAY, FREE, LEAVE, NONE, OFF
from simulator.engine.tables.admission import AdmissionTerms
from simulator.engine.tables.hands import HandTerms
from simulator.engine.tables.slot_terms import SlotTerms
from simulator.engine.watched import Barrier
from simulator.log import NOBODY
from simulator.routing.protocol import AlikeHands, FreeAgent, Group, WaitingLane


class Service:
    """How agents serve contacts: one at a time, or several."""

    __slots__ = ()

    def take(self, row: int, agent: "Agent") -> None:
        """Give ``row``, which looked for an agent, to ``agent``, who was chosen among those who may take it."""
        raise NotImplementedError

    def assign(self, row: int, agent: "Agent") -> None:
        """Give ``row`` to ``agent``, who was freed and looked for a contact."""
        raise NotImplementedError

    def brief(self, row: int, agent: "Agent", for_s: float) -> None:
        """Let ``agent``, who passed ``row`` on and holds it, talk with whoever has answered, and then wrap up."""
        raise NotImplementedError

    def let_go(self, row: int, agent: "Agent") -> None:
        """Let ``agent``, who passed ``row`` on and held it until now, wrap up."""
        raise NotImplementedError

    def settle(self, now_s: float) -> bool:
        """Write down what is in hand, as far as it went: the run is stopped. Return whether there is anything."""
        raise NotImplementedError


class Lane(WaitingLane):
    """That a pool takes contacts of a queue."""

    __slots__ = ("gate", "keep", "service", "slots", "terms")

    queue: Queue

    def __init__(
        self, queue: Queue, service: Service, terms: AdmissionTerms, slots: SlotTerms | None = None, keep: int = 0
    ) -> None:
        self.queue, self.service = queue, service
        self.terms = terms
        """The hours of the type."""
        self.slots = slots
        """None for exclusive contacts, which need an empty hand."""
        self.gate: Barrier | None = None
        """What has to be open for the pool to take any of them."""
        self.keep = keep
        """An agent with nothing in hand leaves them alone when fewer others with nothing in hand would be left."""

    def calls_late(self, now_s: float) -> bool:
        """Return whether somebody waits here who is served on although the hours are over."""
        return self.queue.length > 0 and self.terms.serves_late_at(now_s)


Lanes = tuple[tuple[Lane, ...], ...]


class Chat:
    """A contact in a slot: what is left of its talk, then of its wrap-up, going on at which speed since when."""

    __slots__ = (
        "agent", "answered_s", "asleep", "clock_s", "due_s", "held", "left_s", "part", "rate", "row", "since_s",
        "slots", "talk_to_s", "talks", "wrap_up_s",
    )  # fmt: skip

    def __init__(
        self, row: int, agent: "Agent", slots: SlotTerms, talk_s: float, wrap_up_s: float, now_s: float
    ) -> None:
        self.row, self.agent, self.slots = row, agent, slots
        self.answered_s = self.since_s = now_s
        self.left_s, self.wrap_up_s = talk_s, wrap_up_s
        self.rate = 1.0
        self.due_s = -inf
        """When the budget ends as things stand; not planned yet, or no more: below all times."""
        self.talks, self.talk_to_s = True, 0.0
        self.clock_s = -inf
        """Until when two agents talk with the customer, which takes its time and is no budget; else below all times."""
        self.part: PassedPart | None = None
        """Where this agent's talk ends with its being given to somebody else, or has: what becomes of it."""
        self.held = False
        """Whether it stands still, because its customer waits for that somebody beside this agent."""
        self.asleep = False
        """Whether it is an inactive conversation."""


class Desk:
    """What an agent has of conversations, who works on one message at a time."""

    __slots__ = ("focus", "owed")

    focus: Chat | None
    """The conversation that is worked on now."""
    owed: list[Chat]
    """Those in which the customer waits for a reply that nobody has begun; inactive ones are not among them."""

    def goes_on(self, now_s: float) -> None:
        """The agent may work on what is in hand again, or there is room in it."""
        raise NotImplementedError

    def lays_down(self, now_s: float) -> bool:
        """The agent is to leave: what need not be finished leaves the hand, if nothing is worked on; say if any did."""
        raise NotImplementedError

    def comes_back(self, now_s: float) -> None:
        """The agent comes on duty: what was parked is in hand again."""
        raise NotImplementedError


class Agent(FreeAgent):
    """One person. Times are seconds."""

    __slots__ = (
        "contact", "desk", "duty", "filed", "hand", "hands", "holds", "logged_in_s", "may_go", "order", "pool", "shut",
        "skill", "talk_to_s", "told_s", "used",
    )  # fmt: skip

    def __init__(self, number: int, pool: "AgentPool") -> None:
        self.id, self.pool = number, pool
        self.skill = pool.group
        """How they do it, by number: as usual in the group, or in their own way."""
        self.duty, self.order = OFF, NONE
        self.told_s, self.may_go = 0.0, False
        """Since when there is an order; whether a break may begin as soon as there is nothing to do."""
        self.contact = NOBODY
        """The exclusive contact in hand."""
        self.hand: list[Chat] = []
        """The contacts of channels with slots in hand."""
        self.used = 0
        """The units they fill."""
        self.holds = 0
        """How many of them stand still."""
        self.desk: Desk | None = None
        """None where the pool serves no conversations."""
        self.hands = pool.empty_hands
        """The hands of the pool that are filled alike; those of who has an exclusive contact count as empty."""
        self.shut: tuple[int, ...] = ()
        """The channels with slots of which nothing new is taken before the shift ends."""
        self.filed = False
        """Whether the next contact of a channel with slots finds this agent among them."""
        self.idle_since_s = inf
        """Never, until first on duty."""
        self.logged_in_s = self.talk_to_s = self.assigned_s = 0.0
        """Last: when a contact was assigned; an exclusive one is answered then. Before the first, when logged in."""


class Hands(AlikeHands):
    """Agents of a pool whose hands are filled alike: as many units, the same channels at their limit."""

    __slots__ = ("full", "lanes", "open_lanes")

    def __init__(self, used: int, full: tuple[int, ...], pool: "AgentPool") -> None:
        self.used = used
        self.full = full
        """The channels of which no more contacts may be taken."""
        self.agents: list[Agent] = []
        """Who may take another contact, longest since the last one first; here is only who looked and found none."""
        self.open_lanes: Lanes = tuple(tuple([lane for lane in tier if self.fits(lane, pool)]) for tier in pool.lanes)
        self.lanes = pool.lanes_now(self.open_lanes)
        """The queues from which another contact fits, as things stand: others from closing on."""
        self.takes = frozenset(lane.slots.channel for tier in self.open_lanes for lane in tier if lane.slots)
        """The channels with slots of which another contact fits."""

    def fits(self, lane: Lane, pool: "AgentPool") -> bool:
        """Return whether one more contact of ``lane`` fits in such a hand."""
        if lane.slots is None:
            return not self.used
        return self.used + lane.slots.weight <= pool.capacity and lane.slots.channel not in self.full


class AgentPool(Group):
    """Agents who can do the same: who is idle, who has room in hand, who is off duty, and what they may take."""

    __slots__ = (
        "_by_filling", "_by_units", "_limits", "_off_duty", "capacity", "closed_s", "empty_hands", "group", "idles_on",
        "keeps", "lanes", "members", "orders_s", "stays", "told",
    )  # fmt: skip

    def __init__(
        self, number: int, roster: Sequence[int], terms: HandTerms, lanes: Lanes, idles_on: bool = False
    ) -> None:
        self.number = self.group = number
        """Of a group's own pool they are the same; mostly it has no other."""
        self.capacity = terms.capacity
        self._limits = [(channel, most) for channel, most in enumerate(terms.at_most) if most is not None]
        self.lanes = lanes
        """The queues it serves by its own priority, best first."""
        self.idles_on = idles_on
        """Whether who comes back on duty is idle since the last contact, not since then."""
        self.keeps = False
        """Whether agents with nothing in hand are kept from any of them."""
        self.see_what_is_kept()
        self.closed_s: float | None = None
        self.is_closed = False
        """When it closed; from then on whoever finds nothing to do goes home."""
        self.idle: Line[Agent] = Line()
        """Who has nothing in hand and found nothing: longest idle first, ties by roster number."""
        self.empty_hands = Hands(0, (), self)
        self.hands: list[Hands] = [self.empty_hands]
        """By units in hand; those that occurred."""
        self._by_filling: dict[tuple[int, tuple[int, ...]], Hands] = {(0, ()): self.empty_hands}
        self._by_units = {0: self.empty_hands}
        """The same by units alone, which are all there is to know where no channel has a limit."""
        self.members = [Agent(one, self) for one in roster]
        self._off_duty = [(agent.id, agent) for agent in self.members]
        """A heap by roster number: the lowest is called in first."""
        self.orders_s: deque[float] = deque()
        """Since when there are orders to leave that nobody has taken: whoever releases a contact next takes one."""
        self.told: list[Agent] = []
        """Who has an order, in the order of being told."""
        self.stays: list[tuple[int, float, float, float]] = []
        """(agent, logged in, left, overtime since) of everybody who left."""

    def see_what_is_kept(self) -> None:
        """Look at the lanes once more, of which one may keep another number from now on."""
        self.keeps = any(lane.keep for tier in self.lanes for lane in tier)

    def staying(self) -> int:
        """Return how many are on duty and stay: whoever leaves next does not count, though nobody knows who that is."""
        return len(self.members) - len(self._off_duty) - len(self.told) - len(self.orders_s)

    def lanes_now(self, lanes: Lanes) -> Lanes:
        """Return those of ``lanes`` that are served now: after closing, those for which agents stay."""
        if self.closed_s is None:
            return lanes
        return tuple([tuple([lane for lane in tier if lane.terms.at_close != "keep"]) for tier in lanes])

    def set_closed(self, closed_s: float | None) -> None:
        """Close at an instant, or open again: None."""
        self.closed_s, self.is_closed = closed_s, closed_s is not None
        for hands in self.hands:
            hands.lanes = self.lanes_now(hands.open_lanes)

    def lanes_for(self, agent: Agent, now_s: float) -> Lanes:
        """Return the queues ``agent``, who is freed, may take a contact from now."""
        if agent.order:
            return () if agent.hand else self.lanes_late(now_s)
        lanes = agent.hands.lanes
        if not self.keeps or agent.used or self.closed_s is not None or not self._keeps_from_any(lanes):
            # Where nobody waits from whom anybody is kept, all agents need not be looked at.
            return lanes
        others = self.with_nothing_in_hand() - 1
        return tuple([tuple([lane for lane in tier if lane.keep <= others]) for tier in lanes])

    def with_nothing_in_hand(self) -> int:
        """Return how many of the group have nothing in hand that fills it; those who were freed just now, too."""
        number = 0
        for one in self.members:
            if OFF < one.duty < AWAY and not one.used and one.contact < 0 and one.order == NONE:
                number += 1
        return number

    def _keeps_from_any(self, lanes: Lanes) -> bool:
        for tier in lanes:
            for lane in tier:
                if lane.keep and lane.queue.length:
                    return True
        return False

    def lanes_late(self, now_s: float) -> Lanes:
        """Return the queues whose contacts are served on although their hours are over."""
        if self.closed_s is not None:
            return ()
        return tuple([tuple([lane for lane in tier if lane.calls_late(now_s)]) for tier in self.empty_hands.open_lanes])

    def calls_late(self, now_s: float) -> bool:
        """Return whether somebody waits for whom agents stay who are told to leave."""
        return any(self.lanes_late(now_s))

    def holds_back(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who was told to leave, stays for somebody who waits."""
        return self.calls_late(now_s)

    def rest(self, agent: Agent) -> None:
        """Put ``agent``, who found nothing (more) to take, where the next contact looks; or send him home."""
        if (agent.order or self.closed_s is not None) and self._does_not_stay(agent):
            return
        hands = agent.hands
        if hands.takes or agent.shut:
            agent.filed = True
            hands.agents.insert(place_by_assigned(hands.agents, agent), agent)
        if not hands.used:
            idle = self.idle
            last = idle[-1] if idle else None
            if last is None or last.idle_since_s < agent.idle_since_s:
                idle.append(agent)
            else:
                idle.insert(place_by_idle(idle, agent), agent)

    def _does_not_stay(self, agent: Agent) -> bool:
        """Send ``agent``, who is told to leave or whose pool has closed, home; return whether nobody looks for him."""
        if agent.duty != FREE:
            return agent.order != NONE
        since_s = agent.told_s if agent.order else self.closed_s
        assert since_s is not None
        self.leave(agent, max(agent.idle_since_s, since_s), since_s)
        return True

    def pick(self, agent: Agent) -> None:
        """Take ``agent``, who found nothing before, from where the next contact looks."""
        if not agent.used:
            idle = self.idle
            if idle[0] is agent:
                idle.popleft()
            else:
                idle.remove(agent)
        if agent.filed:
            self.unfile(agent)

    def unfile(self, agent: Agent) -> None:
        """Take ``agent`` from those among whom the next contact of a channel with slots looks."""
        hands = agent.hands
        # Mostly it is the first, who was chosen.
        del hands.agents[0 if hands.agents[0] is agent else place_by_assigned(hands.agents, agent)]
        agent.filed = False

    def fill(self, agent: Agent, units: int) -> None:
        """Note that so many units more, or below 0 fewer, are in the hand of ``agent``, who is not filed."""
        agent.used += units
        if not (self._limits or agent.shut) and (alike := self._by_units.get(agent.used)) is not None:
            # Mostly the units say all.
            agent.hands = alike
            return
        full = tuple(sorted({*self.limited(agent), *agent.shut})) if agent.shut else self.limited(agent)
        hands = self._by_filling.get((agent.used, full))
        if hands is None:
            hands = self._by_filling[agent.used, full] = Hands(agent.used, full, self)
            if not agent.shut:
                self._by_units[agent.used] = hands
            self.hands.append(hands)
            self.hands.sort(key=attrgetter("used", "full"))
        agent.hands = hands

    def limited(self, agent: Agent) -> tuple[int, ...]:
        """Return the channels of which ``agent`` has as many contacts in hand as the pool allows."""
        channels = [chat.slots.channel for chat in agent.hand if not chat.asleep]
        return tuple([channel for channel, most in self._limits if channels.count(channel) >= most])

    def changed(self) -> None:
        """What an agent whom no contact would find has in hand fills more or less than before."""

    def eases(self, agent: Agent) -> None:
        """``agent``, who has conversations in hand, has nothing to do now."""

    def order(self, since_s: float) -> None:
        """Give an order to leave, which whoever releases a contact next takes."""
        self.orders_s.append(since_s)

    def takes_order(self, agent: Agent) -> None:
        """Give ``agent`` the first of the orders that nobody has taken."""
        self.tell(agent, self.orders_s.popleft())

    def take_back(self) -> None:
        """Take the last of the orders back that nobody has taken."""
        self.orders_s.pop()

    def leave(self, agent: Agent, now_s: float, overtime_since_s: float) -> None:
        """Send ``agent``, who has nothing in hand and is nowhere looked for, off duty."""
        self.stays.append((agent.id, agent.logged_in_s, now_s, overtime_since_s))
        heappush(self._off_duty, (agent.id, agent))
        agent.duty = OFF
        if agent.order:
            self.let_stay(agent)

    def call_in(self, now_s: float) -> Agent:
        """Return the agent with the lowest roster number off duty, logged in now."""
        _, agent = heappop(self._off_duty)
        agent.duty = FREE
        agent.logged_in_s = agent.assigned_s = now_s
        if agent.idle_since_s == inf or not self.idles_on:
            agent.idle_since_s = now_s
        return agent

    def tell(self, agent: Agent, since_s: float) -> None:
        """Give ``agent`` the order to take nothing new and to leave with an empty hand, since an instant."""
        agent.order, agent.told_s = LEAVE, since_s
        self.told.append(agent)

    def let_stay(self, agent: Agent) -> None:
        """Take the order of ``agent`` back, or note that it was carried out."""
        agent.order = NONE
        self.told.remove(agent)
