"""What came into play: who had to wait and who was taken from a queue by whom, which rules acted, and how long
work went on after closing.

A priority, or the order of a queue, decides only about contacts that wait: where hardly anybody does, it never works,
however carefully it was thought out. These counts say so after a run. They add up over replications and are made where
the log is.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, Facts, RunLog, SpanKind
from simulator.metrics.came import is_reported
from simulator.metrics.cells import once_a_horizon
from simulator.metrics.helped import OF_HELPS, by_help
from simulator.metrics.intervened import OF_INTERVENTIONS, by_intervention
from simulator.metrics.outcomes import integers
from simulator.metrics.overflowed import APPLIED, DECLINED, LEFT_OUT
from simulator.metrics.wait_rows import IS_TAKEN, answered, counted, queued

LATE_S = 3600.0
"""Work that goes on for longer than this after closing is late: a last call is not."""

OF_RULES = ("asked", "applied", "done")
"""What is counted of an overflow rule: of one that offers something, who is asked, who is offered it, who accepts."""

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Used:
    """What came into play in some replications of one scenario, added up."""

    served_by: Floats
    """Shape (types, groups): contacts that were of the type then and that the group served, whoever served first."""
    queued_by: Floats
    """Shape (types, groups): contacts of the type that the group took from a queue."""
    queued_in: Floats
    """Shape (types, segments + 1): contacts that had to wait, by segment, the last of those in none."""
    arrived_in: Floats
    """As `queued_in`: all who came."""
    late: Floats
    """Shape (groups,): closings after which somebody of the group worked late."""
    late_agents: Floats
    """Shape (groups,): how many did, added up."""
    latest_s: Floats
    """Shape (groups,): the longest that anybody worked after a closing; 0 where nobody did."""
    latest_at_s: Floats
    """Shape (groups,): when that was over, in seconds since 00:00 of its day."""
    closings: Floats
    """Shape (1,): how often the center closed."""
    overflow: Floats = field(default_factory=lambda: np.zeros((0, len(OF_RULES))))
    """Shape (overflow rules, `OF_RULES`): how often each held for a contact, was not kept back by its share, acted."""
    interventions: Floats = field(default_factory=lambda: np.zeros((0, len(OF_INTERVENTIONS))))
    """Shape (interventions, `OF_INTERVENTIONS`)."""
    helps: Floats = field(default_factory=lambda: np.zeros((0, len(OF_HELPS))))
    """Shape (rules by which agents call for help, `OF_HELPS`)."""


def used(log: RunLog) -> Used:
    """Return what came into play in one replication, of contacts that came in the time that is reported.

    A contact that is passed on within its type waits again, and whoever then takes it takes it from a queue, too.
    """
    reported = is_reported(log)
    late = _late(log, len(log.names.groups))
    by_rules = (_by_rules(log, reported), by_intervention(log), by_help(log))
    return Used(_served(log, reported), *queued(log, reported), *late, *by_rules)


def _by_rules(log: RunLog, reported: NDArray[np.bool_] | None) -> Floats:
    """Return `Used.overflow`."""
    rules = len(log.names.overflow)
    if not log.overflow:
        return np.zeros((rules, len(OF_RULES)))
    rule, did = (integers(log.overflow[name]).astype(np.intp) for name in ("rule", "did"))
    mine = np.ones(len(rule), dtype=np.bool_) if reported is None else reported[log.overflow["contact"]]
    counts = [np.bincount(rule[mine & (did >= least)], minlength=rules) for least in (LEFT_OUT, DECLINED, APPLIED)]
    return np.stack(counts, axis=1).astype(np.float64)


def _served(log: RunLog, reported: NDArray[np.bool_] | None) -> Floats:
    """Return `Used.served_by`: who is answered once is served by who answered, who is passed on by all who talked."""
    types, groups = len(log.names.types), len(log.names.groups)
    contacts, spans = log.contacts, log.spans
    passed = integers(contacts["passes"]) > 0 if "passes" in contacts else None
    if passed is None or not passed.any():
        return answered(log, reported)
    alone = ~passed if reported is None else reported & ~passed
    passed &= integers(contacts["answered_group"]) != NOBODY
    if reported is not None:
        passed &= reported
    talks = np.flatnonzero(IS_TAKEN[spans["kind"]])
    talks = talks[passed[spans["contact"][talks]]]
    pair = np.unique(spans["contact"][talks] * groups + integers(spans["group"])[talks])
    kind = contacts["type"].astype(np.intp)
    return answered(log, alone) + counted(kind[pair // groups] * groups + pair % groups, types, groups)


_MOST = ("latest_s", "latest_at_s")
"""What is not added up: the longest counts."""


def added(parts: Sequence[Used]) -> Used:
    """Return what came into play in all of ``parts``; there is at least one."""
    if len(parts) == 1:
        return parts[0]
    longest = np.argmax([part.latest_s for part in parts], axis=0)
    groups = np.arange(len(longest))
    most = {name: np.array([getattr(part, name) for part in parts])[longest, groups] for name in _MOST}
    names = [one.name for one in fields(Used) if one.name not in _MOST]
    sums = {name: np.sum([getattr(part, name) for part in parts], axis=0) for name in names}
    return Used(**sums, **most)


def _late(log: RunLog, groups: int) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return `Used.late`, `late_agents`, `latest_s`, `latest_at_s` and `closings`.

    A stay belongs to the day it began on; where a day opens when the one before closes, the center does not close.
    """
    closes_s, starts_s = _closings(log.facts)
    late, agents, latest_s, latest_at_s = (np.zeros(groups) for _ in range(4))
    spans, since_s = log.spans, log.facts.reports_from_s
    stays = np.flatnonzero(spans["kind"] == SpanKind.DUTY)
    columns = (spans[name][stays].tolist() for name in ("group", "from_s", "to_s"))
    late_days = set()
    # Stays are few: looked at one by one, those of a small center cost a third.
    for group, from_s, to_s in zip(*columns, strict=True):
        day = min(bisect_right(closes_s, max(from_s, since_s)), len(closes_s) - 1)
        over_s = to_s - closes_s[day]
        if to_s > since_s and 0.0 < over_s >= latest_s[group]:
            latest_s[group], latest_at_s[group] = over_s, to_s - starts_s[day]
        if to_s > since_s and over_s > LATE_S:
            agents[group] += 1
            late_days.add((group, day))
    for group, _ in late_days:
        late[group] += 1
    return late, agents, latest_s, latest_at_s, np.array([float(len(closes_s))])


@once_a_horizon
def _closings(facts: Facts) -> tuple[list[float], list[float]]:
    """Return when the center closed and when the day of each closing began."""
    first = np.array([day.first_interval for day in facts.days])
    last = np.append(first[1:], len(facts.open_s)) - 1
    closes_s = facts.interval_starts_s[last] + facts.open_s[last]
    opens_again_s = np.append(facts.interval_starts_s[first[1:]], np.inf)
    real = opens_again_s > closes_s
    return closes_s[real].tolist(), np.array([day.start_s for day in facts.days])[real].tolist()
