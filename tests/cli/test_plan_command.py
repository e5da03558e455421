"""ccsim plan: the plan as a list, which reads back to the same log to the bit."""

import random
import time
from pathlib import Path

import pytest
from plan_sheets import CENTER, GROUP, HEADINGS, LIST, MONDAY, at, csv_file, log_of, plan, workbook
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.scenario.reader import load_text

NAMED = """\
people: {ana: {title: Ana López}, ben: {}, cem: {title: "=1+1"}, dora: {}, eva: {}}
agent_groups:
  front:
    absence: 20%
    adherence: {share: 92%, late: {share: 50%, by: 5m}, long_breaks: {share: 40%, by: 5m}}
    breaks:
      lunch: {for: 30m, at: "12:00", paid: false}
      coffee: {for: 10m, from: "09:00", to: "19:00", start: staggered}
      coaching: {for: 15m, at: "14:00", share: 50%, counts_as: off_phone}
      briefing: {for: 15m, after: 1h, counts_as: off_phone}
    shifts:
      late: {people_on: {"2026-11-30": [dora, cem], tuesday: [ana, eva]}, from: "12:30", to: "20:00", no_new: 10m}
      early:
        people: [ben, ana]
        people_on: {"2026-12-01": [cem, ben]}
        from: "08:00"
        to: "12:30"
        breaks: {coffee: {for: 5m, every: 90m}}
      split: {people: dora, on: tuesday, from: "08:00", to: "19:00", split: {from: "11:00", to: "15:00"}}
    serves: {orders: {}}
  back:
    breaks: {training: {for: 1h, at: "18:00", counts_as: off_phone, on: monday}}
    shifts: {evening: {people: eva, on: monday, from: "17:00", to: "20:00"}}
    serves: {orders: {priority: 2}}
"""
UNNAMED = """\
agent_groups:
  front:
    shifts:
      early: {agents: 3, from: "08:00", to: "14:00", breaks: {lunch: {for: 30m, at: "11:00"}}}
      late: {agents: 2, agents_on: {tuesday: 3}, from: "12:00", to: "20:00"}
    serves: {orders: {}}
  back: {agents: 1, serves: {orders: {priority: 2}}}
"""


def ccsim(*arguments: str):
    return CliRunner().invoke(app, [*arguments], env={"COLUMNS": "300"})


def written(folder: Path, text: str, kind: str, name="center.yaml") -> str:
    """Return the scenario with the strategy that the command prints when it writes a plan."""
    (folder / name).write_text(text)
    done = ccsim("plan", str(folder / name), f"--{kind}", str(folder / f"out.{kind}"))
    assert done.exit_code == 0, done.output
    assert f"out.{kind}" in done.stderr
    return f"{text}{done.stdout}"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_written_plan_reads_back_to_the_same_log_to_the_bit(tmp_path, kind):
    text = written(tmp_path, CENTER + NAMED, kind)
    assert log_of(text, tmp_path, "from_the_sheet") == log_of(CENTER + NAMED, tmp_path)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_agents_without_names_get_some_and_do_the_same(tmp_path, kind):
    text = written(tmp_path, CENTER + UNNAMED, kind)
    people = load_text(text, tmp_path).resolve("from_the_sheet").people
    assert people["front_early_3"].title == "front early 3"
    assert log_of(text, tmp_path, "from_the_sheet", nameless=True) == log_of(CENTER + UNNAMED, tmp_path, nameless=True)


def test_a_night_shift_from_the_day_before_reads_back(tmp_path):
    nights = 'horizon: {from: "00:00", to: "24:00", days: 2, weekday: monday}'
    shifts = 'shifts: {night: {people: [ana, ben], from: "22:00", to: "30:00"}}'
    shifts = f"agent_groups: {{front: {{{shifts}, serves: {{orders: {{}}}}}}}}"
    text = CENTER.replace(CENTER.split("\n")[2], nights) + f"people: {{ana: {{}}, ben: {{}}}}\n{shifts}\n"
    again = written(tmp_path, text, "csv")
    assert "ana,sunday,22:00,30:00,contacts,front,night" in (tmp_path / "out.csv").read_text()
    assert log_of(again, tmp_path, "from_the_sheet") == log_of(text, tmp_path)


def test_a_day_without_a_name_has_no_column_for_it(tmp_path):
    text = CENTER.replace(', days: 2, date: "2026-11-30"', "") + UNNAMED.replace(", agents_on: {tuesday: 3}", "")
    again = written(tmp_path, text, "csv")
    assert (tmp_path / "out.csv").read_text().startswith("person,from,to,activity,group,shift\nfront early 1,08:00")
    assert log_of(again, tmp_path, "from_the_sheet", nameless=True) == log_of(text, tmp_path, nameless=True)


