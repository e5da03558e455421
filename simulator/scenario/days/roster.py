"""The roster: which person works from when until when, on which day, in which group, and what takes them off the phone.

One table of worked shifts is all that anybody needs to know of a plan, however it was written. It holds groups whose
agents are known one by one: those with shifts, and those of which some time of each agent is taken away. Nothing in it
is drawn. Who has no name is known by the crew and a number in it.

Times are seconds since 00:00 of day 0. A shift belongs to the day on which it begins, also when that is the day before
the first one that is simulated. What lies outside the center's opening is cut off.
"""

from collections.abc import Callable, Iterator
from math import inf

from simulator.scenario.days.breaks_placed import placed
from simulator.scenario.days.cut_to import cut_to
from simulator.scenario.days.joined import joined
from simulator.scenario.days.trained import with_trainings
from simulator.scenario.days.worked_shifts import Roster, Somebody, WorkedShift
from simulator.scenario.nouns import AgentGroup, Day, Scenario
from simulator.scenario.nouns.hours import Span
from simulator.scenario.nouns.learning import times_on, works_on
from simulator.scenario.nouns.people import Person
from simulator.scenario.nouns.shift_plans import Shift
from simulator.scenario.rules.chain import chain_of


def is_known_one_by_one(group: AgentGroup) -> bool:
    """Return whether the agents of a group are people with times of their own, and not only a number."""
    return group.shifts is not None or chain_of(group).takes_away


def roster_of(scenario: Scenario) -> Roster:
    """Return the roster of ``scenario``, over all days that are simulated."""
    days, whole = _days(scenario), list[WorkedShift]()
    for name, group in scenario.agent_groups.items():
        if is_known_one_by_one(group):
            shifts_of = _by_shift if group.shifts is not None else _by_headcount
            whole += shifts_of(name, scenario, days)
    openings = _openings(scenario)
    shifts = [one for each in _numbered(whole) if (one := _cut(each, openings)).parts]
    seats = {
        name: tuple(dict.fromkeys(one.who for one in shifts if one.group == name))
        for name, group in scenario.agent_groups.items()
        if is_known_one_by_one(group)
    }
    return Roster(seats, tuple(with_trainings(scenario, seats, shifts)))


def openings_around(scenario: Scenario) -> list[Span]:
    """Return when the center is open, the day before the simulated ones and the day after them included.

    Where days touch, a night shift goes on into the next one.
    """
    first, *others = _days(scenario)
    after = scenario.horizon.day(others[-1].number + 1 if others else first.number + 1)
    return joined([(day.opens_s, day.closes_s) for day in (first, *others, after) if day is not None])


def crew_of(group: str, shift: str, one: Shift) -> str:
    """Return the name of the crew that works a shift."""
    return one.crew or f"{group} {shift}"


def headcount_of(
    scenario: Scenario, group: str, day: Day, of: Callable[[Somebody], bool] | None = None
) -> dict[float, int]:
    """Return how many people are planned in a group with shifts, by time of day on ``day``, breaks included.

    Whoever is on call is not. Counted are those ``of`` whom it is asked; None: all.
    """
    shifts = scenario.agent_groups[group].shifts
    assert shifts is not None, "who has shifts"
    # Also those that begin on the next day, while this one is still open after midnight.
    near = range(day.number - 1, min(day.number + 2, scenario.horizon.days))
    spans = [
        (from_s - day.start_s, to_s - day.start_s, people)
        for number in near
        if (begins := scenario.horizon.day(number)) is not None
        for name, shift in shifts.items()
        if shift.on_call is None
        if (people := sum(of is None or of(who) for who in who_works(scenario, group, name, begins)))
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
    return joined([(day.opens_s, day.closes_s) for day in scenario.horizon.simulated_days])


def who_works(scenario: Scenario, group: str, name: str, day: Day) -> list[Somebody]:
    """Return who works a shift of a group that begins on a day; people who are new do from their first day on."""
    shift = (scenario.agent_groups[group].shifts or {})[name]
    if shift.agents is not None:
        return [Somebody(crew_of(group, name, shift), number) for number in range(shift.number_on(day))]
    people = shift.people_of(day) if shift.is_on(day) else ()
    return [Somebody(person) for person in people if _has_begun(scenario, person, day)]


def _has_begun(scenario: Scenario, person: str, day: Day) -> bool:
    # Of whom there is none is told elsewhere.
    one = scenario.people.get(person, Person())
    return works_on(one.since, one.learning, day.date)


def _times(scenario: Scenario, shift: Shift, who: Somebody, day: Day) -> float:
    one = shift if who.number >= 0 else scenario.people.get(who.name, Person())
    return times_on(one.since, one.learning, day.date)


def _by_shift(name: str, scenario: Scenario, days: list[Day]) -> Iterator[WorkedShift]:
    group = scenario.agent_groups[name]
    assert group.shifts is not None, "who has shifts"
    there = {day.number: {called: who_works(scenario, name, called, day) for called in group.shifts} for day in days}
    working = {number: {called: len(people) for called, people in each.items()} for number, each in there.items()}
    for called, shift in group.shifts.items():
        apart = shift.apart or group.apart
        at_least_s = apart.at_least_s if apart is not None else 0.0
        at_most_s = apart.at_most_s if apart is not None and apart.at_most_s is not None else inf
        for day in days:
            parts = _parts_on(shift, day)
            for number, who in enumerate(there[day.number][called]):
                yield WorkedShift(
                    who=who,
                    group=name,
                    shift=called,
                    day=day.number,
                    parts=parts,
                    planned=parts,
                    offs=placed(group, called, day, number, working[day.number]),
                    at_least_s=at_least_s,
                    at_most_s=at_most_s,
                    no_new_s=shift.no_new_s,
                    times=_times(scenario, shift, who, day),
                    on_call=None if shift.on_call is None else shift.on_call.paid,
                )


def _by_headcount(name: str, scenario: Scenario, _: list[Day]) -> Iterator[WorkedShift]:
    """Yield the days of agents of whom a headcount says how many there are: number k is there while more than k are."""
    group = scenario.agent_groups[name]
    for day in scenario.horizon.simulated_days:
        steps = [(day.start_s + clock_s, people) for clock_s, people in group.agents_of(day).items()]
        ends = [*(time_s for time_s, _ in steps[1:]), inf]
        spans = [
            (max(from_s, day.opens_s), min(to_s, day.closes_s), people)
            for (from_s, people), to_s in zip(steps, ends, strict=True)
        ]
        spans = [one for one in spans if one[0] < one[1]]
        for number in range(max((people for _, _, people in spans), default=0)):
            parts = tuple(joined([(from_s, to_s) for from_s, to_s, people in spans if people > number]))
            yield WorkedShift(Somebody(name, number), name, "", day.number, parts, parts, (), 0.0, inf, 0.0)


def _numbered(shifts: list[WorkedShift]) -> list[WorkedShift]:
    """Return ``shifts`` with the numbers of their first parts: in the order in which they begin, then as they stand."""
    first, parts = [0] * len(shifts), dict[tuple[Somebody, int], int]()
    for place in sorted(range(len(shifts)), key=lambda at: shifts[at].planned[0][0]):
        one = shifts[place]
        first[place] = parts.get((one.who, one.day), 0)
        parts[one.who, one.day] = first[place] + len(one.planned)
    return [one._replace(first_part=number) for one, number in zip(shifts, first, strict=True)]


def _cut(one: WorkedShift, openings: list[Span]) -> WorkedShift:
    return one._replace(parts=cut_to(openings, one.parts))


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
    openings = openings_around(scenario)
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
