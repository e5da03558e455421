"""Blocks as HTML: every text is shown as it is, every table is whole and says in words what its signs mean."""

import pytest
from hostile import HOSTILE
from pages import Page

from simulator.printable import printable
from simulator.report.blocks import Column, Paragraph, Section, Sheet, SheetPair, TableCell, Tone, column
from simulator.report.media.html_blocks import HEAD_MAX, html_blocks, name, text


def read(*blocks, captions=()):
    page = Page(str(html_blocks(blocks, captions)))
    assert page.wrong == []
    return page


def sheet(columns, **more):
    return Sheet((column("", ["row"]),), tuple(columns), **more)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_any_name_is_shown_as_it_is_wherever_it_stands(words):
    page = read(
        Paragraph(words, Tone.TITLE),
        Paragraph(words),
        Sheet((column(words, [words]),), (Column(words, (TableCell(words),), (words,)),), words),
    )
    shown = " ".join(printable(words).split())
    assert page.text.count(shown) >= (5 if len(words) > HEAD_MAX else 7)
    assert set(page.tags) <= {
        "h3", "p", "br", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "bdi", "wbr"
    }  # fmt: skip


def test_no_name_turns_its_surroundings_around():
    assert str(name("שלום")) == "<bdi>שלום</bdi>"
    assert "\u202e" not in str(text("\u202eright to left"))


def test_a_difference_says_its_verdict_in_words():
    page = read(sheet([column("a", ["+3.1 ± 0.2 ▲"]), column("b", ["-1.0 ▼"]), column("c", ["0.1 ?"])]))
    assert [cell.split(None, 1)[0] for cell in page.tables[0].rows[1][1:]] == ["+3.1", "-1.0", "0.1"]
    assert [cell.split()[-1] for cell in page.tables[0].rows[1][1:]] == ["better", "worse", "undecided"]


def test_a_sign_is_no_verdict_where_it_stands_in_a_text():
    page = read(sheet([column("a", ["really ?"], left=True)]))
    assert page.tables[0].rows[1][1] == "really ?"


def test_where_signs_are_many_their_words_are_only_read_aloud():
    html = str(html_blocks([sheet([column("a", ["80.0 % ▲"])], alike=True)]))
    assert '<span class="aloud">better</span>' in html


def test_a_wide_table_is_cut_into_parts_that_all_have_their_labels():
    columns = [column(f"strategy_{number}", ["57.0 % ± 0.6"]) for number in range(20)]
    page = read(sheet(columns, title="values"))
    assert len(page.tables) > 1
    assert page.tables[0].caption == f"values (1 of {len(page.tables)})"
    assert {table.rows[1][0] for table in page.tables} == {"row"}
    assert [cell for table in page.tables for cell in table.rows[0][1:]] == [one.head for one in columns]
    assert max(len(table.rows[0]) for table in page.tables) - min(len(table.rows[0]) for table in page.tables) <= 2


def test_a_table_of_five_strategies_stays_whole():
    assert len(read(sheet([column(f"strategy_{number}", ["57.0 % ± 0.6"]) for number in range(5)])).tables) == 1


def test_every_table_has_a_caption():
    titled, plain = sheet([column("a", ["1"])], title="titled"), sheet([column("a", ["1"])])
    named = Sheet((column("by type", ["row"]),), (column("a", ["1"]),))
    page = read(titled, SheetPair(plain, plain), named, captions=("values", "differences"))
    assert [table.caption for table in page.tables] == ["titled", "values", "differences", "by type"]


def test_rows_that_stand_out_do_so():
    html = str(html_blocks([Sheet((column("", ["a", "b", "c"]),), (column("x", ["1", "2", "3"]),), "", (0,), feet=1)]))
    assert html.count('<tr class="strong">') == 1
    assert html.index('<tr class="foot">') > html.index(">b<")


def test_a_section_is_a_row_of_its_own_that_heads_those_below_it():
    rows = Sheet((column("", ["one", "two"]),), (column("a", ["1", "2"]),), sections=(Section(1, "chat <b>"),))
    made = str(html_blocks([rows]))
    head = '<tr class="section"><th scope="rowgroup" colspan="2"><bdi>chat &lt;b&gt;</bdi></th></tr>'
    assert made.count(head) == 1
    assert made.index(head) < made.rindex("<tr>")


def test_what_is_kept_is_said_in_words():
    made = str(html_blocks([sheet([column("a", ["80 % ✓"]), column("b", ["79 % ✗"])])]))
    assert "✓ <span>met</span>" in made
    assert "✗ <span>missed</span>" in made
