"""Conditions in a run: what has to hold, read as things stand when somebody asks.

A tree of checks. Nothing is kept here; measures are kept where they change (`joins.py`, `answered_after.py`), or
counted when they are read (`staff_counts.py`). What changes with time alone says when: `next_s`.
"""

from math import inf

from simulator.engine.answered_after import Window
from simulator.engine.floor import AgentPool
from simulator.engine.joins import Joins
from simulator.engine.predicted import Predicted
from simulator.engine.staff_counts import on_duty, share_in_use, with_nothing_in_hand, with_room
from simulator.units import DAY_S, GRID_PER_S

_DAY_S = DAY_S
_STEP_S = 1 / GRID_PER_S


class Holding:
    """Something that holds or does not."""

    __slots__ = ()

    def holds(self, now_s: float, wait_s: float) -> bool:
        """Return whether it holds, for a contact that has waited so long."""
        raise NotImplementedError

    def next_s(self, now_s: float) -> float:
        """Return when time alone may change it next, the contact's own wait aside; infinite where it does not."""
        return inf

    def by_time(self) -> bool:
        """Return whether time alone may ever change it."""
        return False

    def may_hold(self, wait_s: float) -> bool:
        """Return whether it may hold at all for a contact that has waited so long, however things stand."""
        return True


class Several(Holding):
    """Base of what is made of several checks."""

    __slots__ = ("_checks",)

    def __init__(self, checks: list[Holding]) -> None:
        self._checks = checks

    def next_s(self, now_s: float) -> float:
        """Return when time alone may change one of them."""
        soonest_s = inf
        for check in self._checks:
            mine_s = check.next_s(now_s)
            if mine_s < soonest_s:
                soonest_s = mine_s
        return soonest_s

    def by_time(self) -> bool:
        """Return whether time alone may ever change one of them."""
        found = False
        for check in self._checks:
            found = found or check.by_time()
        return found


class AllHold(Several):
    """All of some checks."""

    __slots__ = ()

    def holds(self, now_s: float, wait_s: float) -> bool:
        """Return whether all hold."""
        all_hold = True
        for check in self._checks:
            all_hold = all_hold and check.holds(now_s, wait_s)
        return all_hold

    def may_hold(self, wait_s: float) -> bool:
        """Return whether all of them may hold after a wait."""
        all_may = True
        for check in self._checks:
            all_may = all_may and check.may_hold(wait_s)
        return all_may


class AnyHolds(Several):
    """At least one of some checks."""

    __slots__ = ()

    def holds(self, now_s: float, wait_s: float) -> bool:
        """Return whether one holds."""
        any_holds = False
        for check in self._checks:
            any_holds = any_holds or check.holds(now_s, wait_s)
        return any_holds

    def may_hold(self, wait_s: float) -> bool:
        """Return whether any of them may hold after a wait."""
        any_may = False
        for check in self._checks:
            any_may = any_may or check.may_hold(wait_s)
        return any_may


class Opposite(Holding):
    """What does not hold."""

    __slots__ = ("_check",)

    def __init__(self, check: Holding) -> None:
        self._check = check

    def holds(self, now_s: float, wait_s: float) -> bool:
        """Return whether the check does not hold."""
        return not self._check.holds(now_s, wait_s)

    def next_s(self, now_s: float) -> float:
        """Return when time alone may change it."""
        return self._check.next_s(now_s)

    def by_time(self) -> bool:
        """Return whether time alone may ever change it."""
        return self._check.by_time()


class Between(Holding):
    """That a measure is between two bounds, which belong to it."""

    __slots__ = ("least", "most")

    def __init__(self, least: float, most: float) -> None:
        self.least, self.most = least, most

    def holds(self, now_s: float, wait_s: float) -> bool:
        """Return whether the measure is between its bounds."""
        value = self.value(now_s, wait_s)
        return self.least <= value <= self.most

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        raise NotImplementedError

    def crossed_s(self, since_s: float, now_s: float) -> float:
        """Return when something that grows with time since an instant crosses a bound next; infinite: never."""
        if since_s + self.least > now_s:
            return since_s + self.least
        # At the upper bound it still holds.
        beyond_s = since_s + self.most + _STEP_S
        return beyond_s if beyond_s > now_s else inf


class HasWaited(Between):
    """For how long the contact has waited."""

    __slots__ = ()

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        return wait_s

    def may_hold(self, wait_s: float) -> bool:
        """Return whether the wait is between the bounds."""
        return self.least <= wait_s <= self.most


