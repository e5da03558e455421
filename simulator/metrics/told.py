"""Which metrics say something of some results: those of what never happens only make long lists longer."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS
from simulator.metrics.values import Stack


def told(stacks: Collection[Stack]) -> tuple[str, ...]:
    """Return the metrics that lists of all of them have: not those of what happens in none of ``stacks``.

    What happens in one is told of all, or they could not be compared; see `Metric.where`.
    """
    return tuple(metric.name for metric in METRICS.values() if not metric.where or _happens(metric.where, stacks))


def _happens(measures: tuple[str, ...], stacks: Collection[Stack]) -> bool:
    # Where a measure is not defined it is missing.
    return any((np.nan_to_num(stack.sum_of(measures, _whole(stack))) > 0).any() for stack in stacks)


def _whole(stack: Stack) -> NDArray[np.intp]:
    """Return the places of the whole horizon, in which everything is that happens at all."""
    return np.array([place for place, cell in enumerate(stack.cells) if cell.interval is None], dtype=np.intp)
