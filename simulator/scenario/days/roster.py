"""The roster: which person works from when until when, on which day, in which group, and what takes them off the phone.

One table of worked shifts is all that anybody needs to know of a plan, however it was written. It holds groups whose
agents are known one by one: those with shifts, and those of which some time of each agent is taken away. Nothing in it
is drawn. Who has no name is known by the crew and a number in it.

Times are seconds since 00:00 of day 0. A shift belongs to the day on which it begins, also when that is the day before
the first one that is simulated. What lies outside the center's opening is cut off.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from simulator.scenario.days.breaks_placed import TimeOff, placed
from simulator.scenario.nouns import AgentGroup, Day, Scenario
from simulator.scenario.nouns.hours import Span
from simulator.scenario.nouns.shift_plans import Shift


class Somebody(NamedTuple):
    """Who works: a person with a name, or one of a crew."""

    name: str
    """Of the person; else of the crew: its own, or those of the group and the shift."""
    number: int = -1
    """In the crew, from 0; below 0 for a person with a name."""


class WorkedShift(NamedTuple):
    """A shift that one person works on one day."""

    who: Somebody
    group: str
    shift: str
    day: int
    """The number of the day on which it begins."""
    parts: tuple[Span, ...]
    """When it is worked and simulated."""
    planned: tuple[Span, ...]
    """The same, with what lies outside the center's opening."""
    offs: tuple[TimeOff, ...]
    at_least_s: float
    """How long to go between breaks, and from the beginning of a part, at least."""
    at_most_s: float
    """The same at most; infinite where nothing is said."""
    no_new_s: float


class Roster(NamedTuple):
    """Who works when."""

    seats: dict[str, tuple[Somebody, ...]]
    """By group: who ever works in it, in the order of its shifts."""
    shifts: tuple[WorkedShift, ...]
    """In the order of groups, shifts, days and people."""


def is_known_one_by_one(group: AgentGroup) -> bool:
    """Return whether the agents of a group are people with times of their own, and not only a number."""
    chain = (group.absence, group.adherence, group.shrinkage)
    return group.shifts is not None or any(one is not None for one in chain)


def roster_of(scenario: Scenario) -> Roster:
    """Return the roster of ``scenario``, over all days that are simulated."""
    openings, days = _openings(scenario), _days(scenario)
    seats, shifts = {}, []
    for name, group in scenario.agent_groups.items():
        if is_known_one_by_one(group):
            of_group = (
                _by_shift(name, group, days) if group.shifts is not None else _by_headcount(name, group, scenario)
            )
            mine = [one for each in of_group if (one := _cut(each, openings)).parts]
            seats[name] = tuple(dict.fromkeys(one.who for one in mine))
            shifts += mine
    return Roster(seats, tuple(shifts))


def crew_of(group: str, shift: str, one: Shift) -> str:
    """Return the name of the crew that works a shift."""
    return one.crew or f"{group} {shift}"


def headcount_of(scenario: Scenario, group: str, day: Day) -> dict[float, int]:
    """Return how many people are planned in a group with shifts, by time of day on ``day``, breaks included."""
    shifts = scenario.agent_groups[group].shifts
    assert shifts is not None, "who has shifts"
    spans = [
        (from_s - day.start_s, to_s - day.start_s, people)
        for number in (day.number - 1, day.number)
        if (begins := scenario.horizon.day(number)) is not None
        for shift in shifts.values()
        if (people := shift.number_on(begins))
        for from_s, to_s in _parts_on(shift, begins)
    ]
    opens_s, closes_s = day.opens_s - day.start_s, day.closes_s - day.start_s
    times = {
        opens_s,
        *(time_s for from_s, to_s, _ in spans for time_s in (from_s, to_s) if opens_s < time_s < closes_s),
    }
    return {
        time_s: sum(people for from_s, to_s, people in spans if from_s <= time_s < to_s) for time_s in sorted(times)
    }


def _parts_on(shift: Shift, day: Day) -> tuple[Span, ...]:
    return tuple((day.start_s + from_s, day.start_s + to_s) for from_s, to_s in shift.parts)


def _days(scenario: Scenario) -> list[Day]:
    """Return the days on which simulated shifts may begin: that before the first one, too."""
    horizon = scenario.horizon
    first, last = horizon.simulated_days[0].number, horizon.simulated_days[-1].number
    return [day for number in range(first - 1, last + 1) if (day := horizon.day(number))]


