"""Who is in which team: what people say of themselves counts first, then their shifts, then their groups.

A team is who is reported and paid together, a group who can do the same. Somebody has one team all day, in every group:
where their shifts do not agree, or without a word of these their groups, nobody can say which (`contradictions`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.scenario.days.roster import crew_of, is_known_one_by_one, roster_of
from simulator.scenario.days.steps import most
from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.shift_plans import Shift
from simulator.scenario.nouns.teams import NO_TEAM

Path = tuple[str, ...]


class Member(NamedTuple):
    """A person, or a crew whose members are all in the same team."""

    name: str
    has_name: bool
    """Whether it is a person."""


class Members(NamedTuple):
    """Who is in a team: people by name, and how many agents without one."""

    people: frozenset[str]
    nameless: int


class Contradiction(NamedTuple):
    """Somebody of whom several teams are stated."""

    who: Member
    teams: tuple[str, ...]
    path: Path
    """Where the last of them is stated."""


class InTeams:
    """The teams of a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._of: dict[Member, list[dict[str, Path]]] = {}
        self._groups: dict[Member, set[str]] = {}
        for name, group in scenario.agent_groups.items():
            for shift_name, shift in (group.shifts or {}).items():
                for who in _members(name, shift_name, shift):
                    self._say(who, 0, shift.team, ("agent_groups", name, "shifts", shift_name, "team"))
                    self._say(who, 1, group.team, ("agent_groups", name, "team"))
            if group.shifts is None and is_known_one_by_one(group):
                self._say(Member(name, False), 1, group.team, ("agent_groups", name, "team"))

    def _say(self, who: Member, level: int, team: str | None, path: Path) -> None:
        stated = self._of.setdefault(who, [{}, {}])
        self._groups.setdefault(who, set()).add(path[1])
        if team is not None:
            stated[level].setdefault(team, path)

    def team_of(self, who: Somebody) -> str | None:
        """Return the team of somebody; None where they have none."""
        return self._team(Member(who.name, who.number < 0))

    def _team(self, who: Member) -> str | None:
        if (own := self._own(who)) is not None:
            return own
        stated = self._of.get(who, ())
        return next((team for teams in stated for team in teams), None)

    def _own(self, who: Member) -> str | None:
        people = self._scenario.people
        return people[who.name].team if who.has_name and who.name in people else None

    @property
    def somebody_has_none(self) -> bool:
        """Return whether somebody may be in no team."""
        counted = (one for one in self._scenario.agent_groups.values() if not is_known_one_by_one(one))
        return any(one.team is None for one in counted) or any(self._team(who) is None for who in self._of)

    def groups_of(self, team: str) -> set[str]:
        """Return the groups in which somebody of a team, or of `NO_TEAM`, works."""
        wanted = None if team == NO_TEAM else team
        counted = self._scenario.agent_groups.items()
        found = {name for name, one in counted if not is_known_one_by_one(one) and one.team == wanted}
        return found.union(*(groups for who, groups in self._groups.items() if self._team(who) == wanted))

    def contradictions(self) -> Iterator[Contradiction]:
        """Yield of whom several teams are stated, at the level that decides."""
        for who, stated in self._of.items():
            teams = next((one for one in stated if one), {})
            if len(teams) > 1 and self._own(who) is None:
                yield Contradiction(who, tuple(teams), list(teams.values())[-1])


def _members(group: str, name: str, shift: Shift) -> list[Member]:
    if shift.agents is not None:
        return [Member(crew_of(group, name, shift), False)]
    return [Member(person, True) for person in shift.everybody]


def team_rows(scenario: Scenario) -> tuple[str, ...]:
    """Return what results have rows of: teams, and where somebody has none, `NO_TEAM`; nothing where nobody has one."""
    teams = scenario.team_names
    return (*teams, NO_TEAM) if teams and InTeams(scenario).somebody_has_none else teams


def members_of_teams(scenario: Scenario) -> dict[str, Members]:
    """Return who is ever on duty in each team, and in none: `NO_TEAM`."""
    teams = InTeams(scenario)
    counted = {
        name: int(most(group.headcount, scenario.horizon))
        for name, group in scenario.agent_groups.items()
        if not is_known_one_by_one(group)
    }
    known = {who: teams.team_of(who) or NO_TEAM for seats in roster_of(scenario).seats.values() for who in seats}
    found = {}
    for team in team_rows(scenario):
        mine = [who for who, one in known.items() if one == team]
        named = frozenset(who.name for who in mine if who.number < 0)
        groups = [name for name in counted if (scenario.agent_groups[name].team or NO_TEAM) == team]
        found[team] = Members(named, len(mine) - len(named) + sum(counted[name] for name in groups))
    return found
