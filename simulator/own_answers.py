"""Answers of metrics of whoever asks: of the whole center in the whole horizon, with intervals as any other metric.

They are of no catalogue: a name, and one number a replication. Nobody knows which direction is better, so a difference
is higher or lower.
"""

from simulator.answers import Delta, Row
from simulator.catalogue import Better
from simulator.errors import UsageError
from simulator.metrics.cells import Cell
from simulator.metrics.values import Stack
from simulator.scenario.layers.grid import Point
from simulator.stats.intervals import Floats
from simulator.stats.own_values import own_difference, own_interval
from simulator.stats.paired import verdict

EVERYTHING = Cell("all", None)


def own_row(stack: Stack, strategy: str, place: tuple[str | None, Point], metric: str, confidence: float) -> Row:
    """Return the value of an own metric with its interval, in a future at a point."""
    found = own_interval(stack.own[metric], confidence)
    value, low, high = (column.item() for column in (found.value, found.low, found.high))
    return Row(strategy, place[0], metric, *EVERYTHING, value, low, high, found.n.item(), place[1])


def own_delta(
    values: tuple[Floats, Floats],
    names: tuple[str, str],
    place: tuple[str | None, Point, Point | None],
    metric: str,
    confidence: float,
) -> Delta:
    """Return the difference of an own metric, strategy minus the other one, each with its ``values`` and its name."""
    found = own_difference(*values, confidence)
    columns = (found.difference, found.low, found.high, found.half_width_unpaired)
    size, low, high, unpaired = (column.item() for column in columns)
    n, enough = found.n.item(), bool(found.enough.all())
    word = verdict(size, low, high, Better.NEITHER, enough)
    future, point, since = place
    return Delta(*names, future, metric, *EVERYTHING, size, low, high, n, word, unpaired, point, since, enough)


def check_cell(metric: str, cell: Cell) -> None:
    """Raise `UsageError` for a part of the center, or of the day: a function of the whole log says nothing of it."""
    if cell != EVERYTHING:
        raise UsageError(
            f"'{metric}' is your own metric: it is of the whole center and horizon. Leave of and interval out."
        )
