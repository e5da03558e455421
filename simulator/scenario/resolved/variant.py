"""One variant of a scenario's tree, validated: the Scenario it is, or all that is wrong with it."""

from typing import Any, NamedTuple

from pydantic import ValidationError

from simulator.errors import Problem
from simulator.scenario.language.shape import INTERNAL, fields_of
from simulator.scenario.layers.merge import override
from simulator.scenario.layers.plans import with_plans
from simulator.scenario.nouns import Scenario
from simulator.scenario.sound.consistency import consistency_problems, reference_problems
from simulator.scenario.sound.translate import TreePlace, translated, unknown_key
from simulator.scenario.text.files import Folder
from simulator.scenario.text.nodes import Mapping, Node, plain


class Variant(NamedTuple):
    """A merged tree and what it means; ``scenario`` is None when ``problems`` say why."""

    tree: Mapping
    scenario: Scenario | None
    problems: tuple[Problem, ...]


def made(tree: Mapping, changes: tuple[Mapping, ...], folder: Folder, base: Variant | None = None) -> Variant:
    """Return the variant that ``changes`` make of ``tree``; ``base`` is the variant of the tree itself, if known."""
    if base is not None and not changes:
        return base
    wrong: list[Problem] = []
    for change in changes:
        tree = override(tree, change, wrong)
    variant = validated(tree, folder, base)
    if not wrong:
        return variant
    return Variant(tree, None, (*wrong, *variant.problems))


def validated(tree: Mapping, folder: Folder, like: Variant | None = None) -> Variant:
    """Return the Scenario that ``tree`` describes, with its files in ``folder``.

    Nouns whose nodes are the very ones of the variant ``like`` are taken from there: a strategy changes little, and a
    scenario with forty variants should not take forty times as long to check.
    """
    planned = with_plans(tree, folder)
    tree = planned.tree
    problems = [*planned.problems, *_unknown(tree)]
    problems += reference_problems(tree, folder)
    scenario = None
    try:
        known = {"folder": folder.path, "plan_files": planned.files}
        scenario = Scenario.model_validate({**_data(tree, like), **known})
    except ValidationError as error:
        problems += translated(error, tree)
    if scenario is not None:
        problems += consistency_problems(scenario, tree)
    return Variant(tree, None if problems else scenario, tuple(problems))


def _unknown(tree: Mapping) -> list[Problem]:
    return [
        unknown_key(TreePlace((key,), tree.entries[key].key, tree, Scenario)) for key in INTERNAL if key in tree.entries
    ]


def _data(tree: Mapping, like: Variant | None) -> dict[str, Any]:
    """Return what the validator gets: plain data, and finished nouns where ``like`` has the same nodes."""
    if like is None or like.scenario is None:
        return tree.plain
    return {key: _known(key, node, like.tree.get(key), like.scenario) for key, node in tree.items()}


def _known(key: str, node: Node, old: Node | None, scenario: Scenario) -> Any:
    if key not in fields_of(Scenario):
        return plain(node)
    noun = getattr(scenario, key)
    if node is old:
        return noun
    if not (isinstance(noun, dict) and isinstance(node, Mapping) and isinstance(old, Mapping)):
        return plain(node)
    return {name: noun[name] if one is old.get(name) else plain(one) for name, one in node.items()}
