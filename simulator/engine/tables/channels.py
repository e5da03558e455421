"""Channels as the engine sees them: how many lines they have, and how their contacts share an agent."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.nouns import AgentGroup, Scenario


class SlotTerms(NamedTuple):
    """That a channel's contacts share agents."""

    slots: int
    speed: tuple[float, ...]
    """How fast work goes on one of its contacts by the number in hand, whatever they are; the first entry is unused."""
    pack: bool
    keep_empty: int


class ChannelTable(NamedTuple):
    """The channels, and which one each type has."""

    of_type: NDArray[np.int16]
    lines: tuple[int | None, ...]
    slots: tuple[SlotTerms | None, ...]
    """Per channel; None when it is exclusive."""


def channel_table(scenario: Scenario) -> ChannelTable:
    """Return the table of ``scenario``."""
    channels = scenario.channels
    at = {name: position for position, name in enumerate(channels)}
    return ChannelTable(
        of_type=np.array([at[kind.channel] for kind in scenario.contact_types.values()], dtype=np.int16),
        lines=tuple(channel.lines for channel in channels.values()),
        slots=_slots(scenario),
    )


def capacity(group: AgentGroup, scenario: Scenario) -> int:
    """Return the most slots of the channels that the group serves; 0 when all are exclusive."""
    served = {scenario.contact_types[name].channel for name in group.serves}
    return max(scenario.channels[name].in_hand_max or 0 for name in served)


def _slots(scenario: Scenario) -> tuple[SlotTerms | None, ...]:
    channels = scenario.channels.values()
    most = max((channel.slots or 0 for channel in channels), default=0)
    return tuple(
        SlotTerms(
            channel.slots,
            (0.0, *(channel.speed_at(number) for number in range(1, most + 1))),
            channel.agent == "pack",
            channel.keep_empty,
        )
        if channel.slots
        else None
        for channel in channels
    )
