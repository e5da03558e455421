"""Skills: how long agents take and what they solve, where people differ from others of their group, or are new.

Each group has one of the same number, which is what is usual in it; behind them stand those of people. Which contacts
somebody takes at all is said by pools (`staff.py`).
"""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.engine.tables.eligibility import AS_DRAWN, Factors
from simulator.scenario.days.worked_shifts import WorkedShift
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.people import PersonServes


class Skill(NamedTuple):
    """What somebody can do in a group on a day."""

    group: str
    person: str | None = None
    """Who, if their own pace counts."""
    times: float = 1.0
    """How many times as long talk and wrap-up take because they are new."""
    trained: tuple[str, ...] = ()
    """The trainings that are over for them."""


def skill_of(scenario: Scenario, one: WorkedShift) -> Skill:
    """Return the skill of who works a shift."""
    named = one.who.name if one.who.number < 0 and scenario.people[one.who.name].serves else None
    return Skill(one.group, named, one.times, one.trained)


def skills_of(scenario: Scenario, shifts: Iterable[WorkedShift]) -> tuple[Skill, ...]:
    """Return all skills there are: what is usual in each group, then those of people."""
    usual = [Skill(name) for name in scenario.agent_groups]
    return tuple(dict.fromkeys([*usual, *(skill_of(scenario, one) for one in shifts)]))


def factors_of(scenario: Scenario, skills: tuple[Skill, ...]) -> tuple[tuple[Factors, ...], ...]:
    """Return how many times as long talk and wrap-up take, by type and skill."""
    return tuple(tuple(_factors(scenario, name, one) for one in skills) for name in scenario.contact_types)


def _factors(scenario: Scenario, type_: str, skill: Skill) -> Factors:
    serves = scenario.agent_groups[skill.group].serves.get(type_)
    if serves is None:
        return AS_DRAWN
    own = _own(scenario, type_, skill)
    talk, wrap_up = serves.talk_times * skill.times, serves.wrap_up_times * skill.times
    for one in own:
        talk, wrap_up = talk * one.talk_times, wrap_up * one.wrap_up_times
    return Factors(talk, wrap_up)


def _own(scenario: Scenario, type_: str, skill: Skill) -> list[PersonServes]:
    """Return how somebody differs from others of the group: by themselves, then by each training."""
    by_themselves = {} if skill.person is None else scenario.people[skill.person].serves
    each = [by_themselves, *(scenario.trainings[name].serves for name in skill.trained)]
    return [serves[type_] for serves in each if type_ in serves]


def solved_by(scenario: Scenario, skills: tuple[Skill, ...]) -> tuple[tuple[float, ...], ...] | None:
    """Return the share that is solved, by type and skill; None where everything is, also with help."""
    shares = tuple(tuple(_solved(scenario, name, one) for one in skills) for name in scenario.contact_types)
    helped = [rule.help.solved for rule in scenario.helps.values() if rule.help.solved is not None]
    return shares if any(share < 1.0 for mine in (*shares, helped) for share in mine) else None


def _solved(scenario: Scenario, type_: str, skill: Skill) -> float:
    serves = scenario.agent_groups[skill.group].serves.get(type_)
    if serves is None:
        return 1.0
    stated = [one.solved for one in _own(scenario, type_, skill) if one.solved is not None]
    return stated[-1] if stated else serves.solved
