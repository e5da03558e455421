"""Aged wait: the longest wait where some age faster than others, or only up to a cap.

What is compared is the age at this very instant, so the order of two who wait may change while they do. In one queue
all age alike: whoever stands first is the oldest.
"""

from collections.abc import Iterable

from simulator.routing.protocol import ContactRule, LaneT, WaitingQueue
from simulator.time_grid import on_grid


class AgedWait(ContactRule):
    """The contact whose age counts most: credit plus rate times age, up to a cap. Ties by place, then by number."""

    __slots__ = ()

    def choose(self, lanes: Iterable[LaneT], now_s: float) -> LaneT | None:
        """Return the lane whose first contact counts most, or None."""
        best: LaneT | None = None
        most_s = age_s = 0.0
        for lane in lanes:
            queue = lane.queue
            if queue.length:
                mine_s = queue.head_age_s(now_s)
                counts_s = min(queue.age_cap_s, queue.head_start_s + on_grid(queue.age_rate * mine_s))
                if (
                    best is None
                    or counts_s > most_s
                    or (counts_s == most_s and stands_before(queue, mine_s, best.queue, age_s))
                ):
                    best, most_s, age_s = lane, counts_s, mine_s
        return best


def stands_before(queue: WaitingQueue, age_s: float, other: WaitingQueue, other_age_s: float) -> bool:
    """Return whether the first contact of a queue has an earlier place than that of another one; ties by number."""
    return age_s > other_age_s or (age_s == other_age_s and queue.head < other.head)
