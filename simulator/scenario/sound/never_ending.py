"""Rules by which somebody could never be done: passed on for ever, or coming again for ever.

Only what is certain to go on is an error: a share of 100 % that holds on, and no limit to attempts. One of 99 % ends.
So does redialling until one gets through.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Table
from itertools import pairwise
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns import FollowUp, Scenario, Transfer
from simulator.scenario.rules.asked import asking_follow_ups, transfers_of
from simulator.scenario.sound.who_is_there import Customer, all_met, groups_of, who_is_there
from simulator.scenario.text.nodes import Mapping, dotted, problem

_NOT_REACHED = frozenset({"abandoned", "blocked"})


class _Where(NamedTuple):
    """Where a contact may be: its type, the customer's segment, and the one group that may have it (None: any)."""

    type: str
    segment: str | None
    group: str | None


class _Step(NamedTuple):
    """A rule that surely acts, and where it leads."""

    rule: str
    to: _Where


def never_ending(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the transfers and follow-ups of a valid ``scenario`` that could go on for ever."""
    return [*_passed_for_ever(scenario, tree), *_coming_for_ever(scenario, tree)]


def _passed_for_ever(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    steps: dict[_Where, set[_Step]] = {}
    ends: set[_Where] = set()
    waiting = [_Where(*one, None) for one in who_is_there(scenario)]
    while waiting:
        where = waiting.pop()
        if where in steps:
            continue
        steps[where] = set()
        for group in _groups(scenario, where):
            found, is_sure = _steps_from(scenario, where, group)
            steps[where].update(found)
            waiting += [step.to for step in found]
            if not is_sure:
                ends.add(where)
    lost = set(steps) - _that_may_end(steps, ends)
    told: set[frozenset[str]] = set()
    for where, following in steps.items():
        rules = frozenset(_rules_among(where, steps, lost)) if where in lost and following else frozenset()
        if rules and not rules & frozenset().union(*told):
            told.add(rules)
            names = [name for name in scenario.transfers if name in rules]
            path = ("transfers", names[0], "share")
            what = f"this never ends: 100% are passed on every time {_by(names)}."
            yield problem(value_mark(tree, *path), dotted(*path), what, "Write a last share below 100%.")


def _groups(scenario: Scenario, where: _Where) -> list[str]:
    return groups_of(scenario, where.type) if where.group is None else [where.group]


def _steps_from(scenario: Scenario, where: _Where, group: str) -> tuple[list[_Step], bool]:
    """Return where a contact that this group answers may be passed on to, and whether one of the rules surely acts."""
    found: list[_Step] = []
    for name, rule in transfers_of(scenario, where.type, where.segment, group).items():
        if rule.share[-1] == 0.0:
            continue
        to = rule.pass_
        found.append(_Step(name, _Where(to.type or where.type, where.segment, to.group)))
        if _is_sure(rule):
            return found, True
    return found, False


def _is_sure(rule: Transfer) -> bool:
    # A duration may be longer than the talk.
    return rule.share[-1] == 1.0 and rule.passes_at.share is not None


def _that_may_end(steps: Table[_Where, set[_Step]], ends: set[_Where]) -> set[_Where]:
    """Return from where an end can be reached."""
    fine = set(ends)
    while more := {one for one, to in steps.items() if one not in fine and any(step.to in fine for step in to)}:
        fine |= more
    return fine


def _rules_among(where: _Where, steps: Table[_Where, set[_Step]], lost: set[_Where]) -> Iterator[str]:
    """Yield the rules by which a contact goes round that is where there is no end."""
    seen, waiting = set[_Where](), [where]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        for step in steps[here]:
            if step.to in lost:
                yield step.rule
                waiting.append(step.to)


def _coming_for_ever(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    leads: dict[Customer, dict[Customer, str]] = {}
    follow_ups_of = asking_follow_ups(scenario)
    for met in all_met(scenario):
        one = Customer(met.type, met.segment)
        for rule, follow_up in follow_ups_of(*one, met.group).items():
            if _never_stops(follow_up):
                to = Customer(follow_up.come.type or one.type, one.segment)
                leads.setdefault(one, {}).setdefault(to, rule)
    told: set[str] = set()
    for start in leads:
        way = _circle(start, leads)
        rules = [leads[here][there] for here, there in pairwise(way)]
        if rules and not told.intersection(rules):
            told.update(rules)
            names = list(dict.fromkeys(rules))
            path = ("follow_ups", names[0], "share")
            what = f"this never ends: 100% come again every time {_by(names)}, with no limit on attempts."
            hint = "Write attempts: 5, or a last share below 100%."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def _never_stops(one: FollowUp) -> bool:
    if one.share[-1] < 1.0 or one.attempts is not None:
        return False
    # Who gives up or is blocked may get through the next time; without a delay that is the same instant again.
    may_get_through = one.when.ended is not None and _NOT_REACHED.issuperset(one.when.ended)
    return not may_get_through or one.after.mean_s == 0.0


def _circle(start: Customer, leads: Table[Customer, Table[Customer, str]]) -> list[Customer]:
    """Return the shortest way from a type back to it, of customers of one segment; empty where there is none."""
    ways = [[start]]
    seen: set[Customer] = set()
    for way in ways:
        for to in leads.get(way[-1], ()):
            if to == start:
                return [*way, to]
            if to not in seen:
                seen.add(to)
                ways.append([*way, to])
    return []


def _by(names: list[str]) -> str:
    return f"by {' and '.join(repr(name) for name in names)}{' in turn' if len(names) > 1 else ''}"
