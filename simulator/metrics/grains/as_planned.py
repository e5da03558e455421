"""The grain *span*, of people who are known one by one: what they did against what their plan says.

What is planned at an instant is to be on the phone, on a break, or at work off the phone. A break is planned from when
it was due: at its time, or, of one that has some choice, from when it began, and at the latest from the end of that
choice. Breaks that are due one during another are planned one after the other. A break that was due and never had is
planned all the same.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import RunLog, SpanKind
from simulator.log.pay import SpansOfRows, by_slot
from simulator.log.planned import PlannedParts
from simulator.metrics.sum_sheet import SumSheet

MEASURES = ("as_planned_s", "planned_came_s", "planned_s", "on_phone_s", "planned_on_phone_s", "on_shift_s")
Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

_PLANNED, _BREAK_DUE, _OFF_PHONE_DUE, _STAY, _BREAK, _OFF_PHONE, _UNPAID, _AWAY, _ABSENT = range(9)
"""What goes on, or should, at an instant."""
_OF_KIND = {
    SpanKind.DUTY: _STAY,
    SpanKind.BREAK: _BREAK,
    SpanKind.OFF_PHONE: _OFF_PHONE,
    SpanKind.UNPAID_BREAK: _UNPAID,
    SpanKind.AWAY: _AWAY,
    SpanKind.ABSENT: _ABSENT,
    SpanKind.UNPAID_ABSENCE: _ABSENT,
    SpanKind.UNPAID_WHILE_ABSENT: _ABSENT,
}
_COLUMN_OF = np.array([_OF_KIND.get(kind, -1) for kind in SpanKind], dtype=np.intp)


class _Times(NamedTuple):
    """Of each agent from when to when something goes on."""

    agent: Rows
    column: Rows
    from_s: Floats
    to_s: Floats


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill `MEASURES`; where nobody is planned one by one, with nothing."""
    plan = log.facts.planned
    if plan is None:
        sheet.of(MEASURES, slice(0, 1))[:] = 0.0
        sheet.of(MEASURES, sheet.row_of_groups)[:] = 0.0
        return
    pieces, counted = _pieces(_joined(_of_plan(plan), _of_breaks(log, plan), _of_spans(log, plan)), plan)
    count = len(MEASURES)
    piece, measure = np.nonzero(counted)
    rows = SpansOfRows(pieces.row[piece] * count + measure, pieces.from_s[piece], pieces.to_s[piece])
    seconds = by_slot(rows, lambda time_s: time_s, log.facts, len(log.names.groups) * count)
    amounts = seconds.reshape(len(log.names.groups), count, -1).transpose(2, 0, 1)
    # Compiled, only what lies in one piece can be put into the sheet.
    amounts = np.ascontiguousarray(amounts)
    sheet.fill(MEASURES, sheet.row_of_groups, amounts)
    sheet.fill(MEASURES, slice(0, 1), amounts.sum(axis=1, keepdims=True))


def _of_plan(plan: PlannedParts) -> _Times:
    return _Times(plan.agent, np.full(len(plan.agent), _PLANNED), plan.from_s, plan.to_s)


def _of_breaks(log: RunLog, plan: PlannedParts) -> _Times:
    """Return when each agent should be on a break or off the phone: from when it was due, one after the other."""
    parts: dict[int, list[tuple[float, float]]] = {}
    for agent, from_s, to_s in zip(plan.agent.tolist(), plan.from_s.tolist(), plan.to_s.tolist(), strict=True):
        parts.setdefault(agent, []).append((from_s, to_s))
    rows, over = [], dict[int, float]()
    columns = [log.breaks[name].tolist() for name in ("agent", "due_s", "off_phone", "lasts_s")] if log.breaks else []
    for agent, due_s, off_phone, lasts_s in sorted(zip(*columns, strict=True)):
        ends_s = next((to_s for from_s, to_s in parts.get(agent, ()) if from_s <= due_s < to_s), None)
        if ends_s is not None:
            begins_s = max(due_s, over.get(agent, due_s))
            over[agent] = min(begins_s + lasts_s, ends_s)
            if begins_s < over[agent]:
                rows.append((agent, _OFF_PHONE_DUE if off_phone else _BREAK_DUE, begins_s, over[agent]))
    return _times_of(rows)


def _of_spans(log: RunLog, plan: PlannedParts) -> _Times:
    column = _COLUMN_OF[log.spans["kind"]]
    mine = np.flatnonzero((column >= 0) & np.isin(log.spans["agent"], plan.agent))
    agent, from_s, to_s = (log.spans[name][mine] for name in ("agent", "from_s", "to_s"))
    return _Times(agent.astype(np.intp), column[mine], from_s.astype(np.float64), to_s.astype(np.float64))


def _times_of(rows: list[Any]) -> _Times:
    agent, column, from_s, to_s = np.array(rows, dtype=np.float64).reshape(-1, 4).T
    return _Times(agent.astype(np.intp), column.astype(np.intp), from_s, to_s)


def _joined(*parts: _Times) -> _Times:
    return _Times(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _pieces(times: _Times, plan: PlannedParts) -> tuple[SpansOfRows, NDArray[np.bool_]]:
    """Return the times of each agent in which nothing changes, in rows by group, and what counts in each."""
    agent, time_s = np.tile(times.agent, 2), np.concatenate((times.from_s, times.to_s))
    change = np.zeros((len(agent), _ABSENT + 1), dtype=np.int64)
    change[np.arange(len(agent)), np.tile(times.column, 2)] = np.repeat((1, -1), len(times.agent))
    order = np.lexsort((time_s, agent))
    agent, time_s, there = agent[order], time_s[order], change[order].cumsum(axis=0) > 0
    # An agent's changes add up to nothing, so what goes on begins anew with the next one.
    begins = np.flatnonzero((agent[1:] == agent[:-1]) & (time_s[1:] > time_s[:-1]))
    group = plan.group[np.searchsorted(plan.agent, agent[begins])]
    return SpansOfRows(group, time_s[begins], time_s[begins + 1]), _counted(there[begins])


def _counted(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which measures time counts for, shape (pieces, measures)."""
    planned, break_due, off_due, stay, on_break, off_phone, unpaid, away, absent = there.T
    here = (stay | unpaid) & ~away & ~absent
    on_phone = here & ~on_break & ~off_phone & ~unpaid
    came = planned & ~absent
    right = np.where(break_due, on_break | unpaid, np.where(off_due, off_phone | unpaid, on_phone))
    return np.stack((came & right, came, planned, on_phone, came & ~break_due & ~off_due, here), axis=1)
