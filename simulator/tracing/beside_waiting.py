"""Agents with room beside a contact that waits: something keeps each of them from it, or they would have taken it.

What does is read of the instant as far as that is simple: agents kept free, and reserved for contacts that wait. Else
it is a gate, for nothing else leaves an agent free beside a contact that the group may take.
"""

from collections import Counter

from simulator.engine.record import SeenAgent
from simulator.tracing.instants import OnDuty, room_for, waiting_at
from simulator.tracing.playback import Playback


def room_beside(
    play: Playback, type_: int, agents: list[OnDuty], rank_of: dict[int, int], time_s: float
) -> list[SeenAgent]:
    """Return who of ``agents`` has room for a contact of a type that waits on when an instant is over.

    ``rank_of`` are the groups that may take it.
    """
    seen = room_for(play, type_, agents, rank_of, time_s)
    if play.tables.read is None or not play.is_open_at(time_s):
        return seen
    empty = Counter(play.group_of(one.agent) for one in seen if one.idle_since_s is not None)
    return [one if one.is_kept else _kept(play, one, type_, empty, time_s) for one in seen]


def _kept(play: Playback, one: SeenAgent, type_: int, empty: Counter[int], time_s: float) -> SeenAgent:
    group = play.group_of(one.agent)
    if one.idle_since_s is not None and empty[group] <= reserved(play, type_, group, time_s):
        return one._replace(is_kept=True)
    has_gate = play.tables.read is not None and play.tables.read.gates[group][type_] is not None
    return one._replace(is_kept=has_gate, is_shut_out=has_gate)


def reserved(play: Playback, type_: int, group: int, time_s: float) -> int:
    """Return how many agents of a group contacts that wait at an instant reserve from a type."""
    read = play.tables.read
    if read is None:
        return 0
    reserving = {one for one, priority in read.reserves[group] if priority < read.priorities[group][type_]}
    return sum(play.number("type", row) in reserving for row, _ in waiting_at(play, time_s)) if reserving else 0
