"""What a feature contributes to the work of a scenario: contacts on their way, and what a contribution makes of them.

All contacts stand by type and piece of time, shape (types, pieces). They come in *rounds*. In each round every
contribution is asked once, in the order of ``WORK``: it takes what is on its way and returns what goes on. It may bring
contacts (arrivals), end them (refused outside hours), move them to another time (wait for the opening) or type
(redirect), add or take seconds of work (a story told again), and it may say what **comes again**: contacts of any type
in any piece, which are what a later round begins with. What is on its way behind the last contribution is worked on.
All contacts of a round are of one *stage* (`stage.py`): of one segment, one attempt, moved equally often. Those of it
who came at night, while nobody is there, and were turned away then begin the round with the others (`nights.py`): they
are no work, and may come again.

So features whose contacts come again need no order and no loop of their own. A share p of what is worked on of type a
that comes again as b a delay later is one line,

    again[stage][b, piece + delay] += p × on_its_way[a, piece]

and the rounds add up to the solution of the traffic equations *x = a + R x*: the first round is *a*, the next *R a*,
then *R² a* …, summed until nothing worth counting comes again (`all_work.py`). That is right as long as contributions
are **linear**: twice as many on their way must give twice as many of everything. What depends on how full the center is
(who is blocked, who gives up) is not known before a simulation; a contribution states a share for it, or nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

import numpy as np

from simulator.scenario.nouns import Scenario
from simulator.work.stage import Stage
from simulator.work.timeline import Columns, Mask, Timeline


@dataclass(frozen=True)
class Traffic:
    """Contacts and the seconds of work that they are, shape (types, pieces); the two may part, as with replies."""

    contacts: Columns
    handle_s: Columns
    """Talk and wrap-up together, before any group's factor."""
    wrap_up_s: Columns
    """Wrap-up alone: groups may take longer for one of the two."""
    alike_s: Columns
    """What of the talk takes every group alike: a story told again, an agent who stays for a while."""

    @property
    def columns(self) -> tuple[Columns, Columns, Columns, Columns]:
        """Return all four."""
        return self.contacts, self.handle_s, self.wrap_up_s, self.alike_s

    @classmethod
    def nothing(cls, timeline: Timeline) -> "Traffic":
        """Return traffic in which nobody comes."""
        return cls(*(timeline.nothing() for _ in range(4)))

    def __add__(self, other: "Traffic") -> "Traffic":
        return Traffic(*(mine + more for mine, more in zip(self.columns, other.columns, strict=True)))

    def only(self, where: Mask) -> "Traffic":
        """Return what is at the places of a mask, shape (types, pieces)."""
        return Traffic(*(np.where(where, columns, 0.0) for columns in self.columns))

    def taking(self, more_s: Columns) -> "Traffic":
        """Return the same contacts with so much more talk, for every group alike."""
        return replace(self, handle_s=self.handle_s + more_s, alike_s=self.alike_s + more_s)


class Note(NamedTuple):
    """What happened to contacts of a type, to be told."""

    what: str
    """A word of the contribution's own."""
    type: str
    to: str = ""
    """The type they became, if any."""
    rule: str = ""
    """The rule by which, if any."""


TurnedAway = tuple[str, str]
"""How contacts of a type ended before anybody could answer them: the word for it, and the type."""


@dataclass(frozen=True)
class Beginning:
    """What a round begins with."""

    traffic: Traffic
    """Contacts that come while the center is open."""
    at_night: Mapping[TurnedAway, Columns] = field(default_factory=dict)
    """Contacts of the same stage that came at night and were turned away then; shape (watches,)."""

    def __add__(self, other: "Beginning") -> "Beginning":
        at_night = dict(self.at_night)
        for key, column in other.at_night.items():
            at_night[key] = at_night[key] + column if key in at_night else column
        return Beginning(self.traffic + other.traffic, at_night)

    @property
    def contacts(self) -> float:
        """Return how many they are."""
        return float(self.traffic.contacts.sum()) + sum(float(column.sum()) for column in self.at_night.values())


Notes = Mapping[Note, Columns]
"""How many contacts, in the pieces in which it happened; shape (pieces,)."""


@dataclass(frozen=True)
class Round:
    """One round: what is on its way, what will come again, and what was noted."""

    stage: Stage
    """What all its contacts have in common."""
    is_first: bool
    """Whether it is the first of its stage; whoever brings contacts by themselves brings them then."""
    on_its_way: Traffic
    piled_up: Traffic
    """Part of what is on its way: it came earlier and stands there when the piece begins, so it is no rate of it."""
    came: Columns
    """Contacts that came by themselves in this round, whatever becomes of them; shape (types, pieces)."""
    again: Mapping[Stage, Beginning] = field(default_factory=dict)
    """What later rounds begin with."""
    turned_away: Mapping[str, Columns] = field(default_factory=dict)
    """Contacts that ended before anybody could answer them, by the word for it; shape (types, pieces)."""
    at_night: Mapping[TurnedAway, Columns] = field(default_factory=dict)
    """Those to whom it happened at night, before the round began; shape (watches,)."""
    closed_by: Mapping[str, Columns] = field(default_factory=dict)
    """Contacts that agents of a group answer and pass on to nobody; shape (types, pieces)."""
    notes: Notes = field(default_factory=dict)

    @classmethod
    def beginning(
        cls, timeline: Timeline, coming: Beginning, stage: Stage | None = None, is_first: bool = False
    ) -> "Round":
        """Return a round in which nothing was done yet; ``stage`` None: everybody's first."""
        nothing = Traffic.nothing(timeline)
        stage = stage or Stage()
        return cls(stage, is_first, coming.traffic, nothing, nothing.contacts, at_night=coming.at_night)

    def coming_again(
        self, stage: Stage, more: Traffic, at_night: Mapping[TurnedAway, Columns] | None = None
    ) -> "Round":
        """Return the round with more contacts that come again, in a stage; ``at_night`` some are turned away."""
        coming = Beginning(more, at_night or {})
        there = self.again[stage] + coming if stage in self.again else coming
        return replace(self, again={**self.again, stage: there})

    def turning_away(self, what: str, gone: Columns) -> "Round":
        """Return the round with more contacts that ended before anybody could answer them."""
        there = self.turned_away[what] + gone if what in self.turned_away else gone
        return replace(self, turned_away={**self.turned_away, what: there})

    def noting(self, found: Notes) -> "Round":
        """Return the round with more notes; those of one name add up."""
        return replace(self, notes=added(self.notes, found))


class Said(NamedTuple):
    """A sentence about the work of a type."""

    type: str
    what: str


class Contribution(Protocol):
    """A feature as far as work is concerned: one file in `features/`, one place in ``WORK``."""

    @property
    def name(self) -> str:
        """Return whose notes its notes are."""
        ...

    def cuts_s(self, scenario: Scenario) -> Iterator[float]:
        """Yield the times, in seconds since 00:00 of day 0, at which what it does changes: pieces end there."""
        ...

    def __call__(self, timeline: Timeline, one: Round, truth: bool) -> Round:
        """Return what becomes of a round; linear in what is on its way. ``truth`` False: as planning expects.

        Raises ScenarioError when a file of the past cannot be used.
        """
        ...

    def say(self, timeline: Timeline, day: int, notes: Notes) -> Iterator[Said]:
        """Yield sentences on what it did on the day number ``day`` of those on the timeline, of its own notes."""
        ...


def added(some: Notes, more: Notes) -> Notes:
    """Return notes with others; those of one name add up."""
    return {**some, **{name: some[name] + column if name in some else column for name, column in more.items()}}
