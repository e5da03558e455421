"""What the pictures of the day show of a comparison: service level and abandonment, closed per hour, the queue.

Each part of the center has panels of its own: nothing here is of calls and e-mails at once.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS, Unit
from simulator.report.pictures.captions import footer, one_line, one_place, sure
from simulator.report.pictures.closed_times import closed_times
from simulator.report.pictures.day import Curve, DayBlock, DayPicture, DayRow, PanelColumn, draw_day
from simulator.report.pictures.day_titles import horizon_of, peaks_title, service_title
from simulator.report.pictures.frame import plain
from simulator.report.pictures.levels import LEVEL, beside, row_of, shown_parts, target_said, target_share, within_of
from simulator.report.pictures.when import by_day, day_spans, with_gaps
from simulator.report.words import titled
from simulator.report.words.numbers import MINUTE_S, format_value
from simulator.report.words.parts import ResultPart
from simulator.scenario.days.opening import opening_of
from simulator.units import DAY_S

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

FEW_DAYS, MANY_DAYS = 0.1, 0.9
"""The band of the queue: shares of the days that were below its ends."""
QUEUE_STEPS_MAX = 60
"""Finer than this the eye sees only noise."""


def service(run: "AnyRun | Comparison", of: str = "all") -> "Figure":
    """Return the picture of service level and abandonment through the day, of everything or a type or channel."""
    return draw_day(service_of(one_place(run), of))


def closed(run: "AnyRun | Comparison", of: str = "all") -> "Figure":
    """Return the picture of contacts closed per hour through the day."""
    return draw_day(closed_of(one_place(run), of))


def queue(run: "AnyRun | Comparison", of: str = "all") -> "Figure":
    """Return the picture of how many wait through the day: the mean of the days and where eight in ten of them are."""
    return draw_day(queue_of(one_place(run), of))


def service_of(comparison: "Comparison", of: str = "all") -> DayPicture:
    """Return what `service` shows: a block of panels for each part of the center."""
    blocks = [_service_block(comparison, part) for part in shown_parts(comparison, of)]
    what, promised = _what(comparison, of, " of ", " of all"), target_said(comparison, of) if of != "all" else ""
    what += f" ({promised})" if promised else ""
    return DayPicture(
        service_title(blocks, comparison),
        blocks,
        f"Service level and abandonment{what} {_through(comparison)}, by time of arrival",
        footer(comparison, _service_said(blocks)),
        _band(comparison),
        day_spans(horizon_of(comparison)),
    )


def _service_block(comparison: "Comparison", part: ResultPart) -> DayBlock:
    target = target_share(comparison, part.of)
    level, gone = LEVEL, "abandonment_rate"
    quantities = (PanelColumn("service level", Unit.SHARE, target), PanelColumn("abandoned", Unit.SHARE))
    limits = (target if target is not None else math.nan, math.nan)
    rows = []
    for name in comparison.strategies:
        values = [_whole(comparison, name, metric, part.of) for metric in (level, gone)]
        rows.append(
            DayRow(
                one_line(name),
                [curve(comparison, name, metric, part.of) for metric in (level, gone)],
                [
                    f"{_all(comparison)} {beside(value, Unit.SHARE, limit)}"
                    for value, limit in zip(values, limits, strict=True)
                ],
                closed_times(comparison, name, part),
            )
        )
    return DayBlock(quantities, rows, plain(part.label, 40), within_of(comparison, part.of))


def closed_of(comparison: "Comparison", of: str = "all") -> DayPicture:
    """Return what `closed` shows: panels for each part of the center."""
    metric = "closed_per_hour"
    blocks = []
    for part in shown_parts(comparison, of):
        rows = []
        for name in comparison.strategies:
            value = format_value(_whole(comparison, name, metric, part.of), METRICS[metric].unit)
            curves, remarks = [curve(comparison, name, metric, part.of)], [f"{_all(comparison)} {value}"]
            rows.append(DayRow(one_line(name), curves, remarks, closed_times(comparison, name, part)))
        quantities = (PanelColumn("closed per hour", METRICS[metric].unit),)
        blocks.append(DayBlock(quantities, rows, plain(part.label, 40)))
    return DayPicture(
        peaks_title(blocks, comparison, "Most contacts are closed", "{:,.0f} per hour", "{:,.0f}/h"),
        blocks,
        f"Contacts{_what(comparison, of, ' of ')} that agents closed per hour, by the time they were closed",
        footer(comparison, METRICS[metric].formula),
        _band(comparison),
        day_spans(horizon_of(comparison)),
    )


def queue_of(comparison: "Comparison", of: str = "all") -> DayPicture:
    """Return what `queue` shows: panels for each part of the center. There must be details of every strategy."""
    blocks = [_queue_block(comparison, part) for part in shown_parts(comparison, of)]
    from_s, to_s, _ = _waiting(comparison, comparison.baseline, shown_parts(comparison, of)[0])
    minutes = f"over {float(np.median(to_s - from_s)) / MINUTE_S:g} min"
    each = "of each day" if by_day(horizon_of(comparison)) else minutes
    return DayPicture(
        peaks_title(blocks, comparison, "The queue is longest", "{:,.1f} waiting on average", "{:,.1f}", least=True),
        blocks,
        f"Number of contacts{_what(comparison, of, ' of ')} waiting {_through(comparison)}",
        footer(comparison, f"means {each}; {_not_in_queue(comparison)}"),
        f"{round(10 * (MANY_DAYS - FEW_DAYS))} of 10 {_one_of_them(comparison)}",
        day_spans(horizon_of(comparison)),
    )


def _queue_block(comparison: "Comparison", part: ResultPart) -> DayBlock:
    rows = []
    for name in comparison.strategies:
        from_s, to_s, waiting = _waiting(comparison, name, part)
        spread = np.quantile(waiting, (FEW_DAYS, MANY_DAYS), axis=0) if len(waiting) > 1 else ()
        edges, (mean, *bands) = with_gaps(from_s, to_s, waiting.mean(axis=0), *spread)
        whole = np.average(waiting.mean(axis=0), weights=to_s - from_s)
        curves, remarks = [Curve(edges, mean, *bands)], [f"{_all(comparison)} {whole:,.1f}"]
        rows.append(DayRow(one_line(name), curves, remarks, closed_times(comparison, name, part)))
    return DayBlock((PanelColumn("contacts waiting", Unit.CONTACTS),), rows, plain(part.label, 40))


def _waiting(
    comparison: "Comparison", name: str, part: ResultPart
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return (from, to, how many wait on average between them in each replication), no finer than one can see."""
    kept, horizon = comparison.stacks[name].details, comparison.scenarios[name].horizon
    assert kept is not None, "a comparison that was run has them"
    plan = kept.plan
    rows = [0] if part.of == "all" else [1 + plan.names.types.index(one) for one in _queues(comparison, name, part)]
    days = [day for day in horizon.open_days if by_day(horizon)]
    if days:
        begins = np.searchsorted(plan.step_from_s, [day.opens_s for day in days]).astype(np.intp)
    else:
        together = -(-len(plan.step_from_s) // QUEUE_STEPS_MAX)
        # Within an interval steps are equal, so their mean is that of their time.
        interval = np.searchsorted(plan.interval_to_s, plan.step_from_s, side="right")
        begins = np.concatenate([np.arange(*ends, together) for ends in _runs(interval)]).astype(np.intp)
    waiting = kept.queue[:, rows].astype(np.float64).sum(axis=1)
    ends = np.append(begins[1:], waiting.shape[1])
    means = np.add.reduceat(waiting, begins, axis=1) / (ends - begins)
    if days:
        midnight_s = np.array([day.start_s for day in days])
        return midnight_s, midnight_s + DAY_S, means
    return plan.step_from_s[begins], plan.step_to_s[ends - 1], means


def _queues(comparison: "Comparison", name: str, part: ResultPart) -> list[str]:
    """Return the types of a part in a strategy, with those that contacts of its channel only become."""
    kinds = comparison.scenarios[name].contact_types
    channel = part.of.removeprefix("channel:") if part.of.startswith("channel:") else None
    return [one for one, kind in kinds.items() if one in part.types or kind.channel == channel]


def _not_in_queue(comparison: "Comparison") -> str:
    """Return who is not in the picture although he waits."""
    scenarios = comparison.scenarios.values()
    outside = any(opening_of(one, kind).when_closed == "wait" for one in scenarios for kind in one.contact_types)
    door = "contacts that wait for the opening join the queue when it opens; " if outside else ""
    return f"{door}contacts waiting after closing are left out"


def _runs(numbers: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return (first, after the last) of the places that have the same number."""
    ends = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(numbers)]
    return list(pairwise(ends))


def curve(comparison: "Comparison", name: str, metric: str, of: str) -> Curve:
    """Return a metric of a strategy through the day, or days, with its interval; NaN where it has no such thing."""
    horizon = comparison.scenarios[comparison.baseline].horizon
    days = {day.name: day for day in horizon.open_days}
    if by_day(horizon):
        rows = (row_of(comparison, name, metric, of, day) for day in days)
        found = [row for row in rows if row is not None]
        spans = [(day.start_s, day.start_s + DAY_S) for day in days.values()]
    else:
        every = comparison.rows(name, (metric,))
        found = [row for row in every if row.of == of and row.interval and row.interval not in days]
        spans = [(one.from_s, one.to_s) for one in horizon.intervals]
    # A share has its limits, whatever the arithmetic of intervals says.
    top = 1.0 if METRICS[metric].unit is Unit.SHARE else math.inf
    nothing = np.full(len(spans), np.nan)
    value, low, high = ([getattr(row, key) for row in found] if found else nothing for key in ("value", "low", "high"))
    edges, (values, lows, highs) = with_gaps(
        [from_s for from_s, _ in spans],
        [to_s for _, to_s in spans],
        value,
        np.clip(low, 0.0, top),
        np.clip(high, 0.0, top),
    )
    return Curve(edges, values, lows, highs)


def _whole(comparison: "Comparison", name: str, metric: str, of: str) -> float:
    """Return the value of the whole horizon; NaN where the strategy has no such thing."""
    row = row_of(comparison, name, metric, of)
    return row.value if row else math.nan


def _service_said(blocks: Sequence[DayBlock]) -> str:
    said = "service level is answered within the type's target time / (answered + abandoned)"
    apart = all(block.quantities[0].target is not None for block in blocks)
    return said if apart else f"{said}; the types have different targets"


def _what(comparison: "Comparison", of: str, before: str, otherwise: str = "") -> str:
    """Return what a picture is of: a name, each part by itself where there are several, else ``otherwise``."""
    if of != "all":
        return f"{before}{plain(titled.label(comparison, of))}"
    found = shown_parts(comparison, of)
    if len(found) == 1:
        return otherwise
    return f"{before}each {'channel' if all(part.of.startswith('channel:') for part in found) else 'part'}"


def _through(comparison: "Comparison") -> str:
    return "of each day" if by_day(horizon_of(comparison)) else "through the day"


def _band(comparison: "Comparison") -> str:
    return f"{sure(comparison)}, of each {'day' if by_day(horizon_of(comparison)) else 'interval'} by itself"


def _one_of_them(comparison: "Comparison") -> str:
    """Return what replications are of: days, or several days each."""
    return "replications" if day_spans(horizon_of(comparison)) else "days"


def _all(comparison: "Comparison") -> str:
    return "all days" if day_spans(horizon_of(comparison)) else "all day"
