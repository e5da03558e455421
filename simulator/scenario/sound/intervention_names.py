"""Names in interventions: what is opened, closed or extended must be there, and conditions must say of what they are.

Checked on the tree, so that a misspelt name is found together with everything else that is wrong. An intervention is
about the center: there is no contact whose wait or type a condition could mean.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.rules.whom import KINDS, Known, kinds_meant, prefix_and_name
from simulator.scenario.sound.rule_names import known_in, misnamed
from simulator.scenario.text.nodes import Mapping, Node, Scalar, Sequence, dotted, problem

Path = tuple[str, ...]
_SECTION = "interventions"
_HAVE_HOURS = ("type", "channel")
_NAMED: tuple[tuple[Path, tuple[str, ...], str], ...] = (
    (("open",), _HAVE_HOURS, "contact types or channels"),
    (("close",), _HAVE_HOURS, "contact types or channels"),
    (("extend", "of"), (*_HAVE_HOURS, "group"), "contact types, channels or groups"),
)
"""Where names stand, what they may be of, and how that is called."""
_OF_ONE_TYPE = (("expected_wait", "of"), ("with_room", "type"))


def intervention_name_problems(tree: Mapping) -> list[Problem]:
    """Return what interventions name in ``tree`` and cannot mean."""
    known, wrong = known_in(tree), list[Problem]()
    for name in tree.section(_SECTION).entries:
        rule = tree.section(_SECTION).section(name)
        for path, kinds, called in _NAMED:
            node: Node | None = rule
            for key in path:
                node = node.get(key) if isinstance(node, Mapping) else None
            wrong += _named(node, (_SECTION, name, *path), known, kinds, called)
        when = rule.get("when")
        if isinstance(when, Mapping):
            wrong += _conditions(when, (_SECTION, name, "when"), list(known["type"]))
    return wrong


def _named(node: Node | None, path: Path, known: Known, kinds: tuple[str, ...], called: str) -> Iterator[Problem]:
    for one in node.items if isinstance(node, Sequence) else (node,):
        if not isinstance(one, Scalar) or not isinstance(one.value, str):
            continue
        wrong = misnamed(one.value, known, kinds)
        if wrong is not None:
            yield problem(one.mark, dotted(*path), *wrong)
            continue
        (kind,) = kinds_meant(one.value, known)
        if kind not in kinds:
            article = "an" if kind == "group" else "a"
            what = f"'{prefix_and_name(one.value)[1]}' is {article} {KINDS[kind]}."
            yield problem(one.mark, dotted(*path), what, f"Name {called}.")


def _conditions(node: Mapping, path: Path, types: list[str]) -> Iterator[Problem]:
    if "waited" in node.entries:
        what = "an intervention is about the center, so there is no contact whose wait could be meant."
        hint = "Use oldest_wait, the longest wait of those who wait."
        yield problem(node.entries["waited"].key, dotted(*path, "waited"), what, hint)
    for measure, key in _OF_ONE_TYPE if len(types) > 1 else ():
        # A wrong form of the measure is told elsewhere.
        if measure in node.entries and key not in node.section(measure).entries:
            what = f"'{key}' is missing: an intervention is about the center, so the contact type must be named."
            yield problem(node.entries[measure].key, dotted(*path, measure), what, f"Known: {', '.join(types)}.")
    for way in ("all", "any"):
        for name, entry in node.section(way).entries.items():
            if isinstance(entry.value, Mapping):
                yield from _conditions(entry.value, (*path, way, name), types)
    if isinstance(part := node.get("not"), Mapping):
        yield from _conditions(part, (*path, "not"), types)
