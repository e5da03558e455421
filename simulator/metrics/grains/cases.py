"""The grain *case*: wishes, whether their first request for a human was answered in time, and whether they were met.

A case counts where and when its first contact came, with all its contacts; whoever came for the first time before the
time that is reported is in none.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.log import Cause, EndedBy, RunLog
from simulator.metrics.attempts import BY_ATTEMPTS, again_s_of, all_contacts, first_of_each, of_attempts, solved_of
from simulator.metrics.came import Came, decided_at_s
from simulator.metrics.case_outcomes import BY_CASE, COUNTED, of_cases, of_single
from simulator.metrics.outcomes import COUNTS, Outcome, floats, integers
from simulator.metrics.sum_sheet import Floats, Ints, Owners, SumSheet

MEASURES = (*BY_CASE, *BY_ATTEMPTS)


def fill(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Fill `MEASURES`; the first contact of case i is row i."""
    contacts, slot, who = log.contacts, came.slot, came.who
    solved = integers(contacts["solved"])
    alone = came.found is None and again_s_of(contacts) is None
    if alone:
        fate = of_single(came.outcome, solved[came.rows])
        first = np.arange(len(solved))[came.rows]
    else:
        case, rows = contacts["case"].astype(np.intp), np.arange(len(solved))[came.rows]
        mine = np.flatnonzero(contacts["cause"][rows] == Cause.FIRST)
        every = all_contacts(contacts, case)
        fate = of_cases(int(case.max()) + 1, case[rows], came.outcome, solved_of(every))[case[rows[mine]]]
        slot, who, first = slot[mine], _of(who, mine), rows[mine]
    fates = len(COUNTED)

    def amounts(cell: Ints, cells: int) -> Floats:
        cell *= fates
        cell += fate
        return np.bincount(cell, minlength=cells * fates).reshape(cells, fates) @ COUNTED

    who = who._replace(group=None)
    sheet.count(BY_CASE, slot, who, amounts)
    if alone and _says_nothing_more(log, came, solved):
        _of_single_contacts(sheet)
    else:
        _attempts(sheet, log, first, slot, who)


def _says_nothing_more(log: RunLog, came: Came, solved: NDArray[np.integer[Any]]) -> bool:
    """Return whether all follows of who was answered: cases of one contact, all who were answered solved, none watched.

    In a center in which nobody comes again and nobody is passed on it mostly does.
    """
    contacts = log.contacts
    # Where anybody may be watched they are counted one by one; whose window is the shortest does not matter.
    shortest_s = float(log.facts.fcr_window_s.min(initial=np.inf))
    if decided_at_s(log.facts) - shortest_s > floats(contacts["arrived_s"]).min(initial=np.inf):
        return False
    if "passes" in contacts and contacts["passes"].any():
        return False
    ended = integers(contacts["ended_by"])[came.rows] != EndedBy.STILL_OPEN
    return bool((_IS_ANSWERED[came.outcome] <= (solved[came.rows] == 1)).all() and ended.all())


def _of_single_contacts(sheet: SumSheet) -> None:
    """Fill `BY_ATTEMPTS` of what is counted already."""
    sheet.count_nothing(BY_ATTEMPTS)
    sheet.copy("cases_solved_first", "answered")
    sheet.copy("cases_unsolved", "cases", less="solved")


def _attempts(sheet: SumSheet, log: RunLog, first: Ints, slot: Ints, who: Owners) -> None:
    """Count `BY_ATTEMPTS`; ``first`` are the first contacts of the cases that are reported."""
    case = log.contacts["case"].astype(np.intp)
    every, cases = all_contacts(log.contacts, case), int(case.max(initial=-1)) + 1
    watched_s = first_of_each(cases, case, log.facts.fcr_window_s[log.contacts["type"]])
    found = of_attempts(cases, every, decided_at_s(log.facts), watched_s)[:, case[first]]

    def amounts(cell: Ints, cells: int) -> Floats:
        return np.stack([np.bincount(cell, weights=one, minlength=cells) for one in found], axis=1)

    sheet.count(BY_ATTEMPTS, slot, who, amounts)


def _of(who: Owners, rows: Ints) -> Owners:
    return Owners(who.place[rows], None if who.segment is None else who.segment[rows])


_IS_ANSWERED = np.array([outcome in COUNTS["answered"] for outcome in Outcome])
