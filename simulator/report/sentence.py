"""The closing sentence of one comparison: the answer, by how much, how sure, at what cost; honest when it cannot tell.

It speaks of the headline metric, *served in time of all who came*, because that one cannot be gamed, and of agent
hours, because they are what is paid for it.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, Unit
from simulator.report.cost import agent_hours, cost, hours_text, more_hours
from simulator.report.numbers import format_difference, format_value, half_width, listed
from simulator.report.signs import TOO_LITTLE_POINTS, is_close
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.comparison import Comparison, Delta


def sentence(comparison: "Comparison") -> str:
    """Return what the comparison says, in one sentence."""
    levels = {name: comparison.row(name, HEADLINE).value for name in comparison.strategies}
    if all(math.isnan(level) for level in levels.values()):
        return "Nobody came in any replication, so there is nothing to tell."
    if not comparison.others:
        return _alone(comparison)
    if comparison.replications == 1:
        return _one_replication(levels)
    deltas = [comparison.delta(name, HEADLINE) for name in comparison.others]
    by_verdict = {word: [delta for delta in deltas if delta.verdict is word] for word in Verdict}
    if better := by_verdict[Verdict.BETTER]:
        return _winner(comparison, _best(comparison, better), alone=len(deltas) == 1)
    if by_verdict[Verdict.CANNOT_TELL]:
        return _unclear(comparison, by_verdict)
    if by_verdict[Verdict.SAME]:
        return _same(comparison, by_verdict)
    return _baseline_wins(comparison, max(deltas, key=_size), alone=len(deltas) == 1)


def _alone(comparison: "Comparison") -> str:
    name = comparison.baseline
    row = comparison.row(name, HEADLINE)
    half = half_width(row.low, row.high)
    unsure = "" if math.isfinite(half) else "; one replication cannot say how sure that is"
    return (
        f"{named(name)} serves {format_value(row.value, Unit.SHARE, half)} of all who came in time, "
        f"with {agent_hours(comparison, name):,.1f} agent hours {comparison.period}{unsure}."
    )


def _one_replication(levels: dict[str, float]) -> str:
    name = max(levels, key=lambda name: -1.0 if math.isnan(levels[name]) else levels[name])
    return (
        f"One replication cannot tell strategies apart: {named(name)} served most in time on this one day "
        f"({format_value(levels[name], Unit.SHARE)}), which may be chance."
    )


def _best(comparison: "Comparison", better: "list[Delta]") -> "Delta":
    """Return the largest difference; one that other customers made only where there is none that was earned."""
    earned = [delta for delta in better if delta.strategy not in comparison.customers_differ]
    return max(earned or better, key=_size)


def _winner(comparison: "Comparison", best: "Delta", alone: bool) -> str:
    """Return the sentence for a strategy that is better than the baseline, and who cannot be told from it."""
    name, baseline = best.strategy, named(comparison.baseline)
    others = [other for other in comparison.others if other not in (name, *comparison.customers_differ)]
    among = [comparison.delta(name, HEADLINE, against=other) for other in others]
    rivals = [delta.baseline for delta in among if delta.verdict is Verdict.CANNOT_TELL]
    equals = [delta.baseline for delta in among if delta.verdict is Verdict.SAME]
    start = f"{named(name)} is better than {baseline}" if alone or rivals or equals else f"{named(name)} is best"
    ends = f"; {_with_hours(comparison, name, equals)} {_do(equals)} exactly as well" if equals else ""
    ends += f"; {_with_hours(comparison, name, rivals)} cannot be told from it yet" if rivals else ""
    ends += _for_nothing(comparison, best, (*rivals, *equals))
    little = ", but by too little to matter" if is_close(best) else ""
    return (
        f"{start}{little}: it serves {_level(comparison, name)} of all who came in time, {_points(best)} more than "
        f"{baseline} ({_sure(comparison, best)}){cost(comparison, name)}{_caveat(comparison, name)}{ends}."
    )


def _baseline_wins(comparison: "Comparison", nearest: "Delta", alone: bool) -> str:
    baseline = comparison.baseline
    start = f"{named(baseline)} is better than {named(nearest.strategy)}" if alone else f"{named(baseline)} is best"
    who = named(nearest.strategy) if alone else f"the nearest, {named(nearest.strategy)},"
    return (
        f"{start}: it serves {_level(comparison, baseline)} of all who came in time; {who} serves "
        f"{_points(nearest)} fewer ({_sure(comparison, nearest)}){cost(comparison, nearest.strategy)}"
        f"{_caveat(comparison, nearest.strategy)}."
    )


def _unclear(comparison: "Comparison", by_verdict: "dict[Verdict, list[Delta]]") -> str:
    """Return the sentence for no strategy shown to be better, and at least one that may be."""
    unclear = by_verdict[Verdict.CANNOT_TELL]
    names = [delta.strategy for delta in unclear]
    if all(map(is_close, unclear)):
        return _level_with(comparison, by_verdict)
    promising = max(unclear, key=_size)
    others = f"; {_the_rest(by_verdict)}" if _the_rest(by_verdict) else ""
    needed = promising.replications_needed
    more = f"; about {round_up(needed)} replications would probably tell" if needed else ""
    which = "" if len(names) == 1 else f"the highest, {named(promising.strategy)}, is at "
    size = format_difference(promising.difference, Unit.SHARE, half_width(promising.low, promising.high))
    return (
        f"It cannot be told yet whether {listed(list(map(named, names)), 'or')} serves more or fewer of all who came "
        f"in time than {named(comparison.baseline)} ({which}{size} "
        f"after {comparison.replications} replications){cost(comparison, promising.strategy, names)}"
        f"{_caveat(comparison, promising.strategy)}{more}{others}."
    )


def _level_with(comparison: "Comparison", by_verdict: "dict[Verdict, list[Delta]]") -> str:
    """Return the sentence for strategies that differ from the baseline by so little that it does not matter."""
    names = [delta.strategy for delta in by_verdict[Verdict.CANNOT_TELL]]
    others = f"; {_the_rest(by_verdict)}" if _the_rest(by_verdict) else ""
    serve = "serves" if len(names) == 1 else "serve"
    return (
        f"{listed(list(map(named, names)))} {serve} as many of all who came in time as {named(comparison.baseline)}, "
        f"{_level(comparison, comparison.baseline)}, give or take {TOO_LITTLE_POINTS} points at most"
        f"{cost(comparison, names[0], names)}{others}."
    )


def _same(comparison: "Comparison", by_verdict: "dict[Verdict, list[Delta]]") -> str:
    names = [delta.strategy for delta in by_verdict[Verdict.SAME]]
    worse = [delta.strategy for delta in by_verdict[Verdict.WORSE]]
    ends = f"; {listed(list(map(named, worse)))} {_are(worse)} worse" if worse else ""
    price = cost(comparison, names[0]) if len(names) == 1 else ""
    return (
        f"{listed(list(map(named, names)))} {_do(names)} exactly as well as {named(comparison.baseline)} in every "
        f"replication: {_level(comparison, names[0])} of all who came are served in time{price}{ends}."
    )


def named(name: str) -> str:
    """Return a strategy's name as it stands in a sentence: in quotes when it has spaces."""
    return f"'{name}'" if " " in name else name


