"""Warnings: what is allowed but probably not meant, with the numbers that say so.

They need the validated scenario, are never a reason not to run, and each is about what an analyst would otherwise find
out from a strange result.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from simulator.errors import Problem
from simulator.scenario import nodes
from simulator.scenario.merge import same_time
from simulator.scenario.nodes import Mark, dotted, problem
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.steps import at, changes
from simulator.units import HOUR_S
from simulator.units import format_time_of_day as clock


def warnings_of(scenario: Scenario, tree: nodes.Mapping) -> tuple[Problem, ...]:
    """Return the warnings about a valid ``scenario``; places come from its ``tree``."""
    found: list[Problem] = []
    for name in scenario.contact_types:
        found += _alone(scenario, tree, name)
        found += _nobody_at_closing(scenario, tree, name)
    found += _overloaded(scenario, tree)
    found += _steps_outside(scenario, tree)
    return tuple(found)


def _servers(scenario: Scenario, *types: str) -> list[AgentGroup]:
    """Return the groups that serve any of the types."""
    return [group for group in scenario.agent_groups.values() if not group.serves.keys().isdisjoint(types)]


def _agents(groups: list[AgentGroup], time_s: float) -> int:
    return int(sum(at(group.agents, time_s) for group in groups))


def _per_hour(scenario: Scenario, name: str, time_s: float) -> float:
    """Return the contacts of a type that come per hour at ``time_s``; 0 when they are recorded."""
    one = scenario.contact_types[name]
    return at(scenario.sources[one.from_].arrivals.rate_per_hour_steps(), time_s) * one.share


def _erlangs(scenario: Scenario, name: str, time_s: float) -> float:
    """Return the agents that the work of a type would keep busy all the time at ``time_s``."""
    one = scenario.contact_types[name]
    return _per_hour(scenario, name, time_s) * (one.talk.mean_s + one.wrap_up.mean_s) / HOUR_S


def _instants(scenario: Scenario, *types: str) -> list[float]:
    """Return the times at which rates or agents of the types change within the horizon."""
    rates = [scenario.sources[scenario.contact_types[name].from_].arrivals.rate_per_hour_steps() for name in types]
    return changes(scenario.horizon, *rates, *(group.agents for group in _servers(scenario, *types)))


def _spans(scenario: Scenario, name: str, holds: Callable[[float], bool]) -> list[str]:
    """Return the spans of the horizon, as "08:00 to 09:00", in which ``holds`` at every instant of a type."""
    times = _instants(scenario, name)
    spans: list[tuple[float, float]] = []
    for from_s, to_s in zip(times, [*times[1:], scenario.horizon.to_s], strict=True):
        if holds(from_s):
            if spans and spans[-1][1] == from_s:
                from_s = spans.pop()[0]
            spans.append((from_s, to_s))
    return [f"{clock(from_s)} to {clock(to_s)}" for from_s, to_s in spans]


def _alone(scenario: Scenario, tree: nodes.Mapping, name: str) -> list[Problem]:
    groups = _servers(scenario, name)
    spans = _spans(scenario, name, lambda s: _per_hour(scenario, name, s) > 0 and _agents(groups, s) == 0)
    if not spans:
        return []
    what = f"contacts arrive while no agent who serves them is on duty, {' and '.join(spans)}."
    return [problem(_key(tree, "contact_types", name), dotted("contact_types", name), what)]


def _nobody_at_closing(scenario: Scenario, tree: nodes.Mapping, name: str) -> list[Problem]:
    horizon, one = scenario.horizon, scenario.contact_types[name]
    last_s = _instants(scenario, name)[-1]
    if horizon.at_close != "serve_out" or one.patience is not None or _agents(_servers(scenario, name), last_s):
        return []
    what = f"at closing, {clock(horizon.to_s)}, no agent who serves them is on duty, and who waits endlessly"
    where = dotted("contact_types", name)
    return [problem(_key(tree, "contact_types", name), where, f"{what} stays for ever.", "See horizon.at_close.")]


def _overloaded(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the types, alone or together with those they share agents with, whose queue can only grow."""
    endless = [name for name, one in scenario.contact_types.items() if one.patience is None]
    alone = [name for name in endless if _worst(scenario, name)]
    # What is too much for its agents even alone need not be reported again with those it shares them with.
    others = [types for types in _sharing(scenario, endless) if set(alone).isdisjoint(types)]
    together = [types for types in others if _worst(scenario, *types)]
    return [_overload(scenario, tree, types) for types in (*((name,) for name in alone), *together)]


