"""Several days: each seen as a scenario of one day, and what is wrong or odd on them.

Demand, checks and warnings are about a day. So a scenario of several days is a row of scenarios of one: the opening
hours, the agents, the arrivals and the campaigns of that day, all times counted from its own 00:00. Where there is only
one day and nothing depends on which, the view is the scenario itself. Days that are alike share what they are made of:
a year asks for no more work than its different days.
"""

import math
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.days.expected_staff import expected_staff, on_day
from simulator.scenario.days.opening import hours_stated, opening_of
from simulator.scenario.days.roster import headcount_of
from simulator.scenario.nouns import AgentGroup, Campaign, Day, Horizon, Scenario, Source
from simulator.units import DAY_S

_NUMBERS = re.compile(r"[\d.,:]+")
_KEPT_MAX = 16


class View(NamedTuple):
    """A day on which the center opens, and the scenario of that day alone."""

    day: Day
    """Of the first day of a warm-up, what is simulated of it; the view is of the whole day."""
    scenario: Scenario


def views(scenario: Scenario) -> tuple[View, ...]:
    """Return the reported days of ``scenario``, in order; asked again for the very same one, the same."""
    return _days_of(scenario).reported


def simulated_views(scenario: Scenario) -> tuple[View, ...]:
    """Return the days of the warm-up, then the reported ones."""
    return _days_of(scenario).simulated


def kinds_of_days(scenario: Scenario) -> tuple[Hashable, ...]:
    """Return for each of the `views` something that is equal where nothing but the date differs."""
    return _days_of(scenario).kinds


def _days_of(scenario: Scenario) -> "_Days":
    name = id(scenario)
    # The scenario is kept as well: as long as it is there, no other one has its number.
    if name not in _KEPT:
        _KEPT[name] = _Days(scenario)
        while len(_KEPT) > _KEPT_MAX:
            _KEPT.popitem(last=False)
    return _KEPT[name]


