"""How commands keep their runs: one line that says where, and an answer whatever happens."""

import csv
import json
import re

import pytest
from hotline import write
from typer.testing import CliRunner

from simulator.cli.main import app


def ccsim(*arguments, results=""):
    environment = {"COLUMNS": "80", "CCSIM_RESULTS": results}
    return CliRunner().invoke(app, [*map(str, arguments)], env=environment)


QUICK = ("-s", "three", "-n", "2", "--jobs", "1")


def test_a_run_is_kept_below_results_and_one_line_says_where(tmp_path, monkeypatch):
    path = write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCSIM_RESULTS")
    done = CliRunner().invoke(app, ["compare", path, *QUICK])
    (folder,) = (tmp_path / "results").iterdir()
    assert done.stderr.splitlines()[-1] == f"kept in results/{folder.name}"
    assert "kept in" not in done.stdout
    assert (folder / "summary.md").exists()


def test_the_variable_says_where_runs_are_kept_and_empty_means_nowhere(tmp_path):
    path = write(tmp_path)
    ccsim("run", path, *QUICK, results=str(tmp_path / "kept"))
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert "kept in" not in ccsim("run", path, *QUICK).stderr
    assert ccsim("run", path, *QUICK, "--log").exit_code == 2
    assert ccsim("run", path, *QUICK, "--out", tmp_path / "named").exit_code == 0
    assert (tmp_path / "named" / "manifest.json").exists()


def test_no_out_keeps_nothing_and_does_not_go_with_what_keeps(tmp_path):
    path = write(tmp_path)
    done = ccsim("compare", path, *QUICK, "--no-out", results=str(tmp_path / "kept"))
    assert (done.exit_code, (tmp_path / "kept").exists()) == (0, False)
    for more in (("--out", tmp_path / "x"), ("--log",)):
        done = ccsim("compare", path, *QUICK, "--no-out", *more)
        assert done.exit_code == 2
        assert "--no-out does not; choose one of them" in done.stderr


def test_the_answer_is_printed_when_the_folder_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    done = ccsim("compare", write(tmp_path), *QUICK, results=str(tmp_path / "file"))
    assert done.exit_code == 3
    assert "served in time (all)" in done.stdout
    assert "cannot be written: a part of the path is not a folder" in done.stderr
    assert "--no-out" in done.stderr


def test_another_run_is_not_overwritten_and_nothing_is_simulated(tmp_path):
    path, out = write(tmp_path), tmp_path / "run"
    assert ccsim("compare", path, *QUICK, "--out", out).exit_code == 0
    assert ccsim("compare", path, *QUICK, "--out", out).exit_code == 0
    done = ccsim("compare", path, *QUICK, "--seed", "8", "--out", out)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "seed: 3 there, 8 here" in done.stderr
    assert "replications done" not in done.stderr


@pytest.mark.parametrize(
    ("command", "form"),
    [
        ("run", "table"),
        ("compare", "json"),
        pytest.param("run", "md", marks=pytest.mark.long),
        pytest.param("compare", "table", marks=pytest.mark.long),
        pytest.param("compare", "md", marks=pytest.mark.long),
        pytest.param("compare", "csv", marks=pytest.mark.long),
    ],
)
def test_report_prints_what_the_run_printed(tmp_path, command, form):
    out = tmp_path / "run"
    first = ccsim(command, write(tmp_path), *QUICK, "--format", form, "--out", out)
    again = ccsim("report", out, "--format", form)
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout == first.stdout != ""


def test_report_breaks_a_stored_run_down(tmp_path):
    ccsim("compare", write(tmp_path), *QUICK, "--out", tmp_path / "run")
    done = ccsim("report", tmp_path / "run", "--by", "type")
    assert done.exit_code == 0
    assert "returns" in done.stdout


def test_report_of_what_is_no_run_says_so(tmp_path):
    done = ccsim("report", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is not a run folder" in done.stderr


def test_hostile_names_are_harmless_in_a_run_folder(tmp_path):
    name = "=1+1 <script>/../😀" + "x" * 150
    path, results = write(tmp_path), tmp_path / "kept"
    title = f"name: {json.dumps(name, ensure_ascii=False)}\n"
    text = (
        (tmp_path / "hotline.yaml")
        .read_text()
        .replace("  three:", '  "<b>|calc":')
        .replace("name: Hotline\n", title, 1)
    )
    (tmp_path / "hotline.yaml").write_text(text, encoding="utf-8")
    done = ccsim("compare", path, "-s", "<b>|calc", "-n", "2", results=str(results))
    assert done.exit_code == 0, done.output
    (folder,) = results.iterdir()
    assert re.fullmatch(r"1-1-script-x{29}-[0-9a-f]{8}", folder.name)
    for file in folder.glob("*.csv"):
        for line in csv.reader(file.read_text("utf-8").splitlines()):
            assert not any(field.startswith(("=", "+", "@")) for field in line), (file, line)
    rows = list(csv.DictReader((folder / "metrics.csv").read_text("utf-8").splitlines()))
    assert {row["strategy"] for row in rows} == {"as_today", "<b>|calc"}
    assert all(float(row["value"]) < 1e9 for row in rows if row["value"])
    assert "<script>" not in (folder / "summary.md").read_text("utf-8")
    assert ccsim("report", folder, "--format", "md").stdout == (folder / "summary.md").read_text("utf-8")
