"""Hands: how much fits in an agent's hand, in whole units, and how much of it each contact fills.

What is exclusive needs an empty hand and fills all of it.
"""

from math import gcd
from typing import NamedTuple

from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.rules.hand_units import capacity_of, slots_served, units_of


class HandTerms(NamedTuple):
    """The hands of one group."""

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


def in_hand_most(group: AgentGroup, scenario: Scenario) -> int:
    """Return the most contacts of channels with slots that fit in a hand of the group; 0 when all are exclusive."""
    units = units_of(scenario)
    slots = max(slots_served(group, scenario).values(), default=0)
    return capacity_of(group, units) * slots // units


def load_of(group: AgentGroup, scenario: Scenario) -> tuple[int, list[int]]:
    """Return how much fits in a hand of the group and, per channel, how much of that a contact fills.

    In the largest whole parts there are: with one channel of three slots that is (3, [1]). What is exclusive fills all;
    of it, and of what the group does not serve, it says 1, which nobody reads.
    """
    units = units_of(scenario)
    filled = {name: units // slots for name, slots in slots_served(group, scenario).items()}
    whole = capacity_of(group, units) if filled else 1
    part = gcd(whole, *filled.values())
    whole = max(1, whole // part)
    return whole, [filled[name] // part if name in filled else 1 for name in scenario.channels]
