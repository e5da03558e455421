"""Which groups may take a contact that has waited so long, and in which rank: by ranks, steps and each group's `after`.

Whoever simulates, explains or warns asks here. What overflow rules make of it is said in `changing.py`. They keep the
groups that they name from whom they cover, so who may take a contact depends on the customer's segment as well: None
stands for who is in none.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from simulator.scenario.nouns import ContactType, Scenario
from simulator.scenario.nouns.overflow_rules import Overflow
from simulator.scenario.nouns.waiting_step import WaitingStep
from simulator.scenario.rules.covered import is_covered

LAST = 1_000_000_000
"""The rank of groups that a type does not rank: behind every rank that is written."""


class Reached(NamedTuple):
    """From a wait of ``after_s`` on, these groups may take a contact, by rank: the smallest is tried first.

    ``flat``: whatever a group's priority for the type is, it counts as 1.
    """

    after_s: float
    ranks: Mapping[str, int]
    flat: bool = False


def reached_by(scenario: Scenario, name: str, segment: str | None = None) -> tuple[Reached, ...]:
    """Return who may take contacts of a type after which wait, the shortest wait, 0, first; rules left out.

    Each begins where a step or a group's `after` changes something.
    """
    serving, now, reached = waits_of(scenario, name), first_of(scenario, name, segment), list[Reached]()
    for wait_s in times_of(scenario, name):
        now = stepped(scenario.contact_types[name], now, wait_s)
        there = there_by(now, serving, wait_s)
        if not reached or there[1:] != reached[-1][1:]:
            reached.append(there)
    return tuple(reached)


def times_of(scenario: Scenario, name: str) -> tuple[float, ...]:
    """Return the waits at which a step or a group's `after` may change something, 0 first."""
    steps = scenario.contact_types[name].steps.values()
    return tuple(sorted({0.0, *waits_of(scenario, name).values(), *(step.after_s for step in steps)}))


def first_of(scenario: Scenario, name: str, segment: str | None = None) -> Reached:
    """Return who may take a contact that begins to wait, each group's own `after` left out."""
    added = added_by_rules(scenario, name, segment)
    return Reached(0.0, ranks_at_first(scenario.contact_types[name], waits_of(scenario, name), added))


def stepped(kind: ContactType, now: Reached, wait_s: float) -> Reached:
    """Return what the steps at a wait make of ``now``."""
    for step in kind.steps_in_time.values():
        if step.after_s == wait_s:
            now = Reached(wait_s, *changed_by(step, now)[1:])
    return now


def there_by(now: Reached, serving: Mapping[str, float], wait_s: float) -> Reached:
    """Return those of ``now`` that have their own `after` behind them."""
    there = {group: now.ranks[group] for group, after_s in serving.items() if group in now.ranks and after_s <= wait_s}
    return Reached(wait_s, there, now.flat)


def changed_by(step: WaitingStep | Overflow, before: Reached) -> Reached:
    """Return who may take a contact after a step or rule, each group's own `after` left out."""
    after_s = step.after_s if isinstance(step, WaitingStep) else before.after_s
    if step.only is not None:
        return Reached(after_s, step.only)
    if step.flatten:
        return Reached(after_s, dict.fromkeys(before.ranks, 1), flat=True)
    more = dict.fromkeys(step.groups_named, 1) if before.flat else step.groups_named
    return Reached(after_s, {**before.ranks, **more}, before.flat)


def ranks_at_first(kind: ContactType, serving: Mapping[str, float], added: Collection[str] = ()) -> dict[str, int]:
    """Return the ranks, before any step, of those of the ``serving`` groups that only steps and rules do not add.

    ``added`` are those that rules add.
    """
    named = {group for step in kind.steps.values() for group in step.groups_named}
    later = (named | set(added)) - set(kind.ranks)
    return {group: kind.ranks.get(group, LAST) for group in serving if group not in later}


def added_by_rules(scenario: Scenario, name: str, segment: str | None = None) -> frozenset[str]:
    """Return the groups that overflow rules may add for contacts of a type and segment."""
    rules = [rule for rule in scenario.overflow.values() if rule.groups_named]
    return frozenset(
        group for rule in rules if is_covered(scenario, rule, name, segment) for group in rule.groups_named
    )


def groups_at_first(scenario: Scenario, name: str) -> frozenset[str]:
    """Return the groups that may take some contacts of a type from the beginning, each group's `after` left out."""
    kinds = scenario.contact_types[name].kinds
    return frozenset(group for kind in kinds for group in first_of(scenario, name, kind.segment).ranks)


def waits_of(scenario: Scenario, name: str) -> dict[str, float]:
    """Return the groups that serve a type, with the wait before which they take none, in seconds."""
    groups = scenario.agent_groups.items()
    return {group: noun.serves[name].after_s for group, noun in groups if name in noun.serves}
