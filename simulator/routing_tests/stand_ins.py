"""A situation as a scenario and a workload: when the instant has come, these contacts wait and these agents are there.

Nobody can be put beside a running engine, so the situation is played. The agents come on duty long before, as many of
each group as the test names. Each takes a *stand-in*, a contact of a type that is not the scenario's own and that only
their group serves; one after the other they then get what they have in hand, and stand-ins until nothing fits any more.
So nobody takes a contact of the test before they could have: the stand-ins end when the agent is free, and at that
instant all goes as in any run. The longest free are given theirs first, so that for them it is longest ago. All take as
many stand-ins, beside what they have in hand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

import numpy as np

from simulator.demand.workload import NO_SEGMENT, Workload
from simulator.routing_tests.when_played import NoSituation, TestedInstant
from simulator.scenario.nouns import Channel, ContactType, LiveChannel, RoutingTest, Scenario, Serves
from simulator.scenario.nouns.people import Person
from simulator.scenario.nouns.shift_plans import Shift
from simulator.scenario.rules.hand_units import capacity_of, slots_served, units_of
from simulator.scenario.rules.kept_from import KeptFrom, kept_from
from simulator.scenario.rules.pools import pools_of
from simulator.time_grid import on_grid
from simulator.units import DAY_S, format_duration

_STEP_S = 1.0 / 64.0
"""Between one agent's getting a contact and the next one's."""
_AFTER_S = 1.0
"""Of no interest, but a run ends later than it begins."""
AGENTS_MAX = 1_000
"""In one test: more are no situation that anybody looks at."""
IDLE_MAX_S = 7 * DAY_S
"""Nobody is on duty for longer."""
_ALONE = "stand-in"
"""A channel on which contacts are exclusive. Names of the scenario have no blanks and no brackets."""


class Seat(NamedTuple):
    """One agent of a test: the name under ``free``, and the place in the order of the file."""

    name: str
    called: str
    """As in messages: the name, with a number where it is the name of several."""
    group: str
    idle_s: float
    in_hand: dict[str, int]
    place: int
    person: str | None = None
    """Who it is, if they have skills of their own in this group."""

    @property
    def whose(self) -> str:
        """Return for whom stand-ins are: for anybody of the group who has no skills of their own, or for one person."""
        return self.group if self.person is None else f"{self.group}, {self.person}"


class PlayedRow(NamedTuple):
    """A contact of the workload: one of the test, or (``contact`` None) one for the agent of a seat."""

    arrived_s: float
    type: str
    ends_s: float
    contact: str | None = None
    seat: int | None = None


class Filler(NamedTuple):
    """A stand-in in a hand: of which type, and whether it is still there at the instant."""

    type: str
    lasts: bool


@dataclass(frozen=True)
class Staged:
    """A situation that can be simulated."""

    scenario: Scenario
    workload: Workload
    at_s: float
    rows: tuple[PlayedRow, ...]
    """By row of the workload."""
    seats: tuple[Seat, ...]


def staged(instant: TestedInstant, test: RoutingTest, draw: int = 0) -> Staged:
    """Return the situation of ``test``; each ``draw`` has another chance. Raises `NoSituation` where it cannot be."""
    day, at_s = instant
    people = sum(one.agents for one in test.free.values())
    if people > AGENTS_MAX:
        raise NoSituation(("free",), f"expected at most {AGENTS_MAX:,} agents, got {people:,}.")
    for name, agents in test.free.items():
        if agents.idle_s > IDLE_MAX_S:
            what = f"expected at most {format_duration(IDLE_MAX_S)}, got {format_duration(agents.idle_s)}."
            raise NoSituation(("free", name, "idle"), what)
    seats = tuple(_seats(test, {(pool.group, name) for pool in pools_of(day) for name in pool.people}))
    longest_s = max([one.waited_s for one in test.given.values()] + [one.idle_s for one in seats])
    filling = [[*_filling(day, seat)] for seat in seats]
    rounds = 1 + max(map(_fillers, filling), default=0)
    from_s = at_s - longest_s - ((rounds + 1) * len(seats) + 2) * _STEP_S
    rows = [*_stand_ins(day, seats, filling, rounds, from_s, at_s)]
    rows += [PlayedRow(at_s - one.waited_s, one.type, at_s + DAY_S, name) for name, one in test.given.items()]
    rows.sort(key=lambda row: row.arrived_s)
    scenario = _stage(day, seats, {row.type for row in rows}, from_s, at_s)
    return Staged(scenario, _workload(scenario, test, rows, draw), at_s, tuple(rows), seats)


def _seats(test: RoutingTest, skilled: set[tuple[str, str]]) -> Iterator[Seat]:
    place = 0
    for name, one in test.free.items():
        for number in range(1, one.agents + 1):
            called = name if one.agents == 1 else f"{name} {number}"
            group = one.group or name
            person = name if (group, name) in skilled else None
            yield Seat(name, called, group, one.idle_s, dict(one.in_hand), place, person)
            place += 1


def _stand_ins(
    day: Scenario, seats: tuple[Seat, ...], filling: list[list[Filler]], rounds: int, from_s: float, at_s: float
) -> Iterator[PlayedRow]:
    """Yield the contacts that occupy each agent from the beginning, and then as it is to be until they are free.

    Whoever is filled up by fewer has as many more before, one a round: the engine counts what agents take, and so they
    differ by what they have in hand and by nothing else.
    """
    groups = list(day.agent_groups)
    turns = sorted(seats, key=lambda seat: (-seat.idle_s, groups.index(seat.group), seat.place))
    for turn, seat in enumerate(turns):
        mine = filling[seat.place]
        steps = [one * len(seats) + seat.place for one in range(rounds - _fillers(mine))]
        times_s = [from_s + (step + 1) * _STEP_S for step in (*steps, rounds * len(seats) + turn)]
        for begins_s, ends_s in pairwise(times_s):
            yield PlayedRow(begins_s, _alone(seat.whose), ends_s, seat=seat.place)
        for one in mine:
            yield PlayedRow(times_s[-1], one.type, at_s + DAY_S if one.lasts else at_s - seat.idle_s, seat=seat.place)


def _fillers(filling: list[Filler]) -> int:
    """Return how many only fill a hand until the agent is free."""
    return sum(not one.lasts for one in filling)


def _filling(day: Scenario, seat: Seat) -> Iterator[Filler]:
    """Yield all that an agent gets: what they keep in hand, and what fills the rest."""
    if not seat.in_hand:
        yield Filler(_alone(seat.whose), lasts=False)
        return
    group = day.agent_groups[seat.group]
    units, slots = units_of(day), slots_served(group, day)
    room = capacity_of(group, units)
    where = ("free", seat.name, "in_hand")
    for channel, number in seat.in_hand.items():
        if channel not in slots and (number > 1 or len(seat.in_hand) > 1):
            raise NoSituation((*where, channel), f"a contact of {channel} needs an agent with nothing else in hand.")
        if number > group.at_most.get(channel, number):
            most = group.at_most[channel]
            raise NoSituation((*where, channel), f"an agent of {seat.group} has at most {most} of {channel} in hand.")
        room -= number * units // slots[channel] if channel in slots else 0
        if room < 0:
            raise NoSituation((*where, channel), f"so much does not fit in a hand of {seat.group}.")
    for channel, number in seat.in_hand.items():
        yield from [Filler(_kept(seat.whose, channel), lasts=True)] * number
    if slots.keys() & seat.in_hand.keys():
        for channel, each in sorted(slots.items(), key=lambda one: one[1]):
            number, room = divmod(room, units // each)
            yield from [Filler(_fills(seat.whose, channel), lasts=False)] * number


def _alone(whose: str) -> str:
    return f"[alone] {whose}"


def _kept(whose: str, channel: str) -> str:
    return f"[kept] {whose} {channel}"


def _fills(whose: str, channel: str) -> str:
    return f"[fills] {whose} {channel}"


def _stage(day: Scenario, seats: tuple[Seat, ...], used: set[str], from_s: float, at_s: float) -> Scenario:
    """Return the day with these agents, the stand-ins, and rules that decide the same for all of the day's own types.

    What a channel says of hours and of kept agents is said by its types instead: for stand-ins it does not go.
    """
    channels: dict[str, Any] = {name: _without(one, _SAID_BY_TYPES) for name, one in day.channels.items()}
    channels |= {f"[fills] {name}": _without(one, ("lines",)) for name, one in channels.items() if one.in_hand_max}
    channels[_ALONE] = LiveChannel.model_validate({})
    types: dict[str, Any] = {name: _with_hours(one, day.channels[one.channel]) for name, one in _types(day)}
    groups: dict[str, Any] = {}
    people: dict[str, Person] = {}
    for name, group in day.agent_groups.items():
        there = [seat for seat in seats if seat.group == name]
        mine = {
            whose: _stand_ins_for(whose, day, used) for whose in dict.fromkeys((name, *(one.whose for one in there)))
        }
        types |= {type_: _stand_in_on(channel) for on in mine.values() for type_, channel in on.items()}
        serves = {type_: _keeping(one, kept_from(day, name, type_)) for type_, one in group.serves.items()}
        serves |= {type_: Serves.model_validate({}) for on in mine.values() for type_ in on}
        agents = {from_s: len(there)}
        update: dict[str, Any] = {**_ALL_THERE, "serves": serves, "agents": agents}
        if any(seat.person is not None for seat in there):
            named = {f"[{seat.place}] {seat.called}": _somebody(day, seat, mine[seat.whose]) for seat in there}
            people |= named
            update |= {"agents": None, "shifts": {"test": _shift(tuple(named), from_s, at_s + _AFTER_S)}}
        groups[name] = group.with_usual((*group.usual, *mine[name]), update)
    horizon = day.horizon.model_copy(update={"from_s": from_s, "to_s": at_s + _AFTER_S, "run_on_s": 0.0})
    nouns = {"horizon": horizon, "channels": channels, "contact_types": types, "agent_groups": groups, "people": people}
    return day.model_copy(update={**nouns, "transfers": {}, "helps": {}, "follow_ups": {}, "interventions": {}})


def _stand_ins_for(whose: str, day: Scenario, used: set[str]) -> dict[str, str]:
    """Return the types of stand-ins that are needed, each with its channel."""
    on: dict[str, str] = {_alone(whose): _ALONE}
    on |= {_kept(whose, channel): channel for channel in day.channels}
    on |= {_fills(whose, channel): f"[fills] {channel}" for channel in day.channels}
    return {type_: channel for type_, channel in on.items() if type_ in used}


def _somebody(day: Scenario, seat: Seat, stand_ins: Iterable[str]) -> Person:
    """Return who is in a seat, with their skills and their stand-ins."""
    if seat.person is None:
        return Person()
    skills = day.people[seat.person].skills or {}
    return Person().model_copy(update={"skills": {**skills, **dict.fromkeys(stand_ins, 1)}})


def _shift(people: tuple[str, ...], from_s: float, to_s: float) -> Shift:
    """Return a shift as long as the test."""
    if to_s - from_s > DAY_S:
        raise NoSituation(("free",), "people with skills of their own can be there for a day at most.")
    whole = Shift.model_validate({"people": list(people), "from": "00:00", "to": "24:00"})
    return whole.model_copy(update={"from_s": from_s, "to_s": to_s})


_ALL_THERE: dict[str, Any] = {
    "agents_on": {}, "shifts": None, "breaks": {}, "apart": None, "absence": None, "adherence": None, "shrinkage": None,
}  # fmt: skip
"""The agents of a test are there, whatever their shifts say and whoever may be absent or away."""
_SAID_BY_TYPES = ("hours", "when_closed", "at_close", "keep_empty", "speed")


def _types(day: Scenario) -> list[tuple[str, ContactType]]:
    return list(day.contact_types.items())


def _stand_in_on(channel: str) -> ContactType:
    return ContactType.model_validate({"channel": channel, "talk": "1s", "patience": "endless"})


def _without(channel: Channel, keys: tuple[str, ...]) -> Channel:
    """Return a channel with these keys, those of them that it has, as if they were left out."""
    fields = type(channel).model_fields
    return channel.model_copy(
        update={key: fields[key].get_default(call_default_factory=True) for key in keys if key in fields}
    )


def _with_hours(one: ContactType, channel: Channel) -> ContactType:
    said = {key: getattr(one, key) or getattr(channel, key) for key in ("hours", "when_closed", "at_close")}
    return one.model_copy(update=said)


def _keeping(serves: Serves, kept: KeptFrom) -> Serves:
    times_s = sorted(kept.times_s) or [0.0]
    return serves.model_copy(update={"keep_free": {time_s: kept.at(time_s) for time_s in times_s}})


def _workload(scenario: Scenario, test: RoutingTest, rows: list[PlayedRow], draw: int) -> Workload:
    types, segments = list(scenario.contact_types), list(scenario.segment_names)
    given = [None if row.contact is None else test.given[row.contact] for row in rows]
    arrived_s = np.array([on_grid(row.arrived_s) for row in rows])
    patience_s = [inf if one is None or one.patience_s is None else one.patience_s for one in given]
    of = [NO_SEGMENT if one is None or one.segment is None else segments.index(one.segment) for one in given]
    return Workload(
        key=np.arange(len(rows), dtype=np.uint64) + np.uint64(draw * len(rows)),
        source=np.zeros(len(rows), dtype=np.int16),
        type=np.array([types.index(row.type) for row in rows], dtype=np.int16),
        segment=np.array(of, dtype=np.int16),
        arrived_s=arrived_s,
        talk_s=np.array([on_grid(row.ends_s) for row in rows]) - arrived_s,
        wrap_up_s=np.zeros(len(rows)),
        patience_s=np.array([on_grid(one) for one in patience_s]),
        expected=np.full((1, 1), np.nan),
        forecast=np.full((1, 1), np.nan),
        seed=0,
        replication=0,
    )
