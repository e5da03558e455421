"""How much work comes and who is there for it, from the rates and the agents of a scenario; nothing is simulated."""

from itertools import pairwise

from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.steps import at, changes
from simulator.units import HOUR_S


def servers(scenario: Scenario, *types: str) -> list[AgentGroup]:
    """Return the groups that serve any of the types."""
    return [group for group in scenario.agent_groups.values() if not group.serves.keys().isdisjoint(types)]


def agents_at(groups: list[AgentGroup], time_s: float) -> int:
    """Return how many agents of ``groups`` are on duty."""
    return int(sum(at(group.agents, time_s) for group in groups))


def is_recorded(scenario: Scenario, name: str) -> bool:
    """Return whether the arrivals of a type are in a file, and so not known here."""
    return scenario.sources[scenario.contact_types[name].from_].arrivals.recorded is not None


def per_hour(scenario: Scenario, name: str, time_s: float) -> float:
    """Return the contacts of a type that come per hour at ``time_s``; 0 when they are recorded."""
    one = scenario.contact_types[name]
    return at(scenario.sources[one.from_].arrivals.rate_per_hour_steps(), time_s) * one.share


def erlangs(scenario: Scenario, name: str, time_s: float) -> float:
    """Return the agents that the work of a type would keep busy all the time at ``time_s``.

    Contacts in slots keep the fewest busy when as many are in hand at once as get most done together.
    """
    one = scenario.contact_types[name]
    channel = scenario.channels[one.channel]
    at_once = max((number * channel.speed_at(number) for number in range(1, (channel.slots or 0) + 1)), default=1.0)
    return per_hour(scenario, name, time_s) * (one.talk.mean_s + one.wrap_up.mean_s) / HOUR_S / at_once


def instants(scenario: Scenario, *types: str) -> list[float]:
    """Return the times at which rates or agents of the types change within the horizon; the first is its beginning."""
    rates = [scenario.sources[scenario.contact_types[name].from_].arrivals.rate_per_hour_steps() for name in types]
    return changes(scenario.horizon, *rates, *(group.agents for group in servers(scenario, *types)))


def spells(scenario: Scenario, *types: str) -> list[tuple[float, float]]:
    """Return (from, to) in s of the parts of the horizon in which no rate and no number of agents of types changes."""
    return list(pairwise([*instants(scenario, *types), scenario.horizon.to_s]))


def hours_of_a_day(scenario: Scenario, *types: str) -> tuple[float, float]:
    """Return the agent hours of work that come in the day, and the agent hours of those who serve it."""
    groups, work, there = servers(scenario, *types), 0.0, 0.0
    for from_s, to_s in spells(scenario, *types):
        hours = (to_s - from_s) / HOUR_S
        work += hours * sum(erlangs(scenario, name, from_s) for name in types)
        there += hours * agents_at(groups, from_s)
    return work, there
