"""The log's tables, row by row: what closings tell of contacts, and spans in their order.

Plain numbers in, columns out. This file exists twice: compiled, the same are loops (`log_rows.pyx`), and the same tests
hold for both.
"""

from itertools import chain
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from simulator.engine.book import Birth
from simulator.log import NOBODY, Columns, EndedBy, SpanKind

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# To numpy a plain number is ten times as fast as a member of an enum.
_AGENT = int(EndedBy.AGENT)
_BORN = attrgetter("case", "parent", "cause", "attempt", "hop", "type", "segment", "context")
_DUTY, _OVERTIME = int(SpanKind.DUTY), int(SpanKind.OVERTIME)
_QUEUE, _TALK, _WRAP_UP = int(SpanKind.QUEUE), int(SpanKind.TALK), int(SpanKind.WRAP_UP)


def born(births: list[Birth]) -> Integers:
    """Return what births say, shape (births, fields): case, parent, cause, attempt, hop, type, segment, context."""
    # All numbers at once: a column at a time takes several times as long.
    numbers = np.fromiter(chain.from_iterable(map(_BORN, births)), dtype=np.int64, count=len(births) * 8)
    return numbers.reshape(-1, 8)


def fates(
    closings: Floats,
    type_: NDArray[np.int16],
    arrived_s: Floats,
    queued_s: Floats,
    answered_s: Floats,
    answered_by: NDArray[np.int32],
    ended_s: Floats,
    ended_by: NDArray[np.int8],
    solved: NDArray[np.int8],
    channel_of: NDArray[np.int16],
    group_of: NDArray[np.int16],
) -> Columns:
    """Return what follows of what was written, by name, shape (contacts,) each; what closings tell is written as well.

    ``closings`` has records of row, agent, from, end of talk, end of wrap-up; ``channel_of`` is by type, ``group_of``
    by agent, the last of nobody. Of ``queued_s`` the one returned counts: that of who did not wait is its answer.
    """
    closed_s, closed_by = np.full(len(type_), np.nan), np.full(len(type_), NOBODY, dtype=np.int32)
    row, agent = closings[:, 0].astype(np.int64), closings[:, 1]
    # Of most contacts a closing is all that was written: nobody had answered before, and who did not wait was taken at
    # once.
    unanswered = answered_by[row] < 0
    answered_by[row] = np.where(unanswered, agent, answered_by[row])
    answered_s[row] = np.where(unanswered, closings[:, 2], answered_s[row])
    queued_s = np.where(np.isnan(queued_s), answered_s, queued_s)
    ended_s[row], closed_s[row], closed_by[row] = closings[:, 3], closings[:, 4], agent
    ended_by[row], solved[row] = _AGENT, 1
    wait_s = np.where(answered_by < 0, ended_s, answered_s) - queued_s
    return {
        "channel": channel_of[type_],
        "queued_s": queued_s,
        "closed_s": closed_s,
        "wait_s": wait_s,
        "since_arrival_s": wait_s + (queued_s - arrived_s),
        "answered_group": group_of[answered_by],
        "closed_by": closed_by,
        "closed_group": group_of[closed_by],
    }


def agents_own(stays: list[tuple[int, float, float, float]], others: Floats) -> Floats:
    """Return the spans of agents alone, (agent, from, kind, to) each, sorted: stays, and what of them was overtime.

    ``stays`` are (agent, logged in, left, overtime since); ``others`` has records of no row, kind, agent, from, to.
    """
    own: list[tuple[float, ...]] = [(agent, in_s, _DUTY, out_s) for agent, in_s, out_s, _ in stays]
    late = [(agent, max(since_s, in_s), _OVERTIME, out_s) for agent, in_s, out_s, since_s in stays]
    own += [one for one in late if one[1] < one[3]]
    own += [(agent, from_s, kind, to_s) for _, kind, agent, from_s, to_s in others.tolist()]
    return np.array(sorted(own), dtype=np.float64).reshape(-1, 4)


