"""Several days: each seen as a scenario of one day, and what is wrong or odd on them.

Demand, checks and warnings are about a day. So a scenario of several days is a row of scenarios of one: the opening
hours, the agents and the campaigns of that day, all times counted from its own 00:00. Where there is only one day and
nothing depends on which, the view is the scenario itself.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.nouns import Campaign, Day, Horizon, Scenario
from simulator.units import DAY_S

_NUMBERS = re.compile(r"[\d.,:]+")
_KEPT_MAX = 16
_KEPT: OrderedDict[int, tuple[Scenario, tuple["View", ...]]] = OrderedDict()


class View(NamedTuple):
    """A day on which the center opens, and the scenario of that day alone."""

    day: Day
    scenario: Scenario


def views(scenario: Scenario) -> tuple[View, ...]:
    """Return the days of ``scenario``, in order; asked again for the very same one, the same, as replications do."""
    name = id(scenario)
    # The scenario is kept as well: as long as it is there, no other one has its number.
    if name not in _KEPT:
        _KEPT[name] = (scenario, tuple(View(day, _on(scenario, day)) for day in scenario.horizon.open_days))
        while len(_KEPT) > _KEPT_MAX:
            _KEPT.popitem(last=False)
    return _KEPT[name][-1]


def _on(scenario: Scenario, day: Day) -> Scenario:
    horizon = scenario.horizon
    groups, sources = dict(scenario.agent_groups), dict(scenario.sources)
    for name, group in groups.items():
        steps = group.agents_of(day.weekday)
        if steps is not group.agents:
            groups[name] = group.model_copy(update={"agents": steps, "agents_on": {}})
    for name, source in sources.items():
        campaigns = _campaigns(source.campaigns, horizon, day)
        if campaigns != source.campaigns:
            sources[name] = source.model_copy(update={"campaigns": campaigns})
    changed = groups != scenario.agent_groups or sources != scenario.sources
    if horizon.days == 1 and not horizon.hours and not changed:
        return scenario
    return scenario.model_copy(update={"horizon": horizon.on(day), "agent_groups": groups, "sources": sources})


def begins(one: Campaign, horizon: Horizon) -> list[int]:
    """Return the days, from 0, on which a campaign begins; a day on which the center is closed may be among them."""
    return [number for number in range(horizon.days) if one.on is None or one.on in horizon.codes_of(number)]


def _campaigns(campaigns: Mapping[str, Campaign], horizon: Horizon, day: Day) -> dict[str, Campaign]:
    """Return the campaigns of a day: those that begin on it, and what earlier ones still bring."""
    found = {}
    for name, one in campaigns.items():
        for number in begins(one, horizon):
            ago = day.number - number
            # Who comes of an earlier one comes from a stream of its own.
            if ago == 0:
                found[name] = one if one.on is None else one.model_copy(update={"on": None})
            elif ago > 0 and number * DAY_S + one.over_s > day.opens_s:
                change = {"on": None, "at_s": one.at_s - ago * DAY_S}
                before = "a day" if ago == 1 else f"{ago} days"
                found[f"{name}, begun {before} before"] = one.model_copy(update=change)
    return found


def on_days(scenario: Scenario, find: Callable[[Scenario], Iterable[Problem]], on_all: bool = False) -> list[Problem]:
    """Return what ``find`` says of the days, each once, and where it is not true of all of them, of which.

    ``on_all`` keeps only what is said of every day, if with other numbers, and tells it as of the first: a part of the
    day that has no effect on Friday may have one on Monday.
    """
    days, known = views(scenario), dict[tuple[object, ...], list[Problem]]()
    told: dict[Problem, tuple[Problem, list[str]]] = {}
    for day, view in days:
        # Fridays of one kind are looked at once.
        kind = (day.weekday, view.horizon.from_s, view.horizon.to_s, *(id(source) for source in view.sources.values()))
        if kind not in known:
            known[kind] = list(dict.fromkeys(find(view)))
        for one in known[kind]:
            key = replace(one, what=_NUMBERS.sub("0", one.what)) if on_all else one
            told.setdefault(key, (one, []))[1].append(day.name)
    return [
        one if len(names) == len(days) else replace(one, where=f"{one.where} (on {_listed(names)})".strip())
        for one, names in told.values()
        if not on_all or len(names) == len(days)
    ]


def _listed(names: list[str]) -> str:
    return f"{names[0]} and {len(names) - 1} more days" if len(names) > 2 else " and ".join(names)
