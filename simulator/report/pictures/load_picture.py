"""The picture of load against staff: how many agents the work keeps busy through the day, and how many are there.

What decides is the gap between the two, so it is the one thing hatched: work for which nobody is there. Types are
stacked, because they share agents; sets of types that share none have a panel each.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.report.pictures.axes import band, count_axis, steps, time_of_day_axis
from simulator.report.pictures.frame import HEIGHT_IN, framed, legend_above
from simulator.report.pictures.style import BAD, INK, LOOKS, PAPER, cased, in_house_style, look

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANEL_IN, AROUND_IN = 2.6, 1.5
"""Heights: of each panel when there are several, and of what stands around all of them."""
TYPES_MAX = len(LOOKS)
"""More types in one panel are drawn as one, the smallest of them."""


_TOO_MUCH: dict[str, Any] = {"facecolor": (1.0, 1.0, 1.0, 0.75), "edgecolor": BAD, "hatch": "////", "linewidth": 0.0}
_THERE = "#ececec"
_STRIP = 0.06
"""Height of the strip at the bottom of a panel, as a share of it."""


@dataclass(frozen=True)
class LoadPanel:
    """Types that share agents, and the agents who serve them."""

    name: str
    """Shown above the panel where there are several."""
    edges_s: Sequence[float]
    """Shape (intervals + 1,): s since 00:00."""
    work: Mapping[str, Sequence[float]]
    """Per type, shape (intervals,): agents that its work keeps busy."""
    staff: Sequence[tuple[float, float]]
    """(from, agents on duty from then on), in order; before the first nobody is there."""
    planned: Sequence[tuple[float, float]] = ()
    """The same of all who are on the plan; empty where they are those on duty."""
    short: Sequence[tuple[float, float]] = ()
    """(from, to) in s where those who may serve some of the types are too few, whatever the others do."""
    forecast: Sequence[float] | None = None
    """Shape (intervals,): what all types together would keep busy by the forecast; None when that is what comes."""
    needed: Sequence[float] | None = None
    """Shape (intervals,): the agents that a formula asks for, NaN where there is nothing to ask; None without one."""
    formula: str = ""
    """Which formula that is."""


@dataclass(frozen=True)
class LoadPicture:
    """All that the picture shows, in plain numbers."""

    title: str
    panels: Sequence[LoadPanel]
    subtitle: str = ""
    footer: str = ""
    label: str = field(default="agents")
    """What the y axis counts."""


@in_house_style
def draw_load(picture: LoadPicture) -> "Figure":
    """Return the picture of load against staff, a panel for each of ``picture.panels``."""
    number = len(picture.panels)
    height_in = HEIGHT_IN if number == 1 else AROUND_IN + PANEL_IN * number
    texts = (picture.title, picture.subtitle, picture.footer)
    figure, rows = framed(*texts, rows=number, height_in=height_in, share_x=True)
    for (axes,), panel in zip(rows, picture.panels, strict=True):
        _draw(axes, panel, panel.name if number > 1 else "")
        count_axis(axes, picture.label, _largest(panel))
        time_of_day_axis(axes, panel.edges_s[0], panel.edges_s[-1], "time of day" if axes is rows[-1][0] else "")
    return figure


def _draw(axes: "Axes", panel: LoadPanel, title: str) -> None:
    entries: list[tuple[Any, str]] = []
    edges_s = list(panel.edges_s)
    times_s, agents = _steps_in(panel, panel.staff)
    if panel.planned:
        # Behind the work: what is white between it and the plan are people who are not there.
        area = band(axes, times_s, [0.0] * len(agents), agents, facecolor=_THERE, linewidth=0, zorder=0.6)
        area.set_gid("there")
    below = np.zeros(len(edges_s) - 1)
    for place, (name, values) in enumerate(_shown(panel.work).items()):
        mine = look(place)
        above = below + np.nan_to_num(np.asarray(values, dtype=np.float64))
        # White between the areas; the hatch in it says whose is whose without any colour.
        area = band(axes, edges_s, below, above, facecolor=mine.colour, hatch=mine.hatch, edgecolor=PAPER, linewidth=0)
        area.set_gid(f"work:{name}")
        entries.append((area, f"work: {name}" if len(panel.work) > 1 else "work"))
        below = above
    gap = _gap(panel)
    if gap is not None:
        fine_s, low, high = gap
        area = band(axes, fine_s, low, high, **_TOO_MUCH)
        area.set_gid("gap")
        entries.append((area, "more work than agents"))
    if panel.forecast is not None:
        # White all along, so that the dashes are seen on any ground.
        steps(axes, edges_s, panel.forecast, color=PAPER, linewidth=3.2)
        line = steps(axes, edges_s, panel.forecast, color=INK, linestyle=(0, (4, 2)), linewidth=1.4)
        line.set_gid("forecast")
        entries.append((line, "work by the forecast"))
    if panel.needed is not None:
        line = steps(axes, edges_s, panel.needed, color=INK, linestyle=(0, (1, 1.2)), linewidth=1.6)
        line.set_gid("needed")
        entries.append((line, f"agents required by {panel.formula}"))
    if panel.planned:
        line = steps(axes, *_steps_in(panel, panel.planned), color=INK, linewidth=0.9, path_effects=cased(0.6))
        line.set_gid("planned")
        entries.append((line, "agents on the plan"))
    line = steps(axes, times_s, agents, color=INK, linewidth=2.2, path_effects=cased())
    line.set_gid("staff")
    entries.append((line, "agents expected on duty" if panel.planned else "agents on duty"))
    hidden = _hidden(panel)
    if hidden is not None:
        strip = band(axes, *hidden, **_TOO_MUCH, transform=axes.get_xaxis_transform())
        strip.set_gid("short")
        entries.append((strip, "too few for some types"))
    legend_above(axes, [artist for artist, _ in entries], [label for _, label in entries], title)


def _shown(work: Mapping[str, Sequence[float]]) -> dict[str, Sequence[float]]:
    """Return the types that are drawn, the smallest of very many as one."""
    if len(work) <= TYPES_MAX:
        return dict(work)
    order = sorted(work, key=lambda name: -float(np.nansum(work[name])))
    kept = set(order[: TYPES_MAX - 1])
    others = [np.nan_to_num(np.asarray(work[name], dtype=np.float64)) for name in work if name not in kept]
    largest = {name: values for name, values in work.items() if name in kept}
    return largest | {f"{len(others)} others": np.sum(others, axis=0).tolist()}


def _steps_in(panel: LoadPanel, staff: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Return ``staff`` as edges and values within the day of a panel."""
    from_s, to_s = panel.edges_s[0], panel.edges_s[-1]
    times_s = [from_s, *(time_s for time_s, _ in staff if from_s < time_s < to_s), to_s]
    return times_s, [_at(staff, time_s) for time_s in times_s[:-1]]


