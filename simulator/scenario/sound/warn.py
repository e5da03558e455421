"""Warnings: what is allowed but probably not meant, with the numbers that say so.

They need the validated scenario, are never a reason not to run, and each is about what an analyst would otherwise find
out from a strange result.
"""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

from simulator.errors import Problem
from simulator.scenario.days import course
from simulator.scenario.days.steps import most
from simulator.scenario.days.views import on_days, views
from simulator.scenario.days.work_and_staff import agents_at, contacts, instants, is_recorded, servers, spells
from simulator.scenario.layers.positions import key_mark, step_mark, value_mark
from simulator.scenario.nouns import Horizon, Scenario
from simulator.scenario.sound.demanded import demand_warnings
from simulator.scenario.sound.money import unknown_costs
from simulator.scenario.sound.overload import overloaded
from simulator.scenario.sound.sizes import cases_a_day, cases_in_all, many
from simulator.scenario.text import nodes
from simulator.scenario.text.nodes import dotted, problem
from simulator.units import format_time_of_day as clock

MANY_CASES = 1_000_000
"""In a replication, which keeps all of them."""


def warnings_of(scenario: Scenario, tree: nodes.Mapping) -> tuple[Problem, ...]:
    """Return the warnings about a valid ``scenario``; places come from its ``tree``."""
    found = on_days(scenario, lambda day: _of_a_day(day, tree))
    last = views(scenario)[-1].scenario
    for name in scenario.contact_types:
        found += _nobody_at_closing(last, tree, name)
    found += on_days(scenario, lambda day: _never_needed(day, tree), on_all=True)
    found += _several_slots(scenario, tree)
    found += _many(scenario, tree)
    found += _steps_outside(scenario, tree)
    found += demand_warnings(scenario, tree)
    found += unknown_costs(scenario, tree)
    return tuple(found)


