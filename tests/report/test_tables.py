"""The tables contain what a reader needs, in the width there is, with the signs there are."""

import pytest
from hotline import by_hand, study
from printing import in_one_line, printed

from simulator.checking import check
from simulator.comparing import compare
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.lines import labels
from simulator.report.tables.promises import checks_blocks
from simulator.report.tables.table import comparison_blocks
from simulator.report.words.notes import notes
from simulator.report.words.sentence import sentence
from simulator.report.words.signs import MEANING, Sign

DAYS = [800.0, 820.0, 790.0, 810.0, 805.0, 815.0]
MORE = [830.0, 851.0, 821.0, 839.0, 836.0, 845.0]


def said(comparison, width=80):
    return printed(comparison_blocks(comparison), width)


def cells_of(text, label, signs="▲▼≈=?"):
    """Return the signs of the row of differences that begins with ``label``."""
    row = next(line for line in text.split("against today")[-1].splitlines() if line.startswith(label))
    return [letter for letter in row[len(label) :] if letter in signs]


@pytest.fixture(scope="module")
def compared():
    return compare(study(), replications=6, jobs=1).first


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(compared, width):
    assert max(map(len, said(compared, width).splitlines())) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_every_strategy_and_every_metric_is_shown_uncut_in_any_width(compared, width):
    text = said(compared, width)
    values, _, differences = text.partition("against as_today")
    for label in labels(compared).values():
        assert label in text
    assert "…" not in text
    # As many values of the headline as strategies, and as many differences as there are others; each below its label
    # where it has no room beside it.
    told = [part.split("service level")[0] for part in values.split("served in time (all)")[1:]]
    assert sum(part.count("%") for part in told) >= len(compared.strategies)
    if differences:
        rows = [line for line in differences.splitlines() if line.startswith("served in time (all)")]
        # ± or, where the sides differ, from and to.
        assert sum(line.count("±") + line.count(" (") - 1 for line in rows) == len(compared.others)


def test_a_narrow_terminal_has_a_block_for_each_strategy_with_its_differences_in_it(compared):
    text = said(compared, 40)
    assert "against as_today" not in text
    lines = text.splitlines()
    begins = [number for number, line in enumerate(lines) if line.startswith("served in time (all)")]
    assert len(begins) == len(compared.strategies)
    value, change = lines[begins[1] + 1 : begins[1] + 3] if "±" not in lines[begins[1]] else lines[begins[1] :][:2]
    assert "±" in value or " (" in value
    assert change.strip()[0] in "+-0"
    assert change.split()[-1] in Sign.BETTER + Sign.WORSE + Sign.SAME + Sign.OPEN


def test_the_head_says_what_was_asked_and_how_it_was_worked_out(compared):
    head = said(compared).splitlines()[:4]
    assert head[0] == "Hotline"
    assert head[1] == "Does a third person pay?"
    assert head[2].startswith("6 replications, seed 3, ± is 95 % confidence")
    assert head[3] == ""


def test_the_last_words_are_the_sentence(compared):
    assert in_one_line(said(compared)).endswith(sentence(compared))


def test_every_difference_has_a_sign_and_the_signs_are_explained():
    wobbly = [day + (9 if number % 2 else -3) for number, day in enumerate(DAYS)]
    fewer = [day - 30 - number for number, day in enumerate(DAYS)]
    nearly = [day + 0.1 * (number % 2) for number, day in enumerate(DAYS)]
    days = {"today": DAYS, "more": MORE, "fewer": fewer, "copy": DAYS, "wobbly": wobbly, "nearly": nearly}
    text = said(by_hand(days), 120)
    assert cells_of(text, "served in time (all)") == ["▲", "▼", "=", "?", "≈"]
    for sign, meaning in MEANING.items():
        assert f"{sign} {meaning}" in in_one_line(text)
    assert "replications should settle" in text


def test_only_signs_that_occur_are_explained():
    text = said(by_hand({"today": DAYS, "more": MORE}))
    assert "▲ better" in text
    assert "▼" not in text
    assert "should settle" not in text


def test_what_is_only_a_fact_is_neither_better_nor_worse():
    text = said(by_hand({"today": DAYS, "more": MORE}, {"more": 48.0}))
    assert cells_of(text, "agent hours a day") == []
    assert cells_of(text, "served in time (all)") == ["▲"]


def test_the_best_is_marked_and_who_may_be_best_too():
    heads = said(by_hand({"today": DAYS, "more": MORE, "copy": DAYS})).split("─")[0].splitlines()
    assert "* best" in heads[-1] or "* best" in heads[-2]
    rival = [day + (2 if number % 2 else -1) for number, day in enumerate(MORE)]
    text = said(by_hand({"today": DAYS, "more": MORE, "rival": rival}))
    assert text.count("* may be best") == 2


def test_nobody_is_marked_where_nothing_is_told():
    assert "best" not in said(by_hand({"today": DAYS, "copy": DAYS})).split("─")[0]
    assert "best" not in said(by_hand({"today": [800.0], "more": [810.0]})).split("─")[0]


def test_what_an_agent_hour_brings_is_said_where_the_gain_goes_with_the_hours():
    hours = {"today": 40.0, "more": 42.0, "saved": 40.0}
    lines = said(by_hand({"today": DAYS, "more": MORE, "saved": MORE}, hours)).splitlines()
    (row,) = (line for line in lines if line.startswith("points per agent hour"))
    assert row.split()[-2:] == ["1.5", "–"]
    assert "points per agent hour" not in said(by_hand({"today": DAYS, "more": MORE}))


