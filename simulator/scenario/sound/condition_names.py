"""Names in conditions and overflow rules: what is measured, and the groups that may take a contact, must be there.

Checked on the tree, so that a misspelt name is found together with everything else that is wrong.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.rules.whom import KINDS, Known, kinds_meant, prefix_and_name
from simulator.scenario.sound.rule_names import known_in, misnamed
from simulator.scenario.text.nodes import Mapping, Node, Scalar, Sequence, dotted, problem
from simulator.scenario.text.spelling import wrong_name
from simulator.scenario.text.suggest import did_you_mean

_OF_TYPES = ("waiting", "oldest_wait", "service_level")
_OF_GROUPS = ("logged_in", "free", "with_room", "busy_share")
_OF_ONE_TYPE = (("expected_wait", "of"), ("with_room", "type"))

Path = tuple[str, ...]


def condition_name_problems(tree: Mapping) -> list[Problem]:
    """Return what conditions, and overflow rules beside their `of`, name in ``tree`` and does not exist."""
    known = known_in(tree)
    wrong = [one for path, node in conditions_in(tree) for one in _in_conditions(node, path, known)]
    for name in tree.section("overflow").entries:
        rule = tree.section("overflow").section(name)
        for word in ("also", "only"):
            for group, entry in rule.section(word).entries.items():
                if group not in known["group"]:
                    what, hint = f"there is no agent group '{group}'.", did_you_mean(group, known["group"])
                    wrong.append(problem(entry.key, dotted("overflow", name, word), what, hint))
    return wrong


def conditions_in(tree: Mapping) -> Iterator[tuple[Path, Mapping]]:
    """Yield the conditions of overflow rules, of interventions and of what groups serve, with their places."""
    for section in ("overflow", "interventions"):
        for name in tree.section(section).entries:
            node = tree.section(section).section(name).get("when")
            if isinstance(node, Mapping):
                yield (section, name, "when"), node
    for group in tree.section("agent_groups").entries:
        serves = tree.section("agent_groups").section(group).section("serves")
        for served in serves.entries:
            node = serves.section(served).get("while")
            if isinstance(node, Mapping):
                yield ("agent_groups", group, "serves", served, "while"), node


def _in_conditions(node: Mapping, path: Path, known: Known) -> Iterator[Problem]:
    for measure in _OF_TYPES:
        yield from _types(node.section(measure).get("of"), (*path, measure, "of"), known)
    for measure in _OF_GROUPS:
        yield from _of_one_kind(node.section(measure).get("of"), (*path, measure, "of"), "group", known)
    for measure, key in _OF_ONE_TYPE:
        yield from _of_one_kind(node.section(measure).get(key), (*path, measure, key), "type", known)
    for way in ("all", "any"):
        for name, entry in node.section(way).entries.items():
            if what := wrong_name(name):
                yield problem(entry.key, dotted(*path, way), what)
            if isinstance(entry.value, Mapping):
                yield from _in_conditions(entry.value, (*path, way, name), known)
    if isinstance(part := node.get("not"), Mapping):
        yield from _in_conditions(part, (*path, "not"), known)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    for one in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(one, Scalar) and isinstance(one.value, str):
            yield one


def _types(node: Node | None, path: Path, known: Known) -> Iterator[Problem]:
    for one in _scalars(node):
        text = str(one.value)
        wrong = misnamed(text, known)
        if wrong is not None:
            yield problem(one.mark, dotted(*path), *wrong)
        elif kinds_meant(text, known) == ["segment"]:
            name = prefix_and_name(text)[1]
            what = f"'{name}' is a segment; contacts of a segment are not counted by themselves."
            yield problem(one.mark, dotted(*path), what, "Name contact types, channels or groups.")


def _of_one_kind(node: Node | None, path: Path, kind: str, known: Known) -> Iterator[Problem]:
    for one in _scalars(node):
        name = str(one.value).strip()
        if name not in known[kind]:
            elsewhere = kinds_meant(name, known)
            hint = f"'{name}' is a {KINDS[elsewhere[0]]}." if elsewhere else did_you_mean(name, known[kind])
            yield problem(one.mark, dotted(*path), f"there is no {KINDS[kind]} '{name}'.", hint)
