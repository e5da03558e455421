"""Progress is told to stderr, or to nobody; who is interrupted learns how far it came."""

import re
import sys
import time

import pytest

from simulator.cli import progress as shown
from simulator.cli.progress import Lines, progress_on_stderr

RUNS = ["as_today", "three"]


def test_without_a_terminal_each_run_is_a_line(capsys):
    with progress_on_stderr() as progress:
        progress.started(RUNS, 4)
        for run, days in (("as_today", 2), ("three", 4), ("as_today", 2)):
            progress.finished(run, days)
    assert capsys.readouterr().err.splitlines() == ["three: 4 replications done", "as_today: 4 replications done"]


def test_quiet_tells_nothing(capsys):
    with progress_on_stderr(quiet=True) as progress:
        progress.started(RUNS, 4)
        progress.finished("three", 4)
    assert capsys.readouterr() == ("", "")


def interrupted(quiet):
    with progress_on_stderr(quiet) as progress:
        progress.started(RUNS, 1000)
        progress.finished("as_today", 3)
        raise KeyboardInterrupt


@pytest.mark.parametrize("quiet", [False, True])
def test_an_interrupt_says_how_far_it_came(quiet):
    with pytest.raises(KeyboardInterrupt, match=r"^interrupted after 3 of 2,000 replications$"):
        interrupted(quiet)


def test_an_interrupt_before_the_run_says_so():
    with pytest.raises(KeyboardInterrupt, match="before anything was simulated"), progress_on_stderr():
        raise KeyboardInterrupt


def test_other_errors_pass():
    with pytest.raises(ValueError, match="other"), progress_on_stderr():
        raise ValueError("other")


def lines_until(text, capsys, lines):
    """Return what stands on stderr as soon as ``text`` is there; nobody waits for ever."""
    said, until = "", time.monotonic() + 20
    while text not in said and time.monotonic() < until:
        time.sleep(0.01)
        said += capsys.readouterr().err
    lines.stop()
    return said.splitlines()


def test_without_a_terminal_there_is_a_sign_of_life_however_long_a_replication_takes(capsys):
    lines = Lines(silent_s=0.05)
    lines.started(RUNS, 1000)
    assert re.fullmatch("0 of 2,000 replications done after 0 s", lines_until("0 of", capsys, lines)[0])
    lines = Lines(silent_s=0.05)
    lines.started(RUNS, 1000)
    lines.finished("three", 500)
    said = lines_until("500 of", capsys, lines)
    assert re.fullmatch(r"500 of 2,000 replications done after 0 s, about [01] s left", said[-1])


def test_a_sign_of_life_comes_at_least_every_thirty_seconds():
    assert shown.SILENT_S < 30


def test_nothing_is_said_after_the_run(capsys):
    lines = Lines(silent_s=0.02)
    lines.started(RUNS, 1000)
    lines.stop()
    time.sleep(0.05)
    capsys.readouterr()
    time.sleep(0.1)
    assert capsys.readouterr().err == ""


def test_quiet_gives_no_sign_of_life(capsys, monkeypatch):
    monkeypatch.setattr(shown, "SILENT_S", 0.01)
    with progress_on_stderr(quiet=True) as progress:
        progress.started(RUNS, 4)
        time.sleep(0.1)
    assert capsys.readouterr().err == ""


def test_a_name_moves_no_cursor(capsys):
    with progress_on_stderr() as progress:
        progress.started(["a\x1b[31m\rb\u202e"], 1)
        progress.finished("a\x1b[31m\rb\u202e", 1)
    assert capsys.readouterr().err == "a\\x1b[31m\\rb\\u202e: 1 replication done\n"


def test_standard_error_that_fails_does_not_fail_the_run(monkeypatch):
    class Full:
        def isatty(self):
            return False

        def write(self, text):
            raise OSError(28, "")

    monkeypatch.setattr(sys, "stderr", Full())
    with progress_on_stderr() as progress:
        progress.started(RUNS, 1)
        progress.finished("three", 1)
