"""Teams in tables, answers, records, pictures and traces: beside groups, and nowhere where nobody has a team."""

import csv
import io
import json
import re
import zipfile

import pytest
from printing import in_one_line, printed

from simulator.checking import check_points
from simulator.comparing import compare
from simulator.errors import ScenarioError, UsageError
from simulator.report.page.html_page import _details
from simulator.report.pictures.plan_day import plan_of
from simulator.report.records.day_tables import write_day_csv
from simulator.report.records.tidy import rows_csv
from simulator.report.tables.breakdown import by_blocks, run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.table import comparison_blocks
from simulator.report.traces.agent_day_blocks import agent_blocks
from simulator.report.traces.trace_document import trace_document
from simulator.report.traces.trace_titled import trace_for_people
from simulator.run_folder.fitting import fits
from simulator.run_folder.replications import read_replications, write_replications
from simulator.scenario.judged.checks import parse_check, parse_measured
from simulator.scenario.reader import load_text
from simulator.tracing.traces import trace

PLAIN = """\
version: 1
name: Teams
horizon: {from: "08:00", to: "12:00"}
channels: {voice: {}, chat: {}}
sources: {callers: {arrivals: 40/h}, chatters: {arrivals: 10/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 4m}}, patience: 5m}
  chats: {from: chatters, channel: chat, talk: {exponential: {mean: 4m}}, patience: 5m, service_level: 80% in 5m}
people: {ana: {}, ben: {}}
agent_groups:
  front:
    cost: 14 EUR/h
    shifts:
      early: {agents: 2, from: "08:00", to: "12:00"}
      own: {people: [ana, ben], from: "08:00", to: "12:00"}
    serves: {orders: {}}
  back: {agents: 1, cost: 14 EUR/h, serves: {chats: {}, orders: {priority: 2}}}
"""
TEXT = (
    PLAIN.replace("ana: {}", "ana: {team: north}")
    .replace("early: {agents", "early: {team: south, agents")
    .replace("back: {agents", "back: {team: north, agents")
    .replace("\npeople:", "\nteams: {north: {title: The North}}\npeople:")
)
STRATEGIES = """\
strategies:
  as_today: {}
  one_more: {agent_groups: {front: {shifts: {early: {agents: 3}}}}}
  no_south: {agent_groups: {front: {shifts: {early: {team: null}}}}}
"""

SIGNS = "▲▼≈=?"


@pytest.fixture(scope="module")
def run():
    return compare(load_text(TEXT), replications=6, jobs=1)


@pytest.fixture(scope="module")
def compared():
    return compare(load_text(TEXT + STRATEGIES), replications=6, jobs=1)


def table(text, head):
    """Return the lines of the table that begins with a head."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(head))
    return lines[first:][: next((n for n, line in enumerate(lines[first:]) if not line.strip()), None)]


@pytest.mark.parametrize("width", [80, 120])
def test_a_run_shows_teams_behind_groups(run, width):
    text = printed(run_blocks(run), width)
    assert text.index("by group") < text.index("by team") < text.index("by interval")
    head, line, north, south, none = table(text, "by team")
    assert head.split()[2:] == ["answered", "closed", "agent", "hour", "occupancy", "hours", "hours", "cost"]
    assert set(line) == {"─"}
    assert [row.split("  ")[0] for row in (north, south, none)] == ["The North", "south", "no team"]
    assert all(len(row) <= width for row in text.splitlines())
    cost = run.first.row("base", "staff_cost", "team:south").value
    assert south.endswith(f" {cost:.0f}")


def test_costs_that_nobody_states_have_no_column():
    run = compare(load_text(TEXT.replace("    cost: 14 EUR/h\n", "").replace("cost: 14 EUR/h, ", "")), replications=2)
    head = table(printed(run_blocks(run), 100), "by team")[0]
    assert head.split()[-1] == "hours"


def test_where_nobody_has_a_team_or_all_have_one_there_is_no_table():
    for text in (PLAIN, PLAIN.replace("    cost", "    team: one\n    cost").replace("back: {", "back: {team: one, ")):
        assert "by team" not in printed(run_blocks(compare(load_text(text), replications=2, jobs=1)), 100)


def test_strategies_stand_side_by_side_with_signs_and_a_dash_where_there_is_no_such_team(compared):
    text = printed(by_blocks(compared, By.TEAM), 120)
    occupancy = table(text, "by team")
    assert [row.split("  ")[0] for row in occupancy[1:] if "%" in row] == ["The North", "south", "no team"]
    assert "staff cost, EUR a day" in text
    south = next(row for row in occupancy if row.startswith("south"))
    assert south.count("%") == 2
    assert south.rstrip().endswith("–")
    assert set(text) & set("▲▼?≈")
    assert "is busiest" in in_one_line(text)
    assert "offered" not in text


def test_totals_of_a_team_with_other_members_have_no_sign_and_it_is_said_why():
    strategies = """\
strategies:
  as_today: {}
  moved: {people: {ben: {team: south}}}
  shorter: {agent_groups: {front: {shifts: {early: {from: "09:00"}}}}}
