"""The tables of the day say what the metrics say, and what a log says."""

import csv
import io
import math
from itertools import pairwise

import pytest
from hotline import study
from printing import day_csv

from simulator.comparing import compare
from simulator.report.records.day_tables import TABLES, day_records


@pytest.fixture(scope="module")
def run():
    return compare(study(), ["three"], replications=4, jobs=1)


def test_intervals_agree_with_the_metrics_of_the_run(run):
    for record in day_records(run, "intervals"):
        if record["of"].startswith("group:"):
            assert "arrived" not in record
            continue
        row = run.row(record["strategy"], "arrived", record["of"], record["interval"])
        assert record["arrived"] == pytest.approx(row.value, abs=1e-4)
        assert record["expected"] == pytest.approx({"all": 40, "type:orders": 24, "type:returns": 16}[record["of"]])


def test_staff_is_what_the_plan_says_and_busy_is_the_occupancy(run):
    records = {(one["strategy"], one["of"], one["interval"]): one for one in day_records(run, "intervals")}
    front = records["three", "group:front", "08:00-09:00"]
    assert (front["scheduled"], front["present"]) == (3, 3)
    occupancy = run.row("three", "occupancy", "group:front", "08:00-09:00").value
    assert front["busy"] / front["present"] == pytest.approx(occupancy, abs=1e-3)
    assert records["as_today", "all", "08:00-09:00"]["scheduled"] == 2


def test_work_is_what_came_times_its_handle_time(run):
    for record in day_records(run, "intervals"):
        if record["of"].startswith("type:"):
            aht_s = run.row(record["strategy"], "aht_s", record["of"]).value
            assert record["work"] == pytest.approx(record["arrived"] * aht_s / 3600, rel=1e-3)


def test_the_queue_of_everything_is_the_sum_of_the_types(run):
    rows = {(one["strategy"], one["of"], one["from_s"]): one for one in day_records(run, "queue")}
    assert len({start for _, _, start in rows}) == 24
    for (name, of, start), one in rows.items():
        assert one["p10"] <= one["p50"] <= one["p90"]
        if of == "all":
            parts = sum(rows[name, f"type:{kind}", start]["mean"] for kind in ("orders", "returns"))
            assert one["mean"] == pytest.approx(parts, abs=2e-4)


def test_waits_count_everybody_who_waited(run):
    for name in run.strategies:
        waits = [one for one in day_records(run, "waits") if one["strategy"] == name and one["of"] == "all"]
        for ended, measure in (("answered", "answered"), ("abandoned", "abandoned")):
            contacts = sum(one["contacts"] for one in waits if one["ended"] == ended)
            assert contacts == pytest.approx(4 * run.first.per_day(name, measure))
        assert min(one["up_to_s"] for one in waits) == 0.0


def test_agents_are_those_of_one_day_by_name(run):
    spans = [one for one in day_records(run, "agents") if one["strategy"] == "three"]
    assert {one["agent"] for one in spans} == {"front 1", "front 2", "front 3"}
    by_agent = [one for one in spans if one["agent"] == "front 1"]
    assert by_agent[0]["from_s"] == 8 * 3600
    for before, after in pairwise(by_agent):
        assert before["to_s"] == after["from_s"]


def test_a_grid_has_its_points_and_agents_only_at_the_first():
    run = compare(study(), replications=2, jobs=1, vary=["agent_groups.front.agents=2,4"])
    queue = list(csv.DictReader(io.StringIO(day_csv(run, "queue"))))
    assert {one["point.agent_groups.front.agents"] for one in queue} == {"2", "4"}
    agents = list(csv.DictReader(io.StringIO(day_csv(run, "agents"))))
    assert {one["point.agent_groups.front.agents"] for one in agents} == {"2"}


def test_several_days_have_their_own_intervals_and_no_steps_at_night():
    week = study(settings=("horizon.days=3", "horizon.weekday=friday", "horizon.hours={saturday: closed}"))
    run = compare(week, ["as_today"], replications=1, jobs=1)
    intervals = [one for one in day_records(run, "intervals") if one["of"] == "all"]
    assert [one["interval"] for one in intervals] == [
        f"{day} {hours}" for day in ("friday", "sunday") for hours in ("08:00-09:00", "09:00-10:00")
    ]
    for one in intervals:
        assert one["arrived"] == run.row("as_today", "arrived", interval=one["interval"]).value
    hours = {one["from_s"] // 3600 for one in day_records(run, "queue")}
    assert hours == {8, 9, 56, 57}


def test_every_table_has_its_columns_and_nothing_that_is_no_number(run):
    for table, columns in TABLES.items():
        text = day_csv(run, table)
        assert tuple(text.split("\n", 1)[0].split(",")) == columns
        assert "nan" not in text
        assert "inf" not in text
        for record in day_records(run, table):
            assert not any(isinstance(value, float) and not math.isfinite(value) for value in record.values())
