"""How long a whole comparison takes as users wait for it, from calling the command to its end, beside other versions.

    python -m benchmarks.whole_comparison [--old CHECKOUT …] [--compiled PYTHON] [--rounds 9] [--page] [SCENARIO]

All versions compare all strategies of the scenario, in one process and in as many as they choose, turn and turn about:
start, simulation, answer and run folder, with ``--page`` the HTML report as well. Told are medians by the clock and of
the processor time of all processes, and the medians of the ratios of a round (below 1 is quicker now). By the clock
only an idle machine tells. All find their files compiled to bytecode, as whoever has installed them does.
"""

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.versions import HERE, Version, versions

SCENARIO = "scenarios/cyber_monday.yaml"
_CODE = "from simulator.cli.main import main; main()"
_SET_CHILD_SUBREAPER = 36


class Took(NamedTuple):
    """How long a comparison took."""

    clock_s: float
    processor_s: float


def took(version: Version, scenario: Path, more: list[str], bytecode: str) -> Took:
    """Return how long a version takes; ``bytecode`` is the folder of its compiled files."""
    environment = version.environment | {"PYTHONPYCACHEPREFIX": bytecode, "CCSIM_RESULTS": "results"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        copied = shutil.copytree(scenario.parent, Path(folder, "scenarios")) / scenario.name
        command = [version.python, "-P", "-c", _CODE, "compare", str(copied), *more]
        before_s, started_s = _used_s(), time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder)
        clock_s = time.perf_counter() - started_s
        _await_all()
        if done.returncode or not any(Path(folder).glob("results/*/manifest.json")):
            sys.exit(f"{version.name} ended with {done.returncode}: {done.stderr}")
        return Took(clock_s, _used_s() - before_s)


def _used_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _adopt() -> None:
    """Have those who are left behind by what is started here (a fork server) counted here: on Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _await_all() -> None:
    with suppress(ChildProcessError):
        while True:
            os.wait()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", type=Path, action="append", default=[])
    parser.add_argument("--compiled", metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--page", action="store_true")
    parser.add_argument("scenario", nargs="?", type=Path, default=HERE.parent / SCENARIO)
    asked = parser.parse_args()
    raced = [replace(versions(old, None)[0], name=old.name) for old in asked.old] + versions(None, asked.compiled)
    if asked.compiled:
        # All by the same python, whose bytecode and libraries are the same.
        raced = [replace(version, python=raced[-1].python) for version in raced]
    _adopt()
    print("| processes | version | by the clock | processor |\n|---|---|--:|--:|")
    with tempfile.TemporaryDirectory() as bytecode:
        for jobs, more in (("1", ["--jobs", "1"]), ("all", [])):
            more = [*more, *(["--html", "page.html"] if asked.page else [])]
            found = {version.name: list[Took]() for version in raced}
            for number in range(asked.rounds + 1):
                for version in raced[:: 1 if number % 2 else -1]:
                    one = took(version, asked.scenario.resolve(), more, str(Path(bytecode, version.name)))
                    # In the first round files are compiled.
                    if number:
                        found[version.name].append(one)
            for name, times in found.items():
                clock_s, processor_s = (median(column) for column in zip(*times, strict=True))
                print(f"| {jobs} | {name} | {clock_s:.2f} s | {processor_s:.2f} s |")
            for slow, fast in combinations(found, 2):
                pairs = zip(found[fast], found[slow], strict=True)
                ratios = [[mine / theirs for mine, theirs in zip(*pair, strict=True)] for pair in pairs]
                told = [f"{median(one):.2f} ({min(one):.2f}–{max(one):.2f})" for one in zip(*ratios, strict=True)]
                print(f"| {jobs} | {fast} ÷ {slow} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    main()
