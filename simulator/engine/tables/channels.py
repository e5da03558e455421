"""Channels as the engine sees them: how their contacts share an agent."""

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.engine.tables.conversation_terms import (
    FINISH,
    FIRST_REPLIES,
    HAND_OVER,
    OLDEST,
    PARK,
    SHORTEST,
    ConversationTerms,
    EndTerms,
)
from simulator.engine.tables.hands import in_hand_most
from simulator.engine.tables.slot_terms import SlotTerms
from simulator.scenario.nouns import Channel, Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.rules.hand_units import inactive_units, units_of


class ChannelTable(NamedTuple):
    """The channels, and which one each type has."""

    of_type: NDArray[np.int16]
    slots: tuple[SlotTerms | None, ...]
    """Per channel; None when it is exclusive."""
    units: int
    """What a hand is divided into: a contact of a channel with k slots fills one k-th of it, in whole units."""

    def service_of(self, channel: int) -> int:
        """Return how contacts of a channel are served: 0 one at a time, 1 several in slots, 2 by replies."""
        slots = self.slots[channel]
        if slots is None:
            return 0
        return 1 if slots.by_replies is None else 2

    def is_by_replies(self, type_: int) -> bool:
        """Return whether contacts of a type are conversations."""
        return self.service_of(self.of_type[type_]) == 2


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


_ENDS = {"finish": FINISH, "hand_over": HAND_OVER, "park": PARK}
_ORDERS = {"oldest_message": OLDEST, "first_replies": FIRST_REPLIES, "shortest": SHORTEST}


def _by_replies(channel: Channel, units: int) -> ConversationTerms | None:
    """Return how conversations of ``channel`` go; None where there are none."""
    if not isinstance(channel, ConversationChannel):
        return None
    inactive, never_s = channel.inactive, inf if channel.auto_close_s is None else channel.auto_close_s
    order = _ORDERS[channel.order]
    handed_over = channel.handed_over
    at_end = EndTerms(_ENDS[channel.at_the_end], handed_over.place, handed_over.reading_s)
    if inactive is None:
        return ConversationTerms(inf, 0, 0, True, order, never_s, at_end)
    return ConversationTerms(
        inactive.after_s,
        inactive_units(channel, units),
        inactive.at_most or 0,
        inactive.on_waking == "over",
        order,
        never_s,
        at_end,
    )


def _slots(scenario: Scenario, units: int) -> tuple[SlotTerms | None, ...]:
    most = max(in_hand_most(group, scenario) for group in scenario.agent_groups.values())
    return tuple(
        SlotTerms(
            number,
            units // slots,
            (0.0, *(channel.speed_at(in_hand) for in_hand in range(1, max(most, slots) + 1))),
            channel.agent or "least_loaded",
            _by_replies(channel, units),
        )
        if (slots := channel.in_hand_max)
        else None
        for number, channel in enumerate(scenario.channels.values())
    )
