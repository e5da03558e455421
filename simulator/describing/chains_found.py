"""What each stage of the chain leaves of a group's hours on one day, from paid to on duty."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from simulator.scenario.days.steps import at, changes
from simulator.scenario.days.views import views
from simulator.scenario.nouns import AgentGroup, Horizon, Scenario
from simulator.scenario.rules.chain import chain_of, is_deducted
from simulator.units import HOUR_S


class ChainFound(NamedTuple):
    """The hours of a group on one day, in the mean; those of stages that are not known one by one are None."""

    group: str
    heads: float
    """All heads of the plan, those whom it has deducted included."""
    present: float | None
    """Without the absent."""
    on_phone: float | None
    """Without breaks and work off the phone."""
    on_duty: float
    """Without those who come late, are late back or away for a moment."""


def chains_of(scenario: Scenario, day: str) -> tuple[ChainFound, ...]:
    """Return the chain of each group that has rates or breaks, on a day that is reported, by its name."""
    all_adhere = {
        name: group.model_copy(update={"adherence": None}) if group.adherence is not None else group
        for name, group in scenario.agent_groups.items()
    }
    adhering = scenario.model_copy(update={"agent_groups": all_adhere})
    return tuple(_found(scenario, _day_of(scenario, day), _day_of(adhering, day)))


def _day_of(scenario: Scenario, day: str) -> Scenario:
    return next(view for one, view in views(scenario) if one.name == day)


def _found(scenario: Scenario, view: Scenario, adhering: Scenario) -> Iterator[ChainFound]:
    for name, group in scenario.agent_groups.items():
        here, horizon = view.agent_groups[name], view.horizon
        times = chain_of(group).heads_times
        heads, on_duty = _hours(here.headcount, horizon) * times, _hours(here.expected, horizon)
        if heads == on_duty:
            continue
        if group.shrinkage is not None:
            yield ChainFound(name, heads, None, None, on_duty)
            continue
        present = heads * (1.0 - group.absence.share if group.absence is not None else 1.0)
        on_phone = _hours(adhering.agent_groups[name].expected, horizon) / _deducted_adherence(group)
        yield ChainFound(name, heads, present, on_phone, on_duty)


def _deducted_adherence(group: AgentGroup) -> float:
    """Return what is left of those on the phone where the plan has deducted the others already."""
    return group.adherence.share if group.adherence is not None and is_deducted(group, "adherence") else 1.0


def _hours(steps: Mapping[float, float], horizon: Horizon) -> float:
    times_s = [*changes(horizon, steps), horizon.to_s]
    return sum(at(steps, from_s) * (to_s - from_s) for from_s, to_s in pairwise(times_s)) / HOUR_S
