"""Interventions that change nothing, and those of which the cost or the number of people is probably not meant."""

import math
from collections.abc import Iterator
from itertools import pairwise

from simulator.errors import Problem
from simulator.scenario.days.on_duty import most_ever
from simulator.scenario.days.opening import opening_of, openings
from simulator.scenario.days.steps import at, changes
from simulator.scenario.days.views import simulated_views
from simulator.scenario.days.wages import cost_of_counted
from simulator.scenario.layers.positions import item_mark, key_mark, value_mark
from simulator.scenario.nouns import Intervention, Scenario
from simulator.scenario.nouns.intervention_rules import CalledIn, Extended, MovedPeople
from simulator.scenario.rules.hours_changed import closed_by_rules, opened_by_rules
from simulator.scenario.rules.whom import kinds_meant, known_names, prefix_and_name, touched_by
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_duration

Path = tuple[str, ...]


def interventions_in_vain(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of the interventions of a valid ``scenario`` changes nothing."""
    found: list[Problem] = []
    for name, one in scenario.interventions.items():
        path = ("interventions", name)
        people = one.move_people or one.call_in
        found += _times(scenario, tree, path, one)
        if people is not None:
            found += _never_there(scenario, tree, (*path, one.verb), people)
        if one.move_people is not None:
            found += _nobody_to_move(scenario, tree, (*path, "move_people"), one.move_people)
        if one.open is not None:
            found += _open_anyway(scenario, tree, (*path, "open"), one.open)
        if one.extend is not None:
            found += _without_end(scenario, tree, (*path, "extend", "of"), one.extend)
    return found


def intervention_doubts(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the interventions that move people to another cost, or order people again before any have come."""
    found: list[Problem] = []
    for name, one in scenario.interventions.items():
        found += _other_cost(scenario, tree, name, one)
        found += _ordered_again(tree, name, one)
    return found


def _times(scenario: Scenario, tree: Mapping, path: Path, one: Intervention) -> Iterator[Problem]:
    """Yield how often it is checked, and again, where no day is as long."""
    longest_s = max(day.closes_s - day.opens_s for day in scenario.horizon.simulated_days)
    if isinstance(one.look, float) and one.look >= longest_s:
        what = f"it is checked only when the center opens: a day lasts {format_duration(longest_s)} at most."
        yield problem(value_mark(tree, *path, "look"), dotted(*path, "look"), what)
    if one.again_s is not None and one.again_s >= longest_s and not (one.open or one.close):
        what = f"'again' changes nothing: a day lasts {format_duration(longest_s)} at most."
        yield problem(value_mark(tree, *path, "again"), dotted(*path, "again"), what)


def _never_there(scenario: Scenario, tree: Mapping, path: Path, people: MovedPeople | CalledIn) -> Iterator[Problem]:
    """Yield that nobody arrives before the center closes, or that all stay until then."""
    longest_s = max(to_s - from_s for from_s, to_s in openings(scenario.horizon))
    lasts = f"the center is open for {format_duration(longest_s)} at a time at most."
    if people.ready_s >= longest_s:
        what = f"nobody ever arrives: {lasts}"
        yield problem(value_mark(tree, *path, "ready"), dotted(*path, "ready"), what)
    elif people.for_s is not None and people.ready_s + people.for_s >= longest_s:
        what = f"'for' changes nothing: {lasts}"
        yield problem(value_mark(tree, *path, "for"), dotted(*path, "for"), what)


def _nobody_to_move(scenario: Scenario, tree: Mapping, path: Path, people: MovedPeople) -> Iterator[Problem]:
    most = most_ever(scenario, (people.from_,))
    if people.leave >= most:
        what = f"nobody is ever moved: '{people.from_}' has {most} agents at most, and {people.leave} stay."
        yield problem(value_mark(tree, *path, "leave"), dotted(*path, "leave"), what)


def _open_anyway(scenario: Scenario, tree: Mapping, path: Path, names: tuple[str, ...]) -> Iterator[Problem]:
    closed = closed_by_rules(scenario)
    for number, text in enumerate(names):
        types = touched_by([text], scenario)
        if not any(opening_of(scenario, one).stretches is not None or one in closed for one in types):
            what = f"opening '{prefix_and_name(text)[1]}' changes nothing: it is never closed while the center is open."
            yield problem(item_mark(tree, path, number), dotted(*path), what)


def _without_end(scenario: Scenario, tree: Mapping, path: Path, said: Extended) -> Iterator[Problem]:
    """Yield the names of what never ends before the center closes."""
    known = known_names(scenario)
    for number, text in enumerate(said.of):
        name = prefix_and_name(text)[1]
        if kinds_meant(text, known) == ["group"]:
            if _falls(scenario, name):
                continue
            what = f"extending '{name}' changes nothing: none of its agents goes home before the center closes."
        elif any(_ends(scenario, one) for one in touched_by([text], scenario)):
            continue
        else:
            what = f"extending '{name}' changes nothing: it never closes before the center does."
        yield problem(item_mark(tree, path, number), dotted(*path), what)


def _ends(scenario: Scenario, type_name: str) -> bool:
    """Return whether hours of a type may end before the center closes."""
    stretches = opening_of(scenario, type_name).stretches or ()
    closings = {to_s for _, to_s in openings(scenario.horizon)}
    return type_name in opened_by_rules(scenario) or any(to_s not in closings for _, to_s in stretches)


def _falls(scenario: Scenario, group: str) -> bool:
    """Return whether a group's planned headcount falls while the center is open."""
    days = simulated_views(scenario)
    if len(openings(scenario.horizon)) < len(days):
        # Where days touch, the next one may begin with fewer agents.
        return True
    for _, day in days:
        steps = day.agent_groups[group].headcount
        there = [at(steps, time_s) for time_s in changes(day.horizon, steps)]
        if any(later < earlier for earlier, later in pairwise(there)):
            return True
    return False


def _other_cost(scenario: Scenario, tree: Mapping, name: str, one: Intervention) -> Iterator[Problem]:
    if one.move_people is None:
        return
    from_, to = one.move_people.from_, one.move_people.to
    costs = cost_of_counted(scenario, from_), cost_of_counted(scenario, to)
    if None not in costs and costs[0] != costs[1]:
        path = ("interventions", name, "move_people")
        what = f"moved agents cost {costs[1]} in '{to}' and {costs[0]} in '{from_}'."
        yield problem(key_mark(tree, *path), dotted(*path), what)


def _ordered_again(tree: Mapping, name: str, one: Intervention) -> Iterator[Problem]:
    people = one.move_people or one.call_in
    if people is None or one.again_s is None:
        return
    step_s = _carried_out_every_s(one, one.again_s)
    if step_s < people.ready_s:
        times = math.ceil(people.ready_s / step_s)
        path = ("interventions", name, "again")
        what = (
            f"it may be carried out {times} times before the first agents are ready after "
            f"{format_duration(people.ready_s)}, because who is on the way is not on duty yet."
        )
        yield problem(value_mark(tree, *path), dotted(*path), what, "Make 'again' as long as 'ready'.")


def _carried_out_every_s(one: Intervention, again_s: float) -> float:
    """Return how soon it can be carried out again: at the first look at which `again` has passed."""
    return math.ceil(again_s / one.look) * one.look if isinstance(one.look, float) else again_s
