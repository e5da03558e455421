"""Small centers with conversations for tests, their days, and what an engine says of them, in as few words as possible.

Times are seconds after 08:00. An engine's story is the same whoever tells it: the engine, or its naive twin.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

import building
import numpy as np
from building import OPENS_S
from checkers import check
from silent import Silent

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.log import NOBODY, EndedBy, RunLog, SilenceEnd, SpanKind
from simulator.scenario.nouns import Scenario

Times = tuple[float, ...]


@dataclass
class Case:
    """A contact: when it comes, how long its first reply takes, and then thinking, work and patience of each other."""

    arrived_s: float
    work_s: float
    others: tuple[Times, ...]
    wrap_up_s: float = 0.0
    patience_s: float = inf
    type: int = 0
    is_call: bool = False


def says(
    arrived_s: float, work_s: float, *others: Times, wrap: float = 0.0, patience: float = inf, of: int = 0
) -> Case:
    """Return a conversation; each of ``others`` is (thinking, work) or (thinking, work, patience)."""
    return Case(arrived_s, work_s, others, wrap, patience, of)


def calls(arrived_s: float, talk_s: float, *, wrap: float = 0.0, patience: float = inf, of: int = 1) -> Case:
    """Return an exclusive contact, by default of the second type."""
    return Case(arrived_s, talk_s, (), wrap, patience, of, is_call=True)


def writers(
    agents: Any = 1,
    *,
    kind: dict[str, Any] | None = None,
    group: dict[str, Any] | None = None,
    groups: dict[str, dict[str, Any]] | None = None,
    types: dict[str, dict[str, Any]] | None = None,
    channels: dict[str, dict[str, Any]] | None = None,
    call: dict[str, Any] | None = None,
    center: dict[str, Any] | None = None,
    **channel: Any,
) -> Scenario:
    """Return a center whose agents answer `wa` on the channel `messaging`, of two slots unless stated.

    With ``call`` (keys of its type) they answer `calls` as well, which are exclusive. ``kind``, ``group`` and the rest
    are keys of the type, the group and the channel.
    """
    kinds: dict[str, Any] = {"wa": conversation(**(kind or {})), **(types or {})}
    if call is not None:
        kinds["calls"] = call
    served = groups or {"front": {"agents": agents, "serves": {name: {} for name in kinds}, **(group or {})}}
    if groups is None and group and "shifts" in group:
        served["front"].pop("agents")
    messaging = {"behaviour": "conversation", "slots": 2, **channel}
    return building.center(
        types=kinds, groups=served, channels={"messaging": messaging, **(channels or {})}, **(center or {})
    )


def conversation(channel: str = "messaging", **keys: Any) -> dict[str, Any]:
    """Return a type of conversations; a day by hand does not need what is left out of ``replies``."""
    replies = {"number": 1, "work": "1m"} | keys.pop("replies", {})
    return {"channel": channel, "replies": replies, **keys}


def day(*cases: Case) -> Workload:
    """Return a workload of such contacts, which come in that order."""
    return Workload.of(
        types=[one.type for one in cases],
        arrived_s=[one.arrived_s + OPENS_S for one in cases],
        talk_s=[one.work_s for one in cases],
        wrap_up_s=[one.wrap_up_s for one in cases],
        patience_s=[one.patience_s for one in cases],
        replies=[None if one.is_call else _script(one) for one in cases],
    )


def _script(one: Case) -> list[tuple[float, float, float]]:
    others = [(*other, inf)[:3] for other in one.others]
    return [(one.work_s, 0.0, one.patience_s), *((work, thinking, patience) for thinking, work, patience in others)]


class Story(NamedTuple):
    """What an engine says of a day."""

    contacts: list[tuple[Any, ...]]
    """Of each: how it ended, assigned, answered, ended, closed, and which agent answered."""
    replies: list[tuple[Any, ...]]
    """Contact, number, agent, asked, begun, sent."""
    spans: list[tuple[Any, ...]]
    """Of contacts, waits of customers left out: contact, kind, agent, from, to; those that touch as one."""
    stays: list[tuple[Any, ...]]
    """Of agents: agent, from, to."""
    laid: list[tuple[Any, ...]]
    """Of each conversation that was laid down: contact, agent, when, whether it is parked, whether a reply was owed."""
    waits: list[tuple[Any, ...]]
    """In the queue: contact, from, to."""
    silences: list[tuple[Any, ...]]
    """Of each customer who left silently: contact, left, agent, taken, told, over, how."""

    def of(self, row: int) -> list[tuple[Any, ...]]:
        """Return kind, from and to of the spans of a contact."""
        return [(kind, from_s, to_s) for one, kind, _, from_s, to_s in self.spans if one == row]

    def waits_of(self, row: int) -> list[tuple[Any, ...]]:
        """Return from and to of the waits of a contact."""
        return [(from_s, to_s) for one, from_s, to_s in self.waits if one == row]

    def who_has(self) -> list[Any]:
        """Return the agent of each contact's last span."""
        last = {row: agent for row, _, agent, _, _ in self.spans}
        return [last.get(row) for row in range(len(self.contacts))]

    def sent(self) -> list[tuple[Any, ...]]:
        """Return contact, number, begun and sent of each reply that was begun, in order of beginning."""
        rows = [(row, number, begun_s, sent_s) for row, number, _, _, begun_s, sent_s in self.replies]
        return sorted(
            (one for one in rows if one[2] is not None), key=lambda one: (one[2], one[3] is None, one[3] or 0)
        )


