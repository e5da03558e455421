"""What a plan asks people to work, and what it costs: expected by the roster, nothing drawn and nothing simulated.

Paid are the hours on the plan without unpaid breaks and without the share of unpaid absence; who is absent with pay is
paid as if they came, and what the plan has deducted already (`agents_are`) is paid on top. A break that may begin at
several times is spread evenly over them; one that comes again and again is had as often as it fits into a part of a
shift when nobody is ever busy. Overtime is on no plan.
"""

from collections.abc import Iterator
from math import inf, nan
from typing import NamedTuple

import numpy as np

from simulator.scenario.days.breaks_placed import Begins, TimeOff
from simulator.scenario.days.breaks_planned import breaks_in, placed_in
from simulator.scenario.days.in_teams import InTeams
from simulator.scenario.days.paying import CostFactors, Floats, factors_of, hours_of, running_in
from simulator.scenario.days.roster import is_known_one_by_one, roster_of
from simulator.scenario.days.wages import cost_of_counted, cost_of_somebody
from simulator.scenario.days.worked_shifts import WorkedShift
from simulator.scenario.nouns import Cost, Scenario
from simulator.scenario.nouns.hours import Span
from simulator.scenario.rules.chain import chain_of
from simulator.units import HOUR_S

_PLACES = 24
"""At so many times a break may begin of which only the window is known."""


class PlannedHours(NamedTuple):
    """The hours of all agents in the time that is reported, and what they cost."""

    scheduled: float
    """On the plan, breaks included."""
    paid: float
    cost: float
    """NaN where it is not known of everybody; that of time on call included, as if nobody were called."""


class _Stretch(NamedTuple):
    """Time that is paid, or below 0 taken away, ``weight`` times."""

    from_s: float
    to_s: float
    weight: float
    scheduled: float = 0.0
    """How often it counts as scheduled."""


def planned_hours(scenario: Scenario) -> PlannedHours:
    """Return the hours that ``scenario`` plans, and what they cost."""
    by_cost: dict[CostFactors | None, list[_Stretch]] = {}
    for cost, stretch in (*_of_people(scenario), *_of_headcounts(scenario)):
        by_cost.setdefault(None if cost is None else factors_of(cost), []).append(stretch)
    scheduled = paid = money = 0.0
    for factors, stretches in by_cost.items():
        from_s, to_s, weight, times = np.array(stretches).T
        from_s = np.maximum(from_s, scenario.horizon.open_days[0].opens_s)
        length_s = np.maximum(to_s - from_s, 0.0)
        scheduled += float((length_s * times).sum()) / HOUR_S
        paid += float((length_s * weight).sum()) / HOUR_S
        money += nan if factors is None else _money(scenario, factors, from_s, np.maximum(to_s, from_s), weight)
    money += sum(hours * one.on_call * per_hour for one, hours, per_hour in _on_call(scenario) if one.on_call)
    return PlannedHours(scheduled, paid, money if scenario.currency else nan)


def hours_on_call(scenario: Scenario) -> float:
    """Return the hours on call in ``scenario``, without those of the absent, as if nobody were called."""
    return sum(hours for _, hours, _ in _on_call(scenario))


def has_people(scenario: Scenario) -> bool:
    """Return whether what is paid is more than who is there: of people known one by one, or of a plan that says so."""
    return any(
        is_known_one_by_one(group) or chain_of(group).paid_times != 1.0 for group in scenario.agent_groups.values()
    )


def _money(scenario: Scenario, factors: CostFactors, from_s: Floats, to_s: Floats, weight: Floats) -> float:
    seconds = to_s - from_s
    for one, more in factors.supplements:
        clock = running_in(np.array(hours_of(scenario, one), dtype=np.float64).reshape(-1, 2))
        seconds = seconds + (clock(to_s) - clock(from_s)) * more
    return float((seconds * weight).sum()) * factors.per_hour / HOUR_S


def _of_people(scenario: Scenario) -> Iterator[tuple[Cost | None, _Stretch]]:
    members = InTeams(scenario)
    for one in roster_of(scenario).planned:
        cost, chain = _cost(scenario, members, one), chain_of(scenario.agent_groups[one.group])
        absence = chain.absence
        paid = chain.paid_times * (1.0 if absence is None or absence.paid else 1.0 - absence.share)
        yield from ((cost, _Stretch(*part, paid, 1.0)) for part in one.parts)
        for off in one.offs:
            if not off.one.paid:
                yield from ((cost, each) for part in one.parts for each in _taken(one, part, off, paid * off.one.share))


def _cost(scenario: Scenario, members: InTeams, one: WorkedShift) -> Cost | None:
    own = cost_of_somebody(scenario, one.group, one.who, members.team_of(one.who))
    return own or scenario.agent_groups[one.group].cost


def _on_call(scenario: Scenario) -> Iterator[tuple[WorkedShift, float, float]]:
    """Yield the shifts on call, their hours without those of the absent, and what an hour at work costs."""
    members, from_s = InTeams(scenario), scenario.horizon.open_days[0].opens_s
    for one in roster_of(scenario).shifts:
        if one.on_call is not None:
            cost, absence = _cost(scenario, members, one), chain_of(scenario.agent_groups[one.group]).absence
            comes = 1.0 if absence is None else 1.0 - absence.share
            hours = sum(max(0.0, part[1] - max(part[0], from_s)) for part in one.parts) / HOUR_S
            yield one, comes * hours, nan if cost is None else factors_of(cost).per_hour


def _taken(one: WorkedShift, part: Span, off: TimeOff, weight: float) -> Iterator[_Stretch]:
    """Yield what an unpaid break takes of a part of a shift."""
    if off.begins is Begins.BY_CHOICE:
        step_s = (off.latest_s - off.from_s) / _PLACES
        chosen = (off._replace(at_s=off.from_s + (number + 0.5) * step_s) for number in range(_PLACES))
        for each in (placed_in(part, each) for each in chosen):
            if each is not None and each.at_s + each.lasts_s <= part[1]:
                yield _Stretch(each.at_s, each.at_s + each.lasts_s, -weight / _PLACES)
        return
    # What only some have is had among what everybody has.
    others = [each for each in one.offs if each is off or each.one.share == 1]
    for had in breaks_in(part, others, one.at_least_s):
        if had.name != off.name:
            continue
        window = placed_in(part, off) if off.begins is Begins.WHEN_FREE else None
        if window is None:
            yield _Stretch(had.from_s, had.to_s, -weight)
            continue
        step_s = (window.latest_s - window.from_s) / _PLACES
        for number in range(_PLACES):
            at_s = window.from_s + (number + 0.5) * step_s
            yield _Stretch(at_s, at_s + off.lasts_s, -weight / _PLACES)


def _of_headcounts(scenario: Scenario) -> Iterator[tuple[Cost | None, _Stretch]]:
    for name, group in scenario.agent_groups.items():
        if is_known_one_by_one(group):
            continue
        cost, paid_times = cost_of_counted(scenario, name), chain_of(group).paid_times
        for day in scenario.horizon.open_days:
            steps = [(day.start_s + clock_s, people) for clock_s, people in group.agents_of(day).items()]
            ends = [*(time_s for time_s, _ in steps[1:]), inf]
            for (from_s, people), to_s in zip(steps, ends, strict=True):
                there = max(from_s, day.opens_s), min(to_s, day.closes_s)
                if people and there[0] < there[1]:
                    yield cost, _Stretch(*there, people * paid_times, float(people))
