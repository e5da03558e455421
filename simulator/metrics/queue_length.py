"""How many waited, through the day: the mean length of the queue in each step of a few minutes.

A mean over a short step, not a look at one instant: it is exact, it needs no luck with the instant, and the steps of an
interval average to the interval's own mean.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Facts, RunLog, SpanKind
from simulator.metrics.cells import once_a_horizon
from simulator.units import on_grid

STEP_S = 300.0
"""About so long is a step; an interval is divided into equal ones."""

Floats = NDArray[np.float64]


class Steps(NamedTuple):
    """The steps of a day: shape (steps + 1,) for the edges, and (steps,) for whether the center is open in a step."""

    edges_s: Floats
    open: NDArray[np.bool_]
    from_s: Floats
    """Where the steps in which the center is open begin, ``to_s`` where they end."""
    to_s: Floats


@once_a_horizon
def steps_of(facts: Facts) -> Steps:
    """Return the steps of a day: each reporting interval has as many equal ones as come nearest to five minutes.

    Between one interval and the next the center may be closed: that is a step too, which is not open.
    """
    return _steps(tuple(facts.interval_starts_s.tolist()), tuple(facts.open_s.tolist()))


def queue_length(log: RunLog, steps: Steps) -> Floats:
    """Return the mean number of waiting contacts in each open step, shape (1 + types, steps): of everything, by type.

        seconds waited in the step / length of the step

    Who waits after closing, to be served out, is in no step, and nobody who waited before the time that is reported.
    Who is never served and never leaves waits until the last closing.
    Whoever waits again, for another agent, waits.
    """
    waiting = np.flatnonzero(log.spans["kind"] == SpanKind.QUEUE)
    kind = log.contacts["type"][log.spans["contact"][waiting]].astype(np.intp)
    from_s, to_s = (np.asarray(log.spans[end][waiting], dtype=np.float64) for end in ("from_s", "to_s"))
    seconds = seconds_in(kind, from_s, to_s, len(log.names.types), steps.edges_s)
    if len(steps.from_s) < len(steps.open):
        seconds = seconds[:, steps.open]
    return np.concatenate((seconds.sum(axis=0, keepdims=True), seconds)) / (steps.to_s - steps.from_s)


def seconds_in(row: NDArray[np.intp], from_s: Floats, to_s: Floats, rows: int, edges_s: Floats) -> Floats:
    """Return how many seconds of the spans [from, to) lie in each step; shape (rows, steps).

    A span counts where it starts and where it ends; between them it fills the steps, however many.

    >>> seconds_in(np.array([0]), np.array([50.0]), np.array([250.0]), 1, np.array([0.0, 100.0, 200.0, 300.0])).tolist()
    [[50.0, 100.0, 50.0]]
    """
    steps = len(edges_s) - 1
    time_s = np.concatenate((from_s, to_s)).clip(edges_s[0], edges_s[-1])
    sign = np.ones(len(time_s))
    sign[len(row) :] = -1.0
    step = np.minimum(np.searchsorted(edges_s, time_s, side="right") - 1, steps - 1)
    cell = np.concatenate((row, row))
    cell *= steps
    cell += step
    shape, cells = (rows, steps), rows * steps
    left_s = np.bincount(cell, sign * (edges_s[step + 1] - time_s), minlength=cells)
    # Where nobody ever was, numpy would count in whole numbers.
    seconds: Floats = left_s.astype(np.float64, copy=False).reshape(shape)
    begun = np.bincount(cell, sign, minlength=cells).reshape(shape).cumsum(axis=1)
    seconds[:, 1:] += begun[:, :-1] * np.diff(edges_s)[1:]
    return seconds


# Replications of one scenario ask for the same steps thousands of times.
@lru_cache(maxsize=32)
def _steps(starts_s: tuple[float, ...], lengths_s: tuple[float, ...]) -> Steps:
    edges_s, is_open = [starts_s[0]], []
    for start_s, length_s in zip(starts_s, lengths_s, strict=True):
        if start_s > edges_s[-1]:
            edges_s.append(start_s)
            is_open.append(False)
        steps = max(1, round(length_s / STEP_S))
        edges_s += [on_grid(start_s + length_s * step / steps) for step in range(1, steps + 1)]
        is_open += [True] * steps
    edges, there = np.array(edges_s), np.array(is_open)
    return Steps(edges, there, edges[:-1][there], edges[1:][there])
