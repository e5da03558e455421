"""How sure the numbers of a page are and why, in sentences that are true of this very run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.report.words.goal_words import goal_label
from simulator.report.words.numbers import listed
from simulator.report.words.signs import TOO_FEW_LEGEND, TOO_LITTLE_PERCENT, TOO_LITTLE_POINTS

if TYPE_CHECKING:
    from simulator.compared import Compared


def statistics_said(run: "Compared") -> Iterator[str]:
    """Yield the sentences."""
    first = run.first
    days = "1 replication" if first.replications == 1 else f"{first.replications:,} replications"
    sure = f"{first.confidence * 100:g} %"
    yield (
        f"Each strategy was simulated in {days}: independent of each other, with the same plan and other chance. All "
        f"chance comes from the seed {first.seed}; the same seed gives the same customers to the second, whatever the "
        "machine or the number of processes."
    )
    if first.replications == 1:
        yield "One replication has no interval: what is seen may be chance."
        return
    yield (
        f"± is half the width of an interval that holds the true value with {sure} confidence; where its sides differ, "
        "both ends are told. A rate or a share is the ratio of the sums over all replications, so that a busy day "
        "weighs more than a quiet one; a percentile of waits is that of all their callers. The intervals are t "
        "intervals over the replications where there is much of everything, and wider where little was counted or "
        f"days are skewed. {TOO_FEW_LEGEND}"
    )
    yield "The interval is about the mean of many such replications. A single one may be far outside of it."
    if run.others:
        yield from _paired(run, sure)


def _paired(run: "Compared", sure: str) -> Iterator[str]:
    yield (
        "Every strategy met the same customers: in each replication the same arrivals, with the same wishes and "
        "patience wherever nothing about them was changed. "
        f"Differences to {run.baseline} are taken within replications and then averaged, so that chance that both had "
        "does not count."
    )
    if differ := [name for name in run.strategies if any(name in one.customers_differ for one in run)]:
        yield (
            f"Only in {listed(differ)} other customers came, because that is part of what is changed there; so it is "
            "not ranked with the rest."
        )
    if len(run.others) > 1:
        yield (
            f"The intervals of the {len(run.others)} differences of one metric hold together: that all are true at "
            f"once has {sure} confidence (Bonferroni), so that the best of many is not best by chance. Those of "
            "different metrics hold each for themselves."
        )
    if len(run.futures) > 1:
        yield (
            f"By the goal, {goal_label(run.first.goal)}, the differences of all {len(run.futures)} futures hold "
            "together, too; those of other metrics in each future for themselves."
        )
    yield (
        "A difference is told (better, worse) when its whole interval is on one side of zero; otherwise it cannot be "
        f"told yet. What is certainly below {TOO_LITTLE_POINTS} points, or {TOO_LITTLE_PERCENT} % of the baseline, is "
        "called close: it matters to nobody."
    )
