"""Who may take whose contacts, and in which order: ranks and priorities as tiers, segments as queues of their own."""

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.nouns import AgentGroup, ContactType, CustomerKind, Scenario

Tiers = tuple[tuple[int, ...], ...]
"""Positions in order of preference; those of one tier are equal."""


class QueueTerms(NamedTuple):
    """Contacts of one type that stand in one order: their segments have the same priority and credit."""

    type: int
    priority: int
    """Compared where the priorities of an agent's group are equal: 1 first."""
    head_start_s: float
    """What is taken off a contact's place when it is compared with others; below 0, what is added."""


class LaneTerms(NamedTuple):
    """That a group may take contacts of a queue once they have waited ``after_s``."""

    queue: int
    after_s: float


class Reach(NamedTuple):
    """From a wait of ``after_s`` on, these groups may take a contact: those of earlier reaches among them."""

    after_s: float
    tiers: Tiers


class Factors(NamedTuple):
    """How many times as long talk and wrap-up take with a group."""

    talk: float
    wrap_up: float


AS_DRAWN = Factors(1.0, 1.0)


class Eligibility(NamedTuple):
    """Queues, who joins which, and who takes from which."""

    queues: tuple[QueueTerms, ...]
    """First that of each type, for customers in no segment; then those of segments that stand in another order."""
    of_segment: NDArray[np.int64] | None
    """Shape (types, segments + 1): the queue of a type's contacts by segment, the last of those in none. None where
    each type has one queue, so that types and queues have the same numbers."""
    limits: tuple[int | None, ...]
    """Per type: how many may wait, however many queues it has."""
    voicemail_after_s: tuple[float, ...]
    """Per type: the wait after which a voicemail is left; infinite when none is."""
    reaches: tuple[tuple[Reach, ...], ...]
    """Per type: which groups may serve it after which wait, best rank first; the first reach is on arrival."""
    lanes: tuple[tuple[tuple[LaneTerms, ...], ...], ...]
    """Per group: the queues it may serve, best first: by its own priority of the type, then by the segments'."""
    factors: tuple[tuple[Factors, ...], ...]
    """Per type and group: how many times as long talk and wrap-up take there."""

    def queue_of(self, type_: int, segment: int) -> int:
        """Return the queue that a contact joins."""
        return type_ if self.of_segment is None else int(self.of_segment[type_, segment])


def eligibility_of(scenario: Scenario) -> Eligibility:
    """Return the table of ``scenario``."""
    types = scenario.contact_types
    queues, of_segment = _queues(scenario)
    limits_s = [kind.voicemail_after_s for kind in types.values()]
    return Eligibility(
        queues=queues,
        of_segment=of_segment,
        limits=tuple(kind.queue_limit for kind in types.values()),
        voicemail_after_s=tuple(inf if limit_s is None else limit_s for limit_s in limits_s),
        reaches=tuple(_reaches(name, kind, scenario) for name, kind in types.items()),
        lanes=tuple(_lanes(group, queues, list(types)) for group in scenario.agent_groups.values()),
        factors=tuple(_factors(name, scenario) for name in types),
    )


def _queues(scenario: Scenario) -> tuple[tuple[QueueTerms, ...], NDArray[np.int64] | None]:
    """Return the queues, one per type and then as many more as segments need, and who joins which."""
    types = scenario.contact_types.values()
    segments = {name: position for position, name in enumerate(scenario.segment_names)}
    queues = [_queue(number, kind.usual, kind, scenario) for number, kind in enumerate(types)]
    of_segment = np.repeat(np.arange(len(queues))[:, np.newaxis], len(segments) + 1, axis=1)
    for number, kind in enumerate(types):
        for one in kind.kinds:
            queue = _queue(number, one, kind, scenario)
            if queue not in queues:
                queues.append(queue)
            if one.segment is not None:
                of_segment[number, segments[one.segment]] = queues.index(queue)
    return tuple(queues), of_segment if len(queues) > len(types) else None


def _queue(number: int, customers: CustomerKind, kind: ContactType, scenario: Scenario) -> QueueTerms:
    """Return the queue of these customers; by due time they stand where their target time ends, credit taken off."""
    due_s = kind.service_level.within_s if scenario.routing.contact == "due_time" else 0.0
    return QueueTerms(number, customers.priority, customers.age_credit_s - due_s)


def _reaches(name: str, kind: ContactType, scenario: Scenario) -> tuple[Reach, ...]:
    """Return the groups that serve the type, by wait and by its ranks; groups it does not rank come last, together."""
    last = max(kind.ranks.values(), default=0) + 1
    able = [
        (serves.after_s, kind.ranks.get(group, last), position)
        for position, (group, noun) in enumerate(scenario.agent_groups.items())
        if (serves := noun.serves.get(name)) is not None
    ]
    waits_s = sorted({0.0, *(after_s for after_s, _, _ in able)})
    return tuple(
        Reach(wait_s, _tiers([(rank, group) for after_s, rank, group in able if after_s <= wait_s]))
        for wait_s in waits_s
    )


def _tiers(ranked: list[tuple[int, int]]) -> Tiers:
    return tuple(
        tuple(sorted(position for rank, position in ranked if rank == tier))
        for tier in sorted({rank for rank, _ in ranked})
    )


def _lanes(group: AgentGroup, queues: tuple[QueueTerms, ...], types: list[str]) -> tuple[tuple[LaneTerms, ...], ...]:
    """Return the queues of the group by its own priorities, then by those of the segments."""
    able = [
        (serves.priority, queue.priority, LaneTerms(position, serves.after_s))
        for position, queue in enumerate(queues)
        if (serves := group.serves.get(types[queue.type])) is not None
    ]
    tiers = sorted({(own, segment) for own, segment, _ in able})
    return tuple(tuple(lane for own, segment, lane in able if (own, segment) == tier) for tier in tiers)


def _factors(name: str, scenario: Scenario) -> tuple[Factors, ...]:
    serves = [group.serves.get(name) for group in scenario.agent_groups.values()]
    return tuple(AS_DRAWN if each is None else Factors(each.talk_times, each.wrap_up_times) for each in serves)
