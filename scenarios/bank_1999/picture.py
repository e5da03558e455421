"""The picture of recorded against simulated by hour: January, which was fitted, beside February, which judges."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tables import HOURS

from simulator.report.pictures.axes import count_axis, share_axis, time_of_day_axis
from simulator.report.pictures.frame import framed, legend_above
from simulator.report.pictures.style import INK, in_house_style, look
from simulator.units import HOUR_S

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "A bank's weekday by hour of arrival: recorded and simulated"
SUBTITLE = "Staffing was calibrated on January; February had no say in it."
FOOTER = (
    "Points: recorded, with 95 % intervals over days. Line: simulated. Band: nine in ten single simulated days.\n"
    "Made by scenarios/bank_1999/judge.py from the Anonymous Bank records of the Technion."
)
LABELS = {"wait_s": "mean wait, s", "abandoned": "abandoned", "in_time": "answered in 20 s"}
T_95 = 2.13
"""Of Student's t with the fifteen degrees of freedom of January's days; February's seventeen make it 2.11."""
TICKS_H = range(8, 25, 4)
TICKS = {"abandoned": (0.0, 0.1, 0.2, 0.3), "in_time": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)}
HEADS = {"january": "January: calibrated", "february": "February: judged"}


@in_house_style
def draw(judged: Sequence[Any]) -> "Figure":
    """Return the picture: a row for each measure, a column for each month; ``judged`` are rows of `judge.Judged`."""
    figure, panels = framed(TITLE, SUBTITLE, FOOTER, rows=len(LABELS), columns=len(HEADS), height_in=8.0, share_x=True)
    for row, measure in zip(panels, LABELS, strict=True):
        hours = [one for one in judged if one.measure == measure and one.of.endswith(":00")]
        # Both months on one scale, so that their difference is seen and not read.
        largest = max(max(one.p95, one.recorded + 2 * one.recorded_error) for one in hours)
        for axes, month in zip(row, HEADS, strict=True):
            handles = _panel(axes, [one for one in hours if one.month == month])
            if measure == "wait_s":
                count_axis(axes, LABELS[measure], largest)
                legend_above(axes, *handles, title=HEADS[month])
            else:
                share_axis(axes, LABELS[measure], high=min(1.0, 1.05 * largest))
                axes.set_yticks(TICKS[measure], [f"{100 * share:.0f} %" for share in TICKS[measure]])
            if month != next(iter(HEADS)):
                axes.set_ylabel("")
            if measure != next(reversed(LABELS)):
                axes.set_xlabel("")
    return figure


def _panel(axes: "Axes", hours: Sequence[Any]) -> tuple[list[Any], list[str]]:
    """Draw one measure of one month; return the handles and labels of a legend."""
    middles_s = [(int(one.of[:2]) + 0.5) * HOUR_S for one in hours]
    simulated = look(0)
    band = axes.fill_between(
        middles_s, [one.p5 for one in hours], [one.p95 for one in hours], color=simulated.colour, alpha=0.18, lw=0
    )
    (line,) = axes.plot(middles_s, [one.simulated for one in hours], color=simulated.colour)
    points = axes.errorbar(
        middles_s,
        [one.recorded for one in hours],
        yerr=[T_95 * one.recorded_error for one in hours],
        fmt="o",
        color=INK,
        capsize=2,
        lw=1.0,
    )
    time_of_day_axis(axes, HOURS.start * HOUR_S, HOURS.stop * HOUR_S)
    # Two panels beside each other have room for half the times.
    axes.set_xticks([hour * HOUR_S for hour in TICKS_H], [f"{hour:02d}:00" for hour in TICKS_H])
    return [points, (band, line)], ["recorded", "simulated"]
