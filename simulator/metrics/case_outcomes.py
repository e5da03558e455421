"""What became of cases: whether the first request for a human was answered in time, and whether the wish was met.

A customer who leaves and comes again is two contacts and one case. Only its first request for a human counts in time or
late: were the later ones to repair it, a center would look the better the more often its customers have to come.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.outcomes import CAME_CLOSED, Outcome

BY_CASE = ("cases", "cases_decided", "cases_in_time", "cases_decided_while_open", "solved")
"""The measures that count cases."""

_DECIDED, _IN_TIME, _OPEN, _SOLVED = 1, 2, 4, 8
_FATES = 16


class AllOf(NamedTuple):
    """The contacts of all cases, in the order of their birth."""

    case: NDArray[np.intp]
    """Shape (contacts,): numbers from 0 on."""
    solved: NDArray[np.integer[Any]]
    """Shape (contacts,): 1 where a contact ended solved."""


def of_single(outcome: NDArray[np.int8], solved: NDArray[np.integer[Any]]) -> NDArray[np.int8]:
    """Return the fate of each case (see `COUNTED`) where each has one contact; shape (cases,)."""
    fate: NDArray[np.int8] = FATE_OF[outcome * np.int8(2) + (solved == 1)]
    return fate


def of_cases(cases: int, asked: NDArray[np.intp], outcome: NDArray[np.int8], every: AllOf) -> NDArray[np.int8]:
    """Return the fate of each case (see `COUNTED`), shape (cases,).

    ``asked`` is the case of each request and ``outcome`` what became of it, in the order of their birth. Whom a machine
    had alone, or handed over, has not asked for a human yet.
    """
    first = np.full(cases, np.int8(Outcome.CONTAINED))
    human = np.flatnonzero((outcome != Outcome.CONTAINED) & (outcome != Outcome.HANDED_OVER))[::-1]
    # Of several requests of one case the first one stays: numpy assigns in order.
    first[asked[human]] = outcome[human]
    solved = np.zeros(cases, dtype=np.int8)
    solved[every.case] = every.solved
    return of_single(first, solved)


def _fate(outcome: Outcome, solved: bool) -> int:
    # A machine that solved it alone was in time, too.
    in_time = outcome is Outcome.IN_TIME or (outcome is Outcome.CONTAINED and solved)
    bits = {
        _DECIDED: outcome is not Outcome.NOT_YET_DECIDED,
        _IN_TIME: in_time,
        _OPEN: outcome not in CAME_CLOSED,
        _SOLVED: solved,
    }
    return sum(bit for bit, is_so in bits.items() if is_so)


FATE_OF = np.array([_fate(outcome, solved) for outcome in Outcome for solved in (False, True)], dtype=np.int8)
"""Twice the outcome, and one more where the case is solved: the fate, see `COUNTED`."""
COUNTED: NDArray[np.float64] = np.array(
    [
        [float(fate & bits == bits) for bits in (0, _DECIDED, _IN_TIME, _DECIDED | _OPEN, _SOLVED)]
        for fate in range(_FATES)
    ]
)
"""Shape (fates, measures): what a case of each fate adds to `BY_CASE`."""
