"""What is kept of a day beside its measures, for pictures: queue, waits, plan, and one day's agents.

Few numbers, made in the same pass as the measures, where the log still is. Counts add up over replications; the queue
is kept for each day, because its spread is part of the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.log import Columns, Facts, Names, RunLog
from simulator.metrics.agent_spans import agent_spans
from simulator.metrics.queue_length import queue_length, step_edges_s
from simulator.metrics.wait_counts import wait_counts

DAY_OF_AGENTS = 0
"""The replication whose agents are kept."""


@dataclass(frozen=True, eq=False)
class Details:
    """The details of some replications of one scenario, in their order."""

    names: Names
    facts: Facts
    """Of the first of them: what is planned and expected is the same in all."""
    step_edges_s: NDArray[np.float64]
    """Shape (steps + 1,)."""
    queue: NDArray[np.float32]
    """Shape (replications, 1 + types, steps): the mean number waiting, of everything and by type."""
    waits: NDArray[np.int64]
    """Shape (types, endings, buckets), summed over the replications."""
    agents: Columns | None = None
    """The spans of replication 0; None when it is not among them."""


def details(log: RunLog) -> Details:
    """Return the details of one replication."""
    edges_s = step_edges_s(log.facts)
    return Details(
        names=log.names,
        facts=log.facts,
        step_edges_s=edges_s,
        queue=queue_length(log, edges_s)[np.newaxis].astype(np.float32),
        waits=wait_counts(log),
        agents=agent_spans(log) if log.facts.replication == DAY_OF_AGENTS else None,
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
    )
