"""Days that meet their target: how the service level of single days is spread, type by type and strategy by strategy.

The level of all days together hides that a bad day is nobody's average: a plan that meets 80 % on the whole may miss it
on every second day. Each row shows all days of one strategy as hills over the levels they came to; what lies left of
the target is days that missed it, and how many did not is written beside.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS
from simulator.metrics.cells import Cell
from simulator.metrics.values import Stack, metric_values
from simulator.report.pictures.axes import share_ticks
from simulator.report.pictures.captions import customers, days, footer, one_line, one_place, seconds
from simulator.report.pictures.day_titles import horizon_of, intervals_word
from simulator.report.pictures.frame import framed, legend_over, plain
from simulator.report.pictures.levels import LEVEL, contact_types, leader, percent
from simulator.report.pictures.style import BAD, BASE_SIZE, GOOD, INK, LEGEND_SIZE, QUIET, in_house_style
from simulator.report.words import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

REPLICATIONS_MIN = 10
"""Fewer days have no shape."""
TYPES_MAX = 6
"""Types of which fewest days meet the target come first; what is left out is named."""
BINS = 30
"""Of a panel's axis: so many hills there may be."""
ROW_IN, PANEL_IN, AROUND_IN = 0.34, 0.62, 1.5
"""Heights: of one strategy in a panel, of what else a panel needs, and of what stands around all of them."""
HEIGHT_MAX_IN = 11.5
HILL = 0.82
"""Height of the highest hill of a row, as a share of the row."""
MET, MISSED, TARGET = "days that meet the target", "days that miss it", "target"


@dataclass(frozen=True)
class DaysRow:
    """The days of one strategy: the service level of each day on which anybody was to be served."""

    name: str
    levels: NDArray[np.float64]
    """Shape (days,)."""
    met: int
    text: str
    """How many days meet the target, in words."""


@dataclass(frozen=True)
class DaysPanel:
    """One contact type: its rows and its target."""

    name: str
    label: str
    target: float
    rows: Sequence[DaysRow]


@dataclass(frozen=True)
class DaysPicture:
    """All that the picture shows, in plain numbers."""

    title: str
    panels: Sequence[DaysPanel]
    subtitle: str = ""
    footer: str = ""


def days_met(run: "AnyRun | Comparison") -> "Figure":
    """Return the picture of how the service level of single days is spread, for every type and strategy."""
    return draw_days(days_of(one_place(run)))


def days_of(comparison: "Comparison") -> DaysPicture:
    """Return what `days_met` shows."""
    panels = [_panel(comparison, name) for name in contact_types(comparison)]
    room = int((HEIGHT_MAX_IN - AROUND_IN) / (PANEL_IN + ROW_IN * len(comparison.strategies)))
    order = sorted(range(len(panels)), key=lambda place: (_least(panels[place]), place))
    shown = sorted(order[: max(1, min(TYPES_MAX, room))])
    out = [panels[place] for place in order if place not in shown]
    a_replication = len(horizon_of(comparison).open_days)
    every = comparison.replications * a_replication
    nobody = any(len(row.levels) < every for panel in panels for row in panel.rows)
    each = f"{'day of' if a_replication > 1 else 'of'} {days(comparison)}"
    judged = "days without contacts, such as closed days, are left out" if nobody else ""
    left_out = f"not shown: {', '.join(map(_said, out))}" if out else ""
    return DaysPicture(
        _title(comparison),
        [panels[place] for place in shown],
        f"Distribution of the service level over each {each}; in brackets: days on which all "
        f"{intervals_word(comparison)} meet it",
        footer(comparison, "a day meets its target when its service level is at or above it", judged, left_out),
    )


