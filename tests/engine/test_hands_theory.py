"""Two channels with slots in one hand against a Markov chain: two chats fill a hand, and so do three messages.

With exponential times what every agent has in hand, and how many wait, is a Markov chain with finitely many states. It
is built and solved here from the rules alone: who gets a contact that comes, what an agent with room takes, limits,
who is kept free. Agents with the same in hand are the same to the chain, so ties between them do not matter.
"""

from collections.abc import Iterator
from functools import cache, partial
from itertools import combinations
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

KINDS = ("chats", "messages")
UNITS = (3, 2)
"""Of six in a hand: what one of each kind fills."""
COME, END, GIVE_UP = (12.0, 15.0), (8.0, 5.0), (6.0, 4.0)
"""Rates per hour of each kind."""
PLACES = 4
"""Of each kind so many may wait."""
WARM_UP_S = 2 * 3600.0
DAYS = 160

Hand = tuple[int, int]


class Two(NamedTuple):
    """How two agents or more share chats and messages."""

    agents: int = 2
    room: int = 6
    """Units in a hand."""
    taken_first: int = 0
    pack: bool = False
    at_most: Hand = (9, 9)
    keep_free: Hand = (0, 0)


class There(NamedTuple):
    """What each agent has in hand, by kind and sorted, and how many of each kind wait."""

    hands: tuple[Hand, ...]
    queue: Hand


def filled(hand: Hand) -> int:
    return hand[0] * UNITS[0] + hand[1] * UNITS[1]


def more(pair: Hand, kind: int, number: int) -> Hand:
    return (pair[0] + number, pair[1]) if kind == 0 else (pair[0], pair[1] + number)


def may_take(case: Two, hands: list[Hand], agent: int, kind: int) -> bool:
    """Return whether one more of ``kind`` fits, and enough others with nothing in hand would be left."""
    hand = hands[agent]
    if filled(hand) + UNITS[kind] > case.room or hand[kind] >= case.at_most[kind]:
        return False
    others_empty = sum(other == (0, 0) for other in hands) - 1
    return hand != (0, 0) or others_empty >= case.keep_free[kind]


def who_gets(case: Two, hands: tuple[Hand, ...], kind: int) -> int | None:
    """Return which agent gets a contact of ``kind`` that comes, if anybody may take it."""
    able = [agent for agent in range(case.agents) if may_take(case, list(hands), agent, kind)]
    if not able:
        return None
    best = (max if case.pack else min)(able, key=lambda agent: filled(hands[agent]))
    # Who of them has waited longest is nothing that the chain knows.
    assert len({hands[agent] for agent in able if filled(hands[agent]) == filled(hands[best])}) == 1
    return best


def looked(case: Two, hands: tuple[Hand, ...], queue: Hand, agent: int) -> There:
    """Return what is there when ``agent`` has taken the best that fits, as often as anything does."""
    now = list(hands)
    while True:
        for kind in (case.taken_first, 1 - case.taken_first):
            if queue[kind] and may_take(case, now, agent, kind):
                now[agent], queue = more(now[agent], kind, +1), more(queue, kind, -1)
                break
        else:
            return There(tuple(sorted(now)), queue)


def changed(hands: tuple[Hand, ...], agent: int, kind: int, number: int) -> tuple[Hand, ...]:
    return (*hands[:agent], more(hands[agent], kind, number), *hands[agent + 1 :])


def moves(case: Two, now: There) -> Iterator[tuple[There, float]]:
    """Yield where it goes from ``now``, at which rate per hour; who finds no place goes nowhere."""
    hands, queue = now
    for kind in (0, 1):
        agent = who_gets(case, hands, kind)
        if agent is not None:
            # Whoever was kept free and now has something in hand may take what waited for that.
            yield looked(case, changed(hands, agent, kind, +1), queue, agent), COME[kind]
        elif queue[kind] < PLACES:
            yield There(hands, more(queue, kind, +1)), COME[kind]
        if queue[kind]:
            yield There(hands, more(queue, kind, -1)), queue[kind] * GIVE_UP[kind]
        for agent, hand in enumerate(hands):
            if hand[kind]:
                yield looked(case, changed(hands, agent, kind, -1), queue, agent), hand[kind] * END[kind]


@cache
def expected(case: Two) -> dict[str, float]:
    """Return what the chain says; a contact that comes meets it in its stationary state."""
    shares = stationary(partial(moves, case), There(((0, 0),) * case.agents, (0, 0)))
    found = {}
    for kind, name in enumerate(KINDS):
        at_once = sum(share for now, share in shares.items() if who_gets(case, now.hands, kind) is not None)
        full = sum(
            share
            for now, share in shares.items()
            if now.queue[kind] == PLACES and who_gets(case, now.hands, kind) is None
        )
        queue = sum(share * now.queue[kind] for now, share in shares.items())
        found[f"{name} answered at once"] = at_once
        found[f"{name} abandoned"] = queue * GIVE_UP[kind] / COME[kind]
        found[f"{name} blocked"] = full
        found[f"{name} answered"] = 1 - full - queue * GIVE_UP[kind] / COME[kind]
        found[f"{name} in queue"] = queue
    busy = sum(share * sum(hand != (0, 0) for hand in now.hands) for now, share in shares.items())
    units = sum(share * sum(filled(hand) for hand in now.hands) for now, share in shares.items())
    return found | {"agents with a contact": busy / case.agents, "units in a hand": units / case.agents}


