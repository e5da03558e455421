"""After which waits contacts of a type are answered, as far as somebody reads it: the last wait, means, shares in time.

All of it begins anew at every opening.
"""

from collections import deque
from math import inf

from simulator.engine.columns import Line
from simulator.engine.watched import Watched
from simulator.time_grid import on_grid


class AnsweredAfter(Watched):
    """Of one type."""

    __slots__ = ("average_s", "last_s", "means", "target_s", "windows")

    def __init__(self, target_s: float) -> None:
        Watched.__init__(self)
        self.target_s = target_s
        self.last_s = 0.0
        """The last wait."""
        self.average_s = 0.0
        """Three quarters of the average before, a quarter of each new wait."""
        self.means: list[MeanOfLast] = []
        self.windows: list[Window] = []

    def answered(self, wait_s: float, is_first: bool, now_s: float) -> None:
        """Note an answer after a wait; ``is_first``: of a contact that counts and was not answered before."""
        self.last_s = wait_s
        self.average_s = on_grid(0.75 * self.average_s + 0.25 * wait_s)
        for mean in self.means:
            mean.add(wait_s)
        if is_first:
            for window in self.windows:
                window.add(now_s, wait_s <= self.target_s)
        self.tell()

    def replied(self, wait_s: float, now_s: float) -> None:
        """Note a first reply, sent after a wait, to a contact that counts: the wait for an agent was noted before."""
        for window in self.windows:
            window.add(now_s, wait_s <= self.target_s)
        self.tell()

    def abandoned(self, now_s: float) -> None:
        """Note that a contact that counts gave up."""
        for window in self.windows:
            window.add(now_s, False)
        self.tell()

    def mean_of_last(self, number: int) -> "MeanOfLast":
        """Return the mean of so many waits, which is kept from now on."""
        for mean in self.means:
            if mean.number == number:
                return mean
        self.means.append(MeanOfLast(number))
        return self.means[-1]

    def begin_anew(self) -> None:
        """Forget what was before the opening."""
        self.last_s = self.average_s = 0.0
        for mean in self.means:
            mean.clear()
        for window in self.windows:
            window.clear()
        self.tell()


class MeanOfLast:
    """The mean of the last waits."""

    __slots__ = ("_sum_s", "_waits_s", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self._waits_s: Line[float] = deque()
        self._sum_s = 0.0

    def add(self, wait_s: float) -> None:
        """Note one more."""
        self._waits_s.append(wait_s)
        self._sum_s += wait_s
        if len(self._waits_s) > self.number:
            self._sum_s -= self._waits_s.popleft()

    def mean_s(self) -> float:
        """Return the mean; 0 where there were none."""
        return on_grid(self._sum_s / len(self._waits_s)) if self._waits_s else 0.0

    def clear(self) -> None:
        """Forget all."""
        self._waits_s.clear()
        self._sum_s = 0.0


class Window:
    """How many contacts were answered or abandoned lately, and how many of them answered in time."""

    __slots__ = ("_decided", "_in_time", "over_s", "types")

    def __init__(self, types: tuple[int, ...], over_s: float) -> None:
        self.types, self.over_s = types, over_s
        self._decided: Line[tuple[float, bool]] = deque()
        self._in_time = 0

    def add(self, now_s: float, in_time: bool) -> None:
        """Note one more."""
        self._decided.append((now_s, in_time))
        self._in_time += in_time

    def share(self, now_s: float) -> float:
        """Return the share in time; 1 where nothing was decided."""
        self._forget(now_s)
        return self._in_time / len(self._decided) if self._decided else 1.0

    def next_s(self, now_s: float) -> float:
        """Return when the next one is no more in the window; infinite where there is none."""
        self._forget(now_s)
        return self._decided[0][0] + self.over_s if self._decided else inf

    def _forget(self, now_s: float) -> None:
        decided = self._decided
        while decided and decided[0][0] + self.over_s <= now_s:
            self._in_time -= decided.popleft()[1]

    def clear(self) -> None:
        """Forget all."""
        self._decided.clear()
        self._in_time = 0
