"""People who work in shifts, as they are in a run."""

from math import inf

from simulator.engine.time_off import Due, PartOfShift


class Worker:
    """Somebody in a run: the part of a shift that goes on, and those to come."""

    __slots__ = ("called_s", "due", "gone_s", "number", "part", "planned_to_s", "stands_s", "to_s", "turns", "wakes_s")

    def __init__(self, number: int) -> None:
        self.number = number
        self.turns: list[PartOfShift] = []
        self.part: PartOfShift | None = None
        """None before the first, and when one is over and the next has not begun."""
        self.wakes_s = -inf
        """When something may be due next."""
        self.due: Due | None = None
        """What goes on off the phone, or went on last."""
        self.gone_s = self.planned_to_s = self.to_s = 0.0
        """When it began, was to end by its plan, and ends."""
        self.stands_s = self.called_s = inf
        """Since when they are on call, and when they come because they were called; infinite: they are not."""


class HadAtOnce:
    """How many of a group have the break of a name."""

    __slots__ = ("away",)

    def __init__(self) -> None:
        self.away = 0
