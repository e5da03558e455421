"""Waits as distributions: share of contacts answered within any time, a curve for each strategy, a panel for each type.

A curve says three things at once: where it begins, who is answered at once; where it crosses the target's time, the
service level; where it ends, who is answered at all. Waits of those who gave up do not help it to rise, so impatient
customers do not make a center look quick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Unit
from simulator.metrics.wait_counts import EDGES_S, ENDINGS
from simulator.report.pictures.axes import Values, share_axis, wait_axis
from simulator.report.pictures.captions import footer, one_line, one_place, seconds
from simulator.report.pictures.frame import HEIGHT_IN, framed, legend_over, plain
from simulator.report.pictures.levels import (
    TypeLevel,
    leader,
    levels_of_types,
    missed_first,
    not_shown,
    spread,
    targets_said,
)
from simulator.report.pictures.style import BASE_SIZE, INK, LEGEND_SIZE, QUIET, in_house_style, line_look
from simulator.report.words.numbers import format_value
from simulator.report.words.parts import parts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

TYPES_MAX = 6
"""More panels than this nobody looks at: types that miss their target come first, then those of most contacts. What is
left out is named with its level."""
SEEN = 0.99
"""The time axis ends where every curve has come so far of its way, within the bounds of `_TARGETS`."""
_TARGETS = (2.0, 12.0)
"""It is at least and at most so many times as long as the target's time."""
TARGET = "target"
PANEL_IN, AROUND_IN = 2.2, 1.6
"""Heights: of a row of panels when there are several, and of what stands around all of them."""


@dataclass(frozen=True)
class WaitsPanel:
    """The curves of one contact type."""

    name: str
    curves: Sequence[tuple[str, Values]]
    """(strategy, share answered within each of `EDGES_S`, shape (edges,)); NaN where nobody came."""
    within_s: float
    share: float
    """The target: this share within this time."""
    said: str = ""
    """What stands above it at the right: the levels beside the target; empty for the target alone."""


@dataclass(frozen=True)
class WaitsPicture:
    """All that the picture shows, in plain numbers."""

    title: str
    panels: Sequence[WaitsPanel]
    subtitle: str = ""
    footer: str = ""


def waits(run: "AnyRun | Comparison") -> "Figure":
    """Return the picture of waits: per type the share answered within any time, with the target marked."""
    return draw_waits(waits_of(one_place(run)))


def waits_of(comparison: "Comparison") -> WaitsPicture:
    """Return what `waits` shows. There must be details of every strategy."""
    counts = {name: _counts(comparison, name) for name in comparison.strategies}
    several = len(parts(comparison)) > 1
    found = levels_of_types(comparison)
    shown = missed_first(found, TYPES_MAX, {one.name: _came(counts[_having(one)], one.name) for one in found})
    panels = []
    for one in shown:
        curves = [(one_line(name), _answered(counts[name].get(one.name))) for name in comparison.strategies]
        share = next(iter(one.shares.values()))
        said = spread(one.levels.values(), share, f" in {seconds(one.within_s)}") if several else ""
        panels.append(WaitsPanel(one.title, curves, one.within_s, share, said))
    return WaitsPicture(
        _missed_title(comparison, found) if several else _title(comparison),
        panels,
        "Share of contacts answered within a time; abandoned contacts never were",
        footer(
            comparison,
            "offered contacts whose wait ended, of all days together",
            not_shown(found, shown),
        ),
    )


