"""Worked shifts: who works when and where, and what takes them off the phone; the rows of a roster."""

from typing import NamedTuple

from simulator.scenario.days.breaks_placed import TimeOff
from simulator.scenario.nouns.hours import Span


class Somebody(NamedTuple):
    """Who works: a person with a name, or one of a crew."""

    name: str
    """Of the person; else of the crew: its own, or those of the group and the shift."""
    number: int = -1
    """In the crew, from 0; below 0 for a person with a name."""


class WorkedShift(NamedTuple):
    """A shift that one person works on one day."""

    who: Somebody
    group: str
    shift: str
    day: int
    """The number of the day on which it begins."""
    parts: tuple[Span, ...]
    """When it is worked and simulated."""
    planned: tuple[Span, ...]
    """The same, with what lies outside the center's opening."""
    offs: tuple[TimeOff, ...]
    at_least_s: float
    """How long to go between breaks, and from the beginning of a part, at least."""
    at_most_s: float
    """The same at most; infinite where nothing is said."""
    no_new_s: float
    first_part: int = 0
    """The number of its first part among those that the person has that day, whether they are simulated or not."""
    times: float = 1.0
    """How many times as long talk and wrap-up take while somebody is new."""
    trained: tuple[str, ...] = ()
    """The trainings that are over for them."""
    on_call: float | None = None
    """What an hour on call is paid, as a share; None: they come when it begins, called or not."""


class Roster(NamedTuple):
    """Who works when."""

    seats: dict[str, tuple[Somebody, ...]]
    """By group: who ever works in it, in the order of its shifts."""
    shifts: tuple[WorkedShift, ...]
    """In the order of groups, shifts, days and people."""

    @property
    def planned(self) -> tuple[WorkedShift, ...]:
        """Return those in which people come without being called."""
        return tuple(one for one in self.shifts if one.on_call is None)
