"""From the engine's book to the log's tables: what was written once becomes columns; nothing is decided any more."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import Workload
from simulator.engine.book import AGENT_LEG, QUEUE_LEG, Book
from simulator.log import NOBODY, Cause, Columns, Context, EndedBy, LegKind

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# To numpy a plain number is ten times as fast as a member of an enum.
_AGENT, _BLOCKED = int(EndedBy.AGENT), int(EndedBy.BLOCKED)
_KINDS = np.array([LegKind.QUEUE, LegKind.TALK, LegKind.WRAP_UP], dtype=np.int8)


@dataclass(frozen=True)
class QueueLegs:
    """Intervals in a queue, in the order they ended."""

    row: Integers
    from_s: Floats
    to_s: Floats


@dataclass(frozen=True)
class AgentLegs:
    """Intervals with an agent, in the order they ended."""

    row: Integers
    agent: Integers
    from_s: Floats
    talk_to_s: Floats
    to_s: Floats


def queue_legs(book: Book) -> QueueLegs:
    """Return the book's legs in a queue as columns."""
    row, from_s, to_s = _matrix(book.queue_legs, QUEUE_LEG)
    return QueueLegs(row.astype(np.int64), from_s, to_s)


def agent_legs(book: Book) -> AgentLegs:
    """Return the book's legs with an agent as columns."""
    row, agent, from_s, talk_to_s, to_s = _matrix(book.agent_legs, AGENT_LEG)
    return AgentLegs(row.astype(np.int64), agent.astype(np.int64), from_s, talk_to_s, to_s)


def contacts_table(
    book: Book, workload: Workload, channel_of: tuple[int, ...], queued: QueueLegs, served: AgentLegs
) -> Columns:
    """Return the log's table ``contacts``, in the order of the contact numbers."""
    count = len(workload)
    rows = np.arange(count)
    ended_by = np.array(book.ended_by, dtype=np.int8)
    blocked = ended_by == _BLOCKED
    ended_by[served.row] = _AGENT
    answered_s, closed_s = np.full(count, np.nan), np.full(count, np.nan)
    ended_s = np.where(blocked, workload.arrived_s, np.nan)
    ended_s[queued.row] = queued.to_s
    answered_s[served.row] = served.from_s
    ended_s[served.row] = served.talk_to_s
    closed_s[served.row] = served.to_s
    queued_s = np.where(blocked, np.nan, workload.arrived_s)
    wait_s = np.where(ended_by == _AGENT, answered_s, ended_s) - queued_s
    return {
        "contact": rows,
        "customer": rows,
        "case": rows,
        "parent": np.full(count, NOBODY, dtype=np.int64),
        "cause": np.full(count, int(Cause.FIRST), dtype=np.int8),
        "attempt": np.ones(count, dtype=np.int32),
        "type": workload.type,
        "channel": np.array(channel_of, dtype=np.int16)[workload.type],
        "arrived_s": workload.arrived_s,
        "queued_s": queued_s,
        "assigned_s": answered_s,
        "answered_s": answered_s,
        "ended_s": ended_s,
        "closed_s": closed_s,
        "wait_s": wait_s,
        "since_arrival_s": wait_s + (queued_s - workload.arrived_s),
        "patience_s": workload.patience_s,
        "ended_by": ended_by,
        "context": np.full(count, int(Context.NONE), dtype=np.int8),
        "segment": workload.segment,
    }


def legs_table(queued: QueueLegs, served: AgentLegs, group_of: Integers) -> Columns:
    """Return the log's table ``legs``, sorted by contact and time. A wrap-up of no length has no leg."""
    wrapped = np.flatnonzero(served.to_s > served.talk_to_s)
    contact = np.concatenate([queued.row, served.row, served.row[wrapped]])
    kinds = np.repeat(_KINDS, [len(queued.row), len(served.row), len(wrapped)])
    from_s = np.concatenate([queued.from_s, served.from_s, served.talk_to_s[wrapped]])
    to_s = np.concatenate([queued.to_s, served.talk_to_s, served.to_s[wrapped]])
    agent = np.concatenate([np.full(len(queued.row), NOBODY), served.agent, served.agent[wrapped]])
    # Legs of one instant stay in the order of the kinds: the sort is stable.
    order = np.lexsort((from_s, contact))
    agent = agent[order]
    return {
        "contact": contact[order],
        "kind": kinds[order],
        # The last entry stands for nobody: a leg in a queue has no group.
        "group": np.append(group_of, NOBODY)[agent].astype(np.int16),
        "agent": agent.astype(np.int32),
        "from_s": from_s[order],
        "to_s": to_s[order],
    }


def _matrix(flat: list[float], width: int) -> Floats:
    """Return the numbers of ``flat`` as ``width`` columns, each contiguous, and empty it: columns take less."""
    columns = np.ascontiguousarray(np.fromiter(flat, np.float64, len(flat)).reshape(-1, width).T)
    flat.clear()
    return columns
