"""What Erlang's formulas ask for: agents for each type's target, by interval, beside those on duty.

The formulas know one queue in front of agents who all can do the same. Types with agents of their own are that. Where
skills are shared, the types with the most work per agent who may serve them are taken for one queue: their agents have
no time for others (`tightest.py`).
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from simulator.describing.description import ErlangLoad
from simulator.scenario.days.on_duty import expected_at, most_ever, types_on
from simulator.scenario.days.opening import opening_of
from simulator.scenario.days.steps import changes
from simulator.scenario.nouns import ContactType, Scenario, turns
from simulator.scenario.nouns.per_agent import PerAgent
from simulator.scenario.nouns.trunk_lines import TrunkLines
from simulator.scenario.rules.pools import pools_of
from simulator.stats.erlang import agents_needed, erlang_a, erlang_c
from simulator.units import HOUR_S
from simulator.work.load_against_staff import Load
from simulator.work.load_nouns import Column, Pool, TypeLoad
from simulator.work.tightest import Tight

DRIFT_MAX = 0.1
"""A load that changes by more than this share within a handle time is not steady."""

Staffed = tuple[tuple[float, int], ...]
"""(share of the time, agents on duty)."""


class ErlangQueue(NamedTuple):
    """A set of types as the formulas see it, in one interval."""

    types: tuple[str, ...]
    contacts: float
    per_hour: float
    handle_s: float
    patience_s: float
    staffed: Staffed

    @property
    def erlangs(self) -> float:
        """Return the offered load."""
        return self.per_hour * self.handle_s / HOUR_S

    @property
    def staff(self) -> float:
        """Return the mean number of agents on duty."""
        return sum(share * agents for share, agents in self.staffed)

    def in_time(self, within_s: float, patience_s: float, times: float = 1.0) -> float:
        """Return the share answered within a time by those on duty, when ``times`` as many come."""
        rate = self.per_hour * times
        return sum(
            share * _in_time(agents, rate, self.handle_s, patience_s, within_s) for share, agents in self.staffed
        )


def erlang_of(scenario: Scenario, load: Load) -> tuple[ErlangLoad, ...]:
    """Return what the formulas ask for the types of each pool of ``load``, which is that of ``scenario``."""
    return tuple(_of_pool(scenario, load, pool) for pool in load.pools)


def why_not(scenario: Scenario, pool: Pool) -> str:
    """Return why the formulas do not apply to types that share agents, in words; empty where they do."""
    differ = next((one.group for one in pools_of(scenario) if one.people and one.group in pool.groups), None)
    if differ is not None:
        return f"people in {differ} differ in what they serve"
    most = max(agents for _, agents in pool.staff_steps)
    for name in pool.types:
        kind = scenario.contact_types[name]
        channel = scenario.channels[kind.channel]
        if kind.replies is not None:
            return f"on {kind.channel} agents answer the messages of several customers, one at a time"
        if channel.in_hand_max is not None:
            return f"on {kind.channel} agents have several contacts in hand at once, up to {channel.in_hand_max}"
        if reason := _of_the_source(scenario, kind.from_) or _at_the_door(scenario, name):
            return reason
        if not all(math.isfinite(kind.work_s_mean(time_s)) for time_s in kind.steps_s):
            return f"the handle time of {name} has no mean"
        of_channel = _lines(scenario, channel.lines, types_on(scenario, kind.channel))
        lines = min(of_channel, _lines(scenario, kind.lines, [name]))
        if 0 in (kind.queue_limit, channel.queue_limit) or lines <= most:
            return f"contacts of {name} that find no free agent are blocked and cannot wait"
    return ""


def _lines(scenario: Scenario, lines: TrunkLines | None, types: Sequence[str]) -> float:
    """Return how many lines there are with the most agents on duty; infinite where nobody counts them."""
    if not isinstance(lines, PerAgent):
        return math.inf if lines is None else lines
    groups = [name for name, group in scenario.agent_groups.items() if not group.serves.keys().isdisjoint(types)]
    return lines.limit_of(most_ever(scenario, groups))


def _of_the_source(scenario: Scenario, name: str | None) -> str:
    """Return why the formulas do not apply to what comes from a source; who only is redirected comes from none."""
    if name is None:
        return ""
    source = scenario.sources[name]
    if source.arrivals.recorded is not None:
        return f"the arrivals of {name} are recorded, so there is no rate"
    return f"the contacts of {name} arrive in batches" if source.batch is not None else ""


def _at_the_door(scenario: Scenario, name: str) -> str:
    """Return why hours keep the formulas from applying to a type; who is refused or on a voicemail is no matter."""
    doors = {one: opening_of(scenario, one) for one in scenario.contact_types}
    mine = doors[name]
    if mine.stretches is not None and mine.when_closed == "wait":
        return f"contacts of {name} that arrive while it is closed wait for the opening, all at once"
    if mine.stretches is not None and mine.redirect_to:
        return f"contacts of {name} that arrive while it is closed become {mine.redirect_to}"
    others = [one for one, door in doors.items() if door.stretches is not None and door.redirect_to == name]
    return f"contacts of {others[0]} that arrive while it is closed become {name}" if others else ""


def queue_of(scenario: Scenario, types: Sequence[TypeLoad], edges_s: Column, tight: Tight, place: int) -> ErlangQueue:
    """Return a set of types as one queue in the interval number ``place``."""
    kinds = [one for one in types if one.name in tight.types]
    span = (edges_s[place], edges_s[place + 1])
    length_s = span[1] - span[0]
    contacts = sum(one.offered[place] for one in kinds)
    staffed = _staffed(scenario, tight.groups, *span)
    if not contacts:
        return ErlangQueue(tight.types, 0.0, 0.0, 0.0, math.inf, staffed)
    handle_s = sum(one.erlangs[place] for one in kinds) * length_s / contacts
    weights = [(one.name, one.offered[place] / contacts) for one in kinds if one.offered[place]]
    patience_s = sum(weight * patience_of(scenario.contact_types[name], span) for name, weight in weights)
    return ErlangQueue(tight.types, contacts, contacts / length_s * HOUR_S, handle_s, patience_s, staffed)


def patience_of(kind: ContactType, span: tuple[float, float]) -> float:
    """Return the mean patience in s of whom comes between two times of a day, of all segments; infinite without end."""
    from_s, to_s = span
    edges_s = [from_s, *turns(kind.steps_s, from_s, to_s), to_s]
    return sum((b - a) / (to_s - from_s) * kind.patience_s_mean(a) for a, b in pairwise(edges_s))


def _of_pool(scenario: Scenario, load: Load, pool: Pool) -> ErlangLoad:
    reason = why_not(scenario, pool)
    if reason:
        return ErlangLoad(pool.types, pool.groups, reason)
    queues = [_tightest(scenario, load, pool, place) for place in range(len(load.edges_s) - 1)]
    asked = [_asked(scenario, queue) for queue in queues]
    handle_s, erlangs = _column(queues, "handle_s", math.nan), _column(queues, "erlangs", 0.0)
    return ErlangLoad(
        types=pool.types,
        groups=pool.groups,
        reason="",
        sets=tuple(queue.types if queue else () for queue in queues),
        contacts=_column(queues, "contacts", 0.0),
        handle_s=handle_s,
        patience_s=_column(queues, "patience_s", math.nan),
        erlangs=erlangs,
        staff=tuple(queue.staff if queue else pool.staff[place] for place, queue in enumerate(queues)),
        target_of=tuple(one.target_of for one in asked),
        target_share=tuple(one.share for one in asked),
        within_s=tuple(one.within_s for one in asked),
        agents_c=tuple(one.agents_c for one in asked),
        agents_a=tuple(one.agents_a for one in asked),
        in_time_c=tuple(one.in_time_c for one in asked),
        in_time_a=tuple(one.in_time_a for one in asked),
        steady=tuple(
            queue is None or _is_steady(erlangs, load.edges_s, at, handle_s[at]) for at, queue in enumerate(queues)
        ),
    )


def _is_steady(erlangs: Column, edges_s: Column, place: int, handle_s: float) -> bool:
    """Return whether the load around an interval changes by at most a tenth of it within a handle time."""
    for before, after in pairwise(range(max(place - 1, 0), min(place + 2, len(erlangs)))):
        apart_s = (edges_s[after + 1] - edges_s[before]) / 2
        if abs(erlangs[after] - erlangs[before]) * handle_s / apart_s > DRIFT_MAX * erlangs[place]:
            return False
    return True


def _tightest(scenario: Scenario, load: Load, pool: Pool, place: int) -> ErlangQueue | None:
    """Return the tightest set of a pool's types; None where nobody comes."""
    tight = next((one for one in load.tight[place] if set(one.types) <= set(pool.types)), None)
    return queue_of(scenario, load.types, load.edges_s, tight, place) if tight else None


