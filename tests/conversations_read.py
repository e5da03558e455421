"""Which contacts of a log were conversations in somebody's hand, and who had whom from when on, and until when."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from silences_read import all_left, first_had_by, left_silently, of_each, taken_at

from simulator.log import NOBODY, RunLog, SpanKind
from simulator.scenario.nouns import Scenario


def conversed(log: RunLog) -> np.ndarray:
    """Return whether each contact was a conversation that somebody had in hand: there are messages of it."""
    found = np.zeros(len(log.contacts["contact"]), dtype=bool)
    if log.replies:
        found[log.replies["contact"]] = True
    return found


@dataclass
class Laid:
    """A conversation that was taken out of a hand whose agent left."""

    row: int
    agent: int
    at_s: float
    is_parked: bool
    is_owed: bool


@dataclass
class Had:
    """A span in which an agent has a conversation in hand, or has parked it."""

    row: int
    kind: SpanKind
    agent: int
    from_s: float
    to_s: float


@dataclass
class Stint:
    """A time in which a conversation is in one hand."""

    agent: int
    from_s: float
    to_s: float
    spans: list[Had]
    before: Laid | None = None
    """How it had been laid down."""
    after: Laid | None = None
    """How it is laid down, if it is."""

    @property
    def is_taken(self) -> bool:
        """Whether an agent takes it, who did not have it a moment before or parked it."""
        return self.before is None or not self.before.is_parked


@dataclass
class Life:
    """All times of a conversation since it was assigned, those in which it waits in the queue left out."""

    laid: list[Laid] = field(default_factory=list)
    spans: list[Had] = field(default_factory=list)

    @property
    def stints(self) -> list[Stint]:
        """The times in a hand that took any time, in order."""
        edges_s = [-np.inf, *(one.at_s for one in self.laid), np.inf]
        found = []
        for number, (from_s, to_s) in enumerate(pairwise(edges_s)):
            mine = [one for one in self.spans if one.kind != SpanKind.PARKED]
            mine = [one for one in mine if from_s <= one.from_s and one.to_s <= to_s]
            before = self.laid[number - 1] if number else None
            after = self.laid[number] if number < len(self.laid) else None
            if mine:
                found.append(Stint(mine[0].agent, mine[0].from_s, mine[-1].to_s, mine, before, after))
        return found

    @property
    def is_out(self) -> bool:
        """Whether it was laid down and is in no hand since."""
        return bool(self.laid) and (not self.stints or self.stints[-1].after is not None)


def lives(log: RunLog) -> dict[int, Life]:
    """Return the life of each conversation that somebody had in hand, by contact; and of chats with nobody there."""
    found: dict[int, Life] = defaultdict(Life)
    mine = np.append(conversed(log) | left_silently(log), False)[log.spans["contact"]]
    mine &= log.spans["agent"] != NOBODY
    columns = (log.spans[name][mine].tolist() for name in ("contact", "kind", "agent", "from_s", "to_s"))
    for row, kind, *rest in zip(*columns, strict=True):
        found[row].spans.append(Had(row, SpanKind(kind), *rest))
    for one in laid_down(log):
        found[one.row].laid.append(one)
    return found


def lives_with_customers(log: RunLog) -> dict[int, Life]:
    """Return the same up to where customers left silently, of those conversations in which an agent knew of a message.

    Whatever is laid down at that very instant counts as laid down before.
    """
    found, mine = lives(log), conversed(log)
    for one in all_left(log):
        if mine[one.row] and one.row in found:
            life = found[one.row]
            spans = [replace(span, to_s=min(span.to_s, one.left_s)) for span in life.spans]
            laid = [laid for laid in life.laid if laid.at_s <= one.left_s]
            found[one.row] = Life(laid, [span for span in spans if span.from_s < span.to_s])
    return defaultdict(Life, {row: life for row, life in found.items() if mine[row]})


def laid_down(log: RunLog) -> list[Laid]:
    """Return what was laid down, in the order of the log."""
    if not log.hand_overs:
        return []
    columns = (log.hand_overs[name].tolist() for name in ("contact", "agent", "at_s", "parked", "owed"))
    return [Laid(*rest, bool(parked), bool(owed)) for *rest, parked, owed in zip(*columns, strict=True)]


def was_laid_down(log: RunLog) -> np.ndarray:
    """Return whether each contact was laid down at any time."""
    found = np.zeros(len(log.contacts["contact"]), dtype=bool)
    if log.hand_overs:
        found[log.hand_overs["contact"]] = True
    return found


def taken_by(log: RunLog) -> np.ndarray:
    """Return who took each contact first, answered or not; NOBODY where nobody did."""
    found = log.contacts["answered_by"].astype(int)
    if log.replies:
        first = log.replies["number"] == 1
        found[log.replies["contact"][first]] = log.replies["agent"][first]
    for row, agent in first_had_by(log).items():
        found[row] = agent
    for one in reversed(laid_down(log)):
        found[one.row] = one.agent
    return found


def takings(log: RunLog) -> list[tuple[int, int, float]]:
    """Return (contact, agent, when) of each time at which somebody took a contact: first, or after a hand-over."""
    who, at_s = taken_by(log), taken_at(log)
    found = [(row, int(who[row]), float(at_s[row])) for row in np.flatnonzero(who != NOBODY).tolist()]
    stints = [(row, one) for row, life in lives(log).items() for one in life.stints] if log.hand_overs else []
    return found + [(row, one.agent, one.from_s) for row, one in stints if one.before and one.is_taken]


def waited_s(log: RunLog) -> np.ndarray:
    """Return how long each contact waited until somebody took it, or it was gone."""
    contacts = log.contacts
    taken_s, gone_s = taken_at(log), of_each(log, "over_s", contacts["ended_s"])
    until_s = np.where(np.isnan(taken_s), gone_s, taken_s)
    alone = (taken_by(log) == NOBODY) & ~left_silently(log)
    return np.where(alone, contacts["wait_s"], until_s - contacts["queued_s"])


def engaged_with(scenario: Scenario, log: RunLog) -> tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]:
    """Return (agent, from, to, channel) of each time in which a conversation is active and its agent there for it.

    And (agent, from, to) of each in which an agent has any such: those that overlap or touch are one.
    """
    spans = log.spans
    channels = [number for number, one in enumerate(scenario.channels.values()) if one.behaviour == "conversation"]
    of_channels = np.isin(log.contacts["channel"], channels)
    mine = np.append((conversed(log) | left_silently(log)) & of_channels, False)[spans["contact"]]
    kinds = (SpanKind.REPLY, SpanKind.IN_VAIN, SpanKind.READING, SpanKind.IN_HAND, SpanKind.WRAP_UP)
    which = np.flatnonzero(mine & np.isin(spans["kind"], kinds))
    agent, from_s, to_s = (spans[name][which] for name in ("agent", "from_s", "to_s"))
    joined: list[tuple[int, float, float]] = []
    for one in sorted(zip(agent.tolist(), from_s.tolist(), to_s.tolist(), strict=True)):
        if joined and joined[-1][0] == one[0] and one[1] <= joined[-1][2]:
            last = joined.pop()
            one = (last[0], last[1], max(last[2], one[2]))
        joined.append(one)
    columns = zip(*joined, strict=True) if joined else ((), (), ())
    engaged = tuple(np.array(column, dtype=kind) for column, kind in zip(columns, (int, float, float), strict=True))
    return (agent, from_s, to_s, log.contacts["channel"][spans["contact"][which]]), engaged
