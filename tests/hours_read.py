"""When the center and its contact types are open, read from the nouns by walking through the days one by one.

The naive engine and the checkers go by this; nothing of it is shared with the engine's own tables.
"""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from simulator.scenario.nouns import AgentGroup, ContactType, Scenario

DAY_S = 86400.0
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Stretch = tuple[float, float]


class SimulatedDay(NamedTuple):
    """A day on which the center opens; the first one may be cut by the length of the warm-up."""

    number: int
    opens_s: float
    closes_s: float
    names: tuple[str, ...]
    """What hours and agents may call it: its date, its weekday."""


class Calendar:
    """All times at which something opens or closes, in seconds since 00:00 of the first reported day."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        horizon = scenario.horizon
        reported = [day for number in range(horizon.days) if (day := self.day(number))]
        self.reports_from_s = reported[0].opens_s
        self.days = [*self._warm_up(self.reports_from_s - horizon.warm_up_s), *reported]
        """The days that are simulated, those of the warm-up first."""
        self.open = joined([(day.opens_s, day.closes_s) for day in self.days])
        """When the center is open; days that touch are one stretch."""
        run_on_s = horizon.run_on_s
        self.stops_s = float("inf") if run_on_s is None else self.open[-1][1] + run_on_s
        self._agents = {name: self._steps(name) for name in scenario.agent_groups}
        self._of_types = {name: self._stretches(kind) for name, kind in scenario.contact_types.items()}

    def of_type(self, name: str) -> list[Stretch]:
        """Return when contacts of a type are taken: in its hours, as far as the center is open."""
        return self._of_types[name]

    def is_open(self, name: str, time_s: float) -> bool:
        """Return whether who comes at this instant is taken; who comes at the end of hours comes too late."""
        return any(from_s <= time_s < to_s for from_s, to_s in self.of_type(name))

    def is_center_open(self, times_s: np.ndarray) -> np.ndarray:
        """Return of each of many instants whether the center is open."""
        opens_s, closes_s = np.array(self.open).T
        return np.append(-np.inf, closes_s)[np.searchsorted(opens_s, times_s, side="right")] > times_s

    def is_open_by_itself(self, name: str, time_s: float) -> bool:
        """Return whether the type's own hours, if it has any, say it is open, whether the center is open or not."""
        own = self._own_hours(self.scenario.contact_types[name])
        return own is None or any(from_s <= time_s < to_s for from_s, to_s in own)

    def next_opening(self, name: str, time_s: float) -> float:
        """Return when a type opens after an instant at which it is closed; infinite when never again."""
        return min((from_s for from_s, _ in self.of_type(name) if from_s > time_s), default=float("inf"))

    def next_closing(self, name: str, time_s: float) -> float:
        """Return when a type closes after an instant; infinite when never again."""
        return min((to_s for _, to_s in self.of_type(name) if to_s > time_s), default=float("inf"))

    def when_closed(self, name: str) -> tuple[str, str]:
        """Return what becomes of who comes outside the hours, and the type that a redirect leads to."""
        kind = self.scenario.contact_types[name]
        channel = self.scenario.channels[kind.channel]
        said = kind.when_closed or channel.when_closed or "refuse"
        return (said, "") if isinstance(said, str) else ("redirect", said.to)

    def at_close(self, name: str) -> str:
        """Return what becomes of who waits when the type closes."""
        kind = self.scenario.contact_types[name]
        channel = self.scenario.channels[kind.channel]
        usual = "keep" if self.when_closed(name)[0] == "wait" else self.scenario.horizon.at_close
        return kind.at_close or channel.at_close or usual

    def agents(self, group: str) -> list[tuple[float, int]]:
        """Return (time, agents wanted from then on) while the center is open; each opening of a day is among them."""
        return self._agents[group]

    def _steps(self, group: str) -> list[tuple[float, int]]:
        noun = self.scenario.agent_groups[group]
        # Shifts are no headcount.
        return [step for day in self.days for step in ([(day.opens_s, 0)] if noun.shifts else steps_of(noun, day))]

    def day(self, number: int) -> SimulatedDay | None:
        """Return a day as if all of it were simulated; None where the center stays closed."""
        horizon, names = self.scenario.horizon, self._names(number)
        spans = layered(horizon.hours, names, [(horizon.from_s, horizon.to_s)], horizon)
        if not spans:
            return None
        return SimulatedDay(number, spans[0][0] + number * DAY_S, spans[-1][1] + number * DAY_S, names)

    def _warm_up(self, begins_s: float) -> list[SimulatedDay]:
        if not self.scenario.horizon.warm_up_s:
            return []
        found, number = [], -1
        # A day may go on until the next one is over.
        while (number + 3) * DAY_S >= begins_s:
            day = self.day(number)
            if day and day.closes_s > begins_s:
                found.append(day._replace(opens_s=max(day.opens_s, begins_s)))
            number -= 1
        return found[::-1]

    def _names(self, number: int) -> tuple[str, ...]:
        horizon = self.scenario.horizon
        date = horizon.date + datetime.timedelta(number) if horizon.date else None
        first = horizon.weekday or (WEEK[horizon.date.weekday()] if horizon.date else None)
        weekday = WEEK[(WEEK.index(first) + number) % 7] if first else None
        return tuple(str(name) for name in (date, weekday) if name is not None)

    def _stretches(self, kind: ContactType) -> list[Stretch]:
        own = self._own_hours(kind)
        if own is None:
            return self.open
        cut = [(max(from_s, opens_s), min(to_s, closes_s)) for from_s, to_s in own for opens_s, closes_s in self.open]
        return [(from_s, to_s) for from_s, to_s in cut if from_s < to_s]

    def _own_hours(self, kind: ContactType) -> list[Stretch] | None:
        hours = kind.hours or self.scenario.channels[kind.channel].hours
        if hours is None:
            return None
        found = []
        # Hours may go on for days after midnight.
        for number in range(self.days[0].number - 4, self.days[-1].number + 5):
            horizon, names = self.scenario.horizon, self._names(number)
            usual = layered(horizon.hours, names, [(horizon.from_s, horizon.to_s)], horizon)
            found += [
                (from_s + number * DAY_S, to_s + number * DAY_S)
                for from_s, to_s in layered(hours, names, usual, horizon)
            ]
        return joined(found)


