"""Agents' time: what every agent, or every group, did in every interval, summed from spans.

What a span counts for is one table, `COUNTS_FOR`. A span counts where it starts and where it ends; in the intervals
between it is simply there. So it need not be cut, however many intervals it meets. All sums are exact on the time grid:
an agent's states add up to the time on duty to the bit.

Spans of contacts in slots overlap. Whoever has at least one in hand talks; how full the hand is stands beside it, as
the seconds of all that is in it. Time before reporting begins is in no interval and is not counted.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, RunLog, SpanKind, State
from simulator.log.time_sums import by_agent, by_group

Floats = NDArray[np.float64]

COUNTS_FOR: dict[SpanKind, State] = {
    SpanKind.TALK: State.TALK,
    SpanKind.HOLD: State.TALK,
    SpanKind.REPLY: State.TALK,
    SpanKind.IN_HAND: State.TALK,
    SpanKind.WRAP_UP: State.WRAP_UP,
    SpanKind.DUTY: State.AVAILABLE,
    SpanKind.OFF_PHONE: State.OFF_PHONE,
    SpanKind.BREAK: State.BREAK,
    SpanKind.ABSENT: State.ABSENT,
    SpanKind.AWAY: State.AWAY,
    SpanKind.HELPING: State.HELPING,
}
"""The state of an agent that a span of a kind counts for; spans of other kinds count for nothing. Who is on duty is
available, as far as he does nothing else; who stays with a customer until the next agent answers talks, and so does who
has a conversation in hand that is active, whether or not they write. An inactive one takes no time of anybody."""

_NONE = -1
_STATE_OF = np.array([COUNTS_FOR.get(kind, _NONE) for kind in SpanKind], dtype=np.int64)
_OVERTIME_ALONE = np.array([0 if kind is SpanKind.OVERTIME else _NONE for kind in SpanKind], dtype=np.int64)
"""Overtime as if it were the whole stay, and nothing else."""
_UNPAID_ABSENCE_ALONE = np.array([0 if kind is SpanKind.UNPAID_ABSENCE else _NONE for kind in SpanKind], dtype=np.int64)
"""The same of absence that is not paid."""


class GroupTime(NamedTuple):
    """Seconds by slot (intervals, then the times after each day's closing) and group."""

    seconds: Floats
    """Shape (slots, groups, states)."""
    slot_s: Floats
    """Shape (slots, groups): the time of all contacts in hand; one in no slot fills all slots of the agent."""


def agent_time(log: RunLog) -> Columns:
    """Return the columns agent, group, interval, state, overtime, seconds, slot_seconds, cells above 0 s only.

    Rows are sorted by agent, interval, overtime, state. Where the log brings sums of its own, it is those. Where there
    are teams, a last column has them.
    """
    found = by_agent(log, _STATE_OF) if log.agent_sums is None else log.agent_sums
    if log.facts.teams is None:
        return found
    return found | {"team": log.facts.teams.team_of_agent[found["agent"]].astype(np.int16)}


def group_time(log: RunLog) -> GroupTime:
    """Return the same by group, without looking at each agent."""
    if log.agent_sums is not None:
        return _added_up(log.agent_sums, *_shape(log))
    return GroupTime(*by_group(log, _STATE_OF))


def overtime_of_groups(log: RunLog) -> Floats:
    """Return the seconds of overtime by slot and group, shape (slots, groups); of sums of elsewhere, what they say."""
    if log.agent_sums is not None:
        late = log.agent_sums["overtime"].astype(np.bool_)
        seconds = _added_up({name: column[late] for name, column in log.agent_sums.items()}, *_shape(log)).seconds
    else:
        seconds = by_group(log, _OVERTIME_ALONE)[0]
    overtime_s: Floats = seconds.sum(axis=2)
    return overtime_s


def unpaid_absence_of_groups(log: RunLog) -> Floats:
    """Return the seconds of absence that is not paid, shape (slots, groups): no state of an agent, who is not there."""
    if log.agent_sums is not None or not (log.spans["kind"] == SpanKind.UNPAID_ABSENCE).any():
        return np.zeros(_shape(log))
    seconds: Floats = by_group(log, _UNPAID_ABSENCE_ALONE)[0].sum(axis=2)
    return seconds


def _shape(log: RunLog) -> tuple[int, int]:
    return len(log.facts.partition.edges_s), len(log.names.groups)


def _added_up(sums: dict[str, Any], slots: int, groups: int) -> GroupTime:
    """Return the sums of agents, added up by group."""
    seconds, slot_s = np.zeros((slots, groups, len(State))), np.zeros((slots, groups))
    np.add.at(seconds, (sums["interval"], sums["group"], sums["state"]), sums["seconds"])
    np.add.at(slot_s, (sums["interval"], sums["group"]), sums["slot_seconds"])
    return GroupTime(seconds, slot_s)
