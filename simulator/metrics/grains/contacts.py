"""The grain *contact*: who came and what became of them, whose targets were met, what was closed.

Counted by bincount over (slot, owner, outcome): one pass over the columns, however many measures there are. What came
is counted in the interval of its arrival; what was closed, and its handle time, in the interval of the closing, where
the work was done: that is the only place where a contact counts that another one was moved or passed on to.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.log import EndedBy, RunLog
from simulator.metrics.came import Came
from simulator.metrics.cells import interval_of
from simulator.metrics.chains import MAY_GO_ON, WENT_ON, went_on
from simulator.metrics.days_kept import BY_DAY, JUDGED_BY, DaySlots, days_kept
from simulator.metrics.outcomes import COUNTS, WAITS, Outcome, floats, integers
from simulator.metrics.sum_sheet import Floats, Ints, Owners, SumSheet, place_of, segment_of, somebody
from simulator.metrics.work import handle_s, is_closed

BY_ARRIVAL = (*COUNTS, *WAITS)
BY_CLOSING = ("closed", "handle_s", "closed_unsolved")
MEASURES = (*BY_ARRIVAL, *WENT_ON, *BY_CLOSING, *BY_DAY)

_OF_GROUPS = (("answered", "answered_in_time"), ("wait_s_answered",))
"""What a group owns of arrivals, neighbours together: only an answered contact has one."""


def fill(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Fill `MEASURES`."""
    _arrivals(sheet, came, log.facts.target_share)
    _went_on(sheet, log, came)
    _closings(sheet, log)


def answered_by(sheet: SumSheet, came: Came) -> Floats:
    """Return who answered what, shape (types, groups): an answered contact is that of the group that answered first."""
    assert came.who.group is not None
    cell, cells = came.kind * (sheet.groups + 1) + came.who.group, sheet.types * (sheet.groups + 1)
    # Where nobody ever came, numpy would count in whole numbers.
    answered = np.bincount(cell, weights=_ANSWERED[came.outcome], minlength=cells).astype(np.float64, copy=False)
    return answered.reshape(sheet.types, sheet.groups + 1)[:, :-1]


def _arrivals(sheet: SumSheet, came: Came, target_share: Floats) -> None:
    known = ~np.isnan(came.wait_s)
    wait_s = np.where(known, came.wait_s, 0.0)
    fate = came.outcome * np.int8(2) + known

    def amounts(cell: Ints, cells: int) -> Floats:
        # In place: at a million contacts, asking for memory costs more than the arithmetic.
        cell *= _FATES
        cell += fate
        contacts = np.bincount(cell, minlength=cells * _FATES).reshape(cells, _FATES)
        waits_s = np.bincount(cell, weights=wait_s, minlength=cells * _FATES).reshape(cells, _FATES)
        # Times are on the grid, so sums are exact in any order and two workers cannot differ.
        return np.concatenate((contacts @ _COUNTS_OF_FATE, waits_s @ _WAITS_OF_FATE), axis=1)

    who = came.who
    by_place = sheet.added(came.slot, who.place, sheet.types * sheet.channels, amounts)
    sheet.fill_by_place(BY_ARRIVAL, by_place)
    _days(sheet, by_place, target_share)
    assert who.group is not None
    mine = sheet.added(came.slot, who.group, sheet.groups + 1, amounts)
    for names in _OF_GROUPS:
        at = BY_ARRIVAL.index(names[0])
        sheet.fill_by_member(names, sheet.row_of_groups, mine[:, at : at + len(names)])
    if who.segment is not None:
        of_segments = sheet.added(came.slot, who.segment, sheet.segments + 1, amounts)
        sheet.fill_by_member(BY_ARRIVAL, sheet.row_of_segments, of_segments)


