"""Matrices of skills whose numbers are probably grades, the highest for the best, and are read as priorities."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.sound.plans_of_other_days import is_from_a_sheet
from simulator.scenario.text.nodes import Mapping, Mark, dotted, problem


def grades_as_priorities(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return a warning for each sheet with a larger number than there are contact types: nobody needs so many."""
    highest: dict[str, tuple[int, tuple[str, ...], Mark]] = {}
    for path, number in _numbers(scenario):
        mark = value_mark(tree, *path)
        known = highest.get(mark.file, (len(scenario.contact_types), (), mark))
        if number > known[0] and is_from_a_sheet(scenario, mark.file):
            highest[mark.file] = (number, path, mark)
    found = []
    for number, path, mark in highest.values():
        types = len(scenario.contact_types)
        there = "there is 1 contact type" if types == 1 else f"there are {types} contact types"
        what = f"the sheet has priorities up to {number}, and {there}; 1 is served first."
        hint = "If the highest number is the best, give the plan `first: highest`."
        found.append(problem(mark, dotted(*path), what, hint))
    return found


def _numbers(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the path and the priority of all skills that have one of their own."""
    for person, one in scenario.people.items():
        for name, priority in (one.skills or {}).items():
            if priority is not None:
                yield ("people", person, "skills", name), int(priority)