def test_a_plan_from_a_sheet_is_written_and_read_back(tmp_path):
    table = [HEADINGS, ("Ana López", MONDAY, at("08:00"), at("16:00"), "Phone"),
             ("Ana López", MONDAY, at("12:00"), at("12:30"), "Lunch")]  # fmt: skip
    text = plan(workbook(tmp_path, table))
    again = written(tmp_path, text, "csv")
    assert "      week: null\n" in again
    assert log_of(again, tmp_path, "from_the_sheet") == log_of(text, tmp_path)


def drawn_plan(seed: int) -> str:
    """Return shifts of people that a seed draws; nobody is in two at once."""
    draw = random.Random(seed)
    names = [f"p{number}" for number in range(draw.randint(2, 7))]
    shifts = []
    for day in ("2026-11-30", "2026-12-01"):
        for name in draw.sample(names, draw.randint(1, len(names))):
            begins = draw.randrange(8 * 4, 14 * 4)
            ends = draw.randrange(begins + 8, 20 * 4 + 1)
            shifts.append((begins, ends, day, name))
    lines = []
    for number, (begins, ends, day, name) in enumerate(shifts):
        clock = [f"{quarter // 4:02d}:{quarter % 4 * 15:02d}" for quarter in (begins, ends, (begins + ends) // 2)]
        rest = f', breaks: {{rest: {{for: 15m, at: "{clock[2]}", paid: {draw.choice(("true", "false"))}}}}}'
        more = draw.choice(("", rest, ", no_new: 5m", f"{rest}, no_new: 20m"))
        hours = f'from: "{clock[0]}", to: "{clock[1]}"'
        lines.append(f'      s{number}: {{people_on: {{"{day}": {name}}}, {hours}{more}}}\n')
    people = ", ".join(f"{name}: {{}}" for name in names)
    rates = draw.choice(("", "    absence: 30%\n", "    adherence: 90%\n"))
    coffee = draw.choice(("", '    breaks: {coffee: {for: 10m, from: "09:00", to: "18:00"}}\n'))
    group = f"{rates}{coffee}    serves: {{orders: {{}}}}\n"
    return f"people: {{{people}}}\nagent_groups:\n  front:\n{group}    shifts:\n{''.join(lines)}"


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_that_is_drawn_reads_back_to_the_same_log(tmp_path, seed):
    text = CENTER + drawn_plan(seed)
    again = written(tmp_path, text, "csv" if seed % 2 else "xlsx")
    assert log_of(again, tmp_path, "from_the_sheet") == log_of(text, tmp_path)


def test_without_a_file_the_list_is_printed_and_what_it_cannot_hold_is_said(tmp_path):
    (tmp_path / "center.yaml").write_text(CENTER + NAMED)
    done = ccsim("plan", str(tmp_path / "center.yaml"))
    lines = done.stdout.splitlines()
    assert lines[0] == "person,date,from,to,activity,group,shift"
    assert lines[1:4] == [
        "dora,2026-11-30,12:30,20:00,contacts,front,late",
        "dora,2026-11-30,13:30,13:45,briefing,front,late",
        "cem,2026-11-30,12:30,20:00,contacts,front,late",
    ]
    assert done.stderr.splitlines() == [
        "breaks that stay in the scenario, because they have no one time: coffee, coaching, training",
    ]
    (tmp_path / "center.yaml").write_text(CENTER + UNNAMED)
    assert ccsim("plan", str(tmp_path / "center.yaml")).stderr.splitlines() == [
        "not in the plan, because they have no shifts: back",
        "6 agents have no names and get some: read again, they are other people, so what is drawn for each of them "
        "(absence, adherence, breaks of a share) differs",
    ]


def test_what_cannot_be_written_is_refused(tmp_path):
    path = tmp_path / "center.yaml"
    path.write_text(CENTER + "agent_groups: {front: {agents: 3, serves: {orders: {}}}}\n")
    done = ccsim("plan", str(path))
    assert done.exit_code == 2
    assert done.stderr == "no agent group has shifts that are worked, so there is no plan to write.\n"
    path.write_text(CENTER + UNNAMED)
    both = ccsim("plan", str(path), "--csv", "a.csv", "--xlsx", "a.xlsx")
    assert both.stderr == "--csv and --xlsx write the same plan; choose one of them.\n"
    other = ccsim("plan", str(path), "--xlsx", "a.xls")
    assert other.stderr == "expected a file that ends in .xlsx, got a.xls.\n"
    nowhere = ccsim("plan", str(path), "--csv", str(tmp_path / "none" / "a.csv"))
    assert "does not exist" in nowhere.stderr


def test_the_same_plan_is_the_same_workbook(tmp_path):
    written(tmp_path, CENTER + NAMED, "xlsx")
    first = (tmp_path / "out.xlsx").read_bytes()
    time.sleep(2.1)  # Archives count the time in steps of two seconds.
    written(tmp_path, CENTER + NAMED, "xlsx")
    assert (tmp_path / "out.xlsx").read_bytes() == first


def test_texts_in_a_workbook_are_no_formulas(tmp_path):
    import openpyxl

    from simulator.scenario.text.workbooks import workbook_of

    (tmp_path / "a.xlsx").write_bytes(workbook_of("Plan", [("=1+1", "", "08:00")]))
    (row,) = openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows()
    assert [(one.value, one.data_type) for one in row] == [("=1+1", "s"), (None, "n"), ("08:00", "s")]


def test_a_run_is_of_what_its_sheet_says_and_keeps_it(tmp_path):
    file = csv_file(tmp_path, [HEADINGS, ("ana", MONDAY, at("08:00"), at("16:00"), None)])
    path = tmp_path / "center.yaml"
    path.write_text(plan(file, LIST, GROUP))
    run = ("run", str(path), "-n", "2", "--quiet", "--out")
    assert ccsim(*run, str(tmp_path / "run")).exit_code == 0
    kept = tmp_path / "run" / "scenario"
    assert (kept / "plan.csv").read_bytes() == (tmp_path / file).read_bytes()
    assert ccsim("report", str(tmp_path / "run")).exit_code == 0
    assert ccsim("run", str(kept / "center.yaml"), "-n", "2", "--quiet", "--no-out").exit_code == 0
    # The same plan is the same run; another one is none of this folder.
    assert ccsim(*run, str(tmp_path / "run")).exit_code == 0
    csv_file(tmp_path, [HEADINGS, ("ana", MONDAY, at("08:00"), at("15:00"), None)])
    refused = ccsim(*run, str(tmp_path / "run"))
    assert refused.exit_code == 2
    assert "plan.csv has different content" in refused.stderr


def test_where_a_value_came_from_names_the_sheet(tmp_path):
    path = tmp_path / "center.yaml"
    path.write_text(plan(workbook(tmp_path, [HEADINGS, ("ana", MONDAY, at("08:00"), at("16:00"), None)])))
    done = ccsim("show", str(path), "--why", "agent_groups.front.shifts")
    assert "plan.xlsx, sheet Week 48, C2" in done.stdout


def test_a_strategy_that_reads_the_same_plan_changes_nothing(tmp_path):
    table = [HEADINGS, ("ana", MONDAY, at("08:00"), at("16:00"), None)]
    text = plan(csv_file(tmp_path, table)) + "strategies: {one: {}, two: {plans: {week: {file: plan.xlsx}}}}\n"
    workbook(tmp_path, table)
    found = [str(one) for one in load_text(text, tmp_path).warnings()]
    assert any("changes nothing" in one for one in found)


def test_a_break_of_the_group_that_the_list_has_of_everybody_is_no_break_without_effect(tmp_path):
    rests = 'breaks: {lunch: {for: 30m, at: "12:00"}}'
    shifts = 'shifts: {day: {people: ana, from: "08:00", to: "16:00"}}, serves: {orders: {}}'
    text = f"{CENTER}people: {{ana: {{}}}}\nagent_groups: {{front: {{{rests}, {shifts}}}}}\n"
    assert "no effect" not in "".join(map(str, load_text(written(tmp_path, text, "csv"), tmp_path).warnings()))
    # Where the scenario itself states both, one of them is meant for nobody.
    both = text.replace('to: "16:00"}', f'to: "16:00", {rests}}}')
    assert "the break has no effect" in "".join(map(str, load_text(both).warnings()))


def test_teams_are_a_column_and_read_back_to_the_same_log(tmp_path):
    text = CENTER + NAMED.replace("ben: {}", "ben: {team: north}").replace(
        "split: {people", "split: {team: west, people"
    ).replace("  front:\n", "  front:\n    team: south\n", 1)
    again = written(tmp_path, text, "csv")
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0].endswith("group,shift,team")
    assert {(line.split(",")[0], line.split(",")[-1]) for line in lines[1:]} == {
        ("Ana López", "south"), ("ben", "north"), ("cem", "south"), ("dora", "west"), ("eva", "south")
    }  # fmt: skip
    assert "            team: null\n" not in again, "a shift of which nothing else is stated is not there at all"
    assert log_of(again, tmp_path, "from_the_sheet") == log_of(text, tmp_path)


def test_agents_without_names_keep_the_team_of_their_shift(tmp_path):
    text = CENTER + UNNAMED.replace("early: {", "early: {team: north, ").replace(
        'to: "20:00"}', 'to: "20:00", no_new: 5m, team: a_b}'
    )
    again = written(tmp_path, text, "csv")
    scenario = load_text(again, tmp_path).resolve("from_the_sheet")
    assert {one.team for one in scenario.people.values()} == {"north", "a_b"}
    assert scenario.agent_groups["front"].shifts["late"].team is None
    assert log_of(again, tmp_path, "from_the_sheet", nameless=True) == log_of(text, tmp_path, nameless=True)
