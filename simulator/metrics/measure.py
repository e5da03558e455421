"""One log becomes one small array: the additive measures of every cell, and its waits in bins that add up.

Everything a report shows of a replication is made of these numbers, so the log can be forgotten. Contacts are counted
by bincount over (interval, place, outcome): one pass over the columns, however many measures there are.

A contact is counted in the interval it arrived in, closed contacts and their handle time in the interval they were
closed in, agents' time where the clock was. What happens after closing is in the cell of the day, where there are
several, and in the whole horizon's, and in no interval; the measures of the occupancies leave it out there too, they
look at opening hours only.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, RunLog
from simulator.metrics.cells import Cell, cells_of, day_labels, day_of_part, interval_of
from simulator.metrics.days_kept import BY_DAY, JUDGED_BY, Slots, days_kept
from simulator.metrics.outcomes import COUNTS, WAITS, Outcome, outcomes
from simulator.metrics.wait_bins import WaitBins, binned
from simulator.metrics.waits import is_waited
from simulator.metrics.work import BUSY, LOGGED_IN, handle_s, is_closed, last_group

_BY_ARRIVAL = (*COUNTS, *WAITS)
_BY_CLOSING = ("closed", "handle_s")
_BY_CLOCK = ("logged_in_s", "paid_s", "cost", "staffed_s", "busy_s", "slot_s", "slot_capacity_s")
MEASURES: tuple[str, ...] = (*_BY_ARRIVAL, *_BY_CLOSING, *_BY_CLOCK, *BY_DAY, "open_s")
"""The names of the rows of `Summary.sums`."""
_OF_GROUPS = ("answered", "answered_in_time", "wait_s_answered")
"""What a group owns of arrivals: only an answered contact has one."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Summary:
    """What is kept of one replication. Where a measure is not defined for a kind of row it is NaN."""

    cells: tuple[Cell, ...]
    sums: Floats
    """Shape (measures, cells), rows as in `MEASURES`."""
    waits: WaitBins
    """What quantiles are made of."""
    answered_by: Floats
    """Shape (types, groups): contacts of the type that the group answered, in the whole horizon."""


def measure(log: RunLog) -> Summary:
    """Return the measures and waits of ``log`` for every cell.

    ``legs["contact"]`` is a contact's row in ``contacts``; the talk legs of a contact stand in the order they happened.
    T and the short-abandon time are those of each contact's type (``facts``).
    """
    sheet = _Sheet(log)
    contacts, facts = log.contacts, log.facts
    kind, channel = contacts["type"].astype(np.intp), contacts["channel"].astype(np.intp)
    wait_s = _floats(contacts["wait_s"])
    outcome = outcomes(contacts, facts.within_s[kind], facts.short_s[kind], facts.closes_s)
    who = _Owners(
        place=kind * sheet.channels + channel,
        group=_somebody(last_group(log.legs, len(wait_s)), sheet.groups),
        segment=_somebody(contacts["segment"].astype(np.intp), sheet.segments) if sheet.segments else None,
    )
    slot = interval_of(_floats(contacts["arrived_s"]), facts)
    _sum_arrivals(sheet, slot, who, outcome, wait_s, facts.target_share)
    _sum_closings(sheet, log, who)
    _sum_agent_time(sheet, log)
    sheet.fill(("open_s",), slice(None), np.append(facts.open_s, np.zeros(len(facts.days)))[:, np.newaxis, np.newaxis])
    cells = cells_of(log.names, facts)
    waits = _bins(cells, slot, who, sheet, is_waited(outcome, wait_s), wait_s)
    answered_by = _answered_by(sheet, kind, who.group, outcome)
    return Summary(cells, sheet.sums.reshape(len(MEASURES), -1), waits, answered_by)


class _Owners(NamedTuple):
    """Whose each contact is, shape (contacts,) each."""

    place: Ints
    """Type × channel."""
    group: Ints
    """The number of groups where it is nobody's."""
    segment: Ints | None
    """The number of segments where it is in none; None where there are no segments at all."""


def _somebody(member: Ints, members: int) -> Ints:
    """Return ``member`` with the place after the last one for nobody."""
    member[member == NOBODY] = members
    return member


