"""Durations that differ by the time of day at which a contact arrives: one for the whole day, or steps.

Each step goes on until the next, and the last one until the first of the next day: a talk has some length at any time.
That is unlike agents, of whom there are none before the first step.
"""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator

from simulator.scenario.nouns.basics import WHOLE_DAY, TimeOfDay, by_time, in_order
from simulator.scenario.nouns.durations import Distribution
from simulator.scenario.text import forms
from simulator.units import shown

ValueT = TypeVar("ValueT")

Talks = Mapping[float, Distribution]
"""By time of day in s, in order; of one that is the same all day, one at 0."""
Patiences = Mapping[float, Distribution | None]
"""The same; None is endless."""


def in_force(steps: Mapping[float, ValueT], time_s: float) -> ValueT:
    """Return what goes at a time of day, in s since 00:00; before the first step that is the last one.

    >>> [in_force({28800.0: "day", 64800.0: "night"}, hour * 3600.0) for hour in (7, 8, 17, 18, 25)]
    ['night', 'day', 'day', 'night', 'night']
    """
    found = None
    for from_s in steps:
        if from_s > time_s:
            break
        found = from_s
    return steps[next(reversed(list(steps))) if found is None else found]


def _steps(value: Any) -> Any:
    """Read one duration, or one by time of day: a mapping with a time among its keys."""
    # No shape begins with a digit, so a key that does was meant to be a time.
    by_clock = isinstance(value, Mapping) and any(str(key)[:1].isdigit() for key in value)
    return by_time(value if by_clock else {WHOLE_DAY: value})


def _patience(value: Any) -> Any:
    if value is None or (isinstance(value, str) and value != "endless" and not any(sign.isdigit() for sign in value)):
        raise ValueError(f"a duration, a distribution or endless is wanted, got {shown(value)}.")
    return None if value == "endless" else value


_Patience = Annotated[Distribution | None, BeforeValidator(_patience), forms.Instead("endless")]

DurationThroughDay = Annotated[
    dict[TimeOfDay, Distribution], BeforeValidator(_steps), AfterValidator(in_order), forms.ByTime()
]
PatienceThroughDay = Annotated[
    dict[TimeOfDay, _Patience], BeforeValidator(_steps), AfterValidator(in_order), forms.ByTime()
]
