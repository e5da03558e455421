"""The closing sentence over several futures, or several points: is the same strategy best everywhere?

Whoever decides has to choose one strategy without knowing which future comes. So the sentence says who is best where,
and what the choice that risks least may lose: its worst loss against the best of a place.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, Unit
from simulator.report.cost import cost
from simulator.report.numbers import format_difference, format_value, half_width, listed
from simulator.report.places import everywhere, places, where
from simulator.report.sentence import named, round_up
from simulator.standing import Loss, Standing, contenders, least_loss, standing

if TYPE_CHECKING:
    from simulator.comparison import Compared

FAR = 100_000
"""More replications than this are not worth naming."""


def sentence_across(run: "Compared") -> str:
    """Return what can be said over all places of ``run``, which has several strategies or several futures."""
    among = contenders(run)
    standings = [found for one in run if (found := standing(one, among))]
    if not standings:
        return "Nobody came in any replication, so there is nothing to tell."
    if len(among) == 1:
        return _one_strategy(run, standings)
    if run.replications == 1:
        return _one_replication(run, standings)
    best = [name for name in among if all(name in one.best for one in standings)]
    if best:
        return _best_everywhere(run, standings, best, among)
    if not any(one.best for one in standings) and _candidates(among, standings):
        return _nothing_told(run, standings, among)
    return _best_here_and_there(run, standings, among)


def _one_strategy(run: "Compared", standings: Sequence[Standing]) -> str:
    name = run.baseline
    ordered = sorted(standings, key=lambda one: _level(one, name))
    worst, best = ordered[0], ordered[-1]
    if _text(worst, name) == _text(best, name):
        return f"{named(name)} serves {_text(best, name)} of all who came in time {everywhere(run)}."
    return (
        f"{named(name)} serves {_text(worst, name)} ({where(worst.comparison, run)}) to {_text(best, name)} "
        f"({where(best.comparison, run)}) of all who came in time."
    )


def _one_replication(run: "Compared", standings: Sequence[Standing]) -> str:
    leads = _leads(standings)
    name = max(leads, key=lambda name: len(leads[name]))
    return (
        f"One replication cannot tell strategies apart: {named(name)} served most in time "
        f"{places([one.comparison for one in leads[name]], run)}, which may be chance."
    )


def _best_everywhere(run: "Compared", standings: Sequence[Standing], best: Sequence[str], among: Sequence[str]) -> str:
    """Return the sentence for one strategy, or some that are exactly equal, that nobody beats anywhere."""
    name, *equals = best
    others = [other for other in among if other not in best]
    if not others:
        return f"{_all(best)} do exactly as well as each other {everywhere(run)}."
    if run.baseline in best:
        name, equals = run.baseline, [each for each in best if each != run.baseline]
    level = any(set(one.best) - set(best) for one in standings)
    word = "best or level" if level else "best" if len(among) > 2 else f"better than {named(others[0])}"
    start = f"{named(name)} is {word}"
    levels = [_level(one, name) for one in standings]
    same = f"; {_all(equals)} {'does' if len(equals) == 1 else 'do'} exactly as well" if equals else ""
    serves = f"{start} {everywhere(run)}: it serves {_span(levels, Unit.SHARE)} of all who came in time"
    if name == run.baseline:
        leads = [
            one.comparison.delta(name, HEADLINE, against=other).difference for one in standings for other in others
        ]
        return f"{serves}, at least {_points(min(leads))} more than any other{same}."
    gains = [one.comparison.delta(name, HEADLINE).difference for one in standings]
    loses = "" if run.grid.axes else f"; choosing it loses nothing in {'either' if len(run) == 2 else 'any'} of them"
    return f"{serves}, {_span(gains, None)} more than {named(run.baseline)}{cost(run.first, name)}{loses}{same}."


def _best_here_and_there(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> str:
    """Return the sentence for places that differ, or of which some cannot be told yet."""
    told: dict[tuple[str, ...], list[Standing]] = {}
    open_: dict[tuple[str, ...], list[Standing]] = {}
    for one in standings:
        (told if one.best else open_).setdefault(one.best or one.ahead, []).append(one)
    parts = [f"{_all(names)} {_is(names)} best {_where(run, ones)}" for names, ones in told.items()]
    parts += [f"{_where(run, ones)} {_all(names)} cannot be told apart yet" for names, ones in open_.items()]
    start = "" if _candidates(among, standings) else f"No strategy is best {everywhere(run)}: "
    said = f"{start}{'; '.join(parts)}."
    return (
        f"{said[0].upper() if said[0].islower() and not told else said[0]}{said[1:]} {_choice(run, standings, among)}"
    )


def _nothing_told(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> str:
    kind = "point" if run.grid.axes else "future"
    which = f"either {kind}" if len(run) == 2 else f"any of the {len(run)} {kind}s"
    needed = [
        one.comparison.delta(one.leader, HEADLINE, against=rival).replications_needed
        for one in standings
        for rival in one.rivals
    ]
    numbers = [number for number in needed if number is not None]
    most = max(numbers, default=0)
    more = f" About {round_up(most):,} replications would probably tell." if 0 < most <= FAR else ""
    inside = "at" if run.grid.axes else "in"
    return (
        f"It cannot be told yet {inside} {which} which strategy serves most of all who "
        f"came in time. {_choice(run, standings, among)}{more}"
    )


def _choice(run: "Compared", standings: Sequence[Standing], among: Sequence[str]) -> str:
    """Return what the choice that risks least loses where it is worst."""
    loss = least_loss(among, standings)
    price = "" if loss.strategy == run.baseline else cost(run.first, loss.strategy)
    if loss.share == 0:
        return f"{named(loss.strategy)} is ahead or level {everywhere(run)} so far, so choosing it risks least{price}."
    return (
        f"Choosing {named(loss.strategy)} everywhere risks least: at worst it loses "
        f"{_lost(run, loss, standings)}{price}."
    )


def _lost(run: "Compared", loss: Loss, standings: Sequence[Standing]) -> str:
    delta = loss.to_leader
    there = next(
        one for one in standings if (one.comparison.future, one.comparison.point) == (delta.future, delta.point)
    )
    size = format_difference(delta.difference, Unit.SHARE, half_width(delta.low, delta.high)).removeprefix("+")
    return f"{size} of served in time against {named(delta.strategy)} ({where(there.comparison, run)})"


def _candidates(among: Sequence[str], standings: Sequence[Standing]) -> list[str]:
    """Return who may be best everywhere as far as can be told."""
    return [name for name in among if all(name in one.ahead for one in standings)]


def _leads(standings: Sequence[Standing]) -> dict[str, list[Standing]]:
    leads: dict[str, list[Standing]] = {}
    for one in standings:
        leads.setdefault(one.leader, []).append(one)
    return leads


def _where(run: "Compared", standings: Sequence[Standing]) -> str:
    return places([one.comparison for one in standings], run)


def _level(one: Standing, name: str) -> float:
    return one.comparison.row(name, HEADLINE).value


def _text(one: Standing, name: str) -> str:
    return format_value(_level(one, name), Unit.SHARE)


def _span(values: Sequence[float], unit: Unit | None) -> str:
    """Return *50.1 % to 60.2 %*, or *1.2 to 3.4 points* for differences; one of them where they look the same."""
    low, high = min(values), max(values)
    texts = [format_value(value, unit) if unit else f"{100 * value:.1f}" for value in (low, high)]
    ends = " to ".join(dict.fromkeys(texts))
    return ends if unit else f"{ends} points"


def _points(difference: float) -> str:
    return format_difference(difference, Unit.SHARE).removeprefix("+")


def _all(names: Sequence[str]) -> str:
    return listed([named(name) for name in names])


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are equally"
