"""Strategies and futures that are as if they were not there: they change nothing, or the same as another one.

Nearly always a slip (a value typed that was there already), and a comparison would answer it with a row of zeros.
The first of them may be empty: it is the usual baseline, the center as it is.
"""

from collections.abc import Hashable, Mapping

from pydantic import BaseModel

from simulator.errors import Problem
from simulator.scenario.layers.strategies import WORDS
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.titles import KEYS, untitled
from simulator.scenario.sound.dated import depends_on_the_day
from simulator.scenario.text import nodes
from simulator.scenario.text.nodes import dotted, is_nothing, problem


def matters(scenario: Scenario) -> Scenario:
    """Return ``scenario`` without what no simulation depends on."""
    horizon = scenario.horizon
    if not any(depends_on_the_day(scenario)):
        horizon = horizon.model_copy(update={"date": None, "weekday": None})
    nothing = {"name": "", "question": "", "routing_tests": {}, "work_rules": {}, "plan_files": ()}
    return untitled(scenario).model_copy(update={**nothing, "horizon": horizon})


def alike(section: str, root: nodes.Mapping, means: Mapping[str, object], base: object) -> list[Problem]:
    """Return the strategies or futures (``section`` of the file's ``root``) that add nothing to those before them.

    ``means`` says, by name, what each makes of the scenario, ``base`` what the scenario is without any.
    """
    found, word = [], WORDS[section]
    # To compare each with all before it takes minutes where there are a thousand.
    before: dict[Hashable, list[str]] = {}
    for name, mine in means.items():
        kin = before.setdefault(_rough(mine), [])
        others = list(kin)
        kin.append(name)
        if adds_nothing_by_intention(root, section, name):
            continue
        twin = next((other for other in others if means[other] == mine), None)
        if mine == base:
            what = f"this {word} changes nothing: it is the scenario as it stands."
        elif twin is not None:
            what = f"this {word} is the same as '{twin}'."
        else:
            continue
        found.append(problem(root.section(section).entries[name].key, dotted(section, name), what))
    return found


def _rough(value: object) -> Hashable:
    """Return something that is the same for all that are equal, and seldom for others."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, BaseModel):
        return type(value).__name__, _rough(value.__dict__)
    if isinstance(value, dict):
        return frozenset((key, _rough(one)) for key, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_rough, value))
    return type(value).__name__


def adds_nothing_by_intention(root: nodes.Mapping, section: str, name: str) -> bool:
    """Return whether a strategy or future is the first of the file and empty, or the base that no file lists."""
    entries = root.section(section).entries
    if name not in entries:
        return True
    body = entries[name].value
    is_empty = is_nothing(body) or (isinstance(body, nodes.Mapping) and not body.without(*KEYS).entries)
    return is_empty and name == next(iter(entries))
