"""Where contacts went: which of them are requests of their own, and in which contact each was decided.

Who is moved (overflow, a redirect, an offer or a call-back taken) asked once: the request is the first contact, and
what became of it is what became of the last one it was moved to. Who is passed on by an agent was answered; the contact
that waits then is no request either, and where that is moved once more, nothing of the answer changes. What such later
contacts cost is counted where it was done, not here.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, Cause, EndedBy
from simulator.metrics.outcomes import Table, endings, floats, is_answered, is_served_last, numbers, whole

MOVES = (Cause.CALL_BACK, Cause.OVERFLOW, Cause.REDIRECT)
"""Why a contact exists that another one was moved to."""
MOVED_ON = (EndedBy.MOVED, EndedBy.CALL_BACK)
"""How a contact ends that goes on in another one."""

_WHOLE = ("passes", "stories")

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


class Chains(NamedTuple):
    """How the contacts of a table hang together, shape (contacts,) each."""

    own: NDArray[np.bool_]
    """Whether it is a request of its own: not what another one was moved to, nor the rest of one that was answered."""
    last: Ints
    """The row in which it was decided: its own unless it was moved before anybody answered."""
    root: Ints
    """The row of the request that it belongs to."""
    next: Ints
    """The row it was moved to; its own where it was not."""


def chains(contacts: Table) -> Chains | None:
    """Return how contacts hang together; None where each is a request of its own that stayed where it was.

    Reads ``contact``, ``parent``, ``cause`` and what says who was answered (see `outcomes`). A table without ``parent``
    and ``cause`` has single contacts. Whose parent is not in the table was answered there, if it was passed on.
    """
    if not ("parent" in contacts and "cause" in contacts):
        return None
    cause = numbers(contacts["cause"], Cause, "cause")
    # Mostly nobody comes twice, and nobody is moved.
    if not cause.any():
        return None
    ended_by = endings(contacts["ended_by"])
    parent = _rows_of(contacts, len(cause))
    has_parent = whole(contacts["parent"]) != NOBODY
    answered = np.append(is_answered(contacts, ended_by), True)
    moved_to = has_parent & np.isin(cause, MOVES)
    own = ~moved_to & ~(has_parent & (cause == Cause.TRANSFER) & answered[parent])
    rows = np.arange(len(cause))
    following = rows.copy()
    children = np.flatnonzero(moved_to & (parent != NOBODY))
    children = children[np.isin(ended_by[parent[children]], MOVED_ON)]
    following[parent[children]] = children
    last = _followed(np.where(answered[:-1], rows, following))
    return Chains(own, last, _followed(np.where(own | (parent == NOBODY), rows, parent)), following)


class Requests(NamedTuple):
    """The requests among the contacts of a table, with what became of them: a table again, shape (requests,) each."""

    rows: Ints
    """Which contacts they are."""
    last: Ints
    """In which contacts they were decided."""
    columns: dict[str, NDArray[Any]]
    """``ended_by``, ``wait_s`` and, when they are known, ``answered_s``, ``arrived_s``, ``queued_s``."""


def requests(contacts: Table, found: Chains, among: NDArray[np.bool_] | None = None) -> Requests:
    """Return the requests of ``contacts``, those of ``among`` if it is given, each as what it was moved to became.

    The wait of one that was moved goes from its first entry into a queue to the first answer, or to the end of where
    it went.
    """
    rows = np.flatnonzero(found.own if among is None else found.own & among)
    last = found.last[rows]
    ended_by = endings(contacts["ended_by"])
    columns: dict[str, NDArray[Any]] = {"ended_by": ended_by[last], "wait_s": floats(contacts["wait_s"])[rows]}
    columns |= {name: floats(contacts[name])[rows] for name in ("arrived_s", "queued_s") if name in contacts}
    if "answered_s" in contacts:
        columns["answered_s"] = floats(contacts["answered_s"])[last]
    moved = np.flatnonzero(last != rows)
    if len(moved):
        queued_s = _queued_s(contacts, found, rows[moved])
        columns["wait_s"][moved] = waits_until(contacts, rows[moved], last[moved], queued_s)
        if "queued_s" in columns:
            columns["queued_s"][moved] = queued_s
    return Requests(rows, last, columns)


WENT_ON = ("moved", "passed_on", "abandoned_later", "services", "stories_repeated", "repeated_s")
"""The measures of what happened after or instead of an answer, and of what was served at all."""
MAY_GO_ON = ("passes", "stories", "repeated_s")
"""The columns that say more of it, where a table has them."""


def went_on(contacts: Table, found: Chains | None) -> dict[str, NDArray[Any]]:
    """Return what each contact adds to each of `WENT_ON`, shape (contacts,) each.

    Who leaves while waiting has abandoned once: as a request that nobody ever answered, or later. A contact that agents
    pass on within its type is one contact and several services: each agent who talks to the customer serves once.
    """
    ended_by = endings(contacts["ended_by"])
    answered = is_answered(contacts, ended_by)
    moved = (ended_by == EndedBy.MOVED) & ~answered
    given = ended_by == EndedBy.PASSED_ON
    passes, stories, repeated_s = (filled(contacts, name) for name in MAY_GO_ON)
    # A machine that hands over has served, too. Who was passed on and then left, or still waits, was not served again.
    services = (answered | given) + passes - ((passes > 0) & ~is_served_last(ended_by))
    if found is not None:
        moved &= found.own
        answered = answered[found.last[found.root]]
    return {
        "moved": moved,
        "passed_on": given + passes,
        "abandoned_later": (ended_by == EndedBy.ABANDONED) & answered,
        "services": services,
        "stories_repeated": stories,
        "repeated_s": repeated_s,
    }


def filled(contacts: Table, name: str) -> Floats:
    """Return a column of amounts; 0 where the table has no such column or it is not known."""
    if name not in contacts:
        return np.zeros(len(contacts["ended_by"]))
    given = contacts[name]
    amounts = whole(given).clip(0) if name in _WHOLE else floats(given)
    return np.nan_to_num(np.asarray(amounts, dtype=np.float64))


def _queued_s(contacts: Table, found: Chains, rows: Ints) -> Floats:
    """Return when each of the moved requests ``rows`` first entered a queue, wherever that was; NaN: never."""
    queued_s = floats(contacts["queued_s" if "queued_s" in contacts else "arrived_s"])
    last, here, from_s = found.last[rows], rows, queued_s[rows]
    while (before := np.isnan(from_s) & (here != last)).any():
        here = np.where(before, found.next[here], here)
        from_s = np.where(before, queued_s[here], from_s)
    return from_s


def waits_until(contacts: Table, rows: Ints, last: Ints, queued_s: Floats) -> Floats:
    """Return how long ``rows`` waited since ``queued_s``, until what became of ``last``; NaN: never, or still does."""
    answered = is_answered(contacts, endings(contacts["ended_by"]))[last]
    ended_s = floats(contacts["ended_s"])[last]
    to_s = np.where(answered, floats(contacts["answered_s"])[last], ended_s) if "answered_s" in contacts else ended_s
    # Who was answered without ever standing in a queue waited from arrival on.
    return to_s - np.where(np.isnan(queued_s) & answered, floats(contacts["arrived_s"])[rows], queued_s)


def _rows_of(contacts: Table, count: int) -> Ints:
    """Return the row of each contact's parent; `NOBODY` where it has none or the table does not have it."""
    parent = whole(contacts["parent"])
    contact = whole(contacts["contact"]) if "contact" in contacts else np.arange(count)
    if (contact == np.arange(count)).all():
        return np.where(parent < count, parent, NOBODY)
    order = np.argsort(contact, kind="stable")
    place = np.minimum(np.searchsorted(contact[order], parent), count - 1)
    found = order[place]
    return np.where((contact[found] == parent) & (parent != NOBODY), found, NOBODY)


def _followed(following: Ints) -> Ints:
    """Return where each row ends when it is followed from one to the next."""
    # Twice as far each time; no chain is longer than the table, and a circle in a table of elsewhere ends, too.
    for _ in range(len(following).bit_length()):
        further = following[following]
        if (further == following).all():
            break
        following = further
    return following
