"""A check holds, is broken or is undecided by its whole interval, never by a lucky mean."""

import math

import pytest
from hotline import study

from simulator.answers import Row
from simulator.checking import Finding, check, check_points, judge, targets_of
from simulator.comparing import compare
from simulator.errors import ExitCode, ScenarioError, UsageError
from simulator.scenario.judged.checks import Check
from simulator.scenario.reader import load_text


def promise(comparison: str, limit: float = 0.8) -> Check:
    return Check(f"service_level {comparison} 80%", "service_level", "all", None, comparison, limit)


def row(value: float, low: float, high: float, n: int = 50) -> Row:
    return Row("as_today", None, "service_level", "all", None, value, low, high, n)


@pytest.mark.parametrize(
    ("comparison", "interval", "finding"),
    [
        (">=", (0.85, 0.81, 0.89), Finding.HOLDS),
        (">=", (0.85, 0.80, 0.90), Finding.HOLDS),
        (">", (0.85, 0.80, 0.90), Finding.UNDECIDED),
        (">=", (0.85, 0.79, 0.91), Finding.UNDECIDED),
        (">=", (0.75, 0.69, 0.81), Finding.UNDECIDED),
        (">=", (0.75, 0.70, 0.80), Finding.UNDECIDED),
        (">", (0.75, 0.70, 0.80), Finding.BROKEN),
        (">=", (0.70, 0.65, 0.75), Finding.BROKEN),
        ("<=", (0.70, 0.65, 0.75), Finding.HOLDS),
        ("<", (0.75, 0.70, 0.80), Finding.UNDECIDED),
        ("<", (0.85, 0.80, 0.90), Finding.BROKEN),
        ("<=", (0.85, 0.80, 0.90), Finding.UNDECIDED),
        (">=", (0.80, 0.80, 0.80), Finding.HOLDS),
        (">", (0.80, 0.80, 0.80), Finding.BROKEN),
    ],
)
def test_the_whole_interval_decides(comparison, interval, finding):
    assert judge(promise(comparison), row(*interval)).finding is finding


@pytest.mark.parametrize("comparison", [">=", "<="])
def test_no_data_keeps_no_promise(comparison):
    outcome = judge(promise(comparison), row(math.nan, math.nan, math.nan))
    assert (outcome.finding, outcome.reason) == (Finding.BROKEN, "no data")


def test_a_segment_has_promises_of_its_own():
    settings = (
        "sources.shoppers.arrivals=80/h",
        "contact_types.orders.share=100%",
        "contact_types.returns.share=0%",
        "contact_types.orders.segments={vip: {share: 20%, priority: 1}, late: {share: 80%, priority: 3}}",
    )
    more = "checks:\n  - asa_s(segment:vip) <= 70s\n  - asa_s(segment:late) <= 70s\n"
    found = check(study(more, settings), replications=30, jobs=1)
    assert [outcome.finding for outcome in found.outcomes] == [Finding.HOLDS, Finding.BROKEN]


def test_one_replication_decides_nothing():
    outcome = judge(promise(">="), row(0.99, math.nan, math.nan, n=1))
    assert outcome.finding is Finding.UNDECIDED
    assert "no interval" in outcome.reason


@pytest.mark.parametrize(("n", "finding"), [(2, Finding.UNDECIDED), (9, Finding.UNDECIDED), (10, Finding.HOLDS)])
def test_a_few_days_that_are_all_alike_decide_nothing(n, finding):
    outcome = judge(promise("<="), row(0.0, 0.0, 0.0, n=n))
    assert outcome.finding is finding
    assert ("nothing varied" in outcome.reason) == (finding is Finding.UNDECIDED)


def checked(*checks: str, **arguments):
    lines = "".join(f"  - {text}\n" for text in checks)
    return check(study(f"checks:\n{lines}"), jobs=1, **arguments)


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        (["served_in_time >= 1%", "asa_s < 10m"], ExitCode.FINE),
        (["served_in_time >= 1%", "asa_s < 0.1s"], ExitCode.CHECK_FAILED),
        (["asa_s(group:back) < 1h"], ExitCode.CHECK_FAILED),
    ],
)
def test_the_exit_code_is_the_worst_finding(checks, code):
    assert checked(*checks, replications=5).exit_code is code


def test_an_undecided_check_has_its_own_exit_code_unless_another_is_broken():
    value = checked("served_in_time >= 1%", replications=5).outcomes[0].value
    near = f"served_in_time >= {100 * value:.3f}%"
    assert checked(near, replications=5).exit_code is ExitCode.UNDECIDED
    assert checked(near, "asa_s < 0.1s", replications=5).exit_code is ExitCode.CHECK_FAILED


def test_only_the_first_strategy_is_checked_unless_others_are_named():
    result = checked("served_in_time >= 1%", replications=2)
    assert [outcome.strategy for outcome in result.outcomes] == ["as_today"]
    assert result.compared.strategies == ("as_today",)
    result = checked("served_in_time >= 1%", "asa_s < 1h", strategies=["three", "twin"], replications=2)
    assert [(outcome.check.metric, outcome.strategy) for outcome in result.outcomes] == [
        ("served_in_time", "three"),
        ("served_in_time", "twin"),
        ("asa_s", "three"),
        ("asa_s", "twin"),
    ]
    assert result.compared.strategies == ("three", "twin")


