"""Further waits: of who was sent on, by an agent or by a closed door, how long they waited then and how it ended.

Whoever is passed on by an agent waits once more, for the next one; whoever is redirected at a closed door waits as what
the contact is then. Each such wait counts as what the contact is in it, by the target of that type: no service level
of that type knows of it, for a request counts where it came. A contact that agents pass on within its type has a
further wait for each time; one that is redirected on, before it waits at all, has it where it ends up.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, EndedBy
from simulator.metrics.chains import MOVED_ON, Chains, chains
from simulator.metrics.outcomes import Table, column, endings, floats, is_answered, whole

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]

_TIMES = ("passed_s", "answered_s")


class FurtherWaits(NamedTuple):
    """The further waits of some contacts, shape (waits,) each; a table as those of contacts are, too."""

    contact: Ints
    """The row of the contact that waits, in its table."""
    group: Ints
    """The group to which it was passed, the only one that may take it; `NOBODY` where there is none."""
    arrived_s: Floats
    """When it was sent on."""
    queued_s: Floats
    """When it entered a queue; later than that where it waited for an opening, NaN where it never did."""
    wait_s: Floats
    """NaN where it never began, or did not end."""
    ended_by: NDArray[np.integer[Any]]
    """How the wait ended: `EndedBy.AGENT` stands for an answer, whatever came later."""

    def of(self, some: Ints) -> "FurtherWaits":
        """Return some of them."""
        return FurtherWaits(
            self.contact[some],
            self.group[some],
            self.arrived_s[some],
            self.queued_s[some],
            self.wait_s[some],
            self.ended_by[some],
        )

    @property
    def columns(self) -> dict[str, NDArray[Any]]:
        """Return them as a table of contacts that each waited once."""
        # Of how long somebody waited an export may know nothing, and of the answer all the same.
        known_s = np.where(np.isnan(self.queued_s + self.wait_s), self.arrived_s, self.queued_s + self.wait_s)
        answered_s = np.where(self.ended_by == EndedBy.AGENT, known_s, np.nan)
        return {**self._asdict(), "answered_s": answered_s}


def further_waits(contacts: Table, passed: Table | None = None) -> FurtherWaits:
    """Return the further waits of ``contacts``, of a log or of an export.

    Which contacts were sent on say ``parent`` and ``cause``; of those who were passed on within their type ``passed``
    says when, and when the next agent answered, if any did (contact, group, passed_s, answered_s). Who was passed on by
    a machine waits for the first time, for all that is known of it, and is not here.

    >>> contacts = {"ended_by": ["moved", "agent"], "parent": [-1, 0], "cause": ["first", "redirect"],
    ...             "wait_s": [0.0, 9.0], "arrived_s": [0.0, 0.0], "queued_s": [float("nan"), 0.0]}
    >>> further_waits(contacts).wait_s.tolist()
    [9.0]
    """
    return of_log(contacts, chains(contacts), passed)


def of_log(contacts: Table, found: Chains | None, passed: Table | None) -> FurtherWaits:
    """Return the same of a log of which it is known how its contacts hang together."""
    return _joined(_sent_on(contacts, found), _passed_within(contacts, passed))


def _sent_on(contacts: Table, found: Chains | None) -> FurtherWaits:
    """Return the waits of contacts that others became: the first each of them has."""
    if found is None:
        return _NONE
    ended_by = endings(contacts["ended_by"])
    rows = np.flatnonzero(~found.own & ~np.isin(ended_by, MOVED_ON))
    how = ended_by[rows]
    arrived_s = floats(column(contacts, "arrived_s"))[rows]
    return FurtherWaits(
        rows,
        np.full(len(rows), NOBODY),
        arrived_s,
        floats(contacts["queued_s"])[rows] if "queued_s" in contacts else arrived_s,
        floats(contacts["wait_s"])[rows],
        np.where(is_answered(contacts, ended_by)[rows], EndedBy.AGENT, how),
    )


def _passed_within(contacts: Table, passed: Table | None) -> FurtherWaits:
    """Return the waits of contacts that were passed on and stayed what they are.

    Each but the last of a contact was answered, or nobody could have passed it on once more; with the last that nobody
    answered it ended itself, or is still open.
    """
    if passed is None or not len(whole(column(passed, "contact"))):
        return _NONE
    row, passed_s, answered_s = whole(passed["contact"]), *(floats(column(passed, name)) for name in _TIMES)
    answered = ~np.isnan(answered_s)
    until_s = np.where(answered, answered_s, floats(column(contacts, "ended_s"))[row])
    how = np.where(answered, EndedBy.AGENT, endings(contacts["ended_by"])[row])
    return FurtherWaits(row, whole(column(passed, "group")), passed_s, passed_s, until_s - passed_s, how)


def _joined(one: FurtherWaits, other: FurtherWaits) -> FurtherWaits:
    return FurtherWaits(
        np.concatenate((one.contact, other.contact)),
        np.concatenate((one.group, other.group)),
        np.concatenate((one.arrived_s, other.arrived_s)),
        np.concatenate((one.queued_s, other.queued_s)),
        np.concatenate((one.wait_s, other.wait_s)),
        np.concatenate((one.ended_by, other.ended_by)),
    )


_NONE = FurtherWaits(
    np.empty(0, dtype=np.intp),
    np.empty(0, dtype=np.intp),
    np.empty(0),
    np.empty(0),
    np.empty(0),
    np.empty(0, dtype=np.int8),
)
