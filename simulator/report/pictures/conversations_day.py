"""How many conversations agents have in hand through the day, active and inactive ones, of each group that has any.

Active ones fill slots, inactive ones mostly nothing: the two together are what an agent sees on the screen.
"""

from typing import TYPE_CHECKING

import numpy as np

from simulator.catalogue import METRICS
from simulator.report.pictures.captions import footer, one_line, one_place, sure
from simulator.report.pictures.day import DayBlock, DayPicture, DayRow, PanelColumn, draw_day
from simulator.report.pictures.day_titles import horizon_of, peaks_title
from simulator.report.pictures.frame import plain
from simulator.report.pictures.levels import row_of
from simulator.report.pictures.through_day import curve
from simulator.report.pictures.when import by_day, day_spans
from simulator.report.words import titled
from simulator.report.words.numbers import format_value

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun

_SHOWN = {"active_mean": "active", "inactive_mean": "inactive"}


def conversations(run: "AnyRun | Comparison") -> "Figure":
    """Return the picture of the conversations that agents have in hand through the day."""
    return draw_day(conversations_of(one_place(run)))


def has_conversations(comparison: "Comparison") -> bool:
    """Return whether agents of any strategy took a conversation."""
    return any(comparison.per_day(name, "conversations") > 0 for name in comparison.strategies)


def conversations_of(comparison: "Comparison") -> DayPicture:
    """Return what `conversations` shows: a block of panels for each group that has any."""
    groups = _groups(comparison)
    shown = _shown(comparison, groups)
    blocks = [_block(comparison, group, shown) for group in groups]
    horizon = horizon_of(comparison)
    days = by_day(horizon)
    return DayPicture(
        peaks_title(blocks, comparison, "Agents have most active conversations", "{:,.1f} each", "{:,.1f}"),
        blocks,
        f"Conversations in hand per agent on duty, {'of each day' if days else 'through the day'}",
        footer(comparison, "inactive: the customer has not written for a while" if len(shown) > 1 else ""),
        f"{sure(comparison)}, of each {'day' if days else 'interval'} by itself",
        day_spans(horizon),
    )


def _groups(comparison: "Comparison") -> list[str]:
    """Return the groups that have conversations with any strategy, in the order of the scenario."""
    found: dict[str, None] = {}
    for name in comparison.strategies:
        for group in comparison.scenarios[name].agent_groups:
            if _whole(comparison, name, "open_mean", group) > 0:
                found[group] = None
    return list(found)


def _shown(comparison: "Comparison", groups: list[str]) -> dict[str, str]:
    """Return the metrics that say something, with their labels: often no conversation ever becomes inactive."""
    inactive = any(
        _whole(comparison, name, "inactive_mean", one) > 0 for name in comparison.strategies for one in groups
    )
    return _SHOWN if inactive else {"active_mean": _SHOWN["active_mean"]}


def _block(comparison: "Comparison", group: str, shown: dict[str, str]) -> DayBlock:
    of, rows = f"group:{group}", []
    when = "all days" if day_spans(horizon_of(comparison)) else "all day"
    for name in comparison.strategies:
        curves = [curve(comparison, name, metric, of) for metric in shown]
        values = [_whole(comparison, name, metric, group) for metric in shown]
        remarks = [
            f"{when} {format_value(value, METRICS[metric].unit)}" for metric, value in zip(shown, values, strict=True)
        ]
        rows.append(DayRow(one_line(name), curves, remarks))
    quantities = [PanelColumn(f"{label} per agent", METRICS[metric].unit) for metric, label in shown.items()]
    return DayBlock(quantities, rows, plain(titled.label(comparison, of), 40))


def _whole(comparison: "Comparison", name: str, metric: str, group: str) -> float:
    """Return the value of the whole horizon; NaN where the strategy has no such group."""
    row = row_of(comparison, name, metric, f"group:{group}")
    return row.value if row else float(np.nan)
