"""Who comes: contacts by type and interval, cases by source; those of a recorded file are counted.

A workload says NaN of what is recorded, because there is nothing to expect; here what counts is that they come.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.demand.poisson import expected_cases
from simulator.demand.recorded import recorded_cases
from simulator.demand.source_cases import expected_of_source
from simulator.demand.workload import contacts_by_type
from simulator.scenario.days import course
from simulator.scenario.nouns import Scenario

Columns = NDArray[np.float64]


def offered(scenario: Scenario, truth: bool) -> Columns:
    """Return contacts by type and reporting interval, shape (types, intervals), by the truth or by the forecast.

    Raises ScenarioError when a file of the past cannot be used.
    """
    return contacts_by_type(scenario, truth, cases_between)


def cases_between(scenario: Scenario, name: str, edges_s: Sequence[float], truth: bool) -> Columns:
    """Return the cases of a source between each two neighbours of ``edges_s``, shape (edges − 1,).

    Raises ScenarioError when a file of the past cannot be used.
    """
    edges = tuple(edges_s)
    source = scenario.sources[name]
    recorded = source.arrivals.recorded
    if recorded is None:
        return expected_of_source(scenario, name, edges, truth)
    arrived_s = recorded_cases(recorded, scenario.folder, scenario.horizon, key=0).arrived_s
    counts = np.diff(np.searchsorted(np.sort(arrived_s), edges)).astype(np.float64)
    demand = (course.coming if truth else course.forecast)(scenario, name)
    more = sum((expected_cases(curve, edges) for curve in demand.campaigns.values()), start=np.zeros(len(counts)))
    return (counts + more) * course.cases_per_arrival(source)
