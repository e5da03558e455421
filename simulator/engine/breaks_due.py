"""The breaks that were due in a run, had or missed: what people did is measured against them.

Of a break that has some choice only the run knows when it was due.
"""

from math import isnan, nan

import numpy as np

from simulator.engine.time_off import Due, PartOfShift
from simulator.log import Columns


class BreaksDue:
    """Of all people in one run."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: list[tuple[int, bool, float, float, float]] = []

    def note(self, part: PartOfShift, due: Due, begun_s: float = nan) -> None:
        """Note that a break begins, or is missed; of one that would not have been whole when it was due, nothing."""
        if not part.is_break(due) or (isnan(begun_s) and due.latest_s + due.lasts_s > part.to_s):
            return
        due_s = due.latest_s if isnan(begun_s) else min(due.latest_s, begun_s)
        self._rows.append((part.agent, part.is_off_phone(due), due_s, due.lasts_s, begun_s))

    def note_missed(self, part: PartOfShift, now_s: float) -> None:
        """Note what was due in a part of a shift that is over."""
        for due in part.dues():
            if due.latest_s <= now_s:
                self.note(part, due)

    def table(self) -> Columns:
        """Return the log's table ``breaks``."""
        agent, off_phone, due_s, lasts_s, begun_s = np.array(self._rows, dtype=np.float64).reshape(-1, 5).T
        order = np.lexsort((due_s, agent))
        return {
            "agent": agent[order].astype(np.int32),
            "off_phone": off_phone[order].astype(np.int8),
            "due_s": due_s[order],
            "lasts_s": lasts_s[order],
            "begun_s": begun_s[order],
        }
