"""Which rows a result has: of what (everything, a type, a channel, a group, a segment), and when.

A cell is one such pair; when is the whole horizon or an interval. All results of a scenario have the same cells in the
same order, so that replications and strategies are arrays that can be stacked and subtracted.
"""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.log import Facts, Names
from simulator.units import format_time_of_day


class Cell(NamedTuple):
    """What a number is of. ``interval`` is None for the whole horizon, else ``HH:MM-HH:MM``."""

    of: str
    interval: str | None

    @property
    def kind(self) -> str:
        """Return ``all``, ``type``, ``channel``, ``group`` or ``segment``."""
        return self.of.partition(":")[0]


def rows(names: Names) -> tuple[str, ...]:
    """Return what results are of, in the scenario's order: everything, then types, channels, groups, segments.

    >>> rows(Names(("orders",), ("voice",), ("front",)))
    ('all', 'type:orders', 'channel:voice', 'group:front')
    """
    return (
        "all",
        *(f"type:{name}" for name in names.types),
        *(f"channel:{name}" for name in names.channels),
        *(f"group:{name}" for name in names.groups),
        *(f"segment:{name}" for name in names.segments),
    )


def interval_labels(facts: Facts) -> tuple[str, ...]:
    """Return ``HH:MM-HH:MM`` for each interval; the last one ends at closing and may be shorter."""
    return _labels((*facts.interval_starts_s.tolist(), float(facts.closes_s)))


def cells_of(names: Names, facts: Facts) -> tuple[Cell, ...]:
    """Return the cells of a log: for each row the whole horizon first, then its intervals."""
    return _cells(names, interval_labels(facts))


def cells_for(metric: Metric, cells: tuple[Cell, ...]) -> NDArray[np.intp]:
    """Return the places in ``cells`` that ``metric`` is defined for; elsewhere it is not reported."""
    return np.array([place for place, cell in enumerate(cells) if cell.kind in metric.of], dtype=np.intp)


def interval_of(times_s: NDArray[np.float64], facts: Facts) -> NDArray[np.intp]:
    """Return the interval of each time, shape (times,); the number of intervals for any time outside the horizon.

    Intervals are half-open: who comes when one ends belongs to the next, at closing to none.
    """
    edges_s = np.append(facts.interval_starts_s, facts.closes_s)
    place = np.searchsorted(edges_s, times_s, side="right") - 1
    place[place < 0] = len(edges_s) - 1
    return place


# Replications of one scenario ask for the same cells thousands of times.
@lru_cache(maxsize=32)
def _cells(names: Names, labels: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(of, interval) for of in rows(names) for interval in (None, *labels))


@lru_cache(maxsize=32)
def _labels(edges_s: tuple[float, ...]) -> tuple[str, ...]:
    clock = [format_time_of_day(edge_s) for edge_s in edges_s]
    return tuple(f"{start}-{end}" for start, end in pairwise(clock))
