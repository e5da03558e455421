"""Work without people and people without work: the same rule for whoever warns of it and whoever describes it."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from simulator.units import HOUR_S
from simulator.work.by_piece import DayWork, Works
from simulator.work.features.at_the_door import DoorsByPiece
from simulator.work.timeline import Spans, spans


class WithoutPeople(NamedTuple):
    """When contacts of a type come while nobody who may serve them is on duty."""

    type: str
    spans: Spans
    """(from, to) in seconds since the day's 00:00, in order."""
    contacts: float
    """That are to be worked on then."""


class WithoutWork(NamedTuple):
    """When a group is on duty and nobody comes for any of its types."""

    group: str
    spans: Spans
    agent_hours: float


def without_people(day: DayWork) -> Iterator[WithoutPeople]:
    """Yield the types that come at some time of the day at which nobody is there for them."""
    for one in day.types:
        alone = [contacts > 0.0 and not able > 0.0 for contacts, able in zip(one.offered, one.able, strict=True)]
        if any(alone):
            contacts = sum(number for number, here in zip(one.offered, alone, strict=True) if here)
            yield WithoutPeople(one.name, spans(day.edges_s, alone), contacts)


def without_work(day: DayWork, helping: Container[str] = ()) -> Iterator[WithoutWork]:
    """Yield the groups that are on duty at some time of the day at which none of their types comes.

    Not those to whom somebody may come of whom only a run can tell, nor those that are ``helping``.
    """
    for name, staff in day.staff.items():
        if name in helping:
            continue
        mine = [one for one in day.types if name in one.groups]
        if any(one.is_unknown for one in mine):
            continue
        idle = [there > 0.0 and not any(one.offered[place] > 0.0 for one in mine) for place, there in enumerate(staff)]
        if any(idle):
            parts = zip(staff, day.lengths_s, idle, strict=True)
            hours = sum(there * length_s / HOUR_S for there, length_s, here in parts if here)
            yield WithoutWork(name, spans(day.edges_s, idle), hours)


def nobody_ever_comes(day: DayWork, group: str) -> bool:
    """Return whether none of a group's types comes at any time of the day, nor may as far as only a run can tell."""
    return not any(any(one.offered) or one.is_unknown for one in day.types if group in one.groups)


def only_while_closed(works: Works, days: Sequence[DayWork], doors: DoorsByPiece) -> Iterator[str]:
    """Yield the groups that are on duty at some time, but only while nothing that they serve is open.

    ``days`` are all that are reported, by pieces.
    """
    timeline = works.coming.timeline
    closed = doors.closed[:, works.first_piece :]
    for name, group in timeline.scenario.agent_groups.items():
        on_duty = np.concatenate([day.staff[name] for day in days]) > 0.0
        shut = closed[[timeline.types.index(served) for served in group.serves]].all(axis=0)
        if on_duty.any() and not (on_duty & ~shut).any():
            yield name
