"""Logs made by hand, or at random, for tests of metrics: no engine, every number in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.log import NOBODY, EndedBy, Facts, LegKind, Names, RunLog, State

NAN = float("nan")
TWO_OF_EACH = Names(("orders", "returns"), ("voice", "chat"), ("front", "back"))


@dataclass(frozen=True)
class Contact:
    """One contact of a hand-made log. An answered one talks and wraps up right behind its wait."""

    arrived_s: float
    wait_s: float = NAN
    ended_by: EndedBy = EndedBy.AGENT
    type: int = 0
    channel: int = 0
    group: int = 0
    talk_s: float = 0.0
    wrap_up_s: float = 0.0
    segment: int = NOBODY


def log_of(
    contacts: Sequence[Contact],
    agent_time: Sequence[tuple[int, int, State, float]] = (),
    *,
    names: Names = TWO_OF_EACH,
    starts_s: Sequence[float] = (0.0, 1800.0),
    closes_s: float = 3600.0,
    within_s: Sequence[float] = (20.0, 60.0),
    target_share: Sequence[float] | None = None,
    short_s: Sequence[float] = (5.0, 10.0),
    slots: Sequence[int] | None = None,
    wage_per_s: Sequence[float] | None = None,
) -> RunLog:
    """Return the log of ``contacts`` and of agents' (group, interval, state, seconds)."""
    edges_s = np.append(np.asarray(starts_s, dtype=np.float64), closes_s)
    facts = Facts(
        seed=1,
        replication=0,
        interval_starts_s=edges_s[:-1],
        open_s=np.diff(edges_s),
        scheduled_s=np.zeros((len(names.groups), len(starts_s))),
        expected=np.zeros((len(names.types), len(starts_s))),
        forecast=np.zeros((len(names.types), len(starts_s))),
        within_s=np.asarray(within_s, dtype=np.float64),
        target_share=np.asarray(target_share or [0.8] * len(within_s), dtype=np.float64),
        short_s=np.asarray(short_s, dtype=np.float64),
        lines=np.full(len(names.channels), np.inf),
        slots=np.array(slots or [1] * len(names.groups), dtype=np.int64),
        wage_per_s=np.full(len(names.groups), NAN) if wage_per_s is None else np.asarray(wage_per_s, dtype=np.float64),
        currency="" if wage_per_s is None else "EUR",
        closes_s=closes_s,
    )
    return RunLog(_contacts(contacts), _legs(contacts), _agent_time(agent_time), facts, names)


def random_log(
    seed: int, contacts: int, *, intervals: int = 20, types: int = 2, channels: int = 1, segments: int = 0
) -> RunLog:
    """Return a log of any size, made by vectors: whatever may stand in a log, in no realistic proportion."""
    generator = np.random.default_rng(seed)
    names = Names(
        tuple(f"type_{i}" for i in range(types)),
        tuple(f"channel_{i}" for i in range(channels)),
        ("front", "back"),
        segments=tuple(f"segment_{i}" for i in range(segments)),
    )
    starts_s = np.arange(intervals) * 1800.0
    horizon_s = intervals * 1800.0
    empty = log_of(
        [],
        names=names,
        starts_s=starts_s,
        closes_s=horizon_s - 600.0,
        within_s=[20.0] * types,
        slots=[3, 1],
        short_s=[5.0] * types,
        wage_per_s=[0.004, 0.005],
    )
    endings = [EndedBy.AGENT] * 12 + [EndedBy.ABANDONED] * 3 + list(EndedBy)
    ended_by = generator.choice(endings, contacts).astype(np.int8)
    answered = np.isin(ended_by, [EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT])
    arrived_s = np.sort(grid(generator.uniform(0, horizon_s, contacts)))
    wait_s = np.where(generator.random(contacts) < 0.5, 0.0, grid(generator.exponential(25, contacts)))
    wait_s[np.isin(ended_by, [EndedBy.BLOCKED, EndedBy.STILL_OPEN, EndedBy.CONTAINED])] = np.nan
    talk_s, wrap_up_s = grid(generator.exponential(240, contacts)), grid(generator.exponential(30, contacts))
    answered_s = np.where(answered, arrived_s + wait_s, np.nan)
    type_ = generator.integers(0, types, contacts)
    table = {
        "contact": np.arange(contacts),
        "type": type_.astype(np.int16),
        "channel": (type_ % channels).astype(np.int16),
        "arrived_s": arrived_s,
        "answered_s": answered_s,
        "ended_s": answered_s + talk_s,
        "closed_s": answered_s + talk_s + wrap_up_s,
        "wait_s": wait_s,
        "ended_by": ended_by,
    }
    legs = _random_legs(generator, table, talk_s)
    agents = 40
    place = np.indices((agents, intervals + 1, len(State))).reshape(3, -1)
    time = {
        "agent": place[0].astype(np.int32),
        "group": (place[0] % 2).astype(np.int16),
        "interval": place[1].astype(np.int32),
        "state": place[2].astype(np.int8),
        "overtime": place[1] == intervals,
        "seconds": grid(generator.uniform(0, 600, place.shape[1])),
        "slot_seconds": grid(generator.uniform(0, 600, place.shape[1])),
    }
    table["segment"] = generator.integers(NOBODY, segments, contacts).astype(np.int16)
    return RunLog(table, legs, time, empty.facts, names)


