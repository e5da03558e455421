"""Warnings about three notions of time together: when a center is simulated, when contacts are taken, who is there.

Each may be as it is by itself and still not fit the others; then an analyst would find out from strange waits.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as ByDay
from itertools import pairwise
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.days import course
from simulator.scenario.days.opening import doors_of, hours_on, opening_of, openings, taken_in, within
from simulator.scenario.days.steps import at, changes
from simulator.scenario.days.views import kinds_of_days, views
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.day_names import is_a_date
from simulator.scenario.nouns.hours import Span
from simulator.scenario.sound.open_hours import entries_by_day, entry_path, stated_hours
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import DAY_S

MANY_OUTSIDE = 0.05
"""Of a type's contacts: fewer who come outside its hours are what every center has."""


def hours_warnings(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of hours, demand and staff does not go together; places come from the scenario's ``tree``."""
    return [
        *_without_effect(scenario, tree),
        *_unknown_dates(scenario, tree),
        *_only_outside(scenario, tree),
        *_coming_outside(scenario, tree),
    ]


def _without_effect(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find hours that are wholly outside the center's."""
    center = openings(scenario.horizon)
    for path, hours in stated_hours(scenario):
        spans: dict[str, list[Span]] = {}
        for number, entry in entries_by_day(scenario, hours).items():
            for from_s, to_s in hours_on(hours, scenario.horizon, number):
                spans.setdefault(entry, []).append((number * DAY_S + from_s, number * DAY_S + to_s))
        for entry, mine in spans.items():
            if entry and not any(within((span,), center) for span in mine):
                place = entry_path(tree, path, entry)
                what = "these hours have no effect: the center is closed all that time."
                yield problem(key_mark(tree, *place), dotted(*place), what, "See horizon.")


def _unknown_dates(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find what is for dates of which none is simulated: probably those of another year."""
    days = scenario.horizon.simulated_days
    there = {str(scenario.horizon.date_of(number)) for number in range(days[0].number, scenario.horizon.days)}
    for path, by_day in by_certain_day(scenario):
        dates = [day for day in by_day if is_a_date(day)]
        if dates and there.isdisjoint(dates):
            what = "none of the dates is one that is simulated." if len(dates) > 1 else "this day is not simulated."
            yield problem(key_mark(tree, *path, dates[0]), dotted(*path, dates[0]), what)


def by_certain_day(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], ByDay[str, object]]]:
    """Yield the path of all that is written by weekday and date, and what is."""
    yield ("horizon", "hours"), scenario.horizon.hours
    yield from stated_hours(scenario)
    for name, source in scenario.sources.items():
        yield ("sources", name, "arrivals_on"), source.arrivals_on
    for name, group in scenario.agent_groups.items():
        yield ("agent_groups", name, "agents_on"), group.agents_on


def _only_outside(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find groups that are there only while nothing that they serve is open."""
    days = list(_each_kind(scenario))
    for name, group in scenario.agent_groups.items():
        duty = [(day, span) for day in days for span in _on_duty(day, name)]
        if duty and not any(_open_in(day, span, group.serves) for day, span in duty):
            what = "its agents are on duty only while nothing they serve is open."
            yield problem(key_mark(tree, "agent_groups", name), dotted("agent_groups", name), what, "See hours.")


def _each_kind(scenario: Scenario) -> Iterable[Scenario]:
    kinds = zip(kinds_of_days(scenario), views(scenario), strict=True)
    return {kind: view for kind, (_, view) in kinds}.values()


def _on_duty(day: Scenario, group: str) -> list[Span]:
    agents, horizon = day.agent_groups[group].agents, day.horizon
    times_s = [*changes(horizon, agents), horizon.to_s]
    return [(from_s, to_s) for from_s, to_s in pairwise(times_s) if at(agents, from_s) > 0]


def _open_in(day: Scenario, span: Span, types: Iterable[str]) -> bool:
    found = (opening_of(day, name).stretches for name in types)
    return any(stretches is None or within((span,), stretches) for stretches in found)


class _Doors(NamedTuple):
    """When contacts of a type are taken, by itself or by those to which it redirects, and what becomes of the rest."""

    stretches: tuple[Span, ...] | None
    when_closed: str
    whose: str


def _doors(scenario: Scenario, name: str) -> _Doors:
    doors = doors_of(scenario, name)
    whose = ["its hours", *(f"those of {other}" for other, _ in doors[1:])]
    return _Doors(taken_in(scenario, name), doors[-1][1].when_closed, " and ".join(whose))


class _Coming(NamedTuple):
    """How many contacts of a type are expected, and how many of them outside its hours."""

    all: float
    outside: float
    after_the_last: float
    """Of those outside: after the last hours there are, so that no opening follows."""


def _coming_outside(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for name in scenario.contact_types:
        hours, source = _doors(scenario, name), scenario.contact_types[name].from_
        if (
            not hours.stretches
            or source is None
            or not course.known(scenario, source)
            or hours.when_closed not in ("refuse", "wait")
        ):
            continue
        coming = _coming(scenario, name, source, hours.stretches)
        lost = coming.outside if hours.when_closed == "refuse" else coming.after_the_last
        if not lost > MANY_OUTSIDE * coming.all:
            continue
        about = f"about {lost / coming.all:.0%} of its contacts come"
        if hours.when_closed == "refuse":
            what, hint = (
                f"{about} outside {hours.whose} and are refused.",
                "when_closed says what else could become of them.",
            )
        else:
            what = f"{about} after its last hours: they wait for an opening that is not simulated, and are still open."
            hint = "Simulate more days, or take another when_closed."
        yield problem(key_mark(tree, "contact_types", name), dotted("contact_types", name), what, hint)


def _coming(scenario: Scenario, name: str, source: str, stretches: tuple[Span, ...]) -> _Coming:
    """Return what is expected of a type from its source on all reported days; a day of a kind is worked out once."""
    all_, outside, last = 0.0, 0.0, 0.0
    known: dict[object, tuple[float, float]] = {}
    for kind, (day, view) in zip(kinds_of_days(scenario), views(scenario), strict=True):
        if kind not in known:
            open_ = _doors(view, name).stretches
            mine = _spells(view, source)
            inside = mine if open_ is None else [part for span in mine for part in within((span,), open_)]
            total, taken = (sum(_contacts(view, name, source, *span) for span in spans) for spans in (mine, inside))
            known[kind] = (total, max(total - taken, 0.0))
        total, missed = known[kind]
        all_, outside = all_ + total, outside + missed
        if day.closes_s > stretches[-1][1]:
            begins_s = max(stretches[-1][1] - day.start_s, view.horizon.from_s)
            rest = within(tuple(_spells(view, source)), ((begins_s, view.horizon.to_s),))
            last += sum(_contacts(view, name, source, *span) for span in rest)
    return _Coming(all_, outside, last)


def _spells(day: Scenario, source: str) -> list[Span]:
    """Return the parts of a day in which the mix of a source does not change."""
    mixes = dict.fromkeys(course.mix_changes_s(day, source), 0.0)
    return list(pairwise([*changes(day.horizon, mixes), day.horizon.to_s]))


def _contacts(day: Scenario, name: str, source: str, from_s: float, to_s: float) -> float:
    """Return how many contacts of a type are expected from its source between two times with one mix."""
    return course.cases(day, source, from_s, to_s) * course.share_at(day, source, name, from_s)
