"""Lines fit the paper: columns side by side, in parts or one by one; wide letters count; control signs do nothing."""

import pytest
from drawn import hotline_run
from hostile import hostile_run
from printing import in_one_line, printed
from rich.cells import cell_len

from simulator.report.blocks import Paragraph, Section, Sheet, SheetPair, TableCell, column
from simulator.report.media.wrapping import fold, wrapped
from simulator.report.tables.overview import compared_blocks

NAMES = column("", ["first", "second"])


def sheet(*columns, **more):
    return Sheet((NAMES,), columns, **more)


def lines(block, width, encoding="utf-8"):
    return printed([block], width, encoding).rstrip().split("\n")


def test_numbers_end_below_each_other_and_heads_stand_on_the_rule():
    made = sheet(column("one", ["1", "100"]), column("a\nhead", ["20", "3"]))
    assert lines(made, 80) == [
        "                a",
        "        one  head",
        "─────────────────",
        "first     1    20",
        "second  100     3",
    ]


def test_columns_that_do_not_fit_stand_in_another_table_below():
    made = sheet(column("one", ["1" * 8, "2"]), column("two", ["3" * 8, "4"]))
    assert len(lines(made, 26)) == 4
    narrow = lines(made, 25)
    assert [line.split()[0] for line in narrow if line.startswith("first")] == ["first"] * 2
    assert max(map(len, narrow)) <= 25


def test_the_last_columns_are_shortened_first_and_the_first_never():
    made = sheet(*(column(name, [TableCell("1.0 ± 0.1", short="1.0")] * 2) for name in "abc"))
    assert [line.count("±") for width in (39, 38, 32, 27) for line in lines(made, width) if "first" in line] == [
        3,
        2,
        1,
        1,
    ]


def test_columns_that_are_alike_are_shortened_together():
    made = sheet(*(column(name, [TableCell("1.0 ± 0.1", short="1.0")] * 2) for name in "abc"), alike=True)
    assert [line.count("±") for width in (39, 38, 26) for line in lines(made, width) if "first" in line] == [3, 0, 0]


def test_where_no_column_fits_each_value_has_its_line():
    made = sheet(column("value", ["1" * 12, "2"]), column("verdict", ["holds", "broken"], left=True))
    assert lines(made, 19) == [
        "first",
        "  value:",
        "  111111111111",
        "  verdict: holds",
        "second",
        "  value: 2",
        "  verdict: broken",
    ]


def test_a_pair_is_two_tables_or_a_block_for_each_column():
    values = sheet(column("a", ["10 ± 1", "20"]), column("b", ["12 ± 1", "21"]))
    differences = Sheet((column("against a", ["first", "second"]),), (column("b", ["+2 ▲", "+1 ?"]),))
    pair = SheetPair(values, differences)
    assert "against a" in "\n".join(lines(pair, 22))
    narrow = lines(pair, 15)
    assert "against a" not in "\n".join(narrow)
    assert narrow[-4:] == ["first   12 ± 1", "          +2 ▲", "second      21", "          +1 ?"]


def test_where_not_even_a_block_fits_the_difference_stands_below_its_value():
    values = sheet(column("a", ["10 ± 1", "20"]), column("b", ["12 ± 1", "21"]))
    pair = SheetPair(values, Sheet((NAMES,), (column("b", ["+2 ▲", "+1 ?"]),)))
    assert lines(pair, 12)[-6:] == ["first", "  b: 12 ± 1", "  +2 ▲", "second", "  b: 21", "  +1 ?"]


def test_feet_stand_apart():
    made = lines(Sheet((NAMES,), (column("a", ["1", "2"]),), feet=1), 80)
    assert made[-2] == ""


def test_a_section_has_its_title_above_its_rows_and_a_line_apart():
    parts = (Section(0, "voice, target 80 % in 20 s"), Section(1, "chat"))
    made = lines(sheet(column("a", ["1", "2"]), sections=parts), 80)
    assert made[2:] == ["voice, target 80 % in 20 s", "first   1", "", "chat", "second  2"]
    one_by_one = lines(sheet(column("a", ["1" * 12, "2"]), sections=parts), 14)
    assert one_by_one[:3] == ["voice, target", "80 % in 20 s", "first"]
    assert one_by_one[-4:] == ["", "chat", "second", "  a: 2"]


