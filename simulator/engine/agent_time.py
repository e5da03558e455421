"""Agent time: what every agent did in every interval, from presences and legs.

A presence is cut at the interval bounds, its legs are counted as talk and wrap-up, what is left is available. All sums
are exact on the time grid, so an agent's states add up to the presence to the bit.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.engine.tables import AgentLegs, Floats, Integers
from simulator.log import Columns, State
from simulator.units import GRID_PER_S

_STATES = len(State)
Presence = tuple[int, float, float, float]
"""Agent, logged in, left, overtime since."""


def agent_time(
    presences: list[Presence], served: AgentLegs, group_of: Integers, interval_starts_s: Floats, closes_s: float
) -> Columns:
    """Return the log's table ``agent_time``: agent, group, interval, state, overtime, seconds (above 0 only).

    ``group_of`` has shape (agents,). The interval after the last one is the time after closing. Rows are sorted by
    agent, interval, overtime, state.
    """
    bounds = np.append(interval_starts_s, closes_s)
    agent, from_s, to_s, overtime_s = np.array(sorted(presences), dtype=np.float64).reshape(-1, 4).T
    number = agent.astype(np.int64)
    seconds = np.zeros((len(group_of), len(bounds), 2, _STATES))
    _add_presences(seconds[..., State.AVAILABLE], bounds, number, from_s, to_s, overtime_s)
    since_s = overtime_s[_presence_of(served, number, from_s)]
    for state, start_s, end_s in (
        (State.TALK, served.from_s, served.talk_to_s),
        (State.WRAP_UP, served.talk_to_s, served.to_s),
    ):
        busy = _legs(seconds.shape, bounds, served.agent, start_s, end_s, since_s)
        seconds[..., state] = busy
        seconds[..., State.AVAILABLE] -= busy
    return _columns(seconds, group_of)


def _add_presences(
    available: Floats, bounds: Floats, agent: Integers, from_s: Floats, to_s: Floats, overtime_s: Floats
) -> None:
    """Add presences to ``available`` (agents, intervals, overtime): few and long, so every one meets every interval."""
    upper = np.append(bounds[1:], np.inf)
    for overtime, start_s, end_s in (
        (0, from_s, np.minimum(to_s, overtime_s)),
        (1, np.maximum(from_s, overtime_s), to_s),
    ):
        inside = np.minimum(end_s[:, None], upper) - np.maximum(start_s[:, None], bounds)
        np.add.at(available[:, :, overtime], agent, np.maximum(inside, 0.0))


def _presence_of(served: AgentLegs, agent: Integers, from_s: Floats) -> Integers:
    """Return for each leg the position of its presence; presences are sorted by (agent, from)."""
    keys, wanted = _sortable(agent, from_s), _sortable(served.agent, served.from_s)
    return (np.searchsorted(keys, wanted, side="right") - 1).astype(np.int64)


def _sortable(agent: Integers, time_s: Floats) -> Integers:
    """Return one whole number per (agent, time) that sorts like the pair: times are whole steps of the grid."""
    return (agent << 44) + (time_s * GRID_PER_S).astype(np.int64)


def _legs(
    shape: tuple[int, ...], bounds: Floats, agent: Integers, from_s: Floats, to_s: Floats, overtime_s: Floats
) -> Floats:
    """Return seconds of legs per agent, interval and overtime: many and short, so each is cut where it must be."""
    total = np.zeros(int(np.prod(shape[:3])))
    late = to_s > overtime_s
    if late.any():
        regular_to_s = np.maximum(from_s, np.minimum(to_s, overtime_s))
        _cut(total, bounds, agent, from_s, regular_to_s, overtime=0)
        _cut(total, bounds, agent[late], np.maximum(from_s, overtime_s)[late], to_s[late], overtime=1)
    else:
        _cut(total, bounds, agent, from_s, to_s, overtime=0)
    return total.reshape(shape[:3])


def _cut(total: Floats, bounds: Floats, agent: Integers, from_s: Floats, to_s: Floats, overtime: int) -> None:
    """Add spans to ``total``, cut at ``bounds``: counted in the first interval, the rest in the next round."""
    upper = np.append(bounds[1:], np.inf)
    some = to_s > from_s
    if not some.all():
        agent, from_s, to_s = agent[some], from_s[some], to_s[some]
    interval = np.searchsorted(bounds, from_s, side="right") - 1
    while len(agent):
        end_s = np.minimum(to_s, upper[interval])
        cell = (agent * len(bounds) + interval) * 2 + overtime
        total += np.bincount(cell, end_s - from_s, minlength=len(total))
        beyond = to_s > end_s
        agent, from_s, to_s, interval = agent[beyond], end_s[beyond], to_s[beyond], interval[beyond] + 1


def _columns(seconds: NDArray[np.float64], group_of: Integers) -> Columns:
    """Return the cells of (agents, intervals, overtime, states) above 0 as columns."""
    agent, interval, overtime, state = np.nonzero(seconds)
    return {
        "agent": agent.astype(np.int32),
        "group": group_of[agent].astype(np.int16),
        "interval": interval.astype(np.int32),
        "state": state.astype(np.int8),
        "overtime": overtime.astype(np.bool_),
        "seconds": seconds[agent, interval, overtime, state],
    }