def test_the_value_is_that_of_the_named_type_and_interval():
    result = checked("asa_s(returns, 09:00-10:00) < 1h", replications=4)
    expected = result.compared.row("as_today", "asa_s", "type:returns", "09:00-10:00")
    assert (result.outcomes[0].value, result.outcomes[0].low) == (expected.value, expected.low)


def test_all_that_is_wrong_in_the_checks_is_told_with_its_line_before_anything_is_run():
    class Never:
        def started(self, strategies, replications):
            raise AssertionError("nothing may be run")

        def finished(self, strategy, replications):
            raise AssertionError("nothing may be run")

    with pytest.raises(ScenarioError) as caught:
        checked("servce_level >= 80%", "served_in_time >= 1%", "asa_s(order) < 20", progress=Never())
    problems = caught.value.problems
    assert [problem.where for problem in problems] == ["checks[1]", "checks[3]", "checks[3]"]
    lines = [problem.line for problem in problems]
    assert lines[1] == lines[2] == lines[0] + 2
    assert all(problem.column == 5 for problem in problems)


def test_the_same_problem_in_several_strategies_is_told_once():
    with pytest.raises(ScenarioError) as caught:
        checked("servce_level >= 80%", strategies=["as_today", "three"])
    assert len(caught.value.problems) == 1


def test_a_file_without_checks_is_told_how_to_write_one():
    with pytest.raises(UsageError, match=r"no checks to judge. Add a list, as\n  checks:\n    - service_level"):
        check(study())


def test_a_check_must_hold_in_every_chosen_future():
    calm = checked("asa_s < 45s", replications=8)
    busy = checked("asa_s < 45s", replications=8, futures=["all"])
    assert calm.exit_code is ExitCode.FINE
    assert [(outcome.future, outcome.finding) for outcome in busy.outcomes] == [
        (None, Finding.HOLDS),
        ("busy", Finding.BROKEN),
    ]
    assert busy.exit_code is ExitCode.CHECK_FAILED


def test_broken_in_one_future_outweighs_undecided_in_another():
    value = checked("asa_s < 1h", replications=8).outcomes[0].value
    near = f"asa_s < {value:.2f}s"
    assert checked(near, replications=8).exit_code is ExitCode.UNDECIDED
    assert checked(near, replications=8, futures=["as_stated", "busy"]).exit_code is ExitCode.CHECK_FAILED
    assert checked("asa_s < 1h", near, replications=8, futures=["as_stated"]).exit_code is ExitCode.UNDECIDED


def test_checks_are_judged_check_by_check_in_all_strategies_and_futures():
    result = checked(
        "asa_s < 1h", "served_in_time >= 1%", replications=2, strategies=["three", "twin"], futures=["all"]
    )
    assert [(outcome.check.metric, outcome.strategy, outcome.future) for outcome in result.outcomes] == [
        (metric, strategy, future)
        for metric in ("asa_s", "served_in_time")
        for strategy in ("three", "twin")
        for future in (None, "busy")
    ]


def test_along_a_grid_promises_are_judged_at_every_point():
    run = compare(study(), replications=6, jobs=1, vary=["agent_groups.front.agents=1,9"])
    kept = Check("served_in_time >= 70%", "served_in_time", "all", None, ">=", 0.7)
    result = check_points([kept], run)
    assert [(dict(one.point), one.finding) for one in result.outcomes] == [
        ({"agent_groups.front.agents": "1"}, Finding.BROKEN),
        ({"agent_groups.front.agents": "9"}, Finding.HOLDS),
    ]


def test_without_promises_the_targets_of_the_types_are_judged():
    run = compare(study(), replications=2, jobs=1, vary=["agent_groups.front.agents=1,9"])
    assert [one.check.text for one in check_points([], run).outcomes] == [
        "service_level(orders) >= 80%",
        "service_level(returns) >= 80%",
    ] * 2
    orders, _ = targets_of(study().resolve("as_today"))
    assert (orders.of, orders.limit) == ("type:orders", 0.8)


def test_what_is_not_there_at_a_point_keeps_no_promise():
    run = compare(study(), replications=2, jobs=1, vary=["horizon.interval=1h,30m"])
    in_hour = Check("asa_s(all, 08:00-09:00) < 1h", "asa_s", "all", "08:00-09:00", "<", 3600.0)
    there, gone = check_points([in_hour], run).outcomes
    assert there.finding is Finding.HOLDS
    assert (gone.finding, gone.reason, gone.n, dict(gone.point)) == (
        Finding.BROKEN,
        "no data",
        0,
        {"horizon.interval": "30m"},
    )


