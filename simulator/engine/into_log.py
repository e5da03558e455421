"""From the engine's book to the log's tables: what was written becomes columns; nothing is decided any more."""

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.engine.book import SERVICE, SPAN, WAIT, Book
from simulator.log import NOBODY, Cause, Columns, Context, EndedBy, SpanKind

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Stay = tuple[int, float, float, float]
"""Agent, logged in, left, overtime since."""

# To numpy a plain number is ten times as fast as a member of an enum.
_AGENT = int(EndedBy.AGENT)
_KINDS = np.array([SpanKind.QUEUE, SpanKind.TALK, SpanKind.WRAP_UP], dtype=np.int8)
_DUTY, _OVERTIME = int(SpanKind.DUTY), int(SpanKind.OVERTIME)


def contacts_table(book: Book, channel_of: tuple[int, ...], group_of: Integers) -> Columns:
    """Return the log's table ``contacts``, a row for each of the book."""
    first, count = book.workload, len(book)
    cases, origins = len(first), book.born_later
    rows = np.arange(count)
    # The last entry stands for nobody, who is in no group.
    groups = np.append(group_of, NOBODY).astype(np.int16)
    type_ = _grown(first.type, [one.type for one in origins])
    arrived_s = _grown(first.arrived_s, book.arrived_s[cases:])
    queued_s, answered_s, ended_s = (_floats(column) for column in (book.queued_s, book.answered_s, book.ended_s))
    answered_by, solved = np.frombuffer(book.answered_by, dtype=np.int32), np.frombuffer(book.solved, dtype=np.int8)
    ended_by = np.frombuffer(book.ended_by, dtype=np.int8)
    closed_s, closed_by = np.full(count, np.nan), np.full(count, NOBODY, dtype=np.int32)
    closed, agent, _, ended_s_of_closed, closed_s_of_closed = _records(book.closings, SERVICE)
    row = closed.astype(np.int64)
    ended_s[row], closed_s[row] = ended_s_of_closed, closed_s_of_closed
    ended_by[row], closed_by[row], solved[row] = _AGENT, agent, 1
    wait_s = np.where(answered_by < 0, ended_s, answered_s) - queued_s
    case = _grown(rows[:cases], [one.case for one in origins])
    return {
        "contact": rows,
        "case": case,
        "customer": case,
        "parent": _grown(np.full(cases, NOBODY, dtype=np.int64), [one.parent for one in origins]),
        "cause": _grown(np.full(cases, int(Cause.FIRST), dtype=np.int8), [one.cause for one in origins]),
        "attempt": _grown(np.ones(cases, dtype=np.int32), [one.attempt for one in origins]),
        "type": type_,
        "segment": _grown(first.segment, [one.segment for one in origins]),
        "channel": np.array(channel_of, dtype=np.int16)[type_],
        "arrived_s": arrived_s,
        "place_s": _floats(book.place_s),
        "queued_s": queued_s,
        "assigned_s": answered_s,
        "answered_s": answered_s,
        "ended_s": ended_s,
        "closed_s": closed_s,
        "wait_s": wait_s,
        "since_arrival_s": wait_s + (queued_s - arrived_s),
        "patience_s": _grown(first.patience_s, book.patience_s[cases:]),
        "ended_by": ended_by,
        "context": _grown(np.full(cases, int(Context.NONE), dtype=np.int8), [one.context for one in origins]),
        "answered_by": answered_by,
        "answered_group": groups[answered_by],
        "closed_by": closed_by,
        "closed_group": groups[closed_by],
        "solved": solved,
    }


def spans_table(book: Book, stays: list[Stay], group_of: Integers) -> Columns:
    """Return the log's table ``spans``: contacts' by contact and time, then agents' own by agent and time."""
    own = _agents_own(book, stays)
    contact, kind, agent, from_s, to_s = (
        np.concatenate(columns) for columns in zip(_of_contacts(book), own, strict=True)
    )
    return {
        "contact": contact,
        "kind": kind,
        "group": np.append(group_of, NOBODY).astype(np.int16)[agent],
        "agent": agent.astype(np.int32),
        "from_s": from_s,
        "to_s": to_s,
    }


Spans = tuple[Integers, NDArray[np.int8], Integers, Floats, Floats]
"""Contact, kind, agent, from, to."""