def of_engine(scenario: Scenario, workload: Workload) -> Story:
    """Let the engine tell a day, of which every invariant holds."""
    log = simulate(scenario, workload)
    check(scenario, workload, log)
    return story_of_log(log)


def story_of_log(log: RunLog) -> Story:
    names = ("ended_by", "assigned_s", "answered_s", "ended_s", "closed_s", "answered_by")
    contacts = [
        (EndedBy(how).name.lower(), *map(_since, times), None if agent == NOBODY else agent)
        for how, *times, agent in zip(*(log.contacts[name].tolist() for name in names), strict=True)
    ]
    names = ("contact", "number", "agent", "asked_s", "begun_s", "sent_s")
    columns = [log.replies[name].tolist() for name in names] if log.replies else [[]] * len(names)
    replies = [(*row[:3], *map(_since, row[3:])) for row in zip(*columns, strict=True)]
    names = ("contact", "kind", "agent", "from_s", "to_s")
    rows = list(zip(*(log.spans[name].tolist() for name in names), strict=True))
    spans = [
        (row, SpanKind(kind).name.lower(), agent, from_s, to_s)
        for row, kind, agent, from_s, to_s in rows
        if row != NOBODY and kind != SpanKind.QUEUE
    ]
    stays = [(agent, from_s, to_s) for _, kind, agent, from_s, to_s in rows if kind == SpanKind.DUTY]
    waits = [(row, from_s, to_s) for row, kind, _, from_s, to_s in rows if kind == SpanKind.QUEUE]
    names = ("contact", "agent", "at_s", "parked", "owed")
    columns = [log.hand_overs[name].tolist() for name in names] if log.hand_overs else [[]] * len(names)
    laid = [(row, agent, _since(at_s), *map(bool, how)) for row, agent, at_s, *how in zip(*columns, strict=True)]
    names = ("contact", "left_s", "agent", "taken_s", "told_s", "over_s", "how")
    columns = [log.silences[name].tolist() for name in names] if log.silences else [[]] * len(names)
    left = [
        (row, _since(left_s), None if agent == NOBODY else agent, *map(_since, times), SilenceEnd(how).name.lower())
        for row, left_s, agent, *times, how in zip(*columns, strict=True)
    ]
    return Story(contacts, replies, _joined(spans), _after_eight(stays), laid, _after_eight(waits), left)


def of_twin(scenario: Scenario, workload: Workload) -> Story:
    """Let the naive engine tell a day."""
    naive = Silent(scenario, workload)
    book = naive.run()
    contacts = [
        (one.ended_by, *map(_since, (one.assigned_s, one.answered_s, one.ended_s, one.closed_s)), one.answered_by)
        for one in book
    ]
    messages = sorted(naive.messages, key=lambda one: (one.row, one.number))
    replies = [
        (one.row, one.number, one.agent, *map(_since, (one.asked_s, one.begun_s, one.sent_s))) for one in messages
    ]
    stays = [(agent, from_s, to_s) for agent, from_s, to_s, _ in naive.stays]
    laid = [(one.row, one.agent, _since(one.at_s), one.is_parked, one.is_owed) for one in naive.hand_overs]
    laid.sort(key=lambda one: (one[2], one[0]))
    left = [
        (one.row, _since(one.left_s), one.agent, *map(_since, (one.taken_s, one.told_s, one.over_s)), one.how)
        for one in sorted(naive.silences.values(), key=lambda one: (one.left_s, one.row))
    ]
    return Story(contacts, replies, _joined(naive.spans), _after_eight(stays), laid, _after_eight(naive.waits), left)


def _joined(spans: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for row, kind, agent, from_s, to_s in sorted(spans, key=lambda one: (one[0], one[3], one[4])):
        if from_s == to_s:
            continue
        if found and found[-1][:3] == (row, kind, agent) and found[-1][4] == from_s - OPENS_S:
            from_s = found.pop()[3] + OPENS_S
        found.append((row, kind, agent, from_s - OPENS_S, to_s - OPENS_S))
    return found


def _after_eight(times: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted((one, from_s - OPENS_S, to_s - OPENS_S) for one, from_s, to_s in times)


def _since(time_s: float | None) -> float | None:
    return None if time_s is None or np.isnan(time_s) else time_s - OPENS_S


ENGINES = {"twin": of_twin, "engine": of_engine}
