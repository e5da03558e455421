"""What agents have in hand, read from services: a table of contacts, each from the answer to the end of wrap-up."""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from passing_checkers import came_by_an_agent, was_passed
from services_read import table_of_services
from silences_read import all_left

from simulator.log import RunLog
from simulator.scenario.nouns import Scenario


class Held(NamedTuple):
    """A contact in an agent's hand, from the answer to the end of wrap-up, or to where the run was stopped.

    Or a table of many, in which each field is a column.
    """

    agent: int
    from_s: float
    talk_to_s: float
    """Where wrap-up begins; a hold and a briefing are over by then."""
    to_s: float
    row: int
    channel: int
    fills: bool
    """Whether it fills the hand: its channel has no slots."""
    hold_from_s: float
    hold_to_s: float
    """While it is held it is in the hand, but nobody works on it."""
    in_parts: bool
    """Whether what an agent does for it is not what was drawn for it: a part of it, or a briefing before."""


def all_held(scenario: Scenario, log: RunLog) -> Held:
    """Return the table of all, by agent and in order of time; of one instant, what needs most room first."""
    served, slots = table_of_services(scenario, log), [one.slots or 0 for one in scenario.channels.values()]
    warm = any(rule.pass_.warm_s is not None for rule in scenario.transfers.values())
    untold = was_passed(log.contacts) | (came_by_an_agent(log.contacts) & warm)
    channel = log.contacts["channel"][served.row]
    needs = np.array(slots, dtype=int)[channel]
    held = Held(
        served.agent,
        served.from_s,
        served.part_to_s,
        served.to_s,
        served.row,
        channel,
        needs == 0,
        served.talk_to_s,
        served.hold_to_s,
        untold[served.row],
    )
    live = [one.slots if one.behaviour == "live" else None for one in scenario.channels.values()]
    held, needs = _with_those_who_left(log, held, needs, live)
    order = np.lexsort((held.row, needs, held.from_s, held.agent))
    return Held(*(column[order] for column in held))


def _with_those_who_left(
    log: RunLog, held: Held, needs: np.ndarray, slots: list[int | None]
) -> tuple[Held, np.ndarray]:
    """Return the table with the chats in slots whose customers had left: nobody works on one that was greeted."""
    types = (int, *(float,) * 3, int, int, bool, float, float, bool)
    channel_of, rows = log.contacts["channel"], []
    for one in all_left(log):
        channel = int(channel_of[one.row])
        if np.isnan(one.taken_s) or slots[channel] is None:
            continue
        to_s = log.facts.stops_s if np.isnan(one.over_s) else one.over_s
        told_s = to_s if np.isnan(one.told_s) else one.told_s
        rows.append((one.agent, one.taken_s, to_s, to_s, one.row, channel, False, told_s, to_s, True))
    if not rows:
        return held, needs
    columns = [np.array(column, dtype=kind) for column, kind in zip(zip(*rows, strict=True), types, strict=True)]
    return Held(*map(np.append, held, columns)), np.append(needs, [slots[channel] for channel in columns[5].tolist()])


def some_held(held: Held, which: np.ndarray) -> Held:
    """Return the table of some."""
    return Held(*(column[which] for column in held))


def hands_of(held: Held) -> list[list[Held]]:
    """Return what each agent has in hand, one by one."""
    rows = map(Held, *(column.tolist() for column in held))
    return [list(mine) for _, mine in groupby(rows, key=itemgetter(0))]


def shared_hands(held: Held) -> np.ndarray:
    """Return which contacts are in hands that ever hold one that does not fill them."""
    return np.isin(held.agent, held.agent[~held.fills])
