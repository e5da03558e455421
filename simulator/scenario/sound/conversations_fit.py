"""Conversations that cannot be: talks where customers write, replies where they talk, agents who do both at once."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import ContactType, Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.rules.asked import asking_transfers
from simulator.scenario.rules.hand_units import served_channels
from simulator.scenario.rules.whom import touched_by
from simulator.scenario.sound.who_is_there import groups_of, who_is_there
from simulator.scenario.text.nodes import Mapping, dotted, problem

_Path = tuple[str, ...]


def conversation_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with the conversations of a valid ``scenario``; places come from its ``tree``."""
    found: list[Problem] = []
    for name, kind in scenario.contact_types.items():
        found += _talks_or_writes(scenario, tree, name, kind)
        found += _targets_of_talks(scenario, tree, name, kind)
    for name in scenario.agent_groups:
        found += _works_in_one_way(scenario, tree, name)
    return found + list(_played(scenario, tree))


def conversation_rule_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with rules that concern conversations, where all names in rules are there."""
    return [*_passed_on(scenario, tree), *_repeated(scenario, tree)]


def is_conversation(scenario: Scenario, type_name: str) -> bool:
    """Return whether contacts of a type are conversations."""
    return isinstance(scenario.channels[scenario.contact_types[type_name].channel], ConversationChannel)


def _talks_or_writes(scenario: Scenario, tree: Mapping, name: str, kind: ContactType) -> Iterator[Problem]:
    writes, channel = is_conversation(scenario, name), kind.channel
    wrong = "talk" if writes else "replies"
    if writes:
        what = f"customers write on '{channel}', a channel of conversations, and have no 'talk'."
        hint = "Write replies: {number: 5, work: 1m, thinking: 2m}."
    else:
        what = f"customers talk on '{channel}', which is no channel of conversations, and have no 'replies'."
        hint = "Write talk: 5m; or give the channel behaviour: conversation."
    if (kind.replies is None) is writes:
        path: _Path = ("contact_types", name, wrong)
        yield problem(key_mark(tree, *path), dotted(*path), what, hint)
    for segment, one in kind.segments.items():
        if (one.talk if writes else one.replies) is not None:
            path = ("contact_types", name, "segments", segment, wrong)
            yield problem(key_mark(tree, *path), dotted(*path), what, hint)


def _targets_of_talks(scenario: Scenario, tree: Mapping, name: str, kind: ContactType) -> Iterator[Problem]:
    if kind.targets.stated and not is_conversation(scenario, name):
        path: _Path = ("contact_types", name, "targets")
        what = f"targets are for conversations, and '{kind.channel}' is no channel of conversations."
        hint = "Use 'service_level' and 'checks'; or give the channel behaviour: conversation."
        yield problem(key_mark(tree, *path), dotted(*path), what, hint)


def _works_in_one_way(scenario: Scenario, tree: Mapping, name: str) -> Iterator[Problem]:
    served = {one: scenario.channels[one] for one in served_channels(scenario.agent_groups[name], scenario)}
    written = {one: channel for one, channel in served.items() if isinstance(channel, ConversationChannel)}
    shared = [one for one, channel in served.items() if channel.in_hand_max and one not in written]
    path = ("agent_groups", name, "serves")
    if written and shared:
        what = (
            f"agents who answer messages of '{next(iter(written))}' one at a time cannot share their time with "
            f"'{shared[0]}', whose contacts go on side by side."
        )
        hint = f"Write channel '{shared[0]}' with behaviour: conversation and its contact types with replies, too."
        yield problem(value_mark(tree, *path), dotted(*path), what, hint)
    orders = {channel.order: one for one, channel in reversed(written.items())}
    if len(orders) > 1:
        (one, first), (other, second) = sorted(orders.items(), key=lambda each: list(written).index(each[1]))[:2]
        what = f"the channels '{first}' ({one}) and '{second}' ({other}) have different orders of messages."
        yield problem(value_mark(tree, *path), dotted(*path), what, "Give both the same 'order'.")


def _passed_on(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for rule, one in scenario.transfers.items():
        to = one.pass_.type
        if to in scenario.contact_types and is_conversation(scenario, to):
            path: _Path = ("transfers", rule, "pass", "type")
            what = f"'{to}' is a type of conversations, which agents cannot pass contacts on to."
            yield problem(value_mark(tree, *path), dotted(*path), what, "Name a type on which customers talk.")
    for rule, name in dict.fromkeys(_passing(scenario)):
        path = ("transfers", rule, "of")
        what = f"conversations of '{name}' cannot be passed on by their agents."
        yield problem(value_mark(tree, *path), dotted(*path), what, "Name types on which customers talk.")


def _passing(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield the transfers that would be asked of conversations that there may be, and their types."""
    if not scenario.transfers:
        return
    asked = asking_transfers(scenario)
    for name, segment in who_is_there(scenario):
        if is_conversation(scenario, name):
            for group in groups_of(scenario, name):
                yield from ((rule, name) for rule in asked(name, segment, group))


def _repeated(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Yield stories that would be repeated in a conversation."""
    for path, types, story_s in _stories(scenario):
        to = next((one for one in types if one in scenario.contact_types and is_conversation(scenario, one)), None)
        if story_s and to is not None:
            what = f"in a conversation, here of '{to}', nothing takes longer because customers repeat their story."
            hint = "Leave out 'repeat_story', or give the type longer 'replies'."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def _stories(scenario: Scenario) -> Iterator[tuple[_Path, list[str], float]]:
    """Yield where a rule says how long a story takes, the types as which customers may then be there, and how long."""
    for rule, one in scenario.overflow.items():
        if one.offer is not None:
            yield ("overflow", rule, "offer", "repeat_story"), [one.offer.type], one.offer.repeat_story_s
    for rule, each in scenario.follow_ups.items():
        # Left out, they come as before.
        types = touched_by(each.of, scenario) if each.come.type is None else [each.come.type]
        yield ("follow_ups", rule, "come", "repeat_story"), types, each.come.repeat_story_s


def _played(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    for name, test in scenario.routing_tests.items():
        for contact, given in test.given.items():
            if given.type in scenario.contact_types and is_conversation(scenario, given.type):
                path = ("routing_tests", name, "given", contact)
                what = f"routing tests cannot play conversations, here of '{given.type}'."
                yield problem(key_mark(tree, *path), dotted(*path), what, "Use `ccsim trace` to see where they go.")
