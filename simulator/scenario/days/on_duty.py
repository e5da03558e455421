"""Who may serve what, and how many of them are on duty when; nothing is simulated."""

from collections.abc import Collection

from simulator.scenario.days.steps import at, most
from simulator.scenario.days.views import views
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.rules.seats import seats_of


def servers(scenario: Scenario, *types: str) -> list[AgentGroup]:
    """Return the groups that serve any of the types."""
    return [group for group in scenario.agent_groups.values() if not group.serves.keys().isdisjoint(types)]


def types_on(scenario: Scenario, channel: str) -> list[str]:
    """Return the contact types of a channel."""
    return [name for name, kind in scenario.contact_types.items() if kind.channel == channel]


def agents_at(groups: list[AgentGroup], time_s: float) -> int:
    """Return how many agents of ``groups`` are on duty."""
    return int(sum(at(group.headcount, time_s) for group in groups))


def expected_at(groups: list[AgentGroup], time_s: float) -> float:
    """Return how many agents of ``groups`` are expected on duty: without breaks, the absent and those who are away."""
    agents = sum(at(group.expected, time_s) for group in groups)
    return int(agents) if agents == int(agents) else agents


def fullest_day(scenario: Scenario) -> str:
    """Return the first day on which the most groups are on duty, by its name: a holiday says little of the work."""
    there = {
        day.name: sum(most(group.headcount, view.horizon) > 0 for group in view.agent_groups.values())
        for day, view in views(scenario)
    }
    return max(there, key=lambda name: there[name])


def most_ever(scenario: Scenario, groups: Collection[str]) -> int:
    """Return how many agents of groups are on duty together at most, on any day; each group's most is taken for all.

    With those whom interventions may bring, or keep there.
    """
    planned = max(
        int(sum(most(view.agent_groups[name].headcount, view.horizon) for name in groups))
        for _, view in views(scenario)
    )
    return planned + sum(seats_of(scenario, name) for name in groups)
