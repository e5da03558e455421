"""One version, timed from outside: a center's name comes in, seconds of processor time go out.

Run as a program by `against.py` and `counted.py`, once for each version. It imports whatever ``simulator`` its
interpreter finds, and its centers from the folder named first; it knows where versions of the log differ.

    python timed.py FOLDER                  # names come in on standard input, a line each
    python timed.py FOLDER CENTER DAYS      # so many whole replications of each strategy, once: to be counted
"""

import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

SEED = 1999


def _module(folder: Path, name: str) -> ModuleType:
    """Return a module of the benchmarks in ``folder``, without making anything else importable that lies beside."""
    spec = importlib.util.spec_from_file_location(f"benchmarks.{name}", folder / f"{name}.py")
    assert spec is not None, name
    assert spec.loader is not None, name
    found = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = found
    spec.loader.exec_module(found)
    return found


def _centers(folder: Path) -> ModuleType:
    """Return the centers: their list is this version's, the days are those that the timed version has."""
    package = ModuleType("benchmarks")
    package.__path__ = [str(folder)]
    sys.modules["benchmarks"] = package
    return _module(Path(__file__).parent, "centers")


class Center:
    """A center whose strategies are run day by day."""

    def __init__(self, centers: ModuleType, name: str) -> None:
        from simulator.demand.workload import draw

        self.strategies = centers.strategies_of(name)
        self.workloads = [draw(self.strategies[0], SEED, number) for number in range(centers.DAYS[name])]

    def once(self) -> dict[str, float]:
        """Run all days; return seconds and how many contacts there were."""
        from simulator.engine.simulate import simulate

        whole, contacts = _log_of(simulate), 0
        started_s = time.process_time()
        for workload in self.workloads:
            whole(self.strategies[0], workload)
        log_s = time.process_time() - started_s
        started_s = time.process_time()
        for number in range(len(self.workloads)):
            contacts += self.replicate(number)
        took_s = time.process_time() - started_s
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # Linux counts in KiB, macOS in bytes.
        peak_mb = peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
        return {"log": log_s, "replication": took_s, "contacts": contacts, "peak_mb": peak_mb}

    def replicate(self, number: int) -> int:
        """Run a whole replication of all strategies: one draw, then each simulated and measured; count contacts."""
        from simulator.demand.workload import draw
        from simulator.engine.simulate import simulate
        from simulator.metrics.details import details
        from simulator.metrics.measure import measure

        workload, contacts = draw(self.strategies[0], SEED, number), 0
        for scenario in self.strategies:
            log = simulate(scenario, workload)
            measure(log)
            details(log)
            contacts += len(log.contacts["arrived_s"])
        return contacts


def _log_of(simulate: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return what makes the whole log, agents' time included: since version 2 that is summed when it is asked for."""
    try:
        from simulator.log.agent_time import agent_time
    except ImportError:
        return simulate
    return lambda scenario, workload: agent_time(simulate(scenario, workload))


def main() -> None:
    """Answer one center after the other until nobody asks any more, or replicate one."""
    folder = Path(sys.argv[1])
    # The folder of this file is no place to look for modules.
    sys.path[:] = [path for path in sys.path if Path(path or ".").resolve() != Path(__file__).parent]
    centers = _centers(folder)
    if sys.argv[2:]:
        name, days = sys.argv[2], int(sys.argv[3])
        center = Center(centers, name)
        sys.stdout.write(f"{sum(center.replicate(number) for number in range(days))}\n")
        return
    known: dict[str, Center] = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in known:
            known[name] = Center(centers, name)
            known[name].once()
        sys.stdout.write(json.dumps(known[name].once()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
