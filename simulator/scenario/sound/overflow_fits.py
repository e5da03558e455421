"""Overflow rules that lead nowhere: to who does not serve, to where they came from, to the channel they are on."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.days.on_duty import most_ever
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Overflow, Scenario
from simulator.scenario.rules.changing import MOST_STATES, states_of
from simulator.scenario.rules.reaching import first_of, ranks_at_first, waits_of
from simulator.scenario.rules.whom import touched_by
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.scenario.text.quoted import quoted


def overflow_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with the overflow rules of a valid ``scenario``; places come from its ``tree``."""
    wrong = [one for name, rule in scenario.overflow.items() for one in _of_rule(scenario, tree, name, rule)]
    return wrong or [
        *_leading_back(scenario, tree),
        *_nobody_at_first(scenario, tree),
        *_too_many_states(scenario, tree),
    ]


def _of_rule(scenario: Scenario, tree: Mapping, name: str, rule: Overflow) -> Iterator[Problem]:
    types = touched_by(rule.of, scenario)
    for group in rule.groups_named:
        serves = scenario.agent_groups[group].serves
        if not any(one in serves for one in types):
            path = ("overflow", name, rule.verb, group)
            what = f"group '{group}' serves none of the contacts that the rule covers."
            hint = f"Let it serve {quoted(types)}." if types else ""
            yield problem(key_mark(tree, *path), dotted(*path[:-1]), what, hint)
    to = rule.leads_to
    if to is None:
        return
    path = ("overflow", name, rule.verb, "type")
    others = [one for one in types if one != to]
    if not others:
        what = f"all contacts that the rule covers are '{to}' already."
        yield problem(value_mark(tree, *path), dotted(*path), what, "Name another type.")
    if not most_ever(scenario, waits_of(scenario, to)):
        what = f"no agent who serves '{to}' is ever on duty, so these contacts would never be answered."
        yield problem(value_mark(tree, *path), dotted(*path), what, f"Let a group serve '{to}'.")
    kinds = scenario.contact_types
    same = [one for one in others if kinds[one].channel == kinds[to].channel]
    if rule.offer is not None and same:
        what = f"'{to}' is on the channel '{kinds[to].channel}', as {quoted(same)}: an offer is of another channel."
        yield problem(value_mark(tree, *path), dotted(*path), what, f"Write move: {{type: {to}, place: back}}.")


def _leading_back(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find types whose contacts are moved to others and from there back."""
    ways: dict[str, list[tuple[str, str]]] = {}
    for name, rule in scenario.overflow.items():
        for one in touched_by(rule.of, scenario):
            if rule.leads_to not in (None, one):
                ways.setdefault(one, []).append((name, str(rule.leads_to)))
    told: set[frozenset[str]] = set()
    for start in ways:
        circle = _circle(start, ways)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            last = next(name for name, to in ways[circle[-1]] if to == circle[0])
            path = ("overflow", last, scenario.overflow[last].verb, "type")
            way = " to ".join(f"'{one}'" for one in (*circle, circle[0]))
            what = f"the rules lead back to where contacts came from: {way}."
            hint = "Let one of them lead elsewhere, or name fewer types in 'of'."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def _circle(start: str, ways: dict[str, list[tuple[str, str]]]) -> list[str]:
    """Return the types of a way from ``start`` back to it, the shortest; empty where there is none."""
    paths, seen = [[start]], {start}
    while paths:
        path = paths.pop(0)
        for _, to in ways.get(path[-1], []):
            if to == start:
                return path
            if to not in seen:
                seen.add(to)
                paths.append([*path, to])
    return []


def _nobody_at_first(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find types whose groups all come by rules, and by steps, alone."""
    for name, kind in scenario.contact_types.items() if scenario.overflow else ():
        serving = waits_of(scenario, name)
        if not serving or not ranks_at_first(kind, serving):
            continue
        nobody = [one.segment for one in kind.kinds if not first_of(scenario, name, one.segment).ranks]
        if nobody:
            some = "" if len(nobody) == len(kind.kinds) else " of some customers"
            what = f"no agent takes a contact{some} before a rule applies: rules name all groups that serve '{name}'."
            hint = "Name those who may take it from the beginning in 'ranks'."
            yield problem(key_mark(tree, "contact_types", name), dotted("contact_types", name), what, hint)


def _too_many_states(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for name in scenario.contact_types if scenario.overflow else ():
        if len(states_of(scenario, name).all) > MOST_STATES:
            what = (
                f"steps and overflow rules can follow each other in more than {MOST_STATES} ways that leave other "
                "groups to take the contact."
            )
            hint = "Use fewer rules with also, only or flatten for this type."
            yield problem(key_mark(tree, "contact_types", name), dotted("contact_types", name), what, hint)
