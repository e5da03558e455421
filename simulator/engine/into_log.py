"""From the engine's book to the log's tables: what was written becomes columns; nothing is decided any more."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.book import Birth, Book
from simulator.engine.columns import PASSING, SERVICE, WAIT, numbers_of
from simulator.engine.solving import Solving
from simulator.engine.tables import Tables
from simulator.log import NOBODY, Cause, Columns, Context, EndedBy, SpanKind

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Stay = tuple[int, float, float, float]
"""Agent, logged in, left, overtime since."""

# To numpy a plain number is ten times as fast as a member of an enum.
_AGENT, _FIRST, _NO_CONTEXT = int(EndedBy.AGENT), int(Cause.FIRST), int(Context.NONE)
_QUEUE, _TALK, _WRAP_UP = int(SpanKind.QUEUE), int(SpanKind.TALK), int(SpanKind.WRAP_UP)
_DUTY, _OVERTIME = int(SpanKind.DUTY), int(SpanKind.OVERTIME)


def contacts_table(book: Book, tables: Tables, solving: Solving | None) -> Columns:
    """Return the log's table ``contacts``, a row for each of the book; without ``solving`` what is closed is solved."""
    channel_of, group_of = tables.channels.of_type, tables.staff.team_of
    first, count = book.workload, len(book)
    cases, births = len(first), _columns_of(book.born_later)
    rows, written = np.arange(count), book.written()
    type_ = _grown(first.type, births.type)
    arrived_s = _with_tail(first.arrived_s, written.late_arrived_s)
    queued_s, answered_s, ended_s = written.queued_s, written.answered_s, written.ended_s
    answered_by, solved, ended_by = written.answered_by, written.solved, written.ended_by
    closed_s, closed_by = np.full(count, np.nan), np.full(count, NOBODY, dtype=np.int32)
    closings = numbers_of(book.closings, SERVICE)
    row, agent = closings[:, 0].astype(np.int64), closings[:, 1]
    # Of most contacts a closing is all that was written: nobody had answered before, and who did not wait was taken at
    # once.
    unanswered = answered_by[row] < 0
    answered_by[row] = np.where(unanswered, agent, answered_by[row])
    answered_s[row] = np.where(unanswered, closings[:, 2], answered_s[row])
    queued_s = np.where(np.isnan(queued_s), answered_s, queued_s)
    ended_s[row], closed_s[row], closed_by[row] = closings[:, 3], closings[:, 4], agent
    ended_by[row], solved[row] = _AGENT, 1
    if solving is not None:
        solved[row] = solving.solved(type_, row, agent.astype(np.int64))
        cut, by = np.array(book.talked_to_end, dtype=np.int64).reshape(-1, 2).T
        solved[cut] = solving.solved(type_, cut, by)
    wait_s = np.where(answered_by < 0, ended_s, answered_s) - queued_s
    case = _grown(rows[:cases], births.case)
    return {
        "contact": rows,
        "case": case,
        "customer": case,
        "parent": _grown(np.full(cases, NOBODY, dtype=np.int64), births.parent),
        "cause": _grown(np.full(cases, _FIRST, dtype=np.int8), births.cause),
        "attempt": _grown(np.ones(cases, dtype=np.int32), births.attempt),
        "hop": _grown(np.zeros(cases, dtype=np.int32), births.hop),
        "type": type_,
        "segment": _grown(first.segment, births.segment),
        "channel": channel_of[type_],
        "arrived_s": arrived_s,
        "place_s": _but(written.place_s.copy(), book.first_place_s),
        "queued_s": queued_s,
        "assigned_s": answered_s,
        "answered_s": answered_s,
        "ended_s": ended_s,
        "closed_s": closed_s,
        "wait_s": wait_s,
        "since_arrival_s": wait_s + (queued_s - arrived_s),
        "patience_s": _but(_with_tail(first.patience_s, written.late_patience_s), book.first_patience_s),
        "ended_by": ended_by,
        "context": _grown(np.full(cases, _NO_CONTEXT, dtype=np.int8), births.context),
        "answered_by": answered_by,
        "answered_group": group_of[answered_by],
        "closed_by": closed_by,
        "closed_group": group_of[closed_by],
        "solved": solved,
        **(_of_rules(book, tables, answered_by) if tables.rules.any else {}),
    }


