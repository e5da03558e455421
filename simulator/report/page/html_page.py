"""The report as one HTML file, put together: question and answer first, then what they rest on, then how to repeat it.

The tables and sentences are those of every other report; here they are only laid out. The same run gives the same
bytes: nothing on the page knows the time or the machine.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from simulator.checking import Checked, targets
from simulator.comparing import Place
from simulator.report.blocks import Block, Paragraph, Tone
from simulator.report.media.html_blocks import html_blocks, name, text
from simulator.report.page.assumptions import assumptions, scenario_text
from simulator.report.page.background import Background
from simulator.report.page.formulas import formulas, shown_metrics
from simulator.report.page.glossary_words import words_in
from simulator.report.page.page_pictures import drawn
from simulator.report.page.statistics import statistics_said
from simulator.report.page.variants import futures_said, strategies_said
from simulator.report.tables.by import By
from simulator.report.tables.by_days import has_days
from simulator.report.tables.by_one import one_sheets, says_more
from simulator.report.tables.by_rows import mixed_said
from simulator.report.tables.by_several import several_sheets
from simulator.report.tables.legends import explained
from simulator.report.tables.lines import goal_head, labels, line_blocks
from simulator.report.tables.promises import checks_sheet, count
from simulator.report.tables.summary import result_blocks
from simulator.report.tables.table import heading
from simulator.report.tables.unused_blocks import unused_blocks
from simulator.report.tables.who import who_compared_sheet
from simulator.report.words.answer import conclusion
from simulator.report.words.parts import parts
from simulator.report.words.signs import Sign, legend
from simulator.report.words.titled import checked_for_people, for_people

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.scenario.judged.checks import Measured

_TEMPLATE = "page.html.j2"
_STYLE = "page.css"
_TAG = re.compile(r"<svg.*?</svg>|<pre.*?</pre>|<[^>]*>", re.DOTALL)


def page(
    run: "Compared",
    background: Background,
    promises: Checked | None = None,
    with_pictures: bool = True,
    show: "Sequence[Measured]" = (),
) -> str:
    """Return the page of a run; ``promises`` are what `check_points` found along a grid, ``show`` is asked for too.

    Everything is in it: no other file, no network, no script. Pictures take some seconds to draw.
    """
    run, promises = for_people(run), checked_for_people(promises)
    background = background.called_as(run.first)
    laid_out = _parts(run, background, promises, show) | {"pictures": list(drawn(run)) if with_pictures else []}
    # What the glossary has to explain is known when everything else is written.
    said = unescape(_TAG.sub(" ", _rendered(words={}, **laid_out)))
    return _rendered(words=words_in(said), **laid_out)


def _rendered(**parts: Any) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Whatever is printed shows its control signs, even if the template forgets.
        finalize=lambda value: text(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters["name"] = name
    return environment.get_template(_TEMPLATE).render(**parts)


def _parts(
    run: "Compared", background: Background, promises: Checked | None, show: "Sequence[Measured]"
) -> dict[str, Any]:
    """Return what the template lays out."""
    first, head = run.first, list(heading(run))
    checked = promises or _checked(run)
    lines = [line.metric for block in line_blocks(first, show) for line in block.lines]
    metrics = shown_metrics([*labels(first), *lines], background.checks)
    return {
        "style": Markup((Path(__file__).parent / _STYLE).read_text("utf-8")),
        "title": head[0].text,  # type: ignore[union-attr]
        "question": first.question,
        "how": head[-1].text,  # type: ignore[union-attr]
        "answer": _answer(run, promises),
        "strategies": strategies_said(run, background),
        "futures": futures_said(run, background) if run.futures != (None,) else [],
        "axes": [(axis.path, axis.values) for axis in run.grid.axes],
        "baseline": run.baseline,
        "results": html_blocks([*_results(run, promises, len(head), show), *unused_blocks(run)], _captions(run)),
        "details": [Detail(*one) for one in _details(run)],
        "checks": _checks(checked),
        "assumptions": html_blocks(assumptions(run, background)),
        "scenarios": _scenarios(run, background),
        "statistics": list(statistics_said(run)),
        "formulas": formulas(metrics, labels(first)),
        "run": run,
        "background": background,
    }


def _answer(run: "Compared", promises: Checked | None) -> list[str]:
    """Return the answer, a line for each future of a grid."""
    said = conclusion(run, promises)
    # Elsewhere a line break can only be part of a name.
    return said.split("\n") if run.grid.axes and len(run.futures) > 1 else [said]


@dataclass(frozen=True)
class Detail:
    """Results broken down by something: what, and the tables."""

    by: str
    html: Markup


def _results(run: "Compared", promises: Checked | None, head: int, show: "Sequence[Measured]") -> list[Block]:
    """Return the tables of the run with their notes: without its heading and the answer, which stand above."""
    blocks = list(result_blocks(run, promises, show))[head:]
    last = blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.tone is Tone.STRONG
    return blocks[:-1]


def _captions(run: "Compared") -> list[str]:
    """Return what stands over the tables that have no title."""
    if len(run) > 1:
        what = _goal(run) if run.others else f"{run.baseline}: its values"
        where = "at every point of the grid" if run.grid.axes else "in every future"
        return [f"{what}, {where}"] * len(run.futures)
    if run.others and run.replications > 1:
        same = "" if run.first.customers_differ else ", on the same customers"
        return ["All strategies with their values", f"Differences to {run.baseline}{same}"]
    return ["All strategies with their values" if run.others else f"{run.baseline}: the whole day"]


def _goal(run: "Compared") -> str:
    said = goal_head(run.first)
    return "Served in time, all contacts" if len(parts(run.first)) == 1 else f"{said[:1].upper()}{said[1:]}"


def _details(run: "Compared") -> Iterator[tuple[str, Markup]]:
    """Yield the headline and what lies behind it by type, segment, group, team and time, in the first place."""
    if run.grid.axes or (len(run) == 1 and not run.others):
        return
    one = run.first
    for by in (By.TYPE, By.SEGMENT, By.GROUP, By.TEAM, By.DAY if has_days(one) else By.INTERVAL):
        # The intervals of several days are too many to be read.
        if says_more(one, by):
            yield by.value, _broken_down(run, by)
    if run.others and (sheet := who_compared_sheet(one, one.strategies)):
        yield "type and group: who answered what", html_blocks([sheet])


def _broken_down(run: "Compared", by: By) -> Markup:
    one = run.first
    if not run.others:
        return html_blocks(explained(one_sheets)(one, by, sure=True))
    blocks: list[Block] = []
    signs: set[Sign] = set()
    for sheet, found in several_sheets(one, by):
        blocks.append(replace(sheet, title=f"{sheet.title[:1].upper()}{sheet.title[1:]}"))
        signs |= found
    meaning = legend(signs)
    note = f"Against {run.baseline}: {meaning}; the signs of one table hold jointly." if meaning else ""
    said = "\n".join(filter(None, (*mixed_said(one, by), note)))
    blocks += [Paragraph(said, Tone.QUIET)] if said else []
    return html_blocks(explained(iter)(blocks))


def _checked(run: "Compared") -> Checked | None:
    """Return what became of the scenario's checks and of its types' own targets; not of a grid."""
    if run.grid.axes:
        return None
    outcomes = [each for one in run for strategy in run.strategies for each in targets(one, strategy)]
    by_check = list(dict.fromkeys(outcome.check.text for outcome in outcomes))
    outcomes.sort(key=lambda outcome: by_check.index(outcome.check.text))
    return Checked(run, tuple(outcomes))


@dataclass(frozen=True)
class Promises:
    """The checks as a page shows them."""

    said: str
    html: Markup


def _checks(checked: Checked | None) -> Promises | None:
    if checked is None or not checked.outcomes:
        return None
    table = html_blocks([checks_sheet(checked)], ["The targets, and what became of them"])
    said = count(checked, "target")
    said = f"All strategies together: {said[0].lower()}{said[1:]}" if checked.compared.others else said
    return Promises(said, table if not checked.compared.grid.axes else Markup(""))


def _scenarios(run: "Compared", background: Background) -> list[tuple[str, str]]:
    """Return (strategy, its scenario as text) in the first place."""
    place = Place(run.first.future, run.first.point)
    return [(strategy, scenario_text(background.tree(place, strategy))) for strategy in run.strategies]
