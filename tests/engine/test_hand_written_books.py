"""Books written by hand: what the engine cannot do yet, its book and its log can tell.

A contact passed on within its type stays one row, its answer is the first, its fate whatever was decided last; whoever
is born inside is a row. Every book goes through the code that makes the log of a run.
"""

from typing import Any

import numpy as np
import pytest
from building import OPENS_S, center, day, spans_of

from simulator.engine.book import Book, birth
from simulator.engine.into_log import Stay, contacts_table, spans_table
from simulator.engine.tables import tables_of
from simulator.log import NOBODY, Cause, Context, EndedBy, RunLog, SpanKind
from simulator.log.agent_time import agent_time, group_time
from simulator.scenario.nouns import Scenario

ANA, BEN = 0, 1
"""Agents 0 and 1, of the groups 0 and 1."""


def two_groups() -> Scenario:
    serves = {"calls": {}, "advice": {}}
    groups = {name: {"agents": 1, "serves": serves} for name in ("first", "second")}
    return center(types={"calls": {}, "advice": {}}, groups=groups)


def book_of(*contacts: tuple[float, ...]) -> Book:
    return Book(day(*contacts), None)


def at(seconds: float) -> float:
    return OPENS_S + seconds


def log_of(book: Book, stays: list[Stay] | None = None) -> RunLog:
    """Return the log of a book; both agents are there from 0 to 1000 unless it is said otherwise."""
    tables = tables_of(two_groups())
    there = [(ANA, at(0), at(1000), at(1000)), (BEN, at(0), at(1000), at(1000))] if stays is None else stays
    group_of = tables.staff.group_of
    return RunLog(
        contacts_table(book, tables, None),
        spans_table(book, there, group_of, {}),
        tables.facts,
        tables.names,
    )


def row_of(log: RunLog, row: int, *names: str) -> list[Any]:
    """Return what a contact's columns say, times in seconds after 08:00, None for what is missing."""
    since = {"arrived_s", "place_s", "queued_s", "answered_s", "ended_s", "closed_s"}
    found = [float(log.contacts[name][row]) - (OPENS_S if name in since else 0) for name in names]
    return [None if np.isnan(value) else value for value in found]


def wait(book: Book, row: int, from_s: float, to_s: float) -> None:
    """Let ``row`` wait in a queue, as the engine's queue writes it."""
    book.queued(row, at(from_s))
    book.since_s[row] = at(from_s)
    book.waited(row, at(to_s))


def test_answered_passed_on_and_given_up_is_abandoned_with_its_first_answer():
    # Waits 0-10, agent 10-70, passed on, waits 70-170, abandons.
    book = book_of((0, 60))
    wait(book, 0, 0, 10)
    book.answered(0, ANA, at(10))
    book.served(0, ANA, at(10), at(70), at(70))
    wait(book, 0, 70, 170)
    book.ended(0, EndedBy.ABANDONED, at(170))
    log = log_of(book)
    assert row_of(log, 0, "queued_s", "answered_s", "ended_s", "closed_s", "wait_s") == [0, 10, 170, None, 10]
    assert row_of(log, 0, "ended_by", "answered_by", "closed_by", "solved") == [EndedBy.ABANDONED, ANA, NOBODY, 0]
    assert row_of(log, 0, "answered_group", "closed_group") == [0, NOBODY]
    assert spans_of(log, SpanKind.QUEUE, SpanKind.TALK) == [
        (0, SpanKind.QUEUE, None, 0, 10),
        (0, SpanKind.TALK, ANA, 10, 70),
        (0, SpanKind.QUEUE, None, 70, 170),
    ]


def test_passed_on_to_a_second_agent_who_closes_it_was_answered_by_the_first():
    # Waits 0-10, Ana 10-70, waits 70-90, Ben 90-120 and wraps up until 135.
    book = book_of((0, 60))
    wait(book, 0, 0, 10)
    book.answered(0, ANA, at(10))
    book.served(0, ANA, at(10), at(70), at(75))
    wait(book, 0, 70, 90)
    book.answered(0, BEN, at(90))
    book.closed(0, BEN, at(90), at(120), at(135))
    log = log_of(book)
    assert row_of(log, 0, "queued_s", "answered_s", "ended_s", "closed_s", "wait_s") == [0, 10, 120, 135, 10]
    assert row_of(log, 0, "ended_by", "answered_by", "closed_by", "solved") == [EndedBy.AGENT, ANA, BEN, 1]
    assert row_of(log, 0, "answered_group", "closed_group") == [0, 1]
    # Ana's wrap-up goes on while the contact waits again: spans stand as they were begun.
    assert sorted(spans_of(log, SpanKind.TALK, SpanKind.WRAP_UP)) == [
        (0, SpanKind.TALK, ANA, 10, 70),
        (0, SpanKind.TALK, BEN, 90, 120),
        (0, SpanKind.WRAP_UP, ANA, 70, 75),
        (0, SpanKind.WRAP_UP, BEN, 120, 135),
    ]
    seconds, slot_s = group_time(log)
    assert seconds[0].tolist() == [[1000 - 65, 60, 5, 0, 0, 0, 0, 0], [1000 - 45, 30, 15, 0, 0, 0, 0, 0]]
    assert slot_s[0].tolist() == [65, 45]


