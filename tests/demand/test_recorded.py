"""A recorded file is replayed as it is, and what is wrong in it is said with its line."""

import os
from pathlib import Path

import numpy as np
import pytest

from simulator.demand.poisson import Cases
from simulator.demand.recorded import left_out, recorded_cases
from simulator.errors import PROBLEMS_MAX, ScenarioError
from simulator.scenario.nouns import Horizon, Recorded
from simulator.units import GRID_PER_S

HORIZON = Horizon.model_validate({"from": "08:00", "to": "18:00"})
CALLS = """time,kind,line,agent
28799.999,PS,1,ann
08:00,PS,1,ben
"09:30:15",PS,2,"ann, senior"
34215.5,NW,01,ann
12:00:00.25,PS,1.0,ben

17:59:59,PS,x1,ben
64800,PS,1,ben
"""


def replay(folder: Path, text: str | bytes = CALLS, key: int = 1, **how) -> Cases:
    path = folder / "calls.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    recorded = Recorded(file="calls.csv", **how)
    left_out(recorded, str(folder), HORIZON)
    return recorded_cases(recorded, str(folder), HORIZON, key)


def by_key(some: Cases) -> dict[int, float]:
    return dict(zip(some.key.tolist(), some.arrived_s.tolist(), strict=True))


def test_seconds_and_times_of_day_are_read_and_rows_outside_the_horizon_left_out_and_counted(tmp_path):
    some = replay(tmp_path)
    assert some.arrived_s.tolist() == [28800.0, 34215.0, 34215.5, 43200.25, 64799.0]
    assert left_out(Recorded(file="calls.csv"), str(tmp_path), HORIZON) == (2, 7)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"kind": "PS"}, [28800.0, 34215.0, 43200.25, 64799.0]),
        ({"kind": "PS", "agent": "ben"}, [28800.0, 43200.25, 64799.0]),
        ({"agent": "ann, senior"}, [34215.0]),
        # A number is the same number however it is written, a text only the same text.
        ({"line": 1}, [28800.0, 34215.5, 43200.25]),
        ({"line": 1.0}, [28800.0, 34215.5, 43200.25]),
        ({"line": "1"}, [28800.0]),
        ({"line": "01"}, [34215.5]),
        ({"line": "x1"}, [64799.0]),
    ],
)
def test_only_rows_with_the_wanted_values_come(tmp_path, where, expected):
    assert replay(tmp_path, where=where).arrived_s.tolist() == expected


def test_a_filter_changes_nobodys_key(tmp_path):
    everybody = by_key(replay(tmp_path))
    assert by_key(replay(tmp_path, where={"agent": "ben"})).items() < everybody.items()
    assert len(everybody) == 5


def test_keys_come_from_the_source(tmp_path):
    assert not by_key(replay(tmp_path, key=1)).keys() & by_key(replay(tmp_path, key=2)).keys()


def test_times_go_down_to_the_grid(tmp_path):
    just_before = replay(tmp_path, f"time\n28800\n64799.99999999\n{28800 + 1.9 / GRID_PER_S!r}\n").arrived_s
    assert just_before.tolist() == [28800.0, 64800 - 1 / GRID_PER_S, 28800 + 1 / GRID_PER_S]


def test_a_spreadsheets_file_is_read(tmp_path):
    text = b"\xef\xbb\xbf Began , Kind\r\n 09:00 , PS \r\n10:00,PS\r\n,\r\n\r\n"
    assert replay(tmp_path, text, time="Began", where={"Kind": "PS"}).arrived_s.tolist() == [32400.0, 36000.0]


def test_a_changed_file_is_read_again(tmp_path):
    assert len(replay(tmp_path, "time\n09:00\n").key) == 1
    assert len(replay(tmp_path, "time\n09:00\n10:00\n").key) == 2
    path = tmp_path / "calls.csv"
    path.write_text("time\n09:00\n11:00\n")
    os.utime(path, ns=(1, 1))
    again = recorded_cases(Recorded(file="calls.csv"), str(tmp_path), HORIZON, 1)
    assert again.arrived_s.tolist() == [32400.0, 39600.0]


def test_a_file_is_read_once_for_all_replications(tmp_path, monkeypatch):
    first = replay(tmp_path)
    monkeypatch.setattr("simulator.scenario.text.csv_lines._text", None)
    again = recorded_cases(Recorded(file="calls.csv"), str(tmp_path), HORIZON, 2)
    assert (again.arrived_s == first.arrived_s).all()


def test_one_instant_may_have_many_arrivals(tmp_path):
    some = replay(tmp_path, "time\n" + "09:00\n" * 100)
    assert np.unique(some.arrived_s).tolist() == [32400.0]
    assert len(set(some.key.tolist())) == 100