def round_up(number: int) -> int:
    """Return a number rounded up to two digits: more would pretend to know.

    >>> round_up(1234)
    1300
    """
    step = int(10 ** max(0, len(str(number)) - 2))
    return -(-number // step) * step


def _the_rest(by_verdict: "dict[Verdict, list[Delta]]") -> str:
    """Return what is known of those that are not unclear."""
    parts = []
    for word, text in ((Verdict.SAME, "exactly as good"), (Verdict.WORSE, "worse")):
        names = [delta.strategy for delta in by_verdict[word]]
        if names:
            parts.append(f"{listed(list(map(named, names)))} {_are(names)} {text}")
    return "; ".join(parts)


def _level(comparison: "Comparison", name: str) -> str:
    return format_value(comparison.row(name, HEADLINE).value, Unit.SHARE)


def _points(delta: "Delta") -> str:
    """Return the size of a difference, without its sign: the sentence says more or fewer."""
    points = 100 * abs(delta.difference)
    return f"{points:.{1 if points >= 0.1 else 2}f} points"


def _sure(comparison: "Comparison", delta: "Delta") -> str:
    """Return the interval of a difference that can be told, as sizes."""
    low, high = sorted((abs(delta.low) * 100, abs(delta.high) * 100))
    decimals = 1 if high - low >= 0.2 else 2
    return f"{comparison.confidence * 100:g} % confidence: {low:.{decimals}f} to {high:.{decimals}f}"


def _with_hours(comparison: "Comparison", name: str, others: Sequence[str]) -> str:
    """Return the ``others`` with what each needs less or more than ``name``, which does about the same."""
    texts = []
    for other in others:
        more = round(agent_hours(comparison, other) - agent_hours(comparison, name), 1)
        texts.append(f"{named(other)} ({hours_text(more)} {comparison.period})" if more else named(other))
    return listed(texts)


def _for_nothing(comparison: "Comparison", best: "Delta", said: Sequence[str]) -> str:
    """Return what can be had without more agent hours, where the best strategy needs more; unless it is ``said``."""
    if more_hours(comparison, best.strategy) <= 0:
        return ""
    names = [name for name in comparison.others if name not in comparison.customers_differ]
    deltas = [comparison.delta(name, HEADLINE) for name in names if more_hours(comparison, name) <= 0]
    free = [delta for delta in deltas if delta.verdict is Verdict.BETTER]
    if not free:
        return ""
    delta = max(free, key=_size)
    return (
        "" if delta.strategy in said else f"; without more agent hours {named(delta.strategy)} gains {_points(delta)}"
    )


def _caveat(comparison: "Comparison", name: str) -> str:
    return " (its customers differ)" if name in comparison.customers_differ else ""


def _size(delta: "Delta") -> float:
    return delta.difference


def _do(names: Sequence[str]) -> str:
    return "does" if len(names) == 1 else "do"


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
