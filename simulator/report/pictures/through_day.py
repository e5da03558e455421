"""What the pictures of the day show of a comparison: service level and abandonment, closed per hour, the queue."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS, Unit
from simulator.report.numbers import MINUTE_S, format_value
from simulator.report.pictures.day import Curve, DayPicture, DayRow, Quantity, draw_day
from simulator.report.pictures.frame import plain
from simulator.report.pictures.when import clock, day_spans, with_gaps
from simulator.report.pictures.words import footer, one_line, one_place, sure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.comparison import Compared, Comparison
    from simulator.scenario.nouns.horizon import Horizon

FEW_DAYS, MANY_DAYS = 0.1, 0.9
"""The band of the queue: shares of the days that were below its ends."""
QUEUE_STEPS_MAX = 60
"""Finer than this the eye sees only noise."""


def service(run: "Compared | Comparison", of: str = "all") -> "Figure":
    """Return the picture of service level and abandonment through the day, of everything or a type or channel."""
    return draw_day(service_of(one_place(run), of))


def closed(run: "Compared | Comparison", of: str = "all") -> "Figure":
    """Return the picture of contacts closed per hour through the day."""
    return draw_day(closed_of(one_place(run), of))


def queue(run: "Compared | Comparison", of: str = "all") -> "Figure":
    """Return the picture of how many wait through the day: the mean of the days and where eight in ten of them are."""
    return draw_day(queue_of(one_place(run), of))


def service_of(comparison: "Comparison", of: str = "all") -> DayPicture:
    """Return what `service` shows."""
    target = target_share(comparison, of)
    level, gone = "service_level", "abandonment_rate"
    quantities = (Quantity("service level", Unit.SHARE, target), Quantity("abandoned", Unit.SHARE))
    rows = []
    for name in comparison.strategies:
        values = [format_value(comparison.row(name, metric, of).value, Unit.SHARE) for metric in (level, gone)]
        rows.append(
            DayRow(
                one_line(name),
                [curve(comparison, name, metric, of) for metric in (level, gone)],
                [f"{_all(comparison)} {value}" for value in values],
            )
        )
    return DayPicture(
        _service_title(rows, target, comparison),
        quantities,
        rows,
        f"Service level and abandonment of {_what(of)} through the day, by the time they came",
        footer(comparison, _service_said(comparison, of, target)),
        f"{sure(comparison)}, of each interval by itself",
        day_spans(_horizon(comparison)),
    )


def closed_of(comparison: "Comparison", of: str = "all") -> DayPicture:
    """Return what `closed` shows."""
    metric = "closed_per_hour"
    rows = [
        DayRow(
            one_line(name),
            [curve(comparison, name, metric, of)],
            [f"{_all(comparison)} {format_value(comparison.row(name, metric, of).value, METRICS[metric].unit)}"],
        )
        for name in comparison.strategies
    ]
    return DayPicture(
        _peak_title(rows, _horizon(comparison), "Most contacts are closed", "{:,.0f} per hour"),
        (Quantity("closed per hour", METRICS[metric].unit),),
        rows,
        f"Contacts{_what(of, ' of ')} that agents closed per hour, by the time they were closed",
        footer(comparison, METRICS[metric].formula),
        f"{sure(comparison)}, of each interval by itself",
        day_spans(_horizon(comparison)),
    )


def queue_of(comparison: "Comparison", of: str = "all") -> DayPicture:
    """Return what `queue` shows; ``of`` is all or a type. There must be details of every strategy."""
    rows = []
    for name in comparison.strategies:
        from_s, to_s, waiting = _waiting(comparison, name, of)
        spread = np.quantile(waiting, (FEW_DAYS, MANY_DAYS), axis=0) if len(waiting) > 1 else ()
        edges, (mean, *bands) = with_gaps(from_s, to_s, waiting.mean(axis=0), *spread)
        whole = np.average(waiting.mean(axis=0), weights=to_s - from_s)
        rows.append(DayRow(one_line(name), [Curve(edges, mean, *bands)], [f"{_all(comparison)} {whole:,.1f}"]))
    from_s, to_s, _ = _waiting(comparison, comparison.baseline, of)
    minutes = float(np.median(to_s - from_s)) / MINUTE_S
    return DayPicture(
        _peak_title(rows, _horizon(comparison), "The queue is longest", "{:,.1f} waiting on average", least=True),
        (Quantity("contacts waiting", Unit.CONTACTS),),
        rows,
        f"How many{_what(of, ' of ')} wait through the day",
        footer(comparison, f"means over {minutes:g} min; who waits after closing is left out"),
        f"{round(10 * (MANY_DAYS - FEW_DAYS))} of 10 {_one_of_them(comparison)}",
        day_spans(_horizon(comparison)),
    )


def _waiting(
    comparison: "Comparison", name: str, of: str
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return (from, to, how many wait on average between them in each replication), no finer than one can see."""
    kept = comparison.stacks[name].details
    assert kept is not None, "a comparison that was run has them"
    plan = kept.plan
    row = 0 if of == "all" else 1 + plan.names.types.index(of.partition(":")[2])
    together = -(-len(plan.step_from_s) // QUEUE_STEPS_MAX)
    # Within an interval steps are equal, so their mean is that of their time.
    interval = np.searchsorted(plan.interval_to_s, plan.step_from_s, side="right")
    begins = np.concatenate([np.arange(*ends, together) for ends in _runs(interval)]).astype(np.intp)
    waiting = kept.queue[:, row].astype(np.float64)
    ends = np.append(begins[1:], waiting.shape[1])
    means = np.add.reduceat(waiting, begins, axis=1) / (ends - begins)
    return plan.step_from_s[begins], plan.step_to_s[ends - 1], means


def _runs(numbers: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return (first, after the last) of the places that have the same number."""
    ends = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(numbers)]
    return list(pairwise(ends))


def curve(comparison: "Comparison", name: str, metric: str, of: str) -> Curve:
    """Return a metric of a strategy through the day, or days, with its interval."""
    horizon = comparison.scenarios[comparison.baseline].horizon
    days = {day.name for day in horizon.open_days}
    found = [
        row for row in comparison.rows(name, (metric,)) if row.of == of and row.interval and row.interval not in days
    ]
    low, high = [row.low for row in found], [row.high for row in found]
    # A share has its limits, whatever the arithmetic of intervals says.
    top = 1.0 if METRICS[metric].unit is Unit.SHARE else math.inf
    spans = horizon.intervals
    edges, (values, lows, highs) = with_gaps(
        [one.from_s for one in spans],
        [one.to_s for one in spans],
        [row.value for row in found],
        np.clip(low, 0.0, top),
        np.clip(high, 0.0, top),
    )
    return Curve(edges, values, lows, highs)


def target_share(comparison: "Comparison", of: str) -> float | None:
    """Return the share that types were promised, where it is the same for all that ``of`` means; else None."""
    kinds = comparison.scenarios[comparison.baseline].contact_types
    kind, _, which = of.partition(":")
    shares = {
        one.service_level.share
        for name, one in kinds.items()
        if kind == "all" or (kind == "type" and name == which) or (kind == "channel" and one.channel == which)
    }
    return shares.pop() if len(shares) == 1 else None


def _service_said(comparison: "Comparison", of: str, target: float | None) -> str:
    said = "service level is answered within the type's target time / (answered + abandoned)"
    return said if target is not None else f"{said}; the types have different targets"


def _service_title(rows: Sequence[DayRow], target: float | None, comparison: "Comparison") -> str:
    """Return in how many intervals the target is missed, or when the service level is lowest."""
    levels = {row.name: np.asarray(row.curves[0].values, float) for row in rows}
    if all(np.isnan(values).all() for values in levels.values()):
        return "Nobody came, so there is no service level"
    if target is None:
        name, values = next((name, values) for name, values in levels.items() if not np.isnan(values).all())
        place = int(np.nanargmin(values))
        when = clock(_horizon(comparison), rows[0].curves[0].edges_s[place])
        return f"Service level is lowest at {when}: {format_value(values[place], Unit.SHARE)} in {name}"
    missed = {name: int((values < target).sum()) for name, values in levels.items()}
    known = {name: int(np.isfinite(values).sum()) for name, values in levels.items()}
    # Of those that miss it as rarely, the one that serves best on the whole.
    fewest = min(missed, key=lambda name: (missed[name], -float(np.nansum(levels[name]))))
    first = rows[0].name
    text = f"Service level below {format_value(target, Unit.SHARE).replace('.0 ', ' ')} in"
    start = f"{text} {missed[fewest]} of {known[fewest]} {_intervals(comparison)} with {fewest}"
    if len(rows) == 1:
        return start
    if missed[fewest] == missed[first]:
        return (
            f"{text} {missed[first]} of {known[first]} {_intervals(comparison)} with {first}, and no strategy has fewer"
        )
    return f"{start}, in {missed[first]} with {first}"


def _peak_title(rows: Sequence[DayRow], horizon: "Horizon", start: str, told: str, least: bool = False) -> str:
    """Return when a quantity is highest in the baseline; with ``least`` also in which strategy its height is least."""
    peaks = {}
    for row in rows:
        values = np.asarray(row.curves[0].values, float)
        if not np.isnan(values).all():
            peaks[row.name] = (float(np.nanmax(values)), row.curves[0].edges_s[int(np.nanargmax(values))])
    name = rows[0].name
    if name not in peaks:
        return "There is nothing to see: nobody came"
    highest, time_s = peaks[name]
    title = f"{start} at {clock(horizon, time_s)}: {told.format(highest)} in {name}"
    other = min(peaks, key=lambda name: peaks[name][0])
    lower = least and f"{peaks[other][0]:,.1f}" != f"{highest:,.1f}"
    return f"{title}, at its peak {peaks[other][0]:,.1f} in {other}" if lower else title


def _what(of: str, before: str = "") -> str:
    return f"{before}{plain(of.partition(':')[2])}" if of != "all" else "" if before else "all"


def _intervals(comparison: "Comparison") -> str:
    """Return what intervals are called: half-hours, hours, intervals."""
    length_s = _horizon(comparison).interval_s
    return {900.0: "quarters of an hour", 1800.0: "half-hours", 3600.0: "hours"}.get(length_s, "intervals")


def _one_of_them(comparison: "Comparison") -> str:
    """Return what replications are of: days, or several days each."""
    return "replications" if day_spans(_horizon(comparison)) else "days"


def _horizon(comparison: "Comparison") -> "Horizon":
    return comparison.scenarios[comparison.baseline].horizon


def _all(comparison: "Comparison") -> str:
    return "all days" if day_spans(_horizon(comparison)) else "all day"
