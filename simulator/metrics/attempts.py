"""How often customers came for one wish, and whether their first attempt was enough.

An attempt is a contact with which a customer comes, and all that it becomes: where it is moved, or passed on. What is
said of a case counts where and when its first contact came, whenever the others did. Whoever would come again after the
last simulated day leaves a case of which nobody knows how it ends: it is in no share of what was solved.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, Cause, EndedBy
from simulator.metrics.case_outcomes import AllOf
from simulator.metrics.chains import filled
from simulator.metrics.outcomes import Table, endings, floats, is_answered, numbers, whole

BY_ATTEMPTS = (
    "further_attempts", "cases_repeated", "would_come_again", "further_contacts", "cases_unsolved", "cases_unfinished",
    "cases_solved_first", "cases_solved_passed", "cases_failed_first", "cases_back", "cases_not_back",
)  # fmt: skip
"""The measures of cases that look at all their contacts. Where nobody comes again most of them are 0, which takes no
room: what every case has is counted already."""

COMES = (Cause.FIRST, Cause.REDIAL, Cause.RETURN)
"""Why a contact exists with which an attempt begins."""
_COUNTS = (*COMES, Cause.TRANSFER)
"""Contacts of a case that cost an agent, or a place in a queue, of their own: who was moved goes on in the next,
and who was passed on within the type is still the same contact."""

Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


class AllContacts(NamedTuple):
    """All contacts of some cases, in the order of their birth, shape (contacts,) each."""

    case: Ints
    """Numbers from 0 on."""
    attempt: Ints
    counts: Flags
    """Whether it is a contact of its own, and not where another one was moved to."""
    ended_by: NDArray[np.integer[Any]]
    answered: Flags
    answered_s: Floats
    arrived_s: Floats
    solved: NDArray[np.integer[Any]]
    passed: Flags
    """Whether an agent passed it on, to another type or within it."""
    again_s: Floats | None
    """When the customer comes again, NaN: not; None where nobody does, or a table does not say so."""

    def of(self, rows: Ints) -> "AllContacts":
        """Return some of them."""
        return AllContacts(
            self.case[rows],
            self.attempt[rows],
            self.counts[rows],
            self.ended_by[rows],
            self.answered[rows],
            self.answered_s[rows],
            self.arrived_s[rows],
            self.solved[rows],
            self.passed[rows],
            None if self.again_s is None else self.again_s[rows],
        )


def all_contacts(contacts: Table, case: Ints) -> AllContacts:
    """Return the contacts of a table, in its order, with the number of each one's case."""
    ended_by = endings(contacts["ended_by"])
    answered = is_answered(contacts, ended_by)
    unknown = np.full(len(ended_by), np.nan)
    cause = numbers(contacts["cause"], Cause, "cause") if "cause" in contacts else np.zeros(len(ended_by), np.int8)
    return AllContacts(
        case,
        whole(contacts["attempt"]) if "attempt" in contacts else _attempts(contacts, case, np.isin(cause, COMES)),
        np.isin(cause, _COUNTS),
        ended_by,
        answered,
        floats(contacts["answered_s"]) if "answered_s" in contacts else unknown,
        floats(contacts["arrived_s"]) if "arrived_s" in contacts else unknown,
        whole(contacts["solved"]) if "solved" in contacts else np.isin(ended_by, _SOLVED).astype(np.int8),
        answered & (ended_by == EndedBy.PASSED_ON) | (filled(contacts, "passes") > 0),
        again_s_of(contacts),
    )


def again_s_of(contacts: Table) -> Floats | None:
    """Return when customers come again after each contact; None where none does."""
    if "again_s" not in contacts:
        return None
    again_s = floats(contacts["again_s"])
    return None if np.isnan(again_s).all() else again_s


def solved_of(every: AllContacts) -> AllOf:
    """Return what ended solved; of who would come again after the records nothing is known."""
    pending = _pending(int(every.case.max(initial=-1)) + 1, every)
    return AllOf(every.case, np.where(pending[every.case], 0, every.solved).astype(np.int8))


