"""``extends:``, a scenario that begins where other files end.

The files lie one over the other like overrides: those that are extended below, in the order they are named, the file
itself on top, and each file once, however many extend it. So two files may extend a common third one and be extended
together. Every value keeps the place where it stands.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.errors import Problem, ScenarioError
from simulator.scenario.language.around import APART
from simulator.scenario.language.shape import inside, outgrown
from simulator.scenario.layers.changed_numbers import is_operation
from simulator.scenario.layers.merge import displaced, override, same_time, spelt_out
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.arrivals import FROM_FILES
from simulator.scenario.nouns.plan_sheets import PLANS
from simulator.scenario.text.files import is_inside, read_text
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar, Sequence, is_nothing, plain, problem
from simulator.scenario.text.suggest import did_you_mean
from simulator.scenario.text.yaml_text import read_mapping
from simulator.units import shown

LEVELS_MAX = 10
FILES_MAX = 50
_HINT = "Write it as extends: other.yaml, or as a list of such files."


@dataclass(frozen=True)
class Layer:
    """One file of a scenario: its tree, whose recorded files are already named as seen from the scenario's folder."""

    name: str
    root: Mapping
    by: str = ""
    """The file that extends this one; empty for the scenario's own."""


@dataclass
class _Reading:
    """What is read so far, and what may be read."""

    folder: Path
    allow_outside: bool
    wrong: list[Problem] = field(default_factory=list)
    layers: dict[Path, Layer] = field(default_factory=dict)
    open: list[tuple[Path, str]] = field(default_factory=list)
    """From the scenario's own file to the one being read."""


def read_layers(text: str | Mapping, folder: Path, name: str, allow_outside: bool = False) -> tuple[Layer, ...]:
    """Return the files that a scenario's ``text`` is made of, the lowest first, its own (called ``name``) last.

    It may be a tree already. Files outside ``folder`` are refused unless ``allow_outside``. Raises ScenarioError with
    all that is wrong in the files' texts and in how they extend one another.
    """
    reading = _Reading(folder, allow_outside)
    # The text may stand in no file at all; then no file can extend it, and its name is as good as any.
    _read(reading, text, Path(os.path.abspath(folder / Path(name).name)), name, "")
    layers = tuple(reading.layers.values())
    if reading.wrong:
        raise ScenarioError(tuple(said_by(layers, reading.wrong)))
    return layers


def laid_over(layers: tuple[Layer, ...], wrong: list[Problem]) -> Mapping:
    """Return the tree of all ``layers`` together; what cannot be changed is told to ``wrong``."""
    root = layers[0].root
    _same_version(layers, wrong)
    for layer in layers[1:]:
        root = _over(root, layer.root, wrong)
    # What is missing altogether is missing in the scenario's own file.
    return Mapping(root.entries, layers[-1].root.mark)


def said_by(layers: tuple[Layer, ...], problems: list[Problem]) -> list[Problem]:
    """Return ``problems`` with those of extended files saying which file extends them."""
    by = {layer.name: layer.by for layer in layers if layer.by}
    return [_said(one, by[one.file]) if one.file in by else one for one in problems]


def _said(one: Problem, by: str) -> Problem:
    where = f"{one.where} (extended by {by})".strip()
    return Problem(one.file, one.line, one.column, where, one.what, one.hint, one.kind)


def _read(reading: _Reading, text: str | Mapping, path: Path, name: str, by: str) -> None:
    """Read a file and, before it, those that it extends."""
    try:
        root = text if isinstance(text, Mapping) else read_mapping(text, name)
    except ScenarioError as error:
        reading.layers[path] = _nothing_in(name, by)
        reading.wrong += error.problems
        return
    reading.open.append((path, name))
    for given in _given(root, reading.wrong):
        _follow(reading, given, path, name)
    reading.open.pop()
    reading.layers[path] = Layer(name, _rebased(root.without("extends"), reading.folder, path.parent), by)


