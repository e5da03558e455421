"""Time on call and what it costs: people who stand by at home are in no state of their own and on no plan.

An hour on call costs a share of what the hour's work costs, without overtime and supplements. Shares are those of
shifts, so a span costs what the shift says in which it lies.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.log import RunLog, SpanKind
from simulator.log.pay import SpansOfRows, by_slot

Floats = NDArray[np.float64]

_ON_CALL = int(SpanKind.ON_CALL)
_AGENTS_APART_S = 2.0**32
"""More than any run lasts: one number tells agent and time."""


def on_call_s(log: RunLog) -> Floats:
    """Return the seconds on call by slot (intervals, then times after closing) and group, shape (slots, groups)."""
    mine = _spans(log)
    return _seconds(log, mine, log.spans["group"][mine].astype(np.int64), len(log.names.groups))


def cost_on_call(log: RunLog) -> Floats:
    """Return what time on call costs by slot and group, shape (slots, groups); NaN where the hour's cost is unknown."""
    parts, mine, groups = log.facts.on_call, _spans(log), len(log.names.groups)
    cost = np.zeros((len(log.facts.partition.edges_s), groups))
    if parts is None:
        return cost
    agent, group = (log.spans[name][mine].astype(np.int64) for name in ("agent", "group"))
    from_s = log.spans["from_s"][mine].astype(np.float64)
    begun = np.searchsorted(parts.agent * _AGENTS_APART_S + parts.from_s, agent * _AGENTS_APART_S + from_s, "right")
    rates, rate = np.unique(parts.paid[begun - 1] * _per_s(log, agent, group), return_inverse=True)
    seconds = _seconds(log, mine, group * len(rates) + rate, groups * len(rates))
    for number, one in enumerate(rates):
        here = seconds[:, number :: len(rates)]
        cost += np.where(here > 0.0, here * one, 0.0)
    return cost


def _spans(log: RunLog) -> NDArray[np.intp]:
    return np.flatnonzero(log.spans["kind"] == _ON_CALL)


def _per_s(log: RunLog, agent: NDArray[np.int64], group: NDArray[np.int64]) -> Floats:
    """Return what a second of work costs of each agent."""
    pay = log.facts.pay
    if pay is None:
        return log.facts.wage_per_s[group]
    own = pay.of_agent[agent]
    rule = np.where(own >= 0, own, pay.of_group[group])
    costs = np.array([one.per_s for one in pay.rules])
    return np.where(pay.is_known[group], costs[np.maximum(rule, 0)], np.nan)


def _seconds(log: RunLog, mine: NDArray[np.intp], row: NDArray[np.int64], rows: int) -> Floats:
    from_s, to_s = (log.spans[name][mine].astype(np.float64) for name in ("from_s", "to_s"))
    return by_slot(SpansOfRows(row, from_s, to_s), lambda time_s: time_s, log.facts, rows).T
