"""Invariants of people on call: they stand by in shifts on call alone, and come when called and not before.

What the plan is, `shifts_read.py` reads from the nouns; who was called when, the log's interventions say.
"""

from collections import Counter

import numpy as np
from abilities_read import parts_by_seat, planned
from hours_changed import ChangedHours
from intervention_checkers import Act, acts_of
from shifts_read import Part

from simulator.log import RunLog, SpanKind
from simulator.scenario.nouns import Scenario
from simulator.time_grid import on_grid

Stretch = tuple[float, float]


def on_call_holds(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    """Check all that follows from shifts on call."""
    plan = planned(scenario, calendar, log)
    parts = {
        agent: [part for part in mine if on_call(part)] for agent, mine in parts_by_seat(scenario, plan, log).items()
    }
    parts = {agent: mine for agent, mine in parts.items() if mine}
    standing = _stretches(log, SpanKind.ON_CALL)
    assert set(standing) <= set(parts), "somebody stands by who is never on call"
    if not parts:
        return
    # Whoever comes may have to go on an unpaid break at once.
    there = _stretches(log, SpanKind.DUTY, SpanKind.UNPAID_BREAK)
    calls = [act for act in acts_of(scenario, log) if act.rule.call_in and act.rule.leads_to in plan.groups]
    they_stand_by_while_on_call(parts, standing, there, log)
    they_come_when_called(parts, there, calls, log)
    nobody_is_left_who_could_come(parts, standing, calls)


def on_call(part: Part) -> bool:
    return part.shift is not None and part.shift.on_call is not None


def _stretches(log: RunLog, *kinds: SpanKind) -> dict[int, list[Stretch]]:
    found: dict[int, list[Stretch]] = {}
    mine = np.isin(log.spans["kind"], kinds)
    for agent, from_s, to_s in zip(
        *(log.spans[name][mine].tolist() for name in ("agent", "from_s", "to_s")), strict=True
    ):
        found.setdefault(agent, []).append((from_s, to_s))
    return found


def they_stand_by_while_on_call(
    parts: dict[int, list[Part]], standing: dict[int, list[Stretch]], there: dict[int, list[Stretch]], log: RunLog
) -> None:
    """Whoever stands by does so from the beginning of a part, or when they are through; until they come, or its end."""
    begun = {agent: {from_s for from_s, _ in mine} for agent, mine in there.items()}
    gone = {to_s for mine in there.values() for _, to_s in mine}
    for agent, spans in standing.items():
        for from_s, to_s in spans:
            mine = [part for part in parts[agent] if part.from_s <= from_s and to_s <= part.to_s]
            assert len(mine) == 1, f"agent {agent} stands by when not on call, at {from_s}"
            assert not mine[0].is_absent, f"agent {agent} stands by and is absent, at {from_s}"
            assert from_s == mine[0].from_s or from_s in gone, (
                f"agent {agent} stands by from {from_s} on, for no reason"
            )
            ends = {mine[0].to_s, log.facts.stops_s} | begun.get(agent, set())
            assert to_s in ends, f"agent {agent} stands by until {to_s}, for no reason"


def they_come_when_called(
    parts: dict[int, list[Part]], there: dict[int, list[Stretch]], calls: list[Act], log: RunLog
) -> None:
    """As many come at an instant as were called for it, and nobody at another one."""
    called: Counter[tuple[str, float]] = Counter()
    for act in calls:
        called[act.rule.leads_to, act.at_s + on_grid(act.rule.call_in.ready_s)] += act.did
    # Whoever was there until then may have come all the same: they were through at that very instant.
    may, must = Counter[tuple[str, float]](), Counter[tuple[str, float]]()
    for agent, mine in parts.items():
        goes_on = {to_s for _, to_s in there.get(agent, [])}
        begun = {from_s for from_s, _ in there.get(agent, [])}
        for from_s in begun:
            if any(part.from_s <= from_s < part.to_s for part in mine):
                may[mine[0].group, from_s] += 1
                must[mine[0].group, from_s] += from_s not in goes_on
    for (group, at_s), people in called.items():
        come = may[group, at_s]
        assert at_s >= log.facts.stops_s or people <= come, f"{people} are called to {group} for {at_s}, {come} come"
    for (group, at_s), people in must.items():
        wanted = called[group, at_s]
        assert people <= wanted, f"{people} come to {group} at {at_s}, {wanted} are called"


def nobody_is_left_who_could_come(
    parts: dict[int, list[Part]], standing: dict[int, list[Stretch]], calls: list[Act]
) -> None:
    """If fewer come than a rule calls, whoever stood by then and had the time comes."""
    for act in calls:
        assert act.did <= act.rule.call_in.number, "more are called in than the rule says"
        comes_s = act.at_s + on_grid(act.rule.call_in.ready_s)
        for agent, spans in standing.items() if act.did < act.rule.call_in.number else ():
            for from_s, to_s in spans:
                part = next(one for one in parts[agent] if one.from_s <= from_s and to_s <= one.to_s)
                able = part.group == act.rule.leads_to and from_s < act.at_s < to_s and comes_s < part.to_s
                assert not able or to_s < part.to_s, f"agent {agent} stands by and is not called at {act.at_s}"