class _Sheet:
    """The sums while they are filled: shape (measures, rows, times).

    Times are the whole horizon, the days where there are several, the intervals. What is summed comes by *slots*: the
    intervals, then the times after each day's closing.
    """

    def __init__(self, log: RunLog) -> None:
        names = log.names
        self.types, self.channels, self.groups, self.segments = (
            len(members) for members in (names.types, names.channels, names.groups, names.segments)
        )
        self.intervals = len(log.facts.open_s)
        self.day_of_slot = day_of_part(log.facts)
        self.slots, self.days = len(self.day_of_slot), len(day_labels(log.facts))
        self.times = 1 + self.days + self.intervals
        self.row_of_types = slice(1, 1 + self.types)
        self.row_of_channels = slice(1 + self.types, 1 + self.types + self.channels)
        first_group = 1 + self.types + self.channels
        self.row_of_groups = slice(first_group, first_group + self.groups)
        self.row_of_segments = slice(first_group + self.groups, None)
        self.rows = first_group + self.groups + self.segments
        self.sums = np.full((len(MEASURES), self.rows, self.times), np.nan)

    def fill(self, measures: tuple[str, ...], rows: slice, amounts: Floats) -> None:
        """Put ``amounts``, shape (slots, members, measures), into ``rows``."""
        first = MEASURES.index(measures[0])
        block = self.sums[first : first + len(measures), rows]
        block[:, :, 0] = amounts.sum(axis=0).T
        for day in range(self.days):
            block[:, :, 1 + day] = amounts[self.day_of_slot == day].sum(axis=0).T
        block[:, :, 1 + self.days :] = amounts[: self.intervals].transpose(2, 1, 0)

    def fill_by_place(self, measures: tuple[str, ...], amounts: Floats) -> None:
        """Put ``amounts``, shape (slots × types × channels, measures), into the rows of everything, types, channels."""
        table = amounts.reshape(self.slots, self.types, self.channels, len(measures))
        by_type = table.sum(axis=2)
        self.fill(measures, slice(0, 1), by_type.sum(axis=1, keepdims=True))
        self.fill(measures, self.row_of_types, by_type)
        self.fill(measures, self.row_of_channels, table.sum(axis=1))

    def fill_by_member(self, measures: tuple[str, ...], rows: slice, amounts: Floats) -> None:
        """Put ``amounts``, shape (slots × (members + 1), measures), into ``rows``; the last member is nobody."""
        self.fill(measures, rows, amounts.reshape(self.slots, -1, len(measures))[:, :-1])


def _sum_arrivals(
    sheet: _Sheet, slot: Ints, who: _Owners, outcome: NDArray[np.int8], wait_s: Floats, target_share: Floats
) -> None:
    known = ~np.isnan(wait_s)
    wait_s = np.where(known, wait_s, 0.0)
    fate = outcome * np.int8(2) + known

    def amounts(members: int, member: Ints) -> Floats:
        cell, cells = _cell(slot, members, member), sheet.slots * members
        # In place: at a million contacts, asking for memory costs more than the arithmetic.
        cell *= _FATES
        cell += fate
        contacts = np.bincount(cell, minlength=cells * _FATES).reshape(cells, _FATES)
        waits_s = np.bincount(cell, weights=wait_s, minlength=cells * _FATES).reshape(cells, _FATES)
        # Times are on the grid, so sums are exact in any order and two workers cannot differ.
        return np.concatenate((contacts @ _COUNTS_OF_FATE, waits_s @ _WAITS_OF_FATE), axis=1)

    by_place = amounts(sheet.types * sheet.channels, who.place)
    sheet.fill_by_place(_BY_ARRIVAL, by_place)
    _sum_days(sheet, by_place, target_share)
    mine = amounts(sheet.groups + 1, who.group)
    for name in _OF_GROUPS:
        at = _BY_ARRIVAL.index(name)
        sheet.fill_by_member((name,), sheet.row_of_groups, mine[:, at : at + 1])
    if who.segment is not None:
        sheet.fill_by_member(_BY_ARRIVAL, sheet.row_of_segments, amounts(sheet.segments + 1, who.segment))


def _sum_days(sheet: _Sheet, by_place: Floats, target_share: Floats) -> None:
    """Add up the days on which targets were met; ``by_place`` as `_Sheet.fill_by_place` takes it."""
    table = by_place.reshape(sheet.slots, sheet.types, sheet.channels, len(_BY_ARRIVAL))
    sums = np.stack([table[..., columns].sum(axis=3) for columns in _JUDGED])
    kept = days_kept(sums, target_share, Slots(sheet.intervals, sheet.day_of_slot, sheet.days))
    sheet.sums[_DAYS, : kept.shape[1]] = kept


def _answered_by(sheet: _Sheet, kind: Ints, group: Ints, outcome: NDArray[np.int8]) -> Floats:
    """Return who answered what, shape (types, groups): an answered contact is that of the group that had it last."""
    cell, cells = _cell(kind, sheet.groups + 1, group), sheet.types * (sheet.groups + 1)
    # Where nobody ever came, numpy would count in whole numbers.
    answered = _floats(np.bincount(cell, weights=_ANSWERED[outcome], minlength=cells))
    return answered.reshape(sheet.types, sheet.groups + 1)[:, :-1]


