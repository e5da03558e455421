"""One day's agents as bars: who was there, talked, wrapped up, waited for work, worked longer than planned.

It shows no average, so it proves nothing; it shows what a strategy looks like from the floor, and whether the scenario
does what its author meant.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.log import State
from simulator.report.pictures.axes import time_of_day_axis
from simulator.report.pictures.captions import footer, one_line, one_place
from simulator.report.pictures.frame import framed, legend_over, plain
from simulator.report.pictures.style import BAD, BASE_SIZE, LEGEND_SIZE, LOOKS, QUIET, in_house_style
from simulator.report.words import titled

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun
    from simulator.log import Columns
    from simulator.scenario.nouns.horizon import Day

DAYS_MAX = 14
"""Among so many of the first days the one to be shown is looked for: what a fortnight does not show is rare."""
AGENTS_MAX = 60
"""More bars than these are too thin to be seen; every group keeps its share of them."""
BAR_IN, PANEL_IN, AROUND_IN = 0.125, 0.42, 1.35
"""Heights: of one agent, of what else a group needs, of what stands around all of them."""


@dataclass(frozen=True)
class Bars:
    """How spans of one kind look: their colour, and where in the height of an agent's row (0 is its top) they lie."""

    label: str
    colour: str
    top: float
    bottom: float


AVAILABLE = Bars("available", "#dcdcdc", 0.1, 0.9)
WRAP_UP = Bars("wrap-up", LOOKS[1].colour, 0.5, 0.9)
HELPING = Bars("helping", "#8A6FC1", 0.1, 0.9)
OFF_PHONE = Bars("off the phone", "#F0E442", 0.3, 0.7)
BREAK = Bars("break", "#009E73", 0.3, 0.7)
AWAY = Bars("away", "#CC79A7", 0.3, 0.7)
ABSENT = Bars("absent", "#8c8c8c", 0.44, 0.56)
OVERTIME = Bars("overtime", BAD, 0.86, 1.06)
_STATES = {
    AVAILABLE: State.AVAILABLE,
    WRAP_UP: State.WRAP_UP,
    HELPING: State.HELPING,
    OFF_PHONE: State.OFF_PHONE,
    BREAK: State.BREAK,
    AWAY: State.AWAY,
    ABSENT: State.ABSENT,
}
_NOT_THERE = (State.OFF_PHONE, State.BREAK, State.AWAY, State.ABSENT)
TALK = (
    Bars("talk", "#56B4E9", 0.1, 0.9),
    Bars("two in hand", "#0072B2", 0.1, 0.9),
    Bars("three or more", "#00304d", 0.1, 0.9),
)
"""By the number of contacts in hand; darker is more, in grey too."""


@dataclass(frozen=True)
class GroupBars:
    """One agent group: the spans of its agents, each array of shape (spans,)."""

    name: str
    agents: int
    """How many of its agents are shown; ``agent`` counts them from 1."""
    agent: NDArray[np.integer[Any]]
    state: NDArray[np.integer[Any]]
    in_hand: NDArray[np.integer[Any]]
    overtime: NDArray[np.bool_]
    from_s: NDArray[np.float64]
    to_s: NDArray[np.float64]

    @property
    def busy(self) -> float:
        """Return the share of their time in which the agents had a contact; NaN without any time.

        As in the occupancy, who is off the phone, on a break, absent or away is not there.
        """
        length_s = np.where(np.isin(self.state, _NOT_THERE), 0.0, self.to_s - self.from_s)
        there_s = float(length_s.sum())
        return float(length_s[self.state != State.AVAILABLE].sum()) / there_s if there_s else float("nan")


_COLUMNS = ("agent", "state", "in_hand", "overtime", "from_s", "to_s")


@dataclass(frozen=True)
class AgentsPicture:
    """All that the picture shows."""

    title: str
    groups: Sequence[GroupBars]
    from_s: float
    to_s: float
    subtitle: str = ""
    footer: str = ""


def agents(run: "AnyRun | Comparison", strategy: str | None = None) -> "Figure":
    """Return the picture of the agents of ``strategy`` (None: the baseline) on the first replication's day."""
    return draw_agents(agents_of(one_place(run), strategy))


