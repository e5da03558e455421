"""When contacts of a type are taken, and what becomes of those who come or still wait outside: one answer per type.

Hours stand at the type or at its channel; whoever simulates, warns or describes asks here and finds seconds. Hours
count only while the center is open: outside of that nobody comes, and nobody is there.
"""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.scenario.nouns import Channel, ContactType, Scenario
from simulator.scenario.nouns.closed_doors import Redirect
from simulator.scenario.nouns.horizon import AtClose, Horizon
from simulator.scenario.nouns.hours import HoursOfDays, Span, spans_on
from simulator.units import DAY_S

_DAYS_BEFORE = 5
"""A time of day has two digits for the hour, so hours end within so many days."""


class TypeHours(NamedTuple):
    """When contacts of a type are taken, and what becomes of the others."""

    stretches: tuple[Span, ...] | None
    """From and to, in seconds since 00:00 of day 0 (below 0 in the warm-up), in order, with time between them; inside
    the center's openings. None: whenever the center is open."""
    when_closed: str
    """Of who comes outside: ``refuse``, ``voicemail``, ``wait``, or ``redirect``."""
    redirect_to: str | None
    """The type they become where ``when_closed`` is ``redirect``."""
    at_close: AtClose
    """Of who still waits at the end of a stretch, or where there are none, at the center's closing."""

    def open_at(self, time_s: float) -> bool:
        """Return whether contacts are taken at an instant at which the center is open."""
        return self.stretches is None or any(from_s <= time_s < to_s for from_s, to_s in self.stretches)


def opening_of(scenario: Scenario, type_name: str) -> TypeHours:
    """Return when contacts of a type are taken; the type's own keys go before its channel's, each for itself."""
    one = scenario.contact_types[type_name]
    channel = scenario.channels[one.channel]
    when_closed = one.when_closed or channel.when_closed or "refuse"
    redirect_to = when_closed.to if isinstance(when_closed, Redirect) else None
    word = "redirect" if isinstance(when_closed, Redirect) else when_closed
    usual: AtClose = "keep" if word == "wait" else scenario.horizon.at_close
    hours = hours_stated(one, channel)
    stretches = None if hours is None else stretches_of(hours, scenario.horizon)
    if stretches == openings(scenario.horizon):
        stretches = None
    return TypeHours(stretches, word, redirect_to, one.at_close or channel.at_close or usual)


def doors_of(scenario: Scenario, type_name: str) -> tuple[tuple[str, TypeHours], ...]:
    """Return a type and those its contacts become while it is closed, each with its hours, in the order of redirects.

    They end where one is open whenever the center is, or where nobody is redirected any further.
    """
    found = [(type_name, opening_of(scenario, type_name))]
    while (last := found[-1][1]).stretches is not None and last.redirect_to is not None:
        found.append((last.redirect_to, opening_of(scenario, last.redirect_to)))
    return tuple(found)


def taken_in(scenario: Scenario, type_name: str) -> tuple[Span, ...] | None:
    """Return when contacts of a type are taken, as themselves or as those they become; None: always."""
    spans: list[Span] = []
    for _, hours in doors_of(scenario, type_name):
        if hours.stretches is None:
            return None
        spans += hours.stretches
    return joined(spans)


def stretches_of(hours: HoursOfDays, horizon: Horizon) -> tuple[Span, ...]:
    """Return when contacts are taken by ``hours``: their parts inside the center's openings."""
    return within(_hours(hours, horizon), openings(horizon))


def own_hours(scenario: Scenario, type_name: str) -> tuple[Span, ...] | None:
    """Return a type's hours as they are stated, whether or not the center is open then; None where none are."""
    one = scenario.contact_types[type_name]
    hours = hours_stated(one, scenario.channels[one.channel])
    # Who is served late on the last day may be passed on after its midnight.
    return None if hours is None else _hours(hours, scenario.horizon, _DAYS_BEFORE)


def hours_stated(one: ContactType, channel: Channel) -> HoursOfDays | None:
    """Return the hours that count for a type: its own as a whole, else its channel's; None where neither has any."""
    return one.hours if one.hours is not None else channel.hours


def openings(horizon: Horizon) -> tuple[Span, ...]:
    """Return when the center is open in the simulated time; days of which one closes when the next opens are one."""
    return joined((day.opens_s, day.closes_s) for day in horizon.simulated_days)


def hours_on(hours: HoursOfDays, horizon: Horizon, number: int) -> tuple[Span, ...]:
    """Return what hours say of day ``number``, by that day's clock, whether or not the center is open then."""
    usual = (horizon.from_s, horizon.to_s)
    return spans_on(hours, horizon.weekday_of(number), horizon.date_of(number), horizon.spans_on(number), usual)


def _hours(hours: HoursOfDays, horizon: Horizon, days_beyond: int = 0) -> tuple[Span, ...]:
    days = horizon.simulated_days
    # What began before the first day may go on past its midnight.
    numbers = range(days[0].number - _DAYS_BEFORE, days[-1].number + 1 + days_beyond)
    return joined(
        (number * DAY_S + from_s, number * DAY_S + to_s)
        for number in numbers
        for from_s, to_s in hours_on(hours, horizon, number)
    )


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order of time, those that touch or overlap as one."""
    joined: list[Span] = []
    for from_s, to_s in sorted(spans):
        if joined and from_s <= joined[-1][1]:
            from_s, before_s = joined.pop()
            to_s = max(before_s, to_s)
        joined.append((from_s, to_s))
    return tuple(joined)


def within(spans: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the parts of ``spans`` that are inside ``others``; both in order, neither with overlaps."""
    found, place = [], 0
    for from_s, to_s in spans:
        while place < len(others) and others[place][1] <= from_s:
            place += 1
        for other_from_s, other_to_s in others[place:]:
            if other_from_s >= to_s:
                break
            found.append((max(from_s, other_from_s), min(to_s, other_to_s)))
    return tuple(found)
