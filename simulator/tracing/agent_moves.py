"""Where agents come from and go to by interventions: the log has their stays, one in each group.

A stay that begins when one in the other group ends is that of the same person. Where several change at one instant the
log does not say who became whom, so the group alone is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

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
        for time_s, comes in ((stay.from_s, True), (stay.to_s, False)):
            change = _change(play, stay, time_s, comes)
            if change is not None and comes and ready_s is not None:
                change = replace(change, ready_s=ready_s, ready=play.clock(ready_s))
            if change is not None:
                yield change


def _change(play: Playback, stay: OneSpan, time_s: float, comes: bool) -> MoveTold | None:
    """Return by which intervention a stay begins, or ends; None: by none."""
    mine, clock, names = play.group_of(stay.agent), play.clock(time_s), play.log.names
    for number, at_s, _ in reversed(acts_of(play)):
        terms, name = play.tables.interventions[number], play.log.names.interventions[number]
        if at_s > time_s:
            continue
        if comes and terms.verb == "call_in" and terms.to_pool == mine and at_s + terms.ready_s == time_s:
            return MoveTold(time_s, clock, comes, name)
        others = _others(play, terms, stay, at_s, comes)
        if others:
            alone = play.agent_name(others[0].agent) if len(others) == 1 else None
            return MoveTold(time_s, clock, comes, name, alone, names.groups[play.group_of(others[0].agent)])
    return None


def _others(play: Playback, terms: InterventionTerms, stay: OneSpan, at_s: float, comes: bool) -> list[OneSpan]:
    """Return the stays of whom an agent was before a stay of theirs, or is after it, by a move at an instant."""
    mine = play.group_of(stay.agent)
    if terms.verb != "move_people" or mine not in (terms.from_pool, terms.to_pool):
        return []
    time_s = stay.from_s if comes else stay.to_s
    if comes is (mine == terms.to_pool):
        # On the way there; what a move did is over when the next day begins.
        begun = play.day_at(at_s) == play.day_at(time_s)
        other = terms.from_pool if comes else terms.to_pool
        return _stays(play, other, time_s, ends=comes) if begun else []
    if comes:
        return [one for one in _stays(play, terms.to_pool, time_s, ends=True) if _was_lent(play, terms, one, at_s)]
    return _stays(play, terms.from_pool, time_s, ends=False) if _was_lent(play, terms, stay, at_s) else []


def _was_lent(play: Playback, terms: InterventionTerms, stay: OneSpan, at_s: float) -> bool:
    """Return whether a stay began when one ended in the group that lent them, after a move."""
    return stay.from_s >= at_s and bool(_stays(play, terms.from_pool, stay.from_s, ends=True))


def _stays(play: Playback, group: int, time_s: float, *, ends: bool) -> list[OneSpan]:
    """Return the stays of a group that end at an instant, or begin."""
    spans, roster = play.log.spans, play.tables.staff.roster[group]
    then = spans["to_s" if ends else "from_s"] == time_s
    return [one for one in play.spans((spans["kind"] == int(SpanKind.DUTY)) & then) if one.agent in roster]
