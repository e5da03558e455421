"""Who is best in a place, who may be, who is not compared, and what is lost by choosing one strategy everywhere.

A place is a future, or a point of a grid. What *best* means says the goal; this file alone says who is it, and tables,
sentences, pages and documents repeat it.

Best is whoever is told to be better than everybody else, or has in every replication the same as the one who is.
Whoever has other customers has not earned its level: it is not compared with the rest, nor is the rest with it. Whoever
breaks a condition of the goal cannot be best; while that cannot be told yet, it may be.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.answers import Delta
from simulator.checking import CheckResult, Finding, judged
from simulator.compared import Compared
from simulator.comparison import Comparison
from simulator.stats.paired import Verdict


class Bound(NamedTuple):
    """What became of a condition of the goal with one strategy."""

    condition: str
    outcome: CheckResult


@dataclass(frozen=True)
class Standing:
    """The order in one place of those who are compared: the leader is highest, equals are the same throughout."""

    comparison: Comparison
    among: tuple[str, ...]
    """Those that are compared: the same customers, and something to compare."""
    leader: str | None
    """The highest of those within the conditions; None where all of them break one."""
    equals: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    """Those that may be best and are not the same as the leader."""
    broken: tuple[Bound, ...] = ()
    """The conditions that are broken: these strategies cannot be best."""
    undecided: tuple[Bound, ...] = ()
    """The conditions of which that cannot be told yet."""

    @property
    def contested(self) -> bool:
        """Return whether there are several to compare."""
        return len(self.among) > 1

    @property
    def best(self) -> tuple[str, ...]:
        """Return who is best, in the order of the strategies; nobody where that cannot be told, or is no question."""
        if self.rivals or not self.contested or self.leader is None or self.leader in self.doubted:
            return ()
        return self._ordered(self.leader, *(name for name in self.equals if name not in self.doubted))

    @property
    def ahead(self) -> tuple[str, ...]:
        """Return who is best or may be, in the order of the strategies; nobody where that is no question."""
        known = self.leader is not None and self.contested
        return self._ordered(self.leader or "", *self.equals, *self.rivals) if known else ()

    @property
    def may_be_best(self) -> tuple[str, ...]:
        """Return who may be best where nobody is told to be."""
        return () if self.best else self.ahead

    @property
    def barred(self) -> tuple[str, ...]:
        """Return who cannot be best, because of a condition."""
        return self._ordered(*(one.outcome.strategy for one in self.broken))

    @property
    def doubted(self) -> tuple[str, ...]:
        """Return of whom it cannot be told whether they keep the conditions."""
        return self._ordered(*(one.outcome.strategy for one in self.undecided))

    @property
    def apart(self) -> tuple[str, ...]:
        """Return who is not compared with the others, because of other customers."""
        return self.comparison.customers_differ

    def mark(self, name: str) -> str:
        """Return *best*, *may be best* or nothing; nothing for anybody where it would be the same for all."""
        if len(self.ahead) == len(self.among):
            return ""
        return "best" if name in self.best else "may be best" if name in self.may_be_best else ""

    def _ordered(self, *names: str) -> tuple[str, ...]:
        return tuple(name for name in self.comparison.strategies if name in names)


@dataclass(frozen=True)
class Loss:
    """What choosing ``strategy`` loses in one place against the leader there: 0 where it leads itself."""

    strategy: str
    to_leader: Delta
    sense: float
    """1 where more of the goal is better, -1 where less is."""
    at_most: float
    """What it may lose in any place against anybody, as far as can be told; NaN when that cannot be told."""

    @property
    def size(self) -> float:
        """Return the loss in the goal's unit, 0 or more."""
        lost = self.sense * self.to_leader.difference
        return 0.0 if math.isnan(lost) else max(lost, 0.0)


def contenders(run: Compared) -> tuple[str, ...]:
    """Return the strategies that are compared with each other: those that left the customers alone in every place."""
    differ = {name for one in run for name in one.customers_differ}
    return tuple(name for name in run.strategies if name not in differ)


