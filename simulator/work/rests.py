"""How much of a talk is left for the next agent, in the mean, and for how many there is anything left."""

from functools import lru_cache
from math import prod
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


class Untaken(NamedTuple):
    """The talks, or what is left of them, of contacts that an agent answers, without those passed on already."""

    timeline: Timeline
    type_name: str
    segment: str | None
    rest: Rest
    taken: tuple[tuple[float, float], ...] = ()
    """By each rule before: (seconds, share), of those that are longer than so many seconds."""

    def taking(self, longer_than_s: float, share: float) -> "Untaken":
        """Return what a rule leaves that has a share of those that are longer."""
        return self._replace(taken=(*self.taken, (longer_than_s, share)))

    def longer_than(self, least_s: float) -> Left:
        """Return which share of all is longer and not taken, and how long those are in the mean; 0 where none is."""
        edges_s = [least_s, *sorted({one for one, _ in self.taken if one > least_s})]
        share, sum_s = np.zeros(len(self.timeline)), np.zeros(len(self.timeline))
        # From the longest on: between two edges, every rule has taken its share or has none.
        above, above_s = share, sum_s
        for edge_s in reversed(edges_s):
            here, here_s = self._above(edge_s)
            kept = prod(1.0 - one for longer_than_s, one in self.taken if longer_than_s <= edge_s)
            share = share + kept * (here - above)
            with np.errstate(invalid="ignore"):
                # A talk without a mean stays one.
                sum_s = np.where(np.isfinite(here_s), sum_s + kept * (here_s - above_s), here_s)
            above, above_s = here, here_s
        everybody = self._above(0.0)[0]
        return Left(_per(share, everybody), _per(sum_s, share))

    def _above(self, edge_s: float) -> tuple[Columns, Columns]:
        """Return P(X > edge) and E[X; X > edge] of what is left."""
        left = left_of(self.timeline, self.type_name, self.segment, self.rest.behind(None, edge_s))
        return left.share, left.mean_s + edge_s * left.share


def _per(part: Columns, whole: Columns) -> Columns:
    """Return part / whole; 0 where there is nothing."""
    found: Columns = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0.0)
    return found


def _left(talk: Distribution, rest: Rest) -> tuple[float, float]:
    """Return P(times × T > less) and E[(times × T − less)⁺]."""
    mean_s = rest.times * talk.mean_s
    if rest.less_s == 0.0:
        return 1.0, mean_s
    points_s = rest.times * quantile(talk, (np.arange(_POINTS) + 0.5) / _POINTS)
    # What is had of it is at most so much, so it is the part that can be summed up exactly.
    had_s = float(np.minimum(points_s, rest.less_s).mean())
    return float((points_s > rest.less_s).mean()), max(mean_s - had_s, 0.0)
