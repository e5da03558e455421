"""Futures and points fit the width there is, and name the best and what choosing a strategy may lose."""

import re
from typing import Any

import pytest
from hotline import TEXT, study
from places import along, in_futures, shifted
from printing import printed as shown

from simulator.catalogue import Unit
from simulator.checking import check_points
from simulator.comparing import compare
from simulator.report.tables.overview import LEGEND, METRICS_ALONG, OF_CENTER, compared_blocks
from simulator.report.words.answer import answer
from simulator.report.words.numbers import format_value
from simulator.scenario.judged.checks import Check
from simulator.scenario.reader import load_text

TODAY, MORE = shifted(0, 3), shifted(30, -3)
AGENTS = "agent_groups.front.agents"
MEAN = "contact_types.orders.talk.exponential.mean"


def printed(run: Any, width: int = 80, promises: Any = None) -> str:
    return shown(compared_blocks(run, promises), width)


@pytest.fixture(scope="module")
def futures():
    more = "  a_future_with_a_long_name: {sources: {shoppers: {arrivals: 55/h}}}\n"
    file = load_text(TEXT.replace("futures:\n", f"futures:\n{more}"))
    return compare(file, replications=6, jobs=1, futures=["all"])


@pytest.fixture(scope="module")
def gridded():
    return compare(study(), replications=6, jobs=1, vary=[f"{AGENTS}=2..4:1", f"{MEAN}=2m,4m"])


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(futures, gridded, width):
    for run in (futures, gridded):
        text = printed(run, width)
        assert max(map(len, text.splitlines())) <= width
        assert "…" not in text


def test_futures_begin_with_the_headline_of_all_strategies_in_all_futures(futures):
    lines = printed(futures).splitlines()
    assert lines[2].startswith("3 futures, 6 replications, seed 3")
    first = next(number for number, line in enumerate(lines) if line.startswith("as stated "))
    assert lines[first].count("%") == lines[first + 1].count("%") == lines[first + 2].count("%") >= 2
    assert [line.split("  ")[0] for line in lines[first : first + 3]] == [
        "as stated",
        "a_future_with_a_long_name",
        "busy",
    ]


def test_the_feet_say_the_worst_loss_and_the_price():
    served = {"today": TODAY, "more": MORE, "less": shifted(-20)}
    turned = served | {"more": shifted(-10, 3)}
    lines = printed(in_futures({None: served, "busy": turned}, {"more": 48.0})).splitlines()
    stated, busy = (next(line for line in lines if line.startswith(name)) for name in ("as stated", "busy"))
    assert [text.endswith("*") for text in stated.split("  ") if "%" in text] == [False, True, False]
    assert "80.7 % ± 1.5*" in busy
    (loss,) = (line for line in lines if line.startswith("worst loss"))
    assert ["3.0" in loss, "1.0" in loss, "5.0" in loss] == [True, True, True]
    (hours,) = (line for line in lines if line.startswith("agent hours"))
    assert hours.split()[-3:] == ["40.0", "48.0", "40.0"]
    assert LEGEND in [line.rstrip() for line in lines]


def test_every_future_has_its_differences_with_verdicts(futures):
    text = printed(futures)
    for name in ("as stated", "busy", "a_future_with_a_long_name"):
        came = futures.at(None if name == "as stated" else name).row("as_today", "arrived").value
        assert f"{name}: {format_value(came, Unit.CONTACTS)} contacts a day" in text
    assert sum(line.startswith("three ") and " ▲" in line for line in text.splitlines()) == 3


def test_one_replication_has_no_differences():
    text = printed(compare(study(), ["three"], replications=1, jobs=1, futures=["all"]))
    assert "points\nin time" not in text
    assert "which may be chance" in " ".join(text.split())


