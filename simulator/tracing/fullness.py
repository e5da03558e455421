"""Whether one more contact could wait at an instant: the limits of its type, its channel and its groups."""

from simulator.engine.limits import is_one_too_many
from simulator.engine.tables.limit_terms import LimitTerms
from simulator.log import NOBODY
from simulator.tracing.happenings import LimitedQueue
from simulator.tracing.instants import reach_of, waiting_at
from simulator.tracing.playback import Playback


def is_full(play: Playback, type_: int, time_s: float) -> bool:
    """Return whether a contact of a type, in no segment, that had to wait would be one too many."""
    limits, reach = play.tables.limits, play.tables.eligibility.reaches[type_][0]
    waiting, agents = waiting_at(play, time_s), planned_at(play, time_s)
    types = [play.number("type", row) for row, _ in waiting]

    def full(limit: LimitTerms, count: int) -> bool:
        there = sum(agents[group] for group in limit.groups) if limit.groups else 1
        return is_one_too_many(count, limit.most, limit.per, there)

    for limit in (limits.of_type[type_], limits.of_channel[play.tables.channels.of_type[type_]]):
        if limit is not None and full(limit, sum(kind in limit.types for kind in types)):
            return True
    able = [(group, limits.of_group[group]) for tier in reach.tiers for group in tier]
    return bool(able) and all(
        limit is not None and full(limit, sum(_may_take(play, group, *one, time_s) for one in waiting))
        for group, limit in able
    )


def is_unstaffed(play: Playback, type_: int, time_s: float, segment: int = NOBODY) -> bool:
    """Return whether a contact of a type may not wait because a limit by agents on duty is 0: nobody is.

    Without a ``segment`` it is in none.
    """
    limits = play.tables.limits
    groups = _groups_at_first(play, type_, segment)
    return (
        with_nobody(play, limits.of_type[type_], time_s)
        or with_nobody(play, limits.of_channel[play.tables.channels.of_type[type_]], time_s)
        or (bool(groups) and all(with_nobody(play, limits.of_group[group], time_s) for group in groups))
    )


def with_nobody(play: Playback, limit: LimitTerms | None, time_s: float) -> bool:
    """Return whether a limit goes by agents on duty of whom there are none."""
    if limit is None or not limit.groups:
        return False
    agents = planned_at(play, time_s)
    return not any(agents[group] for group in limit.groups)


def limited_queues(play: Playback, type_: int, segment: int) -> tuple[LimitedQueue, ...]:
    """Return which queues have limits by which a contact of a type and segment may be blocked."""
    limits, names = play.tables.limits, play.log.names
    channel = play.tables.channels.of_type[type_]
    groups = _groups_at_first(play, type_, segment)
    found = [LimitedQueue(type=names.types[type_])] if limits.of_type[type_] else []
    found += [LimitedQueue(channel=names.channels[channel])] if limits.of_channel[channel] else []
    if groups and all(limits.of_group[group] for group in groups):
        found.append(LimitedQueue(group=names.groups[groups[0]] if len(groups) == 1 else None))
    return tuple(found)


def _groups_at_first(play: Playback, type_: int, segment: int) -> list[int]:
    return [group for tier in play.tables.eligibility.reaches_of(type_, segment)[0].tiers for group in tier]


def _may_take(play: Playback, group: int, row: int, since_s: float, time_s: float) -> bool:
    tiers, _ = reach_of(play, row, time_s, since_s)
    return any(group in tier for tier in tiers)


def planned_at(play: Playback, time_s: float) -> list[int]:
    """Return how many of each group are on the plan: who stays beyond it to finish does not count."""
    for one in play.tables.staff.stretches:
        if one.from_s <= time_s < one.to_s:
            return [
                people + sum(more for at_s, more in changes if at_s <= time_s)
                for people, changes in zip(one.agents, one.changes, strict=True)
            ]
    return [0] * len(play.tables.staff.roster)