def test_answered_at_once_and_waiting_later_stands_in_the_order_of_time():
    # Nobody waits at first: Ana 0-20, waits 20-30, Ben 30-40. One talk and one wait, the wait behind the talk.
    book = book_of((0, 20), (5, 5))
    book.queued(0, at(0))
    book.answered(0, ANA, at(0))
    book.closed(0, ANA, at(0), at(20), at(20))
    book.queued(1, at(5))
    book.answered(1, BEN, at(5))
    book.served(1, BEN, at(5), at(20), at(20))
    wait(book, 1, 20, 30)
    book.ended(1, EndedBy.ABANDONED, at(30))
    assert spans_of(log_of(book), SpanKind.QUEUE, SpanKind.TALK) == [
        (0, SpanKind.TALK, ANA, 0, 20),
        (1, SpanKind.TALK, BEN, 5, 20),
        (1, SpanKind.QUEUE, None, 20, 30),
    ]


@pytest.mark.parametrize("cause", [Cause.REDIAL, Cause.CALL_BACK, Cause.TRANSFER])
def test_a_contact_born_inside_is_a_row(cause):
    # Case 0 gives up at 30; of it a contact is born that comes at 100 and is served from 110 to 150.
    book = book_of((0, 60, 30), (40, 5))
    wait(book, 0, 0, 30)
    book.ended(0, EndedBy.ABANDONED, at(30))
    book.queued(1, at(40))
    book.answered(1, BEN, at(40))
    book.closed(1, BEN, at(40), at(45), at(45))
    born = birth(case=0, parent=0, cause=cause, attempt=2, hop=0, type=1, segment=-1, context=Context.LOST)
    child = book.born(born, queue=1, arrived_s=at(100), talk_s=40.0, wrap_up_s=0.0, patience_s=77.0)
    book.place_s[child] = at(0)
    wait(book, child, 100, 110)
    book.answered(child, ANA, at(110))
    book.closed(child, ANA, at(110), at(150), at(150))
    log = log_of(book)
    assert child == 2
    assert row_of(log, 2, "case", "customer", "parent", "cause", "attempt", "hop") == [0, 0, 0, cause, 2, 0]
    assert row_of(log, 2, "type", "segment", "channel", "context", "patience_s") == [1, -1, 0, Context.LOST, 77]
    assert row_of(log, 2, "arrived_s", "place_s", "queued_s", "answered_s", "wait_s") == [100, 0, 100, 110, 10]
    assert row_of(log, 0, "case", "parent", "cause", "attempt", "ended_by") == [0, NOBODY, Cause.FIRST, 1, 4]
    for name, column in log.contacts.items():
        assert len(column) == 3, name


def test_a_transfer_is_passed_on_and_only_the_last_of_the_chain_closes():
    # Ana 0-50 gives the matter to another type: a child, hop 1, waits 50-70 and is closed by Ben at 100.
    book = book_of((0, 60))
    book.queued(0, at(0))
    book.answered(0, ANA, at(0))
    book.served(0, ANA, at(0), at(50), at(50))
    book.passed_on(0, at(50))
    born = birth(case=0, parent=0, cause=Cause.TRANSFER, attempt=1, hop=1, type=1, segment=-1, context=Context.KEPT)
    child = book.born(born, queue=1, arrived_s=at(50), talk_s=30.0, wrap_up_s=0.0, patience_s=60.0)
    wait(book, child, 50, 70)
    book.answered(child, BEN, at(70))
    book.closed(child, BEN, at(70), at(100), at(100))
    log = log_of(book)
    assert row_of(log, 0, "ended_by", "ended_s", "closed_s", "closed_by", "solved") == [
        EndedBy.PASSED_ON, 50, None, NOBODY, 0,
    ]  # fmt: skip
    assert row_of(log, 1, "ended_by", "closed_s", "closed_by", "solved", "hop") == [EndedBy.AGENT, 100, BEN, 1, 1]


def test_ringing_counts_for_nothing_and_a_break_is_no_time_to_wait():
    book = book_of((0, 60))
    book.queued(0, at(5))
    book.span(0, SpanKind.RING, ANA, at(0), at(5))
    book.answered(0, ANA, at(5))
    book.closed(0, ANA, at(5), at(65), at(65))
    book.span(NOBODY, SpanKind.BREAK, ANA, at(200), at(300))
    log = log_of(book)
    assert spans_of(log) == [
        (0, SpanKind.RING, ANA, 0, 5),
        (0, SpanKind.TALK, ANA, 5, 65),
        (None, SpanKind.DUTY, ANA, 0, 1000),
        (None, SpanKind.BREAK, ANA, 200, 300),
        (None, SpanKind.DUTY, BEN, 0, 1000),
    ]
    assert log.spans["group"].tolist() == [0, 0, 0, 0, 1]
    assert agent_time(log)["seconds"].tolist() == [840, 60, 100, 1000]


def test_an_empty_book_is_an_empty_log():
    log = log_of(Book(day(), None), [])
    assert all(len(column) == 0 for column in [*log.contacts.values(), *log.spans.values()])
    assert group_time(log).seconds.sum() == 0
    assert len(agent_time(log)["agent"]) == 0
