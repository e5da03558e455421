"""The command as a process: imports, bytes, pipes, interrupts."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hotline import write

MAIN = "from simulator.cli.main import main; main()"
HEAVY = ("pandas", "scipy", "matplotlib", "numpy", "simpy", "pydantic", "yaml", "concurrent.futures")


def ccsim(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-c", MAIN, *arguments], capture_output=True, timeout=60, **options)


def test_the_command_is_installed():
    found = Path(sys.executable).with_name("ccsim")
    if not found.exists():
        pytest.skip("the package is not installed beside this python")
    done = subprocess.run([str(found), "--version"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert done.stdout.startswith("ccsim ")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments):
    script = f"""
import sys
from simulator.cli.main import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print("heavy:", [name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "heavy: []", done.stderr


@pytest.mark.long
def test_the_number_of_jobs_changes_not_a_byte(tmp_path):
    path = write(tmp_path)
    one, two = (ccsim("compare", path, "-s", "three", "--json", "--jobs", jobs).stdout for jobs in ("1", "2"))
    assert len(one) > 10_000
    assert one == two


def test_results_go_to_stdout_and_the_rest_to_stderr(tmp_path):
    done = ccsim("compare", write(tmp_path), "-n", "2", "-s", "three")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[0] == "Hotline"
    assert b"replications done" in done.stderr
    assert b"replications done" not in done.stdout


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "compare", write(tmp_path), "-n", "2", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"{\n"
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert "Error" not in errors


@pytest.mark.long
def test_an_old_encoding_shows_question_marks_and_no_traceback(tmp_path):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = ccsim("compare", write(tmp_path), "-n", "2", "-s", "three", env=environment)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"served in time (all)" in done.stdout
    done.stdout.decode("ascii")


@pytest.mark.long
def test_the_json_is_the_same_in_every_encoding(tmp_path):
    path = write(tmp_path)
    arguments = ("run", path, "-n", "1", "--json", "--set", "name=Grüße")
    usual = ccsim(*arguments, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    old = ccsim(*arguments, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert usual.returncode == 0
    assert usual.stdout == old.stdout


def somebody_in_group(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# Of one process the next test says the same, of an interrupt that comes where it is dropped.
@pytest.mark.parametrize("jobs", [pytest.param("1", marks=pytest.mark.long), "2"])
def test_an_interrupt_answers_130_with_how_far_it_came_and_leaves_a_folder_that_says_so(tmp_path, jobs):
    where = ("--log", "--out", str(tmp_path / "run"))
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "compare", write(tmp_path), "-n", "100000", "--jobs", jobs, *where],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A suite that runs in the background of a shell ignores interrupts, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    # Where the logs are put aside, the first replications can be seen to be done.
    until = time.monotonic() + 30
    while not any(tmp_path.glob(".run.*/.log-parts/*.part")) and time.monotonic() < until:
        time.sleep(0.05)
    started = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    try:
        out, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert time.monotonic() - started < 30
    assert (process.returncode, out) == (130, "")
    assert re.fullmatch(r"interrupted after [\d,]+ of 500,000 replications", errors.splitlines()[-1])
    assert "Traceback" not in errors
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["status"] == "incomplete"
    assert f"interrupted after {sum(one['done'] for one in manifest['runs']):,} of" in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hotline.yaml", "run"]
    until = time.monotonic() + 5
    while somebody_in_group(process.pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not somebody_in_group(process.pid)


DROPPED = """
import signal
from simulator.cli.main import main
from simulator.execution import tasks

class Dropped:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

simulate, count = tasks.simulate, iter(range(1000))
def interrupted(*arguments):
    if next(count) == 2:
        Dropped()
    return simulate(*arguments)

tasks.simulate = interrupted
main()
"""


def test_an_interrupt_that_python_drops_is_answered_too(tmp_path):
    arguments = ("compare", write(tmp_path), "-n", "100000", "--jobs", "1", "--no-out", "-q")
    done = subprocess.run(
        [sys.executable, "-c", DROPPED, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert "Exception ignored in" not in done.stderr
    assert (done.returncode, done.stdout) == (130, "")
    # The third replication is the last one; its chunk counts only when that is all there is in it.
    assert re.fullmatch(r"interrupted after [1-3] of 500,000 replications", done.stderr.splitlines()[-1])


@pytest.mark.long
def test_a_pipe_is_100_wide_unless_columns_says_otherwise(tmp_path):
    usual = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    path = write(tmp_path)
    narrow, wide = (
        ccsim("compare", path, "-n", "2", "-q", env=env).stdout.decode().splitlines()
        for env in (usual, {**usual, "COLUMNS": "500"})
    )
    assert max(map(len, narrow)) <= 100 < max(map(len, wide))
    (headline, _) = (line for line in wide if line.startswith("served in time (all)"))
    assert headline.count("%") == 5


@pytest.mark.long
def test_files_are_the_same_bytes_in_every_encoding(tmp_path):
    path = write(tmp_path)
    arguments = ("compare", path, "-n", "2", "-q", "-s", "three", "--format", "md", "--set", "name=Grüße ▲")
    usual, old = (
        ccsim(*arguments, env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}).stdout
        for encoding in ("utf-8", "ascii")
    )
    assert usual == old
    assert "Grüße ▲" in usual.decode("utf-8").splitlines()[0]
