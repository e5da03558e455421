"""Where agents come from and go to by interventions: the log has their stays, one in each group.

A stay that begins when one in the other group ends is that of the same person. Where several change at one instant the
log does not say who became whom, so the group alone is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.engine.tables.interventions import InterventionTerms
from simulator.log import SpanKind
from simulator.tracing.intervened_hours import acts_of
from simulator.tracing.playback import OneSpan, Playback


@dataclass(frozen=True)
class MoveTold:
    """That an agent came into a group, or left it, by an intervention."""

    time_s: float
    clock: str
    comes: bool
    intervention: str
    other: str | None = None
    """The agent of another group whom they were before, or are then; None: who was at home."""
    other_group: str | None = None
    """The group of the other; None: at home."""
    ready_s: float | None = None
    ready: str = ""
    """Until when they are off the phone; empty where they are not."""


def moves_of(play: Playback, stays: list[OneSpan], off_phone: list[OneSpan]) -> Iterator[MoveTold]:
    """Yield how an agent came and went by interventions, of the stays of one day."""
    for stay in stays:
        ready_s = next((one.to_s for one in off_phone if one.from_s == stay.from_s), None)
        yield from _change(play, stay.agent, stay.from_s, True, ready_s)
        yield from _change(play, stay.agent, stay.to_s, False, None)


def _change(play: Playback, agent: int, time_s: float, comes: bool, ready_s: float | None) -> Iterator[MoveTold]:
    mine, clock, names = play.group_of(agent), play.clock(time_s), play.log.names.groups
    ready = "" if ready_s is None else play.clock(ready_s)
    for number, at_s, _ in reversed(acts_of(play)):
        terms = play.tables.interventions[number]
        if at_s > time_s or play.day_at(at_s)[1] != play.day_at(time_s)[1]:
            continue
        name = play.log.names.interventions[number]
        if comes and terms.verb == "call_in" and terms.to_pool == mine and at_s + terms.ready_s == time_s:
            yield MoveTold(time_s, clock, comes, name)
            return
        other = _other_group(terms, mine)
        there = [] if other is None else _changing(play, other, time_s, comes)
        if other is not None and there:
            alone = play.agent_name(there[0]) if len(there) == 1 else None
            yield MoveTold(time_s, clock, comes, name, alone, names[other], ready_s, ready)
            return


def _other_group(terms: InterventionTerms, mine: int) -> int | None:
    """Return the group with which an intervention changes people: there, or back."""
    if terms.verb != "move_people" or mine not in (terms.from_pool, terms.to_pool):
        return None
    return terms.to_pool if mine == terms.from_pool else terms.from_pool


def _changing(play: Playback, group: int, time_s: float, leave: bool) -> list[int]:
    """Return the agents of a group whose stay ends at an instant, or begins."""
    roster = play.tables.staff.roster[group]
    stays = play.spans(play.log.spans["kind"] == int(SpanKind.DUTY))
    return [one.agent for one in stays if one.agent in roster and (one.to_s if leave else one.from_s) == time_s]
