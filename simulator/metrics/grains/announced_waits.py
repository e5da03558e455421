"""What was announced, at the grain *contact*: each counts where and when it came, as what it was then."""

from simulator.log import RunLog
from simulator.metrics.announced import ANNOUNCED, announced
from simulator.metrics.came import Came
from simulator.metrics.cells import interval_of
from simulator.metrics.outcomes import floats
from simulator.metrics.sum_sheet import Owners, SumSheet, place_of, segment_of

MEASURES = ANNOUNCED


def fill(sheet: SumSheet, log: RunLog, came: Came) -> None:
    """Fill `MEASURES`; mostly nothing is announced."""
    found = announced(log.contacts, came.found)
    if found is None:
        sheet.count_nothing(MEASURES)
        return
    slot = interval_of(floats(log.contacts["arrived_s"])[found.rows], log.facts)
    mine, rows = slot >= 0, found.rows[slot >= 0]
    add = sheet.added(slot[mine], [amount[mine] for amount in found.amounts])
    sheet.count(MEASURES, Owners(place_of(log, rows), segment_of(log, rows)), add)
