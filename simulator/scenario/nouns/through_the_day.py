"""What goes by the clock: durations by the time of day at which a contact arrives, and how many agents are kept free.

One value is for the whole day, or there are steps. Each goes on until the next, and the last one until the first of the
next day: a talk has some length at any time. So they go by the clock, modulo 24 hours, unlike agents, of whom there are
none before the first step of a day.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator

from simulator.scenario.nouns.basics import WHOLE_DAY, TimeOfDay, Whole, by_time, in_order
from simulator.scenario.nouns.durations import Distribution
from simulator.scenario.text import forms
from simulator.units import DAY_S, shown

ValueT = TypeVar("ValueT")

Talks = Mapping[float, Distribution]
"""By time of day in s, in order; of one that is the same all day, one at 0."""
Patiences = Mapping[float, Distribution | None]
"""The same; None is endless."""
Numbers = Mapping[float, int]
"""The same of numbers of agents."""


def in_force(steps: Mapping[float, ValueT], time_s: float) -> ValueT:
    """Return what goes at a time, in s since 00:00 of any day; before the first step that is the last one.

    >>> [in_force({28800.0: "day", 64800.0: "night"}, hour * 3600.0) for hour in (-4, 7, 8, 17, 18, 25, 33)]
    ['night', 'night', 'day', 'day', 'night', 'night', 'day']
    """
    times_s = list(steps)
    return steps[times_s[bisect_right(times_s, time_s % DAY_S) - 1]]


def turns(steps: Iterable[float], from_s: float, to_s: float) -> list[float]:
    """Return the times strictly between two, in s since 00:00 of a day, at which another step begins.

    >>> [time_s / 3600 for time_s in turns((7200.0, 79200.0), 72000.0, 100800.0)]
    [22.0, 26.0]
    """
    days = range(math.floor(from_s / DAY_S), math.floor(to_s / DAY_S) + 1)
    times_s = (day * DAY_S + step_s for day in days for step_s in steps)
    return [time_s for time_s in times_s if from_s < time_s < to_s]


def _steps(value: Any) -> Any:
    """Read one duration, or one by time of day: a mapping with a time among its keys."""
    # No shape begins with a digit, so a key that does was meant to be a time.
    if not (isinstance(value, Mapping) and any(str(key)[:1].isdigit() for key in value)):
        return {WHOLE_DAY: value}
    return by_clock(value)


def by_clock(value: Any) -> Any:
    """Read one value, or one by time of day that goes by the clock: no time is after midnight."""
    steps = by_time(value)
    for key in value if isinstance(value, Mapping) else ():
        hour = str(key).strip().partition(":")[0]
        if hour.isdigit() and int(hour) >= 24:
            clock = f"{int(hour) % 24:02}{str(key).strip()[len(hour) :]}"
            raise ValueError(f"expected a time of day before 24:00, got '{key}'. Write \"{clock}\".")
    return steps


def _patience(value: Any) -> Any:
    if value is None or (isinstance(value, str) and value != "endless" and not any(sign.isdigit() for sign in value)):
        raise ValueError(f"expected a duration, a distribution or endless, got {shown(value)}.")
    return None if value == "endless" else value


_Patience = Annotated[Distribution | None, BeforeValidator(_patience), forms.Instead("endless")]

DurationThroughDay = Annotated[
    dict[TimeOfDay, Distribution], BeforeValidator(_steps), AfterValidator(in_order), forms.ByTime()
]
PatienceThroughDay = Annotated[
    dict[TimeOfDay, _Patience], BeforeValidator(_steps), AfterValidator(in_order), forms.ByTime()
]
WholeThroughDay = Annotated[dict[TimeOfDay, Whole], BeforeValidator(by_clock), AfterValidator(in_order), forms.ByTime()]


def none_kept() -> dict[float, int]:
    """Return the steps of nobody, all day."""
    return {0.0: 0}