def measured(log: RunLog) -> dict[str, float]:
    """Return the same of a log."""
    contacts, time = log.contacts, agent_time(log)
    late = contacts["arrived_s"] >= log.facts.interval_starts_s[0] + WARM_UP_S
    looked_at_s = len(log.facts.open_s) * WARM_UP_S - WARM_UP_S
    found = {}
    for kind, name in enumerate(KINDS):
        mine = late & (contacts["type"] == kind)
        how, wait_s = contacts["ended_by"][mine], contacts["wait_s"][mine]
        found[f"{name} answered at once"] = float(((how == EndedBy.AGENT) & (wait_s == 0)).mean())
        found[f"{name} abandoned"] = float((how == EndedBy.ABANDONED).mean())
        found[f"{name} blocked"] = float((how == EndedBy.BLOCKED).mean())
        found[f"{name} answered"] = float((how == EndedBy.AGENT).mean())
        found[f"{name} in queue"] = float(np.nansum(wait_s)) / looked_at_s
    counted = (time["interval"] > 0) & (time["interval"] < len(log.facts.open_s))
    seconds = time["seconds"][counted]
    found["agents with a contact"] = float(seconds[time["state"][counted] != State.AVAILABLE].sum() / seconds.sum())
    found["units in a hand"] = float(time["slot_seconds"][counted].sum() / seconds.sum())
    return found


def built(case: Two) -> Scenario:
    """Return the case as a center; several at once are as fast as one."""
    channels = dict(zip(KINDS, ("chat", "messaging"), strict=True))
    types: dict[str, dict[str, Any]] = {
        name: {
            "arrivals": f"{COME[kind]!r}/h",
            "talk": {"exponential": {"mean": f"{60 / END[kind]!r}m"}},
            "patience": {"exponential": {"mean": f"{60 / GIVE_UP[kind]!r}m"}},
            "queue_limit": PLACES,
            "channel": channels[name],
        }
        for kind, name in enumerate(KINDS)
    }
    serves = {
        name: {"priority": 1 + (kind != case.taken_first), "keep_free": case.keep_free[kind]}
        for kind, name in enumerate(KINDS)
    }
    group: dict[str, Any] = {"agents": case.agents, "serves": serves}
    if case.room != 6:
        group["capacity"] = "120%"
    limits = {channels[name]: most for name, most in zip(KINDS, case.at_most, strict=True) if most < 9}
    if limits:
        group["at_most"] = limits
    rule = "pack" if case.pack else "least_loaded"
    shared = {"chat": {"slots": 2, "agent": rule}, "messaging": {"slots": 3, "agent": rule}}
    return center(types=types, groups={"all": group}, channels=shared, to="98:00", interval="2h")


def agrees(case: Two, days: int = DAYS, relative: float = 0.05, absolute: float = 0.015) -> None:
    scenario, exact, found = built(case), expected(case), []
    for replication in range(days):
        workload = draw(scenario, seed=6, replication=replication)
        log = simulate(scenario, workload)
        if not replication:
            check(scenario, workload, log)
        found.append(measured(log))
    assert exact.keys() == found[0].keys()
    for name, value in exact.items():
        samples = [one[name] for one in found]
        assert_agrees(samples, value, relative=relative, absolute=absolute, what=f"{name} of {case}")


CASES = [
    Two(),
    Two(taken_first=1),
    Two(pack=True),
    Two(at_most=(9, 1)),
    Two(at_most=(1, 2), taken_first=1),
    Two(room=7),
    Two(keep_free=(0, 1)),
    Two(agents=3, keep_free=(0, 2)),
    Two(agents=3, keep_free=(0, 1), at_most=(9, 2), pack=True),
]
"""With a capacity of 120 %, 7 units, a chat and two messages fit."""


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_two_channels_in_one_hand_are_the_markov_chain(case):
    agrees(case)


def test_chats_and_messages_in_one_hand_are_the_chain_of_hands():
    agrees(Two(keep_free=(0, 1)), days=24, relative=0.15, absolute=0.02)


def test_every_rule_makes_a_difference_the_chain_can_see():
    """Or else the tests above would prove nothing."""
    for one, other in combinations(CASES, 2):
        off = [abs(value - expected(other)[name]) for name, value in expected(one).items()]
        assert max(off) > 0.03, f"{one} is hardly another than {other}"
