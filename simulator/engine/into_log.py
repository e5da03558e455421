"""From the engine's book to the log's tables: what was written becomes columns; nothing is decided any more."""

from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.book import SERVICE, SPAN, WAIT, Birth, Book
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
    cases, births = len(first), book.born_later
    rows = np.arange(count)
    # The last entry stands for nobody, who is in no group.
    groups = np.append(group_of, NOBODY).astype(np.int16)
    type_ = _grown(first.type, births, "type")
    arrived_s = _with_tail(first.arrived_s, book.arrived_s, len(births))
    queued_s, answered_s, ended_s = (_floats(column) for column in (book.queued_s, book.answered_s, book.ended_s))
    answered_by, solved = np.frombuffer(book.answered_by, dtype=np.int32), np.frombuffer(book.solved, dtype=np.int8)
    ended_by = np.frombuffer(book.ended_by, dtype=np.int8)
    closed_s, closed_by = np.full(count, np.nan), np.full(count, NOBODY, dtype=np.int32)
    closed, agent, _, ended_s_of_closed, closed_s_of_closed = _records(book.closings, SERVICE)
    row = closed.astype(np.int64)
    ended_s[row], closed_s[row] = ended_s_of_closed, closed_s_of_closed
    ended_by[row], closed_by[row], solved[row] = _AGENT, agent, 1
    wait_s = np.where(answered_by < 0, ended_s, answered_s) - queued_s
    case = _grown(rows[:cases], births, "case")
    return {
        "contact": rows,
        "case": case,
        "customer": case,
        "parent": _grown(np.full(cases, NOBODY, dtype=np.int64), births, "parent"),
        "cause": _grown(np.full(cases, int(Cause.FIRST), dtype=np.int8), births, "cause"),
        "attempt": _grown(np.ones(cases, dtype=np.int32), births, "attempt"),
        "hop": _grown(np.zeros(cases, dtype=np.int32), births, "hop"),
        "type": type_,
        "segment": _grown(first.segment, births, "segment"),
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
        "patience_s": _with_tail(first.patience_s, book.patience_s, len(births)),
        "ended_by": ended_by,
        "context": _grown(np.full(cases, int(Context.NONE), dtype=np.int8), births, "context"),
        "answered_by": answered_by,
        "answered_group": groups[answered_by],
        "closed_by": closed_by,
        "closed_group": groups[closed_by],
        "solved": solved,
    }


class _Spans(NamedTuple):
    """Columns of spans."""

    contact: Integers
    kind: NDArray[np.int8]
    agent: Integers
    from_s: Floats
    to_s: Floats

    def of(self, order: Integers | NDArray[np.bool_]) -> "_Spans":
        """Return some of them, in an order."""
        return _Spans(self.contact[order], self.kind[order], self.agent[order], self.from_s[order], self.to_s[order])


def _joined(parts: Sequence[_Spans]) -> _Spans:
    """Return the spans of all ``parts``, one after the other."""
    return _Spans(
        np.concatenate([part.contact for part in parts]),
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.agent for part in parts]),
        np.concatenate([part.from_s for part in parts]),
        np.concatenate([part.to_s for part in parts]),
    )


def spans_table(book: Book, stays: list[Stay], group_of: Integers) -> Columns:
    """Return the log's table ``spans``: contacts' by contact and time, then agents' own by agent and time."""
    spans = _joined([_of_contacts(book), _agents_own(book, stays)])
    return {
        "contact": spans.contact,
        "kind": spans.kind,
        "group": np.append(group_of, NOBODY).astype(np.int16)[spans.agent],
        "agent": spans.agent.astype(np.int32),
        "from_s": spans.from_s,
        "to_s": spans.to_s,
    }