def agents_of(comparison: "Comparison", strategy: str | None = None) -> AgentsPicture:
    """Return what `agents` shows. There must be details of the strategy."""
    name = strategy or comparison.baseline
    shown_day, spans = day_shown(comparison, name)
    names = [titled.label(comparison, f"group:{group}") for group in comparison.scenarios[name].agent_groups]
    groups = _groups(names, spans)
    shown = [_first_of(group, _share_of(group, groups)) for group in groups]
    hidden = sum(group.agents for group in groups) - sum(group.agents for group in shown)
    ends_s = [float(group.to_s.max()) for group in shown if len(group.to_s)]
    return AgentsPicture(
        _title(one_line(name), groups),
        shown,
        shown_day.opens_s - shown_day.start_s,
        max([shown_day.closes_s - shown_day.start_s, *ends_s]),
        "One example day, each bar an agent: not the average of days",
        footer(comparison, f"{which_day(shown_day)}{f'; {hidden} more agents are not shown' if hidden else ''}"),
    )


def day_shown(comparison: "Comparison", strategy: str) -> "tuple[Day, Columns]":
    """Return the day that is shown of ``strategy``, and what agents did on it, by its clock."""
    kept, open_days = comparison.stacks[strategy].details, comparison.scenarios[strategy].horizon.open_days
    assert kept is not None, "a comparison that was run has them"
    assert kept.agents is not None, "its first replication is among them"
    days = [_of_day(kept.agents, *pair) for pair in _days(open_days)]
    # Of several days the first one is shown on which the most groups are there: on a holiday there is little to see.
    place = max(range(len(days)), key=lambda one: (len(np.unique(days[one]["group"])), -one))
    return open_days[place], days[place]


def which_day(day: "Day") -> str:
    """Return which day of a run it is, in words."""
    return f"{day.name} of the first replication" if day.name else "first replication"


def _days(days: "Sequence[Day]") -> "Iterator[tuple[Day, Day | None]]":
    """Yield each of the first days with the one after it; the last of all with None."""
    return islice(zip(days, [*days[1:], None], strict=True), DAYS_MAX)


def _of_day(spans: "dict[str, NDArray[Any]]", day: "Day", following: "Day | None") -> "dict[str, NDArray[Any]]":
    """Return what agents did from a day's opening until the next one's, by the clock of the day.

    Who stays on after closing is shown to the end; where the next day opens at once, until then.
    """
    until_s = following.opens_s if following else math.inf
    mine = np.flatnonzero((spans["to_s"] > day.opens_s) & (spans["from_s"] < until_s))
    found = {column: spans[column][mine] for column in (*_COLUMNS, "group")}
    ends_s = np.minimum(found["to_s"], until_s) if following and until_s <= day.closes_s else found["to_s"]
    times_s = {"from_s": np.maximum(found["from_s"], day.opens_s) - day.start_s, "to_s": ends_s - day.start_s}
    return found | times_s


def _groups(names: Sequence[str], spans: "dict[str, NDArray[Any]]") -> list[GroupBars]:
    """Return the groups that had agents there, in the scenario's order."""
    found = []
    for number, name in enumerate(names):
        mine = np.flatnonzero(spans["group"] == number)
        if len(mine):
            columns = {column: spans[column][mine] for column in _COLUMNS}
            # The log counts the agents of all groups together; here each group counts those of its own who were there.
            roster, place = np.unique(columns["agent"], return_inverse=True)
            found.append(GroupBars(name, len(roster), **columns | {"agent": place + 1}))
    return found