def _days(sheet: SumSheet, by_place: Floats, target_share: Floats) -> None:
    """Add up the days on which targets were met; ``by_place`` as `SumSheet.fill_by_place` takes it."""
    judged = np.ascontiguousarray((by_place @ _JUDGED).T)
    sums = judged.reshape(2, sheet.slots, sheet.types, sheet.channels)
    kept = days_kept(sums, target_share, DaySlots(sheet.intervals, sheet.day_of_slot, sheet.days))
    sheet.of(BY_DAY, slice(0, kept.shape[1]))[:] = kept


def _went_on(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Count who was moved, passed on, or left after an answer; mostly there is nobody, and who is answered is served.

    What an agent does counts in the interval in which the contact came, of the type that it is.
    """
    contacts = log.contacts
    goes_on = (_GOES_ON[integers(contacts["ended_by"])] > np.isnan(contacts["answered_s"])).any()
    if came.found is None and not goes_on and not any(_any_in(log, name) for name in MAY_GO_ON):
        sheet.count_nothing(WENT_ON)
        sheet.copy("services", "answered")
        return
    found = went_on(contacts, came.found)
    slot = interval_of(floats(contacts["arrived_s"]), log.facts)
    rows = np.flatnonzero((slot >= 0) & np.any([amount != 0 for amount in found.values()], axis=0))
    slot = slot[rows]
    columns = [found[name][rows].astype(np.float64) for name in WENT_ON]

    def amounts(cell: Ints, cells: int) -> Floats:
        return np.stack([np.bincount(cell, weights=one, minlength=cells) for one in columns], axis=1)

    sheet.count(WENT_ON, slot, Owners(place_of(log, rows), segment_of(log, rows)), amounts)


def _closings(sheet: SumSheet, log: RunLog) -> None:
    contacts = log.contacts
    rows = np.flatnonzero(is_closed(contacts))
    slot = interval_of(np.asarray(contacts["closed_s"], dtype=np.float64)[rows], log.facts)
    if np.isfinite(log.facts.reports_from_s):
        rows, slot = rows[slot >= 0], slot[slot >= 0]
    seconds = handle_s(log.spans, len(contacts["ended_by"]))[rows]
    unsolved = integers(contacts["solved"])[rows] == 0
    mostly_none = not unsolved.any()

    def amounts(cell: Ints, cells: int) -> Floats:
        closed = np.bincount(cell, minlength=cells)
        failed = np.zeros(cells) if mostly_none else np.bincount(cell, weights=unsolved, minlength=cells)
        return np.stack((closed, np.bincount(cell, weights=seconds, minlength=cells), failed), axis=1)

    group = somebody(contacts["closed_group"][rows], sheet.groups)
    sheet.count(BY_CLOSING, slot, Owners(place_of(log, rows), segment_of(log, rows), group), amounts)


def _any_in(log: RunLog, name: str) -> bool:
    return name in log.contacts and bool(np.asarray(log.contacts[name]).any())


def _of_fate(parts: dict[str, tuple[Outcome, ...]]) -> Floats:
    """Return shape (fates, measures): 1 where a contact of that fate is added to the measure."""
    return np.array(
        [
            [float(outcome in of and (known or name != "waited")) for name, of in parts.items()]
            for outcome in Outcome
            for known in (False, True)
        ]
    )


_GOES_ON = np.zeros(len(EndedBy), dtype=np.int8)
_GOES_ON[[EndedBy.MOVED, EndedBy.PASSED_ON]] = 2
_GOES_ON[EndedBy.ABANDONED] = 1
"""2 of endings that are counted in `WENT_ON`, 1 of those that are where the contact was answered before."""
_FATES = 2 * len(Outcome)
"""An outcome, and whether the wait is known."""
_JUDGED: Floats = np.array(
    [[float(name in names) for names in (JUDGED_BY.numerator, JUDGED_BY.denominator)] for name in BY_ARRIVAL]
)
"""Shape (measures, 2): 1 where a measure is added to the numerator, and to the denominator."""
_ANSWERED: NDArray[np.float64] = np.array([float(outcome in COUNTS["answered"]) for outcome in Outcome])
_COUNTS_OF_FATE = _of_fate(COUNTS)
_WAITS_OF_FATE = _of_fate(WAITS)
