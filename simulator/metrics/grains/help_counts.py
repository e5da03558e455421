"""The grain *call for help*: each counts once, in the interval in which it was made, as what the contact was then.

Of groups it is the one whose agent called. The time that helpers stay is time, of the group that helps.
"""

import numpy as np

from simulator.log import RunLog, State
from simulator.log.agent_time import group_time
from simulator.metrics.helped import calls_in
from simulator.metrics.outcomes import integers
from simulator.metrics.sum_sheet import Owners, SumSheet, place_of, segment_of

MEASURES = ("calls_for_help", "calls_helped", "help_wait_s")
TIME = ("helping_s",)
"""Of the grain *span*."""


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill `MEASURES` and `TIME`; mostly nobody helps."""
    if log.helps or log.agent_sums is not None:
        helping_s = np.ascontiguousarray(group_time(log).seconds[:, :, State.HELPING, np.newaxis])
        sheet.fill(TIME, sheet.row_of_groups, helping_s)
        sheet.fill(TIME, slice(0, 1), helping_s.sum(axis=1, keepdims=True))
    else:
        sheet.of(TIME, slice(0, 1))[:] = 0.0
        sheet.of(TIME, sheet.row_of_groups)[:] = 0.0
    if not log.helps:
        sheet.count_nothing(MEASURES, groups=True)
        return
    found = calls_in(log)
    ones = np.ones(len(found.slot))
    add = sheet.added(found.slot, [ones, found.helped.astype(np.float64), found.wait_s])
    who = Owners(place_of(log, found.contact), segment_of(log, found.contact), _groups(log)[found.agent])
    sheet.count(MEASURES, who, add)


def _groups(log: RunLog) -> np.ndarray:
    """Return the group of each agent by number; all who call talk with somebody."""
    agent, group = (integers(log.spans[name]).astype(np.intp) for name in ("agent", "group"))
    found = np.full(int(agent.max(initial=0)) + 1, len(log.names.groups), dtype=np.intp)
    found[agent[agent >= 0]] = group[agent >= 0]
    return found
