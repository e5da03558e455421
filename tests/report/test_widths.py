"""What is read fits: 100 signs in a pipe, as many as there are elsewhere, and nothing is lost by it."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from simulator.cli.main import app

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
WORDS = re.compile(r"\w+")


def lines(*arguments: str, columns: str = "") -> list[str]:
    done = CliRunner().invoke(app, list(arguments), env={"COLUMNS": columns})
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


@pytest.mark.parametrize("command", ["describe", "list"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_descriptions_and_lists_fit_100_columns_in_a_pipe(path: Path, command: str) -> None:
    assert max(map(cell_len, lines(command, str(path)))) <= 100


def test_the_list_of_a_folder_fits_and_has_everything() -> None:
    found = lines("list", str(ROOT / "scenarios"))
    assert max(map(cell_len, found)) <= 100
    assert all(path.name in "\n".join(found) for path in SCENARIOS)


@pytest.mark.parametrize("columns", ["60", "140"])
def test_the_variable_columns_comes_first(columns: str) -> None:
    path = str(ROOT / "scenarios" / "first_steps.yaml")
    widest = max(map(cell_len, lines("describe", path, columns=columns)))
    assert widest <= int(columns)


def test_nothing_is_lost_where_a_table_is_broken() -> None:
    path = str(ROOT / "scenarios" / "first_steps.yaml")
    narrow, wide = (lines("describe", path, columns=columns) for columns in ("100", "1000"))
    numbers = [set(re.findall(r"\d+(?:\.\d+)?", " ".join(found))) for found in (narrow, wide)]
    assert numbers[0] == numbers[1]


def test_tables_of_many_strategies_fit_a_pipe_and_csv_has_no_width(tmp_path: Path) -> None:
    strategies = "".join(f"  a_strategy_with_a_long_name_{number}: {{}}\n" for number in range(9))
    text = (ROOT / "scenarios" / "first_steps.yaml").read_text("utf-8").split("strategies:")[0]
    (tmp_path / "many.yaml").write_text(f"{text}\nstrategies:\n{strategies}", "utf-8")
    asked = ("compare", str(tmp_path / "many.yaml"), "-n", "2", "--no-out", "-q")
    assert max(map(cell_len, lines(*asked))) <= 100
    assert max(map(len, lines(*asked, "--format", "csv"))) > 100
    assert max(map(len, lines(*asked, "--format", "md"))) > 100
