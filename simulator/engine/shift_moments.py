"""What happens at the times of people's shifts: moments, and whoever lets them happen."""

from simulator.engine.agenda import Moment
from simulator.engine.shift_pool import Planner

AFTER_HEADCOUNT = 1 << 18
"""The entity of the first person: headcounts have changed before, and gates are looked at later."""


class ByTheirTimes(Planner):
    """Whoever lets it happen; numbers are those of persons, as they were planned."""

    __slots__ = ()

    def begins(self, number: int) -> None:
        """The next part of somebody's shift begins."""
        raise NotImplementedError

    def ends(self, number: int) -> None:
        """A part of somebody's shift ends."""
        raise NotImplementedError

    def wakes(self, number: int) -> None:
        """Something may be due for somebody."""
        raise NotImplementedError

    def comes_back(self, number: int) -> None:
        """Somebody's break is over."""
        raise NotImplementedError

    def shuts(self, number: int) -> None:
        """Somebody takes nothing new of a channel any more, because their part of a shift ends soon."""
        raise NotImplementedError

    def looks(self) -> None:
        """Let whoever has nothing to do and may have a break have it."""
        raise NotImplementedError

    def closes(self) -> None:
        """The center has closed."""
        raise NotImplementedError

    def reopens(self) -> None:
        """The center opens."""
        raise NotImplementedError


class PartBegins(Moment):
    """A part of a shift begins."""

    __slots__ = ("_shifts",)

    def __init__(self, shifts: ByTheirTimes) -> None:
        self._shifts = shifts

    def happen(self, number: int) -> None:
        """Let it happen."""
        self._shifts.begins(number)


class PartEnds(Moment):
    """A part of a shift ends."""

    __slots__ = ("_shifts",)

    def __init__(self, shifts: ByTheirTimes) -> None:
        self._shifts = shifts

    def happen(self, number: int) -> None:
        """Let it happen."""
        self._shifts.ends(number)


class SomethingDue(Moment):
    """Something may be due."""

    __slots__ = ("_shifts",)

    def __init__(self, shifts: ByTheirTimes) -> None:
        self._shifts = shifts

    def happen(self, number: int) -> None:
        """Look what."""
        self._shifts.wakes(number)


class ChannelShuts(Moment):
    """Somebody takes nothing new of a channel any more."""

    __slots__ = ("_shifts",)

    def __init__(self, shifts: ByTheirTimes) -> None:
        self._shifts = shifts

    def happen(self, number: int) -> None:
        """Let it happen."""
        self._shifts.shuts(number)


class BreakEnds(Moment):
    """A break is over."""

    __slots__ = ("_shifts",)

    def __init__(self, shifts: ByTheirTimes) -> None:
        self._shifts = shifts

    def happen(self, number: int) -> None:
        """Let it happen."""
        self._shifts.comes_back(number)


class BreaksLooked(Moment):
    """Whoever may have a break when free is looked at."""

    __slots__ = ("_shifts",)

    def __init__(self, shifts: ByTheirTimes) -> None:
        self._shifts = shifts

    def happen(self, _: int) -> None:
        """Look."""
        self._shifts.looks()


class ShiftsClose(Moment):
    """The center has closed."""

    __slots__ = ("_shifts",)

    def __init__(self, shifts: ByTheirTimes) -> None:
        self._shifts = shifts

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._shifts.closes()


class ShiftsReopen(Moment):
    """The center opens."""

    __slots__ = ("_shifts",)

    def __init__(self, shifts: ByTheirTimes) -> None:
        self._shifts = shifts

    def happen(self, _: int) -> None:
        """Let it happen."""
        self._shifts.reopens()