"""
    run = compare(load_text(TEXT + strategies), replications=6, jobs=1)
    text = printed(by_blocks(run, By.TEAM), 160)
    assert "In moved south has other members than in as_today: totals of the team have no sign." in in_one_line(text)
    assert "In shorter" not in text
    south = next(row for row in text.partition("staff cost")[2].splitlines() if row.startswith("south"))
    _, _, moved, shorter = re.split(r" {2,}", south)
    assert not set(moved) & set(SIGNS)
    assert shorter.endswith("▲")
    for asked, signed in (("staff_cost(team:south)", False), ("staff_cost(team:north)", True)):
        measured = parse_measured(asked, run.first.scenarios["as_today"])
        rows = printed(comparison_blocks(run.first, show=[measured]), 160).partition("also asked for")[2].splitlines()
        *_, differences = (row for row in rows if row.startswith(asked))
        assert bool(set(re.split(r" {2,}", differences)[1]) & set(SIGNS)) is signed


def test_to_break_down_by_teams_that_are_not_there_is_an_error():
    with pytest.raises(UsageError, match=r"--by team: nobody has a team in this scenario\. Their groups: --by group\."):
        printed(run_blocks(compare(load_text(PLAIN), replications=2, jobs=1), By.TEAM), 80)


def test_the_page_has_teams_behind_groups(compared):
    names = [name for name, _ in _details(compared)]
    assert names[names.index("group") + 1] == "team"


def test_csv_and_frames_have_rows_of_teams(run, compared):
    rows = list(csv.DictReader(io.StringIO(rows_csv(run))))
    of = {row["of"] for row in rows if row["metric"] == "closed_per_agent_hour"}
    assert of == {"all", "group:front", "group:back", "team:north", "team:south", "team:no team"}
    paid = {row["of"]: float(row["value"]) for row in rows if row["metric"] == "paid_hours" and not row["interval"]}
    teams = [value for name, value in paid.items() if name.startswith("team:")]
    assert sum(teams) == pytest.approx(paid["all"])
    assert any(delta.of == "team:north" for delta in compared.first.differences("one_more"))


def test_an_agents_row_says_the_team(run):
    file = io.StringIO()
    write_day_csv(run, "agents", file)
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert {(row["agent"], row["team"]) for row in rows} == {
        ("front early 1", "south"),
        ("front early 2", "south"),
        ("ana", "north"),
        ("ben", "no team"),
        ("back 1", "north"),
    }
    plain = io.StringIO()
    write_day_csv(compare(load_text(PLAIN), replications=1, jobs=1), "agents", plain)
    assert plain.getvalue().splitlines()[0].endswith("from_s,to_s")


def test_a_check_of_a_team_is_judged(run):
    scenario = run.first.scenarios["base"]
    texts = ["closed_per_hour(team:north) >= 1", "occupancy(team:south) <= 1%", "agent_hours(team:no team) >= 3"]
    checks = [parse_check(text, scenario) for text in texts]
    outcomes = check_points(checks, run).outcomes
    assert [str(one.finding) for one in outcomes] == ["holds", "broken", "holds"]
    assert outcomes[0].value == run.first.row("base", "closed_per_hour", "team:north").value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("closed(team:nort) > 1", "unknown team 'nort'. Did you mean 'north'?"),
        ("closed(team:x) > 1", "unknown team 'x'. Known: north, south, no team."),
        ("closed(north) > 1", "no contact type 'north'. Write team:north for the team."),
        ("served_in_time(team:north) > 90%", "served_in_time is not available for a team."),
    ],
)
def test_a_check_of_what_a_team_is_not_is_an_error(text, said):
    with pytest.raises(ScenarioError) as refused:
        load_text(f"{TEXT}checks: [{text}]\n")
    assert said in str(refused.value)


def test_a_goal_may_be_that_of_a_team(compared):
    run = compare(load_text(f"{TEXT}{STRATEGIES}goal: {{best: closed(team:north)}}\n"), replications=3, jobs=1)
    assert run.first.goal.cell == ("closed", "team:north", None)


def test_numbers_are_kept_and_read_with_their_teams(run, tmp_path):
    stack, scenario = run.first.stacks["base"], run.first.scenarios["base"]
    write_replications([stack], tmp_path / "with.npz")
    (read,) = read_replications(tmp_path / "with.npz")
    assert read.details.plan.names == stack.details.plan.names
    assert fits(read, scenario, 6)
    assert not fits(read, load_text(PLAIN).resolve(), 6)
    bare = compare(load_text(PLAIN), replications=2, jobs=1).first.stacks["base"]
    write_replications([bare], tmp_path / "without.npz")
    with zipfile.ZipFile(tmp_path / "without.npz") as archive:
        assert "teams" not in json.loads(archive.read("about.json"))["runs"][0]["plan"]["names"]


def test_the_plan_has_a_panel_for_each_team_of_a_group(run):
    assert [(one.name, [row.name for row in one.rows]) for one in plan_of(run.first).groups] == [
        ("front, The North", ["ana"]),
        ("front, south", ["front early 1", "front early 2"]),
        ("front, no team", ["ben"]),
    ]
    plain = compare(load_text(PLAIN), replications=1, jobs=1)
    assert [one.name for one in plan_of(plain.first).groups] == ["front"]


def test_a_trace_of_an_agent_says_the_team():
    for agent, said in (("ana", "ana (front, team The North)"), ("ben", "ben (front, no team)")):
        found = trace_for_people(trace(load_text(TEXT), agent=agent))
        assert next(iter(agent_blocks(found.agent))).text.startswith(said)
    assert json.loads("\n".join(trace_document(trace(load_text(TEXT), agent="ana"))))["agent"]["team"] == "north"
    plain = trace(load_text(PLAIN), agent="ana")
    assert "team" not in json.loads("\n".join(trace_document(plain)))["agent"]
    assert next(iter(agent_blocks(plain.agent))).text.startswith("ana (front) is")
