"""Pools that people leave for another one, or into which they come: some orders to leave are errands.

An errand is a number of whoever gave it; that somebody leaves by it is told there. Whoever would come on duty while an
order with an errand is still waiting goes on the errand instead.
"""

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf

from simulator.engine.floor import Agent, Lanes
from simulator.engine.on_the_floor import WatchedPool
from simulator.engine.states import FREE
from simulator.engine.tables.hands import HandTerms
from simulator.log import NOBODY


class Lender:
    """Whoever gives errands."""

    __slots__ = ()

    def left(self, errand: int) -> None:
        """Somebody has left on an errand."""
        raise NotImplementedError


class LendingPool(WatchedPool):
    """A pool of which some orders to leave are errands."""

    __slots__ = ("_errands", "_reserved", "_told", "errand", "lender")

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
        self.lender: Lender | None = None
        self.errand = NOBODY
        """What for orders are given just now; NOBODY: to go home."""
        self._errands: deque[int] = deque()
        """Of the orders that nobody has taken, in their order."""
        self._reserved = 0
        """How many seats are somebody's who is on the way."""
        self._told: dict[int, int] = {}
        """By number of an agent who was told to leave: the errand, where it is one."""

    def staying(self) -> int:
        """Return how many are on duty and stay."""
        return WatchedPool.staying(self) - self._reserved

    def order(self, since_s: float) -> None:
        """Give an order to leave, which whoever releases a contact next takes."""
        WatchedPool.order(self, since_s)
        self._errands.append(self.errand)

    def takes_order(self, agent: Agent) -> None:
        """Give ``agent`` the first of the orders that nobody has taken."""
        before, self.errand = self.errand, self._errands.popleft()
        WatchedPool.takes_order(self, agent)
        self.errand = before

    def tell(self, agent: Agent, since_s: float) -> None:
        """Give ``agent`` the order to take nothing new and to leave with an empty hand, since an instant."""
        if self.errand != NOBODY:
            self._told[agent.id] = self.errand
        WatchedPool.tell(self, agent, since_s)

    def take_back(self) -> None:
        """Take the last of the orders back that nobody has taken; who would have come goes on its errand."""
        WatchedPool.take_back(self)
        self._goes(self._errands.pop())

    def let_stay(self, agent: Agent) -> None:
        """Take the order of ``agent`` back, or note that it was carried out; who would have come goes on its errand."""
        errand = self._told.pop(agent.id, NOBODY)
        WatchedPool.let_stay(self, agent)
        self._goes(errand)

    def leave(self, agent: Agent, now_s: float, overtime_since_s: float) -> None:
        """Send ``agent``, who has nothing in hand and is nowhere looked for, off duty; on an errand is no overtime."""
        errand = self._told.pop(agent.id, NOBODY) if agent.order else self.errand
        WatchedPool.leave(self, agent, now_s, overtime_since_s if errand == NOBODY else inf)
        self._goes(errand)

    def _goes(self, errand: int) -> None:
        if errand != NOBODY:
            assert self.lender is not None, "errands are somebody's"
            self.lender.left(errand)

    def calls_late(self, now_s: float) -> bool:
        """Return whether somebody waits for whom those stay who go home now; who goes on an errand does not."""
        return self.errand == NOBODY and WatchedPool.calls_late(self, now_s)

    def holds_back(self, agent: Agent, now_s: float) -> bool:
        """Return whether ``agent``, who was told to leave, stays for somebody who waits."""
        return agent.id not in self._told and WatchedPool.holds_back(self, agent, now_s)

    def go_home_instead(self, errand: int, now_s: float) -> None:
        """Let whoever is to go on ``errand`` go home."""
        if errand in self._errands:
            place = self._errands.index(errand)
            self._errands[place] = NOBODY
            self.orders_s[place] = now_s
            return
        for agent in self.told:
            if self._told.get(agent.id, NOBODY) == errand:
                del self._told[agent.id]
                agent.told_s = now_s

    def set_closed(self, closed_s: float | None) -> None:
        """Close at an instant, or open again: None. Errands end at the closing, and whoever was sent goes home."""
        WatchedPool.set_closed(self, closed_s)
        if closed_s is not None:
            since_s = [
                told_s if errand == NOBODY else closed_s
                for told_s, errand in zip(self.orders_s, self._errands, strict=True)
            ]
            self.orders_s.clear()
            self.orders_s.extend(since_s)
            for agent in self.told:
                if agent.id in self._told:
                    agent.told_s = closed_s
            self._told.clear()
        self._errands = deque([NOBODY] * len(self.orders_s))

    # Seats

    def seats_left(self) -> int:
        """Return how many are off duty and may be called in."""
        return len(self._off_duty)

    def reserve(self) -> Agent | None:
        """Return the agent with the lowest number off duty, whom nobody calls in any more; None where nobody is."""
        if not self._off_duty:
            return None
        self._reserved += 1
        return heappop(self._off_duty)[1]

    def release(self, seat: Agent) -> None:
        """Let ``seat``, which was reserved, be called in again."""
        self._reserved -= 1
        heappush(self._off_duty, (seat.id, seat))

    def come(self, seat: Agent, paid_since_s: float, now_s: float) -> None:
        """Let ``seat``, which was reserved, be on duty from now on, and paid since an instant."""
        self._reserved -= 1
        seat.duty = FREE
        seat.logged_in_s = paid_since_s
        seat.assigned_s = seat.idle_since_s = now_s
        self.staff.tell()