def of_attempts(cases: int, every: AllContacts, ends_s: float, watched_s: float | Floats) -> Floats:
    """Return what each case adds to `BY_ATTEMPTS`, shape (measures, cases).

    ``ends_s`` is where the records end: who was first answered less than ``watched_s`` before, one number or one per
    case, is not watched.
    """
    case, attempt = every.case, every.attempt
    attempts = _latest(cases, case, attempt)
    pending = _pending(cases, every)
    further = np.maximum(np.bincount(case[every.counts], minlength=cases) - 1, 0)
    last = _latest(cases, case, np.arange(len(case)))
    settled = ~pending & _is_known(every, last)

    first = np.flatnonzero(attempt == 1)
    end = np.full(cases, NOBODY)
    end[case[first]] = first
    decided = _any_of(cases, case[first[every.answered[first]]]) & _is_known(every, end)
    solved = decided & (every.solved[end] == 1)
    passed = _any_of(cases, case[first[every.passed[first]]])

    watched, back = _watched(cases, every, ends_s, watched_s)
    return np.stack(
        [
            attempts - 1,
            attempts > 1,
            pending,
            np.where(pending, 0, further),
            settled & (every.solved[last] != 1),
            ~pending & ~settled,
            solved & ~passed,
            solved & passed,
            decided & ~solved,
            watched & back,
            watched & ~back,
        ]
    ).astype(np.float64)


def first_of_each(cases: int, case: Ints, values: Floats) -> Floats:
    """Return the value of the first contact of each case, NaN where it has none."""
    first = np.full(cases, np.nan)
    # Numpy assigns in order: what is assigned last stays, so of the rows turned round the first one.
    first[case[::-1]] = values[::-1]
    return first


def _pending(cases: int, every: AllContacts) -> Flags:
    """Return the cases whose last attempt is followed by another one that is not there, shape (cases,)."""
    pending = np.zeros(cases, dtype=np.bool_)
    if every.again_s is not None:
        last = _latest(cases, every.case, every.attempt)
        follows = np.flatnonzero(~np.isnan(every.again_s))
        pending[every.case[follows[every.attempt[follows] == last[every.case[follows]]]]] = True
    return pending


def _watched(cases: int, every: AllContacts, ends_s: float, watched_s: float | Floats) -> tuple[Flags, Flags]:
    """Return which cases were first answered long enough before the end, and whose customers came again by then."""
    case = every.case
    # Numpy assigns in order: what is assigned last stays, so of the rows turned round the first one.
    answers = np.flatnonzero(every.answered)[::-1]
    row = np.full(cases, NOBODY)
    row[case[answers]] = answers
    known = row != NOBODY
    from_s = np.where(known, every.answered_s[row], np.nan) if len(case) else np.empty(0)
    watched = from_s < ends_s - watched_s
    later = np.flatnonzero(known[case] & (every.attempt > every.attempt[row[case]]))[::-1]
    next_s = np.full(cases, np.inf)
    next_s[case[later]] = every.arrived_s[later]
    return watched, watched & (next_s - from_s <= watched_s)


def _is_known(every: AllContacts, row: Ints) -> Flags:
    """Return of each case whether it is known how the contact in ``row`` ended; not where there is none."""
    if not len(every.case):
        return np.zeros(len(row), dtype=np.bool_)
    known: Flags = (row != NOBODY) & (every.ended_by[row] != EndedBy.STILL_OPEN) & (every.solved[row] != NOBODY)
    return known


def _latest(cases: int, case: Ints, values: Ints) -> Ints:
    """Return the value of the last contact of each case; `NOBODY` where it has none."""
    latest = np.full(cases, NOBODY)
    latest[case] = values
    return latest


def _any_of(cases: int, case: Ints) -> Flags:
    flags = np.zeros(cases, dtype=np.bool_)
    flags[case] = True
    return flags


def _attempts(contacts: Table, case: Ints, begins: Flags) -> Ints:
    """Return which attempt each contact belongs to, where a table does not say so: counted within its case."""
    born = whole(contacts["contact"]) if "contact" in contacts else np.arange(len(case))
    order = np.lexsort((born, case))
    begun = begins[order].cumsum()
    starts = np.append(True, case[order][1:] != case[order][:-1])[: len(order)]
    before = np.where(starts, begun - begins[order], 0)
    attempt = np.empty(len(order), dtype=np.intp)
    attempt[order] = begun - np.maximum.accumulate(before) if len(order) else begun
    return attempt


_SOLVED = (EndedBy.AGENT, EndedBy.CONTAINED)
"""How contacts end that are solved, where a table does not say so."""
