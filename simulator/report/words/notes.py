"""What a reader of a comparison must be told beside the numbers, so that nobody is misled by them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.comparing import customers_of
from simulator.metrics.cells import Cell
from simulator.report.words.before_and_after import stop_said
from simulator.report.words.moved import moved_said
from simulator.report.words.numbers import format_value, listed
from simulator.report.words.parts import has_part, parts
from simulator.report.words.phrases import named
from simulator.report.words.signs import UNEVEN
from simulator.scenario.days.opening import opening_of
from simulator.scenario.rules.hours_changed import closed_by_rules
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Scenario

_LEFT_OUT = ("blocked", "refused", "cleared", "voicemail")
"""Who is in *all who came* but not in the denominator of a service level."""
_LEFT_OUT_WORDS = {
    "blocked": "blocked contacts",
    "refused": "refused contacts",
    "cleared": "contacts sent away at closing",
    "voicemail": "voicemails",
}
_MANY_LEFT_OUT = 0.01
"""A smaller share of those who came makes no other service level."""
_WORTH_SAYING = 1.5
"""A gain from the same customers below this is not worth a line."""


def notes(comparison: "Comparison") -> Iterator[str]:
    """Yield the notes: customers that differ, denominators that differ, what pairing gained."""
    yield from _customers(comparison.baseline, comparison.customers_differ)
    yield from _denominators(comparison)
    yield from left_out(comparison)
    yield from counted_once([comparison])
    yield from undecided([comparison])
    yield from _gain([comparison])


def _same_along(run: "Compared") -> Iterator[str]:
    """Yield which strategies a setting of the grid does not change, because they have nothing at its path."""
    there = {(one.future, one.point): one for one in run}
    for place, axis in enumerate(run.grid.axes):
        pairs = [(one, other) for one, other in run.grid.neighbours() if one[place] != other[place]]
        moved = {
            name
            for name in run.strategies
            for future in run.futures
            for one, other in pairs
            if there[future, one].scenarios[name] != there[future, other].scenarios[name]
        }
        same = [named(name) for name in run.strategies if name not in moved]
        if same and moved:
            are, have = "is" if len(same) == 1 else "are", "has" if len(moved) == 1 else "have"
            others = listed([named(name) for name in run.strategies if name in moved])
            yield f"{listed(same)} {are} the same whatever {axis.path} is: only {others} {have} it."


def notes_across(run: "Compared") -> Iterator[str]:
    """Yield the notes on several futures or points, each once however many it is true of."""
    differ = {name for one in run for name in one.customers_differ}
    yield from _customers(run.baseline, tuple(name for name in run.strategies if name in differ))
    if _demand_varies(run):
        yield "The grid changes demand: points differ in their customers, not only in how the center works."
    yield from _same_along(run)
    for measure in _LEFT_OUT:
        differs = any(measure in uneven(one) for one in run)
        along = {round(one.per_day(run.baseline, measure), 1) for one in run} if run.grid.axes else set()
        if differs or len(along) > 1:
            counts = [count for one in run for count in (one.per_day(name, measure) for name in one.strategies)]
            yield (
                f"Service levels do not cover the same contacts: they leave out {_LEFT_OUT_WORDS[measure]}, "
                f"{_contacts(min(counts))} to {_contacts(max(counts))} {run.first.period}. Served in time counts all "
                "contacts."
            )
    yield from counted_once(list(run))
    yield from undecided(list(run))
    if run.others:
        yield from _gain(list(run))


def _demand_varies(run: "Compared") -> bool:
    """Return whether the points of the grid have other customers than the first one, in the same future."""
    return any(
        customers_of(one.scenarios[run.baseline]) != customers_of(before.scenarios[run.baseline])
        for one, before in run.steps()
    )


def _customers(baseline: str, differ: Sequence[str]) -> Iterator[str]:
    if differ:
        names = listed([named(name) for name in differ])
        yield (
            f"Customers differ: {names} changed which customers arrive or when, so the difference to {named(baseline)} "
            "is not due to the center alone."
        )


def uneven(comparison: "Comparison", of: str = "all") -> Iterator[str]:
    """Yield what a service level leaves out in one strategy more than in another, to a tenth of a contact a day."""
    known = [name for name in comparison.strategies if Cell(of, None) in comparison.stacks[name].cells]
    for measure in _LEFT_OUT:
        counts = {round(comparison.row(name, measure, of).value, 1) for name in known}
        if len(counts) > 1:
            yield measure


def _denominators(comparison: "Comparison") -> Iterator[str]:
    """Yield a note for each kind of contact that a service level leaves out in one strategy more than in another."""
    for measure in uneven(comparison):
        shown = {name: _contacts(comparison.per_day(name, measure)) for name in comparison.strategies}
        usual = shown[comparison.baseline]
        unusual = [name for name, count in shown.items() if count != usual]
        counts = [f"{shown[name]} in {named(name)}" for name in (comparison.baseline, *unusual)]
        yield (
            f"{UNEVEN} Service levels do not cover the same contacts: they leave out {_LEFT_OUT_WORDS[measure]}, "
            f"{listed(counts)} {comparison.period}. Served in time counts all contacts."
        )


def left_out(comparison: "Comparison") -> Iterator[str]:
    """Yield who is in no service level although they came, where these are as many with every strategy.

    A target is met without them: of mails that are sent away at closing none is late.
    """
    name, differ = comparison.baseline, set(uneven(comparison))
    for measure, words in _LEFT_OUT_WORDS.items():
        counts = {
            part.label: comparison.row(name, measure, part.of).value
            for part in parts(comparison)
            if has_part(comparison, name, part)
            and comparison.row(name, measure, part.of).value
            > _MANY_LEFT_OUT * comparison.row(name, "arrived", part.of).value
        }
        if counts and measure not in differ:
            shown = listed([f"{label} {_contacts(count)}".strip() for label, count in counts.items()])
            yield (
                f"Service level and its target leave out {words} ({shown} {comparison.period}). Served in time counts "
                "all contacts."
            )


def undecided(comparisons: "Sequence[Comparison]") -> Iterator[str]:
    """Yield how many were still open when a run was stopped, and how many of them too young to be late."""
    horizon = comparisons[0].scenarios[comparisons[0].baseline].horizon
    stops = stop_said(horizon)
    if stops and (how_many := _how_many(comparisons, "still_open")):
        yield f"Still open: {how_many} had not ended when the run stopped, {stops}; none of them has abandoned."
    if how_many := _how_many(comparisons, "not_yet_decided"):
        when = "when the run stopped" if stops else "at closing"
        outside = any(_wait_outside(scenario) for one in comparisons for scenario in one.scenarios.values())
        waited = "waited outside or had waited for less" if outside else "had waited for less"
        yield (
            f"Not yet decided: {how_many} were still open {when} and {waited} than their target; they count neither "
            f"as in time nor as late."
        )


def _wait_outside(scenario: "Scenario") -> bool:
    """Return whether contacts of some type wait outside its hours until it opens."""
    closed = closed_by_rules(scenario)
    hours = {name: opening_of(scenario, name) for name in scenario.contact_types}
    # Who comes again may come while the center itself is closed.
    return any(
        (one.stretches is not None or name in closed or scenario.follow_ups) and one.when_closed == "wait"
        for name, one in hours.items()
    )


def _how_many(comparisons: "Sequence[Comparison]", measure: str, what: str = "contacts") -> str:
    """Return how many there are of a measure, from the fewest to the most with any strategy; empty of none at all."""
    counts = [one.per_day(name, measure) for one in comparisons for name in one.strategies]
    if max(counts) <= 0:
        return ""
    low, high = _contacts(min(counts)), _contacts(max(counts))
    return f"{high if low == high else f'{low} to {high}'} {what} {comparisons[0].period}"


def counted_once(comparisons: "Sequence[Comparison]") -> Iterator[str]:
    """Yield what counts once although there is more than one contact of it: who was moved, and who came again."""
    yield from moved_said(*comparisons)
    again = [
        one.per_day(name, "arrived") - one.per_day(name, "cases") for one in comparisons for name in one.strategies
    ]
    if max(again) > 0:
        yield (
            "Served in time counts each case once, by its first request for an agent; later contacts do not change "
            "it. The other rows count every contact."
        )
    how_many = _how_many(comparisons, "would_come_again", "cases")
    if how_many and not how_many.startswith("0.0 "):
        yield (
            f"Would come again: the customers of {how_many} would come again after the end of the run; the outcome "
            f"of these cases is unknown, and shares of solved cases leave them out."
        )


def _contacts(count: float) -> str:
    return format_value(count, Unit.CONTACTS)


def _gain(comparisons: "Sequence[Comparison]") -> Iterator[str]:
    differ = {name for one in comparisons for name in one.customers_differ}
    same = [name for name in comparisons[0].others if name not in differ]
    deltas = [one.goal_delta(name) for one in comparisons for name in same]
    gains = [delta.gain for delta in deltas if delta.verdict is not Verdict.SAME and delta.gain >= _WORTH_SAYING]
    if gains:
        low, high = (f"{gain:.1f}" if gain < 10 else f"{gain:,.0f}" for gain in (min(gains), max(gains)))
        span = low if low == high else f"{low} to {high}"
        who = [name for name in comparisons[0].strategies if name not in differ]
        everybody = listed([named(name) for name in who]) if differ else "All strategies"
        yield (
            f"{everybody} faced the same customers, which makes this run as precise as {span} times as many "
            "independent replications."
        )
