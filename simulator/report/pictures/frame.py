"""What stands around a picture: title, subtitle, footer, its panels, and the legend above a panel.

Measured in inches and not in shares of the picture, so that a higher picture has more room for its panels and not for
its title. Names are the user's: long ones are broken and cut, and no sign in them means anything.
"""

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from simulator.printable import printable
from simulator.report.pictures.style import BASE_SIZE, INK, LEGEND_SIZE, QUIET, SMALL_SIZE, TITLE_SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_IN, HEIGHT_IN = 8.0, 4.5
"""Of a picture with one panel, in inches: as wide as a page's text."""
_EDGE_IN = 0.12
_POINTS_PER_IN = 72
_LINE = 1.35
"""Height of a line of letters, as a multiple of their size."""
_LETTER = {"normal": 0.56, "bold": 0.64}
"""Mean width of a letter, as a multiple of its size."""
_AXIS_IN = 0.75
"""About what the labels of the y axis take."""
_HANDLE, _BESIDE, _BETWEEN = 2.2, 0.5, 1.4
"""Of an entry of a legend: its handle, the gap to its text, that to the next, as multiples of its letters' size."""
FROM_LEFT = "\N{LEFT-TO-RIGHT MARK}"
_LEGEND_LINE = 1.15
"""Height of a row of a legend, as a multiple of that of a line of its letters."""
TITLE_LINES, SUBTITLE_LINES, FOOTER_LINES = 2, 3, 4
"""What is longer is cut."""


