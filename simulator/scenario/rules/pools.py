"""Pools: who can do the same, in which routing looks for agents. Results are reported by group.

A group is a pool of those who serve what the group serves, and as many more as there are different skills among the
people who have skills of their own. Whose skills come to the same as the group's is in its own pool.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from simulator.scenario.nouns import AgentGroup, Scenario, Serves


class SkillPool(NamedTuple):
    """People of a group who serve the same contact types with the same priorities."""

    group: str
    serves: Mapping[str, Serves]
    people: tuple[str, ...] = ()
    """By name, in the order of the group's shifts; of a group's own pool none: it is all others."""


def pools_of(scenario: Scenario) -> tuple[SkillPool, ...]:
    """Return the pools: first that of each group, in their order, then those of people with skills of their own."""
    groups = scenario.agent_groups.items()
    return (*(SkillPool(name, _usual(group)) for name, group in groups), *_others(scenario))


def serves_of(scenario: Scenario, group: str, person: str | None = None) -> Mapping[str, Serves]:
    """Return how a person serves contact types in a group; None: how those do without skills of their own."""
    noun, skills = scenario.agent_groups[group], None
    if person is not None and person in scenario.people:
        skills = scenario.people[person].skills
    if skills is None:
        return _usual(noun)
    # Which types those are that nobody knows is told elsewhere.
    mine = {name: skills[name] for name in noun.serves if name in skills}
    return {
        name: noun.serves[name] if own is True else noun.serves[name].model_copy(update={"priority": own})
        for name, own in mine.items()
    }


def served_by_nobody(scenario: Scenario) -> list[tuple[str, str]]:
    """Return the groups and contact types that the group serves, but nobody who works in it."""
    pools = pools_of(scenario)
    able = {(pool.group, name) for pool in pools if has_anybody(scenario, pool) for name in pool.serves}
    mixed = dict.fromkeys(pool.group for pool in pools if pool.people)
    served = [(group, name) for group in mixed for name in scenario.agent_groups[group].serves]
    return [one for one in served if one not in able]


def has_anybody(scenario: Scenario, pool: SkillPool) -> bool:
    """Return whether anybody is in a pool, be it without ever being planned."""
    group = scenario.agent_groups[pool.group]
    if pool.people or group.shifts is None or any(shift.agents is not None for shift in group.shifts.values()):
        return True
    others = {name for one in _others(scenario) if one.group == pool.group for name in one.people}
    return not others.issuperset(group.everybody)


def _usual(group: AgentGroup) -> Mapping[str, Serves]:
    return {name: group.serves[name] for name in group.usual}


def _others(scenario: Scenario) -> Iterator[SkillPool]:
    if all(one.skills is None for one in scenario.people.values()):
        return
    for name, group in scenario.agent_groups.items():
        usual = _known_by(_usual(group))
        found = dict[frozenset[tuple[str, int]], SkillPool]()
        for person in group.everybody:
            serves = serves_of(scenario, name, person)
            known = _known_by(serves)
            if known != usual:
                before = found.get(known, SkillPool(name, serves))
                found[known] = before._replace(people=(*before.people, person))
        yield from found.values()


def _known_by(serves: Mapping[str, Serves]) -> frozenset[tuple[str, int]]:
    """Return what is alike of people in the same pool of a group."""
    return frozenset((name, one.priority) for name, one in serves.items())
