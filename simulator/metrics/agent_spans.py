"""What each agent did from when to when in one day: the coloured bars of a picture.

Made of the log's spans. A new bar begins whenever something changes: a contact comes or ends, talk becomes wrap-up,
overtime begins.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, RunLog, SpanKind, State
from simulator.metrics.outcomes import floats

AGENTS_MAX = 40
"""Of each group, the lowest roster numbers: more bars than these nobody can read."""
IN_HAND = (
    SpanKind.TALK, SpanKind.HOLD, SpanKind.REPLY, SpanKind.READING, SpanKind.IN_VAIN, SpanKind.WRAP_UP,
    SpanKind.IN_HAND,
)  # fmt: skip
"""The spans in which an agent has a contact in hand."""
TALKING = tuple(kind for kind in IN_HAND if kind is not SpanKind.WRAP_UP)
_ALONE = {
    SpanKind.OFF_PHONE: State.OFF_PHONE,
    SpanKind.BREAK: State.BREAK,
    SpanKind.ABSENT: State.ABSENT,
    SpanKind.AWAY: State.AWAY,
    SpanKind.HELPING: State.HELPING,
}
"""The spans in which an agent is paid and not there for contacts: off the phone, or with another agent."""
_KINDS = ((SpanKind.DUTY,), IN_HAND, TALKING, (SpanKind.OVERTIME,), *((kind,) for kind in _ALONE))
"""What is counted of each agent at every instant."""

Rows = NDArray[np.intp]


def agent_spans(log: RunLog, agents_max: int = AGENTS_MAX) -> Columns:
    """Return the columns group, agent, state, in_hand, overtime, from_s, to_s, sorted by agent and time.

    Where there are teams, a last column has them.

    ``agent`` is the number on the roster, as in the log. With several contacts in hand the state is talk
    while one of them is talked to. A log without agents' stays gives no rows, and what was before the time that is
    reported is left out.
    """
    reported = floats(log.spans["to_s"]) > log.facts.reports_from_s
    stays = np.flatnonzero((log.spans["kind"] == SpanKind.DUTY) & reported)
    if not len(stays):
        nobody = np.empty(0, dtype=np.intp)
        return _columns(nobody, nobody, nobody, np.empty((0, len(_KINDS)), dtype=np.int64), np.empty(1))
    agents, group, number = _numbered(*(log.spans[name][stays].astype(np.intp) for name in ("agent", "group")))
    agent, time_s, change = _changes(log, agents[number < agents_max])
    order = np.lexsort((time_s, agent))
    agent, time_s, there = agent[order], time_s[order], change[order].cumsum(axis=0)
    # An agent's changes add up to nothing, so what is there begins anew with the next one.
    begins = np.flatnonzero((agent[1:] == agent[:-1]) & (time_s[1:] > time_s[:-1]) & (there[:-1, 0] > 0))
    place = np.searchsorted(agents, agent[begins])
    found = _columns(group[place], agent[begins], begins, there, time_s)
    if log.facts.teams is None:
        return found
    return found | {"team": log.facts.teams.team_of_agent[found["agent"]].astype(np.int16)}


def _numbered(agent: Rows, group: Rows) -> tuple[Rows, Rows, Rows]:
    """Return the agents who were there, sorted, with the group of each and its number in the group, from 0."""
    agents, first = np.unique(agent, return_index=True)
    group_of = group[first]
    number = np.zeros(len(agents), dtype=np.intp)
    for one in np.unique(group_of):
        mine = np.flatnonzero(group_of == one)
        number[mine] = np.arange(len(mine))
    return agents, group_of, number


def _changes(log: RunLog, agents: Rows) -> tuple[Rows, NDArray[np.float64], NDArray[np.int64]]:
    """Return (agent, time, by how much present, in hand, in talk, in overtime, and alone each way change)."""
    spans = log.spans
    from_s, to_s = floats(spans["from_s"]), floats(spans["to_s"])
    mine = np.flatnonzero(np.isin(spans["agent"], agents) & (to_s > log.facts.reports_from_s))
    kind, agent = spans["kind"][mine], spans["agent"][mine].astype(np.intp)
    from_s, to_s = np.maximum(from_s[mine], log.facts.reports_from_s), to_s[mine]
    change = np.stack([np.isin(kind, kinds) for kinds in _KINDS], axis=1).astype(np.int64)
    return np.tile(agent, 2), np.concatenate((from_s, to_s)), np.concatenate((change, -change))


def _columns(group: Rows, agent: Rows, begins: Rows, there: NDArray[np.int64], time_s: NDArray[np.float64]) -> Columns:
    _, in_hand, talking, late, *off = there[begins].T
    idle = np.full(len(begins), int(State.AVAILABLE))
    for state_off, column in zip(_ALONE.values(), off, strict=True):
        idle[column > 0] = int(state_off)
    state = np.where(in_hand == 0, idle, np.where(talking > 0, int(State.TALK), int(State.WRAP_UP)))
    return {
        "group": group.astype(np.int16),
        "agent": agent.astype(np.int32),
        "state": state.astype(np.int8),
        "in_hand": in_hand.astype(np.int32),
        "overtime": late > 0,
        "from_s": time_s[begins],
        "to_s": time_s[begins + 1],
    }