def steps_of(noun: AgentGroup, day: SimulatedDay) -> list[tuple[float, int]]:
    """Return (time, agents wanted from then on) of a group with a headcount on a day, its opening first."""
    at_opening, later = 0, []
    for clock_s, people in sorted(of_day(noun.agents_on, day.names, noun.agents).items()):
        time_s = clock_s + day.number * DAY_S
        if time_s <= day.opens_s:
            at_opening = people
        elif time_s < day.closes_s:
            later.append((time_s, people))
    return [(day.opens_s, at_opening), *later]


def of_day(by_day: Mapping[Any, Any], names: tuple[str, ...], otherwise: Any) -> Any:
    """Return what there is for a day: by its date, else by its weekday, else ``otherwise``."""
    by_name = {str(day): value for day, value in by_day.items()}
    return next((by_name[name] for name in names if name in by_name), otherwise)


def joined(stretches: list[Stretch]) -> list[Stretch]:
    """Return stretches as they are when those that touch or overlap are one."""
    found: list[Stretch] = []
    for from_s, to_s in sorted(stretches):
        if found and from_s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], to_s))
        else:
            found.append((from_s, to_s))
    return found


def layered(hours: Mapping[Any, Any], names: tuple[str, ...], usual: list[Stretch], horizon: Any) -> list[Stretch]:
    """Return the hours of a day by its own clock; ``names`` are its date and weekday.

    What is said for the day of the week changes what is said for every day, and the date changes that: an end that is
    left out is the one before.
    """
    spans, from_s, to_s = usual, horizon.from_s, horizon.to_s
    by_name = {str(day): said for day, said in hours.items()}
    for name in ("every_day", *reversed(names)):
        if spans:
            from_s, to_s = spans[0][0], spans[-1][1]
        said = by_name.get(name)
        if said == "closed":
            spans = []
        elif said is not None:
            several = said if isinstance(said, list | tuple) else [said]
            spans = [
                (from_s if one.from_s is None else one.from_s, to_s if one.to_s is None else one.to_s)
                for one in several
            ]
    return spans
