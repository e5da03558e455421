"""A routing test in as few words as possible: a center, a situation, and what became of it."""

from typing import Any

from simulator.routing_tests.judging import Failure, failures
from simulator.routing_tests.playing import Became, played
from simulator.routing_tests.stand_ins import staged
from simulator.routing_tests.when_played import instant_of
from simulator.scenario.nouns import RoutingTest, Scenario


def test_of(given: dict[str, Any], free: dict[str, Any], expect: dict[str, Any], **when: str) -> RoutingTest:
    """Return a routing test as a file would say it."""
    return RoutingTest.model_validate({"given": given, "free": free, "expect": expect, **when})


test_of.__test__ = False  # type: ignore[attr-defined]


def became_in(scenario: Scenario, test: RoutingTest, draw: int = 0) -> dict[str, Became]:
    """Return what becomes of the contacts of a test."""
    instant = instant_of(scenario, test)
    return played(instant, staged(instant, test, draw))


def failures_in(scenario: Scenario, test: RoutingTest) -> list[Failure]:
    """Return what is otherwise than a test expects."""
    return failures(test, became_in(scenario, test))
