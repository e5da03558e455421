"""Which groups may take a contact that has waited so long, and in which rank: by ranks, steps and each group's `after`.

Whoever simulates, explains or warns asks here.
"""

from collections.abc import Mapping
from typing import NamedTuple

from simulator.scenario.nouns import ContactType, Scenario
from simulator.scenario.nouns.waiting_step import WaitingStep

LAST = 1_000_000_000
"""The rank of groups that a type does not rank: behind every rank that is written."""


class Reached(NamedTuple):
    """From a wait of ``after_s`` on, these groups may take a contact, by rank: the smallest is tried first.

    ``flat``: whatever a group's priority for the type is, it counts as 1.
    """

    after_s: float
    ranks: Mapping[str, int]
    flat: bool = False


def reached_by(scenario: Scenario, name: str) -> tuple[Reached, ...]:
    """Return who may take contacts of a type after which wait, the shortest wait, 0, first.

    Each begins where a step or a group's `after` changes something.
    """
    kind, serving = scenario.contact_types[name], waits_of(scenario, name)
    now, reached = Reached(0.0, ranks_at_first(kind, serving)), list[Reached]()
    for wait_s in sorted({0.0, *serving.values(), *(step.after_s for step in kind.steps.values())}):
        for step in kind.steps_in_time.values():
            if step.after_s == wait_s:
                now = changed_by(step, now)
        there = {
            group: now.ranks[group] for group, after_s in serving.items() if group in now.ranks and after_s <= wait_s
        }
        if not reached or (there, now.flat) != reached[-1][1:]:
            reached.append(Reached(wait_s, there, now.flat))
    return tuple(reached)


def changed_by(step: WaitingStep, before: Reached) -> Reached:
    """Return who may take a contact after ``step``, each group's own `after` left out."""
    if step.only is not None:
        return Reached(step.after_s, step.only)
    if step.flatten:
        return Reached(step.after_s, dict.fromkeys(before.ranks, 1), flat=True)
    more = dict.fromkeys(step.groups_named, 1) if before.flat else step.groups_named
    return Reached(step.after_s, {**before.ranks, **more}, before.flat)


def ranks_at_first(kind: ContactType, serving: Mapping[str, float]) -> dict[str, int]:
    """Return the ranks, before any step, of those of the ``serving`` groups that only steps do not add."""
    added = {group for step in kind.steps.values() for group in step.groups_named} - set(kind.ranks)
    return {group: kind.ranks.get(group, LAST) for group in serving if group not in added}


def waits_of(scenario: Scenario, name: str) -> dict[str, float]:
    """Return the groups that serve a type, with the wait before which they take none, in seconds."""
    groups = scenario.agent_groups.items()
    return {group: noun.serves[name].after_s for group, noun in groups if name in noun.serves}
