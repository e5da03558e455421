"""By interval, type, segment, channel or group: one strategy in detail, or all strategies side by side.

One strategy has all its metrics beside each other. Of several the metric that matters has the room, a table for each
where there are few rows; of a day in half hours only the headline is shown, for nobody compares six strategies in
twenty-eight intervals on five metrics at once.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, METRICS, Unit
from simulator.errors import UsageError
from simulator.metrics.cells import Cell as Place
from simulator.report.answer import answer
from simulator.report.blocks import Blocks, Cell, Column, Paragraph, Sheet, Tone, column
from simulator.report.by import By
from simulator.report.by_days import days_sheet, has_days
from simulator.report.erlang import erlang_blocks
from simulator.report.numbers import NOTHING, format_difference, format_value
from simulator.report.places import future_label
from simulator.report.sentence import named, sentence
from simulator.report.signs import TONE, Sign, legend, sign
from simulator.report.table import cell, heading, marks, values_sheet
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.comparison import Compared, Comparison, Delta
    from simulator.scenario.nouns import Scenario


_CUSTOMERS = {
    "offered": "offered",
    "served_in_time": "served\nin time",
    "abandonment_rate": "abandoned",
    "asa_s": "ASA",
    "wait_s_p90": "90 %\nwait",
}
_STAFF = {
    "answered": "answered",
    "closed_per_agent_hour": "closed per\nagent hour",
    "occupancy": "occupancy",
    "agent_hours": "agent\nhours",
}
_INTERVALS = {
    "offered": "offered",
    "served_in_time": "served\nin time",
    "abandonment_rate": "abandoned",
    "asa_s": "ASA",
    "occupancy": "occupancy",
}
_DAYS = {**_INTERVALS, "agent_hours": "agent\nhours"}
OF_ONE = dict.fromkeys(By, _CUSTOMERS) | {By.DAY: _DAYS, By.INTERVAL: _INTERVALS, By.GROUP: _STAFF}
"""The metrics of one strategy, with the heads of their columns."""
_WAITS = {HEADLINE: "served in time of all who came", "abandonment_rate": "abandoned", "asa_s": "speed of answer (ASA)"}
_WORK = {"occupancy": "occupancy", "closed_per_agent_hour": "closed per agent hour", "agent_hours": "agent hours {}"}
OF_SEVERAL = dict.fromkeys(By, _WAITS) | {By.GROUP: _WORK}
"""The metrics of several strategies, with the titles of their tables."""
MANY_ROWS = 12
"""Of more rows than this only the first metric is shown."""


def check_by(by: By | None, scenario: "Scenario") -> None:
    """Raise `UsageError` when there is nothing that ``scenario`` could be broken down by; known before a run."""
    if by is By.SEGMENT and not any(kind.segments for kind in scenario.contact_types.values()):
        raise UsageError("--by segment: no contact type of this scenario has segments.")
    if by is By.DAY and scenario.horizon.days == 1:
        raise UsageError("--by day: there is only one day in this scenario. Its parts: --by interval.")


def run_blocks(run: "Compared", by: By | None = None) -> Blocks:
    """Yield one strategy in one future: totals, details (all that say something, or those asked for), the answer."""
    comparison = run.first
    check_by(by, comparison.scenarios[comparison.baseline])
    yield from heading(run)
    yield values_sheet(comparison)
    several = has_days(comparison)
    for kind in (by,) if by else (By.TYPE, By.SEGMENT, By.GROUP, By.DAY if several else By.INTERVAL):
        # The only type or group is everything; the only segment is not.
        if by or len(members(comparison, kind)) > (kind in (By.TYPE, By.GROUP)):
            yield one_sheet(comparison, kind, sure=by is not None)
    if several and not by and (sheet := days_sheet(comparison)):
        yield sheet
    yield from () if by else erlang_blocks(comparison)
    yield Paragraph(sentence(comparison), Tone.STRONG)


def by_blocks(run: "Compared", by: By) -> Blocks:
    """Yield all strategies side by side, broken down, in every future that was run."""
    if run.grid.axes:
        raise UsageError("--by breaks down one place; leave out --vary, or --by.")
    check_by(by, run.first.scenarios[run.baseline])
    yield from heading(run)
    signs: set[Sign] = set()
    for one in run:
        if len(run) > 1:
            yield Paragraph(future_label(one.future), Tone.TITLE)
        for sheet, found in several_sheets(one, by):
            signs |= found
            yield sheet
        if said := "\n".join(extremes(one, by)):
            yield Paragraph(said)
    if meaning := legend(signs):
        together = f"the signs of one table hold together with {run.first.confidence * 100:g} % confidence"
        yield Paragraph(f"Against {run.baseline}: {meaning}; {together}.", Tone.QUIET)
    yield Paragraph(answer(run), Tone.STRONG)


def members(comparison: "Comparison", by: By) -> dict[str, Place]:
    """Return the rows of a breakdown by name, those of the baseline first."""
    places = dict.fromkeys(place for name in comparison.strategies for place in comparison.stacks[name].cells)
    if by in (By.INTERVAL, By.DAY):
        mine = [place for place in places if (place.is_day if by is By.DAY else place.is_interval)]
        return {place.interval or "": place for place in mine if place.of == "all"}
    wanted = [place for place in places if place.kind == by and place.interval is None]
    return {place.of.partition(":")[2]: place for place in wanted}


def one_sheet(comparison: "Comparison", by: By, sure: bool) -> Sheet:
    """Return the metrics of the baseline for each member; ``sure`` with how sure they are."""
    rows, name = members(comparison, by), comparison.baseline
    columns = [
        column(head, [cell(comparison.row(name, metric, *place), sure, shorter=sure) for place in rows.values()])
        for metric, head in OF_ONE[by].items()
    ]
    return Sheet((column(f"by {by}", list(rows)),), tuple(columns))


def several_sheets(comparison: "Comparison", by: By) -> Iterator[tuple[Sheet, set[Sign]]]:
    """Yield a table for each metric with all strategies side by side, and the signs in it."""
    rows = members(comparison, by)
    metrics = list(OF_SEVERAL[by].items())
    for metric, words in metrics if len(rows) <= MANY_ROWS else metrics[:1]:
        title = words.format(comparison.period)
        signs: set[Sign] = set()
        columns = [_weights(comparison, rows.values())] if by is not By.GROUP else []
        for name in comparison.strategies:
            found = [_marked(comparison, name, metric, place, len(rows)) for place in rows.values()]
            signs |= {one for _, one in found if one}
            columns.append(Column(name, tuple(text for text, _ in found), marks(comparison, name, leads=False)))
        yield Sheet((column(f"by {by}", list(rows)),), tuple(columns), title, alike=True), signs


def _weights(comparison: "Comparison", places: Iterable[Place]) -> Column:
    """Return how many were offered in the baseline, so that a quiet interval is not taken for a problem."""
    counts = [_row(comparison, comparison.baseline, "offered", place).short or NOTHING for place in places]
    return column("offered", counts)


def _row(comparison: "Comparison", name: str, metric: str, place: Place) -> Cell:
    """Return a value, or a dash where the strategy has no such member."""
    known = place in comparison.stacks[name].cells
    return cell(comparison.row(name, metric, *place), shorter=True) if known else Cell(NOTHING)


def _marked(comparison: "Comparison", name: str, metric: str, place: Place, rows: int) -> tuple[Cell, Sign | None]:
    """Return a value with the sign of its difference to the baseline, one of so many ``rows`` that hold together."""
    text, _, short = _row(comparison, name, metric, place)
    delta = _delta(comparison, name, metric, place, rows)
    if delta is None:
        # As wide as with a sign, so that the numbers stand below each other.
        blank = " " * (2 * (comparison.replications > 1 and bool(comparison.others)))
        return Cell(text + blank, short=(short or text) + blank), None
    found = sign(delta, comparison.row(comparison.baseline, metric, *place).value)
    return Cell(f"{text} {found}", TONE.get(found, Tone.PLAIN), f"{short} {found}"), found


def _delta(comparison: "Comparison", name: str, metric: str, place: Place, rows: int) -> "Delta | None":
    """Return the difference to the baseline; None where one of them has no such member, or nothing can be told."""
    both = all(place in comparison.stacks[each].cells for each in (name, comparison.baseline))
    if name == comparison.baseline or comparison.replications == 1 or not both:
        return None
    return comparison.delta(name, metric, *place, among=rows)


def extremes(comparison: "Comparison", by: By) -> Iterator[str]:
    """Yield where the baseline is at its worst, and what the strategies do there."""
    rows = members(comparison, by)
    name, metric = comparison.baseline, "occupancy" if by is By.GROUP else HEADLINE
    levels = {
        each: comparison.row(name, metric, *place).value for each, place in rows.items() if _known(comparison, place)
    }
    levels = {each: level for each, level in levels.items() if level == level}
    if len(levels) < 2:
        return
    if by is By.GROUP:
        busiest, idlest = max(levels, key=levels.__getitem__), min(levels, key=levels.__getitem__)
        yield (
            f"In {named(name)} {named(busiest)} is busiest ({_share(levels[busiest])}) and {named(idlest)} least busy "
            f"({_share(levels[idlest])})."
        )
        return
    worst = min(levels, key=levels.__getitem__)
    yield (
        f"In {named(name)} fewest are served in time {'on' if by is By.DAY else 'in'} {named(worst)}: "
        f"{_share(levels[worst])}{_helps(comparison, rows[worst], len(rows))}."
    )


def _known(comparison: "Comparison", place: Place) -> bool:
    return place in comparison.stacks[comparison.baseline].cells


def _helps(comparison: "Comparison", place: Place, rows: int) -> str:
    """Return who serves most more there than the baseline, where that is told of anybody."""
    deltas = [_delta(comparison, name, HEADLINE, place, rows) for name in comparison.others]
    told = [delta for delta in deltas if delta and delta.verdict is Verdict.BETTER]
    if not told:
        return "; no strategy is shown to serve more there" if any(deltas) else ""
    most = max(told, key=lambda delta: delta.difference)
    size = format_difference(most.difference, METRICS[HEADLINE].unit).removeprefix("+")
    return f"; there {named(most.strategy)} gains most, {size}"


def _share(level: float) -> str:
    return format_value(level, Unit.SHARE)
