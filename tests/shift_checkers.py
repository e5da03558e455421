"""Invariants of people who are known one by one: they are in one place at a time, and off the phone with empty hands.

What the plan is, `shifts_read.py` reads from the nouns; what happened, the spans say. Nobody asks the engine.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from abilities_read import parts_by_seat, planned
from conversations_read import takings
from hours_changed import ChangedHours
from on_call_checkers import on_call
from paid_absence_read import unpaid_while_absent
from shifts_read import Part, TimeOff

from simulator.log import NOBODY, RunLog, SpanKind
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Scenario

BREAKS = (SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.UNPAID_BREAK)
NOT_COME = (SpanKind.ABSENT, SpanKind.UNPAID_ABSENCE, SpanKind.UNPAID_WHILE_ABSENT)
OFF = (*BREAKS, *NOT_COME, SpanKind.AWAY)
PAID = (SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.ABSENT, SpanKind.AWAY)
WORK = (SpanKind.TALK, SpanKind.HOLD, SpanKind.WRAP_UP, SpanKind.REPLY, SpanKind.READING)


class Seen(NamedTuple):
    """A span of an agent."""

    agent: int
    kind: SpanKind
    from_s: float
    to_s: float


class Facts(NamedTuple):
    """The plan and the spans, by agent."""

    parts: dict[int, list[Part]]
    spans: dict[int, list[Seen]]

    def of(self, agent: int, *kinds: SpanKind) -> list[Seen]:
        return [one for one in self.spans[agent] if one.kind in kinds]


def shifts_hold(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    """Check all that follows from people being known one by one."""
    plan = planned(scenario, calendar, log)
    if not plan.groups:
        assert not np.isin(log.spans["kind"], [one for one in OFF if one != SpanKind.OFF_PHONE]).any(), (
            "a break of nobody who has any"
        )
        return
    facts = Facts(parts_by_seat(scenario, plan, log), _by_agent(log))
    nobody_is_there_twice(facts)
    nobody_comes_outside_the_plan(facts)
    time_off_lies_in_the_plan(facts)
    nobody_works_while_off(facts)
    nobody_answers_outside_the_plan(calendar, log, facts)
    overtime_is_beyond_the_plan(facts)
    breaks_are_whole(facts)
    sessions_are_had(log, facts)
    whole_parts_are_missed(facts)
    not_too_many_choose_a_break(scenario, facts)
    states_are_paid_time(log)


def _by_agent(log: RunLog) -> dict[int, list[Seen]]:
    found: dict[int, list[Seen]] = defaultdict(list)
    columns = (log.spans[name].tolist() for name in ("agent", "kind", "from_s", "to_s"))
    for agent, kind, from_s, to_s in zip(*columns, strict=True):
        if agent != NOBODY:
            found[agent].append(Seen(agent, SpanKind(kind), from_s, to_s))
    return found


def states_are_paid_time(log: RunLog) -> None:
    """The states of each agent add up to the time for which they are paid."""
    time, spans = agent_time(log), log.spans
    # What is left of a stay is available, so whatever lies outside or upon something else is missing there.
    assert (time["seconds"] > 0).all(), "states do not add up to the time paid: one lasted less than nothing"
    duty = spans["kind"] == SpanKind.DUTY
    agents = len(log.names.agents)
    paid_s = np.bincount(spans["agent"][duty], spans["to_s"][duty] - spans["from_s"][duty], agents)
    reported = spans["from_s"] >= log.facts.interval_starts_s[0]
    if reported[duty].all():
        found_s = np.bincount(time["agent"].astype(int), time["seconds"], agents)
        assert np.array_equal(found_s, paid_s), "states do not add up to the time paid"


def nobody_is_there_twice(facts: Facts) -> None:
    """Stays of a person do not overlap, in whatever groups they are; nor what takes them off the phone."""
    of_person: dict[Any, list[int]] = defaultdict(list)
    for agent, parts in facts.parts.items():
        of_person[parts[0].who].append(agent)
    for who, agents in of_person.items():
        stays = sorted((one.from_s, one.to_s) for agent in agents for one in facts.of(agent, SpanKind.DUTY))
        _apart(stays, f"{who} is there twice at once")
        off = sorted((one.from_s, one.to_s) for agent in agents for one in facts.of(agent, *OFF))
        _apart(off, f"{who} is off the phone twice at once")


def _apart(stretches: list[tuple[float, float]], what: str) -> None:
    for (_, to_s), (from_s, _) in pairwise(stretches):
        assert from_s >= to_s, f"{what}: at {from_s}"


def nobody_comes_outside_the_plan(facts: Facts) -> None:
    """Stays begin in a part of the person, which none has before the first day of work."""
    of_person: dict[Any, list[Part]] = defaultdict(list)
    for parts in facts.parts.values():
        of_person[parts[0].who] += parts
    for agent, parts in facts.parts.items():
        for one in facts.of(agent, SpanKind.DUTY):
            begun = any(part.from_s <= one.from_s < part.to_s for part in of_person[parts[0].who])
            # Whoever is on an unpaid break until the very end comes back for the conversations in hand.
            begun |= any(off.to_s == one.from_s for off in facts.of(agent, SpanKind.UNPAID_BREAK))
            assert begun, f"agent {agent} comes when no shift of theirs is on: {one}"


def time_off_lies_in_the_plan(facts: Facts) -> None:
    """Whoever is off the phone is so during a part; paid within a stay, else outside all of them."""
    for agent, parts in facts.parts.items():
        stays = _touching([(one.from_s, one.to_s) for one in facts.of(agent, SpanKind.DUTY)])
        for one in facts.of(agent, *OFF):
            inside = any(part.from_s <= one.from_s and one.to_s <= part.to_s for part in parts)
            assert inside, f"agent {agent} is off the phone outside the plan: {one}"
            if one.kind in PAID:
                assert any(from_s <= one.from_s and one.to_s <= to_s for from_s, to_s in stays), (
                    f"agent {agent} is off the phone, but not paid: {one}"
                )
            elif one.kind != SpanKind.UNPAID_ABSENCE:
                overlap = any(from_s < one.to_s and one.from_s < to_s for from_s, to_s in stays)
                assert not overlap, f"agent {agent} is paid for what is not paid: {one}"


def _touching(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for from_s, to_s in sorted(stretches):
        if found and found[-1][1] == from_s:
            from_s = found.pop()[0]
        found.append((from_s, to_s))
    return found


def nobody_works_while_off(facts: Facts) -> None:
    for agent in facts.parts:
        off = facts.of(agent, *OFF)
        for one in facts.of(agent, *WORK, SpanKind.IN_HAND):
            for other in off:
                both = min(one.to_s, other.to_s) - max(one.from_s, other.from_s)
                assert both <= 0, f"agent {agent} has a contact in hand while off the phone: {other}"


def nobody_answers_outside_the_plan(calendar: ChangedHours, log: RunLog, facts: Facts) -> None:
    """Whoever answers is on the plan and takes new contacts; beyond that, only who waits since something closed."""
    types = list(calendar.scenario.contact_types)
    for row, agent, time_s in takings(log):
        kind = log.contacts["type"][row]
        if agent not in facts.parts:
            continue
        until = [(part.from_s, max(part.from_s, part.to_s - part.no_new_s)) for part in facts.parts[agent]]
        on_plan = any(from_s <= time_s < to_s for from_s, to_s in until)
        closed = not any(from_s <= time_s < to_s for from_s, to_s in calendar.open)
        # What was opened at this very instant may have been over before.
        over = not calendar.is_open(types[kind], time_s) or time_s in calendar.said_at(types[kind])
        assert on_plan or closed or over, f"agent {agent} answers at {time_s}, which is not on the plan"


def overtime_is_beyond_the_plan(facts: Facts) -> None:
    """Overtime begins where a part of the person ends, whichever group it is in."""
    ends: dict[Any, set[float]] = defaultdict(set)
    for parts in facts.parts.values():
        ends[parts[0].who] |= {part.to_s for part in parts}
    for agent, parts in facts.parts.items():
        for one in facts.of(agent, SpanKind.OVERTIME):
            assert one.from_s in ends[parts[0].who], f"overtime of agent {agent} begins at no planned end: {one}"


def breaks_are_whole(facts: Facts) -> None:
    """A break is as long as stated, unless the end of the part cuts it, or it began before the part did."""
    for agent, parts in facts.parts.items():
        if parts[0].shrinkage is not None:
            continue
        breaks = facts.of(agent, *BREAKS)
        for one in breaks:
            part = _part_of(parts, one)
            lengths = {off.for_s for off in part.time_off}
            goes_on = any(other.to_s == one.from_s and other.kind == one.kind for other in breaks)
            # What an unpaid break is longer is not paid either.
            is_excess = one.kind == SpanKind.UNPAID_BREAK and goes_on
            at_end = one.to_s == part.to_s
            assert one.to_s - one.from_s in lengths or at_end or is_excess, (
                f"a break of agent {agent} is not whole: {one}"
            )


def sessions_are_had(log: RunLog, facts: Facts) -> None:
    """Whoever is there as a session of a training begins is off the phone then, or busy; nobody answers during it."""
    answers: dict[int, list[float]] = defaultdict(list)
    for _, agent, time_s in takings(log):
        answers[agent].append(time_s)
    for agent, parts in facts.parts.items():
        stays = facts.of(agent, SpanKind.DUTY)
        for part in parts:
            # One that could not be over before the part is, nobody has.
            for one in [one for one in part.time_off if one.is_session and one.wish_s + one.for_s <= part.to_s]:
                at_s, last_s = one.wish_s, min(one.wish_s + one.for_s, part.to_s - one.for_s)
                elsewhere = facts.of(agent, *WORK, *OFF)
                is_there, is_free = _covers(stays, at_s), not _covers(elsewhere, at_s)
                assert not (is_there and is_free), f"agent {agent} is free while in {one.name}, at {at_s}"
                during = [time_s for time_s in answers[agent] if at_s <= time_s < last_s or time_s == at_s]
                assert not during, f"agent {agent} answers while in {one.name}, at {during[0]}"


def _covers(spans: list[Seen], time_s: float) -> bool:
    return any(one.from_s <= time_s < one.to_s for one in spans)


def _part_of(parts: list[Part], one: Seen) -> Part:
    return next(part for part in parts if part.from_s <= one.from_s and one.to_s <= part.to_s)


def whole_parts_are_missed(facts: Facts) -> None:
    """Whoever is absent is so for all of a part, as chance says; who is still busy when it begins, for the rest.

    With pay they are paid for it, but for the breaks that they would have had unpaid.
    """
    busy: dict[Any, list[Seen]] = defaultdict(list)
    for agent, parts in facts.parts.items():
        busy[parts[0].who] += facts.of(agent, SpanKind.DUTY)
    for agent, parts in facts.parts.items():
        wanted = []
        for part in parts:
            if part.is_absent and not on_call(part):
                late = [one.to_s for one in busy[part.who] if one.from_s < part.from_s < one.to_s]
                wanted += [(from_s, part.to_s, part)] if (from_s := max([part.from_s, *late])) < part.to_s else []
        seen = [(one.from_s, one.to_s) for one in facts.of(agent, *NOT_COME)]
        missed = sorted(stretch for from_s, to_s, part in wanted for stretch in _cut(from_s, to_s, part))
        assert sorted(seen) == missed, f"agent {agent} is absent at other times than chance says"
        for one in facts.of(agent, *NOT_COME):
            part = _part_of(parts, one)
            unpaid = part.absence.paid and any(a <= one.from_s and one.to_s <= b for a, b in unpaid_while_absent(part))
            kind = SpanKind.UNPAID_WHILE_ABSENT if unpaid else SpanKind.ABSENT
            assert one.kind == (kind if part.absence.paid else SpanKind.UNPAID_ABSENCE), (
                f"absence of agent {agent} is paid otherwise than said"
            )


def _cut(from_s: float, to_s: float, part: Part) -> list[tuple[float, float]]:
    """Return the stretches of which some time absent is made: paid ones and unpaid breaks."""
    unpaid = unpaid_while_absent(part) if part.absence.paid else []
    edges = sorted({from_s, to_s, *(time_s for both in unpaid for time_s in both if from_s < time_s < to_s)})
    return list(pairwise(edges))


def not_too_many_choose_a_break(scenario: Scenario, facts: Facts) -> None:
    """Of one break of a group, taken when free, no more than may begin before they must.

    Looked at where a span says which break it is, and the window alone when it must begin.
    """
    for name, noun in scenario.agent_groups.items():
        agents = [agent for agent, parts in facts.parts.items() if parts[0].group == name]
        offs = [off for agent in agents for part in facts.parts[agent] for off in part.time_off]
        apart = noun.apart or any(shift.apart for shift in (noun.shifts or {}).values())
        longer = noun.adherence is not None and noun.adherence.long_breaks is not None
        if apart or longer or {off.form for off in offs} != {"window"} or len({off.name for off in offs}) > 1:
            continue
        taken = [
            (one, _part_of(facts.parts[agent], one).time_off[0]) for agent in agents for one in facts.of(agent, *BREAKS)
        ]
        for one, off in taken:
            if _by_choice(one, off):
                others = [
                    two
                    for two, other in taken
                    if two.from_s < one.from_s < two.to_s or (two.from_s == one.from_s and _by_choice(two, other))
                ]
                assert len(others) <= off.together, f"{len(others)} of {name} are on a break at {one.from_s}"


def _by_choice(one: Seen, off: TimeOff) -> bool:
    return one.from_s < off.latest_s
