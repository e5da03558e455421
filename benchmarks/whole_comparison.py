"""How long a whole comparison takes, beside an older version of the program in one run.

    python -m benchmarks.whole_comparison /path/to/older/checkout [SCENARIO] [REPLICATIONS]

Both versions compare all strategies of the scenario, in one process and in two, turn and turn about, each time in a
process of its own; start-up is not counted. Told are the quickest times and their ratio: more than 1 is quicker now.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parents[1]
SCENARIO, REPLICATIONS, TIMES = "scenarios/cyber_monday.yaml", 30, 3
_CODE = """
import sys, time
from simulator.comparing import compare
from simulator.scenario.reader import load
if __name__ == "__main__":
    study, jobs = load(sys.argv[1]), int(sys.argv[3])
    compare(study, replications=1, jobs=1)
    started_s = time.perf_counter()
    compare(study, replications=int(sys.argv[2]), jobs=jobs)
    print(time.perf_counter() - started_s)
"""


def took_s(tree: Path, scenario: Path, replications: int, jobs: int) -> float:
    """Return how long the version in ``tree`` takes."""
    command = [sys.executable, "-c", _CODE, str(scenario), str(replications), str(jobs)]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=tree)
    return float(done.stdout)


def main() -> None:
    """Measure and print."""
    older, *more = sys.argv[1:]
    scenario = Path(more[0] if more else HERE / SCENARIO).resolve()
    replications = int(more[1]) if more[1:] else REPLICATIONS
    for jobs in (1, 2):
        times = {tree: [] for tree in (Path(older).resolve(), HERE)}
        for _ in range(TIMES):
            for tree, found in times.items():
                found.append(took_s(tree, scenario, replications, jobs))
        before_s, now_s = (min(found) for found in times.values())
        print(f"jobs {jobs}: {before_s:.2f} s before, {now_s:.2f} s now, {before_s / now_s:.2f} times as quick")


if __name__ == "__main__":
    main()