def test_one_strategy_shows_its_metrics_in_every_place(gridded):
    text = printed(gridded)
    assert f"agents: {AGENTS}" in text
    heads = [METRICS_ALONG[metric] for metric in OF_CENTER]
    for head in (*heads, "service_level", "(orders)", "(returns)", ">= 80%", "all of"):
        for word in head.split("\n"):
            assert word in text
    rows = [line for line in printed(gridded, 100).splitlines() if line.startswith(("2 ", "3 ", "4 "))]
    assert len(rows) == 6
    assert [row.split()[:2] for row in rows[:2]] == [["2", "2m"], ["2", "4m"]]


def test_more_width_shows_more_of_how_sure_it_is(gridded):
    futures = compare(study(), ["as_today"], replications=6, jobs=1, futures=["all"])
    narrow, wide = (_intervals(printed(futures, width)) for width in (80, 120))
    assert narrow < wide == 1 + 2 * len(METRICS_ALONG)
    # Where it takes two tables anyway, nothing is shortened.
    assert _intervals(printed(gridded, 80)) >= 1 + 6 * (2 + len(OF_CENTER))


def _intervals(text):
    return len(re.findall(r"±| \(\d", text))


def test_the_columns_of_a_grid_are_the_checks_of_the_scenario():
    promised = study("checks:\n  - asa_s(orders) < 25s\n")
    run = compare(promised, replications=20, jobs=1, vary=[f"{AGENTS}=2,4"])
    text = printed(run)
    assert "service_level" not in text
    heads, values = text.partition("─")[::2]
    assert "asa_s" in heads
    assert "(orders)" in heads
    assert "< 25s" in heads
    few, many = (line for line in values.splitlines() if line.startswith(("2 ", "4 ")))
    assert format_value(run.comparisons[1].row("as_today", "asa_s", "type:orders").value, Unit.SECONDS) in many
    assert "✗" in few
    assert "✓" in many
    assert "✓ holds, ✗ is broken" in text


def test_a_futures_tables_are_as_before_where_the_center_is_one_part(futures):
    # Without the answer, which tells of targets wherever some are missed.
    tables = printed(futures).rstrip().rpartition("\n\n")[0]
    assert "target" not in tables
    assert "goal" not in tables


def test_promises_stand_beside_the_points():
    run = along({"20": shifted(-90, 2), "22": TODAY, "24": MORE})
    checked = check_points([Check("served_in_time >= 82%", "served_in_time", "all", None, ">=", 0.82)], run)
    lines = printed(run, 80, checked).splitlines()
    signs = [[sign for sign in line if sign in "✓✗?"] for line in lines if line.startswith(("20 ", "22 ", "24 "))]
    assert signs == [["✗"], ["?"], ["✓"]]
    assert " ".join(" ".join(lines).split()).endswith(answer(run, checked))


def test_strategies_along_a_grid_show_their_headline():
    run = compare(study(), ["three"], replications=4, jobs=1, futures=["all"], vary=["channels.voice.lines=3..5:1"])
    text = printed(run)
    assert "as stated: served in time, all contacts" in text
    assert "busy: served in time, all contacts" in text
    # The headline, and the targets of two types, in two futures.
    assert sum(line.startswith(("3 ", "4 ", "5 ")) for line in text.splitlines()) == 6 * (1 + 2)
    assert "busy: service_level(returns) >= 80%" in text


def test_a_grid_that_changes_who_comes_says_so():
    demand = compare(study(), replications=2, jobs=1, vary=["sources.shoppers.arrivals=20/h,40/h"])
    assert "The grid changes demand" in printed(demand)
    agents = compare(study(), replications=2, jobs=1, vary=[f"{AGENTS}=2,3"])
    assert "The grid changes demand" not in printed(agents)


def test_a_single_place_is_shown_as_ever():
    run = compare(study(), ["three"], replications=3, jobs=1)
    assert "against as_today" in printed(run)


def test_a_distribution_on_the_grid_is_cut_to_a_readable_width():
    long = "{exponential: {mean: 200s}},{exponential: {mean: 240s}}"
    text = printed(compare(study(), replications=2, jobs=1, vary=[f"contact_types.orders.talk={long}"]), 80)
    assert "{exponential…" in text
    assert max(map(len, text.splitlines())) <= 80
