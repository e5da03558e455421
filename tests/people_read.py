"""What is particular to people, read from the nouns: their first day of work, how they serve, when they are trained.

The naive engine and the checkers go by this, through the plan (`shifts_read.py`); nothing is shared with the engine.
"""

import datetime
from collections.abc import Mapping
from math import ceil
from typing import NamedTuple

from hours_read import DAY_S, Calendar, SimulatedDay, of_day

from simulator.scenario.nouns import Scenario, Serves
from simulator.scenario.nouns.decided import FromDay
from simulator.scenario.nouns.learning import Learning
from simulator.scenario.nouns.people import PersonServes
from simulator.scenario.nouns.shift_plans import Shift
from simulator.scenario.nouns.training import Sessions, Training

_LONG = 60
"""Days: a session after that changes nothing any more."""

Times = tuple[float, float]
"""How many times as long talk and wrap-up take."""


class Somebody(NamedTuple):
    """A person by name, with the number −1, or the k-th of a crew."""

    name: str
    number: int


class Session(NamedTuple):
    """Of a training: when it begins, and how long it is."""

    training: str
    place: int
    """Among trainings."""
    at_s: float
    for_s: float


class PeopleRead:
    """Everybody who is known one by one, by what is stated of them beside their shifts."""

    def __init__(self, scenario: Scenario, calendar: Calendar) -> None:
        self._scenario, self._calendar = scenario, calendar
        self._days: dict[str, dict[Somebody, list[int]]] = {}
        """By training: on which days who has sessions, or the day before it, where there are none."""

    def meet(self, seats: Mapping[str, list[Somebody]]) -> None:
        """Let everybody be known who works in a group; trainings are for those."""
        self._days = {name: self._sitting(one, seats) for name, one in self._scenario.trainings.items()}

    def date(self, day: int) -> datetime.date | None:
        first = self._scenario.horizon.date
        return None if first is None else first + datetime.timedelta(day)

    def works(self, who: Somebody, shift: Shift, day: int) -> bool:
        """Return whether somebody works yet who would be in a shift that begins on a day."""
        date, said = self.date(day), [shift.since, shift.learning and shift.learning.from_]
        if who.number < 0:
            person = self._scenario.people[who.name]
            said += [person.since, person.learning and person.learning.from_]
        return date is None or all(date >= first_day(one) for one in said if one is not None)

    def times(self, who: Somebody, shift: Shift | None, name: str, day: int) -> Times:
        """Return how many times as long a contact type takes somebody in a shift on a day as the group."""
        talk, wrap_up = 1.0, 1.0
        for one in self._serves(who, name, day):
            more = times_of(one)
            talk, wrap_up = talk * more[0], wrap_up * more[1]
        slower = self._slower(who, shift, day)
        return talk * slower, wrap_up * slower

    def solved(self, who: Somebody, name: str, day: int) -> float | None:
        """Return the share that somebody solves; None where the group says."""
        said = [one.solved for one in self._serves(who, name, day) if one.solved is not None]
        return said[-1] if said else None

    def sessions(self, who: Somebody, day: int) -> list[Session]:
        """Return the sessions that somebody may have in a shift that begins on a day, before or after midnight."""
        return [
            Session(name, place, on * DAY_S + training.sessions.at_s, training.sessions.for_s)
            for place, (name, training) in enumerate(self._scenario.trainings.items())
            if training.sessions is not None
            for on in (day, day + 1)
            if on in self._days[name].get(who, [])
        ]

    def _serves(self, who: Somebody, name: str, day: int) -> list[PersonServes]:
        """Return what somebody differs by on a day: by nature, and by what they were trained in before."""
        nature = self._scenario.people[who.name].serves if who.number < 0 else {}
        trained = [
            training.serves
            for called, training in self._scenario.trainings.items()
            if (days := self._days[called].get(who)) and day > days[-1]
        ]
        return [one[name] for one in (nature, *trained) if name in one]

    def _sitting(self, training: Training, seats: Mapping[str, list[Somebody]]) -> dict[Somebody, list[int]]:
        """Return the days of everybody's sessions: the turn of a wave comes again after that of all others."""
        people = list(dict.fromkeys(who for name in training.of for who in seats.get(name, [Somebody(name, -1)])))
        first, at = (first_day(training.from_) - self._scenario.horizon.date).days, training.sessions
        if at is None:
            return {who: [first - 1] for who in people}
        days = self._session_days(at, first)
        waves = [place * at.waves // len(people) for place in range(len(people))]
        return {who: days[wave :: at.waves][: at.number] for who, wave in zip(people, waves, strict=True)}

    def _session_days(self, at: Sessions, first: int) -> list[int]:
        """Return all days on which there may be a session, up to one long after all that are simulated."""
        days = (self._calendar.day(number) for number in range(first, self._calendar.days[-1].number + _LONG))
        named = [day for day in days if day is not None and (at.on is None or set(day.names) & set(at.on))]
        return [day.number for day in named]

    def _slower(self, who: Somebody, shift: Shift | None, day: int) -> float:
        if who.number < 0:
            noun = self._scenario.people[who.name]
            return slower_by(noun.learning, noun.since, self.date(day))
        return 1.0 if shift is None else slower_by(shift.learning, shift.since, self.date(day))


def first_day(one: FromDay) -> datetime.date:
    """Return the day from which something is so: as stated, or so many days after it is decided."""
    return one.date or one.decided + datetime.timedelta(ceil(one.lead_s / DAY_S))


def slower_by(learning: Learning | None, since: FromDay | None, date: datetime.date | None) -> float:
    """Return how many times as long who is new takes: less in each week, until it is once."""
    first = (learning and learning.from_) or since
    if learning is None or first is None or date is None:
        return 1.0
    weeks = max(0, (date - first_day(first)).days // 7)
    return 1.0 + (learning.handle_time - 1.0) * max(0.0, 1.0 - weeks * 7 * DAY_S / learning.over_s)


def times_of(serves: PersonServes | Serves) -> Times:
    """Return how many times as long talk and wrap-up take: one number, or one for each."""
    said = serves.handle_time
    return (said, said) if isinstance(said, float) else (said.talk, said.wrap_up)


def people_in(shift: Shift, group: str, called: str, day: SimulatedDay) -> list[Somebody]:
    """Return who would work a shift on a day, if all work yet."""
    if shift.agents is None:
        return [Somebody(name, -1) for name in of_day(shift.people_on, day.names, shift.people or [])]
    crew = shift.crew or f"{group} {called}"
    return [Somebody(crew, k) for k in range(of_day(shift.agents_on, day.names, shift.agents))]
