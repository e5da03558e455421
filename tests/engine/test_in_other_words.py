"""What depends on how things stand, written in other words: the log is the same, to the bit, in random centers."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from building import center, day
from in_other_words import Change, plain, same
from plain_centers import plain_center
from swarm import random_center

from simulator.demand.workload import Workload
from simulator.engine.simulate import simulate
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.conditions import Conditions, Gate

WITH_RULES = ("contacts", "spans", "overflow")
Written = Callable[[Conditions], Conditions]


# Conditions


def each_key(conditions: Conditions) -> dict[str, Conditions]:
    """Return conditions of one key each, by names of their own."""
    return {f"part{number}": Conditions(**{key: one}) for number, (key, one) in enumerate(conditions.given.items())}


def denied(conditions: Conditions) -> Conditions:
    return Conditions(**{"not": conditions})


OTHERWISE: dict[str, Written] = {
    "all of one": lambda one: Conditions(all={"it": one}),
    "any of one": lambda one: Conditions(any={"it": one}),
    "any of the same": lambda one: Conditions(any={"it": one, "again": one}),
    "not not": lambda one: denied(denied(one)),
    "all of each": lambda one: Conditions(all=each_key(one)),
    "not any of not each": lambda one: denied(
        Conditions(any={name: denied(part) for name, part in each_key(one).items()})
    ),
}
ANOTHER: dict[str, Written] = {"not": denied, "any of each": lambda one: Conditions(any=each_key(one))}
"""What is not the same."""


def rewritten(scenario: Scenario, written: Written) -> Scenario:
    """Return the center with the conditions of all its rules and gates in other words."""
    rules = {
        name: rule if rule.when is None else rule.model_copy(update={"when": written(rule.when)})
        for name, rule in scenario.overflow.items()
    }
    groups = {}
    for name, group in scenario.agent_groups.items():
        serves = {
            kind: one if one.while_ is None else one.model_copy(update={"while_": gate(one.while_, written)})
            for kind, one in group.serves.items()
        }
        groups[name] = group.model_copy(update={"serves": serves})
    return scenario.model_copy(update={"overflow": rules, "agent_groups": groups})


def gate(was: Gate, written: Written) -> Gate:
    look = was.look if isinstance(was.look, str) else f"{was.look}s"
    return Gate(look=look, **written(Conditions(**was.given)).given)


@cache
def conditional() -> list[tuple[int, Scenario, Workload]]:
    """Return random centers with conditions; large ones are left out."""
    found = []
    for seed in range(120):
        scenario, workload = random_center(seed, coming_again=seed % 2 == 0)
        asked = [rule for rule in scenario.overflow.values() if rule.when is not None]
        gates = [one for group in scenario.agent_groups.values() for one in group.serves.values() if one.while_]
        if (asked or gates) and len(workload) < 130:
            found.append((seed, scenario, workload))
    return found


@pytest.mark.parametrize("words", OTHERWISE)
def test_conditions_in_other_words(words):
    assert len(conditional()) > 20
    for seed, scenario, workload in conditional():
        other = simulate(rewritten(scenario, OTHERWISE[words]), workload)
        same(simulate(scenario, workload), other, f"random_center({seed}), {words}", WITH_RULES)


@pytest.mark.parametrize("words", ANOTHER)
def test_other_conditions_are_not_the_same(words):
    """Or else the test above would prove nothing."""
    moved = 0
    for _, scenario, workload in conditional():
        one, other = (simulate(each, workload) for each in (scenario, rewritten(scenario, ANOTHER[words])))
        moved += one.contacts["ended_s"].tobytes() != other.contacts["ended_s"].tobytes()
    assert moved > 5


# Rules, in plain centers of one day


DAYS = [seed for seed in range(60) if "days" not in plain_center(seed)[0]["horizon"]]


def ruled(**rule: Any) -> Change:
    """Return what gives a center one rule for all contacts."""

    def change(tree: dict[str, Any]) -> None:
        tree["overflow"] = {"rule": {"of": list(tree["contact_types"]), **rule}}

    return change


def agree(one: Change, other: Change, tables: tuple[str, ...] = ("contacts", "spans")) -> None:
    for seed in DAYS:
        same(plain(seed, one), plain(seed, other), f"plain_center({seed})", tables)


VERBS: tuple[dict[str, Any], ...] = (
    {"flatten": True},
    {"also": {"group0": 1}},
    {"only": {"group0": 1}},
    {"raise": {"priority": 1}},
    {"raise": {"age_credit": "10m"}},
    {"message": True},
    {"end": True},
)


@pytest.mark.parametrize("verb", VERBS, ids=str)
def test_on_every_change_a_wait_is_found_when_it_is_reached(verb):
    agree(ruled(when={"waited": "20s"}, **verb), ruled(look={"waited": "20s"}, **verb), WITH_RULES)


def test_a_wait_that_is_looked_at_later_is_found_later():
    """Or else the test above would prove nothing."""
    rules = ruled(when={"waited": "20s"}, end=True), ruled(look={"waited": "30s"}, end=True)
    moved = 0
    for seed in DAYS:
        one, other = (plain(seed, change) for change in rules)
        moved += one.contacts["ended_s"].tobytes() != other.contacts["ended_s"].tobytes()
    assert moved > 5


def test_all_types_are_those_of_all_channels_and_of_all_groups():
    def by(kind: str) -> Change:
        def change(tree: dict[str, Any]) -> None:
            known = {"type": "contact_types", "channel": "channels", "group": "agent_groups"}[kind]
            ruled(when={"waiting": 2}, end=True)(tree)
            names = list(tree[known])
            tree["overflow"]["rule"]["of"] = {kind: names}

        return change

    for kind in ("type", "channel", "group"):
        agree(ruled(when={"waiting": 2}, end=True), by(kind), WITH_RULES)


@pytest.mark.parametrize("raised", [{"priority": 1}, {"priority": 3}, {"age_credit": "5m"}], ids=str)
def test_who_is_raised_on_entering_is_who_the_segment_prefers(raised):
    """A place in line matters only to who waits."""

    def by_segment(tree: dict[str, Any]) -> None:
        for kind in tree["contact_types"].values():
            for segment in kind["segments"].values():
                for key in ("priority", "age_credit"):
                    segment.pop(key, None)
                    if key in raised:
                        segment[key] = raised[key]

    def by_rule(tree: dict[str, Any]) -> None:
        names = sorted({name for kind in tree["contact_types"].values() for name in kind["segments"]})
        for kind in tree["contact_types"].values():
            for segment in kind["segments"].values():
                for key in ("priority", "age_credit"):
                    segment.pop(key, None)
        if names:
            of = [f"segment:{name}" for name in names]
            tree["overflow"] = {"raised": {"of": of, "look": "entering", "raise": raised}}

    agree(by_segment, by_rule)


def test_a_group_that_is_asked_on_entering_is_a_group_of_the_last_rank():
    """One ring, and two of which the second is asked at once."""
    contacts = day(*((45 * k + k % 5, 31 + 13 * (k % 7), 200) for k in range(90)), types=[k % 2 for k in range(90)])

    def hotline(**more: Any) -> Scenario:
        groups = {
            "front": {"agents": 1, "serves": {"orders": {}}},
            "experts": {"agents": 1, "serves": {"advice": {}, "orders": {"priority": 2}}},
        }
        ranks = {"front": 1} if "overflow" in more else {"front": 1, "experts": 2}
        return center(types={"orders": {"ranks": ranks}, "advice": {}}, groups=groups, **more)

    second = {"second": {"of": "orders", "look": "entering", "also": {"experts": 2}}}
    same(simulate(hotline(), contacts), simulate(hotline(overflow=second), contacts), "rings")
    later = {"second": {"of": "orders", "look": {"waited": "1s"}, "also": {"experts": 2}}}
    answered_s = [simulate(hotline(**more), contacts).contacts["answered_s"] for more in ({}, {"overflow": later})]
    assert answered_s[0].tobytes() != answered_s[1].tobytes()


# What is none


def gated(holds: dict[str, Any] | None) -> Change:
    """Return what puts a gate before everything."""

    def change(tree: dict[str, Any]) -> None:
        for group in tree["agent_groups"].values():
            for serves in group["serves"].values():
                if holds is not None:
                    serves["while"] = holds

    return change


@pytest.mark.parametrize(
    "holds",
    [
        {"waiting": 0},
        {"waiting": 0, "look": "1m"},
        {"oldest_wait": "0s"},
        {"any": {"none": {"free": 99}, "all": {"free": {"at_least": 0}}}},
        {"not": {"hour": {"from": "07:00", "to": "07:01"}}},
    ],
    ids=str,
)
def test_a_gate_that_always_holds_is_none(holds):
    agree(gated(None), gated(holds))


def test_a_rule_that_changes_nothing_is_none():
    """Every contact is raised to the priority that it has, on entering and later."""

    def usual(tree: dict[str, Any]) -> None:
        for kind in tree["contact_types"].values():
            for segment in kind["segments"].values():
                segment["priority"] = 2

    def raised(tree: dict[str, Any]) -> None:
        usual(tree)
        names = list(tree["contact_types"])
        tree["overflow"] = {
            "first": {"of": names, "look": "entering", "raise": {"priority": 2}},
            "later": {"of": names, "when": {"waited": "10s"}, "raise": {"priority": 2}},
        }

    agree(usual, raised)


def test_groups_that_may_take_it_anyway_are_no_step():
    """After 20 s it is for all who serve it, with the ranks that they have."""

    def ranked(tree: dict[str, Any], ring: bool = False) -> None:
        for name, kind in tree["contact_types"].items():
            serving = [group for group, one in tree["agent_groups"].items() if name in one["serves"]]
            kind["ranks"] = {group: 1 + place % 2 for place, group in enumerate(serving)}
            if ring:
                kind["steps"] = {"ring": {"after": "20s", "only": kind["ranks"]}}

    agree(ranked, lambda tree: ranked(tree, ring=True))


def test_after_no_time_is_at_once():
    def after(tree: dict[str, Any], wait: str | None = None) -> None:
        for group in tree["agent_groups"].values():
            for serves in group["serves"].values():
                serves.pop("after", None)
                if wait is not None:
                    serves["after"] = wait

    agree(after, lambda tree: after(tree, "0s"))


def test_reserving_from_equals_is_none():
    def reserved(tree: dict[str, Any], reserves: bool = False) -> None:
        for group in tree["agent_groups"].values():
            for serves in group["serves"].values():
                serves |= {"priority": 2, "reserves": reserves}

    agree(reserved, lambda tree: reserved(tree, reserves=True))
