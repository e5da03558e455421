"""Strategies × futures: how much each serves in time in every future, which is best there, and what it may lose.

Whoever decides has to choose one strategy without knowing which future comes. The darker a field the more is lost by
having chosen its strategy when its future comes; the last column says how much at worst. Where the center has several
parts, each one's service level stands below beside its target: what is best of all together may be bad for one of them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.given_run import whole_run
from simulator.report.pictures.captions import customers, footer, one_line, sure
from simulator.report.pictures.frame import WIDTH_IN, broken, framed, plain
from simulator.report.pictures.in_places import ShownMetric, levels_of_parts
from simulator.report.pictures.levels import beside, percent
from simulator.report.pictures.style import (
    BAD,
    BASE_SIZE,
    GRID,
    INK,
    LEGEND_SIZE,
    PAPER,
    QUIET,
    SMALL_SIZE,
    in_house_style,
)
from simulator.report.tables.kept import within_said
from simulator.report.words.goal_words import ALL_SERVED, SERVED, goal_label
from simulator.report.words.numbers import NOTHING, format_difference, format_value
from simulator.report.words.parts import parts
from simulator.report.words.places import future_label
from simulator.standing import Standing, contenders, least_loss, standing, worst_loss
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

BEST, LEVEL, OPEN = "best", "level with the best", "may be best"
LEAST, BARRED = "risks least", "breaks a condition"
COLUMN_IN, LABEL_IN, ROW_IN, AROUND_IN = 1.15, 2.2, 0.52, 2.0
"""Sizes: the least width of a column, that of the names, the height of a row, what stands around."""
LINE_IN = 0.19
"""Height of the line of a part."""
BELOW = "; below it each part's own service level, bold where it or one of its types misses its target"
DARKEST = 0.62
"""How much of the colour the worst loss has: dark letters must be readable on it."""
SCALE_LEAST = 0.02
"""A loss smaller than this share is no dark field, even where it is the largest."""


@dataclass(frozen=True)
class Field:
    """One strategy in one future, or at its worst."""

    text: str
    remark: str
    loss: float
    """Against the best there, as a share; NaN where nothing can be said."""
    marked: bool = False
    levels: Sequence[tuple[str, bool]] = ()
    """Of each part: its service level beside its target, and whether it, or one of its types, misses that."""


@dataclass(frozen=True)
class FuturesPicture:
    """All that the picture shows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Field]]]
    """(strategy, a field for each column)."""
    subtitle: str = ""
    footer: str = ""
    parts: Sequence[str] = ()
    """The parts of the center whose levels stand in the fields, where there are several."""


def futures(run: "AnyRun") -> "Figure":
    """Return the picture of all strategies in all futures; ``run`` has several futures and no grid."""
    return draw_futures(futures_of(whole_run(run)))


def futures_of(run: "Compared") -> FuturesPicture:
    """Return what `futures` shows."""
    among = contenders(run)
    found = {one.future: standing(one, among) for one in run}
    known = [one for one in found.values() if one]
    measured = levels_of_parts(run.first)
    rows = []
    for name in run.strategies:
        label = one_line(name, next((customers(one, name) for one in run if customers(one, name)), ""), 30)
        fields = [
            replace(_field(run, name, future, found[future]), levels=_levels(run.at(future), name, measured))
            for future in run.futures
        ]
        rows.append((label, [*fields, _at_worst(name, among, known)]))
    remarks = {field.remark for _, fields in rows for field in fields}
    what = ALL_SERVED if run.first.goal.is_usual else goal_label(run.first)
    told = {
        LEVEL: f"{LEVEL}: not clearly different from it with {sure(run.first)}",
        OPEN: f"{OPEN}: whether it, or a better one, meets the conditions of the goal is undecided",
    }
    return FuturesPicture(
        _title(run, known, among),
        [*(plain(future_label(future), 60) for future in run.futures), "loss at worst"],
        rows,
        f"{what[0].upper()}{what[1:]}, and the loss against the best of that future; darker is "
        f"more{BELOW if measured else ''}",
        footer(run.first, *(text for remark, text in told.items() if remark in remarks), place=False),
        [one.short for one in measured],
    )


def _levels(comparison: "Comparison", name: str, measured: Sequence[ShownMetric]) -> list[tuple[str, bool]]:
    """Return each part's service level beside its target, and whether it, or one of its types, misses that."""
    found = []
    within = {part.of: within_said(comparison, name, part) for part in parts(comparison)}
    for one in measured:
        value, limit = one.at(comparison, name)[0], one.limits[0] if len(one.limits) == 1 else math.nan
        missed, text = one.missed(value), beside(value, Unit.SHARE, limit)
        known = value == value and limit == limit
        beside_limit = f"{text} {'<' if missed else '≥'} {percent(limit)}" if known else text
        found.append((beside_limit, missed or bool(within[one.of])))
    return found


def _field(run: "Compared", name: str, future: str | None, there: Standing | None) -> Field:
    one = run.at(future)
    value, unit, sense = one.goal_row(name).value, one.goal.metric.unit, one.goal.sense
    text = format_value(value, unit)
    if there is None or there.leader is None or value != value:
        return Field(text, "", float("nan"))
    if name in there.best:
        return Field(text, BEST, 0.0, marked=len(run.strategies) > 1)
    if name in there.barred:
        return Field(text, BARRED, float("nan"))
    loss = sense * (one.goal_row(there.leader).value - value)
    if name in there.ahead:
        return Field(text, _ahead(one, there, name), max(loss, 0.0))
    return Field(text, format_difference(-sense * loss, unit), max(loss, 0.0))


