"""The clock of the targets of a channel whose contact types have none."""

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.conversation_channel import clock_of
from simulator.scenario.text.nodes import Mapping, dotted, problem


def clock_in_vain(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the clocks of a valid ``scenario`` by which nothing is judged."""
    judged = {one.channel for one in scenario.contact_types.values() if one.targets.stated}
    found = []
    for name, channel in scenario.channels.items():
        if clock_of(channel) == "hours" and name not in judged:
            path = ("channels", name, "clock")
            what = f"it changes nothing: no contact type of '{name}' has 'targets'."
            found.append(problem(key_mark(tree, *path), dotted(*path), what, "It is for targets only."))
    return found
