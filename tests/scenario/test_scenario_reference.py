"""The reference is what the nouns say, its examples are good scenarios, and what it says of the engine is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from building import center, day, story
from jsonschema import Draft202012Validator

from simulator.catalogue import METRICS
from simulator.scenario.judged.goal import goal_of
from simulator.scenario.language import around, prose, prose_of_layers
from simulator.scenario.language.json_schema import scenario_schema
from simulator.scenario.language.scenario_reference import nouns, reference
from simulator.scenario.language.shape import fields_of
from simulator.scenario.language.written import as_yaml, name_of
from simulator.scenario.layers.merge import override
from simulator.scenario.nouns import Scenario, family_of
from simulator.scenario.reader import load, load_text
from simulator.scenario.resolved.variant import validated
from simulator.scenario.text.files import Folder
from simulator.scenario.text.nodes import Mapping, plain
from simulator.scenario.text.yaml_text import read_mapping, read_nodes

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "docs" / "scenario-reference.md"
VALIDATOR = Draft202012Validator(scenario_schema())


def tree(text: str) -> Mapping:
    return read_mapping(text, "example.yaml")


def yaml_blocks(text: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)


def test_the_written_reference_is_what_the_nouns_say():
    hint = "run: python -m simulator.scenario.language.scenario_reference > docs/scenario-reference.md"
    assert WRITTEN.read_text("utf-8") == reference(), hint


def test_the_command_in_the_reference_writes_it():
    command = [sys.executable, "-m", "simulator.scenario.language.scenario_reference"]
    found = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert found.stdout == reference()


def test_every_key_of_every_noun_is_in_the_reference():
    text = reference()
    for noun in nouns():
        section = text.split(f"\n### {name_of(noun)}\n")[1].split("\n### ")[0]
        family = family_of(noun)
        common = fields_of(family) if family not in (None, noun) else {}
        for word, info in fields_of(noun).items():
            if word in common:
                # Of a member there is what it has alone; what all have is told once, of the family.
                assert f"| `{word}` |" not in section
                continue
            assert f"| `{word}` | {info.description.partition(' Left out: ')[0]} |" in section
    for word in (*fields_of(Scenario), *around.FILE_KEYS):
        assert f"\n| `{word}` | " in text
    for name in METRICS:
        assert f"(metrics.md#{name})" in text


def test_links_inside_the_reference_lead_somewhere():
    text = reference()
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


@pytest.mark.parametrize("noun", nouns(), ids=name_of)
def test_the_example_of_a_noun_is_good_where_the_reference_says_it_fits(noun):
    wrong: list = []
    whole = override(tree(Scenario.example), tree(noun.example), wrong)
    found = validated(whole, Folder(str(ROOT / "scenarios")))
    assert [str(problem) for problem in (*wrong, *found.problems)] == []
    VALIDATOR.validate(plain(whole))


@pytest.mark.parametrize("noun", nouns(), ids=name_of)
def test_the_example_of_a_noun_shows_the_noun(noun):
    found = tree(noun.example)
    keys = {word for word, _ in _all_keys(found)}
    assert keys & set(fields_of(noun))


def _all_keys(node):
    for key, value in node.items():
        yield key, value
        if isinstance(value, Mapping):
            yield from _all_keys(value)


def test_the_smallest_file_is_complete_and_every_key_in_it_is_needed():
    assert load_text(Scenario.example).strategies == ("base",)
    needed = {word for word, info in fields_of(Scenario).items() if info.is_required()}
    assert set(tree(Scenario.example).entries) == needed


def test_the_strategies_futures_and_checks_of_the_reference_are_good():
    study = load_text(Scenario.example + "".join(yaml_blocks(prose_of_layers.CHANGES)))
    assert study.strategies == ("as_today", "one_more", "one_more_and_faster", "experts")
    assert study.futures == ("busy", "an_hour_longer")
    faster = study.resolve("one_more_and_faster", "busy")
    assert faster.agent_groups["front"].agents == {0.0: 5}
    assert faster.contact_types["orders"].talk[0.0].mean_s == 216.0
    assert faster.sources["shoppers"].arrivals.rate_per_hour_steps() == {0.0: 48.0}
    (checks,) = yaml_blocks(prose.CHECKS)
    assert len(load_text(Scenario.example + checks).checks) == 6


def test_the_goal_of_the_reference_is_good():
    (goal,) = yaml_blocks(prose.GOAL)
    study = load_text(Scenario.example + goal)
    found, wrong = goal_of(study.goal, study.resolve())
    assert ([term.weight for term in found.terms], [one.name for one in found.within], wrong) == (
        [2.0, 1.0],
        ["quick", "hours"],
        [],
    )
    VALIDATOR.validate(plain(tree(Scenario.example + goal)))


def test_a_key_that_replaces_another_does_what_the_reference_says():
    said = " ".join(
        prose_of_layers.CHANGES.split("Where only one of several keys is allowed")[1].split("\n\n")[0].split()
    )
    other, base, sd, mean = re.findall(r"`(\{.*?\})`", said.replace("}}`", "} }`"))
    for talk, change, expected in (
        ("{lognormal: {mean: 4m, sd: 3m}}", other, {"exponential": {"mean": 180}}),
        (f"{{lognormal: {base}}}", f"{{lognormal: {sd}}}", {"lognormal": {"mean": 240, "sd": 180}}),
        (f"{{lognormal: {base}}}", f"{{lognormal: {mean}}}", {"lognormal": {"mean": 300, "cv": 0.9}}),
    ):
        text = Scenario.example.replace("talk: 4m", f"talk: {talk}")
        study = load_text(f"{text}strategies:\n  other: {{contact_types: {{orders: {{talk: {change}}}}}}}\n")
        talk = study.resolve("other").contact_types["orders"].talk[0.0]
        assert talk.model_dump(by_alias=True, exclude_none=True) == expected


def test_the_file_that_extends_another_is_good():
    (text,) = yaml_blocks(prose_of_layers.EXTENDS)
    study = load_text(text, ROOT / "scenarios")
    assert study.name == "First steps, a quieter summer"
    was = load(ROOT / "scenarios" / "first_steps.yaml").resolve().sources["shoppers"].arrivals.rate_per_hour_steps()
    is_now = study.resolve().sources["shoppers"].arrivals.rate_per_hour_steps()
    assert is_now == {time_s: pytest.approx(rate * 0.8) for time_s, rate in was.items()}


def test_the_settings_of_the_reference_are_good():
    settings = re.findall(r"--set '?([^`']+?)'?`", prose_of_layers.CHANGES.split("On the command line")[1])
    assert len(settings) == 3
    steps = Scenario.example.replace("agents: 4", 'agents: {"08:00": 4, "10:00": 5}')
    for setting in settings:
        text = steps if "10:00" in setting else Scenario.example
        assert load_text(text, settings=[setting]).resolve() != load_text(text).resolve()


def test_examples_in_tables_are_yaml_that_reads_back():
    for noun in (Scenario, *nouns()):
        for info in fields_of(noun).values():
            for example in info.examples:
                assert plain(read_nodes(as_yaml(example), "example")) == example


def two_teams(ranks, priorities):
    """Return a front for orders (agents 0, 1) and an expert (2) who serves advice and orders."""
    types = {"orders": {"ranks": ranks}, "advice": {}}
    groups = {
        "front": {"agents": 2, "serves": {"orders": {}}},
        "experts": {"agents": 1, "serves": {name: {"priority": p} for name, p in priorities.items()}},
    }
    return center(types=types, groups=groups)


RANKED = {"front": 1, "experts": 2}
EQUAL, ADVICE_FIRST = {"advice": 1, "orders": 1}, {"advice": 1, "orders": 2}


@pytest.mark.parametrize(
    ("ranks", "priorities", "who", "what"),
    [
        ({}, EQUAL, "expert", "order"),
        ({}, ADVICE_FIRST, "expert", "advice"),
        (RANKED, EQUAL, "front", "order"),
        (RANKED, ADVICE_FIRST, "front", "advice"),
    ],
)
def test_ranks_and_priorities_do_what_the_table_of_the_reference_says(ranks, priorities, who, what):
    scenario = two_teams(ranks, priorities)
    # Two orders keep the front busy until 10; at 30 the expert is the one idle longest.
    arrived = story(scenario, day((0, 10), (0, 10), (30, 5), types=[0, 0, 0]))
    # Without ranks the first two go to the lowest numbers, both of the front: all are idle for the same time.
    assert [agent for *_, agent in arrived[:2]] == [0, 1]
    assert arrived[2][3] == (2 if who == "expert" else 0)
    # Everybody is busy; an order waits since 40, advice since 41, and the expert is the first to become free, at 50.
    waiting = story(scenario, day((0, 100), (0, 100), (0, 50), (40, 5), (41, 5), types=[0, 0, 1, 0, 1]))
    assert [agent for *_, agent in waiting[:3]] == [0, 1, 2]
    assert waiting[3 if what == "order" else 4][1:] == ((10.0, 55.0, 2) if what == "order" else (9.0, 55.0, 2))
