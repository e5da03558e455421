"""Agent time: what every agent did in every interval, from presences and legs.

Presences and legs are spans of an agent in a state. All are cut at the interval bounds in one pass; what a presence has
beside its legs is available. Sums are exact on the time grid: an agent's states add up to the presence to the bit.
"""

from dataclasses import dataclass

import numpy as np

from simulator.engine.tables import AgentLegs, Floats, Integers
from simulator.log import Columns, State
from simulator.units import GRID_PER_S

_STATES = len(State)
Presence = tuple[int, float, float, float]
"""Agent, logged in, left, overtime since."""


@dataclass(frozen=True)
class _Spans:
    """Columns of spans [from_s, to_s); what begins at or after ``overtime_s`` is overtime."""

    agent: Integers
    state: Integers
    from_s: Floats
    to_s: Floats
    overtime_s: Floats

    def take(self, rows: Integers) -> "_Spans":
        return _Spans(self.agent[rows], self.state[rows], self.from_s[rows], self.to_s[rows], self.overtime_s[rows])


def agent_time(
    presences: list[Presence], served: AgentLegs, group_of: Integers, interval_starts_s: Floats, closes_s: float
) -> Columns:
    """Return the log's table ``agent_time``: agent, group, interval, state, overtime, seconds (above 0 only).

    ``group_of`` has shape (agents,). The interval after the last one is the time after closing. Rows are sorted by
    agent, interval, overtime, state.
    """
    bounds = np.append(interval_starts_s, closes_s)
    spans = _cut(_split_at_overtime(_spans(presences, served)), bounds)
    interval = np.searchsorted(bounds, spans.from_s, side="right") - 1
    overtime = spans.from_s >= spans.overtime_s
    cell = ((spans.agent * len(bounds) + interval) * 2 + overtime) * _STATES + spans.state
    cells = len(group_of) * len(bounds) * 2 * _STATES
    seconds = np.bincount(cell, spans.to_s - spans.from_s, minlength=cells).astype(np.float64, copy=False)
    by_state = seconds.reshape(-1, _STATES)
    # Presences were added up as available: what was done in them is not.
    by_state[:, State.AVAILABLE] -= by_state[:, State.AVAILABLE + 1 :].sum(axis=1)
    return _columns(seconds, len(bounds), group_of)


def _spans(presences: list[Presence], served: AgentLegs) -> _Spans:
    """Return presences (as AVAILABLE), talks and wrap-ups as spans."""
    number, in_s, out_s, since_s = np.array(sorted(presences), dtype=np.float64).reshape(-1, 4).T
    agent = number.astype(np.int64)
    overtime_s = since_s[_presence_of(served, agent, in_s)]
    wrapped = np.flatnonzero(served.to_s > served.talk_to_s)
    counts = [len(agent), len(served.agent), len(wrapped)]
    return _Spans(
        agent=np.concatenate([agent, served.agent, served.agent[wrapped]]),
        state=np.repeat([State.AVAILABLE, State.TALK, State.WRAP_UP], counts),
        from_s=np.concatenate([in_s, served.from_s, served.talk_to_s[wrapped]]),
        to_s=np.concatenate([out_s, served.talk_to_s, served.to_s[wrapped]]),
        overtime_s=np.concatenate([since_s, overtime_s, overtime_s[wrapped]]),
    )


def _presence_of(served: AgentLegs, agent: Integers, from_s: Floats) -> Integers:
    """Return for each leg the position of its presence; presences are sorted by (agent, from)."""
    keys, wanted = _sortable(agent, from_s), _sortable(served.agent, served.from_s)
    return (np.searchsorted(keys, wanted, side="right") - 1).astype(np.int64)


def _sortable(agent: Integers, time_s: Floats) -> Integers:
    """Return one whole number per (agent, time) that sorts like the pair: times are whole steps of the grid."""
    return (agent << 44) + (time_s * GRID_PER_S).astype(np.int64)


def _split_at_overtime(spans: _Spans) -> _Spans:
    """Cut the spans in which overtime begins in two."""
    crossing = np.flatnonzero((spans.from_s < spans.overtime_s) & (spans.overtime_s < spans.to_s))
    if not len(crossing):
        return spans
    late = spans.take(crossing)
    to_s = spans.to_s.copy()
    to_s[crossing] = late.overtime_s
    return _Spans(
        agent=np.concatenate([spans.agent, late.agent]),
        state=np.concatenate([spans.state, late.state]),
        from_s=np.concatenate([spans.from_s, late.overtime_s]),
        to_s=np.concatenate([to_s, late.to_s]),
        overtime_s=np.concatenate([spans.overtime_s, late.overtime_s]),
    )


def _cut(spans: _Spans, bounds: Floats) -> _Spans:
    """Return ``spans`` cut at ``bounds``: each as often as it meets intervals."""
    first = np.searchsorted(bounds, spans.from_s, side="right")
    pieces = np.searchsorted(bounds, spans.to_s, side="left") - first + 1
    # A span of no length may end before it begins to count: it has one piece, of no length.
    np.maximum(pieces, 1, out=pieces)
    rows = np.repeat(np.arange(len(pieces)), pieces)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    cut = spans.take(rows)
    edge = first[rows] + nth
    bounds = np.append(bounds, np.inf)
    from_s = np.where(nth == 0, cut.from_s, bounds[edge - 1])
    return _Spans(cut.agent, cut.state, from_s, np.minimum(cut.to_s, bounds[edge]), cut.overtime_s)


def _columns(seconds: Floats, intervals: int, group_of: Integers) -> Columns:
    """Return the cells of (agents, intervals, overtime, states) above 0 as columns."""
    cell = np.flatnonzero(seconds)
    agent = cell // (intervals * 2 * _STATES)
    return {
        "agent": agent.astype(np.int32),
        "group": group_of[agent].astype(np.int16),
        "interval": (cell // (2 * _STATES) % intervals).astype(np.int32),
        "state": (cell % _STATES).astype(np.int8),
        "overtime": (cell // _STATES % 2).astype(np.bool_),
        "seconds": seconds[cell],
    }
