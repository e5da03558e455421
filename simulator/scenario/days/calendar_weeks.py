"""The weeks of what is simulated, from Monday to Sunday, and how days and weeks are called in a sentence."""

from typing import NamedTuple

from simulator.scenario.nouns import Horizon
from simulator.scenario.nouns.hours import Span
from simulator.units import DAY_S, WEEKDAYS

_WEEK = len(WEEKDAYS)


class CalendarWeek(NamedTuple):
    """A week; its days have numbers, of which day 0 is the first reported one."""

    monday: int
    name: str

    def has(self, day: int) -> bool:
        """Return whether a day is in it."""
        return self.monday <= day < self.monday + _WEEK

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
        self._first_whole = self.first + is_cut

    @property
    def number(self) -> int:
        """Return how many there are."""
        return self.last - self.first + 1

    @property
    def span(self) -> Span:
        """Return from when to when they are."""
        return self.first * DAY_S, (self.last + 1) * DAY_S

    @property
    def weeks(self) -> list[CalendarWeek]:
        """Return the weeks of which something is simulated; none where days have no weekday."""
        weekday = self._horizon.weekday_of(self.first)
        if weekday is None:
            return []
        monday = self.first - WEEKDAYS.index(weekday)
        return [CalendarWeek(one, self._week_name(one, monday)) for one in range(monday, self.last + 1, _WEEK)]

    @property
    def whole_weeks(self) -> list[CalendarWeek]:
        """Return the weeks of which each day is simulated."""
        return [one for one in self.weeks if self._first_whole <= one.monday and one.monday + _WEEK - 1 <= self.last]

    def name(self, day: int) -> str:
        """Return how a day is called."""
        there = self._horizon.day(day)
        if day < self.first or there is None:
            return "the day before the first"
        return there.name or "the day"

    def on(self, day: int) -> str:
        """Return the words behind what happens on a day, with a blank before them; none where there is one day."""
        return f" on {self.name(day)}" if day < 0 or self._horizon.days > 1 else ""

    def _week_name(self, monday: int, first: int) -> str:
        date = self._horizon.date_of(monday)
        return f"the week from {date}" if date else f"week {(monday - first) // _WEEK + 1}"
