"""People who work in shifts, as they are in a run."""

from collections import deque
from math import inf

from simulator.engine.time_off import Due, PartOfShift
from simulator.log import SpanKind


class Worker:
    """Somebody in a run: the part of a shift that goes on, and those to come."""

    __slots__ = (
        "break_name", "gone_s", "is_break", "kind", "longer", "number", "open", "paid", "part", "planned_to_s", "to_s",
        "turns", "wakes_s",
    )  # fmt: skip

    def __init__(self, number: int) -> None:
        self.number = number
        self.turns: deque[PartOfShift] = deque()
        self.part: PartOfShift | None = None
        """None before the first, and when one is over and the next has not begun."""
        self.open: list[tuple[Due, tuple[int, str], int]] = []
        """The breaks that may begin: of which group and name, and how many may have it at once."""
        self.wakes_s = -inf
        """When something may be due next."""
        self.gone_s = 0.0
        """When what goes on off the phone began; it is of a kind, and what is longer than planned of another."""
        self.kind = self.longer = SpanKind.BREAK
        self.planned_to_s = self.to_s = 0.0
        self.paid = True
        self.is_break = False
        self.break_name = ""