class _Asked(NamedTuple):
    target_of: str
    share: float
    within_s: float
    agents_c: float
    agents_a: float
    in_time_c: float
    in_time_a: float


_NOBODY = _Asked("", math.nan, math.nan, math.nan, math.nan, math.nan, math.nan)


def _asked(scenario: Scenario, queue: ErlangQueue | None) -> _Asked:
    """Return what the formulas ask for a queue, by the target of its types that asks for most."""
    if queue is None:
        return _NOBODY
    endless = math.isinf(queue.patience_s)
    found = []
    for name in queue.types:
        target = scenario.contact_types[name].service_level
        agents_c = _needed(queue, target.share, target.within_s, math.inf)
        agents_a = math.nan if endless else _needed(queue, target.share, target.within_s, queue.patience_s)
        in_time_a = math.nan if endless else queue.in_time(target.within_s, queue.patience_s)
        in_time_c = queue.in_time(target.within_s, math.inf)
        found.append(_Asked(name, target.share, target.within_s, agents_c, agents_a, in_time_c, in_time_a))
    # The first of equals; by Erlang A where there is one, for that is what is compared with those on duty.
    return max(found, key=lambda one: (one.agents_c if endless else one.agents_a, one.agents_c))


@lru_cache(maxsize=4096)
def _in_time(agents: int, per_hour: float, handle_s: float, patience_s: float, within_s: float) -> float:
    if math.isinf(patience_s):
        return erlang_c(agents, per_hour, handle_s, within_s).in_time
    return erlang_a(agents, per_hour, handle_s, patience_s, within_s).in_time


