"""A run is kept whole, or it says how far it came; what keeps it from being written costs nobody the results."""

import csv
import errno
import json

import duckdb
import numpy as np
import pytest
from hotline import study, write
from stops import Stop

from simulator.comparing import ask
from simulator.errors import IncompleteRun, UsageError
from simulator.execution import processes
from simulator.report.records.tidy import differences_csv, rows_csv
from simulator.run_folder import contents, keeper
from simulator.run_folder.keeper import Keeper
from simulator.run_folder.place import NotWritten
from simulator.scenario.reader import load
from simulator.which_engine import engine_kind

FILES = [
    "agents.csv", "answered_by.csv", "differences.csv", "intervals.csv", "manifest.json", "metrics.csv",
    "queue.csv", "replications.npz", "scenario", "scenario/hotline.yaml", "summary.md", "waits.csv",
]  # fmt: skip


def keeper_of(tmp_path, *, out="run", log=False, replications=1, **asked):
    asked = ask(load(write(tmp_path)), ["three"], replications=replications, **asked)
    return Keeper(asked, "compare", None if out is None else str(tmp_path / out), log, below=str(tmp_path / "results"))


def listing(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_run_folder_holds_what_a_colleague_needs(tmp_path):
    kept = keeper_of(tmp_path)
    run = kept.run(jobs=1)
    folder = kept.write(run)
    assert folder == tmp_path / "run"
    assert listing(folder) == FILES
    assert (folder / "metrics.csv").read_text(encoding="utf-8") == rows_csv(run)
    assert (folder / "differences.csv").read_text(encoding="utf-8") == differences_csv(run)
    assert (folder / "scenario" / "hotline.yaml").read_bytes() == (tmp_path / "hotline.yaml").read_bytes()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["status"] == "complete"
    assert [(one["strategy"], one["planned"], one["done"]) for one in manifest["runs"]] == [
        ("as_today", 1, 1),
        ("three", 1, 1),
    ]
    assert set(manifest["versions"]) == {"ccsim", "python", "numpy", "scipy", "simpy", "pandas"}
    assert manifest["engine"] == engine_kind()
    assert "engine" not in manifest["identity"], "a run is the same by both engines"
    assert listing(tmp_path) == sorted(["hotline.yaml", "run", *(f"run/{name}" for name in FILES)])


def test_the_same_run_gives_the_same_bytes_but_for_the_manifest(tmp_path):
    folders = []
    for name in ("one", "two"):
        kept = keeper_of(tmp_path, out=name)
        folders.append(kept.write(kept.run(jobs=1)))
    for file in FILES:
        one, two = (folder / file for folder in folders)
        if one.is_file() and file != "manifest.json":
            assert one.read_bytes() == two.read_bytes(), file
    first, second = (json.loads((folder / "manifest.json").read_text()) for folder in folders)
    assert {key for key in first if first[key] != second[key]} <= {"started", "ended", "wall_s", "sealed"}


def test_a_folder_that_is_not_named_is_called_after_the_scenario(tmp_path):
    kept = keeper_of(tmp_path, out=None)
    folder = kept.write(kept.run(jobs=1))
    assert folder.parent == tmp_path / "results"
    assert folder.name == f"hotline-{json.loads((folder / 'manifest.json').read_text())['hash'][:8]}"


def test_the_same_run_is_written_again_and_its_log_stays(tmp_path):
    logged = keeper_of(tmp_path, log=True)
    folder = logged.write(logged.run(jobs=1))
    assert listing(folder / "log") == [f"{name}.parquet" for name in ("agent_time", "contacts", "spans")]
    (folder / "metrics.csv").write_text("spoilt by hand")
    again = keeper_of(tmp_path)
    again.write(again.run(jobs=1))
    assert (folder / "metrics.csv").read_text().startswith("strategy,")
    assert len(listing(folder / "log")) == 3


@pytest.mark.long
def test_the_log_of_a_grid_names_its_points(tmp_path):
    kept = keeper_of(tmp_path, log=True, replications=1, vary=["agent_groups.front.agents=2,4"])
    folder = kept.write(kept.run(jobs=1))
    query = f"SELECT DISTINCT \"point.agent_groups.front.agents\" FROM '{folder}/log/spans.parquet' ORDER BY ALL"
    assert duckdb.sql(query).fetchall() == [("2",), ("4",)]


def test_along_a_grid_the_tables_are_of_the_whole_horizon(tmp_path):
    kept = keeper_of(tmp_path, vary=["agent_groups.front.agents=2,4"])
    folder = kept.write(kept.run(jobs=1))
    for name in ("metrics.csv", "differences.csv"):
        rows = list(csv.DictReader((folder / name).read_text().splitlines()))
        assert {row["interval"] for row in rows} == {""}
        assert {row["point.agent_groups.front.agents"] for row in rows} >= {"4"}


def test_a_folder_that_was_named_is_looked_at_before_anything_is_run(tmp_path):
    (tmp_path / "run").write_text("a file")
    with pytest.raises(UsageError, match="is a file"):
        keeper_of(tmp_path)
    with pytest.raises(UsageError, match=r"run.x cannot be written: .*run is no folder\. Name another"):
        keeper_of(tmp_path, out="run/x")


def test_a_folder_that_nobody_named_costs_nobody_the_results(tmp_path):
    (tmp_path / "results").write_text("a file")
    kept = keeper_of(tmp_path, out=None)
    run = kept.run(jobs=1)
    assert run.row("three", "arrived").value > 0
    with pytest.raises(NotWritten, match="cannot be written: a part of the path is not a folder"):
        kept.write(run)


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_nothing_half(tmp_path, monkeypatch):
    monkeypatch.setattr(contents, "write_replications", full)
    kept = keeper_of(tmp_path)
    run = kept.run(jobs=1)
    with pytest.raises(NotWritten, match="cannot be written: the disk is full") as raised:
        kept.write(run)
    assert raised.value.exit_code == 3
    assert listing(tmp_path) == ["hotline.yaml"]


def test_workers_that_die_while_the_folder_is_written_cost_nobody_the_results(tmp_path, monkeypatch):
    tried = []

    def results_of(function, common, tasks, jobs):
        tried.append(jobs)
        if jobs > 1:
            raise IncompleteRun("workers died")
        return processes.results_of(function, common, tasks, jobs)

    monkeypatch.setattr(contents, "warm_jobs", lambda: 2)
    monkeypatch.setattr(contents, "results_of", results_of)
    kept = keeper_of(tmp_path)
    folder = kept.write(kept.run(jobs=1))
    assert listing(folder) == FILES
    assert tried == [2, 1]


@pytest.mark.long
def test_a_full_disk_leaves_an_older_folder_as_it_is(tmp_path, monkeypatch):
    kept = keeper_of(tmp_path)
    run = kept.run(jobs=1)
    kept.write(run)
    before = {name: (tmp_path / "run" / name).read_bytes() for name in FILES if (tmp_path / "run" / name).is_file()}
    monkeypatch.setattr(contents, "write_replications", full)
    again = keeper_of(tmp_path)
    with pytest.raises(NotWritten):
        again.write(again.run(jobs=1))
    assert before == {name: (tmp_path / "run" / name).read_bytes() for name in before}


def test_without_room_for_the_log_everything_else_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(keeper, "write_tables", full)
    kept = keeper_of(tmp_path, log=True)
    run = kept.run(jobs=1)
    with pytest.raises(NotWritten, match="holds everything except the log: the disk is full"):
        kept.write(run)
    assert listing(tmp_path / "run") == FILES


@pytest.mark.parametrize("error", [KeyboardInterrupt(), IncompleteRun("workers died")])
def test_a_run_that_ends_early_says_how_far_it_came(tmp_path, error):
    kept = keeper_of(tmp_path, log=True, replications=3)
    with pytest.raises(type(error)):
        kept.run(1, Stop(4, error))
    assert kept.left_in == tmp_path / "run"
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["status"] == "incomplete"
    assert sum(one["done"] for one in manifest["runs"]) >= 4
    assert manifest["runs"][1]["done"] < 3
    assert listing(tmp_path / "run") == ["manifest.json", "scenario", "scenario/hotline.yaml"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_next_run_replaces_one_that_ended_early(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        keeper_of(tmp_path).run(1, Stop(1, KeyboardInterrupt()))
    other = keeper_of(tmp_path, replications=2)
    other.write(other.run(jobs=1))
    assert listing(tmp_path / "run") == FILES


def test_a_run_that_ends_early_leaves_finished_ones_alone(tmp_path):
    kept = keeper_of(tmp_path)
    kept.write(kept.run(jobs=1))
    again = keeper_of(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        again.run(1, Stop(1, KeyboardInterrupt()))
    assert listing(tmp_path / "run") == FILES
    assert again.left_in is None


def test_an_error_of_the_scenario_leaves_nothing(tmp_path):
    kept = keeper_of(tmp_path)
    with pytest.raises(ZeroDivisionError):
        kept.run(1, Stop(1, ZeroDivisionError()))
    assert listing(tmp_path) == ["hotline.yaml"]


def test_replications_can_be_read_by_numpy(tmp_path):
    kept = keeper_of(tmp_path)
    run = kept.run(jobs=1)
    with np.load(kept.write(run) / "replications.npz") as days:
        assert (days["1/queue"] == run.first.stacks["three"].details.queue).all()
        sums = run.first.stacks["as_today"].sums
        for kind, column in sums.columns.items():
            assert days[f"0/0/{kind}"].tobytes() == column.tobytes()
        assert np.array_equal(np.unpackbits(days["0/0/known"], count=sums.known.size), sums.known.ravel())


def test_a_scenario_that_stands_in_no_file_is_written_as_one(tmp_path):
    kept = Keeper(ask(study(), ["three"], replications=1), "compare", str(tmp_path / "run"))
    folder = kept.write(kept.run(jobs=1))
    assert load(folder / "scenario" / "scenario.yaml").resolve("three") == study().resolve("three").model_copy(
        update={"folder": str(folder / "scenario")}
    )
