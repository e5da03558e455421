"""Work and staff side by side on one day, by piece or by interval; which of it fits is looked at elsewhere.

Where groups differ in their handle time, a type's is the mean of theirs weighted by the agents they have on duty:
nobody knows before a simulation who will take how much.
"""

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from simulator.scenario.days.views import View
from simulator.scenario.nouns import Channel, ContactType, Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.work.all_work import Work, work_of
from simulator.work.flow import Traffic
from simulator.work.load_nouns import Column, TypeLoad
from simulator.work.servers import mean_through, servers_of
from simulator.work.thinking_held import ThinkingHeld, conversation_slots, slots_filled
from simulator.work.timeline import Columns as Numbers

_NUMBER = "\n"
"""What stands between the name of a group and a number: no name has it."""


class SkillLoad(NamedTuple):
    """Agents of a group who can do the same."""

    group: str
    types: frozenset[str]
    staff: Column


def servers_named(servers: Sequence[SkillLoad]) -> tuple[str, ...]:
    """Return a name for each of ``servers``: its group's, for the first of a group, else with a number."""
    groups = [one.group for one in servers]
    return tuple(
        group if (before := groups[:place].count(group)) == 0 else f"{group}{_NUMBER}{before}"
        for place, group in enumerate(groups)
    )


def group_named(name: str) -> str:
    """Return the group of one of the names."""
    return name.partition(_NUMBER)[0]


class DayWork(NamedTuple):
    """Types with their work, and the agents on duty, on one day."""

    edges_s: Column
    """Seconds since the day's own 00:00."""
    types: tuple[TypeLoad, ...]
    staff: Mapping[str, Column]
    """By group."""
    servers: tuple[SkillLoad, ...]
    """Who can do the same: groups, and apart from them their people with skills of their own."""

    @property
    def able(self) -> Mapping[str, tuple[str, ...]]:
        """Return who may serve each type, by the names of `servers_named`."""
        named = dict(zip(servers_named(self.servers), self.servers, strict=True))
        return {kind.name: tuple(name for name, one in named.items() if kind.name in one.types) for kind in self.types}

    @property
    def lengths_s(self) -> Column:
        """Return how long each interval, or piece of one, is."""
        return tuple(to_s - from_s for from_s, to_s in pairwise(self.edges_s))


class Works(NamedTuple):
    """The work of a scenario as it comes and as it is planned, on all its days."""

    coming: Work
    planned: Work
    warm_up_days: int
    """So many days on the timeline are not reported."""

    @property
    def days(self) -> tuple[View, ...]:
        """Return the days that are reported."""
        return self.coming.timeline.days[self.warm_up_days :]

    @property
    def first_piece(self) -> int:
        """Return the first of the timeline's pieces that is reported."""
        return int(self.coming.timeline.of_day(self.warm_up_days).start)


def works_of(scenario: Scenario, forecast: bool = True) -> Works:
    """Return the work of a scenario by the truth and by the forecast; without ``forecast`` the truth for both.

    Raises ScenarioError when a file of the past cannot be used.
    """
    coming = work_of(scenario)
    planned = work_of(scenario, truth=False) if forecast else coming
    return Works(coming, planned, sum(day.number < 0 for day, _ in coming.timeline.days))


def by_piece(works: Works, place: int) -> DayWork:
    """Return a day that is reported, by its place among them, by the pieces of its intervals."""
    return _side_by_side(works, place, _edges(works, place))


def days_by_piece(works: Works) -> tuple[DayWork, ...]:
    """Return all days that are reported; those with the same work and the same staff are one and the same."""
    known: dict[Hashable, DayWork] = {}
    found = []
    for place, (_, view) in enumerate(works.days):
        mine = works.coming.timeline.of_day(place + works.warm_up_days)
        work = tuple(columns[:, mine].tobytes() for columns in _columns(works))
        kind = (_edges(works, place), work, tuple(id(group) for group in view.agent_groups.values()))
        if kind not in known:
            known[kind] = by_piece(works, place)
        found.append(known[kind])
    return tuple(found)


def in_intervals(works: Works, place: int) -> DayWork:
    """Return a day by its intervals, which are sums of pieces."""
    view = works.days[place].scenario
    return _side_by_side(works, place, (*view.interval_starts_s, view.horizon.to_s))


def _edges(works: Works, place: int) -> Column:
    return works.coming.timeline.edges_s[place + works.warm_up_days]


