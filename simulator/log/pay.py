"""What agents' time costs where not every hour costs the same: own wages, overtime, supplements by the clock.

All seconds are summed exactly, on the time grid, before they are multiplied: those of each wage, those of them that lie
in each supplement, those of overtime. A supplement may begin inside an interval: time is measured by a clock that runs
only while the supplement goes, so nothing need be cut.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.log import Facts, RunLog, SpanKind
from simulator.log.pay_rules import PayRule
from simulator.scenario.days.paying import Clock, running_in

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_DUTY, _OVERTIME = int(SpanKind.DUTY), int(SpanKind.OVERTIME)


class SpansOfRows(NamedTuple):
    """Spans of time, each in a row of what is summed."""

    row: Integers
    from_s: Floats
    to_s: Floats


def cost_of_groups(log: RunLog) -> Floats:
    """Return what agents cost by slot and group, shape (slots, groups); NaN of a group in which it is not known."""
    facts, pay = log.facts, log.facts.pay
    assert pay is not None, "wages differ"
    groups, rules = len(pay.of_group), len(pay.rules)
    stays, late = _of_kind(log, _DUTY), _of_kind(log, _OVERTIME)

    def seconds(spans: SpansOfRows, clock: Clock) -> Floats:
        return by_slot(spans, clock, facts, groups * rules).reshape(groups, rules, -1)

    cost = np.zeros((len(facts.partition.edges_s), groups))
    paid, overtime = seconds(stays, _as_it_is), seconds(late, _as_it_is)
    inside = [seconds(stays, running_in(hours)) for hours in pay.hours]
    for place, rule in enumerate(pay.rules):
        cost += _cost(rule, paid[:, place], overtime[:, place], [one[:, place] for one in inside]).T
    cost[:, ~pay.is_known] = np.nan
    return cost


def _cost(rule: PayRule, paid_s: Floats, overtime_s: Floats, inside: list[Floats]) -> Floats:
    """Return what time costs by a rule. Nothing is added where nothing is more: a plain wage costs what it does."""
    cost = paid_s * rule.per_s
    if rule.overtime:
        cost += overtime_s * (rule.per_s * rule.overtime)
    for place, more in rule.supplements:
        cost += inside[place] * (rule.per_s * more)
    return cost


def _of_kind(log: RunLog, kind: int) -> SpansOfRows:
    """Return the spans of a kind, in rows by group and rule of their agents."""
    pay = log.facts.pay
    assert pay is not None, "wages differ"
    mine = np.flatnonzero(log.spans["kind"] == kind)
    agent, group = (log.spans[name][mine].astype(np.int64) for name in ("agent", "group"))
    own = pay.of_agent[agent]
    rule = np.where(own >= 0, own, pay.of_group[group])
    # Whose cost is not known is in a group whose cost is not.
    return SpansOfRows(group * len(pay.rules) + np.maximum(rule, 0), *_times(log, mine))


def _times(log: RunLog, mine: NDArray[np.intp]) -> tuple[Floats, Floats]:
    return log.spans["from_s"][mine].astype(np.float64), log.spans["to_s"][mine].astype(np.float64)


def _as_it_is(time_s: Floats) -> Floats:
    return time_s


def by_slot(spans: SpansOfRows, clock: Clock, facts: Facts, rows: int) -> Floats:
    """Return how long spans are by row and slot (intervals, then times after closing), by a clock; (rows, slots).

    As in `time_sums.py`: each counts where it begins and where it ends, and in what lies between it is simply there.
    """
    edges_s, ends_s, order = facts.partition.edges_s, facts.partition.ends_s, facts.partition.order
    parts, count = len(edges_s), len(spans.row)
    time_s = np.maximum(np.concatenate((spans.from_s, spans.to_s)), max(edges_s[0], facts.reports_from_s))
    sign = np.repeat((1.0, -1.0), count)
    part = np.searchsorted(edges_s, time_s, side="right") - 1
    cell = part + np.tile(spans.row * parts, 2)
    left_s = (clock(ends_s[part]) - clock(time_s)) * sign
    found: Floats = np.bincount(cell, left_s, minlength=rows * parts).astype(np.float64).reshape(rows, parts)
    there = np.bincount(cell, sign, minlength=rows * parts).reshape(rows, parts).cumsum(axis=1)
    found[:, 1:] += there[:, :-1] * (clock(ends_s) - clock(edges_s))[1:]
    return found if order is None else found[:, order]
