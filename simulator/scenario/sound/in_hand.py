"""What an agent has in hand at once: the capacity and at_most of groups must let contacts in, and mean something.

A contact of a channel with 3 slots is a third of a hand. Hands are counted in whole units, of which every contact of
the scenario is a whole number.
"""

from collections.abc import Iterator
from math import ceil

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.rules.hand_units import capacity_of, served_channels, slots_served, units_of
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import format_share


def hand_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of a valid ``scenario`` no agent could ever have in hand; places come from its ``tree``."""
    return [
        one
        for name, group in scenario.agent_groups.items()
        for one in (*_limits_of_nothing(scenario, tree, name, group), *_too_small(scenario, tree, name, group))
    ]


def hand_warnings(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is said of the hands of a group and changes nothing."""
    return [one for name, group in scenario.agent_groups.items() for one in _no_effect(scenario, tree, name, group)]


def _limits_of_nothing(scenario: Scenario, tree: Mapping, name: str, group: AgentGroup) -> Iterator[Problem]:
    served = served_channels(group, scenario)
    for channel in group.at_most:
        if channel in served:
            continue
        path = ("agent_groups", name, "at_most")
        if channel in scenario.channels:
            what, hint = f"the group serves no contact type of channel '{channel}'.", f"Known: {', '.join(served)}."
        else:
            what, hint = f"there is no channel '{channel}'.", did_you_mean(channel, scenario.channels)
        yield problem(key_mark(tree, *path, channel), dotted(*path), what, hint)


def _too_small(scenario: Scenario, tree: Mapping, name: str, group: AgentGroup) -> Iterator[Problem]:
    units = units_of(scenario)
    room = capacity_of(group, units)
    for channel, slots in slots_served(group, scenario).items():
        if room < units // slots:
            path = ("agent_groups", name, "capacity")
            what = (
                f"a contact of '{channel}' takes {_part(slots)} of an agent and never fits: agents of this group "
                f"have a capacity of {format_share(group.capacity)}."
            )
            hint = f"Write at least {format_share(ceil(10000 / slots) / 10000)}."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)
            return


def _part(slots: int) -> str:
    return {1: "the whole", 2: "a half", 3: "a third", 4: "a quarter"}.get(slots, f"1/{slots}")


def _no_effect(scenario: Scenario, tree: Mapping, name: str, group: AgentGroup) -> Iterator[Problem]:
    slots, units = slots_served(group, scenario), units_of(scenario)
    room = capacity_of(group, units)
    path: tuple[str, ...] = ("agent_groups", name, "capacity")
    if group.capacity != 1.0:
        if not slots:
            what = "it changes nothing: the group serves only exclusive contacts, each of which needs the whole agent."
            yield problem(value_mark(tree, *path), dotted(*path), what)
        elif room == units:
            # Units are fine enough for every channel, so it is the same hand.
            what = (
                f"it changes nothing: an agent still holds {' or '.join(f'{n} of {one}' for one, n in slots.items())}."
            )
            yield problem(value_mark(tree, *path), dotted(*path), what)
    for channel, most in group.at_most.items():
        path = ("agent_groups", name, "at_most", channel)
        fits_in = room * slots[channel] // units if channel in slots else 1
        if most >= fits_in:
            why = f"no more than {fits_in} fit anyway" if channel in slots else f"'{channel}' is exclusive"
            what = f"it changes nothing: {why}."
            yield problem(value_mark(tree, *path), dotted(*path), what)
