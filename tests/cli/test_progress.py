"""Progress is told to stderr, or to nobody; who is interrupted learns how far it came."""

import pytest

from simulator.cli.progress import progress_on_stderr

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
