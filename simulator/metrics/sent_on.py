"""Further waits: of who was sent on, by an agent, a closed door or an overflow rule, how long they waited then, and how
it ended.

Whoever is passed on by an agent waits once more, for the next one; whoever is redirected at a closed door, or moved by
a rule, waits as what the contact is then. Each such wait counts as what the contact is when it begins, by the target of
that type: no service level of that type knows of it, for a request counts where it came. A contact that agents pass on
within its type has a further wait for each time. One that is sent on before it waits at all has it where it ends up;
one that is moved while it waits goes on waiting: that is one further wait, which ends as the last contact's does.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, EndedBy
from simulator.metrics.chains import MOVED_ON, Chains, chains, waits_until
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
    within = _passed_within(contacts, found, passed)
    return _joined(_sent_on(contacts, found, within), within)


def _sent_on(contacts: Table, found: Chains | None, within: FurtherWaits) -> FurtherWaits:
    """Return the waits of contacts that others became, but for those that only go on with the wait of another one.

    ``within`` are the waits of contacts that were passed on within their type.
    """
    if found is None:
        return _NONE
    ended_by = endings(contacts["ended_by"])
    answered = is_answered(contacts, ended_by)
    arrived_s, wait_s = floats(column(contacts, "arrived_s")), floats(contacts["wait_s"])
    queued_s = floats(contacts["queued_s"]) if "queued_s" in contacts else arrived_s
    waited = ~np.isnan(queued_s) if "queued_s" in contacts else wait_s > 0
    goes_on = found.next != np.arange(len(found.next))
    known = answered | ~np.isin(ended_by, MOVED_ON)
    begins = ~found.own & known[found.last] & (waited | ~goes_on | answered)
    cut = np.zeros(len(goes_on), dtype=np.bool_)
    cut[within.contact] = answered[within.contact] & np.isin(ended_by[within.contact], MOVED_ON)
    rows = np.flatnonzero(begins & ~_goes_on_waiting(found, goes_on & (cut | (~found.own & waited & ~answered))))
    last = found.last[rows]
    waits_s, moved = wait_s[rows], np.flatnonzero(last != rows)
    if len(moved):
        waits_s[moved] = waits_until(contacts, rows[moved], last[moved], queued_s[rows[moved]])
    return FurtherWaits(
        rows,
        np.full(len(rows), NOBODY),
        arrived_s[rows],
        queued_s[rows],
        waits_s,
        np.where(answered[last], EndedBy.AGENT, ended_by[last]),
    )


def _goes_on_waiting(found: Chains, begun: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which contacts go on with a further wait of another one; those ``begun`` were moved in one."""
    later = np.zeros(len(begun), dtype=np.bool_)
    rows = np.flatnonzero(begun)
    while len(rows):
        rows = found.next[rows]
        later[rows] = True
        rows = rows[found.next[rows] != rows]
    return later


def _passed_within(contacts: Table, found: Chains | None, passed: Table | None) -> FurtherWaits:
    """Return the waits of contacts that were passed on and stayed what they are.

    Each but the last of a contact was answered, or nobody could have passed it on once more; with the last that nobody
    answered it ended itself, was moved, or is still open.
    """
    if passed is None or not len(whole(column(passed, "contact"))):
        return _NONE
    row, passed_s, answered_s = whole(passed["contact"]), *(floats(column(passed, name)) for name in _TIMES)
    ended_by, ended_s = endings(contacts["ended_by"]), floats(column(contacts, "ended_s"))
    # Who is moved in that wait goes on with it; mostly nobody is.
    last = row if found is None else found.last[found.next[row]]
    went_on = is_answered(contacts, ended_by)[last] & (last != row)
    answered = ~np.isnan(answered_s)
    later_s = np.where(went_on, floats(contacts["answered_s"])[last], ended_s[last]) if went_on.any() else ended_s[last]
    until_s = np.where(answered, answered_s, later_s)
    how = np.where(answered | went_on, EndedBy.AGENT, ended_by[last])
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
