"""What docs/conversations.md shows is so: its examples change what happens, its words are keys and metrics."""

import re
from pathlib import Path

import pytest
from page_examples import changed, changes_what_happens
from typer.testing import CliRunner

from simulator.catalogue.conversation_metrics import CONVERSATION_METRICS
from simulator.cli.main import app
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy
from simulator.scenario.nouns.conversation_channel import ConversationChannel, Inactive
from simulator.scenario.nouns.conversation_replies import Replies
from simulator.scenario.reader import load_text

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/conversations.md").read_text("utf-8")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize("change", CHANGES)
def test_every_example_is_read_and_changes_what_happens(change):
    changes_what_happens(CENTER, change)


def test_no_example_is_odd():
    for change in CHANGES:
        assert not [str(one) for one in load_text(changed(CENTER, change)).warnings() if "messag" in str(one)]


def test_the_page_names_every_key_and_every_metric():
    own = {"order", "inactive", "auto_close"}
    keys = [info.alias or name for noun in (Inactive, Replies) for name, info in noun.model_fields.items()]
    assert own <= {info.alias or name for name, info in ConversationChannel.model_fields.items()}
    for key in (*keys, *own):
        assert re.search(rf"`(inactive\.|replies\.)?{key}(\.\w+)?`", PAGE), key
    for metric in CONVERSATION_METRICS:
        assert f"`{metric.name}`" in PAGE, metric.name


def test_the_trace_is_what_its_command_prints(tmp_path, monkeypatch):
    (tmp_path / "conversations.yaml").write_text(CENTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    ((command, shown),) = re.findall(r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, re.S)
    done = CliRunner().invoke(app, command.split(), env={"COLUMNS": "80"})
    assert shown.rstrip() in done.stdout


def test_every_conversation_that_was_taken_ends_in_one_of_these_ways():
    scenario = load_text(CENTER).resolve()
    log = simulate(scenario, draw(scenario, 1, 0))
    taken = log.replies["contact"][log.replies["number"] == 1]
    ways = (EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.ABANDONED, EndedBy.STILL_OPEN)
    assert set(log.contacts["ended_by"][taken].tolist()) <= set(map(int, ways))
