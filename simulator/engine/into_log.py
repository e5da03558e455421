"""From the engine's book to the log's tables: what was written becomes columns; nothing is decided any more."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.book import Birth, Book
from simulator.engine.columns import PASSING, SERVICE, WAIT, numbers_of
from simulator.engine.conversations_logged import InHand, first_taken, is_written_down, spans_in_hand
from simulator.engine.helping import HelpCall
from simulator.engine.log_rows import agents_own, born, fates, spans
from simulator.engine.silences_logged import divided
from simulator.engine.solving import Solving
from simulator.engine.tables import Tables
from simulator.engine.tables.read import ReadTable
from simulator.log import NOBODY, Cause, Columns, Context

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Stay = tuple[int, float, float, float]
"""Agent, logged in, left, overtime since."""

# To numpy a plain number is ten times as fast as a member of an enum.
_FIRST, _NO_CONTEXT = int(Cause.FIRST), int(Context.NONE)
_I64, _I32, _I8 = np.dtype(np.int64), np.dtype(np.int32), np.dtype(np.int8)


def contacts_table(
    book: Book, tables: Tables, solving: Solving | None, held: InHand | None = None, left_s: Floats | None = None
) -> Columns:
    """Return the log's table ``contacts``, a row for each of the book; without ``solving`` what is closed is solved.

    ``held`` are the conversations that were in hand; None where there were none. ``left_s`` says when each contact's
    customer left silently; None where nobody did.
    """
    channel_of, group_of = tables.channels.of_type, tables.staff.group_of
    first, count = book.workload, len(book)
    cases, births = len(first), _columns_of(book.born_later)
    rows, written = np.arange(count), book.written()
    type_ = _grown(first.type, births.type)
    arrived_s = _with_tail(first.arrived_s, written.late_arrived_s)
    queued_s, answered_s, ended_s = written.queued_s, written.answered_s, written.ended_s
    answered_by, solved, ended_by = written.answered_by, written.solved, written.ended_by
    closings = numbers_of(book.closings, SERVICE)
    if held is not None:
        closings = np.concatenate((closings, numbers_of(book.conversations, SERVICE)))
    told = fates(
        closings, type_, arrived_s, queued_s, answered_s, answered_by, ended_s, ended_by, solved, channel_of, group_of
    )
    if solving is not None:
        cut = np.array(book.talked_to_end, dtype=float).reshape(-1, 4)
        for talks in (closings[:, :4], cut):
            row, agent = talks[:, :2].astype(np.int64).T
            solved[row] = solving.solved(type_, row, agent, talks[:, 2:])
    case = _grown(rows[:cases], births.case)
    return {
        "contact": rows,
        "case": case,
        "customer": case,
        "parent": _grown(_all(NOBODY, cases, _I64), births.parent),
        "cause": _grown(_all(_FIRST, cases, _I8), births.cause),
        "attempt": _grown(_all(1, cases, _I32), births.attempt),
        "hop": _grown(_all(0, cases, _I32), births.hop),
        "type": type_,
        "segment": _grown(first.segment, births.segment),
        "channel": told["channel"],
        "arrived_s": arrived_s,
        "place_s": _but(written.place_s.copy(), book.first_place_s),
        "queued_s": told["queued_s"],
        "assigned_s": answered_s if held is None else _taken_s(answered_s, held, left_s),
        "answered_s": answered_s,
        "ended_s": ended_s,
        "closed_s": told["closed_s"],
        "wait_s": told["wait_s"],
        "since_arrival_s": told["since_arrival_s"],
        "patience_s": _but(_with_tail(first.patience_s, written.late_patience_s), book.first_patience_s),
        "ended_by": ended_by,
        "context": _grown(_all(_NO_CONTEXT, cases, _I8), births.context),
        "answered_by": answered_by,
        "answered_group": told["answered_group"],
        "closed_by": told["closed_by"],
        "closed_group": told["closed_group"],
        "solved": solved,
        **(_of_rules(book, tables, answered_by) if tables.rules.any else {}),
        **(_announced(book, tables.read) if tables.read else {}),
    }


def _announced(book: Book, read: ReadTable) -> Columns:
    return {"announced_s": _but(np.full(len(book), np.nan), book.announced_s)} if any(read.announcements) else {}


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


def _taken_s(answered_s: Floats, held: InHand, left_s: Floats | None) -> Floats:
    """Return when an agent took each contact: that is when it is answered, but for conversations."""
    taken_s = answered_s.copy()
    row, from_s = first_taken(held)
    # Whose customer had left was in a hand in vain.
    taken_s[row] = from_s if left_s is None else np.where(from_s > left_s[row], np.nan, from_s)
    return taken_s


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
    row, to_group, passed_s = numbers_of(book.passings, PASSING).T
    order = np.argsort(row, kind="stable")
    row = row[order].astype(np.int64)
    answered_s = np.full(len(row), np.nan)
    again, passes, at_s = numbers_of(book.further_answers, PASSING).T
    # Each answers the last pass there was: of a contact that was passed on twice by then, its second.
    answered_s[np.searchsorted(row, again) + passes.astype(np.int64) - 1] = at_s
    # A pool in which nobody ever is belongs to no group but its own.
    groups = [group_of[members.start] if members else number for number, members in enumerate(roster)]
    to = np.array([*groups, NOBODY], dtype=np.int16)
    return {
        "contact": row,
        "group": to[to_group[order].astype(np.int64)],
        "passed_s": passed_s[order],
        "answered_s": answered_s,
    }


def overflow_table(book: Book, any_rules: bool) -> Columns:
    """Return the log's table ``overflow``, in the order of time; empty where there are no rules."""
    if not any_rules:
        return {}
    row, rule, at_s, did, _ = numbers_of(book.overflow, SERVICE).T
    return {
        "contact": row.astype(np.int64),
        "rule": rule.astype(np.int16),
        "at_s": at_s.copy(),
        "did": did.astype(np.int8),
    }


