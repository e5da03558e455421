"""When customers write: the time they take before is a budget, used up at a speed by the time of day.

Somebody who would write after an hour does not do so at night when nobody is awake: at a speed of 10 % an hour of
thinking takes ten. At full speed, all day, it takes what it takes, to the bit.
"""

from bisect import bisect_right
from collections.abc import Mapping
from math import floor, inf

from simulator.time_grid import on_grid
from simulator.units import DAY_S


class Awake:
    """How fast the time before a customer's next message passes."""

    __slots__ = ("_always", "_day_s", "_from_s", "_speed", "_used_s")

    def __init__(self, speeds: Mapping[float, float]) -> None:
        """``speeds`` are by time of day in s, in order: shares above 0, at most 1; the last goes on past midnight."""
        times_s, shares = list(speeds), list(speeds.values())
        if times_s[0] > 0.0:
            times_s, shares = [0.0, *times_s], [shares[-1], *shares]
        self._from_s, self._speed = times_s, shares
        self._always = all(share == 1.0 for share in shares)
        """Whether time passes as on a clock."""
        self._used_s = [0.0]
        """How much of a budget is used up from midnight until each step begins, and until the day is over."""
        for begins_s, ends_s, share in zip(times_s, [*times_s[1:], DAY_S], shares, strict=True):
            self._used_s.append(self._used_s[-1] + (ends_s - begins_s) * share)
        self._day_s = self._used_s[-1]

    def until(self, from_s: float, thinking_s: float) -> float:
        """Return when a budget that begins at an instant is used up, in s since 00:00 of day 0, on the grid."""
        if self._always or thinking_s == 0.0 or thinking_s == inf:
            return from_s + thinking_s
        day = floor(from_s / DAY_S)
        clock_s = from_s - day * DAY_S
        step = bisect_right(self._from_s, clock_s) - 1
        # What would have been used up by then, had it begun at midnight.
        left_s = thinking_s + self._used_s[step] + (clock_s - self._from_s[step]) * self._speed[step]
        days = floor(left_s / self._day_s)
        left_s -= days * self._day_s
        step = bisect_right(self._used_s, left_s) - 1
        if step < 0:
            step = 0
        if step >= len(self._speed):
            step = len(self._speed) - 1
        at_s = self._from_s[step] + (left_s - self._used_s[step]) / self._speed[step]
        until_s = on_grid((day + days) * DAY_S + at_s)
        return until_s if until_s > from_s else from_s
