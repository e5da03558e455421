"""Who works when, read from the nouns: each person's parts of shifts, and the time off that is planned in them.

The naive engine and the checkers go by this. Nothing is shared with what reads shifts for the engine but chance itself
(`simulator.demand.attendance`), which is a person's for a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from hours_read import DAY_S, Calendar, SimulatedDay, Stretch, joined, steps_of
from people_read import PeopleRead, Somebody, people_in

from simulator.demand.attendance import PersonsDay
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.agents import AgentGroup
from simulator.scenario.nouns.attendance_rates import Absence, Adherence, Shrinkage
from simulator.scenario.nouns.breaks import Break
from simulator.scenario.nouns.shift_plans import Shift


def grid(seconds: float) -> float:
    return round(seconds * 2**20) / 2**20


@dataclass(eq=False)
class TimeOff:
    """A break, or other time off the phone, that is had in a part of a shift."""

    name: str
    place: int
    """In the list of breaks."""
    noun: Break
    form: str
    """fixed, wished, window, every."""
    for_s: float
    earliest_s: float = 0.0
    latest_s: float = 0.0
    wish_s: float = 0.0
    together: float = float("inf")
    is_session: bool = False
    """Of a training."""


@dataclass(eq=False)
class Part:
    """A stretch in which one person is to be in one group."""

    group: str
    who: Somebody
    day: int
    from_s: float
    to_s: float
    number: int
    """Of the parts of the day's shifts, for chance."""
    chance: PersonsDay
    absence: Absence | None
    adherence: Adherence | None
    shrinkage: Shrinkage | None
    no_new_s: float
    least_s: float
    most_s: float
    shift: Shift | None
    uncut: list[Stretch]
    """What is worked on the day, with what lies outside the center's opening."""
    time_off: list[TimeOff] = field(default_factory=list)
    seat: int = -1

    @property
    def is_absent(self) -> bool:
        return self.absence is not None and self.chance.is_absent(self.absence)

    @property
    def rate(self) -> Adherence | Shrinkage | None:
        """Return what says how often they are away for a short time."""
        return self.shrinkage or self.adherence


@dataclass(frozen=True)
class ShiftOfDay:
    """A shift of a group that begins on a day."""

    group: str
    noun: AgentGroup
    name: str
    shift: Shift
    day: SimulatedDay
    known: PeopleRead

    @property
    def people(self) -> list[Somebody]:
        if self.shift.on is not None and not set(self.day.names) & {str(one) for one in self.shift.on}:
            return []
        able = people_in(self.shift, self.group, self.name, self.day)
        return [who for who in able if self.known.works(who, self.shift, self.day.number)]

    @property
    def uncut(self) -> list[Stretch]:
        start_s = self.day.number * DAY_S
        one = self.shift
        spans = [(one.from_s, one.to_s)]
        if one.split is not None:
            spans = [(one.from_s, one.split.from_s), (one.split.to_s, one.to_s)]
        return [(from_s + start_s, to_s + start_s) for from_s, to_s in spans]

    @property
    def breaks(self) -> list[tuple[str, Break]]:
        both = {**self.noun.breaks, **self.shift.breaks}
        return [
            (name, one)
            for name, one in both.items()
            if one.on is None or set(self.day.names) & {str(each) for each in one.on}
        ]


def is_known(noun: AgentGroup) -> bool:
    """Return whether the agents of a group are known one by one."""
    return noun.shifts is not None or bool(noun.absence or noun.adherence or noun.shrinkage)


