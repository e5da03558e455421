"""The noun of hours: from when until when, on which day; of the whole center, or of a channel or a contact type.

What an entry leaves out is as it would be without it: a date's `to` alone begins when that day of the week does. Who
needs the hours of a day gets them as stretches of that day's own clock, and needs no rule of his own.
"""

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from simulator.scenario.nouns.basics import Noun, TimeOfDay
from simulator.scenario.nouns.day_names import CertainDay, InOrderOfDays, names_on, weekday_or_date
from simulator.scenario.text import forms
from simulator.units import format_time_of_day, shown

EVERY_DAY = "every_day"

Span = tuple[float, float]
"""From and to, in seconds since 00:00 of the day."""


class Hours(Noun):
    """From when until when, on a day."""

    example: ClassVar[str] = """\
horizon:
  from: "08:00"
  to: "18:00"
  days: 7
  date: "2026-12-21"         # a Monday
  hours: {friday: {to: "14:00"}, saturday: {from: "10:00", to: "14:00"}, sunday: closed, "2026-12-24": {to: "13:00"}}
"""

    from_s: TimeOfDay | None = Field(
        None, alias="from", description="When it opens. Left out: as without this entry.", examples=["08:00"]
    )
    to_s: TimeOfDay | None = Field(
        None,
        alias="to",
        description="When it closes; who comes at this very instant comes too late. Left out: as without this entry.",
        examples=["14:00"],
    )


DayHours = Hours | tuple[Hours, ...] | Literal["closed"]
"""What is written for a day."""


def _hours_or_closed(value: Any) -> Any:
    if not isinstance(value, Mapping | Hours) and value != "closed":
        raise ValueError(f'opening hours or closed are wanted, as {{from: "08:00", to: "14:00"}}, got {shown(value)}.')
    return value


def _some_hours(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return _hours_or_closed(value)
    if not value:
        raise ValueError("a list of hours has at least one of them; a day without any is closed.")
    for one in value:
        if isinstance(one, Mapping) and not {"from", "to"} <= set(one):
            raise ValueError('each of several hours has both, as [{from: "08:00", to: "12:00"}, …].')
    return tuple(value)


def _bare_is_every_day(value: Any) -> Any:
    """Read ``{from, to, sunday: closed}`` as hours of every day, and others on Sunday."""
    if isinstance(value, list | tuple):
        return {EVERY_DAY: value}
    if not isinstance(value, Mapping):
        raise ValueError(f'hours are wanted, as {{from: "08:00", to: "22:00"}}, got {shown(value)}.')
    bare = {key: value[key] for key in ("from", "to") if key in value}
    if bare and EVERY_DAY in value:
        raise ValueError(f"'{next(iter(bare))}' is for every day, and so is '{EVERY_DAY}': give one of the two.")
    rest = {key: one for key, one in value.items() if key not in bare}
    if not bare and not rest:
        raise ValueError('at least one day is wanted, as {every_day: {from: "08:00", to: "22:00"}}.')
    return {EVERY_DAY: bare, **rest} if bare else rest


def _some_day(value: Any) -> Any:
    if value == EVERY_DAY:
        return value
    try:
        return weekday_or_date(value)
    except ValueError:
        known = f'{EVERY_DAY}, a day of the week or a date are wanted, as monday or "2026-12-25"'
        raise ValueError(f"{known}, got {shown(value)}.") from None


HoursByDay = Annotated[
    dict[CertainDay, Annotated[Hours | Literal["closed"], BeforeValidator(_hours_or_closed)]], InOrderOfDays
]
"""What differs from the usual hours on certain days."""

HoursOfDays = Annotated[
    dict[
        Annotated[str, BeforeValidator(_some_day), forms.SOME_DAY_FORM],
        Annotated[DayHours, BeforeValidator(_some_hours)],
    ],
    BeforeValidator(_bare_is_every_day),
    InOrderOfDays,
    forms.OrEveryDay(),
]
"""Hours by day, those of every day by themselves; a day may have several."""


def spans_on(
    by_day: Mapping[str, DayHours],
    weekday: str | None,
    date: datetime.date | None,
    usual: tuple[Span, ...],
    otherwise: Span,
) -> tuple[Span, ...]:
    """Return when it is open on a day, each from before to; empty when it is closed.

    The entry of the day's date counts, else that of its day of the week, else that of every day, else ``usual``. What
    an entry leaves out is as without it; where that is closed, as ``otherwise``.
    """
    spans, known = usual, (usual[0][0], usual[-1][1]) if usual else otherwise
    for name in (EVERY_DAY, *names_on(by_day, weekday, date)):
        entry = by_day.get(name)
        if entry == "closed":
            spans = ()
        elif entry is not None:
            several = entry if isinstance(entry, tuple) else (entry,)
            spans = tuple(_span(one, known) for one in several if isinstance(one, Hours))
            known = (spans[0][0], spans[-1][1])
    return spans


def backwards(span: Span) -> str:
    """Say from when until when hours are that end before they begin; nothing of others."""
    return "" if span[0] < span[1] else " to ".join(format_time_of_day(time_s) for time_s in span)


def _span(one: Hours, known: Span) -> Span:
    return (known[0] if one.from_s is None else one.from_s, known[1] if one.to_s is None else one.to_s)
