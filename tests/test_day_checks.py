"""Promises about days and about every interval, from three days worked by hand to whole runs."""

import numpy as np
import pytest
from hotline import study, waits_of, write

from simulator.checking import Finding, check, check_points, judged, read_checks
from simulator.comparing import compare
from simulator.comparison import Comparison
from simulator.day_checks import too_few_replications
from simulator.errors import ExitCode
from simulator.metrics.cells import Cell
from simulator.metrics.measure import MEASURES
from simulator.metrics.values import Stack
from simulator.report.records.document import document
from simulator.run_folder.stored import load_run
from simulator.scenario.judged.checks import Check, parse_check

SCENARIO = study().resolve("as_today")
INTERVALS = ("08:00-09:00", "09:00-10:00")
CELLS = tuple(Cell(of, interval) for of in ("all", "type:orders") for interval in (None, *INTERVALS))


def by_hand(*days: tuple[tuple[int, int], tuple[int, int]]) -> Comparison:
    """Return a comparison of days with (in time, judged) of each of two intervals."""
    sums = np.zeros((len(days), len(MEASURES), len(CELLS)))
    for number, day in enumerate(days):
        for column, (met, came) in enumerate([tuple(map(sum, zip(*day, strict=True))), *day]):
            for row in (0, 3):
                for measure in ("answered_in_time", "cases_in_time"):
                    sums[number, MEASURES.index(measure), row + column] = met
                for measure in ("answered", "arrived", "cases_decided"):
                    sums[number, MEASURES.index(measure), row + column] = came
    stack = Stack.of(CELLS, sums, waits_of([[1.0, 2.0]] * len(days)))
    scenarios = {"as_today": SCENARIO}
    return Comparison("", "", "", "as_today", None, 1, len(days), 0.95, {"as_today": stack}, scenarios)


def asked(text: str) -> Check:
    found = parse_check(text, SCENARIO)
    assert isinstance(found, Check), found
    return found


def outcome(text: str, run: Comparison):
    return judged(asked(text), run, "as_today")


# 240 of 300 callers in time are 80 % in the mean of three days. Day by day: 100 %, 70 %, 70 %.
THREE_DAYS = by_hand(((50, 50), (50, 50)), ((45, 50), (25, 50)), ((25, 50), (45, 50)))


def test_a_plan_that_meets_its_target_in_the_mean_may_meet_it_on_one_day_of_three():
    assert outcome("service_level(orders) >= 80%", THREE_DAYS).value == pytest.approx(0.8)
    found = outcome("days(service_level(orders) >= 80%) >= 90%", THREE_DAYS)
    assert (found.value, found.n) == (1 / 3, 3)
    # Of one day in three the exact limits are 0.8 % and 90.6 %: three days decide nothing.
    assert (found.low, found.high) == (pytest.approx(0.0084, abs=1e-4), pytest.approx(0.9057, abs=1e-4))
    assert found.finding is Finding.UNDECIDED
    assert outcome("days(service_level(orders) >= 80%) >= 95%", THREE_DAYS).finding is Finding.BROKEN


@pytest.mark.parametrize(
    ("inner", "days"),
    [
        ("service_level(orders) >= 70%", 3),
        ("service_level(orders) > 70%", 1),
        ("service_level(orders) <= 70%", 2),
        ("service_level(orders, 08:00-09:00) >= 80%", 2),
        ("service_level(orders, every interval) >= 80%", 1),
        ("service_level(every interval) >= 50%", 3),
        ("answered_in_time(orders) >= 75", 1),
        ("wait_s_p90(orders) <= 2s", 3),
        ("wait_s_p50(orders) <= 0.5s", 0),
    ],
)
def test_every_day_is_asked_by_its_own_value(inner, days):
    assert outcome(f"days({inner}) >= 50%", THREE_DAYS).value == days / 3


def test_a_day_without_anybody_counts_in_neither():
    run = by_hand(((8, 10), (0, 0)), ((0, 0), (0, 0)), ((0, 10), (0, 0)))
    found = outcome("days(service_level(orders) >= 80%) >= 10%", run)
    assert (found.value, found.n) == (1 / 2, 2)
    # An interval without anybody breaks no promise.
    assert outcome("days(service_level(orders, every interval) >= 80%) >= 10%", run).value == 1 / 2


def test_where_nobody_ever_came_a_promise_about_days_is_not_kept():
    run = by_hand(((0, 0), (0, 0)), ((0, 0), (0, 0)))
    found = outcome("days(service_level(orders) >= 80%) >= 1%", run)
    assert (found.finding, found.reason) == (Finding.BROKEN, "no data")
    assert outcome("service_level(orders, every interval) >= 1%", run).reason == "no data"


def test_the_fewest_days_that_can_show_it_do_and_one_less_does_not():
    good = ((10, 10), (10, 10))
    text = "days(service_level(orders) >= 80%) >= 90%"
    assert outcome(text, by_hand(*[good] * 36)).finding is Finding.HOLDS
    assert outcome(text, by_hand(*[good] * 35)).finding is Finding.UNDECIDED


