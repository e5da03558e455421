"""Names in rules: whom they are of, and which contact type or group they lead to, must be there and be one thing.

Checked on the tree, so that a misspelt name is found together with everything else that is wrong.
"""

from collections.abc import Iterable, Iterator

from simulator.errors import Problem
from simulator.scenario.rules.whom import KINDS, Known, kinds_meant, prefix_and_name
from simulator.scenario.text.nodes import Mapping, Node, Scalar, Sequence, dotted, problem
from simulator.scenario.text.suggest import did_you_mean, nearest

SECTIONS = ("overflow", "transfers", "helps", "follow_ups", "interventions")
_LEADS = (
    ("overflow", ("move", "type"), "type"),
    ("overflow", ("offer", "type"), "type"),
    ("transfers", ("pass", "type"), "type"),
    ("transfers", ("pass", "group"), "group"),
    ("follow_ups", ("come", "type"), "type"),
    ("interventions", ("move_people", "from"), "group"),
    ("interventions", ("move_people", "to"), "group"),
    ("interventions", ("call_in", "to"), "group"),
)
"""Where in a rule stands a name of what."""


def rule_name_problems(tree: Mapping) -> list[Problem]:
    """Return what rules name in ``tree`` and does not exist, or is several things."""
    known = known_in(tree)
    wrong: list[Problem] = []
    for section in SECTIONS:
        for name, rule in tree.section(section).items():
            if isinstance(rule, Mapping):
                wrong += _of(rule.get("of"), (section, name, "of"), known)
    for section, (verb, key), kind in _LEADS:
        for name in tree.section(section).entries:
            node = tree.section(section).section(name).section(verb).get(key)
            if isinstance(node, Scalar) and isinstance(node.value, str) and node.value not in known[kind]:
                what = f"there is no {KINDS[kind]} '{node.value}'."
                hint = did_you_mean(node.value, known[kind])
                wrong.append(problem(node.mark, dotted(section, name, verb, key), what, hint))
    return wrong


def known_in(tree: Mapping) -> Known:
    """Return the names in a tree, by what they are of."""
    types = tree.section("contact_types")
    segments = [one for name in types.entries for one in types.section(name).section("segments").entries]
    return {
        "type": types.entries,
        "channel": tree.section("channels").entries,
        "group": tree.section("agent_groups").entries,
        "segment": dict.fromkeys(segments),
    }


def _of(node: Node | None, path: tuple[str, ...], known: Known) -> Iterator[Problem]:
    if isinstance(node, Mapping):
        yield from _of_kinds(node, path, known)
        return
    for one in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(one, Scalar) and isinstance(one.value, str):
            wrong = misnamed(one.value, known)
            if wrong is not None:
                yield problem(one.mark, dotted(*path), *wrong)


def _of_kinds(node: Mapping, path: tuple[str, ...], known: Known) -> Iterator[Problem]:
    """Yield what is wrong with the names of a mapping, whose keys say what they are of."""
    for kind, named in node.items():
        for one in named.items if isinstance(named, Sequence) else (named,):
            if kind in KINDS and isinstance(one, Scalar) and isinstance(one.value, str):
                name = one.value.strip()
                if name not in known[kind]:
                    yield problem(one.mark, dotted(*path, kind), *_no_such(kind, name, known))


def _no_such(kind: str, text: str, known: Known) -> tuple[str, str]:
    """Return that there is nothing of a kind that is called so, and what was probably meant."""
    prefix, name = prefix_and_name(text)
    elsewhere = [one for one in kinds_meant(text, known) if one != kind]
    if prefix == kind and name in known[kind]:
        hint = f"Write {kind}: {name}."
    elif elsewhere:
        hint = f"Did you mean '{elsewhere[0]}: {name}'?"
    else:
        hint = did_you_mean(name, known[kind])
    return f"there is no {KINDS[kind]} '{text}'.", hint


def misnamed(text: str, known: Known, kinds: Iterable[str] = KINDS) -> tuple[str, str] | None:
    """Return what is wrong with a name under ``of`` and the hint; None when it means one thing.

    ``kinds`` are those that may stand there: a name that is nothing is said to be none of them.
    """
    prefix, name = prefix_and_name(text)
    meant = kinds_meant(text, known)
    if len(meant) == 1:
        return None
    if meant:
        listed = " and ".join(f"a {KINDS[kind]}".replace("a agent", "an agent") for kind in meant)
        return f"'{name}' is {listed}.", f"Write {' or '.join(f'{kind}:{name}' for kind in meant)}."
    if not prefix:
        everything = [one for kind in kinds for one in known[kind]]
        *called, last = (KINDS[kind] for kind in kinds)
        what = f"there is no {', '.join(called)} or {last} '{name}'."
        return what, did_you_mean(name, dict.fromkeys(everything))
    if prefix not in KINDS:
        near = nearest(prefix, KINDS)
        hint = f"Did you mean '{near}:{name}'?" if near else ""
        return f"unknown prefix '{prefix}:'. Known: type:, channel:, group:, segment:.", hint
    elsewhere = kinds_meant(name, known)
    hint = f"Did you mean '{elsewhere[0]}:{name}'?" if elsewhere else did_you_mean(name, known[prefix])
    return f"there is no {KINDS[prefix]} '{name}'.", hint
