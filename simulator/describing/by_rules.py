"""What overflow rules may make of the work of a type, in words: where it may go, and whom a rule alone brings to it.

How often a rule applies is known only after a run, so work and agents are told without them, and this beside it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.scenario.nouns import Gate, Overflow, Scenario
from simulator.scenario.rules.changing import widening_rules
from simulator.scenario.rules.reaching import first_of
from simulator.scenario.rules.whom import listed_by
from simulator.work.flow import Said


class Reservation(NamedTuple):
    """Waiting contacts of a type keep agents of a group from contacts of worse priority."""

    group: str
    type: str
    kept_from: tuple[str, ...]
    """The types of worse priority; empty where there are none."""


def gates_of(scenario: Scenario) -> tuple[tuple[str, str, Gate], ...]:
    """Return the gates: group, type, and while what the group takes contacts of the type."""
    return tuple(
        (group, name, serves.while_)
        for group, noun in scenario.agent_groups.items()
        for name, serves in noun.serves.items()
        if serves.while_ is not None
    )


def reservations_of(scenario: Scenario) -> tuple[Reservation, ...]:
    """Return who keeps agents of which group from whom."""
    return tuple(
        Reservation(group, name, tuple(other for other, one in noun.serves.items() if one.priority > serves.priority))
        for group, noun in scenario.agent_groups.items()
        for name, serves in noun.serves.items()
        if serves.reserves
    )


def said_of_rules(scenario: Scenario) -> Iterator[Said]:
    """Yield, by type, what its contacts may become and which groups take them by rules alone."""
    for name in scenario.contact_types:
        away = [f"{may} by overflow rule {rule}" for rule, may in _leaving(scenario, name)]
        if away:
            yield Said(name, f"some {', some '.join(away)}; the work shown is without that.")
        for group, segments in _brought(scenario, name).items():
            rules = [key for key, rule in widening_rules(scenario, name).items() if group in rule.groups_named]
            some = "overflow rule" if len(rules) == 1 else "overflow rules"
            yield Said(
                name,
                f"{group} takes {_whom(scenario, name, segments)} only by {some} {' and '.join(rules)}, but counts "
                "among their agents here.",
            )


def _leaving(scenario: Scenario, name: str) -> Iterator[tuple[str, str]]:
    for key, rule in scenario.overflow.items():
        may = _may(rule)
        if may and rule.leads_to != name and name in listed_by(rule.of, scenario):
            yield key, may


def _may(rule: Overflow) -> str:
    if rule.leads_to is not None:
        return f"may become {rule.leads_to}"
    return {"message": "may leave a voicemail", "end": "may be sent away"}.get(rule.verb, "")


def _brought(scenario: Scenario, name: str) -> dict[str, list[str | None]]:
    """Return the groups that rules alone bring to some contacts of the type: those of which segments."""
    kind = scenario.contact_types[name]
    by_steps = set().union(*(step.groups_named for step in kind.steps.values()))
    first = {one.segment: first_of(scenario, name, one.segment).ranks for one in kind.kinds}
    found = {
        group: [segment for segment, ranks in first.items() if group not in ranks]
        for group, noun in scenario.agent_groups.items()
        if name in noun.serves and group not in by_steps
    }
    return {group: segments for group, segments in found.items() if segments}


def _whom(scenario: Scenario, name: str, segments: list[str | None]) -> str:
    if len(segments) == len(scenario.contact_types[name].kinds):
        return "them"
    return " and ".join("those in no segment" if one is None else f"those of segment {one}" for one in segments)
