"""Pools of agents who are known one by one: each is told when to come, to go and to have a break (`shifts.py`).

Orders are somebody's from the beginning, so there are none that wait for whoever is free next. Who is on a break is in
no line and not counted, and is not off duty either: the stay goes on, if the break is paid.
"""

from collections.abc import Sequence
from math import inf

from simulator.engine.floor import Agent, AgentPool, Lanes
from simulator.engine.on_the_floor import WatchedPool
from simulator.engine.states import AWAY, BREAK, FREE, IN_HAND, LEAVE, NONE, OFF
from simulator.engine.stopping import is_at_ease
from simulator.engine.tables.hands import HandTerms


class Planner:
    """Whoever knows what agents are to do next."""

    __slots__ = ()

    def has_let_go(self, agent: Agent, now_s: float) -> None:
        """``agent`` has nothing in hand any more and an order to carry out."""
        raise NotImplementedError

    def stays(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who was told to have a break, has none to take any more and works on."""
        raise NotImplementedError

    def is_through(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who is to leave, took nothing new before already, or is expected elsewhere."""
        raise NotImplementedError

    def goes_on_here(self, agent: Agent, now_s: float) -> bool:
        """Return whether another part of a shift of ``agent`` begins at this instant, in the same group."""
        raise NotImplementedError

    def leaves_to_others(self, agent: Agent) -> None:
        """``agent``, with nothing in hand, takes nothing new of some channels: others need not be kept empty for it."""
        raise NotImplementedError

    def has_left(self, agent: Agent, now_s: float) -> None:
        """``agent`` has gone home."""
        raise NotImplementedError

    def rested(self, agent: Agent) -> None:
        """``agent`` has nothing to do, and a break that may begin."""
        raise NotImplementedError


class ShiftPool(WatchedPool):
    """Such a pool."""

    __slots__ = ("_there", "planner")

    def __init__(
        self,
        number: int,
        roster: Sequence[int],
        terms: HandTerms,
        lanes: Lanes,
        idles_on: bool,
        gated: bool,
        reserved: bool,
    ) -> None:
        WatchedPool.__init__(self, number, roster, terms, lanes, idles_on, gated, reserved)
        self.planner: Planner | None = None
        self._there = 0
        """How many are on duty and not on a break."""

    def staying(self) -> int:
        """Return how many are on duty, not on a break, and stay."""
        return self._there - len(self.told)

    def come(self, agent: Agent, paid_since_s: float, now_s: float) -> None:
        """Let ``agent`` be on duty from now on, paid since an instant; or come back from a break."""
        agent.duty = IN_HAND if agent.hand else FREE
        agent.logged_in_s = paid_since_s
        agent.assigned_s = now_s
        if not self.idles_on or agent.idle_since_s == inf:
            agent.idle_since_s = now_s
        self._there += 1
        self.staff.tell()

    def goes_away(self, agent: Agent) -> None:
        """Let ``agent``, who works on nothing and is nowhere looked for, be on a break."""
        agent.duty = AWAY
        self._there -= 1
        if agent.order:
            self.let_stay(agent)
        self.staff.tell()

    def leave(self, agent: Agent, now_s: float, overtime_since_s: float) -> None:
        """Let ``agent``, who has nothing in hand and is nowhere looked for, carry an order out, or else go home."""
        assert self.planner is not None, "orders are somebody's"
        if agent.order and agent.order != LEAVE:
            self.planner.has_let_go(agent, now_s)
            return
        self.stays.append((agent.id, agent.logged_in_s, now_s, overtime_since_s))
        agent.duty = OFF
        self._there -= 1
        if agent.order:
            self.let_stay(agent)
        self.staff.tell()
        self.planner.has_left(agent, now_s)

    def give(self, agent: Agent, order: int, since_s: float) -> None:
        """Give ``agent`` an order, in the place of one that there is; from now on nobody finds them."""
        if agent.filed:
            self.pick(agent)
        if not agent.order:
            self.tell(agent, since_s)
        agent.order, agent.told_s = order, since_s

    def shuts(self, agent: Agent, channels: tuple[int, ...]) -> None:
        """Let ``agent``, who is on duty, take nothing new of these channels from now on, and of no others."""
        agent.shut = channels
        if agent.filed:
            self.pick(agent)
            self.fill(agent, 0)
            self.rest(agent)
        else:
            self.fill(agent, 0)

    def let_stay(self, agent: Agent) -> None:
        """Take the order of ``agent`` back, or note that it was carried out."""
        # As `WatchedPool`, but nobody is asked whether they are equal: people here have orders all day.
        told = self.told
        place = len(told) - 1
        while told[place] is not agent:
            place -= 1
        del told[place]
        agent.order = NONE
        self.staff.tell()

    def holds_back(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who has an order, does not go yet."""
        if agent.order == BREAK:
            assert self.planner is not None, "orders are somebody's"
            return self.planner.stays(agent, now_s)
        if agent.order != LEAVE or not WatchedPool.holds_back(self, agent, now_s):
            return False
        assert self.planner is not None, "orders are somebody's"
        return not self.planner.is_through(agent, now_s)

    def goes_on_here(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who is to leave, is to stay at once."""
        assert self.planner is not None, "orders are somebody's"
        return self.planner.goes_on_here(agent, now_s)

    def rest(self, agent: Agent) -> None:
        """Put ``agent``, who found nothing (more) to take, where the next contact looks; or send them home."""
        # As `WatchedPool`: a step less for every contact.
        AgentPool.rest(self, agent)
        if self.staff.is_heard:
            self.staff.tell()
        if agent.shut and self.keeps and not agent.used and agent.filed:
            assert self.planner is not None, "channels are shut at somebody's time"
            self.planner.leaves_to_others(agent)
        self.eases(agent)

    def eases(self, agent: Agent) -> None:
        """``agent`` may have nothing to do now."""
        if agent.may_go and is_at_ease(agent):
            assert self.planner is not None, "whoever may go is told so"
            self.planner.rested(agent)
