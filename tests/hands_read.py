"""What agents have in hand, read from services: a table of contacts, each from the answer to the end of wrap-up."""

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from passing_checkers import came_by_an_agent, was_passed
from services_read import table_of_services

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
    order = np.lexsort((held.row, needs, held.from_s, held.agent))
    return Held(*(column[order] for column in held))


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
