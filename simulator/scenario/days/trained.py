"""Trainings on a roster: sessions take people off the phone, and afterwards they can do more.

Session days are the days from the training's first on on which the center opens, or those it names. People go in
waves: the first on the first day, the second on the next, and so on, until all have had all sessions. Who does not work
then misses a session, and is trained with the others.
"""

from collections.abc import Iterator, Mapping, Sequence

from simulator.scenario.days.breaks_placed import Begins, TimeOff
from simulator.scenario.days.worked_shifts import Somebody, WorkedShift
from simulator.scenario.nouns import Day, Scenario
from simulator.scenario.nouns.breaks import Break
from simulator.scenario.nouns.day_names import names_on
from simulator.scenario.nouns.horizon import DAYS_MAX
from simulator.scenario.nouns.training import Sessions, Training
from simulator.units import DAY_S

Sitting = dict[Somebody, list[int]]
"""By person: the numbers of the days of their sessions."""


def with_trainings(
    scenario: Scenario, seats: Mapping[str, tuple[Somebody, ...]], shifts: Sequence[WorkedShift]
) -> Sequence[WorkedShift]:
    """Return ``shifts`` with what trainings do to them; ``seats`` are who works in each group."""
    for name, one in scenario.trainings.items():
        sitting = sitting_of(scenario, one, seats)
        shifts = [_trained(each, name, one, sitting) for each in shifts]
    return shifts


def sitting_of(scenario: Scenario, one: Training, seats: Mapping[str, tuple[Somebody, ...]]) -> Sitting:
    """Return on which days whom a training is for has sessions."""
    people = list(dict.fromkeys(who for name in one.of for who in _meant(name, seats)))
    first = _first_day(scenario, one)
    if one.sessions is None:
        # The day before the first one is the last on which they work as before.
        return {who: [first - 1] for who in people}
    days, waves = list(_days(scenario, one.sessions, first)), one.sessions.waves
    return {
        who: [day.number for day in days[place * waves // len(people) :: waves][: one.sessions.number]]
        for place, who in enumerate(people)
    }


def session_of(name: str) -> str:
    """Return what the sessions of a training are called among breaks."""
    return f"training {name}"


def _meant(name: str, seats: Mapping[str, tuple[Somebody, ...]]) -> tuple[Somebody, ...]:
    return seats.get(name, (Somebody(name),))


def _first_day(scenario: Scenario, one: Training) -> int:
    date = scenario.horizon.date
    return 0 if date is None else (one.from_.day - date).days


def _days(scenario: Scenario, sessions: Sessions, first: int) -> Iterator[Day]:
    """Yield the days of sessions, as many as there may be."""
    wanted = sessions.number * sessions.waves
    for number in range(first, first + DAYS_MAX):
        day = scenario.horizon.day(number)
        if day is not None and (sessions.on is None or names_on(sessions.on, day.weekday, day.date)):
            yield day
            wanted -= 1
            if not wanted:
                return


def _trained(shift: WorkedShift, name: str, one: Training, sitting: Sitting) -> WorkedShift:
    days = sitting.get(shift.who)
    if not days:
        return shift
    if shift.day > days[-1]:
        return shift._replace(trained=(*shift.trained, name))
    if one.sessions is None or shift.on_call is not None:
        return shift
    # Who works over midnight may have one then.
    had = [_session(name, one.sessions, shift, day) for day in (shift.day, shift.day + 1) if day in days]
    return shift._replace(offs=(*shift.offs, *(off for off in had if off is not None)))


def _session(name: str, sessions: Sessions, shift: WorkedShift, day: int) -> TimeOff | None:
    """Return the session of a day, if it lies in the shift."""
    day_s = day * DAY_S
    at_s, to_s = day_s + sessions.at_s, day_s + sessions.at_s + sessions.for_s
    if not any(from_s <= at_s and to_s <= end_s for from_s, end_s in shift.planned):
        return None
    taken = Break.model_construct(for_s=sessions.for_s, at_s=sessions.at_s, counts_as="off_phone", paid=True, share=1.0)
    return TimeOff(session_of(name), Begins.FIXED, at_s, at_s, at_s, sessions.for_s, 0, taken)
