"""Duty: what agents are told to do, and the one place where orders are carried out.

An agent is off, free or has something in hand (`floor.py`), and has at most one standing order. Whoever leaves a
contact behind asks here what follows: `released`. Headcount gives orders (`headcount.py`); shifts and breaks of named
people will give theirs, each from a file of its own.
"""

from math import inf

from simulator.engine.floor import Agent
from simulator.engine.states import AWAY, BREAK, FREE, LEAVE, OFF
from simulator.engine.stopping import can_stop


class Duty:
    """Carries orders out, and keeps those who were freed."""

    __slots__ = ("freed",)

    def __init__(self) -> None:
        self.freed: list[Agent] = []
        """Who became free for one more contact at this instant and was not dispatched yet: always the same list."""

    def released(self, agent: Agent, now_s: float) -> None:
        """A contact left the hand of ``agent``, who is nowhere looked for: freed, told to leave, or gone."""
        pool, freed, desk = agent.pool, self.freed, agent.desk
        if desk is not None and (agent.order == LEAVE or pool.is_closed):
            desk.lays_down(now_s)
        if not agent.hand:
            agent.duty = FREE
        if not agent.used:
            agent.idle_since_s = now_s
        if desk is not None:
            desk.goes_on(now_s)
        if (pool.orders_s or agent.order) and self._carries_out(agent, now_s):
            return
        if agent not in freed:
            freed.append(agent)

    def _carries_out(self, agent: Agent, now_s: float) -> bool:
        """Let ``agent`` take an order that nobody has taken, or do what he is told; return whether he is not freed."""
        pool, freed = agent.pool, self.freed
        if not agent.order:
            pool.takes_order(agent)
        stops = agent.duty == FREE or (agent.order == BREAK and can_stop(agent))
        if stops and pool.holds_back(agent, now_s):
            return False
        if agent in freed:
            freed.remove(agent)
        if agent.duty == FREE or (stops and agent.order == BREAK):
            pool.leave(agent, now_s, agent.told_s)
        return True

    def stops(self, agent: Agent, now_s: float) -> bool:
        """Let ``agent``, who is told to have a break and works on no conversation now, have it; return whether so."""
        if agent.pool.holds_back(agent, now_s):
            self.look(agent)
        elif agent.order == BREAK:
            agent.pool.leave(agent, now_s, agent.told_s)
        return agent.duty == AWAY

    def dismiss(self, agent: Agent, now_s: float, stays: bool) -> None:
        """Send ``agent``, who has nothing in hand, home; or give him the order, when he ``stays`` for somebody."""
        pool, freed = agent.pool, self.freed
        if agent not in freed:
            pool.pick(agent)
            freed.append(agent)
        if stays:
            pool.tell(agent, now_s)
        else:
            freed.remove(agent)
            pool.leave(agent, now_s, now_s)

    def look(self, agent: Agent) -> None:
        """Let ``agent``, who is on duty, look for a contact at this instant, if there is room in his hand."""
        if OFF < agent.duty < AWAY and agent.contact < 0 and agent not in self.freed:
            if agent.filed or agent.duty == FREE:
                agent.pool.pick(agent)
            self.freed.append(agent)

    def settle(self, agents: list[Agent], now_s: float) -> None:
        """Write down the stay of everybody on duty, as far as it went: the run is stopped, and nobody is freed."""
        for agent in agents:
            if agent.duty:
                agent.pool.stays.append((agent.id, agent.logged_in_s, now_s, self.overtime_since_s(agent)))
        self.freed.clear()

    def overtime_since_s(self, agent: Agent) -> float:
        """Return since when ``agent`` works overtime: told to leave, by an order nobody took, closed; else infinite."""
        if agent.order == LEAVE:
            return agent.told_s
        if agent.pool.orders_s:
            return agent.pool.orders_s.popleft()
        return inf if agent.pool.closed_s is None else agent.pool.closed_s