def _nothing_in(name: str, by: str) -> Layer:
    return Layer(name, Mapping({}, Mark(name, 1, 1)), by)


def _given(root: Mapping, wrong: list[Problem]) -> list[Scalar]:
    """Return the names under ``extends:``."""
    given = root.get("extends")
    if given is None or is_nothing(given):
        return []
    items = given.items if isinstance(given, Sequence) else (given,)
    names = [item for item in items if isinstance(item, Scalar) and isinstance(item.value, str)]
    for item in items:
        if item not in names:
            what = f"expected the name of another scenario file, got {shown(plain(item))}."
            wrong.append(problem(item.mark, "extends", what, _HINT))
    return names


def _follow(reading: _Reading, given: Scalar, path: Path, name: str) -> None:
    """Read the file that ``given`` names in the file ``path``."""
    text = str(given.value)
    target = path.parent / text
    try:
        inside, real = is_inside(target, reading.folder), target.resolve()
    except (OSError, ValueError, RuntimeError):
        inside, real = True, target
    wrong, hint = _refusal(reading, text, inside, real)
    if wrong:
        reading.wrong.append(problem(given.mark, "extends", wrong, hint))
    elif real not in reading.layers:
        shown_name = os.path.normpath(os.path.join(os.path.dirname(name), text))
        try:
            content = read_text(target)
        except ScenarioError as error:
            reading.wrong += [_unreadable(one, given, shown_name, path.parent) for one in error.problems]
            reading.layers[real] = _nothing_in(shown_name, name)
        else:
            _read(reading, content, real, shown_name, name)


def _refusal(reading: _Reading, text: str, inside: bool, real: Path) -> tuple[str, str]:
    """Return why a file is not read, and the hint; nothing when it may be."""
    if not (inside and not Path(text).is_absolute()) and not reading.allow_outside:
        return f"{shown(text)} is not in the scenario's folder.", "Put the file beside it, or use --allow-outside."
    paths = [path.resolve() for path, _ in reading.open]
    if real in paths:
        names = [name for _, name in reading.open][paths.index(real) :]
        return f"these files extend one another in a circle: {' → '.join((*names, names[0]))}.", ""
    if len(reading.open) > LEVELS_MAX:
        return f"files can extend one another at most {LEVELS_MAX} levels deep.", ""
    if len(reading.layers) + len(reading.open) > FILES_MAX:
        return f"at most {FILES_MAX} files can be extended.", ""
    return "", ""


def _unreadable(one: Problem, given: Scalar, name: str, folder: Path) -> Problem:
    if one.line:
        # What is wrong is in the file; it has a place there.
        return Problem(name, one.line, one.column, "", one.what, one.hint)
    beside = sorted(path.name for path in folder.glob("*.y*ml")) if "no such file" in one.what else []
    hint = one.hint or did_you_mean(str(given.value), beside)
    return problem(given.mark, "extends", f"{shown(given.value)}: {one.what}", hint)


def _rebased(root: Mapping, folder: Path, mine: Path) -> Mapping:
    """Return ``root`` with the files it names as seen from ``folder``: they are beside the file that names them."""
    way = os.path.relpath(mine, os.path.abspath(folder)).replace(os.sep, "/")
    if way == ".":
        return root
    moved = _moved(root, way)
    assert isinstance(moved, Mapping)
    return moved


def _moved(node: Node, way: str) -> Node:
    if not isinstance(node, Mapping):
        return node
    entries = {}
    for key, entry in node.entries.items():
        value = _moved(entry.value, way)
        if key in (*FROM_FILES, "empirical") and isinstance(value, Mapping):
            value = _file_moved(value, way)
        if key == PLANS and isinstance(value, Mapping):
            value = _files_moved(value, way)
        entries[key] = Entry(entry.key, value)
    return Mapping(entries, node.mark)


