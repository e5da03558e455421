"""What each contact of a log counts as, row by row: where and when it came, what became of it, what was closed.

This file exists twice: compiled, the same are loops (`contact_rows.pyx`), and the same tests hold for both.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import EndedBy, RunLog
from simulator.metrics.case_outcomes import of_single
from simulator.metrics.cells import interval_of
from simulator.metrics.outcomes import COUNTS, Outcome, Table, floats, integers, outcomes
from simulator.metrics.sum_sheet import place_of, segment_of, somebody
from simulator.metrics.work import handle_s, is_closed

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Whereabouts(NamedTuple):
    """Of each request, shape (requests,): see `Came`."""

    kind: Ints
    place: Ints
    segment: Ints | None
    group: Ints
    slot: Ints
    outcome: NDArray[np.int8]


class Closings(NamedTuple):
    """Of each contact that was closed in the time that is reported, shape (closed,)."""

    slot: Ints
    place: Ints
    segment: Ints | None
    group: Ints
    unsolved: NDArray[np.int8]
    handle_s: Floats


def whereabouts(log: RunLog, rows: Ints | slice, last: Ints | slice, columns: Table, decided_s: float) -> Whereabouts:
    """Return where and when requests came and what became of them.

    ``rows`` says which contacts they are, ``last`` in which they were decided, ``columns`` what became of them;
    ``decided_s`` is as ``ends_s`` of `outcomes`.
    """
    contacts, facts = log.contacts, log.facts
    kind = contacts["type"][rows].astype(np.intp)
    return Whereabouts(
        kind,
        kind * len(log.names.channels) + integers(contacts["channel"])[rows],
        segment_of(log, rows),
        somebody(contacts["answered_group"][last], len(log.names.groups)),
        interval_of(floats(columns["arrived_s"]), facts),
        outcomes(columns, facts.within_s[kind], facts.short_s[kind], decided_s),
    )


def closings(log: RunLog) -> Closings:
    """Return what was closed, in the interval of the closing, and how long it was handled."""
    contacts = log.contacts
    rows = np.flatnonzero(is_closed(contacts))
    slot = interval_of(floats(contacts["closed_s"])[rows], log.facts)
    if np.isfinite(log.facts.reports_from_s):
        rows, slot = rows[slot >= 0], slot[slot >= 0]
    return Closings(
        slot,
        place_of(log, rows),
        segment_of(log, rows),
        somebody(contacts["closed_group"][rows], len(log.names.groups)),
        (integers(contacts["solved"])[rows] == 0).view(np.int8),
        handle_s(log.spans, len(contacts["ended_by"]))[rows],
    )


def single_cases(
    outcome: NDArray[np.int8], solved: NDArray[np.integer[Any]], ended_by: NDArray[np.integer[Any]]
) -> tuple[NDArray[np.int8], bool]:
    """Return the fate of cases that have one contact each, and whether all of it follows of who was answered.

    So it does where all who were answered are solved, and nobody is still open.
    """
    says_nothing = (_IS_ANSWERED[outcome] <= (solved == 1)).all() and (ended_by != EndedBy.STILL_OPEN).all()
    return of_single(outcome, solved), bool(says_nothing)


_IS_ANSWERED = np.array([outcome in COUNTS["answered"] for outcome in Outcome])
