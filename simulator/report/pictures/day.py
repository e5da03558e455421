"""Curves through the day, a panel or a row of panels for each strategy, so that many are as readable as one.

All panels of a quantity have one scale, and the baseline's curve is in each of them: what a strategy changes is seen in
its own panel, without following one line through a bundle of others. Where the center has several parts, each has a
block of panels with scales and a target of its own: no curve is of contacts that wait minutes and of others that wait
hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.catalogue import Unit
from simulator.report.pictures.axes import Values, band, count_axis, share_axis, steps
from simulator.report.pictures.closed_times import LABEL
from simulator.report.pictures.frame import HEIGHT_IN, framed, legend_over, plain
from simulator.report.pictures.style import BASE_SIZE, INK, LEGEND_SIZE, LOOKS, QUIET, in_house_style
from simulator.report.pictures.when import DaySpan, squeezed, when_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MINE = LOOKS[0].colour
BAND_ALPHA, CLOSED_ALPHA = 0.28, 0.16
OTHER: dict[str, Any] = {"color": INK, "linestyle": (0, (3.0, 1.6)), "linewidth": 1.1}
TARGET: dict[str, Any] = {"color": QUIET, "linestyle": ":", "linewidth": 1.3}
MANY = 0.5
"""Shares above this are shown on a scale to 100 %."""
TARGET_LABEL = "target"
STEPS_MAX = 40
"""Curves of more steps are drawn finer."""
PANEL_IN, AROUND_IN = 1.5, 1.55
"""Heights: of a row of panels when there are several, and of what stands around all of them."""
HEAD_IN, HEAD_SIZE, HEAD_LETTERS = 0.3, 11.0, 56
"""Of what stands above the panels of a part: its height, the size of its letters in points, how many there may be."""


@dataclass(frozen=True)
class Curve:
    """One quantity through the day: values that hold from each edge to the next; NaN where there is none."""

    edges_s: Sequence[float]
    """Shape (steps + 1,): s since 00:00."""
    values: Values
    """Shape (steps,)."""
    low: Values | None = None
    high: Values | None = None
    """The band around it, of the same shape; None without one."""


@dataclass(frozen=True)
class PanelColumn:
    """What the curves of one column of panels show."""

    label: str
    unit: Unit
    target: float | None = None
    """Where a line is drawn across; None without one."""


@dataclass(frozen=True)
class DayRow:
    """The curves of one strategy, one for each quantity."""

    name: str
    curves: Sequence[Curve]
    remarks: Sequence[str] = ()
    """Shown at the right above each of them: the value of the whole day."""
    closed_s: Sequence[tuple[float, float]] = ()
    """From and to of the times in which nothing is taken, which are shaded."""


@dataclass(frozen=True)
class DayBlock:
    """The panels of one part of the center; the first row is the baseline's."""

    quantities: Sequence[PanelColumn]
    rows: Sequence[DayRow]
    name: str = ""
    """The part; it stands above the panels where there are several."""
    within: str = ""
    """The time of its target, as *in 20 s*, behind the name."""


@dataclass(frozen=True)
class DayPicture:
    """All that the picture shows, in plain numbers. All blocks have the same number of quantities."""

    title: str
    blocks: Sequence[DayBlock]
    subtitle: str = ""
    footer: str = ""
    band: str = ""
    """What the bands are, for the legend."""
    days: Sequence[DaySpan] = ()
    """Where there are several, closed nights between them."""


@in_house_style
def draw_day(picture: DayPicture) -> "Figure":
    """Return the picture: a row of panels for each strategy; with one quantity two strategies stand side by side."""
    wide, longest = len(picture.blocks[0].quantities), max(len(block.rows) for block in picture.blocks)
    columns = wide if wide > 1 else min(2, longest)
    rows = sum(_rows_of(block, columns) for block in picture.blocks)
    heads_in = HEAD_IN * len(picture.blocks) if len(picture.blocks) > 1 else 0.0
    height_in = HEIGHT_IN if rows == 1 else AROUND_IN + PANEL_IN * rows + heads_in
    texts = (picture.title, picture.subtitle, picture.footer)
    figure, grid = framed(
        *texts, rows=rows, columns=columns, height_in=height_in, share_x=True, legend=_labels(picture)
    )
    entries: dict[str, Any] = {}
    lowest: dict[int, Axes] = {}
    first = 0
    for block in picture.blocks:
        after = first + _rows_of(block, columns)
        panels = [axes for line in grid[first:after] for axes in line]
        entries |= _draw_block(panels, block, picture, columns)
        if len(picture.blocks) > 1:
            _block_head(panels[0], block, columns)
        for number, axes in enumerate(panels):
            if number < len(block.rows) * wide:
                lowest[number % columns] = axes
            else:
                axes.remove()
        first = after
    # Times stand below the lowest panel of each column.
    for axes in lowest.values():
        axes.tick_params(labelbottom=True)
    legend_over(figure, entries)
    return figure


