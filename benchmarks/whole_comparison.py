"""How long a whole comparison takes, beside an older version of the program in one run.

    python -m benchmarks.whole_comparison /path/to/older/checkout [SCENARIO] [REPLICATIONS]

Both versions compare all strategies of the scenario, in one process and in two, turn and turn about, each time in a
process of its own; start-up is not counted, but that of workers is. Told are the quickest times by the clock, their
ratio (more than 1 is quicker now), and the same for the processor time of all processes: where others use the machine,
only that can be compared. Both find their files compiled, as whoever has installed them does.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parents[1]
SCENARIO, REPLICATIONS, TIMES = "scenarios/cyber_monday.yaml", 30, 5
_CODE = """
import resource, sys, time
from simulator.comparing import compare
from simulator.scenario.reader import load
def used_s():
    each = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in each)
if __name__ == "__main__":
    study, jobs = load(sys.argv[1]), int(sys.argv[3])
    compare(study, replications=1, jobs=1)
    started_s, before_s = time.perf_counter(), used_s()
    compare(study, replications=int(sys.argv[2]), jobs=jobs)
    print(time.perf_counter() - started_s, used_s() - before_s)
"""


class Took(NamedTuple):
    """How long a comparison took."""

    clock_s: float
    processor_s: float


def took(tree: Path, scenario: Path, replications: int, jobs: int, compiled: str) -> Took:
    """Return how long the version in ``tree`` takes; ``compiled`` is the folder of its compiled files."""
    command = [sys.executable, "-c", _CODE, str(scenario), str(replications), str(jobs)]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=tree)
    return Took(*map(float, done.stdout.split()))


def main() -> None:
    """Measure and print."""
    older, *more = sys.argv[1:]
    scenario = Path(more[0] if more else HERE / SCENARIO).resolve()
    replications = int(more[1]) if more[1:] else REPLICATIONS
    trees = (Path(older).resolve(), HERE)
    with tempfile.TemporaryDirectory() as compiled:
        for tree in trees:
            took(tree, scenario, 1, 2, compiled)
        for jobs in (1, 2):
            times: list[list[Took]] = [[], []]
            for _ in range(TIMES):
                for tree, found in zip(trees, times, strict=True):
                    found.append(took(tree, scenario, replications, jobs, compiled))
            for what in Took._fields:
                before_s, now_s = (min(getattr(one, what) for one in found) for found in times)
                ratio = before_s / now_s
                print(f"jobs {jobs}, {what}: {before_s:.2f} before, {now_s:.2f} now, {ratio:.2f} times as quick")


if __name__ == "__main__":
    main()
