"""The wait that a contact of a type has to expect, as a center would predict it; one file for all who ask."""

from bisect import bisect_right
from math import inf

from simulator.engine.answered_after import AnsweredAfter, MeanOfLast
from simulator.engine.floor import AgentPool
from simulator.engine.joins import Joins
from simulator.engine.staff_counts import on_duty
from simulator.time_grid import on_grid
from simulator.units import DAY_S

_DAY_S = DAY_S


class Predicted:
    """Base of predictors."""

    __slots__ = ()

    def wait_s(self, now_s: float) -> float:
        """Return the wait to be expected."""
        raise NotImplementedError

    def begins_s(self) -> float:
        """Return since when it grows with time; infinite where it does not."""
        return inf

    def next_s(self, now_s: float) -> float:
        """Return when it is another one because of the time of day; infinite where it never is."""
        return inf

    def by_time(self) -> bool:
        """Return whether time alone may ever make it another one."""
        return False


class LastWait(Predicted):
    """The wait of the last contact that was answered."""

    __slots__ = ("_answers",)

    def __init__(self, answers: AnsweredAfter) -> None:
        self._answers = answers

    def wait_s(self, now_s: float) -> float:
        """Return the wait to be expected."""
        return self._answers.last_s


class AverageWait(Predicted):
    """An average in which the last waits count most."""

    __slots__ = ("_answers",)

    def __init__(self, answers: AnsweredAfter) -> None:
        self._answers = answers

    def wait_s(self, now_s: float) -> float:
        """Return the wait to be expected."""
        return self._answers.average_s


class MeanWait(Predicted):
    """The mean of the last few waits."""

    __slots__ = ("_mean",)

    def __init__(self, mean: MeanOfLast) -> None:
        self._mean = mean

    def wait_s(self, now_s: float) -> float:
        """Return the wait to be expected."""
        return self._mean.mean_s()


class WaitOfHead(Predicted):
    """The wait up to now of whoever has waited longest."""

    __slots__ = ("_joins",)

    def __init__(self, joins: Joins) -> None:
        self._joins = joins

    def wait_s(self, now_s: float) -> float:
        """Return the wait to be expected."""
        return now_s - self._joins.oldest_since_s() if self._joins.waiting else 0.0

    def begins_s(self) -> float:
        """Return since when it grows with time; infinite where it does not."""
        return self._joins.oldest_since_s() if self._joins.waiting else inf

    def by_time(self) -> bool:
        """Return whether time alone may ever make it another one."""
        return True


class WaitOfQueue(Predicted):
    """As long as agents need for all who wait and one more."""

    __slots__ = ("_clock_s", "_handle_s", "_joins", "_pools")

    def __init__(self, joins: Joins, pools: list[AgentPool], handle_s: tuple[tuple[float, float], ...]) -> None:
        self._joins, self._pools = joins, pools
        self._clock_s = [time_s for time_s, _ in handle_s]
        self._handle_s = [mean_s for _, mean_s in handle_s]

    def wait_s(self, now_s: float) -> float:
        """Return the wait to be expected."""
        agents = on_duty(self._pools)
        if agents <= 0:
            return inf
        mean_s = self._handle_s[bisect_right(self._clock_s, now_s % _DAY_S) - 1]
        return on_grid((self._joins.waiting + 1) * mean_s / agents)

    def next_s(self, now_s: float) -> float:
        """Return when it is another one because of the time of day; infinite where it never is."""
        if len(self._clock_s) == 1:
            return inf
        midnight_s = now_s - now_s % _DAY_S
        later_s = [one for one in self._clock_s if midnight_s + one > now_s]
        return midnight_s + (later_s[0] if later_s else _DAY_S + self._clock_s[0])

    def by_time(self) -> bool:
        """Return whether time alone may ever make it another one."""
        return len(self._clock_s) > 1
