"""How a file names the days for which something differs: by the day of the week, or by the date.

What is written for a date goes before what is written for its day of the week, and that before what is usual. There is
one function that says so, and nobody else looks a day up.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator

from simulator.scenario.text import forms
from simulator.scenario.text.suggest import nearest
from simulator.units import DATE, WEEKDAYS, parse_date, shown

_Of = TypeVar("_Of")

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_OTHER_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}(\1\d{0,4})?")
"""A date as people write it elsewhere: 24.12.2026, 12/24."""
_WORKING_DAYS = re.compile(r"mon(day)?\s*(-|–|to)\s*fri(day)?|(week|work|working[ _]?)day(s|)")
_SHORTEST = 3
"""Signs of a day's name that tell which it is."""


def weekday_or_date(value: Any) -> str:
    """Return a `CertainDay` as it is kept. Raises ValueError in the analyst's words."""
    if is_like_a_date(value):
        return str(parse_date(value))
    if value not in WEEKDAYS:
        raise ValueError(not_a_day(value, "a day of the week or a date"))
    return str(value)


def is_like_a_date(value: Any) -> bool:
    """Return whether ``value`` is written as a date is, whether or not there is such a day."""
    return isinstance(value, str) and DATE.fullmatch(value.strip()) is not None


def not_a_day(value: Any, expected: str, others: Iterable[str] = ()) -> str:
    """Return what is said of a ``value`` that names no day, where one of the ``others`` could stand too.

    >>> not_a_day("sundy", "a day of the week or a date")
    "expected a day of the week or a date, got 'sundy'. Did you mean 'sunday'?"
    """
    hint = _meant(str(value).strip().lower(), others)
    return f"expected {expected}, got {shown(value)}. {hint}"


def _meant(word: str, others: Iterable[str]) -> str:
    if word == "weekend":
        return "Write saturday and sunday, each by itself."
    if _WORKING_DAYS.fullmatch(word):
        return "Write monday to friday, each by itself."
    if _OTHER_DATE.fullmatch(word):
        return 'Write a date as "2026-12-25", year, month, day.'
    began = [day for day in WEEKDAYS if len(word) >= _SHORTEST and day.startswith(word)]
    meant = began[0] if began else nearest(word, (*WEEKDAYS, *others))
    if meant:
        return f"Did you mean '{meant}'?"
    return 'Write it as monday or "2026-12-25".'


def one_or_list_of_days(value: Any) -> Any:
    """Return days of which one may stand alone."""
    if isinstance(value, list | tuple):
        if not value:
            raise ValueError("expected at least one day, got an empty list. Leave the key out for every day.")
        return tuple(value)
    return (value,)


CertainDay = Annotated[str, BeforeValidator(weekday_or_date), forms.CERTAIN_DAY_FORM]
"""A day of the week, or a date as ``2026-12-25``."""

OnDays = Annotated[tuple[CertainDay, ...], BeforeValidator(one_or_list_of_days), forms.OrOne()]
"""Days of the week and dates, one or a list."""


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
