"""Simulate a day, or several in a row: a scenario and a workload give a log.

Deterministic, silent, without chance of its own.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf

import numpy as np

from simulator.arguments import SCENARIO, WORKLOAD, of_kind, with_methods
from simulator.demand.workload import Workload
from simulator.engine.book import Book
from simulator.engine.center import Center
from simulator.engine.clock import Clock
from simulator.engine.columns import in_order
from simulator.engine.conversations_logged import hand_overs_table, in_hand, replies_table
from simulator.engine.doors import Doors, any_hours
from simulator.engine.headcount import Headcount
from simulator.engine.intervening import Intervening
from simulator.engine.into_log import (
    Floats,
    contacts_table,
    helps_table,
    interventions_table,
    overflow_table,
    passed_table,
    spans_table,
)
from simulator.engine.kept_by_time import KeptByTime
from simulator.engine.record import Recorder
from simulator.engine.shifts import Shifts
from simulator.engine.silences_logged import left_by_contact, silences_table
from simulator.engine.solving import Solving
from simulator.engine.tables import Tables, tables_of
from simulator.engine.with_rules import attach_rules
from simulator.log import RunLog
from simulator.scenario.nouns import Scenario


def simulate(scenario: Scenario, workload: Workload, record: Recorder | None = None) -> RunLog:
    """Run ``workload`` through ``scenario`` until the last contact has ended, or the run is to stop; return the log.

    ``record`` is told every decision (`engine/record.py`). Raises ValueError when cases are not sorted by arrival or
    one arrives outside the horizon: `demand.workload.draw` never makes such a workload. Raises UsageError for
    arguments of another kind.
    """
    of_kind("scenario", scenario, Scenario, SCENARIO)
    of_kind("workload", workload, Workload, WORKLOAD)
    with_methods("record", record, ("decided",), "a recorder, as Decisions()")
    return run(tables_of(scenario), workload, record)


def run(tables: Tables, workload: Workload, record: Recorder | None = None) -> RunLog:
    """Do the same for the tables of a scenario."""
    _check(workload.arrived_s, tables)
    with _no_collections():
        tables = tables.of_one_run()
        clock = Clock(tables.staff.stretches[0].from_s)
        book = Book(workload, tables.eligibility.of_segment)
        center = Center(tables, book, clock.agenda, record)
        headcount = Headcount(tables, center)
        headcount.open()
        if tables.staff.pools_by_person:
            center.shifts = Shifts(tables, center, workload.seed, workload.replication)
        if tables.kept_later:
            KeptByTime(tables, center).plan()
        if center.signals is not None and center.barriers is not None:
            center.signals.plan()
            center.barriers.plan()
        transfers, doors = attach_rules(tables, center) if tables.rules.any else (None, None)
        has_hours = any_hours(tables)
        if doors is None and has_hours:
            doors = Doors(tables, center)
        if doors is not None:
            doors.plan()
        if tables.interventions:
            Intervening(tables, center, headcount, doors, transfers).plan()
        if center.signals is not None:
            center.signals.hear_endings(center.flows)
        if tables.helps is not None:
            center.helps(tables.helps)
        # Where no type has hours, whoever comes first need not be shown to a door: the center is open.
        entrance = doors if doors is not None and has_hours else center
        stopped_s = clock.run_day(book.arrivals_s(), entrance, tables.stop_s)
        if center.conversing is not None:
            center.conversing.cut(tables.staff.stretches[-1].to_s)
        if transfers is not None and transfers.any_holds() and stopped_s == inf:
            # Nothing happens any more, and agents stay with customers for whom nobody comes.
            center.settle()
        # Nobody comes any more for who waits now. Not until the last event: that depends on who else was busy.
        center.cut_waits(tables.staff.stretches[-1].to_s)
        return log_of(tables, book, center, stopped_s)


def _check(arrived_s: Floats, tables: Tables) -> None:
    if not in_order(arrived_s):
        raise ValueError("cases do not stand in the order of their arrival")
    if not len(arrived_s):
        return
    stretches = tables.staff.stretches
    inside = arrived_s.item(0) >= stretches[0].from_s and arrived_s.item(-1) < stretches[-1].to_s
    if inside and len(stretches) > 1:
        opens_s, closes_s = np.array([(one.from_s, one.to_s) for one in stretches]).T
        inside = (arrived_s < closes_s[np.searchsorted(opens_s, arrived_s, side="right") - 1]).all()
    if not inside:
        raise ValueError("a case arrives while the center is closed")


@contextmanager
def _no_collections() -> Iterator[None]:
    """Keep Python from looking for reference cycles meanwhile: a running day makes none, and looking costs a tenth."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def log_of(tables: Tables, book: Book, center: Center, stopped_s: float) -> RunLog:
    """Return the log of a run that is over; nothing is left of its book."""
    workload, group_of = book.workload, tables.staff.group_of
    stays = [stay for pool in center.pools for stay in pool.stays]
    # Every conversation that was in hand has a message, but where the customer had left before.
    any_held = book.replies or book.unfinished
    held, replies = (in_hand(book), replies_table(book, group_of)) if any_held else (None, {})
    silences = silences_table(center.silences, held)
    left_s = left_by_contact(silences, len(book)) if silences else None
    log = RunLog(
        contacts=contacts_table(book, tables, Solving(tables, book) if tables.rules.solved else None, held, left_s),
        spans=spans_table(book, stays, group_of, replies, held, left_s),
        facts=tables.facts.of_run(
            seed=workload.seed,
            replication=workload.replication,
            expected=workload.expected,
            forecast=workload.forecast,
            stops_s=stopped_s,
        ),
        names=tables.names,
        replies=replies,
        hand_overs=hand_overs_table(book, group_of),
        silences=silences,
        passed=passed_table(book, tables.staff.roster, group_of),
        overflow=overflow_table(book, tables.rules.overflows),
        interventions=interventions_table(book) if tables.interventions else {},
        breaks=center.shifts.breaks_table() if center.shifts is not None else {},
        helps=helps_table(center.helping.calls) if center.helping is not None else {},
    )
    book.forget()
    if center.shifts is not None:
        center.shifts.forget()
    if center.helping is not None:
        center.helping.calls.clear()
    return log
