"""Names in routing tests: types, segments, channels, groups, contacts and agents must be there, in their strategies.

Checked on the tree of each strategy, as names in rules are: a test may be about what only one strategy has.
"""

from collections.abc import Container, Iterator, Sequence
from typing import get_args

from simulator.errors import Problem
from simulator.scenario.nouns.routing_test_nouns import NOTHING, Outcome
from simulator.scenario.sound.shift_names import served_by_people
from simulator.scenario.text.nodes import Entry, Mapping, Node, Scalar, dotted, problem
from simulator.scenario.text.nodes import Sequence as Items
from simulator.scenario.text.spelling import wrong_name
from simulator.scenario.text.suggest import did_you_mean

SECTION = "routing_tests"
_OWN_KEYS = ("takes", "by")
"""Of an expectation: no contact can have such a name."""
_OUTCOMES: tuple[str, ...] = get_args(Outcome)
TESTS_MAX = 1_000
"""More are no list that anybody keeps right."""


def routing_test_problems(tree: Mapping, strategy: str) -> list[Problem]:
    """Return what is wrong with names in those routing tests of a ``strategy``'s tree that are tests of it."""
    tests = tree.section(SECTION)
    if len(tests.entries) > TESTS_MAX:
        what = f"expected at most {TESTS_MAX:,} routing tests, got {len(tests.entries):,}."
        return [problem(tree.entries[SECTION].key, SECTION, what)]
    found: list[Problem] = []
    for name, entry in tests.entries.items():
        found += _called(entry, (SECTION,), name)
        if isinstance(entry.value, Mapping) and _is_of(entry.value, strategy):
            found += [
                *_given(tree, entry.value, name),
                *_free(tree, entry.value, name),
                *_expected(tree, entry.value, name),
            ]
    return found


def unknown_strategies(root: Mapping, trees: Sequence[Mapping], strategies: Sequence[str]) -> list[Problem]:
    """Return the strategies that routing tests name and the file does not have."""
    found: list[Problem] = []
    for tree in (root, *trees):
        for name, test in tree.section(SECTION).items():
            for one in _texts(test.get("strategies")) if isinstance(test, Mapping) else ():
                if one.value not in strategies:
                    hint = did_you_mean(str(one.value), strategies)
                    what = f"there is no strategy '{one.value}'."
                    found.append(problem(one.mark, dotted(SECTION, name, "strategies"), what, hint))
    return list(dict.fromkeys(found))


def _is_of(test: Mapping, strategy: str) -> bool:
    named = [one.value for one in _texts(test.get("strategies"))]
    return not named or strategy in named


def _texts(node: Node | None) -> list[Scalar]:
    """Return the texts that stand there, one or several."""
    nodes = node.items if isinstance(node, Items) else (node,)
    return [one for one in nodes if isinstance(one, Scalar) and isinstance(one.value, str)]


def _called(entry: Entry, path: tuple[str, ...], name: str, taken: Container[str] = ()) -> Iterator[Problem]:
    """Yield that nothing can be called so."""
    if what := wrong_name(name):
        yield problem(entry.key, dotted(*path), what)
    elif name in taken:
        yield problem(entry.key, dotted(*path), f"'{name}' cannot be a name here: it is a word of expectations.")


def _named(tree: Mapping, section: str, kind: str, one: Scalar, path: tuple[str, ...]) -> Iterator[Problem]:
    known = tree.section(section).entries
    if one.value not in known:
        what = f"there is no {kind} '{one.value}'."
        yield problem(one.mark, dotted(*path), what, did_you_mean(str(one.value), known))


def _given(tree: Mapping, test: Mapping, name: str) -> Iterator[Problem]:
    at = (SECTION, name, "given")
    for contact, entry in test.section("given").entries.items():
        yield from _called(entry, at, contact, (*_OWN_KEYS, NOTHING))
        node = entry.value
        types = _texts(node.get("type") if isinstance(node, Mapping) else node)
        for one in types:
            yield from _named(tree, "contact_types", "contact type", one, (*at, contact))
        segments = tree.section("contact_types").section(str(types[0].value)).section("segments") if types else None
        for one in _texts(node.get("segment")) if isinstance(node, Mapping) else ():
            if segments is not None and one.value not in segments.entries:
                what = f"{types[0].value} has no segment '{one.value}'."
                hint = did_you_mean(str(one.value), segments.entries) if segments.entries else ""
                yield problem(one.mark, dotted(*at, contact, "segment"), what, hint)


