"""Gates and reservation against a Markov chain: all-rounders who help with VIPs only while enough of them wait.

VIPs have specialists; all-rounders serve orders, and VIPs first of all while at least so many wait. Or they would take
VIPs after a wait that nobody waits for, and as many all-rounders as VIPs wait take no order. With exponential times the
numbers in service and in the queues are a Markov chain, whose stationary distribution is solved here from these rules
alone.
"""

from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

import numpy as np
import pytest
from building import center
from markov import stationary
from two_in_line import (
    LONGEST_QUEUE,
    ORDER,
    VIP,
    after_warm_up,
    agree,
    by_little,
    days_of,
    measured,
    types_of,
    with_,
)

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import RunLog
from simulator.scenario.nouns import Scenario


class Helped(NamedTuple):
    """VIPs and orders, rates per hour, who serves them, from how many waiting VIPs on all-rounders help (0: never)."""

    come: tuple[float, float] = (40.0, 36.0)
    end: tuple[float, float] = (12.0, 15.0)
    give_up: tuple[float, float] = (12.0, 10.0)
    specialists: int = 3
    all_rounders: int = 4
    from_waiting: int = 3
    reserves: bool = False


class There(NamedTuple):
    """How many VIPs are with specialists, with all-rounders, orders with these, and who waits."""

    special: int = 0
    vips: int = 0
    orders: int = 0
    waiting_vips: int = 0
    waiting_orders: int = 0


def moves(case: Helped, now: There) -> Iterator[tuple[There, float]]:
    """Yield where it goes from ``now``, at which rate per hour."""
    free_special = now.special < case.specialists
    yield (with_(now, special=1) if free_special else with_(now, waiting_vips=1)), case.come[VIP]
    yield with_(now, waiting_orders=1), case.come[ORDER]
    done = with_(now, waiting_vips=-1) if now.waiting_vips else with_(now, special=-1)
    yield done, now.special * case.end[VIP]
    yield with_(now, vips=-1), now.vips * case.end[VIP]
    yield with_(now, orders=-1), now.orders * case.end[ORDER]
    yield with_(now, waiting_vips=-1), now.waiting_vips * case.give_up[VIP]
    yield with_(now, waiting_orders=-1), now.waiting_orders * case.give_up[ORDER]


def settled(case: Helped, now: There) -> There:
    """Return how things stand when all-rounders with nothing in hand have taken what they may."""
    while (idle := case.all_rounders - now.vips - now.orders) > 0:
        kept = now.waiting_vips if case.reserves else 0
        if case.from_waiting and now.waiting_vips >= case.from_waiting:
            now = with_(now, vips=1, waiting_vips=-1)
        elif now.waiting_orders and idle > kept:
            now = with_(now, orders=1, waiting_orders=-1)
        else:
            break
    return now


def cut_off(case: Helped, now: There) -> Iterator[tuple[There, float]]:
    """Yield the settled moves that lead to no longer queue than the longest."""
    for to, rate in moves(case, now):
        if rate and max(to.waiting_vips, to.waiting_orders) <= LONGEST_QUEUE:
            yield settled(case, to), rate


@cache
def expected(case: Helped) -> dict[str, float]:
    """Return what the chain says."""
    shares = stationary(partial(cut_off, case), There())
    found = by_little(case, shares, lambda now: (now.waiting_vips, now.waiting_orders))
    helped = sum(share * now.vips for now, share in shares.items())
    found["helped"] = helped * case.end[VIP] / case.come[VIP]
    return found


def with_help(log: RunLog) -> dict[str, float]:
    """Return the same of a log."""
    vips = after_warm_up(log) & (log.contacts["type"] == VIP)
    return {**measured(log), "helped": float((log.contacts["answered_group"][vips] == 1).mean())}


def as_center(case: Helped) -> Scenario:
    types = types_of(case)
    types["vips"]["ranks"] = {"special": 1, "all": 2}
    helps = {"while": {"waiting": case.from_waiting}} if case.from_waiting else {"after": "90h"}
    vips = {"priority": 1, "reserves": case.reserves, **helps}
    groups = {
        "special": {"agents": case.specialists, "serves": {"vips": {}}},
        "all": {"agents": case.all_rounders, "serves": {"vips": vips, "orders": {"priority": 2}}},
    }
    return center(types=types, groups=groups, to="98:00", interval="2h")


def agrees(case: Helped, days: int, relative: float) -> None:
    agree(days_of(as_center(case), 8, days, with_help), expected(case), relative, f" of {case}")


@pytest.mark.parametrize("case", [Helped(), Helped(from_waiting=0, reserves=True)], ids=["gate", "reservation"])
def test_help_or_reservation_is_about_the_markov_chain(case):
    agrees(case, days=4, relative=0.6)


@pytest.mark.long
@pytest.mark.parametrize("from_waiting", [1, 2, 4])
def test_help_from_so_many_waiting_on_is_the_markov_chain(from_waiting):
    agrees(Helped(from_waiting=from_waiting), days=40, relative=0.12)


@pytest.mark.long
@pytest.mark.parametrize("reserves", [False, True])
def test_keeping_agents_for_who_never_comes_is_the_markov_chain(reserves):
    agrees(Helped(from_waiting=0, reserves=reserves), days=40, relative=0.12)


def test_before_a_gate_nobody_reserves():
    """To the bit: while it is open VIPs are taken at once, while it is shut they do not count."""
    plain, same = (as_center(Helped(reserves=one)) for one in (False, True))
    logs = [simulate(one, draw(one, seed=8, replication=0)).contacts for one in (plain, same)]
    assert all(column.tobytes() == logs[1][name].tobytes() for name, column in logs[0].items())


def test_the_threshold_and_the_reservation_make_a_difference_the_chain_can_see():
    """Or else the tests above would prove nothing."""
    helped = [expected(Helped(from_waiting=number))["helped"] for number in (1, 2, 3, 4)]
    assert np.all(np.diff(helped) < -0.02), helped
    plain, kept = (expected(Helped(from_waiting=0, reserves=one)) for one in (False, True))
    assert kept["mean wait of orders"] > 1.5 * plain["mean wait of orders"], (plain, kept)
    assert kept["helped"] == plain["helped"] == 0
