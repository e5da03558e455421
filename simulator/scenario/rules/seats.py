"""Seats: how many may be in a group beside those on its plan, because interventions bring or keep them there."""

from itertools import pairwise
from math import ceil

from simulator.scenario.nouns import Intervention, Scenario
from simulator.scenario.rules.whom import kinds_meant, known_names, prefix_and_name
from simulator.time_grid import on_grid
from simulator.units import DAY_S


def most_planned(scenario: Scenario, group: str) -> int:
    """Return how many of ``group`` are planned at most, on any day that is simulated; of shifts, how many work them."""
    shifts = scenario.agent_groups[group].shifts
    if shifts is not None:
        return sum(shift.most for shift in shifts.values())
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
        times = _times(scenario, one, one.extend.by_s)
        return most_planned(scenario, group) * times if group in groups_kept(scenario, one) else 0
    people = one.move_people or one.call_in
    if people is None or people.to != group or scenario.agent_groups[group].shifts is not None:
        # Those on call have seats already.
        return 0
    number = people.number * _times(scenario, one, people.ready_s + (people.for_s or 0.0))
    if one.call_in is not None:
        return number
    return min(number, sum(_most_ever(scenario, name) for name in scenario.agent_groups if name != group))


def _most_ever(scenario: Scenario, group: str) -> int:
    """Return how many may be in ``group`` who are not moved there."""
    others = [one for one in scenario.interventions.values() if one.move_people is None]
    return most_planned(scenario, group) + sum(seats_by(scenario, group, one) for one in others)


def _times(scenario: Scenario, one: Intervention, lasts_s: float) -> int:
    """Return how often an intervention may have been carried out whose effect, of so many seconds, still lasts."""
    days = scenario.horizon.simulated_days
    longest_s = max(day.closes_s - day.opens_s for day in days)
    times = 1 if one.again_s is None else 1 + int(longest_s // on_grid(one.again_s))
    # Where days touch, what was done on the days before may last as well.
    touching = sum(before.closes_s == after.opens_s for before, after in pairwise(days))
    return times * (1 + min(touching, ceil(lasts_s * (times if one.extend else 1) / DAY_S)))
