"""Which contacts an overflow rule covers, by what is known of a waiting contact: its type and its segment."""

from simulator.scenario.nouns import Overflow, Scenario
from simulator.scenario.rules.whom import meant_by


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
