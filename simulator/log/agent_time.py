"""Agents' time: what every agent, or every group, did in every interval, summed from spans.

What a span counts for is one table, `COUNTS_FOR`. A span counts where it starts and where it ends; in the intervals
between it is simply there. So it need not be cut, however many intervals it meets. All sums are exact on the time grid:
an agent's states add up to the time on duty to the bit.

Spans of contacts in slots overlap. Whoever has at least one in hand talks; how full the hand is stands beside it, as
the seconds of all that is in it. While its agent has a break, or a contact that needs all of them, an active
conversation is paused and counts for nothing. Time before reporting begins is in no interval and is not counted.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, RunLog, SpanKind, State
from simulator.log.pay import SpansOfRows, by_slot
from simulator.log.time_sums import by_agent, by_group

Floats = NDArray[np.float64]

COUNTS_FOR: dict[SpanKind, State] = {
    SpanKind.TALK: State.TALK,
    SpanKind.HOLD: State.TALK,
    SpanKind.REPLY: State.TALK,
    SpanKind.READING: State.TALK,
    SpanKind.IN_VAIN: State.TALK,
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
has a conversation in hand that is active, whether or not they write. One that is inactive or paused takes no time of
anybody."""

_NONE = -1
_IS_ACTIVE = (
    SpanKind.REPLY, SpanKind.READING, SpanKind.IN_VAIN, SpanKind.IN_HAND, SpanKind.PAUSED, SpanKind.WRAP_UP,
)  # fmt: skip
_STATE_OF = np.array([COUNTS_FOR.get(kind, _NONE) for kind in SpanKind], dtype=np.int64)
_FOCUS_OF = np.where(np.array([kind is SpanKind.IN_HAND for kind in SpanKind]), _NONE, _STATE_OF)
"""The same where a conversation counts only while its agent does something for it."""
_BUSY = [int(State.TALK), int(State.WRAP_UP), int(State.HELPING)]
_ACTIVE, _INACTIVE = range(2)
_HELD = np.array(
    [_INACTIVE if kind is SpanKind.INACTIVE else _ACTIVE if kind in _IS_ACTIVE else _NONE for kind in SpanKind]
)
"""What a span of a conversation says of it."""
_OVERTIME_ALONE = np.array([0 if kind is SpanKind.OVERTIME else _NONE for kind in SpanKind], dtype=np.int64)
"""Overtime as if it were the whole stay, and nothing else."""
_UNPAID_ABSENCE_ALONE = np.array([0 if kind is SpanKind.UNPAID_ABSENCE else _NONE for kind in SpanKind], dtype=np.int64)
"""The same of absence that is not paid."""


class ConversationTime(NamedTuple):
    """Seconds by slot and group, shape (slots, groups) each; see `GroupTime`."""

    focus_s: Floats
    """In which agents are engaged and do something: they write, wrap up, or have somebody who needs all of them."""
    active_s: Floats
    """Of all conversations in hand that are active, whatever their agents do meanwhile."""
    inactive_s: Floats
    """Of those that are not."""


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


def conversation_time(log: RunLog) -> ConversationTime | None:
    """Return what agents do in conversations, and for how long they have some; None where there are none."""
    silent = log.silences["contact"] if log.silences else np.empty(0, dtype=np.int64)
    # Who had left before an agent took them has no message.
    silent = silent[log.facts.by_replies[log.contacts["channel"][silent]]] if len(silent) else silent
    if not (log.replies or len(silent)) or log.agent_sums is not None:
        return None
    seconds = by_group(log, _FOCUS_OF)[0]
    kind, contact = log.spans["kind"], log.spans["contact"]
    talks = np.zeros(len(log.contacts["type"]) + 1, dtype=np.bool_)
    if log.replies:
        talks[log.replies["contact"]] = True
    talks[silent] = True
    # The last entry is that of nobody's contact: of an agent alone.
    row = np.where(talks[contact], _HELD[kind], _NONE)
    mine = np.flatnonzero(row >= 0)
    groups = len(log.names.groups)
    held = SpansOfRows(log.spans["group"][mine].astype(np.int64) * 2 + row[mine], *_from_to(log, mine))
    held_s = by_slot(held, lambda time_s: time_s, log.facts, groups * 2).reshape(groups, 2, -1)
    return ConversationTime(seconds[:, :, _BUSY].sum(axis=2), held_s[:, 0].T, held_s[:, 1].T)


def _from_to(log: RunLog, mine: NDArray[np.intp]) -> tuple[Floats, Floats]:
    return log.spans["from_s"][mine].astype(np.float64), log.spans["to_s"][mine].astype(np.float64)


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
