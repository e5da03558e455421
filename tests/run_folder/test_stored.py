"""A run that is read back is the run that was kept."""

import json
import shlex
import shutil

import pytest
from hotline import study, write
from kept_folders import manifest_in, sealed_again
from printing import day_csv
from typer.testing import CliRunner

from simulator.checking import check_points
from simulator.cli.main import app
from simulator.comparing import ask
from simulator.errors import IncompleteRun, UsageError
from simulator.report.records.day_tables import TABLES
from simulator.report.records.document import document
from simulator.report.tables.summary import summary
from simulator.run_folder.keeper import Keeper
from simulator.run_folder.stored import load_run

LONG = pytest.mark.long


def kept(folder, **asked):
    """Keep a run of the hotline in ``folder`` and return it with what was judged."""
    keeper = Keeper(ask(study(), **{"replications": 2, **asked}), "compare", str(folder))
    run = keeper.run(jobs=1)
    checked = check_points([], run) if run.grid.axes and not run.others else None
    keeper.write(run, checked)
    return run, checked


def test_the_warnings_after_a_run_that_are_known_are_kept(tmp_path):
    scenario = study("acknowledged: [overtime at agent_groups.front, overload at contact_types.orders]\n")
    keeper = Keeper(ask(scenario, ["as_today"], replications=2), "compare", str(tmp_path / "run"))
    keeper.write(keeper.run(jobs=1), None)
    assert load_run(tmp_path / "run").compared.first.acknowledged == ("overtime at agent_groups.front",)


@pytest.mark.long
@pytest.mark.parametrize(
    "asked",
    [
        {"strategies": ["two_lines", "fewer_customers"]},
        {"vary": ["agent_groups.front.agents=2,3"], "futures": ["busy"], "replications": 1},
        {"vary": ["agent_groups.front.agents+agent_groups.back.agents=2+1,3+0"], "replications": 1},
        pytest.param({"strategies": ["three"], "baseline": "twin", "futures": [None, "busy"]}, marks=LONG),
        pytest.param({"strategies": ["three"], "vary": ["agent_groups.back.agents=0,1"]}, marks=LONG),
        pytest.param({"strategies": ["as_today"], "replications": 1}, marks=LONG),
    ],
)
def test_everything_that_can_be_said_of_a_stored_run_is_what_was_said(tmp_path, asked):
    run, checked = kept(tmp_path / "run", **asked)
    stored = load_run(tmp_path / "run")
    assert "\n".join(document(stored.compared, stored.checked)) == "\n".join(document(run, checked))
    assert summary(stored.compared, stored.checked) == summary(run, checked)
    for table in TABLES:
        assert day_csv(stored.compared, table) == day_csv(run, table)
    assert stored.log == {}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored") / "run"
    kept(folder, strategies=["three"])
    return folder


def copy_of(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "copy")


def test_a_folder_can_be_moved(folder, tmp_path):
    assert load_run(copy_of(folder, tmp_path)).compared.replications == 2


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "it has no manifest.json that can be understood"),
        (lambda folder: (folder / "replications.npz").unlink(), "replications.npz cannot be read: no such file"),
        (
            lambda folder: (folder / "replications.npz").write_bytes(b"PK"),
            "replications.npz is damaged. Repeat the command of the run",
        ),
        (lambda folder: shutil.rmtree(folder), "does not exist; expected a run folder"),
    ],
)
def test_a_damaged_folder_says_what_is_wrong(folder, tmp_path, damage, message):
    copy = copy_of(folder, tmp_path)
    damage(copy)
    with pytest.raises(UsageError, match=message):
        load_run(copy)


def changed(folder, tmp_path, change):
    copy = copy_of(folder, tmp_path)
    manifest = manifest_in(copy)
    change(manifest)
    sealed_again(copy, manifest)
    return copy


def test_a_manifest_of_another_version_says_who_made_it(folder, tmp_path):
    def older(manifest):
        manifest["versions"]["ccsim"] = "0.0.1"
        manifest["identity"]["scenario"]["agent_groups"] = {"front": {"people": 3}}

    with pytest.raises(UsageError, match=r"cannot be used: .*It was made by ccsim 0\.0\.1; run the scenario again"):
        load_run(changed(folder, tmp_path, older))


def test_a_manifest_without_what_is_needed_is_no_traceback(folder, tmp_path):
    with pytest.raises(UsageError, match=r"manifest.json has no 'identity.grid'"):
        load_run(changed(folder, tmp_path, lambda manifest: manifest["identity"].pop("grid")))


def test_a_manifest_of_another_run_does_not_fit_its_replications(folder, tmp_path):
    with pytest.raises(UsageError, match="not of the same run"):
        load_run(changed(folder, tmp_path, lambda manifest: manifest["identity"]["strategies"].pop()))


def test_a_run_that_did_not_finish_has_no_results(folder, tmp_path):
    def unfinished(manifest):
        manifest["status"] = "incomplete"
        manifest["runs"][1]["done"] = 1

    with pytest.raises(IncompleteRun, match="did not finish: 3 of 4 replications were done"):
        load_run(changed(folder, tmp_path, unfinished))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["compare", "-s", "three", "--future", "all", "--set", 'name=It\'s a "name"'], marks=LONG),
        ["compare", "--vary", "sources.shoppers.arrivals={per_hour: {'08:00': 9, '09:00': 8}},40/h"],
        ["run", "--strategy", "the twin", "--future", "busy", "--seed", "4"],
    ],
)
def test_the_command_in_the_manifest_makes_the_run_again(tmp_path, monkeypatch, words):
    command, *options = words
    path = write(tmp_path)
    # A name with a blank is one that a file may have.
    (tmp_path / "hotline.yaml").write_text((tmp_path / "hotline.yaml").read_text().replace("  twin:", "  the twin:"))
    first = CliRunner().invoke(app, [command, path, *options, "-n", "1", "--out", str(tmp_path / "one")])
    assert first.exit_code == 0, first.output
    monkeypatch.chdir(tmp_path / "one")
    _, *again = shlex.split(load_run(tmp_path / "one").manifest["repeat"])
    second = CliRunner().invoke(app, [*again, "--out", str(tmp_path / "two")])
    assert second.exit_code == 0, second.output
    one, two = (json.loads((tmp_path / name / "manifest.json").read_text()) for name in ("one", "two"))
    assert one["hash"] == two["hash"]
    for path in (tmp_path / "one").rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes(), path
