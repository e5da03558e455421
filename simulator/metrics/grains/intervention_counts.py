"""The grain *intervention*: each counts once, in the interval in which it was carried out, and for the whole center."""

import numpy as np

from simulator.log import RunLog
from simulator.metrics.intervened import carried_out
from simulator.metrics.sum_sheet import SumSheet

MEASURES = ("interventions",)


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill `MEASURES`; mostly there are no interventions."""
    if not log.interventions:
        sheet.of(MEASURES, slice(0, 1))[:] = 0.0
        return
    counts = np.bincount(carried_out(log).slot, minlength=sheet.slots).astype(np.float64)
    sheet.fill(MEASURES, slice(0, 1), counts[:, np.newaxis, np.newaxis])
