"""Where agents come from and go to by interventions: the log has their stays, one in each group.

A stay that begins when one in the other group ends is that of the same person, where an intervention can have moved
them at this instant: when it was carried out, or when they had finished what they had in hand; and back when their time
was over, or later with a contact just finished. Where several change at one instant the log does not say who became
whom, so the group alone is told; where some of them may have come or gone by the plan, or by another intervention,
nothing is.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

from simulator.engine.tables.interventions import InterventionTerms
from simulator.log import SpanKind
from simulator.tracing.intervened_hours import acts_of
from simulator.tracing.playback import IN_HAND, OneSpan, Playback


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
    acts = [_Act(play.tables.interventions[number], at_s, did) for number, at_s, did in acts_of(play)]
    for stay in stays:
        ready_s = next((one.to_s for one in off_phone if one.from_s == stay.from_s), None)
        for comes in (True, False):
            change = _change(play, acts, stay, comes)
            if change is not None and comes and ready_s is not None:
                change = replace(change, ready_s=ready_s, ready=play.clock(ready_s))
            if change is not None:
                yield change


@dataclass(frozen=True)
class _Act:
    """That an intervention was carried out."""

    terms: InterventionTerms
    at_s: float
    did: int
    """How many people it moved or called in."""


@dataclass(frozen=True)
class _Crossing:
    """Stays that end in one group and begin in another at one instant."""

    time_s: float
    ended: list[OneSpan]
    begun: list[OneSpan]

    def possible(self, play: Playback, due_s: float) -> bool:
        """Return whether somebody who was to go at an instant can have gone now."""
        late = self.time_s > due_s and any(_has_just_finished(play, one) for one in self.ended)
        return bool(self.ended and self.begun) and (self.time_s == due_s or late)

    def others(self, comes: bool, people: int) -> list[OneSpan]:
        """Return whom a stay may continue where so many people cross; nobody where one beside it may continue none."""
        mine, others = (self.begun, self.ended) if comes else (self.ended, self.begun)
        return others if len(mine) <= min(people, len(others)) else []


def _change(play: Playback, acts: list[_Act], stay: OneSpan, comes: bool) -> MoveTold | None:
    """Return by which intervention a stay begins, or ends; None: by none, or by one of several."""
    time_s = stay.from_s if comes else stay.to_s
    found: dict[int, MoveTold] = {}
    for act in acts:
        if act.at_s <= time_s and act.terms.number not in found:
            others = _whom(play, act, stay, time_s, comes)
            if others is not None:
                found[act.terms.number] = _told(play, act, time_s, comes, others)
    return next(iter(found.values())) if len(found) == 1 else None


def _told(play: Playback, act: _Act, time_s: float, comes: bool, others: list[OneSpan]) -> MoveTold:
    names = play.log.names
    move = MoveTold(time_s, play.clock(time_s), comes, names.interventions[act.terms.number])
    if not others:
        return move
    alone = play.agent_name(others[0].agent) if len(others) == 1 else None
    return replace(move, other=alone, other_group=names.groups[play.group_of(others[0].agent)])


def _whom(play: Playback, act: _Act, stay: OneSpan, time_s: float, comes: bool) -> list[OneSpan] | None:
    """Return the stays one of which goes on in a stay, or in which it goes on; none at home; None: not by this act."""
    terms, mine = act.terms, play.group_of(stay.agent)
    if terms.verb == "call_in":
        came = comes and mine == terms.to_pool and act.at_s + terms.ready_s == time_s
        return [] if came and len(_begun(play, mine, time_s, 0.0)) <= act.did else None
    if terms.verb != "move_people" or mine not in (terms.from_pool, terms.to_pool):
        return None
    left_s = _left_s(play, act)
    if comes is (mine == terms.to_pool):
        crossing, people = _there(play, terms, time_s), left_s.count(time_s)
    else:
        crossing = _Crossing(time_s, _ended(play, terms.to_pool, time_s), _begun(play, terms.from_pool, time_s, 0.0))
        people = sum(crossing.possible(play, _until_s(play, terms, one_s)) for one_s in left_s)
    known = stay in (crossing.begun if comes else crossing.ended)
    return (crossing.others(comes, people) or None) if known else None


def _left_s(play: Playback, act: _Act) -> list[float]:
    """Return when people left for the other group, as many as were moved at most."""
    terms, left_s = act.terms, list[float]()
    ended = {one.to_s for one in _duties(play, terms.from_pool) if one.to_s >= act.at_s}
    for time_s in sorted(ended & {one.from_s for one in _duties(play, terms.to_pool)}):
        if len(left_s) >= act.did:
            break
        crossing = _there(play, terms, time_s)
        if crossing.possible(play, act.at_s) and play.day_at(time_s) == play.day_at(act.at_s):
            left_s += [time_s] * min(len(crossing.ended), len(crossing.begun), act.did - len(left_s))
    return left_s


def _there(play: Playback, terms: InterventionTerms, time_s: float) -> _Crossing:
    ended = _ended(play, terms.from_pool, time_s)
    return _Crossing(time_s, ended, _begun(play, terms.to_pool, time_s, terms.ready_s))


def _until_s(play: Playback, terms: InterventionTerms, left_s: float) -> float:
    """Return until when those stay who left at an instant: for a while, or until the next day begins."""
    ready_s = left_s + terms.ready_s
    if terms.for_s < inf:
        return ready_s + terms.for_s
    days_s = play.tables.staff.days_s
    place = bisect_right(days_s, ready_s)
    return days_s[place] if place < len(days_s) else inf


def _has_just_finished(play: Playback, stay: OneSpan) -> bool:
    spans = play.log.spans
    last = play.spans((spans["agent"] == stay.agent) & (spans["to_s"] == stay.to_s))
    return any(one.kind in IN_HAND for one in last)


def _ended(play: Playback, group: int, time_s: float) -> list[OneSpan]:
    return [one for one in _duties(play, group) if one.to_s == time_s]


def _begun(play: Playback, group: int, time_s: float, ready_s: float) -> list[OneSpan]:
    """Return the stays of a group that begin at an instant: off the phone by moves that take time, others not."""
    spans = play.log.spans
    off_phone = play.spans((spans["kind"] == int(SpanKind.OFF_PHONE)) & (spans["from_s"] == time_s))
    waiting = {one.agent for one in off_phone}
    begun = [one for one in _duties(play, group) if one.from_s == time_s]
    return [one for one in begun if (one.agent in waiting) is (ready_s > 0)]


def _duties(play: Playback, group: int) -> list[OneSpan]:
    roster, duty = play.tables.staff.roster[group], play.log.spans["kind"] == int(SpanKind.DUTY)
    return [one for one in play.spans(duty) if one.agent in roster]