def _of_rules(book: Book, tables: Tables, answered_by: NDArray[np.int32]) -> Columns:
    """Return the columns that only some scenarios have: of who comes again, is passed on, tells everything again."""
    rules, count, columns = tables.rules, len(book), {}
    if rules.follow_ups:
        columns["again_s"] = _but(np.full(count, np.nan), book.again_s)
    if rules.transfers:
        columns["passes"] = _but(np.zeros(count, dtype=np.int16), book.passes)
    if rules.loses_context:
        # Where nobody has to know it during the run, it is counted here: of contacts that were answered.
        told = {row: [1, story_s] for row, story_s in book.to_tell.items() if answered_by[row] >= 0}
        told = {row: story for row, story in told.items() if row not in book.passes} | book.stories
        columns["stories"] = _but(np.zeros(count, dtype=np.int16), {row: one[0] for row, one in told.items()})
        columns["repeated_s"] = _but(np.zeros(count), {row: one[1] for row, one in told.items()})
    return columns


def _but(column: NDArray[Any], others: Mapping[int, float]) -> NDArray[Any]:
    """Return ``column``, or a copy in which some rows have other values."""
    if others:
        column = column.copy()
        column[list(others)] = list(others.values())
    return column


def passed_table(book: Book, roster: tuple[range, ...], group_of: NDArray[np.int16]) -> Columns:
    """Return the log's table ``passed``, by contact and time; empty where nobody was passed on within a type."""
    if not book.passings:
        return {}
    row, pool, passed_s = numbers_of(book.passings, PASSING).T
    order = np.argsort(row, kind="stable")
    # A pool in which nobody ever is belongs to no team but its own.
    groups = [group_of[members.start] if members else number for number, members in enumerate(roster)]
    to = np.array([*groups, NOBODY], dtype=np.int16)
    return {
        "contact": row[order].astype(np.int64),
        "group": to[pool[order].astype(np.int64)],
        "passed_s": passed_s[order],
    }


def spans_table(book: Book, stays: list[Stay], group_of: NDArray[np.int16]) -> Columns:
    """Return the log's table ``spans``: contacts' by contact and time, then agents' own by agent and time."""
    others = of_agents = numbers_of(book.spans, SERVICE)
    if len(others):
        alone = others[:, 0] < 0
        others, of_agents = others[~alone], others[alone]
    own = _agents_own(stays, of_agents)
    columns, order = _of_contacts(book, others, len(own))
    contact, kind, agent, from_s, to_s = columns
    here = slice(len(order), len(order) + len(own))
    contact[here] = NOBODY
    agent[here], from_s[here], kind[here], to_s[here] = np.array(own, dtype=np.float64).reshape(-1, 4).T
    order = np.concatenate((order, np.arange(here.start, here.stop)))
    contact, kind, agent, from_s, to_s = (column[order] for column in columns)
    by = agent.astype(np.int32)
    return {
        "contact": contact.astype(np.int64),
        "kind": kind.astype(np.int8),
        "group": group_of[by],
        "agent": by,
        "from_s": from_s,
        "to_s": to_s,
    }