def standing(comparison: Comparison, among: Sequence[str] | None = None) -> Standing | None:
    """Return the order in one place of the strategies ``among`` (None: of all that are compared there).

    None where none of them has anything of what the goal is about.
    """
    names = contenders(Compared((comparison,))) if among is None else tuple(among)
    if (standing, names) not in comparison.worked_out:
        comparison.worked_out[standing, names] = _standing(comparison, names)
    found: Standing | None = comparison.worked_out[standing, names]
    return found


def _standing(comparison: Comparison, names: tuple[str, ...]) -> Standing | None:
    sense = comparison.goal.sense
    levels = {name: sense * comparison.goal_row(name).value for name in names}
    known = tuple(name for name in names if not math.isnan(levels[name]))
    if not known:
        return None
    bounds = [bound for name in known for bound in _bounds(comparison, name)]
    broken, undecided = (
        tuple(one for one in bounds if one.outcome.finding is word) for word in (Finding.BROKEN, Finding.UNDECIDED)
    )
    barred, doubted = ({one.outcome.strategy for one in some} for some in (broken, undecided))
    # Highest first; of equals who is sure to keep the conditions, then in the order of the strategies.
    order = sorted((name for name in known if name not in barred), key=lambda name: (-levels[name], name in doubted))
    if not order:
        return Standing(comparison, known, None, (), (), broken, undecided)
    sure = [name for name in order if name not in doubted]
    above = {name: [one for one in sure if levels[one] > levels[name]] for name in order}
    leader, *others = [name for name in order if not _beaten(comparison, name, above[name])]
    same = tuple(name for name in others if comparison.goal_delta(leader, against=name).verdict is Verdict.SAME)
    rivals = tuple(name for name in others if name not in same)
    return Standing(comparison, known, leader, same, rivals, broken, undecided)


def _bounds(comparison: Comparison, name: str) -> list[Bound]:
    return [Bound(one.name, judged(one.check, comparison, name)) for one in comparison.goal.within]


def _beaten(comparison: Comparison, name: str, by: Sequence[str]) -> bool:
    """Return whether one of ``by`` is told to be better; one replication tells nobody apart."""
    some = by if comparison.replications > 1 else ()
    return any(comparison.goal_delta(one, against=name).verdict is Verdict.BETTER for one in some)


def worst_loss(strategy: str, standings: Sequence[Standing]) -> Loss:
    """Return the largest loss of choosing ``strategy`` everywhere; at least one standing has a leader."""
    losses = [_loss(strategy, one) for one in standings if one.leader is not None]
    largest = max(losses, key=lambda loss: loss.size)
    return Loss(strategy, largest.to_leader, largest.sense, max((loss.at_most for loss in losses), key=_unknown_first))


def _loss(strategy: str, one: Standing) -> Loss:
    sense = one.comparison.goal.sense
    assert one.leader is not None
    rivals = [name for name in one.among if name not in (strategy, *one.barred)]
    deltas = [one.comparison.goal_delta(name, against=strategy) for name in rivals]
    bounds = [
        max(0.0, delta.high if sense > 0 else -delta.low) if delta.low == delta.low else math.nan for delta in deltas
    ]
    most = max(bounds, key=_unknown_first, default=0.0)
    return Loss(strategy, one.comparison.goal_delta(one.leader, against=strategy), sense, most)


def _unknown_first(bound: float) -> float:
    return math.inf if math.isnan(bound) else bound


def least_loss(among: Sequence[str], standings: Sequence[Standing]) -> Loss:
    """Return the smallest of the worst losses of the strategies ``among``; of equals the first one's.

    Whoever breaks a condition somewhere is chosen only where everybody does.
    """
    barred = {name for one in standings for name in one.barred}
    allowed = [name for name in among if name not in barred] or among
    return min((worst_loss(name, standings) for name in allowed), key=lambda loss: loss.size)
