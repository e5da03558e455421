"""The look of every picture: colours, line styles, hatches, sizes of letters; the same whatever the machine prefers.

Colours are those of Okabe and Ito (Color universal design, 2008), which people who see colours differently tell apart.
None is left alone: each comes with a line style, a marker and a hatch, so that a picture can also be printed in grey.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

if TYPE_CHECKING:
    from matplotlib.patheffects import AbstractPathEffect

P = ParamSpec("P")
T = TypeVar("T")

INK = "#222222"
"""Letters, axes, and whatever is the one thing to look at."""
QUIET = "#6b6b6b"
"""What is said in passing: subtitles, footers, labels of axes."""
GRID = "#e3e3e3"
PAPER = "#ffffff"
BAD = "#D55E00"
"""Vermillion: what should not be. Always with a hatch or a word."""
GOOD = "#009E73"
"""Bluish green: what is as it should be."""

BASE_SIZE, TITLE_SIZE, LEGEND_SIZE, SMALL_SIZE = 10.0, 13.0, 9.0, 8.5
"""Of letters, in points."""

FONTS = ("DejaVu Sans", "Verdana", "sans-serif")
"""The first comes with matplotlib, so that every machine measures with the same letters; the second is as wide."""

YELLOW = "#F0E442"


class SeriesLook(NamedTuple):
    """How one series looks: as a line (colour, dashes, marker) and as an area (colour, hatch)."""

    colour: str
    dashes: str
    marker: str
    hatch: str


LOOKS = (
    SeriesLook("#0072B2", "-", "o", ""),
    SeriesLook("#E69F00", "--", "s", "///"),
    SeriesLook("#009E73", "-.", "^", "\\\\\\"),
    SeriesLook("#CC79A7", ":", "D", "..."),
    SeriesLook("#56B4E9", "-", "v", "xxx"),
    SeriesLook(YELLOW, "--", "P", "---"),
    SeriesLook("#000000", "-.", "X", "|||"),
)
"""For series side by side, in order: neighbours differ in colour and in brightness."""


def look(number: int) -> SeriesLook:
    """Return the look of the ``number``-th series, from 0; after the last they begin again."""
    return LOOKS[number % len(LOOKS)]


LATER_MARKERS = ("*", "h", "<", "d", ">", "p")
"""Of lines whose colours have been there before."""


def line_look(number: int) -> SeriesLook:
    """Return the look of the ``number``-th of several lines in one panel: yellow is an area's colour, no line's.

    When the colours begin again, each has the dashes of the next one and a marker of its own.
    """
    lines = [one for one in LOOKS if one.colour != YELLOW]
    turn, place = divmod(number, len(lines))
    if turn == 0:
        return lines[place]
    marker = LATER_MARKERS[(place + turn - 1) % len(LATER_MARKERS)]
    return lines[place]._replace(dashes=lines[(place + turn) % len(lines)].dashes, marker=marker)


def in_house_style(draw: Callable[P, T]) -> Callable[P, T]:
    """Return ``draw`` so that all it draws has the look of the house, whatever matplotlib was told before or after."""

    @functools.wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> T:
        with house_style():
            return draw(*args, **kwargs)

    return drawn


def cased(width: float = 1.4) -> "list[AbstractPathEffect]":
    """Return the path effects of a line that must be seen on any ground: a white edge so many points wide."""
    from matplotlib.patheffects import Normal, Stroke

    return [Stroke(linewidth=2 * width + 1.8, foreground=PAPER), Normal()]


@contextmanager
def house_style() -> Iterator[None]:
    """Let matplotlib use the look of the house inside, and what it was told before afterwards."""
    from matplotlib import style

    # From its defaults on, so that a setting of the machine changes nothing.
    with style.context(["default", _SETTINGS]):
        yield


_SETTINGS = {
    "font.family": list(FONTS[:1]),
    "font.size": BASE_SIZE,
    "text.color": INK,
    # A dollar sign in a name is a dollar sign, no formula.
    "text.parse_math": False,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": QUIET,
    "axes.linewidth": 0.8,
    "axes.titlesize": BASE_SIZE,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    # Right above the panel: to look for a free place takes a third of all the time.
    "axes.titley": 1.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.formatter.use_locale": False,
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelsize": LEGEND_SIZE,
    "ytick.labelsize": LEGEND_SIZE,
    "lines.linewidth": 1.8,
    "lines.markersize": 4.5,
    "hatch.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": LEGEND_SIZE,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    # Letters stay letters: they can be searched, copied and read aloud.
    "svg.fonttype": "none",
    "svg.hashsalt": "ccsim",
}
