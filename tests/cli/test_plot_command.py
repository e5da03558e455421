"""`ccsim plot` and `--plot`: pictures of a run as files, from what was kept, without simulating."""

import pytest
from hotline import study, write
from typer.testing import CliRunner

from simulator import compare, pictures
from simulator.cli.main import app
from simulator.report.pictures import albums
from simulator.report.pictures.picture_files import picture_bytes


def ccsim(*words):
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "80"})


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return the folder in which `run` is a run folder."""
    folder = tmp_path_factory.mktemp("kept")
    done = ccsim("compare", write(folder), "-n", 2, "-s", "three", "--out", folder / "run")
    assert done.exit_code == 0, done.output
    return folder


def test_a_kept_run_is_drawn_as_it_would_have_been_at_once(kept):
    done = ccsim("plot", kept / "run", "--only", "queue", "--format", "svg")
    assert done.exit_code == 0, done.output
    path = kept / "run" / "pictures" / "queue.svg"
    assert done.stdout.splitlines() == [str(path)]
    run = compare(study(), ["as_today", "three"], replications=2, jobs=1)
    assert path.read_bytes() == picture_bytes(pictures.queue(run), "svg")


def test_pictures_go_where_they_are_wanted(kept, tmp_path):
    done = ccsim("plot", kept / "run", "--only", "closed", "--to", tmp_path / "here")
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["closed.png", "closed.svg"]


def test_the_pictures_of_a_run_are_listed_without_drawing(kept, tmp_path):
    done = ccsim("plot", kept / "run", "--list", "--to", tmp_path / "none")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "differences", "service", "waits", "queue", "closed", "load", "agents",
    ]  # fmt: skip
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--only", "wait"), "there is no picture 'wait'. Did you mean 'waits'?"),
        (("--only", "grid"), "this run has no picture of grid: there is no grid and it has one future."),
        (("--format", "pdf"), "--format is svg or png, got pdf."),
    ],
)
def test_what_cannot_be_drawn_is_said(kept, words, said):
    done = ccsim("plot", kept / "run", *words)
    assert (done.exit_code, done.stderr.strip(), done.stdout) == (2, said, "")


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    done = ccsim("plot", tmp_path)
    assert done.exit_code == 2
    assert "is not a run folder" in done.stderr


def test_a_file_in_the_way_of_pictures_is_told_before_anything_runs(tmp_path):
    (tmp_path / "file").write_text("mine")
    for command in ("compare", "run"):
        done = ccsim(command, write(tmp_path), "--no-out", "--plot", tmp_path / "file")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "is a file; pictures are written into a folder" in done.stderr


def test_compare_and_run_draw_what_they_showed(tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr(albums, "save", lambda figure, path: drawn.append(path.rpartition("/")[2]))
    monkeypatch.setattr(albums, "partial", lambda *_: lambda: None)
    done = ccsim("compare", write(tmp_path), "-n", 2, "-s", "three", "--no-out", "--plot", tmp_path / "drawn")
    assert done.exit_code == 0, done.output
    assert f"drew 9 pictures into {tmp_path / 'drawn'}" in done.stderr
    assert drawn[:4] == ["differences.svg", "differences.png", "service.svg", "service.png"]
    done = ccsim("run", write(tmp_path), "-n", 2, "--no-out", "--quiet", "--plot", tmp_path / "drawn")
    assert (done.exit_code, done.stderr) == (0, "")
    assert drawn[18:20] == ["service.svg", "service.png"]


@pytest.mark.long
def test_all_pictures_of_a_run_are_files(tmp_path):
    done = ccsim("compare", write(tmp_path), "-n", 2, "--no-out", "--future", "all", "--plot", tmp_path / "drawn")
    assert done.exit_code == 0, done.output
    files = list((tmp_path / "drawn").iterdir())
    assert len(files) == 2 * (2 * 5 + 1 + 5 + 5)
    assert all(path.stat().st_size > 5_000 for path in files)
