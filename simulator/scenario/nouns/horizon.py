"""The noun of the horizon: the day that is simulated, or several days in a row, and how finely they are reported.

Days are counted from 0; a day's times may go on after midnight ("26:00"), so a day is not where the calendar cuts but
what opens and closes on it. Whatever is written by time of day is meant on every day. What is simulated before the days
that are reported, to begin with a center at work, has negative numbers and negative times: with or without it, every
reported day is the same day.
"""

import datetime
import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field, PrivateAttr, model_validator

from simulator.scenario.nouns.basics import Count, Date, Duration, Noun, TimeOfDay
from simulator.scenario.nouns.day_names import Weekday, is_a_date, name_on
from simulator.scenario.nouns.hours import HoursByDay, Span, backwards, spans_on
from simulator.units import DAY_S, WEEKDAYS, date_code, format_duration, format_time_of_day, on_grid, weekday_code

DAYS_MAX = 800
"""Simulated in a row, warm-up included: two years, and something before them."""
_WEEK = len(WEEKDAYS)
_LATEST_DAYS = 5
"""A time of day has two digits for the hour, so a day is over after so many."""

AtClose = Literal["serve_out", "clear", "keep"]


@dataclass(frozen=True)
class Day:
    """A day on which the center opens. Times are seconds since 00:00 of day 0."""

    number: int
    """From 0, below 0 in the warm-up; days on which the center stays closed count too."""
    name: str
    """As reports and checks call it; empty where there is only one day."""
    weekday: str | None
    opens_s: float
    """Of the first day of a warm-up: when the simulation begins, where that is later."""
    closes_s: float
    date: datetime.date | None = None

    @property
    def start_s(self) -> float:
        """Return 00:00 of the day."""
        return self.number * DAY_S


class Interval(NamedTuple):
    """A reporting interval; ``day`` is the place among the days on which the center opens."""

    from_s: float
    to_s: float
    day: int


