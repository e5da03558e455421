"""How results show themselves in a notebook: the blocks of every other report, cut where they would be long.

The HTML stands alone: it brings the little style that its tables need, which reaches nothing else on the page, and
takes the notebook's own colours. Whoever wants all of it has `summary`, `to_frame`, and the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from simulator.arguments import text_or_none, whole_number
from simulator.checking import Checked, Finding
from simulator.compared import Compared
from simulator.comparison import Comparison
from simulator.describing.description import Description
from simulator.errors import UsageError
from simulator.given_run import whole_run
from simulator.metrics.frames import records_frame
from simulator.printable import printable
from simulator.report.blocks import Block, Blocks, Paragraph, Section, Sheet, SheetPair, Tone
from simulator.report.description.description_blocks import description_blocks
from simulator.report.description.description_rows import BY_INTERVAL, rows_of
from simulator.report.files.validation import Validation
from simulator.report.media.html_blocks import html_blocks
from simulator.report.media.layout import Paper, lines_of
from simulator.report.records.records import check_records
from simulator.report.records.result_frames import routing_frame, rows_frame
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.promises import checks_blocks
from simulator.report.tables.routing_outcomes import passed_said, routing_blocks
from simulator.report.traces.trace_blocks import trace_blocks
from simulator.report.words.places import future_label
from simulator.report.words.stopped import stopped_said
from simulator.routing_tests.asking import RoutingOutcomes
from simulator.tracing.trace_records import trace_records
from simulator.tracing.traces import Trace

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.metrics.frames import DataFrame

ROWS_MAX, COLUMNS_MAX, BLOCKS_MAX = 40, 8, 40
"""Of a table, and of a result, in a notebook."""
STRATEGIES_MAX, RUNS_MAX = 25, 100
"""Of more strategies, or more strategies in places together, a notebook shows a line: tables would take seconds."""
STYLE = """\
.ccsim p { margin: .4em 0; max-width: 60em; } .ccsim h3 { margin: .6em 0 .2em; }
.ccsim .scroll { overflow-x: auto; margin: .6em 0; }
.ccsim table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.ccsim caption { text-align: left; font-weight: 600; padding: .2em 0; white-space: nowrap; }
.ccsim th, .ccsim td { padding: .15em .7em; text-align: right; vertical-align: top; }
.ccsim thead th, .ccsim thead td { border-bottom: 1px solid currentColor; vertical-align: bottom; }
.ccsim tbody th, .ccsim th.left, .ccsim td.left { text-align: left; font-weight: 400; }
.ccsim td, .ccsim tbody th { white-space: nowrap; } .ccsim td.left { white-space: normal; }
.ccsim tr.strong th, .ccsim tr.strong td, .ccsim p.strong, .ccsim tr.section th { font-weight: 600; }
.ccsim .quiet, .ccsim .mark { opacity: .75; font-size: .92em; } .ccsim .mark { display: block; font-weight: 400; }
.ccsim .sign { display: inline-block; min-width: 5.8em; text-align: left; font-size: .9em; }
.ccsim .sign.only { min-width: 1em; }
.ccsim .aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""


def line_of(given: Any) -> str:
    """Return a line that says what a result is.

    Strategies, futures and points that were run, replications and seed; of a check how many hold.
    """
    kind = type(given).__name__
    if isinstance(given, Description):
        return f"<{kind} of {_name(given.name)}: {_strategy(given.strategy)}{future_label(given.future)}>"
    if isinstance(given, Validation):
        return f"<{kind} of {_name(given.file)}: {given.said}>"
    if isinstance(given, Trace):
        names = ", ".join(map(_name, given.strategies))
        return f"<{kind} of {_name(given.name)}: {given.question}, {names}, replication {given.replication}>"
    if isinstance(given, RoutingOutcomes) or (isinstance(given, Checked) and given.run is None):
        routing = given.routing if isinstance(given, Checked) else given
        return f"<{kind} of {_name(routing.name)}: {passed_said(routing)}>"
    run = Compared((given,)) if isinstance(given, Comparison) else whole_run(given)
    first = run.first
    names = ", ".join(map(_name, first.strategies[:3])) + ", …" * (len(first.strategies) > 3)
    said = [_count(len(first.strategies), "strategy", "strategies") + f" ({names})"]
    said += [_count(len(run.futures), "future", "futures")] * (len(run.futures) > 1)
    said += [_count(len(run.grid.points), "point", "points")] * bool(run.grid.axes)
    stopped = stopped_said(first)
    said += [f"{stopped[:1].lower()}{stopped[1:]}" or _count(first.replications, "replication", "replications")]
    said += [f"seed {first.seed}"]
    if isinstance(given, Checked):
        found = [outcome.finding for outcome in given.outcomes]
        said = [f"{found.count(one)} of {len(found)} {one}" for one in Finding if one in found]
        said += [passed_said(given.routing)] if given.routing.outcomes else []
    return f"<{kind} of {_name(first.name)}: {', '.join(said)}>"


def html_of(given: Any) -> str:
    """Return a result as HTML that can stand in a notebook."""
    shown = html_blocks(_cut(_blocks(given)), ())
    return f'<div class="ccsim">\n<style>\n{STYLE}</style>\n{shown}\n</div>'


def summary_of(given: Any, width: int) -> str:
    """Return a result as the lines that the command prints."""
    paper = Paper(max(20, whole_number("width", width)))
    lines: list[str] = []
    for block in _all_blocks(given):
        lines += [line.plain.rstrip() for line in lines_of(block, paper)]
        lines += [""] * (not isinstance(block, Paragraph) or block.closed)
    return "\n".join(lines).rstrip()