def steady(first: int, second: int, days: int = 40) -> Comparison:
    """Return days of 100 callers an interval, of whom about so many are in time."""
    return by_hand(*[((first + day % 3 - 1, 100), (second + (day // 3) % 3 - 1, 100)) for day in range(days)])


@pytest.mark.parametrize(
    ("run", "finding", "worst"),
    [
        (steady(95, 90), Finding.HOLDS, "09:00-10:00"),
        (steady(95, 60), Finding.BROKEN, "09:00-10:00"),
        (steady(60, 95), Finding.BROKEN, "08:00-09:00"),
        (steady(95, 80), Finding.UNDECIDED, "09:00-10:00"),
    ],
)
def test_every_interval_is_as_good_as_the_worst(run, finding, worst):
    found = outcome("service_level(orders, every interval) >= 80%", run)
    assert found.finding is finding
    assert found.reason.startswith(f"worst in {worst}")
    assert found.value == run.row("as_today", "service_level", "type:orders", worst).value


def test_the_worst_of_an_upper_limit_is_the_highest():
    found = outcome("service_level(orders, every interval) <= 99%", steady(60, 95))
    assert found.reason == "worst in 09:00-10:00"


CHECKS = """\
checks:
  - days(service_level(orders) >= 10%) >= 50%
  - days(service_level(orders, every interval) >= 99.9%) >= 90%
  - service_level(orders, every interval) >= 1%
"""


def test_checks_of_days_are_judged_by_check_along_a_grid_and_again_from_a_kept_run(tmp_path):
    from typer.testing import CliRunner

    from simulator.cli.main import app

    found = check(study(CHECKS), replications=12, jobs=1)
    assert [one.finding for one in found.outcomes] == [Finding.HOLDS, Finding.BROKEN, Finding.HOLDS]
    assert found.exit_code is ExitCode.CHECK_FAILED
    assert all(f'"check": "{one.check.text}"' in "".join(document(found.compared, found)) for one in found.outcomes)
    path, folder = write(tmp_path, CHECKS), tmp_path / "kept"
    words = ["compare", path, "-s", "as_today", "-n", "12", "--vary", "agent_groups.front.agents=2..3:1", "--jobs", "1"]
    done = CliRunner().invoke(app, [*words, "--out", str(folder), "--quiet"])
    assert done.exit_code == 0, done.output
    again = load_run(folder)
    run = compare(study(CHECKS), ["as_today"], replications=12, jobs=1, vary=["agent_groups.front.agents=2..3:1"])
    asked_for = [promise for _, promise in read_checks(study(CHECKS), {0: SCENARIO})]
    assert again.checked is not None
    assert [(one.check, one.finding, one.value, one.low) for one in again.checked.outcomes] == [
        (one.check, one.finding, one.value, one.low) for one in check_points(asked_for, run).outcomes
    ]


def test_every_day_of_several_days_is_a_day():
    several = study(CHECKS, ("horizon.days=3",))
    found = check(several, replications=5, jobs=1)
    assert [one.n for one in found.outcomes[:2]] == [15, 15]
    one_day = check(study("checks: ['days(service_level(orders, day 2) >= 10%) >= 50%']", ("horizon.days=3",)), jobs=1)
    assert one_day.outcomes[0].n == 12


def said(more: str, replications: int | None = None, settings: tuple[str, ...] = ()) -> list[str]:
    asked_of = study(f"checks: ['{more}']", settings)
    return [one.what for one in too_few_replications(asked_of, [asked_of.resolve("as_today")], replications)]


def test_it_is_said_how_many_replications_a_promise_about_days_needs_at_least():
    assert said("days(service_level(orders) >= 80%) >= 90%") == [
        "days(…) >= 90%: even if every day kept it, 36 replications are needed to show it; run.replications is 12."
    ]
    assert said("days(asa_s > 20s) <= 10%", replications=20) == [
        "days(…) <= 10%: even if no day kept it, 36 replications are needed to show it; there are 20."
    ]
    assert said("days(asa_s < 20s) >= 100%", replications=10_000) == [
        "days(…) >= 100%: even if every day kept it, no number of replications could show it."
    ]
    assert said("days(asa_s < 20s) >= 90%", replications=36) == []
    assert said("service_level >= 90%") == []
    assert said("days(asa_s < 20s) >= 90%", settings=("horizon.days=3",)) == []


def test_validate_warns_of_too_few_replications_for_a_promise_about_days(tmp_path):
    from typer.testing import CliRunner

    from simulator.cli.main import app

    path = write(tmp_path, "checks: [days(asa_s < 20s) >= 90%]\n")
    done = CliRunner().invoke(app, ["validate", path])
    assert "checks[1]: days(…) >= 90%: even if every day kept it, 36 replications are needed" in done.output
    done = CliRunner().invoke(app, ["check", path, "-n", "5", "--jobs", "1"])
    assert "36 replications are needed to show it; there are 5." in done.output


def test_a_promise_of_every_interval_about_nobody_is_not_kept_whatever_it_counts():
    nobody = by_hand(((0, 0), (0, 0)), ((0, 0), (0, 0)))
    found = outcome("abandoned(orders, every interval) <= 5", nobody)
    assert (found.finding, found.reason) == (Finding.BROKEN, "no data")
    # Of an interval to which nobody came it is not asked.
    morning = by_hand(*[((10, 10), (0, 0))] * 12)
    assert outcome("answered_in_time(orders, every interval) >= 5", morning).reason == "worst in 08:00-09:00"
