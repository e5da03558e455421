"""The grain *case*: wishes, whether their first request for a human was answered in time, and whether they were met.

A case counts where and when its first contact came; whoever came for the first time before the time that is reported is
in none.
"""

import numpy as np

from simulator.log import Cause, RunLog
from simulator.metrics.came import Came
from simulator.metrics.case_outcomes import BY_CASE, COUNTED, AllOf, of_cases, of_single
from simulator.metrics.outcomes import integers
from simulator.metrics.sum_sheet import Floats, Ints, Owners, SumSheet

MEASURES = BY_CASE


def fill(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Fill `MEASURES`; the first contact of case i is row i."""
    contacts, slot, who = log.contacts, came.slot, came.who
    solved = integers(contacts["solved"])
    if came.found is None:
        fate = of_single(came.outcome, solved[came.rows])
    else:
        case = contacts["case"].astype(np.intp)
        firsts = np.flatnonzero(contacts["cause"][came.rows] == Cause.FIRST)
        fates_of = of_cases(int(case.max()) + 1, case[came.rows], came.outcome, AllOf(case, solved))
        fate = fates_of[case[came.rows][firsts]]
        slot, who = slot[firsts], _of(who, firsts)
    fates = len(COUNTED)

    def amounts(cell: Ints, cells: int) -> Floats:
        cell *= fates
        cell += fate
        return np.bincount(cell, minlength=cells * fates).reshape(cells, fates) @ COUNTED

    sheet.count(MEASURES, slot, who._replace(group=None), amounts)


def _of(who: Owners, rows: Ints) -> Owners:
    return Owners(who.place[rows], None if who.segment is None else who.segment[rows])
