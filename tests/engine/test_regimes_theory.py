"""Two laws of talk in turn, each for half a day: hours after a change the center is Erlang C's with that law."""

import numpy as np
import pytest
from agreement import assert_agrees
from building import center, simulated

from simulator.demand.workload import draw
from simulator.stats.erlang import erlang_c

AGENTS, PER_HOUR = 10, 90
MEAN_S = {"day": 240.0, "night": 320.0}
SETTLED_H = 3


@pytest.mark.long
def test_each_half_of_the_day_is_erlang_c_of_its_own_talk():
    # 6 and 8 erlangs for 10 agents: one contact in ten waits by day, four in ten by night.
    talk = {
        time: {"exponential": {"mean": f"{MEAN_S[half]:g}s"}} for time, half in (("08:00", "day"), ("20:00", "night"))
    }
    kind = {"arrivals": f"{PER_HOUR}/h", "talk": talk, "patience": "endless"}
    horizon = {"from": "00:00", "to": "24:00", "days": 6, "run_on": "0s", "interval": "1h"}
    scenario = center(AGENTS, types={"calls": kind}, **horizon)
    samples = {(half, what): [] for half in MEAN_S for what in ("waits", "wait_s")}
    for replication in range(24):
        contacts = simulated(scenario, draw(scenario, seed=8, replication=replication)).contacts
        hour = contacts["arrived_s"] / 3600 % 24
        begun = contacts["arrived_s"] > 12 * 3600
        for half, from_h in (("day", 8), ("night", 20)):
            # Who comes before the change is served slowly or quickly still; by then they are gone.
            here = begun & ((hour - from_h) % 24 >= SETTLED_H) & ((hour - from_h) % 24 < 12)
            wait_s = contacts["wait_s"][here & np.isfinite(contacts["answered_s"])]
            samples[half, "waits"].append((wait_s > 0).mean())
            samples[half, "wait_s"].append(wait_s.mean())
    for half, mean_s in MEAN_S.items():
        state = erlang_c(AGENTS, PER_HOUR, mean_s)
        assert_agrees(samples[half, "waits"], 1 - erlang_c(AGENTS, PER_HOUR, mean_s).in_time, relative=0.15, what=half)
        assert_agrees(samples[half, "wait_s"], state.asa_s, relative=0.3, what=f"{half}, mean wait")