NO_CSV = "3:1  this is not CSV. A quotation mark opens a cell and closes it; one inside is written twice."
WRONG = {
    "no such column": (
        "began,kind\n09:00,PS\n",
        {"where": {"sort": "PS"}},
        ["1:1  no column 'sort'. Known: began, kind.", "1:1  no column 'time'. Known: began, kind."],
    ),
    "a column twice": (
        "time,kind,time\n09:00,PS,10:00\n",
        {},
        ["1:1  2 columns are called 'time'. Rename all but one."],
    ),
    "separated by semicolons": (
        "time;kind\n09:00;PS\n",
        {},
        ["1:1  the columns are separated by ';'. Save the file with commas."],
    ),
    "separated by tabs": (
        "began\tkind\n09:00\tPS\n",
        {},
        ["1:1  the columns are separated by tabs. Save the file with commas."],
    ),
    "a time that is none": (
        'kind,time\nPS,09:00\n\nPS,soon\nPS,\nPS,9:75\nPS,nan\nPS,1e999\nPS,2024-03-01 09:30\n"PS\nPS",1_000\n',
        {},
        [
            "4:2  time: expected a time, got 'soon'.",
            "5:2  time: expected a time, got nothing.",
            "6:2  time: expected a time, got '9:75'.",
            "7:2  time: expected a time, got 'nan'.",
            "8:2  time: expected a time, got '1e999'.",
            "9:2  time: expected a time, got '2024-03-01 09:30'.",
            "11:2  time: expected a time, got '1_000'.",
        ],
    ),
    "a row of another length": (
        "time,kind\n09:00,PS\n09:01\n09:02,PS,3\n",
        {"where": {"kind": "PS"}},
        [
            "3:1  the row has 1 value, but line 1 names 2 columns.",
            "4:1  the row has 3 values, but line 1 names 2 columns.",
        ],
    ),
    "nobody left by the filter": (
        "time,kind,line\n09:00,PS,1\n09:01,NW,1\n09:02,,2\n",
        {"where": {"kind": "XX", "line": 1}},
        ["no row has kind = XX and line = 1. kind has 'PS', 'NW', nothing."],
    ),
    "nobody inside the horizon": (
        "time\n07:00\n18:00\n",
        {},
        ["none of the 2 recorded arrivals is between 08:00 and 18:00."],
    ),
    "only a header": ("time\n", {}, ["there are no rows below the names of the columns."]),
    "an empty file": (
        "\n",
        {},
        ["the file is empty. The first line names the columns, each other is one row."],
    ),
    "not UTF-8": (
        "time,kind\n09:00,PS\n09:01,Rückfrage\n".encode("latin-1"),
        {},
        ["3:8  the byte 0xFC is not UTF-8. Save the file as CSV in UTF-8."],
    ),
    "a quote left open": (
        'time,kind\n09:00,"PS\n09:01,PS\n',
        {},
        [NO_CSV],
    ),
}


@pytest.mark.parametrize(("text", "how", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, how, expected):
    with pytest.raises(ScenarioError) as error:
        replay(tmp_path, text, **how)
    assert {problem.file for problem in error.value.problems} == {str(tmp_path / "calls.csv")}
    said = [str(problem) for problem in error.value.problems]
    assert len(said) == len(expected)
    assert all(line.startswith(start) for line, start in zip(said, expected, strict=True)), said


def test_of_many_wrong_rows_the_first_are_shown_and_the_others_counted(tmp_path):
    with pytest.raises(ScenarioError) as error:
        replay(tmp_path, "time\n09:00\n" + "x\n" * 1000)
    assert len(error.value.problems) == PROBLEMS_MAX + 1
    assert str(error.value.problems[-1]) == "1002:1  time: and 900 more rows, the last one here."


def test_a_column_that_is_wrong_in_every_row_is_one_problem(tmp_path):
    with pytest.raises(ScenarioError) as error:
        replay(tmp_path, "time,kind\n" + "soon,PS\n" * 1000)
    assert [str(problem) for problem in error.value.problems] == [
        "2:1  time: expected a time, got 'soon'. "
        'Write seconds since 00:00 or a time of day as "09:30:15". So are the other 999 rows.'
    ]


def test_wrong_rows_that_the_filter_leaves_out_do_no_harm(tmp_path):
    assert len(replay(tmp_path, "time,kind\nunknown,NW\n09:00,PS\n", where={"kind": "PS"}).key) == 1


@pytest.mark.parametrize("file", ["nowhere.csv", "."])
def test_a_file_that_cannot_be_read_is_a_problem_of_the_scenario(tmp_path, file):
    with pytest.raises(ScenarioError, match=r"the file cannot be read: (no such file|it is a folder)"):
        recorded_cases(Recorded(file=file), str(tmp_path), HORIZON, 1)
