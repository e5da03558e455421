"""Markdown shows what the terminal shows, pastes into a wiki, and no name breaks it."""

import re
from pathlib import Path

import pytest
from hostile import HOSTILE, hostile_study
from hotline import study

from simulator.checking import check
from simulator.comparing import compare
from simulator.report.blocks import Paragraph, Sheet, Tone, column
from simulator.report.media.markdown import escaped, markdown
from simulator.report.tables.promises import checks_blocks
from simulator.report.tables.summary import summary
from simulator.report.words.sentence import sentence

GOLDEN = Path(__file__).parent / "golden_summary.md"


@pytest.fixture(scope="module")
def compared():
    return compare(study(), ["three", "two_lines"], replications=4, jobs=1)


@pytest.fixture(scope="module")
def hostile():
    return compare(hostile_study(), HOSTILE, replications=2, jobs=1)


def tables(text):
    """Return the tables as lists of rows; a row is a list of cells as a reader of Markdown splits it."""
    found = re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE)
    return [[re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()] for table in found]


def test_a_tiny_run_reads_as_it_did_when_it_was_last_looked_at(compared):
    # A detector of changes and no proof of any number: look at what changed, then replace the file.
    assert summary(compared) == GOLDEN.read_text(encoding="utf-8")


def test_the_page_has_a_heading_the_question_and_then_the_answer(compared):
    lines = [line for line in summary(compared).splitlines() if line]
    assert lines[0] == "# Hotline"
    assert lines[1] == "Does a third person pay?"
    assert lines[2] == f"**{escaped(sentence(compared.first))}**"


def test_every_row_of_a_table_has_as_many_cells_as_its_head(compared, hostile):
    for run in (compared, hostile):
        for table in tables(summary(run)):
            assert len({len(row) for row in table}) == 1
            assert set("".join(table[1])) <= set("-: ")


def test_values_and_differences_are_tables_of_all_strategies(compared):
    values, differences, *_ = tables(summary(compared))
    assert len(values[0]) == 1 + 3
    assert len(differences[0]) == 1 + 2
    assert "against as_today" in differences[0][0]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a|b", r"a\|b"),
        ("`code`", r"\`code\`"),
        ("[link](http://x)", r"\[link\](http://x)"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("&amp;", r"\&amp;"),
        ("*bold* ~gone~", r"\*bold\* \~gone\~"),
        ("as_today_2", "as_today_2"),
        ("_so_", r"\_so\_"),
        ("back\\slash", r"back\\slash"),
        ("line\nbreak", "line break"),
        ("\x1b[31m", r"\\x1b\[31m"),
        ("\u202eright", r"\\u202eright"),
        ("🙂 שלום", "🙂 שלום"),
    ],
)
def test_what_would_be_markup_is_shown_as_it_is(name, shown):
    assert escaped(name) == shown


@pytest.mark.parametrize(
    "text", ["# no heading", "- no list", "+ no list", "1. no list", "2) no list", "=====", "> no"]
)
def test_a_paragraph_begins_with_nothing_that_means_something(text):
    said = markdown([Paragraph(text)])
    assert said.startswith("\\") or re.match(r"\d+\\[.)]", said)


def test_hostile_names_neither_make_html_nor_leave_their_cell(hostile):
    text = summary(hostile)
    assert "<script>" not in text
    assert not re.search(r"(?<!\\)[<>`\[\]]", text)
    assert all(one.isprintable() or one in ("\n", "\N{ZERO WIDTH JOINER}") for one in text)
    (values, _) = tables(text)
    assert len(values[0]) == 2 + len(HOSTILE)
    assert "x" * 300 in text


def test_checks_are_a_table_too():
    text = markdown(checks_blocks(check(study("checks:\n  - served_in_time(orders) >= 1%\n"), replications=3, jobs=1)))
    (table,) = tables(text)
    assert [cell.strip() for cell in table[0]] == ["check", "value", "verdict"]
    assert r"served_in_time(orders) \>= 1%" in table[2][0]


def test_numbers_stand_right_and_words_left():
    sheet = Sheet((column("name", ["a"]),), (column("value", ["1"]), column("verdict", ["holds"], left=True)))
    assert "| --- | ---: | --- |" in markdown([sheet])


def test_one_strategy_in_several_futures_and_along_a_grid_are_pages_too():
    futures = compare(study(), ["three"], replications=3, jobs=1, futures=["all"])
    grid = compare(study(), replications=2, jobs=1, vary=["agent_groups.front.agents=2,3"])
    alone = compare(study(), ["as_today"], "as_today", replications=2, jobs=1)
    for run, word in ((futures, "worst loss"), (grid, "agents"), (alone, "by interval")):
        text = summary(run)
        assert word in text
        assert text.startswith("# Hotline\n")
        assert text.endswith("\n")


def test_a_title_alone_is_a_heading():
    assert markdown([Paragraph("Hotline", Tone.TITLE)]) == "# Hotline\n"
