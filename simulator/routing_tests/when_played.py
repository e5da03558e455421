"""When a routing test is: the day and the instant, as stated or so that all its types are open."""

from math import floor
from typing import NamedTuple

from simulator.scenario.days.opening import opening_of, within
from simulator.scenario.days.views import View, views
from simulator.scenario.nouns import RoutingTest, Scenario
from simulator.scenario.nouns.hours import Span
from simulator.units import format_duration, format_time_of_day

_MINUTE_S = 60.0


class NoSituation(Exception):
    """A routing test describes what cannot be; ``path`` says where in the test, ``what`` and ``hint`` what is wrong."""

    def __init__(self, path: tuple[str, ...], what: str, hint: str = "") -> None:
        super().__init__(path, what, hint)
        self.path, self.what, self.hint = path, what, hint


class TestedInstant(NamedTuple):
    """A day as a scenario of its own, and a time on it."""

    day: Scenario
    at_s: float


def instant_of(scenario: Scenario, test: RoutingTest) -> TestedInstant:
    """Return the day and the instant of ``test``. Raises `NoSituation` where there is none."""
    days = [one for one in views(scenario) if test.day is None or test.day in scenario.horizon.codes_of(one.day.number)]
    if not days:
        raise NoSituation(("day",), "the center does not open on this day.", "Name a day of the horizon.")
    instant = _open_by_itself(days, test) if test.at_s is None else _as_stated(days, test.at_s)
    for name, contact in test.given.items():
        open_s = instant.at_s - instant.day.horizon.from_s
        if contact.waited_s > open_s:
            clock = format_time_of_day(instant.at_s)
            what = f"it cannot have waited {format_duration(contact.waited_s)} at {clock}:"
            raise NoSituation(("given", name), f"{what} the center has been open for {format_duration(open_s)}.")
    return instant


def _as_stated(days: list[View], at_s: float) -> TestedInstant:
    for _, view in days:
        if view.horizon.from_s <= at_s < view.horizon.to_s:
            return TestedInstant(view, at_s)
    raise NoSituation(("at",), f"the center is closed at {format_time_of_day(at_s)}.")


def _open_by_itself(days: list[View], test: RoutingTest) -> TestedInstant:
    """Return the middle of the longest time at which all types are open, or as much later as somebody has waited."""
    waited_s = max(one.waited_s for one in test.given.values())
    for _, view in days:
        spans: tuple[Span, ...] = ((view.horizon.from_s, view.horizon.to_s),)
        for name in dict.fromkeys(one.type for one in test.given.values()):
            hours = opening_of(view, name).stretches
            spans = spans if hours is None else within(spans, hours)
        long_enough = [(from_s, to_s) for from_s, to_s in spans if from_s + waited_s < to_s]
        if long_enough:
            from_s, to_s = max(long_enough, key=lambda span: span[1] - span[0])
            middle_s = floor((from_s + to_s) / 2 / _MINUTE_S) * _MINUTE_S
            return TestedInstant(view, max(middle_s, from_s + waited_s))
    long = f" for {format_duration(waited_s)}" if waited_s else ""
    raise NoSituation(("given",), f"its types are never open together{long}.", 'Say when it is, as at: "10:00".')
