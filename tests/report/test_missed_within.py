"""A channel whose level is met does not hide a type that misses: each mark stands with the level it is about."""

import re
from pathlib import Path

import pytest
from printing import in_one_line, printed

from simulator.checking import Finding
from simulator.comparing import compare
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.kept import target_found, types_found
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.who import TYPES_MAX, who_compared_sheet
from simulator.report.words.parts import parts
from simulator.scenario.reader import load_text

TEXT = (Path(__file__).parent / "first_screens" / "email.yaml").read_text(encoding="utf-8")
LATE = TEXT.replace("returns: {}}", "returns: {after: 25s}}").replace("share: 70%", "share: 95%")
LATE = LATE.replace("share: 30%", "share: 5%")
# Few calls of one type, which nobody takes in time, and both types have the same target.
BEHIND = LATE.replace("70% in 20s", "80% in 20s").replace("arrivals: 80/h", "arrivals: 74/h")


@pytest.fixture(scope="module")
def file():
    return load_text(BEHIND)


@pytest.fixture(scope="module")
def run(file):
    return compare(file, ["as_today"], replications=30, jobs=1)


def row_of(text, name):
    return next(line for line in text.splitlines() if line.startswith(f"{name} "))


def test_the_mark_of_a_channel_is_that_of_its_own_level_and_a_type_that_misses_stands_below_it(run):
    voice = parts(run.first)[0]
    assert {one.check.of: one.finding for one in types_found(run.first, "as_today", voice)} == {
        "type:orders": Finding.HOLDS,
        "type:returns": Finding.BROKEN,
    }
    assert run.row("as_today", "service_level", "channel:voice").low > 0.8
    assert target_found(run.first, "as_today", voice) is Finding.HOLDS
    text = printed(run_blocks(run), 80)
    lines = text.splitlines()
    place = lines.index(row_of(text, "voice"))
    assert "80 % in 20 s ✓" in lines[place]
    assert lines[place + 1].startswith("- returns")
    assert "80 % in 20 s ✗" in lines[place + 1]
    value = run.row("as_today", "served_in_time", "type:returns").value
    assert f"{100 * value:.1f} %" in lines[place + 1]
    assert "- orders" not in text
    assert "✗ missed" in text


def test_over_futures_the_mark_is_of_the_level_and_the_types_that_miss_are_counted_beside_it(file):
    run = compare(file, ["as_today"], replications=30, jobs=1, futures=["all"])
    text = printed(compared_blocks(run), 120)
    assert re.search(r"✓, 1 type ✗", row_of(text, "as stated"))


@pytest.mark.long
def test_where_the_types_of_a_channel_have_targets_of_their_own_it_has_the_worst_of_them(file):
    run = compare(load_text(LATE), ["as_today"], replications=20)
    voice = parts(run.first)[0]
    found = [one.finding for one in types_found(run.first, "as_today", voice)]
    assert (target_found(run.first, "as_today", voice) is Finding.HOLDS) == (set(found) == {Finding.HOLDS})


@pytest.mark.long
def test_what_did_not_move_is_left_out_of_who_answered_what_and_named(file):
    apart = BEHIND.replace(
        "strategies:\n", "strategies:\n  others: {agent_groups: {phones: {serves: {returns: {after: 0s}}}}}\n"
    )
    run = compare(load_text(apart), ["as_today", "others"], replications=10, jobs=1)
    sheet = who_compared_sheet(run.first, ("as_today", "others"), most=True)
    kinds = {cell.text for cell in sheet.labels[0].cells} - {""}
    assert kinds == {"returns"}
    assert len(kinds) <= TYPES_MAX
    text = in_one_line(printed(compared_blocks(run), 100))
    assert "Not shown: orders, chats and mails, whose shares differ by less than 0.1 points." in text
    every = who_compared_sheet(run.first, ("as_today", "others"))
    assert {cell.text for cell in every.labels[0].cells} - {""} == {"orders", "returns", "chats", "mails"}
