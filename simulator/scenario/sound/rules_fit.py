"""Rules that lead nowhere: contacts passed on to themselves, to who does not serve them, or for ever."""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Scenario, Transfer
from simulator.scenario.nouns.rule_parts import AllOfThese
from simulator.scenario.rules.asked import transfers_of
from simulator.scenario.rules.pools import served_by_nobody
from simulator.scenario.rules.whom import kinds_meant, known_names, listed_by, meant_by, prefix_and_name
from simulator.scenario.sound.never_ending import never_ending
from simulator.scenario.sound.who_is_there import Customer, groups_of, who_is_there
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.scenario.text.quoted import quoted


def rule_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with the rules of a valid ``scenario``; places come from its ``tree``."""
    wrong: list[Problem] = []
    for name, one in scenario.transfers.items():
        wrong += [*_to_itself(scenario, tree, name, one), *_does_not_serve(scenario, tree, name, one)]
    return wrong or [*_waits_for_ever(scenario, tree), *never_ending(scenario, tree)]


def _to_itself(scenario: Scenario, tree: Mapping, name: str, one: Transfer) -> Iterator[Problem]:
    to, meant = one.pass_, meant_by(one.of, scenario)
    if to.type is not None and to.type in listed_by(one.of, scenario):
        path = ("transfers", name, "pass", "type")
        what = f"contacts of '{to.type}' would be passed on to their own type, because 'of' includes them."
        hint = "Name only other types in 'of', or leave out 'type' to send contacts back into their own queue."
        yield problem(value_mark(tree, *path), dotted(*path), what, hint)
    if to.group is not None and to.group in meant.groups:
        path = ("transfers", name, "pass", "group")
        what = f"group '{to.group}' would pass contacts on to itself, because 'of' includes its contacts."
        yield problem(value_mark(tree, *path), dotted(*path), what, "Name another group in 'of' or in 'pass'.")


def _does_not_serve(scenario: Scenario, tree: Mapping, name: str, one: Transfer) -> Iterator[Problem]:
    group = one.pass_.group
    if group is None or group not in scenario.agent_groups:
        return
    nobodys = served_by_nobody(scenario)
    serves = [kind for kind in scenario.agent_groups[group].serves if (group, kind) not in nobodys]
    types = listed_by(one.of, scenario)
    missing = [kind for kind in types if kind not in serves]
    if missing:
        path = ("transfers", name, "pass", "group")
        served = [kind for kind in types if kind in serves]
        what = f"group '{group}' does not serve {quoted(missing)}, so these contacts would never be answered."
        hint = f"Let it serve {quoted(missing)}" + (f", or name only {quoted(served)} in 'of'." if served else ".")
        yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def rule_warnings(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Warn of transfers by which agents of a group pass contacts on to their own group."""
    found: list[Problem] = []
    for name, one in scenario.transfers.items():
        group = one.pass_.group
        passers = dict.fromkeys(passer for _, passer in _passers(scenario, name)) if group is not None else {}
        if group in passers and any(one.share):
            path = ("transfers", name, "pass", "group")
            what = f"group '{group}' passes contacts that it has answered on to itself, because 'of' includes them."
            others = [passer for passer in passers if passer != group]
            hint = _of_other_groups(scenario, one, others) if others else "Name another group."
            found.append(problem(value_mark(tree, *path), dotted(*path), what, hint))
    return found


def _of_other_groups(scenario: Scenario, one: Transfer, groups: list[str]) -> str:
    """Return how to write whom a rule is of when it means some groups alone; where that takes several, each is one."""
    alone = _one_or_more(groups)
    if isinstance(one.of, AllOfThese):
        return f"Write group: {alone} in 'of'."
    known = known_names(scenario)
    by_kind: dict[str, list[str]] = {}
    for text in one.of:
        by_kind.setdefault(kinds_meant(text, known)[0], []).append(prefix_and_name(text)[1])
    by_kind.pop("group", None)
    said = [f"of: {{{kind}: {_one_or_more(names)}, group: {alone}}}" for kind, names in by_kind.items()]
    return f"Write {' and, in another rule, '.join(said)}."


def _one_or_more(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


class _Way(NamedTuple):
    """A warm transfer to where customers may wait endlessly: agents of whom stay, and until who answers."""

    rule: str
    passer: str
    to: str
    """The type as which they wait."""
    takers: frozenset[str]


def _waits_for_ever(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find groups all of whose agents could stand beside customers whom only agents of such groups could answer."""
    ways = list(_warm_ways(scenario))
    stuck = {way.passer for way in ways}
    while stuck != (less := {way.passer for way in ways if way.takers <= stuck}):
        stuck = less
    told: set[str] = set()
    for way in ways:
        if way.takers <= stuck and way.rule not in told:
            told.add(way.rule)
            path = ("transfers", way.rule, "pass", "warm")
            takes = [name for name in scenario.agent_groups if name in way.takers]
            only = f"only {quoted(takes)} " + (
                "answers these contacts, so all its" if len(takes) == 1 else "answer these contacts, so all their"
            )
            what = (
                f"{only} agents may be held by customers who wait for one another for ever: the patience of "
                f"'{way.to}' is endless."
            )
            other = "let a group serve it" if scenario.transfers[way.rule].pass_.group is None else "name a group"
            hint = f"Give '{way.to}' a patience, {other} that passes no contacts on, or leave out 'warm'."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def _warm_ways(scenario: Scenario) -> Iterator[_Way]:
    warm = [name for name, one in scenario.transfers.items() if one.pass_.warm_s is not None and any(one.share)]
    for name in warm:
        way = scenario.transfers[name].pass_
        for customer, passer in _passers(scenario, name):
            to = way.type or customer.type
            takers = frozenset(groups_of(scenario, to) if way.group is None else [way.group])
            if takers and _may_wait_endlessly(scenario, Customer(to, customer.segment)):
                yield _Way(name, passer, to, takers)


def _may_wait_endlessly(scenario: Scenario, customer: Customer) -> bool:
    # Who brings along a segment that the type does not list has the patience of those in none.
    one = scenario.contact_types[customer.type]
    kind = next((each for each in one.kinds if each.segment == customer.segment), one.usual)
    return any(how_long is None for how_long in kind.patience.values())


def _passers(scenario: Scenario, rule: str) -> Iterator[tuple[Customer, str]]:
    """Yield the groups whose agents may pass contacts on by a rule, with whose contacts, wherever those were before."""
    for customer in who_is_there(scenario):
        for group in groups_of(scenario, customer.type):
            if rule in transfers_of(scenario, *customer, group):
                yield customer, group
