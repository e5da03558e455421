"""Who is not ranked with the rest, said in words with numbers: other customers, a condition of the goal."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from simulator.catalogue import HEADLINE, Unit
from simulator.report.words.numbers import format_row, format_value, listed
from simulator.report.words.parts import has_part, parts
from simulator.report.words.phrases import named
from simulator.report.words.places import places, where

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.standing import Bound, Standing

SHOWN = 3
"""So many strategies are told apart in a sentence; more are counted."""
PARTS = 4
"""So many parts of a center are told one by one."""
_SOME = 0.005
"""A smaller difference of customers, as a share, is not worth a number."""


class _Change(NamedTuple):
    """How many come of something: with the strategy, and with the baseline."""

    of: str
    here: float
    there: float

    @property
    def by(self) -> float:
        return self.here - self.there


def apart_said(comparison: "Comparison") -> Iterator[str]:
    """Yield a sentence for each strategy whose customers differ: how, and what it is at with them."""
    names = comparison.customers_differ
    yield from (_apart(comparison, name) for name in names[:SHOWN])
    yield from _more(len(names))


def apart_across(run: "Compared") -> Iterator[str]:
    """Yield the same of several places, each strategy as it is in the first place where its customers differ."""
    first: dict[str, Comparison] = {}
    for one in run:
        for name in one.customers_differ:
            first.setdefault(name, one)
    for name, one in list(first.items())[:SHOWN]:
        yield _apart(one, name, f" {where(one, run)}")
    yield from _more(len(first))


def _apart(comparison: "Comparison", name: str, place: str = "") -> str:
    change = _change(comparison, name)
    them = _level(comparison, name, change.of)
    ends = f"; it serves {them} of {'them' if _some(change) else 'its own'} in time" if them else ""
    split = [part for part in parts(comparison) if has_part(comparison, name, part)]
    if 1 < len(split) <= PARTS:
        told = [f"{_level(comparison, name, part.of)} of {part.label}" for part in split]
        ends = f"; it serves {listed(told)} in time"
    return f"{named(name)} has {_customers(comparison, change)}{place}, so it is not ranked with the rest{ends}."


def _more(strategies: int) -> Iterator[str]:
    if strategies > SHOWN:
        yield f"{strategies - SHOWN} more have other customers, too."


def nobody_compared(comparison: "Comparison") -> str:
    """Return the sentence for a comparison in which all but the baseline have other customers."""
    only = comparison.others[0] if len(comparison.others) == 1 else ""
    who = f"{named(only)} has" if only else "all others have"
    return f"No strategy can be called best: {who} other customers than {named(comparison.baseline)}."


def barred_said(found: "Standing") -> str:
    """Return who breaks which condition of the goal, as a sentence; nothing where nobody does."""
    return _sentence(
        [f"{named(one.outcome.strategy)} is {_beyond(one)} {_amounts(found, one)}" for one in found.broken]
    )


def barred_across(run: "Compared", standings: "Sequence[Standing]") -> str:
    """Return the same over several places: where each is, and how much at worst."""
    found: dict[tuple[str, str], list[tuple[Standing, Bound]]] = {}
    for one in standings:
        for bound in one.broken:
            found.setdefault((bound.outcome.strategy, bound.condition), []).append((one, bound))
    told = []
    for (name, _), there in found.items():
        one, worst = max(there, key=lambda each: abs(each[1].outcome.value - each[1].outcome.check.limit))
        everywhere = len(there) == len(run)
        place = "" if everywhere else f" {places([each.comparison for each, _ in there], run)}"
        at_worst = "at worst " if len(there) > 1 else ""
        told.append(f"{named(name)} is {_beyond(worst)}{place} {_amounts(one, worst, at_worst)}")
    return _sentence(told)


def doubted_said(found: "Standing") -> str:
    """Return of whom it cannot be told yet whether they keep a condition, of those that may be best."""
    open_ = [one for one in found.undecided if one.outcome.strategy in found.ahead]
    if not open_:
        return ""
    told = [f"whether {named(one.outcome.strategy)} is {_beyond(one)} {_amounts(found, one)}" for one in open_[:SHOWN]]
    return f"It is undecided {listed(told)}."


def _sentence(told: Sequence[str]) -> str:
    if not told:
        return ""
    more = f"; {len(told) - SHOWN} more break a condition" if len(told) > SHOWN else ""
    return f"{listed(told[:SHOWN])}{more}."


def _beyond(bound: "Bound") -> str:
    return f"{'over' if bound.outcome.check.comparison.startswith('<') else 'below'} {bound.condition}"


def _amounts(found: "Standing", bound: "Bound", start: str = "") -> str:
    """Return the value and its limit: *(9,420 EUR, limit 9,000)*."""
    outcome = bound.outcome
    if math.isnan(outcome.value):
        return f"({outcome.reason})"
    unit = outcome.check.unit
    low, high = (outcome.low, outcome.high) if bound in found.undecided else (math.nan, math.nan)
    limit = _stated(outcome.check.limit, unit)
    value = format_row(outcome.value, low, high, unit, outcome.check.limit, outcome.enough)
    currency = found.comparison.scenarios[outcome.strategy].currency if unit is Unit.MONEY else None
    return f"({start}{value}{f' {currency}' if currency else ''}, limit {limit})"


def _stated(limit: float, unit: Unit) -> str:
    """Return a limit with the digits it was stated with: 6440.5 is not 6,440."""
    if unit is Unit.SECONDS:
        return format_value(limit, unit)
    return f"{limit * 100:.10g} %" if unit is Unit.SHARE else f"{limit:,.10g}"


def _change(comparison: "Comparison", name: str) -> _Change:
    """Return what changed most: everything where all channels did, else a channel; a type where it alone did."""
    channels = [one for one in _changes(comparison, name, "channel") if _some(one)]
    everything = _Change("all", *_arrived(comparison, name, "all"))
    if len(channels) == len(_changes(comparison, name, "channel")) or not channels:
        types = _changes(comparison, name, "type")
        some = [one for one in types if _some(one)]
        return some[0] if len(some) == 1 < len(types) else everything
    return max(channels, key=lambda one: abs(one.by))


def _changes(comparison: "Comparison", name: str, kind: str) -> list[_Change]:
    cells = {
        cell.of: None
        for each in (comparison.baseline, name)
        for cell in comparison.stacks[each].cells
        if cell.kind == kind and cell.interval is None
    }
    return [_Change(of, *_arrived(comparison, name, of)) for of in cells]


def _arrived(comparison: "Comparison", name: str, of: str) -> tuple[float, float]:
    """Return how many come with the strategy and with the baseline; nobody where it is not there."""
    here, there = (
        comparison.row(each, "arrived", of).value if _known(comparison, each, of) else 0.0
        for each in (name, comparison.baseline)
    )
    return here, there


def _known(comparison: "Comparison", name: str, of: str) -> bool:
    return any(cell.of == of and cell.interval is None for cell in comparison.stacks[name].cells)


def _some(change: _Change) -> bool:
    return abs(change.by) > _SOME * max(change.here, change.there)


def _customers(comparison: "Comparison", change: _Change) -> str:
    """Return *40 % fewer contacts on chat (2,310 instead of 3,850 a day)*."""
    kind, _, name = change.of.partition(":")
    of = {"all": "", "channel": f" on {name}", "type": f" of {name}"}[kind]
    here, there = (format_value(count, Unit.CONTACTS) for count in (change.here, change.there))
    if not _some(change):
        return f"other customers, about as many ({here} contacts {comparison.period})"
    if change.there == 0:
        return f"{here} contacts{of} {comparison.period} that {named(comparison.baseline)} does not have"
    share = abs(change.by) / change.there
    more = "more" if change.by > 0 else "fewer"
    percent = f"{100 * share:.{0 if share >= 0.1 else 1}f} %"
    return f"{percent} {more} contacts{of} ({here} instead of {there} {comparison.period})"


def _level(comparison: "Comparison", name: str, of: str) -> str:
    if not _known(comparison, name, of):
        return ""
    value = comparison.row(name, HEADLINE, of).value
    return "" if math.isnan(value) else format_value(value, Unit.SHARE)
