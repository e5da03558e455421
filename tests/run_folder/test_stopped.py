"""A run that ended early keeps what all its strategies and futures had done, and every report says so first."""

import json
import os
import subprocess
import sys
from contextlib import nullcontext

import numpy as np
import pytest
from hotline import study, write
from kept_folders import manifest_in
from stops import Stop
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.comparing import ask, compare
from simulator.errors import IncompleteRun, UsageError
from simulator.execution.tasks import DoneSoFar, run_all
from simulator.metrics.gathering import Collector, Keep
from simulator.report.records.document import document
from simulator.report.words.answer import answer, conclusion
from simulator.run_folder.keeper import Keeper
from simulator.run_folder.stored import load_run

INTERRUPTED = """
import os, signal
from simulator.run_folder import keeper
from simulator.cli.main import main

# A suite that runs in the background of a shell ignores interrupts, and so would its children.
signal.signal(signal.SIGINT, signal.default_int_handler)

class Interrupting(keeper.Tally):
    def finished(self, run, replications):
        super().finished(run, replications)
        if sum(self.done.values()) > 500:
            os.kill(os.getpid(), signal.SIGINT)
            self.done = dict.fromkeys(self.done, 0)

keeper.Tally = Interrupting
main()
"""
"""The command line, interrupted by a signal as soon as there is something to lose."""


def stopped(tmp_path, after, error=KeyboardInterrupt, **asked):
    """Return the folder of a run of the hotline that ended early."""
    wanted = {"strategies": ["three"], "replications": 40, "seed": 3, **asked}
    keeper = Keeper(ask(study(), **wanted), "compare", str(tmp_path / "run"))
    with pytest.raises(error):
        keeper.run(1, Stop(after, error))
    assert keeper.left_in == tmp_path / "run"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    return tmp_path / "run"


