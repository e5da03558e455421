"""Longest wait: the contact that has waited for the longest time, whatever its type. First come, first served."""

from collections.abc import Iterable
from typing import TypeVar

from simulator.routing.protocol import WaitingQueue

QueueT = TypeVar("QueueT", bound=WaitingQueue)


def longest_wait(queues: Iterable[QueueT]) -> QueueT | None:
    """Return the queue whose first contact waits longest, or None; ties by contact number."""
    best: QueueT | None = None
    for queue in queues:
        # Places are compared only where there is a choice; mostly there is none.
        if queue.length and (best is None or _place(queue) < _place(best)):
            best = queue
    return best


def _place(queue: WaitingQueue) -> tuple[float, int]:
    row = queue.head()
    return queue.places[row], row
