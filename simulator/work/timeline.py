"""The time in which work comes: all days in a row, cut into pieces in which nobody comes, goes, opens or closes.

Pieces lie inside reporting intervals, so an interval is the sum of its pieces. Between the days nobody is there and no
time passes here (`nights.py` has that); what is moved from one day into another finds its place by the time that a
piece begins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.days.steps import at
from simulator.scenario.days.views import View, simulated_views
from simulator.scenario.nouns import Scenario
from simulator.units import format_time_of_day as clock

Columns = NDArray[np.float64]
Mask = NDArray[np.bool_]
Spans = list[tuple[float, float]]
"""(from, to), in order."""


@dataclass(frozen=True, eq=False)
class Timeline:
    """The pieces of all days, in order; columns have shape (pieces,). What one gives may be kept by it."""

    scenario: Scenario
    days: tuple[View, ...]
    """Those of the warm-up first."""
    edges_s: tuple[tuple[float, ...], ...]
    """By day, where its pieces begin and where the last one ends, in seconds since the day's own 00:00."""
    from_s: Columns
    """Seconds since 00:00 of day 0."""
    to_s: Columns

    def __len__(self) -> int:
        return len(self.from_s)

    @property
    def length_s(self) -> Columns:
        """Return how long the pieces are."""
        return self.to_s - self.from_s

    @property
    def types(self) -> tuple[str, ...]:
        """Return the contact types, whose order is that of all rows."""
        return tuple(self.scenario.contact_types)

    @cached_property
    def agents(self) -> Mapping[str, Columns]:
        """Return the agents expected on duty by group, shape (pieces,)."""
        return {
            name: np.array(
                [
                    at(view.agent_groups[name].expected, time_s)
                    for (_, view), edges_s in zip(self.days, self.edges_s, strict=True)
                    for time_s in edges_s[:-1]
                ]
            )
            for name in self.scenario.agent_groups
        }

    def nothing(self) -> Columns:
        """Return zeros, shape (types, pieces)."""
        return np.zeros((len(self.types), len(self)))

    def of_day(self, place: int) -> slice:
        """Return which pieces are those of the day number ``place`` of those that are here."""
        first = sum(len(edges) - 1 for edges in self.edges_s[:place])
        return slice(first, first + len(self.edges_s[place]) - 1)


def timeline_of(scenario: Scenario, cuts_s: tuple[float, ...] = ()) -> Timeline:
    """Return the pieces of a scenario's days; ``cuts_s`` are further times, in seconds since 00:00 of day 0."""
    days = simulated_views(scenario)
    cuts = np.unique(cuts_s)
    edges = tuple(_edges(one, cuts) for one in days)
    spans = [
        (from_s + day.start_s, to_s + day.start_s)
        for (day, _), mine in zip(days, edges, strict=True)
        for from_s, to_s in pairwise(mine)
    ]
    from_s, to_s = np.array(spans).T
    return Timeline(scenario, days, edges, from_s, to_s)


def _edges(view: View, cuts_s: Columns) -> tuple[float, ...]:
    # The first day of a warm-up may begin late; its view is of the whole day.
    (day, one), start_s = view, view.day.start_s
    here = cuts_s[(cuts_s > day.opens_s) & (cuts_s < day.closes_s)] - start_s
    changes = (time_s for group in one.agent_groups.values() for time_s in group.expected)
    from_s, to_s = day.opens_s - start_s, day.closes_s - start_s
    inside = {time_s for time_s in (*one.interval_starts_s, *changes, *here.tolist()) if from_s < time_s < to_s}
    return (from_s, *sorted(inside), to_s)


def spans(edges_s: Sequence[float], where: Sequence[bool]) -> Spans:
    """Return (from, to) of the pieces at which ``where`` holds, those that touch as one."""
    found: Spans = []
    for (from_s, to_s), here in zip(pairwise(edges_s), where, strict=True):
        if here:
            begins_s = found.pop()[0] if found and found[-1][1] == from_s else from_s
            found.append((begins_s, to_s))
    return found


def clocks(some: Spans) -> str:
    """Return times of day as they are said.

    >>> clocks([(28800.0, 36000.0), (61200.0, 64800.0)])
    '08:00 to 10:00 and 17:00 to 18:00'
    """
    return " and ".join(f"{clock(from_s)} to {clock(to_s)}" for from_s, to_s in some)
