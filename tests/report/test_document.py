"""The JSON document has exactly the promised shape, at full precision, for everything."""

import json
import math

import pytest
from hotline import by_hand, study

from simulator.catalogue import METRICS
from simulator.checking import check, check_points
from simulator.compared import Compared
from simulator.comparing import compare
from simulator.report.records.document import document

HEAD = [
    "schema_version", "scenario", "seed", "replications", "confidence", "goal", "standings", "rows", "differences",
    "answered_by", "targets", "warnings",
]  # fmt: skip
ROW = ["strategy", "future", "metric", "of", "interval", "value", "low", "high", "n"]
DIFFERENCE = [
    "strategy", "baseline", "future", "metric", "of", "interval", "difference", "low", "high", "n", "verdict"
]  # fmt: skip
REPLICATIONS = 4


@pytest.fixture(scope="module")
def compared():
    return compare(study(), replications=REPLICATIONS, jobs=1)


@pytest.fixture(scope="module")
def read(compared):
    return json.loads("\n".join(document(compared)))


def keys_of(records):
    """Return the keys that the records have, but for the mark of too few days, which only some have."""
    assert all(record.get("too_few", True) is True for record in records)
    return {tuple(key for key in record if key != "too_few") for record in records}


def test_the_keys_are_the_promised_ones(read):
    assert list(read) == HEAD
    assert keys_of(read["rows"]) == {tuple(ROW)}
    same_customers = [one for one in read["differences"] if one["strategy"] != "fewer_customers"]
    assert keys_of(same_customers) == {tuple(DIFFERENCE)}


def test_only_strategies_with_other_customers_say_so(read):
    assert {one["strategy"] for one in read["differences"] if one.get("customers_differ")} == {"fewer_customers"}


def test_the_head_says_what_was_run(read):
    assert [read[key] for key in HEAD[:5]] == [1, "Hotline", 3, REPLICATIONS, 0.95]


def test_there_is_a_row_for_every_metric_strategy_thing_and_interval(read, compared):
    things = {
        "all": ["all"],
        "type": ["type:orders", "type:returns"],
        "channel": ["channel:voice"],
        "group": ["group:front", "group:back"],
        "segment": [],
        "team": [],
    }
    expected = {
        (strategy, metric.name, of, interval)
        for strategy in compared.strategies
        for metric in METRICS.values()
        # Of what happens nowhere there is nothing to tell.
        if not metric.where
        for kind in metric.of
        for of in things[kind]
        for interval in (None, "08:00-09:00", "09:00-10:00")
        if metric.by_interval or interval is None
    }
    found = [(row["strategy"], row["metric"], row["of"], row["interval"]) for row in read["rows"]]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_numbers_keep_all_their_digits(read, compared):
    found = next(row for row in read["rows"] if row["strategy"] == "three" and row["metric"] == "asa_s")
    row = compared.row("three", "asa_s")
    assert (found["value"], found["low"], found["high"], found["n"]) == (row.value, row.low, row.high, REPLICATIONS)


def test_what_is_missing_is_null(compared):
    text = "\n".join(document(compared))
    nobody = next(row for row in json.loads(text)["rows"] if row["of"] == "group:back" and row["metric"] == "occupancy")
    assert (nobody["value"], nobody["low"], nobody["high"]) == (None, None, None)
    assert "NaN" not in text
    assert "Infinity" not in text


def test_infinite_is_null_too():
    days = by_hand({"a": [1.0, 2.0], "b": [math.inf, 2.0]})
    assert "Infinity" not in "\n".join(document(Compared((days,))))


def test_a_run_has_no_differences():
    alone = compare(study(), ["three"], "three", replications=2, jobs=1)
    assert json.loads("\n".join(document(alone)))["differences"] == []


def test_a_future_is_named_in_every_row():
    busy = compare(study(), ["three"], replications=2, jobs=1, futures=["busy"])
    read = json.loads("\n".join(document(busy)))
    assert {row["future"] for row in read["rows"] + read["differences"]} == {"busy"}


def test_checks_are_added_with_their_verdicts():
    result = check(study("checks:\n  - served_in_time >= 1%\n  - asa_s(group:back) < 1s\n"), replications=3, jobs=1)
    found = json.loads("\n".join(document(result.compared, result)))["checks"]
    assert [list(one) for one in found] == [
        ["check", "strategy", "future", "verdict", "value", "low", "high", "n"],
        ["check", "strategy", "future", "verdict", "value", "low", "high", "n", "reason"],
    ]
    assert found[0]["verdict"] == "holds"
    assert (found[1]["verdict"], found[1]["value"], found[1]["reason"]) == ("broken", None, "no data")


def test_futures_stand_one_after_the_other_with_null_for_as_stated():
    run = compare(study(), ["three"], replications=REPLICATIONS, jobs=1, futures=["all"])
    found = json.loads("\n".join(document(run)))
    assert list(dict.fromkeys((row["future"], row["strategy"]) for row in found["rows"])) == [
        (None, "as_today"),
        (None, "three"),
        ("busy", "as_today"),
        ("busy", "three"),
    ]
    assert keys_of(found["rows"]) == {tuple(ROW)}
    assert {(one["future"], one["strategy"], one["baseline"]) for one in found["differences"]} == {
        (None, "three", "as_today"),
        ("busy", "three", "as_today"),
    }
    # What a future is beside does not change what it holds.
    alone = json.loads("\n".join(document(compare(study(), ["three"], replications=REPLICATIONS, jobs=1))))
    assert [row for row in found["rows"] if row["future"] is None] == alone["rows"]


def test_a_grid_adds_the_point_and_nothing_else():
    run = compare(study(), ["three"], replications=2, jobs=1, vary=["channels.voice.lines=3..5:1"])
    found = json.loads("\n".join(document(run)))
    assert list(found) == HEAD
    assert keys_of(found["rows"]) == {(*ROW, "point")}
    assert keys_of(found["differences"]) == {(*DIFFERENCE, "point", "from_point")}
    assert list(dict.fromkeys(row["point"]["channels.voice.lines"] for row in found["rows"])) == ["3", "4", "5"]


def test_differences_are_within_points_and_of_the_baseline_between_neighbours():
    path = "channels.voice.lines"
    run = compare(study(), ["three"], replications=2, jobs=1, vary=[f"{path}=3..5:1"])
    found = json.loads("\n".join(document(run)))["differences"]
    kinds = {(one["strategy"], one["point"][path], (one["from_point"] or {}).get(path)) for one in found}
    assert kinds == {
        ("three", "3", None),
        ("three", "4", None),
        ("three", "5", None),
        ("as_today", "4", "3"),
        ("as_today", "5", "4"),
    }
    assert {one["baseline"] for one in found} == {"as_today"}
    assert not any("customers_differ" in one for one in found)


def test_a_step_that_changes_who_comes_says_so():
    run = compare(study(), replications=2, jobs=1, vary=["sources.shoppers.arrivals=30/h,40/h"])
    found = json.loads("\n".join(document(run)))["differences"]
    assert all(one["customers_differ"] for one in found)


def test_checks_name_their_future_and_point():
    file = study("checks:\n  - served_in_time >= 1%\n")
    in_futures = check(file, replications=2, jobs=1, futures=["all"])
    found = json.loads("\n".join(document(in_futures.compared, in_futures)))["checks"]
    assert [one["future"] for one in found] == [None, "busy"]
    run = compare(file, replications=2, jobs=1, vary=["channels.voice.lines=3,4"])
    points = json.loads("\n".join(document(run, check_points([], run))))["checks"]
    assert [one["point"]["channels.voice.lines"] for one in points] == ["3", "3", "4", "4"]
