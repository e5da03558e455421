"""Which conversations and messages a target has decided, and which of them are in time: row by row.

Time counts inside ``hours``; without, all of it does. What is open at ``ends_s`` is not in time once more than T has
counted, and not yet decided before; without ``ends_s`` nobody knows for how long it is open. What ends in exactly T is
in time. Tables are those of `outcomes` and `replied`, with ``arrived_s``, ``ended_s`` and ``solved``.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import EndedBy
from simulator.metrics.outcomes import COUNTS, Outcome, Table, column, endings, floats, outcomes, whole
from simulator.metrics.time_in_hours import Floats, Hours, between

Flags = NDArray[np.bool_]
_LOST = (*COUNTS["abandoned"], Outcome.SENT_AWAY)
"""Offered, gone without an answer, and in every service level."""


class InTarget(NamedTuple):
    """What is decided, and what of it is in time, shape (rows,) each."""

    decided: Flags
    met: Flags


def of_first_replies(contacts: Table, within_s: float, ends_s: float | None, hours: Hours | None) -> InTarget:
    """Return which conversations their first reply decides, and which got it in time.

    Of those that never got one, those count that a service level counts.
    """
    fate = _fates(contacts)
    answered = np.isin(fate, COUNTS["answered"])
    since_s, answered_s = _since_s(contacts, answered), _answered_s(contacts)
    late = (fate == Outcome.STILL_OPEN) & (_so_far_s(since_s, None, ends_s, hours) > within_s)
    met = answered & (between(since_s, answered_s, hours) <= within_s)
    return InTarget(answered | np.isin(fate, _LOST) | late, met)


def of_replies(
    replies: Table, within_s: float, ends_s: float | None, hours: Hours | None, is_open: Flags | None = None
) -> InTarget:
    """Return which messages are decided, and which of them were answered in time.

    ``is_open`` says of which the conversation is open; without it all may be that have no reply, and without ``ends_s``
    none is.
    """
    asked_s, sent_s = floats(column(replies, "asked_s")), floats(column(replies, "sent_s"))
    waits = np.isnan(sent_s) if is_open is None else np.isnan(sent_s) & is_open
    late = _so_far_s(asked_s, None, ends_s, hours) > within_s
    return InTarget(~waits | late | (ends_s is None), between(asked_s, sent_s, hours) <= within_s)


def of_solved(
    contacts: Table, later_s: Floats | None, within_s: float, ends_s: float | None, hours: Hours | None
) -> InTarget:
    """Return which conversations are decided by whether they were solved, and which were so in time.

    ``later_s``, by contact, is how long customers waited for replies after the first one (`waited_later_s`); None: all
    of the time until the last reply counts.
    """
    fate, ended_by = _fates(contacts), endings(column(contacts, "ended_by"))
    answered, is_open = np.isin(fate, COUNTS["answered"]), ended_by == EndedBy.STILL_OPEN
    solved = answered & (ended_by == EndedBy.AGENT)
    if "solved" in contacts:
        solved &= whole(contacts["solved"]) != 0
    arrived_s = floats(column(contacts, "arrived_s"))
    if later_s is None:
        took_s = between(arrived_s, floats(column(contacts, "ended_s")), hours)
        so_far_s = _so_far_s(arrived_s, None, ends_s, hours)
    else:
        answered_s = _answered_s(contacts)
        took_s = between(arrived_s, answered_s, hours) + later_s
        so_far_s = _so_far_s(arrived_s, answered_s, ends_s, hours) + later_s
    late = is_open & (so_far_s > within_s)
    return InTarget((answered & ~is_open) | np.isin(fate, _LOST) | late, solved & (took_s <= within_s))


def waited_later_s(replies: Table, is_open: Flags, ends_s: float | None, hours: Hours | None) -> Floats:
    """Return how long each message after the first one waited for its reply, shape (messages,); 0 of the first.

    Of a conversation that ``is_open`` it is how long by ``ends_s``; what nobody answered in another one adds nothing.
    """
    asked_s, sent_s = floats(column(replies, "asked_s")), floats(column(replies, "sent_s"))
    took_s = np.where(is_open, _so_far_s(asked_s, sent_s, ends_s, hours), between(asked_s, sent_s, hours))
    return np.where(whole(column(replies, "number")) > 1, np.nan_to_num(took_s), 0.0)


def _fates(contacts: Table) -> NDArray[np.int8]:
    """Return what contacts count as, whatever any service level says."""
    return outcomes(contacts, np.inf, np.inf)


def _since_s(contacts: Table, answered: Flags) -> Floats:
    """Return when each wait began; NaN where it did not."""
    arrived_s = floats(column(contacts, "arrived_s"))
    queued_s = floats(contacts["queued_s"]) if "queued_s" in contacts else arrived_s
    # Who was answered without ever standing in a queue waited from arrival on.
    return np.where(np.isnan(queued_s) & answered, arrived_s, queued_s)


def _answered_s(contacts: Table) -> Floats:
    """Return when the first reply was sent; NaN where none was."""
    if "answered_s" in contacts:
        return floats(contacts["answered_s"])
    answered = np.isin(_fates(contacts), COUNTS["answered"])
    return np.where(answered, _since_s(contacts, answered) + floats(column(contacts, "wait_s")), np.nan)


def _so_far_s(from_s: Floats, to_s: Floats | None, ends_s: float | None, hours: Hours | None) -> Floats:
    """Return how much time counted by ``ends_s``, of what went on until ``to_s`` at most; NaN where nobody knows."""
    if ends_s is None:
        return np.full(len(from_s), np.nan)
    until_s = np.full(len(from_s), ends_s) if to_s is None else np.fmin(to_s, ends_s)
    return between(np.minimum(from_s, until_s), until_s, hours)