class Plan:
    """All parts of all people, each with its seat; the numbers of seats count those before them, whatever they are."""

    def __init__(self, scenario: Scenario, calendar: Calendar, seed: int, replication: int) -> None:
        self._scenario, self._calendar = scenario, calendar
        self._seed, self._replication = seed, replication
        before = calendar.day(calendar.days[0].number - 1)
        self._days = [*([before] if before else []), *calendar.days]
        self.known = PeopleRead(scenario, calendar)
        self.groups = [name for name, noun in scenario.agent_groups.items() if is_known(noun)]
        self.parts: dict[str, list[Part]] = {name: list(self._of_group(name)) for name in self.groups}
        """By group, in the order in which seats are counted."""
        self.seats: dict[str, list[Somebody]] = {
            name: list(dict.fromkeys(part.who for part in parts)) for name, parts in self.parts.items()
        }
        self.known.meet(self.seats)
        for part in (part for parts in self.parts.values() for part in parts):
            part.time_off += self._sessions(part)

    def _of_group(self, name: str) -> Iterator[Part]:
        noun = self._scenario.agent_groups[name]
        if noun.shifts is None:
            yield from self._of_headcount(name, noun)
            return
        for called, shift in noun.shifts.items():
            for day in self._days:
                one = ShiftOfDay(name, noun, called, shift, day, self.known)
                for who in one.people:
                    yield from self._of_shift(one, who)

    def _of_headcount(self, name: str, noun: AgentGroup) -> Iterator[Part]:
        for day in self._calendar.days:
            steps = steps_of(noun, day)
            ends = [*steps, (day.closes_s, 0)]
            for k in range(max(people for _, people in steps)):
                there = joined([(at_s, then_s) for (at_s, people), (then_s, _) in pairwise(ends) if people > k])
                for number, (from_s, to_s) in enumerate(there):
                    who = Somebody(name, k)
                    yield Part(name, who, day.number, from_s, to_s, number, *self._said(noun, who, day), None, there)

    def _said(self, noun: AgentGroup, who: Somebody, day: SimulatedDay, shift: Shift | None = None) -> tuple:
        chance = PersonsDay(self._seed, self._replication, who.name, who.number, day.number)
        apart = (shift.apart if shift is not None else None) or noun.apart
        least, most = (0.0, float("inf")) if apart is None else (apart.at_least_s, apart.at_most_s)
        no_new_s = 0.0 if shift is None else shift.no_new_s
        return (
            *(chance, noun.absence, noun.adherence, noun.shrinkage),
            *(no_new_s, least, float("inf") if most is None else most),
        )

    def shifts_on(self, day: SimulatedDay) -> list[ShiftOfDay]:
        """Return all shifts that begin on a day, in the order of groups."""
        return [
            ShiftOfDay(name, noun, called, shift, day, self.known)
            for name, noun in self._scenario.agent_groups.items()
            for called, shift in (noun.shifts or {}).items()
        ]

    def _of_shift(self, one: ShiftOfDay, who: Somebody) -> Iterator[Part]:
        mine = sorted(
            (each for each in self.shifts_on(one.day) if who in each.people), key=lambda each: each.uncut[0][0]
        )
        before = mine[
            : next(place for place, each in enumerate(mine) if (each.group, each.name) == (one.group, one.name))
        ]
        first = sum(len(each.uncut) for each in before)
        cut = [
            (max(from_s, opens_s), min(to_s, closes_s))
            for from_s, to_s in one.uncut
            for opens_s, closes_s in self._calendar.open
        ]
        cut = [(from_s, to_s) for from_s, to_s in cut if from_s < to_s]
        for number, (from_s, to_s) in enumerate(cut):
            said = self._said(one.noun, who, one.day, one.shift)
            part = Part(one.group, who, one.day.number, from_s, to_s, first + number, *said, one.shift, one.uncut)
            part.time_off = self._time_off(one, part)
            yield part

    def _time_off(self, one: ShiftOfDay, part: Part) -> list[TimeOff]:
        found = []
        for place, (name, noun) in enumerate(one.breaks):
            placed = self._placed(one, name, noun, part, place)
            if placed is not None and part.chance.has(name, noun.share) and _is_in(placed, part):
                found.append(placed)
        return found

    def _sessions(self, part: Part) -> list[TimeOff]:
        """Return the sessions of trainings that lie in what is worked, as far as they are in this part of it.

        Whoever is on call has none.
        """
        found: list[TimeOff] = []
        if part.shift is not None and part.shift.on_call is not None:
            return found
        for one in self.known.sessions(part.who, part.day):
            if any(from_s <= one.at_s and one.at_s + one.for_s <= to_s for from_s, to_s in part.uncut):
                noun = Break.model_validate({"for": f"{one.for_s}s", "at": "00:00", "counts_as": "off_phone"})
                times_s = one.at_s, one.at_s, one.at_s
                off = TimeOff(
                    f"training {one.training}", one.place, noun, "fixed", one.for_s, *times_s, is_session=True
                )
                found += [off] if _is_in(off, part) else []
        return found

    def _placed(self, one: ShiftOfDay, name: str, noun: Break, part: Part, place: int) -> TimeOff | None:
        """Return a break as the whole shift has it; None where it does not fit."""
        if noun.every_s is not None:
            if not fits(one, noun):
                return None
            return TimeOff(name, place, noun, "every", noun.for_s, together=self._together(one, name, noun))
        if noun.from_s is None:
            at_s = fixed_at(one, noun)
            return None if at_s is None else TimeOff(name, place, noun, "fixed", noun.for_s, at_s, at_s, at_s)
        stretch = longest(one, noun)
        if stretch is None:
            return None
        first_s, last_s = stretch[0], stretch[1] - noun.for_s
        if noun.start == "when_free":
            together = self._together(one, name, noun)
            return TimeOff(name, place, noun, "window", noun.for_s, first_s, last_s, together=together)
        if noun.start == "own_choice":
            wish_s = grid(first_s + (last_s - first_s) * part.chance.choice(name))
        else:
            k, n = one.people.index(part.who), len(one.people)
            wish_s = first_s if n == 1 else grid(first_s + (last_s - first_s) * k / (n - 1))
        return TimeOff(name, place, noun, "wished", noun.for_s, first_s, last_s, wish_s)

    def _together(self, one: ShiftOfDay, name: str, noun: Break) -> float:
        if noun.together is not None:
            return noun.together
        planned = 0
        for called, shift in one.noun.shifts.items():
            other = ShiftOfDay(one.group, one.noun, called, shift, one.day, self.known)
            theirs = dict(other.breaks).get(name)
            if theirs is not None and fits(other, theirs):
                planned += len(other.people)
        among_s = noun.every_s if noun.every_s is not None else noun.to_s - noun.from_s
        return max(1, ceil(planned * noun.for_s / among_s))