def _of_a_day(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    alone = [one for name in scenario.contact_types for one in _alone(scenario, tree, name)]
    return [*alone, *overloaded(scenario, tree), *_all_kept_empty(scenario, tree)]


def _alone(scenario: Scenario, tree: nodes.Mapping, name: str) -> list[Problem]:
    """Warn of hours in which somebody comes and nobody is there; what is recorded may come at any hour."""
    groups, recorded = servers(scenario, name), is_recorded(scenario, name)
    empty = [span for span in spells(scenario, name) if agents_at(groups, span[0]) == 0]
    spans = [span for span in empty if recorded or contacts(scenario, name, *span) > 0]
    if not spans:
        return []
    doing = "the center is open" if recorded else "contacts arrive"
    when = " and ".join(f"{clock(from_s)} to {clock(to_s)}" for from_s, to_s in _joined(spans))
    what = f"{doing} while no agent who serves them is on duty, {when}."
    return [problem(key_mark(tree, "contact_types", name), dotted("contact_types", name), what)]


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return spans in order of time with those that touch as one."""
    joined: list[tuple[float, float]] = []
    for from_s, to_s in spans:
        if joined and joined[-1][1] == from_s:
            from_s = joined.pop()[0]
        joined.append((from_s, to_s))
    return joined


def _never_needed(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of groups with agents on duty for types of which nobody ever comes."""
    comes = {
        name
        for name, one in scenario.contact_types.items()
        if any(course.mix(scenario, one.from_)[name].values())
        and (is_recorded(scenario, name) or cases_a_day(scenario, one.from_))
    }
    found = []
    for name, group in scenario.agent_groups.items():
        if comes.isdisjoint(group.serves) and most(group.agents, scenario.horizon) > 0:
            what = f"it has agents but no work: nobody comes for {' or '.join(group.serves)}."
            found.append(problem(key_mark(tree, "agent_groups", name), dotted("agent_groups", name), what))
    return found


def _all_kept_empty(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of groups that are kept empty as a whole, so that none of their agents ever begins a chat."""
    found = []
    for channel, one in scenario.channels.items():
        path = ("channels", channel, "keep_empty")
        for name, group in scenario.agent_groups.items():
            there = int(most(group.agents, scenario.horizon))
            on_it = any(scenario.contact_types[served].channel == channel for served in group.serves)
            if on_it and 0 < there <= one.keep_empty:
                what = (
                    f"group '{name}' has {there} agents at most and keeps {one.keep_empty} empty: none of them takes "
                    "such a contact while the center is open."
                )
                found.append(problem(value_mark(tree, *path), dotted(*path), what))
    return found


def _several_slots(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of groups whose channels fill hands to different numbers: one with fewer slots waits for emptier hands."""
    found = []
    for name, group in scenario.agent_groups.items():
        served = dict.fromkeys(scenario.contact_types[kind].channel for kind in group.serves)
        slots = {channel: number for channel in served if (number := scenario.channels[channel].slots)}
        if len(set(slots.values())) > 1:
            narrow, wide = min(slots, key=slots.__getitem__), max(slots, key=slots.__getitem__)
            what = (
                f"an agent takes a contact of {narrow} only with fewer than {slots[narrow]} in hand, while {wide} "
                f"fills hands up to {slots[wide]}: {narrow} may starve behind {wide}, whatever their priorities."
            )
            where = dotted("agent_groups", name, "serves")
            hint = "With the same slots for both, priority decides."
            found.append(problem(key_mark(tree, "agent_groups", name, "serves"), where, what, hint))
    return found


def _many(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Warn of days whose contacts will be felt in minutes and memory."""
    by_source = {name: cases_in_all(scenario, name) for name in scenario.sources}
    cases, period = sum(by_source.values()), scenario.horizon.period
    if cases <= MANY_CASES:
        return []
    largest = max(by_source, key=lambda name: by_source[name])
    what = f"{many(cases)} cases {period} from all sources will take long, and about {cases / 1e6:.0f} GB of memory."
    return [problem(key_mark(tree, "sources", largest), dotted("sources", largest), what)]


def _nobody_at_closing(scenario: Scenario, tree: nodes.Mapping, name: str) -> list[Problem]:
    horizon, one = scenario.horizon, scenario.contact_types[name]
    last_s = instants(scenario, name)[-1]
    if horizon.at_close != "serve_out" or not one.endless or agents_at(servers(scenario, name), last_s):
        return []
    what = f"at closing, {clock(horizon.to_s)}, no agent who serves them is on duty, and who waits endlessly"
    where = dotted("contact_types", name)
    return [problem(key_mark(tree, "contact_types", name), where, f"{what} stays for ever.", "See horizon.at_close.")]


def _steps_outside(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    found = []
    for path, steps, horizons in _all_steps(scenario):
        for time_s, next_s in pairwise((*steps, math.inf)):
            reasons = {_outside(time_s, next_s, horizon) for horizon in horizons}
            if "" not in reasons and reasons:
                reason = reasons.pop() if len(reasons) == 1 else "the center is closed then on every day"
                what = f"the step at {clock(time_s)} changes nothing: {reason}."
                found.append(problem(step_mark(tree, path, time_s), dotted(*path), what))
    return found


def _outside(time_s: float, next_s: float, horizon: Horizon) -> str:
    """Say why a step until ``next_s`` has no effect on a day; nothing when it has."""
    if time_s >= horizon.to_s:
        return f"the center closes at {clock(horizon.to_s)}"
    return f"the center opens at {clock(horizon.from_s)}" if next_s <= horizon.from_s else ""


Steps = Mapping[float, float]


def _all_steps(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], Steps, list[Horizon]]]:
    """Yield the place of each step function, its steps, and the days on which it goes."""
    days = {day.number: (day.weekday, view.horizon) for day, view in views(scenario)}.values()
    for name, source in scenario.sources.items():
        form = "rate" if source.arrivals.rate else "per_hour"
        path = ("sources", name, "arrivals", form)
        yield path, source.arrivals.rate_per_hour_steps(), [horizon for _, horizon in days]
    for name, group in scenario.agent_groups.items():
        usual = [horizon for weekday, horizon in days if weekday not in group.agents_on]
        yield ("agent_groups", name, "agents"), group.agents, usual
        for one, steps in group.agents_on.items():
            there = [horizon for weekday, horizon in days if weekday == one]
            yield ("agent_groups", name, "agents_on", one), steps, there
