"""Paired differences: every strategy against the baseline, on every headline metric, with its interval: the one picture
a manager needs.

Better is always to the right, whatever the metric: where less is better, the axis runs the other way, so that its
numbers stay true. What a difference amounts to is told three times over, by colour, by mark and in words.

Where the center has several parts, waits and shares are told part by part, each beside its target; of the whole center
there is what adds up, and the one share that decides which strategy is best. Where that is too much for a page, each
part has a picture of its own beside.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.catalogue import HEADLINE, METRICS, Better, Unit
from simulator.errors import UsageError
from simulator.report.pictures.axes import difference_axis
from simulator.report.pictures.captions import customers, days, footer, one_line, one_place, seconds, sure
from simulator.report.pictures.frame import framed, legend_over, plain
from simulator.report.pictures.levels import (
    LEVEL,
    below_target,
    beside,
    leader,
    row_of,
    spread,
    target_said,
    target_share,
    target_time_s,
    targets_said,
)
from simulator.report.pictures.paired_title import headline
from simulator.report.pictures.style import BAD, BASE_SIZE, GOOD, INK, LEGEND_SIZE, PAPER, QUIET, in_house_style
from simulator.report.tables.lines import TableLine, is_remixed
from simulator.report.words import titled
from simulator.report.words.goal_words import ALL_SERVED, goal_label
from simulator.report.words.numbers import format_change
from simulator.report.words.parts import ResultPart, parts
from simulator.report.words.signs import Sign, matters_from, sign

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.answers import Delta
    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

METRICS_SHOWN = {
    HEADLINE: ALL_SERVED,
    "abandonment_rate": "abandoned, of the offered",
    "asa_s": "mean wait of the answered (ASA)",
    "closed_per_hour": "closed per hour",
}
"""The metrics of the picture in a manager's words; what the staff costs stands below them."""
LEAST = 3.0
"""An axis reaches at least so many times as far from 0 as matters to anybody, so that a trifle looks like one."""
PART_METRICS = {"abandonment_rate": "abandoned", "asa_s": "mean wait (ASA)"}
"""What is told of each part beside its service level."""
HOURS_LABEL, COST_LABEL = "agent hours", "staff cost"
"""With how long that is, as *a day*."""


@dataclass(frozen=True)
class VerdictLook:
    """How what a difference amounts to looks: its colour, its marker, whether that is filled, and its word."""

    colour: str
    marker: str
    filled: bool
    word: str


