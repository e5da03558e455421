"""``--html``: the page of a run that has just been made, and of one that was kept, are the same."""

import errno

import pytest
from hotline import write
from pages import Page
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.report.page import html_page as page_module


def ccsim(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "80", "CCSIM_RESULTS": ""})


QUICK = ("-s", "three", "-n", "2", "--jobs", "1")


@pytest.fixture
def _no_pictures(monkeypatch):
    monkeypatch.setattr(page_module, "drawn", lambda run: [])


@pytest.mark.long
@pytest.mark.usefixtures("_no_pictures")
def test_a_kept_run_has_the_page_it_had_when_it_was_made(tmp_path):
    path, out = write(tmp_path), tmp_path / "run"
    done = ccsim("compare", path, *QUICK, "--out", out, "--html", tmp_path / "now.html")
    assert done.exit_code == 0, done.stderr
    assert f"wrote {tmp_path / 'now.html'}" in done.stderr
    assert ccsim("report", out, "--html", tmp_path / "later.html").exit_code == 0
    assert (tmp_path / "now.html").read_bytes() == (tmp_path / "later.html").read_bytes()
    assert Page((tmp_path / "now.html").read_text("utf-8")).wrong == []


@pytest.mark.usefixtures("_no_pictures")
def test_run_writes_a_page_and_keeps_nothing_when_told_so(tmp_path):
    done = ccsim("run", write(tmp_path), *QUICK, "--no-out", "--html", tmp_path / "page.html")
    assert done.exit_code == 0, done.stderr
    assert "ccsim run scenario/hotline.yaml --strategy three" in (tmp_path / "page.html").read_text("utf-8")


def test_a_page_that_cannot_be_written_is_no_reason_to_simulate(tmp_path):
    done = ccsim("compare", write(tmp_path), *QUICK, "--html", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{tmp_path} is a folder; a page is a file: {tmp_path / 'report.html'}" in done.stderr
    done = ccsim("report", tmp_path, "--html", tmp_path / "a" / "page.html")
    assert done.exit_code == 2
    assert f"the folder {tmp_path / 'a'} does not exist" in done.stderr


@pytest.mark.usefixtures("_no_pictures")
def test_a_full_disk_costs_the_page_and_not_the_answer(tmp_path, monkeypatch):
    from simulator.report.page import page_files

    def full(text, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(page_files, "save_page", full)
    done = ccsim("compare", write(tmp_path), *QUICK, "--html", tmp_path / "page.html")
    assert done.exit_code == 3
    assert "served in time (all)" in done.stdout
    assert "page.html cannot be written: the disk is full." in done.stderr
