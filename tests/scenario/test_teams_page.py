"""What docs/teams.md shows is so: who is in which team, and what its command prints."""

import re
import shlex
from pathlib import Path

import pytest
from page_examples import changed
from typer.testing import CliRunner

from simulator.catalogue import METRICS
from simulator.cli.main import app
from simulator.scenario.days.in_teams import InTeams, team_rows
from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.reader import load_text
from simulator.work.planned_hours import planned_hours

PAGE = (Path(__file__).parents[2] / "docs/teams.md").read_text("utf-8")
CENTER, TEAMS = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)


@pytest.fixture(scope="module")
def study():
    return load_text(changed(CENTER, TEAMS))


def test_who_is_in_which_team(study):
    scenario = study.resolve("changed")
    members = InTeams(scenario)
    of = [members.team_of(Somebody(name, number)) for name, number in (("ana", -1), ("ben", -1), ("back day", 0))]
    assert of == ["north", None, "south"]
    assert members.groups_of("north") == {"front", "back"}
    assert team_rows(scenario) == ("north", "south", "no team")
    assert team_rows(study.resolve("base")) == ()


def test_what_teams_cost_before_a_run(study):
    # 36 h of agents and 10 h of people in front, 24 h in back: of them 18 and 9 are of north.
    assert planned_hours(study.resolve("base")).cost == 46 * 14 + 24 * 16
    assert planned_hours(study.resolve("changed")).cost == 27 * 15 + 18 * 14 + 5 * 14 + 20 * 16


def test_every_metric_of_agents_is_one_of_teams_except_of_whom_is_passed_on():
    of_groups = {name for name, one in METRICS.items() if "group" in one.of}
    of_teams = {name for name, one in METRICS.items() if "team" in one.of}
    assert {name for name in of_groups - of_teams if not name.startswith("further")} == set()
    assert of_teams <= of_groups


def test_the_page_shows_what_its_command_prints(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("teams.yaml").write_text(changed(CENTER, TEAMS), "utf-8")
    ((command, block),) = re.findall(r"<!-- part of the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, re.S)
    assert block in CliRunner().invoke(app, shlex.split(command), env={"COLUMNS": "80"}).stdout
