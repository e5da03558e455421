"""What is kept of a day beside its measures: queue, waits, plan, one day's agents for pictures; what came into play.

Few numbers, made in the same pass as the measures, where the log still is. Counts add up over replications; the queue
is kept for each day, because its spread is part of the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, Names, RunLog
from simulator.metrics.agent_spans import agent_spans
from simulator.metrics.cells import interval_labels
from simulator.metrics.queue_length import queue_length, steps_of
from simulator.metrics.used import Used, added, used
from simulator.metrics.wait_counts import wait_counts

DAY_OF_AGENTS = 0
"""The replication whose agents are kept."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Timetable:
    """What every replication of a scenario has in common: its times, what was expected, who was scheduled."""

    names: Names
    intervals: tuple[str, ...]
    """The intervals' labels, as in the cells of the measures."""
    interval_from_s: Floats
    """Shape (intervals,), as `interval_to_s`."""
    interval_to_s: Floats
    step_from_s: Floats
    """Shape (steps,), as `step_to_s`: about five minutes each."""
    step_to_s: Floats
    expected: Floats
    """Shape (types, intervals): contacts expected by the demand that was drawn from; NaN when recorded."""
    forecast: Floats
    """Shape (types, intervals): the same by the forecast."""
    scheduled_s: Floats
    """Shape (groups, intervals): agent seconds on the plan."""


@dataclass(frozen=True, eq=False)
class Details:
    """The details of some replications of one scenario, in their order."""

    plan: Timetable
    queue: NDArray[np.float32]
    """Shape (replications, 1 + types, steps): the mean number waiting, of everything and by type.

    Of a large run only the first replications are here: their quantiles are hardly known better from more of them."""
    waits: NDArray[np.int64]
    """Shape (types, endings, buckets), summed over the replications."""
    agents: Columns | None = None
    """The spans of replication 0; None when it is not among them."""
    used: Used | None = None
    """What came into play, summed over the replications; None in a run of an older version."""


def details(log: RunLog) -> Details:
    """Return the details of one replication."""
    facts, steps = log.facts, steps_of(log.facts)
    plan = Timetable(
        names=log.names,
        intervals=interval_labels(facts),
        interval_from_s=facts.interval_starts_s,
        interval_to_s=facts.interval_starts_s + facts.open_s,
        step_from_s=steps.from_s,
        step_to_s=steps.to_s,
        expected=facts.expected,
        forecast=facts.forecast,
        scheduled_s=facts.scheduled_s,
    )
    return Details(
        plan=plan,
        queue=queue_length(log, steps)[np.newaxis].astype(np.float32),
        waits=wait_counts(log),
        agents=agent_spans(log) if facts.replication == DAY_OF_AGENTS else None,
        used=used(log),
    )


def together(parts: Sequence[Details]) -> Details:
    """Return the details of consecutive replications of one scenario as one; there is at least one."""
    if len(parts) == 1:
        return parts[0]
    return replace(
        parts[0],
        queue=np.concatenate([part.queue for part in parts]),
        waits=np.sum([part.waits for part in parts], axis=0),
        agents=next((part.agents for part in parts if part.agents is not None), None),
        used=added([part.used for part in parts if part.used is not None]),
    )
