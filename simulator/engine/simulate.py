"""Simulate one day: a scenario and a workload give a log. Deterministic, silent, without chance of its own."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from simulator.demand.workload import Workload
from simulator.engine.agent_time import agent_time
from simulator.engine.book import Book
from simulator.engine.clock import Clock
from simulator.engine.live import Center
from simulator.engine.plan import Plan, plan_of
from simulator.engine.record import Recorder
from simulator.engine.staffing import Staffing
from simulator.engine.tables import agent_legs, contacts_table, legs_table, queue_legs
from simulator.log import Facts, RunLog
from simulator.scenario.nouns import Scenario


def simulate(scenario: Scenario, workload: Workload, record: Recorder | None = None) -> RunLog:
    """Run ``workload`` through ``scenario`` until the last contact has ended and return what happened.

    ``record`` is told every decision (`engine/record.py`). Raises ValueError when a case arrives outside the horizon:
    `demand.workload.draw` never makes one.
    """
    tables = plan_of(scenario)
    if len(workload) and not tables.opens_s <= workload.arrived_s[0] <= workload.arrived_s[-1] < tables.closes_s:
        raise ValueError("a case arrives while the center is closed")
    clock = Clock(tables.opens_s)
    book = Book(workload)
    center = Center(tables, book, clock, record)
    Staffing(tables, center).open()
    with _no_collections():
        clock.run_day(book.arrived_s, center)
    return _log(tables, workload, book, center)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Keep Python from looking for reference cycles meanwhile: the loop makes none, and looking costs a tenth."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _log(tables: Plan, workload: Workload, book: Book, center: Center) -> RunLog:
    group_of = np.repeat(np.arange(len(tables.roster)), [len(numbers) for numbers in tables.roster])
    presences = [presence for group in center.groups for presence in group.presences]
    queued, served = queue_legs(book), agent_legs(book)
    return RunLog(
        contacts=contacts_table(book, workload, tables.channel_of, queued, served),
        legs=legs_table(queued, served, group_of),
        agent_time=agent_time(presences, served, group_of, tables.interval_starts_s, tables.closes_s),
        facts=Facts(
            seed=workload.seed,
            replication=workload.replication,
            interval_starts_s=tables.interval_starts_s,
            open_s=tables.open_s,
            scheduled_s=tables.scheduled_s,
            expected=workload.expected,
            within_s=tables.within_s,
            short_s=tables.short_s,
            lines=tables.line_limits,
            closes_s=tables.closes_s,
        ),
        names=tables.names,
    )
