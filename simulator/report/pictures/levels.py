"""What each part and each contact type was promised, what became of it, and how both are said in a picture.

A level stands beside its target with as many digits as tell the two apart, and the types that miss theirs come first
wherever there is no room for all.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.errors import UsageError
from simulator.report.pictures.captions import seconds
from simulator.report.pictures.frame import plain
from simulator.report.words.moved import only_moved_to
from simulator.report.words.numbers import format_row
from simulator.report.words.parts import ResultPart, parts
from simulator.report.words.titled import label
from simulator.standing import standing

if TYPE_CHECKING:
    from simulator.answers import Row
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import ContactType

LEVEL = "service_level"
NAMED_MAX = 6
"""Of more types than this those that are best off are counted, not named."""


@dataclass(frozen=True)
class TypeLevel:
    """A contact type's service level in every strategy that has the type, beside what it was promised there."""

    name: str
    title: str
    """What people call it."""
    levels: Mapping[str, float]
    """{strategy: level}; NaN where nobody came."""
    shares: Mapping[str, float]
    """{strategy: share that was promised}."""
    within_s: float

    @property
    def gap(self) -> float:
        """Return how far it is below its target where it is worst; not above 0 where it meets it everywhere."""
        gaps = [self.shares[one] - level for one, level in self.levels.items() if level == level]
        return max(gaps, default=-math.inf)

    @property
    def missed(self) -> bool:
        """Return whether it is below its target in any strategy."""
        return self.gap > 0

    @property
    def said(self) -> str:
        """Return the levels of all strategies from the lowest to the highest, beside the target."""
        return f"{plain(self.title, 24)} {spread(self.levels.values(), next(iter(self.shares.values())))}"


def spread(levels: Iterable[float], share: float, within: str = "") -> str:
    """Return levels from the lowest to the highest, beside their target.

    >>> spread([0.61, 0.7996], 0.8), spread([0.85], 0.8, " in 20 s"), spread([float("nan")], 0.8)
    ('61.0–79.96 % (target 80 %)', '85.0 % (target 80 % in 20 s)', 'no contacts (target 80 %)')
    """
    known = sorted(level for level in levels if level == level)
    target = f"(target {percent(share)}{within})"
    if not known:
        return f"no contacts {target}"
    low, high = (beside(level, Unit.SHARE, share) for level in (known[0], known[-1]))
    return f"{low} {target}" if low == high else f"{low.removesuffix(' %')}–{high} {target}"


def percent(share: float) -> str:
    """Return a stated share as it is written: *80 %*, *99.5 %*."""
    return f"{share * 100:.10g} %"


def beside(value: float, unit: Unit, limit: float) -> str:
    """Return ``value`` with as many digits as tell it from ``limit``, which stands beside it.

    >>> beside(0.7996, Unit.SHARE, 0.8), beside(0.8, Unit.SHARE, 0.8), beside(19.98, Unit.SECONDS, 20.0)
    ('79.96 %', '80.0 %', '19.98 s')
    """
    return format_row(value, math.nan, math.nan, unit, limit if math.isfinite(limit) else None)


def levels_of_types(comparison: "Comparison") -> list[TypeLevel]:
    """Return every contact type of any strategy, in the order of the scenario."""
    kinds = contact_types(comparison)
    found = []
    for name, first in kinds.items():
        having = [one for one in comparison.strategies if name in comparison.scenarios[one].contact_types]
        rows = {one: row_of(comparison, one, LEVEL, f"type:{name}") for one in having}
        shares = {one: comparison.scenarios[one].contact_types[name].service_level.share for one in having}
        levels = {one: row.value if row else math.nan for one, row in rows.items()}
        found.append(TypeLevel(name, label(comparison, f"type:{name}"), levels, shares, first.service_level.within_s))
    return found


def contact_types(comparison: "Comparison") -> "dict[str, ContactType]":
    """Return the contact types that customers of any strategy come for, each as the first that has it says."""
    kinds: dict[str, ContactType] = {}
    for name in comparison.strategies:
        moved = only_moved_to(comparison.scenarios[name])
        for one, kind in comparison.scenarios[name].contact_types.items():
            if one not in moved:
                kinds.setdefault(one, kind)
    return kinds


