"""What a dead process left beside a run folder's place is removed; what may be a living one's never is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.run_folder import staging
from simulator.run_folder.staging import drop, staging_for, sweep

pytestmark = pytest.mark.skipif(staging.fcntl is None, reason="no locks here that a dead process gives back")
ONE = "import sys; from pathlib import Path; from simulator.run_folder.staging import staging_for\n"
ONE += "made = staging_for(Path(sys.argv[1])); (made / 'metrics.csv').write_text('half'); print(made, flush=True)\n"
ONE += "sys.stdin.read()"


def another_process(folder):
    """Return a process that puts a folder together, and the folder beside it."""
    command = [sys.executable, "-c", ONE, str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def test_of_a_process_that_was_killed_it_goes_and_of_a_living_one_it_stays(tmp_path):
    process, made = another_process(tmp_path / "run")
    try:
        assert sweep(tmp_path / "run") == []
        assert (made / "metrics.csv").exists(), "it lives"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        assert sweep(tmp_path / "other") == []
        assert not made.exists()
    finally:
        process.kill()
        process.communicate()


def test_ones_own_stays_until_it_is_dropped(tmp_path):
    made = staging_for(tmp_path / "run")
    assert sweep(tmp_path / "run") == []
    assert made.is_dir()
    drop(made)
    assert list(tmp_path.iterdir()) == []
    assert made not in staging._locks


@pytest.mark.parametrize("name", [".r.00000000-aaaaaaaaaaaa.part", ".r.aaaaaaaaaaaa.part"])
def test_of_another_machine_or_version_it_stays_and_is_named(tmp_path, name):
    (tmp_path / name).mkdir()
    assert sweep(tmp_path / "r") == [tmp_path / name]
    assert (tmp_path / name).is_dir()


def test_what_only_looks_like_it_stays(tmp_path):
    mine = staging_for(tmp_path / "run")
    dead = mine.name.replace(mine.name[-17:-5], "0" * 12)
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "file").write_text("mine")
    (tmp_path / dead).symlink_to(tmp_path / "theirs")
    (tmp_path / dead.replace("0.part", "1.part")).write_text("a file")
    (tmp_path / dead.removeprefix(".")).mkdir()
    (tmp_path / f"{dead}.old").mkdir()
    assert sweep(tmp_path / "run") == []
    assert len(list(tmp_path.iterdir())) == 6
    assert (tmp_path / "theirs" / "file").exists()


def test_links_inside_lead_nowhere(tmp_path):
    mine = staging_for(tmp_path / "run")
    dead = tmp_path / mine.name.replace(mine.name[-17:-5], "0" * 12)
    dead.mkdir()
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "file").write_text("mine")
    (dead / "log").symlink_to(tmp_path / "theirs")
    assert sweep(tmp_path / "run") == []
    assert not os.path.lexists(dead)
    assert (tmp_path / "theirs" / "file").exists()


def test_where_there_are_no_locks_nothing_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "fcntl", None)
    made = staging_for(tmp_path / "run")
    assert sweep(tmp_path / "run") == [made]
    drop(made)
    assert list(tmp_path.iterdir()) == []
