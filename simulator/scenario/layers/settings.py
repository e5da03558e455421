"""Settings of the command line: ``--set agent_groups.front.agents=12`` is a small override, applied last.

A setting changes the center in every strategy and future. A path that leads nowhere is refused here, where the part
that does not exist can still be named.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from simulator.errors import Problem, ScenarioError, UsageError
from simulator.scenario.language.around import APART
from simulator.scenario.language.shape import inside, is_by_name, is_through_the_day, known_keys, noun_of, words_of
from simulator.scenario.layers.changed_numbers import OPERATIONS
from simulator.scenario.layers.merge import is_time, same_time
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar, dotted, plain, problem
from simulator.scenario.text.suggest import did_you_mean
from simulator.scenario.text.yaml_text import read_nodes
from simulator.units import shown

_PART = r"""(?:"[^"]*"|'[^']*'|[^."'=]+)"""
SETTING = re.compile(rf"\s*({_PART}(?:\.{_PART})*)\s*=(.*)", re.DOTALL)
"""A path, whose parts may be in quotation marks, an equals sign, and whatever follows."""
_FIXED = ("version", *APART)

_BY_TIME = 'By time of day it is {"08:00": …}.'


class _Setting(NamedTuple):
    parts: tuple[str, ...]
    value: Node
    mark: Mark


def read_settings(texts: Sequence[str], tree: Mapping, wrong: list[Problem]) -> tuple[Mapping, ...]:
    """Return the overrides that the ``texts``, each PATH=VALUE, mean for ``tree``; problems go to ``wrong``."""
    settings = [_read(text, tree.mark.file, wrong) for text in texts]
    return tuple(_override(one) for one in settings if one is not None and _fits(one, tree, wrong))


def read_path(text: str) -> tuple[str, ...]:
    """Return the parts of a path such as ``agent_groups.front.agents."10:00"``. Raises UsageError."""
    match = SETTING.fullmatch(f"{text}=")
    if match is None:
        raise UsageError(f"expected a path, as agent_groups.front.agents, got {shown(text)}.")
    return _parts(match[1])


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(_PART, path))


def _read(text: str, file: str, wrong: list[Problem]) -> _Setting | None:
    mark = Mark(file, 0, 0, f"--set {text}")
    match = SETTING.fullmatch(text)
    if match is None:
        hint = "Write it as agent_groups.front.agents=12."
        wrong.append(problem(mark, "", "a setting is a path, an equals sign and a value.", hint))
        return None
    if not match[2].strip():
        wrong.append(problem(mark, "", "a value is missing after the equals sign.", "Write null to remove something."))
        return None
    try:
        return _Setting(_parts(match[1]), read_nodes(match[2], file, mark), mark)
    except ScenarioError as error:
        wrong.extend(error.problems)
        return None


def _override(setting: _Setting) -> Mapping:
    node = setting.value
    for part in reversed(setting.parts):
        node = Mapping({part: Entry(setting.mark, node)}, setting.mark)
    assert isinstance(node, Mapping)
    return node


def _fits(setting: _Setting, tree: Mapping, wrong: list[Problem]) -> bool:
    """Return whether the path leads somewhere; if not, ``wrong`` learns which part does not exist."""
    if setting.parts[0] in _FIXED:
        what = f"'{setting.parts[0]}' cannot be set; a setting changes the center itself."
        wrong.append(problem(setting.mark, "", what))
        return False
    node: Node | None = tree
    shape: Any = Scenario
    for index, part in enumerate(setting.parts):
        at, last = setting.parts[:index], index == len(setting.parts) - 1
        if last and part in OPERATIONS and node is not None:
            return True
        found = _missing_part(part, node, shape, last and isinstance(setting.value, Mapping | Scalar), setting)
        if found is not None:
            wrong.append(problem(setting.mark, dotted(*at), *found))
            return False
        shape = inside(shape, part)
        node = node.get(same_time(part, node.entries)) if isinstance(node, Mapping) else None
    return True


def _missing_part(
    part: str, node: Node | None, shape: Any, may_be_new: bool, setting: _Setting
) -> tuple[str, str] | None:
    """Return what is wrong with ``part`` under ``node``, and the hint; None when it may stand there."""
    model = noun_of(shape)
    if model is not None and not (is_through_the_day(shape) and is_time(part)):
        if part in known_keys(model):
            return None
        return f"there is no '{part}' here.", did_you_mean(part, known_keys(model))
    if not is_by_name(shape):
        return f"there is nothing inside, so no '{part}'.", ""
    if isinstance(node, Scalar):
        return f"it is {shown(node.value)}, so there is no '{part}' in it.", _BY_TIME
    entries = node.entries if isinstance(node, Mapping) else {}
    below, value = inside(shape, part), setting.value
    is_new_thing = may_be_new and (isinstance(value, Mapping) or _may_be_alone(value, below))
    if same_time(part, entries) in entries or is_new_thing:
        return None
    if model is not None and entries and not any(map(is_time, entries)):
        return f"it is the same all day, so there is no '{part}' in it.", _BY_TIME
    known = list(plain(node)) if isinstance(node, Mapping) else []
    return f"there is no '{part}' here.", did_you_mean(part, known)


def _may_be_alone(value: Node, shape: Any) -> bool:
    """Return whether a single value may stand where ``shape`` is: no noun does, or it is a word beside one."""
    return noun_of(shape) is None or (isinstance(value, Scalar) and value.value in words_of(shape))