def _needed(queue: ErlangQueue, share: float, within_s: float, patience_s: float) -> float:
    return _fewest(queue.per_hour, queue.handle_s, share, within_s, patience_s)


@lru_cache(maxsize=1024)
def _fewest(per_hour: float, handle_s: float, share: float, within_s: float, patience_s: float) -> float:
    agents = agents_needed(per_hour, handle_s, share, within_s, patience_s)
    return math.inf if agents is None else float(agents)


def _staffed(scenario: Scenario, groups: tuple[str, ...], from_s: float, to_s: float) -> Staffed:
    nouns = [scenario.agent_groups[name] for name in groups]
    inside = [
        time_s for time_s in changes(scenario.horizon, *(one.expected for one in nouns)) if from_s < time_s < to_s
    ]
    spells = pairwise([from_s, *inside, to_s])
    shares = [((end_s - start_s) / (to_s - from_s), expected_at(nouns, start_s)) for start_s, end_s in spells]
    return tuple(part for one in shares for part in _whole(*one))


def _whole(share: float, agents: float) -> Staffed:
    """Return a time with so many agents expected as times with whole numbers of them."""
    fewer = math.floor(agents)
    if agents == fewer:
        return ((share, fewer),)
    return (share * (fewer + 1 - agents), fewer), (share * (agents - fewer), fewer + 1)


def _column(queues: Sequence[ErlangQueue | None], name: str, nobody: float) -> Column:
    return tuple(getattr(queue, name) if queue else nobody for queue in queues)
