"""Who had whom in hand, read from the spans: services from the answer to the end of wrap-up, holds and briefings too.

Whoever passes a contact on and stays with the customer holds it, then talks with both; that is one service. Whoever
takes it again herself begins another.
"""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
from conversations_read import conversed
from silences_read import left_silently

from simulator.log import NOBODY, Cause, RunLog, SpanKind
from simulator.scenario.nouns import Scenario


class Served(NamedTuple):
    """What an agent did for a contact; or a table of services, in which each field is a column."""

    row: int
    agent: int
    from_s: float
    talk_to_s: float
    """Where the agent's own talk ends."""
    hold_to_s: float
    """Where the hold ends; where there is none, with the talk."""
    part_to_s: float
    """Where the briefing of the next one ends, and wrap-up begins."""
    to_s: float


def table_of_services(scenario: Scenario, log: RunLog) -> Served:
    """Return the table of all services, by contact and time."""
    if not scenario.transfers:
        return _of_single_talks(log)
    found, kinds = _put_together(scenario, log), (int, int, *(float,) * 5)
    columns = zip(*found, strict=True) if found else ((),) * len(kinds)
    return Served(*(np.array(column, dtype=kind) for column, kind in zip(columns, kinds, strict=True)))


def services(scenario: Scenario, log: RunLog) -> list[Served]:
    """Return all services one by one, by contact and time."""
    if not scenario.transfers:
        return list(map(Served, *(column.tolist() for column in _of_single_talks(log))))
    return _put_together(scenario, log)


def _put_together(scenario: Scenario, log: RunLog) -> list[Served]:
    """Return the services where contacts are passed on."""
    spans, stops_s = log.spans, log.facts.stops_s
    warm_s = {one.pass_.warm_s for one in scenario.transfers.values() if one.pass_.warm_s is not None}
    begins, pieces = _talks_begun(log), defaultdict(list)
    columns = zip(*(spans[name].tolist() for name in ("contact", "kind", "agent", "from_s", "to_s")), strict=True)
    for row, kind, agent, from_s, to_s in columns:
        if row != NOBODY and agent != NOBODY:
            pieces[row, agent].append((from_s, to_s, kind))
    found = []
    for (row, agent), mine in pieces.items():
        found += _of_one(row, agent, mine, begins, warm_s, stops_s)
    return sorted(found)


def _of_single_talks(log: RunLog) -> Served:
    """Return the table of services where nobody is passed on: a talk, and the wrap-up that stands next to it."""
    spans = log.spans
    talks = np.flatnonzero(spans["kind"] == SpanKind.TALK)
    row, agent, from_s, talk_to_s = (spans[name][talks] for name in ("contact", "agent", "from_s", "to_s"))
    # The last row is nobody's.
    beside = np.minimum(talks + 1, len(spans["kind"]) - 1)
    wraps = (spans["kind"][beside] == SpanKind.WRAP_UP) & (spans["contact"][beside] == row)
    # The last entry stands for no contact.
    of_talks = (spans["kind"] == SpanKind.WRAP_UP) & ~np.append(conversed(log) | left_silently(log), True)[
        spans["contact"]
    ]
    assert wraps.sum() == of_talks.sum(), "a wrap-up follows no talk"
    to_s = np.where(wraps, spans["to_s"][beside], talk_to_s)
    return Served(row, agent, from_s, talk_to_s, talk_to_s, talk_to_s, to_s)


def groups_of_agents(log: RunLog) -> np.ndarray:
    """Return the group of each agent; NOBODY of who was never there."""
    found, known = np.full(len(log.names.agents), NOBODY), log.spans["agent"] != NOBODY
    found[log.spans["agent"][known]] = log.spans["group"][known]
    return found


def heirs(log: RunLog) -> dict[int, list[int]]:
    """Return by contact who goes on with the customer: itself, whom it was passed on as, and who that was moved as."""
    found: dict[int, list[int]] = defaultdict(list)
    parent, cause = (log.contacts[name].tolist() for name in ("parent", "cause"))
    for row, (one, why) in enumerate(zip(parent, cause, strict=True)):
        heir = one
        if why == Cause.TRANSFER:
            found[one].append(row)
        while why == Cause.REDIRECT and heir != NOBODY:
            if cause[heir] == Cause.TRANSFER:
                found[parent[heir]].append(row)
                break
            if cause[heir] != Cause.REDIRECT:
                break
            heir = parent[heir]
    return found


