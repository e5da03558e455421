"""How many waited, through the day: the mean length of the queue in each step of a few minutes.

A mean over a short step, not a look at one instant: it is exact, it needs no luck with the instant, and the steps of an
interval average to the interval's own mean.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Facts, RunLog
from simulator.metrics.cells import once_a_horizon
from simulator.metrics.wait_rows import in_queue_s
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
    seconds = in_queue_s(log, steps.edges_s)
    if len(steps.from_s) < len(steps.open):
        seconds = seconds[:, steps.open]
    return np.concatenate((seconds.sum(axis=0, keepdims=True), seconds)) / (steps.to_s - steps.from_s)


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
