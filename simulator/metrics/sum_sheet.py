"""The sheet that all grains fill: the sums of one replication by measure, row (of what) and time.

Times are the whole horizon, the days where there are several, the intervals. What is summed comes by *slots*: the
intervals, then the times after each day's closing.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, RunLog
from simulator.metrics.cell_sums import by_cell, by_place, put
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
        self.types, self.channels, self.groups, self.segments, self.teams = (
            len(members) for members in (names.types, names.channels, names.groups, names.segments, names.teams)
        )
        self.intervals = len(log.facts.open_s)
        self.day_of_slot = day_of_part(log.facts)
        self.slots, self.days = len(self.day_of_slot), len(day_labels(log.facts))
        self.times = 1 + self.days + self.intervals
        self.row_of_types = slice(1, 1 + self.types)
        self.row_of_channels = slice(1 + self.types, 1 + self.types + self.channels)
        first_group = 1 + self.types + self.channels
        self.row_of_groups = slice(first_group, first_group + self.groups)
        first_team = first_group + self.groups + self.segments
        self.row_of_segments = slice(first_group + self.groups, first_team)
        self.row_of_teams = slice(first_team, None)
        self.rows = first_team + self.teams
        self.sums = np.full((len(measures), self.rows, self.times), np.nan)
        self._place = {name: place for place, name in enumerate(measures)}

    def of(self, measures: Sequence[str], rows: slice = slice(None)) -> Floats:
        """Return the part of the sums with ``measures``, which stand next to each other; writing to it fills it."""
        first = self._place[measures[0]]
        return self.sums[first : first + len(measures), rows]

    def fill(self, measures: Sequence[str], rows: slice, amounts: Floats, column: int = 0) -> None:
        """Put ``amounts``, shape (slots, members, columns), into ``rows``: the columns from ``column`` on.

        A single member is that of all rows; members beyond the rows are nobody.
        """
        first, last, _ = rows.indices(self.rows)
        put(
            self.sums,
            self._place[measures[0]],
            len(measures),
            first,
            last - first,
            amounts,
            column,
            self.day_of_slot,
            self.days,
            self.intervals,
        )

    def fill_by_place(self, measures: Sequence[str], amounts: Floats) -> None:
        """Put ``amounts``, shape (slots × types × channels, measures), into the rows of everything, types, channels."""
        self.fill(
            measures,
            slice(0, self.row_of_channels.stop),
            by_place(amounts, self.slots, self.types, self.channels),
        )

    def fill_by_member(self, measures: Sequence[str], rows: slice, amounts: Floats, column: int = 0) -> None:
        """Put ``amounts``, shape (slots × (members + 1), columns), into ``rows``; the last member is nobody."""
        self.fill(measures, rows, amounts.reshape(self.slots, -1, amounts.shape[1]), column)

    def count(self, measures: Sequence[str], who: Owners, add: Callable[[Ints, int], Floats]) -> None:
        """Fill ``measures`` for all who own something.

        ``add`` is given the member of each contact and the number of members, and returns shape (cells, measures).
        """
        self.fill_by_place(measures, add(who.place, self.types * self.channels))
        if who.group is not None:
            self.fill_by_member(measures, self.row_of_groups, add(who.group, self.groups + 1))
        if who.segment is not None:
            self.fill_by_member(measures, self.row_of_segments, add(who.segment, self.segments + 1))

    def added(self, slot: Ints, columns: Sequence[Floats] | Floats) -> Callable[[Ints, int], Floats]:
        """Return what adds up ``columns``, shape (contacts,) each, by cell, for `count`."""

        def add(member: Ints, members: int) -> Floats:
            cell = slot * members + member
            cells = self.slots * members
            # Where nobody ever was, numpy would count in whole numbers.
            found = [np.bincount(cell, weights=one, minlength=cells) for one in columns]
            return np.stack(found, axis=1, dtype=np.float64)

        return add

    def counted(self, slot: Ints, code: NDArray[np.int8], *adds: Floats) -> Callable[[Ints, int], Floats]:
        """Return what counts by cell and ``code``, for `count`; ``adds`` as in `by_cell`."""

        def add(member: Ints, members: int) -> Floats:
            return by_cell(slot, member, self.slots, members, code, *adds)

        return add

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
