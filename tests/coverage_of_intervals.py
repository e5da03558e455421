"""How often the intervals hold, measured on the engine's own days: the table of docs/intervals.md.

Each center is simulated once, for thousands of days. Studies of 10, 30 and 100 of them are drawn, with replacement, and
the truth of all of them is what the days say together. A study is a cell, so a thousand are one array. Run

    python -m tests.coverage_of_intervals

prints the table; `tests/stats/test_coverage.py` holds what it must show.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from simulator.catalogue import METRICS, Metric
from simulator.checking import FAR
from simulator.comparing import compare
from simulator.metrics.cells import Cell
from simulator.metrics.gathering import block_starts
from simulator.metrics.sums import packed
from simulator.metrics.values import Stack, Units, total
from simulator.metrics.wait_bins import binned
from simulator.scenario.reader import load_text
from simulator.stats.estimate import difference, estimate
from simulator.stats.intervals import mean_interval, ratio_interval

SIZES = (10, 30, 100)
STUDIES = 2000
DAYS = 2000
CONFIDENCE = 0.95
HEAD = (
    "served_in_time", "service_level", "abandonment_rate", "asa_s", "closed_per_hour", "closed_per_agent_hour",
    "occupancy", "agent_hours", "staff_cost", "cost_per_closed", "blocked", "voicemail", "cleared",
)  # fmt: skip
OF_MANY = (
    "served_in_time", "service_level", "abandonment_rate", "asa_s", "closed_per_hour", "closed_per_agent_hour",
    "occupancy", "cost_per_closed",
)  # fmt: skip
"""Those of which an ordinary center has much every day."""
_TEXT = """\
version: 1
name: Center
horizon: {{from: "08:00", to: "{to}", interval: 10h, at_close: clear}}
channels: {{voice: {{lines: {lines}}}}}
sources: {{callers: {{arrivals: {rate}/h{busyness}}}}}
contact_types:
  calls:
    from: callers
    channel: voice
    talk: {{lognormal: {{mean: 3m, cv: 1}}}}
    wrap_up: {{exponential: {{mean: 30s}}}}
    patience: {{exponential: {{mean: 3m}}}}
    voicemail_after: 2m
agent_groups: {{front: {{agents: {agents}, cost: 15 EUR/h, serves: {{calls: {{}}}}}}}}
strategies:
  as_today: {{}}
  quicker: {{contact_types: {{calls: {{wrap_up: {{exponential: {{mean: 25s}}}}}}}}}}
