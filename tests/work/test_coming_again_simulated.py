"""Work that is reckoned before a run is what a run does when there are agents for everybody at once."""

import numpy as np
import pytest
from building import simulated
from numpy.typing import NDArray

from simulator.demand.workload import draw
from simulator.log import Cause, SpanKind
from simulator.scenario.nouns import Scenario
from simulator.work.by_piece import in_intervals, works_of

REPLICATIONS = 60
DAYS = 3
# Passed on by the segment and after a duration, warm and blind; told again; back by attempt, also at night.
CENTER = Scenario.model_validate(
    {
        "version": 1,
        "name": "agents for everybody",
        "horizon": {"from": "08:00", "to": "18:00", "days": DAYS, "weekday": "monday"},
        "channels": {"voice": {"when_closed": "wait"}},
        "sources": {"s": {"arrivals": "60/h"}},
        "contact_types": {
            "a": {
                "from": "s",
                "channel": "voice",
                "talk": {"exponential": {"mean": "4m"}},
                "wrap_up": "30s",
                "patience": "endless",
                "segments": {"vip": {"share": "20%", "talk": {"exponential": {"mean": "6m"}}}},
            },
            "b": {"channel": "voice", "talk": "5m", "wrap_up": "1m", "patience": "endless"},
        },
        "agent_groups": {
            "front": {
                "agents": 60,
                "serves": {"a": {"solved": "70%", "handle_time": {"talk": 1.2, "wrap_up": 0.8}}, "b": {}},
            }
        },
        "follow_ups": {
            "return": {
                "of": ["a", "b"],
                "when": {"solved": False},
                "share": ["50%", "20%"],
                "after": {"exponential": {"mean": "5h"}},
                "attempts": 3,
                "come": {"repeat_story": "60s"},
            }
        },
        "transfers": {
            "expert": {"of": "vip", "share": ["30%", "0%"], "at": "40%", "pass": {"type": "b", "warm": "45s"}},
            "again": {
                "of": "a",
                "share": ["20%", "10%", "0%"],
                "at": "2m",
                "pass": {"context": "lost", "repeat_story": "40s"},
            },
        },
    }
)


@pytest.mark.long
def test_contacts_and_agent_seconds_of_a_run_are_those_that_were_reckoned() -> None:
    works = works_of(CENTER, forecast=False)
    days = [in_intervals(works, place) for place in range(DAYS)]
    contacts = works.coming.worked.contacts.sum(axis=1)
    seconds = [
        sum(one * length_s for day in days for one, length_s in zip(day.types[row].erlangs, day.lengths_s, strict=True))
        for row in range(2)
    ]
    came = works.coming.came.sum()
    found = np.array([_run(replication) for replication in range(REPLICATIONS)])
    # Per customer who came, so that the number of them is no noise.
    apart = found[:, 1:] - np.array([*contacts, *seconds]) / came * found[:, :1]
    error = apart.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    assert (4 * error <= 0.06 * np.array([*contacts, *seconds])).all(), "too noisy: simulate longer"
    assert (np.abs(apart.mean(axis=0)) <= 4 * error).all(), (apart.mean(axis=0), error)


def _run(replication: int) -> NDArray[np.float64]:
    """Return who came, the answered contacts of each type, and the seconds of agents for each."""
    log = simulated(CENTER, draw(CENTER, seed=1, replication=replication))
    kind, answered = log.contacts["type"], ~np.isnan(log.contacts["answered_s"])
    of = kind[log.spans["contact"]]
    busy = np.isin(log.spans["kind"], [SpanKind.TALK, SpanKind.WRAP_UP])
    seconds = log.spans["to_s"] - log.spans["from_s"]
    first = (log.contacts["cause"] == Cause.FIRST).sum()
    by_type = [(answered & (kind == row)).sum() for row in range(2)]
    return np.array([first, *by_type, *(seconds[busy & (of == row)].sum() for row in range(2))], dtype=np.float64)
