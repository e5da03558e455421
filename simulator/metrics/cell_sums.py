"""Sums by cell: what rows of a log add up to by slot and member, and how such sums fill the sheet.

A slot is an interval or the time after a day's closing, a member whatever has rows of its own: a type in a channel, a
group, a segment. This file exists twice: compiled, the same are loops (`cell_sums.pyx`), and the same tests hold for
both.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]

ROUNDING = 1e-6
"""80 % of 5 is 4, whatever the last bit of the product says."""


def by_cell(
    slot: Ints,
    member: Ints,
    slots: int,
    members: int,
    code: NDArray[np.int8],
    counted: Floats,
    weight: Floats | None = None,
    weighed: Floats | None = None,
) -> Floats:
    """Return what rows of a log add up to, shape (slots × members, measures).

    ``slot``, ``member`` and ``code`` are by row. ``counted``, shape (codes, measures), says what a row of each code
    adds, ``weighed`` how often it adds its ``weight`` to further measures, which stand behind the others.
    """
    codes, cells = len(counted), slots * members
    cell = slot * members
    # In place: at a million contacts, asking for memory costs more than the arithmetic.
    cell += member
    cell *= codes
    cell += code
    found: Floats = np.bincount(cell, minlength=cells * codes).reshape(cells, codes) @ counted
    if weight is None or weighed is None:
        return found
    # Times are on the grid, so sums are exact in any order and two workers cannot differ.
    weights = np.bincount(cell, weights=weight, minlength=cells * codes).reshape(cells, codes)
    return np.concatenate((found, weights @ weighed), axis=1)


def put(
    sums: Floats,
    first: int,
    measures: int,
    row: int,
    rows: int,
    amounts: Floats,
    column: int,
    day_of_slot: Ints,
    days: int,
    intervals: int,
) -> None:
    """Put amounts, shape (slots, members, columns), into the sheet, shape (measures, rows, times).

    Into so many ``measures`` from ``first`` on go the columns from ``column`` on, into so many ``rows`` from ``row`` on
    the members; a single member goes into all of them.
    """
    block, mine = sums[first : first + measures, row : row + rows], amounts[:, :rows, column : column + measures]
    block[:, :, 0] = mine.sum(axis=0).T
    for day in range(days):
        block[:, :, 1 + day] = mine[day_of_slot == day].sum(axis=0).T
    block[:, :, 1 + days :] = mine[:intervals].transpose(2, 1, 0)


def by_place(amounts: Floats, slots: int, types: int, channels: int) -> Floats:
    """Return amounts, shape (slots × types × channels, measures), of everything, of types, of channels.

    Shape (slots, 1 + types + channels, measures).
    """
    table = amounts.reshape(slots, types, channels, -1)
    by_type = table.sum(axis=2)
    return np.concatenate((by_type.sum(axis=1, keepdims=True), by_type, table.sum(axis=1)), axis=1)


def days_met(
    amounts: Floats, judged_by: Floats, share: Floats, channels: int, day_of_slot: Ints, named_days: int, intervals: int
) -> Floats:
    """Return on how many days, and in which intervals, targets were met; shape (3, 1 + types + channels, times).

    The three are days on which anybody was judged, those in target, those in target in every interval; times as in the
    sheet. ``amounts`` are shape (slots × types × channels, measures), ``judged_by``, shape (measures, 2), says which of
    them are the numerator and the denominator, ``share`` what each type must reach. Several types together meet their
    targets when each with anybody to judge does. In an interval a day is judged by that interval alone.
    """
    sums = np.ascontiguousarray((amounts @ judged_by).T).reshape(2, len(day_of_slot), len(share), channels)
    by_day = _ByDay(day_of_slot, named_days)
    flags = _judged(np.concatenate((by_day.of(sums, np.add), sums[:, :intervals]), axis=1), share)
    judged, missed = flags
    days = len(judged) - intervals
    in_any, missed_any = by_day.of(flags[:, days:], np.logical_or)
    met = judged & ~missed
    found = np.stack((judged, met, met))
    # Who came after closing only is judged by the day as a whole.
    found[2, :days] = judged[:days] & ~missed_any & (in_any | met[:days])
    whole = found[:, :days].sum(axis=1, keepdims=True)
    named = () if days == 1 and not named_days else (found[:, :days],)
    return np.concatenate((whole, *named, found[:, days:]), axis=1, dtype=np.float64).transpose(0, 2, 1)


class _ByDay:
    """The slots by day; one day for all of them where days have no names."""

    def __init__(self, day_of_slot: Ints, named_days: int) -> None:
        self._day_of_slot, self._named_days = day_of_slot, named_days

    def of(self, slots: NDArray[Any], add: np.ufunc) -> NDArray[Any]:
        """Return what comes by slot, or by interval alone, on the second axis, added up by day."""
        if not self._named_days:
            return np.asarray(add.reduce(slots, axis=1, keepdims=True))
        day_of = self._day_of_slot[: slots.shape[1]]
        return np.stack([add.reduce(slots[:, day_of == day], axis=1) for day in range(self._named_days)], axis=1)


def _judged(sums: Floats, share: Floats) -> Flags:
    """Return whether there was anybody to judge, and whether a target was missed, shape (2, times, rows)."""
    by_type = _missing(sums.sum(axis=3), share)
    places = _missing(sums, share[:, np.newaxis])
    # So it is for any type of everything, for each type, for any type of each channel.
    return np.concatenate((by_type.any(axis=2, keepdims=True), by_type, places.any(axis=2)), axis=2)


def _missing(sums: Floats, share: Floats) -> Flags:
    """Return of each place whether anybody was judged there, and whether the target was missed."""
    return np.stack((sums[1] > 0, sums[0] < share * sums[1] - ROUNDING))
