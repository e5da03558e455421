"""What a mark means stands beside it: in every table that has it, once, and before the answer."""

from dataclasses import replace

import pytest
from hotline import by_hand, study
from printing import printed

from simulator.comparing import compare
from simulator.report.blocks import Pair, Paragraph, Sheet, Tone, column
from simulator.report.notes import explained
from simulator.report.overview import compared_blocks
from simulator.report.signs import TOO_FEW_LEGEND
from simulator.report.table import cell

ANSWER = Paragraph("It is best.", Tone.STRONG)
MARKED = Sheet((column("", ["orders"]),), (column("today", ["99.9 %°"]),))
PLAIN = Sheet((column("", ["orders"]),), (column("today", ["99.9 %"]),))


@pytest.mark.parametrize("block", [MARKED, Pair(PLAIN, MARKED)])
def test_the_mark_of_too_few_days_is_explained_once_before_the_answer(block):
    said = list(explained(iter([block, block, ANSWER, ANSWER])))
    assert said == [block, block, Paragraph(TOO_FEW_LEGEND, Tone.QUIET), ANSWER, ANSWER]


def test_without_the_mark_nothing_is_explained():
    assert list(explained(iter([PLAIN, ANSWER]))) == [PLAIN, ANSWER]


def test_a_value_keeps_its_mark_where_there_is_no_room_for_its_interval():
    row = replace(by_hand({"today": [800.0, 820.0]}).row("today", "served_in_time"), enough=False)
    assert cell(row, shorter=True).short == "81.0 %°"
    assert cell(row, sure=False).text == "81.0 %°"


def test_one_replication_has_no_intervals_and_so_no_marks():
    run = compare(study(), ["three"], replications=1, jobs=1)
    assert "°" not in printed(compared_blocks(run))
