"""The grain *case*: wishes, whether their first request for a human was answered in time, and whether they were met.

A case counts where and when its first contact came, with all its contacts; whoever came for the first time before the
time that is reported is in none.
"""

import numpy as np

from simulator.log import Cause, RunLog
from simulator.metrics.attempts import BY_ATTEMPTS, again_s_of, all_contacts, first_of_each, of_attempts, solved_of
from simulator.metrics.came import Came, decided_at_s
from simulator.metrics.case_outcomes import BY_CASE, COUNTED, of_cases
from simulator.metrics.contact_rows import single_cases
from simulator.metrics.outcomes import floats, integers
from simulator.metrics.sum_sheet import Ints, Owners, SumSheet

MEASURES = (*BY_CASE, *BY_ATTEMPTS)


def fill(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Fill `MEASURES`; the first contact of case i is row i."""
    contacts, slot, who = log.contacts, came.slot, came.who
    solved = integers(contacts["solved"])
    alone = came.found is None and again_s_of(contacts) is None
    follows = False
    if alone:
        fate, follows = single_cases(came.outcome, solved[came.rows], integers(contacts["ended_by"])[came.rows])
        first = np.arange(len(solved))[came.rows]
    else:
        case, rows = contacts["case"].astype(np.intp), np.arange(len(solved))[came.rows]
        mine = np.flatnonzero(contacts["cause"][rows] == Cause.FIRST)
        every = all_contacts(contacts, case)
        fate = of_cases(int(case.max()) + 1, case[rows], came.outcome, solved_of(every))[case[rows[mine]]]
        slot, who, first = slot[mine], _of(who, mine), rows[mine]
    who = who._replace(group=None)
    sheet.count(BY_CASE, who, sheet.counted(slot, fate, COUNTED))
    if follows and _says_nothing_more(log):
        _of_single_contacts(sheet)
    else:
        _attempts(sheet, log, first, slot, who)


def _says_nothing_more(log: RunLog) -> bool:
    """Return whether of cases of one contact nothing else may be said: none is watched, nobody was passed on.

    In a center in which nobody comes again and nobody is passed on it mostly is so.
    """
    contacts = log.contacts
    # Where anybody may be watched they are counted one by one; whose window is the shortest does not matter.
    shortest_s = float(log.facts.fcr_window_s.min(initial=np.inf))
    if decided_at_s(log.facts) - shortest_s > floats(contacts["arrived_s"]).min(initial=np.inf):
        return False
    return not ("passes" in contacts and contacts["passes"].any())


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
    sheet.count(BY_ATTEMPTS, who, sheet.added(slot, found))


def _of(who: Owners, rows: Ints) -> Owners:
    return Owners(who.place[rows], None if who.segment is None else who.segment[rows])
