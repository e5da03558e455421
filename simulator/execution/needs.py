"""What a run will need, worked out before it starts: memory, room in its folder, and the size of its blocks.

Everything here follows from the scenarios and the number of replications, never from the machine or the clock: how
fine results are kept may not depend on where they were made. Only whether there is room for it is asked of the machine
(`execution/room.py`). The sizes of a number were measured (`benchmarks/memory.py`), and
`tests/execution/test_needs.py` holds that what is said here is right within a factor of two.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulator.demand.coming import written_as
from simulator.demand.workload import comers, expected_contacts
from simulator.metrics.queue_length import STEP_S
from simulator.scenario.days.in_teams import team_rows
from simulator.scenario.nouns import Scenario

BUDGET = 64 * 2**20
"""The bytes that all intervals of all replications may take: where they take more, blocks are kept."""
UNITS_LEAST = 40
"""Blocks never are fewer: intervals of statistics want so many."""
QUEUES = 16 * 2**20
"""The bytes that the lengths of queues may take, in all runs together; of so many replications they are kept."""
QUEUES_LEAST = 20

_OF_A_CELL = 60
"""Bytes of the measures of a cell in a unit, as they are packed (`metrics/sums.py`)."""
_OF_A_WAIT = 6
"""Bytes of an entry in the bins of waits."""
_BINS_OF_A_PLACE = 700
"""So many different bins are about all that the waits of one place may fall into."""
_WAIT = 0.4
"""The share of contacts that have to wait: nobody knows before."""
_WORDS_OF_A_CELL = 600
"""Bytes of what a cell is called, and of what is known of it."""
_PROGRAM = 110 * 2**20
"""Bytes of Python and the libraries."""
_OF_A_LOG = 200
"""Bytes of a contact in the log, put aside and written."""
_CSV, _PACKED = 110, 0.33
"""Bytes of a line in the folder's tables, and what is left of numbers that are compressed."""


@dataclass(frozen=True)
class Extent:
    """How large the results of one replication are."""

    rows: int
    """What results are of."""
    days: int
    """That have cells of their own: 0 where there is only one."""
    intervals: int
    types: int
    groups: int
    owners: int
    """To whom waits belong: types × channels that there are, and segments."""
    contacts: float
    steps: int
    """In which the length of the queue is kept."""

    @property
    def of_replication(self) -> float:
        """Return the bytes that are kept of every replication: the whole horizon and the days."""
        days = max(self.days, 1)
        sums = self.rows * (1 + self.days) * _OF_A_CELL
        return sums + self.waits(1, days) + self.types * self.groups * 8

    def of_intervals(self, replications: float) -> float:
        """Return the bytes of all intervals of so many replications that are added up."""
        return self.rows * self.intervals * _OF_A_CELL + self.waits(replications, self.intervals)

    def waits(self, replications: float, slots: int) -> float:
        """Return the bytes of the waits of so many replications that are added up."""
        places = self.owners * slots
        arrived = self.contacts * replications
        most = places * _BINS_OF_A_PLACE
        at_once = places * -math.expm1(-arrived / max(places, 1))
        return _OF_A_WAIT * (at_once + most * -math.expm1(-_WAIT * arrived / max(most, 1)))

    @property
    def of_queue(self) -> int:
        """Return the bytes of a replication's queue."""
        return 4 * (1 + self.types) * self.steps


class Needs(NamedTuple):
    """What a run needs, in bytes."""

    kept: float
    """The results."""
    memory: float
    """Of the process that has them."""
    worker: float
    """Of each process that simulates."""
    folder: float
    log: float
    """Of the log in the folder, while it is put together."""


def extents_of(scenarios: Iterable[Scenario]) -> list[Extent]:
    """Return the extent of each scenario. Raises ScenarioError when a recorded file cannot be used."""
    known: dict[str, float] = {}
    found = []
    for scenario in scenarios:
        name = written_as(scenario)
        if name not in known:
            known[name] = _contacts(scenario)
        found.append(_extent(scenario, known[name]))
    return found


def blocks_of(extents: Sequence[Extent], replications: int) -> int | None:
    """Return into how many blocks the replications are divided; None where intervals of every one may be kept."""
    every = sum(one.of_intervals(1) for one in extents) * replications
    if every <= BUDGET or replications <= UNITS_LEAST:
        return None
    fewest, most = UNITS_LEAST, replications
    # The more blocks, the more bytes: the largest number within the budget.
    while most - fewest > 1:
        middle = (fewest + most) // 2
        size = middle * sum(one.of_intervals(replications / middle) for one in extents)
        fewest, most = (middle, most) if size <= BUDGET else (fewest, middle)
    return fewest


def queues_of(extents: Sequence[Extent], replications: int) -> int | None:
    """Return of how many replications the length of the queue is kept; None: of all."""
    number = max(QUEUES_LEAST, int(QUEUES / max(sum(one.of_queue for one in extents), 1)))
    return None if number >= replications else number


def needs_of(extents: Sequence[Extent], replications: int) -> Needs:
    """Return what so many replications of each of the runs need."""
    blocks = blocks_of(extents, replications)
    units = replications if blocks is None else blocks
    queues = queues_of(extents, replications) or replications
    largest = math.ceil(replications / units)
    kept = 0.0
    for one in extents:
        kept += replications * one.of_replication + queues * one.of_queue
        kept += units * one.of_intervals(largest)
    wide = max(extents, key=lambda one: one.rows * (1 + one.days + one.intervals))
    words = wide.rows * (1 + wide.days + wide.intervals) * _WORDS_OF_A_CELL
    # A metric is worked out for all cells of a kind at once, in about so many arrays.
    at_work = (
        12
        * 8
        * max(
            replications * wide.rows * (1 + wide.days),
            (units if blocks is None else 0) * wide.rows * wide.intervals / 4,
        )
    )
    worker = _PROGRAM + 1200 * wide.contacts + 3 * 8 * 30 * wide.rows * wide.intervals * min(len(extents), 8)
    lines = sum(one.rows * (1 + one.days + (one.intervals if blocks is None else 0)) * 25 * 2 for one in extents)
    lines += sum((1 + one.types) * (one.steps + 400) + one.rows * one.intervals for one in extents)
    log = replications * sum(one.contacts for one in extents) * _OF_A_LOG
    return Needs(kept, _PROGRAM + kept + words + at_work, worker, kept * _PACKED + lines * _CSV, log)


def _extent(scenario: Scenario, contacts: float) -> Extent:
    horizon = scenario.horizon
    segments, types, groups = len(scenario.segment_names), len(scenario.contact_types), len(scenario.agent_groups)
    intervals = horizon.intervals
    return Extent(
        rows=1 + types + len(scenario.channels) + groups + segments + len(team_rows(scenario)),
        days=len(horizon.open_days) if len(horizon.open_days) > 1 else 0,
        intervals=len(intervals),
        types=types,
        groups=groups,
        owners=types + segments,
        contacts=contacts,
        steps=sum(max(1, round((one.to_s - one.from_s) / STEP_S)) for one in intervals),
    )


def _contacts(scenario: Scenario) -> float:
    expected = expected_contacts(scenario)
    if np.isnan(expected).any():
        # Who was recorded comes in every replication, and with whatever seed.
        return float(len(comers(scenario, 0, 0).key))
    return float(expected.sum())
