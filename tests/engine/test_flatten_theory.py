"""Flattening against a Markov chain: orders come after VIPs for all agents, until so many of them wait.

One group serves VIPs with priority 2 and orders with priority 3. A rule flattens every order that waits while at least
so many do: it is of priority 1 from then on, whatever becomes of the number. With exponential times the numbers in
service and in the three lines are a Markov chain, whose stationary distribution is solved here from these rules alone.
"""

from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

import numpy as np
import pytest
from building import center
from markov import stationary
from two_in_line import LONGEST_QUEUE, ORDER, VIP, agree, by_little, days_of, measured, types_of, with_

from simulator.scenario.nouns import Scenario

DAYS = 12


class Flattened(NamedTuple):
    """VIPs and orders, rates per hour, who serves them, and from how many waiting orders on these are flattened."""

    come: tuple[float, float] = (36.0, 32.0)
    end: tuple[float, float] = (12.0, 15.0)
    give_up: tuple[float, float] = (10.0, 8.0)
    agents: int = 5
    from_waiting: int | None = 3
    """None: never."""
    for_good: bool = True
    """Whoever was flattened stays so when fewer wait; else they would not, which is not what the engine does."""


class There(NamedTuple):
    """How many VIPs and orders are in service, and who waits: VIPs, orders, orders that were flattened."""

    vips: int = 0
    orders: int = 0
    waiting_vips: int = 0
    waiting_orders: int = 0
    flat: int = 0


def moves(case: Flattened, now: There) -> Iterator[tuple[There, float]]:
    """Yield where it goes from ``now``, at which rate per hour."""
    yield with_(now, waiting_vips=1), case.come[VIP]
    yield with_(now, waiting_orders=1), case.come[ORDER]
    yield with_(now, vips=-1), now.vips * case.end[VIP]
    yield with_(now, orders=-1), now.orders * case.end[ORDER]
    yield with_(now, waiting_vips=-1), now.waiting_vips * case.give_up[VIP]
    yield with_(now, waiting_orders=-1), now.waiting_orders * case.give_up[ORDER]
    yield with_(now, flat=-1), now.flat * case.give_up[ORDER]


def settled(case: Flattened, now: There) -> There:
    """Return how things stand when agents with nothing in hand have taken what waits, and the rule was asked."""
    if not case.for_good:
        now = flattened(case, now._replace(waiting_orders=now.waiting_orders + now.flat, flat=0))
    while now.vips + now.orders < case.agents:
        if now.flat:
            now = with_(now, flat=-1, orders=1)
        elif now.waiting_vips:
            now = with_(now, waiting_vips=-1, vips=1)
        elif now.waiting_orders:
            now = with_(now, waiting_orders=-1, orders=1)
        else:
            break
    return flattened(case, now)


def flattened(case: Flattened, now: There) -> There:
    """Return how things stand when the rule was asked."""
    if case.from_waiting is not None and now.waiting_orders + now.flat >= case.from_waiting:
        return now._replace(waiting_orders=0, flat=now.waiting_orders + now.flat)
    return now


def cut_off(case: Flattened, now: There) -> Iterator[tuple[There, float]]:
    """Yield the settled moves that lead to no longer queue than the longest."""
    for to, rate in moves(case, now):
        if rate and max(to.waiting_vips, to.waiting_orders + to.flat) <= LONGEST_QUEUE:
            yield settled(case, to), rate


@cache
def expected(case: Flattened) -> dict[str, float]:
    """Return what the chain says."""
    shares = stationary(partial(cut_off, case), There())
    return by_little(case, shares, lambda now: (now.waiting_vips, now.waiting_orders + now.flat))


def as_center(case: Flattened) -> Scenario:
    groups = {"all": {"agents": case.agents, "serves": {"vips": {"priority": 2}, "orders": {"priority": 3}}}}
    flatten = {"of": "orders", "when": {"waiting": case.from_waiting}, "flatten": True}
    rules = {} if case.from_waiting is None else {"flatten": flatten}
    return center(types=types_of(case), groups=groups, overflow=rules, to="98:00", interval="2h")


@cache
def runs(case: Flattened, days: int) -> list[dict[str, float]]:
    """Return what so many days measure, the first of which was checked."""
    return days_of(as_center(case), 9, days, measured)


@pytest.mark.parametrize("from_waiting", [3, None])
def test_orders_that_are_flattened_from_so_many_waiting_on_are_about_the_markov_chain(from_waiting):
    case = Flattened(from_waiting=from_waiting)
    agree(runs(case, DAYS), expected(case), relative=0.4)


@pytest.mark.parametrize(
    ("simulated", "chain"),
    [
        (Flattened(from_waiting=None), Flattened()),
        (Flattened(), Flattened(from_waiting=None)),
        (Flattened(), Flattened(from_waiting=4)),
        (Flattened(), Flattened(for_good=False)),
    ],
    ids=["without the rule", "not in the chain", "from one more on", "for a while"],
)
def test_another_rule_does_not_agree(simulated, chain):
    """Or else the test above would prove nothing."""
    with pytest.raises(AssertionError, match=" is not "):
        agree(runs(simulated, DAYS), expected(chain), relative=0.4)


@pytest.mark.long
@pytest.mark.parametrize("from_waiting", [1, 2, 4, 6])
def test_orders_that_are_flattened_from_so_many_waiting_on_are_the_markov_chain(from_waiting):
    case = Flattened(from_waiting=from_waiting)
    agree(runs(case, 40), expected(case), relative=0.12)


def test_the_threshold_makes_a_difference_the_chain_can_see():
    found = [expected(Flattened(from_waiting=number)) for number in (1, 2, 3, 4, 6, None)]
    assert np.all(np.diff([one["mean wait of orders"] for one in found]) > 3)
    assert np.all(np.diff([one["mean wait of vips"] for one in found]) < -1)
