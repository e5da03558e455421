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
        f"Each strategy was simulated in {days}, independent of each other: the same plan with different random "
        f"draws. All randomness comes from the seed {first.seed}; the same seed gives the same customers to the "
        f"second, whatever the machine or the number of processes."
    )
    if first.replications == 1:
        yield "One replication has no interval: any difference may be chance."
        return
    yield (
        f"± is half the width of an interval that holds the true value with {sure} confidence; where the interval "
        f"is asymmetric, both ends are shown. A rate or a share is the ratio of the sums over all replications, so "
        f"that a busy day "
        "weighs more than a quiet one; a percentile of waits is taken over all their contacts. The intervals are t "
        "intervals over the replications where counts are large, and wider where counts are small or days are "
        f"skewed. {TOO_FEW_LEGEND}"
    )
    yield "The interval is for the mean over many such replications. A single replication may lie far outside it."
    if run.others:
        yield from _paired(run, sure)


def _paired(run: "Compared", sure: str) -> Iterator[str]:
    yield (
        "Every strategy faced the same customers: in each replication the same arrivals, with the same needs and "
        f"patience wherever the strategy does not change them. Differences to {run.baseline} are taken within "
        "replications and then averaged, which cancels the randomness that both share."
    )
    if differ := [name for name in run.strategies if any(name in one.customers_differ for one in run)]:
        yield (
            f"In {listed(differ)} the customers differ, because the strategy changes them; so it is not ranked with "
            f"the rest."
        )
    if len(run.others) > 1:
        yield (
            f"The intervals of the {len(run.others)} differences of one metric hold jointly: all of them are true "
            f"at once with {sure} confidence (Bonferroni), so that the best of many is not best by chance. "
            f"Intervals of different metrics hold separately."
        )
    if len(run.futures) > 1:
        yield (
            f"By the goal, {goal_label(run.first)}, the differences of all {len(run.futures)} futures hold "
            f"jointly, too; those of other metrics hold in each future separately."
        )
    yield (
        "A difference is reported as better or worse when its whole interval is on one side of zero; otherwise it is "
        f"undecided. A difference that is certainly below {TOO_LITTLE_POINTS} points, or {TOO_LITTLE_PERCENT} % of "
        "the baseline, is called close: too small to matter."
    )
