"""Skills against a Markov chain: two kinds of contacts, experts for one of them, all-rounders for both.

With exponential times the numbers in service and in the queues are a Markov chain, whose stationary distribution is
solved here from the rules alone: the ranks of a type, the priorities of an agent, the priorities of segments. What is
looked at, by kind: the mean wait, the share that has to wait, the share that gives up; by group: the occupancy.
"""

import itertools
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import pytest
from agreement import assert_agrees
from building import center
from checkers import check
from markov import stationary

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, RunLog, State
from simulator.log.agent_time import agent_time
from simulator.scenario.nouns import Scenario

LONGEST_QUEUE = 25
"""Of each kind; longer ones are so rare that they do not matter, which is checked."""
WARM_UP_S = 2 * 3600.0
DAYS = 40


class Two(NamedTuple):
    """Two kinds of contacts, rates per hour, and who serves them in which order."""

    come: tuple[float, float]
    end: tuple[float, float]
    give_up: tuple[float, float]
    experts: int
    """They serve the first kind only."""
    all_rounders: int
    longer: float = 1.0
    """How many times as long the first kind takes with an all-rounder."""
    experts_first: bool = True
    """Who is asked first when a contact of the first kind comes."""
    taken_first: int = 1
    """Which kind an all-rounder takes first."""


class There(NamedTuple):
    """How many are with experts, with all-rounders by kind, and in the queues by kind."""

    experts: int
    first: int
    second: int
    queue: tuple[int, int]


def moves(case: Two, now: There) -> Iterator[tuple[There, float]]:
    """Yield where it goes from ``now``, at which rate per hour."""
    free_expert = now.experts < case.experts
    free_all_rounder = now.first + now.second < case.all_rounders
    to_expert = now._replace(experts=now.experts + 1)
    to_all_rounder = now._replace(first=now.first + 1)
    if free_expert and (case.experts_first or not free_all_rounder):
        yield to_expert, case.come[0]
    elif free_all_rounder:
        yield to_all_rounder, case.come[0]
    else:
        yield queued(now, 0, +1), case.come[0]
    yield (now._replace(second=now.second + 1) if free_all_rounder else queued(now, 1, +1)), case.come[1]
    # An expert takes the next of the first kind, if there is one.
    done = queued(now, 0, -1) if now.queue[0] else now._replace(experts=now.experts - 1)
    yield done, now.experts * case.end[0]
    yield next_one(case, now._replace(first=now.first - 1)), now.first * case.end[0] / case.longer
    yield next_one(case, now._replace(second=now.second - 1)), now.second * case.end[1]
    for kind in (0, 1):
        if now.queue[kind]:
            yield queued(now, kind, -1), now.queue[kind] * case.give_up[kind]


def queued(now: There, kind: int, more: int) -> There:
    queue = list(now.queue)
    queue[kind] += more
    return now._replace(queue=(queue[0], queue[1]))


def next_one(case: Two, now: There) -> There:
    """Return where it goes when an all-rounder is free for whoever waits."""
    for kind in (case.taken_first, 1 - case.taken_first):
        if now.queue[kind]:
            return queued(
                now._replace(**({"first": now.first + 1} if kind == 0 else {"second": now.second + 1})), kind, -1
            )
    return now


def cut_off(case: Two, now: There) -> Iterator[tuple[There, float]]:
    """Yield the moves that lead to no longer queue than the longest."""
    return (move for move in moves(case, now) if max(move[0].queue) <= LONGEST_QUEUE)


@cache
def expected(case: Two) -> dict[str, float]:
    """Return what the chain says; a contact that comes meets it in its stationary state, and waits follow by Little."""
    shares = stationary(partial(cut_off, case), There(0, 0, 0, (0, 0)))
    assert sum(share for now, share in shares.items() if max(now.queue) == LONGEST_QUEUE) < 1e-6

    def mean(of: Callable[[There], float]) -> float:
        return sum(share * of(now) for now, share in shares.items())

    waits = {
        0: lambda now: now.experts == case.experts and now.first + now.second == case.all_rounders,
        1: lambda now: now.first + now.second == case.all_rounders,
    }
    found = {}
    for kind in (0, 1):
        queue = mean(lambda now, kind=kind: now.queue[kind])
        found[f"mean wait {kind}"] = queue / case.come[kind] * 3600
        found[f"abandoned {kind}"] = queue * case.give_up[kind] / case.come[kind]
        found[f"delayed {kind}"] = mean(waits[kind])
    if case.experts:
        found["occupancy of experts"] = mean(lambda now: now.experts) / case.experts
    found["occupancy of all-rounders"] = mean(lambda now: now.first + now.second) / case.all_rounders
    return found


