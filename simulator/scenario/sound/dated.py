"""Checks of what depends on which day it is: the day must be known, and must be among those that are simulated."""

from collections.abc import Iterator
from collections.abc import Mapping as ByName

from simulator.errors import Problem
from simulator.scenario.days.views import View, begins, views
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.nouns.breaks import Break
from simulator.scenario.nouns.day_names import is_a_date
from simulator.scenario.nouns.hours import EVERY_DAY
from simulator.scenario.sound.money import days_of_supplements
from simulator.scenario.sound.open_hours import stated_hours
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_time_of_day as clock
from simulator.units import is_date, is_weekday

_NO_WEEKDAY = "the horizon has no weekday."
_GIVE_WEEKDAY = "Give it a weekday or a date."
_NO_DATE = "the horizon has no date."
_GIVE_DATE = "Give it a date."


def unknown_days(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is for some days of a horizon that does not say which they are."""
    horizon, wrong = scenario.horizon, []
    for path, names in _by_day(scenario):
        if horizon.first_weekday is None and not all(is_a_date(name) for name in names):
            wrong.append(problem(key_mark(tree, *path), dotted(*path), _NO_WEEKDAY, _GIVE_WEEKDAY))
        dates = [name for name in names if is_a_date(name)]
        if horizon.date is None and dates:
            place = (*path, dates[0])
            wrong.append(problem(key_mark(tree, *place), dotted(*place), _NO_DATE, _GIVE_DATE))
    for path, day in _days_of_campaigns(scenario):
        if is_weekday(day) and horizon.first_weekday is None:
            wrong.append(problem(value_mark(tree, *path), dotted(*path), _NO_WEEKDAY, _GIVE_WEEKDAY))
        if is_date(day) and horizon.date is None:
            wrong.append(problem(value_mark(tree, *path), dotted(*path), _NO_DATE, _GIVE_DATE))
    return wrong


def _by_day(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Yield the path of all that is for some days, and the weekdays and dates that it names."""
    for name, source in scenario.sources.items():
        if source.arrivals.weekday:
            yield ("sources", name, "arrivals", "weekday"), [str(day) for day in source.arrivals.weekday]
        if source.arrivals_on:
            yield ("sources", name, "arrivals_on"), list(source.arrivals_on)
    for path, hours in stated_hours(scenario):
        if names := [day for day in hours if day != EVERY_DAY]:
            yield path, names
    for name, group in scenario.agent_groups.items():
        if group.agents_on:
            yield ("agent_groups", name, "agents_on"), list(group.agents_on)
        yield from days_of_shifts(name, group)
    yield from days_of_supplements(scenario)


def days_of_shifts(name: str, group: AgentGroup) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Yield the same of the shifts of a group."""
    at = ("agent_groups", name)
    yield from _days_of_breaks((*at, "breaks"), group.breaks)
    for called, shift in (group.shifts or {}).items():
        if shift.on is not None:
            yield (*at, "shifts", called, "on"), list(shift.on)
        if shift.agents_on:
            yield (*at, "shifts", called, "agents_on"), list(shift.agents_on)
        if shift.people_on:
            yield (*at, "shifts", called, "people_on"), list(shift.people_on)
        yield from _days_of_breaks((*at, "shifts", called, "breaks"), shift.breaks)


def _days_of_breaks(path: tuple[str, ...], breaks: ByName[str, Break]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for name, one in breaks.items():
        if one.on is not None:
            yield (*path, name, "on"), list(one.on)


def _days_of_campaigns(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], int]]:
    for name, source in scenario.sources.items():
        for campaign, one in source.campaigns.items():
            if one.on is not None:
                yield ("sources", name, "campaigns", campaign, "on"), one.on


def depends_on_the_day(scenario: Scenario) -> Iterator[bool]:
    """Yield, for all that could, whether it depends on which day of the week, or which date, it is."""
    yield bool(scenario.horizon.hours)
    yield from (True for _ in _by_day(scenario))
    yield from (is_weekday(day) or is_date(day) for _, day in _days_of_campaigns(scenario))
    for source in scenario.sources.values():
        file = source.arrivals.recorded or source.arrivals.counts
        yield file is not None and file.day is not None


def campaigns_outside(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find the campaigns that bring nobody, because the center is closed or the day is another."""
    days = views(scenario)
    for name, source in scenario.sources.items():
        for campaign, one in source.campaigns.items():
            if not begins(one, scenario.horizon):
                reason = "none of the simulated days is the one on which it begins"
            elif any(_comes(view, name, campaign) for view in days):
                continue
            elif len(days) > 1:
                reason = "it begins while the center is closed and is over before it opens"
            elif one.at_s >= (to_s := days[0].scenario.horizon.to_s):
                reason = f"the center closes at {clock(to_s)}"
            else:
                reason = f"it is over when the center opens at {clock(days[0].scenario.horizon.from_s)}"
            path = ("sources", name, "campaigns", campaign)
            yield problem(key_mark(tree, *path), dotted(*path), f"the campaign brings no contacts: {reason}.")


def _comes(view: View, source: str, campaign: str) -> bool:
    """Return whether a campaign, or what is left of an earlier one, falls into the opening hours of a day."""
    horizon, campaigns = view.scenario.horizon, view.scenario.sources[source].campaigns
    return any(
        one.at_s < horizon.to_s and one.over_s > horizon.from_s
        for name, one in campaigns.items()
        if name.partition(",")[0] == campaign
    )
