"""When a part of the center takes no contacts although somebody may come: what tables call closed, and pictures shade.

Without it a share that falls to nothing on a Sunday, or a dash at night, looks like a fault.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.metrics.cells import Cell
from simulator.report.words.parts import ResultPart, parts
from simulator.report.words.signs import AT_A_CLOSED_DOOR
from simulator.scenario.days.opening import joined, taken_in, within
from simulator.scenario.rules.hours_changed import reopened_by_rules
from simulator.units import format_interval, parse_time_of_day

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Scenario
    from simulator.scenario.nouns.horizon import Horizon
    from simulator.scenario.nouns.hours import Span

CLOSED = "closed"
CLOSED_LEGEND = f"{CLOSED}: the channel or contact type takes no contacts then."
CLOSED_DOOR_LEGEND = f"{AT_A_CLOSED_DOOR} It is closed then: the number covers contacts that arrived nevertheless."


def closed_spans(scenario: "Scenario", part: ResultPart) -> "tuple[Span, ...]":
    """Return the reported time in which nothing of a part is taken, in seconds, in order; empty where there is none.

    Who is redirected is taken where that is open. No span goes from one day into the next. What an intervention may
    open or extend is never shown as closed: that is known only of a run.
    """
    channel = part.of.partition(":")[2] if part.of.startswith("channel:") else None
    names = [
        name
        for name, kind in scenario.contact_types.items()
        if (kind.channel == channel if channel is not None else name in part.types)
    ]
    taken: list[Span] = []
    reopened = reopened_by_rules(scenario)
    for name in names:
        spans = taken_in(scenario, name)
        if spans is None or name in reopened:
            return ()
        taken += spans
    days = [(day.opens_s, day.closes_s) for day in scenario.horizon.open_days]
    return tuple(span for day in days for span in _rest(day, joined(taken))) if names else ()


def closed_cells(comparison: "Comparison", strategy: str) -> frozenset[Cell]:
    """Return the days and intervals, of each part, in which a strategy takes nothing from beginning to end."""
    scenario = comparison.scenarios[strategy]
    found: set[Cell] = set()
    for part in parts(comparison):
        if closed := closed_spans(scenario, part):
            for spans in (_days(scenario.horizon), _intervals(scenario.horizon)):
                wholly = set(within(tuple(spans.values()), closed))
                found.update(Cell(part.of, label) for label, span in spans.items() if span in wholly)
    return frozenset(found)


def closed_days(scenario: "Scenario", kind: str) -> frozenset[str]:
    """Return the names of the days on which a contact type is closed from beginning to end."""
    closed = closed_spans(scenario, ResultPart(f"type:{kind}", kind, (kind,)))
    return frozenset(day for day, span in _days(scenario.horizon).items() if span in closed)


def center_open(horizon: "Horizon", day_name: str, interval: str) -> bool:
    """Return whether the center is open on a day for any part of an interval, given as ``HH:MM-HH:MM``."""
    from_s, to_s = map(parse_time_of_day, interval.split("-"))
    days = (day for day in horizon.open_days if day.name == day_name)
    return any(from_s < day.closes_s - day.start_s and to_s > day.opens_s - day.start_s for day in days)


def _days(horizon: "Horizon") -> "dict[str, Span]":
    """Return the days by name, where there are several, as cells have them."""
    return {day.name: (day.opens_s, day.closes_s) for day in horizon.open_days if day.name}


def _intervals(horizon: "Horizon") -> "dict[str, Span]":
    days = horizon.open_days
    return {
        format_interval(from_s - days[place].start_s, to_s - days[place].start_s, days[place].name): (from_s, to_s)
        for from_s, to_s, place in horizon.intervals
    }


def _rest(day: "Span", open_: "Sequence[Span]") -> "Sequence[Span]":
    """Return the parts of a day in none of the spans, which are in the order in which they begin."""
    found, from_s = [], day[0]
    for begins_s, ends_s in open_:
        if begins_s >= day[1]:
            break
        if begins_s > from_s:
            found.append((from_s, begins_s))
        from_s = max(from_s, ends_s)
    return [*found, (from_s, day[1])] if from_s < day[1] else found
