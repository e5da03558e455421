"""What a reader of a description sees of Erlang's formulas: the intervals that matter, marks, reasons."""

import json

import pytest
from building import center
from printing import in_one_line, printed
from rich_day import rich_day

from simulator import describe
from simulator.report.description.description_blocks import description_blocks
from simulator.report.description.description_document import description_document
from simulator.report.description.description_erlang import erlang_blocks, erlang_notes

CALLS = {
    "arrivals": {"rate": {"08:00": "150/h", "10:00": "225/h", "11:00": "180/h"}},
    "talk": {"exponential": {"mean": "4m"}},
    "patience": {"exponential": {"mean": "2m"}},
}
OWN = {"interval": "1h", "to": "12:00"}


def described(*args, **changes):
    return describe(center(*args, **{**OWN, **changes}), days=1)


def shown(one, width=80, by=None):
    return printed(description_blocks(one, by), width)


def cells(text, label):
    return next(line for line in text.splitlines() if line.startswith(label))[len(label) :].split()


def test_the_busiest_interval_and_the_one_with_most_missing_are_told():
    # 15 erlangs at 10:00 for 19; 12 at 11:00 for 12.
    one = described({"08:00": 13, "10:00": 19, "11:00": 12}, types={"calls": CALLS})
    text = printed(erlang_blocks(one), 80)
    assert cells(text, "calls") == ["80", "%", "in", "20s", "10:00:", "15.0", "/", "19", "19", "17", "1", "of", "4"]
    assert cells(text, "· most missing") == ["80", "%", "in", "20s", "11:00:", "12.0", "/", "12", "16", "!", "14"]


def test_with_agents_enough_there_is_one_line():
    text = printed(erlang_blocks(described(30, types={"calls": CALLS})), 80)
    assert "most missing" not in text
    assert cells(text, "calls")[-3:] == ["0", "of", "4"]
    assert "!" not in text


def test_every_interval_is_told_beside_those_on_duty():
    one = described({"08:00": 13, "10:00": 19, "11:00": 12}, types={"calls": CALLS})
    text = shown(one)
    head = next(line for line in text.splitlines() if line.split()[:4] == ["contacts", "work", "agents", "C"])
    assert head.split() == ["contacts", "work", "agents", "C", "A", "occupancy"]
    assert cells(text, "10:00-11:00") == ["225", "15.0", "19", "19", "17", "79", "%"]
    assert cells(text, "11:00-12:00") == ["180", "12.0", "12", "16", "!", "14", "100", "%"]


def test_by_the_hour_it_is_the_mean():
    one = described(13, types={"calls": {**CALLS, "arrivals": {"rate": {"08:00": "120/h", "08:30": "180/h"}}}},
                    interval="30m", to="09:00")  # fmt: skip
    assert one.erlang[0].agents_a == (10.0, 14.0)
    assert cells(shown(one, by="hour"), "08:00-09:00")[4] == "12"


def test_without_an_end_of_patience_there_is_no_column_of_erlang_a_and_c_decides():
    one = described(14, types={"calls": {**CALLS, "patience": "endless"}})
    text = printed(erlang_blocks(one), 80)
    assert cells(text, "calls")[-5:] == ["!", "19", "2", "of", "4"]
    assert "A" not in text.split()
    assert "in Erlang A" not in " ".join(erlang_notes(one))


def test_a_load_that_moves_is_marked_and_the_mark_is_explained():
    steep = {**CALLS, "arrivals": {"linear": {"08:00": 20, "09:00": 200, "10:00": 200}}}
    one = described(15, types={"calls": steep}, interval="15m")
    assert any(cell.startswith("~") for cell in cells(shown(one, by="interval"), "08:00-08:15"))
    assert "~ The load changes by more than a tenth within a handle time" in in_one_line(shown(one))
    assert "~" not in shown(described(15, types={"calls": CALLS}, interval="2h"))


def test_the_tightest_set_has_a_table_of_its_own_when_the_day_is_asked_for():
    types = {"calls": CALLS, "advice": {**CALLS, "arrivals": "15/h"}}
    groups = {
        "front": {"agents": 15, "serves": {"calls": {}}},
        "experts": {"agents": 6, "serves": {"advice": {}}},
        "both": {"agents": {"08:00": 0, "11:00": 1}, "serves": {"advice": {}, "calls": {"priority": 2}}},
    }
    one = described(types=types, groups=groups)
    assert "Erlang's formulas for" not in shown(one)
    text = shown(one, by="interval")
    table = text[text.index("Erlang's formulas for calls and advice") :]
    assert cells(table, "10:00-11:00")[:4] == ["calls", "15.0", "15", "19"]
    assert cells(table, "11:00-12:00")[:4] == ["calls", "12.0", "16", "16"]
    assert "the formulas apply to the tightest set" in in_one_line(text)


def test_where_they_do_not_apply_the_reason_is_told():
    text = in_one_line(shown(describe(rich_day(), days=1)))
    assert "Erlang's formulas do not apply to orders_chat: on chat agents have several contacts in hand" in text
    assert "do not apply to orders and advice: the contacts of members arrive in batches." in text


@pytest.mark.parametrize("width", [60, 80, 100])
def test_it_fits(width):
    types = {f"orders_from_the_{name}": CALLS for name in ("north_east", "south_west")}
    text = shown(described(25, types=types), width)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text


def test_the_document_has_all_of_it():
    one = described({"08:00": 13, "10:00": 19, "11:00": 12}, types={"calls": CALLS})
    (found,) = json.loads("\n".join(description_document(one)))["erlang"]
    assert found["agents_a"] == [12.0, 12.0, 17.0, 14.0]
    assert found["sets"] == [["calls"]] * 4
    assert found["steady"] == list(one.erlang[0].steady)
    (endless,) = json.loads(
        "\n".join(description_document(described(13, types={"calls": {**CALLS, "patience": "endless"}})))
    )["erlang"]
    assert endless["agents_a"] == endless["patience_s"] == [None] * 4
