"""When contact types are open on a day on which interventions open, close and extend them.

What an intervention says of a type is a word, said at an instant. It holds until the type's own hours begin or end, or
another word is said, or the center closes, or the next day begins. The naive engine asks while it runs, and checkers
when a log is there.
"""

from bisect import bisect_right
from itertools import pairwise
from math import inf

import numpy as np
from hours_read import Calendar, Stretch, joined

from simulator.log import RunLog
from simulator.scenario.nouns import Intervention, Scenario

GRID_PER_S = 2**20


class ChangedHours(Calendar):
    """The calendar as it was written until something is said."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario)
        self._own = {name: list(super(ChangedHours, self).of_type(name)) for name in scenario.contact_types}
        """Each type's hours of its own, of which an end may have been put off."""
        self._words: dict[str, list[tuple[float, bool]]] = {name: [] for name in scenario.contact_types}
        self._changes: dict[str, list[tuple[float, bool]]] = {}
        """When each type was opened (true) or closed, worked out when it is asked for."""
        self._stretches_of: dict[str, list[Stretch]] = {}

    def say(self, name: str, time_s: float, is_open: bool) -> None:
        """Let an intervention open or close a type, from this instant on."""
        self._words[name].append((time_s, is_open))
        self._changes.pop(name, None)

    def said_at(self, name: str) -> set[float]:
        """Return the instants at which interventions opened or closed a type."""
        return {time_s for time_s, _ in self._words[name]}

    def extend(self, name: str, time_s: float, by_s: float) -> bool:
        """Let the hours of a type that are on now end later; return whether that can be."""
        if not self.is_open(name, time_s) or not self._hours_are_on(name, time_s):
            return False
        closes_s = self.closing_after(time_s)
        end_s = min(to_s for _, to_s in self._own[name] if to_s > time_s and not self._hours_are_on(name, to_s))
        if end_s >= closes_s:
            return False
        self._own[name] = [
            (from_s, min(to_s + by_s, closes_s) if to_s == end_s else to_s) for from_s, to_s in self._own[name]
        ]
        self._changes.pop(name, None)
        return True

    def beginnings(self, name: str) -> list[float]:
        """Return when a type's hours begin by themselves, also where it is open already."""
        return [from_s for from_s, _ in self._own[name]]

    def closing_after(self, time_s: float) -> float:
        """Return when the center closes that is open now."""
        return next(to_s for from_s, to_s in self.open if from_s <= time_s < to_s)

    def of_type(self, name: str) -> list[Stretch]:
        changes = self.changes(name)
        if name not in self._stretches_of:
            stretches = [(from_s, to_s) for (from_s, is_open), (to_s, _) in pairwise(changes) if is_open]
            self._stretches_of[name] = joined([one for one in stretches if one[0] < one[1]])
        return self._stretches_of[name]

    def is_open(self, name: str, time_s: float) -> bool:
        changes = self.changes(name)
        # What is said last at an instant counts.
        place = bisect_right(changes, time_s, key=lambda one: one[0])
        return place > 0 and changes[place - 1][1]

    def are_open(self, name: str, times_s: np.ndarray) -> np.ndarray:
        """Return of each of many instants whether the type is open."""
        changes = self.changes(name)
        are_open = np.array([False, *(is_open for _, is_open in changes)])
        return are_open[np.searchsorted([at_s for at_s, _ in changes], times_s, side="right")]

    def is_open_by_itself(self, name: str, time_s: float) -> bool:
        if any(from_s <= time_s < to_s for from_s, to_s in self.open):
            return self.is_open(name, time_s)
        closed_s = max((to_s for _, to_s in self.open if to_s <= time_s), default=inf)
        own = self._own_hours(self.scenario.contact_types[name])
        if closed_s == inf or (own is not None and any(closed_s <= from_s <= time_s < to_s for from_s, to_s in own)):
            return super().is_open_by_itself(name, time_s)
        # What was closed when the center closed stays so.
        before = [is_open for at_s, is_open in self.changes(name) if at_s < closed_s]
        return super().is_open_by_itself(name, time_s) and bool(before and before[-1])

    def is_closed_by_word(self, name: str, time_s: float) -> bool:
        """Return whether a type is closed although its hours are on."""
        return any(from_s <= time_s < to_s for from_s, to_s in self._own[name]) and not self.is_open(name, time_s)

    def is_closed_by_word_by_itself(self, name: str, time_s: float) -> bool:
        """Return the same for whom an agent passes on, who does not ask whether the center is open."""
        if any(from_s <= time_s < to_s for from_s, to_s in self.open):
            return self.is_closed_by_word(name, time_s)
        return super().is_open_by_itself(name, time_s) and not self.is_open_by_itself(name, time_s)

    def next_opening(self, name: str, time_s: float) -> float:
        return min((at_s for at_s, is_open in self.changes(name) if is_open and at_s > time_s), default=inf)

    def chances_to_enter(self, name: str, time_s: float) -> list[float]:
        """Return when a type opens from an instant on, up to the first time at which it stays open.

        Where it is closed at the very instant at which it opens, those outside may have entered or not.
        """
        found = []
        for at_s in sorted({at_s for at_s, is_open in self.changes(name) if is_open and at_s > time_s}):
            found.append(at_s)
            if self.is_open(name, at_s):
                break
        return found

    def next_closing(self, name: str, time_s: float) -> float:
        return min((at_s for at_s, is_open in self.changes(name) if not is_open and at_s > time_s), default=inf)

    def closings_of(self, name: str) -> list[float]:
        """Return all instants at which a type closes, also those at which it opens again."""
        return [at_s for at_s, is_open in self.changes(name) if not is_open]

    def changes(self, name: str) -> list[tuple[float, bool]]:
        """Return when a type opens and closes, one after the other."""
        if name not in self._changes:
            self._changes[name] = self._worked_out(name)
            self._stretches_of.pop(name, None)
        return self._changes[name]

    def _worked_out(self, name: str) -> list[tuple[float, bool]]:
        # Of one instant: the center closes, hours end, hours begin, and then what is said, in the order in which it is.
        events = [(to_s, 0, 0, False) for _, to_s in self.open]
        events += [(to_s, 1, 0, False) for _, to_s in self._own[name] if not self._hours_are_on(name, to_s)]
        events += [(from_s, 2, 0, True) for from_s, _ in self._own[name]]
        # Each day begins as the hours say.
        events += [(day.opens_s, 2, 0, self._hours_are_on(name, day.opens_s)) for day in self.days]
        events += [(at_s, 3, place, is_open) for place, (at_s, is_open) in enumerate(self._words[name])]
        found: list[tuple[float, bool]] = []
        for at_s, _, _, is_open in sorted(events):
            if is_open != bool(found and found[-1][1]):
                found.append((at_s, is_open))
        return found

    def _hours_are_on(self, name: str, time_s: float) -> bool:
        """Return whether there are hours from an instant on, perhaps as others end."""
        return any(from_s <= time_s < to_s for from_s, to_s in self._own[name])


