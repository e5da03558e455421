"""What docs/conversations.md shows is so: its examples change what happens, its words are keys and metrics."""

import re
from pathlib import Path

import numpy as np
import pytest
from page_examples import changed, changes_what_happens
from typer.testing import CliRunner

from simulator import compare, describe
from simulator.catalogue import METRICS
from simulator.catalogue.conversation_metrics import CONVERSATION_METRICS, TARGETS
from simulator.catalogue.silent_metrics import SILENT_METRICS
from simulator.cli.main import app
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy
from simulator.metrics.cells import Cell
from simulator.metrics.measure import measure
from simulator.metrics.values import metric_values, stack
from simulator.scenario.nouns.conversation_channel import ConversationChannel, HandedOver, Inactive
from simulator.scenario.nouns.conversation_replies import Replies
from simulator.scenario.nouns.conversation_targets import Targets
from simulator.scenario.nouns.silent_customers import SilentCustomers
from simulator.scenario.reader import load_text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/conversations.md").read_text("utf-8")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
PROMISES = [change for change in CHANGES if "targets:" in change]


@pytest.mark.parametrize("change", [change for change in CHANGES if change not in PROMISES])
def test_every_example_is_read_and_changes_what_happens(change):
    changes_what_happens(CENTER, change)


@pytest.mark.parametrize("change", PROMISES)
def test_targets_change_nothing_that_happens_and_are_judged(change):
    study = load_text(changed(CENTER, change))
    scenarios = [study.resolve(name) for name in ("base", "changed")]
    before, after = (simulate(scenario, draw(scenario, 1, 0)) for scenario in scenarios)
    for table in ("contacts", "spans", "replies"):
        for name, column in getattr(before, table).items():
            assert column.tobytes() == getattr(after, table)[name].tobytes()
    summary = measure(after)
    whole = summary.cells.index(Cell("all", None))
    values = [metric_values(METRICS[name], stack([summary]), np.array([whole]))[0, 0] for name in TARGETS.values()]
    assert all(0.5 < value < 1 for value in values), values


def test_no_example_is_odd():
    for change in CHANGES:
        assert not [str(one) for one in load_text(changed(CENTER, change)).warnings() if "messag" in str(one)]


def test_the_page_names_every_key_and_every_metric():
    own = {"order", "inactive", "auto_close", "at_shift_end", "no_new", "clock"}
    nouns = (HandedOver, Inactive, Replies, SilentCustomers, Targets)
    keys = [info.alias or name for noun in nouns for name, info in noun.model_fields.items()]
    assert own <= {info.alias or name for name, info in ConversationChannel.model_fields.items()}
    for key in (*keys, *own):
        assert re.search(rf"`(inactive\.|replies\.)?{key}(\.\w+)?`", PAGE), key
    for metric in (*CONVERSATION_METRICS, *SILENT_METRICS):
        assert f"`{metric.name}`" in PAGE, metric.name


def test_the_trace_is_what_its_command_prints(tmp_path, monkeypatch):
    (tmp_path / "conversations.yaml").write_text(CENTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    ((command, shown),) = re.findall(r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, re.S)
    done = CliRunner().invoke(app, command.split(), env={"COLUMNS": "80"})
    assert shown.rstrip() in done.stdout


def test_before_a_run_slots_are_needed_as_the_page_says():
    told = describe(load_text(CENTER), days=1)
    (usual,) = told.conversations
    work_s, thinking_s = usual.work_s[0] + 30, usual.thinking_s[0]
    assert f"{minutes(work_s)} of work and {minutes(thinking_s)} of thinking, so 40 an hour fill " in PAGE
    fills = round(told.slots[0].filled[5], 1)
    assert fills == pytest.approx(40 / 3600 * (work_s + thinking_s), abs=0.06)
    assert f"fill {fills} slots, and five agents have {told.slots[0].there[5]:.0f}." in PAGE
    assert "few_slots" in [one.kind for one in told.warnings]
    (change,) = [one for one in CHANGES if "after: 3m}" in one]
    less = describe(load_text(changed(CENTER, change)), "changed", days=1)
    assert f"at most, {less.slots[0].filled[5]:.1f} slots are needed" in PAGE
    assert "few_slots" not in [one.kind for one in less.warnings]


@pytest.mark.long
def test_silent_customers_cost_what_the_page_says():
    """The figures of the page, as `ccsim compare -n 40` prints them."""
    text = (
        CENTER
        + """
strategies:
  open: {}
  silent: {contact_types: {messages: {silent: {share: 50%, noticed: 5m}}}}
  soon: {based_on: silent, contact_types: {messages: {silent: {noticed: 2m}}}}
"""
    )
    found = compare(load_text(text), replications=40)

    def shown(strategy, metric):
        return f"{found.row(strategy, metric).value * 100:.1f} %"

    levels = [shown("open", "service_level"), shown("silent", "service_level")]
    assert f"its service level falls from {levels[0]} to {levels[1]}, because" in PAGE
    seen = [shown("silent", metric) for metric in ("apparent_service_level", "apparent_abandonment_rate")]
    true = shown("silent", "abandonment_rate")
    assert f"would show {seen[0]}, and an abandonment of {seen[1]} instead of {true}." in PAGE
    filled = [shown(name, "silent_slot_share") for name in ("silent", "soon")]
    assert f"Of the slots in use, {filled[0]} are filled by nobody; {filled[1]} if agents notice after two" in PAGE


def minutes(seconds):
    return f"{seconds // 60:.0f}m{seconds % 60:02.0f}s"


def test_every_conversation_that_was_taken_ends_in_one_of_these_ways():
    scenario = load_text(CENTER).resolve()
    log = simulate(scenario, draw(scenario, 1, 0))
    taken = log.replies["contact"][log.replies["number"] == 1]
    ways = (EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.ABANDONED, EndedBy.STILL_OPEN)
    assert set(log.contacts["ended_by"][taken].tolist()) <= set(map(int, ways))