def grid(seconds: Any) -> Any:
    """Return ``seconds`` on the time grid."""
    return np.round(np.asarray(seconds) * 2**20) / 2**20


def _random_legs(generator: np.random.Generator, table: dict[str, Any], talk_s: Any) -> dict[str, Any]:
    answered = np.flatnonzero(~np.isnan(table["answered_s"]))
    answered_s, talked_s = table["answered_s"][answered], table["ended_s"][answered]
    group = generator.integers(0, 2, len(answered))
    agent = generator.integers(0, 40, len(answered))
    nobody = np.full(len(answered), NOBODY)
    return {
        "contact": np.concatenate((answered, answered, answered)),
        "kind": np.repeat([LegKind.QUEUE, LegKind.TALK, LegKind.WRAP_UP], len(answered)).astype(np.int8),
        "group": np.concatenate((nobody, group, group)).astype(np.int16),
        "agent": np.concatenate((nobody, agent, agent)).astype(np.int32),
        "from_s": np.concatenate((table["arrived_s"][answered], answered_s, talked_s)),
        "to_s": np.concatenate((answered_s, talked_s, table["closed_s"][answered])),
    }


def _contacts(contacts: Sequence[Contact]) -> dict[str, Any]:
    rows = range(len(contacts))
    answered_s = [c.arrived_s + c.wait_s if _is_answered(c) else NAN for c in contacts]
    ended_s = [answered_s[i] + contacts[i].talk_s for i in rows]
    closed = [c.ended_by == EndedBy.AGENT for c in contacts]
    return {
        "contact": np.array(rows, dtype=np.int64),
        "case": np.array(rows, dtype=np.int64),
        "parent": np.full(len(contacts), NOBODY, dtype=np.int64),
        "cause": np.zeros(len(contacts), dtype=np.int8),
        "context": np.zeros(len(contacts), dtype=np.int8),
        "type": np.array([c.type for c in contacts], dtype=np.int16),
        "channel": np.array([c.channel for c in contacts], dtype=np.int16),
        "segment": np.array([c.segment for c in contacts], dtype=np.int16),
        "arrived_s": np.array([c.arrived_s for c in contacts], dtype=np.float64),
        "answered_s": np.array(answered_s, dtype=np.float64),
        "ended_s": np.array(ended_s, dtype=np.float64),
        "closed_s": np.array(
            [ended_s[i] + contacts[i].wrap_up_s if closed[i] else NAN for i in rows], dtype=np.float64
        ),
        "wait_s": np.array([c.wait_s for c in contacts], dtype=np.float64),
        "ended_by": np.array([c.ended_by for c in contacts], dtype=np.int8),
    }


def _legs(contacts: Sequence[Contact]) -> dict[str, Any]:
    rows: list[tuple[int, int, int, int, float, float]] = []
    for row, contact in enumerate(contacts):
        if not np.isnan(contact.wait_s):
            queued_to_s = contact.arrived_s + contact.wait_s
            rows.append((row, LegKind.QUEUE, NOBODY, NOBODY, contact.arrived_s, queued_to_s))
            if _is_answered(contact):
                talked_s = queued_to_s + contact.talk_s
                rows.append((row, LegKind.TALK, contact.group, 0, queued_to_s, talked_s))
                rows.append((row, LegKind.WRAP_UP, contact.group, 0, talked_s, talked_s + contact.wrap_up_s))
    names = ("contact", "kind", "group", "agent", "from_s", "to_s")
    types = (np.int64, np.int8, np.int16, np.int32, np.float64, np.float64)
    return {name: np.array([row[i] for row in rows], dtype=types[i]) for i, name in enumerate(names)}


def _agent_time(rows: Sequence[tuple[int, int, State, float]]) -> dict[str, Any]:
    return {
        "agent": np.zeros(len(rows), dtype=np.int32),
        "group": np.array([row[0] for row in rows], dtype=np.int16),
        "interval": np.array([row[1] for row in rows], dtype=np.int32),
        "state": np.array([row[2] for row in rows], dtype=np.int8),
        "overtime": np.zeros(len(rows), dtype=np.bool_),
        "seconds": np.array([row[3] for row in rows], dtype=np.float64),
        "slot_seconds": np.array([row[3] * (row[2] != State.AVAILABLE) for row in rows], dtype=np.float64),
    }


def _is_answered(contact: Contact) -> bool:
    return contact.ended_by in (EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT)
