"""Which rows a result has: of what (everything, a type, a channel, a group, a segment, a team), and when.

A cell is one such pair; when is the whole horizon, one of several days, or an interval. All results of a scenario have
the same cells in the same order, so that replications and strategies are arrays that can be stacked and subtracted.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.log import NOBODY, Facts, LoggedDay, Names
from simulator.units import format_interval

T = TypeVar("T")


class Cell(NamedTuple):
    """What a number is of.

    ``interval`` is None for the whole horizon, else ``HH:MM-HH:MM``; where there are several days, the name of a day,
    or ``monday HH:MM-HH:MM``.
    """

    of: str
    interval: str | None

    @property
    def is_day(self) -> bool:
        """Return whether it is of one of several days."""
        return self.interval is not None and not self.is_interval

    @property
    def is_interval(self) -> bool:
        """Return whether it is of a reporting interval: only they have a time of day in their name."""
        return self.interval is not None and ":" in self.interval

    @property
    def kind(self) -> str:
        """Return ``all``, ``type``, ``channel``, ``group``, ``segment`` or ``team``."""
        return self.of.partition(":")[0]


def rows(names: Names) -> tuple[str, ...]:
    """Return what results are of, in the scenario's order: everything, then types, channels, groups, segments, teams.

    >>> rows(Names(("orders",), ("voice",), ("front",)))
    ('all', 'type:orders', 'channel:voice', 'group:front')
    """
    return (
        "all",
        *(f"type:{name}" for name in names.types),
        *(f"channel:{name}" for name in names.channels),
        *(f"group:{name}" for name in names.groups),
        *(f"segment:{name}" for name in names.segments),
        *(f"team:{name}" for name in names.teams),
    )


def once_a_horizon(function: Callable[[Facts], T]) -> Callable[[Facts], T]:
    """Let what ``function`` says of the horizon be worked out for the first of all runs that have it.

    It must look at nothing else than intervals and days.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def known(facts: Facts) -> T:
        worked_out = facts.partition.worked_out
        if name not in worked_out:
            worked_out[name] = function(facts)
        found: T = worked_out[name]
        return found

    return known


@once_a_horizon
def interval_labels(facts: Facts) -> tuple[str, ...]:
    """Return ``HH:MM-HH:MM`` for each interval; the last one of a day ends at closing and may be shorter.

    Where there are several days, the day's name stands before it: ``monday 09:00-09:30``.
    """
    return _labels(tuple(facts.interval_starts_s.tolist()), tuple(facts.open_s.tolist()), facts.days)


@once_a_horizon
def day_labels(facts: Facts) -> tuple[str, ...]:
    """Return the names of the days where there are several; otherwise the day is the whole horizon."""
    return tuple(day.name for day in facts.days if day.name)


def cells_of(names: Names, facts: Facts) -> tuple[Cell, ...]:
    """Return the cells of a log: for each row the whole horizon, then days where there are several, then intervals."""
    return _cells(names, (*day_labels(facts), *interval_labels(facts)))


def cells_for(metric: Metric, cells: tuple[Cell, ...]) -> NDArray[np.intp]:
    """Return the places in ``cells`` that ``metric`` is defined for; elsewhere it is not reported."""
    return np.array([place for place, cell in enumerate(cells) if is_defined(metric, cell)], dtype=np.intp)


def is_defined(metric: Metric, cell: Cell) -> bool:
    """Return whether there is a ``metric`` of ``cell``."""
    return cell.kind in metric.of and (metric.by_interval or not cell.is_interval)


def interval_of(times_s: NDArray[np.float64], facts: Facts) -> NDArray[np.intp]:
    """Return the interval of each time, shape (times,).

    Intervals are half-open: who comes when one ends belongs to the next, at closing to none. Outside of all of them
    numbers go on: the number of intervals stands for the time after the first day's closing, the next number for that
    after the second day's. What is before the first opening counts with the first. A time before
    ``facts.reports_from_s`` is in nothing: `NOBODY`.
    """
    edges_s, part = facts.partition.edges_s, facts.partition.part
    place = np.searchsorted(edges_s, times_s, side="right") - 1
    number = place if len(facts.days) == 1 else part[place]
    # Mostly nobody comes before the first opening, and nothing was simulated before reporting begins.
    if (any_before := place.min(initial=0) < 0) or facts.reports_from_s > edges_s[0]:
        if any_before:
            number[place < 0] = len(facts.open_s)
        number[times_s < facts.reports_from_s] = NOBODY
    return number


@once_a_horizon
def day_of_part(facts: Facts) -> NDArray[np.intp]:
    """Return the place among the days of each interval, then of each time after closing."""
    first = [day.first_interval for day in facts.days]
    of_interval = np.searchsorted(first, np.arange(len(facts.open_s)), side="right") - 1
    return np.append(of_interval, np.arange(len(first)))


# Replications of one scenario ask for the same cells thousands of times.
@lru_cache(maxsize=32)
def _cells(names: Names, labels: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(of, interval) for of in rows(names) for interval in (None, *labels))


@lru_cache(maxsize=32)
def _labels(starts_s: tuple[float, ...], open_s: tuple[float, ...], days: tuple[LoggedDay, ...]) -> tuple[str, ...]:
    labels, ends = [], [day.first_interval for day in days[1:]] + [len(starts_s)]
    for day, end in zip(days, ends, strict=True):
        for number in range(day.first_interval, end):
            from_s = starts_s[number] - day.start_s
            labels.append(format_interval(from_s, from_s + open_s[number], day.name))
    return tuple(labels)
