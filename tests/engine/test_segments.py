"""The log says who is in which segment, what was forecast, and each segment keeps its own patience."""

import numpy as np
from building import simulated
from demand_texts import scenario_of

from simulator.demand.workload import NO_SEGMENT, draw
from simulator.log import NOBODY, EndedBy

ORDERS = {
    "from": "shoppers",
    "channel": "voice",
    "talk": {"exponential": {"mean": "8m"}},
    "patience": "1m",
    "segments": {"vip": {"share": "30%", "patience": "endless"}},
}


def test_the_log_has_segments_by_name_and_the_forecast_beside_the_truth():
    scenario = scenario_of({"arrivals": "60/h", "truth": {"volume": "150%"}}, types={"orders": ORDERS})
    workload = draw(scenario, 1, 0)
    log = simulated(scenario, workload)
    assert log.names.segments == ("vip",)
    assert NO_SEGMENT == NOBODY
    segment = log.contacts["segment"]
    assert (segment == workload.segment).all()
    assert (log.facts.forecast == 30.0).all()
    assert (log.facts.expected == 45.0).all()
    # Of those who wait endlessly nobody abandons; of the others, at twice the work there are agents for, many.
    abandoned = log.contacts["ended_by"] == EndedBy.ABANDONED
    assert not abandoned[segment == 0].any()
    assert np.mean(abandoned[segment == NO_SEGMENT]) > 0.3