def frame_of(given: Any) -> "DataFrame":
    """Return a result as a pandas table: values, checks, problems, or the load of a description by interval."""
    if isinstance(given, Description):
        return records_frame(_loads(given))
    if isinstance(given, Trace):
        return records_frame(trace_records(given))
    if isinstance(given, RoutingOutcomes):
        return routing_frame(given)
    if isinstance(given, Checked):
        if given.run is None:
            return routing_frame(given.routing)
        return records_frame(
            record | {"reason": record.get("reason"), "too_few": "too_few" in record} for record in check_records(given)
        )
    return rows_frame(Compared((given,)) if isinstance(given, Comparison) else given)


def figure_of(given: Any, kind: str | None) -> "Figure":
    """Return the picture that says most of a result, or one of the ``kind`` that is asked for."""
    from simulator.report.pictures.albums import album
    from simulator.report.pictures.description_picture import load_figure

    text_or_none("kind", kind, "the name of a picture, as 'service'")
    if isinstance(given, Description):
        if kind not in (None, "load"):
            raise UsageError(f"there is no picture '{kind}' of a description. Known: load.")
        return load_figure(given)
    run = Compared((given,)) if isinstance(given, Comparison) else whole_run(given)
    wanted = kind or _usual(run)
    found = album(run, wanted)
    if not found:
        kinds = ", ".join(dict.fromkeys(one.kind for one in album(run)))
        raise UsageError(f"there is no picture '{wanted}' of this run. {f'Known: {kinds}.' if kinds else ''}".strip())
    return found[0].draw()


def _usual(run: Compared) -> str:
    if run.grid.axes:
        return "grid"
    if len(run.futures) > 1:
        return "futures"
    return "differences" if run.others and run.replications > 1 else "service"


def _blocks(given: Any) -> Blocks:
    """Return what a notebook shows: all of it, or of very much a line."""
    if isinstance(given, RoutingOutcomes) or (isinstance(given, Checked) and given.run is None):
        yield from _all_blocks(given)
        return
    held = given if isinstance(given, Description | Validation | Comparison | Trace) else whole_run(given)
    if isinstance(held, Comparison):
        held = Compared((held,))
    if isinstance(held, Compared) and _is_very_much(held):
        yield Paragraph(line_of(given).strip("<>"), Tone.STRONG)
        yield Paragraph("Too much for a notebook: summary(), to_frame() and plot() have all of it.", Tone.QUIET)
        return
    yield from _all_blocks(given)


def _is_very_much(run: Compared) -> bool:
    return len(run.strategies) > STRATEGIES_MAX or len(run) * len(run.strategies) > RUNS_MAX


def _all_blocks(given: Any) -> Blocks:
    if isinstance(given, Description):
        return description_blocks(given)
    if isinstance(given, Validation):
        return given.blocks()
    if isinstance(given, Trace):
        return trace_blocks(given)
    if isinstance(given, RoutingOutcomes):
        return routing_blocks(given)
    if isinstance(given, Checked):
        return checks_blocks(given)
    if isinstance(given, Comparison):
        return compared_blocks(Compared((given,)))
    run = whole_run(given)
    return compared_blocks(run, getattr(given, "checked", None)) if run.others or len(run) > 1 else run_blocks(run)


def _cut(blocks: Iterable[Block]) -> Iterator[Block]:
    left = iter(blocks)
    for block in islice(left, BLOCKS_MAX):
        if isinstance(block, Paragraph):
            yield block
            continue
        sheets = (block.values, block.differences) if isinstance(block, SheetPair) else (block,)
        shorter = [_shorter(sheet) for sheet in sheets]
        yield SheetPair(*shorter) if isinstance(block, SheetPair) else shorter[0]
        if said := next(filter(None, map(_left_out, sheets)), ""):
            yield Paragraph(said, Tone.QUIET)
    if next(left, None) is not None:
        yield Paragraph("… more: summary() has all of it.", Tone.QUIET)


def _shorter(sheet: Sheet) -> Sheet:
    if len(sheet.rows) > ROWS_MAX:
        short = [
            tuple(one._replace(cells=one.cells[:ROWS_MAX]) for one in each) for each in (sheet.labels, sheet.columns)
        ]
        sections: tuple[Section, ...] = tuple(one for one in sheet.sections if one.row < ROWS_MAX)
        strong = tuple(row for row in sheet.strong if row < ROWS_MAX)
        sheet = replace(sheet, labels=short[0], columns=short[1], strong=strong, sections=sections, feet=0)
    return replace(sheet, columns=sheet.columns[:COLUMNS_MAX])


def _left_out(sheet: Sheet) -> str:
    rows, columns = len(sheet.rows) - ROWS_MAX, len(sheet.columns) - COLUMNS_MAX
    parts = [_count(rows, "row", "rows")] * (rows > 0) + [_count(columns, "column", "columns")] * (columns > 0)
    return f"… {' and '.join(parts)} more: summary() has all of it." if parts else ""


def _loads(one: Description) -> Iterator[dict[str, Any]]:
    """Yield for each type and interval who comes and how many agents that keeps busy; for each group who is there."""
    labels = [row.label for row in rows_of(one, BY_INTERVAL)]
    for kind in one.types:
        for label, came, busy in zip(labels, kind.offered, kind.agents, strict=True):
            yield {"of": f"type:{kind.name}", "interval": label, "contacts": came, "busy_agents": busy, "staff": None}
    for group in one.groups:
        for label, staff in zip(labels, group.staff, strict=True):
            yield {
                "of": f"group:{group.name}",
                "interval": label,
                "contacts": None,
                "busy_agents": None,
                "staff": staff,
            }


def _strategy(name: str) -> str:
    return f"{_name(name)}, " if name else ""


def _count(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


def _name(name: str) -> str:
    words = printable(name)
    return words if len(words) <= 40 else f"{words[:39]}…"