MARKS = {
    Sign.BETTER: VerdictLook(GOOD, "o", True, "better"),
    Sign.WORSE: VerdictLook(BAD, "X", True, "worse"),
    Sign.CLOSE: VerdictLook(QUIET, "s", False, "too close to matter"),
    Sign.OPEN: VerdictLook(QUIET, "o", False, "undecided"),
    Sign.SAME: VerdictLook(INK, "d", True, "exactly the same"),
    Sign.FACT: VerdictLook(INK, "|", True, "more or less"),
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
    remark: str = ""
    """What the baseline makes of it, beside its target; stands above the words at the right."""


@dataclass(frozen=True)
class DifferencesPicture:
    """All that the picture shows, in plain numbers."""

    title: str
    panels: Sequence[DifferencesPanel]
    subtitle: str = ""
    footer: str = ""


STROKE_IN, PANEL_IN, AROUND_IN = 0.235, 0.56, 1.35
"""Heights: of one strategy in a panel, of what else a panel needs, and of what stands around all of them."""
HEIGHT_MAX_IN = 11.5
"""What is higher cannot be read on a page of paper."""
NOTHING_TO_COMPARE = "nothing to compare"


def differences(run: "AnyRun | Comparison", of: str = "all") -> "Figure":
    """Return the picture of all strategies against the baseline; there must be more than one strategy.

    ``of`` may be a part of the center: its service level, who left and how long they waited.
    """
    return draw_differences(differences_of(one_place(run), of))


def differences_of(comparison: "Comparison", of: str = "all") -> DifferencesPicture:
    """Return what `differences` shows."""
    baseline = one_line(comparison.baseline)
    said = [f"lines are {sure(comparison)}" if comparison.replications > 1 else "one replication has no intervals"]
    if len(parts(comparison)) > 1 and of == "all" and comparison.goal.is_usual:
        said.append(f"{ALL_SERVED}, decides which strategy is best and is not the service level of any channel")
    if comparison.goal.alone is None:
        said.append(f"the goal is {goal_label(comparison)}")
    whose = f" of {plain(titled.label(comparison, of))}" if of != "all" else ""
    same = "" if comparison.customers_differ else " on the same customers"
    subtitle = f"Differences{whose} to {baseline}{same}, in {days(comparison)}: better is to the right"
    return DifferencesPicture(
        _part_title(comparison, of) if of != "all" else headline(comparison),
        [_panel(comparison, one) for one in shown_metrics(comparison, of)],
        "\n".join(line for line in (subtitle, _missed(comparison) if of == "all" else "") if line),
        footer(comparison, "; ".join(said)),
    )


@dataclass(frozen=True)
class Shown:
    """A metric of the picture, what it is of and what it is called."""

    metric: str
    of: str
    label: str
    remark: str = ""
    interval: str | None = None


def shown_metrics(comparison: "Comparison", of: str = "all") -> list[Shown]:
    """Return what the picture shows: with what staff costs, or its hours; of parts as much as a page has room for."""
    found = parts(comparison)
    if of != "all":
        return [_level_of(comparison, of), *(Shown(metric, of, label) for metric, label in PART_METRICS.items())]
    if len(found) == 1:
        usual = [Shown(metric, "all", label) for metric, label in (METRICS_SHOWN | price(comparison)).items()]
        return [*_goal(comparison), *(one for one in usual if (one.metric, one.of, None) != comparison.goal.cell)]
    split = pages(comparison)
    of_parts = []
    for part in found:
        of_parts.append(_level_of(comparison, part.of, plain(part.label, 22)))
        more = () if split else PART_METRICS.items()
        of_parts += [Shown(metric, part.of, f"{plain(part.label, 22)}: {label}") for metric, label in more]
    adds_up = {"closed_per_hour": METRICS_SHOWN["closed_per_hour"]} | price(comparison)
    whole = [Shown(metric, "all", label) for metric, label in adds_up.items()]
    return [*_goal(comparison), *of_parts, *whole]


def _goal(comparison: "Comparison") -> list[Shown]:
    """Return what decides which strategy is best."""
    metric, of, interval = comparison.goal.cell
    goal = comparison.goal
    label = plain(goal_label(comparison), 34) if goal.alone else "weighted mean"
    label = ALL_SERVED if goal.is_usual else f"goal: {label}"
    return [Shown(metric, of, label, interval=interval)]


def pages(comparison: "Comparison") -> tuple[ResultPart, ...]:
    """Return the parts that need a picture of their own: all where one picture would be too high, else none."""
    found = parts(comparison)
    panels = 3 + len(found) * (1 + len(PART_METRICS))
    fits = AROUND_IN + panels * (PANEL_IN + STROKE_IN * len(comparison.others)) <= HEIGHT_MAX_IN
    return () if fits or len(found) == 1 else found


def _level_of(comparison: "Comparison", of: str, part: str = "") -> Shown:
    """Return the service level of a part, called by its target, and what the baseline makes of it."""
    within_s, share = target_time_s(comparison, of), target_share(comparison, of)
    label = f"answered in {seconds(within_s)}" if within_s is not None else "answered in time"
    row = row_of(comparison, comparison.baseline, LEVEL, of)
    whose = one_line(comparison.baseline, width=14)
    remark = f"{whose}: {spread([row.value], share)}" if row and share is not None else ""
    return Shown(LEVEL, of, f"{part}: {label.removeprefix('answered ')}" if part else label, remark)


def _missed(comparison: "Comparison") -> str:
    """Return which types miss their target with whoever serves most in time, where any do."""
    best = leader(comparison)
    return f"With {one_line(best)} {targets_said(comparison, best)}" if below_target(comparison, best) else ""


def _part_title(comparison: "Comparison", of: str) -> str:
    """Return what strategies do for one part, from the lowest service level to the highest."""
    rows = {name: row_of(comparison, name, LEVEL, of) for name in comparison.strategies}
    levels = {name: row.value for name, row in rows.items() if row and row.value == row.value}
    name, share = plain(titled.label(comparison, of)), target_share(comparison, of)
    if not levels:
        return f"{name}: no contacts arrived"
    worst, best = min(levels, key=levels.__getitem__), max(levels, key=levels.__getitem__)
    limit = share if share is not None else math.nan
    low, high = (beside(levels[one], Unit.SHARE, limit) for one in (worst, best))
    target = f", the target is {target_said(comparison, of)}" if share is not None else ""
    if levels[worst] == levels[best]:
        return f"{name}: {high} answered in time with every strategy{target}"
    return f"{name}: from {low} answered in time with {one_line(worst)} to {high} with {one_line(best)}{target}"


def price(comparison: "Comparison") -> dict[str, str]:
    """Return the metric of what the staff costs, with its label: money where it is known, else agent hours."""
    period = comparison.scenarios[comparison.baseline].horizon.period
    costs = [comparison.row(name, "staff_cost").value for name in comparison.strategies]
    if all(math.isnan(cost) for cost in costs):
        return {"agent_hours": f"{HOURS_LABEL} {period}"}
    currency = next((one.currency for one in comparison.scenarios.values() if one.currency), "")
    return {"staff_cost": f"{COST_LABEL} {period}, {currency}"}


def _panel(comparison: "Comparison", shown: Shown) -> DifferencesPanel:
    metric = METRICS[shown.metric]
    if _is_goal(comparison, shown):
        level = comparison.goal_row(comparison.baseline).value
    else:
        row = row_of(comparison, comparison.baseline, shown.metric, shown.of, shown.interval)
        level = row.value if row else math.nan
    strokes = [_stroke_of(comparison, name, shown, level) for name in comparison.others]
    return DifferencesPanel(
        shown.label, metric.better, metric.unit, strokes, LEAST * matters_from(metric.name, level), shown.remark
    )


def _is_goal(comparison: "Comparison", shown: Shown) -> bool:
    return (shown.metric, shown.of, shown.interval) == comparison.goal.cell


def _stroke_of(comparison: "Comparison", name: str, shown: Shown, level: float) -> Stroke:
    label = one_line(name, customers(comparison, name), 26)
    try:
        if _is_goal(comparison, shown):
            delta = comparison.goal_delta(name)
        else:
            delta = comparison.delta(name, shown.metric, shown.of, shown.interval)
    except UsageError:
        # One of the two has no such part.
        return Stroke(label, math.nan, math.nan, math.nan, Sign.OPEN, NOTHING_TO_COMPARE)
    remixed = is_remixed(comparison, name, TableLine(shown.metric, shown.of, shown.label))
    one = Sign.FACT if remixed else sign(delta, level) if delta.enough else Sign.OPEN
    text = format_change(delta.difference, delta.low, delta.high, METRICS[shown.metric].unit)
    said = NOTHING_TO_COMPARE if math.isnan(delta.difference) else f"{text}, {_word(delta, one)}"
    return Stroke(label, delta.difference, delta.low, delta.high, one, said)


def _word(delta: "Delta", one: Sign) -> str:
    if not delta.enough:
        return "too few days"
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
    if panel.remark:
        remark = axes.annotate(
            panel.remark,
            (1.015, 1.0),
            xytext=(0.0, 4.0),
            xycoords="axes fraction",
            textcoords="offset points",
            size=LEGEND_SIZE,
            color=QUIET,
        )
        remark.set_gid("level")
    return entries


def _stroke(axes: "Axes", place: int, stroke: Stroke, mark: VerdictLook) -> Any:
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
