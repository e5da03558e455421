"""What a contact counts as, seen from its first wait: one small number per contact, the flags that all metrics share.

The functions for a single table and `measure` count the same outcomes, so a metric has one implementation. Outcomes
exclude each other: a contact answered first and lost later, in a second queue, counts as answered and not also as
abandoned, or a service level could exceed 100 %. Where a contact was moved to is followed before (`chains.py`).
"""

from enum import IntEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.errors import UsageError
from simulator.log import NOBODY, EndedBy


class Table(Protocol):
    """Named columns of one length: a table of the log, a DataFrame, a dict of lists."""

    def __getitem__(self, name: str, /) -> Any:
        """Return the column ``name``."""

    def __contains__(self, name: object, /) -> bool:
        """Return whether there is a column ``name``."""


class Outcome(IntEnum):
    """What a contact counts as."""

    ELSEWHERE = 0
    """It was moved on or promised a call-back before anybody answered, and where it went is not in the table."""
    IN_TIME = 1
    LATE = 2
    """Answered, but later than T, or after a wait nobody knows."""
    ABANDONED_SHORT = 3
    ABANDONED_LATE = 4
    BLOCKED = 5
    CONTAINED = 6
    CLEARED = 7
    STILL_OPEN = 8
    """Neither answered nor gone when the run ended, nobody knows for how long."""
    VOICEMAIL = 9
    """After a wait, or at once by an overflow rule."""
    OPEN_LATE = 10
    """Still open, and by the end of the run T was over: whatever comes later, it is not in time."""
    NOT_YET_DECIDED = 11
    """Still open when the run ended, and younger than T."""
    REFUSED = 12
    """Came at a closed door and was turned away."""
    VOICEMAIL_CLOSED = 13
    """Left at a closed door, or in a table after a wait nobody knows."""
    HANDED_OVER = 14
    """A machine had it and passed it on to humans: the next contact is the one that asks for them."""
    SENT_AWAY = 15
    """An overflow rule ended it before anybody answered."""


_EVERY = tuple(Outcome)
_ANSWERED = (Outcome.IN_TIME, Outcome.LATE)
_OPEN = (Outcome.STILL_OPEN, Outcome.OPEN_LATE, Outcome.NOT_YET_DECIDED)
CAME_CLOSED = (Outcome.REFUSED, Outcome.VOICEMAIL_CLOSED)
_NOT_OFFERED = (Outcome.BLOCKED, Outcome.CONTAINED, Outcome.HANDED_OVER, *CAME_CLOSED)
_OFFERED = tuple(outcome for outcome in _EVERY if outcome not in _NOT_OFFERED)

COUNTS: dict[str, tuple[Outcome, ...]] = {
    "arrived": _EVERY,
    "offered": _OFFERED,
    "answered": _ANSWERED,
    "answered_in_time": (Outcome.IN_TIME,),
    "abandoned": (Outcome.ABANDONED_SHORT, Outcome.ABANDONED_LATE),
    "abandoned_short": (Outcome.ABANDONED_SHORT,),
    "abandoned_late": (Outcome.ABANDONED_LATE,),
    "blocked": (Outcome.BLOCKED,),
    "cleared": (Outcome.CLEARED,),
    "voicemail": (Outcome.VOICEMAIL, Outcome.VOICEMAIL_CLOSED),
    "refused": (Outcome.REFUSED,),
    "sent_away": (Outcome.SENT_AWAY,),
    "came_closed": CAME_CLOSED,
    "still_open": _OPEN,
    "open_late": (Outcome.OPEN_LATE,),
    "not_yet_decided": (Outcome.NOT_YET_DECIDED,),
    "waited": tuple(outcome for outcome in _OFFERED if outcome not in _OPEN),
}
"""The measures that count contacts by what they count as, each as the outcomes it adds. ``waited`` also wants a known
wait."""
WAITS: dict[str, tuple[Outcome, ...]] = {"wait_s_answered": COUNTS["answered"], "wait_s": COUNTS["waited"]}
"""The measures that add up known waits, in seconds."""

_ANSWERED_ENDINGS = (EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.PASSED_ON)
_UNANSWERED = {
    EndedBy.STILL_OPEN: Outcome.STILL_OPEN,
    EndedBy.ABANDONED: Outcome.ABANDONED_LATE,
    EndedBy.BLOCKED: Outcome.BLOCKED,
    EndedBy.CLEARED: Outcome.CLEARED,
    EndedBy.CONTAINED: Outcome.CONTAINED,
    EndedBy.VOICEMAIL: Outcome.VOICEMAIL,
    EndedBy.REFUSED: Outcome.REFUSED,
    EndedBy.PASSED_ON: Outcome.HANDED_OVER,
    EndedBy.SENT_AWAY: Outcome.SENT_AWAY,
}
OUTCOME_OF = np.array([_UNANSWERED.get(ending, Outcome.ELSEWHERE) for ending in EndedBy], dtype=np.int8)
"""By the number of an `EndedBy`: what a contact counts as that nobody answered, as far as the ending says so."""
_IS_ANSWERED = np.array([ending in _ANSWERED_ENDINGS for ending in EndedBy])


