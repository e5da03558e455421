"""The shifts of agents who are known one by one, for the engine: by seats, with what chance may do to them.

A person has a seat in each group in which they work: an agent of one of its pools. In one group at a time they are on
duty.
"""

from typing import NamedTuple

from simulator.engine.tables.skills import Skill, skill_of
from simulator.scenario.days.worked_shifts import Roster, Somebody, WorkedShift
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.attendance_rates import Absence, Adherence, Shrinkage
from simulator.scenario.rules.chain import chain_of


class PlannedShift(NamedTuple):
    """A shift that a person works, in a seat."""

    person: int
    """Whoever has the same number is the same."""
    agent: int
    group: int
    shift: WorkedShift
    skill: int
    """The number of what they can do, among all skills."""
    absence: Absence | None
    adherence: Adherence | None
    shrinkage: Shrinkage | None


def planned_shifts(
    scenario: Scenario, people: Roster, seats: tuple[range, ...], skills: tuple[Skill, ...]
) -> tuple[PlannedShift, ...]:
    """Return all shifts in the order of their beginning; ``seats`` are the agents' numbers, by group."""
    numbers = {skill: number for number, skill in enumerate(skills)}
    groups = {name: number for number, name in enumerate(scenario.agent_groups)}
    chains = {name: chain_of(group) for name, group in scenario.agent_groups.items()}
    places = {name: {who: place for place, who in enumerate(mine)} for name, mine in people.seats.items()}
    persons: dict[Somebody, int] = {}
    found = []
    for one in sorted(people.shifts, key=lambda each: (each.parts[0][0], groups[each.group])):
        group, chain = groups[one.group], chains[one.group]
        found.append(
            PlannedShift(
                person=persons.setdefault(one.who, len(persons)),
                agent=seats[group][places[one.group][one.who]],
                group=group,
                shift=one,
                skill=numbers[skill_of(scenario, one)],
                absence=chain.absence,
                adherence=chain.adherence,
                shrinkage=chain.shrinkage,
            )
        )
    return tuple(found)


def names_of(group: str, seats: int, people: Roster) -> list[str]:
    """Return the names of the agents of a group: people's own, and numbers of the others."""
    known = people.seats.get(group, ())
    places = {one: sum(one in others for others in people.seats.values()) for one in known}
    names = [_name(one, group, places[one] > 1) for one in known]
    return names + [f"{group} {number + 1}" for number in range(len(known), seats)]


def _name(one: Somebody, group: str, elsewhere_too: bool) -> str:
    name = one.name if one.number < 0 else f"{one.name} {one.number + 1}"
    return f"{name} in {group}" if elsewhere_too else name
