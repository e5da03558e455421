"""Help that cannot be: of contacts that share their agent with others, so that nobody talks with one alone."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import item_mark, value_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.rule_parts import AllOfThese
from simulator.scenario.rules.asked import is_exclusive
from simulator.scenario.rules.whom import kinds_meant, known_names, prefix_and_name
from simulator.scenario.text.nodes import Mapping, Mark, dotted, problem

_Path = tuple[str, ...]


def help_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with the help of a valid ``scenario``; places come from its ``tree``."""
    return [
        _shared(path, mark, kind, name)
        for path, mark, kind, name in _named(scenario, tree)
        if not _may_be_helped(scenario, kind, name)
    ]


def _named(scenario: Scenario, tree: Mapping) -> Iterator[tuple[_Path, Mark, str, str]]:
    """Yield each name in an `of`, with its place and what it is of."""
    known = known_names(scenario)
    for rule, one in scenario.helps.items():
        path: _Path = ("helps", rule, "of")
        if isinstance(one.of, AllOfThese):
            for kind, names in one.of.given.items():
                for number, name in enumerate(names):
                    yield (*path, kind), item_mark(tree, (*path, kind), number), kind, name
            continue
        for number, text in enumerate(one.of):
            mark = item_mark(tree, path, number) if len(one.of) > 1 else value_mark(tree, *path)
            for kind in kinds_meant(text, known):
                yield path, mark, kind, prefix_and_name(text)[1]


def _may_be_helped(scenario: Scenario, kind: str, name: str) -> bool:
    if kind == "type":
        return is_exclusive(scenario, name)
    return kind != "channel" or not scenario.channels[name].in_hand_max


def _shared(path: _Path, mark: Mark, kind: str, name: str) -> Problem:
    of = f"contacts of '{name}'" if kind == "type" else f"contacts of channel '{name}'"
    what = f"{of} share an agent's slots, so no agent talks with one alone and calls for help."
    return problem(mark, dotted(*path), what, "Name contact types, or channels, without slots.")
