"""The closing sentences over several futures, or several points: is the same strategy best everywhere?

Whoever decides has to choose one strategy without knowing which future comes. So they say who is best where, what the
choice that risks least may lose (its worst loss against the best of a place, with the bound of what cannot be told),
who is not compared, and which targets that choice misses.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.words.apart import apart_across, barred_across, nobody_compared
from simulator.report.words.cost_across import cost_across
from simulator.report.words.goal_words import SERVED, goal_label, goal_level, goal_size, is_level, more_or_less, serves
from simulator.report.words.numbers import format_size, format_value, listed
from simulator.report.words.phrases import named, round_up
from simulator.report.words.places import everywhere, places, where
from simulator.report.words.sentence import nothing_to_tell
from simulator.report.words.targets import targets_said_across
from simulator.standing import Loss, Standing, contenders, least_loss, standing, worst_loss

if TYPE_CHECKING:
    from simulator.answers import Delta
    from simulator.compared import Compared

FAR = 100_000
"""More replications than this are not worth naming."""


def sentence_across(run: "Compared") -> str:
    """Return what can be said over all places of ``run``, which has several strategies or several futures."""
    among = contenders(run)
    standings = [found for one in run if (found := standing(one, among))]
    if not standings:
        return nothing_to_tell(run.first)
    beside = [*apart_across(run), barred_across(run, standings)] if run.replications > 1 else []
    parts = [_answer(run, standings, among), *beside, targets_said_across(run, recommended(run, standings, among))]
    return " ".join(part for part in parts if part)


def recommended(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> str:
    """Return the strategy that the answer speaks for: best everywhere, else the one that risks least."""
    led = [one for one in standings if one.leader is not None]
    if len(among) == 1 or not led:
        return run.baseline
    best = _best_of_all(run, standings, among)
    return best[0] if best else least_loss(among, led).strategy


def _answer(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> str:
    if len(among) == 1:
        return " ".join([*([nobody_compared(run.first)] if run.others else []), _one_strategy(run, standings)])
    if not any(one.leader for one in standings):
        return f"No strategy can be best {everywhere(run)}: each breaks a condition of the goal."
    if run.replications == 1:
        return _one_replication(run, standings)
    if best := _best_of_all(run, standings, among):
        return _best_everywhere(run, standings, best, among)
    if not any(one.best for one in standings) and _candidates(among, standings):
        return _nothing_told(run, standings, among)
    return _best_here_and_there(run, standings, among)


def _best_of_all(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> list[str]:
    """Return who is best in every place, the baseline first where it is one of them."""
    best = [name for name in among if all(name in one.best for one in standings)]
    return sorted(best, key=lambda name: name != run.baseline)


def _one_strategy(run: "Compared", standings: Sequence[Standing]) -> str:
    name = run.baseline
    ordered = sorted(standings, key=lambda one: one.comparison.goal.sense * _level(one, name))
    worst, best = ordered[0], ordered[-1]
    if _text(worst, name) == _text(best, name):
        return f"{serves(run.first, name, _text(best, name), named(name))} {everywhere(run)}."
    levels = f"{_text(worst, name)} ({where(worst.comparison, run)}) to {_text(best, name)}"
    return f"{serves(run.first, name, f'{levels} ({where(best.comparison, run)})', named(name))}."


def _one_replication(run: "Compared", standings: Sequence[Standing]) -> str:
    leads = _leads(standings)
    name = max(leads, key=lambda name: len(leads[name]))
    most = "served most contacts in time" if run.first.goal.is_usual else f"was best by {goal_label(run.first)}"
    return (
        f"One replication cannot separate the strategies: {named(name)} {most} "
        f"{places([one.comparison for one in leads[name]], run)}, which may be chance."
    )


def _best_everywhere(run: "Compared", standings: Sequence[Standing], best: Sequence[str], among: Sequence[str]) -> str:
    """Return the sentence for one strategy, or some that are exactly equal, that nobody beats anywhere."""
    name, *equals = best
    barred = {each for one in standings for each in one.barred}
    others = [other for other in among if other not in best and other not in barred]
    if not others and not barred:
        return f"{_all(best)} do exactly as well as each other {everywhere(run)}."
    level = any(set(one.best) - set(best) for one in standings)
    alone = len(among) == 2 and len(others) == 1
    word = "best or level" if level else f"better than {named(others[0])}" if alone else "best"
    levels = [_level(one, name) for one in standings]
    same = f"; {_all(equals)} {'does' if len(equals) == 1 else 'do'} exactly as well" if equals else ""
    start = f"{named(name)} is {word}"
    serving = f"{everywhere(run)}: {serves(run.first, name, _span(run, levels))}"
    if name == run.baseline:
        return f"{start} {serving}{_lead(run, standings, name, others)}{same}."
    gains = [one.comparison.goal_delta(name) for one in standings]
    little = ", but by too little to matter," if _all_level(standings, gains) else ""
    more = more_or_less(run.first, gains[0].difference)
    return (
        f"{start}{little} {serving}, {_span_of(run, [each.difference for each in gains])} {more} than "
        f"{named(run.baseline)}{cost_across(run, name)}{_nothing_lost(run, worst_loss(name, standings))}{same}."
    )


def _all_level(standings: Sequence[Standing], gains: "Sequence[Delta]") -> bool:
    return all(is_level(one.comparison, gain) for one, gain in zip(standings, gains, strict=True))


def _lead(run: "Compared", standings: Sequence[Standing], name: str, others: Sequence[str]) -> str:
    """Return by how much the baseline leads where it leads least; nothing where that is too little to matter."""
    pairs = [(one.comparison, one.comparison.goal_delta(name, against=each)) for one in standings for each in others]
    if not pairs or any(is_level(*pair) for pair in pairs):
        return ""
    least = min((lead for _, lead in pairs), key=lambda lead: abs(lead.difference))
    size, more = goal_size(run.first, least.difference), more_or_less(run.first, least.difference)
    return f", at least {size} {more} than any other"


def _is_there(one: Standing, delta: "Delta") -> bool:
    return (one.comparison.future, one.comparison.point) == (delta.future, delta.point)


def _nothing_lost(run: "Compared", loss: Loss) -> str:
    """Return that choosing a strategy loses nothing, or nothing that can be told, with its bound."""
    if run.grid.axes:
        return ""
    if loss.at_most == 0:
        return f"; choosing it loses nothing in {'either' if len(run) == 2 else 'any'} of them"
    return f"; choosing it loses nothing measurable{_bound(run, loss)}"


def _bound(run: "Compared", loss: Loss) -> str:
    return f" (at most {goal_size(run.first, loss.at_most)})" if loss.at_most == loss.at_most else ""


def _best_here_and_there(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> str:
    """Return the sentence for places that differ, or of which some cannot be told yet."""
    told: dict[tuple[str, ...], list[Standing]] = {}
    open_: dict[tuple[str, ...], list[Standing]] = {}
    for one in standings:
        (told if one.best else open_).setdefault(one.best or one.may_be_best, []).append(one)
    nobody = open_.pop((), [])
    parts = [f"{_all(names)} {_is(names)} best {_where(run, ones)}" for names, ones in told.items()]
    parts += [f"{_where(run, ones)} {_open(names, ones)}" for names, ones in open_.items()]
    parts += [f"{_where(run, nobody)} every strategy breaks a condition of the goal"] if nobody else []
    start = "" if _candidates(among, standings) else f"No strategy is best {everywhere(run)}: "
    said = f"{start}{'; '.join(parts)}."
    return (
        f"{said[0].upper() if said[0].islower() and not told else said[0]}{said[1:]} {_choice(run, standings, among)}"
    )


def _open(names: Sequence[str], standings: Sequence[Standing]) -> str:
    if len(names) == 1:
        return f"{_all(names)} is ahead, but whether it meets the conditions is undecided"
    if any(one.undecided for one in standings):
        return f"it is undecided which of {_all(names)} is best"
    return f"the difference{'s' * (len(names) > 2)} between {_all(names)} {'are' if len(names) > 2 else 'is'} undecided"


def _nothing_told(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> str:
    kind = "point" if run.grid.axes else "future"
    which = f"both {kind}s" if len(run) == 2 else f"all {len(run)} {kind}s"
    numbers = [number for one in standings for number in _needed(one)]
    most = max(numbers, default=0)
    more = f" About {round_up(most):,} replications should settle it." if 0 < most <= FAR else ""
    inside = "at" if run.grid.axes else "in"
    goal = run.first.goal
    best = "serves most contacts in time" if goal.is_usual else f"is best by {goal_label(run.first)}"
    return f"Which strategy {best} is undecided {inside} {which}. {_choice(run, standings, among)}{more}"


def _needed(one: Standing) -> Iterator[int]:
    for rival in one.rivals if one.leader else ():
        needed = one.comparison.goal_delta(one.leader or "", against=rival).replications_needed
        if needed is not None:
            yield needed


def _choice(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> str:
    """Return what the choice that risks least loses where it is worst."""
    led = [one for one in standings if one.leader is not None]
    loss = least_loss(among, led)
    price = "" if loss.strategy == run.baseline else cost_across(run, loss.strategy)
    if loss.size == 0:
        return (
            f"{named(loss.strategy)} is ahead or level {everywhere(run)} so far: choosing it loses nothing measurable"
            f"{_bound(run, loss)}{price}."
        )
    return f"Choosing {named(loss.strategy)} everywhere risks least: at worst it loses {_lost(run, loss, led)}{price}."


def _lost(run: "Compared", loss: Loss, standings: Sequence[Standing]) -> str:
    delta = loss.to_leader
    there = next(one for one in standings if _is_there(one, delta))
    unit = run.first.goal.metric.unit
    size = format_size(delta.difference, delta.low, delta.high, unit)
    of = SERVED if run.first.goal.is_usual else goal_label(run.first)
    return f"{size} ({of}) against {named(delta.strategy)} ({where(there.comparison, run)})"


def _candidates(among: Sequence[str], standings: Sequence[Standing]) -> list[str]:
    """Return who may be best everywhere as far as can be told."""
    return [name for name in among if all(name in one.ahead for one in standings)]


def _leads(standings: Sequence[Standing]) -> dict[str, list[Standing]]:
    leads: dict[str, list[Standing]] = {}
    for one in standings:
        if one.leader is not None:
            leads.setdefault(one.leader, []).append(one)
    return leads


def _where(run: "Compared", standings: Sequence[Standing]) -> str:
    return places([one.comparison for one in standings], run)


def _level(one: Standing, name: str) -> float:
    return one.comparison.goal_row(name).value


def _text(one: Standing, name: str) -> str:
    return goal_level(one.comparison, name)


def _span(run: "Compared", values: Sequence[float]) -> str:
    """Return *50.1 % to 60.2 %*; one of them where they look the same."""
    unit = run.first.goal.metric.unit
    return " to ".join(dict.fromkeys(format_value(value, unit) for value in (min(values), max(values))))


def _span_of(run: "Compared", differences: Sequence[float]) -> str:
    """Return *1.2 to 3.4 points*: the sizes of differences; one of them where they look the same."""
    sizes = sorted(map(abs, differences))
    if run.first.goal.metric.unit is Unit.SHARE:
        return f"{' to '.join(dict.fromkeys(f'{100 * size:.1f}' for size in (sizes[0], sizes[-1])))} points"
    return " to ".join(dict.fromkeys(goal_size(run.first, size) for size in (sizes[0], sizes[-1])))


def _all(names: Sequence[str]) -> str:
    return listed([named(name) for name in names])


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are equally"
