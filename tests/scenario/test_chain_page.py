"""What docs/chain.md shows is so: its figures, what its examples pay, and what its commands print."""

import re
import shlex
from pathlib import Path

import pytest
from page_examples import changed
from typer.testing import CliRunner

from simulator.catalogue import METRICS
from simulator.cli.main import app
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.metrics.measure import MEASURES, measure
from simulator.scenario.nouns import AgentGroup
from simulator.scenario.reader import load_text
from simulator.scenario.rules.chain import RUNGS, chain_of

PAGE = (Path(__file__).parents[2] / "docs/chain.md").read_text("utf-8")
CENTER, ON_DUTY, SHRINKAGE = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
NUMBER = r"([\d.]+)"


def test_the_stages_multiply_as_the_page_figures():
    rows = re.findall(
        rf"^\| {NUMBER} % \| {NUMBER} % \| {NUMBER} % \| {NUMBER} % \| {NUMBER} % \| {NUMBER} \|", PAGE, re.M
    )
    assert len(rows) == 3
    for absence, off, adherence, added, taken, needed in (map(float, row) for row in rows):
        given = {"absence": f"{absence}%", "off_phone": f"{off}%", "adherence": f"{adherence}%"}
        group = AgentGroup.model_validate({"agents": 1, "agents_are": "on_duty", "serves": {"orders": {}}, **given})
        times = chain_of(group).paid_times
        assert absence + off + 100 - adherence == pytest.approx(added)
        assert 100 * (1 - 1 / times) == pytest.approx(taken, abs=0.05)
        assert 100 * times == pytest.approx(needed, abs=0.05)


def hours(change: str) -> tuple[float, float]:
    """Return the hours that agents are logged in, and those that are paid, within the opening hours of a day."""
    scenario = load_text(changed(CENTER, change)).resolve("changed", None)
    summary = measure(simulate(scenario, draw(scenario, 1, 0)))
    logged_in, paid = (float(summary.sums[MEASURES.index(name), 0]) for name in ("logged_in_s", "paid_s"))
    return logged_in, paid


def test_hours_that_the_plan_has_deducted_are_paid():
    logged_in, paid = hours(ON_DUTY)
    assert paid / logged_in == pytest.approx(118.3 / 90, abs=0.001)
    logged_in, paid = hours(SHRINKAGE)
    assert paid / logged_in == pytest.approx(1 / 0.7)


def test_the_page_names_every_rung_and_every_key():
    assert set(re.findall(r"^\| `(\w+)`(?:, the default)? \| (?:all|those)", PAGE, re.M)) == set(RUNGS)
    for key in ("absence", "breaks", "off_phone", "adherence", "shrinkage", "agents_are"):
        assert f"`{key}" in PAGE, key
    for name in re.findall(r"`(\w+_hours)`", PAGE):
        assert name in METRICS, name


def test_the_page_shows_what_its_commands_print(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("chain.yaml").write_text(CENTER, "utf-8")
    blocks = re.findall(r"<!-- part of the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(blocks) == 3
    for command, block in blocks:
        assert block in CliRunner().invoke(app, shlex.split(command), env={"COLUMNS": "80"}).stdout