class _Days:
    """The views of a scenario; what is the same on several days is made once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario, self._horizon = scenario, scenario.horizon
        self._groups: dict[tuple[str, str], AgentGroup] = {}
        self._expected = expected_staff(scenario)
        self._sources: dict[tuple[object, ...], Source] = {}
        numbers = _numbers(scenario.horizon)
        self._begins = {
            name: {one: _on_which(campaign, scenario.horizon, numbers) for one, campaign in source.campaigns.items()}
            for name, source in scenario.sources.items()
        }
        self.simulated = tuple(View(day, self._on(day)) for day in self._horizon.simulated_days)
        self.reported = tuple(view for view in self.simulated if view.day.number >= 0)

    @cached_property
    def kinds(self) -> tuple[Hashable, ...]:
        """Return for each reported day something that is equal where nothing but the date differs."""
        return tuple(self._kind(view) for view in self.reported)

    def _kind(self, view: View) -> Hashable:
        day = view.scenario
        hours = [
            opening_of(day, name).stretches
            for name, one in day.contact_types.items()
            # Where names do not fit together that is told elsewhere.
            if one.channel in day.channels and hours_stated(one, day.channels[one.channel]) is not None
        ]
        nouns = (*day.sources.values(), *day.agent_groups.values())
        return (view.day.weekday, day.horizon.from_s, day.horizon.to_s, *(id(one) for one in nouns), *hours)

    def _on(self, day: Day) -> Scenario:
        scenario, horizon = self._scenario, self._horizon
        whole = horizon.day(day.number)
        assert whole is not None, "it opens on this day"
        groups = {name: self._group(name, group, whole) for name, group in scenario.agent_groups.items()}
        sources = {name: self._source(name, source, whole) for name, source in scenario.sources.items()}
        same = all(one is scenario.agent_groups[name] for name, one in groups.items())
        same = same and all(one is scenario.sources[name] for name, one in sources.items())
        if same and horizon.days == 1 and not (horizon.hours or horizon.warm_up_s or horizon.run_on_s is not None):
            return scenario
        return scenario.model_copy(update={"horizon": horizon.on(whole), "agent_groups": groups, "sources": sources})

    def _group(self, name: str, group: AgentGroup, day: Day) -> AgentGroup:
        if group.shifts is not None or name in self._expected:
            return self._by_person(name, group, day)
        named = group.named_on(day)
        if named is None:
            return group
        if (name, named) not in self._groups:
            change = {"agents": group.agents_on[named], "agents_on": {}}
            self._groups[name, named] = group.model_copy(update=change)
        return self._groups[name, named]

    def _by_person(self, name: str, group: AgentGroup, day: Day) -> AgentGroup:
        """Return a group with the headcount that its people come to on a day, and those expected on duty of them."""
        by_shift = group.shifts is not None
        agents = headcount_of(self._scenario, name, day) if by_shift else group.agents_of(day)
        there = on_day(self._expected[name], day) if name in self._expected else None
        # The name of its steps is no day's; days on which as many are there share one group.
        key = (name, f"{agents} {there}")
        if key not in self._groups:
            self._groups[key] = group.with_expected(agents, there)
        return self._groups[key]

    def _source(self, name: str, source: Source, day: Day) -> Source:
        """Return a source with the arrivals of a day, and the campaigns that begin on it or still bring somebody."""
        opens_s = day.opens_s - day.start_s
        there = tuple(
            (campaign, ago)
            for campaign, begins in self._begins[name].items()
            for ago in range(math.ceil(source.campaigns[campaign].over_s / DAY_S), -1, -1)
            if day.number - ago in begins and (ago == 0 or source.campaigns[campaign].over_s - ago * DAY_S > opens_s)
        )
        key = (name, source.named_on(day), source.dated_on(day), there)
        if key not in self._sources:
            campaigns = dict(_seen_later(source.campaigns[campaign], campaign, ago) for campaign, ago in there)
            self._sources[key] = source.on(day, campaigns)
        return self._sources[key]


_KEPT: OrderedDict[int, _Days] = OrderedDict()


def begins(one: Campaign, horizon: Horizon) -> list[int]:
    """Return the simulated days on which a campaign begins; one on which the center is closed may be among them."""
    return sorted(_on_which(one, horizon, _numbers(horizon)))


def _numbers(horizon: Horizon) -> range:
    """Return the numbers of the simulated days, of those on which the center is closed, too."""
    return range(math.floor(horizon.starts_s / DAY_S) if horizon.warm_up_s else 0, horizon.days)


def _on_which(one: Campaign, horizon: Horizon, numbers: Iterable[int]) -> frozenset[int]:
    return frozenset(number for number in numbers if one.on is None or one.on in horizon.codes_of(number))


def _seen_later(one: Campaign, name: str, ago: int) -> tuple[str, Campaign]:
    """Return the name and the course of a campaign on the day it begins, or so many days later."""
    if ago == 0:
        return name, one if one.on is None else one.model_copy(update={"on": None})
    # Who comes of an earlier one comes from a stream of its own.
    before = "a day" if ago == 1 else f"{ago} days"
    return f"{name}, begun {before} before", one.model_copy(update={"on": None, "at_s": one.at_s - ago * DAY_S})


def on_days(
    scenario: Scenario,
    find: Callable[[Scenario], Iterable[Problem]],
    on_all: bool = False,
    of: Callable[[Day], bool] = lambda day: True,
) -> list[Problem]:
    """Return what ``find`` says of the days, each once, and where it is not true of all of them, of which.

    ``on_all`` keeps only what is said of every day, if with other numbers, and tells it as of the first: a part of the
    day that has no effect on Friday may have one on Monday. Only days ``of`` a kind count.
    """
    known, found = dict[Hashable, list[Problem]](), []
    for (day, view), kind in zip(views(scenario), kinds_of_days(scenario), strict=True):
        if not of(day):
            continue
        # Fridays of one kind are looked at once.
        if kind not in known:
            known[kind] = list(find(view))
        found.append((day, known[kind]))
    return told_of_days(found, on_all)


def told_of_days(days: Sequence[tuple[Day, Iterable[Problem]]], on_all: bool = False) -> list[Problem]:
    """Return what was found on all reported ``days``, each once, with the days where it is not true of all of them."""
    told: dict[Problem, tuple[Problem, list[str]]] = {}
    for day, found in days:
        for one in dict.fromkeys(found):
            key = replace(one, what=_NUMBERS.sub("0", one.what)) if on_all else one
            told.setdefault(key, (one, []))[1].append(day.name)
    return [
        one if len(names) == len(days) else replace(one, where=f"{one.where} (on {_listed(names)})".strip())
        for one, names in told.values()
        if not on_all or len(names) == len(days)
    ]


def _listed(names: list[str]) -> str:
    return f"{names[0]} and {len(names) - 1} more days" if len(names) > 2 else " and ".join(names)
