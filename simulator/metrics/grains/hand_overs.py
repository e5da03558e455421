"""The grain *hand-over*: each counts once, in the interval in which it happened, for the group whose agent left.

What agents read then is time, of the group that reads; it counts where it begins.
"""

import numpy as np

from simulator.log import RunLog, SpanKind
from simulator.metrics.cells import interval_of
from simulator.metrics.handed_over import HANDED_OVER, amounts
from simulator.metrics.outcomes import floats, integers
from simulator.metrics.sum_sheet import Owners, SumSheet, place_of, segment_of, somebody

MEASURES = (*HANDED_OVER, "reading_s")


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill `MEASURES`; mostly nothing is handed over."""
    if not log.hand_overs:
        sheet.count_nothing(MEASURES, groups=True)
        return
    found = amounts(log.hand_overs)
    _count(sheet, log, HANDED_OVER, log.hand_overs, "at_s", [found[name] for name in HANDED_OVER])
    mine = np.flatnonzero(log.spans["kind"] == SpanKind.READING)
    spans = {name: log.spans[name][mine] for name in ("contact", "group", "from_s", "to_s")}
    _count(sheet, log, ("reading_s",), spans, "from_s", [floats(spans["to_s"]) - floats(spans["from_s"])])


def _count(
    sheet: SumSheet,
    log: RunLog,
    measures: tuple[str, ...],
    rows: dict[str, np.ndarray],
    when: str,
    amounts: list[np.ndarray],
) -> None:
    slot = interval_of(floats(rows[when]), log.facts)
    mine = np.flatnonzero(slot >= 0)
    contact = integers(rows["contact"])[mine].astype(np.intp)
    who = Owners(place_of(log, contact), segment_of(log, contact), somebody(rows["group"][mine], sheet.groups))
    sheet.count(measures, who, sheet.added(slot[mine], [one[mine] for one in amounts]))
