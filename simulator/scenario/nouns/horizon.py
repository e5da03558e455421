"""The noun of the horizon: the day that is simulated, or several days in a row, and how finely they are reported.

Days are counted from 0; a day's times may go on after midnight ("26:00"), so a day is not where the calendar cuts but
what opens and closes on it. Whatever is written by time of day is meant on every day.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, model_validator

from simulator.scenario.nouns.basics import Count, Date, Duration, Noun, TimeOfDay
from simulator.scenario.text import forms
from simulator.units import DAY_S, WEEKDAYS, date_code, format_time_of_day, on_grid, shown, weekday_code

DAYS_MAX = 180
"""The engine's whole numbers of time hold half a year."""
_WEEK = len(WEEKDAYS)

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True)
class Day:
    """A day on which the center opens. Times are seconds since 00:00 of day 0."""

    number: int
    """From 0; days on which the center stays closed count too."""
    name: str
    """As reports and checks call it; empty where there is only one day."""
    weekday: str | None
    opens_s: float
    closes_s: float

    @property
    def start_s(self) -> float:
        """Return 00:00 of the day."""
        return self.number * DAY_S


class Interval(NamedTuple):
    """A reporting interval; ``day`` is the place among the days on which the center opens."""

    from_s: float
    to_s: float
    day: int


def _weekday(value: Any) -> Any:
    if value not in WEEKDAYS:
        raise ValueError(f"a day of the week is wanted, as monday, got {shown(value)}.")
    return value


def _hours_or_closed(value: Any) -> Any:
    if not isinstance(value, Mapping | Hours) and value != "closed":
        raise ValueError(f'opening hours or closed are wanted, as {{from: "08:00", to: "14:00"}}, got {shown(value)}.')
    return value


class Hours(Noun):
    """Opening hours of a day of the week that differ from the other days'."""

    example: ClassVar[str] = """\
horizon:
  from: "08:00"
  to: "18:00"
  days: 7
  weekday: monday
  hours: {friday: {to: "14:00"}, saturday: {from: "10:00", to: "14:00"}, sunday: closed}
"""

    from_s: TimeOfDay | None = Field(
        None, alias="from", description="When the center opens. Left out: as on other days.", examples=["08:00"]
    )
    to_s: TimeOfDay | None = Field(
        None, alias="to", description="When it closes. Left out: as on other days.", examples=["14:00"]
    )


DayOfWeek = Annotated[Weekday, BeforeValidator(_weekday), forms.WEEKDAY_FORM]
HoursByWeekday = dict[DayOfWeek, Annotated[Hours | Literal["closed"], BeforeValidator(_hours_or_closed)]]


def _in_order_of_the_week(hours: Any) -> Any:
    return {day: hours[day] for day in WEEKDAYS if day in hours}


