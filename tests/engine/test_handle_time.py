"""How long a contact takes with an agent is made of its own draw each time, whoever had it before."""

from typing import Any

import pytest
from building import center, day, spans_of
from seams import Part, Passes, Running

from simulator.engine.tables import tables_of
from simulator.log import SpanKind

LENGTHS = SpanKind.TALK, SpanKind.WRAP_UP
WAYS: dict[str, dict[str, Any]] = {
    "calls": {},
    "calls on lines": {"lines": 9},
    "chats": {"channels": {"chat": {"slots": 1}}, "types": {"chats": {"channel": "chat"}}},
}


@pytest.mark.parametrize("way", WAYS)
def test_the_factor_of_a_second_agent_does_not_come_on_top_of_the_first_ones(way):
    more = {"types": {"calls": {}}} | WAYS[way]
    (name,) = more["types"]
    # Ranks say in which order they are asked: each is wrapping up when the next one is.
    factors: dict[str, Any] = {"slow": 1.5, "quick": 0.5, "usual": {"wrap_up": 0.5}}
    groups = {one: {"agents": 1, "serves": {name: {"handle_time": factor}}} for one, factor in factors.items()}
    more["types"][name] = more["types"][name] | {"ranks": {"slow": 1, "quick": 2, "usual": 3}}
    running = Running(tables_of(center(groups=groups, **more)), day((0, 220, 999, 20)))
    Passes(running, {0: [Part(100, 120), Part(20, 100)]})
    log = running.log()
    # Talks of 100, 20 and 100 s, wrap-up 20 s, as drawn.
    found = sorted((agent, kind, to_s - from_s) for _, kind, agent, from_s, to_s in spans_of(log, *LENGTHS))
    talk, wrap_up = LENGTHS
    assert found == [
        (0, talk, 150), (0, wrap_up, 30), (1, talk, 10), (1, wrap_up, 10), (2, talk, 100), (2, wrap_up, 10),
    ]  # fmt: skip
