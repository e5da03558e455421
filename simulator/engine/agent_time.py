"""Agent time: what every agent did in every interval, from presences and legs.

A presence is cut at the interval bounds, its legs are counted as talk and wrap-up, what is left is available. All sums
are exact on the time grid, so an agent's states add up to the presence to the bit.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.engine.book import Book
from simulator.log import Columns, State
from simulator.units import GRID_PER_S

_STATES = len(State)
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def agent_time(
    presences: list[tuple[int, float, float, float]],
    book: Book,
    group_of: Integers,
    interval_starts_s: Floats,
    closes_s: float,
) -> Columns:
    """Return the log's table ``agent_time``: agent, group, interval, state, overtime, seconds (above 0 only).

    ``presences`` rows are (agent, logged in, left, overtime since); ``group_of`` has shape (agents,). The interval
    after the last one is the time after closing. Rows are sorted by agent, interval, overtime, state.
    """
    bounds = np.append(interval_starts_s, closes_s)
    cells = _Cells(bounds, len(group_of))
    shifts = np.array(sorted(presences), dtype=np.float64).reshape(-1, 4)
    agent, from_s, to_s, overtime_s = shifts[:, 0].astype(np.int64), shifts[:, 1], shifts[:, 2], shifts[:, 3]
    cells.add(agent, from_s, to_s, overtime_s, State.AVAILABLE, 1.0)
    leg_agent = np.frombuffer(book.agent_leg_agent, dtype=np.int32).astype(np.int64)
    answered_s = np.frombuffer(book.agent_leg_from_s)
    talk_to_s = np.frombuffer(book.agent_leg_talk_to_s)
    leg_to_s = np.frombuffer(book.agent_leg_to_s)
    since_s = overtime_s[_presence_of(leg_agent, answered_s, agent, from_s)] if len(leg_agent) else answered_s
    for state, start_s, end_s in ((State.TALK, answered_s, talk_to_s), (State.WRAP_UP, talk_to_s, leg_to_s)):
        cells.add(leg_agent, start_s, end_s, since_s, state, 1.0)
        cells.add(leg_agent, start_s, end_s, since_s, State.AVAILABLE, -1.0)
    return cells.columns(group_of)


def _presence_of(leg_agent: Integers, answered_s: Floats, agent: Integers, from_s: Floats) -> Integers:
    """Return for each leg the position of the presence it belongs to; presences are sorted by (agent, from)."""
    keys, wanted = _sortable(agent, from_s), _sortable(leg_agent, answered_s)
    return (np.searchsorted(keys, wanted, side="right") - 1).astype(np.int64)


def _sortable(agent: Integers, time_s: Floats) -> Integers:
    """Return one whole number per (agent, time) that sorts like the pair: times are whole steps of the grid."""
    return (agent << 44) + (time_s * GRID_PER_S).astype(np.int64)


class _Cells:
    """Seconds per agent, interval, overtime and state, added up span by span."""

    def __init__(self, bounds: Floats, agents: int) -> None:
        self.bounds = bounds
        self.upper = np.append(bounds[1:], np.inf)
        self.intervals = len(bounds)
        self.seconds = np.zeros(agents * self.intervals * 2 * _STATES)

    def add(self, agent: Integers, from_s: Floats, to_s: Floats, overtime_s: Floats, state: State, sign: float) -> None:
        """Add spans [from_s, to_s) of ``agent``; what lies after ``overtime_s`` is overtime."""
        late = to_s > overtime_s
        self._add(agent, from_s, np.minimum(to_s, overtime_s), state, sign, 0)
        if late.any():
            self._add(agent[late], np.maximum(from_s[late], overtime_s[late]), to_s[late], state, sign, 1)

    def _add(self, agent: Integers, from_s: Floats, to_s: Floats, state: State, sign: float, overtime: int) -> None:
        some = to_s > from_s
        if not some.all():
            agent, from_s, to_s = agent[some], from_s[some], to_s[some]
        interval = np.searchsorted(self.bounds, from_s, side="right") - 1
        while len(agent):
            # A span is counted in its first interval; what reaches beyond goes on in the next round.
            end_s = np.minimum(to_s, self.upper[interval])
            cell = ((agent * self.intervals + interval) * 2 + overtime) * _STATES + int(state)
            self.seconds += np.bincount(cell, sign * (end_s - from_s), minlength=len(self.seconds))
            beyond = to_s > end_s
            agent, from_s, to_s, interval = agent[beyond], end_s[beyond], to_s[beyond], interval[beyond] + 1

    def columns(self, group_of: Integers) -> Columns:
        """Return the cells above 0 as columns."""
        cell = np.flatnonzero(self.seconds)
        agent = cell // (self.intervals * 2 * _STATES)
        return {
            "agent": agent.astype(np.int32),
            "group": group_of[agent].astype(np.int16),
            "interval": (cell // (2 * _STATES) % self.intervals).astype(np.int32),
            "state": (cell % _STATES).astype(np.int8),
            "overtime": (cell // _STATES % 2).astype(np.bool_),
            "seconds": self.seconds[cell],
        }