def spans(
    waits: Floats,
    closings: Floats,
    services: Floats,
    others: Floats,
    own: Floats,
    contacts: int,
    group_of: NDArray[np.int16],
) -> Columns:
    """Return spans as the log has them: contacts' by contact and as they were begun, then ``own``, of agents alone.

    ``waits`` has records of row, from, to; ``closings`` and ``services`` those of talks: row, agent, from, end of talk,
    end of wrap-up; ``others`` row, kind, agent, from, to; ``own`` agent, from, kind, to.
    A wrap-up of no length has no span.
    """
    talks = np.concatenate((closings, services)) if len(services) else closings
    columns, order = _of_contacts(waits, talks, others, len(own), contacts, len(services) > 0)
    contact, kind, agent, from_s, to_s = columns
    here = slice(len(order), len(order) + len(own))
    contact[here] = NOBODY
    agent[here], from_s[here], kind[here], to_s[here] = own.T
    order = np.concatenate((order, np.arange(here.start, here.stop)))
    contact, kind, agent, from_s, to_s = (column[order] for column in columns)
    by = agent.astype(np.int32)
    return {
        "contact": contact.astype(np.int64),
        "kind": kind.astype(np.int8),
        "group": group_of[by],
        "agent": by,
        "from_s": from_s,
        "to_s": to_s,
    }


def _of_contacts(
    waits: Floats, talks: Floats, others: Floats, more: int, contacts: int, any_services: bool
) -> tuple[Floats, Integers]:
    """Return spans of contacts as five columns with room for so many ``more``, and their order.

    The columns are those of ``others``. They are sorted by contact and as they were begun.
    """
    wrapped = talks[talks[:, 4] > talks[:, 3]]
    talk, wrap_up = len(waits), len(waits) + len(talks)
    other = wrap_up + len(wrapped)
    count = other + len(others)
    columns = np.empty((5, count + more))
    contact, kind, agent, from_s, to_s = columns
    contact[:talk], from_s[:talk], to_s[:talk] = waits.T
    contact[talk:wrap_up], agent[talk:wrap_up], from_s[talk:wrap_up], to_s[talk:wrap_up] = talks[:, :4].T
    contact[wrap_up:other], agent[wrap_up:other], _, from_s[wrap_up:other], to_s[wrap_up:other] = wrapped.T
    kind[:talk], kind[talk:wrap_up], kind[wrap_up:other], agent[:talk] = _QUEUE, _TALK, _WRAP_UP, NOBODY
    columns[:, other:count] = others.T
    order = None if len(others) else _placed(contact[:count].astype(np.int64), talk, wrap_up, contacts)
    if order is None or (any_services and not _in_turn(contact[order], from_s[order])):
        # Of one instant, what was over at once was begun first.
        order = np.lexsort((to_s[:count], from_s[:count], contact[:count]))
    return columns, order


def _placed(contact: Integers, talk: int, wrap_up: int, contacts: int) -> Integers | None:
    """Return the order of waits, of talks (from ``talk`` on) and of wrap-ups (from ``wrap_up`` on), by contact.

    For contacts that wait, talk and are wrapped up at most once, and in that order; who waits again after a talk is not
    noticed. None where a contact does more, and a sort must find out.
    """
    sizes = np.bincount(contact, minlength=contacts)
    start = np.cumsum(sizes)
    start -= sizes
    place = start[contact]
    waited = np.zeros(contacts, dtype=np.int64)
    waited[contact[:talk]] = 1
    place[talk:] += waited[contact[talk:]]
    place[wrap_up:] += 1
    order = np.full(len(contact), NOBODY)
    order[place] = np.arange(len(contact))
    # Two spans in one place leave another one empty.
    return order if order.min(initial=0) >= 0 else None


def _in_turn(contact: Floats, from_s: Floats) -> bool:
    """Return whether the spans of each contact stand in the order of time."""
    return bool(((from_s[1:] >= from_s[:-1]) | (contact[1:] != contact[:-1])).all())
