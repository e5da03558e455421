"""What becomes of the hours that people are paid for: a bar for each strategy, of the states that agents were in.

All states together are what is paid, so the whole bar is; overtime is no state of its own but lies in the others, so it
is marked under its end. Beside the bar stands what was scheduled and is not paid: unpaid breaks and unpaid absence.
Means only: how sure a difference is says `differences`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.report.pictures.captions import customers, footer, one_line, one_place
from simulator.report.pictures.frame import framed, legend_over
from simulator.report.pictures.style import BAD, INK, LEGEND_SIZE, PAPER, QUIET, in_house_style
from simulator.scenario.days.roster import is_known_one_by_one
from simulator.units import HOUR_S

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

ROW_IN, AROUND_IN = 0.6, 2.1
"""Heights: of one strategy, and of what stands around all of them."""
NAME_WIDTH = 24
"""Letters of a strategy's name in a line."""
ON_DUTY = ("talk", "wrap-up", "helping", "available")
WHOLE, UNPAID, OVERTIME = "on duty, not divided further", "scheduled, not paid", "of it overtime"
DEDUCTED = "paid, not on the plan"
LOOKS: dict[str, dict[str, Any]] = {
    "talk": {"facecolor": "#56B4E9"},
    "wrap-up": {"facecolor": "#E69F00", "hatch": "///", "edgecolor": PAPER},
    "helping": {"facecolor": "#8A6FC1", "hatch": "+++", "edgecolor": PAPER},
    "available": {"facecolor": "#dcdcdc"},
    WHOLE: {"facecolor": "#56B4E9", "hatch": "...", "edgecolor": PAPER},
    "breaks": {"facecolor": "#009E73", "hatch": "\\\\\\", "edgecolor": PAPER},
    "off the phone": {"facecolor": "#F0E442", "hatch": "---", "edgecolor": PAPER},
    "away": {"facecolor": "#CC79A7", "hatch": "...", "edgecolor": PAPER},
    "absent": {"facecolor": "#8c8c8c", "hatch": "xxx", "edgecolor": PAPER},
    DEDUCTED: {"facecolor": "#b9a98c", "hatch": "|||", "edgecolor": PAPER},
    UNPAID: {"facecolor": PAPER, "edgecolor": QUIET, "linestyle": (0, (3, 1.5)), "linewidth": 0.9},
    OVERTIME: {"facecolor": BAD},
}
"""In the order of the legend; what is paid is stacked in this order."""
_TOP, _BOTTOM, _STRIP = -0.36, 0.22, 0.12
_GAP, _SMALL = 0.006, 1e-3
"""Between the bar and what is not paid, as a share of the axis; and hours that are none."""
_TO_BE, _PAID = ("scheduled_s", "overtime_s"), ("logged_in_s", "absent_s")
"""What would be paid if all that is scheduled were, and what is."""
_DIGIT = 0.012
"""About the width of a digit, as a share of the axis."""


@dataclass(frozen=True)
class HoursRow:
    """The mean hours of one strategy by what they are; what is 0 is left out."""

    name: str
    paid: Mapping[str, float]
    """In the order in which they are stacked."""
    overtime: float
    unpaid: float

    @property
    def paid_in_all(self) -> float:
        """Return all hours that are paid."""
        return sum(self.paid.values())

    @property
    def on_duty(self) -> float:
        """Return the share of the paid hours in which agents are on duty; NaN where nothing is paid."""
        there = sum(self.paid.get(name, 0.0) for name in (*ON_DUTY, WHOLE))
        return there / self.paid_in_all if self.paid_in_all else float("nan")


@dataclass(frozen=True)
class HoursPicture:
    """All that the picture shows, in plain numbers."""

    title: str
    rows: Sequence[HoursRow]
    subtitle: str = ""
    footer: str = ""


def hours(run: "AnyRun | Comparison") -> "Figure":
    """Return the picture of what becomes of the hours that are paid."""
    return draw_hours(hours_of(one_place(run)))


def has_hours(comparison: "Comparison") -> bool:
    """Return whether agents of any strategy have shifts or rates; of others only their number is planned."""
    return any(_is_counted(comparison, name) for name in comparison.strategies)


def _is_counted(comparison: "Comparison", name: str) -> bool:
    """Return whether it was counted what became of the hours of a strategy."""
    return comparison.per_day(name, "scheduled_s") > 0


def hours_of(comparison: "Comparison") -> HoursPicture:
    """Return what `hours` shows."""
    rows = [_row(comparison, name) for name in comparison.strategies]
    mean = f", mean of {comparison.replications:,} replications" if comparison.replications > 1 else ""
    whole = f"{WHOLE}: of a plan by number of agents alone, states and overtime are not counted"
    beside = f"{UNPAID}: unpaid breaks and unpaid absence"
    return HoursPicture(
        _title(rows),
        rows,
        f"Hours {comparison.period} by what agents do in them{mean}",
        footer(
            comparison,
            whole if any(WHOLE in row.paid for row in rows) else "",
            beside if any(row.unpaid for row in rows) else "",
        ),
    )


def _row(comparison: "Comparison", name: str) -> HoursRow:
    def of(measure: str) -> float:
        return comparison.per_day(name, measure) / HOUR_S

    breaks, away, absent = of("break_s"), of("away_s"), of("absent_s")
    off_phone, there = of("off_phone_s"), of("logged_in_s") - of("off_phone_s")
    states = {"breaks": breaks, "off the phone": off_phone, "away": away, "absent": absent}
    if _is_counted(comparison, name):
        there -= breaks + away
        work = {"talk": of("talk_s"), "wrap-up": of("wrap_up_s"), "helping": of("helping_s")}
        states = {**work, "available": there - sum(work.values()), **states}
    else:
        states = {WHOLE: there, **states}
    states[DEDUCTED] = of("paid_s") - sum(states.values())
    overtime = of("overtime_s")
    return HoursRow(
        one_line(name, customers(comparison, name)),
        {state: value for state, value in states.items() if value > _SMALL},
        overtime if overtime > _SMALL else 0.0,
        _unpaid(comparison, name),
    )


