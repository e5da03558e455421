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

    __slots__ = ("_always", "_from_s", "_speed")

    def __init__(self, speeds: Mapping[float, float]) -> None:
        """``speeds`` are by time of day in s, in order: shares above 0, at most 1; the last goes on past midnight."""
        times_s, shares = list(speeds), list(speeds.values())
        # Nothing is settled at midnight, where no speed changes.
        self._from_s, self._speed = [*times_s, times_s[0] + DAY_S], shares
        self._always = all(share == 1.0 for share in shares)
        """Whether time passes as on a clock."""

    def until(self, from_s: float, thinking_s: float) -> float:
        """Return when a budget that begins at an instant is used up, in s since 00:00 of day 0, on the grid."""
        if self._always or thinking_s == inf:
            return from_s + thinking_s
        day_s = floor(from_s / DAY_S) * DAY_S
        step = bisect_right(self._from_s, from_s - day_s) - 1
        if step < 0:
            step = len(self._speed) - 1
            day_s -= DAY_S
        now_s, left_s = from_s, thinking_s
        while True:
            speed, next_s = self._speed[step], day_s + self._from_s[step + 1]
            until_s = now_s + on_grid(left_s / speed)
            if until_s <= next_s:
                return until_s
            # As work in slots: settled wherever the speed changes.
            left_s = max(0.0, left_s - on_grid((next_s - now_s) * speed))
            now_s = next_s
            step += 1
            if step == len(self._speed):
                step = 0
                day_s += DAY_S
