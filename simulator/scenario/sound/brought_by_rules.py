"""Rules as what brings contacts to a type: who is passed on to it, moved to it, or comes again as it."""

from collections.abc import Iterator

from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.rule_parts import AllOfThese
from simulator.scenario.text.nodes import Mapping, Node, Scalar, plain


class ByTransfer:
    """``pass: {type: TYPE}`` of a transfer."""

    nobody = "transfer"

    def would_bring(self, name: str) -> str:
        """Return what somebody could write so that contacts of the type ``name`` come."""
        return f"let a transfer have pass: {{type: {name}}}"

    def named_in(self, tree: Mapping) -> Iterator[str]:
        """Yield the names of types to which a tree passes somebody on; they may not exist."""
        return _named_in(tree, "transfers", "pass")

    def brought_to(self, scenario: Scenario) -> Iterator[str]:
        """Yield the types to which somebody is passed on in a valid scenario."""
        return (one.pass_.type for one in scenario.transfers.values() if one.pass_.type is not None)


class ByOverflow:
    """``move: {type: TYPE}`` or ``offer: {type: TYPE}`` of an overflow rule."""

    nobody = "overflow rule"

    def would_bring(self, name: str) -> str:
        """Return what somebody could write so that contacts of the type ``name`` come."""
        return f"let an overflow rule have move: {{type: {name}, place: back}}"

    def named_in(self, tree: Mapping) -> Iterator[str]:
        """Yield the names of types to which a tree moves somebody; they may not exist."""
        for verb in ("move", "offer"):
            yield from _named_in(tree, "overflow", verb)

    def brought_to(self, scenario: Scenario) -> Iterator[str]:
        """Yield the types to which somebody is moved in a valid scenario."""
        return (one.leads_to for one in scenario.overflow.values() if one.leads_to is not None)


class ByFollowUp:
    """``come: {type: TYPE}`` of a follow-up; one that is only of that type brings nobody who was not there."""

    nobody = "follow-up"

    def would_bring(self, name: str) -> str:
        """Return what somebody could write so that contacts of the type ``name`` come."""
        return f"let a follow-up have come: {{type: {name}}}"

    def named_in(self, tree: Mapping) -> Iterator[str]:
        """Yield the names of types as which a tree lets somebody come again; they may not exist."""
        return _named_in(tree, "follow_ups", "come")

    def brought_to(self, scenario: Scenario) -> Iterator[str]:
        """Yield the types as which somebody comes again in a valid scenario."""
        for one in scenario.follow_ups.values():
            of = one.of.given if isinstance(one.of, AllOfThese) else list(one.of)
            if one.come.type is not None and not _only_of(of, one.come.type):
                yield one.come.type


def _named_in(tree: Mapping, section: str, verb: str) -> Iterator[str]:
    for name in tree.section(section).entries:
        rule = tree.section(section).section(name)
        to, of = rule.section(verb).get("type"), rule.get("of")
        if isinstance(to, Scalar) and isinstance(to.value, str) and not _only_of(_plain(of), to.value):
            yield to.value


def _plain(of: Node | None) -> object:
    return [] if of is None else plain(of)


def _only_of(of: object, name: str) -> bool:
    """Return whether nobody else is meant than contacts of the type ``name``; further keys only mean fewer of them."""
    if isinstance(of, dict):
        return "type" in of and _only_of(of["type"], name)
    listed = list(of) if isinstance(of, list | tuple) else [of]
    return all(one in (name, f"type:{name}") for one in listed) and bool(listed)
