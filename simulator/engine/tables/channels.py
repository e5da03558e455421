"""Channels as the engine sees them: how their contacts share an agent."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.tables.hands import in_hand_most
from simulator.engine.tables.slot_terms import SlotTerms
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.hand_units import units_of


class ChannelTable(NamedTuple):
    """The channels, and which one each type has."""

    of_type: NDArray[np.int16]
    slots: tuple[SlotTerms | None, ...]
    """Per channel; None when it is exclusive."""
    units: int
    """What a hand is divided into: a contact of a channel with k slots fills one k-th of it, in whole units."""


def channel_table(scenario: Scenario) -> ChannelTable:
    """Return the table of ``scenario``."""
    channels = scenario.channels
    units = units_of(scenario)
    at = {name: position for position, name in enumerate(channels)}
    return ChannelTable(
        of_type=np.array([at[kind.channel] for kind in scenario.contact_types.values()], dtype=np.int16),
        slots=_slots(scenario, units),
        units=units,
    )


def _slots(scenario: Scenario, units: int) -> tuple[SlotTerms | None, ...]:
    most = max(in_hand_most(group, scenario) for group in scenario.agent_groups.values())
    return tuple(
        SlotTerms(
            number,
            units // slots,
            (0.0, *(channel.speed_at(in_hand) for in_hand in range(1, max(most, slots) + 1))),
            channel.agent or "least_loaded",
        )
        if (slots := channel.in_hand_max)
        else None
        for number, channel in enumerate(scenario.channels.values())
    )
