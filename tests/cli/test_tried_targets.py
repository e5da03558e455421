"""What a command is going to write is tried before anything is run, and written all or not at all."""

import os
import sys
from pathlib import Path

import pytest
from hotline import write
from typer.testing import CliRunner

from simulator.cli import init as init_command
from simulator.cli.main import app
from simulator.errors import UsageError
from simulator.report.files import written_files
from simulator.report.files.written_files import try_file, try_folder, write_whole


def ccsim(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "80", "CCSIM_RESULTS": ""})


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder that takes no files")
@pytest.mark.parametrize(("option", "name"), [("--out", "x"), ("--html", "x.html"), ("--plot", "x")])
def test_a_place_that_takes_no_files_is_found_before_the_run(tmp_path, option, name):
    done = ccsim("run", write(tmp_path), "-n", 1, option, f"/proc/{name}")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"/proc/{name} cannot be written: /proc takes no files." in done.stderr
    assert "replication" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder that takes no files")
def test_the_picture_of_a_description_is_tried_first(tmp_path):
    done = ccsim("describe", write(tmp_path), "--plot", "/proc/x.svg")
    assert (done.exit_code, done.stdout) == (2, "")


def test_trying_leaves_nothing_and_makes_no_folder(tmp_path):
    try_file(tmp_path / "page.html")
    try_folder(tmp_path / "a" / "b")
    try_folder(tmp_path / "a", beside=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="it is no ordinary file"):
        try_file(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    with pytest.raises(UsageError, match="it is no ordinary file"):
        try_file(tmp_path / "link")


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="file is no folder"):
        try_folder(tmp_path / "file" / "x")
    with pytest.raises(UsageError, match="is a file"):
        try_file(tmp_path / "file" / "x.html")


def test_half_a_file_is_never_there(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "")

    (tmp_path / "page.html").write_text("before")
    monkeypatch.setattr(written_files.os, "replace", full)
    with pytest.raises(OSError):
        write_whole(b"after", tmp_path / "page.html")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("page.html", "before")]


def test_init_writes_all_or_none(tmp_path, monkeypatch):
    placed = init_command._place

    def full(spare: Path, path: Path) -> None:
        if path.suffix == ".json":
            raise OSError(28, "", str(path))
        placed(spare, path)

    monkeypatch.setattr(init_command, "_place", full)
    done = ccsim("init", tmp_path / "a" / "b")
    assert done.exit_code == 2
    assert "scenario.schema.json cannot be written: the disk is full. Nothing was written." in done.stderr
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert ccsim("init", tmp_path / "a" / "b").exit_code == 0
    names = sorted(one.name for one in (tmp_path / "a" / "b").iterdir())
    assert names == ["first_steps.yaml", "scenario.schema.json"]


def test_init_overwrites_nobody_who_was_faster(tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "spare").write_text("ours")
    with pytest.raises(FileExistsError):
        init_command._place(tmp_path / "spare", tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "mine"
