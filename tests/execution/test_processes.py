"""Tasks give the same answers wherever they run, survive killed workers, and stop when asked."""

import gc
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from simulator.errors import IncompleteRun, Problem, ScenarioError
from simulator.execution import processes
from simulator.execution.cores import usable_cores
from simulator.execution.processes import MAX_ATTEMPTS, map_tasks


@dataclass(frozen=True)
class Marked:
    """A number and a file that remembers how often a worker was killed on it."""

    number: int
    marker: str
    deaths: int = 0


def square(number: int) -> int:
    return number * number


def process_of(number: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def square_slower_at_first(number: int) -> int:
    time.sleep(0.02 * (8 - number))
    return number * number


def dies_on_seven(task: Marked) -> int:
    """Kill the own process while the marker is shorter than the number of deaths wanted."""
    marker = Path(task.marker)
    died = len(marker.read_text()) if marker.exists() else 0
    if task.number == 7 and died < task.deaths:
        marker.write_text("x" * (died + 1))
        os.kill(os.getpid(), signal.SIGKILL)
    return task.number * task.number


def refuses_some(task: Marked) -> int:
    with Path(task.marker).open("a") as file:
        file.write(f"{task.number} ")
    if task.number == 2:
        time.sleep(0.2)  # the later failure finishes first
    if task.number in (2, 3):
        raise ScenarioError((Problem("a.yaml", task.number, 1, "agents", "too few"),))
    return task.number


def test_results_are_in_the_order_of_the_tasks_not_of_finishing():
    assert map_tasks(square_slower_at_first, range(8), 3) == [number * number for number in range(8)]


def test_one_job_stays_in_this_process():
    assert set(map_tasks(process_of, range(3), 1)) == {os.getpid()}


def test_two_jobs_are_two_other_processes():
    used = set(map_tasks(process_of, range(12), 2))
    assert len(used) == 2
    assert os.getpid() not in used


def test_a_single_task_starts_no_process():
    assert map_tasks(process_of, [1], 4) == [os.getpid()]


def test_nothing_to_do_gives_nothing():
    assert map_tasks(square, [], 4) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_finished_task_is_told_once(jobs):
    told: list[int] = []
    map_tasks(square, range(5), jobs, told.append)
    assert sorted(told) == list(range(5))


def test_a_killed_workers_tasks_are_done_again_with_the_same_result(tmp_path):
    tasks = [Marked(number, str(tmp_path / "deaths"), deaths=1) for number in range(12)]
    told: list[int] = []
    assert map_tasks(dies_on_seven, tasks, 2, told.append) == [number * number for number in range(12)]
    assert (tmp_path / "deaths").read_text() == "x"
    assert sorted(told) == list(range(12))


def test_a_task_that_always_kills_its_worker_makes_the_run_incomplete(tmp_path):
    tasks = [Marked(number, str(tmp_path / "deaths"), deaths=1000) for number in range(12)]
    with pytest.raises(IncompleteRun, match="of 12 parts are done"):
        map_tasks(dies_on_seven, tasks, 2)
    assert len((tmp_path / "deaths").read_text()) == MAX_ATTEMPTS


def looks_after(_: int) -> int:
    return gc.get_threshold()[0]


def test_workers_look_for_garbage_seldom_and_the_process_that_has_them_as_ever():
    before = gc.get_threshold()
    assert min(map_tasks(looks_after, range(2), 2)) > 10 * before[0]
    assert gc.get_threshold() == before


class Refused(processes.ProcessPoolExecutor):
    """Cannot start a worker for the first so many times."""

    left: ClassVar[list[Exception]]

    def submit(self, *args, **keys):
        if self.left:
            raise self.left.pop()
        return super().submit(*args, **keys)


@pytest.mark.parametrize("error", [BlockingIOError(11, "Resource temporarily unavailable"), EOFError()])
def test_workers_that_cannot_be_started_are_tried_again_and_then_the_run_is_incomplete(monkeypatch, error):
    monkeypatch.setattr(processes, "ProcessPoolExecutor", Refused)
    Refused.left = [error] * (MAX_ATTEMPTS - 1)
    assert map_tasks(square, range(3), 2) == [0, 1, 4]
    Refused.left = [error] * MAX_ATTEMPTS
    with pytest.raises(IncompleteRun, match="0 of 3 parts are done"):
        map_tasks(square, range(3), 2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_model_comes_out_as_it_was_and_is_not_tried_again(tmp_path, jobs):
    tasks = [Marked(number, str(tmp_path / "tried")) for number in range(2, 12)]
    with pytest.raises(ScenarioError) as caught:
        map_tasks(refuses_some, tasks, jobs)
    # Of two failures it is the first task's, whoever finished first.
    assert caught.value.problems == (Problem("a.yaml", 2, 1, "agents", "too few"),)
    assert (tmp_path / "tried").read_text().split().count("2") == 1


def test_usable_cores_is_at_least_one():
    assert usable_cores() >= 1


SCRIPT = """
    import os, sys
    sys.path.insert(0, {folder!r})
    from simulator.execution.processes import map_tasks
    from test_processes import {function}
    print("script runs", flush=True)
    print(map_tasks({function}, range({tasks}), 2), flush=True)
"""


def script(tmp_path: Path, function: str, tasks: int) -> str:
    path = tmp_path / "script.py"
    path.write_text(textwrap.dedent(SCRIPT.format(folder=str(Path(__file__).parent), function=function, tasks=tasks)))
    return str(path)


def sleep_and_say_who(number: int) -> int:
    with Path(os.environ["PIDS"]).open("a") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(60)
    return number


def test_a_script_that_does_not_guard_its_main_is_not_run_again_by_the_workers(tmp_path):
    done = subprocess.run([sys.executable, script(tmp_path, "square", 4)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "script runs\n[0, 1, 4, 9]\n"


def start_sleepers(tmp_path: Path) -> tuple[subprocess.Popen[str], list[int]]:
    pids = tmp_path / "pids"
    pids.touch()
    process = subprocess.Popen(
        [sys.executable, script(tmp_path, "sleep_and_say_who", 8)],
        env={**os.environ, "PIDS": str(pids)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A suite that runs in the background of a shell ignores interrupts, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    until = time.monotonic() + 30
    while len(pids.read_text().split()) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    return process, [int(pid) for pid in pids.read_text().split()]


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # A dead process nobody has waited for yet still has a number.
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


def assert_all_gone(pids: list[int]) -> None:
    until = time.monotonic() + 5
    while not all(map(gone, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in pids if not gone(pid)] == []


def test_an_interrupt_of_all_processes_ends_quickly_and_leaves_nobody(tmp_path):
    process, workers = start_sleepers(tmp_path)
    assert len(workers) == 2
    started = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # what a terminal does on Ctrl-C
    _, errors = process.communicate(timeout=10)
    assert time.monotonic() - started < 5
    assert process.returncode == -signal.SIGINT
    assert errors.count("Traceback") == 1  # the script's own; the workers are silent
    assert_all_gone(workers)


def test_workers_leave_when_their_parent_is_killed(tmp_path):
    process, workers = start_sleepers(tmp_path)
    assert len(workers) == 2
    process.kill()
    process.wait(timeout=10)
    process.stdout.close()
    process.stderr.close()
    assert_all_gone(workers)
