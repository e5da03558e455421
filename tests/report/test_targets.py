"""Every answer says which targets are missed, by name, value and target, the worst first; what is open is not met."""

import json
from dataclasses import replace

import pytest
from hotline import TEXT, study
from printing import in_one_line, printed
from typer.testing import CliRunner

from simulator.catalogue import Unit
from simulator.checking import CheckResult, Finding, check, missed, targets, worst_first
from simulator.cli.main import app
from simulator.comparing import compare
from simulator.day_checks import too_few_replications
from simulator.report.records.document import document
from simulator.report.tables.promises import checks_blocks
from simulator.report.tables.summary import summary
from simulator.report.words.answer import answer
from simulator.report.words.numbers import format_value
from simulator.report.words.sentence import sentence
from simulator.report.words.targets import shortened, target_words, targets_said, targets_said_across
from simulator.scenario.judged.checks import Check, parse_check
from simulator.scenario.reader import load_text

SLOW = "checks:\n  - asa_s < 10m\n"
BUSY = ("sources.shoppers.arrivals=120/h",)


@pytest.fixture(scope="module")
def busy():
    return compare(study(SLOW, BUSY), ["three"], replications=12, jobs=1)


def outcome(
    text: str, value: float, limit: float, comparison: str = ">=", finding: Finding = Finding.BROKEN
) -> CheckResult:
    made = Check(text, "service_level", "all", None, comparison, limit)
    return CheckResult(made, "as_today", finding, value, value, value, 12)


def test_targets_are_the_checks_and_every_types_own_service_level(busy):
    assert [one.check.text for one in targets(busy.first, "three")] == [
        "asa_s < 10m",
        "service_level(orders) >= 80%",
        "service_level(returns) >= 80%",
    ]


@pytest.mark.parametrize(
    ("stated", "judged"),
    [
        ("service_level(orders) >= 80%", 2),
        ("service_level(orders) > 85%", 2),
        ("service_level(orders) >= 70%", 3),
        ("service_level(orders) <= 90%", 3),
        ("service_level(orders, 08:00-09:00) >= 80%", 3),
        ("served_in_time(orders) >= 80%", 3),
        ("days(service_level(orders) >= 10%) >= 90%", 3),
    ],
)
def test_a_service_level_that_a_check_states_too_is_judged_once(stated, judged):
    run = compare(study(f"checks:\n  - {stated}\n"), [], replications=2, jobs=1).first
    assert len(targets(run, "as_today")) == judged


def test_the_worst_stands_first_by_how_much_of_its_limit_is_lacking():
    near, far, long_ = outcome("near", 0.78, 0.80), outcome("far", 0.10, 0.20), outcome("long", 50.0, 20.0, "<=")
    held = outcome("held", 0.9, 0.8, finding=Finding.HOLDS)
    assert [one.check.text for one in worst_first([near, held, far, long_])] == ["long", "far", "near"]


def test_a_target_says_value_and_limit_in_digits_that_tell_them_apart():
    comparison = compare(study(), ["as_today"], replications=1, jobs=1).first
    own = replace(outcome("x", 0.7996, 0.8), check=Check("x", "service_level", "type:orders", None, ">=", 0.8))
    assert target_words(own, comparison) == "orders 79.96 % (target 80 % in 20s)"
    waits = replace(own, value=34.24, check=Check("asa_s < 20s", "asa_s", "all", None, "<", 20.0))
    assert target_words(waits, comparison) == "asa_s < 20s (34.2 s)"


