"""Paired differences: every strategy against the baseline, on every headline metric, with its interval: the one picture
a manager needs.

Better is always to the right, whatever the metric: where less is better, the axis runs the other way, so that its
numbers stay true. What a difference amounts to is told three times over, by colour, by mark and in words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.catalogue import HEADLINE, METRICS, Better, Unit
from simulator.report.goal_words import goal_label
from simulator.report.numbers import format_difference, format_value, half_width, listed
from simulator.report.pictures.axes import difference_axis
from simulator.report.pictures.frame import framed, legend_over
from simulator.report.pictures.style import BAD, BASE_SIZE, GOOD, INK, LEGEND_SIZE, PAPER, QUIET, in_house_style
from simulator.report.pictures.words import customers, days, footer, one_line, one_place, sure
from simulator.report.signs import Sign, matters_from, sign
from simulator.standing import standing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.comparison import Compared, Comparison, Delta
    from simulator.standing import Standing

METRICS_SHOWN = {
    HEADLINE: "served in time, of all who came",
    "abandonment_rate": "abandoned, of the offered",
    "asa_s": "mean wait of the answered (ASA)",
    "closed_per_hour": "closed per hour",
}
"""The metrics of the picture in a manager's words; what the staff costs stands below them."""
LEAST = 3.0
"""An axis reaches at least so many times as far from 0 as matters to anybody, so that a trifle looks like one."""
HOURS_LABEL, COST_LABEL = "agent hours", "staff cost"
"""With how long that is, as *a day*."""


@dataclass(frozen=True)
class Mark:
    """How what a difference amounts to looks: its colour, its marker, whether that is filled, and its word."""

    colour: str
    marker: str
    filled: bool
    word: str


MARKS = {
    Sign.BETTER: Mark(GOOD, "o", True, "better"),
    Sign.WORSE: Mark(BAD, "X", True, "worse"),
    Sign.CLOSE: Mark(QUIET, "s", False, "too close to matter"),
    Sign.OPEN: Mark(QUIET, "o", False, "cannot tell yet"),
    Sign.SAME: Mark(INK, "d", True, "exactly the same"),
    Sign.FACT: Mark(INK, "|", True, "more or less"),
}


@dataclass(frozen=True)
class Stroke:
    """The difference of one strategy on one metric; NaN where there is none, or no interval."""

    name: str
    difference: float
    low: float
    high: float
    sign: Sign
    text: str
    """The difference with its half width and what it amounts to, in words."""


@dataclass(frozen=True)
class DifferencesPanel:
    """One metric."""

    label: str
    better: Better
    unit: Unit
    strokes: Sequence[Stroke]
    least: float
    """The axis reaches at least so far from 0."""


@dataclass(frozen=True)
class DifferencesPicture:
    """All that the picture shows, in plain numbers."""

    title: str
    panels: Sequence[DifferencesPanel]
    subtitle: str = ""
    footer: str = ""


STROKE_IN, PANEL_IN, AROUND_IN = 0.235, 0.56, 1.35
"""Heights: of one strategy in a panel, of what else a panel needs, and of what stands around all of them."""


def differences(run: "Compared | Comparison") -> "Figure":
    """Return the picture of all strategies against the baseline; there must be more than one strategy."""
    return draw_differences(differences_of(one_place(run)))


def differences_of(comparison: "Comparison") -> DifferencesPicture:
    """Return what `differences` shows."""
    baseline = one_line(comparison.baseline)
    said = f"Lines are {sure(comparison)}" if comparison.replications > 1 else "one replication has no intervals"
    return DifferencesPicture(
        headline(comparison),
        [_panel(comparison, metric, label) for metric, label in shown_metrics(comparison).items()],
        f"Differences to {baseline} on the same customers, in {days(comparison)}: better is to the right",
        footer(comparison, said),
    )


def shown_metrics(comparison: "Comparison") -> dict[str, str]:
    """Return the metrics of the picture and what they are called: with what staff costs, or its hours."""
    return METRICS_SHOWN | price(comparison)


def price(comparison: "Comparison") -> dict[str, str]:
    """Return the metric of what the staff costs, with its label: money where it is known, else agent hours."""
    period = comparison.scenarios[comparison.baseline].horizon.period
    costs = [comparison.row(name, "staff_cost").value for name in comparison.strategies]
    if all(math.isnan(cost) for cost in costs):
        return {"agent_hours": f"{HOURS_LABEL} {period}"}
    currency = next((one.currency for one in comparison.scenarios.values() if one.currency), "")
    return {"staff_cost": f"{COST_LABEL} {period}, {currency}"}


