"""Conversations in the log: what was in an agent's hand becomes spans without gaps, messages become a table.

The book has what an agent worked on and what was inactive; what is left of the time in hand, the conversation lay there
active. Handed over or parked, it may be in a hand more than once. While its agent was off the phone or busy with an
exclusive contact it was paused: nobody was there for it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.book import Book
from simulator.engine.columns import SERVICE, numbers_of
from simulator.log import Columns, SpanKind

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_REPLY, _WRAP_UP = int(SpanKind.REPLY), int(SpanKind.WRAP_UP)
_WRITTEN_DOWN = (int(SpanKind.INACTIVE), int(SpanKind.READING), int(SpanKind.IN_VAIN))
"""What the book has of conversations in hand."""
_IN_HAND, _PAUSED = int(SpanKind.IN_HAND), int(SpanKind.PAUSED)
_BUSY = (
    SpanKind.TALK, SpanKind.HOLD, SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.AWAY, SpanKind.UNPAID_BREAK,
    SpanKind.HELPING,
)  # fmt: skip
"""What an agent may do while conversations lie in hand; beside the wrap-up of exclusive contacts."""


class InHand(NamedTuple):
    """Conversations in hand, sorted by contact and time: from when to when, and since when the agent wrapped up."""

    row: Integers
    agent: Integers
    from_s: Floats
    talk_to_s: Floats
    to_s: Floats


def in_hand(book: Book) -> InHand:
    """Return all that were in somebody's hand."""
    records = np.concatenate([numbers_of(some, SERVICE) for some in (book.conversations, book.unfinished)])
    row, agent, from_s, talk_to_s, to_s = records[np.lexsort((records[:, 2], records[:, 0]))].T
    return InHand(row.astype(np.int64), agent.astype(np.int64), from_s, talk_to_s, to_s)


def first_taken(held: InHand) -> tuple[Integers, Floats]:
    """Return which contacts were in somebody's hand, and since when first."""
    is_first = np.append(True, held.row[1:] != held.row[:-1])[: len(held.row)]
    return held.row[is_first], held.from_s[is_first]


def hand_overs_table(book: Book, group_of: NDArray[np.int16]) -> Columns:
    """Return the log's table ``hand_overs``, by time and contact; empty where there are none."""
    if not book.laid:
        return {}
    records = numbers_of(book.laid, SERVICE)
    contact, agent, at_s, parked, owed = records[np.lexsort((records[:, 0], records[:, 2]))].T
    by = agent.astype(np.int32)
    return {
        "contact": contact.astype(np.int64),
        "agent": by,
        "group": group_of[by],
        "at_s": at_s.copy(),
        "parked": parked.astype(np.int8),
        "owed": owed.astype(np.int8),
    }


def replies_table(book: Book, group_of: NDArray[np.int16]) -> Columns:
    """Return the log's table ``replies``, by contact and number."""
    records = numbers_of(book.replies, SERVICE)
    row, agent, asked_s, begun_s, sent_s = records[np.argsort(records[:, 0], kind="stable")].T
    contact, by = row.astype(np.int64), agent.astype(np.int32)
    first = np.flatnonzero(np.append(True, contact[1:] != contact[:-1])[: len(contact)])
    place = np.arange(len(contact))
    begins = np.repeat(first, np.diff(np.append(first, len(contact))))
    return {
        "contact": contact,
        "number": (place - begins + 1).astype(np.int32),
        "agent": by,
        "group": group_of[by],
        "asked_s": asked_s.copy(),
        "begun_s": begun_s.copy(),
        "sent_s": sent_s.copy(),
    }


def spans_in_hand(
    held: InHand, replies: Columns, others: Floats, own: Floats, exclusive: Floats, left_s: Floats | None = None
) -> Floats:
    """Return records of row, kind, agent, from, to: all that conversations were in somebody's hand, without gaps.

    ``others`` are the spans of contacts that the book has, among them those of inactive ones; ``own`` those of agents
    alone (agent, from, kind, to); ``exclusive`` records of talks: row, agent, from, end of talk, end of wrap-up.
    ``left_s`` says when each contact's customer left silently; None where nobody did.
    """
    worked = _worked(held, replies, others, left_s)
    gaps = _gaps(held, worked)
    away = _away(own, others, exclusive)
    return np.concatenate((worked, _cut(gaps, away)))


def is_written_down(held: InHand, others: Floats, left_s: Floats | None) -> NDArray[np.bool_]:
    """Return which of the spans that the book has are of conversations in hand; arguments as in `spans_in_hand`."""
    mine: NDArray[np.bool_] = np.isin(others[:, 1], _WRITTEN_DOWN)
    if left_s is not None:
        # A chat that is no conversation may be in a hand in vain as well.
        mine &= np.isin(others[:, 0], held.row)
    return mine