def outcomes(
    contacts: Table,
    within_s: float | NDArray[np.float64],
    short_s: float | NDArray[np.float64],
    ends_s: float | None = None,
) -> NDArray[np.int8]:
    """Return the `Outcome` of each contact, shape (contacts,).

    Reads ``ended_by`` (numbers of the log or their lower-case names), ``wait_s`` and, when it is there, ``answered_s``:
    answered is who has one. In a table without it, answered is who was ended by agent, customer or time-out, or passed
    on.

    ``within_s`` is T of the service level, ``short_s`` the longest wait of a short abandon: one number, or one per
    contact. The test is ``wait_s <= T``; an unknown wait (NaN) is neither in time nor short. ``ends_s`` is when the run
    ended: who is still open then and has waited for less than T, since ``queued_s`` or, where the table has no such
    column, ``arrived_s``, is not yet decided; so is who waits for an opening and was never in a queue. Left out, nobody
    knows for how long they are open.

    Raises `UsageError` for a missing column or an unknown ending.

    >>> outcomes({"ended_by": ["agent", "agent", "abandoned"], "wait_s": [20.0, 21.0, 2.0]}, 20.0, 5.0).tolist()
    [1, 2, 3]
    >>> waiting = {"ended_by": ["still_open"] * 2, "wait_s": [0.0] * 2, "arrived_s": [80.0, 81.0]}
    >>> [Outcome(one).name for one in outcomes(waiting, 20.0, 5.0, ends_s=100.0)]
    ['OPEN_LATE', 'NOT_YET_DECIDED']
    """
    ended_by = endings(column(contacts, "ended_by"))
    wait_s = floats(column(contacts, "wait_s"))
    unanswered = OUTCOME_OF[ended_by]
    # What is in time is one less than what is late, and what is short than what is not: a subtraction of bytes costs a
    # third of a choice.
    unanswered -= ((unanswered == Outcome.ABANDONED_LATE) & (wait_s <= short_s)).view(np.int8)
    at_once = np.flatnonzero(unanswered == Outcome.VOICEMAIL)
    if len(at_once):
        unanswered[at_once[np.isnan(wait_s[at_once])]] = Outcome.VOICEMAIL_CLOSED
    if ends_s is not None:
        since_s = column(contacts, "queued_s" if "queued_s" in contacts else "arrived_s")
        _decide_open(unanswered, since_s, within_s, ends_s)
    return np.where(
        is_answered(contacts, ended_by), np.int8(Outcome.LATE) - (wait_s <= within_s).view(np.int8), unanswered
    )


def is_answered(contacts: Table, ended_by: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Return who was answered by a human, shape (contacts,); see `outcomes` for what is read."""
    return ~np.isnan(floats(contacts["answered_s"])) if "answered_s" in contacts else _IS_ANSWERED[ended_by]


def is_served_last(ended_by: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Return of contacts that an agent answered whether somebody had them when they ended, shape (contacts,).

    Who is still open counts as one who waits once more.
    """
    served: NDArray[np.bool_] = _IS_ANSWERED[ended_by]
    return served


def _decide_open(outcome: NDArray[np.int8], since_s: Any, within_s: float | NDArray[np.float64], ends_s: float) -> None:
    """Tell apart, in place, who is still open later than T and who is not yet decided; mostly nobody is open."""
    rows = np.flatnonzero(outcome == Outcome.STILL_OPEN)
    if len(rows):
        age_s = ends_s - floats(since_s)[rows]
        within_s = np.broadcast_to(within_s, outcome.shape)[rows]
        outcome[rows] = np.where(age_s >= within_s, Outcome.OPEN_LATE, Outcome.NOT_YET_DECIDED)


def column(table: Table, name: str) -> Any:
    """Return the column ``name``; raise `UsageError` when the table has none."""
    if name in table:
        return table[name]
    raise UsageError(f"the table has no column '{name}'.")


def endings(ended_by: Any) -> NDArray[np.integer[Any]]:
    """Return the numbers of `EndedBy` for a column of numbers or of their lower-case names."""
    return numbers(ended_by, EndedBy, "ended_by")


def numbers(values: Any, words: type[IntEnum], name: str) -> NDArray[np.integer[Any]]:
    """Return the numbers of ``words`` for a column of numbers or of lower-case names.

    Raises `UsageError` for an unknown name.
    """
    given = np.asarray(values)
    if np.issubdtype(given.dtype, np.integer):
        return given
    if not len(given):
        return np.empty(0, dtype=np.intp)
    texts, place = np.unique(given.astype(str), return_inverse=True)
    known = {word.name.lower(): int(word) for word in words}
    unknown = [str(text) for text in texts if text not in known]
    if unknown:
        raise UsageError(f"{name}: unknown {', '.join(repr(text) for text in unknown)}. Known: {', '.join(known)}.")
    return np.array([known[text] for text in texts], dtype=np.intp)[place]


def whole(values: Any) -> NDArray[np.intp]:
    """Return a column of whole numbers; what is missing, in whatever way a table says so, is `NOBODY`.

    >>> whole([3, None, float("nan")]).tolist()
    [3, -1, -1]
    """
    given = np.asarray(values)
    if np.issubdtype(given.dtype, np.integer):
        return given.astype(np.intp, copy=False)
    # A missing whole number of pandas is neither equal to itself nor different.
    known = [isinstance(one, int | float | np.number) and one == one for one in given.tolist()]
    return np.array(
        [int(one) if is_known else NOBODY for one, is_known in zip(given.tolist(), known, strict=True)], dtype=np.intp
    )


def integers(values: Any) -> NDArray[np.integer[Any]]:
    """Return a column of the log that has whole numbers, whatever their size."""
    return np.asarray(values)


def floats(values: Any) -> NDArray[np.float64]:
    """Return a column of numbers; what is missing is NaN."""
    return np.asarray(values, dtype=np.float64)
