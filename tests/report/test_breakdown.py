"""Broken down by interval, type, channel or group: all strategies side by side, with signs that hold together."""

import pytest
from hotline import TEXT, study
from printing import in_one_line, printed

from simulator.catalogue import Unit
from simulator.comparing import compare
from simulator.report.tables.breakdown import by_blocks, run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.by_points import POINTS_MAX
from simulator.report.tables.by_rows import MANY_ROWS, members
from simulator.report.words.numbers import format_value
from simulator.scenario.reader import load_text

GONE = "  gone: {agent_groups: {back: null}}\n"


@pytest.fixture(scope="module")
def compared():
    text = TEXT.replace("futures:\n", f"{GONE}futures:\n").replace("back: {agents: 0", "back: {agents: 1")
    file = load_text(text)
    return compare(file, ["three", "twin", "gone"], replications=8, jobs=1)


def rows(text, name):
    return [line for line in text.splitlines() if line.startswith(f"{name} ")]


def test_the_members_are_those_of_the_scenario(compared):
    one = compared.first
    assert list(members(one, By.TYPE)) == ["orders", "returns"]
    assert list(members(one, By.CHANNEL)) == ["voice"]
    assert list(members(one, By.GROUP)) == ["front", "back"]
    assert list(members(one, By.INTERVAL)) == ["08:00-09:00", "09:00-10:00"]


def test_each_member_has_every_strategy_on_one_line(compared):
    text = printed(by_blocks(compared, By.TYPE), 100)
    served, abandoned, asa = rows(text, "orders")
    assert served.count("%") == abandoned.count("%") == 4
    assert asa.count(" s") == 4
    for name in compared.strategies:
        value = compared.row(name, "served_in_time", "type:orders")
        assert format_value(value.value, Unit.SHARE) in served
    assert served.split()[-1] in "▲▼?≈="


def test_groups_are_about_work_and_a_group_that_is_not_there_is_a_dash(compared):
    text = printed(by_blocks(compared, By.GROUP), 100)
    assert "occupancy" in text
    assert "offered" not in text
    assert all("–" in row for row in rows(text, "back"))
    assert in_one_line(text).count("is busiest") == 1


def test_many_intervals_show_the_headline_alone():
    fine = compare(study(settings=("horizon.interval=5m",)), ["three"], replications=4, jobs=1)
    text = printed(by_blocks(fine, By.INTERVAL), 80)
    assert len(members(fine.first, By.INTERVAL)) == 24 > MANY_ROWS
    assert len(rows(text, "08:00-08:05")) == 1
    assert "speed of answer" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_signs_of_a_table_hold_together(compared):
    one = compared.first
    alone = one.delta("three", "served_in_time", "type:orders")
    together = one.delta("three", "served_in_time", "type:orders", among=2)
    assert together.high - together.low > alone.high - alone.low
    assert "hold jointly with 95 % confidence" in in_one_line(printed(by_blocks(compared, By.TYPE), 100))


def test_where_it_is_worst_is_said_and_what_helps_there(compared):
    text = in_one_line(printed(by_blocks(compared, By.TYPE), 100))
    assert "In as_today fewest are served in time in " in text
    assert "; there three gains most, " in text


def test_nobody_who_helps_is_said_too():
    idle = compare(study(), ["twin"], replications=4, jobs=1)
    assert "no strategy clearly serves more there" in in_one_line(printed(by_blocks(idle, By.TYPE), 100))


def test_futures_stand_below_each_other():
    run = compare(study(), ["three"], replications=4, jobs=1, futures=["all"])
    text = printed(by_blocks(run, By.CHANNEL), 80)
    assert len(rows(text, "voice")) == 6
    assert "\nas stated\n" in text
    assert "\nbusy\n" in text


def test_one_replication_has_no_signs():
    text = printed(by_blocks(compare(study(), ["three"], replications=1, jobs=1), By.TYPE), 80)
    assert "▲" not in text
    assert "Against" not in text


def test_a_grid_of_one_strategy_has_its_points_side_by_side():
    run = compare(study(), replications=4, jobs=1, vary=["channels.voice.lines=5,6"])
    text = printed(by_blocks(run, By.TYPE), 80)
    assert text.count("served in time, all contacts") == 1
    assert text.count("lines = 5") == text.count("lines = 6") == 3
    served, abandoned, asa = rows(text, "orders")
    assert served.count("%") == abandoned.count("%") == asa.count(" s ") == 2
    for one in run:
        assert format_value(one.row("as_today", "served_in_time", "type:orders").value, Unit.SHARE) in served


def test_a_grid_of_several_strategies_has_a_block_for_each_point():
    run = compare(study(), ["three"], replications=4, jobs=1, vary=["channels.voice.lines=5,6"])
    text = printed(by_blocks(run, By.TYPE), 80)
    assert [line for line in text.splitlines() if line.startswith("lines = ")] == ["lines = 5", "lines = 6"]
    assert len(rows(text, "orders")) == 2 * 3
    assert "Against as_today: " in text


def test_of_many_points_it_is_said_how_many_are_shown():
    run = compare(study(), ["three"], replications=1, jobs=1, vary=["channels.voice.lines=5..14:1"])
    text = printed(by_blocks(run, By.TYPE), 80)
    assert len(rows(text, "orders")) == POINTS_MAX * 3
    assert f"The first {POINTS_MAX} of 10 points are shown" in text


def test_one_strategy_broken_down_shows_how_sure_each_value_is(compared):
    alone = compare(study(), ["as_today"], "as_today", replications=4, jobs=1)
    text = printed(run_blocks(alone, By.TYPE), 120)
    (told, *_) = rows(text, "orders")
    assert told.count("±") + told.count(" (") == 5
    assert "by interval" not in text
    assert printed(run_blocks(alone), 120).count("by ") == 3
