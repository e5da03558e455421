"""By interval, type, segment, channel, group or team: one strategy in detail, or all strategies side by side.

One strategy has all its metrics beside each other. Of several the metric that matters has the room, a table for each
where there are few rows; of a day in half hours only the headline is shown, for nobody compares six strategies in
twenty-eight intervals on five metrics at once.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.errors import UsageError
from simulator.report.blocks import Blocks, Paragraph, Tone
from simulator.report.tables.by import By
from simulator.report.tables.by_days import days_sheets, has_days
from simulator.report.tables.by_one import one_sheets, says_more
from simulator.report.tables.by_points import by_points
from simulator.report.tables.by_several import place_blocks
from simulator.report.tables.erlang_beside import erlang_blocks
from simulator.report.tables.helps_given import helps_given_blocks
from simulator.report.tables.in_target import in_target_blocks
from simulator.report.tables.interventions_done import interventions_done_blocks
from simulator.report.tables.legends import explained
from simulator.report.tables.own_blocks import own_blocks
from simulator.report.tables.part_sheets import totals
from simulator.report.tables.rules_applied import rules_applied_blocks
from simulator.report.tables.table import heading, titles_blocks
from simulator.report.tables.who import who_blocks
from simulator.report.words.answer import conclusion
from simulator.report.words.notes import counted_once, left_out, undecided
from simulator.report.words.places import future_label
from simulator.report.words.sentence import sentence
from simulator.report.words.signs import Sign, legend
from simulator.report.words.titled import for_people
from simulator.scenario.days.in_teams import team_rows

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.scenario.judged.checks import Measured
    from simulator.scenario.nouns import Scenario


def check_by(by: By | None, scenario: "Scenario") -> None:
    """Raise `UsageError` when there is nothing that ``scenario`` could be broken down by; known before a run."""
    if by is By.SEGMENT and not any(kind.segments for kind in scenario.contact_types.values()):
        raise UsageError("--by segment: no contact type of this scenario has segments.")
    if by is By.TEAM and not team_rows(scenario):
        raise UsageError("--by team: nobody has a team in this scenario. Their groups: --by group.")
    if by is By.DAY and scenario.horizon.days == 1:
        raise UsageError("--by day: there is only one day in this scenario. Its parts: --by interval.")


@explained
def run_blocks(run: "Compared", by: By | None = None, show: "Sequence[Measured]" = ()) -> Blocks:
    """Yield one strategy in one future: totals, details (all that say something, or those asked for), the answer."""
    run = for_people(run)
    comparison = run.first
    check_by(by, comparison.scenarios[comparison.baseline])
    yield from heading(run)
    yield from titles_blocks(run)
    yield from totals(comparison, show)
    yield from own_blocks(run)
    several = has_days(comparison)
    for kind in (by,) if by else (By.TYPE, By.SEGMENT, By.GROUP, By.TEAM, By.DAY if several else By.INTERVAL):
        if by or says_more(comparison, kind):
            yield from one_sheets(comparison, kind, sure=by is not None)
    if not by:
        yield from in_target_blocks(comparison)
        yield from who_blocks(comparison)
        yield from rules_applied_blocks(comparison)
        yield from interventions_done_blocks(comparison)
        yield from helps_given_blocks(comparison)
        yield from (Paragraph(note, Tone.QUIET) for note in _notes(comparison))
    if several and not by:
        yield from days_sheets(comparison)
    yield from () if by else erlang_blocks(comparison)
    yield Paragraph(sentence(comparison), Tone.STRONG)


def _notes(comparison: "Comparison") -> Iterator[str]:
    yield from left_out(comparison)
    yield from counted_once([comparison])
    yield from undecided([comparison])


def by_blocks(run: "Compared", by: By) -> Blocks:
    """Yield all strategies side by side, broken down, in every future and at every point that was run."""
    check_by(by, run.first.scenarios[run.baseline])
    yield from heading(run)
    signs: set[Sign] = set()
    if run.grid.axes:
        signs = yield from by_points(run, by)
    else:
        for one in run:
            if len(run) > 1:
                yield Paragraph(future_label(one.future), Tone.TITLE)
            signs |= yield from place_blocks(one, by)
    yield from _signs_said(run, signs)
    yield Paragraph(conclusion(run), Tone.STRONG)


def _signs_said(run: "Compared", signs: set[Sign]) -> Blocks:
    """Yield what the signs of the tables mean."""
    if meaning := legend(signs):
        together = f"the signs of one table hold jointly with {run.first.confidence * 100:g} % confidence"
        yield Paragraph(f"Against {run.baseline}: {meaning}; {together}.", Tone.QUIET)
