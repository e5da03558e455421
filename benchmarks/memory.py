"""How much memory and disk runs take at their peak, beside what was estimated before they started.

    python -m benchmarks.memory             # a million contacts in one replication, from drawing to the finished log
    python -m benchmarks.memory small 2     # 20,000 replications of a small center, in two processes
    python -m benchmarks.memory week 2      # a large center for a week, 6 strategies × 100 replications
    python -m benchmarks.memory --compiled PYTHON week 2    # the same, by the program installed beside that python

The peak of a process never falls, so each is measured in a process of its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.days import MILLION, days_of, scenario_of
from benchmarks.week import week
from simulator.comparing import Asked, ask
from simulator.engine.simulate import simulate
from simulator.execution.needs import blocks_of, needs_of
from simulator.run_folder.keeper import Keeper
from simulator.scenario.reader import load

MODULE = "benchmarks.memory"
SMALL = Path(__file__).parents[1] / "scenarios" / "first_steps.yaml"


def measure() -> str:
    """Return the report of a fresh process about a million contacts."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.memory"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def asked_of(name: str) -> tuple[Asked, str]:
    """Return a run by its name, and what it should stay under."""
    if name == "small":
        return ask(load(str(SMALL)), ["as_today"], replications=20_000), "300 MB"
    return ask(week(), replications=100), "500 MB, its folder 200 MB"


def kept_run(asked: Asked, jobs: int, aim: str) -> str:
    """Run and keep what was asked; return what it took."""
    needs = needs_of(asked.extents, asked.replications)
    before_mb, started_s = _peak_mb(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        keeper = Keeper(asked, "compare", str(Path(folder, "run")))
        run = keeper.run(jobs)
        run_mb = _peak_mb()
        keeper.write(run)
        disk_mb = sum(file.stat().st_size for file in Path(folder).rglob("*")) / 1e6
    return (
        f"{len(asked.runs)} runs × {asked.replications:,} replications, {jobs} processes, blocks: "
        f"{blocks_of(asked.extents, asked.replications) or 'none'}, {time.perf_counter() - started_s:,.0f} s: "
        f"peak {_peak_mb():,.0f} MB ({before_mb:,.0f} before, {run_mb:,.0f} when all was simulated), "
        f"estimated {needs.memory / 1e6:,.0f}; of a worker {_peak_mb(resource.RUSAGE_CHILDREN):,.0f}, "
        f"estimated {needs.worker / 1e6:,.0f}; folder {disk_mb:,.0f}, estimated {needs.folder / 1e6:,.0f} (aim: {aim})"
    )


def _million() -> str:
    scenario = scenario_of(MILLION)
    before_mb = _peak_mb()
    (day,) = days_of(MILLION, scenario)
    log = simulate(scenario, day.workload)
    rows = {"contacts": len(log.contacts["contact"]), "spans": len(log.spans["contact"])}
    return (
        f"{rows['contacts']:,} contacts, {rows['spans']:,} spans: peak {_peak_mb():,.0f} MB, "
        f"of which {before_mb:,.0f} before the first contact was drawn (aim: under 1,074)"
    )


def _peak_mb(who: int = resource.RUSAGE_SELF) -> float:
    peak = resource.getrusage(who).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def _compiled(python: str, *arguments: str) -> int:
    """Measure the program that is installed beside ``python``, which is compiled."""
    from benchmarks.versions import versions

    version = versions(None, python)[-1]
    # The program is to be found before this checkout is.
    checkout = str(Path(__file__).parents[1])
    code = f"import runpy, sys; sys.path.append({checkout!r}); runpy.run_module({MODULE!r}, None, '__main__')"
    return subprocess.run([version.python, "-P", "-c", code, *arguments], env=version.environment).returncode


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compiled"]:
        sys.exit(_compiled(*sys.argv[2:]))
    if sys.argv[1:]:
        asked, aim = asked_of(sys.argv[1])
        print(kept_run(asked, int(sys.argv[2]) if sys.argv[2:] else 1, aim))
    else:
        print(_million())
