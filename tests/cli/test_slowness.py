"""A long interpreted run says once what would make it fast; nobody else says anything."""

import pytest

from simulator.cli import slowness
from simulator.cli.progress import CountedProgress, progress_on_stderr
from simulator.cli.slowness import Slowness


@pytest.fixture(autouse=True)
def _interpreted(monkeypatch):
    monkeypatch.delenv("CCSIM_ENGINE", raising=False)
    monkeypatch.setattr(slowness, "engine_kind", lambda: "interpreted")


def told(*steps: tuple[float, float]) -> list[str]:
    """Return what is told of a run of which a share is done after some seconds."""
    clock, said = [0.0], []
    run = Slowness(said.append, lambda: clock[0])
    for seconds, share in steps:
        clock[0] = seconds
        run.done(share)
    return said


def test_a_long_run_is_told_once_how_long_it_will_take():
    (said,) = told((2, 0.001), (6, 0.01), (12, 0.02), (600, 1.0))
    assert said.startswith("this run will take about 10 minutes: the engine is not compiled here")
    assert "docs/install.md" in said


def test_a_run_whose_first_replication_is_its_last_took_long():
    (said,) = told((130, 1.0))
    assert said.startswith("this run took about 2 minutes: ")


def test_a_minute_is_long_and_less_is_not():
    assert told((6, 0.101), (30, 0.6), (59, 1.0)) == []
    assert len(told((6, 0.1))) == 1


def test_what_cannot_be_judged_yet_is_not_judged():
    assert told((4.9, 0.01), (6, 0.5), (12, 1.0)) == []


def test_the_compiled_engine_is_not_told_to_be_compiled(monkeypatch):
    monkeypatch.setattr(slowness, "engine_kind", lambda: "compiled")
    assert told((600, 0.5)) == []


def test_who_asked_for_the_sources_knows(monkeypatch):
    monkeypatch.setenv("CCSIM_ENGINE", "interpreted")
    assert told((600, 0.5)) == []


def test_progress_asks_how_much_is_done():
    shares = []
    progress = CountedProgress()
    progress.slowness = type("Asked", (), {"done": staticmethod(shares.append)})
    progress.started(["one", "two"], 4)
    progress.finished("one", 2)
    progress.finished("two", 4)
    assert shares == [0.25, 0.75]


@pytest.mark.parametrize(("quiet", "lines"), [(False, 1), (True, 0)])
def test_quiet_keeps_it_quiet(monkeypatch, capsys, quiet, lines):
    monkeypatch.setattr(slowness, "LONG_S", 0.0)
    monkeypatch.setattr(slowness, "_LOOKED_S", 0.0)
    with progress_on_stderr(quiet) as progress:
        progress.started(["one"], 4)
        progress.finished("one", 1)
        progress.finished("one", 1)
    assert len(capsys.readouterr().err.splitlines()) == lines
