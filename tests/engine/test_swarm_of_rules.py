"""Random centers with rules of who comes again and who is passed on: engine and naive twin, and every invariant."""

from collections import Counter

import pytest
from swarm import random_center
from twins import agrees_with_reference

from simulator.engine.simulate import simulate
from simulator.log import Cause, Context, EndedBy, SpanKind


@pytest.mark.parametrize("first", range(0, 100, 50))
def test_random_centers_with_rules_agree(first):
    for seed in range(first, first + 50):
        agrees_with_reference(seed, coming_again=True)


@pytest.mark.parametrize("seed", [4610])
def test_a_random_center_that_once_differed_agrees(seed):
    # Passed on at the instant at which the talk began, and nobody took the contact any more.
    agrees_with_reference(seed, coming_again=True)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 5000, 500))
def test_many_random_centers_with_rules_agree(first):
    for seed in range(first, first + 100):
        agrees_with_reference(seed, coming_again=True)


def test_the_swarm_with_rules_meets_everything():
    met: Counter[object] = Counter()
    for seed in range(150):
        log = simulate(*random_center(seed, coming_again=True))
        for name, words in (("ended_by", EndedBy), ("cause", Cause), ("context", Context)):
            met.update(map(words, log.contacts[name].tolist()))
        met.update(map(SpanKind, log.spans["kind"].tolist()))
        met["passed twice"] += int((log.contacts.get("passes", log.contacts["hop"] * 0) > 1).sum())
        met["answered, and given up"] += int(
            ((log.contacts["ended_by"] == EndedBy.ABANDONED) & (log.contacts["answered_by"] >= 0)).sum()
        )
        met["three attempts"] += int((log.contacts["attempt"] > 2).sum())
        met["unsolved"] += int(((log.contacts["ended_by"] == EndedBy.AGENT) & (log.contacts["solved"] == 0)).sum())
    wanted: list[object] = [
        *(EndedBy.AGENT, EndedBy.ABANDONED, EndedBy.BLOCKED, EndedBy.CLEARED, EndedBy.VOICEMAIL),
        *(EndedBy.REFUSED, EndedBy.MOVED, EndedBy.STILL_OPEN, EndedBy.PASSED_ON),
        *(Cause.FIRST, Cause.REDIAL, Cause.RETURN, Cause.TRANSFER, Cause.REDIRECT),
        *Context,
        *(SpanKind.QUEUE, SpanKind.TALK, SpanKind.HOLD, SpanKind.WRAP_UP, SpanKind.DUTY, SpanKind.OVERTIME),
        *("passed twice", "answered, and given up", "three attempts", "unsolved"),
    ]
    assert not [one for one in wanted if met[one] < 20]
