"""The clock by which steps of the day are meant: that of the day on which the center is open, also after midnight."""

from bisect import bisect_right

from simulator.scenario.nouns import Horizon
from simulator.units import DAY_S


class DayClock:
    """Tells times of day: 25:00 an hour after midnight of a day that goes on; while all is closed, as a watch does."""

    __slots__ = ("_closes_s", "_opens_s", "_starts_s")

    def __init__(self, horizon: Horizon) -> None:
        days = horizon.simulated_days
        self._opens_s = [day.opens_s for day in days]
        self._closes_s = [day.closes_s for day in days]
        self._starts_s = [day.start_s for day in days]

    def at(self, time_s: float) -> float:
        """Return seconds since 00:00 of the day to which a time, in s since 00:00 of day 0, belongs."""
        day = bisect_right(self._opens_s, time_s) - 1
        if day >= 0 and time_s < self._closes_s[day]:
            return time_s - self._starts_s[day]
        return time_s % DAY_S
