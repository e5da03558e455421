"""Invariants of help: who called when, who came, and what became of the talk.

What a log says of calls is held against talks, stays and the rules, which are read here once more. `Help` is what the
checkers of hands and of solved contacts ask for.
"""

from typing import NamedTuple

import numpy as np
from hours_read import Calendar
from passing_checkers import passes_of
from services_read import groups_of_agents, services

from simulator.demand.draws import purpose_of, u
from simulator.demand.later import ordinal_of
from simulator.demand.workload import Workload
from simulator.log import NOBODY, RunLog, SpanKind
from simulator.scenario.nouns import HelpRule, Scenario
from simulator.units import GRID_PER_S


class Help(NamedTuple):
    """A call that somebody came for."""

    rule: HelpRule
    contact: int
    agent: int
    helper: int
    called_s: float
    begun_s: float
    joined_s: float
    """NaN where the talk was over before."""
    until_s: float


def helps_of(scenario: Scenario, log: RunLog) -> list[Help]:
    """Return the help of a log."""
    rules = list(scenario.helps.values())
    return [
        Help(rules[rule], contact, agent, helper, *times)
        for rule, contact, agent, helper, *times in _rows(log)
        if helper != NOBODY
    ]


def _rows(log: RunLog) -> list[tuple]:
    names = ("rule", "contact", "agent", "helper", "called_s", "begun_s", "joined_s", "until_s")
    return list(zip(*(log.helps[name].tolist() for name in names), strict=True)) if log.helps else []


def as_helped(held: float, answered_s: float, one: Help) -> float:
    """Return how long a talk of ``held`` seconds takes with help."""
    if np.isnan(one.joined_s):
        return held
    left_s = answered_s + held - one.joined_s
    return one.joined_s - answered_s + _grid(left_s * one.rule.help.talk)


def _grid(seconds: float) -> float:
    return round(seconds * GRID_PER_S) / GRID_PER_S


def helps_hold(scenario: Scenario, calendar: Calendar, workload: Workload, log: RunLog) -> None:
    """Check all that is said of help."""
    assert bool(log.helps) == bool(scenario.helps), "a table of help without rules, or none with rules"
    calls_are_in_talks(scenario, log)
    calls_are_drawn(scenario, workload, log)
    helpers_help_one(scenario, log)
    helping_is_what_the_calls_say(log)
    if scenario.helps:
        help_comes_before_contacts(scenario, calendar, log)


def calls_are_in_talks(scenario: Scenario, log: RunLog) -> None:
    """Each call is made when the agent has talked for so long, and ends with the talk or when somebody else helps."""
    if not (calls := _rows(log)):
        return
    talks = _talks(log)
    rules = list(scenario.helps.values())
    warm = {rule.pass_.warm_s or 0.0 for rule in scenario.transfers.values()} | {0.0}
    last_s = -np.inf
    for number, contact, agent, helper, called_s, begun_s, joined_s, until_s in calls:
        assert called_s >= last_s, "calls are not in the order of time"
        last_s = called_s
        rule = rules[number]
        mine = [
            (from_s, to_s)
            for from_s, to_s in talks.get((contact, agent), ())
            if any(called_s == from_s + _grid(brief_s) + _grid(rule.after_s) for brief_s in warm) and called_s < to_s
        ]
        ends = [to_s for _, to_s in mine]
        # A run that is stopped at once after a call may leave no talk beyond it; help may end a talk at once.
        ends += [to_s for from_s, to_s in talks.get((contact, agent), ()) if to_s == called_s == until_s]
        assert ends, f"contact {contact}: a call at no time at which the agent has talked for so long"
        if helper == NOBODY:
            assert np.isnan([begun_s, joined_s]).all(), "nobody came, but help began"
            assert until_s in ends or any(
                one.contact == contact and one.agent == agent and one.begun_s == until_s
                for one in helps_of(scenario, log)
            ), f"contact {contact}: a call ends when neither the talk ends nor help begins"
            continue
        assert called_s <= begun_s <= until_s, "help begins before the call, or after the talk"
        assert until_s in ends, f"contact {contact}: help does not end with the talk"
        ready_s = begun_s + _grid(rule.help.ready_s)
        if np.isnan(joined_s):
            assert until_s <= ready_s, "whoever was ready did not join"
        else:
            assert joined_s == ready_s, "joined before or after being ready"


def _talks(log: RunLog) -> dict[tuple[int, int], list[tuple[float, float]]]:
    found: dict[tuple[int, int], list[tuple[float, float]]] = {}
    names = ("contact", "kind", "agent", "from_s", "to_s")
    for contact, kind, agent, from_s, to_s in zip(*(log.spans[name].tolist() for name in names), strict=True):
        if kind == SpanKind.TALK:
            found.setdefault((contact, agent), []).append((from_s, to_s))
    return found


