"""Agent time: what every agent did in every interval, from presences and legs.

Presences and legs are spans of an agent in a state. A span counts where it starts and where it ends; in the intervals
between it is simply there. So it need not be cut, however many intervals it meets. All sums are exact on the time grid:
an agent's states add up to the presence to the bit.
"""

from dataclasses import dataclass

import numpy as np

from simulator.engine.tables import AgentLegs, Floats, Integers
from simulator.log import Columns, State
from simulator.units import GRID_PER_S

_STATES = len(State)
_AVAILABLE, _TALK, _WRAP_UP = int(State.AVAILABLE), int(State.TALK), int(State.WRAP_UP)
_ROWS = 2 * _STATES
"""Rows of an agent: the states, then once more the states in overtime."""
Presence = tuple[int, float, float, float]
"""Agent, logged in, left, overtime since."""


@dataclass(frozen=True)
class _Spans:
    """Columns of spans [from_s, to_s); what lies at or after ``overtime_s`` is overtime."""

    row: Integers
    """The agent's row for the state."""
    from_s: Floats
    to_s: Floats
    overtime_s: Floats


def agent_time(
    presences: list[Presence], served: AgentLegs, group_of: Integers, interval_starts_s: Floats, closes_s: float
) -> Columns:
    """Return the log's table ``agent_time``: agent, group, interval, state, overtime, seconds (above 0 only).

    ``group_of`` has shape (agents,). The interval after the last one is the time after closing. Rows are sorted by
    agent, interval, overtime, state.
    """
    bounds = np.append(interval_starts_s, closes_s)
    seconds = _seconds(_spans(presences, served), bounds, len(group_of))
    # Presences were added up as available: what was done in them is not.
    seconds[:, :, _AVAILABLE] -= seconds[:, :, _AVAILABLE + 1 :].sum(axis=2)
    return _columns(seconds.transpose(0, 3, 1, 2), group_of)


def _spans(presences: list[Presence], served: AgentLegs) -> _Spans:
    """Return presences (as AVAILABLE), talks and wrap-ups as spans; a span of no length counts nothing."""
    number, in_s, out_s, since_s = np.array(sorted(presences), dtype=np.float64).reshape(-1, 4).T
    agent = number.astype(np.int64)
    overtime_s = since_s[_presence_of(served, agent, in_s)]
    row = served.agent * _ROWS
    wrapped = np.flatnonzero(served.to_s > served.talk_to_s)
    return _Spans(
        row=np.concatenate([agent * _ROWS + _AVAILABLE, row + _TALK, row[wrapped] + _WRAP_UP]),
        from_s=np.concatenate([in_s, served.from_s, served.talk_to_s[wrapped]]),
        to_s=np.concatenate([out_s, served.talk_to_s, served.to_s[wrapped]]),
        overtime_s=np.concatenate([since_s, overtime_s, overtime_s[wrapped]]),
    )


def _presence_of(served: AgentLegs, agent: Integers, from_s: Floats) -> Integers:
    """Return for each leg the position of its presence; presences are sorted by (agent, from)."""
    return np.searchsorted(_sortable(agent, from_s), _sortable(served.agent, served.from_s), side="right") - 1


def _sortable(agent: Integers, time_s: Floats) -> Integers:
    """Return one whole number per (agent, time) that sorts like the pair: times are whole steps of the grid."""
    return (agent << 44) + (time_s * GRID_PER_S).astype(np.int64)


def _seconds(spans: _Spans, bounds: Floats, agents: int) -> Floats:
    """Return how long each agent was in each state; shape (agents, 2, states, intervals + 1), the 2 is overtime.

    The seconds of an interval are those from each start in it to its end, less those from each end in it, and its
    whole length for each span that is there when it begins. After closing the end may be any instant, for every span
    ends: it is closing itself.
    """
    regular_to_s = np.maximum(np.minimum(spans.to_s, spans.overtime_s), spans.from_s)
    late = np.flatnonzero(spans.to_s > regular_to_s)
    late_row = spans.row[late] + _STATES
    row = np.concatenate([spans.row, late_row, spans.row, late_row])
    time_s = np.concatenate([spans.from_s, regular_to_s[late], regular_to_s, spans.to_s[late]])
    starts = np.ones(len(row))
    starts[len(row) // 2 :] = -1.0
    ends_s = np.append(bounds[1:], bounds[-1])
    interval = np.searchsorted(bounds, time_s, side="right") - 1
    cell, cells, shape = row * len(bounds) + interval, agents * _ROWS * len(bounds), (-1, len(bounds))
    # Where nobody ever was, numpy would count in whole numbers.
    weights = np.bincount(cell, starts * (ends_s[interval] - time_s), minlength=cells).astype(np.float64, copy=False)
    seconds: Floats = weights.reshape(shape)
    there = np.bincount(cell, starts, minlength=cells).reshape(shape).cumsum(axis=1)
    seconds[:, 1:] += there[:, :-1] * (ends_s - bounds)[1:]
    return seconds.reshape(agents, 2, _STATES, len(bounds))


def _columns(seconds: Floats, group_of: Integers) -> Columns:
    """Return the cells above 0 of seconds, shape (agents, intervals + 1, 2, states), as columns."""
    agent, interval, overtime, state = np.nonzero(seconds)
    return {
        "agent": agent.astype(np.int32),
        "group": group_of[agent].astype(np.int16),
        "interval": interval.astype(np.int32),
        "state": state.astype(np.int8),
        "overtime": overtime.astype(np.bool_),
        "seconds": seconds[agent, interval, overtime, state],
    }
