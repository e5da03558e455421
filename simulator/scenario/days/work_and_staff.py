"""How much work comes and who is there for it, from the rates and the agents of a scenario; nothing is simulated."""

from itertools import pairwise

from simulator.scenario.days import course
from simulator.scenario.days.steps import at, changes
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.units import HOUR_S


def servers(scenario: Scenario, *types: str) -> list[AgentGroup]:
    """Return the groups that serve any of the types."""
    return [group for group in scenario.agent_groups.values() if not group.serves.keys().isdisjoint(types)]


def agents_at(groups: list[AgentGroup], time_s: float) -> int:
    """Return how many agents of ``groups`` are on duty."""
    return int(sum(at(group.agents, time_s) for group in groups))


def is_recorded(scenario: Scenario, name: str) -> bool:
    """Return whether the arrivals of a type are in a file, and so not known here."""
    return not course.known(scenario, scenario.contact_types[name].from_)


def per_hour(scenario: Scenario, name: str, time_s: float) -> float:
    """Return the contacts of a type that really come per hour at ``time_s``; 0 when they are recorded."""
    source = scenario.contact_types[name].from_
    return course.cases_per_hour(scenario, source, time_s) * course.share_at(scenario, name, time_s)


def contacts(scenario: Scenario, name: str, from_s: float, to_s: float) -> float:
    """Return the contacts of a type that really come between two times with one mix; 0 when they are recorded."""
    source = scenario.contact_types[name].from_
    return course.cases(scenario, source, from_s, to_s) * course.share_at(scenario, name, from_s)


def erlangs(scenario: Scenario, name: str, time_s: float) -> float:
    """Return the agents that the work of a type would keep busy all the time at ``time_s``.

    Contacts in slots keep the fewest busy when as many are in hand at once as get most done together.
    """
    return per_hour(scenario, name, time_s) * _agent_hours(scenario, name)


def _agent_hours(scenario: Scenario, name: str) -> float:
    """Return the agent hours that a contact of a type takes on average, at best."""
    return scenario.contact_types[name].work_s_mean / HOUR_S / at_once(scenario, name)


def at_once(scenario: Scenario, name: str) -> float:
    """Return how many contacts' work an agent gets done in the time of one, at best."""
    channel = scenario.channels[scenario.contact_types[name].channel]
    return max((number * channel.speed_at(number) for number in range(1, (channel.slots or 0) + 1)), default=1.0)


def instants(scenario: Scenario, *types: str) -> list[float]:
    """Return the times at which rates or agents of the types change within the horizon; the first is its beginning."""
    sources = dict.fromkeys(scenario.contact_types[name].from_ for name in types)
    rates = [dict.fromkeys(course.changes_s(scenario, name), 0.0) for name in sources]
    return changes(scenario.horizon, *rates, *(group.agents for group in servers(scenario, *types)))


def spells(scenario: Scenario, *types: str) -> list[tuple[float, float]]:
    """Return (from, to) in s of the parts of the horizon in which no rate turns and no agents of types come or go."""
    return list(pairwise([*instants(scenario, *types), scenario.horizon.to_s]))


def hours_of_a_day(scenario: Scenario, *types: str) -> tuple[float, float]:
    """Return the agent hours of work that come in the day, and the agent hours of those who serve it."""
    horizon, groups = scenario.horizon, servers(scenario, *types)
    work = sum(_contacts_a_day(scenario, name) * _agent_hours(scenario, name) for name in types)
    times_s = [*changes(horizon, *(group.agents for group in groups)), horizon.to_s]
    there = sum((to_s - from_s) / HOUR_S * agents_at(groups, from_s) for from_s, to_s in pairwise(times_s))
    return work, there


def _contacts_a_day(scenario: Scenario, name: str) -> float:
    source = scenario.contact_types[name].from_
    mixes = dict.fromkeys(course.mix_changes_s(scenario, source), 0.0)
    times_s = [*changes(scenario.horizon, mixes), scenario.horizon.to_s]
    return sum(contacts(scenario, name, from_s, to_s) for from_s, to_s in pairwise(times_s))