class Horizon(Noun):
    """The day that is simulated, or several in a row, and how finely they are reported."""

    example: ClassVar[str] = """\
horizon:
  from: "08:00"
  to: "18:00"              # who comes at 18:00 sharp comes too late
  interval: 30m
  at_close: serve_out      # who waits at 18:00 is still answered
  date: "2026-11-30"       # a Monday
  # days: 5                  until Friday; everything by time of day is meant on each of them
"""

    from_s: TimeOfDay = Field(alias="from", description="When the center opens.", examples=["08:00"])
    to_s: TimeOfDay = Field(
        alias="to",
        description="When it closes, later than `from`. Who comes at this very instant comes too late.",
        examples=["18:00", "26:00"],
    )
    days: Count = Field(
        1,
        description="So many days in a row, each from `from` to `to`, are one replication. What is written by time "
        "of day is meant on every one of them. Days of which one closes when the next opens are one opening.",
        examples=[5],
    )
    hours: Annotated[HoursByWeekday, AfterValidator(_in_order_of_the_week)] = Field(
        default_factory=dict,
        description="Opening hours that differ on a day of the week, or `closed`. Left out: the same every day.",
        examples=[{"friday": {"to": "14:00"}, "sunday": "closed"}],
    )
    interval_s: Duration = Field(
        1800.0,
        alias="interval",
        description="The length of a reporting interval; the last one of a day may be shorter.",
        examples=["1h"],
    )
    at_close: Literal["serve_out", "clear"] = Field(
        "serve_out",
        description="What becomes of those who still wait at closing: `serve_out`, agents stay until the queue is "
        "empty; `clear`, they are sent away. Contacts in hand are finished in both. Nobody stays for "
        "contacts that wait for the `after` of the group.",
        examples=["clear"],
    )
    date: Date | None = Field(
        None,
        description="The date of the day, or of the first of several; reports show it, and it says which day of the "
        "week it is. Left out: no particular day.",
        examples=["2026-11-30"],
    )
    weekday: Weekday | None = Field(
        None,
        description="The day of the week, or that of the first of several days; reports show it, and arrivals, agents "
        "and opening hours may depend on it. Left out: the date's.",
        examples=["monday"],
    )
    _number: int = PrivateAttr(0)
    _usual_to_s: float = PrivateAttr(0.0)

    @model_validator(mode="after")
    def _check(self) -> "Horizon":
        if self.to_s <= self.from_s:
            raise ValueError("'to' must be later than 'from'. After midnight hours go on: \"26:00\" is 2:00.")
        if self.interval_s <= 0:
            raise ValueError("'interval' must be longer than nothing.")
        if self.interval_s % 1:
            raise ValueError("'interval' must be whole seconds.")
        if self.days > DAYS_MAX:
            raise ValueError(f"at most {DAYS_MAX} 'days' are possible in a row, got {self.days:,}.")
        if self.date and self.weekday and WEEKDAYS[self.date.weekday()] != self.weekday:
            raise ValueError(f"'weekday' says {self.weekday}, but {self.date} is a {WEEKDAYS[self.date.weekday()]}.")
        if self.hours and self.first_weekday is None:
            raise ValueError("'hours' depend on the day of the week, and the horizon does not say which it is.")
        self._check_hours()
        self._check_nights()
        return self

    def _check_hours(self) -> None:
        for day, one in self.hours.items():
            if isinstance(one, Hours):
                from_s, to_s = self._usual(one)
                if to_s <= from_s:
                    clocks = f"{format_time_of_day(from_s)} to {format_time_of_day(to_s)}"
                    raise ValueError(f"the 'hours' of {day} end before they begin, {clocks}.")
        if not self.open_days:
            raise ValueError("the center is never open: its 'hours' say closed on every day there is.")

    def _check_nights(self) -> None:
        for one, following in pairwise(self.open_days):
            if one.closes_s > following.opens_s:
                closes, opens = (
                    format_time_of_day(time_s - one.start_s) for time_s in (one.closes_s, following.opens_s)
                )
                what = f"{one.name} would close at {closes}, and {following.name} opens at {opens} by the same clock"
                raise ValueError(f"'to' is too late: {what}.")

    def _usual(self, hours: Hours | None) -> tuple[float, float]:
        """Return opening and closing, each the usual one where ``hours`` do not say otherwise."""
        from_s = self.from_s if hours is None or hours.from_s is None else hours.from_s
        return from_s, self.to_s if hours is None or hours.to_s is None else hours.to_s

    @property
    def number(self) -> int:
        """Return which day it is, from 0, when this is the view of one day of several (`on`)."""
        return self._number

    @property
    def profile_to_s(self) -> float:
        """Return until when the last share of a profile is spread: closing, or the usual one when that is later."""
        return max(self.to_s, self._usual_to_s)

    @property
    def first_weekday(self) -> str | None:
        """Return the day of the week of the first day, by itself or by its date."""
        return self.weekday or (WEEKDAYS[self.date.weekday()] if self.date else None)

    @property
    def period(self) -> str:
        """Return what a replication is long, as behind a number: *a day*, *a week*, *in 5 days*."""
        return {1: "a day", _WEEK: "a week"}.get(self.days, f"in {self.days} days")

    def weekday_of(self, number: int) -> str | None:
        """Return the day of the week of day ``number``, from 0; None when it is not known."""
        first = self.first_weekday
        return WEEKDAYS[(WEEKDAYS.index(first) + number) % _WEEK] if first else None

    def codes_of(self, number: int) -> frozenset[int]:
        """Return the codes of all names of day ``number``, from 0: its number from 1, its weekday, its date."""
        weekday, date = self.weekday_of(number), self.date_of(number)
        codes = [number + 1 + self.number]
        codes += [weekday_code(weekday)] if weekday else []
        return frozenset([*codes, date_code(date)] if date else codes)

    def date_of(self, number: int) -> datetime.date | None:
        """Return the date of day ``number``, from 0; None when it is not known."""
        return self.date + datetime.timedelta(number) if self.date else None

    @property
    def open_days(self) -> tuple[Day, ...]:
        """Return the days on which the center opens, in order."""
        days = []
        for number in range(self.days):
            weekday = self.weekday_of(number)
            hours = self.hours.get(weekday) if weekday else None  # type: ignore[call-overload]
            if hours != "closed":
                from_s, to_s = (number * DAY_S + time_s for time_s in self._usual(hours))
                days.append(Day(number, self._name(number), weekday, from_s, to_s))
        return tuple(days)

    def _name(self, number: int) -> str:
        if self.days == 1:
            return ""
        weekday, date = self.weekday_of(number), self.date_of(number)
        if self.days <= _WEEK and weekday:
            return weekday
        if date:
            return str(date)
        return f"week {number // _WEEK + 1} {weekday}" if weekday else f"day {number + 1}"

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """Return the reporting intervals of all days; the last one of a day may be shorter than the others."""
        found = []
        for place, day in enumerate(self.open_days):
            start_s = day.opens_s
            while start_s < day.closes_s:
                end_s = min(on_grid(start_s + self.interval_s), day.closes_s)
                found.append(Interval(start_s, end_s, place))
                start_s = end_s
        return tuple(found)

    def on(self, day: Day) -> "Horizon":
        """Return the view of one day: a horizon of that day alone, its times counted from its own 00:00."""
        view = self.model_copy(
            update={
                "from_s": day.opens_s - day.start_s,
                "to_s": day.closes_s - day.start_s,
                "days": 1,
                "hours": {},
                "weekday": day.weekday,
                "date": self.date_of(day.number),
            }
        )
        view._number, view._usual_to_s = day.number, self.to_s
        return view
