"""The grain *span* once more: the time that people are paid for, where they are known one by one."""

import numpy as np

from simulator.log import RunLog, State
from simulator.log.agent_time import group_time, overtime_of_groups, unpaid_absence_of_groups
from simulator.log.on_call import on_call_s
from simulator.metrics.sum_sheet import SumSheet

_STATES = {"talk_s": State.TALK, "wrap_up_s": State.WRAP_UP, "break_s": State.BREAK, "away_s": State.AWAY}
MEASURES = (*_STATES, "absent_s", "unpaid_absent_s", "overtime_s", "on_call_s", "scheduled_s")


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill `MEASURES`; where only headcounts are known, with nothing."""
    if not log.facts.by_person:
        sheet.of(MEASURES, slice(0, 1))[:] = 0.0
        sheet.of(MEASURES, sheet.row_of_groups)[:] = 0.0
        return
    seconds = group_time(log).seconds
    scheduled_s = np.zeros(seconds.shape[:2])
    scheduled_s[: sheet.intervals] = log.facts.scheduled_s.T
    states = [seconds[:, :, state] for state in (*_STATES.values(), State.ABSENT)]
    standing_by_s = np.zeros(scheduled_s.shape) if log.facts.on_call is None else on_call_s(log)
    beside = (unpaid_absence_of_groups(log), overtime_of_groups(log), standing_by_s, scheduled_s)
    amounts = np.stack((*states, *beside), axis=2)
    sheet.fill(MEASURES, sheet.row_of_groups, amounts)
    sheet.fill(MEASURES, slice(0, 1), amounts.sum(axis=1, keepdims=True))
