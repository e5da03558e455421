"""Strategies × futures: how much each serves in time in every future, which is best there, and what it may lose.

Whoever decides has to choose one strategy without knowing which future comes. The darker a field the more is lost by
having chosen its strategy when its future comes; the last column says how much at worst.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.report.goal_words import goal_label
from simulator.report.numbers import NOTHING, format_difference, format_value
from simulator.report.pictures.frame import WIDTH_IN, broken, framed, plain
from simulator.report.pictures.style import BAD, BASE_SIZE, INK, LEGEND_SIZE, PAPER, QUIET, SMALL_SIZE, in_house_style
from simulator.report.pictures.words import customers, footer, one_line, sure
from simulator.report.places import future_label
from simulator.standing import Standing, contenders, least_loss, standing, worst_loss

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.comparison import Compared

BEST, LEVEL = "best", "level with the best"
LEAST = "risks least"
COLUMN_IN, LABEL_IN, ROW_IN, AROUND_IN = 1.15, 2.2, 0.52, 2.0
"""Sizes: the least width of a column, that of the names, the height of a row, what stands around."""
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


@dataclass(frozen=True)
class FuturesPicture:
    """All that the picture shows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Field]]]
    """(strategy, a field for each column)."""
    subtitle: str = ""
    footer: str = ""


def futures(run: "Compared") -> "Figure":
    """Return the picture of all strategies in all futures; ``run`` has several futures and no grid."""
    return draw_futures(futures_of(run))


def futures_of(run: "Compared") -> FuturesPicture:
    """Return what `futures` shows."""
    among = contenders(run)
    found = {one.future: standing(one, among) for one in run}
    known = [one for one in found.values() if one]
    rows = []
    for name in run.strategies:
        label = one_line(name, next((customers(one, name) for one in run if customers(one, name)), ""), 30)
        fields = [_field(run, name, future, found[future]) for future in run.futures]
        rows.append((label, [*fields, _at_worst(name, among, known)]))
    level = any(field.remark == LEVEL for _, fields in rows for field in fields)
    what = "served in time of all who came" if run.first.goal.is_usual else goal_label(run.first.goal)
    told = f"{LEVEL}: cannot be told from it with {sure(run.first)}"
    return FuturesPicture(
        _title(run, known, among),
        [*(plain(future_label(future), 60) for future in run.futures), "loss at worst"],
        rows,
        f"{what[0].upper()}{what[1:]}, and what is lost against the best of that future; darker is more",
        footer(run.first, told if level else "", place=False),
    )


def _field(run: "Compared", name: str, future: str | None, there: Standing | None) -> Field:
    one = run.at(future)
    value, unit, sense = one.goal_row(name).value, one.goal.metric.unit, one.goal.sense
    text = format_value(value, unit)
    if there is None or there.leader is None or value != value:
        return Field(text, "", float("nan"))
    if name in there.best:
        return Field(text, BEST, 0.0, marked=len(run.strategies) > 1)
    loss = sense * (one.goal_row(there.leader).value - value)
    if name in there.ahead:
        return Field(text, LEVEL, max(loss, 0.0))
    return Field(text, format_difference(-sense * loss, unit), max(loss, 0.0))


def _at_worst(name: str, among: Sequence[str], known: Sequence[Standing]) -> Field:
    """Return what choosing a strategy everywhere loses where it is worst."""
    known = [one for one in known if one.leader is not None]
    if not known or name not in among:
        return Field(NOTHING, "", float("nan"))
    loss = worst_loss(name, known).size
    least = least_loss(among, known).size
    goal = known[0].comparison.goal
    text = "nothing" if loss == 0 else format_difference(-goal.sense * loss, goal.metric.unit)
    marked = loss == least and len(among) > 1
    return Field(text, LEAST if marked else "", loss, marked)


def _title(run: "Compared", known: Sequence[Standing], among: Sequence[str]) -> str:
    if not known:
        return "Nobody came in any future"
    if len(run.strategies) == 1:
        what = "how many are served in time" if run.first.goal.is_usual else goal_label(run.first.goal)
        return f"{one_line(run.baseline)} in {len(run.futures)} futures: {what}"
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
    of = "served in time" if goal.is_usual else goal_label(goal)
    return f"Choosing {one_line(loss.strategy)} risks least: at worst it loses {lost} of {of}"


@in_house_style
def draw_futures(picture: FuturesPicture) -> "Figure":
    """Return the picture: a field for each strategy in each future."""
    width_in = max(WIDTH_IN, LABEL_IN + COLUMN_IN * len(picture.columns))
    height_in = AROUND_IN + ROW_IN * len(picture.rows)
    figure, ((axes,),) = framed(picture.title, picture.subtitle, picture.footer, width_in=width_in, height_in=height_in)
    losses = [field.loss for _, fields in picture.rows for field in fields if field.loss == field.loss]
    largest = max([*losses, SCALE_LEAST])
    for row, (_, fields) in enumerate(picture.rows):
        for column, field in enumerate(fields):
            _draw(axes, column, row, field, largest, apart=column == len(fields) - 1)
    axes.set_xlim(-0.02, len(picture.columns) + APART + 0.02)
    axes.set_ylim(len(picture.rows) + 0.02, -0.02)
    axes.set_yticks([row + 0.5 for row in range(len(picture.rows))], [name for name, _ in picture.rows])
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


def _draw(axes: "Axes", column: int, row: int, field: Field, largest: float, apart: bool) -> None:
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    left = column + (APART if apart else 0.0)
    depth = DARKEST * field.loss / largest if field.loss == field.loss else 0.0
    colour = [paper + depth * (ink - paper) for paper, ink in zip(to_rgb(PAPER), to_rgb(BAD), strict=True)]
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
    middle = 0.38 if field.remark else 0.5
    axes.text(left + 0.5, row + middle, field.text, ha="center", va="center", size=BASE_SIZE, weight=weight)
    axes.text(left + 0.5, row + 0.72, field.remark, ha="center", va="center", size=SMALL_SIZE - 0.5, weight=weight)
