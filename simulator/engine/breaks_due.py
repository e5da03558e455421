"""The breaks that were due in a run, had or missed: what people did is measured against them.

Of a break that has some choice only the run knows when it was due.
"""

from math import nan
from operator import attrgetter

import numpy as np

from simulator.engine.columns import SERVICE, numbers_of, service_record, services
from simulator.engine.tables.part_terms import OFF_PHONE_NEXT
from simulator.engine.time_off import Due, PartOfShift
from simulator.log import Columns

_IN_ORDER = attrgetter("latest_s", "terms.rank", "place")


class BreaksDue:
    """Of all people in one run."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows = services()
        """Records of agent, whether it is work off the phone, when it was due, how long it lasts, when it began."""

    def note_had(self, part: PartOfShift, due: Due, now_s: float) -> None:
        """Note that a break begins."""
        if due.is_break():
            self._note(part, due, min(due.latest_s, now_s), now_s)

    def note_missed(self, part: PartOfShift, due: Due) -> None:
        """Note that a break is missed; of one that would not have been whole when it was due, nothing."""
        if due.is_break() and due.latest_s + due.lasts_s <= part.terms.to_s:
            self._note(part, due, due.latest_s, nan)

    def note_left(self, part: PartOfShift, now_s: float) -> None:
        """Note what was due in a part of a shift that is over."""
        for due in sorted(part.dues, key=_IN_ORDER):
            if due.latest_s <= now_s:
                self.note_missed(part, due)

    def _note(self, part: PartOfShift, due: Due, due_s: float, begun_s: float) -> None:
        off_phone = due.terms.rank == OFF_PHONE_NEXT
        self._rows.frombytes(service_record(part.agent.id, off_phone, due_s, due.lasts_s, begun_s))

    def table(self) -> Columns:
        """Return the log's table ``breaks``."""
        agent, off_phone, due_s, lasts_s, begun_s = numbers_of(self._rows, SERVICE).T
        order = np.lexsort((due_s, agent))
        return {
            "agent": agent[order].astype(np.int32),
            "off_phone": off_phone[order].astype(np.int8),
            "due_s": due_s[order],
            "lasts_s": lasts_s[order],
            "begun_s": begun_s[order],
        }
