"""Settings of the command line: ``--set agent_groups.front.agents=12`` is a small override, applied last.

A setting changes the center in every strategy and future. A path that leads somewhere in some of them alone, as into a
group that a strategy adds, changes those, and the others are as without it. A path that leads nowhere at all is refused
here, where the part that does not exist can still be named.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Changes
from functools import cached_property, reduce
from typing import Any, NamedTuple

from simulator.errors import Problem, ScenarioError, UsageError
from simulator.scenario.language.around import APART
from simulator.scenario.language.defaults import usual_value
from simulator.scenario.language.shape import inside, is_by_name, is_through_the_day, known_keys, noun_of, words_of
from simulator.scenario.layers.changed_numbers import OPERATIONS
from simulator.scenario.layers.merge import is_time, override, same_time
from simulator.scenario.layers.named_days import parts_of_days
from simulator.scenario.layers.strategies import WORDS
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar, dotted, plain, problem
from simulator.scenario.text.spelling import one_spelling
from simulator.scenario.text.suggest import did_you_mean
from simulator.scenario.text.trade_words import key_hint
from simulator.scenario.text.yaml_text import read_nodes
from simulator.units import shown

_PART = r"""(?:"[^"]*"|'[^']*'|[^."'=]+)"""
SETTING = re.compile(rf"\s*({_PART}(?:\.{_PART})*)\s*=(.*)", re.DOTALL)
"""A path, whose parts may be in quotation marks, an equals sign, and whatever follows."""
_FIXED = ("version", *APART)

_BY_TIME = 'By time of day it is {"08:00": …}.'


_Variant = tuple[str, str | None]
"""A strategy in a future."""


class _Setting(NamedTuple):
    parts: tuple[str, ...]
    value: Node
    mark: Mark


class Settings(NamedTuple):
    """What settings change, in order, in each variant; and the paths that only some strategies have, with those."""

    changes: dict[_Variant, tuple[Mapping, ...]]
    only: dict[str, tuple[str, ...]]


def read_settings(
    texts: Sequence[str], tree: Mapping, variants: Changes[_Variant, tuple[Mapping, ...]], wrong: list[Problem]
) -> Settings:
    """Return what the ``texts``, each PATH=VALUE, mean for ``tree`` and its ``variants``, each by what it changes.

    Problems go to ``wrong``.
    """
    changes: dict[_Variant, list[_Setting]] = {variant: [] for variant in variants}
    only: dict[str, tuple[str, ...]] = {}
    trees = _Trees(tree, variants)
    for text in texts:
        setting = _read(text, tree.mark.file, wrong)
        if setting is None:
            continue
        misfit = _misfit(setting, tree)
        fitting = list(variants) if misfit is None else trees.fitting(setting)
        if misfit is not None and fitting:
            only[dotted(*setting.parts)] = tuple(dict.fromkeys(strategy for strategy, _ in fitting))
        elif misfit is not None:
            wrong.append(_nowhere(setting, misfit, trees))
        for variant in fitting:
            changes[variant].append(setting)
    return Settings({variant: tuple(_overrides(mine)) for variant, mine in changes.items()}, only)


class _Misfit(NamedTuple):
    """How deep a path leads before it ends, and what is wrong there."""

    depth: int
    what: str
    hint: str


class _Trees:
    """The trees of all variants, made when somebody asks for one."""

    def __init__(self, tree: Mapping, variants: Changes[_Variant, tuple[Mapping, ...]]) -> None:
        self._tree, self._variants = tree, variants

    @cached_property
    def all(self) -> dict[_Variant, Mapping]:
        """The tree of each variant."""
        # What cannot be applied is told where the variants are made.
        return {
            one: reduce(lambda tree, change: override(tree, change, []), changes, self._tree)
            for one, changes in self._variants.items()
        }

    @property
    def names(self) -> set[str | None]:
        """The names of the strategies and futures."""
        return {name for variant in self._variants for name in variant}

    def fitting(self, setting: _Setting) -> list[_Variant]:
        """Return the variants in which a setting leads somewhere."""
        if setting.parts[0] in _FIXED:
            return []
        return [variant for variant, tree in self.all.items() if _misfit(setting, tree) is None]


def _nowhere(setting: _Setting, misfit: _Misfit, trees: _Trees) -> Problem:
    """Return the problem of a path that nobody has: where it ends in the base, or in a strategy that comes nearer."""
    inner = setting.parts[2:] if setting.parts[0] in WORDS else setting.parts[1:]
    if inner and (setting.parts[0] in WORDS or setting.parts[0] in trees.names):
        what = misfit.what if setting.parts[0] in _FIXED else f"'{setting.parts[0]}' is not part of the center."
        # The path is named only where it would have worked.
        works = trees.fitting(setting._replace(parts=inner))
        hint = f"Write {dotted(*inner)}: this changes it in every strategy and future that has it." if works else ""
        return problem(setting.mark, "", what, hint)
    others = [] if setting.parts[0] in _FIXED else [_misfit(setting, tree) for tree in trees.all.values()]
    found = [misfit, *(one for one in others if one is not None)]
    best = max(found, key=lambda one: (one.depth, one.hint.startswith("Did you mean")))
    return problem(setting.mark, dotted(*setting.parts[: best.depth]), best.what, best.hint)