"""
_BUSY = ", busyness: {lognormal: {cv: 30%}}"
CENTERS: dict[str, dict[str, object]] = {
    "ordinary": {"to": "18:00", "lines": 8, "rate": 60, "busyness": "", "agents": 5},
    "rare": {"to": "18:00", "lines": 12, "rate": 60, "busyness": "", "agents": 9},
    "small": {"to": "12:00", "lines": 4, "rate": 10, "busyness": "", "agents": 3},
    "skewed": {"to": "18:00", "lines": 9, "rate": 60, "busyness": _BUSY, "agents": 5},
    "skewed and rare": {"to": "18:00", "lines": 12, "rate": 60, "busyness": _BUSY, "agents": 7},
}
"""Ordinary; so many agents that hardly anybody waits; forty calls a day; days that differ by 30 %; both."""


@dataclass(frozen=True)
class Measured:
    """What a thousand studies of one size say about one metric of one center; shares of the studies."""

    center: str
    metric: str
    size: int
    truth: float
    t: float
    """Of plain t intervals, that hold the truth."""
    holds: float
    """Of ours, that hold it or are marked."""
    below: float
    """Of ours, not marked, that end below it: where less is better, a limit at the truth seems to hold."""
    above: float
    marked: float
    wider: float
    """Their mean width over that of the t intervals."""


@cache
def days_of(center: str, days: int = DAYS) -> dict[str, NDArray[np.float64]]:
    """Return the measures of every day, (days, measures), by strategy."""
    run = compare(load_text(_TEXT.format(**CENTERS[center])), replications=days, seed=5).first
    return {name: stack.sums[:, :, stack.cells.index(Cell("all", None))] for name, stack in run.stacks.items()}


def studies(
    sums: NDArray[np.float64], size: int, count: int = STUDIES, seed: int = 1, blocks: int | None = None
) -> Stack:
    """Return ``count`` studies of ``size`` days each, as the cells of one stack; perhaps in ``blocks`` of some days."""
    drawn = np.random.default_rng(seed).integers(0, len(sums), (size, count))
    cells = tuple(Cell("all", str(study)) for study in range(count))
    days, nobody = sums[drawn].transpose(0, 2, 1), binned((), np.empty(0, dtype=np.intp), np.empty(0))
    if blocks is None:
        return Stack.of(cells, days, nobody)
    starts = [block_starts(number, size, blocks) for number in range(blocks + 1)]
    added = packed(np.add.reduceat(days, starts[:-1], axis=0))
    return Stack(cells, (Units(cells, added, nobody, np.diff(np.array(starts, dtype=np.int64))),))


def truth_of(sums: NDArray[np.float64], metric: Metric) -> float:
    """Return what all days say together."""
    over = total(metric.denominator, sums.T[np.newaxis]).sum() if metric.denominator else len(sums)
    return float(metric.scale * total(metric.numerator, sums.T[np.newaxis]).sum() / over)


def measured(
    center: str, metrics: Sequence[str] = HEAD, sizes: Sequence[int] = SIZES, blocks: int | None = None
) -> Iterator[Measured]:
    """Yield how often intervals of the ``metrics`` hold in studies of each size."""
    sums = days_of(center)["as_today"]
    for size in sizes:
        stack = studies(sums, size, blocks=blocks)
        for name in metrics:
            yield _measured(center, METRICS[name], size, stack, truth_of(sums, METRICS[name]))


def _measured(center: str, metric: Metric, size: int, stack: Stack, truth: float) -> Measured:
    cells = np.arange(len(stack.cells))
    found = estimate(stack, metric, cells, CONFIDENCE)
    over = stack.parts[0].total(metric.denominator, cells)
    top = metric.scale * stack.parts[0].total(metric.numerator, cells)
    t = ratio_interval(top, over, CONFIDENCE) if metric.denominator else mean_interval(top, CONFIDENCE)
    with_t = (t.low <= truth) & (truth <= t.high)
    enough = np.broadcast_to(found.enough, found.value.shape)
    below, above = enough & (found.high < truth), enough & (found.low > truth)
    width = np.nanmean(t.high - t.low)
    wider = float(np.nanmean(found.high - found.low) / width) if width > 0 else np.nan
    shares = (with_t, ~below & ~above, below, above, ~enough)
    return Measured(center, metric.name, size, truth, *(float(share.mean()) for share in shares), wider)


def wrong_of_marked(center: str, metric: str, size: int) -> float:
    """Return in how many studies a marked value decides a limit at the truth: three times its interval misses it."""
    sums, known = days_of(center)["as_today"], METRICS[metric]
    stack, truth = studies(sums, size), truth_of(sums, known)
    found = estimate(stack, known, np.arange(len(stack.cells)), CONFIDENCE)
    far_low, far_high = found.value - FAR * (found.value - found.low), found.value + FAR * (found.high - found.value)
    return float((~np.broadcast_to(found.enough, found.value.shape) & ((far_high < truth) | (far_low > truth))).mean())


def false_signs(center: str, metric: str, size: int, other: str = "quicker") -> float:
    """Return in how many studies two strategies that do not differ are told apart.

    On every day a coin decides which of the two strategies is called which, so in truth they are the same.
    """
    days = days_of(center)
    swapped = np.random.default_rng(2).random((len(days[other]), 1)) < 0.5
    one, two = days["as_today"], days[other]
    pair = [np.where(swapped, one, two), np.where(swapped, two, one)]
    # The coin fell on so many days only: every day is there both ways.
    both = [np.concatenate(pair), np.concatenate(pair[::-1])]
    first, second = (studies(sums, size) for sums in both)
    found = difference(first, second, METRICS[metric], np.arange(len(first.cells)), CONFIDENCE)
    told = ((found.low > 0) | (found.high < 0)) & found.enough
    return float(told.mean())


def difference_holds(
    center: str, metric: str, size: int, other: str = "quicker", blocks: int | None = None
) -> tuple[float, float]:
    """Return how many intervals of the difference hold the truth, and how many tell that there is one."""
    days = days_of(center)
    mine, theirs = days[other], days["as_today"]
    both = (studies(sums, size, blocks=blocks) for sums in (mine, theirs))
    found = difference(*both, METRICS[metric], np.arange(STUDIES), CONFIDENCE)
    truth = truth_of(mine, METRICS[metric]) - truth_of(theirs, METRICS[metric])
    same = (found.difference == 0) & (found.low == 0) & (found.high == 0)
    holds = (found.low <= truth) & (truth <= found.high) | same
    told = ((found.low > 0) | (found.high < 0)) & found.enough
    return float((holds | ~found.enough).mean()), float(told.mean())


def table() -> Iterator[str]:
    """Yield the lines of the table: a line per center and metric, with the sizes side by side."""
    yield "| center | metric | truth | t | ours | wrong side | too few | width |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for center in CENTERS:
        found = list(measured(center))
        for name in HEAD:
            sizes = [one for one in found if one.metric == name]
            columns = (
                [f"{100 * one.t:.0f}" for one in sizes],
                [f"{100 * one.holds:.0f}" for one in sizes],
                [f"{100 * max(one.below, one.above):.1f}" for one in sizes],
                [f"{100 * one.marked:.0f}" for one in sizes],
                [f"{one.wider:.2f}" if one.wider < 10 else "–" for one in sizes],
            )
            yield f"| {center} | `{name}` | {sizes[0].truth:.4g} | " + " | ".join(map(" / ".join, columns)) + " |"


if __name__ == "__main__":
    print("\n".join(table()))
