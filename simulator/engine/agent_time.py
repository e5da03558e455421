"""Agent time: what every agent did in every interval, from presences and legs.

Presences and legs are spans of an agent in a state. A span counts where it starts and where it ends; in the intervals
between it is simply there. So it need not be cut, however many intervals it meets. All sums are exact on the time grid:
an agent's states add up to the presence to the bit.

Legs of contacts in slots overlap. Whoever has at least one in hand talks; how full the hand is stands beside it, as the
seconds of all that is in it.
"""

from dataclasses import dataclass

import numpy as np

from simulator.engine.tables import AgentLegs, Floats, Integers
from simulator.log import Columns, Partition, State
from simulator.units import GRID_PER_S

_STATES = len(State)
_AVAILABLE, _TALK, _WRAP_UP = int(State.AVAILABLE), int(State.TALK), int(State.WRAP_UP)
_ENGAGED, _IN_SLOTS = _STATES, _STATES + 1
"""Beside the states: with at least one contact in a slot, and the seconds of all contacts in slots."""
_TIME_BITS = 44
"""Enough for the steps of the grid in half a year."""
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
    presences: list[Presence],
    served: AgentLegs,
    shared: Integers,
    capacity: Integers,
    group_of: Integers,
    partition: Partition,
) -> Columns:
    """Return the log's table ``agent_time``, its cells above 0 s only.

    Columns: agent, group, interval, state, overtime, seconds, slot_seconds. ``shared`` are the positions of the legs of
    contacts in slots. ``capacity`` has shape (groups,): the slots of an agent; a contact in no slot fills
    all of them. ``group_of`` has shape (agents,). ``partition`` numbers the intervals and the times after closing. Rows
    are sorted by agent, interval, overtime, state.
    """
    rows = _STATES + 2 if len(shared) else _STATES
    seconds = _seconds(_spans(presences, served, shared, 2 * rows), partition.edges_s, len(group_of), rows)
    if (partition.part[:-1] > partition.part[1:]).any():
        seconds = seconds[..., np.argsort(partition.part)]
    # Presences were added up as available: what was done in them, in slots or not, is not.
    seconds[:, :, _AVAILABLE] -= seconds[:, :, _AVAILABLE + 1 : _IN_SLOTS if len(shared) else _STATES].sum(axis=2)
    return _columns(seconds.transpose(0, 3, 1, 2), capacity, group_of)


def _spans(presences: list[Presence], served: AgentLegs, shared: Integers, rows: int) -> _Spans:
    """Return presences (as AVAILABLE), talks, wrap-ups and what is in slots as spans; ``rows`` are those of an agent.

    ``shared`` are the legs in slots. A span of no length counts nothing.
    """
    number, in_s, out_s, since_s = np.array(sorted(presences), dtype=np.float64).reshape(-1, 4).T
    agent = number.astype(np.int64)
    presence = _presence_of(served, agent, in_s)
    served, shared, presence = _cut(served, shared, presence, out_s)
    overtime_s = since_s[presence]
    row, talk_to_s, to_s = served.agent * rows, served.talk_to_s, served.to_s
    spans = [(agent * rows + _AVAILABLE, in_s, out_s, since_s)]
    if len(shared):
        engaged, engaged_to_s = _engaged(served, shared)
        spans.append((row[engaged] + _ENGAGED, served.from_s[engaged], engaged_to_s, overtime_s[engaged]))
        spans.append((row[shared] + _IN_SLOTS, served.from_s[shared], to_s[shared], overtime_s[shared]))
        # What is in slots is neither the talk nor the wrap-up of a whole agent: there it has no length.
        talk_to_s, to_s = talk_to_s.copy(), to_s.copy()
        talk_to_s[shared] = to_s[shared] = served.from_s[shared]
    wrapped = np.flatnonzero(to_s > talk_to_s)
    spans.append((row + _TALK, served.from_s, talk_to_s, overtime_s))
    spans.append((row[wrapped] + _WRAP_UP, talk_to_s[wrapped], to_s[wrapped], overtime_s[wrapped]))
    return _Spans(*(np.concatenate(columns) for columns in zip(*spans, strict=True)))


def _cut(
    served: AgentLegs, shared: Integers, presence: Integers, out_s: Floats
) -> tuple[AgentLegs, Integers, Integers]:
    """Return the legs, cut where they go on in the agent's next presence, because he stayed into the next day.

    With them the positions of those in slots and the presence of each.
    """
    while len(late := np.flatnonzero(served.to_s > out_s[presence])):
        # What goes on stands at the end; a presence of the same agent follows, from the very instant on.
        cut_s = out_s[presence[late]]
        shared = np.append(shared, len(served.row) + np.flatnonzero(np.isin(late, shared)))
        talk_to_s, to_s, rest_talk_to_s = served.talk_to_s.copy(), served.to_s.copy(), served.talk_to_s[late]
        talk_to_s[late], to_s[late] = np.minimum(rest_talk_to_s, cut_s), cut_s
        served = AgentLegs(
            row=np.append(served.row, served.row[late]),
            agent=np.append(served.agent, served.agent[late]),
            from_s=np.append(served.from_s, cut_s),
            talk_to_s=np.append(talk_to_s, np.maximum(rest_talk_to_s, cut_s)),
            to_s=np.append(to_s, served.to_s[late]),
        )
        presence = np.append(presence, presence[late] + 1)
    return served, shared, presence


