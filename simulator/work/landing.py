"""When customers come who come some time after something: in pieces of time, at night, or when all is over.

Whoever is in a piece is spread over it evenly, a delay is one of many equally likely ones. So how many have come until
a time is a mean over the delays of a line through the ends of pieces, and exact where the delay is always the same.
"""

from typing import NamedTuple

import numpy as np

from simulator.demand.distributions import quantile
from simulator.scenario.nouns import Distribution
from simulator.work.nights import WholeTime
from simulator.work.timeline import Columns

_POINTS = 400
"""So many equally likely delays stand for all."""


class Landed(NamedTuple):
    """Where contacts have come to."""

    inside: Columns
    """While the center is open, by piece."""
    at_night: Columns
    """While it is closed, by watch."""
    late: float
    """After the end: they do not come any more."""


def landed(time: WholeTime, starts: Columns, busy_s: Columns, delay: Distribution) -> Landed:
    """Return when contacts come that begin by piece and watch, ``busy_s`` (by piece and watch) and a delay later."""
    come = _until(time, starts, busy_s, delay)
    there = np.maximum(np.diff(come), 0.0)
    return Landed(there[time.pieces], there[time.watches], max(float(starts.sum() - come[-1]), 0.0))


def _until(time: WholeTime, starts: Columns, busy_s: Columns, delay: Distribution) -> Columns:
    """Return how many have come until each edge."""
    delays_s = quantile(delay, (np.arange(_POINTS) + 0.5) / _POINTS)
    if delays_s[0] == delays_s[-1]:
        delays_s = delays_s[:1]
    found = np.zeros(len(time.edges_s))
    for busy in np.unique(busy_s[starts > 0.0]):
        begun = np.concatenate([[0.0], np.cumsum(np.where(busy_s == busy, starts, 0.0))])
        for delay_s in delays_s:
            found += np.interp(time.edges_s - busy - delay_s, time.edges_s, begun)
    return found / len(delays_s)
