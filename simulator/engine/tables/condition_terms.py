"""Conditions as the engine sees them: a tree of measures with bounds, names become positions, times are on the grid."""

from math import inf
from typing import NamedTuple, Union

from simulator.scenario.nouns import Conditions, Scenario
from simulator.scenario.nouns.announcements import Announcement
from simulator.scenario.nouns.conditions import ExpectedWait, HourOfDay, Measure, RecentServiceLevel
from simulator.scenario.rules.whom import touched_by
from simulator.time_grid import on_grid

_TIMES = ("waited", "oldest_wait", "expected_wait")
_OF_TYPES = ("waiting", "oldest_wait", "service_level")
_OF_AGENTS = ("logged_in", "free", "with_room", "busy_share")


class MeasureTerms(NamedTuple):
    """That a measure is at least ``least`` and at most ``most``; times in seconds, an hour from the first on."""

    measure: str
    least: float
    most: float
    types: tuple[int, ...] = ()
    """Whose, counted together; for `expected_wait` and `with_room` the only one."""
    groups: tuple[int, ...] = ()
    """Of whose agents."""
    by: str = ""
    last: int = 0
    over_s: float = 0.0


class ConditionTerms(NamedTuple):
    """Which of the parts have to hold: ``all``, ``any``, or not all of them (``not``)."""

    way: str
    parts: tuple[Union["ConditionTerms", MeasureTerms], ...]


def condition_terms(
    scenario: Scenario, conditions: Conditions | None, type_name: str | None, group_name: str | None = None
) -> ConditionTerms:
    """Return the terms of ``conditions`` where they are asked of a contact type, by a group if it is a gate.

    Without a type they are asked of the center: what is of nothing else is of all types and groups.
    """
    if conditions is None:
        return ConditionTerms("all", ())
    return _Reader(scenario, type_name, group_name).read(conditions)


def leaves_of(terms: ConditionTerms) -> list[MeasureTerms]:
    """Return all measures in the terms."""
    found: list[MeasureTerms] = []
    for part in terms.parts:
        found += [part] if isinstance(part, MeasureTerms) else leaves_of(part)
    return found


def expected_wait_terms(
    scenario: Scenario, name: str, predicted: ExpectedWait | Announcement, least: float = -inf, most: float = inf
) -> MeasureTerms:
    """Return the terms of the wait that is to be expected by a contact of a type."""
    number = list(scenario.contact_types).index(name)
    serving = _serving(scenario, name)
    return MeasureTerms("expected_wait", least, most, (number,), serving, predicted.by, predicted.last)


def _serving(scenario: Scenario, name: str) -> tuple[int, ...]:
    return tuple(number for number, group in enumerate(scenario.agent_groups.values()) if name in group.serves)


class _Reader:
    """Reads conditions for one type, or for the center."""

    def __init__(self, scenario: Scenario, type_name: str | None, group_name: str | None) -> None:
        self._scenario, self._type, self._group = scenario, type_name, group_name
        self._types, self._groups = list(scenario.contact_types), list(scenario.agent_groups)

    def read(self, conditions: Conditions) -> ConditionTerms:
        """Return the terms of conditions all of which have to hold."""
        parts: list[ConditionTerms | MeasureTerms] = []
        for key, value in conditions.given.items():
            if isinstance(value, HourOfDay):
                parts.append(MeasureTerms("hour", value.from_s, value.to_s))
            elif isinstance(value, Measure):
                parts.append(self._measure(key, value))
            elif isinstance(value, Conditions):
                parts.append(ConditionTerms("not", (self.read(value),)))
            else:
                parts.append(ConditionTerms(key, tuple(self.read(one) for one in value.values())))
        return ConditionTerms("all", tuple(parts))

    def _measure(self, key: str, value: Measure) -> MeasureTerms:
        least = -inf if value.at_least is None else float(value.at_least)
        most = inf if value.at_most is None else float(value.at_most)
        if key in _TIMES:
            least, most = (one if abs(one) == inf else on_grid(one) for one in (least, most))
        terms = MeasureTerms(key, least, most)
        if key in _OF_AGENTS:
            return self._of_agents(terms, value)
        if isinstance(value, ExpectedWait):
            return expected_wait_terms(self._scenario, value.of or self._one_type(), value, least, most)
        if key in _OF_TYPES:
            terms = terms._replace(types=self._types_of(value.of))  # type: ignore[attr-defined]
        if isinstance(value, RecentServiceLevel):
            terms = terms._replace(over_s=on_grid(value.over_s))
        return terms

    def _of_agents(self, terms: MeasureTerms, value: Measure) -> MeasureTerms:
        of: tuple[str, ...] | None = value.of  # type: ignore[attr-defined]
        if of is not None:
            groups = tuple(sorted({self._groups.index(name) for name in of}))
        elif self._group is not None:
            groups = (self._groups.index(self._group),)
        elif self._type is not None:
            groups = _serving(self._scenario, self._type)
        else:
            groups = tuple(range(len(self._groups)))
        if terms.measure != "with_room":
            return terms._replace(groups=groups)
        name = getattr(value, "type", None) or self._one_type()
        able = set(_serving(self._scenario, name))
        return terms._replace(types=(self._types.index(name),), groups=tuple(one for one in groups if one in able))

    def _one_type(self) -> str:
        """Return the type that is asked for, or of a center the first, which is its only one."""
        return self._types[0] if self._type is None else self._type

    def _types_of(self, of: tuple[str, ...] | None) -> tuple[int, ...]:
        if of is None:
            return tuple(range(len(self._types))) if self._type is None else (self._types.index(self._type),)
        return tuple(self._types.index(name) for name in touched_by(of, self._scenario))