def _files_moved(plans: Mapping, way: str) -> Mapping:
    """Return plans by name with their files as seen from another folder."""
    moved = {
        name: Entry(entry.key, _file_moved(entry.value, way) if isinstance(entry.value, Mapping) else entry.value)
        for name, entry in plans.entries.items()
    }
    return Mapping(moved, plans.mark)


def _file_moved(recorded: Mapping, way: str) -> Mapping:
    file = recorded.get("file")
    if not isinstance(file, Scalar) or not isinstance(file.value, str) or os.path.isabs(file.value):
        return recorded
    moved = Scalar(os.path.normpath(f"{way}/{file.value}"), file.mark)
    return Mapping({**recorded.entries, "file": Entry(recorded.entries["file"].key, moved)}, recorded.mark)


def _over(below: Mapping, above: Mapping, wrong: list[Problem]) -> Mapping:
    """Return the tree of one file over another."""
    root = override(below.without(*APART), above.without(*APART), wrong)
    entries = dict(root.entries)
    for section in APART:
        under, over = below.entries.get(section), above.entries.get(section)
        # What best means is one statement: half of one and half of another would be nobody's.
        entry = (over or under) if section == "goal" else _named_over(under, over, section)
        if entry is not None:
            entries[section] = entry
    return Mapping(entries, below.mark)


def _same_version(layers: tuple[Layer, ...], wrong: list[Problem]) -> None:
    """Tell ``wrong`` of the files that are of another version than the uppermost that states one."""
    stated = [(layer.name, version) for layer in layers if (version := layer.root.get("version")) is not None]
    for name, version in stated[:-1]:
        if plain(version) != plain(stated[-1][1]):
            what = f"{stated[-1][0]} has version {shown(plain(stated[-1][1]))}, {name} has {shown(plain(version))}."
            wrong.append(problem(version.mark, "version", what, "All files of a scenario need the same version."))


def _named_over(below: Entry | None, above: Entry | None, section: str) -> Entry | None:
    """Return strategies, futures or checks of one file over those of another; a list replaces a list.

    Known warnings of both are known.
    """
    if below is None or above is None:
        return above or below
    if section == "acknowledged" and isinstance(below.value, Sequence) and isinstance(above.value, Sequence):
        return Entry(above.key, _together(below.value, above.value))
    if not (isinstance(below.value, Mapping) and isinstance(above.value, Mapping)):
        return above
    entries = dict(below.value.entries)
    for name, entry in above.value.entries.items():
        old = entries.get(name)
        if old is None:
            entries[name] = entry
        elif is_nothing(entry.value):
            del entries[name]
        else:
            entries[name] = Entry(entry.key, _changes_over(old.value, entry.value, Scenario))
    return Entry(above.key, Mapping(entries, above.value.mark))


def _together(below: Sequence, above: Sequence) -> Sequence:
    """Return the items of two lists, what is in both once and at its place in the upper one."""
    mine = [plain(one) for one in above.items]
    return Sequence((*(one for one in below.items if plain(one) not in mine), *above.items), above.mark)


def _changes_over(below: Node, above: Node, shape: Any) -> Node:
    """Return one strategy's changes over another's: what both change, the upper one changes; null stays a change."""
    if isinstance(above, Mapping) and not is_operation(above):
        below = spelt_out(below, shape)
    if not (isinstance(below, Mapping) and isinstance(above, Mapping)) or is_operation(below) or is_operation(above):
        return above
    gone = outgrown(below, above, shape, in_part=True)
    entries = {key: entry for key, entry in below.entries.items() if key not in gone}
    for given, entry in above.entries.items():
        key = same_time(given, below.entries)
        old = entries.get(key)
        if old is None:
            entries[key] = entry
            for rival in displaced(below, above, key, shape):
                entries.pop(rival, None)
        else:
            entries[key] = Entry(entry.key, _changes_over(old.value, entry.value, inside(shape, key)))
    return Mapping(entries, above.mark)