def _ahead(one: "Comparison", there: Standing, name: str) -> str:
    """Return why a strategy may be best: it is level with the leader, or it depends on a condition of the goal."""
    if name == there.leader:
        return OPEN if name in there.doubted else LEVEL
    return OPEN if one.goal_delta(name, there.leader).verdict in (Verdict.BETTER, Verdict.WORSE) else LEVEL


def _at_worst(name: str, among: Sequence[str], known: Sequence[Standing]) -> Field:
    """Return what choosing a strategy everywhere loses where it is worst."""
    known = [one for one in known if one.leader is not None]
    if not known or name not in among:
        return Field(NOTHING, "", float("nan"))
    barred = {each for one in known for each in one.barred}
    if name in barred and not barred.issuperset(among):
        return Field(NOTHING, BARRED, float("nan"))
    loss = worst_loss(name, known).size
    least = least_loss(among, known).size
    goal = known[0].comparison.goal
    text = "nothing" if loss == 0 else format_difference(-goal.sense * loss, goal.metric.unit)
    marked = loss == least and len(among) > 1
    return Field(text, LEAST if marked else "", loss, marked)


def _title(run: "Compared", known: Sequence[Standing], among: Sequence[str]) -> str:
    if not known:
        return "No contacts arrived in any future"
    if len(run.strategies) == 1:
        return f"{one_line(run.baseline)} in {len(run.futures)} futures: {goal_label(run.first)}"
    everywhere = [name for name in among if all(name in one.best for one in known)]
    if everywhere:
        return f"{one_line(everywhere[0])} is best in all {len(known)} futures"
    known = [one for one in known if one.leader is not None]
    if not known or len(among) == 1:
        return "No strategy can be called best"
    loss = least_loss(among, known)
    if loss.size == 0:
        return f"{one_line(loss.strategy)} is ahead or level in every future"
    goal = run.first.goal
    lost = format_difference(loss.size, goal.metric.unit).removeprefix("+")
    of = SERVED if goal.is_usual else goal_label(run.first)
    return f"Choosing {one_line(loss.strategy)} risks least: at worst it loses {lost} of {of}"


@in_house_style
def draw_futures(picture: FuturesPicture) -> "Figure":
    """Return the picture: a field for each strategy in each future."""
    width_in = max(WIDTH_IN, LABEL_IN + COLUMN_IN * len(picture.columns))
    height_in = AROUND_IN + (ROW_IN + LINE_IN * len(picture.parts)) * len(picture.rows)
    upper = ROW_IN / (ROW_IN + LINE_IN * len(picture.parts))
    figure, ((axes,),) = framed(picture.title, picture.subtitle, picture.footer, width_in=width_in, height_in=height_in)
    losses = [field.loss for _, fields in picture.rows for field in fields if field.loss == field.loss]
    largest = max([*losses, SCALE_LEAST])
    for row, (_, fields) in enumerate(picture.rows):
        for column, field in enumerate(fields):
            left = column + (APART if column == len(fields) - 1 else 0.0)
            _draw(axes, (row, column), left, field, DARKEST * field.loss / largest, upper)
    axes.set_xlim(-0.02, len(picture.columns) + APART + 0.02)
    axes.set_ylim(len(picture.rows) + 0.02, -0.02)
    _label_rows(axes, picture, upper)
    column_in = (width_in - LABEL_IN) / len(picture.columns)
    heads = ["\n".join(broken(name, column_in, LEGEND_SIZE, "normal", 3)) for name in picture.columns]
    places = [column + 0.5 + (APART if column == len(heads) - 1 else 0.0) for column in range(len(heads))]
    axes.xaxis.tick_top()
    axes.set_xticks(places, heads)
    axes.tick_params(length=0, labelcolor=INK)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure


APART = 0.12
"""The last column stands so far from the others, as a share of a column."""


def _label_rows(axes: "Axes", picture: FuturesPicture, upper: float) -> None:
    """Call each row by its strategy, and below it the lines of the parts."""
    places, names, lines = [], [], len(picture.parts)
    for row, (name, _) in enumerate(picture.rows):
        places += [row + upper / 2, *(row + _line(place, lines, upper) for place in range(lines))]
        names += [name, *picture.parts]
    axes.set_yticks(places, names)
    for place, label in enumerate(axes.get_yticklabels()):
        if place % (1 + len(picture.parts)):
            label.set_fontsize(SMALL_SIZE)


def _line(place: int, lines: int, upper: float) -> float:
    """Return where the line of a part stands in a row that is 1 high, of which the ``upper`` part is the strategy's."""
    return upper + (1.0 - upper) * (place + 0.25) / lines


def _draw(axes: "Axes", at: tuple[int, int], left: float, field: Field, depth: float, upper: float) -> None:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    row, column = at
    shade = [paper + depth * (ink - paper) for paper, ink in zip(to_rgb(PAPER), to_rgb(BAD), strict=True)]
    colour = shade if depth == depth else GRID
    box = Rectangle(
        (left + 0.02, row + 0.04),
        0.96,
        0.92,
        facecolor=colour,
        edgecolor=INK if field.marked else QUIET,
        linewidth=2.2 if field.marked else 0.4,
    )
    box.set_gid(f"field:{row}:{column}")
    axes.add_patch(box)
    weight = "bold" if field.marked else "normal"
    middle, below = (share * upper for share in (0.38 if field.remark else 0.5, 0.72))
    axes.text(left + 0.5, row + middle, field.text, ha="center", va="center", size=BASE_SIZE, weight=weight)
    axes.text(left + 0.5, row + below, field.remark, ha="center", va="center", size=SMALL_SIZE - 0.5, weight=weight)
    for place, (text, missed) in enumerate(field.levels):
        y = row + _line(place, len(field.levels), upper)
        weight = "bold" if missed else "normal"
        axes.text(left + 0.5, y, text, ha="center", va="center", size=SMALL_SIZE, weight=weight)