def _worked(held: InHand, replies: Columns, others: Floats, left_s: Floats | None) -> Floats:
    """Return what was worked on or inactive, sorted by contact and time; nothing of no length."""
    begun = np.flatnonzero(~np.isnan(replies["begun_s"].astype(np.float64)))
    contact, begun_s, sent_s = replies["contact"][begun], replies["begun_s"][begun], replies["sent_s"][begun]
    ends_s = held.to_s[_stint_of(held, contact, begun_s)]
    if left_s is not None:
        ends_s = np.minimum(ends_s, left_s[contact])
    writing = _records(contact, _REPLY, replies["agent"][begun], begun_s, np.where(np.isnan(sent_s), ends_s, sent_s))
    wrapped = held.talk_to_s < held.to_s
    wrap_ups = _records(held.row[wrapped], _WRAP_UP, held.agent[wrapped], held.talk_to_s[wrapped], held.to_s[wrapped])
    pieces = np.concatenate((writing, wrap_ups, others[is_written_down(held, others, left_s)]))
    pieces = pieces[pieces[:, 3] < pieces[:, 4]]
    return pieces[np.lexsort((pieces[:, 3], pieces[:, 0]))]


def _stint_of(held: InHand, row: NDArray[Any], time_s: NDArray[Any]) -> Integers:
    """Return in which of the stints in ``held`` each contact was at a time: the last that had begun."""
    if (held.row[1:] != held.row[:-1]).all():
        # Mostly nothing is handed over.
        return np.searchsorted(held.row, row)
    rows, times = np.concatenate((held.row, row)), np.concatenate((held.from_s, time_s))
    # Of one instant the stint comes first.
    order = np.lexsort((np.arange(len(rows)) >= len(held.row), times, rows))
    stint = np.empty(len(rows), dtype=np.int64)
    stint[order] = np.cumsum(order < len(held.row)) - 1
    return stint[len(held.row) :]


def _records(row: NDArray[Any], kind: int, agent: NDArray[Any], from_s: NDArray[Any], to_s: NDArray[Any]) -> Floats:
    return np.stack((row.astype(float), np.full(len(row), float(kind)), agent.astype(float), from_s, to_s), axis=1)


def _gaps(held: InHand, worked: Floats) -> Floats:
    """Return when conversations in hand were neither worked on nor inactive."""
    row, from_s, to_s = worked[:, 0].astype(np.int64), worked[:, 3], worked[:, 4]
    place = _stint_of(held, row, from_s)
    is_first = np.append(True, place[1:] != place[:-1])[: len(row)]
    before_s = np.where(is_first, held.from_s[place], np.append(0.0, to_s[:-1])[: len(row)])
    last_s = held.from_s.copy()
    is_last = np.append(place[1:] != place[:-1], True)[: len(row)]
    last_s[place[is_last]] = to_s[is_last]
    between = _records(row, _IN_HAND, held.agent[place], before_s, from_s)
    after = _records(held.row, _IN_HAND, held.agent, last_s, held.to_s)
    gaps = np.concatenate((between, after))
    return gaps[gaps[:, 3] < gaps[:, 4]]


def _away(own: Floats, others: Floats, exclusive: Floats) -> Floats:
    """Return when agents were off the phone or busy with something else: agent, from, to; sorted, none overlapping."""
    busy = [int(kind) for kind in _BUSY]
    of_agents = own[np.isin(own[:, 2], busy)][:, [0, 1, 3]]
    of_contacts = others[np.isin(others[:, 1], busy)][:, 2:]
    found = np.concatenate((of_agents, of_contacts, exclusive[:, [1, 2, 4]]))
    found = found[found[:, 1] < found[:, 2]]
    return found[np.lexsort((found[:, 1], found[:, 0]))]


def _cut(gaps: Floats, away: Floats) -> Floats:
    """Return ``gaps`` in hand, those parts paused in which the agent was ``away``."""
    if not len(away) or not len(gaps):
        return gaps
    pieces = []
    by_agent = np.argsort(gaps[:, 2], kind="stable")
    gaps = gaps[by_agent]
    agents, first = np.unique(gaps[:, 2], return_index=True)
    for agent, mine in zip(agents.tolist(), np.split(gaps, first[1:]), strict=True):
        of_agent = away[slice(*np.searchsorted(away[:, 0], [agent, agent + 1]))]
        pieces.append(_cut_for(mine, of_agent[:, 1], of_agent[:, 2]))
    return np.concatenate(pieces)


def _cut_for(gaps: Floats, away_s: Floats, back_s: Floats) -> Floats:
    """Return the same of one agent."""
    one = np.searchsorted(back_s, gaps[:, 3], side="right")
    after = np.searchsorted(away_s, gaps[:, 4], side="left")
    is_whole = one >= after
    pieces = [gaps[is_whole]]
    gaps, one, after = gaps[~is_whole], one[~is_whole], after[~is_whole]
    while len(gaps):
        from_s = np.maximum(gaps[:, 3], away_s[one])
        until_s = np.minimum(gaps[:, 4], back_s[one])
        there, paused, rest = gaps.copy(), gaps.copy(), gaps.copy()
        there[:, 4] = from_s
        paused[:, 1], paused[:, 3], paused[:, 4] = _PAUSED, from_s, until_s
        rest[:, 3] = until_s
        pieces += [there[there[:, 3] < there[:, 4]], paused]
        one = one + 1
        goes_on = one < after
        ended = rest[~goes_on]
        pieces.append(ended[ended[:, 3] < ended[:, 4]])
        gaps, one, after = rest[goes_on], one[goes_on], after[goes_on]
    return np.concatenate(pieces)
