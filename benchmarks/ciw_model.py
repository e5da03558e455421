"""The same day in Ciw, a library for networks of queues: one node with servers and reneging.

Ciw asks a distribution for a number and shows it the individual, so that a drawn column can be replayed: individual
``n`` is the ``n``-th to arrive. What a user would read, the individual records, is what is read here.
"""

from itertools import pairwise

import ciw  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from benchmarks.days import Day, Outcome


class Replayed(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw has no types
    """The value of the individual's own row of a column."""

    def __init__(self, column: NDArray[np.float64]) -> None:
        self.values = column.tolist()

    def sample(self, t: float | None = None, ind: ciw.Individual = None) -> float:
        """Return the value for individual ``ind``; Ciw counts them from 1."""
        value: float = self.values[ind.id_number - 1]
        return value


def run(day: Day) -> Outcome:
    """Return the waits and abandonments of ``day``; the queue is served out."""
    count = len(day.arrived_s)
    # Gaps between grid times are exact, and so are their sums. Ciw starts the sequence anew at its end; the endless gap
    # lets nobody come again.
    gaps_s = [later - earlier for earlier, later in pairwise([0.0, *day.arrived_s.tolist()])]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps_s, float("inf")])],
        service_distributions=[Replayed(day.talk_s)],
        reneging_time_distributions=[Replayed(day.patience_s)],
        number_of_servers=[day.teams[0].agents],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(count, method="Finish")
    return _outcome(simulation.get_all_records(), count)


def _outcome(records: list[ciw.DataRecord], count: int) -> Outcome:
    wait_s = np.full(count, np.nan)
    abandoned = np.zeros(count, dtype=bool)
    for record in records:
        wait_s[record.id_number - 1] = record.waiting_time
        abandoned[record.id_number - 1] = record.record_type == "renege"
    return Outcome(wait_s, abandoned)
