"""Whether the compiled engine reads and writes only what is its own: random centers under AddressSanitizer.

    python tests/memory_checked.py [--centers 200]

Columns are plain memory there: a row that does not exist is no error, but a number of somebody else. So the same
sources are compiled once more, with every access watched, and run random centers; then with a mistake put into the
queues, which has to be found. It needs Cython and setuptools beside ccsim's own libraries, and gcc with its sanitizer;
ends with 1 when something is found that should not be, or not found that should.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from readme_commands import copy_of_tracked_files

WATCHED = "-fsanitize=address -fno-omit-frame-pointer -DCCSIM_WATCHED"
QUEUES, COLUMNS = "simulator/engine/queues.py", "simulator/engine/columns.pyx"
MISTAKES = {
    # Whoever left last in line has nobody behind: this writes to row −1.
    QUEUES: (
        """\
        if after < 0:
            self._tail = before
        else:
            book.ahead[after] = before

    def after""",
        """\
        if after < 0:
            self._tail = before
        book.ahead[after] = before

    def after""",
    ),
    # A row is written that has not been added yet.
    COLUMNS: ("        self.solved[row] = -1\n", "        self.solved[row + 1] = -1\n"),
}
"""By file: what stands there, and what is to be found in its place."""
_RUN = """\
import sys
from checkers import check
from simulator.engine.simulate import simulate
from simulator.metrics.measure import measure
from simulator.which_engine import engine_kind
from swarm import random_center
assert engine_kind() == "compiled"
for seed in range(int(sys.argv[1])):
    kinds = {"coming_again": seed % 2 == 1, "shifts": seed % 4 > 1, "skills": seed % 8 > 5, "helps": seed % 3 == 2}
    kinds["conversations"] = seed % 5 == 4
    if seed % 5 == 3:
        kinds = {"coming_again": seed % 2 == 1, "conversations": seed % 3 > 0, "silent": True}
    scenario, workload = random_center(seed, **kinds)
    measure(check(scenario, workload, simulate(scenario, workload)))
"""


def main() -> int:
    """Compile, run, spoil, run again; return 1 when either is not as it should be."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--centers", type=int, default=200)
    centers = asked.parse_args().centers
    library = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_of_tracked_files(folder)
        _compile(folder)
        found = _found(folder, library.strip(), centers)
        print(f"{centers} random centers, every access watched: {found or 'nothing found'}", flush=True)
        missed = [file for file in MISTAKES if not _is_noticed(folder, file, library.strip(), centers)]
    return int(bool(found or missed))


def _is_noticed(folder: Path, file: str, library: str, centers: int) -> bool:
    """Return whether a mistake in a file is found; the file is as it was afterwards."""
    text, (right, wrong) = (folder / file).read_text(), MISTAKES[file]
    assert text.count(right) == 1, f"{file} is written otherwise: put the mistake elsewhere"
    (folder / file).write_text(text.replace(right, wrong))
    _compile(folder)
    found = _found(folder, library, centers)
    print(f"a mistake in {file}: {found or 'nothing found'}", flush=True)
    (folder / file).write_text(text)
    return "heap-buffer-overflow" in found


def _compile(folder: Path) -> None:
    variables = {**os.environ, "CCSIM_COMPILED": "1", "CFLAGS": WATCHED}
    command = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    subprocess.run(command, cwd=folder, env=variables, check=True)


def _found(folder: Path, library: str, centers: int) -> str:
    """Return what is found while centers run; nothing where nothing is."""
    variables = {
        **os.environ,
        "LD_PRELOAD": library,
        # What Python keeps until the end is no mistake; each column is to be a piece of memory of its own.
        "ASAN_OPTIONS": "detect_leaks=0",
        "PYTHONMALLOC": "malloc",
        "CCSIM_ENGINE": "compiled",
        "PYTHONPATH": os.pathsep.join((str(folder), str(folder / "tests"))),
    }
    command = [sys.executable, "-P", "-c", _RUN, str(centers)]
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    said = re.search(r"AddressSanitizer: [\w-]+", done.stderr)
    where = re.search(r"#0 .* in (\S+)", done.stderr)
    return f"{said[0]} in {where[1] if where else '?'}" if said else done.stderr[-2000:]


if __name__ == "__main__":
    sys.exit(main())
