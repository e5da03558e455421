"""What people who are known one by one are told, and what is kept in mind of them, for the naive engine."""

from collections import Counter
from dataclasses import dataclass, field

from reference import Order, Person
from shifts_read import Part, Somebody, TimeOff


@dataclass(eq=False)
class Pause(Order):
    """To go when the hand is empty, for what is due then."""


@dataclass(eq=False)
class NothingNew(Order):
    """To take nothing new before the end of a part, and to stay."""


@dataclass(eq=False)
class Elsewhere(Order):
    """To come to another group, where a part of theirs has begun."""


@dataclass(eq=False)
class LastOnly(Order):
    """To leave with nothing new, whoever waits."""


@dataclass(eq=False)
class Off:
    """What takes somebody off the phone, until when, and from when on it is longer than planned."""

    kind: str
    since_s: float
    planned_s: float
    until_s: float
    paid: bool = True
    name: str | None = None
    """Of a break."""


@dataclass(eq=False)
class Worker:
    """Somebody, wherever they sit."""

    who: Somebody
    parts: list[Part] = field(default_factory=list)
    """Those to come."""
    part: Part | None = None
    off: Off | None = None
    elsewhere: Person | None = None
    """Where they are still busy, while a part of theirs has begun in another group."""
    left: list[TimeOff] = field(default_factory=list)
    had: Counter[str] = field(default_factory=Counter)
    rested_s: float = 0.0
    """When they came, or were back from a break."""
    on_duty_since_s: float = 0.0
    on_duty_s: float = 0.0
    """For how long in this part, up to then."""
    times_away: int = 0
    to_be_there_s: float = 0.0
    """For how long they were to be on duty before they were last away."""
