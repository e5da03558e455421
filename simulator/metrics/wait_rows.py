"""Waits, row by row: in bins and buckets, as people in a queue through the day, and who was taken from a queue by whom.

This file exists twice: compiled, the same are loops (`wait_rows.pyx`), and the same tests hold for both.
"""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, EndedBy, RunLog, SpanKind
from simulator.metrics.outcomes import floats, integers
from simulator.metrics.wait_bins import BINS, bin_of
from simulator.metrics.waits import is_waited

_TALKS = (SpanKind.TALK, SpanKind.IN_HAND, SpanKind.REPLY, SpanKind.READING, SpanKind.IN_VAIN)
IS_TAKEN = np.array([kind in _TALKS for kind in SpanKind])
"""By the number of a `SpanKind`: whether an agent has taken the contact."""

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
Ints = NDArray[np.int64]


def in_bins(
    outcome: NDArray[np.int8],
    wait_s: Floats,
    slot: Rows,
    slots: int,
    place: Rows,
    places: int,
    segment: Rows | None,
    segments: int,
) -> tuple[Ints, Ints]:
    """Return which bins hold anybody, as place × slot × `BINS` + bin, sorted, and how many each.

    Of requests whose wait ended; ``places`` are the types by channel, and those who are in a segment count once more in
    the places of the segments, which follow.
    """
    rows = np.flatnonzero(is_waited(outcome, wait_s))
    slot, wait_s = slot[rows], wait_s[rows]
    where = place[rows] * slots + slot
    if segment is not None:
        mine = np.flatnonzero(segment[rows] < segments)
        where = np.concatenate((where, (places + segment[rows][mine]) * slots + slot[mine]))
        wait_s = np.concatenate((wait_s, wait_s[mine]))
    return np.unique(where * BINS + bin_of(wait_s), return_counts=True)


def in_buckets(
    outcome: NDArray[np.int8], wait_s: Floats, kind: Rows, types: int, ending_of: Rows, endings: int, edges_s: Floats
) -> Ints:
    """Return how many waits ended how, shape (types, endings, buckets); a bucket holds its upper end."""
    waited = np.flatnonzero(is_waited(outcome, wait_s))
    buckets = len(edges_s) + 1
    bucket = np.searchsorted(edges_s, wait_s[waited], side="left")
    cell = (kind[waited] * endings + ending_of[outcome[waited]]) * buckets + bucket
    shape = (types, endings, buckets)
    counts: Ints = np.bincount(cell, minlength=prod(shape)).reshape(shape)
    return counts


def in_queue_s(log: RunLog, edges_s: Floats) -> Floats:
    """Return how many seconds contacts of each type waited in each step between edges, shape (types, steps)."""
    waiting = np.flatnonzero(log.spans["kind"] == SpanKind.QUEUE)
    kind = log.contacts["type"][log.spans["contact"][waiting]].astype(np.intp)
    from_s, to_s = (floats(log.spans[end][waiting]) for end in ("from_s", "to_s"))
    return seconds_in(kind, from_s, to_s, len(log.names.types), edges_s)


def seconds_in(row: Rows, from_s: Floats, to_s: Floats, rows: int, edges_s: Floats) -> Floats:
    """Return how many seconds of the spans [from, to) lie in each step; shape (rows, steps).

    A span counts where it starts and where it ends; between them it fills the steps, however many.

    >>> seconds_in(np.array([0]), np.array([50.0]), np.array([250.0]), 1, np.array([0.0, 100.0, 200.0, 300.0])).tolist()
    [[50.0, 100.0, 50.0]]
    """
    steps = len(edges_s) - 1
    time_s = np.concatenate((from_s, to_s)).clip(edges_s[0], edges_s[-1])
    sign = np.ones(len(time_s))
    sign[len(row) :] = -1.0
    step = np.minimum(np.searchsorted(edges_s, time_s, side="right") - 1, steps - 1)
    cell = np.concatenate((row, row))
    cell *= steps
    cell += step
    shape, cells = (rows, steps), rows * steps
    left_s = np.bincount(cell, sign * (edges_s[step + 1] - time_s), minlength=cells)
    # Where nobody ever was, numpy would count in whole numbers.
    seconds: Floats = left_s.astype(np.float64, copy=False).reshape(shape)
    begun = np.bincount(cell, sign, minlength=cells).reshape(shape).cumsum(axis=1)
    seconds[:, 1:] += begun[:, :-1] * np.diff(edges_s)[1:]
    return seconds


