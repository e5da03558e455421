"""The weeks of what is simulated, from Monday to Sunday, and how days and weeks are called in a sentence."""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.scenario.nouns import Horizon
from simulator.scenario.nouns.hours import Span
from simulator.units import DAY_S, WEEKDAYS

_WEEK = len(WEEKDAYS)


class CalendarWeek(NamedTuple):
    """A week; its days have numbers, of which day 0 is the first reported one."""

    monday: int
    name: str

    @property
    def span(self) -> Span:
        """Return from when to when it is."""
        return self.monday * DAY_S, (self.monday + _WEEK) * DAY_S


class SimulatedDays:
    """The days that are simulated, also those on which the center stays closed, and their weeks."""

    def __init__(self, horizon: Horizon) -> None:
        self._horizon = horizon
        began = horizon.simulated_days[0]
        is_cut = began.opens_s > horizon.whole_days[0].opens_s
        self.first = min(began.number, 0)
        self.last = horizon.days - 1
        # A year of a hundred people asks for each of them.
        self._names = dict[int, str]()
        self._first_whole = self.first + is_cut
        self.weeks = self._weeks()
        """Those of which something is simulated; none where days have no weekday."""
        self.whole_weeks = [one for one in self.weeks if self._is_whole(one)]
        """Those of which each day is simulated."""

    @property
    def number(self) -> int:
        """Return how many there are."""
        return self.last - self.first + 1

    @property
    def span(self) -> Span:
        """Return from when to when they are."""
        return self.first * DAY_S, (self.last + 1) * DAY_S

    def in_weeks(self, days: Iterable[tuple[int, float]]) -> list[float]:
        """Return the sums of what belongs to days, by week; the weeks are there."""
        sums = [0.0] * len(self.weeks)
        for day, amount in days:
            if self.first <= day <= self.last:
                sums[(day - self.weeks[0].monday) // _WEEK] += amount
        return sums

    def weeks_around(self, span: Span) -> list[CalendarWeek]:
        """Return the weeks of which something lies in a stretch of time, and perhaps one after it; weeks are there."""
        first_s = self.weeks[0].monday * DAY_S
        first, last = (int((time_s - first_s) // (_WEEK * DAY_S)) for time_s in span)
        return self.weeks[max(first, 0) : last + 1]

    def _weeks(self) -> list[CalendarWeek]:
        weekday = self._horizon.weekday_of(self.first)
        if weekday is None:
            return []
        monday = self.first - WEEKDAYS.index(weekday)
        return [CalendarWeek(one, self._week_name(one, monday)) for one in range(monday, self.last + 1, _WEEK)]

    def _is_whole(self, week: CalendarWeek) -> bool:
        return self._first_whole <= week.monday and week.monday + _WEEK - 1 <= self.last

    def name(self, day: int) -> str:
        """Return how a day is called."""
        if day not in self._names:
            there = self._horizon.day(day)
            self._names[day] = "" if day < self.first or there is None else there.name or "the day"
        return self._names[day] or "the day before the first"

    def on(self, day: int) -> str:
        """Return the words behind what happens on a day, with a blank before them; none where there is one day."""
        return f" on {self.name(day)}" if day < 0 or self._horizon.days > 1 else ""

    def _week_name(self, monday: int, first: int) -> str:
        date = self._horizon.date_of(monday)
        return f"the week from {date}" if date else f"week {(monday - first) // _WEEK + 1}"
