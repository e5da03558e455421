"""The closing sentences of one comparison: the answer, by how much, how sure, at what cost; honest when it cannot tell.

Who is best says `standing.py`, what that means the goal of the scenario: *served in time, all contacts* where none is
stated, because that cannot be gamed. Agent hours are said too, because they are what is paid for it. Then stands who is
not compared, who breaks a condition, and which targets the one that is recommended misses.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulator.report.words.apart import apart_said, barred_said, doubted_said, nobody_compared
from simulator.report.words.cost import agent_hours, cost, hours_text, more_hours
from simulator.report.words.goal_words import (
    goal_label,
    goal_level,
    goal_size,
    goal_sure,
    is_level,
    more_or_less,
    serves,
)
from simulator.report.words.numbers import format_change, listed
from simulator.report.words.phrases import named, round_up
from simulator.report.words.targets import targets_said
from simulator.report.words.worse_parts import worse_parts
from simulator.standing import Standing, standing
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.answers import Delta
    from simulator.comparison import Comparison

__all__ = ["named", "nothing_to_tell", "round_up", "sentence"]


class Answer(NamedTuple):
    """What is said of who is best, and whom it recommends."""

    said: str
    of: str


def sentence(comparison: "Comparison") -> str:
    """Return what the comparison says, in one sentence and what has to be known beside it."""
    found = standing(comparison)
    if found is None:
        return nothing_to_tell(comparison)
    answer = _answer(comparison, found)
    parts = [answer.said, *apart_said(comparison)]
    if comparison.replications > 1 and found.contested:
        parts += [barred_said(found), doubted_said(found)]
    return " ".join(part for part in (*parts, targets_said(comparison, answer.of)) if part)


def nothing_to_tell(comparison: "Comparison") -> str:
    """Return the sentence for a goal that nobody has anything of."""
    if comparison.goal.is_usual:
        return "No contacts arrived in any replication, so there is nothing to report."
    return f"There is nothing to report: {goal_label(comparison)} has no value in any replication."


def _answer(comparison: "Comparison", found: Standing) -> Answer:
    baseline = comparison.baseline
    if not comparison.others:
        return Answer(_alone(comparison), baseline)
    if not found.contested:
        return Answer(f"{nobody_compared(comparison)} {_alone(comparison)}", baseline)
    if found.leader is None:
        return Answer("No strategy can be best: each breaks a condition of the goal.", baseline)
    if comparison.replications == 1:
        return Answer(_one_replication(comparison, found.leader), found.leader)
    if found.best:
        if baseline not in found.best:
            return Answer(_winner(comparison, found, found.leader), found.leader)
        return Answer(_same(comparison, found) if len(found.best) > 1 else _baseline_wins(comparison, found), baseline)
    better = [name for name in found.ahead if _is_better(comparison, name)]
    if better:
        name = max(better, key=lambda one: comparison.goal.sense * comparison.goal_row(one).value)
        return Answer(_winner(comparison, found, name), name)
    if found.leader == baseline and not found.rivals:
        return Answer(_baseline_wins(comparison, found), baseline)
    return Answer(_unclear(comparison, found), baseline)


def _is_better(comparison: "Comparison", name: str) -> bool:
    return name != comparison.baseline and _beats(comparison, name, comparison.baseline)


def _beats(comparison: "Comparison", name: str, other: str) -> bool:
    return comparison.goal_delta(name, against=other).verdict is Verdict.BETTER


def _alone(comparison: "Comparison") -> str:
    name = comparison.baseline
    row = comparison.goal_row(name)
    unsure = "" if row.low == row.low else "; one replication gives no confidence interval"
    return (
        f"{serves(comparison, name, goal_level(comparison, name, sure=True), named(name))}, with "
        f"{agent_hours(comparison, name):,.1f} agent hours {comparison.period}{unsure}."
    )


def _one_replication(comparison: "Comparison", name: str) -> str:
    most = "served most contacts in time" if comparison.goal.is_usual else f"was best by {goal_label(comparison)}"
    return (
        f"One replication cannot separate the strategies: {named(name)} {most} in this replication "
        f"({goal_level(comparison, name)}), which may be chance."
    )


def _winner(comparison: "Comparison", found: Standing, name: str) -> str:
    """Return the sentence for a strategy that is better than the baseline, and who cannot be told from it."""
    best, baseline = comparison.goal_delta(name), named(comparison.baseline)
    is_best = name in found.best and len(found.among) > 2
    start = f"{named(name)} is best" if is_best else f"{named(name)} is better than {baseline}"
    little = ", but by too little to matter" if is_level(comparison, best) else ""
    same = [one for one in found.best if one != name]
    # Where it may break a condition, others may be best although they are told to be worse.
    rivals = [one for one in found.ahead if one not in (name, *same) and not _beats(comparison, name, one)]
    ends = f"; {_with_hours(comparison, name, same)} {_do(same)} exactly as well" if same else ""
    ends += _rivals(comparison, name, rivals) + _near(comparison, found, name)
    ends += _for_nothing(comparison, found, name, (*rivals, *same)) + worse_parts(comparison, name)
    return (
        f"{start}{little}: {serves(comparison, name)}, {goal_size(comparison, best.difference)} "
        f"{more_or_less(comparison, best.difference)} than {baseline} "
        f"({goal_sure(comparison, best)}){cost(comparison, name)}{ends}."
    )


def _rivals(comparison: "Comparison", name: str, rivals: Sequence[str]) -> str:
    """Return who cannot be told from a strategy, and of whom the difference is certainly too small to matter."""
    level = [one for one in rivals if is_level(comparison, comparison.goal_delta(name, against=one))]
    open_ = [one for one in rivals if one not in level]
    ends = f"; {_with_hours(comparison, name, level)} {_are(level)} level with it" if level else ""
    return ends + (f"; the difference to {_with_hours(comparison, name, open_)} is undecided" if open_ else "")


def _near(comparison: "Comparison", found: Standing, name: str) -> str:
    """Return who is told to be worse than the best, but by so little that nobody would mind."""
    others = [one for one in found.among if one not in (*found.ahead, *found.barred, comparison.baseline)]
    near = [one for one in others if is_level(comparison, comparison.goal_delta(name, against=one))]
    return f"; {_with_hours(comparison, name, near)} {_are(near)} worse by too little to matter" if near else ""


def _baseline_wins(comparison: "Comparison", found: Standing) -> str:
    baseline, sense = comparison.baseline, comparison.goal.sense
    others = [name for name in found.among if name not in (baseline, *found.barred)]
    if not others:
        return f"{named(baseline)} is the only one within the conditions: {serves(comparison, baseline)}."
    nearest = max((comparison.goal_delta(name) for name in others), key=lambda delta: sense * delta.difference)
    alone = len(found.among) == 2
    than = named(nearest.strategy) if alone else "the others"
    is_best = baseline in found.best and not alone
    start = f"{named(baseline)} is best" if is_best else f"{named(baseline)} is better than {than}"
    little = ", but by too little to matter" if is_level(comparison, nearest) else ""
    who = named(nearest.strategy) if alone else f"the nearest, {named(nearest.strategy)},"
    size, people = goal_size(comparison, nearest.difference), more_or_less(comparison, nearest.difference)
    is_at = f"{'serves' if people in ('more', 'fewer') else 'is'} {size} {people}"
    return (
        f"{start}{little}: {serves(comparison, baseline)}; {who} {is_at} "
        f"({goal_sure(comparison, nearest)}){cost(comparison, nearest.strategy)}."
    )


def _unclear(comparison: "Comparison", found: Standing) -> str:
    """Return the sentence for no strategy shown to be better than the baseline, and at least one that may be."""
    deltas = [comparison.goal_delta(name) for name in found.among if name not in (comparison.baseline, *found.barred)]
    unclear = [delta for delta in deltas if delta.verdict is Verdict.CANNOT_TELL]
    if not unclear:
        return _same(comparison, found)
    if all(is_level(comparison, delta) for delta in unclear):
        return _level_with(comparison, found, unclear)
    names = [delta.strategy for delta in unclear]
    promising = max(unclear, key=lambda delta: comparison.goal.sense * delta.difference)
    needed = promising.replications_needed
    more = f"; about {round_up(needed):,} replications should settle it" if needed else ""
    which = "" if len(names) == 1 else f"the highest, {named(promising.strategy)}, is at "
    size = format_change(promising.difference, promising.low, promising.high, comparison.goal.metric.unit)
    return (
        f"It is undecided whether {listed(list(map(named, names)), 'or')} {_more_than(comparison)} "
        f"{named(comparison.baseline)} ({which}{size} after {comparison.replications} replications)"
        f"{cost(comparison, promising.strategy, names)}{more}{_the_rest(comparison, found, names)}."
    )


def _more_than(comparison: "Comparison") -> str:
    """Return what cannot be told, up to the name of the baseline."""
    if comparison.goal.is_usual:
        return "serves more or fewer contacts in time than"
    return f"is better or worse by {goal_label(comparison)} than"


def _level_with(comparison: "Comparison", found: Standing, level: "Sequence[Delta]") -> str:
    """Return the sentence for strategies that differ from the baseline by so little that it does not matter."""
    names, baseline = [delta.strategy for delta in level], comparison.baseline
    most = goal_size(comparison, max(max(abs(delta.low), abs(delta.high)) for delta in level))
    ends = f"{cost(comparison, names[0], names)}{_the_rest(comparison, found, names)}."
    if len(names) == 1:
        start = f"{serves(comparison, names[0], subject=named(names[0]))}, level with {named(baseline)}"
        return f"{start} within {most}{ends}"
    start = f"{listed(list(map(named, names)))} are level with {named(baseline)} within {most}"
    return f"{start}: {serves(comparison, baseline)}{ends}"


def _same(comparison: "Comparison", found: Standing) -> str:
    names = [name for name in found.best or found.ahead if name != comparison.baseline]
    price = cost(comparison, names[0]) if len(names) == 1 else ""
    return (
        f"{listed(list(map(named, names)))} {_do(names)} exactly as well as {named(comparison.baseline)} in every "
        f"replication: {serves(comparison, names[0], subject='it' if len(names) == 1 else 'each')}{price}"
        f"{_the_rest(comparison, found, names)}."
    )


def _the_rest(comparison: "Comparison", found: Standing, said: Sequence[str]) -> str:
    """Return what is known of those that are not ``said``: the same, worse, worse by too little to matter."""
    deltas = [
        comparison.goal_delta(name) for name in found.among if name not in (comparison.baseline, *said, *found.barred)
    ]
    parts: dict[str, list[str]] = {"exactly as good": [], "worse by too little to matter": [], "worse": []}
    for delta in deltas:
        if delta.verdict is Verdict.SAME:
            parts["exactly as good"].append(delta.strategy)
        elif delta.verdict is Verdict.WORSE:
            parts["worse by too little to matter" if is_level(comparison, delta) else "worse"].append(delta.strategy)
    return "".join(
        f"; {listed(list(map(named, names)))} {_are(names)} {text}" for text, names in parts.items() if names
    )


def _with_hours(comparison: "Comparison", name: str, others: Sequence[str]) -> str:
    """Return the ``others`` with what each needs less or more than ``name``, which does about the same."""
    texts = []
    for other in others:
        more = round(agent_hours(comparison, other) - agent_hours(comparison, name), 1)
        texts.append(f"{named(other)} ({hours_text(more)} {comparison.period})" if more else named(other))
    return listed(texts)


def _for_nothing(comparison: "Comparison", found: Standing, best: str, said: Sequence[str]) -> str:
    """Return what can be had without more agent hours, where the best strategy needs more; unless it is ``said``."""
    if more_hours(comparison, best) <= 0:
        return ""
    names = [name for name in found.among if name not in (comparison.baseline, *found.barred)]
    free = [name for name in names if more_hours(comparison, name) <= 0 and _is_better(comparison, name)]
    deltas = [delta for delta in map(comparison.goal_delta, free) if not is_level(comparison, delta)]
    if not deltas:
        return ""
    delta = max(deltas, key=lambda one: comparison.goal.sense * one.difference)
    gains = goal_size(comparison, delta.difference)
    return "" if delta.strategy in said else f"; without more agent hours {named(delta.strategy)} gains {gains}"


def _do(names: Sequence[str]) -> str:
    return "does" if len(names) == 1 else "do"


def _are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
