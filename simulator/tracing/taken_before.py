"""What agents had taken before a decision: how many contacts today, and whose turn it is."""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.engine.record import SeenAgent
from simulator.log import NOBODY
from simulator.tracing.choice_keys import FEWEST, TURN, ComparedAgent, agent_keys
from simulator.tracing.playback import Playback
from simulator.units import DAY_S


class AsOf(NamedTuple):
    """When a contact looks for an agent: the time, and the place among the decisions."""

    time_s: float
    place: int


def after_instant(play: Playback, time_s: float) -> AsOf:
    """Return the as_of at which everything of an instant has been decided."""
    return AsOf(time_s, sum(one.time_s <= time_s for one in play.decisions))


def compared_agents(
    play: Playback, type_: int, tiers: Sequence[Sequence[int]], seen: Sequence[SeenAgent], as_of: AsOf
) -> list[ComparedAgent]:
    """Return agents with room as a contact of a type compares them that may go to the groups of ``tiers``."""
    found = [ComparedAgent(one, play.group_of(one.agent)) for one in seen]
    keys = agent_keys(play.tables, type_)
    # Both are counted from all that was taken before, so only where somebody compares them.
    if FEWEST in keys:
        found = [one._replace(contacts=_today(play, one.seen.agent, as_of)) for one in found]
    if TURN in keys:
        last = {group: _last(play, type_, tier, as_of) for tier in tiers for group in tier}
        count = len(play.log.names.agents)
        found = [one._replace(turn=(one.seen.agent - last.get(one.group, NOBODY) - 1) % count) for one in found]
    return found


def _today(play: Playback, agent: int, as_of: AsOf) -> int:
    """Return how many contacts an agent was assigned since midnight."""
    from_s = as_of.time_s // DAY_S * DAY_S
    return sum(one.agent == agent and one.time_s >= from_s for one in play.taken if one.place < as_of.place)


def _last(play: Playback, type_: int, groups: Sequence[int], as_of: AsOf) -> int:
    """Return which agent of these groups took the last contact of a type; NOBODY: nobody yet."""
    return next(
        (
            one.agent
            for one in reversed(play.taken)
            if one.place < as_of.place and one.type == type_ and one.group in groups
        ),
        NOBODY,
    )
