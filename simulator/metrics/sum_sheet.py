"""The sheet that all grains fill: the sums of one replication by measure, row (of what) and time.

Times are the whole horizon, the days where there are several, the intervals. What is summed comes by *slots*: the
intervals, then the times after each day's closing.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, RunLog
from simulator.metrics.cells import day_labels, day_of_part
from simulator.metrics.outcomes import integers

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Owners(NamedTuple):
    """Whose each of some contacts is, shape (contacts,) each."""

    place: Ints
    """Type × channel."""
    segment: Ints | None
    """The number of segments where it is in none; None where there are no segments at all."""
    group: Ints | None = None
    """The number of groups where it is nobody's; None where groups own nothing of what is counted."""


class SumSheet:
    """The sums while they are filled: shape (measures, rows, times)."""

    def __init__(self, log: RunLog, measures: Sequence[str]) -> None:
        """Begin the sheet of a log, without a number in it."""
        names = log.names
        self.types, self.channels, self.groups, self.segments = (
            len(members) for members in (names.types, names.channels, names.groups, names.segments)
        )
        self.intervals = len(log.facts.open_s)
        self.day_of_slot = day_of_part(log.facts)
        self.slots, self.days = len(self.day_of_slot), len(day_labels(log.facts))
        self.times = 1 + self.days + self.intervals
        self.row_of_types = slice(1, 1 + self.types)
        self.row_of_channels = slice(1 + self.types, 1 + self.types + self.channels)
        first_group = 1 + self.types + self.channels
        self.row_of_groups = slice(first_group, first_group + self.groups)
        self.row_of_segments = slice(first_group + self.groups, None)
        self.rows = first_group + self.groups + self.segments
        self.sums = np.full((len(measures), self.rows, self.times), np.nan)
        self._place = {name: place for place, name in enumerate(measures)}

    def of(self, measures: Sequence[str], rows: slice = slice(None)) -> Floats:
        """Return the part of the sums with ``measures``, which stand next to each other; writing to it fills it."""
        first = self._place[measures[0]]
        return self.sums[first : first + len(measures), rows]

    def fill(self, measures: Sequence[str], rows: slice, amounts: Floats) -> None:
        """Put ``amounts``, shape (slots, members, measures), into ``rows``."""
        block = self.of(measures, rows)
        block[:, :, 0] = amounts.sum(axis=0).T
        for day in range(self.days):
            block[:, :, 1 + day] = amounts[self.day_of_slot == day].sum(axis=0).T
        block[:, :, 1 + self.days :] = amounts[: self.intervals].transpose(2, 1, 0)

    def fill_by_place(self, measures: Sequence[str], amounts: Floats) -> None:
        """Put ``amounts``, shape (slots × types × channels, measures), into the rows of everything, types, channels."""
        table = amounts.reshape(self.slots, self.types, self.channels, len(measures))
        by_type = table.sum(axis=2)
        rows = np.concatenate((by_type.sum(axis=1, keepdims=True), by_type, table.sum(axis=1)), axis=1)
        self.fill(measures, slice(0, self.row_of_channels.stop), rows)

    def fill_by_member(self, measures: Sequence[str], rows: slice, amounts: Floats) -> None:
        """Put ``amounts``, shape (slots × (members + 1), measures), into ``rows``; the last member is nobody."""
        self.fill(measures, rows, amounts.reshape(self.slots, -1, len(measures))[:, :-1])

    def count(self, measures: Sequence[str], slot: Ints, who: Owners, add: Callable[[Ints, int], Floats]) -> None:
        """Fill ``measures`` for all who own something.

        ``add`` is given the cell of each contact and the number of cells, and returns shape (cells, measures).
        """
        self.fill_by_place(measures, self.added(slot, who.place, self.types * self.channels, add))
        if who.group is not None:
            self.fill_by_member(measures, self.row_of_groups, self.added(slot, who.group, self.groups + 1, add))
        if who.segment is not None:
            self.fill_by_member(measures, self.row_of_segments, self.added(slot, who.segment, self.segments + 1, add))

    def count_nothing(self, measures: Sequence[str], groups: bool = False) -> None:
        """Fill ``measures`` where nothing is to be counted: 0 for all who could own something."""
        self.of(measures, slice(0, self.row_of_groups.stop if groups else self.row_of_groups.start))[:] = 0.0
        self.of(measures, self.row_of_segments)[:] = 0.0

    def copy(self, measure: str, other: str, less: str | None = None) -> None:
        """Fill ``measure`` with ``other``, which comes to the same, for all but groups; ``less`` another one."""
        for rows in (slice(0, self.row_of_groups.start), self.row_of_segments):
            block = self.of((measure,), rows)
            block[:] = self.of((other,), rows)
            if less is not None:
                block -= self.of((less,), rows)

    def added(self, slot: Ints, member: Ints, members: int, add: Callable[[Ints, int], Floats]) -> Floats:
        """Return what ``add`` makes of the cells slot × member."""
        cell = slot * members
        cell += member
        return add(cell, self.slots * members)


def place_of(log: RunLog, rows: Ints | slice) -> Ints:
    """Return type × channel of some contacts."""
    contacts = log.contacts
    place = contacts["type"][rows].astype(np.intp)
    place *= len(log.names.channels)
    place += integers(contacts["channel"])[rows]
    return place


def segment_of(log: RunLog, rows: Ints | slice) -> Ints | None:
    """Return the segment of some contacts, as `Owners` has it."""
    segments = len(log.names.segments)
    return somebody(log.contacts["segment"][rows], segments) if segments else None


def somebody(member: NDArray[np.generic], members: int) -> Ints:
    """Return ``member`` with the place after the last one for nobody."""
    found = member.astype(np.intp)
    found[found == NOBODY] = members
    return found
