"""How hands are divided: into units, of which every contact in slots fills a whole number.

A contact of a channel with k slots fills one k-th of a hand, for every channel with slots that anybody serves: with
slots of 2 and 3 a hand has six units, of which a contact fills three or two. An inactive conversation fills less.
Engine, warnings and errors ask here.
"""

from fractions import Fraction
from math import lcm

from simulator.scenario.nouns import AgentGroup, Channel, Scenario


def units_of(scenario: Scenario) -> int:
    """Return what a hand is divided into: 1 where nobody serves a channel with slots."""
    in_slots = {name: one.slot_counts for name, one in scenario.channels.items() if one.slot_counts}
    if not in_slots:
        return 1
    # Asked for each of a hundred groups that serve a hundred types each: who serves what is not looked through.
    names = set[str]().union(*(group.serves for group in scenario.agent_groups.values()))
    served = {scenario.contact_types[name].channel for name in names if name in scenario.contact_types}
    return lcm(*(count for name, counts in in_slots.items() if name in served for count in counts))


def inactive_units(channel: Channel, units: int) -> int:
    """Return how many units an inactive conversation of ``channel`` fills; 0 where it fills nothing."""
    slots = channel.inactive_slots
    return 0 if slots is None else units // slots


def capacity_of(group: AgentGroup, units: int) -> int:
    """Return how many units an agent of the group may fill; a capacity counts as it is written, 115% as 1.15."""
    return int(Fraction(repr(group.capacity)) * units)


def served_channels(group: AgentGroup, scenario: Scenario) -> list[str]:
    """Return the channels whose contacts a group serves, in the order of its types; names nobody knows are left out."""
    types = scenario.contact_types
    return list(dict.fromkeys(types[name].channel for name in group.serves if name in types))


def slots_served(group: AgentGroup, scenario: Scenario) -> dict[str, int]:
    """Return the slots of the channels that a group serves, exclusive ones left out."""
    served = served_channels(group, scenario)
    return {name: slots for name in served if (slots := scenario.channels[name].in_hand_max) is not None}