def _is_in(one: TimeOff, part: Part) -> bool:
    """Return whether a part has a time off; what is left of one that began before is had at once."""
    if one.form == "every":
        return True
    if not (part.from_s <= one.latest_s + one.for_s and one.earliest_s < part.to_s):
        return False
    if one.form == "window":
        return one.latest_s >= part.from_s
    if one.wish_s < part.from_s:
        one.for_s = one.wish_s + one.for_s - part.from_s
        one.form, one.earliest_s, one.latest_s, one.wish_s = "fixed", part.from_s, part.from_s, part.from_s
        return one.for_s > 0
    return True


def fits(one: ShiftOfDay, noun: Break) -> bool:
    """Return whether a shift that begins on a day has a place for a break."""
    if noun.every_s is not None:
        return any(to_s - from_s >= noun.every_s + noun.for_s for from_s, to_s in one.uncut)
    return (fixed_at(one, noun) if noun.from_s is None else longest(one, noun)) is not None


def fixed_at(one: ShiftOfDay, noun: Break) -> float | None:
    """Return when a break begins that has a time, or comes so long after the beginning of the shift.

    One that only the group states, and that is no work, has work before and behind it.
    """
    found_s = _has_place_at(one, noun)
    mine = noun.counts_as == "off_phone" or any(noun is own for own in one.shift.breaks.values())
    edges = {edge_s for stretch in one.uncut for edge_s in stretch}
    return None if found_s is None or (not mine and {found_s, found_s + noun.for_s} & edges) else found_s


def _has_place_at(one: ShiftOfDay, noun: Break) -> float | None:
    if noun.at_s is not None:
        for time_s in (one.day.number * DAY_S + noun.at_s, (one.day.number + 1) * DAY_S + noun.at_s):
            if any(from_s <= time_s and time_s + noun.for_s <= to_s for from_s, to_s in one.uncut):
                return time_s
        return None
    left_s = noun.after_s
    for place, (from_s, to_s) in enumerate(one.uncut):
        if left_s < to_s - from_s or place == len(one.uncut) - 1:
            return from_s + left_s if from_s + left_s + noun.for_s <= to_s else None
        left_s -= to_s - from_s
    return None


def longest(one: ShiftOfDay, noun: Break) -> Stretch | None:
    """Return the longest stretch of a break's window in the shift, on the same day or a day later."""
    found: Stretch | None = None
    for day_s in (one.day.number * DAY_S, (one.day.number + 1) * DAY_S):
        for from_s, to_s in one.uncut:
            cut = max(from_s, day_s + noun.from_s), min(to_s, day_s + noun.to_s)
            if found is None or cut[1] - cut[0] > found[1] - found[0]:
                found = cut
    return found if found is not None and found[1] - found[0] >= noun.for_s else None