def read_path(text: str) -> tuple[str, ...]:
    """Return the parts of a path such as ``agent_groups.front.agents."10:00"``. Raises UsageError."""
    match = SETTING.fullmatch(f"{text}=")
    if match is None:
        raise UsageError(f"expected a path, as agent_groups.front.agents, got {shown(text)}.")
    return _parts(match[1])


def _parts(path: str) -> tuple[str, ...]:
    return tuple(one_spelling(part.strip().strip("\"'")) for part in re.findall(_PART, path))


def _read(text: str, file: str, wrong: list[Problem]) -> _Setting | None:
    mark = Mark(file, 0, 0, f"--set {text}")
    match = SETTING.fullmatch(text)
    if match is None:
        hint = "Write it as agent_groups.front.agents=12."
        wrong.append(problem(mark, "", "expected a path, an equals sign and a value.", hint))
        return None
    if not match[2].strip():
        wrong.append(problem(mark, "", "a value is missing after the equals sign.", "Write null to remove something."))
        return None
    try:
        return _Setting(_parts(match[1]), read_nodes(match[2], file, mark), mark)
    except ScenarioError as error:
        wrong.extend(error.problems)
        return None


def _overrides(settings: list[_Setting]) -> Iterator[Mapping]:
    """Yield what the ``settings`` change, in order.

    Usual numbers and those of named days are one change, as in a strategy: what is stated of a day wins.
    """
    beside: dict[tuple[str, ...], list[_Setting]] = {}
    for one in settings:
        beside.setdefault(parts_of_days(one.parts) or one.parts, []).append(one)
    together = {id(one): mine for mine in beside.values() for one in mine if _are_apart(mine)}
    done: set[int] = set()
    for one in settings:
        if id(one) not in done:
            mine = together.get(id(one), [one])
            done |= set(map(id, mine))
            yield reduce(_laid_beside, map(_override, mine))


def _are_apart(settings: list[_Setting]) -> bool:
    """Return whether no setting is of what another is of, or of something in it."""
    paths = [one.parts for one in settings]
    return not any(
        one[: len(other)] == other for at, one in enumerate(paths) for place, other in enumerate(paths) if at != place
    )


def _laid_beside(one: Mapping, other: Mapping) -> Mapping:
    entries = dict(one.entries)
    for key, entry in other.entries.items():
        old = entries.get(key)
        if old is None:
            entries[key] = entry
        else:
            assert isinstance(old.value, Mapping)
            assert isinstance(entry.value, Mapping)
            entries[key] = Entry(old.key, _laid_beside(old.value, entry.value))
    return Mapping(entries, one.mark)


def _override(setting: _Setting) -> Mapping:
    node = setting.value
    for part in reversed(setting.parts):
        node = Mapping({part: Entry(setting.mark, node)}, setting.mark)
    assert isinstance(node, Mapping)
    return node


def _misfit(setting: _Setting, tree: Mapping) -> _Misfit | None:
    """Return where a path ends in ``tree``, and which part does not exist; None when it leads somewhere."""
    if setting.parts[0] in _FIXED:
        return _Misfit(0, f"'{setting.parts[0]}' cannot be set: settings only change the center itself.", "")
    node: Node | None = tree
    shape: Any = Scenario
    for index, part in enumerate(setting.parts):
        last = index == len(setting.parts) - 1
        if last and part in OPERATIONS and node is not None:
            return None
        found = _missing_part(part, node, shape, last and isinstance(setting.value, Mapping | Scalar), setting)
        if found is not None:
            return _Misfit(index, *found)
        there = node.get(same_time(part, node.entries)) if isinstance(node, Mapping) else None
        node = usual_value(shape, part, setting.mark) if there is None else there
        shape = inside(shape, part)
    return None


def _missing_part(
    part: str, node: Node | None, shape: Any, may_be_new: bool, setting: _Setting
) -> tuple[str, str] | None:
    """Return what is wrong with ``part`` under ``node``, and the hint; None when it may stand there."""
    model = noun_of(shape)
    if model is not None and not (is_through_the_day(shape) and is_time(part)):
        if part in known_keys(model):
            return None
        known = known_keys(model)
        return f"there is no '{part}' here.", key_hint(part, known) or did_you_mean(part, known)
    if not is_by_name(shape):
        return f"this is a single value, so there is no '{part}' in it.", ""
    if isinstance(node, Scalar):
        return f"it is {shown(node.value)}, so there is no '{part}' in it.", _BY_TIME
    entries = node.entries if isinstance(node, Mapping) else {}
    below, value = inside(shape, part), setting.value
    is_new_thing = may_be_new and (isinstance(value, Mapping) or _may_be_alone(value, below))
    if same_time(part, entries) in entries or is_new_thing:
        return None
    if model is not None and entries and not any(map(is_time, entries)):
        return f"it is the same all day, so there is no '{part}' in it.", _BY_TIME
    names = list(plain(node)) if isinstance(node, Mapping) else []
    return f"there is no '{part}' here.", did_you_mean(part, names)


def _may_be_alone(value: Node, shape: Any) -> bool:
    """Return whether a single value may stand where ``shape`` is: no noun does, or it is a word beside one."""
    return noun_of(shape) is None or (isinstance(value, Scalar) and value.value in words_of(shape))
