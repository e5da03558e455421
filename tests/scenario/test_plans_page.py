"""What docs/plans.md shows is so: its sheets are read by its examples, and change what happens."""

import csv
import re
from pathlib import Path

import pytest
from page_examples import changed
from plan_sheets import workbook
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.scenario.nouns.plan_sheets import Plan, PlanColumns
from simulator.scenario.reader import load_text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/plans.md").read_text("utf-8")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
SHEETS = dict(re.findall(r"<!-- (\S+) -->\n```csv\n(.*?)```", PAGE, re.S))


@pytest.fixture
def folder(tmp_path):
    for name, text in SHEETS.items():
        (tmp_path / name).write_text(text, "utf-8")
    workbook(tmp_path, csv.reader(SHEETS["plan.csv"].splitlines()))
    return tmp_path


@pytest.mark.parametrize("change", CHANGES)
def test_every_example_is_read_and_changes_what_happens(folder, change):
    study = load_text(changed(CENTER, change), folder)
    waits = []
    for strategy in ("base", "changed"):
        scenario = study.resolve(strategy)
        waits.append(simulate(scenario, draw(scenario, 1, 0)).contacts["ended_s"].tolist())
    assert waits[0] != waits[1]


def test_the_shifts_of_the_list_are_as_the_page_says(folder):
    shifts = load_text(changed(CENTER, CHANGES[0]), folder).resolve("changed").agent_groups["front"].shifts
    ana, ben, cem = shifts.values()
    assert (ana.everybody, ben.everybody, cem.everybody) == (("Ana_López",), ("Ben_Ortiz",), ("Cem_Arslan",))
    assert ana.parts == ((8 * 3600, 14 * 3600),)
    assert (ana.breaks["Lunch"].at_s, ana.breaks["Lunch"].paid) == (12 * 3600, False)
    assert ben.breaks["Training"].counts_as == "off_phone"
    assert cem.parts == ((10 * 3600, 14 * 3600), (15 * 3600, 18 * 3600))


def test_a_strategy_takes_another_sheet_as_the_page_says(folder):
    whole = CENTER.replace("front: {agents: 3, serves: {orders: {}}}", "front: {serves: {orders: {}}}")
    plan = CHANGES[4].partition("\n")[2]
    text = f"{whole}{plan}strategies: {{now: {{}}, next: {{plans: {{week: {{sheet: Week 49}}}}}}}}\n"

    def more(book, sheet):
        other = book.create_sheet("Week 49")
        for row in (("Name", "Date", "Start", "End", "Activity"), ("Dora", "2026-11-30", "08:00", "16:00", "Phone")):
            other.append(row)

    workbook(folder, csv.reader(SHEETS["plan.csv"].splitlines()), change=more)
    assert set(load_text(text, folder).resolve("next").people) == {"Dora"}
    assert set(load_text(text, folder, settings=["plans.week.sheet=Week 49"]).resolve("now").people) == {"Dora"}


def test_the_page_names_every_key():
    for key in (*Plan.model_fields, *(info.alias or name for name, info in PlanColumns.model_fields.items())):
        if key not in ("title", "note"):
            assert f"`{key}`" in PAGE or f"{key}:" in PAGE, key


def test_the_plan_that_the_page_prints_is_that_of_its_example(folder):
    (folder / "center.yaml").write_text(changed(CENTER, CHANGES[5]), "utf-8")
    done = CliRunner().invoke(app, ["plan", str(folder / "center.yaml"), "-s", "changed"])
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.S)
    assert done.stdout.startswith(shown)