def queued(log: RunLog, reported: NDArray[np.bool_] | None) -> tuple[Floats, Floats, Floats]:
    """Return `Used.queued_by`, `queued_in` and `arrived_in` of contacts that are ``reported``; None: all are.

    A contact that is passed on within its type waits again, and whoever then takes it takes it from a queue, too.
    """
    types, groups, segments = len(log.names.types), len(log.names.groups), len(log.names.segments) + 1
    kind, segment = log.contacts["type"].astype(np.intp), log.contacts["segment"].astype(np.intp)
    waits, taken = _waits(log)
    row, taker = log.spans["contact"][waits].astype(np.intp), integers(log.spans["group"])[taken]
    # Who is still in a queue waits, and perhaps just since now; not who is in talk, nor whom an agent took at once and
    # has not written to yet, nor who stands outside a door.
    open_ = log.contacts["ended_by"] == EndedBy.STILL_OPEN
    waited = open_ & np.isnan(floats(log.contacts["assigned_s"])) & ~np.isnan(floats(log.contacts["queued_s"]))
    waited[row] = True
    place = kind if segments == 1 else kind * segments + segment % segments
    by, was_taken = kind[row] * groups + taker, taken != NOBODY
    if reported is not None:
        was_taken &= reported[row]
        place, waited = place[reported], waited[reported]
    return (
        counted(by[was_taken], types, groups),
        counted(place[waited], types, segments),
        counted(place, types, segments),
    )


def answered(log: RunLog, among: NDArray[np.bool_] | None) -> Floats:
    """Return how many contacts of each type each group answered first, shape (types, groups); ``among`` None: all."""
    types, groups = len(log.names.types), len(log.names.groups)
    by = integers(log.contacts["answered_group"]).astype(np.intp)
    mine = by != NOBODY
    if among is not None:
        mine &= among
    return counted(log.contacts["type"].astype(np.intp)[mine] * groups + by[mine], types, groups)


def counted(cell: Rows, rows: int, columns: int) -> Floats:
    """Return how often each cell is there, shape (rows, columns)."""
    return np.bincount(cell, minlength=rows * columns).reshape(rows, columns).astype(np.float64)


def _waits(log: RunLog) -> tuple[Rows, Rows]:
    """Return the spans in a queue that took any time, and the span in which each was taken; `NOBODY` where none was.

    Spans of a contact stand in the order in which they began. Ringing at an agent takes nobody from a queue, nor does
    who passed the contact on and still has a wrap-up to do, or stays with the customer and then tells the next agent.
    """
    kind, contact = log.spans["kind"], log.spans["contact"]
    from_s, to_s, agent = floats(log.spans["from_s"]), floats(log.spans["to_s"]), integers(log.spans["agent"])
    waits = np.flatnonzero(kind == SpanKind.QUEUE)
    waits = waits[to_s[waits] > from_s[waits]]
    last = len(kind) - 1

    def talk_from(follows: Rows) -> tuple[Rows, NDArray[np.bool_]]:
        """Return the first talk from there on that begins when the wait is over, and whether there is one."""
        while True:
            mine = contact[follows] == contact[waits]
            found = mine & IS_TAKEN[kind[follows]] & (from_s[follows] >= to_s[waits])
            if not (further := mine & ~found & (follows < last)).any():
                return follows, found
            follows = follows + further

    follows, is_taken = talk_from(np.minimum(waits + 1, last))
    passed_on = is_taken & (waits > 0) & (contact[waits - 1] == contact[waits])
    if passed_on.any():
        # Of two who begin to talk at once, the one who had the contact before tells the other one.
        others, there = talk_from(np.minimum(follows + is_taken, last))
        both = passed_on & there & (others != follows) & (from_s[others] == from_s[follows])
        before = _talked_before(waits, kind, contact, agent)
        follows = np.where(both & (agent[follows] == before), others, follows)
    return waits, np.where(is_taken, follows, NOBODY)


def _talked_before(
    waits: Rows, kind: NDArray[np.generic], contact: NDArray[np.generic], agent: NDArray[np.integer[Any]]
) -> NDArray[np.integer[Any]]:
    """Return who had each of the contacts that wait in hand before; `NOBODY` where nobody had."""
    rows = np.arange(len(kind))
    talk = np.maximum.accumulate(np.where(IS_TAKEN[kind], rows, 0))[waits]
    mine = IS_TAKEN[kind[talk]] & (contact[talk] == contact[waits])
    return np.where(mine, agent[talk], NOBODY)
