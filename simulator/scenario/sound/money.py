"""What agents cost, as a whole: one currency for the whole center, and a cost for all agents or for none."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.days.in_teams import InTeams
from simulator.scenario.days.roster import crew_of
from simulator.scenario.days.wages import cost_of_counted, cost_of_somebody
from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Cost, Scenario
from simulator.scenario.text.nodes import Mapping, Scalar, dotted, problem

Path = tuple[str, ...]

_SECTIONS = {"agent_groups": "groups", "people": "people", "teams": "teams"}
"""Who has costs, and what they are called together."""
_FIRST = ("agent_groups",)


def currency_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the costs that are in another currency than the first one; places come from the scenario's ``tree``."""
    stated, wrong = list(_stated(scenario)), []
    for path, cost in stated:
        if cost.currency != scenario.currency:
            bare = isinstance(tree.section(path[0]).section(path[1]).get("cost"), Scalar)
            where = path if bare else (*path, "hour")
            first = stated[0][0][1]
            what = f"expected {scenario.currency}, as in the cost of '{first}', got {cost.currency}."
            everybody = [said for section, said in _SECTIONS.items() if section in {path[0], *_FIRST, stated[0][0][0]}]
            hint = f"All {' and '.join(everybody)} need the same currency."
            wrong.append(problem(value_mark(tree, *where), dotted(*where), what, hint))
    return wrong


def _stated(scenario: Scenario) -> Iterator[tuple[Path, Cost]]:
    for section in _SECTIONS:
        for name, one in getattr(scenario, section).items():
            if one.cost is not None:
                yield (section, name, "cost"), one.cost


def unknown_costs(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return a warning for each group that states no cost where others do."""
    if scenario.currency is None:
        return []
    what = "this group has no cost, but others have: the cost of the whole center is unknown."
    hint = f"Write cost: 14 {scenario.currency}/h."
    without = [name for name in scenario.agent_groups if not is_known(scenario, name)]
    return [problem(key_mark(tree, "agent_groups", name), dotted("agent_groups", name), what, hint) for name in without]


def is_known(scenario: Scenario, group: str) -> bool:
    """Return whether it is known what everybody in a group costs: what the group says, their teams or they do."""
    one, members = scenario.agent_groups[group], InTeams(scenario)
    if one.cost is not None:
        return True
    if one.shifts is None:
        return cost_of_counted(scenario, group) is not None
    working = [
        [Somebody(name) for name in shift.everybody if name in scenario.people]
        if shift.agents is None
        else [Somebody(crew_of(group, name, shift), 0)]
        for name, shift in one.shifts.items()
    ]
    return all(
        each and all(cost_of_somebody(scenario, group, who, members.team_of(who)) is not None for who in each)
        for each in working
    )


def supplements_in(tree: Mapping) -> Iterator[tuple[Path, Mapping]]:
    """Yield the path of all supplements by name, and what is named."""
    for section in _SECTIONS:
        for name, entry in tree.section(section).entries.items():
            if isinstance(entry.value, Mapping):
                yield (section, name, "cost", "supplements"), entry.value.section("cost").section("supplements")


def days_of_supplements(scenario: Scenario) -> Iterator[tuple[Path, list[str]]]:
    """Yield the path of each supplement's days, and the weekdays and dates that it names."""
    for path, cost in _stated(scenario):
        for name, one in cost.supplements.items():
            if one.on is not None:
                yield (*path, "supplements", name, "on"), list(one.on)
