"""What an hour of somebody costs: of themselves, of their team, of their group."""

from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.nouns import Cost, Scenario


def cost_of_somebody(scenario: Scenario, group: str, who: Somebody, team: str | None) -> Cost | None:
    """Return what somebody in a ``team`` costs in a group; None where it is what the group says.

    Their own cost counts before that of the team, and that before the group's.
    """
    of_team = scenario.teams[team].cost if team in scenario.teams else None
    own = scenario.people[who.name].cost if who.number < 0 and who.name in scenario.people else None
    found, usual = None, scenario.agent_groups[group].cost
    for one in (of_team, own):
        if one is not None:
            found = usual = one if usual is None else usual.of_person(one)
    return found


def cost_of_counted(scenario: Scenario, group: str) -> Cost | None:
    """Return what each agent of a group costs of which only their number is known; None: that is not known."""
    one = scenario.agent_groups[group]
    return cost_of_somebody(scenario, group, Somebody(group, 0), one.team) or one.cost
