"""Who came in the time that is reported, as what they count: the requests of a log, made once for all grains.

A contact is counted in the interval it arrived in. What was moved is counted where it came, and as what became of it
where it went; see `chains.py`.
"""

import weakref
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Facts, RunLog
from simulator.metrics.chains import Chains, chains, requests
from simulator.metrics.contact_rows import whereabouts
from simulator.metrics.outcomes import Outcome, Table, floats
from simulator.metrics.overflowed import messages_of
from simulator.metrics.sum_sheet import Floats, Ints, Owners


class Came(NamedTuple):
    """The requests of a log that arrived in the time reported, shape (requests,) each, in the order of their birth."""

    rows: Ints | slice
    """Which contacts they are."""
    found: Chains | None
    """How all contacts of the log hang together; None where each is a request of its own."""
    slot: Ints
    who: Owners
    """The group is that of the first answer, wherever it was given."""
    kind: Ints
    """The contact type."""
    outcome: NDArray[np.int8]
    wait_s: Floats


def came(log: RunLog) -> Came:
    """Return who came in the time that is reported."""
    # Looked at once: in another thread a log may be forgotten meanwhile.
    for known, kept in tuple(_latest):
        if known() is log:
            return kept
    found = came_anew(log)
    # Measures and details ask for the same, one after the other; with the log it is forgotten.
    _latest[:] = [(weakref.ref(log, lambda _: _latest.clear()), found)]
    return found


_latest: list[tuple["weakref.ref[RunLog]", Came]] = []


def came_anew(log: RunLog) -> Came:
    """Return the same, and keep nothing of it."""
    rows, last, columns, found = requests_of(log)
    mine = whereabouts(log, rows, last, columns, decided_at_s(log.facts))
    _let_in_and_asked_for_a_message(log, last, mine.outcome)
    return Came(
        rows,
        found,
        mine.slot,
        Owners(mine.place, mine.segment, mine.group),
        mine.kind,
        mine.outcome,
        np.asarray(columns["wait_s"], dtype=np.float64),
    )


def _let_in_and_asked_for_a_message(log: RunLog, last: Ints | slice, outcome: NDArray[np.int8]) -> None:
    """Tell apart, in place, who left a voicemail without a wait by an overflow rule: the door was open for them."""
    messages = messages_of(log)
    if len(messages):
        at_once = np.flatnonzero(outcome == Outcome.VOICEMAIL_CLOSED)
        ended = np.arange(len(log.contacts["ended_by"]))[last][at_once]
        outcome[at_once[np.isin(ended, messages)]] = Outcome.VOICEMAIL


def requests_of(log: RunLog) -> tuple[Ints | slice, Ints | slice, Table, Chains | None]:
    """Return the requests that arrived in the time reported: rows, where they were decided, columns, all chains."""
    contacts = log.contacts
    found = chains(contacts)
    reported = is_reported(log)
    if found is not None:
        mine = requests(contacts, found, reported)
        return mine.rows, mine.last, mine.columns, found
    if reported is None:
        return slice(None), slice(None), contacts, None
    rows = np.flatnonzero(reported)
    return rows, rows, {name: contacts[name][rows] for name in _READ}, None


def is_reported(log: RunLog) -> NDArray[np.bool_] | None:
    """Return which contacts arrived in the time that is reported; None where all did."""
    arrived_s = floats(log.contacts["arrived_s"])
    # Mostly there is no warm-up at all.
    if arrived_s.min(initial=np.inf) >= log.facts.reports_from_s:
        return None
    reported: NDArray[np.bool_] = arrived_s >= log.facts.reports_from_s
    return reported


def decided_at_s(facts: Facts) -> float:
    """Return the instant at which it is told who is open for too long.

    Where the run was stopped, that instant, which the scenario states; else the last closing, because how long the last
    contact took depends on who else was busy, and a denominator must not.
    """
    return facts.stops_s if np.isfinite(facts.stops_s) else facts.closes_s


_READ = ("arrived_s", "queued_s", "answered_s", "wait_s", "ended_by")
