"""Workers that were warmed up start at once, give the same bytes, and end with the command however it ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hotline import write

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are always started afresh")

SCRIPT = """
import os
from simulator.execution import warm_workers

if __name__ == "__main__":
    before = dict(os.environ)
    warm_workers.warm_up(*{asked})
    assert dict(os.environ) == before
    print(warm_workers.is_warm(), warm_workers.how_to_start().get_start_method())
"""


def said(asked: tuple[int | None, int], **more: str) -> str:
    script = SCRIPT.format(asked=asked)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=environment)
    return done.stdout.strip() or done.stderr


@pytest.mark.parametrize(
    ("asked", "more", "expected"),
    [
        ((None, 100), {}, "True forkserver"),
        ((2, 20), {}, "True forkserver"),
        ((1, 100), {}, "False spawn"),
        ((None, 19), {}, "False spawn"),
    ],
)
def test_workers_are_warmed_up_only_where_they_are_worth_it(asked, more, expected):
    assert said(asked, **more) == expected


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
        [*call, "--show", "nonsense"], env=environment, start_new_session=True, stderr=subprocess.PIPE, cwd=tmp_path
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