def _side_by_side(works: Works, place: int, edges_s: Column) -> DayWork:
    """Return a day between ``edges_s``, which are some of the edges of its pieces."""
    view = works.days[place].scenario
    lengths_s = np.diff(edges_s)
    first = np.searchsorted(_edges(works, place), edges_s[:-1])
    mine = works.coming.timeline.of_day(place + works.warm_up_days)
    came, brought, *work = (np.add.reduceat(columns[:, mine], first, axis=1) for columns in _columns(works))
    coming, piled_up, planned = (Traffic(*work[place : place + 4]) for place in (0, 4, 8))
    held = ThinkingHeld(*work[12:])
    staff = {
        name: mean_through(group.expected, view.horizon, np.array(edges_s)) for name, group in view.agent_groups.items()
    }
    servers = servers_of(works.coming.timeline.scenario, works.days[place], staff, np.array(edges_s))
    found = []
    for row, (name, one) in enumerate(view.contact_types.items()):
        able = [each for each in servers if name in each.serves]
        there = np.array([each.staff for each in able]).reshape(len(able), len(lengths_s))
        serves = [each.serves[name] for each in able]
        talk, wrap_up = (
            _factor(times, there, lengths_s)
            for times in ([each.talk_times for each in serves], [each.wrap_up_times for each in serves])
        )
        work_s, serving = _Seconds(row, talk, wrap_up), there.sum(axis=0)
        found.append(
            TypeLoad(
                name=name,
                source=one.from_,
                channel=one.channel,
                came=_column(came[row]),
                brought=_column(brought[row]),
                more_may_come=name in works.coming.on_top,
                offered=_column(coming.contacts[row]),
                forecast=_column(planned.contacts[row]),
                handle_s_mean=_mean_s(one, coming, row, edges_s[0]),
                factor=_column(work_s.factor(coming)),
                at_once=view.channels[one.channel].work_at_once,
                groups=tuple(dict.fromkeys(each.group for each in able)),
                able=_column(serving),
                erlangs=_column(work_s.of(coming) / lengths_s),
                erlangs_forecast=_column(work_s.of(planned) / lengths_s),
                erlangs_piled_up=_column(work_s.of(piled_up) / lengths_s),
                slots=conversation_slots(view.channels[one.channel]),
                filled=_filled(view.channels[one.channel], work_s.of(coming), held.of(row), lengths_s, serving),
            )
        )
    return DayWork(
        tuple(edges_s),
        tuple(found),
        {name: _column(each) for name, each in staff.items()},
        tuple(SkillLoad(each.group, frozenset(each.serves), _column(each.staff)) for each in servers),
    )


def _columns(works: Works) -> tuple[Numbers, ...]:
    """Return all that is known by type and piece."""
    coming, planned = works.coming, works.planned
    traffic = (*coming.worked.columns, *coming.piled_up.columns, *planned.worked.columns)
    return (coming.came, coming.brought, *traffic, *coming.held)


class _Seconds(NamedTuple):
    """The work of a type with what its groups make of talk and wrap-up, by interval."""

    row: int
    talk: Numbers
    wrap_up: Numbers

    def of(self, traffic: Traffic) -> Numbers:
        """Return the seconds of work in each interval."""
        mine: Numbers = traffic.handle_s[self.row] * self.talk
        # Where both take as long, nothing is added, not even a rounding error.
        mine += traffic.wrap_up_s[self.row] * (self.wrap_up - self.talk)
        mine += traffic.alike_s[self.row] * (1.0 - self.talk)
        return mine

    def factor(self, traffic: Traffic) -> Numbers:
        """Return how many times as long the work takes; where there is none, how many times as long the talk."""
        before_s = traffic.handle_s[self.row]
        with np.errstate(divide="ignore", invalid="ignore"):
            apart = np.where(before_s > 0.0, self.of(traffic) / before_s, self.talk)
        plain = (self.talk == self.wrap_up) & (traffic.alike_s[self.row] == 0.0)
        return np.where(plain, self.talk, apart)


def _filled(channel: Channel, work_s: Numbers, held: ThinkingHeld, lengths_s: Numbers, able: Numbers) -> Column:
    """Return the slots that conversations of a type fill; nothing where contacts are no conversations."""
    if not isinstance(channel, ConversationChannel):
        return ()
    return _column(slots_filled(channel, work_s / lengths_s, held.per(lengths_s), able))


def _mean_s(one: ContactType, coming: Traffic, row: int, opens_s: float) -> float:
    """Return the mean handle time of a type; where it differs through the day, of those who are worked on."""
    contacts = float(coming.contacts[row].sum())
    if len(one.steps_s) > 1 and contacts > 0.0:
        return float(coming.handle_s[row].sum()) / contacts
    return one.work_s_mean(opens_s)


def _factor(factors: Sequence[float], there: Numbers, lengths_s: Numbers) -> Numbers:
    """Return the mean factor by interval, weighted by agents on duty, shape (groups, intervals).

    Where nobody is, by those of the whole day; if nobody is there all day, all groups count alike.
    """
    column = np.array(factors)[:, np.newaxis]
    of_day = (there * lengths_s).sum(axis=1, keepdims=True)
    usual = of_day if of_day.any() else np.ones_like(of_day)
    weights = np.where(there.sum(axis=0) > 0, there, usual)
    mean: Numbers = (weights * column).sum(axis=0) / weights.sum(axis=0)
    return mean


def _column(values: Numbers) -> Column:
    return tuple(values.tolist())
