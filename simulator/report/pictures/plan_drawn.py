"""How a day's plan is drawn: a row for each person, the plan as wide bars, and thin bars on them for what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.report.pictures.axes import time_of_day_axis
from simulator.report.pictures.frame import framed, legend_over, plain
from simulator.report.pictures.style import BAD, BASE_SIZE, GOOD, INK, PAPER, SMALL_SIZE, in_house_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_IN, PANEL_IN, AROUND_IN = 0.165, 0.36, 1.5
"""Heights: of one person, of what else a group needs, of what stands around all of them."""
NAME_MAX = 26
"""Letters of a name."""


@dataclass(frozen=True)
class PlanBar:
    """How spans of one kind look: their colours, and where in the height of a row (0 is its top) they lie."""

    label: str
    colour: str
    top: float
    bottom: float
    edge: str = ""
    dashed: bool = False


_WIDE, _THIN = (0.08, 0.92), (0.36, 0.68)
SHIFT = PlanBar("shift as planned", "#dedede", *_WIDE)
ON_CALL = PlanBar("on call", "#f4f4f4", *_WIDE, edge="#9a9a9a", dashed=True)
BREAK_PLANNED = PlanBar("break as planned", "#a5dcc9", *_WIDE, edge=GOOD)
OFF_PHONE_PLANNED = PlanBar("off the phone as planned", "#faf5b8", *_WIDE, edge="#a89b00")
WINDOW = PlanBar("time for a break", "none", *_WIDE, edge=GOOD, dashed=True)
ON_DUTY = PlanBar("on duty", "#0072B2", *_THIN)
BREAK = PlanBar("break", GOOD, *_THIN)
UNPAID_BREAK = PlanBar("unpaid break", PAPER, *_THIN, edge=GOOD)
OFF_PHONE = PlanBar("off the phone", "#F0E442", *_THIN)
AWAY = PlanBar("away", "#CC79A7", *_THIN)
ABSENT = PlanBar("absent", "#5a5a5a", 0.44, 0.6)
OVERTIME = PlanBar("overtime", BAD, *_THIN)
PLANNED = (SHIFT, ON_CALL, BREAK_PLANNED, OFF_PHONE_PLANNED, WINDOW)
DONE = (ON_DUTY, BREAK, UNPAID_BREAK, OFF_PHONE, AWAY, ABSENT, OVERTIME)
Spans = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class PersonsRow:
    """One person in one group: by the labels of `PlanBar` when what was planned, and when what was done."""

    name: str
    planned: Mapping[str, Spans]
    done: Mapping[str, Spans]


@dataclass(frozen=True)
class PlanGroup:
    """One agent group; where there are teams, those of one team in it."""

    name: str
    rows: Sequence[PersonsRow]


@dataclass(frozen=True)
class PlanPicture:
    """All that the picture shows; times are s since 00:00 of the day."""

    title: str
    groups: Sequence[PlanGroup]
    from_s: float
    to_s: float
    subtitle: str = ""
    footer: str = ""


@in_house_style
def draw_plan(picture: PlanPicture) -> "Figure":
    """Return the picture, a panel for each group and in it a row for each person."""
    heights = [PANEL_IN + ROW_IN * len(group.rows) for group in picture.groups]
    kinds = [bar for bar in (*PLANNED, *DONE) if any(_boxes_of(group, bar) for group in picture.groups)]
    figure, grid = framed(
        picture.title,
        picture.subtitle,
        picture.footer,
        rows=max(1, len(heights)),
        height_in=AROUND_IN + sum(heights or [PANEL_IN]),
        heights=heights or None,
        share_x=True,
        legend=[bar.label for bar in kinds],
    )
    panels = [axes for (axes,) in grid]
    entries: dict[str, Any] = {}
    for axes, group in zip(panels, picture.groups, strict=False):
        entries |= _draw(axes, group)
        axes.set_ylim(len(group.rows) + 0.15, -0.15)
        places = [place + 0.5 for place in range(len(group.rows))]
        axes.set_yticks(places, [plain(row.name, NAME_MAX) for row in group.rows])
        axes.tick_params(axis="y", length=0, labelsize=SMALL_SIZE, labelcolor=INK)
        axes.grid(visible=False)
        axes.grid(visible=True, axis="x")
        axes.set_title(plain(group.name, 40), loc="left", fontsize=BASE_SIZE, pad=3)
    for axes in panels:
        time_of_day_axis(axes, picture.from_s, picture.to_s, "")
        axes.tick_params(labelbottom=axes is panels[-1])
    legend_over(figure, {bar.label: entries[bar.label] for bar in kinds})
    return figure


def _boxes_of(group: PlanGroup, bar: PlanBar) -> list[tuple[float, float, float, float]]:
    """Return (left, right, top, bottom) of each box of a kind."""
    return [
        (from_s, to_s, place + bar.top, place + bar.bottom)
        for place, row in enumerate(group.rows)
        for from_s, to_s in (row.planned if bar in PLANNED else row.done).get(bar.label, ())
    ]


def _draw(axes: "Axes", group: PlanGroup) -> dict[str, Any]:
    from matplotlib.patches import PathPatch

    entries: dict[str, Any] = {}
    for bar in (*PLANNED, *DONE):
        boxes = _boxes_of(group, bar)
        if boxes:
            # All boxes of a kind are one artist, and few bytes.
            patch = PathPatch(
                _path(boxes),
                facecolor=bar.colour,
                edgecolor=bar.edge or "none",
                linewidth=0.8 if bar.edge else 0.0,
                linestyle=(0, (3, 1.5)) if bar.dashed else "-",
            )
            patch.set_gid(bar.label)
            axes.add_patch(patch)
            entries[bar.label] = patch
    return entries


def _path(boxes: Sequence[tuple[float, float, float, float]]) -> Any:
    from matplotlib.path import Path

    corners = [((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)) for x0, x1, y0, y1 in boxes]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * len(boxes)
    return Path([corner for box in corners for corner in box], codes)
