"""The groups that serve a contact at an instant: which may take it, and what keeps the others from it."""

from dataclasses import dataclass

from simulator.engine.record import SeenAgent
from simulator.log import SpanKind
from simulator.tracing.barred import GroupAsked, why_not_group
from simulator.tracing.instants import at_close_of, leaving, off_phone, on_duty_at, reach_of, shut_with_room
from simulator.tracing.playback import Playback
from simulator.tracing.reasons import Reason


@dataclass(frozen=True)
class GroupSeen:
    """A group that serves the type of a contact, at an instant at which the contact looks or waits."""

    group: str
    rank: int
    """The place of its rank among those that may take the contact, 1 first; 0 where it may not (yet)."""
    on_duty: int
    with_room: int
    """How many of them may take one more contact of the type, those who are kept free included; where the end of
    their shift keeps them from it (`no_new`), how many of those have room."""
    why: Reason
    """What keeps it from taking the contact; FREE: nothing."""
    may_from_s: float | None = None
    """Where it may not yet: from when on."""
    may_from: str = ""
    """The same as the clock says it."""


def groups_for(play: Playback, row: int, time_s: float, since_s: float, seen: tuple[SeenAgent, ...]) -> list[GroupSeen]:
    """Return the groups that serve a contact that waits since ``since_s``, those that may take it first.

    ``seen`` are the agents with room of those that may.
    """
    tiers, later = reach_of(play, row, time_s, since_s)
    there, found = _on_duty(play, time_s, play.number("type", row)), []
    keeps_place = not play.is_open_at(time_s) and at_close_of(play, row) == "keep"
    shut = _shut(play, play.number("type", row), time_s)
    for rank, tier in enumerate(tiers, 1):
        for group in tier:
            mine = [one for one in seen if play.group_of(one.agent) == group]
            on_duty = max(there[group], len(mine))
            barred = why_not_group(GroupAsked(play, row, group, time_s, since_s))
            why = Reason.KEEPS_PLACE if keeps_place else barred or _why(on_duty, mine)
            if why is Reason.ROOM and shut[group]:
                found.append(GroupSeen(_name(play, group), rank, on_duty, shut[group], Reason.NO_NEW))
                continue
            found.append(GroupSeen(_name(play, group), rank, on_duty, len(mine), why))
    for group, from_s in later.items():
        barred = why_not_group(GroupAsked(play, row, group, time_s, since_s)) or Reason.FREE
        found.append(GroupSeen(_name(play, group), 0, there[group], 0, barred, from_s, play.clock(from_s)))
    return found


def _why(on_duty: int, mine: list[SeenAgent]) -> Reason:
    if not on_duty:
        return Reason.OFF_DUTY
    if not mine:
        return Reason.ROOM
    if not all(one.is_kept for one in mine):
        return Reason.FREE
    return Reason.GATE if mine[0].is_shut_out else Reason.KEEP_FREE


def _shut(play: Playback, type_: int, time_s: float) -> list[int]:
    """Return how many agents of each group have room for a type, but take nothing new of it so near the end."""
    if not play.parts_that_shut:
        return [0] * len(play.log.names.groups)
    mine = {one.agent for one in shut_with_room(play, type_, on_duty_at(play, time_s), time_s)}
    return [len(mine.intersection(roster)) for roster in play.tables.staff.roster]


def _name(play: Playback, group: int) -> str:
    return play.log.names.groups[group]


def _on_duty(play: Playback, time_s: float, type_: int) -> list[int]:
    """Return how many agents of each group who serve a type are on duty and not told to leave."""
    now = play.at(time_s)
    there = {one.agent for one in now if one.kind is SpanKind.DUTY} - leaving(play, now, time_s) - off_phone(now).keys()
    there = {agent for agent in there if play.has_skill(agent, type_)}
    return [len(there.intersection(roster)) for roster in play.tables.staff.roster]
