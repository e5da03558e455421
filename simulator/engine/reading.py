"""A reading: the conditions of one rule or gate, for one contact type, as they can be asked during a run."""

from math import inf

from simulator.engine.holding import Holding


class Reading:
    """Whether they hold."""

    __slots__ = ("_check", "_until_s", "waits_s")

    def __init__(self, check: Holding, waits_s: list[float], until_s: float) -> None:
        self._check = check
        self.waits_s = waits_s
        """The waits, rising, at which what they say of a contact's own wait may change."""
        self._until_s = until_s
        """When the center closes for the last time."""

    def holds(self, now_s: float, wait_s: float) -> bool:
        """Return whether they hold, for a contact that has waited so long."""
        return self._check.holds(now_s, wait_s)

    def may_hold(self, wait_s: float) -> bool:
        """Return whether they may hold at all for a contact that has waited so long, however things stand."""
        return self._check.may_hold(wait_s)

    def by_time(self) -> bool:
        """Return whether time alone may ever change the answer, the contact's own wait aside."""
        return self._check.by_time()

    def next_s(self, now_s: float) -> float:
        """Return when time alone may change the answer, the contact's own wait aside; infinite where it does not."""
        next_s = self._check.next_s(now_s)
        return next_s if next_s < self._until_s else inf
