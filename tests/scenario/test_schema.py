"""The JSON Schema accepts what the reader accepts, refuses what a schema can refuse, and is what is committed."""

import random
from pathlib import Path

import pytest
from damages import damaged
from jsonschema import Draft202012Validator
from scenario_texts import RICH, SMALL
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.errors import ScenarioError
from simulator.scenario.language.json_schema import scenario_schema
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import load_text
from simulator.scenario.text.nodes import plain
from simulator.scenario.text.yaml_text import read_mapping

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "docs" / "scenario.schema.json"
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
WRONG = Path(__file__).parent / "wrong"
FULL = RICH.replace("    agents: 12\n", "    agents: 12\n    cost: 14 EUR/h\n").replace(
    "at_close: clear}", 'at_close: clear, date: "2026-11-30"}'
)
"""Every noun there is."""
VALIDATOR = Draft202012Validator(scenario_schema())

# Wrong in a way a schema can say; the others need the scenario as a whole, or are no YAML at all.
REFUSED = [
    "add_a_word",
    "add_of_another_unit",
    "agents_not_whole",
    "below_zero",
    "busyness_of_two_kinds",
    "campaign_of_two_lifts",
    "campaign_with_a_wrong_name",
    "check_is_a_number",
    "checks_as_a_mapping",
    "confidence_without_percent",
    "counts_without_what_they_mean",
    "distribution_unknown",
    "durations_of_no_column",
    "goal_in_a_strategy",
    "goal_is_a_number",
    "goal_of_no_measure",
    "goal_weight_of_nothing",
    "goal_with_a_limit",
    "goal_with_unknown_keys",
    "goal_without_a_direction",
    "mapping_by_name_wanted",
    "mapping_wanted",
    "mean_of_nothing",
    "mixture_without_a_share",
    "name_missing_and_empty",
    "names_unspellable",
    "no_form",
    "no_spread",
    "not_whole",
    "number_as_text",
    "numbers_without_a_shape",
    "patience_is_a_word",
    "per_hour_with_unit",
    "percentile_alone",
    "percentile_beside_a_mean",
    "phases_of_nothing",
    "rate_per_week",
    "rate_without_unit",
    "segment_with_a_word_for_patience",
    "routing_test_names_that_are_words",
    "routing_test_that_expects_nothing",
    "serves_without_a_value",
    "service_level_of_words",
    "share_above_all",
    "spread_below_zero",
    "spread_in_two_ways",
    "spread_is_a_word",
    "step_at_noon",
    "steps_empty",
    "strategies_as_list",
    "strategy_changes_version",
    "strategy_is_a_text",
    "strategy_with_a_wrong_value",
    "strategy_with_an_unknown_key",
    "times_a_word",
    "times_and_add",
    "times_below_zero",
    "times_of_a_clock",
    "times_of_a_word",
    "times_without_a_form",
    "too_small",
    "two_forms",
    "unit_missing",
    "unit_unknown",
    "unknown_key",
    "unknown_key_misspelt",
    "unknown_key_on_top",
    "version_missing",
    "version_two",
    "weekday_misspelt",
    "where_is_a_list",
    "word_of_one",
    "word_unknown",
    "zero_of_more_than_all",
]


def accepted(text: str) -> bool:
    return VALIDATOR.is_valid(plain(read_mapping(text, "scenario.yaml")))


def complaints(text: str) -> list[str]:
    found = VALIDATOR.iter_errors(plain(read_mapping(text, "scenario.yaml")))
    return [f"{error.json_path}: {error.message}" for error in found]


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(scenario_schema())


def test_the_committed_schema_is_what_the_command_prints():
    done = CliRunner().invoke(app, ["schema"])
    assert done.exit_code == 0
    assert WRITTEN.read_text("utf-8") == done.stdout, "run: ccsim schema > docs/scenario.schema.json"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_scenario_is_valid_and_shows_editors_the_schema(path):
    text = path.read_text("utf-8")
    assert complaints(text) == []
    first, _, _ = text.partition("\n")
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == WRITTEN


