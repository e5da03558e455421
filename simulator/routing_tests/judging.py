"""Whether what happens in a situation is what its test expects, and in words what happened instead."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, get_args

from simulator.routing_tests.playing import OUTCOME_WORDS, Became
from simulator.scenario.nouns import RoutingTest
from simulator.scenario.nouns.deciding_rules import COVERS, DECIDING_RULES, By
from simulator.scenario.nouns.routing_test_nouns import NOTHING, Outcome

_OUTCOMES = get_args(Outcome)


class Failure(NamedTuple):
    """What a test expects and what happened instead; ``path`` leads to it, from the key ``expect`` on."""

    path: tuple[str, ...]
    what: str
    hint: str = ""


class _OtherRule(NamedTuple):
    """That another rule decided what became of a contact than the one expected at ``path``."""

    path: tuple[str, ...]
    expected: By
    contact: str


def failures(test: RoutingTest, became: Mapping[str, Became]) -> list[Failure]:
    """Return all that is otherwise than ``test`` expects, each once: what is taken, then contact by contact.

    One expectation of a rule is one failure, however many contacts another rule decided.
    """
    found = list(dict.fromkeys([*_takes(test, became), *_contacts(test, became)]))
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        if isinstance(one, _OtherRule):
            alike.setdefault(one.path, []).append(one.contact)
    return list(dict.fromkeys(_by_others(one, alike, became) if isinstance(one, _OtherRule) else one for one in found))


def _by_others(one: _OtherRule, alike: Mapping[tuple[str, ...], list[str]], became: Mapping[str, Became]) -> Failure:
    """Return that another rule decided than is expected in one place, with all contacts of which that is so."""
    contacts = [became[name] for name in alike[one.path]]
    said = "; ".join(happened(each) if each.by else f"{_UNKNOWN}: {happened(each)}" for each in contacts)
    return Failure(one.path, f"expected {one.expected} to decide, but {said}.", _hint(one.expected, contacts[0]))


def happened(one: Became) -> str:
    """Return what became of a contact, and by which rule.

    >>> happened(Became("a", "taken", ("rank",), agent="experts", group="experts", types=("orders",)))
    'experts took a, by rank'
    """
    return _with_rule(_fate(one), one)


def _fate(one: Became) -> str:
    became = f" as {one.types[0]}" * one.redirected
    if one.outcome == "taken":
        return f"{one.called or one.agent} took {one.contact}{became}"
    if one.outcome == "redirected":
        return f"{one.contact} is redirected"
    return f"{one.contact} {OUTCOME_WORDS[one.outcome]}{became}"


def _with_rule(said: str, one: Became) -> str:
    if not one.by:
        return said
    return f"{said}, by {one.by[0]}" + (f": {one.why}" if one.why else "")


def _takes(test: RoutingTest, became: Mapping[str, Became]) -> Iterator[Failure | _OtherRule]:
    expected = test.expect.takes
    if expected is None:
        return
    taken = [one for one in became.values() if one.outcome == "taken"]
    if not isinstance(expected, dict):
        yield from _taken(("takes",), "", _names(expected), taken, test, became)
        return
    if not any(_names(names) for names in expected.values()) and not taken:
        # As if it said that nothing is taken.
        yield from _taken(("takes",), "", (), taken, test, became)
    for agent, names in expected.items():
        mine = [one for one in taken if agent in (one.agent, one.group)]
        yield from _taken(("takes", agent), agent, _names(names), mine, test, became)


def _names(expected: tuple[str, ...]) -> tuple[str, ...]:
    return () if expected == (NOTHING,) else expected


def _taken(
    path: tuple[str, ...],
    agent: str,
    expected: tuple[str, ...],
    taken: list[Became],
    test: RoutingTest,
    became: Mapping[str, Became],
) -> Iterator[Failure | _OtherRule]:
    """Yield what is wrong with the contacts that are taken, by one ``agent`` or (empty) by all."""
    names = {one.contact for one in taken}
    if set(expected) != names:
        whom = " and ".join(expected) or NOTHING
        subject = f"{agent} to take {whom}" if agent else f"the free agents to take {whom}"
        # Whoever is taken instead says most; where nobody is, why the expected ones are not.
        wrong = names.difference(expected) or set(expected).difference(names)
        instead = [one for name, one in became.items() if name in wrong]
        what = f"expected {subject}, but {'; '.join(map(happened, instead))}."
        yield Failure(path, what, _hint(test.expect.by, instead[0]))
        return
    # That nothing is taken is decided for every contact that is there.
    for one in taken or (() if agent else became.values()):
        yield from _by(("by",), test.expect.by, one)


def _contacts(test: RoutingTest, became: Mapping[str, Became]) -> Iterator[Failure | _OtherRule]:
    for name, expected in test.expect.contacts.items():
        one = became[name]
        if not any(_is_at(place, one) for place in expected.to):
            what = f"expected {_wanted(name, expected.to)}, but {happened(one)}."
            yield Failure((name,), what, _hint(expected.by or test.expect.by, one))
        elif expected.as_ is not None and expected.as_ != one.types[0]:
            what = f"expected {name} to be {expected.as_}, but it is {one.types[0]}: {happened(one)}."
            yield Failure((name, "as"), what, _hint(None, one))
        elif expected.by is not None:
            yield from _by((name, "by"), expected.by, one)
        else:
            yield from _by(("by",), test.expect.by, one)


def _is_at(place: str, one: Became) -> bool:
    if place == "redirected":
        return one.redirected or one.outcome == "redirected"
    if place in _OUTCOMES:
        return one.outcome == place
    return one.outcome == "taken" and place in (one.agent, one.group)


_WANTED = {
    "waits": "to wait",
    "blocked": "to be blocked",
    "refused": "to be refused",
    "voicemail": "to leave a voicemail",
    "redirected": "to be redirected",
    "abandoned": "to leave",
    "cleared": "to be sent away",
}


def _wanted(name: str, places: tuple[str, ...]) -> str:
    agents = " or ".join(one for one in places if one not in _OUTCOMES)
    said = ([f"to be taken by {agents}"] if agents else []) + [_WANTED[one] for one in places if one in _OUTCOMES]
    return f"{name} {' or '.join(said)}"


_UNKNOWN = "which rule decided is not known"


def _by(path: tuple[str, ...], expected: By | None, one: Became) -> Iterator[_OtherRule]:
    if expected is None or any(each in (expected, *COVERS.get(expected, ())) for each in one.by):
        return
    yield _OtherRule(path, expected, one.contact)


def _hint(expected: By | None, one: Became) -> str:
    """Return which keys set the rule that should have decided, or where none is expected, the one that did."""
    by = expected or next(iter(one.by), None)
    return f"{by}: {DECIDING_RULES[by].keys}" if by else ""
