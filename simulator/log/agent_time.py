"""Agents' time: spans summed by agent, group, interval and state. (Contract; the engine's `agent_time.py` moves here.)"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, RunLog


class GroupTime(NamedTuple):
    """Seconds by slot (intervals, then the times after each day's closing) and group."""

    seconds: NDArray[np.float64]
    """Shape (slots, groups, states)."""
    slot_s: NDArray[np.float64]
    """Shape (slots, groups): the time of all contacts in hand; one in no slot fills all slots of the agent."""


def agent_time(log: RunLog) -> Columns:
    """Return the columns agent, group, interval, state, overtime, seconds, slot_seconds, rows above 0 s only."""
    raise NotImplementedError


def group_time(log: RunLog) -> GroupTime:
    """Return the same by group, without looking at each agent."""
    raise NotImplementedError
