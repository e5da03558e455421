"""Seats: how many may be in a group beside those on its plan, because interventions bring or keep them there."""

from simulator.scenario.nouns import Intervention, Scenario
from simulator.scenario.rules.whom import kinds_meant, known_names, prefix_and_name
from simulator.time_grid import on_grid


def most_planned(scenario: Scenario, group: str) -> int:
    """Return how many of ``group`` are planned at most, on any day that is simulated."""
    days = scenario.horizon.simulated_days
    return max(people for day in days for people in scenario.agent_groups[group].agents_of(day).values())


def seats_of(scenario: Scenario, group: str) -> int:
    """Return how many may be in ``group`` beside those on its plan."""
    return sum(seats_by(scenario, group, one) for one in scenario.interventions.values())


def brings_to(scenario: Scenario, group: str) -> bool:
    """Return whether an intervention brings people into ``group``."""
    return any(one.leads_to == group for one in scenario.interventions.values())


def groups_kept(scenario: Scenario, one: Intervention) -> tuple[str, ...]:
    """Return the groups whose agents stay longer by an intervention, in the order of the scenario."""
    known = known_names(scenario)
    named = [] if one.extend is None else [text for text in one.extend.of if kinds_meant(text, known) == ["group"]]
    meant = {prefix_and_name(text)[1] for text in named}
    return tuple(name for name in scenario.agent_groups if name in meant)


def seats_by(scenario: Scenario, group: str, one: Intervention) -> int:
    """Return how many more may be in ``group`` by one intervention alone."""
    if one.extend is not None:
        return most_planned(scenario, group) if group in groups_kept(scenario, one) else 0
    people = one.move_people or one.call_in
    if people is None or people.to != group:
        return 0
    longest_s = max(day.closes_s - day.opens_s for day in scenario.horizon.simulated_days)
    times = 1 if one.again_s is None else 1 + int(longest_s // on_grid(one.again_s))
    if one.call_in is not None:
        return people.number * times
    others = sum(most_planned(scenario, name) for name in scenario.agent_groups if name != group)
    return min(people.number * times, others)
