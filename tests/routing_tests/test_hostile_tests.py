"""Routing tests that nobody would write, or only to see what happens: each ends in an answer or in a sentence."""

import sys
from pathlib import Path
from typing import Any

import pytest
from building import center
from playing_of import became_in, failures_in, test_of

from simulator.errors import Problem, ScenarioError
from simulator.routing_tests.asking import run_routing_tests
from simulator.routing_tests.stand_ins import AGENTS_MAX
from simulator.routing_tests.when_played import NoSituation
from simulator.scenario.reader import load_text

sys.path.append(str(Path(__file__).parents[1] / "scenario"))
from test_messages import sentences

FILES = Path(__file__).parent / "files"
PACKAGE = Path(__file__).parents[2] / "simulator" / "routing_tests"
CENTER = """\
version: 1
name: Small
horizon: {from: "00:00", to: "24:00"}
channels: {voice: {}}
sources: {shoppers: {arrivals: 40/h}}
contact_types: {orders: {from: shoppers, channel: voice, talk: 1m, patience: 3m}}
agent_groups: {front: {agents: 4, serves: {orders: {}}}}
"""


def test_every_situation_that_cannot_be_is_in_the_file_of_those() -> None:
    text = (FILES / "impossible.txt").read_text("utf-8")
    for name in ("when_played", "stand_ins", "playing"):
        for line, sentence in sentences(PACKAGE / f"{name}.py"):
            assert all(part in text for part in sentence.split("…")), f"{name}.py:{line}: {sentence}"


@pytest.mark.parametrize("name", ["contacts", "model_config", "copy", "schema", "json", "named", "example", "Ωmega"])
def test_a_contact_may_have_any_name(name: str) -> None:
    given, free = {name: "calls"}, {name: {"group": "front"}}
    assert failures_in(center(), test_of(given, free, {name: name, "takes": {name: name}})) == []
    assert [one.path for one in failures_in(center(), test_of(given, free, {name: "waits"}))] == [(name,)]


@pytest.mark.parametrize(
    "tests",
    ["null", "{}", "[]", "text", "5", "{one: null}", "{one: {}}", "{one: []}", "{one: {given: null}}", "{one: 1}",
     "{one: {given: {a: orders}, expect: null}}", "{one: {given: {a: null}, expect: {a: null}}}",
     "{one: {given: {a: orders}, free: null, expect: {takes: null}}}",
     "{one: {given: {a: orders}, expect: {takes: []}}}", "{one: {given: {a: orders}, expect: {takes: {}}}}",
     "{one: {given: {a: orders}, expect: {a: {}}}}", "{one: {given: {a: orders}, expect: {a: {to: {}}}}}",
     "{one: {given: {a: {type: {}}}, expect: {a: waits}}}", "{one: {given: {1: orders}, expect: {1: waits}}}",
     "{one: {given: {a: orders}, expect: {a: waits}, strategies: []}}",
     "{one: {given: {a: orders}, expect: {a: waits}, strategies: {}}}",
     "{one: {given: {a: orders}, expect: {a: waits}, strategies: [base, base]}}",
     "{one: {given: {a: {times: 2}}, free: {times: 2}, expect: {a: waits}}}",
     "{one: {given: {a: orders}, free: {front: -1}, expect: {a: waits}}}",
     "{one: {given: {a: orders}, free: {front: 1.5}, expect: {a: waits}}}",
     "{one: {given: {a: orders}, free: {front: true}, expect: {a: waits}}}",
     "{one: {given: {a: orders}, free: {front: front}, expect: {a: front}}}",
     '{one: {given: {a: orders}, free: {front: "2"}, expect: {a: front}}}',
     '{one: {given: {a: orders}, free: {f: ""}, expect: {a: f}}}',
     "{one: {given: {a: orders}, free: {f: nobody}, expect: {a: f}}}",
     "{one: {given: {a: {type: orders, waited: -5s}}, expect: {a: waits}}}",
     '{one: {given: {a: orders}, expect: {a: waits}, at: "99:00"}}',
     "{one: {given: {a: orders}, expect: {a: waits}, day: 0}}",
     "{one: {given: {a: {type: orders, waited: 1000000000000d}}, expect: {a: waits}}}",
     "{one: {given: {a: orders}, free: {front: 1000000000000000000000}, expect: {a: waits}}}"],
)  # fmt: skip
def test_odd_tests_end_in_an_answer_or_a_sentence(tests: str) -> None:
    wrong: tuple[Problem, ...] = ()
    try:
        found = run_routing_tests(load_text(f"{CENTER}routing_tests: {tests}\n"))
        assert all(one.found for one in found.outcomes)
    except ScenarioError as error:
        wrong = error.problems
    assert all(one.line and one.what.endswith((".", "?")) for one in wrong), wrong


def test_a_strategy_that_is_not_listed_is_refused() -> None:
    test = "routing_tests: {one: {given: {a: orders}, expect: {a: waits}, strategies: base}}\n"
    assert len(run_routing_tests(load_text(CENTER + test)).outcomes) == 1
    with pytest.raises(ScenarioError, match="there is no strategy 'base'"):
        load_text(f"{CENTER}{test}strategies: {{today: {{}}}}\n")