class Horizon(Noun):
    """The day to simulate, or several in a row, and the reporting intervals."""

    example: ClassVar[str] = """\
horizon:
  from: "08:00"
  to: "18:00"              # a contact at 18:00 sharp is too late
  interval: 30m
  at_close: serve_out      # who waits at 18:00 is still answered
  date: "2026-11-30"       # a Monday
  # days: 5                  until Friday; everything by time of day is meant on each of them
  # warm_up: 7d              the week before is simulated as well, and not reported
  # run_on: 4h               what is still there four hours after the last closing is left open
"""

    from_s: TimeOfDay = Field(alias="from", description="When the center opens.", examples=["08:00"])
    to_s: TimeOfDay = Field(
        alias="to",
        description="When it closes, later than `from`. A contact that arrives exactly then is too late.",
        examples=["18:00", "26:00"],
    )
    days: Count = Field(
        1,
        description="How many days in a row, each from `from` to `to`, make one replication. Values by time of day "
        "apply on each of them. If a day closes at the instant the next one opens, the center stays open.",
        examples=[5],
    )
    hours: HoursByDay = Field(
        default_factory=dict,
        description="Opening hours that differ on a day of the week or on a date, or `closed`; a date takes "
        "precedence over its weekday. Left out: the same every day.",
        examples=[{"friday": {"to": "14:00"}, "sunday": "closed", "2026-12-24": {"to": "13:00"}}],
    )
    interval_s: Duration = Field(
        1800.0,
        alias="interval",
        description="The length of a reporting interval; the last one of a day may be shorter.",
        examples=["1h"],
    )
    at_close: AtClose = Field(
        "serve_out",
        description="What happens to customers who still wait at closing: `serve_out`, agents stay until the queue "
        "is empty; `clear`, they are sent away; `keep`, they wait until the next opening, as long as their patience "
        "lasts, and no agent stays for them. Contacts in hand are always finished. No agent stays for contacts that "
        "have not yet waited for the `after` of the group.",
        examples=["clear", "keep"],
    )
    warm_up_s: Duration = Field(
        0.0,
        alias="warm_up",
        description="How long before the first opening the simulation begins, so that the first day starts with "
        "queues, backlogs and yesterday's callers. The warm-up is simulated like all days but not reported. `0s` "
        "begins with an empty center.",
        examples=["7d", "2w"],
    )
    run_on_s: Duration | None = Field(
        None,
        alias="run_on",
        description="How long the simulation continues at most after the last closing; contacts that have not ended "
        "by then are *still open*. `0s` stops at closing, which suits a center that never closes. Left out: it "
        "continues until the last contact has ended.",
        examples=["8h", "0s"],
    )
    date: Date | None = Field(
        None,
        description="The date of the day, or of the first of several; it appears in reports and sets the day of the "
        "week. Left out: no particular day.",
        examples=["2026-11-30"],
    )
    weekday: Weekday | None = Field(
        None,
        description="The day of the week, or that of the first of several days; it appears in reports, and arrivals, "
        "agents and opening hours may depend on it. Left out: the date's.",
        examples=["monday"],
    )
    _number: int = PrivateAttr(0)
    _usual_to_s: float = PrivateAttr(0.0)

    @model_validator(mode="after")
    def _check(self) -> "Horizon":
        if self.to_s <= self.from_s:
            raise ValueError(f"expected 'to' to be later than 'from', {backwards((self.from_s, self.to_s))}")
        if self.interval_s < 1 or self.interval_s % 1:
            raise ValueError(
                f"expected an 'interval' of whole seconds, 1s or more, got {format_duration(self.interval_s)}."
            )
        if self.days > DAYS_MAX:
            raise ValueError(f"expected at most {DAYS_MAX} 'days', got {self.days:,}.")
        self._check_days_known()
        self._check_hours()
        self._check_warm_up()
        self._check_nights()
        return self

    def _check_days_known(self) -> None:
        if self.date and self.weekday and WEEKDAYS[self.date.weekday()] != self.weekday:
            what = (
                f"expected the 'weekday' of the date, which is a {WEEKDAYS[self.date.weekday()]}, got {self.weekday}."
            )
            raise ValueError(f"{what} Leave one of the two out.")
        weekdays = [day for day in self.hours if not is_a_date(day)]
        if weekdays and self.first_weekday is None:
            what = f"'hours.{weekdays[0]}' depends on the day of the week, but the horizon has no weekday."
            raise ValueError(f'{what} Write weekday: monday, or date: "2026-12-21", for its first day.')
        dates = [day for day in self.hours if is_a_date(day)]
        if dates and self.date is None:
            what = f"'hours.{dates[0]}' is for a date, but the horizon has no date."
            raise ValueError(f'{what} Write date: "{dates[0]}", or an earlier one, for its first day.')

    def _check_hours(self) -> None:
        for number in range(self.days):
            clocks = next(filter(None, map(backwards, self.spans_on(number))), "")
            if clocks:
                raise ValueError(f"expected '{self._key_of(number)}' to end after it begins, {clocks}")
        if not self.open_days:
            what = "the center is never open: its 'hours' are closed on every simulated day."
            raise ValueError(f"{what} Open it on one of them, or simulate more days.")

    def _key_of(self, number: int) -> str:
        """Return the key under which it stands when the center opens on day ``number``."""
        day = name_on(self.hours, self.weekday_of(number), self.date_of(number))
        return f"hours.{day}" if day else "to"

    def _check_warm_up(self) -> None:
        if not self.warm_up_s:
            return
        number = math.ceil(self.warm_up_s / DAY_S)
        if number + self.days > DAYS_MAX:
            what = f"expected at most {DAYS_MAX} days, 'warm_up' included, got {self.days:,} and {number:,}."
            raise ValueError(f"{what} Use a shorter warm-up.")
        if not any(day.number < self.open_days[0].number for day in self.simulated_days):
            earlier = self._earlier(_LATEST_DAYS + _WEEK)
            what = f"expected a 'warm_up' in which the center opens, got {format_duration(self.warm_up_s)}."
            if not earlier:
                raise ValueError(f"{what} It is not open on any day before the first. Leave it out.")
            ago = format_duration(self.open_days[0].opens_s - earlier[-1].closes_s)
            raise ValueError(f"{what} The last closing is {ago} before the opening: use more than that.")

    def _check_nights(self) -> None:
        for one, following in pairwise(self.simulated_days):
            if one.closes_s > following.opens_s:
                closes, opens = (
                    format_time_of_day(time_s - one.start_s) for time_s in (one.closes_s, following.opens_s)
                )
                what = f"expected '{self._key_of(one.number)}' to end before {following.name} begins, {opens} by"
                said = f"{what} the clock of {one.name}, got {closes}."
                raise ValueError(f"{said} Days of a center do not overlap; hours of a channel may.")

    def spans_on(self, number: int) -> tuple[Span, ...]:
        """Return when the center is open on day ``number``, by that day's clock; empty when it stays closed."""
        usual = (self.from_s, self.to_s)
        if not self.hours:
            return (usual,)
        return spans_on(self.hours, self.weekday_of(number), self.date_of(number), (usual,), usual)

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
        """Return the codes of all names of day ``number``: weekday, date, of a reported one its number from 1."""
        weekday, date = self.weekday_of(number), self.date_of(number)
        place = number + 1 + self.number
        # Before the first day there are no numbers: 0, −1, … would be taken for days of the week.
        codes = [place] if place > 0 else []
        codes += [weekday_code(weekday)] if weekday else []
        return frozenset([*codes, date_code(date)] if date else codes)

    def date_of(self, number: int) -> datetime.date | None:
        """Return the date of day ``number``, from 0; None when it is not known."""
        return self.date + datetime.timedelta(number) if self.date else None

    @property
    def open_days(self) -> tuple[Day, ...]:
        """Return the reported days on which the center opens, in order."""
        return tuple(day for number in range(self.days) if (day := self.day(number)))

    @property
    def starts_s(self) -> float:
        """Return when the simulation begins: at the first opening, or the warm-up before it; may be below 0."""
        return self.open_days[0].opens_s - self.warm_up_s

    @property
    def simulated_days(self) -> tuple[Day, ...]:
        """Return the days of the warm-up, of which the first may begin late, and then the reported ones."""
        reported = self.open_days
        if not self.warm_up_s:
            return reported
        starts_s = reported[0].opens_s - self.warm_up_s
        earlier = self._earlier(reported[0].number - math.floor(starts_s / DAY_S) + _LATEST_DAYS)
        there = (day for day in earlier if day.closes_s > starts_s)
        return (*(replace(day, opens_s=max(day.opens_s, starts_s)) for day in there), *reported)

    @property
    def whole_days(self) -> tuple[Day, ...]:
        """Return the simulated days, the first as if all of it were simulated."""
        return tuple(whole for day in self.simulated_days if (whole := self.day(day.number)))

    def _earlier(self, days: int) -> list[Day]:
        """Return the days on which the center opens, of so many before the first reported opening, in order."""
        first = self.open_days[0].number
        return [day for number in range(first - days, first) if (day := self.day(number))]

    def day(self, number: int) -> Day | None:
        """Return day ``number`` from opening to closing, None when the center stays closed on it."""
        spans = self.spans_on(number)
        if not spans:
            return None
        from_s, to_s = (number * DAY_S + time_s for time_s in spans[0])
        return Day(number, self._name(number), self.weekday_of(number), from_s, to_s, self.date_of(number))

    def _name(self, number: int) -> str:
        if number < 0:
            return f"warm-up day {number}"
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
                "warm_up_s": 0.0,
                "run_on_s": None,
                "weekday": day.weekday,
                "date": day.date,
            }
        )
        view._number, view._usual_to_s = day.number, self.to_s
        return view