def _free(tree: Mapping, test: Mapping, name: str) -> Iterator[Problem]:
    at = (SECTION, name, "free")
    for agent, entry in test.section("free").entries.items():
        yield from _called(entry, at, agent, (NOTHING, *_OUTCOMES))
        node = entry.value if isinstance(entry.value, Mapping) else Mapping({}, entry.key)
        group = next(iter(_group_named(entry.value)), Scalar(agent, entry.key))
        wrong = [*_named(tree, "agent_groups", "agent group", group, (*at, agent))]
        yield from wrong
        for channel, held in node.section("in_hand").entries.items():
            where = (*at, agent, "in_hand")
            unknown = [*_named(tree, "channels", "channel", Scalar(channel, held.key), where)]
            yield from unknown
            if not (wrong or unknown) and channel not in _served_channels(tree, str(group.value)):
                yield problem(held.key, dotted(*where), f"{group.value} serves no contact type of channel '{channel}'.")


def _group_named(agents: Node | None) -> list[Scalar]:
    """Return the group that agents under `free` are given, by its key or as a bare name; or nothing."""
    return _texts(agents.get("group") if isinstance(agents, Mapping) else agents)


def _served_channels(tree: Mapping, group: str) -> set[object]:
    types = tree.section("contact_types")
    served = [*tree.section("agent_groups").section(group).section("serves").entries]
    served += served_by_people(tree).get(group, ())
    return {one.value for name in served for one in _texts(types.section(name).get("channel"))}


def _expected(tree: Mapping, test: Mapping, name: str) -> Iterator[Problem]:
    at, expect = (SECTION, name, "expect"), test.section("expect")
    given, free = test.section("given").entries, test.section("free").entries
    groups = {str(one.value) for entry in free.values() for one in _group_named(entry.value)}
    there = {*free, *groups}
    for contact, entry in expect.entries.items():
        if contact in _OWN_KEYS:
            continue
        if contact not in given:
            hint = did_you_mean(contact, [*_OWN_KEYS, *given])
            yield problem(entry.key, dotted(*at), f"there is no contact '{contact}' under given.", hint)
        node = entry.value
        for one in _texts(node.get("to") if isinstance(node, Mapping) else node):
            if one.value not in there and one.value not in _OUTCOMES:
                yield _nowhere(tree, one, (*at, contact), there)
        for one in _texts(node.get("as")) if isinstance(node, Mapping) else ():
            yield from _named(tree, "contact_types", "contact type", one, (*at, contact, "as"))
    yield from _taken(expect, given, there, at)


def _nowhere(tree: Mapping, one: Scalar, path: tuple[str, ...], there: set[str]) -> Problem:
    """Return that nobody of that name is free: a contact that is to go there would never."""
    if one.value in tree.section("agent_groups").entries:
        return problem(
            one.mark, dotted(*path), f"no agent of {one.value} is free in this test.", "Name one under free."
        )
    what = f"expected a name under free, or what happens to the contact, got '{one.value}'."
    return problem(one.mark, dotted(*path), what, did_you_mean(str(one.value), [*sorted(there), *_OUTCOMES]))


def _taken(expect: Mapping, given: Container[str], there: set[str], at: tuple[str, ...]) -> Iterator[Problem]:
    takes = expect.get("takes")
    lists: list[Node | None] = [takes]
    if isinstance(takes, Mapping):
        lists = [entry.value for entry in takes.entries.values()]
        for agent, entry in takes.entries.items():
            if agent not in there:
                hint = did_you_mean(agent, sorted(there))
                yield problem(entry.key, dotted(*at, "takes"), f"there is no agent '{agent}' under free.", hint)
    known = [*given] if isinstance(given, dict) else []
    for listed in lists:
        names = _texts(listed)
        for one in names:
            if one.value == NOTHING and len(names) > 1:
                yield problem(one.mark, dotted(*at, "takes"), f"'{NOTHING}' stands alone.")
            elif one.value != NOTHING and one.value not in given:
                hint = did_you_mean(str(one.value), known)
                yield problem(one.mark, dotted(*at, "takes"), f"there is no contact '{one.value}' under given.", hint)
    yield from _both(expect, lists, at)


def _both(expect: Mapping, lists: Sequence[Node | None], at: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the contacts that are to be taken and to wait, or taken twice."""
    seen: set[object] = set()
    for one in [one for listed in lists for one in _texts(listed) if one.value != NOTHING]:
        entry = expect.entries.get(str(one.value))
        node = entry.value if entry is not None else None
        places = _texts(node.get("to") if isinstance(node, Mapping) else node)
        if one.value in seen:
            yield problem(one.mark, dotted(*at, "takes"), f"'{one.value}' cannot be taken twice.")
        elif places and all(place.value in _OUTCOMES and place.value != "redirected" for place in places):
            what = f"'{one.value}' cannot be taken and be '{places[0].value}' at the same instant."
            yield problem(one.mark, dotted(*at, "takes"), what, "Leave one of the two out.")
        seen.add(one.value)
