"""When a part of the center takes no contacts although somebody may call: what pictures of the day shade.

Without it a curve that breaks off at night, or a share that falls to nothing on a Sunday, looks like a fault.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.report.pictures.when import by_day
from simulator.scenario.days.opening import opening_of, within

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.report.words.parts import ResultPart
    from simulator.scenario.nouns.hours import Span

LABEL = "closed"


def closed_times(comparison: "Comparison", strategy: str, part: "ResultPart") -> "tuple[Span, ...]":
    """Return the reported time in which nothing of a part is taken, in seconds, in order; empty where there is none.

    Who is redirected is taken, by somebody else. Of very many days no hours can be seen.
    """
    scenario = comparison.scenarios[strategy]
    if by_day(scenario.horizon):
        return ()
    channel = part.of.partition(":")[2] if part.of.startswith("channel:") else None
    names = [
        name
        for name, kind in scenario.contact_types.items()
        if (kind.channel == channel if channel is not None else name in part.types)
    ]
    hours = [opening_of(scenario, name) for name in names]
    if not hours or any(one.stretches is None or one.redirect_to is not None for one in hours):
        return ()
    days = tuple((day.opens_s, day.closes_s) for day in scenario.horizon.open_days)
    open_ = sorted(span for one in hours for span in within(one.stretches or (), _joined(days)))
    return tuple(part for day in days for part in _rest(day, open_))


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


def _joined(spans: "Sequence[Span]") -> "tuple[Span, ...]":
    joined: list[Span] = []
    for span in spans:
        if joined and span[0] <= joined[-1][1]:
            span = (joined.pop()[0], span[1])
        joined.append(span)
    return tuple(joined)
