"""Waiting states: who may take a contact, as its steps and the overflow rules that applied to it have made it.

First those that its wait alone leads to, as `reached_by` says; then whatever rules make of each, and later steps of
that. Whoever simulates looks here which states there are before anything happens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.overflow_rules import Overflow
from simulator.scenario.rules.reaching import (
    Reached,
    changed_by,
    first_of,
    reached_by,
    stepped,
    there_by,
    times_of,
    waits_of,
)
from simulator.scenario.rules.whom import touched_by

MOST_STATES = 200
"""More than so many of a type are too many; where there are, not all are found."""
_WIDENING = ("also", "only", "flatten")

_Key = tuple[frozenset[tuple[str, int]], bool, int]
"""Groups and their ranks, whether they are alike, and how many of the type's times are over."""


class WaitingStates(NamedTuple):
    """The states of waiting contacts of a type."""

    all: "tuple[WaitingState, ...]"
    first: Mapping[str | None, int]
    """By segment, None for who is in none: the number of the one in which contacts begin to wait."""


@dataclass
class WaitingState:
    """Who may take a contact now."""

    there: Reached
    """``after_s`` is the wait from which on that may be so: of the last time that is over."""
    following: int | None = None
    """The state that its wait leads to next; None: none."""
    following_after_s: float = 0.0
    """After which wait."""
    looks: bool = True
    """Whether who may take a contact then is another question than before."""
    changed: dict[str, int] = field(default_factory=dict)
    """By rule, the state that it leads to, where that is another one."""


def widening_rules(scenario: Scenario, name: str) -> dict[str, Overflow]:
    """Return the overflow rules that may change who may take some contacts of a type, by name."""
    rules = scenario.overflow.items()
    return {key: rule for key, rule in rules if rule.verb in _WIDENING and name in touched_by(rule.of, scenario)}


def states_of(scenario: Scenario, name: str) -> WaitingStates:
    """Return the states of waiting contacts of a type: those of `reached_by` first, as many as there are."""
    reached = reached_by(scenario, name)
    rules = widening_rules(scenario, name)
    if rules:
        found = _Found(scenario, name, reached, rules)
        return WaitingStates(tuple(found.states), found.first)
    last = len(reached) - 1
    alone = tuple(
        WaitingState(one) if number == last else WaitingState(one, number + 1, reached[number + 1].after_s)
        for number, one in enumerate(reached)
    )
    return WaitingStates(alone, dict.fromkeys((None, *scenario.segment_names), 0))


class _Found:
    """The states of a type that rules widen, found breadth first; every time of the type is a state of its own.

    A rule applies between two times, so it must be known which of the steps are over.
    """

    def __init__(
        self, scenario: Scenario, name: str, reached: tuple[Reached, ...], rules: Mapping[str, Overflow]
    ) -> None:
        self._kind = scenario.contact_types[name]
        self._serving, self._times_s = waits_of(scenario, name), times_of(scenario, name)
        self.states: list[WaitingState] = []
        self._full: list[Reached] = []
        """Of each, each group's own `after` left out."""
        self._numbers: dict[_Key, int] = {}
        self._times: list[int] = []
        self._by_wait(self._begins(scenario, name, None), {one.after_s for one in reached})
        self.first = {
            segment: self._number(self._begins(scenario, name, segment), 0)
            for segment in (None, *scenario.segment_names)
        }
        done = 0
        while done < len(self.states) <= MOST_STATES:
            self._follow(done)
            for word, rule in rules.items():
                changed = self._number(changed_by(rule, self._full[done]), self._times[done])
                if changed != done:
                    self.states[done].changed[word] = changed
            done += 1

    def _begins(self, scenario: Scenario, name: str, segment: str | None) -> Reached:
        return stepped(self._kind, first_of(scenario, name, segment), 0.0)

    def _by_wait(self, now: Reached, begins_s: set[float]) -> None:
        """Number the states that the wait alone leads to: where something begins first."""
        alone = [(now, 0)]
        for time, wait_s in enumerate(self._times_s[1:], 1):
            alone.append((now := stepped(self._kind, now, wait_s), time))
        for one, time in sorted(alone, key=lambda each: self._times_s[each[1]] not in begins_s):
            self._number(one, time)

    def _follow(self, number: int) -> None:
        """Find what the next of the type's times makes of a state."""
        time = self._times[number] + 1
        if time == len(self._times_s):
            return
        state, wait_s = self.states[number], self._times_s[time]
        state.following, state.following_after_s = (
            self._number(stepped(self._kind, self._full[number], wait_s), time),
            wait_s,
        )
        state.looks = self.states[state.following].there[1:] != state.there[1:]

    def _number(self, now: Reached, time: int) -> int:
        """Return the number of a state, which may be a new one."""
        ranks = {group: rank for group, rank in now.ranks.items() if group in self._serving}
        key = frozenset(ranks.items()), now.flat, time
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.states)
            full = Reached(self._times_s[time], ranks, now.flat)
            self._full.append(full)
            self._times.append(time)
            self.states.append(WaitingState(there_by(full, self._serving, full.after_s)))
        return number
