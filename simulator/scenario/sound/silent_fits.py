"""Silent customers that cannot be, and what is said of them in vain: nobody leaves, or agents never wait so long."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import ContactType, Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.nouns.silent_customers import SilentCustomers
from simulator.scenario.sound.helps_in_vain import at_most_s
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_duration


def silent_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return which types of a valid ``scenario`` have silent customers on a channel on which they are noticed."""
    found = []
    for name, kind in scenario.contact_types.items():
        if kind.silent is not None and scenario.channels[kind.channel].in_hand_max is None:
            path = ("contact_types", name, "silent")
            what = (
                f"nobody leaves silently on '{kind.channel}', whose agents have one contact at a time: who hangs up is "
                "noticed at once."
            )
            hint = "Leave out 'silent', or give the channel 'slots'."
            found.append(problem(key_mark(tree, *path), dotted(*path), what, hint))
    return found


def silent_in_vain(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is said of silent customers of a valid ``scenario`` and changes nothing."""
    found = []
    for name, kind in scenario.contact_types.items():
        if kind.silent is not None:
            for key, what, hint in _of_type(scenario, name, kind, kind.silent):
                path = ("contact_types", name, "silent", *key)
                found.append(problem(key_mark(tree, *path), dotted(*path), what, hint))
    return found


def _of_type(
    scenario: Scenario, name: str, kind: ContactType, silent: SilentCustomers
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the keys in ``silent`` that change nothing, each with what is said of it and a hint."""
    if not _may_leave(kind):
        what = f"customers of '{name}' wait as long as necessary, so nobody leaves silently."
        yield (), what, "Give the type a 'patience', or leave out 'silent'."
        return
    channel = scenario.channels[kind.channel]
    if not isinstance(channel, ConversationChannel):
        return
    if channel.auto_close_s is not None and silent.noticed_s > channel.auto_close_s:
        closes = format_duration(channel.auto_close_s)
        what = f"it changes nothing: '{kind.channel}' closes conversations after {closes} without an answer."
        yield ("noticed",), what, f"Write {closes} at most, or a longer 'auto_close'."
    works = [one for each in kind.kinds if each.replies is not None for one in each.replies.work.values()]
    longest_s = max(map(at_most_s, works))
    if silent.greeting_s is not None and silent.greeting_s >= longest_s:
        what = f"it changes nothing: the whole first reply takes {format_duration(longest_s)} at most."
        yield ("greeting",), what, "The greeting is part of the work on the first reply."


def _may_leave(kind: ContactType) -> bool:
    """Return whether anybody of a type ever loses patience."""
    patiences = [one.patience for one in kind.kinds] + [one.replies.patience for one in kind.kinds if one.replies]
    return any(how_long is not None for one in patiences for how_long in one.values())
