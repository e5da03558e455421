"""How many agents are expected on duty by time of day, where breaks, absence and adherence take some of them away.

It is the plan with each stage of the chain taken off: times what absence and adherence leave, and without those who are
off the phone. Who has a break at a known time is away then; who has one some time in a window is so for a part of it.
It is exact where breaks begin when they are to; agents who are busy go later.
"""

from collections import Counter
from itertools import accumulate, pairwise
from math import ceil, inf
from typing import NamedTuple

from simulator.scenario.days.breaks_placed import Begins, TimeOff
from simulator.scenario.days.roster import roster_of
from simulator.scenario.days.worked_shifts import WorkedShift
from simulator.scenario.nouns import AgentGroup, Day, Scenario
from simulator.scenario.nouns.attendance_rates import Late
from simulator.scenario.nouns.hours import Span
from simulator.scenario.rules.chain import Chain, chain_of

Steps = list[tuple[float, float]]
"""(Time in s since 00:00 of day 0, agents expected from then on), in order."""
_RAMP = 6
"""Where the share of people on a break rises or falls steadily, it does so in steps, this many."""
_DIGITS = 9


class _ShareGone(NamedTuple):
    """A stretch of a part of a shift in which some are off the phone, as a share of those who came."""

    from_s: float
    to_s: float
    share: float


def expected_staff(scenario: Scenario) -> dict[str, Steps]:
    """Return the agents expected on duty in each group of which something takes agents away, over all days."""
    groups = {name: group for name, group in scenario.agent_groups.items() if _takes_away(group)}
    if not groups:
        return {}
    found: dict[str, dict[float, float]] = {name: {} for name in groups}
    shifts = [one for one in roster_of(scenario).planned if one.group in groups]
    having = Counter((one.group, one.day, off.name) for one in shifts for off in one.offs)
    # All who have the same breaks at the same times count as one.
    alike = Counter(one._replace(who=shifts[0].who) for one in shifts)
    for one, people in alike.items():
        chain = chain_of(groups[one.group])
        changes = found[one.group]
        for part in one.parts:
            gone = [*_breaks(one, part, chain, having), *_late(part, chain)]
            for (from_s, to_s), share in _left(part, gone):
                agents = people * share * chain.stays
                changes[from_s] = changes.get(from_s, 0.0) + agents
                changes[to_s] = changes.get(to_s, 0.0) - agents
    return {name: _steps(changes) for name, changes in found.items()}


def on_day(steps: Steps, day: Day) -> dict[float, float]:
    """Return the agents expected on a day by its own clock, from its opening on."""
    at_opening = next((agents for time_s, agents in reversed(steps) if time_s <= day.opens_s), 0.0)
    later = {time_s - day.start_s: agents for time_s, agents in steps if day.opens_s < time_s < day.closes_s}
    return {day.opens_s - day.start_s: at_opening} | later


def _takes_away(group: AgentGroup) -> bool:
    own = any(shift.breaks for shift in (group.shifts or {}).values())
    return bool(group.breaks) or own or chain_of(group).takes_away


def _steps(changes: dict[float, float]) -> Steps:
    times_s = sorted(changes)
    levels = [round(one, _DIGITS) + 0.0 for one in accumulate(changes[time_s] for time_s in times_s)]
    before = [0.0, *levels]
    return [(time_s, one) for time_s, one, last in zip(times_s, levels, before, strict=False) if one != last]


def _left(part: Span, gone: list[_ShareGone]) -> list[tuple[Span, float]]:
    """Return the share of those who came that is not off the phone, by stretch of a part."""
    cut = [_ShareGone(max(one.from_s, part[0]), min(one.to_s, part[1]), one.share) for one in gone]
    cut = [one for one in cut if one.from_s < one.to_s]
    edges_s = sorted({*part, *(time_s for one in cut for time_s in one[:2])})
    return [
        ((from_s, to_s), max(0.0, 1.0 - sum(one.share for one in cut if one.from_s <= from_s < one.to_s)))
        for from_s, to_s in pairwise(edges_s)
    ]


def _late(part: Span, chain: Chain) -> list[_ShareGone]:
    late = chain.adherence.late if chain.adherence is not None else None
    return [] if late is None else [_ShareGone(part[0], part[0] + late.by.mean_s, late.share)]


