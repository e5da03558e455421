"""Further waits: of who was sent on, by an agent or by a closed door, how long they waited then and how it ended.

Whoever is passed on by an agent waits once more, for the next one; whoever is redirected at a closed door waits as what
the contact is then. Each such wait counts as what the contact is in it, by the target of that type: no service level
of that type knows of it, for a request counts where it came. A contact that agents pass on within its type has a
further wait for each time; one that is redirected on, before it waits at all, has it where it ends up.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, EndedBy, SpanKind
from simulator.metrics.chains import MOVED_ON, Chains, chains
from simulator.metrics.outcomes import Table, column, endings, floats, is_answered, is_served_last, numbers, whole

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


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


def further_waits(contacts: Table, spans: Table | None = None, passed: Table | None = None) -> FurtherWaits:
    """Return the further waits of ``contacts``, of a log or of an export.

    Which contacts were sent on say ``parent`` and ``cause``; of those who were passed on within their type ``passed``
    says when (contact, group, passed_s) and ``spans`` how long they then stood in a queue. Who was passed on by a
    machine waits for the first time, for all that is known of it, and is not here.

    >>> contacts = {"ended_by": ["moved", "agent"], "parent": [-1, 0], "cause": ["first", "redirect"],
    ...             "wait_s": [0.0, 9.0], "arrived_s": [0.0, 0.0], "queued_s": [float("nan"), 0.0]}
    >>> further_waits(contacts).wait_s.tolist()
    [9.0]
    """
    return _joined(_sent_on(contacts, chains(contacts)), _passed_within(contacts, spans, passed))


def of_log(contacts: Table, found: Chains | None, spans: Table, passed: Table | None) -> FurtherWaits:
    """Return the same of a log of which it is known how its contacts hang together."""
    return _joined(_sent_on(contacts, found), _passed_within(contacts, spans, passed))


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


def _passed_within(contacts: Table, spans: Table | None, passed: Table | None) -> FurtherWaits:
    """Return the waits of contacts that were passed on and stayed what they are.

    Each but the last of a contact was answered, or nobody could have passed it on once more. Whoever was sent away at
    that very instant waited for no time.
    """
    if passed is None or spans is None or not len(whole(column(passed, "contact"))):
        return _NONE
    row, passed_s = whole(passed["contact"]), floats(column(passed, "passed_s"))
    order = np.lexsort((passed_s, row))
    row, passed_s, group = row[order], passed_s[order], whole(column(passed, "group"))[order]
    last = np.append(row[1:] != row[:-1], True)
    kind = numbers(column(spans, "kind"), SpanKind, "kind")
    of, from_s, to_s = whole(spans["contact"]), floats(spans["from_s"]), floats(spans["to_s"])
    waits = kind == SpanKind.QUEUE
    until_s = _until_s(row, passed_s, last, (of[waits], from_s[waits], to_s[waits]))
    how = endings(contacts["ended_by"])[row]
    # Of who is open nobody wrote whether the last wait was over: a talk began when it was.
    talks = kind == SpanKind.TALK
    begun = _pairs(row, until_s, of[talks], from_s[talks])
    answered = ~last | np.where(how == EndedBy.STILL_OPEN, begun, is_served_last(how))
    how = np.where(answered, EndedBy.AGENT, how)
    wait_s = np.where(how == EndedBy.STILL_OPEN, np.nan, until_s - passed_s)
    return FurtherWaits(row, group, passed_s, passed_s, wait_s, how)


def _until_s(row: Ints, passed_s: Floats, last: NDArray[np.bool_], waits: tuple[Ints, Floats, Floats]) -> Floats:
    """Return until when each of those who were passed on waited: that very instant where there is no span of a wait.

    Who was passed on twice at one instant waited in between for no time.
    """
    of, from_s, to_s = waits
    final = last | np.append(passed_s[1:] != passed_s[:-1], True)
    order = np.lexsort((to_s, from_s, of))
    of, from_s, to_s = of[order], from_s[order], to_s[order]
    # Of several spans that begin at one instant only the last one can have any length.
    keep = np.append((of[1:] != of[:-1]) | (from_s[1:] != from_s[:-1]), True)[: len(of)]
    of, from_s, to_s = of[keep], from_s[keep], to_s[keep]
    place = _place(row, passed_s, of, from_s)
    return np.where(final & (place != NOBODY), np.append(to_s, np.nan)[place], passed_s)


def _pairs(row: Ints, time_s: Floats, of: Ints, from_s: Floats) -> NDArray[np.bool_]:
    """Return whether each (row, time) is among the pairs of ``of`` and ``from_s``."""
    found: NDArray[np.bool_] = _place(row, time_s, of, from_s) != NOBODY
    return found


def _place(row: Ints, time_s: Floats, of: Ints, from_s: Floats) -> Ints:
    """Return where each (row, time) stands among the pairs of ``of`` and ``from_s``; `NOBODY` where it does not."""
    times_s, number = np.unique(np.concatenate((time_s, from_s)), return_inverse=True)
    width = len(times_s)
    wanted, known = row * width + number[: len(row)], of * width + number[len(row) :]
    order = np.argsort(known, kind="stable")
    at = np.searchsorted(known[order], wanted)
    here = np.append(order, NOBODY)[at]
    return np.where((at < len(known)) & (np.append(known, NOBODY)[here] == wanted), here, NOBODY)


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
