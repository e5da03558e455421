"""How long a contact takes with an agent is made of its own draw each time, whoever had it before."""

from heapq import heappop
from typing import Any

import pytest
from building import OPENS_S, center, day

from simulator.engine.book import SERVICE, Book
from simulator.engine.center import Center
from simulator.engine.clock import Clock
from simulator.engine.staffing import Staffing
from simulator.engine.tables import tables_of

WAYS: dict[str, dict[str, Any]] = {
    "calls": {},
    "calls on lines": {"lines": 9},
    "chats": {"channels": {"chat": {"slots": 2}}, "types": {"chats": {"channel": "chat"}}},
}


@pytest.mark.parametrize("way", WAYS)
def test_the_factor_of_a_second_agent_does_not_come_on_top_of_the_first_ones(way):
    more = {"types": {"calls": {}}} | WAYS[way]
    (name,) = more["types"]
    factors = {"slow": 1.5, "quick": 0.5, "usual": 1, "apart": {"talk": 2, "wrap_up": 0.5}}
    groups = {one: {"agents": 1, "serves": {name: {"handle_time": factor}}} for one, factor in factors.items()}
    tables = tables_of(center(groups=groups, **more))
    clock, book = Clock(OPENS_S), Book(day((0, 100, 999, 20)), tables.eligibility.of_segment)
    small = Center(tables, book, clock, None)
    Staffing(tables, small).open()
    # Talk 100 s, wrap-up 20 s, as drawn. Nothing passes a contact on yet, so it is given to one after the other here.
    for agent in small.agents:
        _serve(small, agent)
    closings = [book.closings[at : at + SERVICE].tolist() for at in range(0, len(book.closings), SERVICE)]
    lengths = [(agent, talk_to_s - from_s, to_s - talk_to_s) for _, agent, from_s, talk_to_s, to_s in closings]
    assert lengths == [(0, 150, 30), (1, 50, 10), (2, 100, 20), (3, 200, 10)]
    assert (book.talk_s, book.wrap_up_s) == ([100], [20])


def _serve(small: Center, agent: Any) -> None:
    """Let ``agent`` have contact 0, until it is closed."""
    small.flows[0].take(0, agent)
    closed = len(small.book.closings)
    while len(small.book.closings) == closed:
        small.clock._now, _, entity, moment = heappop(small.heap)
        moment.call(entity)
