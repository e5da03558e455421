"""Conversations in hand: how many there are whose customers think, active and inactive, and what slots all fill.

How long they are there is a mean (`pauses.py`), spread evenly over the time from their arrival on. Where agents finish
their conversations before they leave, what goes on after the closing is nobody's slot on the next day.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from simulator.scenario.nouns import Channel
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.work.pauses import pauses_by_piece
from simulator.work.timeline import Columns, Timeline


class ThinkingHeld(NamedTuple):
    """How long conversations are in hand while their customers think, in seconds by type and piece.

    Of one type, per time: how many there are.
    """

    active: Columns
    inactive: Columns

    def of(self, row: int) -> "ThinkingHeld":
        """Return those of one type."""
        return ThinkingHeld(self.active[row], self.inactive[row])

    def per(self, lengths_s: Columns) -> "ThinkingHeld":
        """Return how many there are at a time in pieces or intervals of these lengths."""
        return ThinkingHeld(self.active / lengths_s, self.inactive / lengths_s)


def conversation_slots(channel: Channel) -> int:
    """Return how many active conversations an agent may have in hand; 0 where contacts are no conversations."""
    return channel.slots if isinstance(channel, ConversationChannel) else 0


def slots_filled(channel: ConversationChannel, working: Columns, held: ThinkingHeld, able: Columns) -> Columns:
    """Return the slots that conversations of a type fill at least: ``working`` are worked on, ``held`` are not.

    Of the inactive ones there are at most so many for each of the ``able`` agents; further ones stay active.
    """
    if channel.inactive is None:
        return working + held.active
    most = np.inf if channel.inactive.at_most is None else channel.inactive.at_most * able
    inactive = np.minimum(held.inactive, most)
    light = 0.0 if channel.inactive.slots is None else channel.slots / channel.inactive.slots
    return working + held.active + (held.inactive - inactive) + inactive * light


def thinking_held(timeline: Timeline, contacts: Columns) -> ThinkingHeld:
    """Return for how long ``contacts``, which arrive by type and piece, are in hand in each piece without any work.

    Raises ScenarioError when a file of the past cannot be used.
    """
    lasts_s, active_s = pauses_by_piece(timeline)
    found = ThinkingHeld(timeline.nothing(), timeline.nothing())
    for row, one in enumerate(timeline.scenario.contact_types.values()):
        channel = timeline.scenario.channels[one.channel]
        if not isinstance(channel, ConversationChannel) or not lasts_s[row].any():
            continue
        for mine in _openings(timeline) if channel.at_the_end == "finish" else [slice(0, len(timeline))]:
            from_s, to_s, each_s = timeline.from_s[mine], timeline.to_s[mine], lasts_s[row, mine]
            for column, seconds in zip(found, (active_s[row, mine], each_s - active_s[row, mine]), strict=True):
                amounts = contacts[row, mine] * seconds
                column[row, mine] = sum(
                    (_spread(from_s, to_s, np.where(each_s == one_s, amounts, 0.0), one_s) for one_s in _apart(each_s)),
                    start=np.zeros(len(from_s)),
                )
    return found


def _apart(seconds: Columns) -> list[float]:
    return [one for one in np.unique(seconds).tolist() if one > 0.0]


def _openings(timeline: Timeline) -> list[slice]:
    """Return the pieces of each opening; days that touch are one."""
    begins = [0, *(np.flatnonzero(timeline.from_s[1:] > timeline.to_s[:-1]) + 1).tolist(), len(timeline)]
    return [slice(first, last) for first, last in pairwise(begins)]


def _spread(from_s: Columns, to_s: Columns, amounts: Columns, lasts_s: float) -> Columns:
    """Return what of ``amounts``, by piece, falls into each piece: each is spread over ``lasts_s`` from its coming on.

    What comes in a piece comes evenly. So the rate at which an amount passes is what has come until now, less what had
    come so long ago, and its integral is exact.
    """
    until_now = _Come(from_s, to_s, amounts / lasts_s)
    passed: Columns = until_now.integral(to_s) - until_now.integral(from_s)
    passed -= until_now.integral(to_s - lasts_s) - until_now.integral(from_s - lasts_s)
    return np.maximum(passed, 0.0)


class _Come:
    """How much has come until a time: a line through each piece, level between openings."""

    def __init__(self, from_s: Columns, to_s: Columns, amounts: Columns) -> None:
        # At every beginning and end of a piece; those that touch have a stretch of no length between them.
        self._edges_s = np.column_stack([from_s, to_s]).ravel()
        lengths_s = np.diff(self._edges_s)
        more = np.zeros(len(lengths_s))
        more[::2] = amounts
        self._rates = np.divide(more, lengths_s, out=np.zeros(len(more)), where=lengths_s > 0.0)
        self._come = np.concatenate([[0.0], np.cumsum(more)])
        under = (self._come[:-1] + self._come[1:]) / 2 * lengths_s
        self._integral = np.concatenate([[0.0], np.cumsum(under)])

    def integral(self, times_s: Columns) -> Columns:
        """Return the integral until each of ``times_s``."""
        place = np.clip(np.searchsorted(self._edges_s, times_s, side="right") - 1, 0, len(self._rates) - 1)
        since_s = np.maximum(times_s - self._edges_s[place], 0.0)
        found: Columns = self._integral[place] + (self._come[place] + self._rates[place] * since_s / 2) * since_s
        return found
