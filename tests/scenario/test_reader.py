"""A Study is what a file says: strategies, futures, checks, and a validated Scenario for each variant."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from scenario_texts import RICH, SMALL, changed

from simulator.errors import ScenarioError, UsageError
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import load, load_text
from simulator.scenario.text.nodes import Mark

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
ABOUT_A_WARNING = {"chat_and_messages.yaml": 1}
"""What is warned of there is what the scenario is about."""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_scenario_loads_without_a_warning(path: Path) -> None:
    study = load(path)
    assert len(study.warnings()) == ABOUT_A_WARNING.get(path.name, 0)
    assert all(isinstance(study.resolve(name), Scenario) for name in study.strategies)


def test_a_file_is_read_with_its_name_and_folder(tmp_path: Path) -> None:
    (tmp_path / "peak.yaml").write_text(RICH, "utf-8")
    study = load(tmp_path / "peak.yaml")
    assert study.name == "Two teams"
    assert study.path == str(tmp_path / "peak.yaml")
    assert study.futures == ("busy", "later")
    assert study.resolve().folder == str(tmp_path)


def test_a_file_beside_the_scenario_is_found_wherever_it_is_read_from(tmp_path: Path) -> None:
    recorded = ('{per_hour: {"08:00": 40, "12:00": 95}}', "{recorded: {file: days/monday.csv}}")
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "monday.csv").write_text("time\n36000\n")
    (tmp_path / "peak.yaml").write_text(changed(SMALL, recorded))
    assert os.path.isfile(os.path.join(load(tmp_path / "peak.yaml").resolve().folder, "days/monday.csv"))


def test_a_file_that_went_away_is_noticed_where_the_study_arrives(tmp_path: Path) -> None:
    recorded = ('{per_hour: {"08:00": 40, "12:00": 95}}', "{recorded: {file: day.csv}}")
    (tmp_path / "day.csv").write_text("time\n36000\n")
    study = load_text(changed(SMALL, recorded), tmp_path)
    (tmp_path / "day.csv").unlink()
    assert study.resolve().folder == str(tmp_path)
    with pytest.raises(ScenarioError, match=r"there is no file 'day\.csv'"):
        pickle.loads(pickle.dumps(study)).resolve()


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    recorded = ('{per_hour: {"08:00": 40, "12:00": 95}}', "{recorded: {file: day.csv}}")
    (tmp_path / "secret.csv").write_text("time\n36000\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "day.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(ScenarioError, match="not in the scenario's folder"):
        load_text(changed(SMALL, recorded), tmp_path / "in")


def test_without_a_name_the_first_strategy_is_meant() -> None:
    text = SMALL + "strategies:\n  more: {agent_groups: {front: {agents: 9}}}\n  as_today: {}\n"
    assert load_text(text).resolve().agent_groups["front"].agents == {0.0: 9}


def test_checks_are_kept_as_they_stand_with_their_places() -> None:
    study = load_text(SMALL + "checks:\n  - service_level(orders) >= 80%\n  - asa_s < 20s\n")
    assert study.checks == (
        ("service_level(orders) >= 80%", Mark("scenario.yaml", 20, 5)),
        ("asa_s < 20s", Mark("scenario.yaml", 21, 5)),
    )


@pytest.mark.parametrize(
    ("strategy", "future", "words"),
    [
        ("two_mor", None, "there is no strategy 'two_mor'. Did you mean 'two_more'?"),
        (None, "quiet", "there is no future 'quiet'. Known: busy, later."),
    ],
)
def test_a_variant_that_does_not_exist_is_a_wrong_use(strategy: str | None, future: str | None, words: str) -> None:
    with pytest.raises(UsageError, match=words.replace("?", r"\?")):
        load_text(RICH).resolve(strategy, future)


def test_a_scenario_without_futures_says_so() -> None:
    with pytest.raises(UsageError, match="lists no futures"):
        load_text(SMALL).resolve(future="busy")


def test_a_study_survives_the_way_to_another_process() -> None:
    study = load_text(RICH, settings=["run.seed=3"])
    copy = pickle.loads(pickle.dumps(study))
    assert copy == study
    for strategy in study.strategies:
        for future in (None, *study.futures):
            assert copy.resolve(strategy, future) == study.resolve(strategy, future)
    assert len(pickle.dumps(study)) < 20_000


def test_what_strategies_share_is_validated_to_the_same_as_from_scratch() -> None:
    study = load_text(RICH)
    for strategy in study.strategies:
        for future in (None, *study.futures):
            tree = {**study.resolved_tree(strategy, future), "folder": "."}
            assert study.resolve(strategy, future) == Scenario.model_validate(tree)


def test_a_resolved_tree_is_what_the_file_would_say() -> None:
    tree = load_text(RICH).resolved_tree("two_more_and_faster", "busy")
    assert tree["agent_groups"]["front"]["agents"] == {"08:00": 16, "12:00": 22}
    assert tree["contact_types"]["orders"]["wrap_up"] == {"exponential": {"mean": "24s"}}
    assert "queue_limit" not in tree["contact_types"]["advice"]
    assert tree["sources"]["shoppers"]["arrivals"] == {"per_hour": {"08:00": 48, "12:00": 114.6}}
    assert "strategies" not in tree


def test_a_strategy_that_changes_nothing_is_the_base_to_the_bit() -> None:
    study = load_text(SMALL + "strategies:\n  a: {}\n  b: {agent_groups: {front: {agents: {add: 0}}}}\n")
    assert study.resolve("a") == study.resolve("b") == study.resolve("base")


def test_a_scenario_is_resolved_once() -> None:
    study = load_text(RICH)
    assert study.resolve("two_more") is study.resolve("two_more")


def test_problems_are_sorted_by_place() -> None:
    text = changed(SMALL, ("lines: 60", "lines: x"), ("from: shoppers", "from: me"), ("wrap_up: 30s", "wrap_up: 30"))
    with pytest.raises(ScenarioError) as refused:
        load_text(text, name="peak.yaml")
    assert [(one.file, one.line) for one in refused.value.problems] == [
        ("peak.yaml", 5),
        ("peak.yaml", 7),
        ("peak.yaml", 10),
        ("peak.yaml", 13),
    ]


def test_a_message_is_one_harmless_line_whatever_the_file_holds() -> None:
    with pytest.raises(ScenarioError) as refused:
        load_text(changed(SMALL, ("channel: voice", r'channel: "vo\nice\e[31m"')))
    assert r"vo\nice\x1b[31m" in str(refused.value)
    assert str(refused.value).count("\n") == len(refused.value.problems)


def test_reading_needs_none_of_the_heavy_libraries() -> None:
    code = "import sys, simulator.scenario.reader; print([m for m in ('pandas', 'scipy', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
