"""What became of checks and targets in tables: the value with a sign, at every point of a grid and in every future.

Where a scenario states checks they are what is asked of it, else the targets of its contact types.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.catalogue.conversation_metrics import TARGETS
from simulator.checking import LEVEL, CheckResult, Finding, judged, targets_of, worst
from simulator.report.blocks import Column, Sheet, TableCell, Tone, column
from simulator.report.media.wrapping import fold
from simulator.report.tables.lines import TableLine, asked, is_there
from simulator.report.tables.table import cell, line_cell
from simulator.report.words.numbers import NOTHING, format_row
from simulator.report.words.parts import ResultPart, has_part, parts, title
from simulator.report.words.signs import KEPT, NOT_KEPT, Sign
from simulator.scenario.judged.checks import Check, parse_check
from simulator.units import format_share

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.scenario.judged.checks import Measured

MARK = {Finding.HOLDS: KEPT, Finding.BROKEN: NOT_KEPT, Finding.UNDECIDED: Sign.OPEN.value}
"""What became of a check or a target in one sign."""
OF_CHECKS = {Finding.HOLDS: "holds", Finding.BROKEN: "is broken", Finding.UNDECIDED: "undecided"}
OF_TARGETS = {Finding.HOLDS: "met", Finding.BROKEN: "missed", Finding.UNDECIDED: "undecided"}
TONE_OF = {Finding.HOLDS: Tone.GOOD, Finding.BROKEN: Tone.BAD, Finding.UNDECIDED: Tone.UNSURE}
Outcomes = dict[str, list[dict[str, CheckResult]]]
"""By strategy, in the order of the places: what became of each check, by its text."""
TABLES_MAX = 8
"""Of more checks than this only the first have a table with all strategies."""
HEAD_WIDTH = 16
"""Longer pieces of a head are broken."""
_PIECE = re.compile(r"\s*(?=\(|(?<![<>])[<>])")
ALL_KEPT = "all of\nthem"


def marks_said(found: Iterable[Finding], meaning: dict[Finding, str]) -> str:
    """Return what the signs mean, those that occur: `OF_CHECKS` or `OF_TARGETS`."""
    known = set(found)
    return ", ".join(f"{MARK[one]} {words}" for one, words in meaning.items() if one in known)


def head_of(text: str) -> str:
    """Return a check, or a metric, as the head of a column: broken where its parts begin.

    >>> head_of("service_level(orders) >= 80%").split(chr(10))
    ['service_level', '(orders)', '>= 80%']
    >>> head_of("days(service_level(orders) >= 80%) >= 90%").split(chr(10))
    ['days(', 'service_level', '(orders)', '>= 80%)', '>= 90%']
    """
    before, of_days, inner = text.rpartition("days(") if text.startswith("days(") else ("", "", text)
    pieces = [*([f"{before}{of_days}"] if of_days else []), *_PIECE.sub("\n", inner).split("\n")]
    return "\n".join(line for piece in pieces for line in fold(piece, HEAD_WIDTH))


def outcomes_of(comparison: "Comparison", strategy: str, promises: "Checked | None" = None) -> tuple[CheckResult, ...]:
    """Return what became of the checks of a strategy in one place, or of its types' targets where none are stated."""
    if promises is not None and strategy == comparison.baseline:
        here = (comparison.future, comparison.point)
        return tuple(one for one in promises.outcomes if (one.future, one.point) == here)
    scenario = comparison.scenarios[strategy]
    # A check of something that only another strategy has says nothing about this one.
    read = (parse_check(text, scenario) for text in comparison.checks)
    found = [one for one in read if isinstance(one, Check)]
    return tuple(judged(one, comparison, strategy) for one in found or targets_of(scenario))


def target_found(comparison: "Comparison", strategy: str, part: ResultPart, metric: str = LEVEL) -> Finding:
    """Return what became of the target of a part: of its own level, where its types share one; else missed by any."""
    found = types_found(comparison, strategy, part, metric)
    shares = {one.check.limit for one in found}
    if len(shares) != 1 or len(found) == 1:
        return worst(found)
    own = replace(found[0].check, text=f"{metric}({part.of}) >= {format_share(shares.pop())}", of=part.of)
    return judged(own, comparison, strategy).finding


def types_found(
    comparison: "Comparison", strategy: str, part: ResultPart, metric: str = LEVEL
) -> tuple[CheckResult, ...]:
    """Return what became of the service level of each type of a part, or of another target that some have."""
    types = comparison.scenarios[strategy].contact_types
    wanted = {f"type:{name}": metric for name in part.types if name in types}
    if metric == LEVEL:
        first = TARGETS["first_reply"]
        wanted |= {of: first for of in wanted if types[of.removeprefix("type:")].level_is_first_reply}
    targets = (one for one in targets_of(comparison.scenarios[strategy]) if wanted.get(one.of) == one.metric)
    return tuple(judged(one, comparison, strategy) for one in targets)


