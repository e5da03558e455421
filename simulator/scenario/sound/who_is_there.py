"""Which contacts there may be: of which types and segments, with an agent of which group, or waiting after which.

A customer brings the segment along wherever a contact becomes another. A type need not list a segment to have contacts
of it: they may have come as another type that does. So it is with the group that answered last.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.scenario.days.opening import opening_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.asked import FollowUpsOf, TransfersOf, asking_follow_ups, asking_transfers
from simulator.scenario.rules.covered import MovesOf, asking_moves


class Customer(NamedTuple):
    """A type of contacts, and the segment of some customers who may have such."""

    type: str
    segment: str | None


class Met(NamedTuple):
    """Contacts that there may be: of a type and a segment, in hand of a group's agent or waiting."""

    type: str
    segment: str | None
    group: str | None
    """Whose agent has them, or answered them last in this attempt; None: nobody has answered."""
    in_hand: bool


def who_is_there(scenario: Scenario) -> list[Customer]:
    """Return the customers that there may be, those first who come by themselves, in the order of the scenario."""
    return list(dict.fromkeys(Customer(one.type, one.segment) for one in all_met(scenario)))


def all_met(scenario: Scenario) -> list[Met]:
    """Return all contacts that there may be, those first that come by themselves."""
    waiting = [
        Met(name, each.segment, None, False) for name, one in scenario.contact_types.items() for each in one.kinds
    ]
    found = dict.fromkeys(waiting)
    asking = asking_transfers(scenario), asking_follow_ups(scenario), asking_moves(scenario)
    for one in waiting:
        for to in _becomes(scenario, one, *asking):
            if to not in found:
                found[to] = None
                waiting.append(to)
    return waiting


def groups_of(scenario: Scenario, type_name: str) -> list[str]:
    """Return the groups that serve a type."""
    return [name for name, group in scenario.agent_groups.items() if type_name in group.serves]


def _becomes(
    scenario: Scenario, one: Met, transfers_of: TransfersOf, follow_ups_of: FollowUpsOf, moves_of: MovesOf
) -> Iterator[Met]:
    """Yield what contacts may be next: at another door, moved on, in hand, passed on, or those of the next attempt."""
    name, segment, group, in_hand = one
    if in_hand:
        assert group is not None, "an agent has it in hand"
        for passes in transfers_of(name, segment, group).values():
            yield from _known(scenario, passes.pass_.type or name, segment, group)
    else:
        yield from _known(scenario, opening_of(scenario, name).redirect_to, segment, group)
        for rule in moves_of(name, segment):
            yield from _known(scenario, rule.leads_to, segment, group)
        yield from (Met(name, segment, each, True) for each in groups_of(scenario, name))
    for again in follow_ups_of(name, segment, group).values():
        # Left out, it is the type with which the attempt began.
        yield from _known(scenario, again.come.type, segment, None)


def _known(scenario: Scenario, name: str | None, segment: str | None, group: str | None) -> Iterator[Met]:
    # A redirect to nobody is told of elsewhere.
    if name in scenario.contact_types:
        yield Met(name, segment, group, False)
