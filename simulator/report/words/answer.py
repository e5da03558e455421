"""The answer in words, whatever was asked: one comparison, several futures, a grid."""

from typing import TYPE_CHECKING

from simulator.given_run import whole_run
from simulator.report.words.across import sentence_across
from simulator.report.words.along import sentence_along
from simulator.report.words.places import in_future
from simulator.report.words.sentence import sentence
from simulator.report.words.stopped import stopped_said

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.given_run import AnyRun


def answer(run: "AnyRun", promises: "Checked | None" = None) -> str:
    """Return what ``run`` says, in a sentence or two, and first whether it was stopped before its end.

    ``promises`` are what `check_points` found along a grid.
    """
    run = whole_run(run)
    stopped, said = stopped_said(run.first), conclusion(run, promises)
    return f"{stopped}. {said}" if stopped else said


def conclusion(run: "Compared", promises: "Checked | None" = None) -> str:
    """Return the same for a report, whose heading says that a run was stopped."""
    if len(run) == 1:
        return sentence(run.first)
    if not run.grid.axes:
        return sentence_across(run)
    along = sentence_across if run.others else lambda part: sentence_along(part, promises)
    if len(run.futures) == 1:
        return along(run)
    said = ((in_future(future), along(run.in_future(future))) for future in run.futures)
    return "\n".join(f"{where[0].upper()}{where[1:]}: {words}" for where, words in said)
