"""From measures to metrics: the catalogue's sums and divisions, the same for one replication and for a thousand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import Metric
from simulator.metrics.cells import Cell
from simulator.metrics.details import Details
from simulator.metrics.measure import MEASURES, Summary
from simulator.metrics.pooled import by_replication
from simulator.metrics.wait_bins import WaitBins, joined

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Stack:
    """The summaries of all replications of one strategy in one future."""

    cells: tuple[Cell, ...]
    sums: Floats
    """Shape (replications, measures, cells)."""
    waits: WaitBins
    """What quantiles are made of. Its cells are all of the scenario's, even where ``cells`` are some of them."""
    details: Details | None = None
    """What pictures need beside; None where it was not kept."""
    answered_by: Floats | None = None
    """Shape (replications, types, groups): contacts of the type that the group answered; None where it was not kept."""


def stack(summaries: Sequence[Summary]) -> Stack:
    """Return the replications' summaries, in the order given, as one `Stack`; there is at least one."""
    cells = summaries[0].cells
    assert all(summary.cells == cells for summary in summaries), "replications of one scenario have the same cells"
    return Stack(
        cells,
        np.stack([summary.sums for summary in summaries]),
        joined([summary.waits for summary in summaries]),
        answered_by=np.stack([summary.answered_by for summary in summaries]),
    )


def metric_values(metric: Metric, stack: Stack, places: NDArray[np.intp]) -> Floats:
    """Return the value of ``metric`` in each replication, shape (replications, cells), for ``places`` in its cells.

    A ratio without anything in its denominator is NaN, and so is the quantile of nobody and a cell the metric is not
    defined for.
    """
    if metric.quantile is not None:
        return by_replication(stack.waits, metric.quantile, [stack.cells[place] for place in places.tolist()])
    sums = stack.sums[:, :, places]
    if not metric.denominator:
        return metric.scale * total(metric.numerator, sums)
    numerator, denominator = total(metric.numerator, sums), total(metric.denominator, sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator != 0, metric.scale * numerator / denominator, np.nan)


def total(measures: tuple[str, ...], sums: Floats) -> Floats:
    """Return the sum of the named measures, shape (…, cells), of sums (…, measures, cells)."""
    places = [MEASURES.index(name) for name in measures]
    added: Floats = sums[..., places, :].sum(axis=-2)
    return added
