"""Rules that lead nowhere: contacts passed on to themselves, to who does not serve them, or for ever."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Scenario, Transfer
from simulator.scenario.rules.whom import listed_by, meant_by
from simulator.scenario.sound.never_ending import never_ending
from simulator.scenario.text.nodes import Mapping, dotted, problem


def rule_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with the rules of a valid ``scenario``; places come from its ``tree``."""
    wrong: list[Problem] = []
    for name, one in scenario.transfers.items():
        found = [*_to_itself(scenario, tree, name, one), *_does_not_serve(scenario, tree, name, one)]
        wrong += found or _waits_for_itself(scenario, tree, name, one)
    return wrong or never_ending(scenario, tree)


def _to_itself(scenario: Scenario, tree: Mapping, name: str, one: Transfer) -> Iterator[Problem]:
    to, meant = one.pass_, meant_by(one.of, scenario)
    if to.type is not None and to.type in listed_by(one.of, scenario):
        path = ("transfers", name, "pass", "type")
        what = f"contacts of '{to.type}' would be passed on to themselves: 'of' means them as well."
        hint = "Name only other types in 'of'; without 'type' contacts go back into their own line."
        yield problem(value_mark(tree, *path), dotted(*path), what, hint)
    if to.group is not None and to.group in meant.groups:
        path = ("transfers", name, "pass", "group")
        what = f"group '{to.group}' would pass contacts on to itself: 'of' means its contacts as well."
        yield problem(value_mark(tree, *path), dotted(*path), what, "Name another group in one of the two.")


def _does_not_serve(scenario: Scenario, tree: Mapping, name: str, one: Transfer) -> Iterator[Problem]:
    group = one.pass_.group
    if group is None or group not in scenario.agent_groups:
        return
    serves = scenario.agent_groups[group].serves
    types = listed_by(one.of, scenario)
    missing = [kind for kind in types if kind not in serves]
    if missing:
        path = ("transfers", name, "pass", "group")
        served = [kind for kind in types if kind in serves]
        what = f"group '{group}' does not serve {_listed(missing)}, which would wait for it in vain."
        hint = f"Let it serve {_listed(missing)}" + (f", or name only {_listed(served)} in 'of'." if served else ".")
        yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def _waits_for_itself(scenario: Scenario, tree: Mapping, name: str, one: Transfer) -> Iterator[Problem]:
    """Find warm transfers in which all agents of a group could stand beside a customer whom only they could answer."""
    if one.pass_.warm_s is None:
        return
    for kind in listed_by(one.of, scenario):
        target = one.pass_.type or kind
        if target not in scenario.contact_types or all(
            one is not None for each in scenario.contact_types[target].kinds for one in each.patience.values()
        ):
            continue
        takes = [one.pass_.group] if one.pass_.group is not None else _servers(scenario, target)
        if len(takes) == 1 and takes[0] in _passers(scenario, one, kind):
            path = ("transfers", name, "pass", "warm")
            what = (
                f"only '{takes[0]}' answers them, so all its agents may stay with customers who wait for one another, "
                f"for ever: patience of '{target}' is endless."
            )
            hint = f"Give '{target}' a patience, let another group serve it, or leave 'warm' out."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)
            return


def _servers(scenario: Scenario, type_name: str) -> list[str]:
    return [name for name, group in scenario.agent_groups.items() if type_name in group.serves]


def _passers(scenario: Scenario, one: Transfer, type_name: str) -> list[str]:
    """Return the groups whose agents may pass contacts of a type on by this rule."""
    meant, kind = meant_by(one.of, scenario), scenario.contact_types[type_name]
    segments = [each.segment for each in kind.kinds]
    return [
        group
        for group in _servers(scenario, type_name)
        if any(meant.means(type_name, kind.channel, segment, group) for segment in segments)
    ]


def _listed(names: list[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