def test_more_tests_than_anybody_keeps_right_are_refused() -> None:
    one = "{given: {a: orders}, expect: {a: waits}}"
    many = "".join(f"  t{number}: {one}\n" for number in range(1_001))
    with pytest.raises(ScenarioError, match="expected at most 1,000 routing tests, got 1,001"):
        load_text(f"{CENTER}routing_tests:\n{many}")


def test_midnight_has_room_for_whoever_waits_and_whoever_is_free() -> None:
    one = center(to="24:00", **{"from": "00:00"})
    given = {"a": {"type": "calls", "waited": "10s"}, "b": "calls"}
    free = {"front": 1, "late": {"group": "front", "in_hand": {"voice": 1}}}
    assert failures_in(one, test_of(given, free, {"takes": "a"}, at="00:00:10")) == []
    assert failures_in(one, test_of({"b": "calls"}, {"front": {"idle": "2d"}}, {"takes": "b"}, at="00:00")) == []
    with pytest.raises(NoSituation, match="the center has been open for 10s"):
        became_in(one, test_of({"a": {"type": "calls", "waited": "11s"}}, {}, {"a": "waits"}, at="00:00:10"))


BY_STAFF, PLAIN = {"queue_limit": {"per_agent": 1}}, {"queue_limit": 1}
SERVES = {"serves": {"calls": {}, "advice": {}}}


@pytest.mark.parametrize(
    ("kinds", "channel", "group", "names_the_staff"),
    [
        ({"calls": BY_STAFF, "advice": {}}, {}, {}, True),
        ({"calls": {}, "advice": {}}, BY_STAFF, {}, True),
        ({"calls": {}, "advice": {}}, {}, BY_STAFF, True),
        ({"calls": PLAIN, "advice": BY_STAFF}, {}, {}, False),
    ],
    ids=["of the type", "of the channel", "of the group", "of another type"],
)
def test_a_limit_by_agent_counts_those_of_the_test(
    kinds: dict[str, Any], channel: dict[str, Any], group: dict[str, Any], names_the_staff: bool
) -> None:
    one = center(types=kinds, groups={"front": {"agents": 9, **SERVES, **group}}, channels={"voice": channel})
    given = {name: {"type": "calls", "waited": "10s"} for name in ("a", "b")}
    with pytest.raises(NoSituation, match="by queue_limit") as refused:
        became_in(one, test_of(given, {}, {"a": "waits"}))
    assert ("those with in_hand too" in refused.value.hint) is names_the_staff
    if names_the_staff:
        busy = {"front": {"agents": 2, "in_hand": {"voice": 1}}}
        assert failures_in(one, test_of(given, busy, {"takes": "nothing"})) == []


BY_AGENT = {"lines": {"per_agent": 1}}


@pytest.mark.parametrize(
    ("kinds", "channel", "names_the_staff"),
    [
        ({"calls": BY_AGENT, "advice": {}}, {}, True),
        ({"calls": {}, "advice": {}}, BY_AGENT, True),
        ({"calls": {"lines": 1}, "advice": BY_AGENT}, {}, False),
        ({"calls": {"lines": 1}, "advice": {}}, {"lines": {"per_agent": 9}}, False),
    ],
    ids=["of the type", "of the channel", "of another type", "beside a number"],
)
def test_lines_by_agent_count_those_of_the_test(
    kinds: dict[str, Any], channel: dict[str, Any], names_the_staff: bool
) -> None:
    one = center(types=kinds, groups={"front": {"agents": 9, **SERVES}}, channels={"voice": channel})
    given = {name: {"type": "calls", "waited": "10s"} for name in ("a", "b")}
    alone = {"front": {"agents": 1, "in_hand": {"voice": 1}}}
    with pytest.raises(NoSituation, match="by lines") as refused:
        became_in(one, test_of(given, alone, {"a": "waits"}))
    assert ("those with in_hand too" in refused.value.hint) is names_the_staff


def test_what_agents_have_in_hand_holds_lines_of_the_channel_and_none_of_a_type() -> None:
    groups, busy = {"front": {"agents": 9, **SERVES}}, {"front": {"agents": 4, "in_hand": {"voice": 1}}}
    given = {name: {"type": "calls", "waited": "10s"} for name in ("a", "b")}
    kinds = {"calls": {"lines": {"per_agent": 0.5}}, "advice": {}}
    six, five = (center(types=kinds, groups=groups, channels={"voice": {"lines": lines}}) for lines in (6, 5))
    assert failures_in(six, test_of(given, busy, {"takes": "nothing"})) == []
    with pytest.raises(NoSituation, match="by lines"):
        became_in(five, test_of(given, busy, {"takes": "nothing"}))


def test_as_many_agents_as_are_allowed_are_played() -> None:
    test = test_of({"a": "calls"}, {"front": AGENTS_MAX, "last": {"group": "front", "idle": "1s"}}, {"a": "last"})
    with pytest.raises(NoSituation, match=f"expected at most {AGENTS_MAX:,} agents, got {AGENTS_MAX + 1:,}"):
        became_in(center(), test)
    test = test_of({"a": "calls"}, {"front": 200, "last": {"group": "front", "idle": "1s"}}, {"a": "last"})
    assert failures_in(center(), test) == []


def test_a_customer_without_patience_leaves_at_once_or_is_taken() -> None:
    given = {"a": {"type": "calls", "patience": "0s"}}
    assert failures_in(center(), test_of(given, {}, {"a": "abandoned", "by": "patience"})) == []
    assert failures_in(center(), test_of(given, {"front": 1}, {"a": "front"})) == []
