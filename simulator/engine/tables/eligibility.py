"""Who may take whose contacts, and in which order: ranks and priorities as tiers, segments as queues of their own."""

from collections.abc import Collection, Iterator, Mapping
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.tables.kept_later import kept_at
from simulator.scenario.nouns import Order, Scenario, Serves
from simulator.scenario.nouns.overflow_rules import Raised
from simulator.scenario.rules.changing import WaitingState, states_of
from simulator.scenario.rules.pools import pools_of
from simulator.scenario.rules.reaching import Reached, reached_by
from simulator.scenario.rules.whom import touched_by

Tiers = tuple[tuple[int, ...], ...]
"""Positions in order of preference; those of one tier are equal."""


class QueueTerms(NamedTuple):
    """Contacts of one type that stand in one order, and that the same groups may take.

    They stand in one order when their segments have the same priority, credit, rate and cap. With every wait after
    which more groups may take them they go on into another queue, so the head of each is all that anybody must see.
    """

    type: int
    order: Order
    """Its priority is compared where the priorities of an agent's group are equal: 1 first; the rest among equals."""
    step: int = 0
    """Which of the type's states they are in: 0 from the beginning, or what their segment begins with."""
    to: int | None = None
    """The only group that takes them, whatever `after` and ranks say: they were passed to it."""


class LaneTerms(NamedTuple):
    """That a pool takes contacts of a queue."""

    queue: int
    keep: int
    """An agent with nothing in hand leaves them alone when fewer others with nothing in hand would be left. As it is
    when the center first opens."""


class Reach(NamedTuple):
    """From a wait of ``after_s`` on, these groups may take a contact, and no others.

    In each of them, those who serve the type.
    """

    after_s: float
    tiers: Tiers
    flat: bool = False
    """Whether it counts as of priority 1 with all of them."""

    def has(self, group: int) -> bool:
        """Return whether ``group`` may take one."""
        return any(group in tier for tier in self.tiers)


class StateTerms(NamedTuple):
    """Who may take contacts of a type that are in one state, and what becomes of it."""

    reach: Reach
    following: int | None
    """The state that their wait leads to next; None: none."""
    following_after_s: float
    looks: bool
    """Whether others may take them then, so that they look for an agent."""
    changed: Mapping[str, int]
    """By overflow rule, the state that it leads to, where that is another one."""


class Factors(NamedTuple):
    """How many times as long talk and wrap-up take with a group."""

    talk: float
    wrap_up: float


AS_DRAWN = Factors(1.0, 1.0)