def _unpaid(comparison: "Comparison", name: str) -> float:
    """Return the hours that are scheduled in groups whose agents are known one by one, and not paid."""
    stack, found = comparison.stacks[name], 0.0
    places = {cell.of: place for place, cell in enumerate(stack.cells) if cell.interval is None}
    for group, noun in comparison.scenarios[name].agent_groups.items():
        if is_known_one_by_one(noun):
            at = np.array([places[f"group:{group}"]])
            to_be, paid = (stack.mean_of(measures, at)[0] for measures in (_TO_BE, _PAID))
            found += float(to_be - paid)
    return found / HOUR_S if found / HOUR_S > _SMALL else 0.0


def _title(rows: Sequence[HoursRow]) -> str:
    """Return how much of what is paid is on duty: of the baseline, and of whoever differs most from it."""
    first = rows[0]
    if not first.paid:
        return f"{first.name} pays no hours"
    text = f"{first.name}: agents are on duty in {_percent(first.on_duty)} of {_number(first.paid_in_all)} paid hours"
    known = [row for row in rows[1:] if row.paid]
    most = max(known, key=lambda row: abs(row.on_duty - first.on_duty), default=first)
    if _percent(most.on_duty) == _percent(first.on_duty):
        return text
    return f"{text}; {most.name}: {_percent(most.on_duty)} of {_number(most.paid_in_all)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if 0.995 <= share < 1.0 else f"{100 * share:.0f} %"


def _number(value: float) -> str:
    """Return hours with as many digits as are read: 12.4, 192, 1,250."""
    return f"{value:,.0f}" if value >= 99.95 else f"{value:.1f}"


@in_house_style
def draw_hours(picture: HoursPicture) -> "Figure":
    """Return the picture, a row for each strategy."""
    found = {name for row in picture.rows for name in row.paid}
    found |= {UNPAID} if any(row.unpaid for row in picture.rows) else set()
    found |= {OVERTIME} if any(row.overtime for row in picture.rows) else set()
    kinds = [name for name in LOOKS if name in found]
    texts = (picture.title, picture.subtitle, picture.footer)
    figure, grid = framed(*texts, height_in=AROUND_IN + ROW_IN * len(picture.rows), legend=kinds)
    axes = grid[0][0]
    widest = max(row.paid_in_all + row.unpaid for row in picture.rows) or 1.0
    _axis(axes, widest)
    entries: dict[str, Any] = {}
    for place, row in enumerate(picture.rows):
        entries |= _draw(axes, place, row, widest)
    names = ["\n".join(wrap(row.name, NAME_WIDTH)) for row in picture.rows]
    axes.set_yticks([place - 0.07 for place in range(len(names))], names)
    axes.set_ylim(len(picture.rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    legend_over(figure, {name: entries[name] for name in kinds})
    return figure


def _axis(axes: "Axes", widest: float) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_xlim(0.0, 1.02 * widest)
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.set_xlabel("hours")
    axes.grid(visible=False)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)


def _draw(axes: "Axes", place: int, row: HoursRow, widest: float) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    left = 0.0
    for name, value in row.paid.items():
        entries[name] = _box(axes, place, row.name, name, left, value)
        _write(axes, left, value, place, widest)
        left += value
    if row.unpaid:
        left += _GAP * widest
        entries[UNPAID] = _box(axes, place, row.name, UNPAID, left, row.unpaid)
        _write(axes, left, row.unpaid, place, widest)
    said = f"{_number(row.paid_in_all)} paid"
    said += f", {_number(row.unpaid)} not paid" if row.unpaid else ""
    said += f", {_number(row.overtime)} overtime" if row.overtime else ""
    axes.text(1.015, place - 0.07, said.replace(", ", "\n"), transform=axes.get_yaxis_transform(), va="center",
              size=LEGEND_SIZE, color=INK, linespacing=1.05)  # fmt: skip
    if row.overtime:
        paid = row.paid_in_all
        entries[OVERTIME] = _box(axes, place, row.name, OVERTIME, paid - row.overtime, row.overtime, strip=True)
    return entries


def _fits(text: str, share: float) -> bool:
    return share >= _DIGIT * (len(text) + 0.9)


def _box(axes: "Axes", place: int, row: str, name: str, left: float, width: float, strip: bool = False) -> Any:
    from matplotlib.patches import Rectangle

    top, bottom = (_BOTTOM + 0.03, _BOTTOM + 0.03 + _STRIP) if strip else (_TOP, _BOTTOM)
    box = Rectangle((left, place + top), width, bottom - top, **({"linewidth": 0.0} | LOOKS[name]))
    box.set_gid(f"{name}:{row}")
    axes.add_patch(box)
    return box


def _write(axes: "Axes", left: float, value: float, place: int, widest: float) -> None:
    """Write how many hours a part of a bar is into it, where there is room; whole ones where there is little."""
    # From 10 on what is behind the point may be left out.
    texts = (_number(value), f"{value:,.0f}") if value >= 9.5 else (_number(value),)
    text = next((one for one in texts if _fits(one, value / widest)), "")
    if text:
        middle = place + (_TOP + _BOTTOM) / 2
        ground = {"facecolor": PAPER, "alpha": 0.8, "linewidth": 0, "boxstyle": "square,pad=0.12"}
        axes.text(left + value / 2, middle, text, ha="center", va="center", size=LEGEND_SIZE, color=INK, bbox=ground)
