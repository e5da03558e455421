"""Kept by time: how many agents are kept with nothing in hand may differ by time of day.

When fewer are kept than before, whoever was kept looks at what waits, and is idle for no less long because of that.
"""

from collections import deque
from collections.abc import Iterator

from simulator.engine.agenda import STAFF_ENDS, Moment
from simulator.engine.center import Center
from simulator.engine.floor import AgentPool, Lane
from simulator.engine.states import NONE
from simulator.engine.tables import Tables
from simulator.engine.tables.kept_later import Kept


class KeptByTime(Moment):
    """The changes of how many are kept."""

    __slots__ = ("_center", "_coming", "_types")

    def __init__(self, tables: Tables, center: Center) -> None:
        self._center = center
        self._coming: deque[Kept] = deque(tables.kept_later)
        queues = tables.eligibility.queues
        self._types = [
            [[queues[lane.queue].type for lane in tier] for tier in tiers] for tiers in tables.eligibility.lanes
        ]
        """By pool, tier and lane."""

    def plan(self) -> None:
        """Plan all changes."""
        agenda = self._center.agenda
        number = agenda.enroll(self)
        for kept in self._coming:
            agenda.plan(kept.time_s, STAFF_ENDS, 0, number)

    def happen(self, _: int) -> None:
        """Let the next change be true from now on."""
        kept, center = self._coming.popleft(), self._center
        fewer = set()
        by_pool = [[of_group[pool.group] for pool in center.pools] for of_group in kept.keeps]
        for mine, new in zip(center.keeps, by_pool, strict=True):
            fewer |= {pool for pool, (before, after) in enumerate(zip(mine, new, strict=True)) if after < before}
            # The rules hold these very lists.
            mine[:] = new
        for pool in center.pools:
            for lane, type_ in self._lanes_of(pool):
                lane.keep = center.keeps[type_][pool.number]
            pool.see_what_is_kept()
        if center.barriers is not None:
            center.barriers.keep_anew()
        for pool in center.pools:
            if pool.number in fewer:
                for agent in pool.members:
                    if agent.order == NONE and not agent.used:
                        center.duty.look(agent)

    def _lanes_of(self, pool: AgentPool) -> Iterator[tuple[Lane, int]]:
        """Yield each lane with its type."""
        for tier, types in zip(pool.lanes, self._types[pool.number], strict=True):
            yield from zip(tier, types, strict=True)