def test_one_replication_has_no_differences_to_show():
    text = said(by_hand({"today": [800.0], "more": [810.0]}))
    assert "against" not in text
    assert "±" not in text.split("─")[-1]


def test_denominators_that_differ_are_pointed_out():
    walled = by_hand({"today": DAYS, "walled": MORE}, blocked={"walled": 100.0})
    assert any("leave out blocked contacts, 0 in today and 100 in walled a day" in note for note in notes(walled))
    rows = [line for line in said(walled).splitlines() if line.startswith(("service level †", "abandoned †"))]
    assert len(rows) == 4
    plain = by_hand({"today": DAYS, "more": MORE})
    assert not any("not cover the same contacts" in note.lower() for note in notes(plain))
    assert "†" not in said(plain)


def test_a_denominator_that_differs_by_nothing_that_shows_is_no_matter():
    assert "†" not in said(by_hand({"today": DAYS, "more": MORE}, blocked={"more": 0.02}))


def test_customers_that_differ_are_pointed_out(compared):
    text = said(compared)
    assert "(customers" in text
    assert " differ)" in text
    assert "Customers differ: fewer_customers changed which customers arrive or when" in text


def test_what_the_same_customers_gained_is_said_only_when_it_is_something():
    assert any("All strategies faced the same customers" in note for note in notes(by_hand({"a": DAYS, "b": MORE})))
    reversed_days = [1600 - day for day in DAYS]
    assert not list(notes(by_hand({"a": DAYS, "b": reversed_days})))


@pytest.mark.parametrize("width", [40, 80])
def test_a_run_is_broken_down_by_type_group_and_interval(width):
    result = compare(study(), ["as_today"], "as_today", replications=3, jobs=1)
    text = printed(run_blocks(result), width)
    lines = text.splitlines()
    assert max(map(len, lines)) <= width
    assert "…" not in text
    before, _, rest = text.partition("who answered what")
    after = rest[rest.rindex("\nall ") :]
    lines = (before + after).splitlines()
    parts = 1 if width == 80 else 2
    for first in ("orders", "returns", "front", "back", "08:00-09:00", "09:00-10:00"):
        # A target that is missed begins with its type, too; types stand beside Erlang's formulas as well.
        found = sum(line.startswith(first) and "of 80 %" not in line for line in lines)
        assert found == parts * (2 if first in ("orders", "returns") else 1)
    assert in_one_line(text).endswith(sentence(result.first))


def test_a_single_type_or_group_needs_no_table_of_its_own():
    one = study(settings=("agent_groups.back=null",))
    text = printed(run_blocks(compare(one, ["as_today"], "as_today", replications=2, jobs=1)))
    assert "by type" in text
    assert "by group" not in text


def test_segments_have_a_table_even_when_there_is_one():
    one = study(settings=("contact_types.orders.segments={vip: {share: 10%}}",))
    text = printed(run_blocks(compare(one, ["as_today"], "as_today", replications=2, jobs=1)))
    assert "by segment" in text
    assert sum(line.startswith("vip ") for line in text.splitlines()) == 1
    assert "by segment" not in printed(run_blocks(compare(study(), ["as_today"], "as_today", replications=2, jobs=1)))


def test_checks_are_listed_with_value_and_verdict():
    more = "checks:\n  - served_in_time >= 1%\n  - asa_s(orders) <= 1s\n"
    text = printed(checks_blocks(check(study(more), replications=4, jobs=1)))
    kept, broken = (next(line for line in text.splitlines() if line.startswith(name)) for name in ("served", "asa_s"))
    assert kept.endswith("holds")
    assert broken.endswith("broken")
    said = "1 of 2 checks holds and 1 is broken; and 2 contact types miss their own service level: orders"
    assert said in in_one_line(text)


def test_checks_without_room_stand_one_by_one():
    more = "checks:\n  - service_level(orders) >= 1%\n  - asa_s(orders) <= 1s\n"
    text = printed(checks_blocks(check(study(more), replications=4, jobs=1)), 30)
    assert max(map(len, text.splitlines())) <= 30
    assert "  verdict: holds" in text
    assert "  verdict: broken" in text


def test_an_undecided_check_says_how_many_replications_to_try():
    result = check(study("checks:\n  - served_in_time >= 0.1%\n"), replications=6, jobs=1)
    value = result.outcomes[0].value
    near = check(study(f"checks:\n  - served_in_time >= {100 * value - 0.5:.2f}%\n"), replications=6, jobs=1)
    assert "undecided, try" in in_one_line(printed(checks_blocks(near)))


def test_checks_in_several_futures_are_counted_future_by_future():
    more = "checks:\n  - asa_s < 45s\n  - served_in_time >= 1%\n"
    result = check(study(more), replications=8, jobs=1, futures=["all"])
    text = printed(checks_blocks(result))
    assert sum(" as stated " in line or " busy  " in line for line in text.splitlines()) == 4
    assert (
        in_one_line(text)
        .partition("; and ")[0]
        .endswith("As stated both checks hold; in busy 1 of 2 checks holds and 1 is broken")
    )
    both = check(study("checks:\n  - served_in_time >= 1%\n"), replications=4, jobs=1, futures=["all"])
    text = in_one_line(printed(checks_blocks(both)))
    assert "In both futures the check holds; but 2 contact types miss their own" in text