@pytest.mark.parametrize(
    "text",
    [
        "abandoned(returns) <= 3",
        "blocked(returns) <= 0",
        "asa_s(returns) < 20s",
        "abandonment_rate(returns) <= 5%",
        "closed_per_hour(returns) >= 0",
        "answered(group:back) <= 5",
        "occupancy(group:back) <= 85%",
        "agent_hours(group:back) <= 3",
    ],
)
def test_a_check_with_nobody_to_judge_is_never_green(text):
    settings = ("contact_types.orders.share=100%", "contact_types.returns.share=0%")
    (outcome,) = check(study(f"checks:\n  - {text}\n", settings), replications=12, jobs=1).outcomes
    assert (outcome.finding, outcome.reason) == (Finding.BROKEN, "no data")


def test_too_few_days_decide_nothing_and_say_so():
    near = Row("today", None, "service_level", "all", None, 0.90, 0.85, 0.95, 10, enough=False)
    outcome = judge(promise(">="), near)
    assert outcome.finding is Finding.UNDECIDED
    assert outcome.reason.startswith("too few days to tell")
    assert not outcome.enough


def test_too_few_days_decide_what_an_interval_three_times_as_wide_shows():
    far = Row("today", None, "service_level", "all", None, 0.99, 0.95, 1.0, 10, enough=False)
    assert judge(promise(">="), far).finding is Finding.HOLDS
    assert judge(promise("<="), far).finding is Finding.BROKEN
    nearer = Row("today", None, "service_level", "all", None, 0.99, 0.92, 1.0, 10, enough=False)
    assert judge(promise(">="), nearer).finding is Finding.UNDECIDED


def test_none_of_few_contacts_keeps_no_strict_promise():
    # Nobody is blocked in five quiet days; that hardly ever anybody is, they do not show.
    (strict, loose) = checked("blocked <= 0.01", "blocked <= 60", replications=5).outcomes
    assert (strict.finding is Finding.HOLDS, loose.finding) == (False, Finding.HOLDS)


PASSED_ON = """\
version: 1
name: Second line
horizon: {from: "08:00", to: "10:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: 60/h}}
contact_types:
  orders: {from: shoppers, channel: voice, talk: 3m, patience: 5m}
  advice: {channel: voice, talk: 8m, patience: 10m}
agent_groups:
  front: {agents: 6, serves: {orders: {solved: 80%}}}
  experts: {agents: 2, serves: {advice: {}}}
transfers:
  expert: {of: orders, share: 20%, at: 50%, pass: {type: advice}}
follow_ups:
  return: {of: orders, when: {solved: false}, share: 40%, after: 10m}
run: {replications: 10, seed: 1}
checks:
"""


def judged_of(*checks: str, text: str = PASSED_ON):
    done = check(load_text(text + "".join(f"  - {one}\n" for one in checks)), jobs=1)
    return [(one.finding, one.reason) for one in done.outcomes]


def test_of_a_type_that_others_become_only_what_happens_there_is_judged():
    requests = ["service_level(advice) >= 1%", "abandoned(advice) <= 999", "solved_share(advice) >= 1%"]
    assert judged_of(*requests) == [(Finding.BROKEN, "no data")] * 3
    there = ["abandoned_later(advice) <= 999", "aht_s(advice) <= 9h", "closed(advice) <= 9999"]
    assert judged_of(*there) == [(Finding.HOLDS, "")] * 3
    # Where nobody is passed on nothing happens, which is no success.
    nobody = PASSED_ON.replace("share: 20%", "share: 0%")
    assert judged_of(*there, text=nobody) == [(Finding.BROKEN, "no data")] * 3


def test_a_week_too_short_for_the_measured_resolution_is_the_reason():
    (found,) = judged_of("fcr_measured >= 1%")
    assert found == (Finding.BROKEN, "no data: no answer 7 days before the end")
    shorter = PASSED_ON.replace("talk: 3m,", "talk: 3m, fcr_window: 3d,")
    assert judged_of("fcr_measured(orders) >= 1%", text=shorter) == [
        (Finding.BROKEN, "no data: no answer 3 days before the end")
    ]
    within = PASSED_ON.replace("talk: 3m,", "talk: 3m, fcr_window: 1h,")
    assert judged_of("fcr_measured(orders) >= 1%", text=within) == [(Finding.HOLDS, "")]
    longer = PASSED_ON.replace('to: "10:00"', 'to: "10:00", days: 8')
    ((finding, reason),) = judged_of("fcr_measured >= 1%", text=longer)
    assert (finding, reason) == (Finding.HOLDS, "")


def test_a_type_that_contacts_only_become_has_no_target_of_its_own():
    study = load_text(
        """\
version: 1
name: Overflow
horizon: {from: "08:00", to: "09:00"}
channels: {voice: {}, chat: {slots: 3}}
sources: {shoppers: {arrivals: 40/h}}
contact_types:
  orders: {from: shoppers, channel: voice, talk: 4m, patience: 3m}
  chats: {channel: chat, talk: 4m, patience: 3m}
agent_groups:
  front: {agents: 2, serves: {orders: {}, chats: {priority: 2}}}
overflow:
  to_chat: {of: orders, when: {waited: 1m}, offer: {type: chats, accept: 50%}}
"""
    )
    assert [one.of for one in targets_of(study.resolve("base"))] == ["type:orders"]