def _of_contacts(book: Book, others: Floats, more: int) -> tuple[Floats, Integers]:
    """Return spans of contacts as five columns with room for so many ``more``, and their order.

    The columns are those of a span in the book. They are sorted by contact and as they were begun; a wrap-up of no
    length has no span.
    """
    waits, talks = numbers_of(book.waits, WAIT), numbers_of(book.closings, SERVICE)
    if book.services:
        talks = np.concatenate((talks, numbers_of(book.services, SERVICE)))
    wrapped = talks[talks[:, 4] > talks[:, 3]]
    talk, wrap_up = len(waits), len(waits) + len(talks)
    other = wrap_up + len(wrapped)
    count = other + len(others)
    columns = np.empty((SERVICE, count + more))
    contact, kind, agent, from_s, to_s = columns
    contact[:talk], from_s[:talk], to_s[:talk] = waits.T
    contact[talk:wrap_up], agent[talk:wrap_up], from_s[talk:wrap_up], to_s[talk:wrap_up] = talks[:, :4].T
    contact[wrap_up:other], agent[wrap_up:other], _, from_s[wrap_up:other], to_s[wrap_up:other] = wrapped.T
    kind[:talk], kind[talk:wrap_up], kind[wrap_up:other], agent[:talk] = _QUEUE, _TALK, _WRAP_UP, NOBODY
    columns[:, other:count] = others.T
    order = None if len(others) else _placed(contact[:count].astype(np.int64), talk, wrap_up, len(book))
    if order is None or (book.services and not _in_turn(contact[order], from_s[order])):
        # Of one instant, what was over at once was begun first.
        order = np.lexsort((to_s[:count], from_s[:count], contact[:count]))
    return columns, order


def _placed(contact: Integers, talk: int, wrap_up: int, contacts: int) -> Integers | None:
    """Return the order of waits, of talks (from ``talk`` on) and of wrap-ups (from ``wrap_up`` on), by contact.

    For contacts that wait, talk and are wrapped up at most once, and in that order; who waits again after a talk is not
    noticed. None where a contact does more, and a sort must find out.
    """
    sizes = np.bincount(contact, minlength=contacts)
    start = np.cumsum(sizes)
    start -= sizes
    place = start[contact]
    waited = np.zeros(contacts, dtype=np.int64)
    waited[contact[:talk]] = 1
    place[talk:] += waited[contact[talk:]]
    place[wrap_up:] += 1
    order = np.full(len(contact), NOBODY)
    order[place] = np.arange(len(contact))
    # Two spans in one place leave another one empty.
    return order if order.min(initial=0) >= 0 else None


def _in_turn(contact: Floats, from_s: Floats) -> bool:
    """Return whether the spans of each contact stand in the order of time."""
    return bool(((from_s[1:] >= from_s[:-1]) | (contact[1:] != contact[:-1])).all())


def _agents_own(stays: list[Stay], others: Floats) -> list[tuple[float, float, float, float]]:
    """Return the spans of agents alone, (agent, from, kind, to) each, sorted: stays, and what of them was overtime.

    They are few: for the four agents of a small center numpy would be asked a dozen times.
    """
    own = [(agent, in_s, _DUTY, out_s) for agent, in_s, out_s, _ in stays]
    late = [(agent, max(since_s, in_s), _OVERTIME, out_s) for agent, in_s, out_s, since_s in stays]
    own += [one for one in late if one[1] < one[3]]
    if len(others):
        own += [(agent, from_s, kind, to_s) for _, kind, agent, from_s, to_s in others.tolist()]
    return sorted(own)


class _BornColumns(NamedTuple):
    """What a `Birth` says, as a column for each of its fields."""

    case: Integers
    parent: Integers
    cause: Integers
    attempt: Integers
    hop: Integers
    type: Integers
    segment: Integers
    context: Integers


def _columns_of(births: list[Birth]) -> _BornColumns:
    # All numbers at once: a column at a time, by attribute, takes several times as long.
    numbers = np.fromiter(chain.from_iterable(births), dtype=np.int64, count=len(births) * len(Birth._fields))
    return _BornColumns(*numbers.reshape(-1, len(Birth._fields)).T)


def _grown(column: NDArray[Any], tail: Integers) -> NDArray[Any]:
    """Return ``column`` with what contacts born later have behind it; mostly there are none."""
    return np.concatenate([column, tail.astype(column.dtype)]) if len(tail) else column


def _with_tail(column: NDArray[Any], tail: NDArray[Any]) -> NDArray[Any]:
    """Return ``column`` with what contacts born later have behind it; mostly there are none."""
    return np.concatenate([column, tail]) if len(tail) else column