def headline(comparison: "Comparison") -> str:
    """Return in one line what the picture says of the headline metric."""
    baseline = one_line(comparison.baseline)
    if comparison.replications == 1:
        return "One replication alone: what differs may be chance"
    there = standing(comparison)
    if there is None or not there.contested:
        return "No strategy can be called best: the customers differ" if there else "Nobody came"
    compared = [name for name in there.among if name not in (comparison.baseline, *there.barred)]
    if not comparison.goal.is_usual:
        return _by_goal(there)
    found = {name: comparison.delta(name, HEADLINE) for name in compared}
    level = comparison.row(comparison.baseline, HEADLINE).value
    signs = {name: sign(delta, level) for name, delta in found.items()}
    better = [name for name, one in signs.items() if one is Sign.BETTER]
    if better:
        best = max(better, key=lambda name: found[name].difference)
        serves = format_value(comparison.row(best, HEADLINE).value, Unit.SHARE)
        size = format_difference(found[best].difference, Unit.SHARE).removeprefix("+")
        return f"{one_line(best)} serves {serves} in time, {size} more than {baseline}"
    if Sign.OPEN in signs.values():
        return f"No strategy is shown to serve more in time than {baseline} yet"
    if Sign.CLOSE in signs.values():
        return f"No strategy serves so many more in time than {baseline} that it matters"
    if Sign.SAME in signs.values():
        return f"No strategy serves more in time than {baseline}"
    return f"{baseline} serves most in time"


def _by_goal(there: "Standing") -> str:
    """Return who is best by a goal that the scenario states."""
    label = goal_label(there.comparison.goal)
    if there.best:
        names = listed([one_line(name) for name in there.best])
        return f"{names} {'is' if len(there.best) == 1 else 'are'} best by {label}"
    return f"No strategy is shown to be best by {label} yet"


def _panel(comparison: "Comparison", metric: str, label: str) -> DifferencesPanel:
    unit, level = METRICS[metric].unit, comparison.row(comparison.baseline, metric).value
    strokes = []
    for name in comparison.others:
        delta = comparison.delta(name, metric)
        one = sign(delta, level)
        text = format_difference(delta.difference, unit, half_width(delta.low, delta.high))
        strokes.append(
            Stroke(
                one_line(name, customers(comparison, name), 26),
                delta.difference,
                delta.low,
                delta.high,
                one,
                "nothing to compare" if math.isnan(delta.difference) else f"{text}, {_word(delta, one)}",
            )
        )
    return DifferencesPanel(label, METRICS[metric].better, unit, strokes, LEAST * matters_from(metric, level))


def _word(delta: "Delta", one: Sign) -> str:
    if one is Sign.FACT:
        return "more" if delta.difference > 0 else "less"
    return MARKS[one].word


@in_house_style
def draw_differences(picture: DifferencesPicture) -> "Figure":
    """Return the picture, a panel for each metric and in it a line for each strategy."""
    heights = [PANEL_IN + STROKE_IN * len(panel.strokes) for panel in picture.panels]
    drawn = [stroke for panel in picture.panels for stroke in panel.strokes if not math.isnan(stroke.difference)]
    legend = [mark.word for one, mark in MARKS.items() if any(stroke.sign is one for stroke in drawn)]
    figure, grid = framed(
        picture.title,
        picture.subtitle,
        picture.footer,
        rows=len(picture.panels),
        height_in=AROUND_IN + sum(heights),
        heights=heights,
        legend=legend,
    )
    entries: dict[str, Any] = {}
    for (axes,), panel in zip(grid, picture.panels, strict=True):
        entries |= _draw(axes, panel)
    legend_over(figure, {word: entries[word] for word in legend})
    return figure


def _draw(axes: "Axes", panel: DifferencesPanel) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    axes.axvline(0.0, color=INK, linewidth=1.0).set_gid("no difference")
    for place, stroke in enumerate(panel.strokes):
        if not math.isnan(stroke.difference):
            entries[MARKS[stroke.sign].word] = _stroke(axes, place, stroke, MARKS[stroke.sign])
        axes.text(
            1.015,
            place,
            stroke.text,
            transform=axes.get_yaxis_transform(),
            va="center",
            size=LEGEND_SIZE,
            color=QUIET if stroke.sign in (Sign.OPEN, Sign.CLOSE) else INK,
        )
    numbers = [number for one in panel.strokes for number in (one.difference, one.low, one.high)]
    difference_axis(axes, panel.unit, [number for number in numbers if math.isfinite(number)], panel.least)
    if panel.better is Better.LOWER:
        axes.invert_xaxis()
    axes.set_yticks(range(len(panel.strokes)), [stroke.name for stroke in panel.strokes])
    axes.set_ylim(len(panel.strokes) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.set_title(panel.label, loc="left", fontsize=BASE_SIZE, pad=4)
    word = "more" if panel.better is Better.NEITHER else "better"
    axes.set_title(f"{word} →", loc="right", fontsize=LEGEND_SIZE, fontweight="normal", color=QUIET, pad=4)
    return entries


def _stroke(axes: "Axes", place: int, stroke: Stroke, mark: Mark) -> Any:
    if math.isfinite(stroke.low) and math.isfinite(stroke.high):
        (line,) = axes.plot([stroke.low, stroke.high], [place, place], color=mark.colour, linewidth=2.4)
        line.set_gid(f"interval:{stroke.name}")
    (point,) = axes.plot(
        [stroke.difference],
        [place],
        marker=mark.marker,
        markersize=8,
        markeredgewidth=1.6 if mark.marker == "|" or not mark.filled else 0.6,
        color=mark.colour,
        markerfacecolor=mark.colour if mark.filled else PAPER,
        markeredgecolor=PAPER if mark.filled and mark.marker != "|" else mark.colour,
        linestyle="none",
        zorder=3,
    )
    point.set_gid(f"{mark.word}:{stroke.name}")
    return point