class OfWaiting(Between):
    """Base of measures of who waits."""

    __slots__ = ("_joins",)

    def __init__(self, least: float, most: float, joins: list[Joins]) -> None:
        Between.__init__(self, least, most)
        self._joins = joins


class HowManyWait(OfWaiting):
    """How many wait."""

    __slots__ = ()

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        waiting = 0
        for joins in self._joins:
            waiting += joins.waiting
        return float(waiting)


class LongestWait(OfWaiting):
    """For how long whoever has waited longest has."""

    __slots__ = ()

    def _since_s(self) -> float:
        earliest_s = inf
        for joins in self._joins:
            if joins.waiting:
                since_s = joins.oldest_since_s()
                if since_s < earliest_s:
                    earliest_s = since_s
        return earliest_s

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        since_s = self._since_s()
        return 0.0 if since_s == inf else now_s - since_s

    def next_s(self, now_s: float) -> float:
        """Return when time alone may change it."""
        since_s = self._since_s()
        return inf if since_s == inf else self.crossed_s(since_s, now_s)

    def by_time(self) -> bool:
        """Return whether time alone may ever change it."""
        return True


class WaitToExpect(Between):
    """Which wait a contact that arrived now would have to expect."""

    __slots__ = ("_predicted",)

    def __init__(self, least: float, most: float, predicted: Predicted) -> None:
        Between.__init__(self, least, most)
        self._predicted = predicted

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        return self._predicted.wait_s(now_s)

    def next_s(self, now_s: float) -> float:
        """Return when time alone may change it."""
        since_s = self._predicted.begins_s()
        return self._predicted.next_s(now_s) if since_s == inf else self.crossed_s(since_s, now_s)

    def by_time(self) -> bool:
        """Return whether time alone may ever change it."""
        return self._predicted.by_time()


class OfAgents(Between):
    """Base of measures of agents."""

    __slots__ = ("_pools",)

    def __init__(self, least: float, most: float, pools: list[AgentPool]) -> None:
        Between.__init__(self, least, most)
        self._pools = pools


class HowManyOnDuty(OfAgents):
    """How many agents are on duty."""

    __slots__ = ()

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        return float(on_duty(self._pools))


class HowManyFree(OfAgents):
    """How many agents have nothing in hand."""

    __slots__ = ()

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        return float(with_nothing_in_hand(self._pools))


class HowManyHaveRoom(OfAgents):
    """How many agents have room for one more contact of a channel with slots."""

    __slots__ = ("_channel", "_weight")

    def __init__(self, least: float, most: float, pools: list[AgentPool], channel: int, weight: int) -> None:
        OfAgents.__init__(self, least, most, pools)
        self._channel, self._weight = channel, weight

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        return float(with_room(self._pools, self._channel, self._weight))


class ShareInUse(OfAgents):
    """How much of the agents' capacity is in hand."""

    __slots__ = ()

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        return share_in_use(self._pools)


class ShareInTime(Between):
    """Which share of the contacts of the last minutes was answered in time."""

    __slots__ = ("_window",)

    def __init__(self, least: float, most: float, window: Window) -> None:
        Between.__init__(self, least, most)
        self._window = window

    def value(self, now_s: float, wait_s: float) -> float:
        """Return the measure."""
        return self._window.share(now_s)

    def next_s(self, now_s: float) -> float:
        """Return when time alone may change it."""
        return self._window.next_s(now_s)

    def by_time(self) -> bool:
        """Return whether time alone may ever change it."""
        return True


class WithinHours(Holding):
    """That it is a certain time of day."""

    __slots__ = ("_from_s", "_lasts_s")

    def __init__(self, from_s: float, to_s: float) -> None:
        self._from_s = from_s % _DAY_S
        self._lasts_s = (to_s - from_s) % _DAY_S

    def holds(self, now_s: float, wait_s: float) -> bool:
        """Return whether it is."""
        return (now_s - self._from_s) % _DAY_S < self._lasts_s

    def next_s(self, now_s: float) -> float:
        """Return when it begins or ends next."""
        gone_s = (now_s - self._from_s) % _DAY_S
        return now_s + ((self._lasts_s if gone_s < self._lasts_s else _DAY_S) - gone_s)

    def by_time(self) -> bool:
        """Return whether time alone may ever change it."""
        return True