def test_blocks_of_a_pair_keep_their_sections_and_rows_of_the_same_name_apart():
    names = column("", ["in time", "in time"])
    parts = (Section(0, "voice"), Section(1, "chat"))
    values = Sheet((names,), (column("a", ["10", "20"]), column("b", ["12", "21"])), strong=(1,), sections=parts)
    more = column("against a", ["in time", "in time", "price"])
    pair = SheetPair(values, Sheet((more,), (column("b", ["+2 ▲", "+1 ?", "7"]),), sections=parts))
    assert [" ".join(line.split()) for line in lines(pair, 14)[-8:]] == [
        "voice",
        "in time 12",
        "+2 ▲",
        "",
        "chat",
        "in time 21",
        "+1 ?",
        "price 7",
    ]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_long_intervals_of_many_strategies_fit_in_blocks(width):
    parts = (Section(0, "voice, target 80 % in 20 s"), Section(1, "whole center"))
    asymmetric = ["99.7 % (98.9–99.9) °", "99.97 % (99.91–99.99)"]
    names = [f"strategy_{number}" for number in range(5)]
    values = sheet(*(column(name, asymmetric) for name in names), sections=parts)
    changes = sheet(
        *(column(name, [f"+0.31 (0.02–1.12) {sign}" for sign in "▲?"]) for name in names[1:]), sections=parts
    )
    made = lines(SheetPair(values, changes), width)
    assert max(map(len, made)) <= width
    assert sum(line.count("99.97 % (99.91–99.99)") for line in made) == 5
    # Every table says again what its rows belong to.
    assert made.count("whole center") == sum(line.startswith("first") for line in made)


@pytest.mark.parametrize("width", [12, 40, 100])
def test_a_number_stays_with_its_unit(width):
    text = "it serves 60.1 % ± 1.2 of all, 3.2 points more, for 140 EUR and 12 s"
    found = wrapped(text, width)
    assert " ".join(found) == text
    assert not any(line.startswith(("%", "±", "points", "EUR", "s ", "1.2")) or line.endswith("±") for line in found)


def test_a_word_wider_than_the_paper_is_cut():
    assert wrapped("a " + "x" * 12, 5) == ["a", "xxxxx", "xxxxx", "xx"]


def test_prose_is_never_wider_than_is_read_well():
    assert max(map(len, lines(Paragraph("word " * 100), 500))) <= 100


def test_names_break_where_their_words_end():
    assert fold("one_more_at_the_peak", 12) == ["one_more_at_", "the_peak"]
    assert fold("generalistsatthepeak", 12) == ["generalistsa", "tthepeak"]
    assert fold("two more", 12) == ["two more"]


def test_wide_letters_count_as_wide_as_they_are():
    assert [cell_len(line) for line in fold("早上多一个人在前台接电话", 12)] == [12, 12]
    made = lines(sheet(column("早上多", ["1", "2"])), 80)
    assert len({cell_len(line) for line in made[2:]}) == 1


@pytest.mark.parametrize("width", [40, 80, 120])
def test_hostile_names_keep_the_width_and_reach_the_terminal_as_text(width):
    text = printed(compared_blocks(hostile_run()), width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert all(one.isprintable() or one in ("\n", "\N{ZERO WIDTH JOINER}") for one in text)
    assert "\\x1b[31mred" in text
    assert "<script>" in text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437"])
def test_an_old_screen_gets_signs_it_knows_in_columns_that_still_stand(encoding):
    text = printed(compared_blocks(hotline_run("three", "twin", replications=40)), 80, encoding)
    text.encode(encoding)
    assert "?" not in text.replace("replications", "").split("against")[0].split("person pay?")[1]
    rows = [line for line in text.splitlines() if line.startswith(("served in time (all)", "occupancy"))]
    assert len({line.rindex("+/-" if encoding == "ascii" else "±") for line in rows[:2]}) == 1
    assert "^ better" in in_one_line(text)


def test_a_text_to_be_read_takes_the_width_that_the_others_leave():
    made = sheet(column("n", ["1", "2"]), column("story", ["a word " * 12, "short"], fills=True))
    assert max(map(len, lines(made, 60))) <= 60
    assert lines(made, 60)[2:4] == ["first   1  " + "a word " * 6 + "a word", "           " + "a word " * 4 + "a word"]
    # Where hardly anything is left it stands below, with all of the width.
    assert "story" in lines(made, 30)[5]


def test_texts_to_be_read_stand_side_by_side_where_there_is_room_and_else_below_each_other():
    made = sheet(column("one", ["words " * 20, ""], fills=True), column("two", ["", "words"], fills=True))
    assert "two" in lines(made, 100)[0]
    narrow = lines(made, 80)
    assert "two" not in narrow[0]
    # Each part has only the rows that say something in it.
    assert [line.split()[0] for line in narrow if line.startswith(("first", "second"))] == ["first", "second"]
