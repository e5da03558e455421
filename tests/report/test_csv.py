"""CSV files hold what the JSON document holds, a line each, and do no harm in a spreadsheet."""

import csv
import io
import json
from functools import cache

import pytest
from hostile import HOSTILE, hostile_study
from hotline import study

from simulator.checking import check
from simulator.comparing import compare
from simulator.report.records.document import document
from simulator.report.records.tidy import (
    answered_by_csv,
    checks_csv,
    differences_csv,
    everything_csv,
    harmless,
    rows_csv,
)

TABLES = ("rows", "differences", "answered_by", "checks")
WRITERS = [("rows", rows_csv), ("differences", differences_csv), ("answered_by", answered_by_csv)]


@pytest.fixture(scope="module")
def compared():
    return compare(study(), ["three", "fewer_customers"], replications=4, jobs=1, futures=["all"])


@pytest.fixture(scope="module")
def gridded():
    return compare(study(), replications=2, jobs=1, vary=["agent_groups.front.agents=2,3", "channels.voice.lines=5,6"])


@cache
def written(run):
    """Return the JSON document of a run."""
    return json.loads("\n".join(document(run)))


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def as_text(value):
    """Return a value of the JSON document as it stands in a CSV file."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else repr(value)


def flat(record):
    """Return a record of the JSON document with a key for each axis of its points."""
    found = {}
    for key, value in record.items():
        if isinstance(value, dict):
            found |= {f"{key}.{axis}": each for axis, each in value.items()}
        else:
            found[key] = value
    return {key: as_text(value) for key, value in found.items()}


@pytest.mark.parametrize("run", ["compared", "gridded"])
@pytest.mark.parametrize(("name", "write"), WRITERS)
def test_every_record_of_the_document_is_a_line_with_the_same_columns_and_digits(request, run, name, write):
    run = request.getfixturevalue(run)
    records = written(run)[name]
    lines = read(write(run))
    assert len(lines) == len(records) > 0
    for line, record in zip(lines, records, strict=True):
        wanted = flat(record)
        assert {key: value for key, value in line.items() if value or key in wanted} == {
            key: value for key, value in wanted.items() if key in line
        }
        assert all(key in line for key, value in wanted.items() if value)


def test_a_missing_number_is_an_empty_field(compared):
    empty = [line for line in read(rows_csv(compared)) if line["value"] == ""]
    assert {line["metric"] for line in empty} >= {"staff_cost"}
    assert "nan" not in rows_csv(compared).lower()


def test_customers_that_differ_are_marked(compared):
    marked = {line["strategy"] for line in read(differences_csv(compared)) if line["customers_differ"] == "true"}
    assert marked == {"fewer_customers"}


def test_checks_have_the_columns_of_the_document():
    result = check(study("checks:\n  - served_in_time >= 1%\n  - asa_s < 0.1s\n"), replications=4, jobs=1)
    lines = read(checks_csv(result))
    assert [(line["check"], line["verdict"]) for line in lines] == [
        ("served_in_time >= 1%", "holds"),
        ("asa_s < 0.1s", "broken"),
    ]
    assert float(lines[0]["value"]) == result.outcomes[0].value


@pytest.mark.long
def test_everything_in_one_table_says_what_each_line_is(compared):
    lines = read(everything_csv(compared))
    counted = {name: sum(line["table"] == name for line in lines) for name in TABLES}
    assert counted == {
        "rows": len(read(rows_csv(compared))),
        "differences": len(read(differences_csv(compared))),
        "answered_by": len(read(answered_by_csv(compared))),
        "checks": 0,
    }
    assert all(bool(line["baseline"]) == (line["table"] == "differences") for line in lines)


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-cmd", "@SUM(1)", "|calc", " =1", "＝1", "-2+3"])
def test_what_a_spreadsheet_would_compute_is_made_text(name):
    assert harmless(name) == f"'{name}"


@pytest.mark.parametrize("name", ["\t=1", "\r=1", "a\x1b[31m", "a\u202eb"])
def test_signs_that_nobody_sees_are_written_out(name):
    assert harmless(name).isprintable()
    assert harmless(name)[:1] != "="


@pytest.mark.parametrize("name", ["as_today", "-20", "+3.5", "5%", "-5%", "a=b", "type:=1", "'=1", "", "Größe", "אב"])
def test_what_does_no_harm_stays_as_it_is(name):
    assert harmless(name) == name


def test_hostile_names_reach_the_file_as_text_and_come_back():
    text = rows_csv(compare(hostile_study(), HOSTILE, replications=1, jobs=1))
    found = list(dict.fromkeys(line["strategy"] for line in read(text)))
    assert found == ["as_today", *map(harmless, HOSTILE)]
    assert [name for name in HOSTILE if harmless(name) != name] == ["=1+1", "\x1b[31mred", "\u202eright to left", "-"]


@pytest.mark.long
def test_the_bytes_are_the_same_every_time(compared):
    again = compare(study(), ["three", "fewer_customers"], replications=4, jobs=1, futures=["all"])
    assert everything_csv(again) == everything_csv(compared)
