"""Staffing: how many are on duty when, and what closing does.

Headcount says how many, not who. When it falls, idle agents leave first, the highest roster number first, then whoever
finishes first; nobody is cut off. When it rises, those who were about to leave stay before anybody is called in. Where
agents have several contacts in hand, who leaves is told so at once and takes nothing new (`slot_group.py`).
"""

from collections import deque

from simulator.engine.center import Center
from simulator.engine.clock import CLOSING, STAFF_ENDS, STAFF_STARTS, Moment
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
            for _ in range(people):
                group.rest(group.call_in(plan.opens_s))
            for time_s, more in plan.changes[number]:
                center.clock.at(time_s, STAFF_STARTS if more > 0 else STAFF_ENDS, number, change)
        center.clock.at(plan.closes_s, CLOSING, 0, Moment(self._close))

    def _change(self, number: int) -> None:
        _, more = self._coming[number].popleft()
        group = self._center.groups[number]
        now_s, freed = self._center.clock.now, self._center.freed
        if more < 0:
            group.fall(-more, now_s, freed)
        else:
            group.rise(more, now_s, freed)

    def _close(self, _: int) -> None:
        center, plan = self._center, self._plan
        if plan.clear_at_close:
            center.clear()
        for group in center.groups:
            group.close(plan.closes_s, center.freed)
