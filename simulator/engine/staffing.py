"""Staffing: how many are on duty when, and what closing does.

Headcount says how many, not who. When it falls, idle agents leave first, the highest roster number first, then whoever
finishes first; nobody is cut off. When it rises, those who were about to leave stay before anybody is called in.
"""

from collections import deque

from simulator.engine.clock import CLOSING, STAFF_ENDS, STAFF_STARTS, Moment
from simulator.engine.floor import Group
from simulator.engine.live import Center
from simulator.engine.plan import Plan


class Staffing:
    """Changes of headcount and the closing of one day."""

    __slots__ = ("_center", "_coming", "_plan")

    def __init__(self, plan: Plan, center: Center) -> None:
        self._plan = plan
        self._center = center
        self._coming = [deque(changes) for changes in plan.changes]

    def open(self) -> None:
        """Log in those on duty at opening and plan everything that follows."""
        plan, center = self._plan, self._center
        change = Moment(self._change)
        for number, (group, people) in enumerate(zip(center.groups, plan.at_opening, strict=True)):
            group.idle.extend(group.call_in(plan.opens_s) for _ in range(people))
            for time_s, more in plan.changes[number]:
                center.clock.at(time_s, STAFF_STARTS if more > 0 else STAFF_ENDS, number, change)
        center.clock.at(plan.closes_s, CLOSING, 0, Moment(self._close))

    def _change(self, number: int) -> None:
        _, more = self._coming[number].popleft()
        group = self._center.groups[number]
        if more < 0:
            self._fall(group, -more)
        else:
            self._rise(group, more)

    def _fall(self, group: Group, people: int) -> None:
        now_s, freed = self._center.clock.now, self._center.freed
        here = [*group.idle, *(agent for agent in freed if agent.group is group)]
        here.sort(key=lambda agent: agent.id)
        leaving = here[-people:]
        for agent in leaving:
            group.leave(agent, now_s, now_s)
        gone = {agent.id for agent in leaving}
        group.idle = deque(agent for agent in group.idle if agent.id not in gone)
        freed[:] = [agent for agent in freed if agent.id not in gone]
        group.surplus_since_s.extend([now_s] * (people - len(here)))

    def _rise(self, group: Group, people: int) -> None:
        staying = min(people, len(group.surplus_since_s))
        for _ in range(staying):
            group.surplus_since_s.pop()
        now_s = self._center.clock.now
        self._center.freed.extend(group.call_in(now_s) for _ in range(people - staying))

    def _close(self, _: int) -> None:
        center, plan = self._center, self._plan
        if plan.clear_at_close:
            center.clear()
        for group in center.groups:
            group.closed_s = plan.closes_s
            for agent in group.idle:
                group.leave(agent, plan.closes_s, plan.closes_s)
            group.idle.clear()
