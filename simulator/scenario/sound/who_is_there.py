"""Of which types and segments contacts may be: a customer brings the segment along wherever a contact becomes another.

A type need not list a segment to have contacts of it: they may have come as another type that does.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.scenario.days.opening import opening_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.asked import follow_ups_of, transfers_of


class Customer(NamedTuple):
    """A type of contacts, and the segment of some customers who may have such."""

    type: str
    segment: str | None


def who_is_there(scenario: Scenario) -> list[Customer]:
    """Return all that there may be, those first who come by themselves, in the order of the scenario."""
    found: dict[Customer, None] = {}
    waiting = [Customer(name, each.segment) for name, one in scenario.contact_types.items() for each in one.kinds]
    for one in waiting:
        if one not in found:
            found[one] = None
            waiting += [Customer(name, one.segment) for name in _becomes(scenario, one)]
    return list(found)


def groups_of(scenario: Scenario, type_name: str) -> list[str]:
    """Return the groups that serve a type."""
    return [name for name, group in scenario.agent_groups.items() if type_name in group.serves]


def _becomes(scenario: Scenario, one: Customer) -> Iterator[str]:
    to: list[str | None] = [opening_of(scenario, one.type).redirect_to]
    groups = groups_of(scenario, one.type)
    to += [rule.pass_.type for group in groups for rule in transfers_of(scenario, *one, group).values()]
    to += [rule.come.type for group in (None, *groups) for rule in follow_ups_of(scenario, *one, group).values()]
    # A redirect to nobody is told of elsewhere.
    yield from (name for name in to if name in scenario.contact_types)
