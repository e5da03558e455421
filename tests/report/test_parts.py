"""What may be told in one number: a channel, a type where targets differ in length, or everything."""

from typing import Any

import pytest
from hotline import study

from simulator.comparing import compare
from simulator.comparison import Comparison
from simulator.metrics.cells import Cell
from simulator.report.words.parts import has_part, is_mixed, parts, target, title
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Two channels
horizon: {from: "08:00", to: "10:00", interval: 1h}
channels: {voice: {}, chat: {}}
sources: {shoppers: {arrivals: 20/h}, writers: {arrivals: 10/h}}
contact_types:
  orders: {from: shoppers, share: 60%, channel: voice, talk: 3m, patience: 3m, service_level: 80% in 20s}
  returns: {from: shoppers, share: 40%, channel: voice, talk: 3m, patience: 3m, service_level: 70% in 20s}
  chats: {from: writers, channel: chat, talk: 3m, patience: 3m, service_level: 80% in 90s}
agent_groups:
  front: {agents: 3, serves: {orders: {}, returns: {}}}
  all_round: {agents: 2, serves: {orders: {}, chats: {}}}
strategies:
  as_today: {}
  returns_later: {contact_types: {returns: {service_level: 70% in 60s}}}
  calls_later: {contact_types: {orders: {service_level: 80% in 40s}, returns: {service_level: 80% in 40s}}}
  calls_only:
    channels: {chat: null}
    sources: {writers: null}
    contact_types: {chats: null}
    agent_groups: {all_round: {serves: {chats: null}}}
"""


def compared(*strategies: str, **more: Any) -> Comparison:
    return compare(load_text(TEXT), list(strategies), replications=1, jobs=1, **more).first


def test_a_channel_is_a_part_where_its_types_have_targets_of_one_length():
    one = compared("as_today")
    assert [(part.of, part.label, part.types) for part in parts(one)] == [
        ("channel:voice", "voice", ("orders", "returns")),
        ("channel:chat", "chat", ("chats",)),
    ]
    assert [title(one, part) for part in parts(one)] == ["voice, target 70–80 % in 20 s", "chat, target 80 % in 1m30s"]


def test_types_are_parts_with_every_strategy_where_one_gives_them_targets_of_several_lengths():
    one = compared("as_today", "returns_later")
    assert [part.of for part in parts(one)] == ["type:orders", "type:returns", "channel:chat"]
    assert title(one, parts(one)[1]) == "returns (voice), target 70 % in 20 s, 70 % in 1m with returns_later"


def test_days_on_which_all_parts_met_their_targets_are_no_mixture():
    one = compared("as_today")
    assert is_mixed(one, Cell("all", None), "service_level")
    assert not is_mixed(one, Cell("all", None), "days_in_target")


def test_a_target_that_a_strategy_changes_is_told():
    one = compared("as_today", "calls_later")
    assert title(one, parts(one)[0]) == "voice, target 70–80 % in 20 s, 80 % in 40 s with calls_later"


def test_a_center_of_one_channel_and_one_length_is_one_part():
    one = compare(study(), ["three"], replications=1, jobs=1).first
    assert [(part.of, part.label, part.types) for part in parts(one)] == [("all", "", ("orders", "returns"))]
    assert [part.of for part in parts(compared("calls_only", baseline="calls_only"))] == ["all"]


def test_a_part_that_only_one_strategy_has_is_a_part():
    one = compared("calls_only", "as_today", baseline="calls_only")
    voice, chat = parts(one)
    assert chat.of == "channel:chat"
    assert [has_part(one, name, chat) for name in one.strategies] == [False, True]
    assert title(one, chat) == "chat, target 80 % in 1m30s"
    assert target(one, "calls_only", voice) == "70–80 % in 20 s"


@pytest.mark.parametrize(
    ("of", "metric", "mixed"),
    [
        ("all", "asa_s", True),
        ("all", "wait_s_p90", True),
        ("all", "abandonment_rate", True),
        ("all", "offered", False),
        ("all", "occupancy", False),
        ("all", "closed_per_hour", False),
        ("channel:voice", "asa_s", False),
        ("type:orders", "service_level", False),
        ("group:front", "asa_s", False),
        ("group:all_round", "asa_s", True),
        ("group:all_round", "occupancy", False),
    ],
)
def test_a_wait_of_several_parts_is_a_mixture_and_what_adds_up_is_none(of, metric, mixed):
    assert is_mixed(compared("as_today"), Cell(of, None), metric) is mixed


def test_what_is_a_mixture_with_one_strategy_is_one_for_all():
    one = compared("as_today", "returns_later")
    assert is_mixed(one, Cell("channel:voice", None), "asa_s")
