"""A target met in the mean may be missed on most days: that stands beside it, and nobody has to ask for it."""

import json

import pytest
from hotline import study
from printing import in_one_line, printed

from simulator.comparing import compare
from simulator.report.records.document import document
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.in_target import DAYS_LEAST
from simulator.report.tables.kept import head_of
from simulator.report.tables.overview import compared_blocks
from simulator.scenario.judged.checks import Measured

HEAD = "days in target: of the days with contacts, the share on which the target was met"


@pytest.fixture(scope="module")
def run():
    return compare(study(settings=("agent_groups.front.agents=3",)), [], replications=DAYS_LEAST + 2, jobs=1)


def table(text):
    return text.split(HEAD)[1].split("\n\n")[0]


def test_a_run_shows_on_how_many_days_each_type_met_its_target_and_in_every_interval(run):
    told = table(printed(run_blocks(run), 120))
    for kind in ("orders", "returns"):
        line = next(line for line in told.splitlines() if line.startswith(kind))
        for metric in ("service_level", "days_in_target", "days_every_interval"):
            assert f"{100 * run.row('as_today', metric, f'type:{kind}').value:.1f} %" in line
        assert "80 % in 20 s" in line


def test_a_few_days_have_no_share_of_days():
    few = compare(study(), [], replications=DAYS_LEAST - 1, jobs=1)
    assert HEAD not in printed(run_blocks(few), 120)


def test_a_table_of_days_is_not_in_an_answer_that_is_broken_down(run):
    assert HEAD not in printed(run_blocks(run, By.TYPE), 120)


def test_days_in_target_of_all_channels_are_no_mixture():
    run = compare(study(), [], replications=DAYS_LEAST, jobs=1)
    asked = Measured("days_in_target", "days_in_target", "all", None)
    assert "(mixed)" not in printed(run_blocks(run, show=[asked]), 120)


def test_a_check_of_days_is_no_service_level_in_words():
    text = "days(service_level(orders) >= 80%) >= 90%"
    file = study(f"checks:\n  - {text}\n", settings=("sources.shoppers.arrivals=120/h",))
    said = in_one_line(printed(compared_blocks(compare(file, ["three"], replications=12, jobs=1)), 100))
    assert f"{text} (" in said
    assert "of 90 % in 20s" not in said
    # The type's own target is another one, and is judged too.
    assert "of its 3 targets" in said or "of its 4 targets" in said


def test_the_head_of_a_check_of_days_is_broken_where_its_parts_begin():
    lines = head_of("days(service_level(orders) >= 80%) >= 90%").split("\n")
    assert lines == ["days(", "service_level", "(orders)", ">= 80%)", ">= 90%"]


def test_a_run_has_erlangs_values_in_its_document_and_a_comparison_has_none(run):
    found = json.loads("\n".join(document(run)))["erlang"]
    assert {one["type"] for one in found} == {"orders", "returns"}
    assert all("reason" in one or 0.0 <= one["erlang_c"] <= 1.0 for one in found)
    both = compare(study(), ["three"], replications=2, jobs=1)
    assert "erlang" not in json.loads("\n".join(document(both)))
