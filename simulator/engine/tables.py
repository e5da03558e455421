"""From the engine's book to the log's tables: lists become columns, nothing is decided any more."""

import numpy as np
from numpy.typing import NDArray

from simulator.demand.workload import Workload
from simulator.engine.book import Book
from simulator.log import NOBODY, Cause, Columns, Context, LegKind


def contacts_table(book: Book, workload: Workload, channel_of: tuple[int, ...]) -> Columns:
    """Return the log's table ``contacts``, in the order of the contact numbers."""
    count = len(book.arrived_s)
    rows = np.arange(count)
    answered_s, ended_s = np.array(book.answered_s), np.array(book.ended_s)
    queued_s = np.array(book.queued_s)
    wait_s = np.where(np.isnan(answered_s), ended_s, answered_s) - queued_s
    return {
        "contact": rows,
        "customer": rows,
        "case": rows,
        "parent": np.full(count, NOBODY, dtype=np.int64),
        "cause": np.full(count, Cause.FIRST, dtype=np.int8),
        "attempt": np.ones(count, dtype=np.int32),
        "type": workload.type,
        "channel": np.array(channel_of, dtype=np.int16)[workload.type],
        "arrived_s": workload.arrived_s,
        "queued_s": queued_s,
        "assigned_s": answered_s,
        "answered_s": answered_s,
        "ended_s": ended_s,
        "closed_s": np.array(book.closed_s),
        "wait_s": wait_s,
        "since_arrival_s": wait_s + (queued_s - workload.arrived_s),
        "patience_s": workload.patience_s,
        "ended_by": np.frombuffer(book.ended_by, dtype=np.int8) if count else np.zeros(0, dtype=np.int8),
        "context": np.full(count, Context.NONE, dtype=np.int8),
    }


def legs_table(book: Book, group_of: NDArray[np.int64]) -> Columns:
    """Return the log's table ``legs``, sorted by contact and time. A wrap-up of no length has no leg."""
    queue_row = np.frombuffer(book.queue_leg_row, dtype=np.int64)
    row = np.frombuffer(book.agent_leg_row, dtype=np.int64)
    agent = np.frombuffer(book.agent_leg_agent, dtype=np.int32)
    talk_to_s, to_s = np.frombuffer(book.agent_leg_talk_to_s), np.frombuffer(book.agent_leg_to_s)
    wrapped = to_s > talk_to_s
    contact = np.concatenate([queue_row, row, row[wrapped]])
    kinds = np.repeat(
        np.array([LegKind.QUEUE, LegKind.TALK, LegKind.WRAP_UP], dtype=np.int8),
        [len(queue_row), len(row), int(wrapped.sum())],
    )
    from_s = np.concatenate(
        [np.frombuffer(book.queue_leg_from_s), np.frombuffer(book.agent_leg_from_s), talk_to_s[wrapped]]
    )
    ends_s = np.concatenate([np.frombuffer(book.queue_leg_to_s), talk_to_s, to_s[wrapped]])
    agents = np.concatenate([np.full(len(queue_row), NOBODY, dtype=np.int32), agent, agent[wrapped]])
    order = np.lexsort((kinds, from_s, contact))
    agents = agents[order]
    # The last entry stands for nobody: a leg in a queue has no group.
    groups = np.append(group_of, NOBODY)[agents].astype(np.int16)
    return {
        "contact": contact[order],
        "kind": kinds[order],
        "group": groups,
        "agent": agents,
        "from_s": from_s[order],
        "to_s": ends_s[order],
    }
