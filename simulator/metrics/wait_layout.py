"""Where the waits of a cell are found: bins are kept once, by the smallest places, and every cell is a sum of places.

A place is *who* × *slot*. Who is a type in a channel, or a segment; slots are the reporting intervals, then the times
after each day's closing. Cells of one kind (types by interval, channels by day, …) are a *level*: no place belongs to
two cells of a level, so one table says to which it belongs, and a whole level is summed in one go.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.cells import Cell

Level = tuple[str, str]
"""The kind of row (all, type, channel, segment) and of time (whole, day, interval)."""
Places = NDArray[np.int64]

NOWHERE = -1
"""The cell of a place that is in none of a level."""


@dataclass(frozen=True, eq=False)
class Layout:
    """How many there are of everything, and to which day each slot belongs."""

    members: dict[str, tuple[str, ...]]
    """By kind of row, its rows in the cells' order; groups and teams have no waits."""
    days: tuple[str, ...]
    """Empty where there is only one."""
    intervals: tuple[str, ...]
    day_of_slot: NDArray[np.int64] = field(repr=False)

    @property
    def slots(self) -> int:
        """Return the number of slots."""
        return len(self.day_of_slot)

    @property
    def owners(self) -> int:
        """Return how many there are to whom waits belong: types × channels, then segments."""
        return len(self.members["type"]) * len(self.members["channel"]) + len(self.members["segment"])

    @property
    def places(self) -> int:
        """Return the number of places."""
        return self.owners * self.slots

    @cached_property
    def position(self) -> dict[Cell, tuple[Level, int]]:
        """The level of each cell and its number there; groups and teams have none."""
        found: dict[Cell, tuple[Level, int]] = {}
        for kind, rows in self.members.items():
            for time in ("whole", "day", "interval"):
                labels = self.times(time)
                cells = (Cell(of, label) for of in rows for label in labels)
                found |= {cell: ((kind, time), number) for number, cell in enumerate(cells)}
        return found

    def times(self, kind: str) -> tuple[str | None, ...]:
        """Return the times of a kind: the whole horizon, the days or the intervals."""
        return {"whole": (None,), "day": self.days, "interval": self.intervals}[kind]

    def size(self, level: Level) -> int:
        """Return how many cells a level has."""
        return len(self.members[level[0]]) * len(self.times(level[1]))

    def table(self, level: Level) -> Places:
        """Return the cell of each place, shape (owners × slots,): its number in the level, or `NOWHERE`."""
        member, time = self._member(level[0])[:, np.newaxis], self._time(level[1])[np.newaxis]
        cell = member * len(self.times(level[1])) + time
        return np.where((member < 0) | (time < 0), NOWHERE, cell).ravel()

    def _member(self, kind: str) -> Places:
        """Return the number of each owner among the rows of a kind."""
        types, channels, segments = (len(self.members[each]) for each in ("type", "channel", "segment"))
        kind_of, channel_of = np.divmod(np.arange(types * channels), max(channels, 1))
        outside = np.full(types * channels, NOWHERE)
        of_place = {"all": np.zeros_like(kind_of), "type": kind_of, "channel": channel_of, "segment": outside}[kind]
        of_segment = np.arange(segments) if kind == "segment" else np.full(segments, NOWHERE)
        return np.concatenate((of_place, of_segment))

    def _time(self, kind: str) -> Places:
        """Return the number of each slot among the times of a kind."""
        if kind == "whole":
            return np.zeros(self.slots, dtype=np.int64)
        if kind == "day":
            return self.day_of_slot
        slot = np.arange(self.slots)
        return np.where(slot < len(self.intervals), slot, NOWHERE)


# Asked for with every value, and always for the same few scenarios.
@lru_cache(maxsize=32)
def layout_of(cells: tuple[Cell, ...]) -> Layout:
    """Return the layout of a scenario with these cells."""
    members: dict[str, list[str]] = {"all": [], "type": [], "channel": [], "segment": []}
    for cell in cells:
        if cell.interval is None and cell.kind in members:
            members[cell.kind].append(cell.of)
    times = [cell for cell in cells if cell.of == "all"]
    days = tuple(cell.interval for cell in times if cell.is_day and cell.interval)
    intervals = tuple(cell.interval for cell in times if cell.is_interval and cell.interval)
    return Layout({kind: tuple(rows) for kind, rows in members.items()}, days, intervals, _days(days, intervals))


def positions(layout: Layout, cells: Sequence[Cell]) -> dict[Level, tuple[Places, Places]]:
    """Return, for each level that has some of ``cells``, their places in ``cells`` and their numbers in the level."""
    found: dict[Level, tuple[list[int], list[int]]] = {}
    for place, cell in enumerate(cells):
        position = layout.position.get(cell)
        if position is not None:
            wanted, numbers = found.setdefault(position[0], ([], []))
            wanted.append(place)
            numbers.append(position[1])
    return {level: (np.array(one), np.array(other)) for level, (one, other) in found.items()}


def _days(days: tuple[str, ...], intervals: tuple[str, ...]) -> Places:
    """Return the day of each slot: of the intervals, then of the time after each closing."""
    if not days:
        return np.zeros(len(intervals) + 1, dtype=np.int64)
    number = {name: place for place, name in enumerate(days)}
    return np.array([number[label.rpartition(" ")[0]] for label in intervals] + list(range(len(days))))


def coarse_places(fine: tuple[Cell, ...], coarse: tuple[Cell, ...]) -> Places:
    """Return the place among ``coarse`` of each place among ``fine``, which has the same rows and more intervals.

    What is in none of the coarse intervals is in the time after the closing of its day.
    """
    mine, theirs = layout_of(fine), layout_of(coarse)
    interval = {label: number for number, label in enumerate(theirs.intervals)}
    slot = len(theirs.intervals) + mine.day_of_slot
    for number, label in enumerate(mine.intervals):
        slot[number] = interval.get(label, slot[number])
    owner = np.arange(mine.owners)[:, np.newaxis]
    found: Places = (owner * theirs.slots + slot).ravel()
    return found
