"""One log becomes one small array: the additive measures of every cell, and its waits in bins that add up.

Everything a report shows of a replication is made of these numbers, so the log can be forgotten. What is counted one by
one is a *grain* (contact, case, reply, further wait, span), with a file of its own in `grains`; all of them fill the
same sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulator.arguments import LOG, of_kind
from simulator.catalogue import Grain
from simulator.log import RunLog
from simulator.metrics import by_team
from simulator.metrics.came import Came, came
from simulator.metrics.cells import Cell, cells_of
from simulator.metrics.grains import (
    announced_waits,
    as_planned,
    cases,
    contacts,
    conversations,
    floor_time,
    further_waits,
    hand_overs,
    help_counts,
    intervention_counts,
    overflows,
    replies,
    silences_counted,
    spans,
    target_counts,
)
from simulator.metrics.sum_sheet import SumSheet
from simulator.metrics.wait_bins import WaitBins, of_keys
from simulator.metrics.wait_rows import in_bins
from simulator.metrics.waits import is_waited

BY_GRAIN: dict[Grain, tuple[str, ...]] = {
    Grain.CONTACT: (
        *contacts.MEASURES,
        *overflows.MEASURES,
        *announced_waits.MEASURES,
        *conversations.MEASURES,
        *silences_counted.MEASURES,
        *target_counts.OF_CONVERSATIONS,
    ),
    Grain.CASE: cases.MEASURES,
    Grain.REPLY: (*replies.MEASURES, *target_counts.OF_REPLIES),
    Grain.WAIT: further_waits.MEASURES,
    Grain.SPAN: (
        *spans.MEASURES,
        *floor_time.MEASURES,
        *as_planned.MEASURES,
        *help_counts.TIME,
        *silences_counted.TIME,
    ),
    Grain.INTERVENTION: intervention_counts.MEASURES,
    Grain.HELP: help_counts.MEASURES,
    Grain.HAND_OVER: hand_overs.MEASURES,
}
"""The measures that are counted at each grain."""
MEASURES: tuple[str, ...] = tuple(name for names in BY_GRAIN.values() for name in names)
"""The names of the rows of `Summary.sums`."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Summary:
    """What is kept of one replication. Where a measure is not defined for a kind of row it is NaN."""

    cells: tuple[Cell, ...]
    sums: Floats
    """Shape (measures, cells), rows as in `MEASURES`."""
    waits: WaitBins
    """What quantiles are made of."""
    answered_by: Floats
    """Shape (types, groups): contacts of the type that the group answered, in the whole horizon."""
    beside: Mapping[Grain, WaitBins] = field(default_factory=dict)
    """What quantiles of further waits, and of times to a reply, are made of; only where there were any that ended."""


def measure(log: RunLog) -> Summary:
    """Return the measures and waits of ``log`` for every cell.

    T and the short-abandon time are those of each contact's type (``facts``). What happened before
    ``facts.reports_from_s`` is in no cell. Raises UsageError for anything that is no log.
    """
    of_kind("log", log, RunLog, LOG)
    sheet, reported = SumSheet(log, MEASURES), came(log)
    contacts.fill(sheet, log, reported)
    overflows.fill(sheet, log, reported)
    announced_waits.fill(sheet, log, reported)
    cases.fill(sheet, log, reported)
    conversations.fill(sheet, log)
    silences_counted.fill(sheet, log, reported)
    sent = replies.fill(sheet, log)
    target_counts.fill(sheet, log, reported)
    spans.fill(sheet, log)
    silences_counted.fill_time(sheet, log)
    floor_time.fill(sheet, log)
    as_planned.fill(sheet, log)
    intervention_counts.fill(sheet, log)
    help_counts.fill(sheet, log)
    hand_overs.fill(sheet, log)
    again = further_waits.fill(sheet, log, reported)
    by_team.fill(sheet, log)
    cells = cells_of(log.names, log.facts)
    others = {grain: one for grain, one in ((Grain.WAIT, again), (Grain.REPLY, sent)) if one is not None}
    return Summary(
        cells,
        sheet.sums.reshape(len(MEASURES), -1),
        _bins(cells, sheet, reported),
        contacts.answered_by(sheet, reported),
        {grain: _bins(cells, sheet, one) for grain, one in others.items() if is_waited(one.outcome, one.wait_s).any()},
    )


def _bins(cells: tuple[Cell, ...], sheet: SumSheet, waited: Came | further_waits.SentOn | replies.Sent) -> WaitBins:
    """Return the waits that ended, by type and channel, then by segment, and in each by slot; see `Layout`."""
    places, who = sheet.types * sheet.channels, waited.who
    keys, counts = in_bins(
        waited.outcome,
        waited.wait_s,
        waited.slot,
        sheet.slots,
        who.place,
        places,
        who.segment,
        sheet.segments,
    )
    return of_keys(cells, keys, counts, (places + sheet.segments) * sheet.slots)
