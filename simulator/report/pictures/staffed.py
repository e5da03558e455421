"""Load against staff of one strategy of a comparison: does the plan follow the work? Nothing of it is simulated."""

from typing import TYPE_CHECKING

from simulator.describing.by_rules import gates_of
from simulator.report.pictures.captions import one_line, one_place, where
from simulator.report.pictures.description_picture import about_work, load_panels
from simulator.report.pictures.frame import plain
from simulator.report.pictures.load_picture import LoadPicture, draw_load
from simulator.report.words.load_titled import load_for_people
from simulator.report.words.numbers import listed
from simulator.units import format_time_of_day as clock
from simulator.work.load_against_staff import Load, loads_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun


def staff(run: "AnyRun | Comparison", strategy: str | None = None) -> "Figure":
    """Return the picture of the work that comes against the agents on duty in ``strategy`` (None: the baseline)."""
    return draw_load(staff_of(one_place(run), strategy))


def staff_of(comparison: "Comparison", strategy: str | None = None) -> LoadPicture:
    """Return what `staff` shows; of several days the one on which staff is tightest."""
    name = strategy or comparison.baseline
    scenario = comparison.scenarios[name]
    days = [(load.day.name, load) for load in loads_of(scenario)]
    day, load = max(days, key=lambda one: _tightest(one[1])[0])
    load = load_for_people(load, comparison.titles)
    by_rules = bool(scenario.overflow or scenario.interventions or gates_of(scenario))
    which = f" on {day}, the tightest of {len(days)} days" if len(days) > 1 else ""
    return LoadPicture(
        _title(one_line(name), load, f" on {day}" if day else ""),
        load_panels(load),
        f"Work{which}, as the number of agents it keeps busy, against agents {_expected(load)}on duty",
        f"{where(comparison)}. {about_work(load, by_rules)}",
    )


def _title(name: str, load: Load, day: str) -> str:
    """Return when most is missing, or when it is tightest."""
    if load.gaps:
        gap = max(load.gaps, key=lambda gap: gap.agents - gap.staff)
        some = len(gap.types) < len(load.types)
        whose = f" of {plain(listed(gap.types), 40)}" if some else ""
        # What is expected is a fraction of which two digits are enough.
        number = round(gap.staff, 2) if _expected(load) else gap.staff
        there = f"{number:.4g} {'is' if gap.staff == 1 else 'are'} {_expected(load)}on duty{' for it' if some else ''}"
        return f"{name}: at {clock(gap.worst_s)}{day} the work{whose} needs {gap.agents:.1f} agents, but only {there}"
    share, time_s = _tightest(load)
    if share < 0.0:
        return f"{name}: no work"
    when = f"{clock(-time_s)}{day}"
    return (
        f"{name} has enough agents for all work; the tightest interval is {when}, where work takes "
        f"{100 * share:.0f} % of the agents' time"
    )


def _expected(load: Load) -> str:
    """Return what stands before *on duty*, where breaks, absence or adherence take people away."""
    return "expected " if any(pool.planned_steps for pool in load.pools) else ""


def _tightest(load: Load) -> tuple[float, float]:
    """Return the highest share of agents' time that work takes, and less the time at which it does; below 0, none."""
    shares = [
        (share, -from_s)
        for pool in load.pools
        for share, from_s in zip(pool.occupancy, load.edges_s, strict=False)
        if share == share
    ]
    return max(shares, default=(-1.0, 0.0))