def calls_are_drawn(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Whoever calls is among the rule's share; of contacts that nobody passes on, whoever is among it and talks on."""
    names, rules = list(scenario.helps), list(scenario.helps.values())
    contacts = log.contacts
    case, attempt, hop = (contacts[name].tolist() for name in ("case", "attempt", "hop"))
    passes = passes_of(contacts).tolist()
    for number, contact, *_ in _rows(log):
        purpose, key = purpose_of("helps", names[number], "share"), int(workload.key[case[contact]])
        ordinals = [ordinal_of(attempt[contact], hop[contact] + more) for more in range(passes[contact] + 1)]
        assert any(u(key, purpose, one) < rules[number].share for one in ordinals), f"contact {contact} was not drawn"
        channel = scenario.channels[scenario.contact_types[log.names.types[contacts["type"][contact]]].channel]
        assert channel.slots is None, f"contact {contact} shares an agent"


def helpers_help_one(scenario: Scenario, log: RunLog) -> None:
    """A helper is of a group that helps, never who talks, and has nothing else meanwhile; a talk has one."""
    helps = helps_of(scenario, log)
    if not helps:
        return
    group_of = groups_of_agents(log).tolist()
    for one in helps:
        group = group_of[one.helper]
        assert group == NOBODY or log.names.groups[group] in one.rule.help.by, (
            f"agent {one.helper} is of no group that helps"
        )
        assert one.helper != one.agent, "somebody helps themselves"
    ends = {(one.contact, one.agent, one.until_s): one for one in helps if one.begun_s < one.until_s}
    assert len(ends) == sum(one.begun_s < one.until_s for one in helps), "a talk has two helpers"
    busy: dict[int, list[tuple[float, float]]] = {}
    work = (SpanKind.TALK, SpanKind.WRAP_UP, SpanKind.HOLD, SpanKind.HELPING)
    names = ("kind", "agent", "from_s", "to_s")
    for kind, agent, from_s, to_s in zip(*(log.spans[name].tolist() for name in names), strict=True):
        if kind in work and from_s < to_s:
            busy.setdefault(agent, []).append((from_s, to_s))
    for one in helps:
        others = [
            each
            for each in busy.get(one.helper, ())
            if each != (one.begun_s, one.until_s) and each[0] < one.until_s and one.begun_s < each[1]
        ]
        assert not others, f"agent {one.helper} helps, and does something else as well"


def helping_is_what_the_calls_say(log: RunLog) -> None:
    """Time spent helping is that of the calls."""
    spans = log.spans
    mine = spans["kind"] == SpanKind.HELPING
    said = sorted(zip(*(spans[name][mine].tolist() for name in ("agent", "from_s", "to_s")), strict=True))
    known = sorted(
        (helper, begun_s, until_s)
        for _, _, _, helper, _, begun_s, _, until_s in _rows(log)
        if helper != NOBODY and begun_s < until_s
    )
    assert said == known, "time spent helping is not that of the calls"


def help_comes_before_contacts(scenario: Scenario, calendar: Calendar, log: RunLog) -> None:
    """While a call waits, no agent of a group that helps takes a contact of a type that is open, with an empty hand."""
    rules, types = list(scenario.helps.values()), list(scenario.contact_types)
    group_of = groups_of_agents(log).tolist()
    late = log.spans["kind"] == SpanKind.OVERTIME
    overtime = list(zip(*(log.spans[name][late].tolist() for name in ("agent", "from_s", "to_s")), strict=True))
    # Whoever briefs the next one may look as if they took the contact once more.
    held = log.spans["kind"] == SpanKind.HOLD
    briefs = set(zip(*(log.spans[name][held].tolist() for name in ("contact", "agent", "to_s")), strict=True))
    taken = [
        (one.agent, log.names.groups[group_of[one.agent]], one.from_s)
        for one in services(scenario, log)
        # Whoever is told to leave serves types that have closed, and whoever has a chat may take another.
        if calendar.is_open(types[log.contacts["type"][one.row]], one.from_s)
        and not any(agent == one.agent and from_s <= one.from_s <= to_s for agent, from_s, to_s in overtime)
        and (one.row, one.agent, one.from_s) not in briefs
        and not _has_slots(scenario, log.names.groups[group_of[one.agent]])
    ]
    for number, contact, _, _, called_s, begun_s, _, until_s in _rows(log):
        waits_to_s = until_s if np.isnan(begun_s) else begun_s
        for taker, group, from_s in taken:
            assert not (group in rules[number].help.by and called_s < from_s < waits_to_s), (
                f"agent {taker} took a contact while contact {contact} waited for help"
            )


def _has_slots(scenario: Scenario, group: str) -> bool:
    kinds = [scenario.contact_types[name] for name in scenario.agent_groups[group].serves]
    return any(scenario.channels[kind.channel].slots for kind in kinds)