def _at(staff: Sequence[tuple[float, float]], time_s: float) -> float:
    return next((agents for from_s, agents in reversed(staff) if from_s <= time_s), 0.0)


def _gap(panel: LoadPanel) -> tuple[list[float], NDArray[np.float64], NDArray[np.float64]] | None:
    """Return (edges, staff, work) where there is more work than staff, NaN elsewhere; None when there is no gap."""
    total = np.sum([np.nan_to_num(np.asarray(values, dtype=np.float64)) for values in panel.work.values()], axis=0)
    times_s, _ = _steps_in(panel, panel.staff)
    fine_s = sorted({*panel.edges_s, *times_s})
    place = np.searchsorted(panel.edges_s, fine_s[:-1], side="right") - 1
    work = total[place]
    staff = np.array([_at(panel.staff, time_s) for time_s in fine_s[:-1]])
    # A last bit too much is no gap.
    more = work > staff * (1 + 1e-9)
    if not more.any():
        return None
    return fine_s, np.where(more, staff, np.nan), np.where(more, work, np.nan)


def _hidden(panel: LoadPanel) -> tuple[list[float], list[float], list[float]] | None:
    """Return (edges, bottom, top) of a strip where some types have too few though all together have enough."""
    gap = _gap(panel)
    seen = [] if gap is None else [part for part, more in zip(pairwise(gap[0]), ~np.isnan(gap[1]), strict=True) if more]
    edges_s = sorted({*panel.edges_s, *(time_s for span in (*panel.short, *seen) for time_s in span)})
    top = [_STRIP if _inside(part, panel.short) and not _inside(part, seen) else math.nan for part in pairwise(edges_s)]
    return None if all(map(math.isnan, top)) else (edges_s, [0.0] * len(top), top)


def _inside(part: tuple[float, float], spans: Sequence[tuple[float, float]]) -> bool:
    return any(from_s <= part[0] and part[1] <= to_s for from_s, to_s in spans)


def _largest(panel: LoadPanel) -> float:
    total = np.sum([np.nan_to_num(np.asarray(values, dtype=np.float64)) for values in panel.work.values()], axis=0)
    numbers = [*total.tolist(), *_steps_in(panel, panel.staff)[1], *(panel.forecast or ()), *(panel.needed or ())]
    numbers += _steps_in(panel, panel.planned)[1]
    return float(np.nanmax(numbers))
