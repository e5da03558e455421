"""Which agent is in which team, by number, and how long the agents of each team in a group are planned."""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from simulator.engine.tables.planned_seconds import planned_s
from simulator.engine.tables.staff import Steps, headcount
from simulator.log.teams_of_agents import TeamsOfAgents
from simulator.scenario.days.in_teams import InTeams, team_rows
from simulator.scenario.days.roster import roster_of
from simulator.scenario.nouns import Day, Scenario
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
    planned = [
        scheduled_s[group] if alone else planned_s(scenario, _planned(scenario, group, members, teams[team]))
        for (group, team), alone in zip(parts, _alone(parts), strict=True)
    ]
    return TeamsOfAgents(
        np.array(part_of_agent, dtype=np.int64),
        group_of,
        team_of,
        np.array(planned).reshape(len(parts), scheduled_s.shape[1]),
    )


def _alone(parts: Iterable[tuple[int, int]]) -> list[bool]:
    """Return of each part whether it is all of its group."""
    groups = [group for group, _ in parts]
    return [groups.count(one) == 1 for one in groups]


def _planned(scenario: Scenario, group: int, members: InTeams, team: str) -> Callable[[Day], Steps]:
    """Return how many people of a team are planned in a group with shifts on each day."""
    name = list(scenario.agent_groups)[group]
    return lambda day: headcount(scenario, name, day, lambda who: (members.team_of(who) or NO_TEAM) == team)
