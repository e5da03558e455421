"""What customers heard of their wait before it began, beside the wait that came.

A wait is held against what was announced where it ended with an answer: of whoever gave up nobody knows how long they
would have waited. Whoever is moved goes on waiting.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.metrics.chains import Chains, chains, waits_until
from simulator.metrics.outcomes import Table, column, endings, floats, is_answered

ANNOUNCED = ("announced", "announced_answered", "announced_error_s", "announced_bias_s")
"""The measures: who heard of a wait, of whom it can be told how true it was, and by how much it was not."""

Floats = NDArray[np.float64]


class Announced(NamedTuple):
    """The contacts whose customers heard of a wait, shape (contacts,) each."""

    rows: NDArray[np.intp]
    off_s: Floats
    """Announced − waited; NaN where nobody answered, or no end of the wait was in sight."""

    @property
    def amounts(self) -> list[Floats]:
        """Return what each adds to each of `ANNOUNCED`."""
        known = ~np.isnan(self.off_s)
        off_s = np.where(known, self.off_s, 0.0)
        return [np.ones(len(known)), known.astype(np.float64), np.abs(off_s), off_s]


def announced(contacts: Table, found: Chains | None) -> Announced | None:
    """Return who heard of a wait; None where nobody did. ``found`` is how the contacts hang together."""
    if "announced_s" not in contacts:
        return None
    said_s = floats(contacts["announced_s"])
    rows = np.flatnonzero(~np.isnan(said_s))
    if not len(rows):
        return None
    ended_by, wait_s = endings(contacts["ended_by"]), floats(contacts["wait_s"])[rows]
    answered = is_answered(contacts, ended_by)[rows]
    if found is not None:
        moved = np.flatnonzero(found.last[rows] != rows)
        mine, last = rows[moved], found.last[rows[moved]]
        since_s = floats(contacts["queued_s" if "queued_s" in contacts else "arrived_s"])
        answered[moved] = is_answered(contacts, ended_by)[last]
        wait_s[moved] = waits_until(contacts, mine, last, since_s[mine])
    off_s = said_s[rows] - wait_s
    return Announced(rows, np.where(answered & np.isfinite(off_s), off_s, np.nan))


def announced_count(contacts: Table) -> int:
    """Return how many contacts heard an announced wait.

        contacts with ``announced_s``

    Contacts whose wait had no end in sight are among them. Without announcements: 0.

    >>> announced_count({"ended_by": ["agent"] * 2, "wait_s": [9.0, 9.0], "announced_s": [60.0, float("nan")]})
    1
    """
    return int(_sums(contacts)[0])


def announced_answered(contacts: Table) -> int:
    """Return for how many contacts the announced wait can be compared with the wait.

        contacts that heard a finite wait and were answered

    Without such contacts: 0.

    >>> announced_answered({"ended_by": ["agent", "abandoned"], "wait_s": [9.0, 9.0], "announced_s": [60.0, 60.0]})
    1
    """
    return int(_sums(contacts)[1])


def announced_error(contacts: Table) -> float:
    """Return by how much the announced wait was wrong, on average, in seconds.

        |announced - wait| of contacts that heard a finite wait and were answered / their number

    The wait of a contact that was moved ends where it was answered. Contacts that were not answered are left out; more
    of them would have waited for long. Without such contacts: NaN.

    >>> announced_error({"ended_by": ["agent"] * 2, "wait_s": [30.0, 90.0], "announced_s": [60.0, 60.0]})
    30.0
    """
    return _mean(contacts, 2)


def announced_bias(contacts: Table) -> float:
    """Return how much longer the announced wait was than the wait, on average, in seconds; negative: shorter.

        (announced - wait) of contacts that heard a finite wait and were answered / their number

    Contacts are those of `announced_error`. Without such contacts: NaN.

    >>> announced_bias({"ended_by": ["agent"] * 2, "wait_s": [30.0, 70.0], "announced_s": [60.0, 60.0]})
    10.0
    """
    return _mean(contacts, 3)


def _mean(contacts: Table, which: int) -> float:
    sums = _sums(contacts)
    return sums[which] / sums[1] if sums[1] else float("nan")


def _sums(contacts: Table) -> list[float]:
    column(contacts, "announced_s")
    known = announced(contacts, chains(contacts))
    return [0.0] * len(ANNOUNCED) if known is None else [float(amount.sum()) for amount in known.amounts]
