"""The book: what the engine writes down while it runs.

A fact is written once, when an interval ends: a leg in a queue or a leg with an agent. Contacts are rows; how a row
ended is a byte, and its times follow from its legs (`tables.py`). Legs are flat lists, several numbers a leg, because
one ``extend`` is the cheapest thing a Python loop can do with five numbers.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import Workload
from simulator.units import on_grid

Integers = NDArray[np.int64]

QUEUE_LEG = 3
"""Numbers of a leg in a queue: row, from, to."""
AGENT_LEG = 5
"""Numbers of a leg with an agent: row, agent, from, end of talk, end of wrap-up."""


class Book:
    """The columns of one day. Times are seconds; first contacts have their rows from the beginning."""

    __slots__ = (
        "agent_legs", "arrived_s", "ended_by", "patience_s", "queue", "queue_legs", "queued_s", "talk_s", "wrap_up_s",
    )  # fmt: skip

    def __init__(self, workload: Workload, queue_of: Integers | None) -> None:
        self.arrived_s: list[float] = workload.arrived_s.tolist()
        queue = workload.type if queue_of is None else queue_of[workload.type, workload.segment]
        self.queue: list[int] = queue.tolist()
        """The queue of each row, see `Plan.queues`."""
        self.talk_s: list[float] = workload.talk_s.tolist()
        self.wrap_up_s: list[float] = workload.wrap_up_s.tolist()
        self.patience_s: list[float] = workload.patience_s.tolist()
        self.queued_s = self.arrived_s
        """A first contact enters the queue, if only for an instant, when it arrives."""
        self.ended_by = bytearray(len(workload))
        """EndedBy of each row that ended without an agent; who was served has a leg with an agent."""
        self.queue_legs: list[float] = []
        self.agent_legs: list[float] = []

    def take_longer(self, row: int, factor: float) -> None:
        """Let talk and wrap-up of ``row`` take ``factor`` times as long."""
        self.talk_s[row] = on_grid(self.talk_s[row] * factor)
        self.wrap_up_s[row] = on_grid(self.wrap_up_s[row] * factor)

    def forget(self) -> None:
        """Let go of what only a running day needs: the tables have it from the workload."""
        for column in (self.arrived_s, self.queue, self.talk_s, self.wrap_up_s, self.patience_s):
            column.clear()
