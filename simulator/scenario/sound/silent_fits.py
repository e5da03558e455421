"""Silent customers that cannot be: where somebody would notice, or where nobody ever leaves."""

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import ContactType, Scenario
from simulator.scenario.text.nodes import Mapping, dotted, problem


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


def silent_for_nobody(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Warn of silent customers where everybody waits for as long as necessary."""
    found = []
    for name, kind in scenario.contact_types.items():
        if kind.silent is not None and not _may_leave(kind):
            path = ("contact_types", name, "silent")
            what = f"customers of '{name}' wait as long as necessary, so nobody leaves silently."
            hint = "Give the type a 'patience', or leave out 'silent'."
            found.append(problem(key_mark(tree, *path), dotted(*path), what, hint))
    return found


def _may_leave(kind: ContactType) -> bool:
    """Return whether anybody of a type ever loses patience."""
    patiences = [one.patience for one in kind.kinds] + [one.replies.patience for one in kind.kinds if one.replies]
    return any(how_long is not None for one in patiences for how_long in one.values())