class Eligibility(NamedTuple):
    """Queues, who joins which, and who takes from which."""

    queues: tuple[QueueTerms, ...]
    """First that of each type, for customers in no segment; then those of segments that stand in another order, or that
    other groups may take because rules cover them; then those for longer waits and for one group alone; then those that
    overflow rules lead to."""
    of_segment: NDArray[np.int64] | None
    """Shape (types, segments + 1): the queue of a type's contacts by segment, the last of those in none. None where
    they all join one, so that types and the queues they join have the same numbers."""
    voicemail_after_s: tuple[float, ...]
    """Per type: the wait after which a voicemail is left; infinite when none is."""
    reaches: tuple[tuple[Reach, ...], ...]
    """Per type: which groups may serve customers in no segment after which wait, best rank first; the first reach is on
    arrival. What overflow rules change is left out."""
    states: tuple[tuple[StateTerms, ...], ...]
    """Per type: who may serve it as its wait and overflow rules have made it; first the reaches, in their order, then
    those of segments and all else."""
    lanes: tuple[tuple[tuple[LaneTerms, ...], ...], ...]
    """Per pool: the queues it may serve, best first: by its own priority of the type, then by the segments'."""
    keeps: tuple[tuple[int, ...], ...]
    """Per type and group: how many agents with nothing in hand are kept from it when the center first opens."""
    factors: tuple[tuple[Factors, ...], ...]
    """Per type and skill (`skills.py`): how many times as long talk and wrap-up take; of groups first."""

    def queue_of(self, type_: int, segment: int) -> int:
        """Return the queue that a contact joins."""
        return type_ if self.of_segment is None else int(self.of_segment[type_, segment])

    def queue_to(self, type_: int, segment: int, group: int) -> int:
        """Return the queue that a contact joins which is passed to one group; ValueError if nothing is passed there."""
        usual = self.queues[self.queue_of(type_, segment)]
        return self.queues.index(usual._replace(to=group))

    def tiers_of(self, queue: int) -> Tiers:
        """Return the groups that may take contacts of a queue, best rank first."""
        terms = self.queues[queue]
        return self.states[terms.type][terms.step].reach.tiers if terms.to is None else ((terms.to,),)

    def may_come(self, queue: int, group: int) -> bool:
        """Return whether contacts of a queue may be taken by a group, or may be once they have waited for longer."""
        if any(group in tier for tier in self.tiers_of(queue)):
            return True
        following = self.next_of(queue)
        return following is not None and self.may_come(following[1], group)

    def reaches_of(self, type_: int, segment: int) -> list[Reach]:
        """Return who may take contacts of a type and segment after which wait, if no rule applies to them."""
        queue, found = self.queue_of(type_, segment), list[Reach]()
        while True:
            terms = self.queues[queue]
            reach = self.states[terms.type][terms.step].reach
            if not found or reach[1:] != found[-1][1:]:
                found.append(reach)
            following = self.next_of(queue)
            if following is None:
                return found
            queue = following[1]

    def next_of(self, queue: int) -> tuple[float, int, bool] | None:
        """Return the wait after which contacts of a queue go on, into which, and whether they look; None: they stay."""
        terms = self.queues[queue]
        state = self.states[terms.type][terms.step]
        if terms.to is not None or state.following is None:
            return None
        return state.following_after_s, self.queues.index(terms._replace(step=state.following)), state.looks


def eligibility_of(
    scenario: Scenario,
    passed_to: Collection[tuple[int, int]] = (),
    factors: tuple[tuple[Factors, ...], ...] | None = None,
) -> Eligibility:
    """Return the table of ``scenario``, in which contacts of a type are passed to one group alone: (type, group).

    ``factors`` are by type and skill; None where they are as drawn, whoever serves.
    """
    types, groups = scenario.contact_types, list(scenario.agent_groups)
    waiting = [states_of(scenario, name) for name in types]
    joined, of_segment = _joined(scenario, [one.first for one in waiting])
    limits_s = [kind.voicemail_after_s for kind in types.values()]
    states = tuple(_states(one.all, scenario) for one in waiting)
    reaches = tuple(_reaches(name, scenario) for name in types)
    later = [one._replace(step=step) for one in joined for step in range(1, len(reaches[one.type]))]
    alone = [one._replace(to=group) for one in joined for kind, group in sorted(passed_to) if kind == one.type]
    queues = tuple(dict.fromkeys((*joined, *later, *alone, *_led_to(scenario, joined, states))))
    keeps = kept_at(scenario, scenario.horizon.simulated_days[0].opens_s)
    return Eligibility(
        queues=queues,
        of_segment=of_segment,
        voicemail_after_s=tuple(inf if limit_s is None else limit_s for limit_s in limits_s),
        reaches=reaches,
        states=states,
        lanes=tuple(
            _lanes(groups.index(pool.group), pool.serves, queues, states, keeps, list(types))
            for pool in pools_of(scenario)
        ),
        keeps=keeps,
        factors=factors or tuple((AS_DRAWN,) * len(scenario.agent_groups) for _ in types),
    )


