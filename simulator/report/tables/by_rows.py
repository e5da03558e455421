"""What a breakdown has rows of, and what it shows of them: the members of a scenario, or the parts of its day.

A row that would put several channels, or targets of several lengths, into one number has a dash instead, and it is said
why.
"""

import math
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE
from simulator.metrics.cells import Cell
from simulator.report.blocks import TableCell, Tone
from simulator.report.tables.by import By
from simulator.report.tables.table import cell
from simulator.report.words.closed_hours import CLOSED
from simulator.report.words.goal_words import ALL_SERVED
from simulator.report.words.moved import only_moved_to
from simulator.report.words.numbers import NOTHING, listed
from simulator.report.words.parts import ResultPart, is_mixed, parts, title
from simulator.report.words.sentence import named
from simulator.report.words.signs import AT_A_CLOSED_DOOR
from simulator.report.words.titled import label

if TYPE_CHECKING:
    from simulator.answers import Delta
    from simulator.comparison import Comparison

CENTER = ResultPart("all", "", ())
"""Everything, where the rows tell apart themselves what must not be put into one number."""
OF_CUSTOMERS = {
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
_TEAM = {
    "answered": "answered",
    "closed": "closed",
    "closed_per_agent_hour": "closed per\nagent hour",
    "occupancy": "occupancy",
    "agent_hours": "agent\nhours",
    "paid_hours": "paid\nhours",
    "staff_cost": "staff\ncost",
}
_INTERVALS = {
    "offered": "offered",
    "served_in_time": "served\nin time",
    "abandonment_rate": "abandoned",
    "asa_s": "ASA",
    "occupancy": "occupancy",
}
_DAYS = {**_INTERVALS, "agent_hours": "agent\nhours"}
OF_ONE = dict.fromkeys(By, OF_CUSTOMERS) | {By.DAY: _DAYS, By.INTERVAL: _INTERVALS, By.GROUP: _STAFF, By.TEAM: _TEAM}
"""The metrics of one strategy, with the heads of their columns."""
_COUNTED = {"arrived": "arrived", HEADLINE: "arrived"} | dict.fromkeys(
    ("offered", "abandonment_rate", "asa_s", "wait_s_p90"), "offered"
)
"""Metrics of customers, each with the count of those it is about."""
AT_A_GLANCE = {"offered": "offered", "served_in_time": "in time"}
"""Of each of several parts, side by side; their other metrics have a table for each part where they are asked for."""
_WAITS = {HEADLINE: ALL_SERVED, "abandonment_rate": "abandoned", "asa_s": "speed of answer (ASA)"}
BY_WORK = (By.GROUP, By.TEAM)
"""What has rows of agents, not of customers."""
_WORK = {"occupancy": "occupancy", "closed_per_agent_hour": "closed per agent hour", "agent_hours": "agent hours {}"}
OF_SEVERAL = dict.fromkeys(By, _WAITS) | dict.fromkeys(BY_WORK, _WORK)
"""The metrics of several strategies, with the titles of their tables."""
MANY_ROWS = 12
"""Of more rows than this only the first metric is shown."""


def members(comparison: "Comparison", by: By) -> dict[str, Cell]:
    """Return the rows of a breakdown by name, those of the baseline first.

    Instead of a channel whose types have several targets there are its types.
    """
    places = dict.fromkeys(place for name in comparison.strategies for place in comparison.stacks[name].cells)
    if by in (By.INTERVAL, By.DAY):
        mine = [place for place in places if (place.is_day if by is By.DAY else place.is_interval)]
        return {place.interval or "": place for place in mine if place.of == "all"}
    wanted = {place.of.partition(":")[2]: place for place in places if place.kind == by and place.interval is None}
    if by is By.TYPE:
        # Who only becomes a contact of a type is told of where they came.
        scenarios = [comparison.scenarios[name] for name in comparison.strategies]
        comes = {kind for one in scenarios for kind in one.contact_types.keys() - only_moved_to(one)}
        wanted = {kind: place for kind, place in wanted.items() if kind in comes}
    if by is not By.CHANNEL:
        return {label(comparison, place.of): place for place in wanted.values()}
    found: dict[str, Cell] = {}
    for channel, place in wanted.items():
        mixed = is_mixed(comparison, place, HEADLINE)
        found |= (
            {
                f"{label(comparison, place.of)}: {label(comparison, f'type:{name}')}": Cell(f"type:{name}", None)
                for name in _types(comparison, channel)
            }
            if mixed
            else {label(comparison, place.of): place}
        )
    return found


def _types(comparison: "Comparison", channel: str) -> tuple[str, ...]:
    """Return the types of a channel, of all strategies."""
    known = (comparison.scenarios[name].contact_types.items() for name in comparison.strategies)
    return tuple(dict.fromkeys(name for types in known for name, kind in types if kind.channel == channel))


def of(part: ResultPart, place: Cell) -> Cell:
    """Return ``place`` of a part, where it is of everything."""
    return place._replace(of=part.of) if place.of == "all" else place


def parts_by(comparison: "Comparison", by: By) -> tuple[ResultPart, ...]:
    """Return the parts that a breakdown by ``by`` has tables of; what is not of the time tells them apart itself."""
    return parts(comparison) if by in (By.INTERVAL, By.DAY) else (CENTER,)


def titled(comparison: "Comparison", part: ResultPart, words: str) -> str:
    """Return ``words`` as the title of a table of a part."""
    return f"{title(comparison, part)}: {words}" if part.label else words


def value(
    comparison: "Comparison",
    name: str,
    metric: str,
    place: Cell,
    sure: bool = True,
    closed: Collection[Cell] = frozenset(),
) -> TableCell:
    """Return a value, or a dash where the strategy has no such member or it has several channels or targets.

    In a place that is among the ``closed`` it says so instead of a value of nobody; and the share of those who came all
    the same is marked.
    """
    if place not in comparison.stacks[name].place_of or is_mixed(comparison, place, metric):
        return TableCell(NOTHING)
    found = cell(comparison.row(name, metric, *place), sure, shorter=sure)
    if place not in closed or metric not in _COUNTED:
        return found
    if comparison.row(name, _COUNTED[metric], *place).value == 0:
        return TableCell(CLOSED, Tone.QUIET)
    if metric != HEADLINE or found.text == NOTHING:
        return found
    short = f"{found.short}{AT_A_CLOSED_DOOR}" if found.short else ""
    return TableCell(f"{found.text}{AT_A_CLOSED_DOOR}", Tone.QUIET, short)


def tables(comparison: "Comparison", by: By) -> dict[str, str]:
    """Return the metrics of several strategies that have a table, of each part, with their titles: few of many rows."""
    metrics = OF_SEVERAL[by]
    if by is By.TEAM and (currency := comparison.scenarios[comparison.baseline].currency):
        metrics = metrics | {"staff_cost": f"staff cost, {currency} {{}}"}
    few = len(members(comparison, by)) * len(parts_by(comparison, by)) <= MANY_ROWS
    return metrics if few else dict(list(metrics.items())[:1])


def left_out_said(comparison: "Comparison", by: By) -> Iterator[str]:
    """Yield which metrics have no table where there are several parts: nobody shall think that there is no more."""
    left = [words for metric, words in OF_SEVERAL[by].items() if metric not in tables(comparison, by)]
    if left and len(parts_by(comparison, by)) > 1:
        one = comparison.baseline
        yield f"Not shown for lack of room: {listed(left)}. For one strategy: ccsim run -s {one} --by {by}."


def mixed_said(comparison: "Comparison", by: By) -> Iterator[str]:
    """Yield why there is a dash where a row would put several channels or targets into one number."""
    metrics = OF_ONE[by] if not comparison.others else OF_SEVERAL[by]
    rows = members(comparison, by)
    mixed = [
        name
        for name, place in rows.items()
        if place.of != "all" and any(is_mixed(comparison, place, metric) for metric in metrics)
    ]
    if mixed:
        yield (
            f"{listed([named(name) for name in mixed])} {'has' if len(mixed) == 1 else 'have'} contacts of several "
            "channels or targets, which have no common service level: --by type shows them."
        )


def delta_among(comparison: "Comparison", name: str, metric: str, place: Cell, rows: int) -> "Delta | None":
    """Return the difference to the baseline; None where one of them has no such member, or nothing can be told."""
    both = all(place in comparison.stacks[each].cells for each in (name, comparison.baseline))
    if name == comparison.baseline or comparison.replications == 1 or not both or is_mixed(comparison, place, metric):
        return None
    found = comparison.delta(name, metric, *place, among=rows)
    # Of nobody nothing will ever be told.
    return None if math.isnan(found.difference) else found
