"""One version, timed from outside: a model's name comes in, seconds of processor time go out.

Run as a program by `against.py`, once for each checkout. It imports the ``simulator`` and the
``benchmarks.days`` of the checkout it speaks for, and knows where the two versions of the log differ.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

DAYS = {"single": 3, "small": 150, "skills": 3, "cyber_monday": 12}
"""How many replications of a model are one round."""


def rounds(name: str) -> Callable[[], dict[str, float]]:
    """Return what runs ``name`` once more; what is drawn and resolved has been before."""
    from simulator.demand.workload import draw
    from simulator.engine.simulate import simulate
    from simulator.metrics.details import details
    from simulator.metrics.measure import measure

    scenario = _scenario(name)
    workloads = [draw(scenario, 1999, number) for number in range(DAYS[name])]
    whole = _log_of(simulate)

    def once() -> dict[str, float]:
        took = {"log": 0.0, "replication": 0.0}
        for number, workload in enumerate(workloads):
            started_s = time.process_time()
            whole(scenario, workload)
            took["log"] += time.process_time() - started_s
            started_s = time.process_time()
            log = simulate(scenario, draw(scenario, 1999, number))
            measure(log)
            details(log)
            took["replication"] += time.process_time() - started_s
        return took

    return once


def _scenario(name: str) -> Any:
    if name == "cyber_monday":
        from simulator.scenario.reader import load

        study = load("scenarios/cyber_monday.yaml")
        return study.resolve(study.strategies[0])
    from benchmarks import days

    return days.scenario_of(getattr(days, name.upper()))


def _log_of(simulate: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return what makes the whole log, agents' time included: since version 2 that is summed when it is asked for."""
    try:
        from simulator.log.agent_time import agent_time
    except ImportError:
        return simulate
    return lambda scenario, workload: agent_time(simulate(scenario, workload))


def main() -> None:
    """Answer one model after the other until nobody asks any more."""
    known: dict[str, Callable[[], dict[str, float]]] = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in known:
            known[name] = rounds(name)
            known[name]()
        sys.stdout.write(json.dumps(known[name]()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
