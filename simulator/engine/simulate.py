"""Simulate a day, or several in a row: a scenario and a workload give a log.

Deterministic, silent, without chance of its own.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from simulator.demand.workload import Workload
from simulator.engine.agent_time import Presence, agent_time
from simulator.engine.book import Book
from simulator.engine.center import Center
from simulator.engine.clock import Clock
from simulator.engine.plan import Plan, plan_of
from simulator.engine.record import Recorder
from simulator.engine.staffing import Staffing
from simulator.engine.tables import AgentLegs, Floats, Integers, agent_legs, contacts_table, legs_table, queue_legs
from simulator.log import Columns, Facts, RunLog, partition_of
from simulator.scenario.nouns import Scenario


def simulate(scenario: Scenario, workload: Workload, record: Recorder | None = None) -> RunLog:
    """Run ``workload`` through ``scenario`` until the last contact has ended and return what happened.

    ``record`` is told every decision (`engine/record.py`). Raises ValueError when cases are not sorted by arrival or
    one arrives outside the horizon: `demand.workload.draw` never makes such a workload.
    """
    tables = plan_of(scenario)
    _check(workload.arrived_s, tables)
    with _no_collections():
        clock = Clock(tables.openings[0].from_s)
        book = Book(workload, tables.queue_of)
        center = Center(tables, book, clock, record)
        Staffing(tables, center).open()
        clock.run_day(book.arrived_s, center)
        center.forget()
        return _log(tables, workload, book, center)


def _check(arrived_s: Floats, tables: Plan) -> None:
    if not (arrived_s[1:] >= arrived_s[:-1]).all():
        raise ValueError("cases do not stand in the order of their arrival")
    opens_s = np.array([one.from_s for one in tables.openings])
    closes_s = np.array([one.to_s for one in tables.openings])
    opening = np.searchsorted(opens_s, arrived_s, side="right") - 1
    if len(arrived_s) and not (opening[0] >= 0 and (arrived_s < closes_s[opening]).all()):
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


def _log(tables: Plan, workload: Workload, book: Book, center: Center) -> RunLog:
    presences = [presence for group in center.groups for presence in group.presences]
    queued, served = queue_legs(book), agent_legs(book)
    return RunLog(
        contacts=contacts_table(book, workload, tables.channel_of, queued, served),
        legs=legs_table(queued, served, tables.group_of),
        agent_time=agent_time(
            presences,
            served,
            _in_slots(tables, workload, served),
            tables.slots_of_agent,
            tables.group_of,
            partition_of(tables.interval_starts_s, tables.open_s, tables.days),
        ),
        facts=Facts(
            seed=workload.seed,
            replication=workload.replication,
            interval_starts_s=tables.interval_starts_s,
            open_s=tables.open_s,
            scheduled_s=tables.scheduled_s,
            expected=workload.expected,
            forecast=workload.forecast,
            within_s=tables.within_s,
            target_share=tables.target_share,
            short_s=tables.short_s,
            lines=tables.line_limits,
            slots=tables.slots_of_agent,
            wage_per_s=tables.wage_per_s,
            currency=tables.currency,
            closes_s=tables.openings[-1].to_s,
            days=tables.days,
        ),
        names=tables.names,
        presences=_presences(presences, tables.group_of),
    )


def _presences(presences: list[Presence], group_of: Integers) -> Columns:
    """Return the log's table ``presences``, sorted by agent and time."""
    number, from_s, to_s, overtime_from_s = np.array(sorted(presences), dtype=np.float64).reshape(-1, 4).T
    agent = number.astype(np.int32)
    return {
        "agent": agent,
        "group": group_of[agent].astype(np.int16),
        "from_s": from_s.copy(),
        "to_s": to_s.copy(),
        "overtime_from_s": overtime_from_s.copy(),
    }


def _in_slots(tables: Plan, workload: Workload, served: AgentLegs) -> Integers:
    """Return the positions of the legs of contacts that shared an agent; mostly there is no such channel at all."""
    if tables.in_slot.any():
        return np.flatnonzero(tables.in_slot[workload.type[served.row]])
    return np.empty(0, dtype=np.int64)
