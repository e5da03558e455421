"""The noun of hours: from when until when, on which day; of the whole center, or of a channel or a contact type.

What an entry leaves out is as it would be without it: a date's `to` alone begins when that day of the week does. Who
needs the hours of a day gets them as stretches of that day's own clock, and needs no rule of his own.
"""

import datetime
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from simulator.scenario.nouns.basics import Noun, TimeOfDay
from simulator.scenario.nouns.day_names import (
    CertainDay,
    InOrderOfDays,
    is_like_a_date,
    names_on,
    not_a_day,
    weekday_or_date,
)
from simulator.scenario.text import forms
from simulator.scenario.text.suggest import nearest
from simulator.units import DAY_S, WEEKDAYS, format_time_of_day, shown

EVERY_DAY = "every_day"
_ENDS = dict.fromkeys(("open", "opens", "start", "starts", "begin", "begins"), "from") | dict.fromkeys(
    ("until", "till", "close", "closes", "end", "ends"), "to"
)
"""What others call the ends of hours."""
_RANGE = re.compile(r"(\d{1,2}:\d{2})\s*(?:-|–|to)\s*(\d{1,2}:\d{2})")

Span = tuple[float, float]
"""From and to, in seconds since 00:00 of the day."""


class Hours(Noun):
    """The opening hours of a day."""

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
        description="When it closes; a contact that arrives exactly then is too late. Left out: as without this entry.",
        examples=["14:00"],
    )


DayHours = Hours | tuple[Hours, ...] | Literal["closed"]
"""What is written for a day."""


def _hours_or_closed(value: Any) -> Any:
    if isinstance(value, Mapping | Hours) or value == "closed":
        return value
    raise ValueError(f"expected hours or closed, got {shown(value)}. {_hint_of_a_day(value)}")


def _once_a_day(value: Any) -> Any:
    if isinstance(value, list | tuple):
        what = "expected hours or closed, got a list: the center opens once a day."
        raise ValueError(f"{what} A break belongs in the hours of a channel or contact type.")
    return _hours_or_closed(value)


def _hint_of_a_day(value: Any) -> str:
    """Return how hours of a day are written that somebody wrote as ``value``."""
    if written := _as_a_range(value):
        return f"Write it as {written}."
    if value is None:
        return "For a day without hours write closed."
    meant = isinstance(value, str) and (value.lower() in ("shut", "off", "no", "none") or nearest(value, ("closed",)))
    return "Did you mean 'closed'?" if meant else 'Write it as {from: "08:00", to: "14:00"}.'


def _as_a_range(value: Any) -> str:
    """Return a text such as *8:00-22:00* as hours; empty for anything else."""
    found = _RANGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return f'{{from: "{found[1]:0>5}", to: "{found[2]:0>5}"}}' if found else ""


