"""Ratio to target: the contact that has waited longest in proportion to the target time of its type.

Ten seconds of twenty are as urgent as a minute of two. Who is past the target comes before all who are not, and goes
on ageing by it.
"""

from collections.abc import Iterable

from simulator.routing.aged_wait import stands_before
from simulator.routing.protocol import ContactRule, LaneT


class RatioToTarget(ContactRule):
    """The contact with the largest share of its target time used up, credit included. Ties by place, then by number."""

    __slots__ = ()

    def choose(self, lanes: Iterable[LaneT], now_s: float) -> LaneT | None:
        """Return the lane whose first contact is that one, or None."""
        best: LaneT | None = None
        most = age_s = 0.0
        for lane in lanes:
            queue = lane.queue
            if queue.length:
                mine_s = queue.head_age_s(now_s)
                ratio = (mine_s + queue.head_start_s) / queue.target_s
                if best is None or ratio > most or (ratio == most and stands_before(queue, mine_s, best.queue, age_s)):
                    best, most, age_s = lane, ratio, mine_s
        return best
