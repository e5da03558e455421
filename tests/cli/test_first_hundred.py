"""Of many problems or warnings people see the first hundred and how many more there are; a document has all of them."""

import json
from pathlib import Path

import pytest
from hotline import TEXT
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.errors import PROBLEMS_MAX, ScenarioError, first_of
from simulator.scenario.reader import load

RUNNER = CliRunner()


def ccsim(*arguments: str):
    return RUNNER.invoke(app, [*arguments], env={"COLUMNS": "80"})


def with_wrong_keys(folder: Path, number: int) -> str:
    """Return a file in which so many keys are wrong, each in a line of its own."""
    keys = "".join(f"    wrong_{place}: 1\n" for place in range(number))
    path = folder / "wrong.yaml"
    path.write_text(TEXT.replace("  voice: {lines: 6}\n", f"  voice:\n    lines: 6\n{keys}"), encoding="utf-8")
    return str(path)


def with_idle_groups(folder: Path, number: int) -> str:
    """Return a file with so many groups for whom nobody comes, each in a line of its own."""
    nobody = "  nobody: {arrivals: 0/h}\ncontact_types:\n"
    advice = "  advice: {from: nobody, channel: voice, talk: 3m, patience: 3m}\nagent_groups:\n"
    idle = "".join(f"  idle_{place}: {{agents: 1, serves: {{advice: {{}}}}}}\n" for place in range(number))
    text = TEXT.replace("contact_types:\n", nobody).replace("agent_groups:\n", advice + idle)
    path = folder / "odd.yaml"
    path.write_text(text.partition("strategies:\n")[0], encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("number", "shown", "more"),
    [
        (1, 1, []),
        (PROBLEMS_MAX, PROBLEMS_MAX, []),
        # A line that says "1 more" is no shorter than the one that it stands for.
        (PROBLEMS_MAX + 1, PROBLEMS_MAX + 1, []),
        (PROBLEMS_MAX + 2, PROBLEMS_MAX, ["and 2 more problems"]),
        (PROBLEMS_MAX + 2000, PROBLEMS_MAX, ["and 2,000 more problems"]),
    ],
)
def test_the_first_hundred_are_taken_and_the_others_counted(number, shown, more):
    assert first_of(range(number), "problem") == (range(shown), more)


def test_the_first_hundred_problems_are_shown_and_the_others_counted(tmp_path):
    path = with_wrong_keys(tmp_path, 150)
    done = ccsim("validate", path)
    head, *lines, last = done.stdout.splitlines()
    assert done.exit_code == 2
    assert head == f"{path}: 150 problems"
    first = 1 + Path(path).read_text("utf-8").splitlines().index("    wrong_0: 1")
    assert [line.split()[0] for line in lines] == [f"{first + place}:5" for place in range(100)]
    assert last == "  and 50 more problems"
    # So they stand in a refused run, and in the error that somebody prints.
    assert done.stdout.splitlines()[1:] == ccsim("run", path).stderr.splitlines()[1:]
    with pytest.raises(ScenarioError) as refused:
        load(path)
    assert str(refused.value).splitlines() == done.stdout.splitlines()
    assert len(refused.value.problems) == 150


def test_the_first_hundred_warnings_are_shown_and_the_others_counted(tmp_path):
    path = with_idle_groups(tmp_path, 150)
    done = ccsim("validate", path)
    head, *lines, last = done.stdout.splitlines()
    assert done.exit_code == 0
    assert head.endswith(", 150 warnings")
    assert [line.split()[2] for line in lines] == [f"agent_groups.idle_{place}:" for place in range(100)]
    assert last == "  and 50 more warnings"
    said = ccsim("run", path, "-n", "1").stderr.splitlines()
    warnings = [line for line in said if line.startswith("warning: ")]
    assert len(warnings) == 100
    assert said[said.index(warnings[-1]) + 1] == "and 50 more warnings"


def test_problems_and_warnings_are_counted_each_for_themselves(tmp_path):
    path = with_idle_groups(tmp_path, 130)
    strict = ccsim("validate", path, "--strict").stdout.splitlines()
    assert (strict[0], strict[-1]) == (f"{path}: 130 problems", "  and 30 more problems")
    both = ccsim("validate", path, with_wrong_keys(tmp_path, 120)).stdout.splitlines()
    assert [line for line in both if line.startswith("  and ")] == ["  and 30 more warnings", "  and 20 more problems"]


@pytest.mark.parametrize("write", [with_wrong_keys, with_idle_groups])
def test_a_document_has_all_of_them(tmp_path, write):
    (file,) = json.loads(ccsim("validate", write(tmp_path, 150), "--json").stdout)["files"]
    assert len(file["problems"]) == 150
    assert len({one["line"] for one in file["problems"]}) == 150
