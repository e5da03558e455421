"""Interventions as the engine sees them: names become positions, times are on the grid."""

from math import inf
from typing import NamedTuple

from simulator.scenario.days.roster import is_known_one_by_one
from simulator.scenario.nouns import Intervention, Scenario
from simulator.scenario.nouns.intervention_rules import AT_ONCE_S
from simulator.scenario.rules.hours_changed import types_changed
from simulator.scenario.rules.seats import groups_kept
from simulator.time_grid import on_grid


class InterventionTerms(NamedTuple):
    """One rule. Times in seconds."""

    number: int
    verb: str
    every_s: float
    """How often it is asked; infinite: whenever something changes."""
    again_s: float
    """How long after it was carried out it may be carried out again; infinite: from the next day on."""
    people: int = 0
    on_call: bool = False
    """Whether those who come are on call; else they are on no plan."""
    from_pool: int = -1
    to_pool: int = -1
    ready_s: float = 0.0
    for_s: float = inf
    leave: int = 0
    types: tuple[int, ...] = ()
    """Those that are opened, closed, or whose hours end later."""
    pools: tuple[int, ...] = ()
    """Those whose agents stay longer."""
    by_s: float = 0.0

    @property
    def comes_from(self) -> tuple[int, ...]:
        """Return the group of those who are moved, or who are on call; of others who come nothing is known."""
        return (self.from_pool,) if self.from_pool >= 0 else (self.to_pool,) if self.on_call else ()


def interventions_table(scenario: Scenario) -> tuple[InterventionTerms, ...]:
    """Return the terms of each, in the order of the file."""
    return tuple(_terms(scenario, number, one) for number, one in enumerate(scenario.interventions.values()))


def _terms(scenario: Scenario, number: int, one: Intervention) -> InterventionTerms:
    groups = list(scenario.agent_groups)
    every_s = on_grid(one.look) if isinstance(one.look, float) else inf
    again_s = on_grid(AT_ONCE_S) if one.again_s is None and (one.open or one.close) else _or_endless(one.again_s)
    terms = InterventionTerms(number, one.verb, every_s, again_s)
    people = one.move_people or one.call_in
    if people is not None:
        terms = terms._replace(
            people=people.number,
            to_pool=groups.index(people.to),
            ready_s=on_grid(people.ready_s),
            for_s=_or_endless(people.for_s),
            on_call=is_known_one_by_one(scenario.agent_groups[people.to]),
        )
    if one.move_people is not None:
        return terms._replace(from_pool=groups.index(one.move_people.from_), leave=one.move_people.leave)
    if one.extend is not None:
        terms = terms._replace(
            pools=tuple(groups.index(name) for name in groups_kept(scenario, one)),
            by_s=on_grid(one.extend.by_s),
        )
    types = list(scenario.contact_types)
    return terms._replace(types=tuple(types.index(name) for name in types_changed(scenario, one)))


def _or_endless(duration_s: float | None) -> float:
    return inf if duration_s is None else on_grid(duration_s)
