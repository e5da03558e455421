"""What docs/interventions.md shows is so: examples change what happens, what is worked out by hand is what the engine
does, and what its command prints is what it says."""

import re
import shlex
from pathlib import Path

import numpy as np
import pytest
from building import OPENS_S, day, simulated
from page_examples import changed, changes_what_happens
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.log import EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Intervention
from simulator.scenario.reader import load_text
from simulator.units import format_time_of_day, parse_time_of_day

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/interventions.md").read_text("utf-8")
EXAMPLES, BY_HAND = PAGE.split("## By hand")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", EXAMPLES, re.S)
PEOPLE, HOURS = re.findall(r"```yaml\n(.*?)```", BY_HAND.split("## Order")[0], re.S)


@pytest.mark.parametrize("change", CHANGES)
def test_every_example_is_read_and_changes_what_happens(change):
    log = changes_what_happens(CENTER, change)
    # Each of its interventions was carried out.
    assert set(log.interventions["rule"].tolist()) == set(range(len(log.names.interventions)))


def test_no_example_is_odd():
    for change in CHANGES:
        study = load_text(changed(CENTER, change))
        assert not [one for one in study.warnings() if "interventions" in str(one)]


def test_the_page_names_every_verb_and_every_key():
    for verb in Intervention.exactly_one:
        assert f"`{verb}`" in PAGE.partition("## Rules")[0], verb
    for key in ("when", "look", "again", "ready", "for", "leave"):
        assert f"`{key}`" in EXAMPLES, key


def stays(log: RunLog, kind: SpanKind, agent: str) -> str:
    mine = (log.spans["kind"] == kind) & (log.spans["agent"] == log.names.agents.index(agent))
    pairs = zip(log.spans["from_s"][mine].tolist(), log.spans["to_s"][mine].tolist(), strict=True)
    return ", ".join("–".join(format_time_of_day(time_s) for time_s in pair) for pair in pairs)


def test_who_is_where_is_as_worked_out_by_hand():
    log = simulated(load_text(PEOPLE).resolve(), day())
    found = [
        (name, stays(log, SpanKind.DUTY, name), stays(log, SpanKind.OFF_PHONE, name))
        for name in log.names.agents
        if stays(log, SpanKind.DUTY, name)
    ]
    assert found == re.findall(r"^\| `(\w+ \d)` \| (.*?) \| (.*?) ?\|$", BY_HAND, re.MULTILINE)


def test_who_finds_it_closed_is_as_worked_out_by_hand():
    center = PEOPLE.partition("interventions:")[0] + HOURS
    rows = re.findall(r"^\| (\d\d:\d\d:\d\d) \| (.*?) \|$", BY_HAND, re.MULTILINE)
    contacts = day(*((parse_time_of_day(clock) - OPENS_S, 1.0) for clock, _ in rows))
    log = simulated(load_text(center).resolve(), contacts)
    outcomes = {EndedBy.AGENT: "answered", EndedBy.SENT_AWAY: "sent away"}
    assert [outcomes[EndedBy(how)] for how in log.contacts["ended_by"].tolist()] == [said for _, said in rows]
    assert np.all(np.diff(log.contacts["arrived_s"]) > 0)


def test_the_page_shows_what_its_command_prints(monkeypatch):
    monkeypatch.chdir(ROOT)
    ((command, block),) = re.findall(r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, flags=re.DOTALL)
    printed = CliRunner().invoke(app, shlex.split(command), env={"COLUMNS": "80"}).stdout
    assert printed == block