def interventions_table(book: Book) -> Columns:
    """Return the log's table ``interventions``, in the order of time."""
    rule, at_s, did = zip(*book.interventions, strict=True) if book.interventions else ((), (), ())
    return {
        "rule": np.array(rule, dtype=np.int16),
        "at_s": np.array(at_s, dtype=np.float64),
        "did": np.array(did, dtype=np.int32),
    }


def helps_table(calls: list[HelpCall]) -> Columns:
    """Return the log's table ``helps``, in the order of time."""
    rows = [
        (
            *(one.talk.row, one.rule.number, one.talk.agent.id, one.called_s),
            *(NOBODY if one.helper is None else one.helper.id, one.begun_s, one.joined_s, one.until_s),
        )
        for one in calls
    ]
    contact, rule, agent, called_s, helper, begun_s, joined_s, until_s = np.array(rows, np.float64).reshape(-1, 8).T
    return {
        "contact": contact.astype(np.int64),
        "rule": rule.astype(np.int16),
        "agent": agent.astype(np.int32),
        "called_s": called_s.copy(),
        "helper": helper.astype(np.int32),
        "begun_s": np.where(np.isinf(begun_s), np.nan, begun_s),
        "joined_s": np.where(np.isinf(joined_s), np.nan, joined_s),
        "until_s": until_s.copy(),
    }


def spans_table(
    book: Book,
    stays: list[Stay],
    group_of: NDArray[np.int16],
    replies: Columns,
    held: InHand | None = None,
    left_s: Floats | None = None,
) -> Columns:
    """Return the log's table ``spans``: contacts' by contact and time, then agents' own by agent and time.

    ``replies`` is the log's table, ``held`` are the conversations that were in hand; None where there were none.
    ``left_s`` says when each contact's customer left silently; None where nobody did.
    """
    others = of_agents = numbers_of(book.spans, SERVICE)
    if len(others):
        alone = others[:, 0] < 0
        others, of_agents = others[~alone], others[alone]
    own = agents_own(stays, of_agents)
    waits, closings, services = (
        numbers_of(flat, width)
        for flat, width in ((book.waits, WAIT), (book.closings, SERVICE), (book.services, SERVICE))
    )
    if left_s is not None:
        waits, unnoticed = divided(waits, left_s)
        others = np.concatenate((others, unnoticed))
    if held is not None:
        lay = spans_in_hand(held, replies, others, own, np.concatenate((closings, services)), left_s)
        others = np.concatenate((others[~is_written_down(held, others, left_s)], lay))
    return spans(waits, closings, services, others, own, len(book), group_of)


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
    return _BornColumns(*born(births).T)


def _all(number: int, count: int, kind: np.dtype[Any]) -> NDArray[Any]:
    """Return a column of the same number: of a short day `np.full` would take twice as long."""
    column = np.empty(count, kind)
    column.fill(number)
    return column


def _grown(column: NDArray[Any], tail: Integers) -> NDArray[Any]:
    """Return ``column`` with what contacts born later have behind it; mostly there are none."""
    return np.concatenate([column, tail.astype(column.dtype)]) if len(tail) else column


def _with_tail(column: NDArray[Any], tail: NDArray[Any]) -> NDArray[Any]:
    """Return ``column`` with what contacts born later have behind it; mostly there are none."""
    return np.concatenate([column, tail]) if len(tail) else column
