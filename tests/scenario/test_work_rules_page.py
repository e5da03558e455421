"""What docs/work-rules.md shows is what is reported, to the letter, and rules change nothing of what happens."""

import re
from pathlib import Path

import pytest
from page_examples import changed

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.scenario.reader import load, load_text
from simulator.scenario.resolved.acknowledged import place_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/work-rules.md").read_text("utf-8")
CENTER, *BLOCKS, EXTENDS = re.findall(r"```(?:yaml|text)\n(.*?)```", PAGE, re.S)
EXAMPLES = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))


@pytest.mark.parametrize(("change", "shown"), EXAMPLES, ids=[shown.split(" ")[0] for _, shown in EXAMPLES])
def test_every_example_is_warned_of_as_the_page_shows(change: str, shown: str) -> None:
    found = load_text(changed(CENTER, change)).warnings(["changed"])
    # As a strategy, rules that come alone change nothing, of which there is a warning as well.
    found = tuple(one for one in found if one.kind != "changes_nothing")
    lines = [f"{place_of(one)}: {one.what} {one.hint}".strip() + f" [{one.kind}]" for one in found]
    assert lines == shown.splitlines()


def test_the_center_has_no_warnings_without_rules() -> None:
    assert load_text(CENTER).warnings() == ()


def test_rules_change_nothing_that_happens() -> None:
    study = load_text(changed(CENTER, EXAMPLES[0][0]))
    logs = []
    for strategy in ("base", "changed"):
        scenario = study.resolve(strategy)
        logs.append(simulate(scenario, draw(scenario, 1, 0)))
    for name, column in logs[0].spans.items():
        assert column.tobytes() == logs[1].spans[name].tobytes(), name


def test_the_shipped_rules_are_extended_and_changed_by_name() -> None:
    study = load_text(EXTENDS.replace("work_rules:", f"{CENTER}work_rules:", 1), folder=ROOT / "scenarios")
    rules = study.resolve().work_rules
    assert list(rules) == ["eu", "spain"]
    assert rules["spain"].longest_day_s == 10 * 3600
    broken = {place_of(one) for one in study.warnings()}
    # Ana and Ben work 8 hours on six days of the first week, 48 and no more, and are off for 39 hours and a half.
    assert broken == {"work_rules.spain.longest_average_week"}


def test_the_shipped_rules_say_where_they_are_from() -> None:
    folder = ROOT / "scenarios/work_rules"
    for path in folder.glob("*.yaml"):
        study = load_text(f"extends: work_rules/{path.name}\n{CENTER}", folder=ROOT / "scenarios")
        for name, rules in study.resolve().work_rules.items():
            assert rules.source, name
            assert rules.as_of, name


def test_a_file_beside_the_folder_reads_the_shipped_rules(tmp_path: Path) -> None:
    there = tmp_path / "work_rules"
    there.mkdir()
    shipped = ROOT / "scenarios/work_rules/eu_and_spain.yaml"
    (there / shipped.name).write_text(shipped.read_text("utf-8"), "utf-8")
    (tmp_path / "plan.yaml").write_text(f"extends: work_rules/{shipped.name}\n{CENTER}", "utf-8")
    found = load(tmp_path / "plan.yaml").warnings()
    assert {one.kind for one in found} == {"work_rule"}
    assert "work_rules.spain_contact_center.longest_week" in {place_of(one) for one in found}
