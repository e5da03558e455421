"""How much memory a million contacts take, from drawing them to the finished log.

The peak of a process never falls, so it is measured in a process of its own: ``python -m benchmarks.memory``.
"""

import resource
import subprocess
import sys

from benchmarks.days import MILLION, days_of, scenario_of
from simulator.engine.simulate import simulate


def measure() -> str:
    """Return the report of a fresh process."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.memory"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _main() -> None:
    scenario = scenario_of(MILLION)
    before_mib = _peak_mib()
    (day,) = days_of(MILLION, scenario)
    log = simulate(scenario, day.workload)
    rows = {"contacts": len(log.contacts["contact"]), "spans": len(log.spans["contact"])}
    print(
        f"{rows['contacts']:,} contacts, {rows['spans']:,} spans: peak {_peak_mib():,.0f} MiB, "
        f"of which {before_mib:,.0f} MiB before the first contact was drawn (aim: under 1,024 MiB)"
    )


def _peak_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    _main()
