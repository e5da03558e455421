"""Random centers whose agents leave conversations behind: engine, naive twin, every invariant."""

from collections import Counter

import pytest
from conversations_read import laid_down, lives
from naive_log import naive_log
from swarm import random_center
from twins import agrees_with_reference

from simulator.engine.simulate import simulate
from simulator.log import EndedBy, SpanKind


def what_of(seed: int) -> dict[str, bool]:
    """Return what a center may have beside people with shifts, and ends of shifts."""
    rules = {"coming_again": seed % 3 == 1, "skills": seed % 4 == 2, "on_call": seed % 5 == 3}
    return rules | {"shifts": True, "conversations": seed % 6 != 5, "leaving": True}


@pytest.mark.parametrize("first", [0, 4, 8])
def test_random_centers_with_ends_of_shifts_agree(first):
    for seed in range(first, first + 4):
        agrees_with_reference(seed, **what_of(seed))


@pytest.mark.parametrize(
    ("seed", "what"),
    [
        (325, "nobody is waked for who was just handed over"),
        (438, "a break that does not fit any more frees its agent"),
        (450, "after closing nobody is looked for in a queue that keeps"),
    ],
)
def test_a_random_center_with_ends_of_shifts_that_once_differed_agrees(seed, what):
    agrees_with_reference(seed, **what_of(seed))


@pytest.mark.long
@pytest.mark.parametrize("first", range(3000, 8000, 1000))
def test_many_random_centers_with_ends_of_shifts_agree(first):
    for seed in range(first, first + 12):
        agrees_with_reference(seed, **what_of(seed))


def test_the_naive_log_says_what_is_laid_down_as_the_engine():
    for seed in range(5):
        scenario, workload = random_center(seed, **what_of(seed))
        assert laid_down(simulate(scenario, workload)) == laid_down(naive_log(scenario, workload))


def test_the_swarm_with_ends_of_shifts_meets_everything():
    met: Counter[object] = Counter()
    for seed in range(100):
        scenario, workload = random_center(seed, **what_of(seed))
        log = simulate(scenario, workload)
        met.update(map(SpanKind, log.spans["kind"].tolist()))
        for one in laid_down(log):
            met["parked" if one.is_parked else "handed over", "owed" if one.is_owed else "quiet"] += 1
            met[EndedBy(log.contacts["ended_by"][one.row])] += 1
        for life in lives(log).values():
            stints = life.stints if life.laid else []
            met["with another"] += len({one.agent for one in stints}) > 1
            met["back"] += any(not one.is_taken for one in stints)
            met["often"] += len(life.laid) > 2
        for noun in scenario.channels.values():
            met["no_new", noun.behaviour] += noun.nothing_new_s > 0
            if noun.behaviour == "conversation":
                met.update([noun.at_the_end, noun.handed_over.place])
                met["reading"] += noun.handed_over.reading_s > 0
    wanted = [(how, waits) for how in ("parked", "handed over") for waits in ("owed", "quiet")]
    wanted += [SpanKind.PARKED, SpanKind.READING, "with another", "back", "often"]
    wanted += [EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.STILL_OPEN]
    wanted += ["finish", "hand_over", "park", "front", "kept", "back", "reading"]
    wanted += [("no_new", "conversation"), ("no_new", "live")]
    assert not [one for one in wanted if met[one] < 3], met
