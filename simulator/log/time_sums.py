"""Agents' time summed from spans: the sums of `agent_time.py`, by agent or by group.

This file exists twice: compiled, the same are loops (`time_sums.pyx`), and the same tests hold for both.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, Facts, RunLog, SpanKind, State

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_STATES = len(State)
# To numpy a plain number is ten times as fast as a member of an enum.
_AVAILABLE, _TALK, _OFF_PHONE = int(State.AVAILABLE), int(State.TALK), int(State.OFF_PHONE)
_HELPING = int(State.HELPING)
_OVERTIME = int(SpanKind.OVERTIME)
_ENGAGED, _IN_SLOTS = _STATES, _STATES + 1
"""Beside the states, where contacts share agents: with at least one contact in a slot; and the seconds of all of them
in slots, in a row for each number of parts that a contact fills (`Facts.fills`)."""
_CELLS_MAX = 4_000_000
"""Agents are looked at in blocks of at most so many cells, so that a year of many agents needs no gigabytes."""


class _Posts(NamedTuple):
    """Agents as members of groups, sorted by both: whoever changes the group has two posts."""

    of_span: Integers
    """The post of each span that was asked for."""
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


def by_agent(log: RunLog, state_of: Integers) -> Columns:
    """Return the columns of `agent_time`; ``state_of`` is the state that a kind of span counts for, below 0 none."""
    spans: dict[str, Any] = log.spans
    regular, overtime = _counted(log, state_of), np.flatnonzero(spans["kind"] == _OVERTIME)
    posts = _posts(log, np.concatenate((regular, overtime)))
    work = _with_hands(log, _work(log, state_of, regular, posts.of_span[: len(regular)]), regular)
    late = _late(work, _work(log, state_of, overtime, posts.of_span[len(regular) :]), len(posts.agent))
    rows, parts = _rows(log), len(log.facts.partition.edges_s)
    # Of each post the rows of all its time, then those of its overtime.
    work.row[:] += work.post * (2 * rows)
    late.row[:] += late.post * (2 * rows) + rows
    work = _joined([work, late])
    step = max(1, _CELLS_MAX // (2 * rows * parts))
    tables = []
    for first in range(0, max(len(posts.agent), 1), step):
        block = slice(first, first + step)
        agent, group = posts.agent[block], posts.group[block]
        mine = work if len(agent) == len(posts.agent) else work.of((work.post >= first) & (work.post < first + step))
        seconds = _seconds(mine.row - first * 2 * rows, mine, log.facts, len(agent) * 2 * rows)
        cells = seconds.reshape(len(agent), 2, rows, parts)
        cells[:, 0] -= cells[:, 1]
        tables.append(_columns(cells.transpose(0, 3, 1, 2), agent, group, log.facts))
    return (
        tables[0]
        if len(tables) == 1
        else {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
    )


def by_group(log: RunLog, state_of: Integers) -> tuple[Floats, Floats]:
    """Return the two of `GroupTime`."""
    groups, rows, parts = len(log.names.groups), _rows(log), len(log.facts.partition.edges_s)
    counts = _counted(log, state_of)
    if rows == _STATES:
        work = _work(log, state_of, counts, log.spans["group"][counts].astype(np.int64))
        group = work.post
    else:
        # Whose hand it is must be known to say when there is anything in it.
        posts = _posts(log, counts)
        work = _with_hands(log, _work(log, state_of, counts, posts.of_span), counts)
        group = posts.group[work.post]
    seconds = _seconds(group * rows + work.row, work, log.facts, groups * rows)
    cells = seconds.reshape(groups, rows, parts).transpose(2, 0, 1)
    return _by_state(cells), _slot_s(cells, log.facts.slots, _parts_filled(log.facts)).sum(axis=-1)


def _rows(log: RunLog) -> int:
    """Return how many rows a post has: the states, and where contacts share agents two more."""
    return _IN_SLOTS + len(_parts_filled(log.facts)) if log.facts.in_slots.any() else _STATES


def _parts_filled(facts: Facts) -> Integers:
    """Return the numbers of parts of a hand that contacts in slots fill, each once; mostly that is one."""
    return np.unique(facts.fills[:, facts.in_slots]) if facts.fills.size and facts.in_slots.any() else np.ones(1, int)


def _counted(log: RunLog, state_of: Integers) -> Integers:
    """Return where the spans stand that count for a state of an agent."""
    spans: dict[str, Any] = log.spans
    return np.flatnonzero((state_of[spans["kind"]] >= 0) & (spans["agent"] >= 0))


def _work(log: RunLog, state_of: Integers, spans: Integers, post: Integers) -> _Work:
    """Return some spans, each in the row of the state that it counts for."""
    columns: dict[str, Any] = log.spans
    return _Work(post, state_of[columns["kind"][spans]], columns["from_s"][spans], columns["to_s"][spans])


def _posts(log: RunLog, counts: Integers) -> _Posts:
    """Return the posts of the agents of some spans: a span's own group counts."""
    agent: Integers = log.spans["agent"][counts].astype(np.int64)
    agents = int(agent.max(initial=-1)) + 1
    if len(log.names.groups) == 1 and agents <= len(agent):
        return _Posts(agent, np.arange(agents), np.zeros(agents, dtype=np.int64))
    group: Integers = log.spans["group"][counts].astype(np.int64)
    if agents <= len(agent):
        group_of = np.zeros(agents, dtype=np.int64)
        group_of[agent] = group
        # Mostly everybody stays in one group; who was not there has a post in which nothing is done.
        if (group_of[agent] == group).all():
            return _Posts(agent, np.arange(agents), group_of)
    groups = max(1, len(log.names.groups))
    found, place = np.unique(agent * groups + group, return_inverse=True)
    return _Posts(place, found // groups, found % groups)


def _with_hands(log: RunLog, work: _Work, counts: Integers) -> _Work:
    """Return ``work``, what is in slots in rows of its own; ``counts`` says where it stands in the log."""
    shares = log.facts.in_slots
    if not shares.any():
        return work
    # The last entry is that of nobody's contact: of an agent alone.
    in_slots = np.append(shares[log.contacts["channel"]], False)[log.spans["contact"][counts]]
    shared = work.of(in_slots)
    row = np.full(len(shared.post), _IN_SLOTS)
    filled = _parts_filled(log.facts)
    if len(filled) > 1:
        mine = counts[in_slots]
        channel = log.contacts["channel"][log.spans["contact"][mine]]
        row += np.searchsorted(filled, log.facts.fills[log.spans["group"][mine], channel])
    whole = _Work(shared.post, row, shared.from_s, shared.to_s)
    return _joined([work.of(~in_slots), _engaged(shared), whole])


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


def _late(work: _Work, overtime: _Work, posts: int) -> _Work:
    """Return the parts of ``work`` that lie in ``overtime``; that of one post does not overlap."""
    if not len(overtime.post):
        return overtime
    if np.bincount(overtime.post).max() > 1:
        return _late_more_than_once(work, overtime)
    # Mostly nobody has any, or everybody once, at the end of the day.
    from_s, to_s = np.full(posts, np.inf), np.full(posts, -np.inf)
    from_s[overtime.post], to_s[overtime.post] = overtime.from_s, overtime.to_s
    late = work._replace(from_s=np.maximum(work.from_s, from_s[work.post]), to_s=np.minimum(work.to_s, to_s[work.post]))
    return late.of(np.flatnonzero(late.from_s < late.to_s))


def _late_more_than_once(work: _Work, overtime: _Work) -> _Work:
    """Return the same where somebody has several overtimes."""
    post, _, from_s, to_s = overtime.of(np.lexsort((overtime.from_s, overtime.post)))
    # Whole numbers of agent and end, sorted as overtimes are: those that end later than a time begin at its number.
    ends_s = np.unique(to_s)
    width = len(ends_s) + 1
    key = post * width + np.searchsorted(ends_s, to_s)
    at = np.searchsorted(key, work.post * width + np.searchsorted(ends_s, work.from_s, side="right"))
    pieces = []
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


def _seconds(row: Integers, work: _Work, facts: Facts, rows: int) -> Floats:
    """Return how long each row was there; shape (rows, parts), parts by number.

    The seconds of a part are those from each start in it to its end, less those from each end in it, and its whole
    length for each span that is there when it begins. After the last closing the end may be any instant, for every span
    ends: it is closing itself. What was before reporting begins is cut there.
    """
    edges_s, ends_s, order = facts.partition.edges_s, facts.partition.ends_s, facts.partition.order
    parts, cells = len(edges_s), rows * len(edges_s)
    time_s = np.maximum(np.concatenate((work.from_s, work.to_s)), max(edges_s[0], facts.reports_from_s))
    sign = np.ones(len(time_s))
    sign[len(row) :] = -1.0
    part = np.searchsorted(edges_s, time_s, side="right") - 1
    left_s = ends_s[part]
    left_s -= time_s
    left_s *= sign
    row = row * parts
    part[: len(row)] += row
    part[len(row) :] += row
    # Where nobody ever was, numpy would count in whole numbers.
    seconds = np.bincount(part, left_s, minlength=cells).astype(np.float64, copy=False)
    there = np.bincount(part, sign, minlength=cells).reshape(rows, parts).cumsum(axis=1)
    by_part: Floats = seconds.reshape(rows, parts)
    by_part[:, 1:] += there[:, :-1] * (ends_s - edges_s)[1:]
    return by_part if order is None else by_part[:, order]


def _by_state(cells: Floats) -> Floats:
    """Return the seconds of each state, shape (…, states), of cells, shape (…, rows): available is who does nothing."""
    seconds = cells[..., :_STATES].copy()
    if cells.shape[-1] > _STATES:
        seconds[..., _TALK] += cells[..., _ENGAGED]
    # One after the other, which costs numpy less than a sum of two, and is as exact on the time grid.
    for busy in range(_AVAILABLE + 1, _STATES):
        seconds[..., _AVAILABLE] -= seconds[..., busy]
    return seconds


def _slot_s(cells: Floats, capacity: Integers, filled: Integers) -> Floats:
    """Return the time of all in hand by state, shape (…, states); ``capacity`` fits cells, shape (…, rows).

    A contact counts as often as it fills parts of a hand, see `_parts_filled`.
    """
    slot_s: Floats = cells[..., :_STATES] * capacity[..., np.newaxis]
    # In talk and wrap-up alone there is anything in hand; whoever helps has a whole hand full.
    slot_s[..., _AVAILABLE] = slot_s[..., _OFF_PHONE:_HELPING] = 0.0
    if cells.shape[-1] > _STATES:
        slot_s[..., _TALK] += cells[..., _IN_SLOTS:] @ filled
    return slot_s


def _columns(cells: Floats, agent: Integers, group: Integers, facts: Facts) -> Columns:
    """Return cells, shape (posts, parts, 2, rows), above 0 s as columns; ``agent`` and ``group`` are those of posts."""
    seconds = _by_state(cells)
    post, interval, overtime, state = there = np.nonzero(seconds)
    group, state_s = group[post], seconds[there]
    if cells.shape[-1] > _STATES:
        filled = _slot_s(cells[post, interval, overtime], facts.slots[group], _parts_filled(facts))
        slot_s = filled[np.arange(len(state)), state]
    else:
        slot_s = state_s * facts.slots[group]
        slot_s[(state == _AVAILABLE) | ((state >= _OFF_PHONE) & (state < _HELPING))] = 0.0
    return {
        "agent": agent[post].astype(np.int32),
        "group": group.astype(np.int16),
        "interval": interval.astype(np.int32),
        "state": state.astype(np.int8),
        "overtime": overtime.astype(np.bool_),
        "seconds": state_s,
        "slot_seconds": slot_s,
    }
