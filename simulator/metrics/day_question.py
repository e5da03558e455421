"""What is asked of each single day, and on how many days it is so: ``days(service_level(orders) >= 80%)``.

A day is asked by its own value, or by those of all its intervals. Of every interval it is counted where a replication's
intervals are (`metrics/gathering.py`), for afterwards they may have been added up.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.cells import Cell
from simulator.scenario.judged.checks import EVERY_INTERVAL, HOLDS

Counts = NDArray[np.float64]
Places = NDArray[np.intp]


class DayQuestion(NamedTuple):
    """Whether ``metric`` of ``of``, in an interval, in `EVERY_INTERVAL` or (None) on the whole day, is near a limit."""

    metric: str
    of: str
    interval: str | None
    comparison: str
    limit: float

    @property
    def needs_intervals(self) -> bool:
        """Return whether all intervals of a day are needed to answer it."""
        return self.interval == EVERY_INTERVAL


def days_that_keep(
    asked: DayQuestion, cells: tuple[Cell, ...], values: Callable[[Places], Counts]
) -> tuple[Counts, Counts] | None:
    """Return on how many days of each replication it is so, and how many have a value; shape (replications,) each.

    ``values`` gives the metric at places among the ``cells``, shape (replications, places). Asked of every interval, a
    day keeps it when each of its intervals that has a value does. None when there are no such cells.
    """
    kept: list[NDArray[np.bool_]] = []
    judged: list[NDArray[np.bool_]] = []
    for places in _cells_by_day(asked, cells):
        found = values(places)
        known = ~np.isnan(found)
        anybody = known.any(axis=1)
        # Whatever compares with NaN is false, and here it does not count.
        every = (HOLDS[asked.comparison](found, asked.limit) | ~known).all(axis=1)
        kept.append(np.asarray(anybody & every))
        judged.append(np.asarray(anybody))
    return (_added(kept), _added(judged)) if judged else None


def _added(days: list[NDArray[np.bool_]]) -> Counts:
    number: Counts = np.sum(days, axis=0, dtype=np.float64)
    return number


def _cells_by_day(asked: DayQuestion, cells: tuple[Cell, ...]) -> Iterator[Places]:
    """Yield the places of the cells a day is judged by, day by day; of an interval or a day there is just one."""
    mine = [(place, cell) for place, cell in enumerate(cells) if cell.of == asked.of]
    days = [cell.interval for _, cell in mine if cell.is_day]
    if asked.interval == EVERY_INTERVAL:
        for day in days or [None]:
            of_day = [place for place, cell in mine if cell.is_interval and (day is None or _is_in(cell, day))]
            yield np.array(of_day, dtype=np.intp)
        return
    wanted = days if days and asked.interval is None else [asked.interval]
    for interval in wanted:
        found = [place for place, cell in mine if cell.interval == interval]
        if found:
            yield np.array(found, dtype=np.intp)


def _is_in(cell: Cell, day: str) -> bool:
    return cell.interval is not None and cell.interval.rpartition(" ")[0] == day
