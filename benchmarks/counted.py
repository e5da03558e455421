"""How many instructions a contact takes, where seconds are too noisy: a whole replication, drawn, simulated, measured.

    python -m benchmarks.counted [--old CHECKOUT] [--compiled PYTHON] [CENTER…]

Counted by ``perf stat -e instructions:u`` where the machine lets it, else by valgrind (some forty times as slow as
running). Two runs that differ by some days tell what a day costs and leave the start out. The count depends on the
versions of Python and the libraries, hardly on the machine, and not on who else uses it.
"""

import argparse
import re
import subprocess
import tempfile
from pathlib import Path

from benchmarks.centers import DAYS, LATER
from benchmarks.versions import Version, versions

_PERF = ["perf", "stat", "-x", ",", "-e", "instructions:u"]
_VALGRIND = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
_MORE = {"small": 40}
"""Days more in the second run; of all others one."""


def per_contact(version: Version, center: str, counter: list[str]) -> float:
    """Return how many instructions a contact takes."""
    few, many = (_counted(version, center, days, counter) for days in (1, 1 + _MORE.get(center, 1)))
    return (many[0] - few[0]) / (many[1] - few[1])


def counter_here() -> list[str]:
    """Return the command that counts."""
    try:
        done = subprocess.run([*_PERF, "true"], capture_output=True, text=True)
    except FileNotFoundError:
        return _VALGRIND
    return _VALGRIND if "not " in done.stderr or done.returncode else _PERF


def _counted(version: Version, center: str, days: int, counter: list[str]) -> tuple[int, int]:
    """Return instructions and contacts of a process that runs so many days."""
    # OpenBLAS with a thread on each core waits in a loop, which counts.
    environment = {**version.environment, "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryFile("w+") as errors:
        done = subprocess.run(
            [*counter, *version.command, center, str(days)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            check=True,
            cwd=version.folder,
            env=environment,
        )
        errors.seek(0)
        said = errors.read()
    pattern = r"^(\d+),.*instructions" if counter == _PERF else r"I\s+refs:\s+([\d,]+)"
    found = re.search(pattern, said, re.MULTILINE)
    assert found, said
    return int(found[1].replace(",", "")), int(done.stdout)


def main() -> None:
    """Count and print a row for each center."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", type=Path)
    parser.add_argument("--compiled", metavar="PYTHON")
    parser.add_argument("centers", nargs="*", default=list(DAYS))
    asked = parser.parse_args()
    counter, raced = counter_here(), versions(asked.old, asked.compiled)
    print(f"instructions a contact, by {counter[0]}")
    print("| center | " + " | ".join(version.name for version in raced) + " |\n|---|" + "--:|" * len(raced))
    for center in asked.centers:
        each = [
            "–" if version.name == "old" and center in LATER else f"{per_contact(version, center, counter):,.0f}"
            for version in raced
        ]
        print(f"| {center} | {' | '.join(each)} |", flush=True)


if __name__ == "__main__":
    main()
