"""Hands: how much fits in an agent's hand, in whole units, and how much of it each contact fills.

A hand is divided so that a contact of a channel with k slots fills one k-th of it, for every channel with slots that is
served: with slots of 2 and 3 into six units, of which a contact fills three or two. What is exclusive needs an empty
hand and fills all of it.
"""

from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from simulator.scenario.nouns import AgentGroup, Scenario


class HandTerms(NamedTuple):
    """The hands of one pool."""

    capacity: int
    """Units that contacts of channels with slots may fill together."""
    at_most: tuple[int | None, ...]
    """Per channel: how many of its contacts may be in one hand; None is no limit."""


def hands_table(scenario: Scenario) -> tuple[HandTerms, ...]:
    """Return the hands of each group."""
    units = units_of(scenario)
    return tuple(
        HandTerms(capacity_of(group, units), tuple(group.at_most.get(name) for name in scenario.channels))
        for group in scenario.agent_groups.values()
    )


def units_of(scenario: Scenario) -> int:
    """Return what a hand is divided into: 1 where nobody serves a channel with slots."""
    return lcm(
        *(
            scenario.channels[name].in_hand_max or 1
            for group in scenario.agent_groups.values()
            for name in served_channels(group, scenario)
        )
    )


def capacity_of(group: AgentGroup, units: int) -> int:
    """Return how many units an agent of the group may fill; a capacity counts as it is written, 115% as 1.15."""
    return int(Fraction(repr(group.capacity)) * units)


def served_channels(group: AgentGroup, scenario: Scenario) -> list[str]:
    """Return the channels whose contacts a group serves, in the scenario's order."""
    served = {scenario.contact_types[name].channel for name in group.serves}
    return [name for name in scenario.channels if name in served]


def in_hand_most(group: AgentGroup, scenario: Scenario) -> int:
    """Return the most contacts of channels with slots that fit in a hand of the group; 0 when all are exclusive."""
    units = units_of(scenario)
    slots = max(scenario.channels[name].in_hand_max or 0 for name in served_channels(group, scenario))
    return capacity_of(group, units) * slots // units


def load_of(group: AgentGroup, scenario: Scenario) -> tuple[int, list[int]]:
    """Return how much fits in a hand of the group and, per channel, how much of that a contact fills.

    In the largest whole parts there are: with one channel of three slots that is (3, [1]). What is exclusive fills all;
    of it, and of what the group does not serve, it says 1, which nobody reads.
    """
    units, served = units_of(scenario), served_channels(group, scenario)
    filled = {name: units // slots for name in served if (slots := scenario.channels[name].in_hand_max)}
    whole = capacity_of(group, units) if filled else 1
    part = gcd(whole, *filled.values())
    whole = max(1, whole // part)
    return whole, [filled[name] // part if name in filled else 1 for name in scenario.channels]
