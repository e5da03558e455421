"""What a grid of two settings shows: maps, the first setting across, the second up.

The first is of the headline metric. Where the center has several parts each has a map of its service level, and so have
the scenario's checks; a mark stands where a target or limit is missed.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.catalogue import HEADLINE, Unit
from simulator.report.pictures.along_grid import TICK_LETTERS, TICKS_MAX, said_of
from simulator.report.pictures.captions import footer, one_line
from simulator.report.pictures.frame import framed, plain
from simulator.report.pictures.in_places import ShownMetric, levels_of_parts, run_along, with_checks
from simulator.report.pictures.levels import beside
from simulator.report.pictures.style import BAD, INK, LEGEND_SIZE, PAPER, cased, in_house_style
from simulator.report.words.goal_words import ALL_SERVED
from simulator.report.words.numbers import format_value
from simulator.report.words.parts import parts
from simulator.report.words.places import at, axis_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

CELL_IN, AROUND_IN = 0.42, 1.9
"""Heights: of a row of fields, and of what stands around them."""
LEAST_SPAN = 0.02
"""Shares that differ by less than this all look alike."""
DARK = 0.72
"""From this part of the scale on letters are white."""
CELLS_MAX = 12
"""Fields of more columns have no room for their number."""
ABREAST_MAX = 5
"""Maps of more columns do not stand side by side."""
PANELS_MAX = 8
"""More than these no page holds; what is left out is named."""
HEAD_IN = 0.5
"""Height of what stands around each of several rows of maps."""


@dataclass(frozen=True)
class MapPanel:
    """One metric over two settings."""

    values: Sequence[Sequence[float]]
    """Shape (values of the second, values of the first)."""
    texts: Sequence[Sequence[str]]
    """What stands in each field."""
    missed: Sequence[Sequence[bool]] = ()
    """Where a limit is missed; nothing where there is none."""
    head: str = ""
    framed: bool = True
    """Whether the highest value has a frame."""


@dataclass(frozen=True)
class MapPicture:
    """All that the picture shows, in plain numbers."""

    title: str
    labels: tuple[str, str]
    texts: tuple[Sequence[str], Sequence[str]]
    panels: Sequence[MapPanel]
    subtitle: str = ""
    footer: str = ""


def over_two(run: "AnyRun", strategy: str | None = None, future: str | None = None) -> "Figure":
    """Return the map of the headline metric of ``strategy`` (None: the baseline) over a grid of two settings."""
    return draw_map(over_two_of(run_along(run, 2), strategy, future))


def over_two_of(run: "Compared", strategy: str | None = None, future: str | None = None) -> MapPicture:
    """Return what `over_two` shows."""
    there, name = run.in_future(future), strategy or run.baseline
    first, second = run.grid.axes
    wanted = _shown(there)
    shown, left_out = wanted[:PANELS_MAX], wanted[PANELS_MAX:]
    across, up = axis_labels(run.grid)
    each = ", then each part's service level" if len(parts(there.first)) > 1 else ""
    mark = "; a marked corner is a missed target or limit" if any(one.limits for one in shown) else ""
    return MapPicture(
        _map_title(there, name),
        (across, up),
        (first.values, second.values),
        [_panel(there, name, one, len(shown) > 1) for one in shown],
        f"{ALL_SERVED[0].upper()}{ALL_SERVED[1:]}{each}; darker is more, the frame marks the maximum{mark}",
        footer(
            there.first,
            said_of(future),
            f"not shown: {', '.join(one.head for one in left_out)}" if left_out else "",
            place=False,
        ),
    )


def _shown(run: "Compared") -> list[ShownMetric]:
    """Return what has a map: the headline metric, each part's service level, and the scenario's checks."""
    return with_checks([ShownMetric(HEADLINE, "all", ALL_SERVED), *levels_of_parts(run.first)], run.first)


def _panel(run: "Compared", name: str, one: ShownMetric, several: bool) -> MapPanel:
    first, second = run.grid.axes
    found = {place.point: one.at(place, name)[0] for place in run}
    values = [[found[(first.path, x), (second.path, y)] for x in first.values] for y in second.values]
    limit = one.limits[0] if one.limits else math.nan
    return MapPanel(
        values,
        [[beside(value, one.unit, limit) for value in row] for row in values],
        [[one.missed(value) for value in row] for row in values] if one.limits else (),
        # That the levels of parts are service levels is said once, in the subtitle.
        one.head.replace(": service level, ", ": ") if several else "",
        one.metric == HEADLINE and one.of == "all" and one.interval is None,
    )


def _map_title(run: "Compared", name: str) -> str:
    levels = {one: one.row(name, HEADLINE).value for one in run}
    known: list[Comparison] = [one for one, level in levels.items() if level == level]
    if not known:
        return "Nothing to show: no contacts arrived"
    best = max(known, key=levels.__getitem__)
    whom = " of all contacts" if len(parts(run.first)) > 1 else ""
    where = plain(at(best, run), 60)
    return f"{one_line(name)} serves most{whom} in time at {where}: {format_value(levels[best], Unit.SHARE)}"


@in_house_style
def draw_map(picture: MapPicture) -> "Figure":
    """Return the maps: the first setting across, the second up."""
    rows, columns = len(picture.texts[1]), len(picture.texts[0])
    abreast = 2 if len(picture.panels) > 1 and columns <= ABREAST_MAX else 1
    lines = -(-len(picture.panels) // abreast)
    around_in = AROUND_IN if lines == 1 else HEAD_IN * lines + AROUND_IN - HEAD_IN
    height_in = around_in + lines * min(6.0 / lines**0.5, max(1.6, CELL_IN * rows))
    texts = (picture.title, picture.subtitle, picture.footer)
    figure, grid = framed(*texts, rows=lines, columns=abreast, height_in=height_in)
    panels = [axes for line in grid for axes in line]
    for place, axes in enumerate(panels):
        if place >= len(picture.panels):
            axes.remove()
            continue
        _draw(axes, picture.panels[place], columns <= (CELLS_MAX if abreast == 1 else ABREAST_MAX))
        for axis, count, labels in ((axes.xaxis, columns, picture.texts[0]), (axes.yaxis, rows, picture.texts[1])):
            every = -(-count // TICKS_MAX)
            axis.set_ticks(range(0, count, every), [plain(text, TICK_LETTERS) for text in labels[::every]])
        if place + abreast >= len(picture.panels):
            axes.set_xlabel(plain(picture.labels[0], 60 // abreast))
        if place % abreast == 0:
            axes.set_ylabel(plain(picture.labels[1], 40))
        axes.grid(visible=False)
    return figure


def _draw(axes: "Axes", panel: MapPanel, written: bool) -> None:
    """Draw one map, with its values ``written`` into it."""
    from matplotlib.patches import Rectangle

    values = np.asarray(panel.values, float)
    known = np.isfinite(values)
    low, high = (float(values[known].min()), float(values[known].max())) if known.any() else (0.0, 1.0)
    low = min(low, high - LEAST_SPAN)
    axes.imshow(values, cmap=_blues(), vmin=low, vmax=high, aspect="auto", origin="lower", interpolation="nearest")
    for row, column in np.argwhere(known).tolist() if written else ():
        dark = (values[row, column] - low) / (high - low) > DARK
        axes.text(column, row, panel.texts[row][column], ha="center", va="center", color=PAPER if dark else INK)
    if panel.framed and known.any():
        row, column = divmod(int(np.nanargmax(values)), values.shape[1])
        box = Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=2.6, clip_on=False)
        box.set_path_effects(cased(2.4))
        box.set_gid("most")
        axes.add_patch(box)
    for row, column in np.argwhere(np.asarray(panel.missed, bool)).tolist() if panel.missed else ():
        _mark(axes, row, column)
    if panel.head:
        axes.set_title(plain(panel.head, 44), loc="left", fontsize=LEGEND_SIZE + 0.5, pad=4)


def _mark(axes: "Axes", row: int, column: int) -> None:
    """Mark a field whose limit is missed: a corner of it, which is as well seen in grey."""
    from matplotlib.patches import Polygon

    left, top = column - 0.5, row + 0.5
    corner = Polygon(
        [(left, top), (left + 0.24, top), (left, top - 0.34)], facecolor=BAD, edgecolor=PAPER, linewidth=0.8
    )
    corner.set_gid(f"missed:{row}:{column}")
    axes.add_patch(corner)


def _blues() -> Any:
    """Return the colours of the map: one hue, from nearly white to dark, as good in grey."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("blues", ["#f7fafc", "#b3d7ee", "#56A4D6", "#0067a3"])
