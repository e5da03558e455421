"""What a grid of one setting shows: metrics along it as curves with their bands, one for each strategy.

Points that are numbers stand where they belong on the axis; others, as rules by name, beside each other. A band that
still holds the neighbour's value says that nothing can be told between them yet. Where the center has several parts,
each has a panel with its target, and the scenario's own checks have theirs: a line marks what was promised.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.catalogue import HEADLINE, Unit
from simulator.report.pictures.axes import Values, count_axis, share_axis
from simulator.report.pictures.captions import footer, one_line, sure
from simulator.report.pictures.frame import framed, legend_over, plain
from simulator.report.pictures.in_places import ShownMetric, levels_of_parts, run_along, with_checks
from simulator.report.pictures.paired_differences import price
from simulator.report.pictures.style import BASE_SIZE, INK, in_house_style, line_look
from simulator.report.words.goal_words import ALL_SERVED
from simulator.report.words.numbers import format_value
from simulator.report.words.parts import parts
from simulator.report.words.places import at, axis_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.compared import Compared
    from simulator.given_run import AnyRun

METRICS_SHOWN = {HEADLINE: ALL_SERVED, "abandonment_rate": "abandoned", "asa_s": "mean wait, s"}
"""The metrics of the curves; what the staff costs stands below them."""
PANEL_IN, AROUND_IN = 1.5, 1.6
"""Heights: of a panel, and of what stands around all of them."""
TICKS_MAX, TICK_LETTERS = 10, 14
"""Labels of an axis: how many, and letters of each."""
FEW, LOW_PANEL_IN = 6, 1.2
"""More panels than a few are lower."""
PANELS_MAX = 8
"""More than these no page holds; what is left out is named."""
LIMIT = "target or limit"
BAND_ALPHA = 0.22


@dataclass(frozen=True)
class GridCurve:
    """A metric of one strategy along the grid; NaN where there is no value or no interval."""

    name: str
    values: Values
    low: Values
    high: Values


@dataclass(frozen=True)
class GridPanel:
    """One metric."""

    label: str
    unit: Unit
    curves: Sequence[GridCurve]
    limits: Sequence[float] = ()
    """Where a line is drawn across: targets, limits of checks."""
    head: str = ""
    """What stands above it in the place of a label beside it."""


@dataclass(frozen=True)
class GridPicture:
    """All that the picture shows: shape of every curve (points,)."""

    title: str
    label: str
    """What is varied."""
    texts: Sequence[str]
    """The values it takes, as written."""
    places: Sequence[float]
    """Where they stand on the axis."""
    joined: bool
    """Whether neighbours are joined by a line: the values are numbers."""
    panels: Sequence[GridPanel]
    subtitle: str = ""
    footer: str = ""


def along(run: "AnyRun", future: str | None = None) -> "Figure":
    """Return the picture of all strategies along a grid of one setting, in ``future``."""
    return draw_along(along_of(run_along(run, 1), future))


def along_of(run: "Compared", future: str | None = None) -> GridPicture:
    """Return what `along` shows."""
    there, axis = run.in_future(future), run.grid.axes[0]
    amounts = axis.amounts
    wanted = _shown(there)
    shown, left_out = wanted[:PANELS_MAX], wanted[PANELS_MAX:]
    said = f"not shown: {', '.join(' '.join(one.head.split()) for one, _ in left_out)}" if left_out else ""
    return GridPicture(
        _title(there),
        axis_labels(run.grid)[0],
        axis.values,
        amounts or [float(place) for place in range(len(axis.values))],
        bool(amounts),
        [_panel(there, one, label) for one, label in shown],
        f"Results when {plain(axis.path, 80)} is varied",
        footer(there.first, said_of(future), f"bands are {sure(there.first)}", said, place=False),
    )


def _shown(run: "Compared") -> list[tuple[ShownMetric, str]]:
    """Return what is drawn, each with the label beside its panel; what has none is called above it."""
    first = run.first
    # There is little room beside a panel.
    prices = {metric: label.replace(", ", ",\n") for metric, label in price(first).items()}
    levels = levels_of_parts(first)
    labels = prices if levels else METRICS_SHOWN | prices
    whole = [ShownMetric(metric, "all", label) for metric, label in (METRICS_SHOWN if not levels else {}).items()]
    together = [ShownMetric(HEADLINE, "all", ALL_SERVED)] if levels else []
    promised = with_checks([*together, *levels, *whole], first)
    costs = [ShownMetric(metric, "all", label) for metric, label in prices.items()]
    return [(one, "" if one.interval or one.of != "all" else labels.get(one.metric, "")) for one in (*promised, *costs)]


def _panel(run: "Compared", one: ShownMetric, label: str) -> GridPanel:
    curves = [_curve(run, name, one) for name in run.strategies]
    return GridPanel(label, one.unit, curves, one.limits, "" if label else one.head)


def _curve(run: "Compared", name: str, measured: ShownMetric) -> GridCurve:
    found = [measured.at(one, name) for one in run]
    top = 1.0 if measured.unit is Unit.SHARE else math.inf
    low, high = ([values[place] for values in found] for place in (1, 2))
    return GridCurve(one_line(name), [values[0] for values in found], np.clip(low, 0.0, top), np.clip(high, 0.0, top))


def _title(run: "Compared") -> str:
    """Return where the baseline serves fewest and most in time."""
    levels = {one: one.row(run.baseline, HEADLINE).value for one in run}
    known = [one for one, level in levels.items() if level == level]
    if not known:
        return "Nothing to show: no contacts arrived"
    worst, best = min(known, key=levels.__getitem__), max(known, key=levels.__getitem__)
    whom = " of all contacts" if len(parts(run.first)) > 1 else ""
    if levels[worst] == levels[best]:
        return f"{one_line(run.baseline)} serves {format_value(levels[best], Unit.SHARE)}{whom} in time everywhere"
    low, high = (format_value(levels[one], Unit.SHARE) for one in (worst, best))
    first, last = (plain(at(one, run), 48) for one in (worst, best))
    return f"{one_line(run.baseline)} serves {low}{whom} in time at {first}, {high} at {last}"


def said_of(future: str | None) -> str:
    """Return what the footer says of the future."""
    return f"future {plain(future)}" if future else ""


@in_house_style
def draw_along(picture: GridPicture) -> "Figure":
    """Return the picture, a panel for each metric, one above the other."""
    names = [curve.name for curve in picture.panels[0].curves]
    legend = [*(names if len(names) > 1 else ()), *([LIMIT] if any(panel.limits for panel in picture.panels) else ())]
    figure, grid = framed(
        picture.title,
        picture.subtitle,
        picture.footer,
        rows=len(picture.panels),
        height_in=AROUND_IN + (PANEL_IN if len(picture.panels) <= FEW else LOW_PANEL_IN) * len(picture.panels),
        share_x=True,
        legend=legend,
    )
    lines: dict[str, Any] = {}
    for (axes,), panel in zip(grid, picture.panels, strict=True):
        lines |= _draw(axes, picture, panel)
    lowest = grid[-1][0]
    every = -(-len(picture.texts) // TICKS_MAX)
    lowest.set_xticks(picture.places[::every], [plain(text, TICK_LETTERS) for text in picture.texts[::every]])
    lowest.set_xlabel(plain(picture.label, 60))
    legend_over(figure, {label: lines[label] for label in legend})
    return figure


def _draw(axes: "Axes", picture: GridPicture, panel: GridPanel) -> dict[str, Any]:
    lines: dict[str, Any] = {}
    for place, curve in enumerate(panel.curves):
        mine = line_look(place)
        style = mine.dashes if picture.joined else "none"
        if picture.joined:
            area = axes.fill_between(
                picture.places, curve.low, curve.high, color=mine.colour, alpha=BAND_ALPHA, linewidth=0
            )
            area.set_gid(f"band:{curve.name}")
        else:
            axes.vlines(picture.places, curve.low, curve.high, color=mine.colour, linewidth=2.0)
        (line,) = axes.plot(picture.places, curve.values, color=mine.colour, linestyle=style, marker=mine.marker)
        line.set_gid(f"curve:{curve.name}")
        lines[curve.name] = line
    drawn = np.concatenate([np.asarray(part, float) for one in panel.curves for part in (one.values, one.high)])
    largest = max([float(np.nanmax(drawn)) if np.isfinite(drawn).any() else 0.0, *panel.limits])
    for limit in panel.limits:
        line = axes.axhline(limit, color=INK, linestyle=(0, (1.0, 1.6)), linewidth=1.4)
        line.set_gid("limit")
        lines[LIMIT] = line
    if panel.head:
        axes.set_title(plain(panel.head, 70), loc="left", fontsize=BASE_SIZE, pad=3)
    if panel.unit is Unit.SHARE:
        share_axis(axes, panel.label, 0.0, max(0.05, min(1.03, 1.08 * largest)))
    else:
        count_axis(axes, panel.label, largest)
    return lines
