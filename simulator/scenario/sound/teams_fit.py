"""Whether everybody has one team, and every team somebody."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.days.in_teams import Contradiction, InTeams
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, dotted, problem


def team_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return of whom several teams are stated; places come from the scenario's ``tree``."""
    return [
        problem(value_mark(tree, *one.path), dotted(*one.path), _said(one), _hint(one))
        for one in InTeams(scenario).contradictions()
    ]


def _said(one: Contradiction) -> str:
    whose = "shifts" if "shifts" in one.path else "groups"
    who = one.who.name if one.who.has_name else f"the crew '{one.who.name}'"
    return f"{who} works in {whose} of several teams: {', '.join(one.teams)}."


def _hint(one: Contradiction) -> str:
    if one.who.has_name:
        return f"Somebody has one team all day. Write theirs: people: {{{one.who.name}: {{team: {one.teams[0]}}}}}."
    return "A crew has one team all day: state the same in all of its shifts, or make it two crews."


def teams_in_vain(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the teams that are stated and in which nobody is."""
    return list(_without_members(scenario, tree))


def _without_members(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    used = {team for _, team in scenario.stated_teams}
    for name in scenario.teams:
        if name not in used:
            what = "the team has no effect: nobody is in it."
            hint = f"People, shifts and groups say in which team they are: team: {name}."
            yield problem(key_mark(tree, "teams", name), dotted("teams", name), what, hint)
