"""Where a value came from: every file, strategy, future and setting that had a say in it, in order.

Nothing is recorded while variants are made; the same overrides are laid over one another again, one by one, and looked
at where it is asked. So this costs nothing where nobody asks.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.errors import UsageError
from simulator.scenario.language.around import APART
from simulator.scenario.language.defaults import BY_DEFAULT, with_defaults
from simulator.scenario.layers.changed_numbers import is_operation
from simulator.scenario.layers.merge import override, same_time
from simulator.scenario.layers.named_days import with_named_days
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import Mapping, Mark, Node, Scalar, Sequence, dotted, is_nothing, plain
from simulator.scenario.text.suggest import did_you_mean
from simulator.scenario.text.yaml_write import yaml_value

Path = tuple[str, ...]
REMOVED = "removed"


class Step(NamedTuple):
    """One say in a value: what was written (``24``, ``add: 2``, ``removed``), and where."""

    said: str
    place: str


class Origin(NamedTuple):
    """A value of the resolved scenario and how it came about; ``value`` is empty when it was removed."""

    path: str
    value: str
    steps: tuple[Step, ...]


def origins(study: Study, path: Path, strategy: str | None = None, future: str | None = None) -> tuple[Origin, ...]:
    """Return where the values at and under ``path`` came from, in the order of the resolved scenario.

    Values that are left out and have a default are among them, and those that were removed. Raises UsageError when
    there is nothing at ``path``.
    """
    layers, trees = _one_by_one(_layers(study, strategy, future))
    full = with_defaults(study.variant(strategy, future).tree)
    path = _as_written(path, [full, *trees])
    final = dict(_leaves(full, path))
    gone = [leaf for tree in trees for leaf, _ in _leaves(tree, path) if leaf not in final]
    # What was inside of what is a single value now, or became a mapping, is told with what is there.
    gone = [leaf for leaf in dict.fromkeys(gone) if not any(_is_around(leaf, one) for one in final)]
    if not final and not gone:
        raise _nothing(full, path)
    stages = list(zip(layers, trees, strict=True))
    told = [Origin(dotted(*leaf), _shown(node), _steps(study, stages, leaf, node)) for leaf, node in final.items()]
    return (*told, *(Origin(dotted(*leaf), "", _steps(study, stages, leaf, None)) for leaf in gone))


def _layers(study: Study, strategy: str | None, future: str | None) -> list[Mapping]:
    """Return what is laid over one another: the files, the lowest first, then what the variant changes."""
    files = [layer.root.without(*APART) for layer in study.layers]
    return [*files, *study.overrides[study.choice(strategy, future)]]


def _one_by_one(layers: list[Mapping]) -> tuple[list[Mapping], list[Mapping]]:
    """Return the ``layers`` with all that they say, of named days too, and the tree that each of them makes."""
    said, trees = [layers[0]], [layers[0]]
    for change in layers[1:]:
        said.append(with_named_days(trees[-1], change, []))
        trees.append(override(trees[-1], change, []))
    return said, trees


def _as_written(path: Path, trees: list[Mapping]) -> Path:
    """Return ``path`` with its times of day as the files write them (9:00, 09:00)."""
    for tree in trees:
        node: Node | None = tree
        found: list[str] = []
        for part in path:
            if not isinstance(node, Mapping) or (key := same_time(part, node.entries)) not in node.entries:
                break
            found.append(key)
            node = node.get(key)
        if len(found) == len(path):
            return tuple(found)
    return path


def _leaves(tree: Mapping, path: Path) -> Iterator[tuple[Path, Node]]:
    """Yield the values at and under ``path``; lists and empty mappings are values."""
    node: Node | None = tree
    for part in path:
        node = node.get(part) if isinstance(node, Mapping) else None
    open_nodes = [(path, node)] if node is not None else []
    while open_nodes:
        at, node = open_nodes.pop()
        if isinstance(node, Mapping) and node.entries:
            open_nodes += [((*at, key), value) for key, value in reversed(list(node.items()))]
        elif node is not None:
            yield at, node


def _is_around(one: Path, other: Path) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _steps(study: Study, stages: list[tuple[Mapping, Mapping]], path: Path, final: Node | None) -> tuple[Step, ...]:
    """Return who had a say in the value at ``path``; a stage is what is laid over the others, and what that makes."""
    if isinstance(final, Scalar) and final.mark.via == BY_DEFAULT:
        return (Step(_shown(final), "by default"),)
    steps: list[Step] = []
    was_there, before = False, ""
    for number, (layer, tree) in enumerate(stages):
        said = _said(layer, path, may_change=number > 0)
        result = next((_shown(node) for leaf, node in _leaves(tree, path) if leaf == path), "")
        is_there = any(leaf == path for leaf, _ in _leaves(tree, path))
        if said is None and was_there and not is_there:
            said = _Say(REMOVED, _nearest_mark(layer, path), needs_a_value=True)
        # Who removes what is not there yet has no say in it, nor who multiplies a mean in the deviation beside it.
        nothing_came_of_it = result == before if said is not None and said.around else not (steps or result)
        no_say = said is not None and said.needs_a_value and nothing_came_of_it
        was_there, before = is_there, result
        if said is None or no_say:
            continue
        makes = f", which makes {result}" if said.needs_a_value and result else ""
        steps.append(Step(f"{said.text}{makes}", _place(study, said.mark)))
    if not steps and final is not None:
        # No layer says it: it is from a sheet that one of them names.
        steps.append(Step(_shown(final), _place(study, final.mark)))
    return tuple(steps)


class _Say(NamedTuple):
    """What one layer says; changing and removing need a value that is there already."""

    text: str
    mark: Mark
    needs_a_value: bool = False
    around: bool = False
    """Whether it is said of what is around the value, which may have other numbers in it."""


def _said(layer: Mapping, path: Path, may_change: bool) -> _Say | None:
    """Return what a layer says about the value at ``path``, and where; None when it says nothing."""
    node: Node = layer
    around = False
    for part in path:
        if not isinstance(node, Mapping):
            return _Say(REMOVED, node.mark, needs_a_value=True)
        if may_change and is_operation(node):
            around = True
            break
        entry = node.entries.get(same_time(part, node.entries))
        if entry is None:
            return None
        if is_nothing(entry.value) and may_change:
            return _Say(REMOVED, entry.key, needs_a_value=True)
        node = entry.value
    if isinstance(node, Mapping) and may_change and is_operation(node):
        said = ", ".join(f"{name}: {_shown(by)}" for name, by in node.items())
        return _Say(said, node.mark, needs_a_value=True, around=around)
    return _Say(_shown(node), node.mark)


def _nearest_mark(layer: Mapping, path: Path) -> Mark:
    """Return where a layer changes what is around ``path``: another key there took its place."""
    node = layer
    for part in path:
        inner = node.get(same_time(part, node.entries))
        if not isinstance(inner, Mapping):
            break
        node = inner
    return node.mark


def _place(study: Study, mark: Mark) -> str:
    if not mark.line:
        return mark.via
    by = next((layer.by for layer in study.layers if layer.name == mark.file and layer.by), "")
    parts = [mark.with_file, mark.via, f"extended by {by}" if by else ""]
    return ", ".join(part for part in parts if part)


def _shown(node: Node) -> str:
    if isinstance(node, Scalar):
        return yaml_value(node.value)
    if isinstance(node, Sequence):
        return f"[{', '.join(_shown(item) for item in node.items)}]"
    return f"{{{', '.join(f'{yaml_value(key)}: {_shown(value)}' for key, value in node.items())}}}"


def _nothing(tree: Mapping, path: Path) -> UsageError:
    node: Node = tree
    for index, part in enumerate(path):
        if not isinstance(node, Mapping):
            what = f"{dotted(*path[:index])} is {_shown(node)}, so there is nothing inside"
            return UsageError(f"there is no {dotted(*path)}: {what}.")
        if part not in node.entries:
            hint = did_you_mean(part, plain(node))
            at = f" in {dotted(*path[:index])}" if index else ""
            return UsageError(f"there is no '{part}'{at}. {hint}".strip())
        node = node.entries[part].value
    return UsageError(f"there is nothing under {dotted(*path)}.")
