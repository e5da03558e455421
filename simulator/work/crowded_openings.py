"""Openings at which more contacts that waited outside come in than lines and queue have room for.

Whoever waits for the opening comes in at one instant, and there each looks for a line, an agent and a place in the
queue like everybody. How many stand there is what work says of the door; who talks or waits already takes some of the
room, so how many are blocked is said as the least.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from simulator.errors import Problem
from simulator.scenario.days.on_duty import agents_at, servers, types_on
from simulator.scenario.days.views import told_of_days
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.per_agent import PerAgent
from simulator.scenario.nouns.queue_limits import QueueLimit
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_time_of_day as clock
from simulator.work.by_piece import DayWork, Works
from simulator.work.features.at_the_door import STANDS, AtTheDoor
from simulator.work.features.follow_ups import FollowUps
from simulator.work.load_nouns import TypeLoad
from simulator.work.timeline import Columns


class Crowd(NamedTuple):
    """Contacts that waited for an opening, at it, and what has no room for all of them."""

    path: tuple[str, ...]
    """Of the key that says how much room there is."""
    time_s: float
    """Since 00:00 of the day."""
    contacts: float
    room: float
    has: str
    """What there is for them, in words."""

    @property
    def blocked(self) -> float:
        """Return how many find no room, at least."""
        return self.contacts - self.room


def crowded_openings(works: Works, days: Sequence[DayWork], tree: Mapping) -> list[Problem]:
    """Return the lines and queues that are too short at an opening, of each the worst; places come from ``tree``."""
    found = [(day, list(crowds(works, place, days[place]))) for place, (day, _) in enumerate(works.days)]
    worst: dict[tuple[str, ...], Crowd] = {}
    for one in (one for _, mine in found for one in mine):
        if one.path not in worst or one.blocked > worst[one.path].blocked:
            worst[one.path] = one
    # Other days on which it is as bad are named with it.
    told = {_problem(tree, one) for one in worst.values()}
    return told_of_days(
        [(day, [one for one in (_problem(tree, each) for each in mine) if one in told]) for day, mine in found]
    )


def _problem(tree: Mapping, one: Crowd) -> Problem:
    what = (
        f"at {clock(one.time_s)} about {one.contacts:,.0f} contacts that waited for the opening enter at once, but "
        f"{one.has}: about {one.blocked:,.0f} or more are blocked."
    )
    hint = f"Raise {one.path[-1]} or choose another when_closed."
    return problem(value_mark(tree, *one.path), dotted(*one.path), what, hint)


def crowds(works: Works, place: int, day: DayWork) -> Iterator[Crowd]:
    """Yield where more come in at once than can, on a day that is reported, by its place among them."""
    mine, outside = works.coming.timeline.of_day(place + works.warm_up_days), dict[str, Columns]()
    for name in (AtTheDoor.name, FollowUps.name):
        for note, column in works.coming.notes.get(name, {}).items():
            if note.what == STANDS:
                outside[note.type] = outside.get(note.type, 0.0) + column[mine]
    scenario = works.days[place].scenario
    for channel in scenario.channels:
        types = [one for one in day.types if one.channel == channel and one.name in outside]
        for piece in np.flatnonzero(sum(outside[one.name] for one in types)).tolist():
            time_s, here = day.edges_s[piece], {one.name: float(outside[one.name][piece]) for one in types}
            rooms = [_room_of_type(scenario, one, time_s, here[one.name], piece) for one in types]
            lines = _lines(scenario, ("channels", channel), time_s, sum(here.values()))
            yield from _without_room(lines, rooms)
            together = _queue_of_all(scenario, channel, types, time_s, sum(here.values()), piece)
            if round(together.contacts) > together.room <= lines.room:
                yield together


def _without_room(lines: Crowd, rooms: Sequence[Crowd]) -> Iterator[Crowd]:
    """Yield what is full first: what types have for themselves, or the channel's lines for all whom that lets in."""
    yield from (one for one in rooms if round(one.contacts) > one.room and one.room <= lines.room)
    if round(sum(min(one.contacts, one.room) for one in rooms)) > lines.room:
        yield lines


def _room_of_type(scenario: Scenario, one: TypeLoad, time_s: float, contacts: float, piece: int) -> Crowd:
    """Return what has less room for those of a type, its lines or its queue; the lines are asked first."""
    lines = _lines(scenario, ("contact_types", one.name), time_s, contacts)
    queue = _queue(scenario, one, time_s, contacts, piece)
    return min(lines, queue, key=lambda each: each.room)


def _lines(scenario: Scenario, owner: tuple[str, str], time_s: float, contacts: float) -> Crowd:
    """Return those who look for a line of a channel or a type."""
    section, name = owner
    of_channel = section == "channels"
    lines = scenario.channels[name].lines if of_channel else scenario.contact_types[name].lines
    types = types_on(scenario, name) if of_channel else [name]
    if isinstance(lines, PerAgent):
        lines = lines.limit_of(agents_at(servers(scenario, *types), time_s))
    has = "there is 1 line" if lines == 1 else f"there are {lines} lines"
    return Crowd((section, name, "lines"), time_s, contacts, math.inf if lines is None else lines, has)


def _queue(scenario: Scenario, one: TypeLoad, time_s: float, contacts: float, piece: int) -> Crowd:
    """Return those of a type who look for an agent on duty or a place in the queue."""
    limit, able = scenario.contact_types[one.name].queue_limit, float(one.able[piece])
    room, has = _room(scenario, one.channel, limit, able)
    return Crowd(("contact_types", one.name, "queue_limit"), time_s, contacts, room, has)


def _queue_of_all(
    scenario: Scenario, channel: str, types: Sequence[TypeLoad], time_s: float, contacts: float, piece: int
) -> Crowd:
    """Return those of all types of a channel; an agent who serves several of them counts for each, so room is ample."""
    able = float(sum(one.able[piece] for one in types))
    room, has = _room(scenario, channel, scenario.channels[channel].queue_limit, able)
    return Crowd(("channels", channel, "queue_limit"), time_s, contacts, room, has)


def _room(scenario: Scenario, channel: str, limit: QueueLimit | None, able: float) -> tuple[float, str]:
    """Return how many find an agent on duty or may wait, and that in words."""
    if isinstance(limit, PerAgent):
        limit = limit.limit_of(int(able))
    # Where agents have several in hand, all hands are empty at best.
    taken = able * (scenario.channels[channel].in_hand_max or 1)
    has = f"agents on duty take at most {taken:,.0f} of them, and {limit} can wait"
    return math.inf if limit is None else taken + limit, has
