"""The grain *span*: agents' time and what it costs, counted where the clock was, and how long the center was open.

What happens after closing is in the cell of the day, where there are several, and in the whole horizon's, and in no
interval; the measures of the occupancies leave it out there too, they look at opening hours only.
"""

import numpy as np

from simulator.log import RunLog, State
from simulator.log.agent_time import conversation_time, group_time
from simulator.log.on_call import cost_on_call
from simulator.log.pay import cost_of_groups
from simulator.metrics.sum_sheet import SumSheet

BY_CLOCK = (
    "logged_in_s",
    "paid_s",
    "cost",
    "off_phone_s",
    "on_duty_s",
    "available_s",
    "handled_s",
    "staffed_s",
    "busy_s",
    "slot_s",
    "slot_capacity_s",
    "focus_s",
    "active_s",
    "inactive_s",
)
MEASURES = (*BY_CLOCK, "open_s")


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill `MEASURES`. All states are paid; who is absent is not logged in, who is off the phone or away is not there.

    The cost of everybody is known only where that of every group is.
    """
    seconds, slot_s = group_time(log)
    # All sums are exact on the time grid; of a short day, picking states by a list would take as long as summing.
    paid_s = logged_in_s = seconds.sum(axis=2)
    off_phone_s, available_s = seconds[:, :, State.OFF_PHONE], seconds[:, :, State.AVAILABLE]
    there_s = logged_in_s - off_phone_s
    if log.facts.by_person:
        logged_in_s = paid_s - seconds[:, :, State.ABSENT]
        there_s = logged_in_s - off_phone_s - seconds[:, :, State.BREAK] - seconds[:, :, State.AWAY]
    if len(log.facts.paid_times):
        # What the plan has deducted is in no log, and paid all the same.
        paid_s = paid_s * log.facts.paid_times
    cost = paid_s * log.facts.wage_per_s if log.facts.pay is None else cost_of_groups(log)
    if log.facts.pay is not None and len(log.facts.paid_times):
        cost = cost * log.facts.paid_times
    if log.facts.on_call is not None:
        cost = cost + cost_on_call(log)
    busy_s = there_s - available_s
    capacity_s = there_s * log.facts.slots
    held = conversation_time(log)
    # Where there are no conversations, agents work on what they have in hand.
    of_hands = (busy_s, np.zeros(busy_s.shape), np.zeros(busy_s.shape)) if held is None else held
    at_any_time = (logged_in_s, paid_s, cost, off_phone_s, there_s, available_s, busy_s)
    amounts = np.stack((*at_any_time, there_s, busy_s, slot_s, capacity_s, *of_hands), axis=2)
    # Occupancy, of whatever kind, looks at opening hours only.
    amounts[sheet.intervals :, :, BY_CLOCK.index("staffed_s") :] = 0.0
    sheet.fill(BY_CLOCK, sheet.row_of_groups, amounts)
    sheet.fill(BY_CLOCK, slice(0, 1), amounts.sum(axis=1, keepdims=True))
    open_s = np.append(log.facts.open_s, np.zeros(len(log.facts.days)))
    sheet.fill(("open_s",), slice(None), open_s[:, np.newaxis, np.newaxis])
