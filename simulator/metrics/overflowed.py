"""What overflow rules did: who became a contact of another type, who had to change the channel, what was offered.

Each contact counts as what it was when it left, or was asked, however often its customer goes on; so these are no
measures of requests. Who takes up an offer changes the channel of their own will; who is moved or redirected does not.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, Cause, RunLog
from simulator.metrics.outcomes import Table, column, integers, numbers, whole

OVERFLOWED = ("overflowed", "channel_changes", "offers", "offers_accepted")
"""The measures."""
DID = ("left_out", "declined", "applied")
"""What became of a contact that a rule was checked for, in words: the numbers of the log from −1 on."""
LEFT_OUT, DECLINED, APPLIED = range(-1, 2)
_OFFER, _MESSAGE = "offer", "message"

Ints = NDArray[np.intp]


class Offers(NamedTuple):
    """What was offered, shape (offers,) each."""

    contact: Ints
    accepted: NDArray[np.bool_]


def offers_of(log: RunLog) -> Offers:
    """Return what was offered in a log."""
    if not log.overflow:
        return _NONE
    is_offer = np.array([verb == _OFFER for verb in log.names.verbs], dtype=np.bool_)
    did = integers(log.overflow["did"])
    rows = np.flatnonzero(is_offer[integers(log.overflow["rule"])] & (did != LEFT_OUT))
    return Offers(log.overflow["contact"][rows].astype(np.intp), did[rows] == APPLIED)


def messages_of(log: RunLog) -> Ints:
    """Return the contacts of a log that left a voicemail by a rule, whether or not they had begun to wait."""
    if not log.overflow:
        return _NONE.contact
    leaves = np.array([verb == _MESSAGE for verb in log.names.verbs], dtype=np.bool_)
    mine = leaves[integers(log.overflow["rule"])] & (integers(log.overflow["did"]) == APPLIED)
    contacts: Ints = log.overflow["contact"][mine].astype(np.intp)
    return contacts


def overflow_counts(contacts: Table, offers: Offers) -> dict[str, NDArray[np.float64]]:
    """Return what each contact adds to each of `OVERFLOWED`, shape (contacts,) each."""
    parent, child, cause = _moves(contacts)
    count = len(whole(contacts["contact"]))
    overflowed = parent[cause == Cause.OVERFLOW]
    channel = np.asarray(contacts["channel"])
    changed = parent[channel[parent] != channel[child]]
    forced = changed[~np.isin(changed, offers.contact[offers.accepted])]
    rows = (overflowed, forced, offers.contact, offers.contact[offers.accepted])
    return {
        name: np.bincount(mine, minlength=count).astype(np.float64) for name, mine in zip(OVERFLOWED, rows, strict=True)
    }


def overflowed(contacts: Table) -> int:
    """Return how often a contact became one of another type by an overflow rule.

        contacts moved by a rule + contacts whose customer accepted an offer

    Reads ``contact``, ``parent``, ``cause`` and ``channel``. A contact that is moved twice counts twice, each time as
    what it was then. Without such contacts: 0.

    >>> contacts = {"contact": [0, 1], "parent": [-1, 0], "cause": ["first", "overflow"], "channel": ["voice", "chat"]}
    >>> overflowed(contacts)
    1
    """
    return _sum(contacts, None, "overflowed")


def channel_changes(contacts: Table, overflow: Table | None = None) -> int:
    """Return how often a contact was moved to another channel without being asked.

        contacts moved by a rule, or redirected, to a type on another channel

    Reads ``contact``, ``parent``, ``cause`` and ``channel``, and in ``overflow`` (contact, verb, did) which offers were
    accepted: they are left out. Left out itself, all contacts count that became one of another channel. Without such
    contacts: 0.

    >>> contacts = {"contact": [0, 1], "parent": [-1, 0], "cause": ["first", "overflow"], "channel": ["voice", "chat"]}
    >>> channel_changes(contacts)
    1
    >>> channel_changes(contacts, {"contact": [0], "verb": ["offer"], "did": ["applied"]})
    0
    """
    return _sum(contacts, overflow, "channel_changes")


def offers(overflow: Table) -> int:
    """Return how often a customer was offered another channel.

        offers accepted + offers declined

    Reads ``contact``, ``verb`` and ``did``. Customers whom the share of the rule leaves out are offered nothing.
    Without offers: 0.

    >>> offers({"contact": [0, 1, 2], "verb": ["offer"] * 3, "did": ["applied", "declined", "left_out"]})
    2
    """
    return len(_offers_in(overflow).contact)


def offers_accepted(overflow: Table) -> int:
    """Return how often a customer accepted the offer of another channel.

        offers accepted

    Reads ``contact``, ``verb`` and ``did``. Without offers: 0.

    >>> offers_accepted({"contact": [0, 1, 2], "verb": ["offer"] * 3, "did": ["applied", "declined", "left_out"]})
    1
    """
    return int(_offers_in(overflow).accepted.sum())


def _sum(contacts: Table, overflow: Table | None, name: str) -> int:
    return int(overflow_counts(contacts, _NONE if overflow is None else _offers_in(overflow))[name].sum())


def _offers_in(overflow: Table) -> Offers:
    verb, did = (np.asarray(column(overflow, name)).astype(str) for name in ("verb", "did"))
    rows = np.flatnonzero((verb == _OFFER) & (did != DID[0]))
    return Offers(whole(column(overflow, "contact"))[rows], did[rows] == DID[-1])


def _moves(contacts: Table) -> tuple[Ints, Ints, NDArray[np.integer[Any]]]:
    """Return the contacts that became another one by a rule or a closed door, what they became, and why."""
    cause = numbers(column(contacts, "cause"), Cause, "cause")
    parent, contact = whole(column(contacts, "parent")), whole(column(contacts, "contact"))
    child = np.flatnonzero(np.isin(cause, (Cause.OVERFLOW, Cause.REDIRECT)) & (parent != NOBODY))
    order = np.argsort(contact, kind="stable")
    place = np.minimum(np.searchsorted(contact[order], parent[child]), len(contact) - 1)
    found = order[place]
    known = contact[found] == parent[child]
    return found[known], child[known], cause[child[known]]


_NONE = Offers(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.bool_))
