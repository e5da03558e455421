"""Which metrics say something of some results: those of what never happens only make long lists longer."""

from collections.abc import Collection

import numpy as np

from simulator.catalogue import METRICS
from simulator.metrics.values import Stack, total


def told(stacks: Collection[Stack]) -> tuple[str, ...]:
    """Return the metrics that lists of all of them have: not those of what happens in none of ``stacks``.

    What happens in one is told of all, or they could not be compared; see `Metric.where`.
    """
    return tuple(metric.name for metric in METRICS.values() if not metric.where or _happens(metric.where, stacks))


def _happens(measures: tuple[str, ...], stacks: Collection[Stack]) -> bool:
    # Where a measure is not defined it is missing.
    return any((np.nan_to_num(total(measures, stack.sums)) > 0).any() for stack in stacks)
