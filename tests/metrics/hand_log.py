"""Logs made by hand, or at random, for tests of metrics: no engine, every number in sight."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from simulator.log import NOBODY, OPTIONAL, Cause, EndedBy, Facts, LoggedDay, Names, RunLog, SpanKind, State

NAN = float("nan")
TWO_OF_EACH = Names(("orders", "returns"), ("voice", "chat"), ("front", "back"))
ANSWERED = (EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.PASSED_ON)
NEVER_WAITED = (EndedBy.BLOCKED, EndedBy.STILL_OPEN, EndedBy.CONTAINED, EndedBy.REFUSED)

SPAN = {"contact": np.int64, "kind": np.int8, "group": np.int16, "agent": np.int32, "from_s": float, "to_s": float}
REPLY = {
    "contact": np.int64, "number": np.int32, "agent": np.int32, "group": np.int16,
    "asked_s": float, "begun_s": float, "sent_s": float,
}  # fmt: skip
HAND_OVER = {
    "contact": np.int64, "agent": np.int32, "group": np.int16, "at_s": float, "parked": np.int8, "owed": np.int8,
}  # fmt: skip
SILENCE = {
    "contact": np.int64, "left_s": float, "agent": np.int32, "taken_s": float, "told_s": float, "over_s": float,
    "how": np.int8,
}  # fmt: skip
PASSED = {"contact": np.int64, "group": np.int16, "passed_s": float, "answered_s": float}
OVERFLOW = {"contact": np.int64, "rule": np.int16, "at_s": float, "did": np.int8}
VERBS = {"move_on": "move", "ask": "offer", "enough": "end", "beep": "message"}
"""Overflow rules by name, with what each does."""
INTERVENTION = {"rule": np.int16, "at_s": float, "did": np.int32}
CHANGES = ("help", "no_chat", "longer")
"""Interventions by name."""


@dataclass(frozen=True)
class Contact:
    """One contact of a hand-made log. An answered one talks and wraps up right behind its wait.

    What is None follows from the rest; an attempt more begins with each redial or return. ``spans`` are
    (kind, group, from, to), the number of an agent being its group's.
    """

    arrived_s: float
    wait_s: float = NAN
    ended_by: EndedBy = EndedBy.AGENT
    type: int = 0
    channel: int = 0
    group: int = 0
    talk_s: float = 0.0
    wrap_up_s: float = 0.0
    segment: int = NOBODY
    case: int | None = None
    parent: int = NOBODY
    cause: Cause = Cause.FIRST
    queued_s: float | None = None
    answered_s: float | None = None
    ended_s: float | None = None
    closed_s: float | None = None
    closed_group: int | None = None
    solved: int | None = None
    attempt: int | None = None
    passes: int = 0
    stories: int = 0
    repeated_s: float = 0.0
    again_s: float = NAN
    announced_s: float = NAN
    assigned_s: float | None = None
    spans: Sequence[tuple[SpanKind, int, float, float]] | None = None

    @property
    def queues_s(self) -> float:
        """Return when it first entered a queue."""
        never = self.ended_by in (EndedBy.BLOCKED, EndedBy.CONTAINED, EndedBy.REFUSED)
        return self.queued_s if self.queued_s is not None else NAN if never else self.arrived_s

    @property
    def answers_s(self) -> float:
        """Return when it was first answered."""
        if self.answered_s is not None:
            return self.answered_s
        return self.queues_s + self.wait_s if self.ended_by in ANSWERED else NAN

    @property
    def ends_s(self) -> float:
        """Return when it ended."""
        if self.ended_s is not None or self.ended_by == EndedBy.STILL_OPEN:
            return NAN if self.ended_s is None else self.ended_s
        if not np.isnan(self.answers_s):
            return self.answers_s + self.talk_s
        return self.arrived_s if np.isnan(self.wait_s) else self.queues_s + self.wait_s

    @property
    def closes_s(self) -> float:
        """Return when its wrap-up was done by whoever closed it."""
        if self.closed_s is not None:
            return self.closed_s
        return self.ends_s + self.wrap_up_s if self.ended_by == EndedBy.AGENT else NAN

    @property
    def is_solved(self) -> int:
        """Return whether it ended solved."""
        if self.solved is not None:
            return self.solved
        if self.ended_by == EndedBy.STILL_OPEN:
            return NOBODY
        return int(self.ended_by in (EndedBy.AGENT, EndedBy.CONTAINED))


def log_of(
    contacts: Sequence[Contact],
    agent_time: Sequence[tuple[int, int, State, float]] | None = (),
    *,
    names: Names = TWO_OF_EACH,
    starts_s: Sequence[float] = (0.0, 1800.0),
    closes_s: float = 3600.0,
    within_s: Sequence[float] = (20.0, 60.0),
    target_share: Sequence[float] | None = None,
    short_s: Sequence[float] = (5.0, 10.0),
    fcr_window_s: Sequence[float] | None = None,
    slots: Sequence[int] | None = None,
    wage_per_s: Sequence[float] | None = None,
    reports_from_s: float = -np.inf,
    stops_s: float = np.inf,
    days: tuple[LoggedDay, ...] = (LoggedDay("", 0.0, 0),),
    stays: Sequence[tuple[int, int, float, float]] = (),
    replies: Sequence[tuple[int, int, int, int, float, float, float]] = (),
    hand_overs: Sequence[tuple[int, int, int, float, int, int]] = (),
    silences: Sequence[tuple[int, float, int, float, float, float, int]] = (),
    passed: Sequence[tuple[int, int, float, float]] = (),
    overflow: Sequence[tuple[int, str, float, int]] = (),
    interventions: Sequence[tuple[str, float, int]] = (),
    in_slots: Sequence[bool] = (),
    by_replies: Sequence[bool] = (),
    fills: Sequence[Sequence[int]] = (),
) -> RunLog:
    """Return the log of ``contacts`` and of agents' (group, interval, state, seconds), or None for spans alone.

    ``stays`` are (agent, group, from, to), ``hand_overs`` (contact, agent, group, when, parked, owed), ``silences``
    (contact, left, agent, taken, told, over, how), ``passed`` (contact, group, when, when answered), ``overflow``
    (contact, rule of `VERBS`, when, what it did), ``interventions`` (one of `CHANGES`, when, how many it changed).
    """
    if overflow:
        names = replace(names, overflow=tuple(VERBS), verbs=tuple(VERBS.values()))
    if interventions:
        names = replace(names, interventions=CHANGES)
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
        fcr_window_s=np.asarray(fcr_window_s or [7 * 86400.0] * len(within_s), dtype=np.float64),
        lines=np.full(len(names.channels), np.inf),
        slots=np.array(slots or [1] * len(names.groups), dtype=np.int64),
        wage_per_s=np.full(len(names.groups), NAN) if wage_per_s is None else np.asarray(wage_per_s, dtype=np.float64),
        currency="" if wage_per_s is None else "EUR",
        closes_s=closes_s,
        reports_from_s=reports_from_s,
        stops_s=stops_s,
        days=days,
        in_slots=np.asarray(in_slots, dtype=np.bool_),
        by_replies=np.asarray(by_replies, dtype=np.bool_),
        fills=np.asarray(fills, dtype=np.int64) if fills else np.zeros((0, 0), dtype=np.int64),
    )
    return RunLog(
        _contacts(contacts),
        _columns(_spans(contacts, stays), SPAN),
        facts,
        names,
        _columns(replies, REPLY) if replies else {},
        None if agent_time is None else _agent_time(agent_time),
        hand_overs=_columns(hand_overs, HAND_OVER) if hand_overs else {},
        silences=_columns(silences, SILENCE) if silences else {},
        passed=_columns(passed, PASSED) if passed else {},
        overflow=_columns([(one[0], list(VERBS).index(one[1]), *one[2:]) for one in overflow], OVERFLOW)
        if overflow
        else {},
        interventions=_columns([(CHANGES.index(name), at_s, did) for name, at_s, did in interventions], INTERVENTION)
        if interventions
        else {},
    )


def random_log(
    seed: int,
    contacts: int,
    *,
    intervals: int = 20,
    types: int = 2,
    channels: int = 1,
    segments: int = 0,
    later: bool = False,
) -> RunLog:
    """Return a log of any size, made by vectors: whatever may stand in a log, in no realistic proportion.

    With ``later``, many contacts have another one behind them: redials, transfers, what they were moved to.
    """
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
        fcr_window_s=[1800.0 * (1 + i) for i in range(types)],
        wage_per_s=[0.004, 0.005],
    )
    parent, cause = np.full(contacts, NOBODY), np.zeros(contacts, dtype=np.int8)
    arrived_s = np.sort(grid(generator.uniform(0, horizon_s, contacts)))
    table = _random_contacts(generator, arrived_s, types)
    case = generation = np.arange(contacts)
    while later and len(generation):
        behind = np.isin(table["ended_by"][generation], list(_BEHIND)) & (generator.random(len(generation)) < 0.7)
        parents = generation[behind]
        born_s = np.fmax(table["ended_s"][parents], table["arrived_s"][parents])
        more = _random_contacts(generator, born_s, types)
        generation = np.arange(len(table["ended_by"]), len(table["ended_by"]) + len(parents))
        causes = [_BEHIND[EndedBy(how)] for how in table["ended_by"][parents].tolist()]
        cause, parent = np.append(cause, np.array(causes, dtype=np.int8)), np.append(parent, parents)
        case = np.append(case, case[parents])
        table = {name: np.append(column, more[name]) for name, column in table.items()}
    table |= {"contact": np.arange(len(case)), "case": case, "parent": parent, "cause": cause}
    if later:
        table |= _random_rules(np.random.default_rng(seed + 1000), table)
    table["channel"] = (table["type"] % channels).astype(np.int16)
    table["segment"] = generator.integers(NOBODY, segments, contacts).astype(np.int16)[case]
    place = np.indices((40, intervals + 1, len(State))).reshape(3, -1)
    time = {
        "agent": place[0].astype(np.int32),
        "group": (place[0] % 2).astype(np.int16),
        "interval": place[1].astype(np.int32),
        "state": place[2].astype(np.int8),
        "overtime": place[1] == intervals,
        "seconds": grid(generator.uniform(0, 600, place.shape[1])),
        "slot_seconds": grid(generator.uniform(0, 600, place.shape[1])),
    }
    # Off the phone there is nothing in hand.
    time["slot_seconds"][(time["state"] >= State.OFF_PHONE) & (time["state"] != State.HELPING)] = 0.0
    passed = _random_passed(np.random.default_rng(seed + 2000), table) if later else {}
    spans = _random_spans(generator, table)
    overflow = {}
    if later:
        names = replace(names, overflow=tuple(VERBS), verbs=tuple(VERBS.values()))
        overflow = _random_overflow(np.random.default_rng(seed + 3000), table)
    facts = replace(empty.facts, by_person=True)
    return RunLog(table, spans, facts, names, agent_sums=time, passed=passed, overflow=overflow)


def _random_overflow(generator: np.random.Generator, table: dict[str, Any]) -> dict[str, Any]:
    """Return what overflow rules did: they moved who was moved, or asked them; others declined, or were left out."""
    contacts = len(table["case"])
    moved = np.flatnonzero(np.bincount(table["parent"][table["cause"] == Cause.OVERFLOW], minlength=contacts))
    ended = np.flatnonzero(table["ended_by"] == EndedBy.SENT_AWAY)
    asked = generator.integers(0, contacts, contacts // 5)
    rules = list(VERBS)
    rows = [(row, rules.index("ask" if generator.random() < 0.4 else "move_on"), 1) for row in moved.tolist()]
    rows += [(row, rules.index("enough"), 1) for row in ended.tolist()]
    rows += [(row, int(generator.integers(0, 3)), -1) for row in asked.tolist()]
    rows += [(row, rules.index("ask"), 0) for row in asked[::2].tolist()]
    return _columns([(row, rule, float(table["arrived_s"][row]), did) for row, rule, did in rows], OVERFLOW)


def _random_rules(generator: np.random.Generator, table: dict[str, Any]) -> dict[str, Any]:
    """Return what follow-ups and transfers leave in a log: attempts, passes, stories, who would come again."""
    begins = np.isin(table["cause"], [Cause.REDIAL, Cause.RETURN])
    attempt = np.ones(len(begins), dtype=np.int32)
    for row, parent in enumerate(table["parent"].tolist()):
        if parent != NOBODY:
            attempt[row] = attempt[parent] + begins[row]
    answered = ~np.isnan(table["answered_s"])
    some, others, few = (generator.random(len(begins)) for _ in range(3))
    # Nobody is moved, or sent away by a rule, who is with an agent.
    waits_again = answered & np.isin(table["ended_by"], (EndedBy.MOVED, EndedBy.SENT_AWAY))
    passes = np.where((answered & (some < 0.2)) | waits_again, generator.integers(1, 4, len(begins)), 0)
    stories = np.where(answered & (others < 0.2), generator.integers(1, 3, len(begins)), 0)
    followed = np.isin(np.arange(len(begins)), table["parent"][begins])
    later = np.where(followed | (few < 0.1), np.nan_to_num(table["ended_s"]) + grid(generator.exponential(9, 1)), NAN)
    return {
        "attempt": attempt,
        "passes": passes.astype(np.int16),
        "stories": stories.astype(np.int16),
        "repeated_s": 30.0 * stories,
        "again_s": later,
        "announced_s": np.where(some > 0.7, 30.0, np.where(some > 0.65, np.inf, NAN)),
        "solved": np.where(
            (table["ended_by"] == EndedBy.AGENT) & (generator.random(len(begins)) < 0.3), 0, table["solved"]
        ).astype(np.int8),
    }


def _random_passed(generator: np.random.Generator, table: dict[str, Any]) -> dict[str, Any]:
    """Return when who was passed on was, to a group or to none, and when answered: of the last that is left open.

    Some wait for no time.
    """
    contact = np.repeat(np.arange(len(table["passes"])), table["passes"])
    number = np.arange(len(contact)) - np.searchsorted(contact, contact)
    passed_s = table["answered_s"][contact] + 600.0 * number + grid(generator.uniform(0, 300, len(contact)))
    how, ended_s = table["ended_by"][contact], table["ended_s"][contact]
    cut = np.isin(how, (EndedBy.ABANDONED, EndedBy.MOVED, EndedBy.SENT_AWAY))
    passed_s = np.where(cut, np.fmin(passed_s, ended_s), passed_s)
    wait_s = np.where(generator.random(len(contact)) < 0.6, grid(generator.exponential(25, len(contact))), 0.0)
    last = np.append(contact[1:] != contact[:-1], True)[: len(contact)]
    # Who gave up did so while waiting; who is still open waits or is talked to.
    never = np.isin(how, (EndedBy.ABANDONED, EndedBy.MOVED, EndedBy.SENT_AWAY)) | (
        (how == EndedBy.STILL_OPEN) & (generator.random(len(contact)) < 0.5)
    )
    return {
        "contact": contact,
        "group": generator.integers(NOBODY, 2, len(contact)),
        "passed_s": passed_s,
        "answered_s": np.where(last & never, NAN, passed_s + wait_s),
    }


_BEHIND = {
    EndedBy.MOVED: Cause.OVERFLOW,
    EndedBy.CALL_BACK: Cause.CALL_BACK,
    EndedBy.PASSED_ON: Cause.TRANSFER,
    EndedBy.ABANDONED: Cause.REDIAL,
    EndedBy.CONTAINED: Cause.RETURN,
}


def grid(seconds: Any) -> Any:
    """Return ``seconds`` on the time grid."""
    return np.round(np.asarray(seconds) * 2**20) / 2**20


def _random_contacts(generator: np.random.Generator, arrived_s: Any, types: int) -> dict[str, Any]:
    contacts = len(arrived_s)
    endings = [EndedBy.AGENT] * 12 + [EndedBy.ABANDONED] * 3 + list(EndedBy)
    ended_by = generator.choice(endings, contacts).astype(np.int8)
    answered = np.isin(ended_by, ANSWERED)
    # A machine passes on whom no human has answered; some leave after an answer.
    answered &= (ended_by != EndedBy.PASSED_ON) | (generator.random(contacts) < 0.7)
    answered |= (ended_by == EndedBy.ABANDONED) & (generator.random(contacts) < 0.2)
    # Who was passed on within the type and waits again may be moved, or sent away.
    answered |= np.isin(ended_by, (EndedBy.MOVED, EndedBy.SENT_AWAY)) & (generator.random(contacts) < 0.3)
    wait_s = np.where(generator.random(contacts) < 0.5, 0.0, grid(generator.exponential(25, contacts)))
    closed_door = (ended_by == EndedBy.VOICEMAIL) & (generator.random(contacts) < 0.5)
    closed_door |= (ended_by == EndedBy.MOVED) & ~answered & (generator.random(contacts) < 0.3)
    never = np.isin(ended_by, NEVER_WAITED) | closed_door | ((ended_by == EndedBy.PASSED_ON) & ~answered)
    wait_s[never] = NAN
    queued_s = np.where(never & (ended_by != EndedBy.STILL_OPEN), NAN, arrived_s)
    talk_s, wrap_up_s = grid(generator.exponential(240, contacts)), grid(generator.exponential(30, contacts))
    answered_s = np.where(answered, arrived_s + wait_s, NAN)
    ended_s = np.where(answered, answered_s + talk_s, arrived_s + np.nan_to_num(wait_s))
    closed = ended_by == EndedBy.AGENT
    group, agent = generator.integers(0, 2, contacts), generator.integers(0, 40, contacts)
    return {
        "type": generator.integers(0, types, contacts).astype(np.int16),
        "arrived_s": arrived_s,
        "queued_s": queued_s,
        "answered_s": answered_s,
        "ended_s": np.where(ended_by == EndedBy.STILL_OPEN, NAN, ended_s),
        "closed_s": np.where(closed, ended_s + wrap_up_s, NAN),
        "wait_s": wait_s,
        "ended_by": ended_by,
        "answered_by": np.where(answered, agent, NOBODY).astype(np.int32),
        "answered_group": np.where(answered, group, NOBODY).astype(np.int16),
        "closed_by": np.where(closed, agent, NOBODY).astype(np.int32),
        "closed_group": np.where(closed, 1 - group, NOBODY).astype(np.int16),
        "solved": np.where(
            ended_by == EndedBy.STILL_OPEN, NOBODY, closed | ((ended_by == EndedBy.CONTAINED) & (agent < 30))
        ).astype(np.int8),
    }


def _random_spans(generator: np.random.Generator, table: dict[str, Any]) -> dict[str, Any]:
    rows = []
    for contact in range(len(table["ended_by"])):
        queued_s, answered_s, ended_s, closed_s = (
            float(table[name][contact]) for name in ("queued_s", "answered_s", "ended_s", "closed_s")
        )
        left_s = min((time for time in (answered_s, ended_s) if not np.isnan(time)), default=queued_s)
        group, agent = int(table["answered_group"][contact]), int(table["answered_by"][contact])
        if not np.isnan(queued_s):
            rows.append((contact, SpanKind.QUEUE, NOBODY, NOBODY, queued_s, left_s))
        if not np.isnan(answered_s):
            rows.append((contact, SpanKind.TALK, group, agent, answered_s, ended_s))
            if not np.isnan(closed_s):
                rows.append((contact, SpanKind.WRAP_UP, group, agent, ended_s, closed_s))
    return _columns(rows, SPAN)


def _contacts(contacts: Sequence[Contact]) -> dict[str, Any]:
    rows = range(len(contacts))
    answered = [not np.isnan(c.answers_s) for c in contacts]
    answered_group = [c.group if is_ else NOBODY for c, is_ in zip(contacts, answered, strict=True)]
    closed_group = [c.group if c.closed_group is None else c.closed_group for c in contacts]
    closed_group = [NOBODY if np.isnan(c.closes_s) else group for c, group in zip(contacts, closed_group, strict=True)]
    case = [row if c.case is None else c.case for row, c in enumerate(contacts)]
    whole = {
        "contact": rows, "case": case, "customer": case, "parent": [c.parent for c in contacts],
        "answered_by": answered_group, "closed_by": closed_group,
    }  # fmt: skip
    small = {
        "type": [c.type for c in contacts], "channel": [c.channel for c in contacts],
        "segment": [c.segment for c in contacts], "cause": [c.cause for c in contacts], "context": [0 for _ in rows],
        "ended_by": [c.ended_by for c in contacts], "answered_group": answered_group, "closed_group": closed_group,
        "solved": [c.is_solved for c in contacts], "attempt": [_attempt(contacts, case, row) for row in rows],
    }  # fmt: skip
    times = {
        "arrived_s": [c.arrived_s for c in contacts], "queued_s": [c.queues_s for c in contacts],
        "assigned_s": [c.answers_s if c.assigned_s is None else c.assigned_s for c in contacts],
        "answered_s": [c.answers_s for c in contacts], "ended_s": [c.ends_s for c in contacts],
        "closed_s": [c.closes_s for c in contacts], "wait_s": [c.wait_s for c in contacts],
    }  # fmt: skip
    return (
        {name: np.array(column, dtype=np.int64) for name, column in whole.items()}
        | {name: np.array(column, dtype=np.int16) for name, column in small.items()}
        | {name: np.array(column, dtype=np.float64) for name, column in times.items()}
        | _optional(contacts)
    )


def _optional(contacts: Sequence[Contact]) -> dict[str, Any]:
    """Return the columns that a log has only where they may hold something."""
    columns = {name: np.array([getattr(c, name) for c in contacts], dtype=kind) for name, kind in OPTIONAL.items()}
    return {name: column for name, column in columns.items() if (np.nan_to_num(column) != 0).any()}


def _attempt(contacts: Sequence[Contact], case: Sequence[int], row: int) -> int:
    stated = contacts[row].attempt
    begun = (case[i] == case[row] and contacts[i].cause in (Cause.REDIAL, Cause.RETURN) for i in range(row + 1))
    return 1 + sum(begun) if stated is None else stated


def _spans(contacts: Sequence[Contact], stays: Sequence[tuple[int, int, float, float]]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for row, c in enumerate(contacts):
        if c.spans is not None:
            rows += [
                (row, kind, group, group if kind != SpanKind.QUEUE else NOBODY, *span) for kind, group, *span in c.spans
            ]
            continue
        left_s = c.answers_s if not np.isnan(c.answers_s) else c.ends_s
        if not np.isnan(c.wait_s):
            rows.append((row, SpanKind.QUEUE, NOBODY, NOBODY, c.queues_s, left_s))
        if not np.isnan(c.answers_s):
            rows.append((row, SpanKind.TALK, c.group, c.group, c.answers_s, c.ends_s))
        if c.closes_s > c.ends_s:
            rows.append((row, SpanKind.WRAP_UP, c.group, c.group, c.ends_s, c.closes_s))
    return rows + [(NOBODY, SpanKind.DUTY, group, agent, from_s, to_s) for agent, group, from_s, to_s in stays]


def _columns(rows: Sequence[tuple[Any, ...]], types: dict[str, Any]) -> dict[str, Any]:
    return {name: np.array([row[i] for row in rows], dtype=kind) for i, (name, kind) in enumerate(types.items())}


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
