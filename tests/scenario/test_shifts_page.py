"""What docs/shifts.md shows is so: examples change what happens, and what is said of plans is true of the engine."""

import re
from pathlib import Path

import numpy as np
import pytest
from page_examples import changed, changes_what_happens
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import RunLog, SpanKind
from simulator.log.agent_time import agent_time
from simulator.scenario.reader import load_text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/shifts.md").read_text("utf-8")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
WHO_SERVED = ("answered_by", "closed_by")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.split("\n")[2].strip())
def test_every_example_changes_what_happens(change: str):
    changes_what_happens(CENTER, change)


def run(change: str) -> RunLog:
    scenario = load_text(changed(CENTER, change)).resolve("changed", None)
    return simulate(scenario, draw(scenario, 1, 0))


def test_the_page_shows_who_takes_what_with_skills_of_single_people(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (change,) = [one for one in CHANGES if "skills:" in one]
    (tmp_path / "skills.yaml").write_text(changed(CENTER, change), "utf-8")
    command, shown = re.search(r"<!-- part of the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, re.S).groups()
    printed = CliRunner().invoke(app, [*command.split(), "-s", "changed"], env={"COLUMNS": "80"}).stdout
    assert shown in printed


def test_people_serve_what_their_skills_say():
    (change,) = [one for one in CHANGES if "skills:" in one]
    log = run(change)
    taken = {}
    for agent, kind in zip(log.contacts["closed_by"].tolist(), log.contacts["type"].tolist(), strict=True):
        if agent >= 0:
            taken.setdefault(log.names.agents[agent], set()).add(log.names.types[kind])
    assert taken.pop("ana") == {"orders", "advice"}
    assert taken.pop("ben") == {"advice"}
    assert set().union(*taken.values()) == {"orders"}


def test_a_plan_by_shifts_is_the_headcount_it_comes_to_where_nobody_is_busy_at_a_change():
    # Nobody calls from a quarter of an hour before each change on, and every talk is over by then.
    quiet = '{per_hour: {"08:00": 60, "11:30": 0, "12:00": 60, "15:30": 0, "16:00": 60, "19:30": 0}}'
    calls = f"sources: {{callers: {{arrivals: {quiet}}}}}\n"
    by_shifts = run(calls)
    by_headcount = run(f'{calls}agent_groups: {{front: {{agents: {{"08:00": 4, "12:00": 8, "16:00": 4}}}}}}\n')
    for name, column in by_shifts.contacts.items():
        if name not in WHO_SERVED:
            assert np.array_equal(column, by_headcount.contacts[name], equal_nan=column.dtype.kind == "f"), name


def absent(log: RunLog) -> set[tuple[str, int]]:
    """Return who was absent on which day."""
    spans = log.spans
    is_absent = spans["kind"] == SpanKind.ABSENT
    agents = [log.names.agents[number] for number in spans["agent"][is_absent]]
    return set(zip(agents, (spans["from_s"][is_absent] // 86400).astype(int).tolist(), strict=True))


def test_the_same_people_are_absent_whatever_their_hours():
    absence = "absence: {share: 30%, common: 30%}"
    crews = 'early: {crew: a, agents: 4, from: "08:00", to: "16:00"}, late: {crew: b}'
    usual = absent(run(f"agent_groups: {{front: {{{absence}, shifts: {{{crews}}}}}}}\n"))
    other = 'late: {crew: a, agents: 4, from: "12:00", to: "20:00"}, early: {crew: b, agents: 2}'
    moved = absent(run(f"agent_groups: {{front: {{{absence}, shifts: {{{other}}}}}}}\n"))
    assert usual
    assert {one for one in moved if one[0] not in ("b 3", "b 4")} <= usual
    assert {one for one in usual if one[0] not in ("b 3", "b 4")} == moved


def test_the_hours_of_each_person_add_up_to_those_paid():
    log = run(CHANGES[-1])
    table, spans = agent_time(log), log.spans
    for agent in range(len(log.names.agents)):
        stays = (spans["agent"] == agent) & (spans["kind"] == SpanKind.DUTY)
        paid_s = (spans["to_s"] - spans["from_s"])[stays].sum()
        assert table["seconds"][table["agent"] == agent].sum() == paid_s


def test_on_some_days_many_are_absent_where_absences_have_something_in_common():
    def spread(absence: str) -> tuple[float, float]:
        change = (
            f"horizon: {{days: 700}}\nsources: {{callers: {{arrivals: 0/h}}}}\nagent_groups: {{front: {{{absence}}}}}\n"
        )
        days = [day for _, day in absent(run(change))]
        counts = np.bincount(days, minlength=700)
        return float(counts.mean()), float(counts.std())

    mean, alone = spread("absence: 20%")
    common_mean, common = spread("absence: {share: 20%, common: 50%}")
    # Eight people: a binomial number has the deviation 1.13; with something in common it is far more, of the same mean.
    assert mean == pytest.approx(1.6, abs=0.15)
    assert common_mean == pytest.approx(1.6, abs=0.4)
    assert alone == pytest.approx(1.13, abs=0.1)
    assert common > 1.5 * alone
