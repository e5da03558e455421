"""Longest wait: the contact that has waited for the longest time, whatever its type. First come, first served."""

from collections.abc import Iterable
from typing import TypeVar

from simulator.routing.protocol import WaitingQueue

QueueT = TypeVar("QueueT", bound=WaitingQueue)


def longest_wait(queues: Iterable[QueueT]) -> QueueT | None:
    """Return the queue whose first contact waits longest, or None; ties by contact number."""
    best: QueueT | None = None
    best_place = (0.0, 0)
    for queue in queues:
        if queue.length:
            row = queue.head()
            place = (queue.places[row], row)
            if best is None or place < best_place:
                best, best_place = queue, place
    return best
