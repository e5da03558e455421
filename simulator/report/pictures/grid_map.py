"""What a grid of two settings shows: the headline metric as a map, the first setting across, the second up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.catalogue import HEADLINE, Unit
from simulator.report.numbers import format_value
from simulator.report.pictures.along_grid import TICK_LETTERS, TICKS_MAX, said_of
from simulator.report.pictures.frame import framed, plain
from simulator.report.pictures.style import INK, PAPER, cased, in_house_style
from simulator.report.pictures.words import footer, one_line
from simulator.report.places import at, axis_labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.comparison import Compared, Comparison

CELL_IN, AROUND_IN = 0.42, 1.9
"""Heights: of a row of fields, and of what stands around them."""
LEAST_SPAN = 0.02
"""Shares that differ by less than this all look alike."""
DARK = 0.72
"""From this part of the scale on letters are white."""
CELLS_MAX = 12
"""Fields of more columns have no room for their number."""


@dataclass(frozen=True)
class MapPicture:
    """The headline metric over two settings: ``values`` has shape (values of the second, values of the first)."""

    title: str
    labels: tuple[str, str]
    texts: tuple[Sequence[str], Sequence[str]]
    values: Sequence[Sequence[float]]
    subtitle: str = ""
    footer: str = ""


def over_two(run: "Compared", strategy: str | None = None, future: str | None = None) -> "Figure":
    """Return the map of the headline metric of ``strategy`` (None: the baseline) over a grid of two settings."""
    return draw_map(over_two_of(run, strategy, future))


def over_two_of(run: "Compared", strategy: str | None = None, future: str | None = None) -> MapPicture:
    """Return what `over_two` shows."""
    there, name = run.in_future(future), strategy or run.baseline
    first, second = run.grid.axes
    levels = {one.point: one.row(name, HEADLINE).value for one in there}
    values = [[levels[(first.path, x), (second.path, y)] for x in first.values] for y in second.values]
    across, up = axis_labels(run.grid)
    return MapPicture(
        _map_title(there, name),
        (across, up),
        (first.values, second.values),
        values,
        "Share served in time of all who came; darker is more, the frame marks the most",
        footer(there.first, said_of(future), place=False),
    )


def _map_title(run: "Compared", name: str) -> str:
    levels = {one: one.row(name, HEADLINE).value for one in run}
    known: list[Comparison] = [one for one, level in levels.items() if level == level]
    if not known:
        return "Nobody came, so there is nothing to see"
    best = max(known, key=levels.__getitem__)
    return (
        f"{one_line(name)} serves most in time at {plain(at(best, run), 60)}: {format_value(levels[best], Unit.SHARE)}"
    )


@in_house_style
def draw_map(picture: MapPicture) -> "Figure":
    """Return the map: the first setting across, the second up."""
    from matplotlib.patches import Rectangle

    values = np.asarray(picture.values, float)
    rows, columns = values.shape
    height_in = AROUND_IN + min(6.0, max(1.6, CELL_IN * rows))
    figure, ((axes,),) = framed(picture.title, picture.subtitle, picture.footer, height_in=height_in)
    known = np.isfinite(values)
    low, high = (float(values[known].min()), float(values[known].max())) if known.any() else (0.0, 1.0)
    low = min(low, high - LEAST_SPAN)
    axes.imshow(values, cmap=_blues(), vmin=low, vmax=high, aspect="auto", origin="lower", interpolation="nearest")
    for row, column in np.argwhere(known).tolist() if columns <= CELLS_MAX else ():
        dark = (values[row, column] - low) / (high - low) > DARK
        text = format_value(values[row, column], Unit.SHARE)
        axes.text(column, row, text, ha="center", va="center", color=PAPER if dark else INK)
    if known.any():
        row, column = divmod(int(np.nanargmax(values)), columns)
        box = Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=2.6, clip_on=False)
        box.set_path_effects(cased(2.4))
        box.set_gid("most")
        axes.add_patch(box)
    for axis, count, texts in ((axes.xaxis, columns, picture.texts[0]), (axes.yaxis, rows, picture.texts[1])):
        every = -(-count // TICKS_MAX)
        axis.set_ticks(range(0, count, every), [plain(text, TICK_LETTERS) for text in texts[::every]])
    axes.set_xlabel(plain(picture.labels[0], 60))
    axes.set_ylabel(plain(picture.labels[1], 40))
    axes.grid(visible=False)
    return figure


def _blues() -> Any:
    """Return the colours of the map: one hue, from nearly white to dark, as good in grey."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("blues", ["#f7fafc", "#b3d7ee", "#56A4D6", "#0067a3"])