def within_said(comparison: "Comparison", strategy: str, part: ResultPart) -> str:
    """Return how many types of a part miss their target although the part has several, as *1 type ✗*."""
    found = types_found(comparison, strategy, part)
    missed = sum(one.finding is Finding.BROKEN for one in found)
    return f"{missed} type{'s' * (missed > 1)} {NOT_KEPT}" if missed and len(found) > 1 else ""


def outcome_cell(outcome: CheckResult | None) -> TableCell:
    """Return the value that was judged with its sign; a dash where nothing was."""
    if outcome is None:
        return TableCell(f"{NOTHING}  ")
    check, sign = outcome.check, MARK[outcome.finding]
    said = (check.unit, check.limit, outcome.enough)
    text = format_row(outcome.value, outcome.low, outcome.high, *said)
    short = format_row(outcome.value, math.nan, math.nan, *said)
    return TableCell(f"{text} {sign}", TONE_OF[outcome.finding], f"{short} {sign}")


def outcomes_everywhere(run: "Compared", promises: "Checked | None" = None) -> Outcomes:
    """Return for each strategy what became of its checks in each place of ``run``, by their texts."""
    return {
        name: [{one.check.text: one for one in outcomes_of(there, name, promises)} for there in run]
        for name in run.strategies
    }


def findings(found: Outcomes) -> set[Finding]:
    """Return what became of any check anywhere."""
    return {one.finding for places in found.values() for there in places for one in there.values()}


def check_columns(found: Outcomes, strategy: str) -> tuple[Column, ...]:
    """Return for one strategy a column for each check, with a row for each place, and one for all of them."""
    texts, places = _texts(found), found[strategy]
    columns = [column(head_of(text), [outcome_cell(there.get(text)) for there in places]) for text in texts]
    if len(texts) > 1:
        together = [worst(there.values()) for there in places]
        columns.append(Column(ALL_KEPT, tuple(TableCell(str(one), TONE_OF[one]) for one in together)))
    return tuple(columns)


def check_sheets(found: Outcomes, labels: tuple[Column, ...]) -> Iterator[Sheet]:
    """Yield a table for each check with all strategies side by side, a row for each place."""
    for text in _texts(found)[:TABLES_MAX]:
        columns = [column(name, [outcome_cell(there.get(text)) for there in places]) for name, places in found.items()]
        yield Sheet(labels, tuple(columns), text, alike=True)


def left_out(found: Outcomes) -> str:
    """Return which checks have no table."""
    more = _texts(found)[TABLES_MAX:]
    return f"Not shown: {'; '.join(more)}. Show one with --show." if more else ""


def _texts(found: Outcomes) -> list[str]:
    return list(dict.fromkeys(text for places in found.values() for there in places for text in there))


def target_sheets(run: "Compared", labels: tuple[Column, ...]) -> Iterator[Sheet]:
    """Yield for each part its service level in every place, with what became of its target."""
    for part in parts(run.first):
        columns = [
            column(name, [_target_cell(there, name, part) for there in run], marks=_mark(run, name))
            for name in run.strategies
        ]
        yield Sheet(labels, tuple(columns), f"{title(run.first, part)}: service level")


def target_findings(run: "Compared") -> set[Finding]:
    """Return what became of any target anywhere."""
    return {
        target_found(there, name, part)
        for there in run
        for part in parts(there)
        for name in there.strategies
        if has_part(there, name, part)
    }


def _mark(run: "Compared", name: str) -> tuple[str, ...]:
    return ("(baseline)",) if name == run.baseline and run.others else ()


def _target_cell(there: "Comparison", name: str, part: ResultPart) -> TableCell:
    line = TableLine("service_level", part.of, "")
    if not is_there(there, line, name):
        return TableCell(f"{NOTHING}  ")
    finding, within = target_found(there, name, part), within_said(there, name, part)
    value = cell(there.row(name, line.metric, line.of), shorter=True)
    sign = f"{MARK[finding]}, {within}" if within and finding is not Finding.BROKEN else MARK[finding]
    tone = Tone.BAD if within else TONE_OF[finding]
    return TableCell(f"{value.text} {sign}", tone, f"{value.short} {sign}")


def shown_columns(run: "Compared", show: "Sequence[Measured]") -> tuple[Column, ...]:
    """Return for one strategy a column for each of what was asked for."""
    lines = [asked(run.first, one) for one in show]
    return tuple(column(head_of(line.label), [line_cell(there, run.baseline, line) for there in run]) for line in lines)


def shown_sheets(run: "Compared", labels: tuple[Column, ...], show: "Sequence[Measured]") -> Iterator[Sheet]:
    """Yield a table for each of what was asked for with all strategies side by side."""
    for line in (asked(run.first, one) for one in show):
        columns = [column(name, [line_cell(there, name, line) for there in run]) for name in run.strategies]
        yield Sheet(labels, tuple(columns), line.label)
