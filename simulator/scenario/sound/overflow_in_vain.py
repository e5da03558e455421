"""Overflow rules, reservations and announcements that change nothing."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.changing import states_of, widening_rules
from simulator.scenario.rules.whom import touched_by
from simulator.scenario.text.nodes import Mapping, dotted, problem


def in_vain(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of it changes nothing in a valid ``scenario``."""
    return [
        *_rules(scenario, tree),
        *_taken_from_others(scenario, tree),
        *_raised_to_what_it_was(scenario, tree),
        *_reserves(scenario, tree),
        *_announcements(scenario, tree),
    ]


def _rules(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Yield the rules after which the same groups may take a contact as before, whenever they apply."""
    of_types = {name: widening_rules(scenario, name) for name in scenario.contact_types} if scenario.overflow else {}
    states = [state for name, rules in of_types.items() if rules for state in states_of(scenario, name).all]
    changing = {rule for state in states for rule in state.changed}
    for name in dict.fromkeys(rule for rules in of_types.values() for rule in rules):
        if name not in changing:
            path = ("overflow", name, scenario.overflow[name].verb)
            what = "the rule changes nothing: the same groups may take the contact, by the same ranks."
            yield problem(key_mark(tree, *path), dotted(*path), what)


def _taken_from_others(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Yield the rules that are for a share of the customers and keep a group from all that they cover."""
    for name, rule in scenario.overflow.items():
        for group in rule.groups_named if min(rule.share) < 1.0 else ():
            types = [one for one in touched_by(rule.of, scenario) if one in scenario.agent_groups[group].serves]
            for one in (one for one in types if group not in scenario.contact_types[one].ranks):
                path = ("overflow", name, rule.verb, group)
                what = f"because the rule names '{group}', it takes no '{one}' of the other customers either."
                yield problem(key_mark(tree, *path), dotted(*path), what, f"Name it in the 'ranks' of '{one}'.")


def _raised_to_what_it_was(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for name, rule in scenario.overflow.items():
        if rule.raise_ is None:
            continue
        orders = [kind.order for one in touched_by(rule.of, scenario) for kind in scenario.contact_types[one].kinds]
        raised = rule.raise_
        same = all(
            raised.priority in (None, order.priority) and raised.age_credit_s in (None, order.age_credit_s)
            for order in orders
        )
        if same:
            path = ("overflow", name, "raise")
            yield problem(key_mark(tree, *path), dotted(*path), "the rule changes nothing: the contact has all of it.")


def _reserves(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for group, noun in scenario.agent_groups.items():
        for served, serves in noun.serves.items():
            if serves.reserves and not any(one.priority > serves.priority for one in noun.serves.values()):
                path = ("agent_groups", group, "serves", served, "reserves")
                what = f"nothing is reserved: the group serves no type with a worse priority than '{served}'."
                yield problem(value_mark(tree, *path), dotted(*path), what)


def _announcements(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for name, kind in scenario.contact_types.items():
        said = kind.announcement
        if said is None or (said.longer.leave == 0.0 and said.longer.patience == said.shorter.patience == 1.0):
            # That a wait is announced and nobody minds is a way to see how good the prediction is.
            continue
        if all(one is None for each in kind.kinds for one in each.patience.values()):
            path = ("contact_types", name, "announcement")
            what = "the announcement changes nothing: patience is endless."
            yield problem(key_mark(tree, *path), dotted(*path), what)
