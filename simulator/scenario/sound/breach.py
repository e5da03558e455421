"""A place where somebody's plan breaks a limit, in words."""

from typing import NamedTuple

from simulator.scenario.days.worked_shifts import Somebody
from simulator.units import HOUR_S, format_duration

TOLERANCE_S = 1e-6


class Breach(NamedTuple):
    """One person breaks one limit, once."""

    who: Somebody
    when: int
    """The number of the day, or of the Monday of the week."""
    by: float
    """How far it is from the limit, in seconds or days."""
    said: str
    """What the person does, and when, behind their name."""


def person(who: Somebody) -> str:
    """Return how somebody is called.

    >>> person(Somebody("ana")), person(Somebody("front early", 0))
    ('ana', 'front early 1')
    """
    return who.name if who.number < 0 else f"{who.name} {who.number + 1}"


def hours(seconds: float) -> str:
    """Return a working time in hours and minutes, however many hours they are.

    >>> hours(50 * 3600), hours(5400), hours(300), hours(0)
    ('50h', '1h30m', '5m', '0m')
    """
    whole, rest = divmod(round(seconds), HOUR_S)
    return (f"{whole:.0f}h" * bool(whole) + format_duration(rest) * bool(rest)) or "0m"