def _share_of(group: GroupBars, groups: Sequence[GroupBars]) -> int:
    """Return how many agents of a group are shown."""
    total = sum(one.agents for one in groups)
    return group.agents if total <= AGENTS_MAX else max(2, group.agents * AGENTS_MAX // total)


def _first_of(group: GroupBars, agents: int) -> GroupBars:
    kept = group.agent <= agents
    columns: dict[str, Any] = {name: getattr(group, name)[kept] for name in _COLUMNS}
    return GroupBars(group.name, min(agents, group.agents), **columns)


def _title(name: str, groups: Sequence[GroupBars]) -> str:
    known = [group for group in groups if group.busy == group.busy]
    if not known:
        return f"A day of {name}: no agents on duty"
    busiest = max(known, key=lambda group: group.busy)
    if len(known) == 1:
        return f"A day of {name}: agents are busy {busiest.busy:.0%} of their time".replace("%", " %")
    share = f"{busiest.busy:.0%}".replace("%", " %")
    return f"A day of {name}: {plain(busiest.name, 40)} is busiest, {share} of the time"


@in_house_style
def draw_agents(picture: AgentsPicture) -> "Figure":
    """Return the picture, a panel for each group and in it a bar for each agent."""
    heights = [PANEL_IN + BAR_IN * group.agents for group in picture.groups]
    kinds = _kinds(picture.groups)
    figure, grid = framed(
        picture.title,
        picture.subtitle,
        picture.footer,
        rows=max(1, len(heights)),
        height_in=AROUND_IN + sum(heights or [PANEL_IN]),
        heights=heights or None,
        share_x=True,
        legend=[bars.label for bars in kinds],
    )
    panels = [axes for (axes,) in grid]
    entries: dict[str, Any] = {}
    for axes, group in zip(panels, picture.groups, strict=False):
        entries |= _draw(axes, group)
        axes.set_ylim(group.agents + 0.1, -0.1)
        numbers = [number for number in range(1, group.agents + 1) if number == 1 or number % 5 == 0]
        axes.set_yticks([number - 0.5 for number in numbers], [str(number) for number in numbers])
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False)
        axes.set_title(plain(group.name, 40), loc="left", fontsize=BASE_SIZE, pad=3)
        busy = f"{group.busy:.0%} of the time with a contact".replace("%", " %")
        axes.set_title(busy, loc="right", fontsize=LEGEND_SIZE, fontweight="normal", color=QUIET, pad=3)
    for axes in panels:
        time_of_day_axis(axes, picture.from_s, picture.to_s, "")
        axes.tick_params(labelbottom=axes is panels[-1])
    legend_over(figure, {bars.label: entries[bars.label] for bars in kinds if bars.label in entries})
    return figure


def _kinds(groups: Sequence[GroupBars]) -> list[Bars]:
    """Return the kinds of bars that these groups have, in the order of the legend."""
    kinds = (AVAILABLE, OFF_PHONE, BREAK, AWAY, ABSENT, *TALK, WRAP_UP, HELPING, OVERTIME)
    return [bars for bars in kinds if any(_spans(group, bars).any() for group in groups)]


def _spans(group: GroupBars, bars: Bars) -> NDArray[np.bool_]:
    """Return which spans are drawn as ``bars``."""
    if bars is OVERTIME:
        return group.overtime
    if bars in TALK:
        many = np.minimum(group.in_hand, len(TALK)) - 1
        return np.asarray((group.state == State.TALK) & (many == TALK.index(bars)), dtype=np.bool_)
    return np.asarray(group.state == _STATES[bars], dtype=np.bool_)


def _draw(axes: "Axes", group: GroupBars) -> dict[str, Any]:
    from matplotlib.patches import PathPatch

    entries: dict[str, Any] = {}
    for bars in _kinds([group]):
        drawn = np.flatnonzero(_spans(group, bars))
        patch = PathPatch(_boxes(group, bars, drawn), facecolor=bars.colour, linewidth=0)
        patch.set_gid(bars.label)
        # Ten thousand boxes are a megabyte of drawing commands, and a small picture inside the picture.
        patch.set_rasterized(True)
        axes.add_patch(patch)
        entries[bars.label] = patch
    return entries


def _boxes(group: GroupBars, bars: Bars, drawn: NDArray[np.intp]) -> Any:
    """Return one path of a box for each span: thousands of them are one artist, and few bytes."""
    from matplotlib.path import Path

    left, right = group.from_s[drawn], group.to_s[drawn]
    top, bottom = (group.agent[drawn] - 1.0 + part for part in (bars.top, bars.bottom))
    x = np.stack([left, right, right, left, left], axis=1)
    y = np.stack([top, top, bottom, bottom, top], axis=1)
    codes = np.tile([Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], len(drawn))
    return Path(np.column_stack([x.ravel(), y.ravel()]), codes)