def _talks_begun(log: RunLog) -> dict[int, list[tuple[int, float, float]]]:
    """Return by contact (agent, from, to) of each talk with whoever goes on with the customer."""
    spans = log.spans
    talks = spans["kind"] == SpanKind.TALK
    first_of = {heir: row for row, mine in heirs(log).items() for heir in mine}
    found = defaultdict(list)
    for row, *talk in zip(
        *(spans[name][talks].tolist() for name in ("contact", "agent", "from_s", "to_s")), strict=True
    ):
        found[row].append(tuple(talk))
        if row in first_of:
            found[first_of[row]].append(tuple(talk))
    return found


def _of_one(
    row: int,
    agent: int,
    mine: list[tuple[float, float, int]],
    begins: dict[int, list[tuple[int, float, float]]],
    warm_s: set[float],
    stops_s: float,
) -> list[Served]:
    """Put the spans of one contact with one agent together.

    Only one of two talks with a customer at a time is a briefing, and it is not the longer one. Where talks of no
    length make two readings possible, that one is right in which every hold and wrap-up follows a talk.
    """
    others: dict[float, float] = {}
    for other, from_s, to_s in begins.get(row, ()):
        if other != agent:
            others[from_s] = max(to_s, others.get(from_s, to_s))
    briefings = {
        (from_s, to_s)
        for from_s, to_s, kind in mine
        if kind == SpanKind.TALK
        and from_s < to_s <= others.get(from_s, from_s)
        and (to_s - from_s in warm_s or to_s == stops_s)
    }
    for some in (briefings, set[tuple[float, float]]()):
        found, left = _read(row, agent, mine, some)
        if not left:
            return found
    raise AssertionError(f"contact {row}: a hold or wrap-up of agent {agent} follows no talk")


def _read(
    row: int, agent: int, mine: list[tuple[float, float, int]], briefings: set[tuple[float, float]]
) -> tuple[list[Served], int]:
    """Return the services when such talks are briefings, and how many briefings, holds, wrap-ups belong to none.

    From behind: of several talks that end at one instant the last is the one that is held or briefs.
    """
    holds = {from_s: to_s for from_s, to_s, kind in mine if kind == SpanKind.HOLD}
    wraps = [(from_s, to_s) for from_s, to_s, kind in mine if kind == SpanKind.WRAP_UP]
    talks = [(from_s, to_s) for from_s, to_s, kind in mine if kind == SpanKind.TALK]
    found, left = [], set(briefings)
    for from_s, talk_to_s in sorted((one for one in talks if one not in briefings), reverse=True):
        hold_to_s = part_to_s = holds.pop(talk_to_s, talk_to_s)
        briefing = next((one for one in left if one[0] == hold_to_s), None)
        if briefing is not None:
            left.remove(briefing)
            part_to_s = briefing[1]
        wrap = next((one for one in wraps if one[0] == part_to_s), (part_to_s, part_to_s))
        if wrap in wraps:
            wraps.remove(wrap)
        found.append(Served(row, agent, from_s, talk_to_s, hold_to_s, part_to_s, wrap[1]))
    return found, len(wraps) + len(left) + len(holds)


def blurred(scenario: Scenario, log: RunLog) -> set[int]:
    """Return contacts with two talks from the same instant to the same: which is the briefing cannot be told."""
    if not any(one.pass_.warm_s for one in scenario.transfers.values()):
        return set()
    found = set()
    for row, talks in _talks_begun(log).items():
        long = [(from_s, to_s) for _, from_s, to_s in talks if from_s < to_s]
        if len(set(long)) < len(long):
            found.add(row)
    return found


def passed_and_not_answered(log: RunLog) -> np.ndarray:
    """Return the contacts that were passed on within their type, and that nobody answered after the last pass."""
    if not log.passed:
        return np.empty(0, dtype=np.int64)
    return log.passed["contact"][np.isnan(log.passed["answered_s"])]