def _worst(scenario: Scenario, *types: str) -> tuple[float, float, int] | None:
    """Return when most is missing: (time in s, erlangs, agents); None when the agents are always enough."""
    groups, worst = _servers(scenario, *types), None
    for time_s in _instants(scenario, *types):
        load, agents = sum(_erlangs(scenario, name, time_s) for name in types), _agents(groups, time_s)
        if load > agents > 0 and (worst is None or load - agents > worst[1] - worst[2]):
            worst = (time_s, load, agents)
    return worst


def _overload(scenario: Scenario, tree: nodes.Mapping, types: tuple[str, ...]) -> Problem:
    worst = _worst(scenario, *types)
    assert worst is not None
    time_s, load, agents = worst
    others = f", with {' and '.join(types[1:])}" if len(types) > 1 else ""
    what = (
        f"customers wait endlessly, and at {clock(time_s)} there is work for {load:.1f} agents{others}, "
        f"but only {agents} serve it: the queue grows as long as that lasts."
    )
    return problem(_key(tree, "contact_types", types[0]), dotted("contact_types", types[0]), what)


def _sharing(scenario: Scenario, types: list[str]) -> list[tuple[str, ...]]:
    """Return ``types`` in sets that are connected by groups serving several of them."""
    sets: list[set[str]] = [{name} for name in types]
    for group in scenario.agent_groups.values():
        touched = [one for one in sets if not one.isdisjoint(group.serves)]
        if touched:
            sets = [one for one in sets if one not in touched] + [set().union(*touched)]
    return sorted(tuple(name for name in types if name in one) for one in sets)


def _steps_outside(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    found = []
    for path, steps in _all_steps(scenario):
        for time_s, next_s in pairwise((*steps, math.inf)):
            if time_s >= scenario.horizon.to_s:
                reason = f"the center closes at {clock(scenario.horizon.to_s)}"
            elif next_s <= scenario.horizon.from_s:
                reason = f"the center opens at {clock(scenario.horizon.from_s)}"
            else:
                continue
            what = f"the step at {clock(time_s)} changes nothing: {reason}."
            found.append(problem(_step_mark(tree, path, time_s), dotted(*path), what))
    return found


def _all_steps(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], Mapping[float, float]]]:
    for name, source in scenario.sources.items():
        form = "rate" if source.arrivals.rate else "per_hour"
        yield ("sources", name, "arrivals", form), source.arrivals.rate_per_hour_steps()
    for name, group in scenario.agent_groups.items():
        yield ("agent_groups", name, "agents"), group.agents


def _key(tree: nodes.Mapping, *path: str) -> Mark:
    """Return where the last key of ``path`` was written."""
    return _walked(tree, path)[0]


def _step_mark(tree: nodes.Mapping, path: tuple[str, ...], time_s: float) -> Mark:
    mark, node = _walked(tree, path)
    if isinstance(node, nodes.Mapping):
        return _walked(node, (clock(time_s),), mark)[0]
    return mark


def _walked(tree: nodes.Mapping, path: tuple[str, ...], mark: Mark | None = None) -> tuple[Mark, nodes.Node]:
    """Return the place and the value at ``path``, or at as much of it as the file has (short forms end early)."""
    node: nodes.Node = tree
    mark = mark or tree.mark
    for part in path:
        if not isinstance(node, nodes.Mapping) or (key := same_time(part, node.entries)) not in node.entries:
            break
        mark, node = node.entries[key]
    return mark, node
