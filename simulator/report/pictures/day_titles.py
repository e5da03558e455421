"""The titles of the pictures of the day: what is to be seen in them, in a sentence; of several parts, of each."""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from simulator.catalogue import Unit
from simulator.report.pictures.day import DayBlock, DayRow
from simulator.report.pictures.frame import plain
from simulator.report.pictures.when import by_day, clock
from simulator.report.words.numbers import format_value

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns.horizon import Horizon

PARTS_MAX, NAME_LETTERS, LETTERS_MAX = 3, 16, 114
"""A title names so many parts, by so many letters each; fewer where it gets longer than two lines hold."""


def service_title(blocks: Sequence[DayBlock], comparison: "Comparison") -> str:
    """Return in how many intervals the target is missed, or when the service level is lowest."""
    if len(blocks) == 1:
        title = _of_one(blocks[0].rows, blocks[0].quantities[0].target, comparison)
        return _whose(plain(blocks[0].name, 24), title)
    found = []
    for block in blocks:
        target, values = block.quantities[0].target, np.asarray(block.rows[0].curves[0].values, float)
        if target is not None and not np.isnan(values).all():
            below, known = int((values < target).sum()), int(np.isfinite(values).sum())
            found.append((-below / known, f"{plain(block.name, NAME_LETTERS)} in {below} of {known}"))
    if not found:
        return f"Service level through the day with {blocks[0].rows[0].name}, part by part"
    said = f"{_capital(steps_word(comparison))} below the target with {blocks[0].rows[0].name}"
    return with_parts(said, found)


def peaks_title(
    blocks: Sequence[DayBlock], comparison: "Comparison", start: str, told: str, told_each: str, least: bool = False
) -> str:
    """Return when a quantity is highest in the baseline, ``told`` with its height; of several, in each, ``told_each``.

    With ``least`` also in which strategy its height is least, where there is one part.
    """
    horizon = horizon_of(comparison)
    if len(blocks) == 1:
        title = _peak_title(blocks[0].rows, horizon, start, told, least)
        return _whose(plain(blocks[0].name, 24), title)
    found = []
    for block in blocks:
        values = np.asarray(block.rows[0].curves[0].values, float)
        if not np.isnan(values).all():
            when = clock(horizon, block.rows[0].curves[0].edges_s[int(np.nanargmax(values))])
            highest = float(np.nanmax(values))
            found.append((-highest, f"{plain(block.name, NAME_LETTERS)} {told_each.format(highest)} {when}"))
    if not found:
        return "Nothing to show: no contacts arrived"
    return with_parts(f"{start} with {blocks[0].rows[0].name}", found)


def with_parts(start: str, found: Sequence[tuple[float, str]]) -> str:
    """Return a title with texts in the order of their numbers: the first few of many, as many as there is room for."""
    texts = [text for _, text in sorted(found)]
    ends = list(accumulate((len(text) + len(", ") for text in texts), initial=len(start)))[1:]
    shown = max(1, sum(end <= LETTERS_MAX for end in ends[:PARTS_MAX]))
    more = f" and {len(texts) - shown} more" if len(texts) > shown else ""
    return f"{start}: {', '.join(texts[:shown])}{more}"


def _whose(name: str, title: str) -> str:
    """Return a title of one part that has a name."""
    return f"{name}: {title[0].lower()}{title[1:]}" if name else title


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _of_one(rows: Sequence[DayRow], target: float | None, comparison: "Comparison") -> str:
    """Return in how many intervals the target is missed, or when the service level is lowest."""
    levels = {row.name: np.asarray(row.curves[0].values, float) for row in rows}
    if all(np.isnan(values).all() for values in levels.values()):
        return "No contacts arrived, so there is no service level"
    if target is None:
        name, values = next((name, values) for name, values in levels.items() if not np.isnan(values).all())
        place = int(np.nanargmin(values))
        when = clock(horizon_of(comparison), rows[0].curves[0].edges_s[place])
        return f"Service level is lowest {when}: {format_value(values[place], Unit.SHARE)} with {name}"
    missed = {name: int((values < target).sum()) for name, values in levels.items()}
    known = {name: int(np.isfinite(values).sum()) for name, values in levels.items()}
    # Of those that miss it as rarely, the one that serves best on the whole.
    fewest = min(missed, key=lambda name: (missed[name], -float(np.nansum(levels[name]))))
    first = rows[0].name
    text = f"Service level below {format_value(target, Unit.SHARE).replace('.0 ', ' ')} in"
    start = f"{text} {missed[fewest]} of {known[fewest]} {steps_word(comparison)} with {fewest}"
    if len(rows) == 1:
        return start
    if missed[fewest] == missed[first]:
        intervals = steps_word(comparison)
        return f"{text} {missed[first]} of {known[first]} {intervals} with {first}, and no strategy has fewer"
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
        return "Nothing to show: no contacts arrived"
    highest, time_s = peaks[name]
    title = f"{start} {clock(horizon, time_s)}: {told.format(highest)} with {name}"
    other = min(peaks, key=lambda name: peaks[name][0])
    lower = least and f"{peaks[other][0]:,.1f}" != f"{highest:,.1f}"
    return f"{title}, at its peak {peaks[other][0]:,.1f} with {other}" if lower else title


def steps_word(comparison: "Comparison") -> str:
    """Return what the steps of a picture of the day are called: intervals by their length; of very many days, days."""
    return "days" if by_day(horizon_of(comparison)) else intervals_word(comparison)


def intervals_word(comparison: "Comparison") -> str:
    """Return what intervals are called: half-hours, hours, intervals."""
    length_s = horizon_of(comparison).interval_s
    return {900.0: "quarters of an hour", 1800.0: "half-hours", 3600.0: "hours"}.get(length_s, "intervals")


def horizon_of(comparison: "Comparison") -> "Horizon":
    """Return the horizon, which all strategies share."""
    return comparison.scenarios[comparison.baseline].horizon
