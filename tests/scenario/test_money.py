"""What agents cost, from the file to the tables: one currency, known for all groups or not told for the whole."""

import json
import math

import pytest
from hotline import study, write
from typer.testing import CliRunner

from simulator.cli.main import app
from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log.agent_time import agent_time
from simulator.metrics.measure import MEASURES, measure
from simulator.scenario.judged.checks import parse_check

FRONT, BACK = "agent_groups.front.cost=14 EUR/h", "agent_groups.back.cost=20 EUR/h"
PAID = study(settings=(FRONT, BACK))


def test_a_center_in_one_currency_or_without_any_has_no_warning():
    assert PAID.warnings(["as_today"]) == study().warnings(["as_today"])


def test_a_group_without_cost_among_others_is_told():
    said = [str(one) for one in study(settings=(FRONT,)).warnings(["as_today"])]
    (warning,) = [one for one in said if "cost" in one]
    assert "agent_groups.back" in warning
    assert "Write cost: 14 EUR/h." in warning


def test_the_log_knows_the_wages_and_their_currency():
    for settings, wages, currency in (((), [math.nan] * 2, ""), ((FRONT, BACK), [14 / 3600, 20 / 3600], "EUR")):
        scenario = study(settings=settings).resolve()
        facts = simulate(scenario, draw(scenario, 1, 0)).facts
        assert facts.currency == currency
        assert facts.wage_per_s.tolist() == pytest.approx(wages, nan_ok=True)


def test_every_hour_logged_in_is_paid_overtime_included():
    scenario = PAID.resolve("three")
    log = simulate(scenario, draw(scenario, 1, 0))
    seconds = agent_time(log)["seconds"].sum()
    assert seconds > 3 * 7200
    cost = measure(log).sums[MEASURES.index("cost"), 0]
    assert cost == pytest.approx(seconds * 14 / 3600)


def test_a_cost_changes_nothing_but_money():
    free, paid = (measure(simulate(s, draw(s, 1, 0))) for s in (study().resolve(), PAID.resolve()))
    for row, name in enumerate(MEASURES):
        if name != "cost":
            assert free.sums[row].tolist() == pytest.approx(paid.sums[row].tolist(), abs=0, rel=0, nan_ok=True), name


@pytest.mark.parametrize("limit", ["4.50 EUR", "4.50", "4.5EUR"])
def test_a_check_of_money_may_name_the_currency(limit):
    check = parse_check(f"cost_per_closed <= {limit}", PAID.resolve())
    assert check.limit == 4.5


@pytest.mark.parametrize("text", ["cost_per_closed <= 4.50 USD", "staff_cost <= cheap", "staff_cost <= -1"])
def test_a_check_of_other_money_is_refused(text):
    (complaint,) = parse_check(text, PAID.resolve())
    assert "EUR" in complaint.what


def test_a_check_of_money_needs_a_cost():
    (complaint,) = parse_check("staff_cost <= 1000", study().resolve())
    assert complaint.what == "staff_cost is unknown: no agent group has a cost."


def printed(tmp_path, *words):
    arguments = ["compare", write(tmp_path), "-s", "three", "-n", "3", "--jobs", "1", *words]
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_tables_tell_of_money_only_where_it_is_stated(tmp_path):
    assert "cost" not in printed(tmp_path)
    text = printed(tmp_path, "--set", FRONT, "--set", BACK)
    assert "staff cost, EUR a day" in text
    assert text.count("cost per closed, EUR") == 2
    # Known for the front alone, the cost of the whole is not known.
    assert "cost" not in printed(tmp_path, "--set", FRONT)


def test_the_title_says_the_day_where_there_is_one(tmp_path):
    assert printed(tmp_path).startswith("Hotline\n")
    assert printed(tmp_path, "--set", "horizon.weekday=friday").startswith("Hotline, Friday\n")
    assert printed(tmp_path, "--set", "horizon.date=2026-11-30").startswith("Hotline, Monday, 30 November 2026\n")


def test_money_that_is_not_known_is_null_in_the_document(tmp_path):
    rows = json.loads(printed(tmp_path, "--json"))["rows"]
    assert {row["value"] for row in rows if row["metric"] in ("staff_cost", "cost_per_closed")} == {None}
    rows = json.loads(printed(tmp_path, "--json", "--set", FRONT))["rows"]
    front = [row["value"] for row in rows if row["metric"] == "staff_cost" and row["of"] == "group:front"]
    assert all(value > 0 for value in front)