def framed(
    title: str,
    subtitle: str = "",
    footer: str = "",
    rows: int = 1,
    columns: int = 1,
    width_in: float = WIDTH_IN,
    height_in: float = HEIGHT_IN,
    share_x: bool = False,
    share_y: bool = False,
    heights: Sequence[float] | None = None,
    legend: Sequence[str] = (),
) -> "tuple[Figure, list[list[Axes]]]":
    """Return an empty picture and its panels, as rows of columns.

    ``heights`` are those of the rows in proportion, None for all alike. Above all panels there is room for a legend
    with the labels ``legend``, for `legend_over`. Call it inside `style.in_house_style`.
    """
    from simulator.report.pictures.shown_figure import ShownFigure

    # The engine is told how much room there is; within it, it finds where axes with their labels fit.
    figure = ShownFigure(figsize=(width_in, height_in), layout="constrained")
    top_in = _EDGE_IN
    for text, size, weight, colour, lines in (
        (title, TITLE_SIZE, "bold", INK, TITLE_LINES),
        (subtitle, BASE_SIZE, "normal", QUIET, SUBTITLE_LINES),
    ):
        for line in broken(text, width_in - 2 * _EDGE_IN, size, weight, lines):
            y = 1 - top_in / height_in
            figure.text(_EDGE_IN / width_in, y, line, size=size, weight=weight, color=colour, va="top")
            top_in += _line_in(size)
    bottom_in = _EDGE_IN
    for line in reversed(broken(footer, width_in - 2 * _EDGE_IN, SMALL_SIZE, "normal", FOOTER_LINES)):
        figure.text(_EDGE_IN / width_in, bottom_in / height_in, line, size=SMALL_SIZE, color=QUIET, va="bottom")
        bottom_in += _line_in(SMALL_SIZE)
    over_in = _line_in(LEGEND_SIZE) * _LEGEND_LINE * -(-len(legend) // _abreast(legend, width_in)) if legend else 0.0
    left, right = _EDGE_IN / width_in, 1 - _EDGE_IN / width_in
    bottom, top = bottom_in / height_in, 1 - (top_in + 0.05 + over_in) / height_in
    engine = figure.get_layout_engine()
    assert engine is not None
    engine.set(rect=(left, bottom, right - left, top - bottom))  # type: ignore[call-arg]
    panels = figure.subplots(
        rows,
        columns,
        squeeze=False,
        sharex=share_x,
        sharey=share_y,
        gridspec_kw={"height_ratios": heights} if heights else None,
    )
    return figure, [list(row) for row in panels]


def legend_above(axes: "Axes", handles: Sequence[Any], labels: Sequence[str], title: str = "") -> None:
    """Put a legend above a panel, on its left, under the panel's ``title``; as many entries in a row as fit."""
    if not handles:
        return
    texts = [plain(label) for label in labels]
    axes.legend(
        handles,
        texts,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=_fitting(texts, axes.figure.bbox.width / axes.figure.dpi - _AXIS_IN),
        borderaxespad=0.2,
        borderpad=0.2,
        columnspacing=_BETWEEN,
        handlelength=_HANDLE,
        handletextpad=_BESIDE,
        title=plain(title, 80) or None,
        title_fontproperties={"weight": "bold", "size": BASE_SIZE},
        alignment="left",
    )


def legend_over(figure: "Figure", entries: Mapping[str, Any]) -> None:
    """Put one legend for all panels, {label: what it looks like}, in a row above them; see ``legend`` of `framed`."""
    if not entries:
        return
    engine = figure.get_layout_engine()
    assert engine is not None
    left, bottom, _, height = engine.get()["rect"]
    legend = figure.legend(
        list(entries.values()),
        [plain(label, 80) for label in entries],
        loc="lower left",
        bbox_to_anchor=(left, bottom + height),
        ncols=_abreast(list(entries), figure.get_figwidth()),
        borderaxespad=0.2,
        borderpad=0.1,
        columnspacing=_BETWEEN,
        handlelength=_HANDLE,
        handletextpad=_BESIDE,
    )
    # Its place is kept free: the panels need not make room for it.
    legend.set_in_layout(False)


def plain(name: str, width: int = 48) -> str:
    """Return a user's name as a label: one line, cut, and never taken for a sign to leave it out."""
    # What has been through here before comes out the same.
    name = printable(" ".join(name.replace(FROM_LEFT, "").split()))
    text = textwrap.shorten(name, width, placeholder=" …") if " " in name else name
    text = text if len(text) <= width else text[: width - 1] + "…"
    # Matplotlib leaves out of a legend what begins with an underscore.
    text = f" {text}" if text.startswith("_") else text
    # A name that is written from the right must not turn around what stands beside it.
    from_right = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return f"{FROM_LEFT}{text}{FROM_LEFT}" if from_right else text


def broken(text: str, width_in: float, size: float, weight: str, lines_max: int) -> list[str]:
    """Return ``text`` in lines of letters of ``size`` points that fit into ``width_in``, at most ``lines_max``."""
    text = FROM_LEFT.join(printable(part) for part in text.split(FROM_LEFT))
    # A number and its percent sign stay together, and a setting and its value.
    text = text.replace(" %", "\u00a0%").replace(" = ", "\u00a0=\u00a0")
    letters = max(8, int(width_in * _POINTS_PER_IN / (size * _LETTER[weight])))
    lines = [line for paragraph in text.splitlines() for line in textwrap.wrap(paragraph, letters)]
    if len(lines) > lines_max:
        lines = [*lines[: lines_max - 1], f"{lines[lines_max - 1][: letters - 2]} …"]
    return lines


def _abreast(labels: Sequence[str], width_in: float) -> int:
    """Return how many entries of a legend above all panels stand beside each other."""
    return _fitting([plain(label, 80) for label in labels], width_in - 2 * _EDGE_IN)


def _line_in(size: float) -> float:
    return size * _LINE / _POINTS_PER_IN


def _fitting(texts: Sequence[str], width_in: float) -> int:
    """Return how many columns of entries fit beside each other; each is as wide as its longest text and a handle."""
    letters = [_LETTER["normal"] * len(text) for text in texts]
    for columns in range(len(texts), 1, -1):
        # Matplotlib fills column by column; the first ones hold one more where it does not come out even.
        rows, longer = divmod(len(texts), columns)
        ends = list(accumulate([rows + 1] * longer + [rows] * (columns - longer)))
        widths = [max(letters[first:end]) for first, end in pairwise([0, *ends])]
        if sum(width + _HANDLE + _BESIDE + _BETWEEN for width in widths) * LEGEND_SIZE <= width_in * _POINTS_PER_IN:
            return columns
    return 1
