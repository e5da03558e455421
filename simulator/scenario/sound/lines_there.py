"""Lines: those of a type mean something where its channel has more."""

from simulator.errors import Problem
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, dotted, problem


def line_warnings(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the lines of types that change nothing, because those of the channel are all in use before."""
    found = []
    for name, kind in scenario.contact_types.items():
        mine, there = kind.lines, scenario.channels[kind.channel].lines
        if isinstance(mine, int) and isinstance(there, int) and mine >= there:
            path = ("contact_types", name, "lines")
            have = f"channel '{kind.channel}' has {there} line{'s' * (there != 1)} for all its types"
            what = f"they change nothing: {have}."
            found.append(problem(value_mark(tree, *path), dotted(*path), what, "Write fewer, or leave them out."))
    return found
