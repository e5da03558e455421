"""The grain *contact*: who came and what became of them, whose targets were met, what was closed.

Counted by slot, owner and outcome: one pass over the columns, however many measures there are. What came
is counted in the interval of its arrival; what was closed, and its handle time, in the interval of the closing, where
the work was done: that is the only place where a contact counts that another one was moved or passed on to.
"""

import numpy as np

from simulator.log import EndedBy, RunLog
from simulator.metrics.came import Came
from simulator.metrics.cell_sums import by_cell, days_met
from simulator.metrics.cells import interval_of
from simulator.metrics.chains import MAY_GO_ON, WENT_ON, went_on
from simulator.metrics.contact_rows import closings
from simulator.metrics.days_kept import BY_DAY, JUDGED_BY
from simulator.metrics.outcomes import COUNTS, WAITS, Outcome, floats, integers
from simulator.metrics.sum_sheet import Floats, Ints, Owners, SumSheet, place_of, segment_of

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
    answered = by_cell(came.kind, came.who.group, sheet.types, sheet.groups + 1, came.outcome, _ANSWERED)
    return answered.reshape(sheet.types, sheet.groups + 1)[:, :-1]


def _arrivals(sheet: SumSheet, came: Came, target_share: Floats) -> None:
    known = ~np.isnan(came.wait_s)
    wait_s = np.where(known, came.wait_s, 0.0)
    add = sheet.counted(came.slot, came.outcome * np.int8(2) + known, _COUNTS_OF_FATE, wait_s, _WAITS_OF_FATE)
    who = came.who
    places = add(who.place, sheet.types * sheet.channels)
    sheet.fill_by_place(BY_ARRIVAL, places)
    kept = days_met(places, _JUDGED, target_share, sheet.channels, sheet.day_of_slot, sheet.days, sheet.intervals)
    sheet.of(BY_DAY, slice(0, kept.shape[1]))[:] = kept
    assert who.group is not None
    mine = add(who.group, sheet.groups + 1)
    for names in _OF_GROUPS:
        sheet.fill_by_member(names, sheet.row_of_groups, mine, BY_ARRIVAL.index(names[0]))
    if who.segment is not None:
        sheet.fill_by_member(BY_ARRIVAL, sheet.row_of_segments, add(who.segment, sheet.segments + 1))


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
    add = sheet.added(slot, [found[name][rows].astype(np.float64) for name in WENT_ON])
    sheet.count(WENT_ON, Owners(place_of(log, rows), segment_of(log, rows)), add)


def _closings(sheet: SumSheet, log: RunLog) -> None:
    closed = closings(log)
    add = sheet.counted(closed.slot, closed.unsolved, _CLOSED, closed.handle_s, _HANDLED)

    def amounts(member: Ints, members: int) -> Floats:
        # As `BY_CLOSING`: what weighs stands between what counts.
        return np.take(add(member, members), (0, 2, 1), axis=1)

    sheet.count(BY_CLOSING, Owners(closed.place, closed.segment, closed.group), amounts)


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
_ANSWERED: Floats = np.array([[float(outcome in COUNTS["answered"])] for outcome in Outcome])
"""Shape (outcomes, 1): 1 where a contact was answered."""
_CLOSED: Floats = np.array([[1.0, 0.0], [1.0, 1.0]])
"""Shape (2, 2): what a contact that is solved, and one that is not, adds to the closed and to the unsolved."""
_HANDLED: Floats = np.ones((2, 1))
_COUNTS_OF_FATE = _of_fate(COUNTS)
_WAITS_OF_FATE = _of_fate(WAITS)
