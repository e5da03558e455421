"""How much of a talk is left for the next agent, in the mean, and for how many there is anything left."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from simulator.demand.distributions import quantile, steps_at
from simulator.scenario.nouns import Distribution
from simulator.work.features.who_comes import kind_of
from simulator.work.stage import Rest
from simulator.work.timeline import Columns, Timeline

_POINTS = 4096
"""So many equally likely talks stand for all; what is cut off of them is bounded, so the error is, too."""


class Left(NamedTuple):
    """Of all talks of a type: the share of which something is left, and how many seconds; by piece."""

    share: Columns
    mean_s: Columns
    """Of all talks, those of which nothing is left counted as 0."""


@lru_cache(maxsize=128)
def left_of(timeline: Timeline, type_name: str, segment: str | None, rest: Rest) -> Left:
    """Return what is left of the talks of customers of a segment who come in each piece; kept, as every round asks."""
    talk = kind_of(timeline.scenario.contact_types[type_name], segment).talk
    step = steps_at(talk, timeline.from_s)
    share, mean_s = np.array([_left(one, rest) for one in talk.values()]).T
    return Left(share[step], mean_s[step])


def _left(talk: Distribution, rest: Rest) -> tuple[float, float]:
    """Return P(times × T > less) and E[(times × T − less)⁺]."""
    mean_s = rest.times * talk.mean_s
    if rest.less_s == 0.0:
        return 1.0, mean_s
    points_s = rest.times * quantile(talk, (np.arange(_POINTS) + 0.5) / _POINTS)
    # What is had of it is at most so much, so it is the part that can be summed up exactly.
    had_s = float(np.minimum(points_s, rest.less_s).mean())
    return float((points_s > rest.less_s).mean()), max(mean_s - had_s, 0.0)
