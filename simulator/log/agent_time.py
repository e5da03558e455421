"""Agents' time: what every agent, or every group, did in every interval, summed from spans.

What a span counts for is one table, `COUNTS_FOR`. A span counts where it starts and where it ends; in the intervals
between it is simply there. So it need not be cut, however many intervals it meets. All sums are exact on the time grid:
an agent's states add up to the time on duty to the bit.

Spans of contacts in slots overlap. Whoever has at least one in hand talks; how full the hand is stands beside it, as
the seconds of all that is in it. Time before reporting begins is in no interval and is not counted.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, RunLog, SpanKind, State

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

COUNTS_FOR: dict[SpanKind, State] = {
    SpanKind.TALK: State.TALK,
    SpanKind.WRAP_UP: State.WRAP_UP,
    SpanKind.DUTY: State.AVAILABLE,
}
"""The state of an agent that a span of a kind counts for; spans of other kinds count for nothing. Who is on duty is
available, as far as he does nothing else."""

_STATES = len(State)
_AVAILABLE, _TALK = int(State.AVAILABLE), int(State.TALK)
_ENGAGED, _IN_SLOTS, _ROWS = _STATES, _STATES + 1, _STATES + 2
"""Beside the states: with at least one contact in a slot, and the seconds of all contacts in slots."""
_NONE = -1
_STATE_OF = np.array([COUNTS_FOR.get(kind, _NONE) for kind in SpanKind], dtype=np.int64)
_CELLS_MAX = 4_000_000
"""Agents are looked at in blocks of at most so many cells, so that a year of many agents needs no gigabytes."""


class GroupTime(NamedTuple):
    """Seconds by slot (intervals, then the times after each day's closing) and group."""

    seconds: Floats
    """Shape (slots, groups, states)."""
    slot_s: Floats
    """Shape (slots, groups): the time of all contacts in hand; one in no slot fills all slots of the agent."""


class _Posts(NamedTuple):
    """Agents as members of groups, sorted by both: whoever changes the group has two posts."""

    of_span: Integers
    """The post of each span of the log; of no meaning where it has no agent."""
    agent: Integers
    group: Integers


class _Work(NamedTuple):
    """Spans of agents that count for something; ``row`` is a state, `_ENGAGED` or `_IN_SLOTS`."""

    post: Integers
    row: Integers
    from_s: Floats
    to_s: Floats

    def of(self, mine: Integers | NDArray[np.bool_]) -> "_Work":
        return _Work(self.post[mine], self.row[mine], self.from_s[mine], self.to_s[mine])


def agent_time(log: RunLog) -> Columns:
    """Return the columns agent, group, interval, state, overtime, seconds, slot_seconds, cells above 0 s only.

    Rows are sorted by agent, interval, overtime, state. Where the log brings sums of its own, it is those.
    """
    if log.agent_sums is not None:
        return log.agent_sums
    posts = _posts(log)
    work = _work(log, posts)
    late = _overtime(log, posts, work)
    edges_s, order = _parts(log)
    step = max(1, _CELLS_MAX // (2 * _ROWS * len(edges_s)))
    tables = []
    for first in range(0, max(len(posts.agent), 1), step):
        block = slice(first, first + step)
        count = len(posts.agent[block])
        cells = np.empty((count, 2, _ROWS, len(edges_s)))
        for spans, there in ((work, 0), (late, 1)):
            mine = spans.of((spans.post >= first) & (spans.post < first + count))
            seconds = _seconds((mine.post - first) * _ROWS + mine.row, mine, edges_s, count * _ROWS)
            cells[:, there] = seconds.reshape(count, _ROWS, len(edges_s))[..., order]
        cells[:, 0] -= cells[:, 1]
        tables.append(_columns(cells.transpose(0, 3, 1, 2), posts.agent[block], posts.group[block], log.facts.slots))
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def group_time(log: RunLog) -> GroupTime:
    """Return the same by group, without looking at each agent."""
    groups = len(log.names.groups)
    edges_s, order = _parts(log)
    if log.agent_sums is not None:
        return _added_up(log.agent_sums, len(edges_s), groups)
    posts = _posts(log)
    work = _work(log, posts)
    seconds = _seconds(posts.group[work.post] * _ROWS + work.row, work, edges_s, groups * _ROWS)
    cells = seconds.reshape(groups, _ROWS, len(edges_s))[..., order].transpose(2, 0, 1)
    return GroupTime(_by_state(cells), _slot_s(cells, log.facts.slots).sum(axis=-1))


def _added_up(sums: dict[str, Any], slots: int, groups: int) -> GroupTime:
    """Return the sums of agents, added up by group."""
    seconds, slot_s = np.zeros((slots, groups, _STATES)), np.zeros((slots, groups))
    np.add.at(seconds, (sums["interval"], sums["group"], sums["state"]), sums["seconds"])
    np.add.at(slot_s, (sums["interval"], sums["group"]), sums["slot_seconds"])
    return GroupTime(seconds, slot_s)


def _work(log: RunLog, posts: _Posts) -> _Work:
    """Return what counts for agents: on duty as AVAILABLE, and what they do; what is in slots has own rows."""
    spans: dict[str, Any] = log.spans
    row = _STATE_OF[spans["kind"]]
    counts = np.flatnonzero((row != _NONE) & (spans["agent"] >= 0))
    work = _Work(posts.of_span[counts], row[counts], spans["from_s"][counts], spans["to_s"][counts])
    shares = log.facts.in_slots
    if not shares.any():
        return work
    contact = spans["contact"][counts]
    # The last entry is that of nobody's contact: of an agent alone.
    in_slots = np.append(shares[log.contacts["channel"]], False)[contact]
    shared = work.of(in_slots)
    engaged = _engaged(shared)
    whole = _Work(shared.post, np.full(len(shared.post), _IN_SLOTS), shared.from_s, shared.to_s)
    return _joined([work.of(~in_slots), engaged, whole])


def _engaged(shared: _Work) -> _Work:
    """Return the times in which an agent has one of the ``shared`` spans in hand."""
    order = np.lexsort((shared.from_s, shared.post))
    post, _, from_s, to_s = shared.of(order)
    # The latest end so far of each agent, as the number of an end: whole numbers of agent and end sort like the pair.
    ends_s, number = np.unique(to_s, return_inverse=True)
    latest = np.maximum.accumulate(post * len(ends_s) + number) if len(order) else post
    until_s = ends_s[latest - post * len(ends_s)] if len(order) else to_s
    fresh = np.append(True, (post[1:] != post[:-1]) | (from_s[1:] >= until_s[:-1]))[: len(order)]
    first = np.flatnonzero(fresh)
    last = np.append(first[1:], len(order))[: len(first)] - 1
    return _Work(post[first], np.full(len(first), _ENGAGED), from_s[first], until_s[last])


def _overtime(log: RunLog, posts: _Posts, work: _Work) -> _Work:
    """Return the parts of ``work`` that lie in overtime. An agent's overtimes do not overlap, and they are few."""
    spans: dict[str, Any] = log.spans
    late = np.flatnonzero(spans["kind"] == SpanKind.OVERTIME)
    post, from_s, to_s = posts.of_span[late], spans["from_s"][late], spans["to_s"][late]
    # Whole numbers of agent and end, sorted as overtimes are: those that end later than a time begin at its number.
    ends_s = np.unique(to_s)
    width = len(ends_s) + 1
    key = post * width + np.searchsorted(ends_s, to_s)
    at = np.searchsorted(key, work.post * width + np.searchsorted(ends_s, work.from_s, side="right"))
    pieces = [work.of(np.empty(0, dtype=np.int64))]
    for mine, one in _overlaps(work, at, post, from_s):
        piece = work.of(mine)
        pieces.append(
            piece._replace(from_s=np.maximum(piece.from_s, from_s[one]), to_s=np.minimum(piece.to_s, to_s[one]))
        )
    return _joined(pieces)


def _joined(parts: list[_Work]) -> _Work:
    return _Work(
        np.concatenate([part.post for part in parts]),
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.from_s for part in parts]),
        np.concatenate([part.to_s for part in parts]),
    )


