"""Logs that are spoiled, so that one checker finds something: how every test of checkers asks them."""

import inspect
from collections.abc import Callable, Sequence
from copy import deepcopy

import pytest
from hours_changed import hours_of

from simulator.demand.workload import Workload
from simulator.log import RunLog
from simulator.scenario.nouns import Scenario

Checker = Callable[..., None]
Spoil = Callable[[RunLog], None]
Spoiled = tuple[Checker, str, Spoil, str]
"""Whom to ask, the name of a good log, what spoils it, and what is said of it then."""


def each(spoiled: Sequence[Spoiled]) -> pytest.MarkDecorator:
    """Return what lets a test run for each of them, as checker, name, spoil and message."""
    ids = [f"{number}-{one[0].__name__}" for number, one in enumerate(spoiled)]
    return pytest.mark.parametrize(("checker", "name", "spoil", "message"), spoiled, ids=ids)


def asked(checker: Checker, scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Ask ``checker`` for what it wants to know of ``log``."""
    known = {"scenario": scenario, "workload": workload, "log": log, "calendar": hours_of(scenario, log)}
    checker(**{one: known[one] for one in inspect.signature(checker).parameters})


def is_found(good: tuple[Scenario, Workload, RunLog], checker: Checker, spoil: Spoil, message: str) -> None:
    """Check that ``checker`` says nothing of a good log, and ``message`` of the same when it is spoiled."""
    scenario, workload, untouched = good
    log = deepcopy(untouched)
    asked(checker, scenario, workload, log)
    spoil(log)
    with pytest.raises(AssertionError, match=message):
        asked(checker, scenario, workload, log)


def are_tried(all_of: Checker, spoiled: Sequence[Spoiled]) -> None:
    """Check that every checker which ``all_of`` asks is asked about a spoiled log."""
    called = {one.strip().partition("(")[0] for one in inspect.getsource(all_of).splitlines() if one.endswith(")")}
    assert called
    assert called <= {checker.__name__ for checker, *_ in spoiled}
