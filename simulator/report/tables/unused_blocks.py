"""What never worked, as a report says it: a heading and a line for each finding."""

from typing import TYPE_CHECKING

from simulator.report.blocks import Blocks, Paragraph, Tone
from simulator.unused import unknown_yet

if TYPE_CHECKING:
    from simulator.compared import Compared


def unused_blocks(run: "Compared") -> Blocks:
    """Yield what the run shows to be without effect, or to go wrong; nothing where there is nothing to say."""
    findings = unknown_yet(run)
    if findings:
        yield Paragraph("Warnings after the run", Tone.TITLE, closed=False)
    for number, one in enumerate(findings):
        yield Paragraph(str(one), closed=number == len(findings) - 1)
