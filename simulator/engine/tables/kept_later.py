"""How many agents are kept with nothing in hand, from which contacts, and when that changes."""

from typing import NamedTuple

from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.kept_from import kept_from
from simulator.units import DAY_S


class Kept(NamedTuple):
    """From an instant on, how many agents of each group are kept from each type."""

    time_s: float
    keeps: tuple[tuple[int, ...], ...]
    """Per type and group."""


def kept_at(scenario: Scenario, time_s: float) -> tuple[tuple[int, ...], ...]:
    """Return per type and group how many agents are kept at an instant; nobody where the group does not serve it."""
    return tuple(
        tuple(
            kept_from(scenario, group, name).at(time_s) if name in noun.serves else 0
            for group, noun in scenario.agent_groups.items()
        )
        for name in scenario.contact_types
    )


def keeping_table(scenario: Scenario) -> tuple[Kept, ...]:
    """Return what is kept after the first opening, an entry for each change, in order."""
    days = scenario.horizon.simulated_days
    from_s, to_s = days[0].opens_s, days[-1].closes_s
    by_clock = {time_s: kept_at(scenario, time_s) for time_s in _times_of_day(scenario)}
    found = [Kept(from_s, kept_at(scenario, from_s))]
    for day in range(int(from_s // DAY_S), int(to_s // DAY_S) + 1):
        for clock_s, keeps in by_clock.items():
            time_s = day * DAY_S + clock_s
            if from_s < time_s <= to_s and keeps != found[-1].keeps:
                found.append(Kept(time_s, keeps))
    return tuple(found[1:])


def _times_of_day(scenario: Scenario) -> list[float]:
    """Return when anything may change on a day."""
    served = [(group, name) for group, noun in scenario.agent_groups.items() for name in noun.serves]
    return sorted({time_s for group, name in served for time_s in kept_from(scenario, group, name).times_s})
