"""The page of the routing policies shows what its commands print, and its sentences have their numbers from there."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator import compare, load, pictures
from simulator.cli.main import app
from simulator.routing_tests.asking import run_routing_tests
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import Study

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "routing_policies.yaml"
PAGE = (ROOT / "scenarios" / "routing_policies" / "README.md").read_text(encoding="utf-8")
PICTURE = (ROOT / "scenarios" / "routing_policies" / "differences.svg").read_text(encoding="utf-8")
OUTPUTS = re.findall(r"<!-- the output of: ccsim (.*?) -->\n```text\n(.*?)```", PAGE, flags=re.DOTALL)
YAML = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
GOAL = next(block for block in YAML if block.startswith("goal:"))


@pytest.fixture(scope="module")
def study() -> Study:
    return load(SCENARIO)


def printed(*words: str) -> str:
    """Return what ``ccsim`` prints, 80 columns wide; the first policy breaks a check, which makes its exit code 1."""
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "80"})
    assert done.exit_code in (0, 1), done.output
    return done.stdout


def written(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


def test_the_page_shows_every_policy_as_the_file_has_it(study: Study) -> None:
    numbered = re.findall(r"^\*\*\d\. ([^*]+)\.\*\*", PAGE, flags=re.MULTILINE)
    assert tuple(numbered) == study.strategies
    text = SCENARIO.read_text(encoding="utf-8")
    shown = [block for block in YAML if block != GOAL]
    assert len(shown) == len(study.strategies)
    for block in shown:
        assert block in text, block


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
    prose = re.sub(r"```.*?```|<!--.*?-->", "", PAGE, flags=re.DOTALL)
    shown = "\n".join([*(block for _, block in OUTPUTS), *written(PICTURE)])
    numbers = set(re.findall(r"\d+\.\d+", prose))
    assert len(numbers) > 15
    assert {one for one in numbers if not re.search(rf"(?<![\d.]){re.escape(one)}(?!\d)", shown)} == set()


def test_the_picture_names_every_policy(study: Study) -> None:
    for strategy in study.strategies:
        assert strategy in "\n".join(written(PICTURE))


@pytest.mark.long
@pytest.mark.parametrize(("command", "block"), OUTPUTS, ids=[command for command, _ in OUTPUTS])
def test_the_page_shows_what_its_commands_print(command: str, block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = printed(*shlex.split(command))
    for part in block.split("…\n\n"):
        assert part in text, part


@pytest.mark.long
def test_with_the_goal_of_the_page_the_answer_is_the_one_below_it(tmp_path: Path) -> None:
    file = tmp_path / SCENARIO.name
    file.write_text(SCENARIO.read_text(encoding="utf-8") + GOAL, encoding="utf-8")
    answer = PAGE.partition(GOAL)[2].partition("```text\n")[2].partition("```")[0]
    assert printed("compare", str(file), "--by", "type", "--no-out").endswith("\n\n" + answer)


@pytest.mark.long
def test_the_picture_says_what_a_run_finds(study: Study) -> None:
    assert written(pictures.svg_text(pictures.differences(compare(study)))) == written(PICTURE)
