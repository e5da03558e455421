"""Who may serve what, how many of them are on duty when, and how much they get done at once; nothing is simulated."""

from simulator.scenario.days.steps import at
from simulator.scenario.nouns import AgentGroup, Scenario


def servers(scenario: Scenario, *types: str) -> list[AgentGroup]:
    """Return the groups that serve any of the types."""
    return [group for group in scenario.agent_groups.values() if not group.serves.keys().isdisjoint(types)]


def agents_at(groups: list[AgentGroup], time_s: float) -> int:
    """Return how many agents of ``groups`` are on duty."""
    return int(sum(at(group.agents, time_s) for group in groups))


def at_once(scenario: Scenario, name: str) -> float:
    """Return how many contacts' work an agent gets done in the time of one, at best.

    Contacts in slots keep the fewest busy when as many are in hand at once as get most done together.
    """
    channel = scenario.channels[scenario.contact_types[name].channel]
    return max((number * channel.speed_at(number) for number in range(1, (channel.slots or 0) + 1)), default=1.0)