def report(folder, *words):
    done = CliRunner().invoke(app, ["report", str(folder), *words], env={"COLUMNS": "100"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize("error", [KeyboardInterrupt, IncompleteRun])
def test_what_is_kept_is_a_run_of_so_many_replications(tmp_path, error):
    folder = stopped(tmp_path, 70, error, futures=[None, "busy"])
    kept = manifest_in(folder)["kept"]
    assert 2 <= kept < 40
    there = load_run(folder, unfinished=True).compared
    assert (there.replications, there.first.planned) == (kept, 40)
    alone = compare(study(), ["three"], replications=kept, seed=3, futures=[None, "busy"], jobs=1)
    marked = '"stopped_before": 40,'
    assert [line for line in document(there) if line != marked] == list(document(alone))
    assert marked in list(document(there))


def test_every_report_says_first_that_it_stopped(tmp_path):
    folder = stopped(tmp_path, 70)
    said = f"Stopped after {manifest_in(folder)['kept']} of 40 replications: Hotline"
    table, markdown = report(folder), report(folder, "--format", "md")
    assert table.stdout.splitlines()[0] == said
    assert said in markdown.stdout.splitlines()[0]
    page = report(folder, "--html", str(tmp_path / "page.html"))
    assert f"<title>{said}" in (tmp_path / "page.html").read_text("utf-8")
    rows = report(folder, "--format", "csv")
    found = json.loads(report(folder, "--format", "json").stdout)
    assert found["stopped_before"] == 40
    for done in (table, markdown, page, rows):
        assert done.exit_code == 3
        assert "stopped after" in done.stderr


def test_an_answer_says_first_that_the_run_stopped(tmp_path):
    folder = stopped(tmp_path, 70)
    there = load_run(folder, unfinished=True)
    said = f"Stopped after {manifest_in(folder)['kept']} of 40 replications. "
    assert answer(there) == answer(there.compared) == f"{said}{conclusion(there.compared)}"
    # A report has it in its heading and not twice.
    assert there.compared.summary().count("Stopped after") == 1
    whole = compare(study(), ["three"], replications=4, seed=3, jobs=1)
    assert answer(whole) == conclusion(whole)


def test_who_does_not_ask_for_it_is_refused(tmp_path):
    folder = stopped(tmp_path, 70)
    with pytest.raises(IncompleteRun, match=r"did not finish.*`ccsim report` shows the \d+ that all"):
        load_run(folder)
    drawn = CliRunner().invoke(app, ["plot", str(folder)])
    assert (drawn.exit_code, drawn.stdout) == (3, "")


def test_a_single_replication_is_not_kept(tmp_path):
    folder = stopped(tmp_path, 3)
    assert manifest_in(folder)["kept"] == 0
    assert not (folder / "replications.npz").exists()
    assert report(folder).exit_code == 3


def test_the_same_command_replaces_it_and_another_run_does_not(tmp_path):
    folder = stopped(tmp_path, 70)
    kept = manifest_in(folder)["kept"]
    with pytest.raises(UsageError, match="holds another run:\n  seed: 3 there, 4 here"):
        Keeper(ask(study(), ["three"], replications=40, seed=4), "compare", str(folder))
    # One that ends sooner leaves what is there.
    stopped(tmp_path, 3)
    assert manifest_in(folder)["kept"] == kept
    again = Keeper(ask(study(), ["three"], replications=40, seed=3), "compare", str(folder))
    again.write(again.run(jobs=1))
    assert manifest_in(folder)["status"] == "complete"
    assert "kept" not in manifest_in(folder)
    assert load_run(folder).compared.first.planned is None


def test_what_people_put_into_its_folder_stays(tmp_path):
    folder = stopped(tmp_path, 60)
    (folder / "pictures").mkdir()
    (folder / "pictures" / "waits.svg").write_text("drawn")
    assert report(folder, "--html", str(folder / "page.html")).exit_code == 3
    page = (folder / "page.html").read_bytes()
    assert stopped(tmp_path, 78) == folder
    assert (folder / "page.html").read_bytes() == page
    again = Keeper(ask(study(), ["three"], replications=40, seed=3), "compare", str(folder))
    again.write(again.run(jobs=1))
    assert load_run(folder).compared.replications == 40
    assert (folder / "page.html").read_bytes() == page
    assert (folder / "pictures" / "waits.svg").read_text() == "drawn"


def test_its_line_says_that_it_stopped(tmp_path):
    folder = stopped(tmp_path, 70)
    found = load_run(folder, unfinished=True)
    said = f"stopped after {manifest_in(folder)['kept']} of 40 replications, seed 3>"
    for one in (found, found.compared, found.compared.first):
        assert repr(one).endswith(said)
    with pytest.raises(UsageError, match=r"^unfinished: expected True or False"):
        load_run(folder, unfinished="yes")


@pytest.mark.parametrize("method", ["add", "settle"])
def test_an_interrupt_while_results_are_added_up_leaves_whole_ones(monkeypatch, method):
    """After each step of the last ones, as a signal may come between any two: nothing is there twice or by half."""
    scenarios = {name: study().resolve(name) for name in ("as_today", "three")}
    whole = {count: run_all(scenarios, count, 3, 1) for count in range(1, 7)}
    real = getattr(Collector, method)
    for step in range(200):
        left, stop = DoneSoFar(), _Steps(step)

        def interrupted(self, given, stop=stop):
            last = given == 6 if method == "settle" else given.first + given.parts[0].replications == 6
            with stop if last else nullcontext():
                real(self, given)

        monkeypatch.setattr(Collector, method, interrupted)
        try:
            run_all(scenarios, 6, 3, 1, left=left)
            break
        except KeyboardInterrupt:
            pass
        for one, other in zip(left.stacks(), whole[left.replications].values(), strict=True):
            assert one.parts[0].replications == other.parts[0].replications
            assert one.parts[0].waits.count.tolist() == other.parts[0].waits.count.tolist()
            assert one.details.waits.tolist() == other.details.waits.tolist()
            assert one.answered_by.tolist() == other.answered_by.tolist()
    assert 1 < step < 199


class _Steps:
    """Interrupts after so many lines of the collector's own code."""

    def __init__(self, lines):
        self.left = lines

    def _trace(self, frame, event, _):
        if "gathering" not in frame.f_code.co_filename:
            return None
        if event == "line":
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
        return self._trace

    def __enter__(self):
        self.before = sys.gettrace()
        sys.settrace(self._trace)

    def __exit__(self, *_):
        sys.settrace(self.before)


@pytest.mark.parametrize("after", [15, 20, 25])
def test_of_blocks_whole_ones_are_kept(after):
    """Of a large run intervals are added up in blocks; the first of them are those of a run with fewer."""
    scenarios = {name: study().resolve(name) for name in ("as_today", "three")}
    left = DoneSoFar()
    with pytest.raises(KeyboardInterrupt):
        run_all(scenarios, 30, 3, 1, Stop(2 * after), None, dict.fromkeys(scenarios, Keep(blocks=10)), left)
    count = left.replications
    assert count in range(3, 28, 3)
    fewer = run_all(scenarios, count, 3, 1, None, None, dict.fromkeys(scenarios, Keep(blocks=count // 3)))
    for one, other in zip(left.stacks(), fewer.values(), strict=True):
        assert [part.replications for part in one.parts] == [count, count]
        for mine, theirs in zip(one.parts, other.parts, strict=True):
            assert mine.cells == theirs.cells
            assert np.array_equal(np.asarray(mine.sums), np.asarray(theirs.sums), equal_nan=True)
            assert mine.waits.starts.tolist() == theirs.waits.starts.tolist()
            assert mine.waits.count.tolist() == theirs.waits.count.tolist()
        assert one.details.waits.tolist() == other.details.waits.tolist()
        assert one.details.used.arrived_in.tolist() == other.details.used.arrived_in.tolist()
        assert one.answered_by.tolist() == other.answered_by.tolist()


@pytest.mark.skipif(os.name != "posix", reason="signals as they are on POSIX")
@pytest.mark.parametrize("jobs", ["1", pytest.param("2", marks=pytest.mark.long)])
def test_an_interrupt_keeps_what_is_done(tmp_path, jobs):
    words = ["compare", write(tmp_path), "-s", "three", "-n", "100000", "--jobs", jobs, "--out", str(tmp_path / "run")]
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (130, ""), err
    assert "Traceback" not in err
    kept = manifest_in(tmp_path / "run")["kept"]
    assert kept >= 2, err
    assert f"keeps {kept:,} replications of each; ccsim report shows them" in err
    assert report(tmp_path / "run").stdout.startswith(f"Stopped after {kept:,} of 100,000 replications: Hotline")
