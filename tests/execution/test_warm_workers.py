"""Workers that were warmed up start at once, give the same bytes, and end with the command however it ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hotline import write

from simulator.cli.early_workers import start_workers
from simulator.execution.warm_workers import warm_jobs

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are always started afresh")

SCRIPT = """
import os, signal
from multiprocessing import forkserver
from operator import neg
from simulator.execution import warm_workers
from simulator.execution.processes import map_tasks

if __name__ == "__main__":
    os.sched_setaffinity(0, {cores})
    before = dict(os.environ)
    warm_workers.warm_up(*{asked})
    assert dict(os.environ) == before
    print(warm_workers.warm_jobs(), warm_workers.how_to_start().get_start_method(), end="")
    {then}
"""
KILLED = """
    server = forkserver._forkserver._forkserver_pid
    os.kill(server, signal.SIGKILL)
    {wait}
    print(map_tasks(neg, range(3), 2), warm_workers.warm_jobs())
    assert dict(os.environ) == before
"""
CORES = os.sched_getaffinity(0) if sys.platform == "linux" else set()


def said(asked: tuple[int | None, int], cores: set[int] = CORES, then: str = "", **more: str) -> str:
    script = SCRIPT.format(asked=asked, cores=cores, then=then)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=environment)
    return done.stdout.strip() or done.stderr


@pytest.mark.parametrize(
    ("asked", "expected"),
    [((3, 20), "3 forkserver"), ((1, 100), "0 spawn"), ((3, 19), "0 spawn")],
)
def test_workers_are_warmed_up_only_where_they_are_worth_it(asked, expected):
    assert said(asked) == expected


def test_without_a_second_core_workers_are_warmed_up_for_who_asks_for_them():
    one = {min(CORES)}
    assert said((None, 100), one) == "0 spawn"
    assert said((2, 100), one) == "2 forkserver"


def test_where_the_system_has_no_place_for_the_server_workers_are_started_as_ever(tmp_path):
    # The name of a socket has an end.
    deep = tmp_path / ("deep" * 25)
    deep.mkdir()
    assert said((2, 100), TMPDIR=str(deep)) == "0 spawn"


def test_a_server_that_was_killed_is_missed_by_nobody():
    gone = KILLED.format(wait="os.waitid(os.P_PID, server, os.WEXITED | os.WNOWAIT)")
    assert said((2, 100), then=gone) == "2 forkserver[0, -1, -2] 2"
    # One that is just going may let down who asks it for a worker.
    assert said((2, 100), then=KILLED.format(wait="")).startswith("2 forkserver[0, -1, -2]")


def test_who_uses_the_library_or_calls_the_command_from_a_program_has_workers_as_ever():
    start_workers(2, 1000)
    assert warm_jobs() == 0


def test_what_is_imported_beforehand_is_the_same_simulator_wherever_the_command_is_called(tmp_path):
    # A folder of that name where the command is called is not what it runs, nor may it be what its workers run.
    (tmp_path / "simulator").mkdir()
    (tmp_path / "simulator" / "__init__.py").write_text("raise SystemExit('the wrong one')\n")
    path = write(tmp_path)
    main = tmp_path / "elsewhere"
    main.mkdir()
    (main / "main.py").write_text("from simulator.cli.main import main\nmain()\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CCSIM_RESULTS": str(tmp_path / "kept")}
    called = [sys.executable, str(main / "main.py"), "compare", path, "-n", "20", "--json"]
    found = []
    for jobs in ("1", "2"):
        done = subprocess.run(
            [*called, "--jobs", jobs], capture_output=True, timeout=120, env=environment, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr.decode()
        (kept,) = (tmp_path / "kept").iterdir()
        files = {file.name: file.read_bytes() for file in kept.iterdir() if file.is_file()}
        del files["manifest.json"]  # it knows when it was made
        found.append((done.stdout, files))
    assert found[0] == found[1]
    assert {"metrics.csv", "differences.csv", "agents.csv", "summary.md"} <= set(found[0][1])


def test_nothing_is_left_running_when_a_command_ends_early(tmp_path):
    path = write(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-c", "from simulator.cli.main import main; main()", "compare", path, "-n", "50"]
    done = subprocess.Popen(
        [*call, "--by", "nonsense"], env=environment, start_new_session=True, stderr=subprocess.PIPE, cwd=tmp_path
    )
    done.communicate(timeout=60)
    assert done.returncode == 2
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(done.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("somebody is still there")
