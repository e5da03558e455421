"""When a routing test is, where it does not say so, and on which day."""

from typing import Any

import pytest
from building import center
from playing_of import failures_in, test_of

from simulator.routing_tests.when_played import instant_of
from simulator.scenario.nouns import Scenario

H = 3600.0


def hours(**by_type: dict[str, Any]) -> Scenario:
    return center(types={name: {"hours": one} for name, one in by_type.items()}, to="18:00")


def at(scenario: Scenario, given: dict[str, Any], **when: Any) -> float:
    return instant_of(scenario, test_of(given, {}, {next(iter(given)): "waits"}, **when)).at_s / H


EARLY, LATE = {"from": "08:00", "to": "10:00"}, {"from": "09:00", "to": "18:00"}


@pytest.mark.parametrize(
    ("given", "clock"),
    [
        ({"a": "early"}, 9.0),
        ({"a": "late"}, 13.5),
        ({"a": "early", "b": "late"}, 9.5),
        # Whoever has waited for 45 minutes has come after the later of the two has opened.
        ({"a": "early", "b": {"type": "late", "waited": "45m"}}, 9.75),
    ],
)
def test_it_is_in_the_middle_of_the_time_at_which_its_types_are_open(given: dict[str, Any], clock: float) -> None:
    assert at(hours(early=EARLY, late=LATE), given) == clock


def test_of_several_times_it_is_in_the_longest() -> None:
    one = hours(calls=[{"from": "08:00", "to": "09:00"}, {"from": "12:00", "to": "18:00"}])  # type: ignore[arg-type]
    assert at(one, {"a": "calls"}) == 15.0


WEEK = center(
    types={"calls": {"hours": {"every_day": {"to": "18:00"}, "tuesday": "closed", "friday": {"from": "16:00"}}}},
    to="18:00",
    days=5,
    weekday="monday",
    hours={"monday": "closed"},
)


@pytest.mark.parametrize(
    ("when", "clock"),
    [({}, 13.0), ({"day": "friday"}, 17.0), ({"day": 5}, 17.0), ({"day": "thursday", "at": "08:30"}, 8.5)],
)
def test_it_is_on_the_first_day_on_which_they_are_open_or_on_the_one_that_is_named(
    when: dict[str, Any], clock: float
) -> None:
    assert at(WEEK, {"a": "calls"}, **when) == clock


def test_a_day_has_its_own_hours() -> None:
    for day, expected in (("friday", "refused"), ("thursday", "front")):
        test = test_of({"a": "calls"}, {"front": 1}, {"a": expected}, day=day, at="10:00")
        assert failures_in(WEEK, test) == []
