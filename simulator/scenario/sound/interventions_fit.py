"""Interventions that cannot be carried out: people who would go where they are, or who never are there, or too many."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.days.on_duty import most_ever
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.intervention_rules import MovedPeople
from simulator.scenario.rules.seats import seats_by
from simulator.scenario.text.nodes import Mapping, dotted, problem

SEATS_MAX = 10_000
"""So many people may come into a group by one intervention; each has a number and a day of their own."""


def intervention_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with the interventions of a valid ``scenario``; places come from its ``tree``."""
    wrong: list[Problem] = []
    for name, one in scenario.interventions.items():
        if one.move_people is not None:
            wrong += _moved(scenario, tree, name, one.move_people)
        wrong += _too_many(scenario, tree, name)
    return wrong


def _moved(scenario: Scenario, tree: Mapping, name: str, people: MovedPeople) -> Iterator[Problem]:
    path = ("interventions", name, "move_people")
    if people.from_ == people.to:
        what = "the agents are in this group already."
        yield problem(value_mark(tree, *path, "to"), dotted(*path, "to"), what, "Name another group.")
    elif not most_ever(scenario, (people.from_,)):
        what = f"no agent of '{people.from_}' is ever on duty, so nobody can be moved."
        yield problem(value_mark(tree, *path, "from"), dotted(*path, "from"), what, "Name another group.")


def _too_many(scenario: Scenario, tree: Mapping, name: str) -> Iterator[Problem]:
    one = scenario.interventions[name]
    to = one.leads_to
    if to is None or (most := seats_by(scenario, to, one)) <= SEATS_MAX:
        return
    path = ("interventions", name, "again" if one.again_s is not None else one.verb)
    what = f"up to {most:,} people could come into '{to}' on a day; at most {SEATS_MAX:,} are possible."
    yield problem(value_mark(tree, *path), dotted(*path), what, "Use a longer 'again' or a smaller 'number'.")
