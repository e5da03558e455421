"""Columns: how the book keeps its numbers, and in what order agents who wait for a contact are kept.

This file exists twice: compiled, columns are numbers in C (`columns.pyx`), and whoever reads ``book.talk_s[row]`` reads
memory. So nobody keeps a column of his own: it may move when a row joins. The same tests hold for both.

Columns that the running day reads are lists, those it only writes are arrays that become the log's without a copy.
Where several numbers are written at once, they are a record in a flat array: one ``frombytes`` costs a running loop a
quarter of five entries in five columns.
"""

from array import array
from collections import deque
from math import nan
from struct import Struct
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY

Floats = NDArray[np.float64]
Line = deque
"""People in an order that changes at its ends, seldom between."""

WAIT = PASSING = 3
"""Numbers of a wait in a queue: row, from, to. And of a time at which a contact was passed on and stayed the same: row,
group that alone may take it, when; and of the answer to that wait: row, how often it was passed on before, when."""
SERVICE = 5
"""Numbers of a talk and the wrap-up that followed: row, agent, from, end of talk, end of wrap-up. So are those of a
closing (with its last talk a contact ended, and with the wrap-up it was closed) and of any other span: row, kind,
agent, from, to."""
wait_record = Struct(f"{WAIT}d").pack
service_record = Struct(f"{SERVICE}d").pack
"""What records take with ``frombytes``: `array` itself is slow to read a list of numbers."""


def waits() -> "array[float]":
    """Return room for records of waits."""
    return array("d")


def services() -> "array[float]":
    """Return room for records of services."""
    return array("d")


def numbers_of(records: "array[float]", width: int) -> Floats:
    """Return records of ``width`` numbers, shape (records, width), as they stand there."""
    return np.frombuffer(records, dtype=np.float64).reshape(-1, width)


def empty(records: "array[float]") -> None:
    """Let go of all records; whoever holds on to them holds on to nothing."""
    del records[:]


class Written(NamedTuple):
    """What a run wrote, by row, as numpy columns that share the book's memory."""

    place_s: Floats
    queued_s: Floats
    answered_s: Floats
    answered_by: NDArray[np.int32]
    ended_s: Floats
    ended_by: NDArray[np.int8]
    solved: NDArray[np.int8]
    late_arrived_s: Floats
    """Of the rows after those of the cases, as the next."""
    late_patience_s: Floats


def in_order(numbers: Floats) -> bool:
    """Return whether none of the numbers is smaller than the one before it."""
    return bool((numbers[1:] >= numbers[:-1]).all())


class Columns:
    """What a running day knows of each row. First contacts have their rows from the beginning."""

    __slots__ = (
        "ahead", "answered_by", "answered_s", "arrived_s", "behind", "cases", "ended_by", "ended_s", "patience_s",
        "place_s", "queue", "queued_s", "since_s", "solved", "talk_s", "waiting", "wrap_up_s",
    )  # fmt: skip

    def __init__(
        self, arrived_s: Floats, queue: NDArray[Any], talk_s: Floats, wrap_up_s: Floats, patience_s: Floats
    ) -> None:
        self.cases = cases = len(arrived_s)
        """How many first contacts there are."""
        self.arrived_s: list[float] = arrived_s.tolist()
        self.place_s = array("d", arrived_s.tobytes())
        """What its place in line goes by."""
        self.since_s = [0.0] * cases
        """Since when it waits, while it does."""
        self.waiting = bytearray(cases)
        """Whether it waits in a queue."""
        self.ahead, self.behind = [NOBODY] * cases, [NOBODY] * cases
        """Who stands next to it there, see `Queue`."""
        self.queue: list[int] = queue.tolist()
        """See `Eligibility.queues`."""
        self.talk_s: list[float] = talk_s.tolist()
        """As drawn, as `wrap_up_s`; how long it takes with an agent say `Flow.talk_lasts_s` and its like."""
        self.wrap_up_s: list[float] = wrap_up_s.tolist()
        self.patience_s: list[float] = patience_s.tolist()
        unknown, nobody = array("d", [nan]) * cases, array("i", [NOBODY]) * cases
        self.queued_s = unknown[:]
        """When it first entered a queue; of who was taken at once the answer tells."""
        self.answered_s, self.answered_by = unknown[:], nobody[:]
        """By the first who answered; of who was closed by the first talk the closing tells."""
        self.ended_s, self.ended_by = unknown[:], bytearray(cases)
        """Of who ended without being closed by an agent; of the others `closings` tell."""
        self.solved = array("b", [NOBODY]) * cases

    def __len__(self) -> int:
        return len(self.ended_by)

    def add_row(self, queue: int, arrived_s: float, talk_s: float, wrap_up_s: float, patience_s: float) -> int:
        """Add a row of which nothing else is known; return its number."""
        row = len(self.ended_by)
        self.arrived_s.append(arrived_s)
        self.place_s.append(arrived_s)
        self.since_s.append(0.0)
        self.queue.append(queue)
        # One after the other: loops over columns would take as long again.
        self.talk_s.append(talk_s)
        self.wrap_up_s.append(wrap_up_s)
        self.patience_s.append(patience_s)
        self.queued_s.append(nan)
        self.answered_s.append(nan)
        self.ended_s.append(nan)
        self.answered_by.append(NOBODY)
        self.solved.append(NOBODY)
        self.ahead.append(NOBODY)
        self.behind.append(NOBODY)
        self.waiting.append(0)
        self.ended_by.append(0)
        return row

    def arrivals_s(self) -> list[float]:
        """Return when rows arrive, those of the cases at least: what the clock goes by."""
        return self.arrived_s

    def written(self) -> Written:
        """Return what the run wrote, and let go of what only a running day needs."""
        for column in (self.since_s, self.queue, self.ahead, self.behind, self.talk_s, self.wrap_up_s):
            column.clear()
        for column in (self.arrived_s, self.patience_s):
            del column[: self.cases]
        self.waiting.clear()
        return Written(
            place_s=np.frombuffer(self.place_s, dtype=np.float64),
            queued_s=np.frombuffer(self.queued_s, dtype=np.float64),
            answered_s=np.frombuffer(self.answered_s, dtype=np.float64),
            answered_by=np.frombuffer(self.answered_by, dtype=np.int32),
            ended_s=np.frombuffer(self.ended_s, dtype=np.float64),
            ended_by=np.frombuffer(self.ended_by, dtype=np.int8),
            solved=np.frombuffer(self.solved, dtype=np.int8),
            late_arrived_s=np.array(self.arrived_s, dtype=np.float64),
            late_patience_s=np.array(self.patience_s, dtype=np.float64),
        )

    def let_go(self) -> None:
        """Let go of all columns; those that `written` gave are whoever's has them."""
        for column in (self.arrived_s, self.patience_s):
            column.clear()
        self.place_s = self.queued_s = self.answered_s = self.ended_s = array("d")
        self.answered_by, self.solved, self.ended_by = array("i"), array("b"), bytearray()