def measured(log: RunLog, kind: np.ndarray) -> dict[str, float]:
    """Return the same of a log; ``kind`` says of each contact of which kind it is."""
    contacts, time = log.contacts, agent_time(log)
    late = contacts["arrived_s"] >= log.facts.interval_starts_s[0] + WARM_UP_S
    found = {}
    for each in (0, 1):
        mine = late & (kind == each)
        found[f"mean wait {each}"] = float(contacts["wait_s"][mine].mean())
        found[f"abandoned {each}"] = float((contacts["ended_by"][mine] == EndedBy.ABANDONED).mean())
        found[f"delayed {each}"] = float((contacts["wait_s"][mine] > 0).mean())
    counted = (time["interval"] > 0) & (time["interval"] < len(log.facts.open_s))
    for number, name in enumerate(log.names.groups):
        ours = counted & (time["group"] == number)
        busy = ours & (time["state"] != State.AVAILABLE)
        found[f"occupancy of {name}"] = float(time["seconds"][busy].sum() / time["seconds"][ours].sum())
    return found


def agrees(case: Two, scenario: Scenario, kinds: Callable[[RunLog], np.ndarray]) -> None:
    exact, found = expected(case), []
    for replication in range(DAYS):
        workload = draw(scenario, seed=6, replication=replication)
        log = simulate(scenario, workload)
        if not replication:
            check(scenario, workload, log)
        found.append(measured(log, kinds(log)))
    assert exact.keys() == found[0].keys()
    for name, value in exact.items():
        assert_agrees([one[name] for one in found], value, relative=0.08, absolute=0.012, what=f"{name} of {case}")


def minutes(per_hour: float) -> dict[str, Any]:
    return {"exponential": {"mean": f"{60 / per_hour!r}m"}}


def by_types(case: Two) -> Scenario:
    """Return the case with a contact type for each kind."""
    types = {
        name: {"arrivals": f"{come!r}/h", "talk": minutes(end), "patience": minutes(give_up)}
        for name, come, end, give_up in zip(("orders", "advice"), case.come, case.end, case.give_up, strict=True)
    }
    types["orders"]["ranks"] = {"experts": 1, "all-rounders": 2} if case.experts_first else {"all-rounders": 1}
    priority = {name: 1 + (kind != case.taken_first) for kind, name in enumerate(types)}
    serves = {
        "orders": {"priority": priority["orders"], "handle_time": case.longer},
        "advice": {"priority": priority["advice"]},
    }
    groups = {
        "experts": {"agents": case.experts, "serves": {"orders": {"priority": 7}}},
        "all-rounders": {"agents": case.all_rounders, "serves": serves},
    }
    return center(types=types, groups=groups, to="98:00", interval="2h")


BASE = Two(come=(50.0, 30.0), end=(12.0, 15.0), give_up=(20.0, 12.0), experts=3, all_rounders=4, longer=1.25)
"""Orders of 5 min, 6.25 with an all-rounder, advice of 4 min; patience of 3 and 5 min; about 90 % loaded."""


@pytest.mark.long
@pytest.mark.parametrize("taken_first", [0, 1])
@pytest.mark.parametrize("experts_first", [True, False])
def test_two_types_with_experts_and_all_rounders_are_the_markov_chain(experts_first, taken_first):
    case = BASE._replace(experts_first=experts_first, taken_first=taken_first)
    agrees(case, by_types(case), lambda log: log.contacts["type"])


@pytest.mark.long
def test_ranks_and_priorities_make_a_difference_the_chain_can_see():
    """Or else the tests above would prove nothing."""
    found = [
        expected(BASE._replace(experts_first=ranks, taken_first=first)) for ranks in (True, False) for first in (0, 1)
    ]
    waits = sorted(one["mean wait 1"] for one in found)
    assert all(later > 1.1 * earlier for earlier, later in itertools.pairwise(waits)), waits


@pytest.mark.long
@pytest.mark.parametrize("taken_first", [0, 1])
def test_segments_with_a_priority_are_the_markov_chain(taken_first):
    """One type, one group; 30 % are in a segment that is taken first, or last, and talk and wait differently."""
    case = Two(
        come=(56.0, 24.0), end=(15.0, 12.0), give_up=(20.0, 10.0), experts=0, all_rounders=5, taken_first=taken_first
    )
    segment = {
        "share": "30%",
        "priority": 1 if taken_first else 3,
        "talk": minutes(case.end[1]),
        "patience": minutes(case.give_up[1]),
    }
    kind = {
        "arrivals": "80/h",
        "talk": minutes(case.end[0]),
        "patience": minutes(case.give_up[0]),
        "segments": {"some": segment},
    }
    groups = {"all-rounders": {"agents": 5, "serves": {"calls": {}}}}
    scenario = center(types={"calls": kind}, groups=groups, to="98:00", interval="2h")
    agrees(case, scenario, lambda log: (log.contacts["segment"] == 0).astype(int))