@in_house_style
def draw_waits(picture: WaitsPicture) -> "Figure":
    """Return the picture, a panel for each of ``picture.panels``."""
    columns = min(2, len(picture.panels))
    rows = -(-len(picture.panels) // columns)
    height_in = HEIGHT_IN if rows == 1 else AROUND_IN + PANEL_IN * rows
    texts = (picture.title, picture.subtitle, picture.footer)
    legend = [*(name for name, _ in picture.panels[0].curves), TARGET]
    figure, grid = framed(*texts, rows=rows, columns=columns, height_in=height_in, share_y=True, legend=legend)
    panels = [axes for line in grid for axes in line]
    first = [_at_once(values) for panel in picture.panels for _, values in panel.curves]
    low = 0.5 if min([value for value in first if np.isfinite(value)], default=0.0) > 0.5 else 0.0
    entries: dict[str, Any] = {}
    for place, (axes, panel) in enumerate(zip(panels, picture.panels, strict=False)):
        entries |= _draw(axes, panel)
        share_axis(axes, "answered within" if place % columns == 0 else "", low, 1.02)
        wait_axis(axes, _end_s(panel))
        _name(axes, panel)
    for axes in panels[len(picture.panels) :]:
        axes.remove()
    legend_over(figure, entries)
    return figure


def _draw(axes: "Axes", panel: WaitsPanel) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for place, (name, values) in enumerate(panel.curves):
        mine = line_look(place)
        # Markers tell lines apart in grey; every line has them at other times, so that none hides another's.
        (line,) = axes.plot(
            EDGES_S, values, color=mine.colour, linestyle=mine.dashes, marker=mine.marker, markevery=(2 + 3 * place, 17)
        )
        line.set_gid(f"curve:{name}")
        entries[name] = line
    axes.axvline(panel.within_s, color=QUIET, linestyle=":", linewidth=1.3).set_gid("target time")
    (point,) = axes.plot(
        [panel.within_s],
        [panel.share],
        marker="o",
        markersize=8,
        color=INK,
        fillstyle="none",
        linestyle="none",
        zorder=5,
    )
    point.set_gid("target")
    return entries | {TARGET: point}


def _counts(comparison: "Comparison", name: str) -> dict[str, NDArray[np.int64]]:
    """Return {contact type: counts of shape (endings, buckets)} of a strategy."""
    kept = comparison.stacks[name].details
    assert kept is not None, "a comparison that was run has them"
    return dict(zip(kept.plan.names.types, kept.waits, strict=True))


def _having(one: TypeLevel) -> str:
    """Return the first strategy that has a type: how many came is told from it."""
    return next(iter(one.levels))


def _came(counts: dict[str, NDArray[np.int64]], name: str) -> float:
    return float(counts[name].sum())


def _answered(counts: NDArray[np.int64] | None) -> NDArray[np.float64]:
    """Return the share answered within each of `EDGES_S` of counts of shape (endings, buckets)."""
    everybody = counts.sum() if counts is not None else 0
    if counts is None or not everybody:
        return np.full(len(EDGES_S), np.nan)
    answered: NDArray[np.float64] = np.cumsum(counts[ENDINGS.index("answered")])[: len(EDGES_S)] / everybody
    return answered


def _at_once(values: Values) -> float:
    return float(np.asarray(values)[0])


def _end_s(panel: WaitsPanel) -> float:
    """Return where the time axis of a panel ends."""
    least, most = (panel.within_s * times for times in _TARGETS)
    reached = []
    for _, values in panel.curves:
        curve = np.asarray(values)
        if np.isfinite(curve).all() and curve[-1] > 0:
            reached.append(float(EDGES_S[int(np.argmax(curve >= SEEN * curve[-1]))]))
    end_s = float(np.clip(max(reached, default=least), least, most))
    return end_s if end_s > 0 else 1.0


def _name(axes: "Axes", panel: WaitsPanel) -> None:
    """Put the type's name above a panel, with its target at the right; levels with the target are longer, and below."""
    if panel.said:
        axes.set_title(plain(panel.name, 40), loc="left", fontsize=BASE_SIZE, pad=3 + 1.5 * LEGEND_SIZE)
        levels = axes.annotate(
            panel.said,
            (0.0, 1.0),
            xytext=(0.0, 4.0),
            xycoords="axes fraction",
            textcoords="offset points",
            size=LEGEND_SIZE,
            color=QUIET,
        )
        levels.set_gid("levels")
        return
    axes.set_title(plain(panel.name, 24), loc="left", fontsize=BASE_SIZE, pad=3)
    target = f"target {panel.share * 100:g} % in {seconds(panel.within_s)}"
    axes.set_title(target, loc="right", fontsize=LEGEND_SIZE, fontweight="normal", color=QUIET, pad=3)


def _title(comparison: "Comparison") -> str:
    """Return which strategy answers most within the targets' time."""
    rows = {name: comparison.row(name, "service_level") for name in comparison.strategies}
    known = {name: row.value for name, row in rows.items() if row.value == row.value}
    if not known:
        return "No contacts arrived, so nobody waited"
    times = {one.service_level.within_s for one in comparison.scenarios[comparison.baseline].contact_types.values()}
    within = f"within {seconds(times.pop())}" if len(times) == 1 else "within the target's time"
    best, first = max(known, key=known.__getitem__), comparison.baseline
    text = f"Answered {within}: {format_value(known[best], Unit.SHARE)} with {one_line(best)}"
    others = first in known and best != first
    return f"{text}, {format_value(known[first], Unit.SHARE)} with {one_line(first)}" if others else text


def _missed_title(comparison: "Comparison", found: Sequence[TypeLevel]) -> str:
    """Return which types miss their targets in the baseline, and how many do with who serves most in time."""
    first = comparison.baseline
    missed = {
        name: sum(one.levels.get(name, 1.0) < one.shares.get(name, 0.0) for one in found)
        for name in comparison.strategies
    }
    start = f"With {one_line(first)} {targets_said(comparison, first)}"
    best = leader(comparison)
    if missed[best] == missed[first]:
        return start
    return f"{start}; with {one_line(best)} {missed[best] or 'none'} of {len(found)} types"
