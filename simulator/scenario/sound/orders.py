"""The order of those who wait: rates, caps and target times must fit the rule that compares them."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import ContactType, Scenario, Segment
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_duration

_AGEING = {"age_rate": ("age_rate", (None, 1.0)), "age_cap_s": ("age_cap", (None,))}
"""The fields, what they are called, and when they say nothing."""
_COMPARED = {
    "due_time": "when the target times end",
    "ratio_to_target": "the wait in proportion to the target time",
}


def order_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of the order of those who wait cannot be compared; places come from the scenario's ``tree``."""
    return [
        *_ages_nobody_asks_for(scenario, tree),
        *_caps_below_credits(scenario, tree),
        *_ratios_to_nothing(scenario, tree),
    ]


def order_warnings(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the rules of who goes first, and to whom, that change nothing."""
    return [*_agents_without_a_choice(scenario, tree), *_targets_all_alike(scenario, tree)]


def _agents_without_a_choice(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    rule, path = scenario.routing.agent, ("routing", "agent")
    if rule != "longest_idle" and all(one.in_hand_max is not None for one in scenario.channels.values()):
        what = f"{rule} changes nothing: it is for exclusive channels, and all channels here have slots."
        yield problem(value_mark(tree, *path), dotted(*path), what, "Write 'agent' under the channel.")


def _targets_all_alike(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    rule, path = scenario.routing.contact, ("routing", "contact")
    kinds = [(one.service_level.within_s, each.order) for one in scenario.contact_types.values() for each in one.kinds]
    if rule in _COMPARED and len({(within_s, order.age_credit_s) for within_s, order in kinds}) == 1:
        within = format_duration(kinds[0][0])
        what = f"{rule} changes nothing: all target times are {within}, so the longest wait goes first as usual."
        yield problem(value_mark(tree, *path), dotted(*path), what)


def _ages_nobody_asks_for(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    rule = scenario.routing.contact
    if rule not in _COMPARED:
        return
    for path, holder in _holders(scenario):
        for name, (key, plain) in _AGEING.items():
            if getattr(holder, name) not in plain:
                what = f"'{key}' is for routing.contact: longest_wait; {rule} compares {_COMPARED[rule]}."
                hint = f"Remove {key}, or write routing: {{contact: longest_wait}}."
                yield problem(value_mark(tree, *path, key), dotted(*path, key), what, hint)


def _caps_below_credits(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Yield caps that no age gets below: all such contacts would be alike from the first second on."""
    for name, kind in scenario.contact_types.items():
        for each in (kind.usual, *(one for one in kind.kinds if one.segment is not None)):
            order = each.order
            if order.age_cap_s > order.age_credit_s:
                continue
            path: tuple[str, ...] = ("contact_types", name)
            key = "age_cap"
            if each.segment is not None:
                own = kind.segments[each.segment]
                if own.age_cap_s is None and own.age_credit_s is None:
                    # It is what is said of the type.
                    continue
                path = (*path, "segments", each.segment)
                key = "age_credit" if own.age_cap_s is None else "age_cap"
            what = (
                f"age_cap is {format_duration(order.age_cap_s)} and age_credit {format_duration(order.age_credit_s)}, "
                "so all these contacts count alike, however long they have waited."
            )
            yield problem(value_mark(tree, *path, key), dotted(*path, key), what, "Write an age_cap above the credit.")


def _ratios_to_nothing(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    if scenario.routing.contact != "ratio_to_target":
        return
    for name, kind in scenario.contact_types.items():
        if not kind.service_level.within_s:
            path = ("contact_types", name, "service_level")
            what = "ratio_to_target divides the wait by the target time, which is 0s here."
            hint = "Write a time above 0s, or another rule under routing.contact."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def _holders(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], ContactType | Segment]]:
    for name, kind in scenario.contact_types.items():
        yield ("contact_types", name), kind
        for each, segment in kind.segments.items():
            yield ("contact_types", name, "segments", each), segment
