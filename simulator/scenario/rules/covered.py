"""Which contacts overflow rules cover, by what is known of a waiting contact, its type and its segment, and move."""

from collections.abc import Callable
from functools import cache

from simulator.scenario.nouns import Overflow, Scenario
from simulator.scenario.rules.whom import meant_by

MovesOf = Callable[[str, str | None], list[Overflow]]
"""The overflow rules that may make contacts of a type and segment those of another type."""


def asking_moves(scenario: Scenario) -> MovesOf:
    """Return `MovesOf` for whoever asks of many contacts of one scenario: each type and segment is looked up once."""
    moving = [rule for rule in scenario.overflow.values() if rule.leads_to is not None]
    return cache(lambda type_name, segment: [rule for rule in moving if is_covered(scenario, rule, type_name, segment)])


def is_covered(scenario: Scenario, rule: Overflow, type_name: str, segment: str | None) -> bool:
    """Return whether a rule covers contacts of a type and segment; not those that are what it would make of them.

    A group stands for the types it serves.
    """
    if type_name == rule.leads_to:
        return False
    channel = scenario.contact_types[type_name].channel
    serving = [name for name, group in scenario.agent_groups.items() if type_name in group.serves]
    meant = meant_by(rule.of, scenario)
    return any(meant.means(type_name, channel, segment, group) for group in (None, *serving))


def moved_from(scenario: Scenario, type_name: str, segment: str | None) -> list[str]:
    """Return as what types contacts may have waited that overflow rules made contacts of a type."""
    found = [type_name]
    # The list grows as it is walked.
    for to in found:
        found += [
            name
            for name in scenario.contact_types
            if name not in found
            and any(
                rule.leads_to == to and is_covered(scenario, rule, name, segment) for rule in scenario.overflow.values()
            )
        ]
    return found[1:]
