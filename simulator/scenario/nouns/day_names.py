"""How a file names the days for which something differs: by the day of the week, or by the date.

What is written for a date goes before what is written for its day of the week, and that before what is usual. There is
one function that says so, and nobody else looks a day up.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator

from simulator.scenario.text import forms
from simulator.units import DATE, WEEKDAYS, parse_date, shown

_Of = TypeVar("_Of")

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def weekday_or_date(value: Any) -> str:
    """Return a `CertainDay` as it is kept. Raises ValueError in the analyst's words."""
    if isinstance(value, str) and DATE.fullmatch(value.strip()):
        return str(parse_date(value))
    if value not in WEEKDAYS:
        raise ValueError(f'a day of the week or a date is wanted, as monday or "2026-12-25", got {shown(value)}.')
    return str(value)


CertainDay = Annotated[str, BeforeValidator(weekday_or_date), forms.CERTAIN_DAY_FORM]
"""A day of the week, or a date as ``2026-12-25``."""


def in_order_of_days(by_day: Mapping[str, _Of]) -> dict[str, _Of]:
    """Return what is written by day in one order: other names first, then the week, then dates."""
    order = {day: place for place, day in enumerate(WEEKDAYS)}
    return {day: by_day[day] for day in sorted(by_day, key=lambda day: (is_a_date(day), order.get(day, -1), day))}


InOrderOfDays = AfterValidator(in_order_of_days)


def is_a_date(day: str) -> bool:
    """Return whether a `CertainDay` is a date."""
    return DATE.fullmatch(day) is not None


def names_on(by_day: Iterable[str], weekday: str | None, date: datetime.date | None) -> list[str]:
    """Return which of the names of days mean a day, the one that counts most last: its weekday, its date."""
    known = set(by_day)
    return [name for name in (weekday, str(date) if date else None) if name is not None and name in known]


def name_on(by_day: Iterable[str], weekday: str | None, date: datetime.date | None) -> str | None:
    """Return the name that counts on a day, None where no name means it."""
    return next(reversed(names_on(by_day, weekday, date)), None)