def _joined(
    scenario: Scenario, first: list[Mapping[str | None, int]]
) -> tuple[tuple[QueueTerms, ...], NDArray[np.int64] | None]:
    """Return the queues that are joined, one per type and then as many more as segments need, and who joins which.

    ``first`` are the states in which contacts begin to wait, by type and segment.
    """
    types, segments = scenario.contact_types.values(), scenario.segment_names
    queues = [QueueTerms(number, kind.order) for number, kind in enumerate(types)]
    of_segment = np.repeat(np.arange(len(queues))[:, np.newaxis], len(segments) + 1, axis=1)
    for number, kind in enumerate(types):
        orders = {one.segment: one.order for one in kind.kinds}
        # Customers may bring a segment along that the type does not list.
        for segment in dict.fromkeys((*(one.segment for one in kind.kinds), *segments)):
            queue = QueueTerms(number, orders.get(segment, kind.order), first[number][segment])
            if queue not in queues:
                queues.append(queue)
            if segment is not None:
                of_segment[number, segments.index(segment)] = queues.index(queue)
    return tuple(queues), of_segment if len(queues) > len(types) else None


def _led_to(
    scenario: Scenario, joined: tuple[QueueTerms, ...], states: tuple[tuple[StateTerms, ...], ...]
) -> Iterator[QueueTerms]:
    """Yield the queues that overflow rules may lead to; without such rules there are none."""
    for number, name in enumerate(scenario.contact_types if scenario.overflow else ()):
        orders = list(dict.fromkeys(one.order for one in joined if one.type == number))
        raising = [rule.raise_ for rule in scenario.overflow.values() if name in touched_by(rule.of, scenario)]
        for order in orders:
            # The list grows as it is walked: what a rule leads to another may raise further.
            orders += [new for one in raising if one is not None and (new := raised(one, order)) not in orders]
        for order in orders:
            yield from (QueueTerms(number, order, step) for step in range(len(states[number])))


def raised(by: Raised, order: Order) -> Order:
    """Return the order of a contact after a rule has raised it."""
    if by.priority is not None:
        order = order._replace(priority=by.priority)
    return order if by.age_credit_s is None else order._replace(age_credit_s=by.age_credit_s)


def _states(states: tuple[WaitingState, ...], scenario: Scenario) -> tuple[StateTerms, ...]:
    groups = list(scenario.agent_groups)
    return tuple(
        StateTerms(_reach(one.there, groups), one.following, one.following_after_s, one.looks, one.changed)
        for one in states
    )


def _reaches(name: str, scenario: Scenario) -> tuple[Reach, ...]:
    """Return the groups that may take contacts of the type, by wait and rank."""
    groups = list(scenario.agent_groups)
    return tuple(_reach(one, groups) for one in reached_by(scenario, name))


def _reach(reached: Reached, groups: list[str]) -> Reach:
    after_s, ranks, flat = reached
    return Reach(after_s, _tiers([(rank, groups.index(group)) for group, rank in ranks.items()]), flat)


def _tiers(ranked: list[tuple[int, int]]) -> Tiers:
    return tuple(
        tuple(sorted(position for rank, position in ranked if rank == tier))
        for tier in sorted({rank for rank, _ in ranked})
    )


def _lanes(
    group: int,
    serves: Mapping[str, Serves],
    queues: tuple[QueueTerms, ...],
    states: tuple[tuple[StateTerms, ...], ...],
    keeps: tuple[tuple[int, ...], ...],
    types: list[str],
) -> tuple[tuple[LaneTerms, ...], ...]:
    """Return the queues of a pool in a group by its own priorities, then by those of the segments."""

    def is_flat(queue: QueueTerms) -> bool:
        return queue.to is None and states[queue.type][queue.step].reach.flat

    able = [
        (1 if is_flat(queue) else mine.priority, queue.order.priority, LaneTerms(position, keeps[queue.type][group]))
        for position, queue in enumerate(queues)
        if (mine := serves.get(types[queue.type])) is not None
        and (states[queue.type][queue.step].reach.has(group) if queue.to is None else queue.to == group)
    ]
    tiers = sorted({(own, segment) for own, segment, _ in able})
    return tuple(tuple(lane for own, segment, lane in able if (own, segment) == tier) for tier in tiers)
