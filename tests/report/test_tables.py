"""The tables contain what a reader needs, in the width there is, with colours or without."""

import io
from typing import Any

import pytest
from hotline import by_hand, study
from rich.console import Console

from simulator.checking import check
from simulator.comparing import compare
from simulator.report.breakdown import show_run
from simulator.report.notes import notes
from simulator.report.promises import show_checks
from simulator.report.sentence import sentence
from simulator.report.table import LABELS, fold, lines_for, show_comparison

DAYS = [800.0, 820.0, 790.0, 810.0, 805.0, 815.0]
MORE = [830.0, 851.0, 821.0, 839.0, 836.0, 845.0]


def printed(show: Any, result: Any, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    show(result, console)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def compared():
    return compare(study(), replications=6, jobs=1).first


@pytest.mark.parametrize("width", [80, 120, 200])
def test_no_line_is_wider_than_the_terminal(compared, width):
    lines = printed(show_comparison, compared, width).splitlines()
    assert max(map(len, lines)) <= width


def test_every_strategy_and_every_metric_is_shown_uncut_at_eighty_columns(compared):
    text = printed(show_comparison, compared)
    for label in LABELS.values():
        assert label in text
    for name in compared.others:
        assert f"{name} against as_today" in text
    assert "…" not in text
    # Each strategy has its column: as many values of the headline as strategies.
    rows = [line for line in text.splitlines() if line.startswith("served in time of all") and "%" in line]
    assert sum(line.count("%") for line in rows) == len(compared.strategies)


def test_the_head_says_what_was_asked_and_how_it_was_worked_out(compared):
    head = printed(show_comparison, compared).splitlines()[:4]
    assert head[0] == "Hotline"
    assert head[1] == "Does a third person pay?"
    assert head[2].startswith("6 replications, seed 3, ± is 95 % confidence")
    assert head[3] == ""


def test_the_last_words_are_the_sentence(compared):
    text = " ".join(printed(show_comparison, compared).split())
    assert text.endswith(sentence(compared))


def test_verdicts_are_words_and_undecided_ones_say_how_many_replications_to_try():
    wobbly = [day + (6 if number % 2 else -4) for number, day in enumerate(DAYS)]
    text = printed(show_comparison, by_hand({"today": DAYS, "more": MORE, "copy": DAYS, "wobbly": wobbly}))
    headline = [line for line in text.splitlines() if line.startswith("served in time") and "points" in line]
    assert [line.rpartition("points  ")[2].strip() for line in headline[:2]] == ["better", "same"]
    assert "cannot tell, try" in headline[2]


def test_with_many_strategies_only_the_key_differences_are_shown():
    days = {"today": DAYS} | {f"s{number}": MORE for number in range(5)}
    text = printed(show_comparison, by_hand(days))
    assert text.count("closed per agent hour") == 2  # the two blocks of values
    assert text.count("speed of answer") == 2 + 5


def test_one_replication_has_no_differences_to_show():
    assert "against" not in printed(show_comparison, by_hand({"today": [800.0], "more": [810.0]}))


def test_denominators_that_differ_are_pointed_out():
    notes_ = list(notes(by_hand({"today": DAYS, "walled": MORE}, blocked={"walled": 100.0})))
    assert any("blocked a day were 0 in today and 100 in walled" in note for note in notes_)
    assert not any("not of the same contacts" in note for note in notes(by_hand({"today": DAYS, "more": MORE})))


def test_customers_that_differ_are_pointed_out(compared):
    text = printed(show_comparison, compared)
    assert "(customers differ)" in text
    assert "Customers differ: fewer_customers changed who comes" in text


def test_what_the_same_customers_gained_is_said_only_when_it_is_something():
    assert any("The same customers met every strategy" in note for note in notes(by_hand({"a": DAYS, "b": MORE})))
    reversed_days = [1600 - day for day in DAYS]
    assert not list(notes(by_hand({"a": DAYS, "b": reversed_days})))


def test_a_run_is_broken_down_by_type_group_and_interval():
    result = compare(study(), ["as_today"], "as_today", replications=3, jobs=1)
    text = printed(show_run, result)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    for first in ("orders", "returns", "front", "back", "08:00-09:00", "09:00-10:00"):
        assert sum(line.startswith(first) for line in lines) == 1
    assert " ".join(text.split()).endswith(sentence(result.first))


def test_a_single_type_or_group_needs_no_table_of_its_own():
    one = study(settings=("agent_groups.back=null",))
    text = printed(show_run, compare(one, ["as_today"], "as_today", replications=2, jobs=1))
    assert "by type" in text
    assert "by group" not in text


def test_segments_have_a_table_even_when_there_is_one():
    one = study(settings=("contact_types.orders.segments={vip: {share: 10%}}",))
    text = printed(show_run, compare(one, ["as_today"], "as_today", replications=2, jobs=1))
    assert "by segment" in text
    assert sum(line.startswith("vip ") for line in text.splitlines()) == 1
    assert "by segment" not in printed(show_run, compare(study(), ["as_today"], "as_today", replications=2, jobs=1))


def test_checks_are_listed_with_value_and_verdict():
    more = "checks:\n  - served_in_time >= 1%\n  - asa_s(orders) <= 1s\n"
    text = printed(show_checks, check(study(more), replications=4, jobs=1))
    kept, broken = (next(line for line in text.splitlines() if line.startswith(name)) for name in ("served", "asa_s"))
    assert kept.rstrip().endswith("holds")
    assert broken.rstrip().endswith("broken")
    assert text.rstrip().endswith("Of 2 checks 1 holds and 1 is broken.")


def test_an_undecided_check_says_how_many_replications_to_try():
    result = check(study("checks:\n  - served_in_time >= 0.1%\n"), replications=6, jobs=1)
    value = result.outcomes[0].value
    near = check(study(f"checks:\n  - served_in_time >= {100 * value - 0.5:.2f}%\n"), replications=6, jobs=1)
    assert "undecided, try" in " ".join(printed(show_checks, near).split())


def test_names_break_where_their_words_end():
    assert fold("one_more_at_the_peak", 12) == ["one_more_at_", "the_peak"]
    assert fold("generalistsatthepeak", 12) == ["generalistsa", "tthepeak"]
    assert fold("two more", 12) == ["two more"]


def test_a_pipe_gets_no_colours_and_no_trailing_spaces(compared):
    lines = lines_for(io.StringIO(), lambda console: show_comparison(compared, console))
    assert not any("\x1b" in line for line in lines)
    assert lines == [line.rstrip() for line in lines]


def test_checks_in_several_futures_are_counted_future_by_future():
    more = "checks:\n  - asa_s < 45s\n  - served_in_time >= 1%\n"
    result = check(study(more), replications=8, jobs=1, futures=["all"])
    text = printed(show_checks, result)
    assert sum(" as stated " in line or " busy  " in line for line in text.splitlines()) == 4
    assert " ".join(text.split()).endswith("As stated both checks hold; in busy of 2 checks 1 holds and 1 is broken.")
    both = check(study("checks:\n  - served_in_time >= 1%\n"), replications=4, jobs=1, futures=["all"])
    assert " ".join(printed(show_checks, both).split()).endswith("In both futures the check holds.")
