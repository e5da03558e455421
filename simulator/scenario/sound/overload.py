"""Warnings about a center that cannot do its work, with the numbers: of types alone, or of those that share agents.

Customers who wait endlessly pile up as soon as more comes than can be served; the others leave, and that is a warning
only when the whole day's work is more than the whole day's agents.
"""

from collections.abc import Callable

from simulator.errors import Problem
from simulator.scenario.days.work_and_staff import agents_at, erlangs, hours_of_a_day, instants, servers
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_time_of_day as clock

Finds = Callable[..., str]


def overloaded(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the types whose work is too much for their agents; places come from the scenario's ``tree``."""
    endless = [name for name, one in scenario.contact_types.items() if one.endless]
    told = _told(scenario, endless, _grows)
    known = {name for types in told for name in types}
    told |= _told(scenario, [name for name in scenario.contact_types if name not in known], _too_much)
    return [
        problem(key_mark(tree, "contact_types", types[0]), dotted("contact_types", types[0]), what)
        for types, what in told.items()
    ]


def _told(scenario: Scenario, names: list[str], finds: Finds) -> dict[tuple[str, ...], str]:
    """Return what ``finds`` says of the types alone, or together with those they share agents with."""
    alone = {(name,): what for name in names if (what := finds(scenario, name))}
    # What is too much for its agents even alone need not be reported again with those it shares them with.
    others = [
        types for types in _sharing(scenario, names) if len(types) > 1 and not any((one,) in alone for one in types)
    ]
    return alone | {types: what for types in others if (what := finds(scenario, *types))}


def _grows(scenario: Scenario, *types: str) -> str:
    """Say when most is missing for types whose customers wait endlessly; nothing when the agents are always enough."""
    groups, worst = servers(scenario, *types), (0.0, 0.0, 0)
    for time_s in instants(scenario, *types):
        load, agents = sum(erlangs(scenario, name, time_s) for name in types), agents_at(groups, time_s)
        if load > agents > 0 and load - agents > worst[1] - worst[2]:
            worst = (time_s, load, agents)
    time_s, load, agents = worst
    if not agents:
        return ""
    return (
        f"customers wait endlessly, and at {clock(time_s)} there is work for {load:.1f} agents{_others(types)}, "
        f"but only {agents} serve it: the queue grows as long as that lasts."
    )


def _too_much(scenario: Scenario, *types: str) -> str:
    """Say how much of a day's work cannot be done; nothing when the agents would be enough, were it spread evenly."""
    work, there = hours_of_a_day(scenario, *types)
    if not work > there > 0:
        return ""
    return (
        f"the day brings {work:,.1f} agent hours of work{_others(types)}, but those who serve it are on duty for "
        f"{there:,.1f}: about {1 - there / work:.0%} or more cannot be answered while they are on duty."
    )


def _others(types: tuple[str, ...]) -> str:
    return f", with {' and '.join(types[1:])}" if len(types) > 1 else ""


def _sharing(scenario: Scenario, types: list[str]) -> list[tuple[str, ...]]:
    """Return ``types`` in sets that are connected by groups serving several of them."""
    sets: list[set[str]] = [{name} for name in types]
    for group in scenario.agent_groups.values():
        touched = [one for one in sets if not one.isdisjoint(group.serves)]
        if touched:
            sets = [one for one in sets if one not in touched] + [set().union(*touched)]
    return sorted(tuple(name for name in types if name in one) for one in sets)
