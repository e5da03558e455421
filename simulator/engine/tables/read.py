"""What is read of a running center, by overflow rules, gates, reservations, announcements; of most centers nothing."""

from typing import NamedTuple

from simulator.demand.draws import purpose_of
from simulator.engine.tables.condition_terms import (
    ConditionTerms,
    MeasureTerms,
    condition_terms,
    expected_wait_terms,
    leaves_of,
)
from simulator.scenario.days.roster import is_known_one_by_one
from simulator.scenario.nouns import Intervention, Scenario
from simulator.scenario.rules.seats import groups_kept
from simulator.scenario.rules.whom import touched_by
from simulator.time_grid import on_grid

_QUEUES = ("waiting", "oldest_wait")
_STAFF = ("logged_in", "free", "with_room", "busy_share")


class GateTerms(NamedTuple):
    """While what a group takes contacts of a type; looked at every so often, or (0) whenever it might take one."""

    conditions: ConditionTerms
    every_s: float


class AnnouncementTerms(NamedTuple):
    """Which wait the customers of a type hear, and what it changes."""

    predictor: MeasureTerms
    purpose: int
    step_s: float
    """What is announced is rounded up to a multiple of this; 0: it is not."""
    leave: float
    longer: float
    shorter: float


class ReadTable(NamedTuple):
    """All that reads, and what it reads."""

    overflow: tuple[tuple[ConditionTerms | None, ...], ...]
    """Per overflow rule and type: the conditions; None where the rule does not mean the type."""
    gates: tuple[tuple[GateTerms | None, ...], ...]
    """Per group and type."""
    reserves: tuple[tuple[tuple[int, int], ...], ...]
    """Per group: the types that reserve its agents, each with its priority."""
    priorities: tuple[tuple[int, ...], ...]
    """Per group and type: the priority; 0 where it is not served."""
    announcements: tuple[AnnouncementTerms | None, ...]
    """Per type."""
    interventions: tuple[ConditionTerms, ...]
    """Per intervention: the conditions."""
    queues: frozenset[int]
    """Types of which it counts who waits."""
    answers: frozenset[int]
    """Types of which it counts after which wait they are answered."""
    staff: frozenset[int]
    """Groups of which it counts who is on duty, free, busy."""
    lends: frozenset[int]
    """Groups that people leave for another one, into which they come, or in which they stay longer."""
    handle_s: tuple[tuple[tuple[float, float], ...], ...]
    """Per type: (time of day, mean handle time from then on), in order."""


def read_table(scenario: Scenario) -> ReadTable | None:
    """Return the table of ``scenario``, None where nothing is read."""
    types, groups = list(scenario.contact_types), scenario.agent_groups
    overflow = tuple(
        tuple(
            condition_terms(scenario, rule.when, name) if name in touched else None
            for touched in [touched_by(rule.of, scenario)]
            for name in types
        )
        for rule in scenario.overflow.values()
    )
    gates = tuple(tuple(_gate(scenario, name, group) for name in types) for group in groups)
    reserves = tuple(
        tuple((types.index(name), serves.priority) for name, serves in group.serves.items() if serves.reserves)
        for group in groups.values()
    )
    priorities = tuple(
        tuple(group.serves[name].priority if name in group.serves else 0 for name in types) for group in groups.values()
    )
    announcements = tuple(_announcement(scenario, name) for name in types)
    interventions = tuple(condition_terms(scenario, one.when, None) for one in scenario.interventions.values())
    leaves = [leaf for mine in overflow for terms in mine if terms for leaf in leaves_of(terms)]
    leaves += [leaf for terms in interventions for leaf in leaves_of(terms)]
    leaves += [leaf for mine in gates for gate in mine if gate for leaf in leaves_of(gate.conditions)]
    leaves += [one.predictor for one in announcements if one]
    queues, answers, staff = set[int](), set[int](), set[int]()
    for leaf in leaves:
        if leaf.measure in _QUEUES or leaf.by in ("head", "queue"):
            queues |= set(leaf.types)
        if leaf.measure == "service_level" or leaf.by in ("last_wait", "mean_of_last", "average"):
            answers |= set(leaf.types)
        if leaf.measure in _STAFF or leaf.by == "queue":
            staff |= set(leaf.groups)
    queues |= {number for mine in reserves for number, _ in mine}
    queues |= {number for mine in gates for number, gate in enumerate(mine) if gate}
    queues |= {number for mine in overflow for number, terms in enumerate(mine) if terms}
    if any(rule.leads_to is not None for rule in scenario.overflow.values()):
        # Whoever leaves a queue may leave a place for who is to be moved.
        queues |= set(range(len(types)))
    lends = frozenset(
        list(groups).index(name) for one in scenario.interventions.values() for name in _lend(scenario, one)
    )
    staff |= {
        list(groups).index(one.call_in.to)
        for one in scenario.interventions.values()
        if one.call_in is not None and _on_call(scenario, one.call_in.to)
    }
    if not (overflow or interventions or queues or answers or staff):
        return None
    return ReadTable(
        overflow, gates, reserves, priorities, announcements, interventions, frozenset(queues), frozenset(answers),
        frozenset(staff | lends), lends,
        tuple(_handle_s(scenario, name) for name in types),
    )  # fmt: skip


def _lend(scenario: Scenario, one: Intervention) -> tuple[str, ...]:
    """Return the groups in which others may be than planned by an intervention."""
    leave = () if one.move_people is None else (one.move_people.from_,)
    come = () if one.leads_to is None or _on_call(scenario, one.leads_to) else (one.leads_to,)
    return (*leave, *come, *groups_kept(scenario, one))


def _on_call(scenario: Scenario, group: str) -> bool:
    """Return whether those whom an intervention brings into a group are on its plan: on call."""
    return is_known_one_by_one(scenario.agent_groups[group])


def _gate(scenario: Scenario, name: str, group: str) -> GateTerms | None:
    serves = scenario.agent_groups[group].serves.get(name)
    if serves is None or serves.while_ is None:
        return None
    look = serves.while_.look
    every_s = on_grid(look) if isinstance(look, float) else 0.0
    return GateTerms(condition_terms(scenario, serves.while_, name, group), every_s)


def _announcement(scenario: Scenario, name: str) -> AnnouncementTerms | None:
    said = scenario.contact_types[name].announcement
    if said is None:
        return None
    predictor = expected_wait_terms(scenario, name, said)
    step_s = 0.0 if said.rounded_up_to_s is None else on_grid(said.rounded_up_to_s)
    purpose = purpose_of("announcement", name, "leave")
    return AnnouncementTerms(predictor, purpose, step_s, said.longer.leave, said.longer.patience, said.shorter.patience)


def _handle_s(scenario: Scenario, name: str) -> tuple[tuple[float, float], ...]:
    kind = scenario.contact_types[name].usual
    times_s = sorted({*kind.talk, *kind.wrap_up})
    return tuple((time_s, on_grid(kind.talk_s_mean(time_s) + kind.wrap_up_s_mean(time_s))) for time_s in times_s)
