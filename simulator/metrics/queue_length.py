"""How many waited, through the day: the mean length of the queue in each step of a few minutes.

A mean over a short step, not a look at one instant: it is exact, it needs no luck with the instant, and the steps of an
interval average to the interval's own mean.
"""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simulator.log import Facts, LegKind, RunLog
from simulator.units import on_grid

STEP_S = 300.0
"""About so long is a step; an interval is divided into equal ones."""

Floats = NDArray[np.float64]


def step_edges_s(facts: Facts) -> Floats:
    """Return where the steps of the day begin and, last, where the last one ends; shape (steps + 1,).

    Each reporting interval has as many equal steps as come nearest to five minutes, at least one.
    """
    return np.array(_edges_s((*facts.interval_starts_s.tolist(), float(facts.closes_s))))


def queue_length(log: RunLog, edges_s: Floats) -> Floats:
    """Return the mean number of waiting contacts in each step, shape (1 + types, steps): of everything, then by type.

        seconds waited in the step / length of the step

    Who waits after closing, to be served out, is in no step.
    """
    waiting = np.flatnonzero(log.legs["kind"] == LegKind.QUEUE)
    kind = log.contacts["type"][log.legs["contact"][waiting]].astype(np.intp)
    from_s, to_s = (np.asarray(log.legs[end][waiting], dtype=np.float64) for end in ("from_s", "to_s"))
    seconds = seconds_in(kind, from_s, to_s, len(log.names.types), edges_s)
    return np.concatenate((seconds.sum(axis=0, keepdims=True), seconds)) / np.diff(edges_s)


def seconds_in(row: NDArray[np.intp], from_s: Floats, to_s: Floats, rows: int, edges_s: Floats) -> Floats:
    """Return how many seconds of the spans [from, to) lie in each step; shape (rows, steps).

    A span counts where it starts and where it ends; between them it fills the steps, however many.

    >>> seconds_in(np.array([0]), np.array([50.0]), np.array([250.0]), 1, np.array([0.0, 100.0, 200.0, 300.0])).tolist()
    [[50.0, 100.0, 50.0]]
    """
    steps = len(edges_s) - 1
    time_s = np.clip(np.concatenate((from_s, to_s)), edges_s[0], edges_s[-1])
    sign = np.repeat([1.0, -1.0], len(row))
    step = np.minimum(np.searchsorted(edges_s, time_s, side="right") - 1, steps - 1)
    cell = np.tile(row, 2) * steps + step
    shape, cells = (rows, steps), rows * steps
    left_s = np.bincount(cell, sign * (edges_s[step + 1] - time_s), minlength=cells)
    # Where nobody ever was, numpy would count in whole numbers.
    seconds: Floats = left_s.astype(np.float64, copy=False).reshape(shape)
    begun = np.bincount(cell, sign, minlength=cells).reshape(shape).cumsum(axis=1)
    seconds[:, 1:] += begun[:, :-1] * np.diff(edges_s)[1:]
    return seconds


# Replications of one scenario ask for the same steps thousands of times.
@lru_cache(maxsize=32)
def _edges_s(intervals_s: tuple[float, ...]) -> tuple[float, ...]:
    found = [intervals_s[0]]
    for start_s, end_s in pairwise(intervals_s):
        steps = max(1, round((end_s - start_s) / STEP_S))
        found += [on_grid(start_s + (end_s - start_s) * step / steps) for step in range(1, steps + 1)]
    return tuple(found)
