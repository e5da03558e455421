"""What the docs show is what the commands print."""

import csv
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import simulator
from simulator.cli.main import app

ROOT = Path(__file__).parent.parent


def printed(*words: str) -> str:
    """Return what ``ccsim`` prints to stdout, 80 columns wide."""
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stdout


def commands_of(page: Path) -> list[list[str]]:
    """Return the words behind ``ccsim`` in each example line of a page, with the file it writes last."""
    lines = re.findall(r"^ccsim (.+)$", page.read_text(), flags=re.MULTILINE)
    return [line.replace(" > ", " ").split() for line in lines]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def close(one: object, other: object) -> bool:
    """Return whether two documents are the same but for the last digits, which belong to numpy's version, and scipy's.

    Of degrees of freedom that are no whole number, a t quantile of scipy 1.11 is known to some 10⁻⁸.
    """
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-7, abs_tol=1e-9)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(close, one, other))
    return one == other


def alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Return whether two arrays are the same but for the last digits; times on the grid have none."""
    if one.dtype.names:
        return one.tobytes() == other.tobytes()
    return np.allclose(one, other, equal_nan=True)


def fields_of(path: Path) -> list[object]:
    """Return what stands in a CSV file, numbers as numbers."""
    rows = csv.reader(path.read_text("utf-8").splitlines())
    return [[float(field) if re.fullmatch(r"-?[\d.]+(e-?\d+)?", field) else field for field in row] for row in rows]


def test_the_committed_run_is_what_its_command_gives(tmp_path):
    (words,) = (words for words in commands_of(ROOT / "results/README.md") if words[-1] == "results/example")
    printed(*words[:-1], str(tmp_path / "run"))
    committed, made = (
        sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        for folder in (ROOT / "results/example", tmp_path / "run")
    )
    assert committed == made
    for name in committed:
        kept, new = ROOT / "results/example" / name, tmp_path / "run" / name
        if name == "manifest.json":
            one, other = (json.loads(path.read_text())["identity"] for path in (kept, new))
            assert one == other
        elif name.endswith(".json"):
            assert close(json.loads(new.read_text()), json.loads(kept.read_text())), name
        elif name.endswith(".csv"):
            assert close(fields_of(new), fields_of(kept)), name
        elif name.endswith(".npz"):
            with np.load(new) as one, np.load(kept) as other:
                for key in other:
                    assert key.endswith("json") or alike(one[key], other[key]), key
        else:
            assert new.read_text() == kept.read_text(), name


def test_the_python_examples_of_the_run_folder_run(tmp_path, capsys):
    page = (ROOT / "docs/run-folder.md").read_text()
    (command,) = re.findall(r"^ccsim (.+ --log)$", page, flags=re.MULTILINE)
    *words, folder, log = command.split()
    printed(*words, str(tmp_path / "with_log"), log)
    examples = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert len(examples) == 5
    for example in examples:
        exec(example.replace(folder, str(tmp_path / "with_log")), {})
        assert capsys.readouterr().out.strip(), example


def test_the_python_example_of_the_report_runs(tmp_path, monkeypatch):
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/report.md").read_text(), flags=re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(example.replace("results/example", str(ROOT / "results/example")), {})
    assert "<h1>" in (tmp_path / "example.html").read_text("utf-8")


@pytest.mark.long
def test_the_readme_shows_what_its_command_prints():
    command, block = re.findall(
        r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL
    )[0]
    text = printed(*command.split())
    for part in block.split("…\n\n"):
        assert part in text, part


def test_the_readme_runs_the_scenario_whose_output_it_shows():
    text = (ROOT / "README.md").read_text()
    (scenario,) = re.findall(r"ccsim compare (\S+)\n```", text)
    assert f"the output of: ccsim compare {scenario} " in text


def test_the_readme_names_every_command():
    from typer.main import get_command

    text = (ROOT / "README.md").read_text()
    for name in get_command(app).commands:
        assert f"`ccsim {name} " in text, name


def test_the_python_example_of_the_readme_runs(capsys):
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), flags=re.DOTALL)
    exec(example.replace("compare(study)", "compare(study, replications=3, jobs=1)"), {})
    assert capsys.readouterr().out.strip().endswith(".")


def test_the_glossary_is_in_order():
    words = re.findall(r"^\| ([^|]+) \|", (ROOT / "GLOSSARY.md").read_text(), flags=re.MULTILINE)[2:]
    assert words == sorted(words, key=str.lower)


def test_the_examples_of_the_python_page_run_and_print_what_it_says(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs/python.md").read_text()
    blocks = re.findall(r"```(python|text)\n(.*?)```", page, re.DOTALL)
    assert len(blocks) > 10
    names: dict[str, object] = {}
    for kind, text in blocks:
        if kind == "python":
            exec(compile(text, "docs/python.md", "exec"), names)
        else:
            assert capsys.readouterr().out == text
    assert capsys.readouterr().out == ""


def test_every_name_of_the_package_is_there():
    for name in simulator.__all__:
        assert getattr(simulator, name)