def _engaged(served: AgentLegs, shared: Integers) -> tuple[Integers, Floats]:
    """Return the spans in which an agent has one of the ``shared`` legs in hand: the first leg of each, and its end.

    Spans that only touch stay two: the agent may have gone and come between them.
    """
    start = _sortable(served.agent[shared], served.from_s[shared])
    order = np.argsort(start, kind="stable")
    shared, start = shared[order], start[order]
    # An agent's times sort before those of the next one, so the latest end so far is his own, or before his time.
    end = np.maximum.accumulate(_sortable(served.agent[shared], served.to_s[shared]))
    first = np.flatnonzero(np.append(True, start[1:] >= end[:-1])[: len(start)])
    last = np.append(first[1:], len(start))[: len(first)] - 1
    engaged = shared[first]
    return engaged, (end[last] - (served.agent[engaged] << _TIME_BITS)) / GRID_PER_S


def _presence_of(served: AgentLegs, agent: Integers, from_s: Floats) -> Integers:
    """Return for each leg the position of its presence; presences are sorted by (agent, from)."""
    return np.searchsorted(_sortable(agent, from_s), _sortable(served.agent, served.from_s), side="right") - 1


def _sortable(agent: Integers, time_s: Floats) -> Integers:
    """Return one whole number per (agent, time) that sorts like the pair: times are whole steps of the grid."""
    return (agent << _TIME_BITS) + (time_s * GRID_PER_S).astype(np.int64)


def _seconds(spans: _Spans, bounds: Floats, agents: int, rows: int) -> Floats:
    """Return how long each agent was in each state; shape (agents, 2, rows, intervals + 1), the 2 is overtime.

    The seconds of an interval are those from each start in it to its end, less those from each end in it, and its
    whole length for each span that is there when it begins. After closing the end may be any instant, for every span
    ends: it is closing itself.
    """
    regular_to_s = np.maximum(np.minimum(spans.to_s, spans.overtime_s), spans.from_s)
    late = np.flatnonzero(spans.to_s > regular_to_s)
    late_row = spans.row[late] + rows
    row = np.concatenate([spans.row, late_row, spans.row, late_row])
    time_s = np.concatenate([spans.from_s, regular_to_s[late], regular_to_s, spans.to_s[late]])
    starts = np.ones(len(row))
    starts[len(row) // 2 :] = -1.0
    ends_s = np.append(bounds[1:], bounds[-1])
    interval = np.searchsorted(bounds, time_s, side="right") - 1
    cell, cells, shape = row * len(bounds) + interval, agents * 2 * rows * len(bounds), (-1, len(bounds))
    # Where nobody ever was, numpy would count in whole numbers.
    weights = np.bincount(cell, starts * (ends_s[interval] - time_s), minlength=cells).astype(np.float64, copy=False)
    seconds: Floats = weights.reshape(shape)
    there = np.bincount(cell, starts, minlength=cells).reshape(shape).cumsum(axis=1)
    seconds[:, 1:] += there[:, :-1] * (ends_s - bounds)[1:]
    return seconds.reshape(agents, 2, rows, len(bounds))


def _columns(seconds: Floats, capacity: Integers, group_of: Integers) -> Columns:
    """Return the cells above 0 of seconds, shape (agents, intervals + 1, 2, rows), as columns."""
    shares = seconds.shape[3] > _STATES
    total = seconds
    if shares:
        total = seconds[..., :_STATES].copy()
        total[..., _TALK] += seconds[..., _ENGAGED]
    agent, interval, overtime, state = cells = np.nonzero(total)
    group, spent_s = group_of[agent], total[cells]
    slot_s = (seconds[cells] if shares else spent_s) * capacity[group]
    slot_s[state == _AVAILABLE] = 0.0
    if shares:
        talk = np.flatnonzero(state == _TALK)
        slot_s[talk] += seconds[agent[talk], interval[talk], overtime[talk], _IN_SLOTS]
    return {
        "agent": agent.astype(np.int32),
        "group": group.astype(np.int16),
        "interval": interval.astype(np.int32),
        "state": state.astype(np.int8),
        "overtime": overtime.astype(np.bool_),
        "seconds": spent_s,
        "slot_seconds": slot_s,
    }
