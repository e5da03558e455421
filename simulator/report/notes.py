"""What a reader of a comparison must be told beside the numbers, so that nobody is misled by them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, Unit
from simulator.report.numbers import format_value, listed
from simulator.report.sentence import named
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.comparison import Comparison

_LEFT_OUT = ("blocked", "cleared", "still_open")
"""Who is in *all who came* but not in the denominator of a service level."""
_WORTH_SAYING = 1.5
"""A gain from the same customers below this is not worth a line."""


def notes(comparison: "Comparison") -> Iterator[str]:
    """Yield the notes: customers that differ, denominators that differ, what pairing gained."""
    yield from _customers(comparison)
    yield from _denominators(comparison)
    yield from _gain(comparison)


def _customers(comparison: "Comparison") -> Iterator[str]:
    if comparison.customers_differ:
        names = listed([named(name) for name in comparison.customers_differ])
        yield (
            f"Customers differ: {names} changed who comes, so the difference to {named(comparison.baseline)} is not "
            "the work of the center alone."
        )


def _denominators(comparison: "Comparison") -> Iterator[str]:
    """Yield a note for each kind of contact that a service level leaves out in one strategy more than in another."""
    for measure in _LEFT_OUT:
        per_day = {name: comparison.per_day(name, measure) for name in comparison.strategies}
        usual = per_day[comparison.baseline]
        unusual = [name for name, count in per_day.items() if count != usual]
        if unusual:
            counts = [f"{_contacts(per_day[name])} in {named(name)}" for name in (comparison.baseline, *unusual)]
            yield (
                f"Service levels are not of the same contacts: {measure.replace('_', ' ')} a day were "
                f"{listed(counts)}. Served in time counts all who came."
            )


def _contacts(count: float) -> str:
    return format_value(count, Unit.CONTACTS)


def _gain(comparison: "Comparison") -> Iterator[str]:
    deltas = [comparison.delta(name, HEADLINE) for name in comparison.others]
    gains = [delta.gain for delta in deltas if delta.verdict is not Verdict.SAME and delta.gain >= _WORTH_SAYING]
    if gains:
        low, high = (f"{gain:.1f}" if gain < 10 else f"{gain:,.0f}" for gain in (min(gains), max(gains)))
        span = low if low == high else f"{low} to {high}"
        yield (
            f"The same customers met every strategy: as telling as {span} times as many replications with different "
            "ones would be."
        )
