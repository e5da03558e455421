"""All routing tests of a file: what the commands print, what Python gets, and what they leave as it is."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import ccsim as cc
from simulator.cli.main import app
from simulator.errors import ScenarioError, UsageError
from simulator.routing_tests.asking import NO_ROUTING_TESTS, run_routing_tests
from simulator.scenario.reader import load, load_text

FILES = Path(__file__).parent / "files"
CENTER = """\
version: 1
name: Small
horizon: {from: "08:00", to: "09:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: 40/h}}
contact_types: {orders: {from: shoppers, channel: voice, talk: 1m, patience: 3m}}
agent_groups:
  front: {agents: 4, serves: {orders: {}}}
  back:  {agents: 4, serves: {orders: {after: 30s}}}
"""
TESTS = """\
routing_tests:
  back_waits: {given: {a: orders}, free: {back: 1}, expect: {a: waits, by: after}}
  front_takes: {given: {a: orders}, free: {front: 1}, expect: {a: front}}
"""
FAILS = TESTS.replace("a: waits, by: after", "a: back")


def ccsim(*words: str) -> Result:
    return CliRunner().invoke(app, [*words], env={"COLUMNS": "100"})


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "center.yaml"


@pytest.mark.parametrize(("name", "command", "code"), [("failing", "check", 1), ("impossible", "validate", 2)])
def test_what_is_wrong_is_told_in_these_words(
    name: str, command: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(FILES / f"{name}.yaml", tmp_path)
    done = ccsim(command, f"{name}.yaml")
    assert done.stdout == (FILES / f"{name}.txt").read_text("utf-8")
    assert done.exit_code == code


def test_check_refuses_what_validate_refuses(file: Path) -> None:
    shutil.copy(FILES / "impossible.yaml", file)
    with pytest.raises(ScenarioError) as refused:
        cc.check(cc.load(file))
    assert refused.value.problems == cc.validate(file).problems
    assert ccsim("check", str(file)).exit_code == 2


def test_tests_alone_need_no_run_and_say_so_in_every_form(file: Path) -> None:
    file.write_text(CENTER + FAILS, "utf-8")
    table, markdown = ccsim("check", "center.yaml"), ccsim("check", "center.yaml", "--format", "md")
    document, csv = ccsim("check", "center.yaml", "--json"), ccsim("check", "center.yaml", "--format", "csv")
    assert [each.exit_code for each in (table, markdown, document, csv)] == [1] * 4
    assert "Of 2 routing tests 1 passes and 1 fails." in table.stdout
    assert "| back_waits | after | fails |" in markdown.stdout.replace("  ", " ").replace("  ", " ")
    said = json.loads(document.stdout)
    assert [*said] == ["schema_version", "scenario", "routing_tests"]
    failed, passed = said["routing_tests"]
    assert (failed["test"], failed["strategy"], failed["future"], failed["verdict"], failed["by"]) == (
        "back_waits", "base", None, "fails", ["after"],
    )  # fmt: skip
    assert failed["problems"] == [
        {
            "file": "center.yaml",
            "line": 11,
            "column": 62,
            "where": "routing_tests.back_waits.expect.a",
            "message": "expected a to be taken by back, but a waits, by after: back takes orders after 30s.",
            "hint": "after: `after` under the group's `serves`.",
        }
    ]
    assert (passed["verdict"], passed["problems"]) == ("passes", [])
    assert csv.stdout.splitlines()[0] == "table,check,strategy,future,verdict,reason"
    assert csv.stdout.splitlines()[2] == 'routing_tests,front_takes,base,,passes,"front took a, by only_one"'


def test_tests_beside_checks_have_a_section_and_decide_the_exit_code(file: Path) -> None:
    checks = "checks: [service_level(orders) >= 1%]\nrun: {replications: 5}\n"
    file.write_text(CENTER + TESTS + checks, "utf-8")
    done = ccsim("check", "center.yaml", "--quiet")
    assert done.exit_code == 0, done.output
    assert done.stdout.index("Both routing tests pass.") < done.stdout.index("service_level(orders)")
    document = json.loads(ccsim("check", "center.yaml", "--quiet", "--json").stdout)
    assert [one["verdict"] for one in document["routing_tests"]] == ["passes", "passes"]
    assert [one["verdict"] for one in document["checks"]] == ["holds"]
    tidy = ccsim("check", "center.yaml", "--quiet", "--format", "csv").stdout
    assert "routing_tests,back_waits,base," in tidy
    file.write_text(CENTER + FAILS + checks, "utf-8")
    assert ccsim("check", "center.yaml", "--quiet").exit_code == 1


def test_python_gets_the_same(file: Path) -> None:
    file.write_text(CENTER + FAILS, "utf-8")
    found = cc.check(cc.load(file))
    assert found.exit_code == 1
    assert repr(found) == "<Checked of Small: 1 of 2 routing tests pass>"
    assert repr(found.routing) == "<RoutingOutcomes of Small: 1 of 2 routing tests pass>"
    frame = found.routing.to_frame()
    assert frame["test"].tolist() == ["back_waits", "front_takes"]
    assert frame["verdict"].tolist() == ["fails", "passes"]
    assert frame["by"].tolist() == ["after", "only_one"]
    assert frame["line"].tolist()[0] == 11
    assert found.to_frame().equals(frame)
    assert "Of 2 routing tests 1 passes and 1 fails." in found.summary()
    assert "back_waits" in found._repr_html_()
    assert "back_waits" in found.routing._repr_html_()
    with pytest.raises(UsageError, match="nothing was run"):
        _ = found.compared


def test_without_checks_and_tests_there_is_nothing_to_judge(file: Path) -> None:
    file.write_text(CENTER, "utf-8")
    done = ccsim("check", "center.yaml")
    assert done.exit_code == 2
    assert "has no checks to judge" in done.stderr
    assert NO_ROUTING_TESTS.failed == ()


STRATEGIES = """\
strategies:
  today: {}
  help: {agent_groups: {back: {serves: {orders: {after: 0s}}}}}
  third:
    agent_groups: {third: {agents: 1, serves: {orders: {}}}}
    routing_tests:
      back_waits: null
      third_takes: {given: {a: orders}, free: {third: 1}, expect: {takes: a}}
"""


def outcomes(text: str, *strategies: str) -> list[tuple[str, str, bool]]:
    found = run_routing_tests(load_text(text), strategies or None)
    return [(one.test, one.strategy, one.passed) for one in found.outcomes]


def test_every_strategy_is_tested_unless_a_test_or_the_command_says_otherwise() -> None:
    assert outcomes(CENTER + TESTS + STRATEGIES) == [
        ("back_waits", "today", True),
        ("front_takes", "today", True),
        ("back_waits", "help", False),
        ("front_takes", "help", True),
        ("front_takes", "third", True),
        ("third_takes", "third", True),
    ]
    assert outcomes(CENTER + TESTS + STRATEGIES, "help") == [
        ("back_waits", "help", False),
        ("front_takes", "help", True),
    ]
    some = TESTS.replace("by: after}}", "by: after}, strategies: today}")
    assert outcomes(CENTER + some + STRATEGIES, "today", "help")[2:] == [("front_takes", "help", True)]


def test_a_test_may_name_what_only_its_strategy_has() -> None:
    test = "routing_tests:\n  third: {given: {a: orders}, free: {third: 1}, expect: {takes: a}, strategies: [third]}\n"
    alone = STRATEGIES.split("    routing_tests:")[0]
    assert outcomes(CENTER + test + alone) == [("third", "third", True)]
    with pytest.raises(ScenarioError, match=r"\(in strategy 'today' and 1 more\): there is no agent group 'third'"):
        load_text(CENTER + test.replace(", strategies: [third]", "") + alone)


def test_a_file_that_extends_another_adds_and_changes_tests(tmp_path: Path) -> None:
    (tmp_path / "lower.yaml").write_text(CENTER + TESTS, "utf-8")
    upper = tmp_path / "upper.yaml"
    upper.write_text(
        "extends: lower.yaml\nagent_groups: {back: {serves: {orders: {after: 0s}}}}\n"
        "routing_tests:\n  back_waits: {expect: {a: back, by: null}}\n  front_takes: null\n",
        "utf-8",
    )
    found = run_routing_tests(load(upper))
    assert [(one.test, one.passed) for one in found.outcomes] == [("back_waits", True)]


def test_futures_are_tested_too() -> None:
    text = CENTER + TESTS + "futures: {now: {}, later: {agent_groups: {back: {serves: {orders: {after: 0s}}}}}}\n"
    found = run_routing_tests(load_text(text), None, (None, "later"))
    assert [(one.test, one.future, one.passed) for one in found.outcomes] == [
        ("back_waits", None, True),
        ("front_takes", None, True),
        ("back_waits", "later", False),
        ("front_takes", "later", True),
    ]


def test_tests_are_no_part_of_what_a_run_is(file: Path) -> None:
    file.write_text(CENTER, "utf-8")
    assert ccsim("run", "center.yaml", "-n", "2", "--quiet", "--out", "kept").exit_code == 0
    numbers = Path("kept/metrics.csv").read_bytes()
    identity = json.loads(Path("kept/manifest.json").read_text("utf-8"))["hash"]
    file.write_text(CENTER + TESTS, "utf-8")
    assert ccsim("run", "center.yaml", "-n", "2", "--quiet", "--out", "kept").exit_code == 0
    # A folder is written again by the very same run and by no other.
    assert json.loads(Path("kept/manifest.json").read_text("utf-8"))["hash"] == identity
    assert Path("kept/metrics.csv").read_bytes() == numbers


def test_a_strategy_that_changes_tests_alone_changes_nothing() -> None:
    text = CENTER + TESTS + "strategies: {today: {}, other: {routing_tests: {front_takes: null}}}\n"
    assert "this strategy changes nothing" in " ".join(one.what for one in load_text(text).warnings())


def test_validate_counts_them(file: Path) -> None:
    file.write_text(CENTER + TESTS, "utf-8")
    assert "2 routing tests" in ccsim("validate", "center.yaml").stdout


def test_a_description_counts_those_of_its_strategy(file: Path) -> None:
    file.write_text(CENTER + TESTS + STRATEGIES.replace("third_takes", "third_takes_it"), "utf-8")
    assert "2 routing tests are played by ccsim check." in ccsim("describe", "center.yaml", "--days", "2").stdout
    assert cc.describe(cc.load(file), "third", days=2).routing_tests == 2
    alone = TESTS.replace("by: after}}", "by: after}, strategies: help}")
    file.write_text(CENTER + alone + STRATEGIES, "utf-8")
    said = ccsim("describe", "center.yaml", "--days", "2", "--json")
    assert json.loads(said.stdout)["routing_tests"] == 1


def test_people_read_titles_and_programs_names(file: Path) -> None:
    titled = STRATEGIES.replace("today: {}", "today: {title: As it is}")
    file.write_text(CENTER + FAILS + titled.replace("back_waits: null", "back_waits: {strategies: [third]}"), "utf-8")
    said = ccsim("check", "center.yaml", "-s", "today", "-s", "help")
    assert "As it is" in said.stdout
    assert [one.strategy for one in cc.check(cc.load(file)).routing.outcomes][:1] == ["today"]
