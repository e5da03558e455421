"""Who may serve what, and how many of them are on duty when; nothing is simulated."""

from simulator.scenario.days.steps import at
from simulator.scenario.nouns import AgentGroup, Scenario


def servers(scenario: Scenario, *types: str) -> list[AgentGroup]:
    """Return the groups that serve any of the types."""
    return [group for group in scenario.agent_groups.values() if not group.serves.keys().isdisjoint(types)]


def agents_at(groups: list[AgentGroup], time_s: float) -> int:
    """Return how many agents of ``groups`` are on duty."""
    return int(sum(at(group.agents, time_s) for group in groups))