def _overlaps(work: _Work, at: Integers, post: Integers, from_s: Floats) -> Iterator[tuple[Integers, Integers]]:
    """Yield pairs of positions: spans of ``work``, and overtimes that they meet, from the number ``at`` on."""
    mine = np.arange(len(at))
    while len(mine):
        inside = at < len(post)
        mine, at = mine[inside], at[inside]
        meets = (post[at] == work.post[mine]) & (from_s[at] < work.to_s[mine])
        mine, at = mine[meets], at[meets]
        yield mine, at
        at = at + 1


def _posts(log: RunLog) -> _Posts:
    """Return the posts of a log's agents: a span's own group counts."""
    groups = max(1, len(log.names.groups))
    agent: Integers = log.spans["agent"].astype(np.int64)
    pair = np.maximum(agent * groups + log.spans["group"].astype(np.int64), 0)
    found = np.flatnonzero(np.bincount(pair[agent >= 0], minlength=1))
    place = np.zeros(max(pair.max(initial=0), found.max(initial=0)) + 1, dtype=np.int64)
    place[found] = np.arange(len(found))
    return _Posts(place[pair], found // groups, found % groups)


def _parts(log: RunLog) -> tuple[Floats, Integers]:
    """Return where the parts of reported time begin, and their order by number."""
    edges_s, part = log.facts.partition
    edges_s = edges_s.copy()
    edges_s[0] = max(edges_s[0], log.facts.reports_from_s)
    return edges_s, np.argsort(part)


def _seconds(row: Integers, work: _Work, edges_s: Floats, rows: int) -> Floats:
    """Return how long each row was there; shape (rows, parts).

    The seconds of a part are those from each start in it to its end, less those from each end in it, and its whole
    length for each span that is there when it begins. After the last closing the end may be any instant, for every span
    ends: it is closing itself.
    """
    parts, cells = len(edges_s), rows * len(edges_s)
    ends_s = np.append(edges_s[1:], edges_s[-1])
    row = row * parts
    seconds, there = np.zeros(cells), np.zeros(cells, dtype=np.int64)
    for times_s, sign in ((work.from_s, 1), (work.to_s, -1)):
        # What was before the first part ends where it begins.
        times_s = np.maximum(times_s, edges_s[0])
        part = np.searchsorted(edges_s, times_s, side="right") - 1
        left_s = ends_s[part]
        left_s -= times_s
        part += row
        seconds += sign * np.bincount(part, left_s, minlength=cells)
        there += sign * np.bincount(part, minlength=cells)
    by_part: Floats = seconds.reshape(rows, parts)
    by_part[:, 1:] += there.reshape(rows, parts).cumsum(axis=1)[:, :-1] * (ends_s - edges_s)[1:]
    return by_part


def _by_state(cells: Floats) -> Floats:
    """Return the seconds of each state, shape (…, states), of cells, shape (…, rows): available is who does nothing."""
    seconds = cells[..., :_STATES].copy()
    seconds[..., _TALK] += cells[..., _ENGAGED]
    seconds[..., _AVAILABLE] -= seconds[..., _AVAILABLE + 1 :].sum(axis=-1)
    return seconds


def _slot_s(cells: Floats, capacity: Integers) -> Floats:
    """Return the time of all in hand by state, shape (…, states); ``capacity`` fits cells, shape (…, rows)."""
    slot_s: Floats = cells[..., :_STATES] * capacity[..., np.newaxis]
    slot_s[..., _AVAILABLE] = 0.0
    slot_s[..., _TALK] += cells[..., _IN_SLOTS]
    return slot_s


def _columns(cells: Floats, agent: Integers, group: Integers, capacity: Integers) -> Columns:
    """Return cells, shape (posts, parts, 2, rows), above 0 s as columns; ``agent`` and ``group`` are those of posts."""
    seconds = _by_state(cells)
    slot_s = _slot_s(cells, capacity[group][:, np.newaxis, np.newaxis])
    post, interval, overtime, state = there = np.nonzero(seconds)
    return {
        "agent": agent[post].astype(np.int32),
        "group": group[post].astype(np.int16),
        "interval": interval.astype(np.int32),
        "state": state.astype(np.int8),
        "overtime": overtime.astype(np.bool_),
        "seconds": seconds[there],
        "slot_seconds": slot_s[there],
    }
