"""Warnings about a center that cannot do its work, with the numbers: of types alone, or of those that share agents.

Customers who wait endlessly pile up as soon as more comes than can be served; the others leave, and that is a warning
only when the whole day's work is more than the whole day's agents. Work and agents are those of a description, so
whatever is warned of is a gap there.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import HOUR_S
from simulator.units import format_time_of_day as clock
from simulator.work.by_piece import DayWork
from simulator.work.load_against_staff import growing, too_tight
from simulator.work.tightest import Tight


def overloaded(scenario: Scenario, tree: Mapping, day: DayWork) -> list[Problem]:
    """Return the types whose work on a day is too much for their agents; places come from the scenario's ``tree``."""
    endless = [name for name, one in scenario.contact_types.items() if one.endless]
    told = {tight.types: what for tight, what in _grows(day, endless)}
    known = {name for types in told for name in types}
    others = [name for name in scenario.contact_types if name not in known]
    told |= {tight.types: what for tight, what in _too_much(day, others)}
    return [
        problem(key_mark(tree, "contact_types", types[0]), dotted("contact_types", types[0]), what)
        for types, what in told.items()
    ]


class _Worst(NamedTuple):
    """When most is missing for a set of types."""

    time_s: float
    tight: Tight

    @property
    def missing(self) -> float:
        return self.tight.work - self.tight.staff


def _grows(day: DayWork, names: Sequence[str]) -> Iterator[tuple[Tight, str]]:
    """Yield what to say of sets of types whose customers wait endlessly and whose agents are not always enough.

    Contacts that waited for an opening are not counted: they are many at one time, and nobody comes after them.
    """
    for time_s, tight in _apart(sorted(_all_worst(day, names), key=lambda one: -one.missing)):
        yield (
            tight,
            f"customers have endless patience, and at {clock(time_s)} there is work for {tight.work:.1f} agents"
            f"{_others(tight.types)}, but only {_on_duty(tight.staff)}: the queue grows as long as that lasts.",
        )


def _all_worst(day: DayWork, names: Sequence[str]) -> Iterator[_Worst]:
    """Yield every set of types that has too few agents at some time, with the time at which most are missing."""
    worst: dict[tuple[str, ...], _Worst] = {}
    for time_s, sets in zip(day.edges_s, growing(day, names), strict=False):
        for one in (_Worst(time_s, tight) for tight in sets if tight.staff > 0.0):
            known = worst.get(one.tight.types)
            if known is None or one.missing > known.missing:
                worst[one.tight.types] = one
    yield from worst.values()


def _apart(found: Sequence[_Worst]) -> Iterator[_Worst]:
    """Yield those with types that no earlier one has: a type is told of once, when most is missing."""
    told: set[str] = set()
    for one in found:
        if told.isdisjoint(one.tight.types):
            told.update(one.tight.types)
            yield one


def _too_much(day: DayWork, names: Sequence[str]) -> Iterator[tuple[Tight, str]]:
    """Yield what to say of sets of types whose day's work cannot be done, even if it were spread evenly.

    That nobody is on duty at all is told elsewhere (`odd.py`).
    """
    hours = [length_s / HOUR_S for length_s in day.lengths_s]
    work = {one.name: sum(map(_times, one.agents, hours)) for one in day.types}
    staff = [sum(map(_times, one.staff, hours)) for one in day.servers]
    for tight in (one for one in too_tight(day, names, work, staff) if one.staff > 0.0):
        yield (
            tight,
            f"the day brings {tight.work:,.1f} agent hours of work{_others(tight.types)}, but its agents are on "
            f"duty for {tight.staff:,.1f}: about {1 - tight.staff / tight.work:.0%} or more cannot be answered in "
            f"that time.",
        )


def _times(one: float, other: float) -> float:
    return one * other


def _number(agents: float) -> str:
    return f"{agents:.0f}" if agents == round(agents) else f"{agents:.1f}"


def _on_duty(agents: float) -> str:
    return f"{_number(agents)} {'is' if agents == 1.0 else 'are'} on duty"


def _others(types: tuple[str, ...]) -> str:
    return f", with {' and '.join(types[1:])}" if len(types) > 1 else ""
