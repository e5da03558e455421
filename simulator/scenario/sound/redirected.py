"""Redirects as something that brings contacts to a type: who comes while another type is closed becomes one of it."""

from collections.abc import Iterator

from simulator.scenario.days.opening import opening_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.hours_changed import closed_by_rules
from simulator.scenario.text.nodes import Mapping, Scalar

Path = tuple[str, ...]


class Redirected:
    """``when_closed: {redirect: TYPE}`` of a channel or a type, in either form."""

    nobody = "redirect"

    def would_bring(self, name: str) -> str:
        """Return what somebody could write so that contacts of the type ``name`` come."""
        return f"let another type have when_closed: {{redirect: {name}}}"

    def named_in(self, tree: Mapping) -> Iterator[str]:
        """Yield the names of types to which a tree redirects somebody; they may not exist."""
        return (str(to.value) for _, to in redirects_in(tree))

    def brought_to(self, scenario: Scenario) -> Iterator[str]:
        """Yield the types to which somebody is redirected in a valid scenario."""
        closed = closed_by_rules(scenario)
        for name in scenario.contact_types:
            hours = opening_of(scenario, name)
            # Who comes again may come while the center itself is closed.
            is_ever_closed = hours.stretches is not None or bool(scenario.follow_ups) or name in closed
            if hours.redirect_to is not None and is_ever_closed:
                yield hours.redirect_to


def redirects_in(tree: Mapping) -> Iterator[tuple[Path, Scalar]]:
    """Yield where a tree says to which type contacts are redirected, and what it says there."""
    for section in ("channels", "contact_types"):
        for name in tree.section(section).entries:
            path: Path = (section, name, "when_closed", "redirect")
            when_closed = tree.section(section).section(name).section("when_closed")
            to = when_closed.get("redirect")
            if isinstance(to, Mapping):
                path, to = (*path, "type"), to.get("type")
            if isinstance(to, Scalar) and isinstance(to.value, str):
                yield path, to