def _breaks(one: WorkedShift, part: Span, chain: Chain, having: Counter[tuple[str, int, str]]) -> list[_ShareGone]:
    longer = chain.adherence.long_breaks if chain.adherence is not None else None
    once = [off for off in one.offs if off.begins is not Begins.AGAIN and _is_in(off, part)]
    found = [each for off in once for each in _once(one, part, off, longer, having[one.group, one.day, off.name])]
    for off in one.offs:
        if off.begins is Begins.AGAIN:
            found += _again(one, part, off, _lasts_s(off, longer), [_middle(one, part, other) for other in once])
    return found


def _is_in(off: TimeOff, part: Span) -> bool:
    known = off.begins in (Begins.FIXED, Begins.STAGGERED)
    earliest_s, ends_s = (off.at_s, off.at_s) if known else (off.from_s, off.latest_s)
    return part[0] < ends_s + off.lasts_s and earliest_s < part[1]


def _lasts_s(off: TimeOff, longer: Late | None) -> float:
    """Return how long time off is in the mean."""
    return off.lasts_s if longer is None else off.lasts_s + longer.share * longer.by.mean_s


def _window(one: WorkedShift, part: Span, off: TimeOff) -> Span:
    """Return the earliest and the latest begin of time off with a window, as far from the beginning as it is to be."""
    if off.begins is Begins.BY_CHOICE:
        return off.from_s, off.latest_s
    soonest_s, at_most_s = part[0] + one.at_least_s, part[0] + one.at_most_s
    earliest_s = max(off.from_s, part[0], min(soonest_s, off.latest_s))
    return earliest_s, max(earliest_s, min(off.latest_s, at_most_s))


def _once(one: WorkedShift, part: Span, off: TimeOff, longer: Late | None, people: int) -> list[_ShareGone]:
    """Return when how many are on a break that each has once."""
    share = off.one.share
    if off.begins in (Begins.FIXED, Begins.STAGGERED):
        ends_s = off.at_s + off.lasts_s
        more = [] if longer is None else [_ShareGone(ends_s, ends_s + longer.by.mean_s, share * longer.share)]
        return [_ShareGone(off.at_s, ends_s, share), *more]
    (earliest_s, latest_s), lasts_s = _window(one, part, off), _lasts_s(off, longer)
    if off.begins is Begins.BY_CHOICE:
        return _chosen(earliest_s, latest_s, lasts_s, share)
    # So many at once as may be, one after the other until all have had it, and not beyond the window.
    whole_s = min(latest_s + lasts_s - earliest_s, lasts_s * max(1.0, people * share / off.together))
    return [_ShareGone(earliest_s, earliest_s + whole_s, share * lasts_s / whole_s)]


def _chosen(earliest_s: float, latest_s: float, lasts_s: float, share: float) -> list[_ShareGone]:
    """Return how many are on a break that begins at any time of a window: it begins rarely, and is rare at the end."""
    width_s = latest_s - earliest_s
    if width_s == 0.0:
        return [_ShareGone(earliest_s, earliest_s + lasts_s, share)]
    ramp_s, most = min(width_s, lasts_s), share * min(1.0, lasts_s / width_s)
    rises = [earliest_s + ramp_s * (step + 0.5) / _RAMP for step in range(_RAMP)]
    ends_s = latest_s + lasts_s - (ramp_s - (rises[0] - earliest_s))
    falls = [ends_s + (time_s - rises[0]) for time_s in rises]
    return [_ShareGone(up_s, down_s, most / _RAMP) for up_s, down_s in zip(rises, falls, strict=True)]


def _middle(one: WorkedShift, part: Span, off: TimeOff) -> Span:
    """Return when somebody has time off, about."""
    known = off.begins in (Begins.FIXED, Begins.STAGGERED)
    earliest_s, latest_s = (off.at_s, off.at_s) if known else _window(one, part, off)
    begins_s = (earliest_s + latest_s) / 2
    return begins_s, begins_s + off.lasts_s


def _again(one: WorkedShift, part: Span, off: TimeOff, lasts_s: float, others: list[Span]) -> list[_ShareGone]:
    """Return the share of people on a break that is due after so long on duty, between their other breaks."""
    found, since_s = [], part[0]
    every_s = max(off.from_s, one.at_least_s)
    for begins_s, back_s in [*sorted(others), (part[1], inf)]:
        # What would not be over when the part ends is not had; another break may begin when this one is over.
        room_s = begins_s - since_s - (lasts_s if back_s == inf else 0.0)
        times = ceil((room_s - every_s) / (every_s + lasts_s)) if room_s > every_s else 0
        if times:
            length_s = begins_s - since_s - every_s
            found.append(_ShareGone(since_s + every_s, begins_s, min(1.0, off.one.share * times * lasts_s / length_s)))
        since_s = max(since_s, min(back_s, part[1]))
    return found