def judged_days(stack: Stack, of: str, share: float) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return (levels, whether every interval is at least ``share``) of all days with anybody, shape (days,) each.

    Of several days in a replication each counts.
    """
    places = {cell.interval: place for place, cell in enumerate(stack.cells) if cell.of == of}
    names = _day_names(places)
    levels, throughout = [], []
    for name in names:
        mine = [
            place
            for label, place in places.items()
            if Cell(of, label).is_interval and (name is None or str(label).startswith(f"{name} "))
        ]
        day = np.array([places[name]] if name in places else [], dtype=np.intp)
        levels.append(_levels(stack, day) if len(day) else np.full((stack.replications, 1), np.nan))
        throughout.append(_throughout(stack, day, np.array(mine, dtype=np.intp), share))
    level, every = np.concatenate(levels)[:, 0], np.concatenate(throughout)
    known = np.isfinite(level)
    return level[known], every[known]


def _throughout(stack: Stack, day: NDArray[np.intp], intervals: NDArray[np.intp], share: float) -> NDArray[np.bool_]:
    """Return whether every interval of a day is at least ``share``, in each replication."""
    if not len(intervals) or stack.are_replications(intervals):
        # Where nobody came there is nothing to miss.
        missed: NDArray[np.bool_] = np.asarray((_levels(stack, intervals) < share).any(axis=1))
        return ~missed
    # Intervals were added up; that they all met the type's target was counted before.
    met: NDArray[np.bool_] = stack.parts[0].total(("days_met_throughout",), stack.inside(day))[:, 0] > 0
    return met


def _levels(stack: Stack, places: NDArray[np.intp]) -> NDArray[np.float64]:
    return metric_values(METRICS[LEVEL], stack, places)


def _day_names(labels: Iterable[str | None]) -> list[str | None]:
    """Return the names of days among the labels of cells; None, the whole horizon, where it is a single day."""
    names: list[str | None] = [label for label in labels if Cell("all", label).is_day]
    return names or [None]


def _panel(comparison: "Comparison", name: str) -> DaysPanel:
    target = contact_types(comparison)[name].service_level
    rows = []
    for strategy in comparison.strategies:
        kind = comparison.scenarios[strategy].contact_types.get(name)
        share = kind.service_level.share if kind else target.share
        levels, every = judged_days(comparison.stacks[strategy], f"type:{name}", share)
        met = int((levels >= share).sum())
        text = f"{_of_days(met, len(levels))} [{int(every.sum()):,}]" if len(levels) else "no day"
        rows.append(DaysRow(one_line(strategy, customers(comparison, strategy), 26), levels, met, text))
    title = titled.label(comparison, f"type:{name}")
    head = f"{plain(title, 30)}: {percent(target.share)} in {seconds(target.within_s)}"
    return DaysPanel(plain(title, 24), head, target.share, rows)


def _of_days(met: int, known: int) -> str:
    return f"{met:,} of {known:,} days, {_percent(met, known)}"


def _percent(met: int, known: int) -> str:
    """Return a share of days that is 0 % or 100 % only where it is."""
    share = 100 * met / known
    return f"{min(max(share, 0.1), 99.9):.1f} %" if 0 < met < known and not 0.5 <= share < 99.5 else f"{share:.0f} %"


def _least(panel: DaysPanel) -> float:
    return min((row.met / len(row.levels) for row in panel.rows if len(row.levels)), default=1.0)


def _said(panel: DaysPanel) -> str:
    """Return a type that is left out, with the strategy of fewest days that meet the target."""
    known = [row for row in panel.rows if len(row.levels)]
    if not known:
        return f"{panel.name}, no contacts"
    low, high = (pick(known, key=lambda row: row.met / len(row.levels)) for pick in (min, max))
    ends = list(dict.fromkeys(_percent(row.met, len(row.levels)) for row in (low, high)))
    return f"{panel.name} {'–'.join(ends)} of days"


def _title(comparison: "Comparison") -> str:
    """Return on how many days all types meet their targets: with the baseline and with who serves most in time."""
    shares = {name: _together(comparison, name) for name in comparison.strategies}
    known = {name: share for name, share in shares.items() if share[1]}
    first = comparison.baseline
    if first not in known:
        return "No contacts arrived, so no day has a service level"
    kinds = [titled.label(comparison, f"type:{name}") for name in contact_types(comparison)]
    whose = "All types meet their targets" if len(kinds) > 1 else f"{plain(kinds[0], 24)} meets its target"
    text = f"{whose} on {_of_days(*known[first])}, with {one_line(first)}"
    best = leader(comparison)
    return f"{text}, on {_percent(*known[best])} with {one_line(best)}" if best != first and best in known else text


def _together(comparison: "Comparison", strategy: str) -> tuple[int, int]:
    """Return (days on which every type meets its target, days with anybody)."""
    stack, kinds = comparison.stacks[strategy], comparison.scenarios[strategy].contact_types
    places = stack.place_of
    met = known = 0
    for day in _day_names(cell.interval for cell in places if cell.of == "all"):
        cells = {name: Cell(f"type:{name}", day) for name in kinds}
        rows = [(places[cell], kinds[name]) for name, cell in cells.items() if cell in places]
        levels = _levels(stack, np.array([place for place, _ in rows], dtype=np.intp))
        missed = (levels < np.array([kind.service_level.share for _, kind in rows])).any(axis=1)
        somebody = np.isfinite(levels).any(axis=1)
        met, known = met + int((~missed & somebody).sum()), known + int(somebody.sum())
    return met, known


@in_house_style
def draw_days(picture: DaysPicture) -> "Figure":
    """Return the picture, a panel for each type and in it a row of hills for each strategy."""
    heights = [PANEL_IN + ROW_IN * len(panel.rows) for panel in picture.panels]
    texts = (picture.title, picture.subtitle, picture.footer)
    legend = [MET, MISSED, TARGET]
    height_in = AROUND_IN + sum(heights)
    figure, grid = framed(*texts, rows=len(picture.panels), height_in=height_in, heights=heights, legend=legend)
    entries: dict[str, Any] = {}
    for (axes,), panel in zip(grid, picture.panels, strict=True):
        entries |= _draw(axes, panel)
    legend_over(figure, {label: entries[label] for label in legend if label in entries})
    return figure


def edges_of(panel: DaysPanel) -> NDArray[np.float64]:
    """Return the edges of the hills' bins, shape (bins + 1,), up to 1; the target is one of them.

    So no hill has days that meet the target beside days that miss it.
    """
    lowest = min((float(row.levels.min()) for row in panel.rows if len(row.levels)), default=panel.target)
    low = max(0.0, min(lowest, panel.target - 0.5 * (1.0 - panel.target), 0.98))
    width = (1.0 - low) / BINS
    above = max(1, round((1.0 - panel.target) / width))
    below = math.ceil((panel.target - low) / width)
    left = np.linspace(low, panel.target, below + 1)[:-1]
    right = np.linspace(panel.target, 1.0, above + 1) if panel.target < 1.0 else np.array([1.0, 1.0 + width])
    return np.concatenate((left, right))


def _draw(axes: "Axes", panel: DaysPanel) -> dict[str, Any]:
    edges = edges_of(panel)
    missed = edges[:-1] < panel.target
    entries: dict[str, Any] = {}
    for place, row in enumerate(panel.rows):
        counts = np.histogram(row.levels, edges)[0].astype(np.float64)
        tops = place + 0.5 - HILL * counts / max(counts.max(), 1.0)
        looks: tuple[tuple[str, NDArray[np.bool_], dict[str, Any]], ...] = (
            (MISSED, missed, {"facecolor": BAD, "hatch": "////", "edgecolor": "white", "linewidth": 0.0}),
            (MET, ~missed, {"facecolor": GOOD, "linewidth": 0.0}),
        )
        for label, mine, look in looks:
            area = axes.stairs(np.where(mine, tops, np.nan), edges, baseline=place + 0.5, fill=True, **look)
            area.set_gid(f"{label}:{row.name}")
            entries[label] = area
        axes.plot([edges[0], edges[-1]], [place + 0.5] * 2, color=QUIET, linewidth=0.5)
        axes.text(
            1.015, place + 0.1, row.text, transform=axes.get_yaxis_transform(), va="center", size=LEGEND_SIZE, color=INK
        )
    line = axes.axvline(panel.target, color=INK, linestyle=(0, (3.0, 1.6)), linewidth=1.3)
    line.set_gid("target")
    share_ticks(axes, float(edges[0]), 1.0)
    axes.set_yticks([place + 0.1 for place in range(len(panel.rows))], [row.name for row in panel.rows])
    axes.set_ylim(len(panel.rows) - 0.45, -0.5)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_title(panel.label, loc="left", fontsize=BASE_SIZE, pad=4)
    return entries | {TARGET: line}