def _rows_of(block: DayBlock, columns: int) -> int:
    return -(-len(block.rows) * len(block.quantities) // columns)


def _draw_block(panels: "Sequence[Axes]", block: DayBlock, picture: DayPicture, columns: int) -> dict[str, Any]:
    """Draw the panels of one part and return their entries of the legend."""
    entries: dict[str, Any] = {}
    wide = len(block.quantities)
    for place, row in enumerate(block.rows):
        for number, quantity in enumerate(block.quantities):
            axes = panels[place * wide + number]
            entries |= _draw(axes, block, picture, place, number)
            _scale(axes, quantity, [one.curves[number] for one in block.rows])
            axes.set_ylabel(quantity.label if wide > 1 or place % columns == 0 else "")
            _head(axes, row, number, 60 if columns == 1 else 22)
            when_axis(axes, block.rows[0].curves[0].edges_s, picture.days, ticks_max=13 if columns == 1 else 8)
            axes.tick_params(labelbottom=False)
    return entries


def _block_head(axes: "Axes", block: DayBlock, columns: int) -> None:
    """Say above the first panel of a part which one it is, no wider than the panel: else it would push the others."""
    name = plain(block.name, HEAD_LETTERS // columns - len(block.within))
    text = axes.annotate(
        f"{name}: {block.within}" if block.within else name,
        (0.0, 1.0),
        xytext=(0.0, 19.0),
        xycoords="axes fraction",
        textcoords="offset points",
        va="bottom",
        fontsize=HEAD_SIZE,
        fontweight="bold",
        color=MINE,
    )
    text.set_gid("part")


def _draw(axes: "Axes", block: DayBlock, picture: DayPicture, place: int, number: int) -> dict[str, Any]:
    """Draw one panel and return its entries of the legend."""
    mine, other = (block.rows[row].curves[number] for row in (place, 0))
    edges_s = squeezed(mine.edges_s, picture.days)
    entries: dict[str, Any] = {}
    for from_s, to_s in block.rows[place].closed_s:
        # Where a day ends, its midnight is the next one's, too: the shade stays on this side of the night.
        start, *_ = squeezed([from_s], picture.days)
        area = axes.axvspan(start, start + to_s - from_s, facecolor=QUIET, alpha=CLOSED_ALPHA, linewidth=0, zorder=0)
        area.set_gid("closed")
        entries[LABEL] = area
    target = block.quantities[number].target
    if place:
        line = steps(axes, squeezed(other.edges_s, picture.days), other.values, **OTHER)
        line.set_gid("baseline")
        entries[_baseline(picture)] = line
    if mine.low is not None and mine.high is not None and np.isfinite(np.asarray(mine.high, np.float64)).any():
        area = band(axes, edges_s, mine.low, mine.high, facecolor=MINE, alpha=BAND_ALPHA, linewidth=0)
        area.set_gid("band")
        entries[picture.band] = area
    line = steps(axes, edges_s, mine.values, color=MINE, linewidth=1.9 if len(edges_s) <= STEPS_MAX else 1.2)
    line.set_gid(f"curve:{block.rows[place].name}")
    if target is not None:
        line = axes.axhline(target, **TARGET)
        line.set_gid("target")
        entries[TARGET_LABEL] = line
    return entries


def _baseline(picture: DayPicture) -> str:
    return f"{plain(picture.blocks[0].rows[0].name, 30)}, for comparison"


def _labels(picture: DayPicture) -> list[str]:
    """Return the labels of the legend, for which there must be room."""
    closed = any(row.closed_s for block in picture.blocks for row in block.rows)
    return [picture.band, TARGET_LABEL, _baseline(picture), *([LABEL] if closed else [])]


def _head(axes: "Axes", row: DayRow, number: int, letters: int) -> None:
    """Say above a panel whose it is, left of all of its row, and what the whole day comes to."""
    axes.set_title("" if number else plain(row.name, letters), loc="left", fontsize=BASE_SIZE, pad=3)
    remark = row.remarks[number] if row.remarks else ""
    axes.set_title(remark, loc="right", fontsize=LEGEND_SIZE, fontweight="normal", color=QUIET, pad=3)


def _scale(axes: "Axes", quantity: PanelColumn, curves: Sequence[Curve]) -> None:
    drawn = [part for one in curves for part in (one.values, one.low, one.high) if part is not None]
    numbers = np.array([*(number for part in drawn for number in part), quantity.target or 0.0], dtype=np.float64)
    known = numbers[np.isfinite(numbers)]
    lowest, highest = float(known.min()), float(known.max())
    if quantity.unit is not Unit.SHARE:
        count_axis(axes, "", highest)
    elif quantity.target is None and highest < MANY:
        share_axis(axes, "", 0.0, max(0.05, 1.08 * highest))
    else:
        # Where nearly all are served, the half below says nothing.
        low = 0.5 if quantity.target is not None and lowest > 0.5 else 0.0
        share_axis(axes, "", low, 1.0 + 0.03 * (1.0 - low))