def row_of(comparison: "Comparison", strategy: str, metric: str, of: str, interval: str | None = None) -> "Row | None":
    """Return a value; None where the strategy has no such thing."""
    try:
        return comparison.row(strategy, metric, of, interval)
    except UsageError:
        return None


def missed_first(found: Sequence[TypeLevel], limit: int, came: Mapping[str, float]) -> list[TypeLevel]:
    """Return at most ``limit`` types in their order: those that miss their target most, then those of most contacts."""
    places = range(len(found))
    order = sorted(places, key=lambda one: (not found[one].missed, *_rank(found[one], came), one))
    return [found[one] for one in sorted(order[:limit])]


def _rank(one: TypeLevel, came: Mapping[str, float]) -> tuple[float]:
    return (-one.gap,) if one.missed else (-came.get(one.name, 0.0),)


def not_shown(found: Sequence[TypeLevel], shown: Sequence[TypeLevel]) -> str:
    """Return the types that are left out with their levels, the worst first; empty where all are shown."""
    out = sorted((one for one in found if one not in shown), key=lambda one: -one.gap)
    if not out:
        return ""
    named = max(NAMED_MAX, sum(one.missed for one in out)) if len(out) > NAMED_MAX else len(out)
    more = len(out) - named
    said = ", ".join(one.said for one in out[:named])
    return f"not shown: {said}" + (f" and {more} more, which meet their targets" if more else "")


def below_target(comparison: "Comparison", strategy: str) -> list[str]:
    """Return the types that miss their target in ``strategy`` with their levels, the worst first."""
    found = []
    for one in levels_of_types(comparison):
        if one.levels.get(strategy, math.nan) < one.shares.get(strategy, 0.0):
            share, level = one.shares[strategy], one.levels[strategy]
            found.append((level - share, f"{plain(one.title, 24)} {spread([level], share)}"))
    return [text for _, text in sorted(found)]


def targets_said(comparison: "Comparison", strategy: str, named_max: int = 3) -> str:
    """Return which types miss their target in ``strategy``, for a title or a line below one."""
    found = below_target(comparison, strategy)
    if not found:
        return "every type meets its target"
    more = f" and {len(found) - named_max} more" if len(found) > named_max else ""
    return f"below target: {', '.join(found[:named_max])}{more}"


def target_share(comparison: "Comparison", of: str) -> float | None:
    """Return the share that types were promised, where it is the same for all that ``of`` means; else None."""
    shares = {kind.service_level.share for kind in _kinds(comparison, of).values()}
    return shares.pop() if len(shares) == 1 else None


def target_time_s(comparison: "Comparison", of: str) -> float | None:
    """Return the time within which they were promised to be answered, where it is the same; else None."""
    times = {kind.service_level.within_s for kind in _kinds(comparison, of).values()}
    return times.pop() if len(times) == 1 else None


def _kinds(comparison: "Comparison", of: str) -> "dict[str, ContactType]":
    what, _, which = of.partition(":")
    return {
        name: kind
        for name, kind in contact_types(comparison).items()
        if what == "all" or (what == "type" and name == which) or (what == "channel" and kind.channel == which)
    }


def target_said(comparison: "Comparison", of: str) -> str:
    """Return a target as it is said: *80 % in 20 s*, *in 20 s* where types share only the time, else nothing."""
    share, within_s = target_share(comparison, of), target_time_s(comparison, of)
    if within_s is None:
        return ""
    return f"in {seconds(within_s)}" if share is None else f"{percent(share)} in {seconds(within_s)}"


def within_of(comparison: "Comparison", of: str) -> str:
    """Return the time of a part's target as it stands behind its name: *in 20 s*; empty where types differ in it."""
    within_s = target_time_s(comparison, of)
    return f"in {seconds(within_s)}" if within_s is not None else ""


def leader(comparison: "Comparison") -> str:
    """Return who is highest by the goal among those whose customers are the baseline's; the baseline where nobody is.

    A title names nobody else: who turns customers away meets any target of those who are left.
    """
    found = standing(comparison)
    return found.leader if found and found.leader else comparison.baseline


def shown_parts(comparison: "Comparison", of: str) -> tuple[ResultPart, ...]:
    """Return the parts a picture of ``of`` has: all of them for ``all``, else just this one."""
    return parts(comparison) if of == "all" else (ResultPart(of, label(comparison, of), tuple(_kinds(comparison, of))),)
