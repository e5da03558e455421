"""What a run is said to need is what it needs, within a factor of two; and what there is no room for is refused."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hotline import study, write

from benchmarks.week import week
from simulator.cli.main import main
from simulator.comparing import ask, run_asked
from simulator.errors import UsageError
from simulator.execution import needs, room
from simulator.execution.needs import blocks_of, needs_of, queues_of
from simulator.run_folder.keeper import Keeper
from simulator.scenario.reader import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LONG_LINES = ("channels.voice.lines=500", "horizon.to=18:00")
SHAPES = {
    "small": lambda: ask(study(), ["as_today", "three"], replications=300),
    "waiting": lambda: ask(
        study(settings=(*LONG_LINES, "sources.shoppers.arrivals=300/h")), ["three"], replications=60
    ),
    "day": lambda: ask(load(str(SCENARIOS / "cyber_monday.yaml")), ["as_today"], replications=3),
    "week": lambda: ask(week(), ["as_today", "more_in_1"], replications=2),
}


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_results_and_their_folder_are_as_large_as_was_said(tmp_path, shape):
    asked = SHAPES[shape]()
    said = needs_of(asked.extents, asked.replications)
    keeper = Keeper(asked, "compare", str(tmp_path / "run"))
    run = keeper.run(jobs=1)
    kept = sum(stack.nbytes for one in run for stack in one.stacks.values())
    assert said.kept / 2 <= kept <= 2 * said.kept
    folder = sum(file.stat().st_size for file in keeper.write(run).rglob("*"))
    # Some files are there whatever the run.
    assert said.folder / 2 <= folder <= 2 * said.folder + 100_000


@pytest.mark.parametrize("shape", ["small", pytest.param("week", marks=pytest.mark.long)])
def test_blocks_are_as_large_as_was_said(monkeypatch, shape):
    monkeypatch.setattr(needs, "BUDGET", 1)
    monkeypatch.setattr(needs, "UNITS_LEAST", 2 if shape == "week" else 20)
    asked = ask(week(days=2), ["as_today"], replications=4) if shape == "week" else SHAPES[shape]()
    said = needs_of(asked.extents, asked.replications).kept
    run = run_asked(asked, 1)
    assert all(len(stack.parts) == 2 for stack in run.first.stacks.values())
    kept = sum(stack.nbytes for stack in run.first.stacks.values())
    assert said / 2 <= kept <= 2 * said


PEAK = """
import sys
from pathlib import Path
from benchmarks.memory import asked_of, kept_run
from simulator.comparing import ask
from simulator.execution.needs import needs_of
from simulator.scenario.reader import load
if __name__ == "__main__":
    asked = ask(load(sys.argv[1]), ["as_today"], replications=int(sys.argv[2]))
    kept_run(asked, 1, "")
    # Not the highest that resource knows of: that begins with what the process that started this one had.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(needs_of(asked.extents, asked.replications).memory, int(status["VmHWM"].split()[0]) * 1024)
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read where Linux keeps it")
@pytest.mark.parametrize(("name", "replications"), [("first_steps", 3000), ("cyber_monday", 30)])
def test_the_peak_of_a_process_is_as_high_as_was_said(name, replications):
    command = [sys.executable, "-c", PEAK, str(SCENARIOS / f"{name}.yaml"), str(replications)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=SCENARIOS.parent)
    said, peak = map(float, done.stdout.split())
    assert said / 2 <= peak <= 2 * said


def test_every_replication_is_kept_of_every_scenario_that_comes_with_the_program():
    for path in SCENARIOS.glob("*.yaml"):
        one = load(str(path))
        asked = ask(one, futures=["all"])
        assert blocks_of(asked.extents, asked.replications) is None
        assert queues_of(asked.extents, asked.replications) is None


def test_blocks_follow_from_scenario_and_replications_alone():
    extents = ask(study(), ["as_today"]).extents
    assert extents == ask(study(), ["as_today"], seed=99).extents
    found = [blocks_of(extents, number) for number in (40, 1000, 100_000, 1_000_000)]
    assert found[:2] == [None, None]
    few, fewer = found[2:]
    assert needs.UNITS_LEAST <= fewer <= few < 100_000
    # The more is to be kept, the larger are blocks, but some of them are left.
    assert blocks_of(extents * 1000, 10_000) == needs.UNITS_LEAST == 40
    assert blocks_of(extents * 100_000, 40) is None


def test_a_run_without_room_is_refused_with_its_size_and_what_would_fit(monkeypatch):
    monkeypatch.setattr(room, "memory_left", lambda: 400e6)
    asked = ask(study(), replications=1_000_000)
    with pytest.raises(UsageError) as caught:
        run_asked(asked, 1)
    said = str(caught.value)
    assert said.startswith("this run would need about ")
    assert (
        " GB of memory, but only 400 MB are free. To need less, use fewer replications (there is room for about "
        in said
    )
    assert said.endswith(" longer reporting intervals (horizon.interval) or fewer days.")
    fit = int(said.partition("about ")[2].partition("room for about ")[2].partition(")")[0].replace(",", ""))
    room.check_memory(asked.extents, fit, 1)
    with pytest.raises(UsageError):
        room.check_memory(asked.extents, 2 * fit, 1)


def test_a_large_run_is_told_of_and_an_ordinary_one_is_not():
    extents = ask(study(), ["as_today"]).extents
    assert room.told_of_size(extents, 12) == ""
    said = room.told_of_size(extents, 10_000_000)
    assert re.fullmatch(r"this run needs about [\d,.]+ GB of memory and [\d,.]+ GB in its folder", said)


def test_not_even_one_fits(monkeypatch):
    monkeypatch.setattr(room, "memory_left", lambda: 1e6)
    with pytest.raises(
        UsageError, match=r"1 MB are free\. To need less, use fewer replications, longer reporting intervals"
    ):
        run_asked(ask(study(), replications=1), 1)


def test_the_command_says_so_before_anything_is_run(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(room, "memory_left", lambda: 1e9)
    with pytest.raises(SystemExit) as left:
        main(["compare", write(tmp_path), "-n", "1000000", "--no-out"])
    assert left.value.code == 2
    assert " GB of memory, but only " in capsys.readouterr().err


def test_a_folder_without_room_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: room.shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    with pytest.raises(
        UsageError, match=r"would need about .* MB, but only 1 MB are free there. .* --no-out keeps nothing."
    ):
        Keeper(ask(study(), replications=2000), "compare", str(tmp_path / "run"))
    assert list(tmp_path.iterdir()) == []


def test_a_machine_says_how_much_memory_is_left():
    left = room.memory_left()
    assert left is None or left > 1e6


def test_a_container_has_what_its_limit_leaves(tmp_path, monkeypatch):
    for name, text in (("max", "1000"), ("current", "700"), ("stat", "anon 1\ninactive_file 100\nactive_file 50\n")):
        (tmp_path / name).write_text(text)
    files = [str(tmp_path / name) for name in ("max", "current", "stat")]
    assert room._of_group(*files) == 450
    (tmp_path / "max").write_text("max\n")
    assert room._of_group(*files) is None
    assert room._of_group(*(f"{file}.missing" for file in files)) is None
    older = "inactive_file 100\ntotal_inactive_file 100\nactive_file 50\ntotal_active_file 50\n"
    (tmp_path / "max").write_text("1000")
    (tmp_path / "stat").write_text(older)
    assert room._of_group(*files) == 450