def hours_of(scenario: Scenario, log: RunLog) -> ChangedHours:
    """Return when types were open in a run, as its log says what was changed."""
    calendar = ChangedHours(scenario)
    if log.interventions:
        rules = list(scenario.interventions.values())
        for number, at_s in zip(log.interventions["rule"].tolist(), log.interventions["at_s"].tolist(), strict=True):
            change_hours(calendar, rules[number], at_s)
    return calendar


def change_hours(calendar: ChangedHours, rule: Intervention, at_s: float) -> list[str]:
    """Let a rule that opens, closes or extends do so; return the types that it changed."""
    types = calendar.scenario.contact_types
    if rule.extend is not None:
        by_s = round(rule.extend.by_s * GRID_PER_S) / GRID_PER_S
        return [name for name in meant(rule.extend.of, calendar.scenario) if calendar.extend(name, at_s, by_s)]
    changed = [
        name
        for name in meant(rule.open or rule.close or (), calendar.scenario)
        if calendar.is_open(name, at_s) == (rule.close is not None)
    ]
    for name in changed:
        calendar.say(name, at_s, rule.open is not None)
    return [name for name in types if name in changed]


def meant(of: tuple[str, ...], scenario: Scenario) -> list[str]:
    """Return the types that some names mean, by themselves or as those of a channel."""
    return [
        name
        for name, noun in scenario.contact_types.items()
        if {name, f"type:{name}", noun.channel, f"channel:{noun.channel}"} & {_tidy(text) for text in of}
    ]


def groups_meant(of: tuple[str, ...], scenario: Scenario) -> list[str]:
    """Return the groups that some names mean."""
    return [name for name in scenario.agent_groups if {name, f"group:{name}"} & {_tidy(text) for text in of}]


def _tidy(text: str) -> str:
    return ":".join(part.strip() for part in text.partition(":")[::2] if part)
