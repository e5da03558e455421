"""Warnings about hours and dates that have no effect, because the center is closed then or the day is not simulated.

Each may be as it is by itself and still not fit what is simulated. How many come while their type is closed, and who is
there only then, is a matter of work and looked at in `work/odd.py`.
"""

from collections.abc import Iterator
from collections.abc import Mapping as ByDay

from simulator.errors import Problem
from simulator.scenario.days.opening import hours_on, openings, within
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.day_names import is_a_date
from simulator.scenario.nouns.hours import Span
from simulator.scenario.sound.open_hours import entries_by_day, entry_path, stated_hours
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import DAY_S


def hours_warnings(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the hours and dates that have no effect; places come from the scenario's ``tree``."""
    return [
        *_without_effect(scenario, tree),
        *_unknown_dates(scenario, tree),
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
            what = "none of these dates is simulated." if len(dates) > 1 else "this day is not simulated."
            yield problem(key_mark(tree, *path, dates[0]), dotted(*path, dates[0]), what)


def by_certain_day(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], ByDay[str, object]]]:
    """Yield the path of all that is written by weekday and date, and what is."""
    yield ("horizon", "hours"), scenario.horizon.hours
    yield from stated_hours(scenario)
    for name, source in scenario.sources.items():
        yield ("sources", name, "arrivals", "weekday"), source.arrivals.weekday
        yield ("sources", name, "arrivals_on"), source.arrivals_on
    for name, group in scenario.agent_groups.items():
        yield ("agent_groups", name, "agents_on"), group.agents_on