@pytest.mark.parametrize("text", [SMALL, RICH, FULL])
def test_good_scenarios_are_valid(text):
    assert complaints(text) == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_scenario_is_refused_where_a_schema_can(name):
    assert not accepted((WRONG / f"{name}.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    "change",
    [
        "{}",
        "",
        "{based_on: base}",
        "{agent_groups: {front: null}}",
        "{agent_groups: {front: {agents: {times: 120%}}}}",
        "{agent_groups: {front: {agents: {add: -2}}}}",
        '{agent_groups: {front: {agents: {"10:00": null, "11:00": {add: 1}}}}}',
        "{agent_groups: {front: {cost: {times: 1.1}}}}",
        "{agent_groups: {front: {cost: {add: 1 EUR/h}}}}",
        "{agent_groups: {back: {agents: 2, serves: {orders: {}}}}}",
        "{sources: {shoppers: {arrivals: {times: 1.2}}}}",
        "{sources: {shoppers: {arrivals: {per_hour: null, rate: 4/min}}}}",
        "{contact_types: {orders: {talk: {lognormal: {mean: {add: -30s}}}}}}",
        "{contact_types: {orders: {talk: {lognormal: {times: 0.9}}}}}",
        "{contact_types: {orders: {patience: endless, queue_limit: null}}}",
        "{contact_types: {orders: {share: {add: 5%}, service_level: 90% in 10s}}}",
        "{horizon: {to: {add: 1h}, interval: {times: 2}, weekday: monday}}",
        "{channels: {voice: {lines: {add: 10}}}}",
        "{routing_tests: {one: {given: {a: orders}, free: {front: 2}, expect: {a: [front, waits], takes: a}}}}",
        "{routing_tests: {one: {given: {a: {waited: {add: 5s}}}, free: {front: {agents: {add: 1}}}}, two: null}}",
        "{routing_tests: {one: {expect: {a: {to: front, as: null, by: rank}, b: null, takes: {front: a}, by: null}}}}",
    ],
)
def test_a_strategy_writes_parts_and_nothing_and_arithmetic(change):
    assert complaints(f"{SMALL}strategies:\n  more: {change}\nfutures:\n  other: {change}\n") == []


@pytest.mark.parametrize(
    "change",
    [
        "3",
        "[]",
        "{version: 1}",
        "{checks: []}",
        "{agent_group: {}}",
        "{agent_groups: {front: {agent: 2}}}",
        "{agent_groups: {front: {agents: {times: 1.2, add: 1}}}}",
        "{agent_groups: {front: {agents: {add: 30s}}}}",
        "{agent_groups: {front: {cost: {hour: {add: 1}}}}}",
        "{horizon: {to: {times: 1.2}}}",
        "{horizon: {at_close: {add: 1}}}",
        "{contact_types: {orders: {service_level: {times: 1.1}}}}",
        "{name: {add: x}}",
    ],
)
def test_a_strategy_with_what_cannot_be_is_refused(change):
    assert not accepted(f"{SMALL}strategies:\n  more: {change}\n")


def test_a_file_that_extends_another_writes_only_what_differs():
    assert complaints("extends: peak.yaml\nsources: {shoppers: {arrivals: {times: 0.8}}}\n") == []
    assert complaints("extends: [center.yaml, peak.yaml]\nversion: 1\nstrategies: {one: {}}\n") == []
    assert not accepted("extends: peak.yaml\nsource: {}\n")
    assert not accepted("extends: {file: peak.yaml}\n")
    assert not accepted("extends: null\nname: Peak\n")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("service_level(orders) >= 80%", True),
        ("asa_s(channel:voice, 09:00-09:30)<20s", True),
        ("blocked < 3", True),
        ("servicelevel >= 80%", False),
        ("service_level >= ", False),
        ("service_level = 80%", False),
    ],
)
def test_a_check_names_a_metric_and_a_comparison(text, good):
    assert accepted(f"{SMALL}checks:\n  - {text}\n") is good


@pytest.mark.parametrize("text", [SMALL, FULL, *(path.read_text("utf-8") for path in SHIPPED)])
def test_a_resolved_scenario_is_valid_and_means_the_same(text, tmp_path):
    study = load_text(text, ROOT / "scenarios")
    for strategy in study.strategies:
        for future in (None, *study.futures):
            data = study.resolved_tree(strategy, future)
            VALIDATOR.validate(data)
            scenario = study.resolve(strategy, future)
            assert Scenario.model_validate({**data, "folder": scenario.folder}) == scenario


def check_damage(seed: int) -> None:
    """What the reader takes, the schema takes too; the reverse no schema can promise."""
    text = damaged(FULL if seed % 2 else SMALL, random.Random(seed))
    try:
        load_text(text)
    except ScenarioError:
        return
    assert complaints(text) == [], f"seed {seed}:\n{text}"


def test_what_the_reader_accepts_the_schema_accepts():
    for seed in range(300):
        check_damage(seed)


@pytest.mark.long
def test_what_the_reader_accepts_the_schema_accepts_five_thousand_times():
    for seed in range(1000, 6000):
        check_damage(seed)


def test_the_description_of_everything_is_at_hand_in_an_editor():
    def bare(schema, at):
        if not isinstance(schema, dict):
            return []
        missing = [f"{at}.{key}" for key, one in schema.get("properties", {}).items() if "description" not in one]
        return missing + [found for key, one in schema.items() for found in bare(one, f"{at}.{key}")]

    schema = {key: one for key, one in scenario_schema().items() if key != "if"}
    definitions = schema["$defs"]
    assert [name for name, one in definitions.items() if "description" not in one and "anyOf" not in one] == []
    operations = ("times", "add")
    assert [at for at in bare(schema, "") if not at.endswith(operations)] == []
