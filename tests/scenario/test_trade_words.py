"""Words of the trade lead to ours, and the glossary says the same as the hints."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.catalogue import METRICS
from simulator.cli.main import app
from simulator.errors import ScenarioError
from simulator.report.page.glossary_words import glossary
from simulator.scenario.judged.checks import Check, parse_check
from simulator.scenario.language.scenario_reference import reference
from simulator.scenario.reader import load_text
from simulator.scenario.text.trade_words import TRADE_WORDS, key_hint, trade_index, trade_word

ROOT = Path(__file__).parents[2]
TEXT = """\
version: 1
name: Trade
horizon: {from: "08:00", to: "18:00"}
channels: {voice: {lines: 60}}
sources: {shoppers: {arrivals: 40/h}}
contact_types:
  orders: {from: shoppers, channel: voice, talk: 4m, patience: 3m}
agent_groups:
  front: {agents: 4, serves: {orders: {}}}
"""


def hints(text: str, *settings: str) -> list[str]:
    with pytest.raises(ScenarioError) as refused:
        load_text(text, settings=settings)
    return [one.hint for one in refused.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "ours"),
    [
        ("agents: 4,", "agents: 4, skill: [orders],", "serves"),
        ("agents: 4,", "agents: 4, skills: [orders],", "serves"),
        ("agents: 4,", "agents: 4, Headcount: 4,", "agents"),
        ("agents: 4,", "agents: 4, staff: 4,", "agents"),
        ("agents: 4,", "agents: 4, absenteeism: 30%,", "absence"),
        ("talk: 4m", "talk: 4m, shrinkage: 30%", "agent group"),
        ("agents: 4,", "agents: 4, occupancy: 80%,", "result"),
        ("lines: 60", "trunks: 60", "lines"),
        ("lines: 60", "concurrency: 3", "slots"),
        ("lines: 60", "concurency: 3", "slots"),
        ("talk: 4m", "talk: 4m, SLA: 80% in 20s", "service_level"),
        ("talk: 4m", "talk: 4m, AHT: 4m", "talk and wrap_up"),
        ("talk: 4m", "talk: 4m, TMO: 4m", "talk and wrap_up"),
        ("talk: 4m", "talk: 4m, ACW: 30s", "wrap_up"),
        ("talk: 4m", "talk: 4m, handle_time: 30s", "talk and wrap_up"),
        ("talk: 4m", "talk: 4m, patience_time: 30s", "patience"),
        ("talk: 4m", "talk: 4m, queue: main", "queue_limit"),
        ("version: 1", "version: 1\nqueues: {main: {}}", "contact_types"),
        ("version: 1", "version: 1\nstaffing: {main: 4}", "agents"),
    ],
)
def test_a_foreign_key_is_led_to_ours(old: str, new: str, ours: str) -> None:
    assert any(ours in hint for hint in hints(TEXT.replace(old, new, 1)))


def test_a_setting_is_led_as_well() -> None:
    assert hints(TEXT, "channels.voice.trunks=3") == ["It is lines of a channel or a contact type."]


def test_our_own_words_misspelt_stay_ours() -> None:
    assert hints(TEXT.replace("talk: 4m", "talk: 4m, queue_limt: 4")) == ["Did you mean 'queue_limit'?"]
    assert hints(TEXT.replace("agents: 4", "agents: 4, agent: 4")) == ["Did you mean 'agents'?"]
    assert key_hint("colour", ["agents"]) == ""


@pytest.mark.parametrize(
    ("metric", "ours"), [("SLA", "service_level"), ("AHT", "aht_s"), ("abandonment", "abandonment_rate")]
)
def test_a_foreign_metric_of_a_check_is_led_to_ours(metric: str, ours: str) -> None:
    found = parse_check(f"{metric}(orders) >= 80%", load_text(TEXT).resolve())
    assert not isinstance(found, Check)
    assert ours in found[0].hint


def test_the_words_asked_for_are_all_there() -> None:
    wanted = (
        "skill skills queue queues trunk trunks SLA AHT TMO ACW shrinkage concurrency occupancy handle_time "
        "patience_time headcount staff"
    )
    assert all(trade_word(one) for one in wanted.split())


def test_no_word_stands_twice_and_what_is_named_exists() -> None:
    words = [word.lower() for one in TRADE_WORDS for word in one.words]
    assert len(words) == len(set(words))
    keys = set(re.findall(r"^\| `([\w]+)` \|", reference(), re.MULTILINE)) | {"agents: {times: 70%}"}
    for one in TRADE_WORDS:
        assert set(one.metrics) <= METRICS.keys()
        assert set(re.findall("`([^`]+)`", one.here)) <= keys, one.here


def test_the_glossary_has_the_index() -> None:
    text = (ROOT / "GLOSSARY.md").read_text("utf-8")
    assert text.endswith(f"{trade_index()}\n"), "the index is what trade_index() returns"
    assert "skill" not in glossary(), "the page explains our words only"


def test_the_help_says_where() -> None:
    assert "GLOSSARY.md" in CliRunner().invoke(app, ["--help"]).stdout
