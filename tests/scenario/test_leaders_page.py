"""What docs/leaders.md shows is so: its examples change what happens, and what is worked out by hand happens."""

import re
from pathlib import Path

import pytest
from building import OPENS_S, day, simulated
from page_examples import changed, changes_what_happens

from simulator.catalogue import METRICS
from simulator.catalogue.help_metrics import HELP_METRICS
from simulator.scenario.nouns.help_rules import GivenHelp, HelpRule
from simulator.scenario.reader import load_text
from simulator.units import format_time_of_day, parse_time_of_day

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/leaders.md").read_text("utf-8")
EXAMPLES, BY_HAND = PAGE.split("## By hand")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", EXAMPLES, re.S)
(HAND,) = re.findall(r"```yaml\n(.*?)```", BY_HAND, re.S)


@pytest.mark.parametrize("change", CHANGES)
def test_every_example_is_read_and_changes_what_happens(change):
    log = changes_what_happens(CENTER, change)
    if log.helps:
        assert set(log.helps["rule"].tolist()) == set(range(len(log.names.helps)))
        assert (log.helps["helper"] >= 0).any()


def test_no_example_is_odd():
    for change in CHANGES:
        study = load_text(changed(CENTER, change))
        assert not [one for one in study.warnings() if "helps" in str(one) or "leaders" in str(one)]


def test_the_page_names_every_key_and_every_metric():
    keys = [info.alias or name for noun in (HelpRule, GivenHelp) for name, info in noun.model_fields.items()]
    for key in keys:
        assert f"{key}:" in EXAMPLES, key
        assert re.search(rf"`(help\.)?{key}`", EXAMPLES) or key == "help", key
    for metric in HELP_METRICS:
        assert f"`{metric.name}`" in BY_HAND
        assert metric.name in METRICS


def test_the_day_by_hand_is_what_happens():
    rows = re.findall(r"^\| (08:\S+) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|", BY_HAND, re.MULTILINE)
    scenario = load_text(HAND).resolve()
    orders = [(parse_time_of_day(came) - OPENS_S, 1080.0) for came, *_ in rows]
    log = simulated(scenario, day((0, 600.0), *orders, types=[1, 0, 0, 0]))

    def clocks(times_s):
        return [format_time_of_day(time_s) for time_s in times_s.tolist()]

    assert clocks(log.contacts["answered_s"][1:]) == [row[1] for row in rows]
    assert clocks(log.helps["called_s"]) == [row[2] for row in rows]
    assert clocks(log.helps["begun_s"]) == [row[3] for row in rows]
    assert clocks(log.contacts["ended_s"][1:]) == [row[4] for row in rows]
