"""The page of the routing policies shows what its commands print, and its sentences have their numbers from there."""

import re
import shlex
from pathlib import Path

import pytest
from scenario_pages import ROOT, ScenarioPage, printed, shows, written

from simulator import compare, load, pictures
from simulator.routing_tests.asking import run_routing_tests
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import Study

PAGE = ScenarioPage("routing_policies", "differences.svg")
SCENARIO = PAGE.scenario
GOAL = next(block for block in PAGE.yaml if block.startswith("goal:"))


@pytest.fixture(scope="module")
def study() -> Study:
    return load(SCENARIO)


def test_the_page_shows_every_policy_as_the_file_has_it(study: Study) -> None:
    PAGE.shows_as_the_file_has_them(study.strategies, left_out=(GOAL,))


def test_the_policies_change_nobodys_hours_and_nobodys_skills(study: Study) -> None:
    def center(scenario: Scenario) -> list[object]:
        groups = scenario.agent_groups.items()
        return [(name, one.agents, sorted(one.serves)) for name, one in groups]

    for strategy in study.strategies:
        assert center(study.resolve(strategy)) == center(study.resolve())


def test_the_routing_tests_hold_and_part_every_two_policies(study: Study, tmp_path: Path) -> None:
    assert not run_routing_tests(study).failed
    # The same file with every test played in every policy.
    file = tmp_path / SCENARIO.name
    text = SCENARIO.read_text(encoding="utf-8")
    file.write_text(re.sub(r"\n    strategies: \[.*\]", "", text), encoding="utf-8")
    played = run_routing_tests(load(file)).outcomes
    assert len(played) == len(study.strategies) * len({one.test for one in played})
    passed = {frozenset(one.test for one in played if one.strategy == each and one.passed) for each in study.strategies}
    assert len(passed) == len(study.strategies)


def test_every_number_with_a_decimal_in_a_sentence_is_one_of_an_output_or_the_picture() -> None:
    assert PAGE.numbers_from_nowhere() == set()


def test_the_picture_names_every_policy(study: Study) -> None:
    for strategy in study.strategies:
        assert strategy in "\n".join(PAGE.picture)


@pytest.mark.long
@pytest.mark.parametrize(("command", "block"), PAGE.outputs, ids=[command for command, _ in PAGE.outputs])
def test_the_page_shows_what_its_commands_print(command: str, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shows(block, printed(*shlex.split(command)))


@pytest.mark.long
def test_with_the_goal_of_the_page_the_answer_is_the_one_below_it(tmp_path: Path) -> None:
    file = tmp_path / SCENARIO.name
    file.write_text(SCENARIO.read_text(encoding="utf-8") + GOAL, encoding="utf-8")
    answer = PAGE.text.partition(GOAL)[2].partition("```text\n")[2].partition("```")[0]
    assert printed("compare", str(file), "--by", "type", "--no-out").endswith("\n\n" + answer)


@pytest.mark.long
def test_the_picture_says_what_a_run_finds(study: Study) -> None:
    assert written(pictures.svg_text(pictures.differences(compare(study)))) == PAGE.picture
