"""Who leads in a place, who cannot be told from the leader, and what is lost by choosing one strategy everywhere.

A place is a future, or a point of a grid. All of it is about the headline metric, *served in time of all who came*.
A strategy that changed who comes has not earned its level; it leads only where there is no other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.catalogue import HEADLINE
from simulator.comparison import Compared, Comparison, Delta
from simulator.stats.paired import Verdict


@dataclass(frozen=True)
class Standing:
    """The order in one place: the leader has the highest value; equals have the same one in every replication."""

    comparison: Comparison
    leader: str
    equals: tuple[str, ...]
    rivals: tuple[str, ...]
    """Those that cannot be told from the leader yet."""

    @property
    def best(self) -> tuple[str, ...]:
        """Return who is best, in the order of the strategies; nobody where that cannot be told yet."""
        return () if self.rivals else self._ordered(self.leader, *self.equals)

    @property
    def ahead(self) -> tuple[str, ...]:
        """Return who is best or cannot be told from it, in the order of the strategies."""
        return self._ordered(self.leader, *self.equals, *self.rivals)

    def _ordered(self, *names: str) -> tuple[str, ...]:
        return tuple(name for name in self.comparison.strategies if name in names)


@dataclass(frozen=True)
class Loss:
    """What choosing ``strategy`` loses in one place against the leader there: 0 where it leads itself."""

    strategy: str
    to_leader: Delta

    @property
    def share(self) -> float:
        """Return the loss as a share of all who came."""
        return 0.0 if math.isnan(self.to_leader.difference) else self.to_leader.difference


def contenders(run: Compared) -> tuple[str, ...]:
    """Return the strategies that may lead: those that left the customers alone, or all where only the baseline did."""
    differ = {name for one in run for name in one.customers_differ}
    earned = tuple(name for name in run.strategies if name not in differ)
    return earned if len(earned) > 1 else run.strategies


def standing(comparison: Comparison, among: Sequence[str]) -> Standing | None:
    """Return the order of the strategies ``among`` in one place; None where nobody came."""
    levels = {name: comparison.row(name, HEADLINE).value for name in among}
    known = [name for name, level in levels.items() if not math.isnan(level)]
    if not known:
        return None
    leader = max(known, key=levels.__getitem__)
    verdicts = {name: comparison.delta(leader, HEADLINE, against=name).verdict for name in known if name != leader}
    same = tuple(name for name, word in verdicts.items() if word is Verdict.SAME)
    return Standing(
        comparison, leader, same, tuple(name for name, word in verdicts.items() if word is Verdict.CANNOT_TELL)
    )


def worst_loss(strategy: str, standings: Sequence[Standing]) -> Loss:
    """Return the largest loss of choosing ``strategy`` everywhere; there is at least one standing."""
    losses = [Loss(strategy, one.comparison.delta(one.leader, HEADLINE, against=strategy)) for one in standings]
    return max(losses, key=lambda loss: loss.share)


def least_loss(among: Sequence[str], standings: Sequence[Standing]) -> Loss:
    """Return the smallest of the worst losses of the strategies ``among``; of equals the first one's."""
    return min((worst_loss(name, standings) for name in among), key=lambda loss: loss.share)