def _of_contacts(book: Book) -> _Spans:
    """Return the spans of contacts, sorted by contact and as they were begun. A wrap-up of no length has none."""
    waited, wait_from_s, wait_to_s = _records(book.waits, WAIT)
    talks = (_records(book.closings, SERVICE), _records(book.services, SERVICE))
    served, by, from_s, talk_to_s, to_s = np.concatenate(talks, axis=1) if book.services else talks[0]
    waiting, row, agent = waited.astype(np.int64), served.astype(np.int64), by.astype(np.int64)
    wrapped = np.flatnonzero(to_s > talk_to_s)
    spans = _Spans(
        np.concatenate([waiting, row, row[wrapped]]),
        np.repeat(_KINDS, [len(waiting), len(row), len(wrapped)]),
        np.concatenate([np.full(len(waiting), NOBODY), agent, agent[wrapped]]),
        np.concatenate([wait_from_s, from_s, talk_to_s[wrapped]]),
        np.concatenate([wait_to_s, talk_to_s, to_s[wrapped]]),
    )
    order = None if book.spans else _placed(len(book), waiting, row, row[wrapped])
    if order is not None:
        placed = spans.of(order)
        if ((placed.from_s[1:] >= placed.from_s[:-1]) | (placed.contact[1:] != placed.contact[:-1])).all():
            return placed
    spans = _joined([spans, *_others(book, contacts=True)])
    # Of one instant, what was over at once was begun first.
    return spans.of(np.lexsort((spans.to_s, spans.from_s, spans.contact)))


def _placed(count: int, waiting: Integers, served: Integers, wrapped: Integers) -> Integers | None:
    """Return the order of spans when every contact waits, talks and is wrapped up at most once, and in that order.

    None where a contact does more, and a sort must find out.
    """
    waits, talks = np.bincount(waiting, minlength=count), np.bincount(served, minlength=count)
    if waits.max(initial=0) > 1 or talks.max(initial=0) > 1:
        return None
    sizes = waits + talks
    sizes += np.bincount(wrapped, minlength=count)
    start = np.cumsum(sizes) - sizes
    talk = start + waits
    order = np.empty(len(waiting) + len(served) + len(wrapped), dtype=np.int64)
    order[np.concatenate([start[waiting], talk[served], talk[wrapped] + 1])] = np.arange(len(order))
    return order


def _agents_own(book: Book, stays: list[Stay]) -> _Spans:
    """Return the spans of agents alone, sorted by (agent, from, kind, to): stays, and what of them was overtime."""
    number, in_s, out_s, since_s = np.array(stays, dtype=np.float64).reshape(-1, 4).T
    agent, late_from_s = number.astype(np.int64), np.maximum(since_s, in_s)
    late = np.flatnonzero(late_from_s < out_s)
    duty, overtime = np.full(len(agent), _DUTY, dtype=np.int8), np.full(len(late), _OVERTIME, dtype=np.int8)
    spans = _joined(
        [
            _Spans(np.full(len(agent), NOBODY), duty, agent, in_s, out_s),
            _Spans(np.full(len(late), NOBODY), overtime, agent[late], late_from_s[late], out_s[late]),
            *_others(book, contacts=False),
        ]
    )
    return spans.of(np.lexsort((spans.to_s, spans.kind, spans.from_s, spans.agent)))


def _others(book: Book, contacts: bool) -> list[_Spans]:
    """Return the spans that are neither a wait nor a service, of contacts or of agents alone; mostly there are none."""
    if not book.spans:
        return []
    row, kind, agent, from_s, to_s = _records(book.spans, SPAN)
    spans = _Spans(row.astype(np.int64), kind.astype(np.int8), agent.astype(np.int64), from_s, to_s)
    return [spans.of((row >= 0) == contacts)]


def _floats(column: "array[float]") -> Floats:
    return np.frombuffer(column, dtype=np.float64)


def _grown(column: NDArray[Any], births: list[Birth], name: str) -> NDArray[Any]:
    """Return ``column`` with what contacts born later have of that name behind it; mostly there are none."""
    return _with_tail(column, [getattr(one, name) for one in births], len(births)) if births else column


def _with_tail(column: NDArray[Any], values: list[Any], late: int) -> NDArray[Any]:
    """Return ``column`` with the last ``late`` of ``values`` behind it."""
    return np.concatenate([column, np.array(values[-late:], dtype=column.dtype)]) if late else column


def _records(flat: "array[float]", width: int) -> Floats:
    """Return records of ``width`` numbers as so many columns, each contiguous; the records are free again."""
    return _floats(flat).reshape(-1, width).T.copy()