def _openings(scenario: Scenario) -> list[Span]:
    """Return when the center is open; days that touch are one."""
    return _joined([(day.opens_s, day.closes_s) for day in scenario.horizon.simulated_days])


def _by_shift(name: str, group: AgentGroup, days: list[Day]) -> Iterator[WorkedShift]:
    assert group.shifts is not None, "who has shifts"
    for called, shift in group.shifts.items():
        apart = shift.apart or group.apart
        at_least_s = apart.at_least_s if apart is not None else 0.0
        at_most_s = apart.at_most_s if apart is not None and apart.at_most_s is not None else inf
        crew = crew_of(name, called, shift)
        for day in days:
            people, names = shift.number_on(day), shift.people_of(day)
            parts = _parts_on(shift, day)
            for number in range(people):
                who = Somebody(names[number]) if names else Somebody(crew, number)
                offs = placed(group, shift, day, number)
                yield WorkedShift(
                    who, name, called, day.number, parts, parts, offs, at_least_s, at_most_s, shift.no_new_s
                )


def _by_headcount(name: str, group: AgentGroup, scenario: Scenario) -> Iterator[WorkedShift]:
    """Yield the days of agents of whom a headcount says how many there are: number k is there while more than k are."""
    for day in scenario.horizon.simulated_days:
        steps = [(day.start_s + clock_s, people) for clock_s, people in group.agents_of(day).items()]
        ends = [*(time_s for time_s, _ in steps[1:]), inf]
        spans = [
            (max(from_s, day.opens_s), min(to_s, day.closes_s), people)
            for (from_s, people), to_s in zip(steps, ends, strict=True)
        ]
        spans = [one for one in spans if one[0] < one[1]]
        for number in range(max((people for _, _, people in spans), default=0)):
            parts = tuple(_joined([(from_s, to_s) for from_s, to_s, people in spans if people > number]))
            yield WorkedShift(Somebody(name, number), name, "", day.number, parts, parts, (), 0.0, inf, 0.0)


def _joined(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for from_s, to_s in spans:
        if found and found[-1][1] == from_s:
            found[-1] = (found[-1][0], to_s)
        else:
            found.append((from_s, to_s))
    return found


def _cut(one: WorkedShift, openings: list[Span]) -> WorkedShift:
    parts = [
        (max(from_s, opens_s), min(to_s, closes_s))
        for from_s, to_s in one.parts
        for opens_s, closes_s in openings
        if max(from_s, opens_s) < min(to_s, closes_s)
    ]
    return one._replace(parts=tuple(parts))


Named = tuple[str, str]
"""The group and the name of a shift."""
CutDay = tuple[str, float, float]
"""The name of a day, and when the center opens and closes, by its clock."""


def cut_shifts(scenario: Scenario) -> dict[Named, list[CutDay]]:
    """Return on which days parts of shifts lie outside the center's opening."""
    found, _ = _cut_and_whole(scenario)
    return found


def worked_in_vain(scenario: Scenario) -> dict[Named, CutDay]:
    """Return the shifts that lie outside the center's opening, with all or a part of them, on every day."""
    cut, whole = _cut_and_whole(scenario)
    return {named: days[0] for named, days in cut.items() if named not in whole}


def _cut_and_whole(scenario: Scenario) -> tuple[dict[Named, list[CutDay]], set[Named]]:
    # The days around those that are simulated as well: where days touch, a night shift goes on into the next one.
    first, *others = _days(scenario)
    after = scenario.horizon.day(others[-1].number + 1 if others else first.number + 1)
    openings = _joined([(day.opens_s, day.closes_s) for day in (first, *others, after) if day is not None])
    cut, whole = dict[Named, list[CutDay]](), set[Named]()
    for group, noun in scenario.agent_groups.items():
        for name, shift in (noun.shifts or {}).items():
            for day in _days(scenario):
                if shift.number_on(day):
                    parts = _parts_on(shift, day)
                    if all(_is_within(part, openings) for part in parts):
                        whole.add((group, name))
                    elif day.number >= scenario.horizon.simulated_days[0].number:
                        clocks = (day.opens_s - day.start_s, day.closes_s - day.start_s)
                        cut.setdefault((group, name), []).append((day.name, *clocks))
    return cut, whole


def _is_within(part: Span, openings: list[Span]) -> bool:
    return any(opens_s <= part[0] and part[1] <= closes_s for opens_s, closes_s in openings)