def _sum_closings(sheet: _Sheet, log: RunLog, who: _Owners) -> None:
    closed = np.flatnonzero(is_closed(log.contacts))
    slot = interval_of(_floats(log.contacts["closed_s"])[closed], log.facts)
    seconds = handle_s(log.legs, len(who.place))[closed]

    def amounts(members: int, member: Ints) -> Floats:
        cell, cells = _cell(slot, members, member[closed]), sheet.slots * members
        contacts = np.bincount(cell, minlength=cells)
        return np.stack((contacts, np.bincount(cell, weights=seconds, minlength=cells)), axis=1)

    sheet.fill_by_place(_BY_CLOSING, amounts(sheet.types * sheet.channels, who.place))
    sheet.fill_by_member(_BY_CLOSING, sheet.row_of_groups, amounts(sheet.groups + 1, who.group))
    if who.segment is not None:
        sheet.fill_by_member(_BY_CLOSING, sheet.row_of_segments, amounts(sheet.segments + 1, who.segment))


def _sum_agent_time(sheet: _Sheet, log: RunLog) -> None:
    """Add up agents' seconds and what they cost. Everything an agent is logged in for is paid, so far.

    The cost of everybody is known only where that of every group is.
    """
    time = log.agent_time
    cell = time["interval"].astype(np.intp) * sheet.groups + time["group"].astype(np.intp)
    seconds = np.bincount(
        cell * _STATES + time["state"].astype(np.intp),
        weights=_floats(time["seconds"]),
        minlength=sheet.slots * sheet.groups * _STATES,
    ).reshape(sheet.slots, sheet.groups, _STATES)
    logged_in_s, busy_s = seconds[:, :, LOGGED_IN].sum(axis=2), seconds[:, :, BUSY].sum(axis=2)
    cost = logged_in_s * log.facts.wage_per_s
    slot_s = np.bincount(cell, weights=_floats(time["slot_seconds"]), minlength=sheet.slots * sheet.groups)
    slot_s = slot_s.reshape(sheet.slots, sheet.groups)
    capacity_s = logged_in_s * log.facts.slots
    amounts = np.stack((logged_in_s, logged_in_s, cost, logged_in_s, busy_s, slot_s, capacity_s), axis=2)
    # Occupancy, of whatever kind, looks at opening hours only.
    amounts[sheet.intervals :, :, _BY_CLOCK.index("staffed_s") :] = 0.0
    sheet.fill(_BY_CLOCK, sheet.row_of_groups, amounts)
    sheet.fill(_BY_CLOCK, slice(0, 1), amounts.sum(axis=1, keepdims=True))


def _bins(
    cells: tuple[Cell, ...], slot: Ints, who: _Owners, sheet: _Sheet, waited: NDArray[np.bool_], wait_s: Floats
) -> WaitBins:
    """Return the waits that ended, by type and channel, then by segment, and in each by slot; see `Layout`."""
    rows = np.flatnonzero(waited)
    slot, wait_s = slot[rows], wait_s[rows]
    place = who.place[rows] * sheet.slots + slot
    if who.segment is None:
        return binned(cells, place, wait_s)
    segment = who.segment[rows]
    mine = segment < sheet.segments
    of_segment = (sheet.types * sheet.channels + segment[mine]) * sheet.slots + slot[mine]
    return binned(cells, np.concatenate((place, of_segment)), np.concatenate((wait_s, wait_s[mine])))


def _cell(slot: Ints, members: int, member: Ints) -> Ints:
    cell = slot * members
    cell += member
    return cell


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)


_FATES = 2 * len(Outcome)
"""An outcome, and whether the wait is known."""
_JUDGED = [[_BY_ARRIVAL.index(name) for name in names] for names in (JUDGED_BY.numerator, JUDGED_BY.denominator)]
_DAYS = slice(MEASURES.index(BY_DAY[0]), MEASURES.index(BY_DAY[0]) + len(BY_DAY))
_STATES = max(*LOGGED_IN, *BUSY) + 1


def _of_fate(parts: dict[str, tuple[Outcome, ...]]) -> Floats:
    """Return shape (fates, measures): 1 where a contact of that fate is added to the measure."""
    return np.array(
        [
            [float(outcome in outcomes_of and (known or name != "waited")) for name, outcomes_of in parts.items()]
            for outcome in Outcome
            for known in (False, True)
        ]
    )


_ANSWERED = np.array([float(outcome in COUNTS["answered"]) for outcome in Outcome])
_COUNTS_OF_FATE = _of_fate(COUNTS)
_WAITS_OF_FATE = _of_fate(WAITS)
