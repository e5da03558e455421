"""Which agent is in which team, by number, and how long the agents of each team in a group are planned."""

import numpy as np
from numpy.typing import NDArray

from simulator.log.teams_of_agents import TeamsOfAgents
from simulator.scenario.days.in_teams import InTeams, team_rows
from simulator.scenario.days.roster import roster_of
from simulator.scenario.days.worked_shifts import Roster
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.teams import NO_TEAM

Floats = NDArray[np.float64]


def teams_of(scenario: Scenario, seats: tuple[range, ...], scheduled_s: Floats) -> TeamsOfAgents | None:
    """Return the teams of agents, whose numbers are by group in ``seats``; None where nobody has a team.

    ``scheduled_s`` is what is planned by group, shape (groups, intervals).
    """
    teams = team_rows(scenario)
    if not teams:
        return None
    number, members, people = {name: place for place, name in enumerate(teams)}, InTeams(scenario), roster_of(scenario)
    parts: dict[tuple[int, int], int] = {}
    part_of_agent = []
    for group, (name, noun) in enumerate(scenario.agent_groups.items()):
        known = people.seats.get(name, ())
        mine = [members.team_of(who) for who in known] + [noun.team] * (len(seats[group]) - len(known))
        part_of_agent += [parts.setdefault((group, number[team or NO_TEAM]), len(parts)) for team in mine]
    group_of, team_of = np.array(list(parts), dtype=np.int64).reshape(-1, 2).T
    planned = _planned_s(scenario, people, members, [(group, teams[team]) for group, team in parts], scheduled_s)
    return TeamsOfAgents(np.array(part_of_agent, dtype=np.int64), group_of, team_of, planned)


def _planned_s(
    scenario: Scenario, people: Roster, members: InTeams, parts: list[tuple[int, str]], scheduled_s: Floats
) -> Floats:
    """Return the agent seconds on the plan, shape (parts, intervals): of groups with several teams, by their shifts."""
    intervals, groups = scenario.horizon.intervals, list(scenario.agent_groups)
    from_s, to_s = (np.array(times) for times in zip(*((one.from_s, one.to_s) for one in intervals), strict=True))
    several = {group for group, _ in parts if sum(other == group for other, _ in parts) > 1}
    planned = np.array([scheduled_s[group] * (group not in several) for group, _ in parts]).reshape(len(parts), -1)
    place = {(groups[group], team): number for number, (group, team) in enumerate(parts) if group in several}
    for one in people.shifts:
        number = place.get((one.group, members.team_of(one.who) or NO_TEAM))
        for begins_s, ends_s in one.parts if number is not None else ():
            planned[number] += np.clip(np.minimum(to_s, ends_s) - np.maximum(from_s, begins_s), 0.0, None)
    return planned