def _of_contacts(book: Book) -> Spans:
    """Return the spans of contacts, sorted by (contact, from, kind). A wrap-up of no length has none."""
    waited, wait_from_s, wait_to_s = _records(book.waits, WAIT)
    talks = (_records(book.closings, SERVICE), _records(book.services, SERVICE))
    served, by, from_s, talk_to_s, to_s = np.concatenate(talks, axis=1) if book.services else talks[0]
    waiting, row, agent = waited.astype(np.int64), served.astype(np.int64), by.astype(np.int64)
    wrapped = np.flatnonzero(to_s > talk_to_s)
    spans = (
        np.concatenate([waiting, row, row[wrapped]]),
        np.repeat(_KINDS, [len(waiting), len(row), len(wrapped)]),
        np.concatenate([np.full(len(waiting), NOBODY), agent, agent[wrapped]]),
        np.concatenate([wait_from_s, from_s, talk_to_s[wrapped]]),
        np.concatenate([wait_to_s, talk_to_s, to_s[wrapped]]),
    )
    place = None if book.spans else _placed(len(book), waiting, row, row[wrapped])
    if place is not None:
        placed = _scattered(spans, place)
        same, later = placed[0][1:] == placed[0][:-1], placed[3][1:] >= placed[3][:-1]
        if (later | ~same).all():
            return placed
    other = _others(book, contacts=True)
    joined = tuple(np.concatenate(both) for both in zip(spans, other, strict=True))
    order = np.lexsort((joined[1], joined[3], joined[0]))
    contact, kind, agent, from_s, to_s = (column[order] for column in joined)
    return contact, kind, agent, from_s, to_s


def _placed(count: int, waiting: Integers, served: Integers, wrapped: Integers) -> Integers | None:
    """Return where each span stands when every contact waits, talks and is wrapped up at most once, in that order.

    None where a contact does more, and a sort must find out.
    """
    waits, talks = np.bincount(waiting, minlength=count), np.bincount(served, minlength=count)
    if waits.max(initial=0) > 1 or talks.max(initial=0) > 1:
        return None
    sizes = waits + talks
    sizes += np.bincount(wrapped, minlength=count)
    start = np.cumsum(sizes) - sizes
    talk = start + waits
    return np.concatenate([start[waiting], talk[served], talk[wrapped] + 1])


def _scattered(spans: Spans, place: Integers) -> Spans:
    """Return ``spans``, each at its ``place``."""
    contact, kind, agent, from_s, to_s = (np.empty_like(column) for column in spans)
    placed = contact, kind, agent, from_s, to_s
    for column, before in zip(placed, spans, strict=True):
        column[place] = before
    return placed


def _agents_own(book: Book, stays: list[Stay]) -> Spans:
    """Return the spans of agents alone, sorted by (agent, from, kind, to): stays, and what of them was overtime."""
    number, in_s, out_s, since_s = np.array(stays, dtype=np.float64).reshape(-1, 4).T
    late_from_s = np.maximum(since_s, in_s)
    late = np.flatnonzero(late_from_s < out_s)
    other = _others(book, contacts=False)
    agent = np.concatenate([number.astype(np.int64), number[late].astype(np.int64), other[2]])
    kind = np.concatenate([np.full(len(number), _DUTY, np.int8), np.full(len(late), _OVERTIME, np.int8), other[1]])
    from_s = np.concatenate([in_s, late_from_s[late], other[3]])
    to_s = np.concatenate([out_s, out_s[late], other[4]])
    order = np.lexsort((to_s, kind, from_s, agent))
    return np.full(len(order), NOBODY), kind[order], agent[order], from_s[order], to_s[order]


def _others(book: Book, contacts: bool) -> Spans:
    """Return the spans that are neither a wait nor a service, of contacts or of agents alone."""
    row, kind, agent, from_s, to_s = _records(book.spans, SPAN)
    mine = (row >= 0) == contacts
    number, who = row[mine].astype(np.int64), agent[mine].astype(np.int64)
    return number, kind[mine].astype(np.int8), who, from_s[mine], to_s[mine]


def _floats(column: "array[float]") -> Floats:
    return np.frombuffer(column, dtype=np.float64)


def _grown(column: NDArray[Any], more: Iterable[Any]) -> NDArray[Any]:
    """Return ``column`` with the values of the contacts born later, mostly none, behind it."""
    tail = np.array(list(more), dtype=column.dtype)
    return np.concatenate([column, tail]) if len(tail) else column


def _records(flat: "array[float]", width: int) -> Floats:
    """Return records of ``width`` numbers as so many columns, each contiguous."""
    return np.ascontiguousarray(_floats(flat).reshape(-1, width).T)
