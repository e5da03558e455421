"""Who of those with shifts is not there, and why: on a break, off the phone, away, late, absent, and until when.

The log has spans of each. It does not say which break one was, but the plan says which breaks the agent has: the one of
the same kind and length whose time has come. Where it may have been one of several, no name is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from simulator.demand.attendance import PersonsDay
from simulator.engine.tables.by_person import PlannedShift
from simulator.log import SpanKind
from simulator.scenario.days.breaks_placed import Begins, TimeOff
from simulator.tracing.playback import OneSpan, Playback

_ABSENT = (SpanKind.ABSENT, SpanKind.UNPAID_ABSENCE, SpanKind.UNPAID_WHILE_ABSENT)
_UNPAID = (SpanKind.UNPAID_BREAK, SpanKind.UNPAID_ABSENCE, SpanKind.UNPAID_WHILE_ABSENT)
_PLANNED = (SpanKind.BREAK, SpanKind.OFF_PHONE, SpanKind.UNPAID_BREAK)
NOT_THERE = (*_PLANNED, *_ABSENT, SpanKind.AWAY, SpanKind.ON_CALL)
"""What agents with shifts do who are not there for contacts."""
_ROUNDING_S = 1.0 / 64.0


class Gone(StrEnum):
    """Why an agent is not there."""

    BREAK = "break"
    OFF_PHONE = "off_phone"
    AWAY = "away"
    LATE = "late"
    BACK_LATE = "back_late"
    ABSENT = "absent"
    ON_CALL = "on_call"


@dataclass(frozen=True)
class NotThere:
    """A time in which an agent on the plan is not there."""

    agent: str
    group: str
    why: Gone
    name: str
    """Of the break, or of the one from which they come back late; empty where that is not known."""
    paid: bool
    from_s: float
    to_s: float
    clock: str
    """When it begins."""
    until: str


def has_shifts(play: Playback, agent: int) -> bool:
    """Return whether an agent comes and goes by their own times."""
    return play.group_of(agent) in play.tables.staff.pools_by_person


def not_there_at(play: Playback, time_s: float) -> Iterator[NotThere]:
    """Yield who is on the plan at an instant and not there, by the number of the agent."""
    now = {one.agent for one in play.at(time_s) if one.kind in NOT_THERE}
    for agent in sorted(now):
        if has_shifts(play, agent):
            yield from (one for one in times_off(play, agent) if one.from_s <= time_s < one.to_s)


def times_off(play: Playback, agent: int) -> list[NotThere]:
    """Return when an agent with shifts is not there, in order; none for others."""
    if not has_shifts(play, agent):
        return []
    found: list[NotThere] = []
    planned = [one for one in play.tables.staff.by_person if one.agent == agent]
    starts_s = {from_s for one in planned for from_s, _ in one.shift.parts}
    had: set[tuple[int, str]] = set()
    for span in sorted((one for one in play.spans_of_agent(agent) if one.kind in NOT_THERE), key=_order):
        before = found[-1] if found and found[-1].to_s == span.from_s else None
        why, name = _why(play, span, planned, had, before)
        paid = span.kind not in _UNPAID
        if why is Gone.ABSENT and before is not None and before.why is Gone.ABSENT and span.from_s not in starts_s:
            # Whoever is absent has no breaks, though some of the time is not paid.
            found[-1] = replace(before, paid=before.paid or paid, to_s=span.to_s, until=play.clock(span.to_s))
            continue
        found.append(
            NotThere(
                agent=play.agent_name(agent),
                group=play.log.names.groups[play.group_of(agent)],
                why=why,
                name=name,
                paid=paid,
                from_s=span.from_s,
                to_s=span.to_s,
                clock=play.clock(span.from_s),
                until=play.clock(span.to_s),
            )
        )
    return found


def takes_nothing_new(play: Playback, time_s: float) -> set[int]:
    """Return who takes nothing new at an instant because a part of their shift ends soon."""
    return {
        one.agent
        for one in play.tables.staff.by_person
        if one.shift.no_new_s
        for from_s, to_s in one.shift.parts
        if max(from_s, to_s - one.shift.no_new_s) <= time_s < to_s
    }


def channels_shut(play: Playback, time_s: float) -> dict[int, set[int]]:
    """Return by agent of which channels nothing new is taken at an instant because a part of their shift ends soon.

    After closing all who are there serve those who wait.
    """
    found: dict[int, set[int]] = {}
    if play.parts_that_shut and play.is_open_at(time_s):
        for part in play.parts_that_shut:
            shut = {channel for from_s, channel in part.shut_from_s if max(from_s, part.from_s) <= time_s < part.to_s}
            if shut:
                found.setdefault(part.agent, set()).update(shut)
    return found


def _order(one: OneSpan) -> tuple[float, float]:
    return one.from_s, one.to_s


def came_late(play: Playback, agent: int, span: OneSpan) -> bool:
    """Return whether an agent with shifts came at the end of a span; else they were there, and away at once.

    No span says which, so it is drawn once more.
    """
    return _is_late(play, span, [one for one in play.tables.staff.by_person if one.agent == agent])


def _is_late(play: Playback, span: OneSpan, planned: list[PlannedShift]) -> bool:
    for one in planned:
        for number, (from_s, to_s) in enumerate(one.shift.parts):
            if from_s == span.from_s and one.adherence is not None:
                who, facts = one.shift.who, play.workload
                chance = PersonsDay(facts.seed, facts.replication, who.name, who.number, one.shift.day)
                late_s = min(chance.late_s(one.adherence.late, one.shift.first_part + number), to_s - from_s)
                return late_s > 0.0 and span.to_s == from_s + late_s
    return False


def _why(
    play: Playback, span: OneSpan, planned: list[PlannedShift], had: set[tuple[int, str]], before: NotThere | None
) -> tuple[Gone, str]:
    if span.kind in _ABSENT:
        return Gone.ABSENT, ""
    if span.kind is SpanKind.ON_CALL:
        return Gone.ON_CALL, ""
    if span.kind is SpanKind.AWAY:
        if before is not None and before.why in (Gone.BREAK, Gone.OFF_PHONE):
            return Gone.BACK_LATE, before.name
        return (Gone.LATE if _is_late(play, span, planned) else Gone.AWAY), ""
    shift = next((one for one in planned if any(a <= span.from_s < b for a, b in one.shift.parts)), None)
    name = "" if shift is None else _name_of(span, shift, had)
    is_work = span.kind is SpanKind.OFF_PHONE
    if span.kind is SpanKind.UNPAID_BREAK and shift is not None:
        is_work = any(off.name == name and off.one.counts_as == "off_phone" for off in shift.shift.offs)
    return (Gone.OFF_PHONE if is_work else Gone.BREAK), name


def _name_of(span: OneSpan, planned: PlannedShift, had: set[tuple[int, str]]) -> str:
    """Return which break of a shift a span is; empty where it may be one of several."""
    day = planned.shift.day
    ends_s = {to_s for _, to_s in planned.shift.parts}
    able = [
        off
        for off in planned.shift.offs
        if _kind_of(off) is span.kind and _is_as_long(off, span, ends_s) and (day, off.name) not in had
    ]
    if len(able) > 1:
        # One whose time has come, rather than one that is due again and again.
        able = [off for off in able if off.begins is not Begins.AGAIN and _begins_s(off) <= span.from_s] or able
    if len({off.name for off in able}) != 1:
        return ""
    if able[0].begins is not Begins.AGAIN:
        had.add((day, able[0].name))
    return able[0].name


def _kind_of(off: TimeOff) -> SpanKind:
    if not off.one.paid:
        return SpanKind.UNPAID_BREAK
    return SpanKind.BREAK if off.one.counts_as == "break" else SpanKind.OFF_PHONE


def _is_as_long(off: TimeOff, span: OneSpan, ends_s: set[float]) -> bool:
    """Return whether a break is as long as a span; the end of the shift cuts it, and unpaid ones may be longer."""
    longer_s = span.to_s - span.from_s - off.lasts_s
    if abs(longer_s) <= _ROUNDING_S:
        return True
    return longer_s < 0.0 if span.to_s in ends_s else longer_s > 0.0 and not off.one.paid


def _begins_s(off: TimeOff) -> float:
    return off.at_s if off.begins in (Begins.FIXED, Begins.STAGGERED) else off.from_s