def test_three_are_named_and_more_are_counted():
    assert shortened(["a", "b", "c", "d"]) == "a, b, c and d"
    assert shortened(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"


def test_the_answer_ends_with_what_the_recommended_strategy_misses(busy):
    said = sentence(busy.first)
    assert said.startswith("three is better than as_today")
    value = busy.first.row("three", "service_level", "type:orders").value
    assert "three misses 2 of its 3 targets: " in said
    assert f"orders {100 * value:.1f} % (target 80 % in 20s)" in said
    assert [one.check.of for one in missed(busy.first, "three")] in (
        ["type:orders", "type:returns"],
        ["type:returns", "type:orders"],
    )
    assert said in summary(busy)


def test_a_strategy_that_meets_all_says_so_and_one_that_meets_none_too():
    calm = compare(study(settings=("agent_groups.front.agents=40",)), [], replications=12, jobs=1).first
    assert targets_said(calm, "as_today") == "as_today meets both targets."
    hard = compare(study(settings=("sources.shoppers.arrivals=120/h",)), [], replications=12, jobs=1).first
    assert targets_said(hard, "as_today").startswith("as_today meets none of its 2 targets: ")


def test_what_cannot_be_told_is_never_counted_as_met():
    value = compare(study(), [], replications=6, jobs=1).first.row("as_today", "served_in_time").value
    near = compare(study(f"checks:\n  - served_in_time >= {100 * value:.2f}%\n"), [], replications=6, jobs=1).first
    said = targets_said(near, "as_today")
    found = targets(near, "as_today")
    open_ = sum(one.finding is Finding.UNDECIDED for one in found)
    assert open_ >= 1
    assert "; undecided: served_in_time >= " in said
    assert "meets all" not in said


def test_over_futures_each_missed_target_is_told_where_it_is_worst():
    run = compare(study(), ["three"], replications=8, jobs=1, futures=["all"])
    said = answer(run)
    assert "three meets none of its 2 targets, in" in said
    assert "(target 80 % in 20s; in busy)" in said


def test_all_checks_hold_is_never_said_beside_types_that_miss_their_own_target():
    found = check(study(SLOW, BUSY), replications=12, jobs=1)
    said = in_one_line(printed(checks_blocks(found)))
    assert "The check holds; but 2 contact types miss their own service level: " in said
    calm = check(study(SLOW, ("agent_groups.front.agents=40",)), replications=12, jobs=1)
    assert in_one_line(printed(checks_blocks(calm))).endswith("The check holds.")


def test_the_exit_code_goes_by_the_checks_alone(tmp_path):
    file = tmp_path / "hotline.yaml"
    file.write_text(TEXT + SLOW)
    done = CliRunner().invoke(
        app, ["check", str(file), "--replications", "12", "--jobs", "1", "--quiet", "--set", BUSY[0]]
    )
    assert done.exit_code == 0
    assert "but 2 contact types miss" in in_one_line(done.output)


def test_the_document_has_the_targets_of_all_strategies(busy):
    found = json.loads("\n".join(document(busy)))["targets"]
    assert [(one["strategy"], one["check"]) for one in found] == [
        (name, text)
        for name in ("as_today", "three")
        for text in ("asa_s < 10m", "service_level(orders) >= 80%", "service_level(returns) >= 80%")
    ]
    assert {one["verdict"] for one in found if one["check"].startswith("service")} == {"broken"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("days(service_level(orders) >= 80%) >= 90%", "days(service_level(orders) >= 80%) >= 90% (5.0 %)"),
        ("days(asa_s(orders) <= 20s) >= 90%", "days(asa_s(orders) <= 20s) >= 90% (5.0 %)"),
        ("service_level(orders) >= 80%", "orders 5.0 % (target 80 % in 20s)"),
    ],
)
def test_a_target_about_days_is_told_as_days_and_as_no_service_level(text, words):
    comparison = compare(study(), ["as_today"], replications=1, jobs=1).first
    check = parse_check(text, comparison.scenarios["as_today"])
    assert target_words(CheckResult(check, "as_today", Finding.BROKEN, 0.05, 0.01, 0.2, 20), comparison) == words


def test_what_is_missed_in_one_future_only_is_not_said_to_be_missed_in_all():
    many, calm = "checks:\n  - arrived <= 1\n", ("agent_groups.front.agents=40",)
    both = compare(study(many, calm), [], replications=12, jobs=1, futures=[None, "busy"])
    assert targets_said_across(both, "as_today").startswith("as_today misses 1 of its 3 targets, in all futures: ")
    more = compare(study(f"{many}  - arrived <= 100\n", calm), [], replications=12, jobs=1, futures=[None, "busy"])
    start = "as_today misses 2 of its 4 targets somewhere, some of them in all futures: "
    assert targets_said_across(more, "as_today").startswith(start)


def test_how_many_replications_to_try_is_what_validate_says_they_need():
    calm = ("agent_groups.front.agents=40",)
    days = study("checks:\n  - days(service_level(orders) >= 80%) >= 95%\n", calm)
    said = in_one_line(printed(checks_blocks(check(days, replications=12, jobs=1))))
    assert "undecided, try 72 replications" in said
    assert "72 replications are needed" in str(too_few_replications(days, [days.resolve("as_today")])[0])


def test_a_target_that_is_met_only_by_sending_away_is_not_left_standing():
    cleared = load_text(CLEARED)
    one = compare(cleared, replications=12, jobs=1).first
    assert one.row("base", "service_level", "type:mails").value == 1.0
    value = format_value(one.row("base", "served_in_time", "type:mails").value, Unit.SHARE)
    said = targets_said(one, "base")
    assert said.endswith(f"fewer are served in time than the target asks: mails {value} (target 90 %).")
    kept = load_text(CLEARED, settings=("agent_groups.writing.agents=9",))
    assert "fewer are served" not in targets_said(compare(kept, replications=12, jobs=1).first, "base")


CLEARED = """\
version: 1
name: Mails
horizon: {from: "08:00", to: "12:00", at_close: clear}
channels: {email: {}}
sources: {writers: {arrivals: 40/h}}
contact_types:
  mails: {from: writers, channel: email, talk: {exponential: {mean: 6m}}, patience: endless, service_level: 90% in 4h}
agent_groups: {writing: {agents: 3, serves: {mails: {}}}}
"""