def _some_hours(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return _hours_or_closed(value)
    if not value:
        raise ValueError("expected at least one stretch of hours, got an empty list. A day without any is closed.")
    for one in value:
        if isinstance(one, Hours):
            continue
        if not isinstance(one, Mapping):
            raise ValueError(f"expected hours in the list, got {shown(one)}. {_hint_of_a_stretch(one)}")
        if lacking := [key for key in ("from", "to") if key not in one]:
            what = f"expected from and to in each of several stretches of hours, got one without {lacking[0]}."
            raise ValueError(f'{what} Write them as [{{from: "08:00", to: "12:00"}}, …].')
    return tuple(value)


def _in_order(hours: DayHours) -> DayHours:
    """Refuse stretches of a day in another order than that of time: which is the first of them then is a guess."""
    for before, after in pairwise(hours if isinstance(hours, tuple) else ()):
        assert before.from_s is not None, "each of several stretches has both ends"
        assert after.from_s is not None, "each of several stretches has both ends"
        if after.from_s < before.from_s:
            begins = [format_time_of_day(one.from_s) for one in (before, after) if one.from_s is not None]
            raise ValueError(f"expected stretches of hours in the order of the day, got {begins[1]} after {begins[0]}.")
    return hours


def _hint_of_a_stretch(value: Any) -> str:
    if value == "closed":
        return "For one day write sunday: closed."
    return f'Write it as [{_as_a_range(value) or """{from: "08:00", to: "12:00"}"""}, …].'


def _bare_is_every_day(value: Any) -> Any:
    """Read ``{from, to, sunday: closed}`` as hours of every day, and others on Sunday."""
    if isinstance(value, list | tuple):
        return {EVERY_DAY: value}
    if not isinstance(value, Mapping):
        raise ValueError(f"expected hours, got {shown(value)}. {_hint_of_hours(value)}")
    bare = {key: value[key] for key in ("from", "to") if key in value}
    if bare and EVERY_DAY in value:
        what = f"expected '{next(iter(bare))}' or '{EVERY_DAY}', got both, which both apply to every day."
        raise ValueError(f"{what} Write the hours of every day in one of the two.")
    rest = {key: one for key, one in value.items() if key not in bare}
    if not bare and not rest:
        raise ValueError('expected hours for at least one day, got none. Write them as {from: "08:00", to: "22:00"}.')
    return {EVERY_DAY: bare, **rest} if bare else rest


def _hint_of_hours(value: Any) -> str:
    if value == "closed":
        return "For one day write sunday: closed."
    if isinstance(value, str) and value.strip().lower() in ("24/7", "24h", "always", "open"):
        return "Without hours it is open whenever the center is."
    return f'Write them as {_as_a_range(value) or """{from: "08:00", to: "22:00"}"""}.'


def _by_certain_day(value: Any) -> Any:
    """Refuse what is not by day: when the center opens on every day is written beside its hours and not in them."""
    if not isinstance(value, Mapping):
        what = f"expected hours by day, got {shown(value)}."
        hint = "For one day write {sunday: closed}." if value == "closed" else 'Write them as {friday: {to: "14:00"}}.'
        raise ValueError(f"{what} {hint}")
    if usual := [key for key in (EVERY_DAY, "from", "to") if key in value]:
        what = f"expected a day of the week or a date, got '{usual[0]}'."
        raise ValueError(f"{what} The usual hours of the center are horizon.from and horizon.to.")
    return value


def _some_day(value: Any) -> Any:
    if value == EVERY_DAY:
        return value
    if is_like_a_date(value) or value in WEEKDAYS:
        return weekday_or_date(value)
    expected = f"{EVERY_DAY}, a day of the week or a date"
    if meant := _ENDS.get(str(value).lower()):
        raise ValueError(f"expected {expected}, got {shown(value)}. Did you mean '{meant}'?")
    if value == "closed":
        raise ValueError(f"expected {expected}, got 'closed'. For one day write sunday: closed.")
    raise ValueError(not_a_day(value, expected, (EVERY_DAY, "from", "to")))


HoursByDay = Annotated[
    dict[CertainDay, Annotated[Hours | Literal["closed"], BeforeValidator(_once_a_day)]],
    BeforeValidator(_by_certain_day),
    InOrderOfDays,
]
"""What differs from the usual hours on certain days."""

HoursOfDays = Annotated[
    dict[
        Annotated[str, BeforeValidator(_some_day), forms.SOME_DAY_FORM],
        Annotated[DayHours, BeforeValidator(_some_hours), AfterValidator(_in_order)],
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
    """Say from when until when hours are that end before they begin, and what to do; nothing of others.

    >>> backwards((8 * 3600.0, 2 * 3600.0))
    'got 08:00 to 02:00. After midnight hours go on: "26:00" is 02:00 of the next day.'
    """
    if span[0] < span[1]:
        return ""
    from_, to, later = (format_time_of_day(time_s) for time_s in (*span, span[1] + DAY_S))
    return f'got {from_} to {to}. After midnight hours go on: "{later}" is {to} of the next day.'


def _span(one: Hours, known: Span) -> Span:
    return (known[0] if one.from_s is None else one.from_s, known[1] if one.to_s is None else one.to_s)
