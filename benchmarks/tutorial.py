"""The same day in SimPy as its tutorials write it: a process per contact, a Resource, a race of answer and patience.

This is what somebody writes who needs the answer this afternoon. It is idiomatic and not slowed down: no printing, the
results go into two lists, the columns are lists before the run.
"""

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from benchmarks.days import Day, Outcome


def run(day: Day) -> Outcome:
    """Return the waits and abandonments of ``day``; the queue is served out."""
    env = simpy.Environment()
    team = simpy.Resource(env, capacity=day.teams[0].agents)
    wait_s = [0.0] * len(day.arrived_s)
    abandoned = [False] * len(day.arrived_s)

    def contact(number: int, talk_s: float, patience_s: float) -> Generator[simpy.Event, Any, None]:
        arrived_s = env.now
        with team.request() as request:
            result = yield request | env.timeout(patience_s)
            wait_s[number] = env.now - arrived_s
            if request in result:
                yield env.timeout(talk_s)
            else:
                abandoned[number] = True

    def arrivals() -> Generator[simpy.Event, Any, None]:
        columns = zip(day.arrived_s.tolist(), day.talk_s.tolist(), day.patience_s.tolist(), strict=True)
        for number, (arrived_s, talk_s, patience_s) in enumerate(columns):
            yield env.timeout(arrived_s - env.now)
            env.process(contact(number, talk_s, patience_s))

    env.process(arrivals())
    env.run()
    return Outcome(np.array(wait_s), np.array(abandoned))
