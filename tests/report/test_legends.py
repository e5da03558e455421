"""What ° means is said where it stands, once, and nowhere else."""

from simulator.report.blocks import Paragraph, Sheet, Tone, column
from simulator.report.tables.legends import explained
from simulator.report.words.signs import TOO_FEW_LEGEND

SURE = Sheet((column("", ["a"]),), (column("x", ["1.0"]),))
FEW = Sheet((column("", ["a"]),), (column("x", ["1.0°"]),))
ANSWER = Paragraph("So it is.", Tone.STRONG)


def told(*blocks):
    return list(explained(lambda: iter(blocks))())


def test_without_a_mark_nothing_is_explained():
    assert told(SURE, ANSWER) == [SURE, ANSWER]


def test_the_note_below_the_first_table_with_a_mark_explains_it_and_no_other_does():
    note = Paragraph("Targets: met.", Tone.QUIET)
    found = told(SURE, note, FEW, note, FEW, note, ANSWER)
    assert [one for one in found if isinstance(one, Paragraph) and TOO_FEW_LEGEND in one.text] == [found[3]]
    assert found[3].text.startswith(note.text)


def test_without_a_note_it_has_one_of_its_own_before_what_follows():
    assert told(FEW, SURE, ANSWER) == [FEW, Paragraph(TOO_FEW_LEGEND, Tone.QUIET), SURE, ANSWER]
    assert told(FEW)[-1] == Paragraph(TOO_FEW_LEGEND, Tone.QUIET)
