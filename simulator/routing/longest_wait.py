"""Longest wait: the contact that has waited for the longest time, whatever its type. First come, first served.

A head start lets a queue stand further ahead than its age (a credit) or further behind (by due time: the place is
where the target time ends). Within a queue nobody is overtaken.
"""

from collections.abc import Iterable

from simulator.routing.protocol import LaneT, WaitingQueue


def longest_wait(lanes: Iterable[LaneT]) -> LaneT | None:
    """Return the lane whose first contact stands furthest ahead, or None.

    Ties by contact number.
    """
    best: LaneT | None = None
    for lane in lanes:
        # Places are compared only where there is a choice; mostly there is none.
        if lane.queue.length and (best is None or _is_ahead(lane.queue, best.queue)):
            best = lane
    return best


def _is_ahead(queue: WaitingQueue, other: WaitingQueue) -> bool:
    """Return whether the first contact of ``queue`` stands ahead of that of ``other``."""
    mine_s, theirs_s = queue.head_place_s(), other.head_place_s()
    return mine_s < theirs_s or (mine_s == theirs_s and queue.head < other.head)
