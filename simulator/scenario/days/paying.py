"""Who is paid by which cost, and when its supplements go: a scenario's costs by group and person.

Nothing is drawn and nothing is simulated here: the engine's facts and what a plan costs are made from it.
"""

from math import floor
from typing import NamedTuple

from simulator.scenario.nouns import Cost, Scenario, Supplement
from simulator.scenario.nouns.hours import Span
from simulator.units import DAY_S

_LONG_AFTER = 14
"""Days after the last one in which somebody may still be paid for finishing."""


class Factors(NamedTuple):
    """What a cost says, as more than the hour itself."""

    per_hour: float
    overtime: float
    """How much more an hour of overtime costs, as a share of the hour's cost."""
    supplements: tuple[tuple[Supplement, float], ...]
    """The same of the hours of each supplement that makes a difference."""


def factors_of(cost: Cost) -> Factors:
    """Return what a cost says."""
    overtime = 0.0 if cost.overtime is None else more(cost.overtime)
    supplements = tuple((one, more(one.pays)) for one in cost.supplements.values() if one.pays != 1.0)
    return Factors(cost.hour.per_hour, overtime, supplements)


def more(times: float) -> float:
    """Return how much more so many times are, as it is written: 1.1 are 0.1 more, to the last digit."""
    return round(times - 1.0, 12)


def cost_of_person(scenario: Scenario, group: str, person: str) -> Cost | None:
    """Return what a person with a name costs in a group; None where it is what the group says."""
    own = scenario.people[person].cost if person in scenario.people else None
    usual = scenario.agent_groups[group].cost
    return own if own is None or usual is None else usual.of_person(own)


def hours_of(scenario: Scenario, supplement: Supplement) -> list[Span]:
    """Return when a supplement goes, in seconds since 00:00 of day 0; what touches is joined."""
    horizon = scenario.horizon
    first = floor(horizon.starts_s / DAY_S) - 1
    last = horizon.simulated_days[-1].number + _LONG_AFTER
    found: list[Span] = []
    for from_s, to_s in supplement.spans(horizon, first, last):
        if found and found[-1][1] == from_s:
            found[-1] = (found[-1][0], to_s)
        else:
            found.append((from_s, to_s))
    return found
