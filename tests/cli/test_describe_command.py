"""``ccsim describe`` as a user types it."""

import json
from pathlib import Path

import pytest
from rich_day import TEXT
from typer.testing import CliRunner

from simulator.cli.main import app

ROOT = Path(__file__).parents[2]
RUNNER = CliRunner()


def ccsim(*arguments):
    return RUNNER.invoke(app, ["describe", *map(str, arguments)], env={"COLUMNS": "80"})


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "rich.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_is_described_and_odd_things_are_warned_of(file):
    done = ccsim(file, "--days", 2)
    assert done.exit_code == 0
    assert done.stdout.startswith("A rich day, Monday, 30 November 2026\nIs it enough?\nas_today; nothing is simulated")
    assert "contact_types.emergencies: contacts arrive while no agent who serves them is on duty" in done.stderr
    assert "The draws match the stated values." in done.stdout


def test_strategy_future_settings_and_seed_are_applied(file):
    more = ("-s", "pooled", "--future", "more", "--set", "agent_groups.guards.agents=2", "--seed", 9)
    done = ccsim(file, *more, "--days", 1, "--json")
    found = json.loads(done.stdout)
    assert (found["strategy"], found["future"], found["seed"], found["days_drawn"]) == ("pooled", "more", 9, 1)
    assert found["types"][0]["groups"] == ["front", "experts"]
    assert found["groups"][3]["staff"][0] == 2.0


def test_a_picture_is_written_beside_the_text(file, tmp_path):
    target = tmp_path / "load.svg"
    done = ccsim(file, "--days", 1, "--plot", target)
    assert done.exit_code == 0
    assert f"wrote {target}" in done.stderr
    assert "agents on duty" in target.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--plot", "load.pdf"], "a picture is written as .svg or .png, got load.pdf."),
        (["--by", "week"], "--by is hour or interval, got week."),
        (["--future", "all"], "describe shows one future; name one of the file, or as_stated."),
        (["-s", "poold"], "there is no strategy 'poold'. Did you mean 'pooled'?"),
    ],
)
def test_what_does_not_fit_is_said(file, words, said):
    done = ccsim(file, *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_strict_takes_warnings_for_errors(file):
    assert ccsim(file, "--strict").exit_code == 2


def test_a_file_that_cannot_be_read_is_told_without_a_traceback(file, tmp_path):
    missing = "talk: {empirical: {file: none.csv, column: talk_s}}, "
    file.write_text(TEXT.replace("talk: 5m, ", missing), encoding="utf-8")
    done = ccsim(file)
    assert done.exit_code == 2
    assert "none.csv" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize("name", ["bank_day", "first_steps", "cyber_monday"])
def test_the_shipped_scenarios_are_described(name):
    done = ccsim(ROOT / "scenarios" / f"{name}.yaml", "--days", 2)
    assert done.exit_code == 0, done.output
    assert max(map(len, done.stdout.splitlines())) <= 80


SHRUNK = """\
version: 1
name: Need
horizon: {from: "08:00", to: "12:00", days: 2, weekday: monday}
channels: {voice: {}}
sources: {callers: {arrivals: 60/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: 4m, patience: 3m}
agent_groups:
  front: {agents: 7, shrinkage: 30%, serves: {orders: {}}}
"""


def test_need_and_plan_are_written_for_planners(tmp_path):
    (tmp_path / "need.yaml").write_text(SHRUNK, "utf-8")
    target = tmp_path / "need.csv"
    done = ccsim(tmp_path / "need.yaml", "--days", 1, "--csv", target)
    assert done.exit_code == 0
    assert f"wrote {target}" in done.stderr
    assert "Need and plan: orders, served by front" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    rows = target.read_text("utf-8").splitlines()
    assert len(rows) == 1 + 2 * 8
    assert rows[1].startswith("base,,monday,08:00,08:30,orders,front,30.0,4.0,")
    one_day = ccsim(tmp_path / "need.yaml", "--days", 1, "--csv", target, "--day", "tuesday")
    assert one_day.exit_code == 0
    assert len(target.read_text("utf-8").splitlines()) == 1 + 8


def test_a_table_that_cannot_be_written_is_refused_before_anything_is_described(tmp_path):
    (tmp_path / "need.yaml").write_text(SHRUNK, "utf-8")
    done = ccsim(tmp_path / "need.yaml", "--csv", tmp_path / "nowhere" / "need.csv")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert not done.stdout
