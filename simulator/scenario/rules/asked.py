"""Which rules are asked of a contact, in the order of the file: the first that says so is the one.

Whoever simulates or reckons asks here, and needs no look-up of names. A contact is known by its type, the customer's
segment and the group of its agent: of a transfer who has it in hand, of a follow-up who answered last in this attempt.
"""

from collections.abc import Callable, Iterator, Mapping

from simulator.scenario.nouns import FollowUp, HelpRule, Scenario, Transfer
from simulator.scenario.nouns.follow_up_rules import NextContact
from simulator.scenario.nouns.overflow_rules import Offered
from simulator.scenario.nouns.transfer_rules import PassedTo
from simulator.scenario.rules.whom import meant_by

FollowUpsOf = Callable[[str, str | None, str | None], dict[str, FollowUp]]
TransfersOf = Callable[[str, str | None, str | None], dict[str, Transfer]]
HelpsOf = Callable[[str, str | None, str | None], dict[str, HelpRule]]
"""The rules that are asked of a contact of a type, in a segment, with the agent of a group."""


def follow_ups_of(
    scenario: Scenario, type_name: str, segment: str | None = None, group: str | None = None
) -> dict[str, FollowUp]:
    """Return the follow-ups that are asked when a contact of a type has ended, by name, in their order.

    ``segment`` None is a customer in none; ``group`` None is a contact that nobody has answered. How it ended and
    whether it was solved, `WhenEnded.fits` is asked of each.
    """
    return asking_follow_ups(scenario)(type_name, segment, group)


def transfers_of(scenario: Scenario, type_name: str, segment: str | None, group: str | None) -> dict[str, Transfer]:
    """Return the transfers that are asked when an agent of a group answers a contact, by name, in their order.

    ``group`` None is any that no rule names. Who is already what a rule makes of them, or is not served by the group it
    leads to, cannot be passed on by it: a segment may bring any type there.
    """
    return asking_transfers(scenario)(type_name, segment, group)


def asking_follow_ups(scenario: Scenario) -> FollowUpsOf:
    """Return `follow_ups_of` for whoever asks of many contacts of one scenario: whom rules mean is looked up once."""
    rules, meaning = scenario.follow_ups, _meaning(scenario, scenario.follow_ups)
    return lambda type_name, segment, group: {name: rules[name] for name in meaning(type_name, segment, group)}


def asking_transfers(scenario: Scenario) -> TransfersOf:
    """Return `transfers_of` for whoever asks of many contacts of one scenario: whom rules mean is looked up once."""
    rules, meaning = scenario.transfers, _meaning(scenario, scenario.transfers)
    return lambda type_name, segment, group: {
        name: rules[name]
        for name in meaning(type_name, segment, group)
        if _leads_on(scenario, rules[name].pass_, type_name)
    }


def asking_helps(scenario: Scenario) -> HelpsOf:
    """Return which help rules are asked of a talk, by name, in their order; of contacts in slots none are."""
    rules, meaning = scenario.helps, _meaning(scenario, scenario.helps)
    return lambda type_name, segment, group: {
        name: rules[name] for name in meaning(type_name, segment, group) if is_exclusive(scenario, type_name)
    }


def is_exclusive(scenario: Scenario, type_name: str) -> bool:
    """Return whether an agent has one contact of a type at a time, and nothing beside it."""
    return not scenario.channels[scenario.contact_types[type_name].channel].in_hand_max


def tells_again(scenario: Scenario) -> bool:
    """Return whether there is a rule by which customers tell everything again and an agent needs longer for it."""
    return any(one.repeat_story_s > 0 for one in _ways(scenario))


def loses_context(scenario: Scenario) -> bool:
    """Return whether there is a rule by which what a customer has told is lost."""
    return any(one.context == "lost" for one in _ways(scenario))


def _leads_on(scenario: Scenario, to: PassedTo, type_name: str) -> bool:
    return to.type != type_name and (to.group is None or type_name in scenario.agent_groups[to.group].serves)


def _ways(scenario: Scenario) -> list[PassedTo | NextContact | Offered]:
    return [
        *(one.pass_ for one in scenario.transfers.values()),
        *(one.come for one in scenario.follow_ups.values()),
        *(one.offer for one in scenario.overflow.values() if one.offer is not None),
    ]


def _meaning(
    scenario: Scenario, rules: Mapping[str, FollowUp] | Mapping[str, HelpRule] | Mapping[str, Transfer]
) -> Callable[[str, str | None, str | None], Iterator[str]]:
    meant = {name: meant_by(rule.of, scenario) for name, rule in rules.items()}

    def names(type_name: str, segment: str | None, group: str | None) -> Iterator[str]:
        channel = scenario.contact_types[type_name].channel
        return (name for name, one in meant.items() if one.means(type_name, channel, segment, group))

    return names
