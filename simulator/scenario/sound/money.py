"""What agents cost, as a whole: one currency for the whole center, and a cost for all groups or for none."""

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, dotted, problem


def currency_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the costs that are in another currency than the first one; places come from the scenario's ``tree``."""
    stated = [(name, group.cost) for name, group in scenario.agent_groups.items() if group.cost]
    wrong = []
    for name, cost in stated:
        if cost.currency != scenario.currency:
            path = ("agent_groups", name, "cost")
            what = f"expected {scenario.currency}, as in the cost of '{stated[0][0]}', got {cost.currency}."
            hint = "All groups need the same currency."
            wrong.append(problem(value_mark(tree, *path), dotted(*path), what, hint))
    return wrong


def unknown_costs(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return a warning for each group that states no cost where others do."""
    if scenario.currency is None:
        return []
    what = "this group has no cost, but others have: the cost of the whole center is unknown."
    hint = f"Write cost: 14 {scenario.currency}/h."
    without = [name for name, group in scenario.agent_groups.items() if group.cost is None]
    return [problem(key_mark(tree, "agent_groups", name), dotted("agent_groups", name), what, hint) for name in without]
